"""Importing facts: the relations of the portal, tables with our columns, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest
from register_rows import EFFECT

from extract.errors import FactError, InputError
from kg.law.portal import read_own, read_relations, write_table
from kg.law.register import fact_of, load_register, read_facts
from kg.law.tables import COLUMNS

SAMPLE = Path(__file__).parent / "register"


def test_import_of_the_portal(tmp_path: Path) -> None:
    """Both directions of one pair give one fact; a label against the days is left out and counted."""
    result = read_relations(SAMPLE / "relationships.csv", SAMPLE / "metadata.csv")
    assert [(r["relation"], r["scope"], r["later_number"], r["earlier_number"]) for r in result.rows] == [
        ("supersedes", "whole", "25/2018/QH14", "03/2011/QH13"),
        ("repeals", "part", "42/2013/QH13", "02/2011/QH13"),
        ("amends", "part", "59/2020/QH14", "25/2018/QH14"),
    ]
    assert result.left_out == {
        "the relation is not a supersession, repeal or amendment": 1,
        "the days contradict the direction of the label": 1,
        "a document is not in the metadata": 1,
    }
    assert {row["mark"] for row in result.rows} == {"S"}
    table = tmp_path / "portal.csv"
    write_table(result, table)
    assert len(load_register(table)) == 3
    with pytest.raises(InputError, match="already there"):
        write_table(result, table)


def test_import_of_a_table_with_our_columns(tmp_path: Path) -> None:
    """In any order of the columns, with others among them; an unsound row is left out and named."""
    theirs, ours = tmp_path / "theirs.csv", tmp_path / "ours.csv"
    columns = ["id", *reversed(COLUMNS["effects"])]
    rows = [EFFECT | {"id": "1"}, EFFECT | {"id": "2", "source": ""}]
    lines = [",".join(f'"{row.get(column, "")}"' for column in columns) for row in rows]
    theirs.write_text("\n".join([",".join(columns), *lines]), encoding="utf-8-sig")
    result = read_own(theirs)
    assert [*result.left_out] == ["row 3: the fact has no source; say in the column 'source' where it can be read."]
    write_table(result, ours)
    assert [*read_facts(ours)] == [fact_of("effects", EFFECT)]


def test_import_of_another_file(tmp_path: Path) -> None:
    other = tmp_path / "x.csv"
    other.write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(FactError, match="columns doc_id, other_doc_id, relationship are missing"):
        read_relations(other, SAMPLE / "metadata.csv")


def test_of_a_table_with_many_unsound_rows_the_first_are_named_and_the_rest_counted(tmp_path: Path) -> None:
    path = tmp_path / "many.csv"
    path.write_text(",".join(COLUMNS["effects"]) + "\n" + ",,,,,,,,,\n" * 5000, encoding="utf-8")
    found = read_own(path)
    assert len(found.left_out) < 50
    assert sum(found.left_out.values()) == 5000
