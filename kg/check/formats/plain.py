"""For a terminal: one block a finding with the passage and a caret under it, or one line a finding."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from kg.check.formats.words import beside, elsewhere, message, summary
from kg.check.records import Checked, Finding, Report, Verdicts
from kg.check.rules import rules
from kg.harmless import visible
from kg.law.verdicts import worded
from kg.wording import Language, day_in, say

_BEFORE, _AFTER = 50, 70
"""How much of a long line is shown around the place, in characters."""


def concise(report: Report, language: Language) -> str:
    """One line a finding: path:line:column: severity CODE message."""
    lines = [
        _plain(f"{one.path}:{one.line}:{one.column}: {one.severity} {one.code} {message(one, language)}")
        + beside(one, language)
        + (f" ({more})" if (more := elsewhere(one, language)) else "")
        for one in report.findings
    ]
    return visible("\n".join([*lines, *summary(report, language)])) + "\n"


def full(report: Report, language: Language) -> str:
    """A block a finding: message, passage with caret, verdicts, reasons, suggestion."""
    blocks = [
        "\n".join(_block(document, finding, language)) for document in report.documents for finding in document.findings
    ]
    return visible("\n\n".join([*blocks, "\n".join(summary(report, language))])) + "\n"


def _block(document: Checked, finding: Finding, language: Language) -> Iterator[str]:
    yield f"{finding.severity}[{finding.code}] {rules()[finding.code].name}: {_plain(message(finding, language))}"
    yield f"  --> {_plain(finding.path)}:{finding.line}:{finding.column}{beside(finding, language)}"
    number = str(finding.line)
    margin = " " * len(number)
    passage, caret = _passage(document.text, finding.start, finding.end)
    yield f"{margin} |"
    yield f"{number} | {passage}"
    yield f"{margin} | {caret}"
    if finding.verdicts is not None:
        yield f"{margin} = {_clocks(document, finding.verdicts, language)}"
    if more := elsewhere(finding, language):
        yield f"{margin} = {more}"
    for reason in finding.reasons:
        yield f"{margin} = {_plain(reason.text(language))}"
    if finding.suggestion is not None:
        yield f"{margin} = {say('instead', language)}"
        for line in finding.suggestion.diff.splitlines():
            yield f"{margin}   {_plain(line)}"


def _clocks(document: Checked, verdicts: Verdicts, language: Language) -> str:
    at_signing = worded(verdicts.at_signing, verdicts.at_signing_kind, language)
    as_of = worded(verdicts.as_of, verdicts.as_of_kind, language)
    return say("clocks", language, signed=_signed(document, language), at_signing=at_signing, as_of=as_of)


def _signed(document: Checked, language: Language) -> str:
    if document.signed is None:
        return "?"
    first, last = (day_in(day, language) for day in document.signed)
    return first if first == last else f"{first}…{last}"


def _passage(text: str, start: int, end: int) -> tuple[str, str]:
    """The line that holds ``start``, cut to a window, and a caret line under what is marked of it."""
    line_start = text.rfind("\n", 0, start) + 1
    line_end = text.find("\n", start)
    line_end = len(text) if line_end < 0 else line_end
    first, last = max(line_start, start - _BEFORE), min(line_end, max(end, start + 1) + _AFTER)
    before, after = "…" if first > line_start else "", "…" if last < line_end else ""
    marked = _plain(text[start : min(end, line_end)])
    passage = f"{before}{_plain(text[first:last])}{after}"
    caret = " " * (_width(before) + _width(_plain(text[first:start]))) + "^" * max(1, _width(marked))
    return passage, caret


def _plain(text: str) -> str:
    """The text on one line, as long as before, without what moves the cursor or changes colours."""
    return visible(text).translate({ord("\n"): " ", ord("\t"): " "})


def _width(text: str) -> int:
    """How many columns the text takes: combining marks take none."""
    return sum(not unicodedata.combining(letter) for letter in text)
