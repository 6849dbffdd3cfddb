"""Pages that are no documents (news, questions and answers, forms), where a question asks for them.

A page only cites, whatever its words say; the store keeps beside that as what its words cite. Asked for, a page relies
on what its words rely on. What it tells of changes stays evidence.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pyoxigraph import NamedNode

from extract.records import DERIVING
from kg.graph.terms import RELATIONS, A, term
from kg.graph.triples import ASIDE
from kg.law.aside import FOREIGN
from kg.storage.links import Link
from kg.storage.store import Store, value_of

_RELYING = {RELATIONS[relation].value for relation in DERIVING}
_LINKS = """SELECT ?page ?basis WHERE { GRAPH ?file { ?page a cancu:Page .
    ?citation cancu:saidRelation {RELATION} ; cancu:citedIn ?page ; oa:hasBody ?basis
    FILTER NOT EXISTS { ?citation cancu:aside ?aside FILTER (?aside IN ({FOREIGN})) } } }"""
_FOREIGN = {term(f"cancu:aside-{aside}") for aside in FOREIGN}


def sources_of_pages(store: Store) -> set[NamedNode]:
    """The sources that are pages."""
    found = (quad.graph_name for quad in store.match(None, A, term("cancu:Page")))
    return {node for node in found if isinstance(node, NamedNode)}


def links_of_pages(store: Store) -> Iterator[Link]:
    """Who among the pages relies on which document by its words, by ids."""
    asked = _LINKS.replace("{FOREIGN}", ", ".join(sorted(map(str, _FOREIGN))))
    for relation in sorted(_RELYING):
        for row in store.select(asked.replace("{RELATION}", str(NamedNode(relation)))):
            yield row["page"].value, row["basis"].value


def relying_words(store: Store, citations: Sequence[str]) -> dict[str, str]:
    """Of these citations (ids) the ones by which a page relies on a document, with the relation (its IRI)."""
    nodes, pages = list(map(NamedNode, citations)), sources_of_pages(store)
    foreign = {quad.subject for quad in store.about(nodes, ASIDE) if quad.object in _FOREIGN}
    found = {}
    for quad in store.about(nodes, term("cancu:saidRelation")):
        own = quad.graph_name in pages and quad.subject not in foreign
        if own and isinstance(quad.subject, NamedNode) and value_of(quad) in _RELYING:
            found[quad.subject.value] = value_of(quad)
    return found
