"""Bodies (cơ quan) as running text names them: "UBND tỉnh", "Ban Thường vụ Huyện ủy", "Bộ trưởng Bộ Nội vụ"."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from extract.vocabulary import column
from extract.words import UPPER, key, tolerant
from ontology import table
from ontology.units import find_units

_WORD = rf"[{UPPER}][\w’']*"
_KINDS = {
    "tp": "thành phố", "tp.": "thành phố", "tx": "thị xã", "tx.": "thị xã", "tt": "thị trấn", "tt.": "thị trấn",
    "h.": "huyện", "t.": "tỉnh", "p.": "phường", "x.": "xã",
}  # fmt: skip
_UNIT = re.compile(
    rf"""\s(?P<kind>(?i:tỉnh|thành\sphố|thị\sxã|thị\strấn|đặc\skhu|huyện|quận|phường|xã|tp\.?|tx\.?|tt\.))
    (?:\s(?P<name>\d{{1,2}}(?!\d|[/.]\d)|{_WORD}(?:\s(?:-\s)?{_WORD}){{0,5}}|{_WORD}-\s?{_WORD}(?:\s{_WORD}){{0,2}}))?""",
    re.VERBOSE,
)
_BARE_NAME = re.compile(rf"\s(?P<name>{_WORD}(?:\s(?:-\s)?{_WORD}){{0,5}})")
_STOP = frozenset(
    key(word)
    for word in "Về Ban Quy Phê V/v Sửa Bổ Hướng Căn Theo Kế Nghị Quyết Chỉ Thông Luật Công Xét Thực Triển Tổ Và Khóa Khoá Điều "
    "Ủy Uỷ UBND HĐND Hội Sở Phòng Trong Để Đề Nếu Các Những Số Tại Từ Đến Do Ngày Đồng Tiếp".split()
)
_TERM = re.compile(r"\s?,?\s?\(?(?:[Kk]hóa|[Kk]hoá|KHÓA)\s[IVXLC]{1,5}\)?")
_CONFERENCE = re.compile(
    r"(?i:Hội\snghị)\s(?:(?:toàn\squốc|đại\sbiểu)\s)?(?:(?:lần\sthứ\s)?[\w-]{1,12}(?:\s(?:một|hai|ba|bốn|tư|năm))?,?\s)??(?:của\s)?"
    r"(?=Ban\s|BCH|Trung\sương|TW)(?:(?:Trung\sương|TW)\s(?:lần\sthứ\s)?(?P<n>\d{1,2}|[\w-]{1,6}))?"
)
_LED_BY_PARTY = re.compile(r"(?P<organ>(?i:Ban cán sự đảng|Đảng đoàn))\s(?=\S)")
_PARTY = re.compile(
    r"""(?P<prefix>(?i:(?:Bí\sthư|Phó\sBí\sthư|Thường\strực|Ban\sThường\svụ|BTV|Ban\sChấp\shành|BCH|Ban\sDân\svận|Ban\sTổ\schức
      |Ban\sTuyên\sgiáo\svà\sDân\svận|Ban\sTuyên\sgiáo|Ban\sNội\schính|Ban\sKinh\stế|Ủy\sban\sKiểm\stra|Uỷ\sban\sKiểm\stra|UBKT|Văn\sphòng
      |Ban\sXây\sdựng\sĐảng|Ban\sCán\ssự)\s)?)
    (?P<head>(?i:Tỉnh|Thành|Huyện|Thị|Quận|Đảng)\s(?i:ủy|uỷ)|(?i:Đảng\sbộ)|TU\b|HU\b|ĐU\b)(?!\w)""",
    re.VERBOSE,
)
_FIELD_HEAD = re.compile(
    r"(?:(?P<chief>(?i:Bộ\strưởng|Thứ\strưởng|Giám\sđốc|Phó\sGiám\sđốc|Chánh\sThanh\stra|Thanh\stra|Trưởng|Văn\sphòng|Đảng\sủy))\s)?"
    r"(?P<kind>Bộ|Sở|Phòng|Ban|BỘ|SỞ|PHÒNG)\s"
)
_CONGRESS = re.compile(r"(?i:Đại\shội)\s")
_GENERIC = re.compile(
    r"""(?:Ban|Hội\sđồng|Hội|Ủy\sban|Uỷ\sban|Tòa\sán|Toà\sán|Viện|Tổng\scục|Cục|Chi\scục|Trung\stâm|Trường|Bệnh\sviện|Liên\sđoàn
    |Đoàn|Công\san|Bộ|Quân\skhu|Thanh\stra|Kiểm\stoán|Ngân\shàng|Bảo\shiểm|Đảng|Chi\sbộ|Mặt\strận|Công\sđoàn|Đài|Báo
    |Tập\sđoàn|Tổng|Công\sty|Kho\sbạc|Văn\sphòng|Trưởng|Giám\sđốc|Chánh|Thống\sđốc|Phòng|Sở|Hiệp\shội|Học\sviện|Tư\slệnh
    |Chủ\stịch|Phó\sChủ\stịch|Chủ\snhiệm|Thường\strực|Liên\sminh|Liên\shiệp|Nhà\sxuất\sbản|Đại\shội|Hải\squan|Bộ\strưởng)\s""",
    re.VERBOSE,
)
_TOKEN = re.compile(r"\s(-\s)?([^\W\d_][\w’']*)")
_CLAUSE = re.compile(  # small words that end a body's name
    r"""\s(?:về|quy\s(?:định|chế)|ban\shành|hướng\sdẫn|sửa\sđổi|bổ\ssung|phê\sduyệt|tại|trong|để|là|được|có|đã|sẽ|khi|thì|theo|cho|với|từ
    |đến|đối|do|nhằm|ngày|số|năm|ký|kèm|triển\skhai|thực\shiện|tổ\schức|giao|yêu\scầu|đề\snghị|gửi|chỉ|thông|này|đó|nêu|trên|dưới|không
    |phải|căn\scứ|hoặc|của|các|những|một|nếu|còn|như|vào|ra|tiếp\stục|bãi\sbỏ|thay\sthế|xây\sdựng)(?!\w)""",
    re.VERBOSE,
)
#: What an organ belongs to, or is about: "Đoàn giám sát của Quốc hội", "Ban Chỉ đạo Trung ương về phát triển ..."
_PARENT = re.compile(r"\scủa\s(?:Quốc hội|Chính phủ|Ủy ban Thường vụ Quốc hội)(?!\w)")
_ABOUT = re.compile(r"\svề\s[^.;\n]{5,110}?(?=\svề\s)")
_TITLE_WORDS = {"về", "của", "ban", "do", "quy"}


@dataclass(frozen=True, slots=True)
class Named:
    """A body as written at ``start:end``: its generic ``head`` in canonical words, and the unit words after it.

    ``scope`` says what the head is: "central", "unit" (of an administrative unit), "party", "field" (a ministry,
    department or division), "other". ``kind`` and ``name`` are the unit's, as far as written.
    """

    start: int
    end: int
    head: str
    scope: str
    kind: str | None = None
    name: str | None = None


def _spelling(words: str) -> str:
    """A pattern for a body's name, "Trung ương" also as TW or TƯ."""
    return (
        tolerant(words)
        .replace(r"Trung\sương", r"(?:Trung\sương|(?-i:TW|TƯ|T\.Ư))")
        .replace(r"Mặt\strận\sTổ\squốc", r"(?:Mặt\strận\sTổ\squốc|(?-i:MTTQ))")
    )


