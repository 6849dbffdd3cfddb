"""C: does the document fit itself: its day, its place in the line of authorities, and the rest of its citations?"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from itertools import takewhile
from typing import NamedTuple

from extract.errors import Sentence
from extract.records import DERIVING, Body, Citation, Level
from extract.words import lowered, occurrences
from kg.answers.corpus import Issuers
from kg.check.case import Case, Subject
from kg.check.identity_rules import is_known_day, is_named, misdated
from kg.check.records import Finding
from kg.check.rules import Rule
from kg.identity.books import is_misread_for, one_book
from kg.identity.keys import ANY_TYPE, Key, is_day, same_register, types_agree
from kg.identity.naming import dotted
from kg.identity.slips import slips_in
from kg.identity.titles import likeness
from kg.law.grounds import DISTRICTS_ENDED
from kg.law.own_words import has_bare_day, is_broken, is_quoted
from kg.law.powers import breach
from kg.law.verdicts import Reason
from kg.severity import Severity
from kg.wording import citation_line
from ontology import units

_ALIKE = 0.8
_UNREAD = {
    "number": Sentence("the serial of its own number cannot be read"),
    "accents": Sentence("its words have lost their accents, so that days, issuers and roles may be missing"),
    "letters": Sentence("its letters were converted wrongly, so that days and issuers may be missing"),
}
"""How what extraction could not read is told."""
_LOST_LETTER = "\N{REPLACEMENT CHARACTER}"
_NO_NAME_AFTER = r"(?!\s+(?-i:[A-ZĐÀ-Ỹ]))"
_NO_KIND_AFTER = (
    r"(?!\s+trực\s+thuộc)"
    rf"(?!\s*(?:[,/–-]|và|hoặc|hay)\s*(?:các\s+)?(?:{units.KIND})\b)"
)
"""Behind them stands none of the words with which a text speaks of units of any kind: "tỉnh, thành phố"."""
_OF_UNIT = re.compile(r"(?i)\b(?:của|UBND|HĐND)\s+\Z")


class _Kind(NamedTuple):
    """The word with which a kind of unit opens, and patterns for the unit and for its committee of the Party."""

    word: str
    unit: re.Pattern[str]
    committee: re.Pattern[str]


def _kind(word: str, rest: str = "") -> _Kind:
    unit, committee = (
        re.compile(f"(?i){word}{words}{_NO_NAME_AFTER}{_NO_KIND_AFTER}") for words in (rest, r"\s+[ủu][ỷy]")
    )
    return _Kind(word, unit, committee)


_CITY, _PROVINCE = _kind("thành", r"\s+phố"), _kind("tỉnh")
_COMMITTEES_BEFORE = re.compile(r"(?i)\b(?:huyện|thị|quận|tỉnh|thành|đảng)\s+[ủu][ỷy](?:\s*[,/]|\s+và)\s*\Z")
_COMMITTEES_BEHIND = re.compile(r"(?i)(?:\s*[,/]|\s+và)\s*(?:huyện|thị|quận|tỉnh|thành|đảng)\s+[ủu][ỷy]\b")
_PROPOSED = re.compile(r"(?i)\b(?:(?:xét|theo) (?:đề nghị|tờ trình|báo cáo)\b[^;\n]*|căn cứ\s*[“\"]\s*)\Z")
_PROPOSAL = 200  # characters
_SHORTLY = 20  # characters
_PARENTS: Mapping[Level, tuple[Level, ...]] = {"commune": ("province", "district"), "district": ("province",)}
"""Whose plans a plan of this level carries out; the district level only until it ended."""


def cites_later(case: Case, rule: Rule) -> Iterator[Finding]:
    """A cited document is dated after the document that cites it.

    Where it is no basis, and its number does not contradict that day, the words may be those of a reader, or of a page
    around the text: a note. So is a day that no word leads to. The document itself under another day is C404's, and a
    slip of a day that is known I203's.
    """
    if not is_day(case.document.date):
        return
    for subject in case.subjects:
        own = str(case.own_day(subject))
        if not is_day(subject.key.date) or str(subject.key.date)[: len(own)] <= own:
            continue
        if case.is_itself(subject) or not case.is_own_word(subject):
            continue
        meant = misdated(case, subject) if subject.counted else None
        if meant is not None and is_known_day(case, subject, meant) and str(meant.key.date)[: len(own)] <= own:
            continue
        relied_on = subject.citation.relation in DERIVING or _is_proposed(case, subject)
        sure = relied_on or "year" in slips_in(subject.key.number, subject.key.date)
        sure = sure and not has_bare_day(subject.citation)
        severity: Severity = rule.severity if sure else "note"
        yield case.finding(rule, subject, severity=severity, document=subject.line, own=own)


def _is_proposed(case: Case, subject: Subject) -> bool:
    """Whether the words before name what was proposed, "Xét Tờ trình số ...", or open a recital with a quotation."""
    start = subject.citation.start
    return _PROPOSED.search(case.text, max(0, start - _PROPOSAL), start) is not None


def foreign_issuer(case: Case, rule: Rule) -> Iterator[Finding]:
    """A basis issued by a body of another province."""
    if case.province is None:
        return
    for subject in case.subjects:
        issuer = subject.citation.issuer
        if (
            not subject.counted
            or issuer is None
            or issuer.province is None
            or issuer.province == case.province
            or subject.citation.relation not in DERIVING
            or case.is_of_others(subject)
            or not case.is_own_word(subject)
        ):
            continue
        if _provinces_of(case.province).isdisjoint(_provinces_of(issuer.province)):
            yield case.finding(rule, subject, body=issuer.name, province=case.province)


@cache
def _provinces_of(name: str) -> frozenset[str]:
    """The province by its name, with those that it became, and those that became it or a part of it, in 2025."""
    names = {name} | {after for before, after in _mergers() if before == name}
    return frozenset(names | {before for before, after in _mergers() if after in names})


@cache
def _mergers() -> frozenset[tuple[str, str]]:
    """Names of provinces, each with one that it became or became part of."""
    provinces = takewhile(lambda one: one.level == "province", units.units())  # they come first
    return frozenset((one.name, after.name) for one in provinces for after in units.successors(one.id))


def foreign_words(case: Case, rule: Rule) -> Iterator[Finding]:
    """ "Của thành phố" in a plan of a province, or the other way round: words left from another place's text."""
    province, own = case.province, case.document.issuer
    if province is None or own is None or own.level not in ("commune", "province"):
        return
    signing, of_city = case.signing, province.startswith("thành phố")
    if (own.level == "commune" or not of_city) and (signing is None or signing.first <= DISTRICTS_ENDED):
        return  # there were cities in provinces, with communes of their own
    taken = [(subject.citation.start, subject.citation.end) for subject in case.subjects]
    for begin, after in _named(_PROVINCE if of_city else _CITY, case.text):
        listed = _COMMITTEES_BEFORE.search(case.text, max(0, begin - _SHORTLY), begin)
        listed = listed or _COMMITTEES_BEHIND.match(case.text, after)
        if listed is None and not is_quoted(case.text, begin) and not any(start <= begin < end for start, end in taken):
            words = " ".join(case.text[begin:after].split())
            yield case.finding(rule, (begin, after), words=words, province=province)


