"""What a check gives: findings, each with its place, verdicts, reasons and suggestion, and the report of a run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from extract.reading import Place
from kg.identity.keys import Key
from kg.law.edition import Edition
from kg.law.verdicts import Kind, Reason, Value, end_may_be_missing
from kg.severity import SEVERITIES, Severity


@dataclass(frozen=True, slots=True)
class Verdicts:
    """The two clocks: what held on the day of signing, and what holds on the chosen day.

    ``at_signing`` is "unknown" where the signing day is not known and decides. The kinds say which "unknown" it is.
    """

    at_signing: Value
    as_of: Value
    at_signing_kind: Kind | None = None
    as_of_kind: Kind | None = None


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What to write instead of the text at ``start:end``. Never written into the user's file unasked."""

    start: int
    end: int
    before: str
    after: str

    @property
    def diff(self) -> str:
        """As two lines, the old one and the new one."""
        return f"- {' '.join(self.before.split())}\n+ {self.after}"


@dataclass(frozen=True, slots=True)
class Spot:
    """Words of the text: ``start:end`` are offsets in it, ``place`` is where a person would look."""

    start: int
    end: int
    place: Place
    quote: str
    suggestion: Suggestion | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to look at. ``start:end`` are offsets in the text, ``place`` is where a person would look.

    ``values`` fill the places of the rule's message; ``citation`` is the cited document in proper form, ``about`` its
    key, both None where the finding is about the document itself. ``also`` is where else it is cited so.
    """

    code: str
    severity: Severity
    path: str
    start: int
    end: int
    place: Place
    quote: str
    values: tuple[tuple[str, str], ...] = ()
    citation: str | None = None
    verdicts: Verdicts | None = None
    reasons: tuple[Reason, ...] = ()
    suggestion: Suggestion | None = None
    about: Key | None = None
    also: tuple[Spot, ...] = ()

    @property
    def spot(self) -> Spot:
        """Where it is."""
        return Spot(self.start, self.end, self.place, self.quote, self.suggestion)

    @property
    def spots(self) -> tuple[Spot, ...]:
        """All its places."""
        return (self.spot, *self.also)

    @property
    def line(self) -> int:
        """The line, from 1."""
        return self.place.line

    @property
    def column(self) -> int:
        """The column, from 1."""
        return self.place.column


@dataclass(frozen=True, slots=True)
class Judgement:
    """One citation of a checked document with its two verdicts, for the sheet that lists them all."""

    start: int
    place: Place
    quote: str
    citation: str
    verdicts: Verdicts
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Checked:
    """One document as checked: what it is, when it was signed, its text, every citation judged, and the findings."""

    path: str
    text: str
    title: str | None
    signed: tuple[date, date] | None
    judgements: tuple[Judgement, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """The outcome of a run. ``failures`` are sentences about files that could not be read at all.

    ``accepted`` counts the findings that a baseline covers, ``stale`` are its entries that cover nothing any more.
    """

    documents: tuple[Checked, ...]
    as_of: date
    register_day: date | None
    register_facts: int
    register_edition: Edition | None = None
    failures: tuple[str, ...] = ()
    accepted: int = 0
    stale: tuple[str, ...] = ()

    @property
    def findings(self) -> Iterator[Finding]:
        """All findings, in the order of the files and of the text."""
        return (finding for document in self.documents for finding in document.findings)

    def count(self, *values: Value) -> int:
        """How many citations had one of these verdicts at signing; all, without values."""
        verdicts = [judgement.verdicts.at_signing for document in self.documents for judgement in document.judgements]
        return sum(verdict in values for verdict in verdicts) if values else len(verdicts)

    @property
    def end_may_be_missing(self) -> int:
        """How many citations stood at signing only as far as too few acts were read to tell that none ended them."""
        judged = (judgement for document in self.documents for judgement in document.judgements)
        return sum(end_may_be_missing(one.verdicts.at_signing, one.reasons) for one in judged)

    def kinds(self) -> dict[str, int]:
        """How many citations were unknown at signing in which way, the most first."""
        verdicts = (judgement.verdicts for document in self.documents for judgement in document.judgements)
        found: Counter[str] = Counter(one.at_signing_kind for one in verdicts if one.at_signing_kind is not None)
        return dict(found.most_common())

    def worst(self) -> Severity | None:
        """The gravest severity among the findings, None without any."""
        found = {finding.severity for finding in self.findings}
        return next((severity for severity in SEVERITIES if severity in found), None)
