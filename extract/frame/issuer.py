"""Who issued a document: by its letterhead, or by title, opening sentence, signature and symbol."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import accumulate

from extract.bodies.acting import OPENING_ACT
from extract.bodies.canonical import COMMITTEES, Standpoint, central_body, resolve
from extract.bodies.mentioned import CENTRAL_COMMITTEE, find_body, starts_body
from extract.bodies.named import Named
from extract.bodies.outside import canonical
from extract.bodies.party import BLOCKS, organ_of_party
from extract.bodies.unit_names import known_as
from extract.frame.capitals import AROUND, read_capitals
from extract.frame.cells import in_small_letters
from extract.frame.heading import Heading
from extract.frame.lines import DECIDES, OPENS_TEXT
from extract.frame.signature import read_signing_body
from extract.frame.whereabouts import own_unit, standpoint_of
from extract.mentions.congresses import find_congresses
from extract.records import Body, Signer
from extract.vocabulary import words_of
from extract.words import fold, key, lowered, occurrences
from ontology import issuer_of_type
from ontology.symbols import issuer_of

_OPENING = 3_500  # how far behind the title the issuer may act, in characters
_CLAUSE_START = re.compile(r"[\n.;:,]\s?(?=[A-ZĐỦU])")
_CONGRESS = "đại hội "
_ENACTS_REACH = 300  # between a clause's start and the type that its body says it makes, in characters
_DECIDED = re.compile(r"\n\W{0,4}Điều 1\W")
_DECIDES_REACH = 1_000  # how far behind the title who decides may stand, in characters
_OF = re.compile(r"(?i:của)\s(?=\S)")
_AND = re.compile(r"\s?,\s|\s(?i:và)\s")  # between two bodies in a title: "CỦA BỘ CHÍNH TRỊ, BAN BÍ THƯ VỀ ..."
_BELOW = {key(words): words for words in words_of("around_bodies", "organ_below")}  # that stand under their parent
#: What a union's papers bear at the right, where the State's have the motto.
_BESIDE = tuple(key(words) for words in words_of("around_bodies", "beside"))
_LONGEST_BESIDE = max(map(len, _BESIDE))
_COMMITTEE_OF = {kind: committee for committee, kind in COMMITTEES.items()}
_STANDING_BOARDS = frozenset({"Tỉnh ủy", "Thành ủy", "Huyện ủy"})
_UNIONS = words_of("around_bodies", "union")  # they have boards and offices as the Party's committees do
_FIRST_OF_CENTRAL = frozenset("BĐ")  # first letters of such organs
_NATIONAL_ASSEMBLY = "Quốc hội"
_COMMITTEE = "Ủy ban nhân dân"
_COUNCIL = "Hội đồng nhân dân"
_STATE = (_COMMITTEE, _COUNCIL)
_FRONT = "Ủy ban Mặt trận Tổ quốc Việt Nam"
_OF_STATE = (*_STATE, _FRONT)  # a union's committee in a unit is "Ban Chấp hành Hội Nông dân tỉnh ..."
_ELECTIONS = "Ủy ban bầu cử"


@dataclass(frozen=True, slots=True)
class Issue:
    """Who issued a document, with co-issuers, where that stands, and the title without the issuer's name."""

    issuer: Body | None
    others: tuple[Body, ...]
    standpoint: Standpoint
    title: str | None