def _named(kind: _Kind, text: str) -> Iterator[tuple[int, int]]:
    """Where a text speaks of the body or the committee of its unit of this kind; by its word it is found fast."""
    for at in occurrences(kind.word, lowered(text)):
        unit = kind.unit.match(text, at)
        whose = _OF_UNIT.search(text, max(0, at - _SHORTLY), at) if unit else None
        if unit and whose:
            yield whose.start(), unit.end()
        elif (committee := kind.committee.match(text, at)) and not re.match(r"\w", text[at - 1 : at]):
            yield at, committee.end()


def cited_twice(case: Case, rule: Rule) -> Iterator[Finding]:
    """One document under two dates, types or issuers; the later place is marked, the earlier one is the reason."""
    said: dict[str, dict[tuple[Key, str | None], Subject]] = defaultdict(dict)
    told: set[frozenset[Key]] = set()
    for subject in case.subjects:
        if not subject.block or case.is_of_others(subject):
            continue
        earlier = said[subject.block]
        words = (subject.key, subject.citation.title)
        if words in earlier:
            continue  # said before in the same words
        if case.is_itself(subject) and _dated_otherwise(case.key, subject.key):
            reason = Reason("own_day", (("day", str(case.key.date)),))
            yield case.finding(rule, subject, reasons=(reason,), what="date", document=subject.line)
        for one in earlier.values():
            pair = frozenset((one.key, subject.key))
            what = _difference(case.text, one, subject) if pair not in told else None
            what = None if what == "issuer" and case.is_judgment else what  # names are hidden: "thành phố S"
            if what is not None:
                told.add(pair)
                line, _ = case.position(one.citation.start)
                reason = Reason("cited_before", (("document", one.line), ("line", str(line))))
                bare = what == "date" and (has_bare_day(one.citation) or has_bare_day(subject.citation))
                different = case.finding(rule, subject, reasons=(reason,), what=what, document=subject.line)
                yield replace(different, severity="note") if bare else different
                break
        earlier[words] = subject


def _dated_otherwise(one: Key, other: Key) -> bool:
    return is_day(one.date) and is_day(other.date) and one.date != other.date


