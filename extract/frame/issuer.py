"""Who issued a document: by its letterhead, or by title, opening sentence, signature and symbol."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from extract.bodies.acting import OPENING_ACT, OPENING_ACT_ENDS
from extract.bodies.canonical import Standpoint, central_body, resolve
from extract.bodies.mentioned import CENTRAL_COMMITTEE, find_body
from extract.bodies.misread import of_its_unit
from extract.bodies.named import Named
from extract.bodies.unit_names import known_as
from extract.frame.bodies_above import YOUTH, bodies_above
from extract.frame.capitals import AROUND
from extract.frame.cells import in_small_letters
from extract.frame.heading import Heading
from extract.frame.lines import DECIDES, OPENS_TEXT
from extract.frame.parts import OFFICE, is_branch, is_division, with_its_unit
from extract.frame.signature import read_signing_body
from extract.frame.whereabouts import own_unit, standpoint_of
from extract.mentions.congresses import find_congresses
from extract.records import Body, Signer
from extract.vocabulary import known_body, words_of
from extract.words import fold, lowered, occurrences
from ontology import issuer_of_type, types_with
from ontology.symbols import issuer_of
from ontology.units import split_kind

_OPENING = 3_500  # how far behind the title the issuer may act, in characters
_CLAUSE_START = re.compile(r"[\n.;:,]\s?(?=[A-ZĐỦU])")
_CONGRESS = "đại hội "
_ENACTS_REACH = 300  # between a clause's start and the type that its body says it makes, in characters
_FEWEST_LETTERS = 8  # of a name that tells whose it is
_MOST_MORE = 4  # words that who decides adds to a name outside the tables: "TRƯỜNG CAO ĐẲNG SƯ PHẠM LẠNG SƠN"
_DECIDES_REACH = 1_000  # how far behind the title who decides may stand, in characters
_OF = "của "
_AND = re.compile(r"\s?,\s|\s(?i:và)\s")  # between two bodies in a title: "CỦA BỘ CHÍNH TRỊ, BAN BÍ THƯ VỀ ..."
_SEALS, _SEALS_OF = words_of("lines", "seals"), words_of("lines", "seals_of")
_COPIES = f"{OFFICE} "
_SEAL_REACH = 8  # lines in which a signing program says so
_SEAL_LINES = 2  # that its name may take
_JOINT = types_with("joint")
_CONSOLIDATED = types_with("consolidates")
_BOARD = "ban thuong vu "
_STANDING_BOARDS = frozenset({"Tỉnh ủy", "Thành ủy", "Huyện ủy"})
_FIRST_OF_CENTRAL = frozenset("BĐ")  # first letters of such organs
_NATIONAL_ASSEMBLY = known_body("assembly")
_OF_PARTY = {known_body("politburo"), known_body("secretariat")}
_EXECUTIVE = f"{known_body('executive-committee')} "
_PARTY_CENTRE = CENTRAL_COMMITTEE.removeprefix(_EXECUTIVE)


@dataclass(frozen=True, slots=True)
class Issue:
    """Who issued a document, with co-issuers, where that stands, and the title without the issuer's name."""

    issuer: Body | None
    others: tuple[Body, ...]
    standpoint: Standpoint
    title: str | None


