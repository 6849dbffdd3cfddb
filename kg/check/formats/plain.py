"""For people: a block a finding with the passage and carets under it, fitted to a width; or one line a finding."""

from __future__ import annotations

from collections.abc import Iterator

from kg.check.formats.words import UNKNOWN, beside, elsewhere, message, named, rank, signed, summary
from kg.check.records import Checked, Finding, Report, Verdicts
from kg.harmless import clean, visible
from kg.law.verdicts import worded
from kg.render.blocks import Tone
from kg.render.excerpt import excerpt_of, fitted
from kg.render.terminal import LEAST, broken, painted
from kg.severity import Severity
from kg.wording import Language, say

WIDTH = 120
"""Columns of what goes into a file or a pipe."""

_TONES: dict[Severity, Tone] = {"error": "bad", "warning": "doubt", "note": "note"}


def concise(report: Report, language: Language) -> str:
    """One line a finding: path:line:column: severity CODE message."""
    lines = [
        _plain(
            f"{named(one.path, language)}:{one.line}:{one.column}: {say(f'severity.{one.severity}', language).lower()} "
            f"{one.code} {message(one, language)}"
        )
        + beside(one, language)
        + (f" ({more})" if (more := elsewhere(one, language)) else "")
        for one in report.findings
    ]
    return visible("\n".join([*lines, *summary(report, language)])) + "\n"


def _plain(text: str) -> str:
    """The text on one line, as long as before, without what moves the cursor or changes colours."""
    return visible(text).translate({ord("\n"): " ", ord("\t"): " "})


def full(report: Report, language: Language) -> str:
    """A block a finding: message, passage with carets, verdicts, reasons, suggestion; then what is not known."""
    return "\n".join(screen(report, language, WIDTH)) + "\n"


def screen(
    report: Report, language: Language, width: int, *, colour: bool = False, folded: bool = False
) -> Iterator[str]:
    """The same in lines of so many columns; ``folded``: of what is not known only how much."""
    width = max(width, LEAST)
    found = [(document, finding) for document in report.documents for finding in sorted(document.findings, key=rank)]
    for document, finding in sorted(found, key=lambda one: one[1].code == UNKNOWN):
        if finding.code != UNKNOWN or not folded:
            yield from _block(document, finding, language, width, colour)
            yield ""
    if folded and (unknown := [finding for _, finding in found if finding.code == UNKNOWN]):
        for finding in unknown:
            yield from _titled(
                finding, f"{named(finding.path, language)}: {message(finding, language)}", language, width, colour
            )
        yield ""
    for line in summary(report, language):
        yield from broken(visible(line), width, "", "  ")
    if found:
        gravest = min(report.findings, key=rank).code
        yield from painted(broken(say("check.explain", language, code=gravest), width), "faint", colour)


def _titled(finding: Finding, text: str, language: Language, width: int, colour: bool) -> Iterator[str]:
    """The message, its severity in colour before it."""
    head = f"{say(f'severity.{finding.severity}', language).lower()}[{finding.code}]"
    first, *others = broken(clean(f"{head} {text}"), width, "", "  ")
    (label,) = painted([head], _TONES[finding.severity], colour)
    yield label + first.removeprefix(head)
    yield from others


def _block(document: Checked, finding: Finding, language: Language, width: int, colour: bool) -> Iterator[str]:
    tone = _TONES[finding.severity]
    yield from _titled(finding, message(finding, language), language, width, colour)
    number = str(finding.line)
    margin = " " * len(number)
    place = f"{named(finding.path, language)}:{finding.line}:{finding.column}{beside(finding, language)}"
    yield from painted(broken(_plain(place), width, f"{margin}--> ", f"{margin}    "), "faint", colour)
    yield f"{margin} |"
    passage = excerpt_of(document.text, finding.start, finding.end)
    for at, (shown, carets) in enumerate(fitted(passage, width - len(margin) - 3)):
        yield f"{margin if at else number} | {shown}"
        if carets:
            (marks,) = painted([carets], tone, colour)
            yield f"{margin} | {marks}"
    said = [] if finding.verdicts is None else [_clocks(document, finding.verdicts, language)]
    said += filter(None, [elsewhere(finding, language)])
    for sentence in (*said, *(reason.text(language) for reason in finding.reasons)):
        yield from broken(clean(sentence), width, f"{margin} = ", f"{margin}   ")
    if finding.suggestion is not None:
        yield f"{margin} = {say('instead', language)}"
        for line in finding.suggestion.diff.splitlines():
            lines = broken(clean(line), width, f"{margin}   ", f"{margin}     ")
            yield from painted(lines, "good" if line.startswith("+") else "bad", colour)


def _clocks(document: Checked, verdicts: Verdicts, language: Language) -> str:
    at_signing = worded(verdicts.at_signing, verdicts.at_signing_kind, language)
    as_of = worded(verdicts.as_of, verdicts.as_of_kind, language)
    phrase = "clocks.alike" if at_signing == as_of else "clocks"
    return say(phrase, language, signed=signed(document, language), at_signing=at_signing, as_of=as_of)
