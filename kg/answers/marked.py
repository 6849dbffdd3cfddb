"""A source with its citations marked in its text, for whoever shows evidence in its place."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from pyoxigraph import NamedNode

from extract.records import Relation
from kg.answers.view import DocumentView, views
from kg.graph.terms import RELATION_OF, A, source_iri, term
from kg.graph.triples import quote_iri
from kg.storage.store import Store, value_of
from kg.storage.texts import text_of


@dataclass(frozen=True, slots=True)
class Mark:
    """A citation in the characters ``start:end``. ``candidates`` are the documents that it may mean where it is not
    known which; ``document`` None and no candidates: it means none that can be named."""

    start: int
    end: int
    quote: str
    relation: Relation
    document: DocumentView | None
    candidates: tuple[DocumentView, ...]


@dataclass(frozen=True, slots=True)
class MarkedText:
    """A source by its names: the documents that it holds, its ``text`` (None where it was left out), its citations in
    order of place, and who signed it."""

    sha256: str
    names: tuple[str, ...]
    documents: tuple[DocumentView, ...]
    text: str | None
    marks: tuple[Mark, ...]
    signers: frozenset[str]


def marked(store: Store, sha256: str) -> MarkedText:
    """The source with this content. Raises KeyError where the store holds none."""
    graph = source_iri(sha256)
    said: dict[str, dict[NamedNode, list[str]]] = defaultdict(lambda: defaultdict(list))
    for quad in store.match(None, None, None, graph):
        if isinstance(quad.subject, NamedNode):
            said[quad.subject.value][quad.predicate].append(value_of(quad))
    if graph.value not in said:
        raise KeyError(sha256)
    citations = {iri: about for iri, about in said.items() if term("cancu:Citation").value in about[A]}
    read = [iri for iri, about in said.items() if graph.value in about[term("cancu:readFrom")]]
    meant = [iri for about in citations.values() for short in _MEANING for iri in about[term(short)]]
    known = views(store, [*read, *meant])
    marks = []
    for iri, about in citations.items():
        position = next(
            said[one]
            for target in about[term("oa:hasTarget")]
            for one in said[target][term("oa:hasSelector")]
            if said[one][term("oa:start")]
        )
        documents, candidates = (
            tuple(known[one] for one in sorted(about[term(short)]) if one in known) for short in _MEANING
        )
        marks.append(
            Mark(
                start=int(position[term("oa:start")][0]),
                end=int(position[term("oa:end")][0]),
                quote=said[quote_iri(NamedNode(iri)).value][term("oa:exact")][0],
                relation=RELATION_OF[about[term("cancu:relation")][0]],
                document=next(iter(documents), None),
                candidates=candidates,
            )
        )
    return MarkedText(
        sha256=sha256,
        names=tuple(sorted(said[graph.value][term("cancu:path")])),
        documents=tuple(known[iri] for iri in read),
        text=text_of(store, sha256),
        marks=tuple(sorted(marks, key=lambda one: (one.start, one.end))),
        signers=frozenset(name for about in said.values() for name in about[term("cancu:signedBy")]),
    )


_MEANING = ("oa:hasBody", "cancu:candidate")
