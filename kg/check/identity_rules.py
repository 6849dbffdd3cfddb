"""I: does the citation name one document, and do its date, type, issuer and title agree with what is known of it?"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import combinations

from extract.records import DERIVING
from kg.check.case import Case, Subject
from kg.check.others import other_date, other_issuer, other_number, other_title, other_type
from kg.check.records import Finding
from kg.check.rules import Rule
from kg.check.suggest import instead, mended
from kg.identity.books import is_misread_for, one_book
from kg.identity.keys import Key, is_day, types_agree
from kg.identity.naming import is_central, leaves_type_open, year_in
from kg.identity.titles import alike, contradict
from kg.law.facts import blocks
from kg.law.own_words import has_bare_day, is_broken
from kg.law.register import Entry
from kg.law.status import is_slip
from kg.law.verdicts import Reason
from kg.law.words import any_of
from kg.severity import Severity
from kg.wording import citation_line, type_label
from ontology import types_with

_TERM = re.compile(rf"(?i){any_of('of_term', folded=False)}\s+[IVXLC]{{1,6}}(?!\w)")
_TERM_REACH = 12  # characters behind a citation
_OF_A_TERM = re.compile(r"/(?:[A-ZĐ]+-)?(?:UBTV)?QH\d+$")


def _restarts(key: Key) -> bool:
    """Whether the citation has a number that comes again, and no date to tell which one is meant; that of a legislature
    comes once."""
    if key.number is None or key.date is not None or year_in(key.number) is not None:
        return False
    return _OF_A_TERM.search(key.number) is None


def _several(case: Case, subject: Subject, reading: Reason) -> bool:
    """Whether more than one known document fits, and not all of them are later than the text."""
    if not any(name == "documents" and "; " in listed for name, listed in reading.values):
        return False
    last = str(case.signing.last) if case.signing is not None else ""
    days = [one.key.date for one in case.register.lookup(subject.key)] if last else []
    return not days or any(day is None or day <= last for day in days)


def _dated_elsewhere(case: Case, subject: Subject) -> bool:
    """Whether the document itself gives the date at another place, be it that it only cuts the number short here."""
    numbering = subject.citation.numbering
    if subject.block in case.dated or numbering is None or (numbering.symbol and not subject.key.slips_in_symbol):
        return subject.block in case.dated
    return (subject.key.type, numbering.serial) in case.dated_serials


def ambiguous(case: Case, rule: Rule) -> Iterator[Finding]:
    """A number that several known documents bear."""
    for subject in case.spoken:
        if subject.key.number is None or _dated_elsewhere(case, subject):
            continue
        _, reading = case.identified(subject)
        if reading is not None and _several(case, subject, reading) and not _is_told_apart(case, subject):
            yield case.finding(rule, subject, reasons=(reading,), document=subject.line)


def _is_told_apart(case: Case, subject: Subject) -> bool:
    """Whether the title is that of one of the documents that bear the number, and of no other; or whether they may all
    be one, since its number bears its year, and texts only give it several days."""
    title, entries = subject.citation.title, case.register.lookup(subject.key)
    names = [one.key.name for one in entries]
    if year_in(subject.key.number) is not None and not any(contradict(*pair) for pair in combinations(names, 2)):
        return True
    return sum(alike(title, name) for name in names) == 1


def undated(case: Case, rule: Rule) -> Iterator[Finding]:
    """A number without year or date, which names nothing by itself."""
    for subject in case.spoken:
        if not _restarts(subject.key) or _dated_elsewhere(case, subject) or _tells_term(case, subject):
            continue
        _, reading = case.identified(subject)
        if reading is not None and _several(case, subject, reading):
            continue
        if subject.key.type in types_with("many_a_year"):  # S110 says already that it is not known
            continue
        severity: Severity = rule.severity if subject.citation.relation in DERIVING else "note"
        reasons = (reading,) if reading else ()
        yield case.finding(rule, subject, severity=severity, reasons=reasons, document=subject.line)


def _tells_term(case: Case, subject: Subject) -> bool:
    """Whether the term of the Party's committee is told, "khóa XII", through which it counts its documents."""
    end = subject.citation.end
    said = f"{subject.citation.quote}{case.text[end : end + _TERM_REACH]}"
    return str(subject.key.number).endswith("/TW") and _TERM.search(said) is not None


def date_differs(case: Case, rule: Rule) -> Iterator[Finding]:
    """Another date than the register's, with the document's day of effect explained; or than other documents'."""
    for subject in case.spoken:
        if subject.key.date is None:
            continue
        entry, reading = case.identified(subject)
        if (slipped := misdated(case, subject)) is not None and reading is not None:
            entry = slipped
            right = Key(entry.key.type, subject.key.number, entry.key.date, subject.key.issuer, subject.key.name)
            line = citation_line(right, subject.citation.title)
            yield case.finding(
                rule,
                subject,
                severity=None if is_known_day(case, subject, entry) else "note",
                reasons=(reading, *_effects(entry)),
                suggestion=instead(case, subject, line),
                document=subject.line,
                known=str(entry.key.date),
            )
        elif entry is None and (told := other_date(case, subject)) and case.is_own_word(subject):
            yield from _note(case, rule, subject, told)


