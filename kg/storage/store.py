"""Where the graph is kept: an Oxigraph folder, or memory. One interface, every change whole or not at all.

Everything else speaks to a :class:`Store`: it asks by SPARQL or by pattern, and changes by :class:`Change`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO

import pyoxigraph as ox
from pyoxigraph import Literal, NamedNode, Quad

from extract.errors import QueryError, StoreError
from kg.graph.terms import BOOKS, NAMESPACES
from kg.storage.change import Change, place, update_text
from kg.storage.sentences import as_store_errors, store_error
from kg.storage.unfinished import UNFINISHED, note_of, noted

__all__ = ["Change", "Row", "Store", "Term", "as_store_errors", "value_of"]

MANY = 10_000
"""Statements above which a change to a folder is written as whole new files."""

Term = NamedNode | Literal
Row = dict[str, Term]


class Store:
    """A set of quads; :func:`kg.storage.opening.open_store` gives one.

    ``where`` is its folder, None in memory; ``generation`` counts the changes made through it.
    """

    def __init__(self, quads: ox.Store, where: Path | None = None, *, writable: bool = True) -> None:
        self._quads = quads
        self.where = where
        self.generation = 0
        self.writable = writable

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __len__(self) -> int:
        return len(self._quads)

    def close(self) -> None:
        """Lets go of the folder, so that another process may write to it."""
        try:
            if self.writable and self.where is not None:
                with as_store_errors(self.where):
                    self._quads.flush()
        finally:
            self._quads = ox.Store()

    def select(self, query: str) -> list[Row]:
        """The rows of a SELECT over all graphs as one, unbound variables left out.

        Prefixes of :data:`kg.graph.terms.NAMESPACES` need no declaration. Raises QueryError for a wrong query.
        """
        try:
            answer = self._quads.query(query, prefixes=dict(NAMESPACES), use_default_graph_as_union=True)
        except SyntaxError as error:
            raise QueryError(f"The query is not valid SPARQL: {error}") from error
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
        """The names of all graphs but the store's own books."""
        for name in self._quads.named_graphs():
            if isinstance(name, NamedNode) and name != BOOKS:
                yield name

    def quads(self) -> Iterator[Quad]:
        """All quads but the store's own books: what is exported, validated and compared."""
        return (quad for quad in self._read(iter(self._quads)) if quad.graph_name != BOOKS)

    def apply(self, change: Change) -> None:
        """Makes a change, whole or not at all. Raises StoreError where the folder cannot be written."""
        if not change:
            return
        if not self.writable:
            raise StoreError(f"The store {self.where} is open for reading only.")
        with as_store_errors(self.where):
            if self.where is not None and len(change.add) >= MANY and self._is_apart(change):
                self._apply_in_files(change)
            elif change.drop or change.remove:
                self._quads.update(update_text(change))
            else:
                self._quads.extend(sorted(change.add, key=place))
            if self.where is not None and len(change.drop) + len(change.remove) >= MANY:
                self._quads.flush()  # else what waits to be written fills a gigabyte of memory
        self.generation += 1

    def load(self, file: IO[bytes]) -> None:
        """Adds what a file of N-Quads holds; of one that breaks off, something may be left."""
        self._quads.bulk_load(file, ox.RdfFormat.N_QUADS)
        self.generation += 1

    def compact(self) -> None:
        """Puts a folder's files in order after much was written; then all is read in little more than half the time."""
        if self.writable and self.where is not None:
            with as_store_errors(self.where):
                self._quads.optimize()

    def _is_apart(self, change: Change) -> bool:
        """Whether what is added has nothing to do with what is dropped, so that it can be added before."""
        return change.drop.isdisjoint(quad.graph_name for quad in change.add) if change.drop else True

    def _apply_in_files(self, change: Change) -> None:
        """Adds by writing whole new files, in half the time; what goes is noted in them, so that it surely goes."""
        gone = Change(change.drop, change.remove)
        if not gone:
            self._quads.bulk_extend(change.add)
            return
        note = note_of(gone)
        self._quads.bulk_extend((*change.add, note))
        self._finish(note, gone)

    def _finish(self, note: Quad, gone: Change) -> None:
        self._quads.update(update_text(Change(gone.drop, gone.remove | {note})))

    def unfinished(self) -> Quad | None:
        """The note of what is left to do of a change whose process ended."""
        return next(self.match(BOOKS, UNFINISHED, None, BOOKS), None)

    def finish(self) -> None:
        """Does what is left to do of a change whose process ended. Raises StoreError for what this program notes not.

        Only what is noted goes, and the note with it, in one transaction.
        """
        while (note := self.unfinished()) is not None:
            try:
                gone = noted(note)
            except ValueError as error:
                raise StoreError(
                    f"The store {self.where} notes a change that this program did not write; it is from an older "
                    "version or from somebody else. Build it anew into another folder."
                ) from error
            self._finish(note, gone)


def value_of(quad: Quad) -> str:
    """The text of a quad's object."""
    return str(quad.object.value) if isinstance(quad.object, (NamedNode, Literal)) else ""
