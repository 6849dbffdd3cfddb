"""I, too: do the parts of a citation contradict each other: number, date, legislature, year and name?"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from kg.check.case import Case, Subject
from kg.check.identity_rules import is_known_day
from kg.check.records import Finding
from kg.check.rules import Rule
from kg.check.suggest import mended
from kg.identity.keys import NAMED_TYPES, Key, is_day
from kg.identity.law_names import amends, name_beside_number, other_laws
from kg.identity.naming import leaves_type_open, year_in
from kg.identity.one_step import number_step
from kg.identity.slips import legislature_of, meant_number, other_legislature, slips_in
from kg.law.own_words import has_bare_day, is_broken
from kg.law.register import Entry
from kg.wording import citation_line
from ontology.spelling import fold

_BRACKET = len("(số: ")
_RAISED = re.compile(r"[⁰¹²³⁴-⁹]")  # a number that a raised figure or the next row's goes on: "33/2013/QH¹³ 11"


def year_differs(case: Case, rule: Rule) -> Iterator[Finding]:
    """The year in the number is not the year of the date, and the register does not know which is right (I203)."""
    for subject in case.spoken:
        key = subject.key
        if _is_aside(subject) or "year" not in slips_in(key.number, key.date):
            continue
        entry, reading = case.identified(subject)
        told = reading is not None and reading.phrase in ("misdated", "dated_by_effect")
        if told and entry is not None and is_known_day(case, subject, entry):
            continue
        meant = meant_number(str(key.number), key.date)
        suggestion = mended(case, subject, str(key.number), meant) if meant != key.number else None
        yield case.finding(
            rule,
            subject,
            severity="note" if has_bare_day(subject.citation) else None,
            suggestion=suggestion,
            document=subject.line,
            number=str(year_in(key.number)),
            date=str(key.date)[:4],
        )


def _is_aside(subject: Subject) -> bool:
    """Whether what is taken for the day is a month in brackets, "(tháng 7 năm 2029)", which tells of something else."""
    return not is_day(subject.key.date) and "(tháng" in subject.citation.quote


def legislature_differs(case: Case, rule: Rule) -> Iterator[Finding]:
    """The legislature in the number did not sit in the number's year, or is not that of the law that bears it."""
    for subject in case.spoken:
        number, slips = subject.key.number, slips_in(subject.key.number, subject.key.date)
        if number is None or "year" in slips or _RAISED.search(subject.citation.quote):
            continue
        entry, _ = case.identified(subject) if slips or leaves_type_open(number) else (None, None)
        known = entry.key.number if entry is not None else legislature_of(number, subject.key.date)
        if not slips and not (known and leaves_type_open(number) and other_legislature(number, known)):
            continue
        if (named := _named(case, subject)) is not None and named.key.number != known:
            continue  # the name tells which law is meant, as I210 says
        suggestion = mended(case, subject, number, known) if known and known != number else None
        yield case.finding(rule, subject, suggestion=suggestion, document=subject.line, number=number)


def name_differs(case: Case, rule: Rule) -> Iterator[Finding]:
    """The register knows the number as another law's, or the law of that name under another number of the year, or one
    that this number misses by a figure."""
    for subject in case.spoken:
        key, name = subject.key, _name_beside(case, subject)
        if key.number is None or name is None or is_broken(case.text, subject.citation):
            continue
        named = _of_name(case, key, name)
        entry, _ = case.identified(subject)
        known = entry.key if entry is not None and entry.key.name else None
        if known is not None and (not other_laws(name, str(known.name)) or _is_torn(subject, str(known.name))):
            continue
        right = named.key if named is not None else known
        if right is None or (right.block == key.block and known is None):
            continue
        if named is not None and named.key.number == legislature_of(key.number, key.date):
            continue  # only the legislature is another, as I209 says
        suggestion = mended(case, subject, key.number, str(named.key.number)) if named is not None else None
        yield case.finding(rule, subject, suggestion=suggestion, document=subject.line, known=citation_line(right))


def _name_beside(case: Case, subject: Subject) -> str | None:
    """The law's name that a number stands behind or is bracketed with."""
    start = subject.citation.start
    in_bracket = "(" in case.text[max(0, start - _BRACKET) : start]  # behind the name; else others may be near
    own = subject.key.name if in_bracket and not subject.citation.title else None
    return (name_beside_number(subject.citation) or own) if subject.key.type in NAMED_TYPES else None


def _named(case: Case, subject: Subject) -> Entry | None:
    """The only law that the name beside a number means, under another number."""
    name = _name_beside(case, subject)
    return _of_name(case, subject.key, name) if name is not None else None


def _is_torn(subject: Subject, known: str) -> bool:
    """Whether the words up to the number are the known name, be they torn by blanks: "Luật Du l ịch số 9/2017/QH14"."""
    return "".join(fold(subject.citation.quote).split()).startswith("".join(f"{fold(known)}so".split()))


def _of_name(case: Case, key: Key, name: str) -> Entry | None:
    """The only law of a name under another number: of the year in this one, or missed by it by a figure.

    None for laws that amend others: one name is that of many, and the register may lack the one that is meant.
    """
    if amends(name):
        return None
    entries = case.register.lookup(Key(key.type, name=name))
    if any(one.key.block == replace(key, date=None).block for one in entries):
        return None
    others = [one for one in entries if one.key.number]
    of_year = [one for one in others if one.key.year == year_in(key.number)]
    found = of_year or [one for one in others if number_step(str(key.number), str(one.key.number))]
    return found[0] if len(found) == 1 else None


FINDERS: dict[str, Callable[[Case, Rule], Iterator[Finding]]] = {
    "I208": year_differs,
    "I209": legislature_differs,
    "I210": name_differs,
}
