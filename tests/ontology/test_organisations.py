"""Every row of ``organisations.csv`` is needed: it ends a body, or gives one that a symbol names its English name."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from pyoxigraph import NamedNode, Quad

from extract.bodies.canonical import central_body
from kg.graph import body_triples
from kg.graph.terms import BASE
from ontology import table
from scripts import vocabularies

Row = dict[str, str]
ROWS = table("organisations")


def stated(body: str) -> set[Quad]:
    """What the graph states of a central body."""
    body_triples._ended.cache_clear()
    body_triples._statements.cache_clear()
    return {*body_triples.body_quads(central_body(body), NamedNode(BASE))}


@contextmanager
def without(row: Row) -> Iterator[None]:
    """The table is without ``row`` for those who read it."""
    with pytest.MonkeyPatch.context() as patch:
        for reader in (body_triples, vocabularies):
            patch.setattr(reader, "table", lambda name: tuple(one for one in table(name) if one != row))
        yield


@pytest.mark.parametrize("row", [row for row in ROWS if row["ended"]], ids=lambda row: row["body"])
def test_a_body_that_ended_ends_by_its_row(row: Row) -> None:
    with without(row):
        lasting = stated(row["body"])
    (end,) = stated(row["body"]) - lasting
    assert end.object.value == row["ended"]


@pytest.mark.parametrize("row", [row for row in ROWS if not row["ended"]], ids=lambda row: row["body"])
def test_a_body_with_a_symbol_has_its_english_name_by_its_row(row: Row) -> None:
    with without(row), pytest.raises(KeyError, match="label_en"):
        [*vocabularies.bodies()]