def find_issuer(head: list[str], text: str, heading: Heading, signer: Signer | None) -> Issue:
    """The issuer of a document with first lines ``head``, repaired text ``text`` and the given heading and signer."""
    bodies, joint = _letterhead_bodies(head)
    if bodies and bodies[-1].scope == "other":
        bodies[-1] = _of_unit(bodies, text)
    if heading.body and (not bodies or bodies[-1].scope == "other"):
        bodies = [heading.body]
    central = _central(heading.symbol) if not bodies or bodies[-1].scope == "other" else None
    if central and (not bodies or central.head.lower().startswith(bodies[-1].head.lower())):  # a name cut short
        bodies = [central]
    title = heading.title
    if title and (of := _OF.match(title)) and (titled := find_body(in_small_letters(title), of.end())):
        above = bodies[-1] if bodies and titled.name is None else titled
        bodies, end = [titled._replace(kind=above.kind, name=above.name)], titled.end
        while (more := _AND.match(title, end)) and (other := find_body(in_small_letters(title), more.end())):
            bodies, end, joint = [*bodies, other], other.end, True
        title = title[end:].strip(" -") or None
    signed = read_signing_body(signer)
    enacting = None if bodies else _enacting(text, heading)
    chosen = enacting if enacting and enacting.scope == "central" else _acting(bodies, joint, signed) or enacting
    opening = None if _located(chosen, bodies) else _opening(text, heading.end)
    chosen = chosen or opening or _of_symbol(heading.symbol)
    if signed is None and chosen and chosen.scope == "central":
        chosen = _named_with(text, heading, chosen) or _acting_organ(text, heading.end, chosen)
    if chosen is not None and chosen.scope == "central":
        standpoint = Standpoint("central", day=heading.date)
    else:
        kind, name = own_unit((chosen, *reversed(bodies), opening), title, heading.place)
        standpoint = standpoint_of(kind, name, bodies, heading.date, text)
        if chosen and chosen.scope == "unit" and kind and (chosen.kind is None or chosen.name is None):
            chosen = chosen._replace(kind=kind, name=name)
    if chosen and heading.code == "QĐ":
        chosen = _deciding_for(chosen, text, heading.end)
    issuer = resolve(chosen, standpoint) if chosen else None
    if (made_by := issuer_of_type(heading.code)) and (issuer is None or made_by == _NATIONAL_ASSEMBLY):
        issuer = central_body(made_by)
    elif congress := _congress(heading, standpoint):
        issuer = congress
    return Issue(issuer, tuple(resolve(b, standpoint) for b in bodies[1:]) if joint else (), standpoint, title)


def _deciding_for(chosen: Named, text: str, after: int) -> Named:
    """Who decides for the body chosen, in capitals over the first article: its head, or its standing board.

    "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH", "GIÁM ĐỐC SỞ Y TẾ", "BAN THƯỜNG VỤ HUYỆN ỦY"; accents may be misread.
    """
    whose = chosen.head.removeprefix("Ban Chấp hành ")
    decided = _DECIDED.search(text, after, after + _OPENING)
    for line in text[after : decided.start() if decided else after + _DECIDES_REACH].split("\n"):
        cell = line.rpartition(", ")[2].strip(AROUND)  # behind the last recital, or on a line of its own
        plain = fold(cell) if cell.isupper() else ""
        for plain_head, head in _deciding():
            if plain.startswith(f"{plain_head} {fold(whose)}"):
                return chosen._replace(head=f"{head} {whose}")
    return chosen


@cache
def _deciding() -> tuple[tuple[str, str], ...]:
    """Who decides for a body, without accents and as written: ("giam doc", "Giám đốc")."""
    return tuple((fold(words), words) for words in words_of("around_bodies", "decides_for"))


def _congress(heading: Heading, standpoint: Standpoint) -> Body | None:
    """The congress whose resolution the title names: "NGHỊ QUYẾT / ĐẠI HỘI ĐẠI BIỂU ĐẢNG BỘ TỈNH SƠN LA LẦN THỨ XV"."""
    if heading.title is None or not heading.title.lower().startswith(_CONGRESS):
        return None
    title = in_small_letters(heading.title).replace(" Lần Thứ ", " lần thứ ")
    named = find_congresses(f"{heading.label} {title}", standpoint)
    return next((one.issuer for one in named if one.start == 0), None)


