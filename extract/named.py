"""Documents cited by name instead of number: laws, the constitution, congress and plenum resolutions, charters.

``find_named`` gives each with its extent; the names of laws come from a table (``laws.csv``), longest first, and an
unknown law's name is read word by word to where a new clause begins.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from extract import dates
from extract.bodies import find_body
from extract.resolving import Place, level_of
from extract.resolving import _own as own_unit
from extract.records import Body
from extract.vocabulary import rows
from extract.words import UPPER, key, slug

_LAW_WORDS = {"luật": ("LUAT", "Luật"), "bộ luật": ("BLUAT", "Bộ luật"), "pháp lệnh": ("PL", "Pháp lệnh"), "hiến pháp": ("HP", "Hiến pháp")}
_ANCHORS = tuple(re.compile(p) for p in (r"(?:uật|UẬT)\s", r"(?:áp lệnh|ÁP LỆNH)\s", r"iến pháp\b", r"ghị quyết\s(?=\S)", r"iều lệ\s", r"ương lĩnh\s"))
_WORD = re.compile(r"\s?([^\W\d_]+(?:[’'/-][^\W\d_]+)*)|\s?(,)|\s?(\(HIV/AIDS\))")
_LAW_END = frozenset(
    "này số ngày năm của được quy đã về tại theo khi nếu thì do có không là phải trong để với cho bằng nêu trên hiện sửa do từ đến và các những hoặc"
    " cũng như sẽ đang cần chưa mà ban căn kể còn một".split()
)
_AMENDING = re.compile(
    r"(?i:sửa đổi,?\s?(?:và\s)?bổ sung|sửa đổi|bổ sung)\s(?:một số |các )?(?:điều|khoản|điểm)?(?:\s\d{1,3}[a-z]?)?(?:\svà\s[^.;]{0,30})?\s?"
    r"(?:của\s)?(?=(?:\d{1,3}\s)?(?:các\s)?(?i:luật|bộ luật|pháp lệnh|hiến pháp))"
)
_COUNT_LAWS = re.compile(r"\d{1,3}\s[Ll]uật\scó\sliên\squan\sđến\s(?:[^\W\d_]+\s?){1,6}?(?=[,;.()\n]|\s(?:ngày|năm|số)|$)")
_CONGRESS = re.compile(
    rf"""(?P<type>[Nn]ghị\s[Qq]uyết)\s(?:của\s)?(?P<congress>(?i:Đại\shội)(?:\s(?i:đại\sbiểu))?(?:\s(?i:Đảng)(?=\s(?i:toàn\squốc|các\scấp|lần)))?(?:\s(?i:toàn\squốc))?
      (?P<org>\s(?i:Đảng\sbộ|Mặt\strận\sTổ\squốc\sViệt\sNam|Hội\s\w+(?:\s\w+){{0,3}}|Đoàn\s\w+(?:\s\w+){{0,6}}|Công\sđoàn)
        (?P<unit>\s(?P<kind>(?i:tỉnh|thành\sphố|huyện|quận|thị\sxã|xã|phường|thị\strấn|đặc\skhu))(?:\s(?P<name>[{UPPER}][\w’']*(?:\s(?:-\s)?[{UPPER}][\w’']*){{0,3}}))?)?)?
      (?P<all>\s(?i:đảng\sbộ\s)?(?i:các\scấp))?
      (?:\s(?i:lần\sthứ)\s(?P<ordinal>[IVXLC]{{1,6}}|\d{{1,2}}|nhất)|\s(?P<bare>[IVXLC]{{1,6}})(?=\s|[,.;)]))?
      (?P<party>\s(?:của\s)?Đảng(?:\sCộng\ssản\sViệt\sNam)?(?!\sbộ))?
      (?P<unit2>\s(?i:Đảng\sbộ)\s(?P<kind2>(?i:tỉnh|thành\sphố|huyện|quận|thị\sxã|xã|phường|thị\strấn|đặc\skhu))(?:\s(?P<name2>[{UPPER}][\w’']*(?:\s[{UPPER}][\w’']*){{0,3}}))?)?
      (?:,?\s\(?(?i:nhiệm\skỳ|nhiệm\skì)\s(?P<from>\d{{4}})\s?[-–—]\s?(?P<to>\d{{4}})\)?)?)""",
    re.VERBOSE,
)
_PLENUM = re.compile(
    r"""(?P<type>[Nn]ghị\s[Qq]uyết)\s(?:(?:Hội\snghị\s)?(?:Trung\sương|TW)\s(?:lần\sthứ\s)?(?:\d{1,2}|[\w-]{1,6}(?:\smột|\shai)?)(?:\s\(lần\s\d\))?|(?:Hội\snghị\s)?lần\sthứ\s\w+(?:\s\w+)?,?\s(?:của\s)?(?:Ban\s[Cc]hấp\shành\sTrung\sương(?:\sĐảng)?|BCH\s?TW(?:\sĐảng)?))
    (?:,?\s\(?(?:[Kk]hóa|[Kk]hoá)\s[IVXLC]{1,6}\)?)""",
    re.VERBOSE,
)
_SESSION = re.compile(
    r"""(?P<type>[Nn]ghị\s[Qq]uyết)\s(?:[Kk]ỳ\shọp\sthứ\s\w+(?:\s\w+)?,?\s)(?P<body>Quốc\shội|HĐND[^,;.]{0,40}?|Hội\sđồng\snhân\sdân[^,;.]{0,40}?),?\s(?:[Kk]hóa|[Kk]hoá)\s[IVXLC]{1,6}""",
    re.VERBOSE,
)
_CHARTER = re.compile(
    r"Điều lệ (?P<org>Đảng(?: Cộng sản Việt Nam)?|Công đoàn Việt Nam|Mặt trận Tổ quốc Việt Nam|Đoàn (?:TNCS|Thanh niên Cộng sản) Hồ Chí Minh|Hội [^\W\d_]+(?: [^\W\d_]+){0,3} Việt Nam)(?: khóa [IVXLC]+)?"
)
_PLATFORM = re.compile(r"Cương lĩnh (?:xây dựng đất nước trong thời kỳ quá độ lên chủ nghĩa xã hội|chính trị)")
_CONSTITUTION = re.compile(r"(?:nước )?(?:Cộng hòa xã hội chủ nghĩa Việt Nam|Cộng hoà xã hội chủ nghĩa Việt Nam|CHXHCN Việt Nam|Việt Nam)")
_DRAFT = re.compile(r"(?:[Dd]ự thảo|[Dd]ự án|pháp|kỷ|định|quy|theo)$")
_TERMLESS = re.compile(r"\s(?:này|nêu trên|nói trên|trên đây|đó|sư\b|hiện hành)")


@dataclass(frozen=True, slots=True)
class NamedDocument:
    """A document cited by name at ``start:end`` of the repaired text.

    ``name_end`` is where the name alone ends; ``titled``: words behind it can be its title; ``term`` a congress's period;
    ``collective`` a mention of the resolutions of many bodies at once ("đại hội đảng bộ các cấp"), which names no single
    document.
    """

    start: int
    end: int
    type: str
    type_label: str
    name: str
    date: str | None
    issuer: Body | None
    term: tuple[str, str] | None = None
    collective: bool = False
    name_end: int = 0
    titled: bool = False


@cache
def _law_names() -> dict[str, list[tuple[tuple[str, ...], str]]]:
    """First word -> (words, name) of the laws that begin with it, longest first. Commas count as words."""
    names: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for row in rows("laws"):
        words = tuple(re.findall(r"[^\W\d_]+(?:/[^\W\d_]+)*|,|;|\(|\)", key(row["name"])))
        names.setdefault(words[0], []).append((words, row["name"]))
    for entries in names.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    return names


_PIECE = re.compile(r"\s?([^\W\d_]+(?:/[^\W\d_]+)*|,|;|\(|\))")


def _known_name(text: str, position: int) -> tuple[int, str] | None:
    """The longest law name of the table at ``position``: (end, name)."""
    pieces: list[tuple[str, int]] = []
    at = position
    for _ in range(24):
        match = _PIECE.match(text, at)
        if not match:
            break
        pieces.append((key(match[1]), match.end()))
        at = match.end()
    if not pieces:
        return None
    for words, name in _law_names().get(pieces[0][0], ()):
        if len(words) <= len(pieces) and all(pieces[i][0] == w for i, w in enumerate(words)):
            return pieces[len(words) - 1][1], name
    return None


def _unknown_name(text: str, position: int) -> int | None:
    """The end of an unknown law's name: from a capital to the first word that opens a clause."""
    match = _WORD.match(text, position)
    if not match or not match[1] or not match[1][0].isupper() or key(match[1]) in _LAW_END:
        return None
    end = match.end()
    for _ in range(14):
        match = _WORD.match(text, end)
        if not match:
            break
        if match[2]:  # a comma belongs to the name only before a small letter that is not a new clause
            following = _WORD.match(text, match.end())
            if not following or not following[1] or not following[1][0].islower() or following[1] in _LAW_END:
                break
            break
        if match[1] in _LAW_END or key(match[1]) in {"luật", "nghị", "thông"}:
            break
        end = match.end()
    return end


