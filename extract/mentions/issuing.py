"""Date and issuer of a citation (ngày, cơ quan ban hành), behind its number or before its type, and its pinpoint."""

from __future__ import annotations

import re

from extract import dates
from extract.bodies.acting import CLAUSE_ACT
from extract.bodies.fields import find_next_field
from extract.bodies.mentioned import find_body, starts_body
from extract.bodies.misread import find_body_misread
from extract.bodies.named import Named
from extract.mentions.drafts import Cited, Issued
from extract.mentions.numbers import Number
from extract.mentions.pinpoints import find_pinpoint
from extract.vocabulary import pattern_of, words_of
from extract.words import any_of, lowered
from ontology import types_with
from ontology.symbols import issuer_of
from ontology.units import KINDS

_LINK = re.compile(
    r"\s?,?\s?(?i:c[ủúùũụu]a|do|giữa)\s(?:(?i:liên)\s(?=Bộ\s|Sở\s))?"
    r"|\s?,\s(?=Hội nghị\s)|\s(?=Hội nghị (?:lần thứ|Trung ương))"
)
_BARE = pattern_of("around_bodies", "without_of", before=r"\s(?=", behind=r"\s)")
_JOIN = re.compile(r"\s?(?:,|và|với|-|,\svà)\s|-(?=Bộ\s)")
_CLAUSE_START = re.compile(r"(?:^|[.,;:)\n]\s?|\b(?:khi|sau khi|đã được|theo đó)\s)(?=[A-ZĐỦ])")
_MOOD = r"(?:(?:đã|vừa)\s)?"
_VERBS = _MOOD + any_of(words_of("around_bodies", "issues"))
_ISSUED_ON = re.compile(
    r"[Nn]gày\s(?P<day>[\d/.\s-]{8,14}|\d{1,2}\stháng\s\d{1,2}\s(?:năm|tháng)\s\d{4}),?\s"
    rf"(?P<body>[^,;.\n]{{3,90}}?)\s{_VERBS}\s$"
)
_AT = re.compile(rf"\s{_MOOD}(?:{any_of(words_of('around_bodies', 'hands_in'))}\s)?tại\s(?:các\s)?$")
_BY, _PASSIVE = "do ", " được "
_OF, _AND, _MOST_OF = "của ", " và ", 3
_ISSUES_BEHIND = re.compile(rf"(?:\s[^\s,;.()]+){{0,8}}?\s{_VERBS}(?!\w)|\s?(?:[,;.]|$)")
_ISSUES = re.compile(rf"\s{_VERBS}\s")
_BEFORE_ISSUED = tuple(f" {verb} " for verb in words_of("around_bodies", "issues"))
_BEFORE_AT = ("tại ", "tại các ")
_REACH_BACK = 170  # how far before its type a document's issuer may stand, in characters
_CHIEF = re.compile(
    rf"{any_of(words_of('around_bodies', 'head_of'))}\s(?=(?i:{any_of(words_of('around_bodies', 'headed'))})\s)"
)
#: A footnote's mark between a number and its day: "24-NQ/TW(1) ngày", "12/QĐ-UBND (*) ngày".
_MARK = re.compile(
    r"\s?(?:\((?:\d{1,2}|\*{0,3}|[a-z])\)|(?<=[A-Z]\d)\)|\d{1,2}\)|\^\d{1,2}|[†‡*]{1,3})(?=\s?[,;]?\s(?:[nN]gày|của)\s)"
)
_OPENS_MARK = frozenset("()^†‡*0123456789")
_YEAR_ALONE = re.compile(  # as news write it: "Công văn 86-CV/VPTU 2025 hướng dẫn"
    rf"\s(?P<y>20\d\d)(?=\s?(?:\n|$)|\s(?i:{any_of(words_of('around_numbers', 'behind_year'))})\s)"
)
_CARRIES_OUT = tuple(f"{words} " for words in words_of("around_numbers", "before_plan"))
_PLAN_ENDS = re.compile(rf"\s?(?:\n|$|{any_of(words_of('around_numbers', 'behind_plans_year'))}\s)")
_MOST_JOINT = 8  # co-issuers of one document