@cache
def _fixed() -> tuple[re.Pattern[str], dict[str, tuple[str, str]]]:
    """One pattern of all bodies of the table, longest first, and what each spelling means."""
    names: dict[str, tuple[str, str]] = {}
    for row in table("bodies"):
        for spelling in (row["name"], *filter(None, row["variants"].split("|"))):
            names[key(spelling)] = (row["name"], "central" if row["level"] == "central" else "unit")
    spellings = sorted(
        (s for row in table("bodies") for s in (row["name"], *filter(None, row["variants"].split("|")))), key=len, reverse=True
    )
    alternatives = "|".join(_spelling(s) for s in spellings)
    return re.compile(rf"(?P<body>(?i:{alternatives}))(?!\w)"), names


@cache
def _fields() -> re.Pattern[str]:
    words = sorted(column("fields", "field"), key=len, reverse=True)
    return re.compile("(?i:" + "|".join(tolerant(w).replace(r"\-", r"\s?-\s?").replace(r"\s\s?", r"\s?") for w in words) + r")(?!\w)")


def _meaning(spelling: str) -> tuple[str, str] | None:
    names = _fixed()[1]
    return names.get(key(spelling)) or names.get(key(_canonical(spelling)))


def _unit_tail(text: str, position: int, bare: bool = False) -> tuple[int, str | None, str | None]:
    """The unit words at ``position``: (end, kind word, name). The name ends where a new clause begins."""
    match = _UNIT.match(text, position)
    if match:
        kind = _KINDS.get(match["kind"].lower(), match["kind"].lower())
        if not match["name"]:
            return match.end(), kind, None
        name = _trim(match["name"], kind)
        return (match.start("name") + len(name), kind, name) if name else (match.end("kind"), kind, None)
    if bare and (match := _BARE_NAME.match(text, position)):
        name = _trim(match["name"], None)
        if name:
            return match.start("name") + len(name), None, name
    return position, None, None


