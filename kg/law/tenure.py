"""What words say of the time of a document, beyond the period in its title: do they look back, or further ahead?"""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache

from extract.dates import days_in
from extract.records import Period
from kg.identity.keys import Key, is_day
from kg.law.words import any_of, says
from ontology import types_with
from ontology.spelling import fold

_TITLE, _CLAUSE = (
    re.compile(f"(?i){any_of(*kinds, folded=False)}") for kinds in (("sums_up", "of_then"), ("sums_up", "looks_back"))
)
_PUBLISHES = re.compile(
    rf"(?i)^\W*(?:{any_of('about', folded=False)}\s+){{0,2}}{any_of('publishes', folded=False)}"
    rf"(?:(?!{any_of('not_acts', folded=False)}).){{0,80}}?{any_of('lists_acts', folded=False)}"
    rf"|{any_of('published', folded=False)}.{{0,160}}{any_of('lists_acts', folded=False)}"
)
_BEGUN = re.compile(
    rf"(?i)(?:{any_of('begun_by', folded=False)}[^.;,]{{0,40}}"
    rf"|{any_of('before_then', folded=False)} [^.;]{{0,120}}{any_of('takes_effect', folded=False)}[^.;]{{0,160}}"
    rf"{any_of('goes_on', folded=False)}[^.;]{{0,240}}|\bnăm (?:19|20)\d\d là\s*)\Z"
)
"""How a clause leads to the act under which something was begun, or to an earlier law that it defines."""
_BEFORE = re.compile(f"(?i){any_of('before_then', folded=False)}")
_WAS_BEFORE = re.compile(
    rf"(?i)[^.;:]{{0,200}}?{any_of('which_was', folded=False)}[^.;:]{{0,160}}?{any_of('before_then', folded=False)}"
)
_IN_YEARS = re.compile(
    rf"(?i)\b(?:{any_of('in_years', folded=False)})\s+(?:\d{{4}}\s?[-–]\s?)?((?:19|20)\d\d)\s+"
    rf"{any_of('applies', folded=False)}[^.;:]{{0,60}}\Z"
)
_YEARS = re.compile(rf"(?i)\b(?:{any_of('in_years', folded=False)})\s+(?:\d{{4}}\s?[-–]\s?)?((?:19|20)\d\d)\b")
_ITEM = re.compile(r"\n\s*(?:\n|(?:[-•+]|\w{1,2}[.)])\s)")
_GOES_ON = re.compile(rf"(?i)[^.;]{{0,700}}?{any_of('then_goes_on', folded=False)}")
_AMENDED_BY = re.compile(
    rf"(?:{any_of('was')}\s|\(\s?)\W?{any_of('amended')}[^.:;()]{{0,40}}?{any_of('amended_by')}(?!.*(?:\bcan\s+cu\b|\)))",
    re.DOTALL,
)
_NAMED_LAW = re.compile(r"(?i)(?:bộ\s+luật|luật|pháp\s+lệnh)\s+(?!số\b)")
_SIGN = r"[ \t#*]*(?:[IVX]+|[A-Z]|PHẦN [^\n.:]{1,10})[.:)/ -]+[ \t*]*"
_PART = re.compile(rf"\n({_SIGN}[A-ZĐÀ-Ỹ]{{2}}[^\n]*)")
_PART_OF_RESULTS = re.compile(rf"{_SIGN}{any_of('results', folded=False)}")
_ARTICLE = re.compile(
    rf"\n([ \t#*>|]*(?:Điều \d+[a-zđ]?\s?[.:]|{any_of('ends_articles', folded=False)}"
    r"|\d+\.\s+[^\n.;:,]{1,60}(?=\n|\Z))[^\n]*)"
)
_TRANSITION = re.compile(rf"(?i)[ \t#*>|]*Điều \d+\w?\s?[.:]\W*(?:các )?{any_of('transition', folded=False)}")
_HORIZON = re.compile(
    rf"(?i){any_of('horizon', folded=False)}(?:\s{any_of('up_to', folded=False)}){{0,4}} ((?:19|20)\d\d)\b"
)
_CLAUSE_END = re.compile(r"(?<![.…])[.;:!?](?=\s)|\n\s*\n|\n\s*(?:[-•]|\+(?!\w))|\s(?=[*_]*Căn cứ\b)")
_NEXT_BASIS = re.compile(r",\s+|\s+và\s+")
_LONGEST_CLAUSE = 400
_HEADING, _DAY = 200, 40  # characters
_ON_AND_ON = re.compile(f"(?i){any_of('on_and_on', folded=False)}")


def sums_up(title: str) -> bool:
    """Whether a title names what its time was like, so that the document begins where that time ends."""
    return _TITLE.search(title) is not None


