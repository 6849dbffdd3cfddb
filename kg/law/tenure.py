"""What words say of the time of a document, beyond the period in its title: do they look back, or further ahead?"""

from __future__ import annotations

import re
from bisect import bisect
from datetime import date

from extract.dates import days_in
from kg.law.words import any_of, says
from ontology import types_with
from ontology.spelling import fold

_SUMS_UP = r"(?:tổng|sơ) kết|đánh giá|kiểm điểm|xếp loại|kết quả|rút kinh nghiệm|quyết toán"
_TITLE = re.compile(rf"(?i)\b(?:{_SUMS_UP}|công nhận|công bố|khen thưởng|kiểm kê|thống kê)\b")
_PUBLISHES = re.compile(
    r"(?i)^\W*(?:v/v|(?:về )?việc|về)?\s*công bố\b(?:(?!thủ tục).){0,80}?"
    r"(?:văn bản quy phạm pháp luật|hết hiệu lực|hệ thống hóa|hệ thống hoá)"
    r"|\bnội dung tại quyết định\b.{0,160}\b(?:hệ thống hóa|hệ thống hoá)"
)
_CLAUSE = re.compile(
    rf"(?i)\b(?:{_SUMS_UP}|báo cáo|kế thừa|kết thúc|thay thế|bãi bỏ|hết hiệu lực|trước đây"
    r"|đã (?:ban hành|triển khai|thực hiện|tổ chức|chỉ đạo|tham mưu|hoàn thành|xây dựng|quán triệt|phối hợp)"
    r"|sửa đổi(?:, bổ sung)? (?:phần )?căn cứ"
    r"|đã (?:được )?(?:cấp|kê khai|đăng tải|ký kết|bổ nhiệm)|trước ngày [^.;]{0,60}\b(?:tiếp tục|vẫn))\b"
)
_BEGUN = re.compile(
    r"(?i)\b(?:(?:đã (?:được )?(?:phê duyệt|thẩm định|thành lập)|được thành lập) theo\b[^.;,]{0,40}"
    r"|trước (?:ngày|thời điểm) [^.;\d]{0,80}\b(?:có hiệu lực|được thông qua)\b[^.;]{0,160}"
    r"\b(?:tiếp tục|vẫn|thì|thực hiện|áp dụng|xử lý)\b[^.;]{0,240}|năm (?:19|20)\d\d là\s*)\Z"
)
"""How a clause leads to the act under which something was begun, or to an earlier law that it defines."""
_AMENDED_BY = re.compile(
    rf"(?:{any_of('was')}\s|\(\s?)\W?{any_of('amended')}[^.:;()]{{0,40}}?{any_of('amended_by')}(?!.*(?:\bcan\s+cu\b|\)))",
    re.DOTALL,
)
_NAMED_LAW = re.compile(r"(?i)(?:bộ\s+luật|luật|pháp\s+lệnh)\s+(?!số\b)")
_SIGN = r"[ \t#*]*(?:[IVX]+|[A-Z]|PHẦN [^\n.:]{1,10})[.:)/ -]+[ \t*]*"
_PART = re.compile(rf"\n({_SIGN}[A-ZĐÀ-Ỹ]{{2}}[^\n]*)")
_PART_OF_RESULTS = re.compile(rf"{_SIGN}(?:KẾT QUẢ|ĐÁNH GIÁ|TÌNH HÌNH|ĐẶC ĐIỂM|THỰC TRẠNG|TỔNG KẾT|KHÁI QUÁT|NHÌN LẠI)")
_ARTICLE = re.compile(
    r"\n([ \t#*>|]*(?:Điều \d+[a-zđ]?\s?[.:]|PHỤ LỤC\b|Phụ lục\b|Nơi nhận\b|(?:TM|KT|TL|TUQ)\."
    r"|\d+\.\s+[^\n.;:,]{1,60}(?=\n|\Z))[^\n]*)"
)
_TRANSITION = re.compile(
    r"(?i)[ \t#*>|]*Điều \d+\w?\s?[.:]\W*(?:các )?(?:quy định|điều khoản|xử lý) (?:về )?chuyển tiếp\b"
)
_HORIZON = re.compile(
    r"(?i)\b(?:định hướng|tầm nhìn)(?: phát triển)?(?: đến| tới)?(?: hết)?(?: năm)? ((?:19|20)\d\d)\b"
)
_CLAUSE_END = re.compile(r"[.;:!?](?=\s)|\n\s*\n|\n\s*(?:[-•]|\+(?!\w))|\s(?=[*_]*Căn cứ\b)")
_NEXT_BASIS = re.compile(r",\s+|\s+và\s+")
_LONGEST_CLAUSE = 400
_HEADING = 200  # characters
_ON_AND_ON = re.compile(r"(?i)\bvà (?:những|các) năm (?:tiếp theo|tiếp|sau)\b")