@lru_cache(maxsize=8192)
def _trim(name: str, kind: str | None) -> str:
    """``name`` up to the first word that opens a clause, and to the longest unit that is known."""
    words = name.split(" ")
    for size in range(len(words), 0, -1):
        candidate = " ".join(words[:size])
        if find_units(f"{kind} {candidate}" if kind else candidate):
            return candidate
    for index, word in enumerate(words):
        if key(word) in _STOP:
            words = words[:index]
            break
    while words and words[-1] == "-":
        words.pop()
    return " ".join(words)


def find_body(text: str, position: int) -> Named | None:
    """The body whose name starts at ``position`` of the repaired text, or None."""
    pattern, _ = _fixed()
    if led := _LED_BY_PARTY.match(text, position):
        inner = find_body(text, led.end())
        return replace(inner, start=position, head=f"{led['organ'].capitalize()} {inner.head}") if inner else None
    if (held := _CONFERENCE.match(text, position)) and held.end() > position + 9:
        body = None if held["n"] else find_body(text, held.end())
        if held["n"] or (body and body.head.startswith("Ban Chấp hành")):
            term = _TERM.match(text, held.end())
            end = body.end if body else term.end() if term else held.end()
            return Named(position, end, body.head if body else "Ban Chấp hành Trung ương Đảng", body.scope if body else "central")
    party = _PARTY.match(text, position)
    if party and not (party["head"].lower().endswith("bộ") and not party["prefix"] and party["head"][0] != "Đ"):
        return _party(text, position, party)
    if match := pattern.match(text, position):
        meaning = _meaning(match["body"])
        assert meaning is not None
        head, scope = meaning
        if scope == "central":
            term = _TERM.match(text, match.end())
            return Named(position, term.end() if term else match.end(), head, "central")
        end, kind, name = _unit_tail(text, match.end())
        return Named(position, end, head, "unit", kind, name)
    if match := _FIELD_HEAD.match(text, position):
        field = _fields().match(text, match.end())
        if field and (match["kind"] != "Ban" or match["chief"]):
            end, kind, name = _unit_tail(text, field.end())
            return Named(position, end, _field_name(match, field[0]), "field", kind, name)
    if _GENERIC.match(text, position):
        return _generic(text, position)
    return None


def _party(text: str, position: int, match: re.Match[str]) -> Named:
    prefix = match["prefix"].strip()
    prefix = {"btv": "Ban Thường vụ", "bch": "Ban Chấp hành", "ubkt": "Ủy ban Kiểm tra"}.get(prefix.lower(), prefix)
    head = {"TU": "Tỉnh ủy", "HU": "Huyện ủy", "ĐU": "Đảng ủy"}.get(match["head"], match["head"])
    head = key(head).capitalize()
    bare = head in {"Tỉnh ủy", "Thành ủy", "Huyện ủy", "Thị ủy", "Quận ủy", "Đảng ủy"}
    end, kind, name = _unit_tail(text, match.end(), bare=bare)
    if kind is None and head in {"Đảng ủy", "Đảng bộ"} and (body := find_body_after_space(text, match.end())):
        return Named(position, body.end, f"{_prefix_words(prefix)}{head} {body.head}", "unit", body.kind, body.name)
    return Named(position, end, f"{_prefix_words(prefix)}{head}", "party", kind, name)


