"""For programs: one JSON object, findings and what they rest on."""

from __future__ import annotations

import json
from dataclasses import asdict

from extract.reading import Place
from kg.check.formats.words import checked, message
from kg.check.records import Finding, Report
from kg.check.rules import rules
from kg.harmless import json_escaped
from kg.wording import Language


def as_json(report: Report, language: Language) -> str:
    """``{"findings": [...], "checked": {...}, "register": {...}}``; Vietnamese letters as they are."""
    day = str(report.register_day) if report.register_day else None
    edition = report.register_edition
    version, until = (edition.version, str(edition.day)) if edition else (None, None)
    whole = {
        "findings": [_finding(finding, language) for finding in report.findings],
        "checked": dict(checked(report)),
        "kinds": report.kinds(),
        "register": {"day": day, "facts": report.register_facts, "version": version, "read_until": until},
    }
    return json_escaped(json.dumps(whole, ensure_ascii=False, indent=1)) + "\n"


def _finding(finding: Finding, language: Language) -> dict[str, object]:
    verdicts = finding.verdicts
    return {
        "code": finding.code,
        "name": rules()[finding.code].name,
        "severity": finding.severity,
        "message": message(finding, language),
        "path": finding.path,
        "line": finding.line,
        "column": finding.column,
        **_paged(finding.place),
        "start": finding.start,
        "end": finding.end,
        "quote": finding.quote,
        "also": [
            {"line": spot.place.line, "column": spot.place.column, **_paged(spot.place), "start": spot.start}
            | {"end": spot.end, "quote": spot.quote}
            for spot in finding.also
        ],
        "citation": finding.citation,
        "verdict": asdict(verdicts) if verdicts else None,
        "reasons": [reason.text(language) for reason in finding.reasons],
        "suggestion": finding.suggestion.diff if finding.suggestion else None,
    }


def _paged(place: Place) -> dict[str, int]:
    return {name: number for name in ("page", "paragraph") if (number := getattr(place, name)) is not None}
