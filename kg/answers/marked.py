"""A source with its citations marked in its text, for whoever shows evidence in its place."""

from __future__ import annotations

from dataclasses import dataclass

from extract.records import Relation
from kg.answers.view import DocumentView, views
from kg.graph.terms import FIELD_OF, RELATION_OF, A, source_iri, term
from kg.law.aside import Aside
from kg.resolution.consensus import Conflict
from kg.storage.citation_table import row_of, said_by
from kg.storage.store import Store
from kg.storage.texts import text_of


@dataclass(frozen=True, slots=True)
class Mark:
    """A citation in the characters ``start:end``. ``candidates`` are the documents that it may mean where it is not
    known which, ``differing`` is in what it contradicts all of these; ``document`` None and no candidates: it means
    none that can be named. ``aside`` is why it is not relied on, None where it may be."""

    start: int
    end: int
    quote: str
    relation: Relation
    document: DocumentView | None
    candidates: tuple[DocumentView, ...]
    aside: Aside | None
    differing: tuple[Conflict, ...]


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
    said = said_by(store, graph)
    if graph.value not in said:
        raise KeyError(sha256)
    citations = {iri: about for iri, about in said.items() if term("cancu:Citation").value in about[A.value]}
    read = [iri for iri, about in said.items() if graph.value in about[term("cancu:readFrom").value]]
    meant = [iri for about in citations.values() for short in _MEANING for iri in about[short]]
    known = views(store, [*read, *meant])
    marks = []
    for iri, about in citations.items():
        row = row_of(iri, said.__getitem__, lambda source: source)
        documents, candidates = (
            tuple(known[one] for one in sorted(about[short]) if one in known) for short in _MEANING
        )
        document = next(iter(documents), None)
        relation, differing = RELATION_OF[row.relation], tuple(sorted(FIELD_OF[one] for one in about[_DIFFERS]))
        marks.append(Mark(row.start, row.end, row.quote, relation, document, candidates, row.aside, differing))
    return MarkedText(
        sha256=sha256,
        names=tuple(sorted(said[graph.value][term("cancu:path").value])),
        documents=tuple(known[iri] for iri in read),
        text=text_of(store, sha256),
        marks=tuple(sorted(marks, key=lambda one: (one.start, one.end))),
        signers=frozenset(name for about in said.values() for name in about[term("cancu:signedBy").value]),
    )


_DIFFERS = term("cancu:differsIn").value
_MEANING = tuple(term(short).value for short in ("oa:hasBody", "cancu:candidate"))