def find_body_after_space(text: str, position: int) -> Named | None:
    """The body of the table or of a field right after one space, for "Đảng ủy UBND tỉnh", "Đảng ủy Sở Nội vụ"."""
    if not text.startswith(" ", position) or not re.compile(r"\s(?:UBND|Ủy ban|HĐND|Sở|Bộ|Công an|Quân sự|các)").match(text, position):
        return None
    body = find_body(text, position + 1)
    return body if body and body.scope in {"unit", "field"} else None


_PREFIXES = {
    key(name): name
    for name in ("Bí thư", "Phó Bí thư", "Thường trực", "Ban Thường vụ", "Ban Chấp hành", "Ban Dân vận", "Ban Tổ chức",
                 "Ban Tuyên giáo và Dân vận", "Ban Tuyên giáo", "Ban Nội chính", "Ban Kinh tế", "Ủy ban Kiểm tra",
                 "Văn phòng", "Ban Xây dựng Đảng", "Ban Cán sự")
}  # fmt: skip


def _prefix_words(prefix: str) -> str:
    return f"{_PREFIXES.get(key(prefix), prefix)} " if prefix else ""


def _field_name(match: re.Match[str], field: str) -> str:
    proper = next((f for f in column("fields", "field") if key(f) == key(field)), field)
    chief = match["chief"]
    words = f"{match['kind'].capitalize()} {proper}"
    return f"{chief[0].upper()}{chief[1:]} {words}" if chief else words


def _generic(text: str, position: int) -> Named | None:
    """A body outside the tables: its head word and the capitalised and connecting words after it."""
    first = re.compile(r"[^\W\d_]+").match(text, position)
    if first is None:
        return None
    end, count, proper = first.end(), 1, 0
    while count < 14 and (token := _TOKEN.match(text, end)):
        word = token[2]
        if word in {"và"} or token[1]:
            following = _TOKEN.match(text, token.end()) if word == "và" else token
            if following is None or not following[2][0].isupper() or (word == "và" and starts_body(text, token.end() + 1)):
                break
        elif word[0].isupper():
            if key(word) in _TITLE_WORDS or (proper and key(word) in _STOP and key(word) not in {"hội", "công", "tổ"}):
                break
            proper += 1
        elif _CLAUSE.match(text, token.start()):
            break
        end, count = token.end(), count + 1
        if word in {"tỉnh", "huyện", "xã", "phường", "quận"} and not text.endswith("tác", 0, token.start()):
            unit_end, kind, name = _unit_tail(text, token.start())
            head = _canonical(text[position : token.start()])
            return Named(position, unit_end, head, "unit", kind, name) if head else None
    if count == 1:
        return None
    head = text[position:end]
    if parent := _PARENT.match(text, end) or (_ABOUT.match(text, end) if head.startswith("Ban Chỉ đạo") else None):
        end = parent.end()
    return Named(position, end, _canonical(text[position:end]), "other")


def starts_body(text: str, position: int) -> bool:
    """Whether a body's name starts at ``position``."""
    return bool(_fixed()[0].match(text, position) or _PARTY.match(text, position) or _FIELD_HEAD.match(text, position))


_ABBREVIATIONS = (
    (re.compile(r"\bUBND\b"), "Ủy ban nhân dân"), (re.compile(r"\bHĐND\b"), "Hội đồng nhân dân"),
    (re.compile(r"\bMTTQ\b"), "Mặt trận Tổ quốc"), (re.compile(r"\b(?:TW|TƯ|T\.Ư)\b"), "Trung ương"),
    (re.compile(r"\bUỷ\b"), "Ủy"), (re.compile(r"\bPTNT\b"), "Phát triển nông thôn"),
)  # fmt: skip


def _canonical(words: str) -> str:
    words = " ".join(words.split())
    for pattern, full in _ABBREVIATIONS:
        words = pattern.sub(full, words)
    return words
