"""A user's queries: what is refused, what bounds hold, and that every named query answers its question."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest

from extract.errors import QueryError
from kg.answers.reference import find_document
from kg.building.build import build
from kg.resources import data_file, query_files
from kg.storage.opening import open_store
from kg.storage.querying import LONGEST, Answer, answer, answer_in_time, filled, find_query, parse_query, refuse
from kg.storage.store import Store

CHANGING = ["INSERT DATA { <a:a> <a:b> 1 }", "DELETE WHERE { ?s ?p ?o }", "LOAD <http://a/>", "CLEAR ALL", "DROP ALL",
            "CREATE GRAPH <a:g>", "COPY <a:g> TO <a:h>", "WITH <a:g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
            "PREFIX x: <y:>\n# a comment\nBASE <z:> insert data { x:a x:b x:c }"]  # fmt: skip
REACHING = ["SELECT * { SERVICE <http://a/> { ?s ?p ?o } }", "SELECT*{service<http://a/>{?s ?p ?o}}",
            "SELECT * { SERVICE SILENT ?where { ?s ?p ?o } }", "ASK {\nSERVICE\n<http://a/> {} }"]  # fmt: skip
HARMLESS = ["SELECT ?service { ?service ?p 'SERVICE' }", 'SELECT * { ?s <http://a/SERVICE#x> "a \\" SERVICE <b>" }',
            "SELECT * { ?s ?p ?o } # SERVICE", "PREFIX ex: <a:> SELECT * { ex:service ?p ex:SERVICE-1 }",
            'SELECT * { ?s ?p """SERVICE " DROP ALL""" }', "SELECT ?insert { ?insert ?p 'DELETE' }"]  # fmt: skip


@pytest.mark.parametrize("text", CHANGING)
def test_what_would_change_the_store_is_refused(text: str) -> None:
    with pytest.raises(QueryError, match="would change the store"):
        refuse(text)


@pytest.mark.parametrize("text", REACHING)
def test_what_would_reach_for_the_network_is_refused(text: str) -> None:
    with pytest.raises(QueryError, match="network"):
        refuse(text)


@pytest.mark.parametrize("text", HARMLESS)
def test_harmless_words_are_not_refused(text: str) -> None:
    refuse(text)
    with open_store(None) as store:
        assert answer(store, text)


MONSTROUS = ["x", '"', "<", "'''", "#", '"\\', " ", "PREFIX ", "PREFIX a: ", "<a", "\\", '"""a', "SERVICE ", "{"]


@pytest.mark.parametrize("text", MONSTROUS)
def test_a_monstrous_text_costs_nothing(text: str) -> None:
    """Every character is looked at a bounded number of times; a scan for each would take minutes here."""
    with open_store(None) as store, pytest.raises(QueryError):
        answer(store, text * (LONGEST // len(text)))


def test_a_text_beyond_all_measure_is_not_looked_at() -> None:
    with pytest.raises(QueryError, match="longer than"):
        refuse("x" * (LONGEST + 1))


def test_what_looks_like_an_iri_hides_nothing() -> None:
    with pytest.raises(QueryError, match="network"):
        refuse("SELECT*{?s?p?o.FILTER(?o<1)SERVICE?x{?s?p?o}FILTER(1>0)}")


@pytest.fixture(scope="module")
def where(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("queries") / "s"
    with open_store(folder, write=True) as store:
        build([data_file("plans")], store)
    return folder


@pytest.fixture(scope="module")
def store(where: Path) -> Iterator[Store]:
    with open_store(where) as opened:
        yield opened


def test_the_same_answer_in_a_process_of_its_own(where: Path, store: Store) -> None:
    text = "SELECT ?label WHERE { ?d a cancu:Document ; rdfs:label ?label } ORDER BY ?label"
    assert answer_in_time(where, text) == answer(store, text)


def test_time_is_bounded(where: Path) -> None:
    endless = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
    with pytest.raises(QueryError, match="longer than 1 seconds"):
        answer_in_time(where, endless, seconds=1)


def test_rows_are_bounded(where: Path) -> None:
    found = answer_in_time(where, "SELECT * WHERE { ?s ?p ?o }", rows=7)
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
def test_every_kind_of_answer(where: Path, text: str, expected: Answer) -> None:
    assert answer_in_time(where, text) == expected


def test_a_store_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(QueryError, match="There is no store"):
        answer_in_time(tmp_path / "nowhere", "ASK {}")


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
    assert {row["date"] for row in found} == {"2022", "2022-11-10", "2023-07-01"}


def test_active_bodies(store: Store) -> None:
    found = rows(store, "active-bodies")
    assert len(found) == 5
    assert sum(int(str(row["documents"])) for row in found) == 5


def test_ended_bodies_and_what_became_of_them(store: Store) -> None:
    found = [row for row in rows(store, "ended-bodies") if "69/KH-UBND" in str(row["quote"])]
    assert {row["ended"] for row in found} == {"2025-06-30"}
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