def find_issue(text: str, cited: Cited, limit: int) -> Issued:
    """What is cited, with date, issuer and pinpoint; the next mention starts at ``limit``."""
    pinpoint = find_pinpoint(text, cited.start)
    start, end, code, label, number, named, body, repairs = cited
    if number is None:
        date = named.date if named else None
        return Issued(start, end, code, label, None, named, date, date is not None, pinpoint=pinpoint)
    core, date, dated = _day_behind(text, cited, number, limit)
    end = core
    link = _LINK.match(text, end) or (_BARE.match(text, end) if dated else None)
    behind = find_body_misread(text, link.end(), find_body(text, link.end())) if link else None
    others: tuple[Named, ...] = ()
    if (
        link is None
        or behind is None
        or (link[0] == " " and _acts(text, behind.end))
        or (
            text[behind.start - len(_BY) : behind.start] == _BY
            and (_does(text, behind) or _tells_otherwise(number, behind))
        )
    ):
        body, date, dated = _look_back(text, cited, body, date, dated=dated)
        body = None if _tells_otherwise(number, body) else body
    else:
        body = behind
        others, end = _joint(text, number, body, link[0])
        if not dated and (late := dates.AFTER.match(text, end)):
            end, date, dated = late.end(), dates.date_of(late), True
        if (
            not dated and number.value.year and text.endswith(_BEFORE_ISSUED, 0, start)
        ):  # "Ngày 16-12-2032, Bộ B đã ra Thông tư A của Bộ B"
            _, date, dated = _look_back(text, cited, body, date, dated=dated)
        if text[end : end + 1] == ")" and text.rfind("(", core, end) > text.rfind(")", core, end):
            end += 1  # the bracket that the issuer opened: "(khóa XI)"
    return Issued(start, end, code, label, number, named, date, dated, body, others, pinpoint, False, repairs)


def _day_behind(text: str, cited: Cited, number: Number, limit: int) -> tuple[int, str | None, bool]:
    """The date that follows a number: where it ends, its ISO day, and whether one stands there, be it no day at all."""
    end = number.end
    opens = text[end + 1 : end + 2] if text[end : end + 1] == " " else text[end : end + 1]
    if opens in _OPENS_MARK and (mark := _MARK.match(text, end)):
        end = mark.end()
    opens_line = text[end : end + 2] == "\nN"
    if (
        (match := dates.AFTER.match(text, end))
        and (day_ends := match.end()) <= limit + 2
        and not (opens_line and _opens_sentence(text, match))
        and (match.lastgroup not in dates.BARE or not _is_anothers(match, number))
    ):
        closes = text[day_ends : day_ends + 1] == ")" and match[0].lstrip(" ,").startswith("(")
        return day_ends + closes, dates.date_of(match), True
    is_law = cited.type in types_with("known_by_name")
    year = dates.YEAR_AFTER.match(text, end) if is_law or number.value.year is None else None
    if year is None and not is_law and number.value.year is None:
        year = _YEAR_ALONE.match(text, end)
    if year and (day := dates.AFTER.match(text, year.end())) and day.end() <= limit + 2 and "," in day[0]:
        date = dates.date_of(day)
        if date is not None and date.startswith(year["y"]):  # "Nghị quyết số 19/NQ-HĐND năm 2025, ngày 29/4/2025"
            return day.end(), date, True
    if year and (is_law or ("(" not in year[0] and not _of_plan(text, cited.start, year.end()))):
        return year.end(), year["y"], True
    return end, None, False


def _is_anothers(day: re.Match[str], number: Number) -> bool:
    """Whether a day in figures that no word tells, or with half a year, is of another year than the number: that of
    effect in the next column of a table, one that is cut off."""
    date, year = dates.date_of(day), number.value.year
    return date is not None and year is not None and not date.startswith(year)


def _opens_sentence(text: str, day: re.Match[str]) -> bool:
    """Whether a day opens the next paragraph: "theo Thông tư A", and below it "Ngày 06/5/2031, Bộ X ban hành ..."."""
    return text.startswith(",", day.end())


def _of_plan(text: str, start: int, end: int) -> bool:
    """Whether a year that ends at ``end`` is that of a plan: the title "thực hiện Nghị quyết số 57-NQ/TW năm 2026"."""
    return lowered(text).endswith(_CARRIES_OUT, 0, start) and (_PLAN_ENDS.match(text, end) is not None)


def _joint(text: str, number: Number, first: Named, link: str) -> tuple[tuple[Named, ...], int]:
    """The co-issuers that follow the first issuer, and where they end; a ``link`` may tell of some: "của liên"."""
    end = first.end
    if _JOIN.match(text, end) is None:
        return (), end
    told = "liên" in link.lower()
    joint: list[Named] = []
    named = len(number.parts) - 1  # by the symbol
    while len(joint) < (named - 1 if named > 1 else _MOST_JOINT) and (join := _JOIN.match(text, end)):
        if starts_body(text, join.end()):
            other = find_body(text, join.end())
        else:
            other = find_next_field(text, join.end(), first) if told else None
        if other is None or _acts(text, other.end):
            break
        if not told and len(number.parts) < 3 and text.startswith(" hướng dẫn ", other.end):
            break
        if not joint and "-" not in number.value.symbol and other.scope == "other":
            break
        several = told or len(number.parts) > 2 or join[0].strip() in {"và", "với"}
        if not several and not first.scope == other.scope == "central":
            break
        joint.append(other)
        end = other.end
    return tuple(joint), end


