"""The citation network as a networkx graph, and the measures that analysts ask of it.

Nodes are documents by id, edges citations (from the citing document to the cited one); keys and attributes are plain
strings and numbers, so that every writer of networkx takes them. A measure counts each pair of documents once,
however often the one cites the other.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from itertools import combinations

import networkx as nx
from pyoxigraph import NamedNode

from extract.records import DERIVING
from kg.answers.measures import Measure
from kg.answers.pages import relying_words, sources_of_pages
from kg.answers.view import DocumentView, Edge, edges_in, views
from kg.graph.terms import RELATION_OF, A, term
from kg.storage.store import Store

_DOCUMENTS = """SELECT DISTINCT ?d WHERE {
    GRAPH <https://w3id.org/cancu/graph/inferred> { ?d cancu:block ?block }
    FILTER(EXISTS { ?citation oa:hasBody ?d } || EXISTS { ?d cancu:readFrom ?file })
    {NO_PAGES} } ORDER BY ?d"""
_NO_PAGES = "FILTER NOT EXISTS { ?d a cancu:Page }"
_CITATIONS = """SELECT ?document ?basis ?relation WHERE {
    GRAPH ?file { ?citation cancu:citedIn ?document ; oa:hasBody ?basis ; cancu:relation ?relation
                  FILTER NOT EXISTS { ?document a cancu:Page } } }"""
_OF_PAGES = """SELECT ?citation ?document ?basis ?relation WHERE {
    GRAPH ?file { ?document a cancu:Page . ?citation cancu:citedIn ?document ; oa:hasBody ?basis ;
                  cancu:relation ?relation } }"""
FILES_AT_ONCE = 50
DOCUMENTS_AT_ONCE = 1000


def network(store: Store, *, words: bool = True, pages: bool = False) -> nx.MultiDiGraph[str]:
    """All documents that were read or are cited, with an edge for every citation but those of pages.

    Attributes of nodes: label, number, type_label, issuer, level, province, date, title, source, as far as known, and
    inferred (0 or 1). Of edges: relation, quote, source, start, end, and page and paragraph where they are known;
    without ``words`` the relation alone, which takes a tenth of the time and memory. ``pages``: with those of news,
    answers and forms, and what they rely on by their words.
    """
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for view in documents(store, pages=pages):
        graph.add_node(view.id, **node_attributes(view))
    if words:
        for edge in citations(store, pages=pages):
            graph.add_edge(edge.document, edge.basis, **edge_attributes(edge))
    else:
        for row in store.select(_CITATIONS):
            relation = RELATION_OF[row["relation"].value]
            graph.add_edge(row["document"].value, row["basis"].value, relation=relation)
        if pages:
            _add_pages(graph, store)
    return graph


def _add_pages(graph: nx.MultiDiGraph[str], store: Store) -> None:
    rows = store.select(_OF_PAGES)
    relying = relying_words(store, [row["citation"].value for row in rows])
    for row in rows:
        relation = RELATION_OF[relying.get(row["citation"].value, row["relation"].value)]
        graph.add_edge(row["document"].value, row["basis"].value, relation=relation)


def documents(store: Store, *, pages: bool = False) -> Iterator[DocumentView]:
    """All documents that were read or are cited, by id, some at a time; ``pages``: and those that are none."""
    query = _DOCUMENTS.replace("{NO_PAGES}", "" if pages else _NO_PAGES)
    found = [row["d"].value for row in store.select(query)]
    for start in range(0, len(found), DOCUMENTS_AT_ONCE):
        yield from views(store, found[start : start + DOCUMENTS_AT_ONCE]).values()


def citations(store: Store, *, pages: bool = False) -> Iterator[Edge]:
    """All citations of documents, those of a few files at a time; ``pages``: and those of what is none."""
    left_out = set() if pages else sources_of_pages(store)
    files = sorted(
        quad.subject.value
        for quad in store.match(None, A, term("cancu:SourceFile"))
        if isinstance(quad.subject, NamedNode) and quad.subject not in left_out
    )
    for start in range(0, len(files), FILES_AT_ONCE):
        yield from edges_in(store, files[start : start + FILES_AT_ONCE], pages=pages)


def node_attributes(view: DocumentView) -> dict[str, str | int]:
    """What a document's node carries; what is not known is left out. Of several files the names are one text."""
    known = {name: value for name, value in asdict(view).items() if value not in (None, ()) and name != "id"}
    return {name: _attribute(value) for name, value in known.items()}


def _attribute(value: object) -> str | int:
    match value:
        case bool():
            return int(value)
        case tuple():
            return "; ".join(value)
        case _:
            return str(value)


def edge_attributes(edge: Edge) -> dict[str, str | int]:
    """What a citation's edge carries; page and paragraph where the file knows them. Its file goes by its name."""
    said: dict[str, str | int | None] = asdict(edge.evidence)
    known = {name: value for name, value in said.items() if value is not None and name != "sha256"}
    return {"relation": edge.relation} | known


def simple(graph: nx.MultiDiGraph[str], *, deriving: bool = False) -> nx.DiGraph[str]:
    """One edge for each pair of documents, ``citations`` counting; only bases and implementations if ``deriving``."""
    found: nx.DiGraph[str] = nx.DiGraph()
    found.add_nodes_from(graph.nodes(data=True))
    counted: Counter[tuple[str, str]] = Counter()
    for source, target, said in graph.edges(data=True):
        if source != target and (not deriving or said["relation"] in DERIVING):
            counted[source, target] += 1
    found.add_edges_from((source, target, {"citations": count}) for (source, target), count in counted.items())
    return found


