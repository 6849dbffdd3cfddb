"""Bodies (cơ quan) as running text names them: "UBND tỉnh", "Ban Thường vụ Huyện ủy", "Bộ trưởng Bộ Nội vụ"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from extract.bodies.unit_names import known_as, proper_name, province_at
from extract.vocabulary import column, rows
from extract.words import UPPER, any_of, key, lowered, old_tones, tolerant
from ontology import table
from ontology.units import KIND, KINDS, SHORT_KINDS, find_units

CENTRAL_COMMITTEE = "Ban Chấp hành Trung ương Đảng"
_WORD = rf"[{UPPER}][\w’']*"
_UNIT = re.compile(
    rf"""\s(?P<kind>(?i:{KIND}|tp\.?|tx\.?|tt\.))
    (?:\s(?P<name>\d{{1,2}}(?!\d|[/.]\d)(?:\s{_WORD}){{0,3}}
      |(?:Nông\strường\s)?{_WORD}(?:\s(?:-\s)?{_WORD}){{0,5}}(?:[ ]\d{{1,2}}(?!\d|[/.]\d))?
      |{_WORD}-\s?{_WORD}(?:\s{_WORD}){{0,2}}))?""",
    re.VERBOSE,
)
_BARE_NAME = re.compile(rf"\s(?P<name>{_WORD}(?:\s(?:-\s)?{_WORD}){{0,5}})")
_STOP = frozenset({  # words that begin no part of a unit's name
    "về", "ban", "quy", "phê", "v/v", "sửa", "bổ", "hướng", "căn", "theo", "kế", "nghị", "quyết", "chỉ",
    "thông", "luật", "xét", "thực", "triển", "tổ", "và", "khóa", "điều", "ủy", "ubnd", "hđnd", "hội",
    "sở", "phòng", "trong", "để", "đề", "nếu", "các", "những", "số", "tại", "từ", "đến", "do", "ngày", "đồng",
    "tiếp",
})  # fmt: skip
_IN_NAMES = frozenset({"hội", "công", "tổ"})  # of these, those that a body's own name may hold
_TERM = re.compile(r"\s?,?\s?\(?(?:[Kk]hóa|[Kk]hoá|KHÓA)\s[IVXLC]{1,5}\)?")
_CONFERENCE = re.compile(
    r"(?i:Hội\snghị)\s(?:(?:toàn\squốc|đại\sbiểu)\s)?(?:(?:lần\sthứ\s)?[\w-]{1,12}(?:\s(?:một|hai|ba|bốn|tư|năm))?,?\s)??(?:của\s)?"
    r"(?=Ban\s|BCH|Trung\sương|TW)(?:(?:Trung\sương|TW)\s(?:lần\sthứ\s)?(?P<n>\d{1,2}|[\w-]{1,6}))?"
)
_LED_BY_PARTY = re.compile(r"(?P<organ>(?i:Ban cán sự đảng|Đảng đoàn))\s(?=\S)")
_PARTY_ORGANS = (
    "Bí thư", "Phó Bí thư", "Thường trực", "Ban Thường vụ", "Ban Chấp hành", "Ban Dân vận", "Ban Tổ chức",
    "Ban Tuyên giáo và Dân vận", "Ban Tuyên giáo", "Ban Nội chính", "Ban Kinh tế", "Ủy ban Kiểm tra", "Văn phòng",
    "Ban Xây dựng Đảng", "Ban Cán sự",
)  # fmt: skip
_SHORT_ORGANS = {"BTV": "Ban Thường vụ", "BCH": "Ban Chấp hành", "UBKT": "Ủy ban Kiểm tra"}
_PARTY = re.compile(
    rf"""(?P<prefix>(?i:(?:{"|".join(map(tolerant, (*_PARTY_ORGANS, *_SHORT_ORGANS)))})\s)?)
    (?P<head>(?i:Tỉnh|Thành|Huyện|Thị|Quận|Đảng)\s(?i:ủy|uỷ)|(?i:Đảng\sbộ)|TU\b|HU\b|ĐU\b)(?!\w)""",
    re.VERBOSE,
)
_CHIEFS = (
    "Bộ trưởng", "Thứ trưởng", "Giám đốc", "Phó Giám đốc", "Chánh Thanh tra", "Thanh tra", "Trưởng", "Văn phòng",
    "Đảng ủy",
)  # fmt: skip
_FIELD_HEAD = re.compile(
    rf"(?:(?P<chief>(?i:{'|'.join(map(tolerant, _CHIEFS))}))\s)?"
    r"(?P<kind>Bộ|Sở|Phòng|Ban|BỘ|SỞ|PHÒNG)\s"
)
_FIELD_KINDS = (" Bộ ", " Sở ", " Phòng ")
_BETWEEN_FIELDS = re.compile(r"[-–,]")
_FIELD_GAP = re.compile(r"(?:\\s)?(?:\\-|,)(?:\\s)?")  # in a pattern
_GENERIC = re.compile(
    r"""(?:Ban|Tiểu\sban|Hội\sđồng|Hội|Ủy\sban|Uỷ\sban|Tòa\sán|Toà\sán|Viện|Tổng\scục|Cục|Chi\scục|Trung\stâm|Trường|Bệnh\sviện|Liên\sđoàn
    |Đoàn|Công\san|Bộ|Quân\skhu|Thanh\stra|Kiểm\stoán|Ngân\shàng|Bảo\shiểm|Đảng|Chi\sbộ|Mặt\strận|Công\sđoàn|Đài|Báo
    |Trạm|Chi\snhánh|Thuế|Tập\sđoàn|Tổng|Công\sty|Kho\sbạc|Văn\sphòng|Trưởng|Giám\sđốc|Chánh|Thống\sđốc|Phòng|Sở|Hiệp\shội|Học\sviện|Tư\slệnh
    |Chủ\stịch|Phó\sChủ\stịch|Chủ\snhiệm|Thường\strực|Liên\sminh|Liên\shiệp|Nhà\sxuất\sbản|Đại\shội|Hải\squan|Bộ\strưởng)\s""",
    re.VERBOSE | re.IGNORECASE,
)
_INITIALS = re.compile(rf"\s\([{UPPER}&-]{{2,10}}\)")  # "Bộ Giáo dục và Đào tạo (GDĐT)"
_TOKEN = re.compile(r" (- )?([^\W\d_][\w’']*)")
_CLAUSE = re.compile(  # small words that end a body's name
    r"""\s(?:về|quy\s(?:định|chế)|ban\shành|hướng\sdẫn|sửa\sđổi|bổ\ssung|phê\sduyệt|tại|trong|để|là|được|có|đã|sẽ|khi|thì|theo|cho|với|từ
    |đến|đối|do|nhằm|ngày|số|năm|ký(?<!Đăng\ský)|kèm|triển\skhai|thực\shiện|tổ\schức|giao|yêu\scầu|đề\snghị|gửi|chỉ|thông|này|đó|nêu|trên|dưới|không
    |phải|báo\scáo|thông\sbáo|trình|căn\scứ|hoặc|của|các|những|một|nếu|còn|như|vào|ra|tiếp\stục|bãi\sbỏ|thay\sthế|xây\sdựng)(?!\w)""",
    re.VERBOSE,
)
_COUNTRY = " Việt Nam"
_OF_UNION = re.compile(rf"\s(?:Hội|Đoàn|Liên hiệp|Liên minh|Hiệp hội|Tổng)\s[{UPPER}]")
#: What an organ belongs to, or is about: "Đoàn giám sát của Quốc hội", "Ban Chỉ đạo Trung ương về phát triển ..."
_PARENT = re.compile(r"\scủa\s(?:Quốc hội|Chính phủ|Ủy ban Thường vụ Quốc hội)(?!\w)")
_ABOUT = re.compile(r"\svề\s[^.;\n]{5,110}?(?=\svề\s)")
_TITLE_WORDS = frozenset({"về", "của", "ban", "do", "quy"})
_UNIT_WORDS = frozenset(kind for kind in KINDS if " " not in kind)
_MOST_WORDS = 14  # of a body outside the tables
_LED = re.compile(r" (?:UBND|Ủy ban|HĐND|Sở|Bộ|Công an|Quân sự|các)")
_FIRST_OF_PARTY = frozenset("bđhpqtuủv")  # first letters of Party organs
_CHIEF = {key(name): name for name in _CHIEFS}
_ORGAN = {key(name): name for name in _PARTY_ORGANS} | {key(short): name for short, name in _SHORT_ORGANS.items()}
_SHORT_HEADS = {"TU": "Tỉnh ủy", "HU": "Huyện ủy", "ĐU": "Đảng ủy"}


class Named(NamedTuple):
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


@cache
def _fixed() -> dict[str, tuple[str, str]]:
    """Spelling of a body of the table, in small letters -> (name, scope)."""
    return {
        form: (row["name"], "central" if row["level"] == "central" else "unit")
        for row in table("bodies")
        for spelling in filter(None, (row["name"], *row["variants"].split("|")))
        for form in _spellings(key(spelling))
    }


def _spellings(words: str) -> Iterator[str]:
    """``words`` with either tone placement, "trung ương" and "mặt trận tổ quốc" also in short."""
    for placed in (words, old_tones(words)):
        for short in ("trung ương", "tw", "tư", "t.ư"):
            central = placed.replace("trung ương", short)
            yield central
            yield central.replace("mặt trận tổ quốc", "mttq")


@cache
def _fixed_pattern() -> re.Pattern[str]:
    return re.compile(rf"{any_of(_fixed())}(?!\w)")


@cache
def _fields() -> dict[str, str]:
    """Field of a ministry or department, as compared -> as it is written."""
    return {_plain_field(field): field for field in reversed(column("fields", "field"))}


def _plain_field(field: str) -> str:
    """A field for comparing: "Lao động, Thương binh & Xã hội" is "Lao động - Thương binh và Xã hội"."""
    return " ".join(key(_BETWEEN_FIELDS.sub(" ", field).replace("&", " và ")).split())


@cache
def _field_pattern() -> re.Pattern[str]:
    words = sorted(column("fields", "field"), key=len, reverse=True)
    forms = (
        _FIELD_GAP.sub(r"(?:\\s?[-–,]\\s?|\\s)", tolerant(word)).replace(r"\svà\s", r"\s?(?:và|&)\s?") for word in words
    )
    return re.compile(rf"(?i:{'|'.join(forms)})(?!\w)")


@cache
def _short_fields() -> dict[str, str]:
    """Initials of a field -> the field: "GDĐT", "KH&CN"."""
    return {short: row["field"] for row in rows("fields") for short in filter(None, row["short"].split("|"))}


@cache
def _short_field_pattern() -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(map(re.escape, sorted(_short_fields(), key=len, reverse=True)))})(?!\w)")


def _unit_tail(text: str, position: int, bare: bool = False) -> tuple[int, str | None, str | None]:
    """The unit words at ``position``: (end, kind word, name). The name ends where a new clause begins."""
    match = _UNIT.match(text, position)
    if match:
        kind = match["kind"].lower()
        kind = SHORT_KINDS.get(kind.removesuffix("."), kind)
        if not match["name"]:
            return match.end(), kind, None
        if province := province_at(text, match.start("name"), kind):
            return province[0], kind, province[1]
        name = _trimmed(match["name"], kind)
        on_next_line = text[match.start("name") - 1] == "\n"  # where a name is one only if it is known
        if not name or (on_next_line and not find_units(f"{kind} {name}")):
            return match.end("kind"), kind, None
        return match.start("name") + len(name), kind, proper_name(name, kind)
    if bare and (match := _BARE_NAME.match(text, position)):
        name = _trimmed(match["name"], None)
        if name:
            return match.start("name") + len(name), None, proper_name(name, None)
    return position, None, None


def _trimmed(name: str, kind: str | None) -> str:
    """The ``name`` of a unit as :func:`trim_name` gives it; it goes on behind a line's end only if it is known so."""
    whole = trim_name(name.replace("\n", " "), kind)
    if "\n" not in name or find_units(f"{kind} {whole}" if kind else whole):
        return whole
    return trim_name(name.split("\n", 1)[0], kind)