def _difference(text: str, one: Subject, other: Subject) -> str | None:
    """What differs between two citations of what must be one document: "date", "type" or "issuer"; else None."""
    first, second = one.key, other.key
    if is_day(first.date) and is_day(second.date) and first.date != second.date:
        return "date" if _one_despite_dates(one, other) else None
    if first.date is None or first.date != second.date or first.number is None:
        return None
    if first.type != second.type and ANY_TYPE.isdisjoint((first.type, second.type)):
        return "type" if is_named(one) and is_named(other) else None
    written = _is_written(text, one.citation) and _is_written(text, other.citation)
    joint = {*one.citation.co_issuers, *other.citation.co_issuers}  # of which one is named first here, another there
    differ = not joint and _other_body(one.citation.issuer, other.citation.issuer)
    return "issuer" if written and differ else None


def _is_written(text: str, citation: Citation) -> bool:
    """Whether the words name the issuer, and with the unit that it is of, if it is of one."""
    body = citation.issuer
    if body is None or citation.issuer_implied or is_broken(text, citation):
        return False
    return body.unit is None or dotted(body.unit).split(".", 1)[-1] in dotted(citation.quote)


def _one_despite_dates(one: Subject, other: Subject) -> bool:
    """Whether two citations with different days must mean one document: one title, or one law of one year."""
    if one.key.number is None:
        return one.key.year == other.key.year and types_agree(one.key, other.key)
    alike = likeness(one.citation.title or "", other.citation.title or "") >= _ALIKE
    return alike and (same_register(one.key, other.key) or one.key.place == other.key.place)


def _other_body(one: Body | None, other: Body | None) -> bool:
    if one is None or other is None:
        return False
    if is_misread_for(one, other) or is_misread_for(other, one):
        return False
    same_unit = one.unit == other.unit or one.unit is None or other.unit is None
    return not same_unit or not one_book(one, other)


def parent_not_cited(case: Case, rule: Rule) -> Iterator[Finding]:
    """A plan of a commune or district that stands on no document of the level above it."""
    document, own = case.document, case.document.issuer
    if document.type != "KH" or own is None or own.level not in _PARENTS or not case.subjects:
        return
    above = _PARENTS[own.level]
    issuers = (subject.citation.issuer for subject in case.subjects if subject.citation.relation in DERIVING)
    if any(issuer is not None and issuer.level in above for issuer in issuers):
        return
    known = _parent_at_hand(case)
    reasons = (Reason("parent_at_hand", (("document", known),)),) if known else ()
    yield case.finding(rule, None, reasons=reasons, level=above[0])


def _parent_at_hand(case: Case) -> str | None:
    """A document of the level above with a like title and the same period, among those at hand."""
    document, own = case.document, case.document.issuer
    if own is None or document.type is None or document.title is None:
        return None
    above = Issuers(_PARENTS[own.level], case.province)
    for known in case.corpus.contemporaries(document.type, document.period, above):
        if known.title is not None and likeness(known.title, document.title) >= _ALIKE:
            return citation_line(known.key, known.title)
    return None


def no_citation(case: Case, rule: Rule) -> Iterator[Finding]:
    """Nothing was found to check."""
    if not case.subjects:
        yield case.finding(rule, None)


def unreadable(case: Case, rule: Rule) -> Iterator[Finding]:
    """A part of the file could not be read, so that it was not checked."""
    for warning in case.warnings:
        yield case.finding(rule, None, warning=warning)
    for what in case.document.unread:
        yield case.finding(rule, None, warning=_UNREAD[what])
    lost = case.text.find(_LOST_LETTER)
    if lost >= 0:
        count = str(case.text.count(_LOST_LETTER))
        yield case.finding(rule, (lost, lost + 1), warning=f"{count} × {_LOST_LETTER}")


def beyond_its_powers(case: Case, rule: Rule) -> Iterator[Finding]:
    """An article says that the document changes what it cannot: that stands above, or elsewhere, or this is no act."""
    for stated in case.extraction.stated:
        subject = case.subjects[stated.object]
        own = stated.subject is None and subject.citation.zone == "body"
        against = breach(stated.relation, case.key, subject.key) if own else None
        if against is not None:
            yield case.finding(rule, subject, relation=stated.relation, document=subject.line, breach=against)


FINDERS: dict[str, Callable[[Case, Rule], Iterator[Finding]]] = {
    "C401": cites_later,
    "C402": foreign_issuer,
    "C403": foreign_words,
    "C404": cited_twice,
    "C405": parent_not_cited,
    "C406": no_citation,
    "C407": unreadable,
    "C408": beyond_its_powers,
}
