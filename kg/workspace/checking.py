"""A check as an answer: findings with their places, verdicts and suggestions, and how much was judged."""

from __future__ import annotations

from dataclasses import astuple, dataclass, field
from datetime import date
from typing import ClassVar

from kg.check.formats.words import checked, message
from kg.check.records import Finding, Report, Spot
from kg.check.rules import rules
from kg.law.verdicts import Kind, Value
from kg.render.blocks import Block, Line, Table, columns
from kg.render.result import Result
from kg.render.shapes import INNER
from kg.severity import Severity
from kg.wording import Language, in_language

_COLUMNS = columns(
    "code", ("severity", "severity"), "message", "path", "line", "column", "page", "paragraph", "quote", "citation",
    ("at_signing", "value"), ("as_of", "value"), "reasons", "suggestion", "also",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Judged:
    """The two clocks: the day of signing, and the chosen day; and which kind of "unknown" each is."""

    at_signing: Value
    as_of: Value
    at_signing_kind: Kind | None
    as_of_kind: Kind | None


@dataclass(frozen=True, slots=True)
class Again:
    """Where else the document of a finding is cited so; places as in the finding."""

    line: int
    column: int
    page: int | None
    paragraph: int | None
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class CheckFinding:
    """One thing to look at. ``line`` and ``column`` count from 1, ``start`` and ``end`` are offsets in the text;
    ``page`` and ``paragraph`` None where the file knows none; ``also`` is where else the document is cited so;
    ``suggestion`` is a diff of two lines."""

    code: str
    name: str
    severity: Severity
    message: str
    path: str
    line: int
    column: int
    page: int | None
    paragraph: int | None
    start: int
    end: int
    quote: str
    citation: str | None
    verdict: Judged | None
    reasons: tuple[str, ...]
    suggestion: str | None
    also: tuple[Again, ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """By which facts it was judged: how many, and the day of the latest document among those with an effect.

    ``version`` and ``read_until`` are those of the register that comes along: up to when acts were read for it.
    """

    day: date | None
    facts: int
    version: str | None
    read_until: date | None


@dataclass(frozen=True, slots=True)
class Check(Result):
    """The outcome of a check: what was found, how many citations were judged and how, what could not be read.

    ``kinds`` tells the unknown ones apart; ``end_may_be_missing`` are those of the ones in force of which an end may be
    missing, for too few of the acts that could have made it were read.
    """

    KIND: ClassVar[str] = "check"

    as_of: date
    findings: tuple[CheckFinding, ...]
    checked: dict[str, int]
    end_may_be_missing: int
    kinds: dict[str, int]
    register: Facts
    failures: tuple[str, ...]
    accepted: int
    report: Report = field(repr=False, compare=False, metadata=INNER)

    def blocks(self, language: Language) -> tuple[Block, ...]:
        """One finding a row."""
        return (self.table(), *map(Line, self.failures))

    def table(self) -> Table:
        """One finding a row."""
        return Table(_COLUMNS, tuple(map(_cells, self.findings)))


def _cells(one: CheckFinding) -> tuple[str | int | None, ...]:
    verdict = (one.verdict.at_signing, one.verdict.as_of) if one.verdict else (None, None)
    return (
        one.code, one.severity, one.message, one.path, one.line, one.column, one.page, one.paragraph,
        " ".join(one.quote.split()), one.citation, *verdict, "; ".join(one.reasons), one.suggestion,
        "; ".join(f"{spot.line}:{spot.column}" for spot in one.also) or None,
    )  # fmt: skip


def check_of(report: Report, language: Language) -> Check:
    """A report as an answer, its sentences in the language."""
    return Check(
        as_of=report.as_of,
        findings=tuple(_finding(one, language) for one in report.findings),
        checked=dict(checked(report)),
        end_may_be_missing=report.end_may_be_missing,
        kinds=dict(report.kinds()),
        register=Facts(
            report.register_day,
            report.register_facts,
            report.register_edition.version if report.register_edition else None,
            report.register_edition.day if report.register_edition else None,
        ),
        failures=tuple(in_language(failure, language) for failure in report.failures),
        accepted=report.accepted,
        report=report,
    )


def _finding(finding: Finding, language: Language) -> CheckFinding:
    verdicts = finding.verdicts
    return CheckFinding(
        code=finding.code,
        name=rules()[finding.code].name,
        severity=finding.severity,
        message=message(finding, language),
        path=finding.path,
        line=finding.line,
        column=finding.column,
        page=finding.place.page,
        paragraph=finding.place.paragraph,
        start=finding.start,
        end=finding.end,
        quote=finding.quote,
        citation=finding.citation,
        verdict=Judged(*astuple(verdicts)) if verdicts else None,
        reasons=tuple(reason.text(language) for reason in finding.reasons),
        suggestion=finding.suggestion.diff if finding.suggestion else None,
        also=tuple(map(_again, finding.also)),
    )


def _again(spot: Spot) -> Again:
    place = spot.place
    return Again(place.line, place.column, place.page, place.paragraph, spot.start, spot.end, spot.quote)
