"""Mentions of real documents against what a reader took them for, and what such a measure refuses."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

import kg
from extract.errors import InputError
from kg.building.identity_gold import COLUMNS, identified, load_mentions
from kg.cli import app
from kg.law.register import Register, load_register

GOLD = Path(__file__).parents[1] / "gold" / "identity" / "laws-and-numbers.csv"


def test_real_mentions_find_what_a_reader_took_them_for() -> None:
    figures = identified(load_mentions(GOLD), load_register()).figures
    assert figures["pairs"] >= 230
    assert figures["all_p"] >= 0.975
    assert figures["all_r"] >= 0.965
    assert figures["number_p"] == figures["dated_p"] == 1.0
    assert figures["number_r"] >= 0.985  # 02/2025/NĐ-CP without a day: two decrees bear it


def test_what_a_reading_taught_stays_learned() -> None:
    """A day behind an act's title that ends in a law's name founds no law; what was right stays together."""
    figures = identified(load_mentions(GOLD.with_name("third-draw.csv")), load_register()).figures
    assert figures["title_p"] == figures["title_r"] == figures["number_p"] == figures["number_r"] == 1.0


def test_a_table_of_mentions_needs_no_texts(tmp_path: Path) -> None:
    few = tmp_path / "few.csv"
    few.write_text("".join(GOLD.read_text(encoding="utf-8").splitlines(keepends=True)[:20]), encoding="utf-8")
    done = CliRunner().invoke(app, ["evaluate", str(few), "--language", "en"])
    assert done.exit_code == 0, done.output
    assert "all_p" in done.output


def row(mention: str, document: str, **said: str) -> dict[str, str]:
    known = {"mention": mention, "document": document, "kind": "k", "type": "Chỉ thị"}
    return dict.fromkeys(COLUMNS, "") | known | said


def test_pairs_count_by_what_was_put_together_and_what_belongs_together() -> None:
    day = {"number": "33/CT-TTg", "date": "2021-11-26"}
    other = {"number": "33/CT-TTg", "date": "2026-08-14"}
    found = identified(
        [row("a", "one", **day), row("b", "one", **day), row("c", "two", **day), row("d", "two", **other)], Register()
    )
    assert (found.figures["pairs"], found.figures["k_p"], found.figures["k_r"]) == (2.0, 1 / 3, 0.5)
    assert {(one.document, one.what) for one in found.differences} == {("c", "merged"), ("d", "missed")}


def test_what_was_gained_and_lost_since_an_earlier_run(tmp_path: Path) -> None:
    with kg.open(language="en") as work:
        now = work.evaluate(GOLD)
        earlier = now.to_dict()
        gone = earlier["differences"].pop()
        gained = {"document": "n0", "what": "merged", "start": 1, "quote": "", "expected": None, "found": None}
        earlier["differences"].append(gained)
        (tmp_path / "earlier.json").write_text(json.dumps(earlier), encoding="utf-8")
        against = work.evaluate(GOLD, against=tmp_path / "earlier.json").against
        assert against is not None
        assert [one.document for one in against.gains] == ["n0"]
        assert [one.document for one in against.losses] == [gone["document"]]
        (tmp_path / "earlier.json").write_text("[]", encoding="utf-8")
        with pytest.raises(InputError, match="no evaluation"):
            work.evaluate(GOLD, against=tmp_path / "earlier.json")


def test_another_table_is_refused(tmp_path: Path) -> None:
    (tmp_path / "other.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(InputError, match="no gold of mentions"):
        load_mentions(tmp_path / "other.csv")
