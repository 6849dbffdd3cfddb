"""For code hosts: SARIF 2.1.0, and the annotations of GitHub's workflows."""

from __future__ import annotations

import json
from importlib.metadata import PackageNotFoundError, version
from pathlib import PurePath
from urllib.parse import quote

from kg.check.formats.words import beside, elsewhere, message, place
from kg.check.records import Finding, Report, Spot, Suggestion
from kg.check.rules import Rule, rules
from kg.harmless import json_escaped, visible
from kg.wording import Language, in_language

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def sarif(report: Report, language: Language) -> str:
    """One run with all rules and findings. Columns and offsets count characters, as the run says."""
    indexes = {code: index for index, code in enumerate(rules())}
    run = {
        "tool": {
            "driver": {
                "name": "cancu",
                "version": _version(),
                "rules": [_rule(rule, language) for rule in rules().values()],
            }
        },
        "columnKind": "unicodeCodePoints",
        "invocations": [
            {
                "executionSuccessful": not report.failures,
                "toolExecutionNotifications": [
                    {"level": "error", "message": {"text": in_language(failure, language)}}
                    for failure in report.failures
                ],
            }
        ],
        "results": [_result(finding, indexes[finding.code], language) for finding in report.findings],
    }
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return json_escaped(json.dumps(log, ensure_ascii=False, indent=1)) + "\n"


def _version() -> str:
    try:
        return version("cancu")
    except PackageNotFoundError:
        return "0"


def _rule(rule: Rule, language: Language) -> dict[str, object]:
    return {
        "id": rule.code,
        "name": rule.name,
        "shortDescription": {"text": rule.title.in_language(language)},
        "fullDescription": {"text": f"{rule.what.in_language(language)} {rule.why.in_language(language)}"},
        "help": {"text": rule.todo.in_language(language)},
        "defaultConfiguration": {"level": rule.severity},
    }


def _result(finding: Finding, index: int, language: Language) -> dict[str, object]:
    sentences = [message(finding, language), *(reason.text(language) for reason in finding.reasons)]
    artifact = {"uri": _uri(finding.path)}
    result: dict[str, object] = {
        "ruleId": finding.code,
        "ruleIndex": index,
        "level": finding.severity,
        "message": {"text": "\n".join(sentences)},
        "locations": [_location(finding.spot, artifact, language)],
    }
    if finding.also:
        result["relatedLocations"] = [_location(spot, artifact, language) for spot in finding.also]
    changes = [_change(spot.suggestion) for spot in finding.spots if spot.suggestion is not None]
    if changes:
        result["fixes"] = [{"artifactChanges": [{"artifactLocation": artifact, "replacements": changes}]}]
    return result


def _location(spot: Spot, artifact: dict[str, str], language: Language) -> dict[str, object]:
    region = {
        "startLine": spot.place.line,
        "startColumn": spot.place.column,
        "charOffset": spot.start,
        "charLength": spot.end - spot.start,
        "snippet": {"text": spot.quote},
    }
    location: dict[str, object] = {"physicalLocation": {"artifactLocation": artifact, "region": region}}
    if spot.place.page or spot.place.paragraph:
        location["message"] = {"text": place(spot.place, language)}
    return location


def _change(one: Suggestion) -> dict[str, object]:
    deleted = {"charOffset": one.start, "charLength": one.end - one.start}
    return {"deletedRegion": deleted, "insertedContent": {"text": one.after}}


def _uri(path: str) -> str:
    plain = PurePath(path)
    return plain.as_uri() if plain.is_absolute() else quote(plain.as_posix())


def github(report: Report, language: Language) -> str:
    """One workflow command a finding: ``::error file=...,line=...::message``."""
    names = {"error": "error", "warning": "warning", "note": "notice"}
    lines = [
        f"::{names[one.severity]} file={_property(one.path)},line={one.line},col={one.column},title={one.code}"
        f"::{_data(message(one, language))}{beside(one, language)}{_more(one, language)}"
        for one in report.findings
    ]
    return visible("".join(line + "\n" for line in lines))


def _more(finding: Finding, language: Language) -> str:
    places = elsewhere(finding, language)
    return f" ({_data(places)})" if places else ""


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
