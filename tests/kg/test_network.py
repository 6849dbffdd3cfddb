"""The citation network and its measures, against networkx, numpy and the store itself."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from kg.answers.lineage import lineage
from kg.answers.network import figures, hits, network, pagerank, ranked, shape, shared_bases, simple
from kg.building.build import build
from kg.cli import app
from kg.storage.opening import open_store
from kg.storage.store import Store

PLANS = Path(__file__).parents[2] / "data" / "plans"
CT33 = "urn:lex:vn:thu.tuong.chinh.phu:chi.thi:2021-11-26;33-ct-ttg"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    where = tmp_path_factory.mktemp("network") / "s"
    with open_store(where, write=True) as store:
        build([PLANS], store)
    with open_store(where) as store:  # no writer goes on beside the commands
        yield store


@pytest.fixture(scope="module")
def graph(store: Store) -> nx.MultiDiGraph[str]:
    return network(store)


def test_every_resolved_citation_is_an_edge_with_its_words(store: Store, graph: nx.MultiDiGraph[str]) -> None:
    resolved = store.select("SELECT DISTINCT ?citation WHERE { ?citation oa:hasBody ?document }")
    assert graph.number_of_edges() == len(resolved)
    for _, _, said in graph.edges(data=True):
        assert said["quote"] == said["quote"].strip()
        assert said["end"] - said["start"] == len(said["quote"])


def test_keys_and_attributes_are_plain(graph: nx.MultiDiGraph[str], tmp_path: Path) -> None:
    for node, known in graph.nodes(data=True):
        assert type(node) is str
        assert {type(value) for value in known.values()} <= {str, int}
    nx.write_graphml(graph, tmp_path / "a.graphml")
    nx.write_gexf(graph, tmp_path / "a.gexf")
    assert nx.read_graphml(tmp_path / "a.graphml").number_of_edges() == graph.number_of_edges()


def test_what_derives_is_what_the_lineage_says(store: Store, graph: nx.MultiDiGraph[str]) -> None:
    deriving = simple(graph, deriving=True)
    for root in (CT33, "urn:lex:vn:bo.chinh.tri:quyet.dinh:2021-07-30;23-qd-tw"):
        assert nx.ancestors(deriving, root) == {step.document.id for step in lineage(store, root).steps}


def test_the_most_cited_are_those_that_all_plans_cite(graph: nx.MultiDiGraph[str]) -> None:
    best = dict(ranked(graph)[:6])
    assert best[CT33] == 5
    assert max(best.values()) == 5
    assert [value for _, value in ranked(graph)] == sorted((value for _, value in ranked(graph)), reverse=True)
    assert dict(ranked(graph, "hub")).keys() <= {node for node, known in graph.nodes(data=True) if "source" in known}, (
        "only what was read cites"
    )


def test_provinces_share_the_bases_that_plans_of_both_derive_from(graph: nx.MultiDiGraph[str]) -> None:
    shared = shared_bases(graph)
    assert set(shared) == {("thành phố Hải Phòng", "tỉnh Lạng Sơn")}
    assert CT33 in shared["thành phố Hải Phòng", "tỉnh Lạng Sơn"]


def test_the_longest_chain_runs_from_the_commune_over_the_province(graph: nx.MultiDiGraph[str]) -> None:
    found = shape(graph)
    levels = [graph.nodes[node]["level"] for node in found.longest_chain]
    assert levels[:2] == ["commune", "province"]
    assert found.circles == ()
    assert sum(map(len, found.parts)) == sum(map(len, found.communities)) == graph.number_of_nodes()


def test_without_words_the_measures_are_the_same(store: Store, graph: nx.MultiDiGraph[str]) -> None:
    bare = network(store, words=False)
    assert ranked(bare, "pagerank", deriving=True) == ranked(graph, "pagerank", deriving=True)
    assert figures(bare) == figures(graph)
    shown = CliRunner().invoke(app, ["stats", "--network", "--format", "json", "--store", str(store.where)])
    assert shown.exit_code == 0, shown.exception
    assert json.loads(shown.output)["network"] == figures(graph)
    assert figures(graph)["bridges"] == 1
    assert figures(graph)["longest_chain"] >= 3


@st.composite
def networks(draw: st.DrawFn) -> nx.MultiDiGraph[str]:
    """Any small network: parallel citations, circles, loops, documents that nobody cites."""
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    nodes = [f"d{number}" for number in range(draw(st.integers(1, 12)))]
    graph.add_nodes_from(nodes)
    ends = st.sampled_from(nodes)
    relations = st.sampled_from(["based_on", "implements", "cites"])
    for source, target, relation in draw(st.lists(st.tuples(ends, ends, relations), max_size=40)):
        graph.add_edge(source, target, relation=relation)
    return graph


@settings(max_examples=60, deadline=None)
@given(networks())
def test_pagerank_is_the_solution_of_its_equation(graph: nx.MultiDiGraph[str]) -> None:
    once = simple(graph)
    nodes = list(once)
    leads = nx.to_numpy_array(once, nodelist=nodes, weight=None)
    out = leads.sum(axis=1, keepdims=True)
    moves = np.where(out > 0, leads / np.maximum(out, 1), 1 / len(nodes))
    exact = np.linalg.solve(np.eye(len(nodes)) - 0.85 * moves.T, np.full(len(nodes), 0.15 / len(nodes)))
    found = pagerank(once)
    assert np.allclose([found[node] for node in nodes], exact, atol=1e-6)


@settings(max_examples=60, deadline=None)
@given(networks())
def test_hubs_and_authorities_hold_each_other_up(graph: nx.MultiDiGraph[str]) -> None:
    once = simple(graph)
    hubs, authorities = hits(once)
    if not once.number_of_edges():
        assert not any(hubs.values())
        return
    assert sum(hubs.values()) == pytest.approx(1)
    assert sum(authorities.values()) == pytest.approx(1)
    for node in once:
        assert (authorities[node] > 0) <= (once.in_degree(node) > 0)
        assert (hubs[node] > 0) <= (once.out_degree(node) > 0)


@settings(max_examples=60, deadline=None)
@given(networks())
def test_circles_are_found_and_left_out_of_the_longest_chain(graph: nx.MultiDiGraph[str]) -> None:
    found = shape(graph)
    deriving = simple(graph, deriving=True)
    assert bool(found.circles) == (not nx.is_directed_acyclic_graph(deriving))
    assert not set(found.longest_chain) & set().union(*found.circles)
    for source, target in zip(found.longest_chain, found.longest_chain[1:], strict=False):
        assert deriving.has_edge(source, target)
