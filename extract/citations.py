"""Mentions of other documents (viện dẫn): from a number or a name to the whole citation.

A :class:`Draft` is a citation as it grows, in positions of the repaired text. The way: numbers and names are found in
one scan each; the type is read backwards from a number, date and issuer forwards; lists share what they write once; the
title is what follows; a citation that stands inside another's title or qualifier is ``within`` it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

from extract import dates
from extract.bodies import Named, Place, find_body, find_head
from extract.pieces import Reading
from extract.named import NamedDocument, find_named
from extract.numbers import Number, find_numbers, type_codes
from extract.words import UPPER, key
from ontology import table


@dataclass(slots=True)
class Draft:
    """One mention, in positions of the repaired text; ``title`` is a span, ``None`` where none follows."""

    start: int
    end: int
    type: str | None
    label: str | None
    number: Number | None = None
    named: NamedDocument | None = None
    date: str | None = None
    dated: bool = False
    body: Named | None = None
    co_bodies: tuple[Named, ...] = ()
    title: tuple[int, int] | None = None
    within: int | None = None
    shared_with: int | None = None  # the first item of the list that wrote the type
    recalled: bool = False  # whether the issuer is written elsewhere in the document, not here
    reach: int = 0  # where the citation with its title ends
    repairs: list[str] = field(default_factory=list)

    @property
    def titled(self) -> bool:
        """Whether words behind the citation can be its title: not behind a law's or a congress's name."""
        return self.named is None or self.named.titled

    def undate(self) -> None:
        """Give the date back to the citation that holds this one."""
        if self.named is not None:
            self.date, self.dated, self.end = None, False, self.named.name_end


@cache
def _types() -> dict[str, tuple[str, str]]:
    """Type word, as compared -> (code, label); abbreviations count where "số" follows ("QĐ số 22")."""
    return {key(row["label"]): (row["code"], row["label"]) for row in table("types") if row["code"] != "HP"}


@cache
def _abbreviations() -> dict[str, tuple[str, str]]:
    found = {row["code"]: (row["code"], row["label"]) for row in table("types") if row["code"].isalpha() and len(row["code"]) <= 3}
    return {code: value for code, value in found.items() if code.upper() == code and code not in {"L", "TC", "HĐ", "BA"}}


@cache
def _label(code: str) -> str:
    return next(row["label"] for row in table("types") if row["code"] == code)


_WORD_BEFORE = re.compile(r"[^\s,;:.()“”\"|]+|[,;:.()“”\"|]")
_SO = re.compile(r"[Ss]ố|SỐ")
_EXTRA = re.compile(  # words between type and "số": "Chương trình hành động số", "Báo cáo thẩm định số", "Nghị quyết chuyên đề số"
    r"(?:hành động|thẩm định|thẩm tra|chuyên đề|phối hợp|liên tịch|liên ngành|kết luận|giải trình|tổng kết|giám sát|công tác|quy phạm pháp luật|cá biệt)$"
)
_LIST_GAP = re.compile(r"\s?(?:[,;]|và|hoặc|,\s?và|;\s?và)?\s?(?:các\s)?(?:[Ss]ố\s?:?\s?)?$")
_LAW_BEFORE = re.compile(r"(?:(?<=\s)|^|(?<=[“\"(]))(?i:(?:bộ\s)?luật|pháp lệnh)\s")
_ISSUER_LINK = re.compile(r"\s?,?\s?(?i:của|do|giữa)\s|\s?,\s(?=Hội nghị\s)|\s(?=Hội nghị (?:lần thứ|Trung ương))")
_ISSUER_BARE = re.compile(r"\s(?=(?:Chính phủ|Thủ tướng Chính phủ|Quốc hội|Bộ trưởng Bộ|Bộ Chính trị|Ban Bí thư|UBND|Ủy ban nhân dân)\s)")
_ISSUER_JOIN = re.compile(r"\s?(?:,|và|với|-|,\svà)\s")
_ISSUED_ON = re.compile(r"[Nn]gày\s(?P<day>[\d/.\s-]{8,14}|\d{1,2}\stháng\s\d{1,2}\snăm\s\d{4}),?\s(?P<body>[^,;.\n]{3,90}?)\s(?:đã\s)?(?:ban hành|có|ký|ký ban hành)\s$")
_AT = re.compile(r"\s(?:đã\s)?(?:giao\s|đề nghị\s|trình\s|báo cáo\s)?tại\s(?:các\s)?$")
_CHIEF = re.compile(r"(?:Giám đốc|Bộ trưởng|Cục trưởng|Tổng cục trưởng|Viện trưởng)\s(?=Sở|Bộ|Cục|Tổng cục|Viện)")
_DECIMAL = re.compile(r"\d(?<![\w./]\d)\d{0,2}\.\d{1,3}(?![\d/.-]|\s?[/-])")
_DECIMAL_TYPE = re.compile(r"(?P<type>[Nn]ghị quyết|[Nn]ghị định|[Tt]hông tư|[Qq]uyết định)\s(?:số\s)?$")
_STANDARD = re.compile(r"(?:TCVN|QCVN|ISO|IEC|TCCS|QCĐP)[\s:/-]{0,2}(?:QG\s?)?[\w.:/-]{0,12}$")
_DECLINED = re.compile(
    r"(?i:công báo/?\s?số|tài khoản(?: số)?|điện thoại|fax|thửa(?: đất)?(?: số)?|tờ bản đồ(?: số)?|biển số|nhà số|đường số|hẻm|ngõ|mẫu(?: số)?|biểu(?: mẫu)?(?: số)?|phụ lục(?: số)?|quyển số|seri|CCCD số|hộ chiếu số|hồ sơ số|bảng(?: số)?|hình)\s?:?\s?$"
)


def find_drafts(reading: Reading, place: Place) -> list[Draft]:
    """All mentions, in order, without titles, nesting and roles."""
    text = reading.text
    drafts = [draft for number in find_numbers(text) if (draft := _numbered(text, number)) is not None]
    drafts = sorted([*drafts, *_short(text)], key=lambda d: d.start)
    taken = [(d.start, d.end) for d in drafts]
    named = [
        Draft(n.start, n.end, n.type, n.type_label, named=n, date=n.date, dated=n.date is not None)
        for n in find_named(text, place)
        if not any(s < n.end and n.start < e for s, e in _near(taken, n.start, n.end))
    ]
    drafts = sorted(drafts + named, key=lambda d: (d.start, -d.end))
    _share(text, drafts)
    for index, draft in enumerate(drafts):
        limit = drafts[index + 1].start if index + 1 < len(drafts) else len(text)
        if draft.number:
            _extend(text, draft, limit)
    _share_backwards(text, drafts)
    return [d for d in drafts if d.type is not None]


def _short(text: str) -> Iterator[Draft]:
    """Decimal numbers cited without their symbol: "Nghị quyết 66.16 của Chính phủ"."""
    for match in _DECIMAL.finditer(text):
        begin = max(0, match.start() - 18)
        if typed := _DECIMAL_TYPE.search(text[begin : match.start()]):
            number = Number(match.start(), match.end(), match[0], None, "", match[0], match[0], ())
            code, label = _types()[key(typed["type"])]
            yield Draft(begin + typed.start(), match.end(), code, label, number=number)


def _near(spans: list[tuple[int, int]], start: int, end: int) -> list[tuple[int, int]]:
    index = bisect_left(spans, (start, 0))
    return spans[max(0, index - 2) : index + 3]


def _numbered(text: str, number: Number) -> Draft | None:
    """The draft of a number, with its type word read backwards; None where it is no citation."""
    before = text[max(0, number.start - 70) : number.start]
    if _STANDARD.search(before) or _DECLINED.search(before):
        return None
    offset = number.start - len(before)
    words = list(_WORD_BEFORE.finditer(before))
    while words and words[-1][0] == ":":
        words.pop()
    so = bool(words and _SO.fullmatch(words[-1][0]))
    if so:
        words.pop()
    start, code, label = number.start, None, None
    if found := _type_word([w[0] for w in words[-8:]], so, number.parts[0]):
        code, label, size = found
        start = offset + words[-size].start()
    if code in {None, "LUAT", "BLUAT", "PL"} and (so or code) and (law := _law_before(text, number)):
        start, code, label = law
    if code is None and so and (held := _body_between(text, number)):
        start, code, label = held
    draft = Draft(start, number.end, code, label, number=number, repairs=list(number.repairs))
    if code is None and not so and not _plausible(number) and not (len(number.parts) > 1 and dates.AFTER.match(text, number.end)):
        return None
    return draft


def _type_word(words: list[str], so: bool, symbol: str = "") -> tuple[str, str, int] | None:
    """(code, label, how many words from the end) of the type that ends ``words``."""
    types = _types()
    tail = [key(w) for w in words]
    for skip in (0, 2, 4):
        if skip and not _EXTRA.search(" ".join(tail)):
            break
        if skip and not _EXTRA.search(" ".join(tail[len(tail) - skip :])):
            continue
        stop = len(tail) - skip
        for size in (4, 3, 2, 1):
            if stop - size >= 0 and (found := types.get(" ".join(tail[stop - size : stop]))):
                return found[0], found[1], size + skip
    if words and (so or words[-1] == symbol) and (found := _abbreviations().get(words[-1])):
        return found[0], found[1], 1
    return None


def _law_before(text: str, number: Number) -> tuple[int, str, str] | None:
    """A law whose name stands between its type word and "số": "Luật Bầu cử ... số 85/2015/QH13"."""
    begin = max(0, number.start - 160)
    window = text[begin : number.start]
    cut = max(window.rfind(";"), window.rfind("\n"), window.rfind(". "), window.rfind("("), window.rfind(" số "))
    cut = window.rfind(" số ", 0, cut) if window.rstrip().endswith("số") and cut == len(window) - 4 else cut
    best = None
    for match in _LAW_BEFORE.finditer(window, max(0, cut)):
        best = match
    if best is None:
        return None
    word = key(best[0])
    code, label = ("BLUAT", "Bộ luật") if word.startswith("bộ") else ("PL", "Pháp lệnh") if word.startswith("pháp") else ("LUAT", "Luật")
    between = window[best.end() :]
    if re.search(r"\b(?:Nghị|Quyết|Thông|Chỉ|Kế) ", between) or re.match(r"(?:này|sư|pháp)\b", between):
        return None
    return begin + best.start(), code, label


def _body_between(text: str, number: Number) -> tuple[int, str, str] | None:
    """A type whose issuer stands before the number: "Thông tư của Bộ trưởng Bộ Nội vụ số 12/2012/TT-BNV"."""
    begin = max(0, number.start - 120)
    window = text[begin : number.start]
    at = window.rfind(" của ")
    if at < 0:
        return None
    body = find_body(text, begin + at + 5)
    if body is None or not re.fullmatch(r"\s?,?\s?[Ss]ố\s?:?\s?", text[body.end : number.start]):
        return None
    words = list(_WORD_BEFORE.finditer(window, 0, at))[-6:]
    found = _type_word([w[0] for w in words], False)
    return (begin + words[-found[2]].start(), found[0], found[1]) if found else None


def _plausible(number: Number) -> bool:
    """Whether a number without type word and "số" names a document by its symbol alone ("57-NQ/TW")."""
    parts = number.parts
    return (parts[0] in type_codes() and (len(parts) > 1 or number.year is not None)) or (number.year is not None and parts[0].startswith(("QH", "UBTVQH")))


def _type_of_symbol(number: Number) -> str | None:
    """The type that the symbol alone tells, None where it is shared by several."""
    codes = type_codes().get(number.parts[0], ())
    if len(codes) == 1:
        return codes[0]
    if number.parts[0] in {"QĐ", "QD"}:
        return "QĐ"
    if number.parts[0] == "TT":
        return "TT" if number.year else "TTri"
    if number.parts[0].startswith(("QH", "UBTVQH")):
        return None
    return codes[0] if codes else None


def _share(text: str, drafts: list[Draft]) -> None:
    """Items of a list take the type that the list wrote once: "các Nghị định số A, số B và số C"."""
    for index, draft in enumerate(drafts):
        if draft.type is not None or draft.number is None:
            continue
        previous = drafts[index - 1] if index else None
        symbol = _type_of_symbol(draft.number)
        if previous and previous.number and previous.type and draft.start - previous.end < 90:
            same = previous.number.parts[0] == draft.number.parts[0] or draft.number.parts[0].startswith("QH")
            gap = text[previous.end : draft.start]
            if same and (_LIST_GAP.search(gap) and ";" not in gap.rstrip("; ") and len(gap) < 80):
                draft.type, draft.label = previous.type, previous.label
                draft.shared_with = index - 1 if previous.shared_with is None else previous.shared_with
                continue
        if symbol:
            draft.type, draft.label = symbol, _label(symbol)
        elif draft.number.symbol.startswith("QH"):
            draft.type, draft.label = "LUAT", "Luật"
        elif draft.number.symbol.startswith("UBTVQH"):
            draft.type, draft.label = "NQ", "Nghị quyết"
        else:
            draft.type, draft.label = "CV", "Công văn"


def _extend(text: str, draft: Draft, limit: int) -> None:
    """Date and issuer after the number."""
    assert draft.number is not None
    end = draft.number.end
    match = dates.AFTER.match(text, end)
    if match and match.end() <= limit + 2:
        draft.date, draft.dated, end = dates.date_of(match), True, match.end()
        if match[0].lstrip(" ,").startswith("(") and text[end : end + 1] == ")":
            end += 1
    elif draft.type in {"LUAT", "BLUAT", "PL"} and (year := dates.YEAR_AFTER.match(text, end)):
        draft.date, draft.dated, end = year["y"], True, year.end()
    elif draft.number.year is None and (year := dates.YEAR_AFTER.match(text, end)) and "(" not in year[0]:
        draft.date, draft.dated, end = year["y"], True, year.end()
    core = draft.end = end
    link = _ISSUER_LINK.match(text, end) or (_ISSUER_BARE.match(text, end) if draft.dated else None)
    body = find_body(text, link.end()) if link else None
    if body is None or (link and link.end() == end + 1 and text[end] == " " and _acts(text, body.end)):
        _look_back(text, draft)
        return
    draft.body, draft.end = body, body.end
    joint: list[Named] = []
    while (join := _ISSUER_JOIN.match(text, draft.end)) and find_head(text, join.end()) and len(joint) < 8:
        other = find_body(text, join.end())
        if other is None or _acts(text, other.end):
            break
        if not joint and "-" not in draft.number.symbol and other.scope == "other":
            break
        if len(draft.number.parts) < 3 and join[0].strip() not in {"và", "với"} and not (body.scope == other.scope == "central"):
            break
        joint.append(other)
        draft.end = other.end
    draft.co_bodies = tuple(joint)
    late = dates.AFTER.match(text, draft.end) if not draft.dated else None
    if late:
        draft.date, draft.dated, draft.end = dates.date_of(late), True, late.end()
    _close_bracket(text, draft, core)


def _look_back(text: str, draft: Draft) -> None:
    """Date and issuer written before: "Ngày 30/9/2024, Ban Thường vụ Tỉnh ủy ban hành Kết luận số ...", "của X tại Tờ trình số ..."."""
    begin = max(0, draft.start - 170)
    window = text[begin : draft.start]
    if (match := _ISSUED_ON.search(window)) and (body := find_body(text, begin + match.start("body"))):
        draft.body = body
        found = dates.find_date(match["day"]) if not draft.dated else None
        if found:
            draft.date, draft.dated = found[2], True
        return
    if not _AT.search(window):
        return
    at = len(window)
    for _ in range(3):
        at = window.rfind("của ", 0, at)
        if at < 0 or "\n" in window[at:] or ";" in window[at:]:
            return
        body = find_body(text, begin + at + 4)
        if body is not None and _AT.fullmatch(text, body.end, draft.start):
            office = find_body(text, body.start + len(chief[0])) if (chief := _CHIEF.match(text, body.start)) else None
            draft.body = office or body  # a director signs for the department
            return


_ACTS = re.compile(r"\s(?:ban hành|xây dựng|yêu cầu|đề nghị|báo cáo|thông báo|triển khai|tổ chức|chỉ đạo|quyết định|có ý kiến|đã|đang|sẽ|phối hợp|chủ trì|căn cứ|tiếp tục)")


def _acts(text: str, end: int) -> bool:
    """Whether a body is the subject of a new clause rather than a co-issuer."""
    return bool(_ACTS.match(text, end))


def _close_bracket(text: str, draft: Draft, core: int) -> None:
    """A closing bracket that the issuer opened belongs to the mention: "(khóa XI)"."""
    if text[draft.end : draft.end + 1] == ")" and text.rfind("(", core, draft.end) > text.rfind(")", core, draft.end):
        draft.end += 1


def _share_backwards(text: str, drafts: list[Draft]) -> None:
    """An issuer, or a date, written once at the end of a list belongs to each item."""
    for index in range(len(drafts) - 2, -1, -1):
        draft, following = drafts[index], drafts[index + 1]
        if draft.number is None or following.number is None or draft.body is not None or following.body is None:
            continue
        gap = text[draft.end : following.start]
        if len(gap) > 40 or not _LIST_GAP.search(gap) or gap.strip() == ";" or "\n" in gap:
            continue
        if draft.number.parts[-1] == following.number.parts[-1] and len(draft.number.parts) == len(following.number.parts):
            draft.body, draft.co_bodies = following.body, following.co_bodies
            if not draft.dated and "cùng ngày" in text[following.number.end : following.end]:
                draft.date, draft.dated = following.date, True


__all__ = ["Draft", "find_drafts", "UPPER"]