@lru_cache(maxsize=8192)
def trim_name(name: str, kind: str | None) -> str:
    """The ``name`` of a unit up to the longest that is known, else up to the first word that opens a clause."""
    words = name.split(" ")
    for size in range(len(words), 0, -1):
        candidate = " ".join(words[:size])
        if known_as(candidate, kind):
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
    first = text[position : position + 1].lower()
    found = _of_table(text, position)
    if first in _FIRST_OF_PARTY:
        named_by = _conference if first == "h" else _led_by_party
        other = named_by(text, position) or _party(text, position)
        if other and (found is None or other.end > found.end):
            found = other
    if found and found.head == CENTRAL_COMMITTEE and (other := _committee_of_others(text, found)):
        return other
    if found is None or text.startswith(_FIELD_KINDS, found.end):  # "Thanh tra", and "Thanh tra Sở Nội vụ"
        found = _of_field(text, position) or found
    return found or (_generic(text, position) if text[position : position + 1].isupper() else None)


def _committee_of_others(text: str, found: Named) -> Named | None:
    """The central committee of a union or an association: "Ban Chấp hành Trung ương Hội Nông dân Việt Nam"."""
    written = text[found.start : found.end]
    if "Đảng" in written or not _OF_UNION.match(text, found.end):
        return None
    union = find_body(text, found.end + 1)
    if union is None:
        return None
    end = union.end + len(_COUNTRY) if text.startswith(_COUNTRY, union.end) else union.end
    return Named(found.start, end, f"{_canonical(written)} {_canonical(text[found.end + 1 : end])}", "other")


