"""S: is what the document cites in force, on the day of signing and on the chosen day?"""

from __future__ import annotations

import re
from bisect import bisect_left as bisect
from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import get_args

from extract.clauses import first_sentence
from extract.records import DERIVING
from kg.check.case import Case, Subject, points
from kg.check.records import Finding
from kg.check.rules import Rule
from kg.check.suggest import replacement
from kg.identity.keys import Key, is_day
from kg.identity.naming import year_in
from kg.law.facts import could_be
from kg.law.grounds import issuer_end
from kg.law.status import status
from kg.law.tenure import amends_before, clause_before
from kg.law.verdicts import OUTDATED, RELIED_ON, SEEN, Kind, Reason, Value, Verdict
from kg.law.words import any_of, says
from kg.severity import Severity
from kg.wording import citation_line
from ontology.spelling import fold

RECITAL = re.compile(f"(?i){any_of('recital', folded=False)}")
LONGEST_RECITAL = 1_500
_NEAR = 3
"""So many citations before and behind may stand in the same sentence."""
_OPEN = {"no_effect_known", "not_in_register", "in_force_since", "took_effect", *SEEN, *RELIED_ON}
_ASIDE = frozenset({"issuer_ended", "period_runs", *_OPEN})
"""Grounds that say nothing beside a stronger one."""


def telling(verdict: Verdict) -> tuple[Reason, ...]:
    """The reasons that carry the verdict: the deciding one, and what adds to it."""
    return verdict.reasons[:1] + tuple(reason for reason in verdict.reasons[1:] if reason.phrase not in _ASIDE)


def _severity(case: Case, rule: Rule, subject: Subject) -> Severity:
    """A secondary source, a mention that is no basis, a day that is only supposed, or a number read in spite of its day
    raises no error; an act that is only spoken of, or by which a letter answers, raises a note, and so does one that
    ended by what was made on the very day of signing.

    Outside the recitals a text may tell of other days, or of bases that others had: a note where the words name a
    time at which the act held, or where an act is applied in passing and the source is a secondary one.
    """
    if case.answers(subject) or not case.applies(subject) or _ended_on_that_day(case, subject):
        return "note"
    verdict, recited = subject.at_signing, subject.citation.zone == "preamble"
    relied_on = subject.citation.relation in DERIVING
    if not recited and (case.tells_of_then(subject, verdict.reasons[:1]) or not (relied_on or verdict.mark == "V")):
        return "note"
    sure = not case.supposed and verdict.mark == "V" and relied_on
    sure = sure and not any(reason.phrase == "misdated" for reason in verdict.reasons)
    return rule.severity if sure or rule.severity != "error" else "warning"


def _ended_on_that_day(case: Case, subject: Subject) -> bool:
    ended_by = subject.at_signing.reasons[0].by
    return case.signing is not None and ended_by is not None and ended_by.date == str(case.signing.first)


def _is_of_then(case: Case, subject: Subject) -> bool:
    """Whether a text speaks of an earlier law as such, "theo Luật Bảo hiểm xã hội năm 2006", or names what took its
    place in the same sentence, outside the recitals, or so a still earlier one whose place it took."""
    if subject.citation.zone != "preamble" and _is_beside_its_successor(case, subject):
        return True
    return _is_by_year(subject) and (subject.citation.zone != "preamble" or subject.citation.relation == "cites")


def _is_by_year(subject: Subject) -> bool:
    """Whether a law is named by its year alone."""
    return subject.key.number is None and subject.key.date is not None and not is_day(subject.key.date)


def _is_beside_its_successor(case: Case, subject: Subject) -> bool:
    now = {*subject.at_signing.successors, *(one.by for one in subject.at_signing.reasons[:1] if one.by is not None)}
    around = case.subjects[max(0, subject.index - _NEAR) : subject.index + _NEAR + 1]
    for one in around:
        first, second = sorted((one.citation, subject.citation), key=lambda cited: cited.start)
        beside = _is_earlier(one, subject) or any(could_be(one.key, key) for key in now)
        if beside and _in_one_sentence(case.text, first.end, second.start):
            return True
    return False


def _is_earlier(one: Subject, subject: Subject) -> bool:
    """Whether a law named by its year alone is an earlier one of a law's name: "Luật Đất đai năm 1993"."""
    law = subject.at_signing.document or subject.key
    return _is_by_year(one) and one.key.name == law.name and str(one.key.year) < str(law.year)