def _date_after(text: str, end: int) -> tuple[int, str | None]:
    match = dates.AFTER.match(text, end)
    if match:
        return match.end(), dates.date_of(match)
    year = dates.YEAR_AFTER.match(text, end)
    if year:
        closed = year.end()
        if year[0].rstrip().endswith(")") and "(" not in year[0]:
            closed -= 1
        return closed, year["y"]
    return end, None


def _law(text: str, anchor: int) -> NamedDocument | None:
    """The law whose word ("Luật", "Bộ luật", "Pháp lệnh", "Hiến pháp") holds the anchor."""
    for word, (code, label) in (("bộ luật", _LAW_WORDS["bộ luật"]), ("luật", _LAW_WORDS["luật"]), ("pháp lệnh", _LAW_WORDS["pháp lệnh"]), ("hiến pháp", _LAW_WORDS["hiến pháp"])):
        tail = word[-3:] if word.endswith("luật") else word[2:] if word == "pháp lệnh" else word[1:]
        offset = len(word) - len(tail)
        start = anchor - offset
        if start >= 0 and key(text[start : start + len(word)]) == word and (start == 0 or not text[start - 1].isalnum()):
            break
    else:
        return None
    before = text[max(0, start - 9) : start].rstrip()
    if before.endswith(("pháp", "kỷ", "dự thảo", "dự án", "Dự thảo", "Dự án", "đạo", "Bộ", "bộ")) and not (word == "luật" and before.endswith("bộ")):
        return None
    end = start + len(word)
    if text[start:end].isupper() and text[end : end + 1] != " ":
        return None
    if _TERMLESS.match(text, end):
        return None
    written = text[start:end]
    if code == "HP":
        if written[0].islower():
            return None
        match = _CONSTITUTION.match(text, end + 1)
        name_end = match.end() if match else end
        close, date = _date_after(text, name_end)
        return NamedDocument(start, close, code, label, "Hiến pháp", date, Body("Quốc hội", "quoc-hoi", "central"), name_end=name_end)
    at = end + 1
    amending = _AMENDING.match(text, at)
    if amending and word != "hiến pháp":
        counted = _COUNT_LAWS.match(text, amending.end())
        name_end = counted.end() if counted else amending.end()
        if not counted:
            name_end = _amended_names(text, amending.end())
            if name_end == amending.end():
                return None
        name_end = len(text[:name_end].rstrip(" ,"))
        close, date = _date_after(text, name_end)
        name = text[start:name_end].replace("\n", " ")
        return NamedDocument(start, close, code, label, name, date, _quoc_hoi(code), name_end=name_end)
    known = _known_name(text, at)
    if known:
        name_end, name = known
        if written[0].islower() and text[at].islower() and word != "bộ luật" and len(name.split()) < 2:
            return None
    else:
        found = _unknown_name(text, at) if written[0].isupper() or text[at : at + 1].isupper() else None
        if found is None:
            return None
        name_end, name = found, text[at:found].replace("\n", " ")
    if re.match(r"\s\(sửa đổi\)", text[name_end : name_end + 12]):
        name_end += len(" (sửa đổi)")
    close, date = _date_after(text, name_end)
    return NamedDocument(start, close, code, label, f"{label} {name}", date, _quoc_hoi(code), name_end=name_end)