def starts_body(text: str, position: int) -> bool:
    """Whether a body's name starts at ``position``, by its first words."""
    return bool(_fixed_match(text, position) or _PARTY.match(text, position) or _FIELD_HEAD.match(text, position))


def _fixed_match(text: str, position: int) -> re.Match[str] | None:
    """The longest spelling of the table at ``position``; TƯ counts in capitals only, since "tư" is a word."""
    match = _fixed_pattern().match(lowered(text), position)
    return None if match and "tư" in match[0].split() and "TƯ" not in text[slice(*match.span())] else match


def _of_table(text: str, position: int) -> Named | None:
    match = _fixed_match(text, position)
    if match is None:
        return None
    head, scope = _fixed()[" ".join(match[0].split())]
    end = match.end()
    if scope == "central":
        term = _TERM.match(text, end)
        return Named(position, term.end() if term else end, head, scope)
    return Named(position, *_with_unit(text, end, head, scope))


def _with_unit(text: str, end: int, head: str, scope: str) -> tuple[int, str, str, str | None, str | None]:
    """The fields of a body that is followed by the unit it belongs to, from its end on."""
    end, kind, name = _unit_tail(text, end)
    return end, head, scope, kind, name


def _of_field(text: str, position: int) -> Named | None:
    """A ministry, department or division, or the one who heads it: "Bộ trưởng Bộ Nội vụ", "Phòng Tài chính huyện"."""
    match = _FIELD_HEAD.match(text, position)
    field = _field_pattern().match(text, match.end()) if match else None
    if match and field is None and match["kind"] != "Ban":
        field = _short_field_pattern().match(text, match.end())
    if match is None or field is None or (match["kind"] == "Ban" and not match["chief"]):
        return None
    called = _short_fields().get(field[0]) or _fields().get(_plain_field(field[0]), field[0])
    head = f"{match['kind'].capitalize()} {called}"
    head = head.replace("PTNT", "Phát triển nông thôn")
    if chief := match["chief"]:
        head = f"{_CHIEF.get(key(chief), chief)} {head}"
    initials = _INITIALS.match(text, field.end())
    return Named(position, *_with_unit(text, initials.end() if initials else field.end(), head, "field"))


