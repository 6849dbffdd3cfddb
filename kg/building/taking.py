"""How texts enter a store and leave it: a batch is one transaction, and what one text breaks costs that one alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import TypeVar

from pyoxigraph import Literal, Quad

from extract.errors import CancuError, Sentence, StoreError
from extract.reading import printable
from kg.building.intake import Closed, Taken, Text
from kg.building.linking import link
from kg.graph.registering import Known
from kg.graph.terms import BOOKS, source_iri, term
from kg.graph.triples import place_quads
from kg.storage.books import INFERENCE, REGISTER_VERSION, Books, Place, archive_quads, location_of, place_in
from kg.storage.change import Change
from kg.storage.sentences import as_store_errors
from kg.storage.store import Store
from kg.tracing import noted

Part = TypeVar("Part")


@dataclass(frozen=True, slots=True)
class Terms:
    """On which terms a store is built: with inferred identities or without, and with which register."""

    infer: bool
    known: Known | None

    @property
    def register(self) -> str:
        """The version of the register, "none" without one."""
        return self.known.version if self.known else "none"


class Desk:
    """Where texts enter a store and leave it. ``books`` are the store's own, as they are after the last transaction."""

    def __init__(self, store: Store, terms: Terms) -> None:
        self.books = Books(store)
        self._store, self._terms = store, terms
        self._flaws: defaultdict[str, list[str]] = defaultdict(list)

    def come_to_terms(self) -> None:
        """Brings what the store holds to the terms of this build. Raises StoreError where that fails."""
        if not self.books.differ(self._terms.infer, self._terms.register):
            return

        def give_up(_: None, error: Exception) -> None:
            raise StoreError(
                "What the store holds cannot be brought in line with the register and the options given "
                "({error}); build with those of before, or anew into another folder.",
                error=noted(error, "the terms of a build"),
            )

        self._in_halves([None], lambda _: self._take([], []), give_up)

    def let_go(self, files: Sequence[str]) -> list[str]:
        """Takes files out of the store; for each with which that fails, the sentence that says so."""
        sentences: list[str] = []

        def keep(file: str, error: Exception) -> None:
            sentences.append(
                Sentence(
                    "{path} is gone, but the store could not let go of it ({error}).",
                    path=printable(file),
                    error=noted(error, file),
                )
            )

        self._in_halves(files, lambda some: self._take(some, []), keep)
        return sentences

    def take_in(self, batch: Sequence[Taken]) -> list[Taken]:
        """Takes a batch into the store. What is given back is what it came to: without a text that could not be taken
        in, about which the end of its file has a sentence."""
        units: list[list[Taken]] = []
        for taken in batch:
            if isinstance(taken, Closed) and units:
                units[-1].append(taken)  # not parted from its last text
            else:
                units.append([taken])
        came: list[Taken] = []

        def take(some: Sequence[list[Taken]]) -> None:
            whole = self._flawed(chain.from_iterable(some))
            self._take([], whole)
            came.extend(whole)

        def leave_out(unit: list[Taken], error: Exception) -> None:
            for text in unit:
                if isinstance(text, Text):
                    path = text.extraction.source.path
                    self._flaws[text.file].append(
                        Sentence(
                            "{path} could not be taken into the store ({error}); it was left out.",
                            path=path,
                            error=noted(error, path),
                        )
                    )
            ends = [taken for taken in unit if isinstance(taken, Closed)]
            self._in_halves([ends], lambda some: take([list(some[0])]), lambda _, __: came.extend(self._flawed(ends)))

        self._in_halves(units, take, leave_out)
        return came

    def _flawed(self, batch: Iterable[Taken]) -> list[Taken]:
        """A batch in which the ends of files tell, too, of texts that could not be taken in."""
        return [
            replace(taken, failures=(*taken.failures, *self._flaws[taken.file]))
            if isinstance(taken, Closed) and taken.file in self._flaws
            else taken
            for taken in batch
        ]

    def _in_halves(
        self,
        parts: Sequence[Part],
        do: Callable[[Sequence[Part]], None],
        failed: Callable[[Part, Exception], None],
    ) -> None:
        """Does something with all parts at once; where that fails, with each half, so that only the parts with which it
        fails alone are left out. Raises StoreError: a store that cannot be read or written is no fault of a part."""
        if not parts:
            return
        underway = set(self.books.underway)
        try:
            do(parts)
        except CancuError:
            raise
        except OSError:
            with as_store_errors(self._store.where):
                raise
        except Exception as error:  # noqa: BLE001 - one text must not end a build of thousands
            self.books.underway = underway
            if len(parts) == 1:
                failed(parts[0], error)
                return
            middle = len(parts) // 2
            self._in_halves(parts[:middle], do, failed)
            self._in_halves(parts[middle:], do, failed)

    def _take(self, gone: Iterable[str], batch: Sequence[Taken]) -> None:
        """One transaction: places that are gone or hold something else now leave the books, new ones enter.

        The books are as before where it fails.
        """
        books = self.books
        leaving = {place.location: place for file in gone for place in books.held_of(file)}
        coming: dict[str, Place] = {}
        archives: dict[str, str | None] = dict.fromkeys(gone)
        for taken in batch:
            if isinstance(taken, Text):
                place = place_in(taken.file, taken.extraction.source)
                coming[place.location] = place
                archives[place.file] = None
                books.underway.add(place.location)
                if place.location in books.places:
                    leaving[place.location] = books.places[place.location]
                continue
            if taken.digest is not None:
                file = location_of(taken.file)
                leaving |= {
                    place.location: place for place in books.held_of(file) if place.location not in books.underway
                }
                whole = bool(books.underway - {file}) and not taken.failures
                archives[file] = taken.digest if whole else None
            books.underway.clear()
        touched = {place.digest for place in (*leaving.values(), *coming.values())}
        before = {digest for digest in touched if books.shown(digest)}
        books.exchange(leaving.values(), coming.values())
        try:
            held = {digest for digest in touched if books.shown(digest)}
            texts = {taken.extraction.source.sha256: taken for taken in batch if isinstance(taken, Text)}
            change = self._linked(before - held, [texts[digest] for digest in sorted(held - before)])
            for place in leaving.values():
                change.remove.update(place.quads())
                if place.digest in held and place.shown not in books.shown(place.digest):
                    change.remove.add(_path_quad(place))
            for place in coming.values():
                change.add |= {*place.quads(), _path_quad(place)}
            self._note_archives(archives, change)
            self._note_terms(change)
            change.remove -= change.add
            self._store.apply(change)
        except Exception:
            books.exchange(coming.values(), leaving.values())
            raise
        books.infer, books.register = self._terms.infer, self._terms.register
        books.renew_archives(archives)

    def _linked(self, gone: Iterable[str], new: Sequence[Text]) -> Change:
        """What the graph becomes without the sources of some digests and with the texts that are new."""
        change = link(
            self._store,
            set(map(source_iri, gone)),
            [text.extraction for text in new],
            known=self._terms.known,
            refresh=self.books.register != self._terms.register,
            infer=self._terms.infer,
            recognise_all=self.books.infer != self._terms.infer,
        )
        for text in new:
            change.add.update(place_quads(source_iri(text.extraction.source.sha256), text.places))
        return change

    def _note_archives(self, archives: Mapping[str, str | None], change: Change) -> None:
        """The hash of each archive whose texts are all held enters the books; of the others there is none."""
        for file, digest in archives.items():
            if file in self.books.archives:
                change.remove.update(archive_quads(file, self.books.archives[file]))
            if digest is not None:
                change.add.update(archive_quads(file, digest))

    def _note_terms(self, change: Change) -> None:
        terms = self._terms
        if self.books.differ(terms.infer, terms.register):
            for setting, value in ((INFERENCE, "on" if terms.infer else "off"), (REGISTER_VERSION, terms.register)):
                change.remove.update(self._store.match(BOOKS, setting, None, BOOKS))
                change.add.add(Quad(BOOKS, setting, Literal(value), BOOKS))


def _path_quad(place: Place) -> Quad:
    source = source_iri(place.digest)
    return Quad(source, term("cancu:path"), Literal(place.shown), source)