def misdated(case: Case, subject: Subject) -> Entry | None:
    """The one document that a citation means though its day is another, which I203 tells; None where that is none."""
    entry, reading = case.identified(subject)
    if entry is None or entry.key.date is None or not is_slip(reading):
        return None
    other = contradict(subject.citation.recited_title, entry.key.name)  # as I206 says
    of_amender = subject.index in case.amended  # then the day is that of the law which amends it
    return None if other or of_amender or not case.is_own_word(subject) else entry


def _is_known(case: Case, subject: Subject) -> bool:
    """Whether more than what another file says tells of a cited number."""
    return bool(case.facts.lookup(replace(subject.key, type=None, date=None)))


def is_known_day(case: Case, subject: Subject, entry: Entry) -> bool:
    """Whether a day is known, and not merely read out of another file, and the words lead to the one that they give."""
    if entry.key.date is None:
        return False
    known = (one.key.date for one in case.facts.lookup(replace(subject.key, date=None)))
    return entry.key.date in known and not has_bare_day(subject.citation)


def _note(case: Case, rule: Rule, subject: Subject, other: Reason | None) -> Iterator[Finding]:
    """A note on what other documents say otherwise, which is a hint and no proof."""
    if other is not None:
        known = dict(other.values)["value"]
        yield case.finding(rule, subject, severity="note", reasons=(other,), document=subject.line, known=known)


def _effects(entry: Entry) -> Iterator[Reason]:
    for effect in entry.effects:
        if effect.effective is not None:
            yield Reason("takes_effect", (("day", str(effect.effective)),), effect.source, effect.mark)


def _numbered_apart(subject: Subject, known: Key) -> bool:
    """Whether two documents can bear the number: laws and resolutions of the National Assembly share a symbol only."""
    key, title = subject.key, subject.citation.recited_title
    if key.number is None or not leaves_type_open(key.number):
        return False
    return not (is_day(key.date) and key.date == known.date) or bool(title and not alike(title, known.name))


def is_named(subject: Subject) -> bool:
    """Whether the words themselves say of which type the document is, "Nghị định số ..."."""
    label = subject.citation.type_label
    return label is not None and label.lower() in " ".join(subject.citation.quote.lower().split())


def type_differs(case: Case, rule: Rule) -> Iterator[Finding]:
    """The register knows the number and day under another type."""
    for subject in case.spoken:
        if subject.key.number is None or subject.key.type is None:
            continue
        known = next(case.register.under(blocks(subject.key)), None)
        entries = case.register.lookup(replace(subject.key, type=None)) if known is not None else ()
        if not entries and (told := other_type(case, subject)) and is_named(subject):
            yield from _note(case, rule, subject, told)
        if len(entries) != 1 or _restarts(subject.key) or _numbered_apart(subject, entries[0].key):
            continue
        one = entries[0].key
        if subject.key.slips_in_symbol and not types_agree(subject.key, one):  # as F305 says
            continue
        if one.type != subject.key.type and is_named(subject):
            label = type_label(one.type)
            yield case.finding(
                rule,
                subject,
                severity=None if {one.type, subject.key.type} != {"QĐ", "QyĐ"} and _is_known(case, subject) else "note",
                suggestion=mended(case, subject, subject.citation.type_label or "", label),
                document=subject.line,
                known=label,
            )


def issuer_differs(case: Case, rule: Rule) -> Iterator[Finding]:
    """The register knows the document as another body's."""
    for subject in case.spoken:
        entry, _ = case.identified(subject)
        if entry is None:
            yield from _note(case, rule, subject, other_issuer(case, subject))
        written, known = subject.citation.issuer, entry.key.issuer if entry is not None else None
        if subject.citation.issuer_implied or written is None or known is None:
            continue
        if case.is_itself(subject) or is_broken(case.text, subject.citation):
            continue
        if written.level != "central" and written.unit is None:  # "do UBND cấp tỉnh ..."
            continue
        if is_misread_for(written, known):
            continue
        joint = entry.key.co_issuers if entry is not None else ()
        own = (case.document.issuer,) if case.document.issuer is not None else ()  # of whom the words are, not the act
        same = any(one_book(written, body) for body in (known, *joint, *own))
        if not same:
            yield case.finding(
                rule,
                subject,
                severity=None if is_central(str(subject.key.number)) or _is_known(case, subject) else "note",
                suggestion=mended(case, subject, written.name, known.name),
                document=subject.line,
                known=known.name,
            )


def title_differs(case: Case, rule: Rule) -> Iterator[Finding]:
    """The title shares hardly a word with the register's: the number is probably another document's."""
    for subject in case.spoken:
        entry, _ = case.identified(subject)
        if entry is None:
            yield from _note(case, rule, subject, other_title(case, subject))
        if entry is None or entry.key.name is None or subject.key.number is None:
            continue
        named = subject.key.name is not None and subject.key.name_block == entry.key.name_block
        if not named and contradict(subject.citation.recited_title, entry.key.name):
            severity: Severity | None = None if _is_known(case, subject) else "note"
            yield case.finding(rule, subject, severity=severity, document=subject.line, known=entry.key.name)


def number_differs(case: Case, rule: Rule) -> Iterator[Finding]:
    """Other documents give the same title, of the same issuer and period, another number."""
    for subject in case.spoken:
        yield from _note(case, rule, subject, other_number(case, subject))


FINDERS: dict[str, Callable[[Case, Rule], Iterator[Finding]]] = {
    "I201": ambiguous,
    "I202": undated,
    "I203": date_differs,
    "I204": type_differs,
    "I205": issuer_differs,
    "I206": title_differs,
    "I207": number_differs,
}