def _led_by_party(text: str, position: int) -> Named | None:
    """The Party's group that leads a body: "Ban cán sự đảng Bộ Nội vụ"."""
    led = _LED_BY_PARTY.match(text, position)
    inner = find_body(text, led.end()) if led else None
    return inner._replace(start=position, head=f"{led['organ'].capitalize()} {inner.head}") if led and inner else None


def _conference(text: str, position: int) -> Named | None:
    """A plenum: "Hội nghị lần thứ tư Ban Chấp hành Trung ương Đảng khóa XII", "Hội nghị Trung ương 4"."""
    held = _CONFERENCE.match(text, position)
    if held is None or held.end() <= position + 9:
        return None
    if held["n"]:
        term = _TERM.match(text, held.end())
        return Named(position, term.end() if term else held.end(), CENTRAL_COMMITTEE, "central")
    body = find_body(text, held.end())
    if body is None or not body.head.startswith("Ban Chấp hành"):
        return None
    return body._replace(start=position)


def _party(text: str, position: int) -> Named | None:
    """A Party committee or an organ of one: "Ban Thường vụ Huyện ủy Văn Lãng", "Đảng ủy Sở Nội vụ"."""
    match = _PARTY.match(text, position)
    if match is None:
        return None
    prefix, written = match["prefix"].strip(), match["head"]
    if written == "đảng bộ" and not prefix:
        return None
    organ = _ORGAN.get(key(prefix), prefix)
    head = _SHORT_HEADS.get(written) or key(written).capitalize()
    full = f"{organ} {head}" if organ else head
    end, kind, name = _unit_tail(text, match.end(), bare=head != "Đảng bộ")
    if term := _TERM.match(text, end):
        end = term.end()
    if kind is None and head.startswith("Đảng") and (body := _led(text, match.end())):
        return Named(position, body.end, f"{full} {body.head}", "unit", body.kind, body.name)
    return Named(position, end, full, "party", kind, name)