def find_issuer(head: list[str], text: str, heading: Heading, signer: Signer | None) -> Issue:
    """The issuer of a document with first lines ``head``, repaired text ``text`` and the given heading and signer."""
    written, joint = bodies_above(head)
    bodies = [*map(of_its_unit, written)]
    joint = joint or (len(bodies) > 1 and heading.code in _JOINT)
    if bodies and (bodies[-1].scope == "other" or (not joint and (is_division(bodies) or is_branch(bodies)))):
        bodies[-1] = with_its_unit(bodies, text)
    confirms = (_central(heading.symbol) or heading.body) if heading.code in _CONSOLIDATED else None
    if told := confirms or (heading.body if not bodies or bodies[-1].scope == "other" else None):
        bodies = [told]  # who made the act that is consolidated stands in the letterhead
    if not bodies or (
        bodies[-1].scope == "unit" and not (bodies[-1].name and known_as(bodies[-1].name, bodies[-1].kind))
    ):
        bodies = _sealed(head) or bodies or _of_joint(heading)
        joint = joint or heading.code in _JOINT
    central = _central(heading.symbol) if not bodies or bodies[-1].scope == "other" else None
    if central and (not bodies or central.head.lower().startswith(bodies[-1].head.lower())):  # a name cut short
        bodies = [central]
    title = heading.title
    if title and title.lower().startswith(_OF) and (titled := find_body(in_small_letters(title), len(_OF))):
        above = bodies[-1] if bodies and titled.name is None else titled
        bodies, end = [titled._replace(kind=above.kind, name=above.name)], titled.end
        while (more := _AND.match(title, end)) and (other := find_body(in_small_letters(title), more.end())):
            bodies, end, joint = [*bodies, other], other.end, True
        title = title[end:].strip(" -") or None
    signed = read_signing_body(signer)
    enacting = None if bodies else _enacting(text, heading)
    chosen = enacting if enacting and enacting.scope == "central" else _acting(bodies, joint, signed) or enacting
    opening = None if _located(chosen, bodies) else _opening(text, heading.end)
    beside = len(bodies) == 1 and bodies[0].head == YOUTH and not bodies[0].kind  # where the State's motto stands
    chosen = (signed or opening or chosen) if beside else chosen
    meeting = _meeting(chosen, title)
    chosen = meeting or chosen or (opening and of_its_unit(opening)) or _of_symbol(heading.symbol)
    if signed is None and chosen and chosen.scope == "central":
        chosen = _named_with(text, heading, chosen) or _acting_organ(text, heading.end, chosen)
    if chosen is not None and chosen.scope == "central":
        standpoint = Standpoint("central", day=heading.date)
    else:
        kind, name = own_unit((chosen, *reversed(bodies), opening), title, heading.place)
        standpoint = standpoint_of(kind, name, bodies, heading.date, text)
        if chosen and chosen.scope == "unit" and kind and (chosen.kind is None or chosen.name is None):
            chosen = chosen._replace(kind=kind, name=name)
    chosen = _deciding_for(chosen, text, heading) if chosen and not meeting else chosen
    issuer = resolve(chosen, standpoint) if chosen else None
    if (made_by := issuer_of_type(heading.code)) and (issuer is None or made_by == _NATIONAL_ASSEMBLY):
        issuer = central_body(made_by)
    elif congress := _congress(heading, standpoint):
        issuer = congress
    return Issue(issuer, tuple(resolve(b, standpoint) for b in bodies[1:]) if joint else (), standpoint, title)


def _deciding_for(chosen: Named, text: str, heading: Heading) -> Named:
    """Who decides for the body chosen, in capitals over the first article: its head, or its standing board; of a
    company the meeting whose resolution the title names.

    "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH", "GIÁM ĐỐC SỞ Y TẾ", "BAN THƯỜNG VỤ HUYỆN ỦY"; accents may be misread.
    """
    whose = chosen.head.removeprefix(_EXECUTIVE)
    outside, after = chosen.scope == "other", heading.end
    meeting = next(
        (head for plain, head in _deciding() if outside and fold(heading.title or "").startswith(plain)), None
    )
    if meeting:
        return chosen._replace(head=f"{meeting} {whose}")
    if heading.code != "QĐ":
        return chosen
    for line in text[after : after + _DECIDES_REACH].split("\n"):
        alone = line.strip(AROUND)
        cell = alone if alone.isupper() else line.rpartition(", ")[2].strip(AROUND)  # or behind the last recital
        plain = fold(cell) if cell.isupper() else ""
        board = find_body(in_small_letters(cell), 0) if plain.startswith(_BOARD) and chosen.name else None
        if board and board.scope == "party" and board.name == chosen.name:  # of "Đoàn quận" that of "Quận đoàn"
            return board
        for plain_head, head in _deciding():
            if plain.startswith(f"{plain_head} ") and (of := _called(whose, cell[len(plain_head) + 1 :], outside)):
                return chosen._replace(head=f"{head} {of}")
    return chosen


def _called(whose: str, words: str, outside: bool) -> str | None:
    """The name of the body decided for, where ``words`` in capitals are it or begin it, blanks apart; outside the
    tables as they write it, and with what they add: "TRƯỜNG CAO ĐẲNG" and "TRƯỜNG CAO ĐẲNG SƯ PHẠM LẠNG SƠN"."""
    own, said = _letters(whose), _letters(words)
    if not outside:
        return whose if said.startswith(own) else None
    if said.startswith(own):
        more = words.count(" ") - whose.count(" ")
        return in_small_letters(words) if 0 < more <= _MOST_MORE else whose
    if len(said) < _FEWEST_LETTERS or not own.startswith(said):
        return None
    end = next(end for end in range(len(whose) + 1) if _letters(whose[:end]) == said)
    return in_small_letters(words) + whose[end:]


