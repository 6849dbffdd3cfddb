"""The sentences that all formats share: messages, summaries, and the counts of a report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from extract.reading import NAME_OF_INPUT, Place
from kg.check.records import Checked, Finding, Report
from kg.check.rules import rules
from kg.identity.keys import is_day
from kg.law.verdicts import OUTDATED
from kg.severity import SEVERITIES
from kg.wording import Language, day_in, in_language, number_in, place_in, say

UNKNOWN = "S110"
"""The rule that tells what could not be judged."""


def rank(finding: Finding) -> tuple[bool, int]:
    """Where a reader wants it: the gravest first, what is not known last, for it is nothing to mend."""
    return finding.code == UNKNOWN, SEVERITIES.index(finding.severity)


def message(finding: Finding, language: Language) -> str:
    """The rule's sentence with what this finding fills in; day values and verdicts in the language."""
    values = {name: _written(name, value, language) for name, value in finding.values}
    return rules()[finding.code].message.in_language(language).format(**values)


def place(found: Place, language: Language) -> str:
    """Page and paragraph as far as the file knows them ("trang 3, đoạn 12"), else the line."""
    known = place_in(found.page, found.paragraph, language)
    return known or say("place.line", language, number=str(found.line))


def beside(finding: Finding, language: Language) -> str:
    """What to say beside line and column: " (trang 3, đoạn 12)", nothing where the file knows lines only."""
    known = finding.place.page or finding.place.paragraph
    return f" ({place(finding.place, language)})" if known else ""


def elsewhere(finding: Finding, language: Language) -> str:
    """Its other places: "còn ở: dòng 12; dòng 40"; "" where there is none."""
    places = "; ".join(dict.fromkeys(place(spot.place, language) for spot in finding.also))
    return say("also", language, places=places) if places else ""


def named(path: str, language: Language) -> str:
    """What a file is called."""
    return in_language(path, language) if path == NAME_OF_INPUT else path


def signed(document: Checked, language: Language) -> str:
    """The day of signing, or the first and the last of those that it may be."""
    if document.signed is None:
        return say("clocks.no_day", language)
    first, last = (day_in(day, language) for day in document.signed)
    return first if first == last else f"{first}…{last}"


def _written(name: str, value: str, language: Language) -> str:
    if name in ("known", "own") and is_day(value):
        return day_in(value, language)
    if name == "value":
        return say(f"value.{value}", language)
    if name in ("what", "level", "breach", "relation"):
        return say(f"{name}.{value}", language)
    return in_language(value, language).rstrip(".") if name == "warning" else value


def checked(report: Report) -> Mapping[str, int]:
    """How many citations were judged, and with what outcome on the day of signing.

    ``outdated`` are those not to be relied on then: superseded, repealed, lapsed, or not yet in force.
    """
    unknown, outdated = report.count("unknown"), report.count(*OUTDATED, "not_yet_in_force")
    every = report.count()
    return {"citations": every, "in_force": every - unknown - outdated, "outdated": outdated, "unknown": unknown}


def summary(report: Report, language: Language) -> list[str]:
    """What was found, what was judged and what could not be: the last lines for a reader."""
    severities = Counter(finding.severity for finding in report.findings)
    counts = {severity: number_in(severities[severity], language) for severity in SEVERITIES}
    lines = [say("summary.found", language, files=number_in(len(report.documents), language), **counts)]
    kinds = report.kinds()
    no_force = kinds.get("no_force", 0)
    judged = {**checked(report), "no_force": no_force}
    judged["unknown"] -= no_force
    lines.append(
        say(
            "summary.judged",
            language,
            day=day_in(str(report.register_day or ""), language),
            facts=number_in(report.register_facts, language),
            **{name: number_in(count, language) for name, count in judged.items()},
        )
    )
    if missing := report.end_may_be_missing:
        lines.append(say("summary.end_may_be_missing", language, count=number_in(missing, language)))
    for kind, count in kinds.items():
        if kind != "no_force":
            lines.append(
                say("summary.kind", language, count=number_in(count, language), kind=say(f"kind.{kind}", language))
            )
    edition = report.register_edition
    if edition is not None and (days := edition.age(report.as_of)) is not None:
        day = day_in(edition.day, language)
        lines.append(say("summary.old", language, version=edition.version, day=day, days=str(days)))
    if report.accepted:
        lines.append(say("summary.accepted", language, accepted=str(report.accepted)))
    lines.extend(say("summary.stale", language, entry=entry) for entry in report.stale)
    return lines
