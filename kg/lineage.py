"""Lineage: what derives from a document, and what it derives from, through which chain and by which words.

A document derives from another where it is based on it (``eli:based_on``, căn cứ) or carries it out
(``cancu:implements``, thực hiện). A document that is only mentioned, within another's title or in passing, is cited
(``eli:cites``) and is no part of a lineage; nor are amendments and replacements, which are told by status.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import asdict, dataclass
from typing import Literal

from pyoxigraph import NamedNode

from extract.records import Level, Relation
from kg.reference import find_document
from kg.store import Store
from kg.view import DocumentView, Edge, Evidence, edges, views

Direction = Literal["down", "up"]

_DERIVING = "VALUES ?relation { eli:based_on cancu:implements }"
_PATTERNS: dict[Direction, str] = {
    "down": f"?basis (eli:based_on|cancu:implements)* {{ROOT}} . {_DERIVING} ?document ?relation ?basis .",
    "up": f"{{ROOT}} (eli:based_on|cancu:implements)* ?document . {_DERIVING} ?document ?relation ?basis .",
}
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
                    "evidence": [asdict(evidence) for evidence in step.evidence],
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
    out what is dated later. Raises UnknownReference if the reference means no document of the store, or several.
    """
    root = find_document(store, reference).id
    node = str(NamedNode(root))
    links = edges(store, _PATTERNS[direction].replace("{ROOT}", node))
    ends = {end for link in links for end in (link.document, link.basis)}
    uncertain = [row["document"].value for row in store.select(_UNCERTAIN.replace("{ROOT}", node))]
    known = views(store, {root, *ends, *uncertain})
    if as_of is not None:
        known = {iri: view for iri, view in known.items() if iri == root or view.date is None or view.date <= as_of}
    steps = [
        step for step in _steps(root, direction, links, known, depth) if level is None or step.document.level == level
    ]
    return Lineage(
        known[root],
        direction,
        tuple(steps),
        known,
        tuple(known[iri] for iri in uncertain if iri in known and direction == "down"),
    )


def _steps(
    root: str, direction: Direction, links: list[Edge], known: dict[str, DocumentView], depth: int | None
) -> list[Step]:
    """Breadth first, so that the chain to each document's neighbour is a shortest one; ties go by date and label."""
    onward: dict[str, dict[str, list[Edge]]] = defaultdict(lambda: defaultdict(list))
    for link in links:
        here, there = (link.basis, link.document) if direction == "down" else (link.document, link.basis)
        if here != there and here in known and there in known:
            onward[here][there].append(link)
    chains: dict[str, tuple[str, ...]] = {root: ()}
    front, steps, links_so_far = [root], [], 0
    while front and (depth is None or links_so_far < depth):
        reached = []
        for here in front:
            via = (*chains[here], here) if here != root else ()
            for there in sorted(onward[here], key=lambda iri: (known[iri].date or "", known[iri].label, iri)):
                if there == root or there in via:
                    continue
                steps.append(_step(known[there], via, onward[here][there]))
                if there not in chains:
                    chains[there] = via
                    reached.append(there)
        front, links_so_far = reached, links_so_far + 1
    return steps


def _step(document: DocumentView, via: tuple[str, ...], links: list[Edge]) -> Step:
    relation: Relation = "based_on" if any(link.relation == "based_on" for link in links) else "implements"
    ordered = sorted(links, key=lambda link: link.relation != relation)
    return Step(document, via, relation, tuple(dict.fromkeys(link.evidence for link in ordered)))


def _document_json(view: DocumentView) -> dict[str, object]:
    shown = ("id", "label", "number", "type_label", "issuer", "level", "date", "title", "source")
    return {name: getattr(view, name) for name in shown}
