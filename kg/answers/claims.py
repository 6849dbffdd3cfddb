"""What the sources say of a document, value by value, and who says it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from pyoxigraph import NamedNode

from kg.graph.terms import FIELD_OF, INFERRED, A, term
from kg.resolution.descriptions import Description
from kg.storage.prepared import Kind
from kg.storage.readback import Readback
from kg.storage.recalled import recalled
from kg.storage.store import Store, value_of
from kg.wording import Language, say, type_label

THE_REGISTER = "the register"
"""What stands among the sources for the register, which is no file."""

SHOWN = 50
"""Sources of a claim that are remembered."""

LOOKED_AT = 200
"""Files whose paths are read where not all are asked for; of more, those shown are the first of these."""


@dataclass(frozen=True, slots=True)
class Claimed:
    """One value that sources give for a field ("date", "number", "type", "issuer", "title").

    ``sources`` are paths in order, some of them where they are many; ``said_by`` counts all sources.
    """

    field: str
    value: str
    sources: tuple[str, ...]
    said_by: int

    def names(self, language: Language) -> list[str]:
        """The sources as people are told of them."""
        return [say("card.register", language) if one == THE_REGISTER else one for one in self.sources]


CLAIMS, CONFLICTS = Kind("claims", tuple[Claimed, ...]), Kind("conflicts", tuple[str, ...])


def claims_about(store: Store, document: str, limit: int | None) -> tuple[Claimed, ...]:
    """What is claimed of a document, each with so many sources at most."""
    if limit is None or limit > SHOWN:
        return tuple(claims_of(store, [document], shown=limit)[document])
    claims = recalled(store, CLAIMS, [document], lambda missing: some_claims(store, missing))[document]
    return tuple(one if len(one.sources) <= limit else replace(one, sources=one.sources[:limit]) for one in claims)


def some_claims(store: Store, documents: Collection[str]) -> dict[str, tuple[Claimed, ...]]:
    """What is claimed of these documents, each with some of its sources."""
    return {one: tuple(claims) for one, claims in claims_of(store, documents, shown=SHOWN).items()}


def claims_of(
    store: Store, documents: Collection[str], *, register: str = THE_REGISTER, shown: int | None = None
) -> dict[str, list[Claimed]]:
    """What is claimed of these documents, each with ``shown`` sources at most; ``register`` names what is no file.

    What many files say in the same words is read once, and of most files no more than that they say so.
    """
    denoting = store.pointing(term("cancu:denotes"), map(NamedNode, documents), INFERRED)
    meant = {quad.subject.value: value_of(quad) for quad in denoting if isinstance(quad.subject, NamedNode)}
    saying: dict[str, set[str]] = defaultdict(set)
    for quad in store.about(map(NamedNode, meant), A):
        if (
            quad.object == _DESCRIPTION
            and isinstance(quad.subject, NamedNode)
            and isinstance(quad.graph_name, NamedNode)
        ):
            saying[quad.subject.value].add(quad.graph_name.value)
    said: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    for iri, description in Readback(store, ()).descriptions(meant).items():
        for field, value in _values(description):
            said[meant[iri], field, value] |= saying[iri]
    most = None if shown is None else max(shown, LOOKED_AT)
    looked_at = {claim: sorted(graphs)[:most] for claim, graphs in said.items()}
    paths: dict[str, list[str]] = defaultdict(list)
    for quad in store.about(map(NamedNode, {one for some in looked_at.values() for one in some}), term("cancu:path")):
        if isinstance(quad.subject, NamedNode):
            paths[quad.subject.value].append(value_of(quad))
    found: dict[str, list[Claimed]] = {document: [] for document in documents}
    for (document, field, value), graphs in sorted(looked_at.items()):
        sources = sorted({path for graph in graphs for path in paths.get(graph, [register])})
        files = len(sources) + len(said[document, field, value]) - len(graphs)
        found[document].append(Claimed(field, value, tuple(sources[:shown]), files))
    return found


def conflicts_of(store: Store, documents: Collection[str]) -> dict[str, tuple[str, ...]]:
    """The fields on which the sources of each of these documents differ."""
    return recalled(store, CONFLICTS, documents, lambda missing: _conflicts_of(store, missing))


def _conflicts_of(store: Store, documents: Collection[str]) -> dict[str, tuple[str, ...]]:
    found: dict[str, set[str]] = {document: set() for document in documents}
    for quad in store.about(map(NamedNode, documents), term("cancu:conflict"), INFERRED):
        if isinstance(quad.subject, NamedNode):
            found[quad.subject.value].add(FIELD_OF[value_of(quad)])
    return {document: tuple(sorted(fields)) for document, fields in found.items()}


_DESCRIPTION = term("cancu:Description")


def _values(said: Description) -> Iterator[tuple[str, str]]:
    key = said.key
    values = {
        "date": key.date,
        "issuer": key.issuer.name if key.issuer else None,
        "number": key.number,
        "title": said.title,
        "type": type_label(key.type) if key.type else None,
    }
    return ((field, value) for field, value in values.items() if value)