def ranked(
    graph: nx.MultiDiGraph[str], measure: Measure = "cited", *, deriving: bool = False
) -> list[tuple[str, float]]:
    """Documents with their measure, the highest first; those that nothing speaks for are left out.

    ``cited``: how many documents cite it. ``pagerank``: how much of the network leads to it. ``authority``, ``hub``
    (HITS): cited by good hubs, citing good authorities.
    """
    once = simple(graph, deriving=deriving)
    match measure:
        case "cited":
            values: Mapping[str, float] = dict(once.in_degree())
        case "pagerank":
            values = pagerank(once)
        case _:
            hubs, authorities = hits(once)
            values = hubs if measure == "hub" else authorities
    order = sorted(values, key=lambda node: (-round(values[node], 12), node))
    return [(node, values[node]) for node in order if values[node] > 0]


def pagerank(graph: nx.DiGraph[str], *, damping: float = 0.85, rounds: int = 100) -> dict[str, float]:
    """PageRank by power iteration, in pure Python (that of networkx needs SciPy); the values add up to 1."""
    count = graph.number_of_nodes()
    values = dict.fromkeys(graph, 1 / count) if count else {}
    for _ in range(rounds):
        adrift = sum(value for node, value in values.items() if not graph.out_degree(node))
        base = (1 - damping + damping * adrift) / count
        later = dict.fromkeys(graph, base)
        for node, value in values.items():
            for target in graph.successors(node):
                later[target] += damping * value / graph.out_degree(node)
        settled = sum(abs(later[node] - values[node]) for node in later) < 1e-10
        values = later
        if settled:
            break
    return values


def hits(graph: nx.DiGraph[str], *, rounds: int = 200) -> tuple[dict[str, float], dict[str, float]]:
    """Hubs and authorities by Kleinberg's iteration; each adds up to 1."""
    hubs = dict.fromkeys(graph, 1.0)
    authorities = dict.fromkeys(graph, 0.0)
    for _ in range(rounds):
        authorities = _normal({node: sum(hubs[other] for other in graph.predecessors(node)) for node in graph})
        later = _normal({node: sum(authorities[other] for other in graph.successors(node)) for node in graph})
        settled = sum(abs(later[node] - hubs[node]) for node in graph) < 1e-10
        hubs = later
        if settled:
            break
    return hubs, authorities


def _normal(values: dict[str, float]) -> dict[str, float]:
    total = sum(values.values())
    return {node: value / total for node, value in values.items()} if total else values


@dataclass(frozen=True, slots=True)
class Shape:
    """The network at large: parts that hang together, groups within them, and the longest chain of deriving.

    ``circles`` are sets of documents that derive from each other, which should not be. ``communities`` are found by
    Louvain's method with a fixed seed, the largest first.
    """

    parts: tuple[frozenset[str], ...]
    communities: tuple[frozenset[str], ...]
    circles: tuple[frozenset[str], ...]
    longest_chain: tuple[str, ...]


def shape(graph: nx.MultiDiGraph[str]) -> Shape:
    """Components, communities, circles, and the longest chain, from the document that derives to the first basis."""
    once = simple(graph)
    deriving = simple(graph, deriving=True)
    circles = [frozenset(part) for part in nx.strongly_connected_components(deriving) if len(part) > 1]
    without = deriving.subgraph(set(deriving).difference(*circles))
    return Shape(
        parts=_by_size(map(frozenset, nx.weakly_connected_components(once))),
        communities=_by_size(map(frozenset, nx.community.louvain_communities(once.to_undirected(), seed=0))),
        circles=_by_size(circles),
        longest_chain=tuple(nx.dag_longest_path(without)),
    )


def _by_size(parts: Iterator[frozenset[str]] | list[frozenset[str]]) -> tuple[frozenset[str], ...]:
    return tuple(sorted(parts, key=lambda part: (-len(part), min(part))))


def shared_bases(graph: nx.MultiDiGraph[str]) -> dict[tuple[str, str], frozenset[str]]:
    """For each pair of provinces the documents that plans of both derive from directly: the bridges between them."""
    citing: dict[str, set[str]] = defaultdict(set)
    for source, target, said in graph.edges(data=True):
        province = graph.nodes[source].get("province")
        if province and said["relation"] in DERIVING:
            citing[province].add(target)
    return {
        (one, other): frozenset(citing[one] & citing[other])
        for one, other in combinations(sorted(citing), 2)
        if citing[one] & citing[other]
    }


def figures(graph: nx.MultiDiGraph[str]) -> dict[str, int]:
    """The network at large in numbers.

    ``bridges`` counts the pairs of provinces whose plans derive from the same document, ``bridging`` such documents.
    """
    found, shared = shape(graph), shared_bases(graph)
    return {
        "parts": len(found.parts),
        "largest_part": max(map(len, found.parts), default=0),
        "communities": len(found.communities),
        "largest_community": max(map(len, found.communities), default=0),
        "circles": len(found.circles),
        "longest_chain": len(found.longest_chain),
        "bridges": len(shared),
        "bridging": len(set[str]().union(*shared.values())),
    }
