"""Lineage: what derives from a document, and what it derives from, through which chain and by which words.

A document derives from another where it is based on it (``eli:based_on``, căn cứ) or carries it out
(``cancu:implements``, thực hiện). A document that is only mentioned, within another's title or in passing, is cited
(``eli:cites``) and is no part of a lineage; nor are amendments and replacements, which are told by status.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from pyoxigraph import NamedNode

from extract.records import Level, Relation
from kg.answers.index import DERIVING, Direction, Index, index_of
from kg.answers.reference import find_document
from kg.answers.view import DocumentView, Edge, Evidence, edges_between, views
from kg.storage.store import Store

_UNCERTAIN = """
SELECT DISTINCT ?document WHERE { ?citation cancu:candidate {ROOT} ; cancu:citedIn ?document } ORDER BY ?document
"""


@dataclass(frozen=True, slots=True)
class Step:
    """One way that leads to a document: ``via`` the ids between the root and it, the nearest to the root first.

    A document that several ways lead to has a step for each neighbour it is reached from, by the shortest chain.
    ``relation`` and ``evidence`` are those of the last link: between the document and the one before it.
    """

    document: DocumentView
    via: tuple[str, ...]
    relation: Relation
    evidence: tuple[Evidence, ...]

    @property
    def depth(self) -> int:
        """How many links lie between the root and the document."""
        return len(self.via) + 1


@dataclass(frozen=True, slots=True)
class Lineage:
    """All that derives from ``root`` ("down") or that it derives from ("up"), nearest first.

    ``uncertain``: documents with a citation that may mean the root or another one; they are not counted in.
    """

    root: DocumentView
    direction: Direction
    steps: tuple[Step, ...]
    known: dict[str, DocumentView]
    uncertain: tuple[DocumentView, ...] = ()

    def to_json(self) -> dict[str, object]:
        """The answer as JSON-ready dicts and lists."""
        return {
            "root": _document_json(self.root),
            "direction": self.direction,
            "documents": [
                _document_json(step.document)
                | {
                    "depth": step.depth,
                    "via": list(step.via),
                    "relation": step.relation,
                    "evidence": [evidence.to_json() for evidence in step.evidence],
                }
                for step in self.steps
            ],
        }


def lineage(
    store: Store,
    reference: str,
    direction: Direction = "down",
    *,
    depth: int | None = None,
    level: Level | None = None,
    as_of: str | None = None,
) -> Lineage:
    """The lineage of the document that ``reference`` means: an id, or any way of writing a citation.

    ``depth`` bounds the links; ``level`` keeps the documents of one level of government; ``as_of`` (an ISO day) leaves
    out what is dated later. Raises UnknownReferenceError if the reference means no document of the store, or several.
    """
    root = find_document(store, reference).id
    index = index_of(store)
    reached = index.reach(root, direction, depth)
    query = _UNCERTAIN.replace("{ROOT}", str(NamedNode(root)))
    uncertain = [row["document"].value for row in store.select(query)] if direction == "down" else []
    known = views(store, {root, *reached, *uncertain})
    if as_of is not None:
        known = {iri: view for iri, view in known.items() if iri == root or view.date is None or view.date <= as_of}
    ways = [way for way in _ways(index, root, direction, known, depth) if level in (None, known[way[-1]].level)]
    links = {way: (way[-1], way[-2]) if direction == "down" else (way[-2], way[-1]) for way in ways}
    words: dict[tuple[str, str], list[Edge]] = defaultdict(list)
    for edge in edges_between(store, set(links.values())):
        if edge.relation in DERIVING:
            words[edge.document, edge.basis].append(edge)
    return Lineage(
        known[root],
        direction,
        tuple(_step(known[way[-1]], way[1:-1], words[link]) for way, link in links.items()),
        known,
        tuple(known[iri] for iri in uncertain if iri in known),
    )


def _ways(
    index: Index, root: str, direction: Direction, known: dict[str, DocumentView], depth: int | None
) -> list[tuple[str, ...]]:
    """Ways from the root, breadth first, so that the way to each document's neighbour is a shortest one.

    Ties go by date and label.
    """
    ways: dict[str, tuple[str, ...]] = {root: (root,)}
    front, found = [root], []
    while front and (depth is None or len(ways[front[0]]) <= depth):
        reached = []
        for here in front:
            onward = (there for there in index.next(here, direction) if there in known and there not in ways[here])
            for there in sorted(onward, key=lambda iri: (known[iri].date or "", known[iri].label, iri)):
                found.append((*ways[here], there))
                if there not in ways:
                    ways[there] = found[-1]
                    reached.append(there)
        front = reached
    return found


def _step(document: DocumentView, via: tuple[str, ...], links: list[Edge]) -> Step:
    relation: Relation = "based_on" if any(link.relation == "based_on" for link in links) else "implements"
    ordered = sorted(links, key=lambda link: link.relation != relation)
    return Step(document, via, relation, tuple(dict.fromkeys(link.evidence for link in ordered)))


def _document_json(view: DocumentView) -> dict[str, object]:
    shown = ("id", "label", "number", "type_label", "issuer", "level", "date", "title", "source")
    return {name: getattr(view, name) for name in shown}
