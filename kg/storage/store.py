"""Where the graph is kept. One interface, every change whole or not at all.

Everything else speaks to a :class:`Store`: it asks by SPARQL or by pattern, and changes by :class:`Change`. This one is
in memory; those of :mod:`kg.storage.folder` and :mod:`kg.storage.remote` are one, too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, Any, Self
from uuid import uuid4

import pyoxigraph as ox
from pyoxigraph import Literal, NamedNode, Quad

from extract.errors import QueryError, StoreError
from kg.graph.terms import NAMESPACES, is_own
from kg.storage.change import Change, place, update_text
from kg.storage.sentences import as_store_errors, store_error
from kg.storage.touched import Touch, Touched, touched_by

__all__ = ["Change", "Row", "Store", "Term", "value_of"]

Term = NamedNode | Literal
Row = dict[str, Term]


class Store:
    """A set of quads; :func:`kg.storage.opening.open_store` gives one.

    ``where`` is its folder, None in memory. ``kept`` holds what others made of it and can make follow, by name, with
    the generation that it belongs to; ``room`` is a folder that stays as long as this very state of the store does, for
    files that are made of it, None where there is none.
    """

    room: Path | None = None

    def __init__(self, quads: ox.Store, where: Path | None = None, *, writable: bool = True) -> None:
        self._quads = quads
        self.where = where
        self.writable = writable
        self.kept: dict[str, tuple[str, Any]] = {}
        self._generation = uuid4().hex
        self._touched = Touched()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __len__(self) -> int:
        return len(self._quads)

    @property
    def generation(self) -> str:
        """A name for what the store holds, another after each change: where it is the same, nothing changed."""
        return self._generation

    def latest(self) -> Store:
        """The store as it was last finished: this one, unless it is a folder's that is read (checked in 20 µs)."""
        return self

    def publish(self) -> None:
        """Makes what is written so far what readers of a folder see."""

    def close(self) -> None:
        """Lets go of the store, and of what was made of it."""
        self._quads = ox.Store()
        self.kept = {}

    def touched_since(self, generation: str) -> Touch | None:
        """What may be otherwise since a generation; None where that is not known."""
        return self._touched.between(generation, self._generation)

    def select(self, query: str) -> list[Row]:
        """The rows of a SELECT over all graphs as one, unbound variables left out.

        Prefixes of :data:`kg.graph.terms.NAMESPACES` need no declaration. Raises QueryError for a wrong query.
        """
        try:
            answer = self._quads.query(query, prefixes=dict(NAMESPACES), use_default_graph_as_union=True)
        except SyntaxError as error:
            raise QueryError("The query is not valid SPARQL: {error}", error=error) from error
        if not isinstance(answer, ox.QuerySolutions):
            raise QueryError("The query must be a SELECT.")
        names = [variable.value for variable in answer.variables]
        with as_store_errors(self.where, write=False):
            return [
                {name: value for name in names if isinstance(value := row[name], (NamedNode, Literal))}
                for row in answer
            ]

    def match(
        self,
        subject: NamedNode | None = None,
        predicate: NamedNode | None = None,
        value: NamedNode | Literal | None = None,
        graph: NamedNode | None = None,
    ) -> Iterator[Quad]:
        """The quads that fit; None fits everything."""
        return self._read(self._quads.quads_for_pattern(subject, predicate, value, graph))

    def _read(self, quads: Iterator[Quad]) -> Iterator[Quad]:
        """The quads; what the system says on the way, of a damaged folder for instance, as a sentence."""
        try:
            yield from quads
        except (OSError, RuntimeError) as error:
            raise store_error(self.where, str(error)) from error

    def about(
        self, subjects: Iterable[NamedNode], predicate: NamedNode | None = None, graph: NamedNode | None = None
    ) -> Iterator[Quad]:
        """The quads of these subjects; None fits everything."""
        for subject in subjects:
            yield from self.match(subject, predicate, None, graph)

    def pointing(
        self, predicate: NamedNode, values: Iterable[NamedNode | Literal], graph: NamedNode | None = None
    ) -> Iterator[Quad]:
        """The quads of a predicate with one of these values; without a graph, in all of them."""
        for value in values:
            yield from self.match(None, predicate, value, graph)

    def graphs(self) -> Iterator[NamedNode]:
        """The names of all graphs but the store's own."""
        for name in self._quads.named_graphs():
            if isinstance(name, NamedNode) and not is_own(name):
                yield name

    def quads(self) -> Iterator[Quad]:
        """All quads but the store's own books and texts: what is exported, validated and compared."""
        return (quad for quad in self._read(iter(self._quads)) if not is_own(quad.graph_name))

    def apply(self, change: Change) -> None:
        """Makes a change, whole or not at all. Raises StoreError where the folder cannot be written."""
        if not change:
            return
        if not self.writable:
            raise StoreError("The store {where} is open for reading only.", where=self.where)
        touch = touched_by(change, lambda one, graph: self.match(None, one, None, graph))
        with as_store_errors(self.where):
            self._write(change)
        self._changed(touch)

    def _write(self, change: Change) -> None:
        if change.drop or change.remove:
            self._quads.update(update_text(change))
        else:
            self._quads.extend(sorted(change.added(), key=place))

    def _changed(self, touch: Touch | None = None) -> None:
        """The next generation begins; None: anything may be touched."""
        before, self._generation = self._generation, uuid4().hex
        self._touched.note(before, self._generation, touch)

    def load(self, file: IO[bytes]) -> None:
        """Adds what a file of N-Quads holds; of one that breaks off, something may be left."""
        self._quads.bulk_load(file, ox.RdfFormat.N_QUADS)
        self._changed()

    def compact(self) -> None:
        """Puts a folder's files in order after much was written; then all is read in little more than half the time."""

    def finish(self) -> None:
        """Does what is left to do of a change whose process ended, where such a change can be."""


def subject_of(quad: Quad) -> str:
    """The IRI of a quad's subject; "" for a blank node."""
    return quad.subject.value if isinstance(quad.subject, NamedNode) else ""


def subjects_of(quads: Iterable[Quad]) -> Iterator[NamedNode]:
    """The subjects of quads that are no blank nodes."""
    return (quad.subject for quad in quads if isinstance(quad.subject, NamedNode))


def value_of(quad: Quad) -> str:
    """The text of a quad's object."""
    return str(quad.object.value) if isinstance(quad.object, (NamedNode, Literal)) else ""
