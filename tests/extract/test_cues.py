"""Every cue of ``cues.csv`` proves itself: its example needs it, its counterexample is not misled by it."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from extract import Extraction, InputError, extract
from extract.roles.cues import Cue, Vocabulary, load_cues, standard

CUES = standard().cues
BY_ID = {cue.id: cue for cue in CUES}


def read(example: str, vocabulary: Vocabulary | None = None) -> Extraction:
    """The record of an example; "¶" ends a line."""
    return extract("Nội dung.\n" + example.replace("¶", "\n"), vocabulary)


def said(record: Extraction) -> object:
    """All that roles say of a text."""
    return [(c.relation, c.trigger) for c in record.citations], record.stated


@pytest.mark.parametrize("cue", CUES, ids=lambda cue: cue.id)
def test_an_example_breaks_without_its_row(cue: Cue) -> None:
    whole, without = read(cue.example), read(cue.example, Vocabulary(one for one in CUES if one.id != cue.id))
    assert whole.citations[0].relation == cue.gives
    assert said(whole) != said(without)


@pytest.mark.parametrize("cue", [cue for cue in CUES if cue.counterexample], ids=lambda cue: cue.id)
def test_a_counterexample_is_read_otherwise(cue: Cue) -> None:
    assert read(cue.counterexample).citations[0].relation == cue.then


def test_rows_name_rows_that_exist() -> None:
    assert len(BY_ID) == len(CUES)
    assert {name for cue in CUES for name in cue.beats} <= {"*", *BY_ID}


def test_a_row_of_ones_own_is_tried_without_touching_the_package(tmp_path: Path) -> None:
    text = "Nội dung.\nDẹp bỏ Quyết định số 12/2018/QĐ-UBND."
    table = tmp_path / "mine.csv"
    with table.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.DictWriter(lines, ["id", "words", "meaning"])
        writer.writeheader()
        writer.writerow({"id": "sweep", "words": "dẹp [bỏ]", "meaning": "repeals"})
    assert extract(text).citations[0].relation == "cites"
    record = extract(text, Vocabulary([*CUES, *load_cues(table)]))
    assert [(s.relation, s.scope) for s in record.stated] == [("repeals", "whole")]


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("x,dẹp,ends", "no meaning is called ends"),
        ("x,,repeals", "row x has no words"),
        ("x,dẹp {number},repeals", "no slot is called number"),
    ],
)
def test_a_malformed_row_is_named(tmp_path: Path, row: str, why: str) -> None:
    table = tmp_path / "mine.csv"
    table.write_text(f"id,words,meaning\n{row}\n", encoding="utf-8")
    with pytest.raises(InputError, match=why):
        load_cues(table)