Timed = tuple[Key, Period | None, str | None]
"""What a citation says of a document: its key, the period in its title, its title."""


def times_told(cited: Iterable[Timed]) -> dict[Key, Timed]:
    """For which time the documents are made of which a text says so once, so that it holds wherever it cites them.

    Only those that a number and a full day tell from others, and of which all that it says agrees.
    """
    told: dict[Key, Timed] = {}
    for one in cited:
        key, period, _ = one
        if period is not None and key.number is not None and is_day(key.date):
            first = told.setdefault(key, one)
            if first[1] != period:
                told[key] = (key, None, None)
    return told


def timed(one: Timed, told: Mapping[Key, Timed]) -> Timed:
    """A citation with the time that its text tells of the document elsewhere, where it says nothing but the number."""
    key, period, title = one
    return told.get(key, one) if told and period is None and not title else one


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


def was_begun(text: str, end: int, clause: str, start: int, articles: tuple[tuple[int, bool], ...]) -> bool:
    """Whether the clause before a citation (:func:`clause_before`), the words behind its ``end`` ("... thì được tiếp
    tục thực hiện"), or its article (one of :func:`transitions`), tell of what had begun."""
    place = bisect(articles, (start, True)) - 1
    begun = _BEGUN.search(clause) is not None or _GOES_ON.match(text, end) is not None
    return begun or (place >= 0 and articles[place][1])


def was_done_before(text: str, end: int, own: str | None) -> bool:
    """Whether the words behind a citation say that something under it was done before a day that was over on the
    document's own (ISO): "... theo Luật A mà được bàn giao đất trước ngày 01/01/2005 thì"."""
    behind = text[end : end + _LONGEST_CLAUSE]
    before = _WAS_BEFORE.match(behind) if own is not None else None
    days = days_in(behind[before.end() :][:_DAY]) if before is not None else set()
    return own is not None and bool(days) and max(days) <= own


def is_of_a_time_before(clause: str, own: str | None) -> bool:
    """Whether a clause says when something was done, and that was over on the document's own day (ISO): "từ ngày
    01/01/2018 đến ngày 31/12/2020", "hồ sơ nộp trước ngày 01/8/2024", "giai đoạn 2014 - 2024 thực hiện", "giao đất năm
    2015 theo"."""
    if own is None or ("20" not in clause and "19" not in clause):  # no year, as in most
        return False
    span = says("span").search(fold(clause))
    days = days_in(clause[span.start() :]) if span is not None else set()
    if len(days) > 1 and max(days) < own:
        return True
    before = _BEFORE.search(clause)
    days = days_in(clause[before.end() :]) if before is not None else set()
    years = _IN_YEARS.search(clause)
    return (bool(days) and max(days) <= own) or (years is not None and years[1] < own[:4])


def last_time_before(text: str, start: int, acts: Iterable[tuple[int, int]], own: str) -> str | None:
    """The last day or year (ISO), over by the document's ``own``, that the paragraph or item before a place names,
    the citations of ``acts`` aside, which bear days of their own; None where it names none."""
    first = max(0, start - _LONGEST_CLAUSE)
    breaks = [one.end() for one in _ITEM.finditer(text, first, start)]
    first, words = (breaks or [first])[-1], []
    for begin, end in [*(span for span in acts if first < span[1] and span[0] < start), (start, start)]:
        words.append(text[first:begin])
        first = max(first, end)
    told = " ".join(words)
    times = days_in(told) | set(_YEARS.findall(told))
    return max((one for one in times if one[:4] < own[:4]), default=None)


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
    amending = amends_before(clause, text, start)
    clause = _NEXT_BASIS.split(clause)[-1] if recited else clause
    return amending or looks_back(clause) or (part >= 0 and own_parts[part][1])


def amends_before(clause: str, text: str, start: int) -> bool:
    """Whether the words before an unnamed act say that it amended another: "được sửa đổi bởi Luật số ..."."""
    return _AMENDED_BY.search(fold(clause)) is not None and _NAMED_LAW.match(text, start) is None


def publishes(title: str | None) -> bool:
    """Whether a document lists other documents by what holds for them, in a table of which nothing is relied on."""
    return title is not None and _PUBLISHES.search(title) is not None


def retrospective(type_code: str | None, title: str | None) -> bool:
    """Whether a document is a report, or sums up by its title: it carries out what is over by then."""
    return type_code in types_with("sums_up") or sums_up(title or "")


@lru_cache(maxsize=4096)  # each clock asks again
def horizon(title: str) -> date | None:
    """Up to when a title looks past its period: "định hướng đến năm 2030"; no end for "và những năm tiếp theo"."""
    if _ON_AND_ON.search(title):
        return date.max
    years = [int(year) for year in _HORIZON.findall(title)]
    return date(max(years), 12, 31) if years else None
