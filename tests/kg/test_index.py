"""The index gives the same answers as the store's own property paths, on whichever graph, and follows its changes."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import NamedNode, Quad

from extract.records import DERIVING
from kg.answers.index import Direction, Index, by_level, index_of
from kg.answers.lineage import lineage
from kg.graph.terms import INFERRED, RELATIONS, source_iri
from kg.storage.opening import open_store
from kg.storage.store import Change, Store

NAMES = [f"urn:x:{letter}" for letter in "abcdefgh"]
LINKS = st.lists(
    st.tuples(st.sampled_from(NAMES), st.sampled_from(sorted(DERIVING)), st.sampled_from(NAMES), st.sampled_from("12")),
    max_size=24,
)


def quads(links: list[tuple[str, str, str, str]]) -> set[Quad]:
    return {
        Quad(NamedNode(document), RELATIONS[relation], NamedNode(basis), source_iri(graph))  # type: ignore[index]
        for document, relation, basis, graph in links
    }


def by_path(store: Store, root: str, direction: Direction) -> set[str]:
    one, other = ("?d", f"<{root}>") if direction == "down" else (f"<{root}>", "?d")
    rows = store.select(f"SELECT DISTINCT ?d WHERE {{ {one} (eli:based_on|cancu:implements)+ {other} }}")
    return {row["d"].value for row in rows} - {root}


def distances(links: list[tuple[str, str, str, str]], root: str) -> dict[str, int]:
    """How far each document is below the root, by walking the pairs once a round."""
    found, front = {root: 0}, {root}
    while front:
        front = {document for document, _, basis, _ in links if basis in front} - found.keys()
        found |= dict.fromkeys(front, max(found.values()) + 1)
    return {document: distance for document, distance in found.items() if distance}


@settings(max_examples=150, deadline=None)
@given(LINKS)
def test_reach_is_the_property_path_without_the_root(links: list[tuple[str, str, str, str]]) -> None:
    store = open_store(None)
    store.apply(Change(add=quads(links)))
    index = index_of(store)
    for root in NAMES:
        assert index.reach(root) == distances(links, root)
        for direction in ("down", "up"):
            found = index.reach(root, direction)  # type: ignore[arg-type]
            assert found.keys() == by_path(store, root, direction)  # type: ignore[arg-type]
            assert list(found.values()) == sorted(found.values())
            near = index.reach(root, direction, depth=1)  # type: ignore[arg-type]
            assert sorted(near) == index.next(root, direction)  # type: ignore[arg-type]


@settings(max_examples=100, deadline=None)
@given(LINKS)
def test_chains_are_all_the_shortest_ones(links: list[tuple[str, str, str, str]]) -> None:
    pairs = {(document, basis) for document, _, basis, _ in links}
    index = Index(pairs)
    for document in NAMES:
        reached = index.reach(document, "up")
        for basis in NAMES:
            chains = index.chains(document, basis)
            assert bool(chains) == (basis in reached) == index.derives_from(document, basis)
            assert len(set(chains)) == len(chains)
            for chain in chains:
                assert (chain[0], chain[-1], len(chain)) == (document, basis, reached[basis] + 1)
                assert all(link in pairs for link in pairwise(chain))
            assert index.chain(document, basis) == (chains[0] if chains else None)


@settings(max_examples=100, deadline=None)
@given(LINKS, st.lists(st.sampled_from(NAMES), min_size=1, max_size=3, unique=True))
def test_common_bases_are_reached_from_each(links: list[tuple[str, str, str, str]], documents: list[str]) -> None:
    index = Index((document, basis) for document, _, basis, _ in links)
    found = index.common(documents)
    for basis in NAMES:
        ways = [0 if one == basis else index.reach(one, "up").get(basis) for one in documents]
        assert found.get(basis) == (None if None in ways else sum(way for way in ways if way is not None))


@settings(max_examples=60, deadline=None)
@given(LINKS, LINKS, LINKS)
def test_the_index_follows_every_change(
    first: list[tuple[str, str, str, str]],
    second: list[tuple[str, str, str, str]],
    gone: list[tuple[str, str, str, str]],
) -> None:
    store = open_store(None)
    store.apply(Change(add=quads(first)))
    index_of(store)
    for change in (Change(add=quads(second)), Change(remove=quads(gone)), Change(drop={source_iri("1")})):
        store.apply(change)
        for root in NAMES:
            assert index_of(store).reach(root).keys() == by_path(store, root, "down")


def test_an_index_is_kept_while_nothing_changes() -> None:
    store = open_store(None)
    store.apply(Change(add=quads([(NAMES[0], "based_on", NAMES[1], "1")])))
    assert index_of(store) is index_of(store)


def test_what_the_index_does_not_know_reaches_nothing() -> None:
    index = Index([])
    assert (len(index), index.reach("urn:x:a"), index.chains("urn:x:a", "urn:x:b")) == (0, {}, [])
    assert (index.next("urn:x:a", "up"), index.common([]), index.common(["urn:x:a"])) == ([], {}, {"urn:x:a": 0})


@pytest.mark.parametrize("direction", ["down", "up"])
def test_lineage_and_levels_over_the_sample_plans(direction: Direction, sample_store: Path) -> None:
    store = open_store(sample_store)
    for row in store.select(f"SELECT DISTINCT ?d WHERE {{ GRAPH <{INFERRED.value}> {{ ?d cancu:block ?b }} }}"):
        root = row["d"].value
        found = lineage(store, root, direction)
        assert {step.document.id for step in found.steps} - {root} == by_path(store, root, direction)
        counted: dict[str | None, int] = {}
        for level in {step.document.id: step.document.level for step in found.steps}.values():
            counted[level] = counted.get(level, 0) + 1
        assert by_level(store, root, direction) == counted