def _quoc_hoi(code: str) -> Body:
    if code == "PL":
        return Body("Ủy ban Thường vụ Quốc hội", "uy-ban-thuong-vu-quoc-hoi", "central")
    return Body("Quốc hội", "quoc-hoi", "central")


_NEXT_LAW = re.compile(r"\s?(?:,|và|,\s?và)\s(?=(?i:luật|bộ luật|pháp lệnh)\s)")


def _amended_names(text: str, position: int) -> int:
    """The end of the law names that an amending law amends: "Luật A", "Luật A và Luật B", "Luật A, Luật B và Luật C"."""
    end = position
    while True:
        match = re.compile(r"(?i:các\s)?(?:(?i:bộ)\s)?(?i:luật|pháp lệnh|hiến pháp)\s").match(text, end)
        if not match:
            return end
        known = _known_name(text, match.end())
        name_end = known[0] if known else _unknown_name(text, match.end())
        if name_end is None:
            return end
        end = name_end
        following = _NEXT_LAW.match(text, end)
        if not following or dates.AFTER.match(text, end):
            return end
        ahead = re.compile(r"(?:(?i:bộ)\s)?(?i:luật|pháp lệnh)\s").match(text, following.end())
        assert ahead is not None
        if re.match(r"(?i:sửa đổi|số)", text[ahead.end() : ahead.end() + 8]):
            return end
        end = following.end()