def sums_up(title: str) -> bool:
    """Whether a title names what its time was like, so that the document begins where that time ends."""
    return _TITLE.search(title) is not None


def looks_back(clause: str) -> bool:
    """Whether a clause tells of the past, or ends what it names: "tổng kết ...", "đã ban hành ..."."""
    return _CLAUSE.search(clause) is not None


def parts(text: str) -> tuple[tuple[int, bool], ...]:
    """Where the parts of a text begin, and whether each tells of the past: "I. KẾT QUẢ THỰC HIỆN NĂM 2025"."""
    found = _lines(_PART, _PART_OF_RESULTS, text)
    return tuple((at, past and not _is_ahead(text[at : at + _HEADING].partition("\n")[0])) for at, past in found)


def _is_ahead(heading: str) -> bool:
    """Whether a heading on results says that they are to come: "IV. KẾT QUẢ CẦN ĐẠT"."""
    return says("ahead").search(fold(heading)) is not None


def transitions(text: str) -> tuple[tuple[int, bool], ...]:
    """Where the articles of a text and what ends them begin, and whether each lets what was begun go on under the law
    of then: "Điều 9. Quy định chuyển tiếp"."""
    return _lines(_ARTICLE, _TRANSITION, text)


def _lines(kind: re.Pattern[str], special: re.Pattern[str], text: str) -> tuple[tuple[int, bool], ...]:
    """Where the lines of a kind begin, and whether each is a special one. A pattern that begins with the end of the
    line before is found ten times faster than one that begins with the start of a line; so the first has one, too."""
    found = kind.finditer(f"\n{text}")
    return tuple((one.start(), special.match(one[1]) is not None) for one in found)


def was_begun(clause: str, start: int, articles: tuple[tuple[int, bool], ...]) -> bool:
    """Whether the clause before a place (:func:`clause_before`), or its article (one of :func:`transitions`), tells of
    what had begun."""
    place = bisect(articles, (start, True)) - 1
    return _BEGUN.search(clause) is not None or (place >= 0 and articles[place][1])


def is_of_a_time_before(clause: str, own: str | None) -> bool:
    """Whether a clause says from when to when something held, "từ ngày 01/01/2018 đến ngày 31/12/2020", and that was
    over on the document's own day (ISO)."""
    span = says("span").search(fold(clause))
    days = days_in(clause[span.start() :]) if span is not None else set()
    return own is not None and len(days) > 1 and max(days) < own


def clause_before(text: str, start: int) -> str:
    """The words of a clause that stand before a place of a text."""
    before = text[max(0, start - _LONGEST_CLAUSE) : start]
    ends = [match.end() for match in _CLAUSE_END.finditer(before)]
    return before[ends[-1] if ends else 0 :]


def tells_of_past(
    text: str, start: int, own_parts: tuple[tuple[int, bool], ...], clause: str, *, recited: bool = False
) -> bool:
    """Whether the ``clause`` before a place of a text (:func:`clause_before`), or the part that holds it (one of
    :func:`parts`), looks back.

    So it does at what amended the act before it ("được sửa đổi bởi Luật số ..."): when that ends, its amendments stay.
    ``recited``: of several bases that are listed, what is said of one before this one is not said of this one.
    """
    part = bisect(own_parts, (start, True)) - 1
    amending = _AMENDED_BY.search(fold(clause)) is not None and _NAMED_LAW.match(text, start) is None
    clause = _NEXT_BASIS.split(clause)[-1] if recited else clause
    return amending or looks_back(clause) or (part >= 0 and own_parts[part][1])


def publishes(title: str | None) -> bool:
    """Whether a document lists other documents by what holds for them, in a table of which nothing is relied on."""
    return title is not None and _PUBLISHES.search(title) is not None


def retrospective(type_code: str | None, title: str | None) -> bool:
    """Whether a document is a report, or sums up by its title: it carries out what is over by then."""
    return type_code in types_with("sums_up") or sums_up(title or "")


def horizon(title: str) -> date | None:
    """Up to when a title looks past its period: "định hướng đến năm 2030"; no end for "và những năm tiếp theo"."""
    if _ON_AND_ON.search(title):
        return date.max
    years = [int(year) for year in _HORIZON.findall(title)]
    return date(max(years), 12, 31) if years else None