def _letterhead_bodies(head: list[str]) -> tuple[list[Named], bool]:
    """The bodies named in capitals before number and type, from the highest to the lowest; whether they act jointly."""
    lines = read_capitals(head)
    text = in_small_letters(" ".join(lines))
    starts = [*accumulate(len(line) + 1 for line in lines)]
    found: list[Named] = []
    position, joint = 0, False
    while position < len(text):
        if found and key(text[position : position + _LONGEST_BESIDE]).startswith(_BESIDE):
            break
        body = find_body(text, position)
        if body and body.end > position:
            body = _of_its_lines(text, body, starts)
            joint = joint or (bool(found) and ("-" in text[found[-1].end : body.start] or _beside(found[-1], body)))
            position = body.end + 1
            organ = _organ(text, body, found[-1] if found else None)
            if organ is body and body.scope == "other" and not joint:  # a name outside the tables fills its lines
                end = next((at for at in starts if at > body.start and _parts(text, body.start, at)), len(text))
                found.append(
                    body if end == body.end else body._replace(head=canonical(text[body.start : end]), end=end)
                )
                position = end
                continue
            found.append(organ)
        elif found and (called := _BELOW.get(key(text[position:]))):
            found.append(_organ_of(found[-1], called))
            break
        else:
            following = text.find(" ", position)
            position = len(text) if following < 0 else following + 1
    return found, joint


def _of_its_lines(text: str, body: Named, starts: list[int]) -> Named:
    """A body outside the tables up to the line that opens with another one: "CỤC THUẾ / THUẾ TỈNH BẮC NINH"."""
    if starts_body(text, body.start):
        return _of_its_line(text, body, starts)
    end = next((at for at in starts if body.start < at < body.end and _parts(text, body.start, at)), body.end)
    return (find_body(text[:end].rstrip(), body.start) or body) if end < body.end else body


def _of_its_line(text: str, body: Named, starts: list[int]) -> Named:
    """A body whose unit is in no table, without what the next line holds: "UBND HUYỆN HOA SƠN / THANH TRA HUYỆN"."""
    if body.name is None or known_as(body.name, body.kind):
        return body
    lines = (find_body(text[:at].rstrip(), body.start) for at in starts if body.start < at < body.end)
    return next((one for one in lines if one and one.name), body)


def _parts(text: str, start: int, at: int) -> bool:
    """Whether the line at ``at`` opens with another body than that from ``start``, or with what stands beside it.

    A union's name is no other body under "BAN CHẤP HÀNH TRUNG ƯƠNG".
    """
    above = find_body(text[start:at].rstrip(), 0)
    if above and above.head == CENTRAL_COMMITTEE:
        return False
    return find_body(text, at) is not None or key(text[at : at + _LONGEST_BESIDE]).startswith(_BESIDE)


def _beside(first: Named, second: Named) -> bool:
    """Whether two bodies in one letterhead act jointly: the Front, which stands under no council or committee."""
    return second.head.endswith(_FRONT) and first.head.endswith(_STATE) and first.scope == "unit"


def _of_unit(bodies: list[Named], text: str) -> Named:
    """The last body, whose name is in no table, as the text writes it, with the unit above it if the text has it there.

    "UBND TỈNH SƠN LA / BAN QUẢN LÝ CÁC CHỢ" is "Ban Quản lý các chợ tỉnh Sơn La", if the text says so.
    """
    last, above = bodies[-1], bodies[-2] if len(bodies) > 1 else None
    name = _as_written(last.head, text)
    whole = f"{name} {above.kind} {above.name}" if above and above.scope == "unit" and above.kind and above.name else ""
    return last._replace(head=whole if whole and whole.lower() in lowered(text) else name)


def _as_written(name: str, text: str) -> str:
    """A body's name with the capitals that the running text gives it."""
    words, small = name.lower(), lowered(text)
    for at in occurrences(words, small):
        written = text[at : at + len(words)]
        if written[:1].isupper() and not written.isupper():
            return written
    return name


def _organ(text: str, body: Named, parent: Named | None) -> Named:
    """An organ that the letterhead sets under its parent: "Ban Chấp hành Trung ương / Ban Tổ chức"."""
    if parent is None:
        return body
    if body.head == CENTRAL_COMMITTEE:  # of the union above it: "Hội Nông dân Việt Nam / Ban Chấp hành ..."
        union = parent.head + text[parent.end : body.start].rstrip(" -")
        whole = find_body(f"{CENTRAL_COMMITTEE.removesuffix(' Đảng')} {union}", 0)
        return whole._replace(start=body.start, end=body.end) if whole else body
    if parent.scope == "unit" and body.name and (called := organ_of_party(body.head)):
        return body if parent.head.endswith(_OF_STATE) else body._replace(head=f"{called} {parent.head}")
    if parent.scope == "party" and body.kind is None and body.head.endswith(BLOCKS):
        return body._replace(kind=parent.kind, name=parent.name)  # "Đảng bộ tỉnh Sơn La / Đảng ủy Khối các cơ quan"
    return body if body.scope != "other" or body.name else _called(text, body, parent)