def _in_one_sentence(text: str, start: int, end: int) -> bool:
    """Whether what stands between two citations parts no sentence, no item of a list and no paragraph."""
    between = text[start:end]
    return first_sentence(text, start, end) == end and ";" not in between and "\n\n" not in between


def is_amender(case: Case, subject: Subject) -> bool:
    """Whether an act stands in the recital of another that it amended, behind it: "Căn cứ Luật A số ...; Luật sửa đổi
    một số điều của Luật A ...; Luật B ...". What became of it since does not matter there: when it ends, its
    amendments stay."""
    start = subject.citation.start
    if subject.citation.zone != "preamble":
        return False
    opening = [one.end() for one in RECITAL.finditer(case.text, max(0, start - LONGEST_RECITAL), start)]
    recital = case.text[opening[-1] : start] if opening else ""
    if ";" not in recital and amends_before(recital, case.text, start):  # a scan may make full stops of its commas
        return True
    place = bisect(case.subjects, opening[-1], key=lambda one: one.citation.start) if opening else subject.index
    first = case.subjects[place]
    if place >= subject.index or first.at_signing.document is None:
        return False
    changes = case.register.entry(first.at_signing.document).changed_by
    return any(could_be(subject.key, case.register.entry(change.later).key) for change in changes)


def _ended(value: Value) -> Callable[[Case, Rule], Iterator[Finding]]:
    def find(case: Case, rule: Rule) -> Iterator[Finding]:
        for subject in case.relied_on:
            ended = subject.at_signing.value == value
            if ended and not case.looks_back(subject) and not is_amender(case, subject):
                verdict = subject.at_signing
                yield case.finding(
                    rule,
                    subject,
                    severity="note" if _is_of_then(case, subject) else _severity(case, rule, subject),
                    reasons=telling(verdict),
                    suggestion=replacement(case, subject) if subject.citation.relation in DERIVING else None,
                    document=subject.line,
                )

    return find


def lapsed(case: Case, rule: Rule) -> Iterator[Finding]:
    """Ended by its own period or by the next congress; a mention in passing of a past year's plan is none, and a text
    that says itself that it goes on with what is over knows so: a note."""
    if case.retrospective:
        return
    for subject in case.relied_on:
        relied_on = subject.citation.relation in DERIVING
        if subject.at_signing.value == "lapsed" and relied_on and not case.looks_back(subject):
            severity = "note" if _goes_on(case, subject) else _severity(case, rule, subject)
            reasons = telling(subject.at_signing)
            yield case.finding(rule, subject, severity=severity, reasons=reasons, document=subject.line)


def _goes_on(case: Case, subject: Subject) -> bool:
    """Whether the words before say that what goes on by an act is allowed to, "tiếp tục được ...", outside the
    recitals."""
    clause = clause_before(case.text, subject.citation.start)
    return subject.citation.zone != "preamble" and says("carries_on").search(fold(clause)) is not None


def not_yet_in_force(case: Case, rule: Rule) -> Iterator[Finding]:
    """Issued, but not in force on the day of signing; what is dated later is C401's.

    Rules of law are made before what they detail takes effect, so that both begin on one day; so is what says itself
    that it begins with its basis. Rules that begin sooner than that are a note: some of it may hold before the rest. A
    correction may come before what it corrects, a plan before what it carries out, and what is spoken of may lie ahead.
    """
    own = case.document.in_force
    are_rules = year_in(case.document.number) is not None
    if not (case.document.number or case.document.symbol) or (are_rules and (own is None or own.start is None)):
        return
    severity: Severity = "note" if are_rules else rule.severity
    recitals = min((one.citation.start for one in case.subjects if one.citation.relation == "based_on"), default=0)
    ahead = {
        one.block for one in case.subjects if one.citation.relation == "implements" and one.citation.start < recitals
    }
    ahead |= case.changed
    for subject in case.relied_on:
        reasons, cited = subject.at_signing.reasons, subject.citation
        if subject.block in ahead or (cited.zone, cited.relation) != ("preamble", "based_on"):
            continue
        if own is not None and own.start is not None and own.start >= dict(reasons[0].values).get("day", ""):
            continue
        if subject.at_signing.value == "not_yet_in_force" and reasons[0].phrase == "takes_effect":
            yield case.finding(rule, subject, severity=severity, reasons=reasons, document=subject.line)


def outdated_since(case: Case, rule: Rule) -> Iterator[Finding]:
    """Right at signing, outdated on the chosen day."""
    for subject in case.relied_on:
        if subject.at_signing.value not in OUTDATED and subject.as_of.value in OUTDATED:
            if subject.at_signing.reasons[0].phrase == "depends_on_day" or case.looks_back(subject):
                continue
            value = subject.as_of.value
            yield case.finding(rule, subject, reasons=telling(subject.as_of), document=subject.line, value=value)


