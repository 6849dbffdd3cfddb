"""A store's own books of what is said: where each description meets others, and how many sources say it.

Kept beside the graph (:data:`kg.graph.terms.BOOKS`), so that a change looks up what it touches instead of searching
all that thousands of sources say of the same law.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice

from pyoxigraph import Literal, NamedNode, Quad

from kg.graph.terms import BOOKS, body_iri, description_iri, term, type_iri
from kg.identity.books import book_of, writers_in
from kg.identity.keys import Key
from kg.identity.naming import dotted
from kg.resolution.cells import base_of, bases_for, beside, block_of, cell_of, hangs, meant_by, whole
from kg.resolution.descriptions import Description
from kg.resolution.recognition import Lost
from kg.storage.store import Store, subject_of, value_of

Shelf = tuple[str, str]
"""The IRIs of a document type and of the body in whose book of numbers it stands, whoever signed for it: where a lost
file and the document it may be stand together."""

CELL, _BLOCK, _LONE, _FILE, _BESIDE, _WIDE, _NAME, _MEANT, _SOURCES, _SHELF, _CLUE, _CLAIMS = map(
    term,
    (
        "cancu:cell",
        "cancu:block",
        "cancu:loneIn",
        "cancu:fileIn",
        "cancu:beside",
        "cancu:wideIn",
        "cancu:nameBlock",
        "cancu:meantIn",
        "cancu:sources",
        "cancu:shelf",
        "cancu:clue",
        "cancu:claims",
    ),
)
_DESCRIPTION = description_iri("").value


def entry_quads(description: Description, sources: int) -> Iterator[Quad]:
    """What the books say of a description: its cell, what leads to that cell, and the number of its sources."""
    block, cell, key = description.block, cell_of(description), description.key
    base = base_of(cell)
    lone = cell != base
    said = [
        (CELL, cell),
        (_BLOCK, None if cell == whole(block) else block),
        (_LONE, base if lone else None),
        (_FILE, base if lone and description.own else None),
        *((_BESIDE, other) for other in beside(base)),
        (_WIDE, base if hangs(description) else None),
        (_NAME, key.name_block if key.number and key.name else None),
        *((_MEANT, other) for other in meant_by(description)),
        (_SOURCES, str(sources)),
    ]
    node = description_iri(description.id)
    for predicate, value in said:
        if value is not None:
            yield Quad(node, predicate, Literal(value), BOOKS)


def home_quad(document: str, cell: str) -> Quad:
    """The cell that a document came out of."""
    return Quad(NamedNode(document), CELL, Literal(cell), BOOKS)


def lost_quads(source: NamedNode, lost: Lost) -> Iterator[Quad]:
    """The shelf on which a file that does not tell its number may find itself, and by what."""
    key = lost.description.key
    if key.type and key.issuer:
        shelf = _shelf_mark(shelf_of(type_iri(key.type).value, body_iri(key.issuer).value))
        yield Quad(source, _SHELF, shelf, BOOKS)
        for clue in lost.clues:
            yield Quad(source, _CLUE, Literal(clue), BOOKS)


def claim_quad(source: NamedNode, document: str) -> Quad:
    """That a file which does not tell its number would be taken for a document, if no other were."""
    return Quad(source, _CLAIMS, NamedNode(document), BOOKS)


class BlockIndex:
    """The books as a store holds them."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def entries(self, iris: Iterable[str]) -> set[Quad]:
        """All that the books say of descriptions, documents or sources."""
        return set(self._store.about(map(NamedNode, iris), None, BOOKS))

    def homes(self, documents: Iterable[str]) -> set[Quad]:
        """The cells of documents."""
        return set(self._store.about(map(NamedNode, documents), CELL, BOOKS))

    def cells(self) -> set[str]:
        """All cells."""
        return {value_of(quad) for quad in self._store.match(None, CELL, None, BOOKS)}

    def cells_of(self, descriptions: Iterable[str]) -> set[str]:
        """The cells of these descriptions, of the laws' names that they bear, those beside them, and those in which
        they may mean a document."""
        entries = self.entries(descriptions)
        named = {whole(value_of(quad)) for quad in entries if quad.predicate == _NAME}
        return named | {value_of(quad) for quad in entries if quad.predicate in (CELL, _BESIDE, _MEANT)}

    def members(self, cells: Iterable[str]) -> dict[str, str]:
        """The descriptions of these cells by IRI, each with its cell."""
        found = self._standing(CELL, cells)
        return {iri: cell for iri, cell in found if iri.startswith(_DESCRIPTION)}

    def documents(self, cells: Iterable[str]) -> set[str]:
        """The documents that these cells came to so far."""
        return {iri for iri, _ in self._standing(CELL, cells) if not iri.startswith(_DESCRIPTION)}

    def bearing(self, key: Key) -> set[str]:
        """The documents so far that may bear the number of a key in its unit, which is known in full."""
        return self.documents(self._cells_for(key))

    def saying(self, key: Key) -> set[str]:
        """The descriptions of such documents."""
        return set(self.members(self._cells_for(key)))

    def _cells_for(self, key: Key) -> set[str]:
        bases = bases_for(key)
        return {*bases, *self.lone(bases)}

    def sources(self, descriptions: Iterable[str]) -> Counter[str]:
        """How many sources say each of these."""
        found = self._store.about(map(NamedNode, descriptions), _SOURCES, BOOKS)
        return Counter({subject_of(quad): int(value_of(quad)) for quad in found})

    def named(self, names: Iterable[str]) -> set[str]:
        """The cells of numbered laws that bear these names."""
        return self._cells_by(_NAME, names)

    def doubtful(self, cells: Iterable[str]) -> set[str]:
        """The cells of mentions that contradict themselves and may mean a document of these cells."""
        return self._cells_by(_MEANT, cells)

    def wide(self, bases: Iterable[str]) -> set[str]:
        """Those of these bases that others may have to be resolved with: something in them is wide, or they may be a
        crowd."""
        return {base for base in bases if self._any(_WIDE, base)}

    def beside(self, bases: Iterable[str]) -> set[str]:
        """The bases of the units by which these wide ones go."""
        return set(map(base_of, self._cells_by(_BESIDE, bases)))

    def lone(self, bases: Iterable[str]) -> set[str]:
        """The lone cells of these bases."""
        return self._cells_by(_LONE, bases)

    def is_said(self, base: str) -> bool:
        """Whether anything is said in a base or its lone cells."""
        return self._any(CELL, base) or self._any(_LONE, base)

    def has_more_files(self, base: str, most: int) -> bool:
        """Whether more files than so many stand in lone cells of a base."""
        return len(self._some(_FILE, base, most)) > most

    def block(self, block: str, most: int) -> set[str] | None:
        """The cells of a block, None where it holds more than so many descriptions."""
        some = self._some(_BLOCK, block, most)
        if len(some) > most:
            return None
        nodes = (node for node in some if isinstance(node, NamedNode))
        return {value_of(quad) for quad in self._store.about(nodes, CELL, BOOKS)}

    def _any(self, predicate: NamedNode, value: str) -> bool:
        return bool(self._some(predicate, value, 0))

    def _some(self, predicate: NamedNode, value: str, most: int) -> list[object]:
        """At most one more than so many."""
        return [quad.subject for quad in islice(self._store.pointing(predicate, [Literal(value)], BOOKS), most + 1)]

    def lost_on(self, shelves: Iterable[Shelf]) -> set[NamedNode]:
        """The files of these types and issuers that do not tell their number."""
        found = self._store.pointing(_SHELF, map(_shelf_mark, shelves), BOOKS)
        return {quad.subject for quad in found if isinstance(quad.subject, NamedNode)}

    def with_clues(self, clues: Iterable[str]) -> set[NamedNode]:
        """The files that do not tell their number but something by which a document may be known."""
        found = self._store.pointing(_CLUE, map(Literal, clues), BOOKS)
        return {quad.subject for quad in found if isinstance(quad.subject, NamedNode)}

    def all_lost(self) -> set[NamedNode]:
        """All files that do not tell their number but their type and issuer."""
        found = self._store.match(None, _SHELF, None, BOOKS)
        return {quad.subject for quad in found if isinstance(quad.subject, NamedNode)}

    def claims(self, sources: Iterable[NamedNode]) -> set[Quad]:
        """That these files would be taken for documents."""
        return set(self._store.about(sources, _CLAIMS, BOOKS))

    def claimed_by(self, sources: Iterable[NamedNode]) -> set[str]:
        """The documents that these files would be taken for so far."""
        return {value_of(quad) for quad in self.claims(sources)}

    def claiming(self, documents: Iterable[str]) -> set[NamedNode]:
        """The files that would be taken for these documents so far."""
        found = self._store.pointing(_CLAIMS, map(NamedNode, documents), BOOKS)
        return {quad.subject for quad in found if isinstance(quad.subject, NamedNode)}

    def _standing(self, predicate: NamedNode, values: Iterable[str]) -> Iterator[tuple[str, str]]:
        for quad in self._store.pointing(predicate, map(Literal, values), BOOKS):
            yield subject_of(quad), value_of(quad)

    def _cells_by(self, predicate: NamedNode, values: Iterable[str]) -> set[str]:
        nodes = {NamedNode(iri) for iri, _ in self._standing(predicate, values)}
        return {value_of(quad) for quad in self._store.about(nodes, CELL, BOOKS)}


def blocks_of_laws(cells: Iterable[str]) -> set[str]:
    """The blocks of those cells that are whole blocks, such as those of laws' names."""
    return {block for cell in cells if cell == whole(block := block_of(cell))}


def shelf_of(kind: str, issuer: str) -> Shelf:
    """Where a document of this type and issuer stands, by their IRIs."""
    place, _, body = issuer.rpartition(":")
    return kind, f"{place}:{dotted(book_of(body.replace('.', '-'), persons_only=True))}"


def issuers_on(shelf: Shelf) -> list[str]:
    """The IRIs of all bodies whose documents stand on a shelf, and of some that there are not."""
    place, _, book = shelf[1].rpartition(":")
    return [f"{place}:{dotted(writer)}" for writer in writers_in(book.replace(".", "-"))]


def _shelf_mark(shelf: Shelf) -> Literal:
    return Literal(" ".join(shelf))