def _called(text: str, body: Named, parent: Named) -> Named:
    """What ``parent`` calls an organ that has no name of its own."""
    words = key(text[body.start : body.end])
    if parent.head == CENTRAL_COMMITTEE and words.startswith(("ban ", "ủy ban ", "văn phòng")):
        whole = find_body(f"{text[body.start :].capitalize()} Trung ương", 0)  # "Ban Tuyên giáo và Dân vận"
        if whole is None or whole.scope != "central":
            whole = find_body(f"{body.head.capitalize()} Trung ương", 0)
        return whole or body
    union = parent.scope != "party" and parent.head.startswith(_UNIONS)
    if (union or parent.scope == "party") and (called := organ_of_party(words)):
        return _organ_of(parent, called)
    if parent.head == _ELECTIONS and words.startswith("tiểu ban "):
        return parent._replace(head=f"{text[body.start :].capitalize()} {parent.head}", end=len(text))
    if parent.head == _COUNCIL:  # "Hội đồng nhân dân tỉnh Sơn La / Đoàn giám sát"
        return _organ_of(parent, body.head.capitalize())
    return _organ_of(parent, "Ban Thường trực") if words == "ban thường trực" else body


def _organ_of(parent: Named, organ: str) -> Named:
    """The body that an organ of ``parent`` is: "Văn phòng Trung ương Đảng", "Ban Thường trực Ủy ban Mặt trận ..."."""
    central = find_body(f"{organ} Trung ương", 0) if parent.head == CENTRAL_COMMITTEE else None
    elects = parent.head == "Đảng bộ" and organ != "Ban Chấp hành"  # which is the whole Đảng bộ's
    head = _COMMITTEE_OF.get(parent.kind or "", "Đảng ủy") if elects else parent.head
    return central or parent._replace(head=f"{organ} {head}")


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
        of = _OF.match(text, at + len(heading.number or "") + 1)
        body = find_body(text, of.end()) if of else None
        if body and _speaks_for(body, whole):
            return body
    return None


def _acting_organ(text: str, after: int, whole: Named) -> Named:
    """The central body, or its organ that acts where no signature names it: "Ban Bí thư ban hành Quy chế"."""
    for start in _CLAUSE_START.finditer(text, max(0, after - 1), after + _OPENING):
        body = find_body(text, start.end()) if text[start.end()] in _FIRST_OF_CENTRAL else None
        if body and body.scope == "central" and OPENING_ACT.match(text, body.end + 1):
            union = whole.head.removeprefix("Ban Chấp hành ")
            organ = union != "Trung ương Đảng" and body.head.endswith(f" {union}")
            return body if organ or _speaks_for(body, whole) else whole
    return whole


def _speaks_for(signed: Named, chosen: Named) -> bool:
    """Whether the signature names the acting organ of the letterhead's body: the Standing Board of a committee."""
    if chosen.head == CENTRAL_COMMITTEE:
        return signed.head in {"Bộ Chính trị", "Ban Bí thư Trung ương Đảng"}
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
        if DECIDES.match(cell) or not cell.isupper():
            lines.clear()
        lines.append(cell)
    body = find_body(in_small_letters(" ".join(lines)), 0)
    return body if body and body.name and body.scope == "unit" and DECIDES.match(lines[0]) else None


def _enacting(text: str, heading: Heading) -> Named | None:
    """The body of centre or field that says it makes a document of this type: "Chính phủ ban hành Nghị định"."""
    if heading.label is None:
        return None
    label, small = heading.label.lower(), lowered(text)
    made = re.compile(rf"\s(?i:{re.escape(label)})\b(?!\s(?:số|\d))")
    for start in _CLAUSE_START.finditer(text, max(0, heading.end - 1), heading.end + _OPENING):
        if small.find(label, start.end(), start.end() + _ENACTS_REACH) < 0:
            continue  # much faster told than which body the clause is about
        body = find_body(text, start.end())
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