def upstream_outdated(case: Case, rule: Rule) -> Iterator[Finding]:
    """What a cited document stands on is outdated: by its title, or by its own text where that is at hand."""
    signing = case.signing
    if signing is None:
        return
    ended = [one for one in case.subjects if not one.counted and one.at_signing.value in ("superseded", "repealed")]
    for subject in case.relied_on:
        if subject.at_signing.value in OUTDATED or subject.citation.relation not in DERIVING:
            continue
        for nested in ended:
            if nested.citation.within == subject.index:
                yield _upstream(case, rule, subject, nested.key, nested.at_signing.reasons)
        known = case.corpus.document(subject.key)
        for mention in known.cited if known is not None and known.source != case.digest else ():
            if mention.relation not in DERIVING or mention.aside is not None:
                continue
            verdict = status(mention.key, signing.last, case.register, period=mention.period, title=mention.title)
            if verdict.value in OUTDATED:
                yield _upstream(case, rule, subject, mention.key, verdict.reasons)


def _upstream(case: Case, rule: Rule, subject: Subject, basis: Key, reasons: tuple[Reason, ...]) -> Finding:
    line = citation_line(basis)
    return case.finding(rule, subject, reasons=reasons, document=subject.line, basis=line)


def issuer_ended(case: Case, rule: Rule) -> Iterator[Finding]:
    """The body that issued the cited document is no more on the chosen day."""
    for subject in case.relied_on:
        issuer = subject.citation.issuer
        ended = issuer_end(issuer, case.as_of) if issuer is not None else None
        if issuer is not None and ended is not None:
            yield case.finding(rule, subject, reasons=(ended,), body=issuer.name)


def not_known(case: Case, rule: Rule) -> Iterator[Finding]:
    """How many citations could not be judged, and which: never silent."""
    counted = [one for one in case.subjects if one.counted]
    unknown: dict[Kind, set[str]] = defaultdict(set)
    for one in counted:
        if (kind := one.verdicts.at_signing_kind) is not None:
            unknown[kind].add(one.line)
    open_ones = sum(one.verdicts.at_signing_kind not in (None, "no_force") for one in counted)
    if open_ones:
        reasons = [
            Reason("unknown_ones", (("kind", kind), ("documents", "; ".join(sorted(unknown[kind])))))
            for kind in get_args(Kind)
            if kind in unknown
        ]
        yield case.finding(rule, None, reasons=reasons, unknown=str(open_ones), all=str(len(counted)))


def depends_on_day(case: Case, rule: Rule) -> Iterator[Finding]:
    """In force on some of the days on which the document may have been signed, and not on others."""
    for subject in case.relied_on:
        by_day = subject.at_signing.reasons[0].phrase == "depends_on_day"
        if by_day and subject.citation.relation in DERIVING and not case.looks_back(subject):
            yield case.finding(rule, subject, reasons=subject.at_signing.reasons, document=subject.line)


_PROBABLY_ENDED = frozenset({"ending_some_day", "ended_by_suspended", "later_namesake", "cycle", "told_to_end"})


def end_on_unknown_day(case: Case, rule: Rule) -> Iterator[Finding]:
    """Some text ends the cited document, or a later law bears its name; no source gives the day, or they go round.

    What only a text that is no act tells of is a note, and so is an act that may hold again, for what ended it is
    suspended.
    """
    for subject in case.relied_on:
        if subject.at_signing.value != "unknown":
            continue
        reasons = [reason for reason in subject.at_signing.reasons if reason.phrase in _PROBABLY_ENDED]
        if not points(subject.key):  # it means the law as it stands
            reasons = [reason for reason in reasons if reason.phrase != "later_namesake"]
        if reasons and not case.looks_back(subject):
            told = all(reason.phrase in ("told_to_end", "ended_by_suspended") for reason in reasons)
            severity = "note" if told else _severity(case, rule, subject)
            yield case.finding(rule, subject, severity=severity, reasons=reasons, document=subject.line)


FINDERS: dict[str, Callable[[Case, Rule], Iterator[Finding]]] = {
    "S101": _ended("superseded"),
    "S102": _ended("repealed"),
    "S103": lapsed,
    "S106": not_yet_in_force,
    "S107": outdated_since,
    "S108": upstream_outdated,
    "S109": issuer_ended,
    "S110": not_known,
    "S111": depends_on_day,
    "S112": end_on_unknown_day,
}