def organ_of_party(words: str) -> str | None:
    """The organ of a Party committee that is called so: "Ban Dân vận", "Văn phòng"."""
    return _ORGAN.get(key(words))


def _led(text: str, position: int) -> Named | None:
    """The body whose Party committee is named: "Đảng ủy UBND tỉnh", "Đảng ủy Sở Nội vụ"."""
    body = find_body(text, position + 1) if _LED.match(text, position) else None
    return body if body and body.scope in {"unit", "field"} else None


def _generic(text: str, position: int) -> Named | None:
    """A body outside the tables: its head word and the capitalised and connecting words after it."""
    head = _GENERIC.match(text, position)
    if head is None:
        return None
    end, count, proper = head.end() - 1, 1, False
    while count < _MOST_WORDS and (token := _TOKEN.match(text, end)) and _goes_on(text, token, proper):
        word = token[2]
        proper = proper or (word.lower() != "và" and not token[1] and word[0].isupper())
        end, count = token.end(), count + 1
        city = word.lower() == "thành" and text.startswith(" phố", end)
        if (city or word in _UNIT_WORDS) and not text.endswith("tác", 0, token.start()):
            unit_end, kind, name = _unit_tail(text, token.start())
            return Named(position, unit_end, _canonical(text[position : token.start()]), "unit", kind, name)
    if count == 1:
        return None
    about = _ABOUT.match(text, end) if text.startswith("Ban Chỉ đạo", position) else None
    if parent := _PARENT.match(text, end) or about:
        end = parent.end()
    return Named(position, end, _canonical(text[position:end]), "other")


def _goes_on(text: str, token: re.Match[str], proper: bool) -> bool:
    """Whether a body's name goes on with ``token``; ``proper``: it has had a capitalised word behind the first."""
    word = token[2]
    if word.lower() == "và":
        following = _TOKEN.match(text, token.end())
        return following is not None and following[2][0].isupper() and not starts_body(text, token.end() + 1)
    if token[1]:  # a hyphen
        return word[0].isupper()
    if word[0].isupper():
        return key(word) not in _TITLE_WORDS and not (proper and key(word) in _STOP - _IN_NAMES)
    return _CLAUSE.match(text, token.start()) is None


_ABBREVIATIONS = (
    (re.compile(r"\bUBND\b"), "Ủy ban nhân dân"), (re.compile(r"\bHĐND\b"), "Hội đồng nhân dân"),
    (re.compile(r"\bBCH\b"), "Ban Chấp hành"),
    (re.compile(r"\bMTTQ\b"), "Mặt trận Tổ quốc"), (re.compile(r"\b(?:TW|TƯ|T\.Ư)\b"), "Trung ương"),
    (re.compile(r"\bLHPN\b"), "Liên hiệp Phụ nữ"), (re.compile(r"\bLĐLĐ\b"), "Liên đoàn Lao động"),
    (re.compile(r"\bTNCS\b"), "Thanh niên Cộng sản"),
    (re.compile(r"\bUỷ\b"), "Ủy"), (re.compile(r"\bPTNT\b"), "Phát triển nông thôn"),
)  # fmt: skip


def _canonical(words: str) -> str:
    words = " ".join(words.split())
    for pattern, full in _ABBREVIATIONS:
        words = pattern.sub(full, words)
    return words
