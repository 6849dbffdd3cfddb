"""A user's queries: what is refused, what bounds hold, and that every named query answers its question."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest

import kg
from extract.errors import CancuError, QueryError
from kg.answers.reference import find_document
from kg.resources import query_files
from kg.storage.opening import open_store
from kg.storage.querying import Answer, answer, filled, find_query, parse_query
from kg.storage.store import Store
from kg.wording import LANGUAGES


@pytest.fixture(scope="module")
def store(sample_store: Path) -> Iterator[Store]:
    with open_store(sample_store) as opened:
        yield opened


def test_rows_are_bounded(store: Store) -> None:
    found = answer(store, "SELECT * WHERE { ?s ?p ?o }", rows=7)
    assert (len(found.rows), found.cut) == (7, True)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ASK { ?s a cancu:Document }", Answer(("answer",), (("true",),))),
        ("SELECT ?x WHERE {}", Answer(("x",), ((None,),))),
        ("SELECT (1/0 AS ?x) WHERE {}", Answer(("x",), ((None,),))),
        ("CONSTRUCT { <a:s> <a:p> 'o' } WHERE {}", Answer(("subject", "predicate", "object"), (("a:s", "a:p", "o"),))),
    ],
)
def test_every_kind_of_answer(store: Store, text: str, expected: Answer) -> None:
    assert answer(store, text) == expected


def test_a_file_that_is_no_query_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "wide.rq").write_bytes("# vi: đ".encode("utf-16"))
    with pytest.raises(CancuError, match="is not UTF-8"):
        find_query(str(tmp_path / "wide.rq"))
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "fifo.rq")
    for name in (str(tmp_path / "fifo.rq"), "/dev/zero", str(tmp_path), "x" * 5_000, "a\0b"):
        with pytest.raises(CancuError):
            find_query(name)


def rows(store: Store, name: str, **needs: str) -> list[dict[str, str | None]]:
    found = answer(store, filled(find_query(name), **needs))
    return [dict(zip(found.columns, row, strict=True)) for row in found.rows]


@pytest.mark.parametrize("name", query_files())
def test_a_named_query_has_titles_and_runs(store: Store, name: str) -> None:
    query = find_query(name)
    assert query.title_vi
    assert re.search("[à-ỹ]", query.title_vi), "a title in Vietnamese"
    assert query.title_en
    ref = find_document(store, "33/CT-TTg").id
    assert rows(store, name, ref=ref, day="2020-01-01"), "an answer on the samples"


@pytest.mark.parametrize("name", list(query_files()))
def test_a_named_query_reads_in_either_language_and_is_the_same_for_programs(store: Store, name: str) -> None:
    with kg.open(store, as_of="2026-06-01") as work:
        found = work.query(find_query(name), ref="33/CT-TTg", day="2020-01-01")
    table = found.table()
    assert table.names == found.columns
    assert [dict(zip(table.names, row, strict=True)) for row in table.rows] == [dict(row) for row in found.rows]
    heads = {language: [column.heading(language) for column in table.columns] for language in LANGUAGES}
    assert all(vi != en for vi, en in zip(heads["vi"], heads["en"], strict=True))
    said = " ".join(cell for row in table.worded("vi") for cell in row)
    assert not re.search(r"\bcommune\b|\bprovince\b|(?<![:./-])\b20\d\d-\d\d-\d\d\b(?![;.])", said)


def test_plans_that_derive(store: Store) -> None:
    found = rows(store, "derived-from", ref=find_document(store, "33/CT-TTg").id)
    assert len({row["document"] for row in found}) == 5


def test_most_cited_bases_by_level(store: Store) -> None:
    commune = [row for row in rows(store, "most-cited-bases") if row["level"] == "commune"]
    assert commune[0]["documents"] == "4"
    assert {row["level"] for row in rows(store, "most-cited-bases")} == {"commune", "province"}


def test_chains_by_province(store: Store) -> None:
    found = rows(store, "chains-by-province")
    assert {row["province"] for row in found} == {"tỉnh Lạng Sơn"}
    assert any("179/KH-UBND" in str(row["document"]) and "61/KH-UBND" in str(row["through"]) for row in found)


def test_cited_and_never_seen(store: Store) -> None:
    found = rows(store, "cited-unseen")
    assert found[0]["files"] == "5"
    assert not any("61/KH-UBND" in str(row["label"]) and "Lạng Sơn" in str(row["label"]) for row in found)


def test_conflicts_of_dates(store: Store) -> None:
    found = rows(store, "date-conflicts")
    law, directive = {"2022", "2022-11-10", "2023-07-01"}, {"2023-09-27"}  # which the register knows as 2023-10-27
    assert {row["date"] for row in found} == law | directive


def test_active_bodies(store: Store) -> None:
    found = rows(store, "active-bodies")
    assert len(found) == 5
    assert sum(int(str(row["documents"])) for row in found) == 5


def test_ended_bodies_and_what_became_of_them(store: Store) -> None:
    found = [row for row in rows(store, "ended-bodies") if "69/KH-UBND" in str(row["quote"])]
    assert {row["until"] for row in found} == {"2025-06-30"}
    assert {row["issuer"] for row in found} == {"Ủy ban nhân dân huyện Văn Quan"}
    assert "xã Văn Quan" in str(found[0]["successors"])


def test_new_since_a_day(store: Store) -> None:
    dates = [str(row["date"]) for row in rows(store, "new-since", day="2026-02-04")]
    assert dates == sorted(dates, reverse=True)
    assert dates[-1] == "2026-02-04"


def test_what_a_query_needs_is_asked_for() -> None:
    query = parse_query("# vi: x\n# en: y\n# needs: ref, day\nSELECT * { ?ref ?p ?day . ?refs ?days 1 }")
    with pytest.raises(QueryError, match="needs --ref"):
        filled(query)
    text = filled(query, ref="urn:a", day="2026-01-01")
    assert '{ <urn:a> ?p "2026-01-01"^^xsd:date . ?refs ?days 1 }' in text
    with pytest.raises(QueryError, match="--ref"):
        filled(query, ref="a> } ; DROP ALL", day="2026-01-01")


def test_the_graph_survives_every_format(store: Store) -> None:
    quads = set(store.quads())
    for form in (ox.RdfFormat.N_QUADS, ox.RdfFormat.TRIG, ox.RdfFormat.JSON_LD):
        written = ox.serialize(quads, format=form)
        assert written is not None
        assert set(ox.parse(written, format=form)) == quads