def _congress(match: re.Match[str], place: Place) -> NamedDocument:
    kind = match["kind"] or match["kind2"]
    name = match["name"] or match["name2"]
    ordinal = match["ordinal"] or match["bare"]
    collective = bool(match["all"])
    term = (match["from"], match["to"]) if match["from"] else None
    text = match["congress"]
    tail = f" lần thứ {ordinal}" if ordinal else ""
    issuer: Body | None
    local = kind is not None or (match["org"] and key(match["org"]).strip() == "đảng bộ")
    if collective:
        issuer = None
    elif match["org"] and key(match["org"]).strip().split()[0] != "đảng":
        organ = " ".join((match["org"].removesuffix(match["unit"] or "")).split())
        issuer = Body(f"Đại hội {organ}{tail}", slug(f"Đại hội {organ}"), "other")
    elif local:
        kind = kind.lower() if kind else None
        level = level_of(kind, name, place) if kind else place.level
        unit = f"{kind} {name}" if kind and name else own_unit(level, kind, place)
        full = f"Đại hội Đảng bộ {unit or kind or ''}".rstrip() + tail
        issuer = Body(full, "dai-hoi-dang-bo", level, unit, place.province)
    else:
        issuer = Body(f"Đại hội đại biểu toàn quốc{tail} của Đảng", "dai-hoi-dai-bieu-toan-quoc", "central")
    named = f"Nghị quyết {issuer.name}" if issuer else f"Nghị quyết {' '.join(text.split())}"
    return NamedDocument(match.start(), match.end(), "NQ", "Nghị quyết", named, None, issuer, term, collective)


def find_named(text: str, place: Place) -> Iterator[NamedDocument]:
    """All documents cited by name in the repaired ``text``, in order of their anchors. Linear in its length."""
    for index, anchor in enumerate(_ANCHORS):
        for match in anchor.finditer(text):
            found: NamedDocument | None = None
            if index < 3:
                found = _law(text, match.start())
            elif index == 3:
                start = match.start() - 1
                if start < 0:
                    continue
                if congress := _CONGRESS.match(text, start):
                    if congress["ordinal"] or congress["bare"] or congress["from"] or congress["unit"] or congress["unit2"] or congress["party"] or congress["all"]:
                        found = _congress(congress, place)
                elif plenum := _PLENUM.match(text, start):
                    found = NamedDocument(start, plenum.end(), "NQ", "Nghị quyết", " ".join(plenum[0].split()), None,
                                          Body("Ban Chấp hành Trung ương Đảng", "ban-chap-hanh-trung-uong-dang", "central"), titled=True)  # fmt: skip
                elif session := _SESSION.match(text, start):
                    found = _session(session, place)
            elif index == 4 and (charter := _CHARTER.match(text, match.start() - 1)):
                found = NamedDocument(charter.start(), charter.end(), "ĐL", "Điều lệ", charter[0], None, None)
            elif index == 5 and (platform := _PLATFORM.match(text, match.start() - 1)):
                found = NamedDocument(platform.start(), platform.end(), "CL", "Cương lĩnh", platform[0], None,
                                      Body("Đại hội đại biểu toàn quốc của Đảng", "dai-hoi-dai-bieu-toan-quoc", "central"))  # fmt: skip
            if found:
                yield found


def _session(match: re.Match[str], place: Place) -> NamedDocument:
    from extract.resolving import resolve

    named = find_body(match["body"], 0)
    issuer = resolve(named, place) if named else None
    return NamedDocument(match.start(), match.end(), "NQ", "Nghị quyết", " ".join(match[0].split()), None, issuer)
