"""A term of our own that the ontology does not know is told wherever a query is asked, and none that it knows."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

import kg
from kg.graph.terms import NAMESPACES
from kg.storage.query_guard import iris_of
from kg.storage.unknown_terms import MOST, unknown_terms
from kg.workspace.endpoint import EXAMPLE, parse_query
from kg.workspace.workspace import Workspace
from tests.kg import whole_program
from tests.kg.web_server import PAGE, serving

OWN = NAMESPACES["cancu"]
MISSPELT = "SELECT ?d ?b { ?d cancu:citess ?b }"
SAID = "The ontology has no cancu:citess, so that it fits nothing; written like it: eli:cites."


@pytest.fixture(scope="module")
def work(sample_store: Path) -> Iterator[Workspace]:
    with kg.open(sample_store, language="en") as opened:
        yield opened


@pytest.mark.parametrize(
    ("query", "unknown"),
    [
        (MISSPELT, {"cancu:citess": "eli:cites"}),
        ("SELECT * { ?d a cancu:Documnt }", {"cancu:Documnt": "cancu:Document"}),
        (f"PREFIX c: <{OWN}> ASK {{ ?b c:level <{OWN}level-comune> }}", {"cancu:level-comune": "cancu:level-commune"}),
        ("ASK { ?d cancu:zqzqzq ?o }", {"cancu:zqzqzq": None}),
        ("ASK { ?d (eli:based_on|cancu:implements)+/cancu:number ?n }", {}),
        ("ASK { ?d rdfs:label 'cancu:citess' } # cancu:citess", {}),
        ("PREFIX cancu: <http://example.org/> ASK { ?d cancu:citess ?o }", {}),
        ("ASK { ?d elii:citess ?o ; eli:citess ?p }", {}),
        (EXAMPLE, {}),
    ],
)  # fmt: skip
def test_what_the_ontology_does_not_know_is_named(query: str, unknown: dict[str, str | None]) -> None:
    assert {one.term: one.near for one in unknown_terms(query)} == unknown


def test_of_a_query_that_names_thousands_the_first_are_told() -> None:
    names = [f"cancu:{'a' * number}" for number in range(1, 400)]
    told = unknown_terms(f"ASK {{ {' '.join(f'?s {name} ?o .' for name in names)} }}")
    assert [one.term for one in told] == names[:MOST]
    assert [len(one.term) for one in unknown_terms(f"ASK {{ ?s cancu:{'b' * 50_000} ?o }}")] == [len("cancu:") + 100]


def test_all_terms_of_a_store_are_known(work: Workspace) -> None:
    used = {iri for quad in work.store.match() for iri in iris_of(str(quad)) if iri.startswith(OWN)}
    assert len(used) > 50
    assert unknown_terms(" ".join(f"<{iri}>" for iri in used)) == ()


def test_it_is_told_at_every_door(work: Workspace, sample_store: Path) -> None:
    rows = work.query(parse_query(MISSPELT))
    assert [one.text for one in rows.doubts("en")] == [SAID]
    assert rows.to_dict()["unknown"] == [{"term": "cancu:citess", "near": "eli:cites"}]
    status, _, errors = whole_program.cancu("query", "--text", MISSPELT, "--store", str(sample_store))
    assert status == 0
    assert SAID in " ".join(errors.split())
    with serving(work) as web:
        assert SAID in typed(web, MISSPELT)
        assert 'role="note"' not in typed(web, EXAMPLE)
        heads = [web.get("/sparql", params={"query": query}).headers for query in (MISSPELT, EXAMPLE)]
    assert [head.get("cancu-unknown") for head in heads] == ["cancu:citess", None]


def typed(web: httpx.Client, query: str) -> str:
    """The page of a query that was typed."""
    answer = web.post("/queries", data={"query": query}, headers=PAGE)
    assert answer.status_code == 200
    return answer.text