def _letters(words: str) -> str:
    return "".join(filter(str.isalnum, fold(words)))


@cache
def _deciding() -> tuple[tuple[str, str], ...]:
    """Who decides for a body, without accents and as written: ("giam doc", "Giám đốc")."""
    return tuple((fold(words), words) for words in words_of("around_bodies", "decides_for"))


def _meeting(chosen: Named | None, title: str | None) -> Named | None:
    """The meeting of a company whose resolution the title names: "ĐẠI HỘI ĐỒNG CỔ ĐÔNG THƯỜNG NIÊN NĂM 2021"."""
    told = _letters(title or "")
    head = next((head for plain, head in _deciding() if told.startswith(_letters(plain))), None)
    if head is None or title is None or not title.isupper():
        return None
    company = title.find(" CÔNG TY ") + 1
    of = chosen or (find_body(in_small_letters(title), company) if company else None)
    return of._replace(head=f"{head} {of.head}") if of and of.scope == "other" else None


def _congress(heading: Heading, standpoint: Standpoint) -> Body | None:
    """The congress whose resolution the title names: "NGHỊ QUYẾT / ĐẠI HỘI ĐẠI BIỂU ĐẢNG BỘ TỈNH SƠN LA LẦN THỨ XV"."""
    if heading.title is None or not heading.title.lower().startswith(_CONGRESS):
        return None
    title = in_small_letters(heading.title).replace(" Lần Thứ ", " lần thứ ")
    named = find_congresses(f"{heading.label} {title}", standpoint)
    return next((one.issuer for one in named if one.start == 0), None)


def _of_joint(heading: Heading) -> list[Named]:
    """The bodies that the number of a joint act names."""
    joint = heading.value if heading.code in _JOINT else None
    return [named for part in joint.issuers if (named := _central(part))] if joint else []


def _sealed(head: list[str]) -> list[Named]:
    """The body in whose name a signing program has sealed a document: "Ký bởi: Sở Công Thương", "Cơ quan: Thành phố Hà
    Nội"; none is an office, which only sends a copy."""
    above = head[:_SEAL_REACH]
    at = next((at for at, line in enumerate(above) if line.startswith(_SEALS)), None)
    said = " ".join(head[at : at + _SEAL_LINES]) if at is not None else ""
    body = find_body(said, said.find(":") + 2) if said else None
    if body is None or body.scope not in {"unit", "field"} or body.head.startswith(_COPIES):
        return []
    of = next((line.partition(":")[2].strip() for line in above if line.startswith(_SEALS_OF)), "")
    kind, name = (body.kind, body.name) if body.name else split_kind(of[:1].lower() + of[1:])
    return [body._replace(kind=kind or None, name=name) if name else body]


def _central(symbol: str | None) -> Named | None:
    """The central body that the last part of a symbol names ("NĐ-CP")."""
    named = issuer_of(symbol.replace("/", "-").rpartition("-")[2]) if symbol else None
    return find_body(named.body, 0) if named and named.level == "central" else None


def _of_symbol(symbol: str | None) -> Named | None:
    """The local body that a symbol names, of whatever unit."""
    named = issuer_of(symbol.split("-")[-1]) if symbol else None
    return Named(0, 0, named.body, "unit") if named and named.level == "local" else None


def _acting(bodies: list[Named], joint: bool, signed: Named | None) -> Named | None:
    """The body that acts: of those in the letterhead the first or lowest, or its organ that the signature names."""
    if not bodies:
        return signed
    chosen = bodies[0] if joint else bodies[-1]
    if signed is None or not _speaks_for(signed, chosen):
        return chosen
    return signed._replace(kind=chosen.kind, name=chosen.name) if signed.scope == "party" else signed


def _named_with(text: str, heading: Heading, whole: Named) -> Named | None:
    """The organ that a page names with the document's own number: "Quy định số 97-QĐ/TW của Bộ Chính trị: ..."."""
    for at in occurrences(heading.number, text[: heading.end]) if heading.number else ():
        behind = at + len(heading.number or "") + 1
        body = find_body(text, behind + len(_OF)) if text.startswith(_OF, behind) else None
        if body and _speaks_for(body, whole):
            return body
    return None