def _does(text: str, body: Named) -> bool:
    """Whether a body behind "do" does what the document says, and did not issue it: "do Sở Nội vụ thực hiện"."""
    return _ISSUES_BEHIND.match(text, body.end) is None


def _acts(text: str, end: int) -> bool:
    """Whether a body is the subject of a new clause rather than an issuer."""
    return CLAUSE_ACT.match(text, end) is not None


def _look_back(
    text: str, cited: Cited, body: Named | None, date: str | None, *, dated: bool
) -> tuple[Named | None, str | None, bool]:
    """Issuer and date written before what is cited, else those that are known already.

    "Ngày 30/9/2024, Ban Thường vụ Tỉnh ủy ban hành Kết luận số ...", "của Giám đốc Sở Nội vụ tại Tờ trình số ...".
    """
    start = cited.start
    begin = max(0, start - _REACH_BACK)
    if text.endswith(_BEFORE_ISSUED, begin, start):
        issued = _ISSUED_ON.search(text, begin, start)
        body = find_body(text, issued.start("body")) if issued else _actor(text, begin, start)
        if issued and body and not dated and (found := dates.find_date(issued["day"])):
            date, dated = found[2], True
    elif text.endswith(_BEFORE_AT, begin, start) and _AT.search(text, begin, start):
        sender = _sender(text, begin, start, himself=cited.type in types_with("changes_acts"))
        body = sender or body or _decider(text, begin, start, cited.number)
    return body, date, dated


def _tells_otherwise(number: Number, body: Named | None) -> bool:
    """Whether the symbol names a body of the centre that is not who the clause tells of: "kết luận của Thủ tướng tại
    Thông báo số 460/TB-VPCP", "Bộ Công Thương trình Chính phủ ban hành Nghị định số 45/2012/NĐ-CP"."""
    value = number.value
    if body is None or len(value.issuers) != 1 or value.is_of_party or not (value.type or value.year):
        return False  # the symbol of a letter may be another's
    named = issuer_of(value.issuers[0])
    if named is None or named.level != "central":
        return False
    return not body.head.endswith(named.body) and not named.body.startswith(body.head)


def _actor(text: str, begin: int, end: int) -> Named | None:
    """The body that the clause before a citation tells of: "..., Hội Cựu giáo chức tỉnh có Văn bản số ..."."""
    for start in _CLAUSE_START.finditer(text, begin, end):
        body = find_body(text, start.end())
        if body and _ISSUES.fullmatch(text, body.end, end):
            return body
    return None


def _office_of(text: str, chief: Named, at: int) -> Named:
    """The office, whose name stands at ``at``, that a chief speaks for: "Trưởng phòng Y tế" for the Phòng Y tế."""
    office = find_body(text, at) or find_body(f"P{text[at + 1 : chief.end]}", 0)
    if office is not None and office.scope == "other":  # "Trưởng phòng Văn hóa - Xã hội Phường" is its unit's
        head, _, kind = office.head.rpartition(" ")
        office = office._replace(head=head, scope="unit", kind=kind.lower()) if kind.lower() in KINDS else office
    return office or chief


def _decider(text: str, begin: int, start: int, number: Number | None) -> Named | None:
    """Whose committee or council it was that a clause tells of: "được UBND huyện A phê duyệt tại Quyết định số
    12/QĐ-UBND", where the symbol names no unit."""
    named = issuer_of(number.value.issuers[0]) if number and number.value.issuers else None
    at = text.rfind(_PASSIVE, begin, start) if named and named.level == "local" else -1
    body = find_body(text, at + len(_PASSIVE)) if at >= 0 else None
    if named is None or body is None or not {"\n", ";"}.isdisjoint(text[at:start]):
        return None
    return body if body.head.endswith(named.body) and body.name else None


def _sender(text: str, begin: int, start: int, *, himself: bool) -> Named | None:
    """The issuer of "của X tại Tờ trình số ..."; a director signs for his office, but what he decides ``himself``."""
    at = start
    for before in (*[_OF] * _MOST_OF, _AND):  # "của A tại Tờ trình X và B tại Tờ trình Y"
        at = text.rfind(before, begin, start if before == _AND or at < 0 else at)
        if at < 0 or not {"\n", ";"}.isdisjoint(text[at:start]):
            continue
        first = at + len(before)
        body = find_body_misread(text, first, find_body(text, first))
        if body is not None and _AT.fullmatch(text, body.end, start):
            chief = None if himself else _CHIEF.match(text, body.start)
            return _office_of(text, body, chief.end()) if chief else body
    return None
