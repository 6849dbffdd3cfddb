"""Plans with planted defects: every one is found, and no error is raised that the table does not expect."""

from __future__ import annotations

import csv
from collections import defaultdict
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from extract import extract, read
from kg.check import Finding, check, rules
from kg.law.register import load_register

CORPUS = Path(__file__).parent / "check_corpus"
with (CORPUS / "expected.csv").open(encoding="utf-8", newline="") as _file:
    ROWS = list(csv.DictReader(_file))
RUNS: dict[str, list[str]] = defaultdict(list)
for _row in ROWS:
    RUNS[_row["run"] or _row["file"]].append(_row["file"])


@cache
def findings(run: str) -> tuple[Finding, ...]:
    sources = [read(CORPUS / "plans" / name) for name in dict.fromkeys(RUNS[run])]
    report = check([(source, extract(source)) for source in sources], load_register(), as_of=date(2026, 6, 1))
    return tuple(report.findings)


def of_file(row: dict[str, str]) -> list[Finding]:
    return [one for one in findings(row["run"] or row["file"]) if Path(one.path).name == row["file"]]


def say(found: list[Finding]) -> str:
    return "; ".join(f"{one.code} {one.severity} {one.quote!r}" for one in found)


@pytest.mark.parametrize("row", [row for row in ROWS if row["severity"] != "absent"], ids=lambda row: row["file"])
def test_planted_defects_are_found(row: dict[str, str]) -> None:
    found = of_file(row)
    hits = [one for one in found if one.code == row["code"] and row["words"] in " ".join(one.quote.split())]
    assert hits, say(found)
    assert not row["severity"] or hits[0].severity == row["severity"]


@pytest.mark.parametrize("row", [row for row in ROWS if row["severity"] == "absent"], ids=lambda row: row["file"])
def test_look_alikes_are_left_alone(row: dict[str, str]) -> None:
    found = of_file(row)
    unwanted = [one for one in found if one.severity != "note"] if row["code"] == "W" else found
    assert not [one for one in unwanted if row["code"] in (one.code, "W")], say(found)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["file"])
def test_no_error_that_is_not_planted(row: dict[str, str]) -> None:
    expected = {other["code"] for other in ROWS if other["file"] == row["file"] and other["severity"] == "error"}
    assert {one.code for one in of_file(row) if one.severity == "error"} == expected


def test_every_rule_is_planted_and_has_a_look_alike() -> None:
    planted = {row["code"] for row in ROWS if row["severity"] != "absent"}
    spared = {row["code"] for row in ROWS if row["severity"] == "absent"}
    assert set(rules()) <= planted
    assert set(rules()) <= spared


def test_the_corpus_is_large_enough_and_complete() -> None:
    files = {row["file"] for row in ROWS}
    assert files == {path.name for path in (CORPUS / "plans").iterdir()}
    assert len({row["file"] for row in ROWS if row["severity"] != "absent"}) >= 40
    assert len({row["file"] for row in ROWS if row["severity"] == "absent"}) >= 40