def _acting_organ(text: str, after: int, whole: Named) -> Named:
    """The central body, or its organ that acts where no signature names it: "Ban Bí thư ban hành Quy chế"."""
    for start in _CLAUSE_START.finditer(text, max(0, after - 1), after + _OPENING):
        body = find_body(text, start.end()) if text[start.end()] in _FIRST_OF_CENTRAL else None
        if body and body.scope == "central" and OPENING_ACT.match(text, body.end + 1):
            union = whole.head.removeprefix(_EXECUTIVE)
            organ = union != _PARTY_CENTRE and body.head.endswith(f" {union}")
            return body if organ or _speaks_for(body, whole) else whole
    return whole


def _speaks_for(signed: Named, chosen: Named) -> bool:
    """Whether the signature names the acting organ of the letterhead's body: the Standing Board of a committee."""
    if chosen.head == CENTRAL_COMMITTEE:
        return signed.head in _OF_PARTY
    return chosen.scope == "party" and chosen.head in _STANDING_BOARDS and signed.scope == "party"


def _located(chosen: Named | None, bodies: list[Named]) -> bool:
    """Whether the issuer is known with its unit, so that the opening sentence is of no need."""
    if chosen is None:
        return False
    return chosen.scope == "central" or any(body.kind and body.name for body in (chosen, *bodies))


def _opening(text: str, after: int) -> Named | None:
    """The body that decides, in capitals, above too where the title is lost; or that opens a sentence and acts."""
    return _decider(text, after) or _decider(text, 0) or _opening_body(text, after)


def _decider(text: str, after: int) -> Named | None:
    """The body that decides, in capitals over the first recital: "CHỦ TỊCH ỦY BAN NHÂN DÂN QUẬN TÂN PHÚ"."""
    lines: list[str] = []
    for line in text[after : after + _DECIDES_REACH].split("\n"):
        cell = line.strip(AROUND)
        if OPENS_TEXT.match(cell):
            break
        if not cell.isupper() or DECIDES.match(cell):
            lines.clear()
        lines.append(cell)
    body = find_body(in_small_letters(" ".join(lines)), 0)
    return body if body and body.name and body.scope == "unit" and DECIDES.match(lines[0]) else None


def _enacting(text: str, heading: Heading) -> Named | None:
    """The body of centre or field that says it makes a document of this type: "Chính phủ ban hành Nghị định"."""
    if heading.label is None:
        return None
    label, small = heading.label.lower(), lowered(text)[: heading.end + _OPENING + _ENACTS_REACH]
    made = re.compile(rf"\s(?i:{re.escape(label)})\b(?!\s(?:số|\d))")
    behind = max(0, heading.end - 1)  # the clause that is looked at next
    for named in occurrences(label, small, behind):  # much faster told than which body a clause is about
        if not text.endswith(OPENING_ACT_ENDS, 0, named - 1):
            continue
        behind = max(behind, named + len(label) - _ENACTS_REACH - len(". "))
        for start in _CLAUSE_START.finditer(text, behind, min(named, heading.end + _OPENING)):
            behind = start.end()
            if named > behind + _ENACTS_REACH - len(label):
                continue
            body = find_body(text, behind)
            act = OPENING_ACT.match(text, body.end + 1) if body and body.scope in {"central", "field"} else None
            if act and made.match(text, act.end()):
                return body
    return None


def _opening_body(text: str, after: int) -> Named | None:
    """The body that opens a sentence of the first paragraphs and acts: "UBND xã Tú Xuyên xây dựng kế hoạch".

    Else one that acts behind what it starts from: "Thực hiện Kế hoạch số ..., UBND xã Tú Xuyên xây dựng kế hoạch".
    """
    opening = "\n" + text[after : after + _OPENING]
    behind: Named | None = None
    recites = False
    for start in _CLAUSE_START.finditer(opening):
        position = after + start.end() - 1
        inner = opening[start.start()] == ","
        if not inner:
            recites = OPENS_TEXT.match(text, position) is not None
        elif not recites or behind is not None:
            continue
        body = find_body(text, position)
        if body and body.scope in {"unit", "party", "field"} and OPENING_ACT.match(text, body.end + 1):
            if not inner:
                return body
            behind = body
    return behind
