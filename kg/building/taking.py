"""How texts enter a store and leave it: a batch is one transaction, and what one text breaks costs that one alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain, starmap
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Quad

from extract.errors import Sentence, StoreError
from extract.reading import printable
from kg.building.corrections import Corrections
from kg.building.halves import in_halves
from kg.building.intake import Closed, Taken, Text
from kg.building.linking import link
from kg.building.names import Names
from kg.graph.registering import Known
from kg.graph.terms import BOOKS, source_iri, term, text_iri
from kg.graph.triples import CORRECTION, correction_quads, place_quads
from kg.law.aside import asides_in
from kg.storage.change import Change, Told
from kg.storage.file_list import (
    CORRECTIONS,
    INFERENCE,
    REGISTER_VERSION,
    Entry,
    FileList,
    Forgotten,
    archive_quads,
    entry_of,
    location_of,
    root_quads,
)
from kg.storage.readback import Readback
from kg.storage.sentences import as_store_errors
from kg.storage.store import Store
from kg.storage.texts import held_texts, text_quad, unpacked
from kg.tracing import noted


@dataclass(frozen=True, slots=True)
class Terms:
    """On which terms a store is built: with inferred identities or without, with which register, with texts or not, and
    with which corrections by the user (None: with those that it has been built with)."""

    infer: bool
    known: Known | None
    texts: bool = True
    corrections: Corrections | None = None

    @property
    def register(self) -> str:
        """The version of the register, "none" without one."""
        return self.known.version if self.known else "none"


class Desk:
    """Where texts enter a store and leave it. ``books`` are the store's own, as they are after the last transaction.

    ``given`` is what is to be built, by which sources are named.
    """

    def __init__(self, store: Store, terms: Terms, given: Iterable[Path] = ()) -> None:
        store.finish()
        self.file_list = FileList(store)
        self._store, self._terms = store, terms
        self._names = Names(self.file_list, given)
        self._texts = held_texts(store)
        self._flaws: defaultdict[str, list[str]] = defaultdict(list)
        self._uncorrected = self._to_correct()

    def come_to_terms(self) -> None:
        """Brings what the store holds to the terms of this build. Raises StoreError where that fails.

        Texts that it is to hold and does not come as their files are read again (:meth:`is_current`).
        """
        if self._texts and not self._terms.texts:
            self._store.apply(Change(drop=set(map(text_iri, self._texts))))
            self._texts.clear()
        if not self.file_list.differ(self._terms.infer, self._terms.register):
            return

        def give_up(_: None, error: Exception) -> None:
            raise StoreError(
                "What the store holds cannot be brought in line with the register and the options given "
                "({error}); build with those of before, or anew into another folder.",
                error=noted(error, "the terms of a build"),
            )

        in_halves([None], lambda _: self._take([], []), give_up)

    def is_current(self, file: str, digest: str | None) -> bool:
        """Whether all of a file with this content is held already, as the terms of this build ask."""
        held = self.file_list.held_of(file)
        return (
            self.file_list.is_current(file, digest)
            and (not self._terms.texts or all(entry.digest in self._texts for entry in held))
            and all(entry.digest not in self._uncorrected for entry in held)
        )

    def _to_correct(self) -> set[str]:
        """The contents that were corrected otherwise than the terms ask, or not yet: they are read again."""
        corrections = self._terms.corrections
        if corrections is None or corrections.fingerprint == self.file_list.corrections:
            return set()
        corrected = {quad.graph_name for quad in self._store.match(None, CORRECTION)}
        corrected |= Readback(self._store, ()).sources_in(corrections.blocks)
        nodes = {node.value for node in corrected if isinstance(node, NamedNode)}
        return {
            entry.digest
            for entry in self.file_list.entries.values()
            if source_iri(entry.digest).value in nodes or corrections.speak_of(entry.name)
        }

    def note_corrections(self) -> None:
        """Notes by what the store is corrected, once all that they concern was read again."""
        corrections = self._terms.corrections
        if corrections is None or self._uncorrected or corrections.fingerprint == self.file_list.corrections:
            return
        change = Change(remove=set(self._store.match(BOOKS, CORRECTIONS, None, BOOKS)))
        change.add.add(Quad(BOOKS, CORRECTIONS, Literal(corrections.fingerprint), BOOKS))
        self._store.apply(change)
        self.file_list.corrections = corrections.fingerprint

    def is_forgotten(self, text: Text) -> bool:
        """Whether a text was taken out on purpose."""
        entry = self._entry_of(text)
        return self.file_list.is_forgotten(entry.location, entry.digest)

    def forget(self, digest: str) -> Forgotten:
        """Takes out a content that the store holds, wherever it lies, and notes that it is not to come back."""
        entries = self.file_list.entries_of(digest)
        names, locations = ({one.name for one in entries}, {one.location for one in entries})
        entry = Forgotten(digest, tuple(sorted(names)), tuple(sorted(locations)))
        self._exchange(entries, [], {}, {}, entry.quads())
        self.file_list.forgotten[digest] = entry
        return entry

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

        in_halves(files, lambda some: self._take(some, []), keep)
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
            in_halves([ends], lambda some: take([list(some[0])]), lambda _, __: came.extend(self._flawed(ends)))

        in_halves(units, take, leave_out)
        return came

    def _flawed(self, batch: Iterable[Taken]) -> list[Taken]:
        """A batch in which the ends of files tell, too, of texts that could not be taken in."""
        return [
            replace(taken, failures=(*taken.failures, *self._flaws[taken.file]))
            if isinstance(taken, Closed) and taken.file in self._flaws
            else taken
            for taken in batch
        ]

    def _take(self, gone: Iterable[str], batch: Sequence[Taken]) -> None:
        """One transaction: entries that are gone or hold something else now leave the list of files, new ones enter.

        The books are as before where it fails. Raises StoreError for a store that cannot be read or written.
        """
        underway = set(self.file_list.underway)
        try:
            self._bring_in(gone, batch)
        except OSError:
            with as_store_errors(self._store.where):
                raise
        except Exception:
            self.file_list.underway = underway
            raise

    def _bring_in(self, gone: Iterable[str], batch: Sequence[Taken]) -> None:
        file_list = self.file_list
        texts: dict[str, Text] = {}
        leaving = {entry.location: entry for file in gone for entry in file_list.held_of(file)}
        coming: dict[str, Entry] = {}
        archives: dict[str, str | None] = dict.fromkeys(gone)
        for taken in batch:
            if isinstance(taken, Text):
                entry = self._entry_of(taken)
                archives[entry.file] = None
                file_list.underway.add(entry.location)
                if entry.location in file_list.entries:
                    leaving[entry.location] = file_list.entries[entry.location]
                if not self.is_forgotten(taken):
                    coming[entry.location], texts[entry.digest] = entry, taken
                continue
            if taken.digest is not None:
                file = location_of(taken.file)
                leaving |= {
                    entry.location: entry
                    for entry in file_list.held_of(file)
                    if entry.location not in file_list.underway
                }
                whole = bool(file_list.underway - {file}) and not taken.failures
                archives[file] = taken.digest if whole else None
            file_list.underway.clear()
        roots = {folder: name for folder, name in self._names.roots.items() if folder not in file_list.roots}
        notes = chain.from_iterable(starmap(root_quads, roots.items()))
        self._exchange(leaving.values(), coming.values(), texts, archives, notes)
        file_list.roots |= roots

    def _exchange(
        self,
        leaving: Collection[Entry],
        coming: Collection[Entry],
        texts: Mapping[str, Text],
        archives: Mapping[str, str | None],
        notes: Iterable[Quad],
    ) -> None:
        """One transaction: some entries for others, with the ``texts`` of these by their digests, the ``archives``
        as they are known from now on, and ``notes`` for the list of files."""
        file_list = self.file_list
        touched = {entry.digest for entry in (*leaving, *coming)}
        before = {digest for digest in touched if file_list.names(digest)}
        file_list.exchange(leaving, coming)
        try:
            held = {digest for digest in touched if file_list.names(digest)}
            named = {entry.digest: self._corrected(_named(texts[entry.digest], entry.name)) for entry in coming}
            again = self._uncorrected & named.keys() & before & held
            change = self._linked(
                (before - held) | again, [named[digest] for digest in sorted((held - before) | again)]
            )
            for digest in again:
                change.add |= set(map(_path_quad, file_list.entries_of(digest)))
            for entry in leaving:
                change.remove.update(entry.quads())
                if entry.digest in held and entry.name not in file_list.names(entry.digest):
                    change.remove.add(_path_quad(entry))
            for entry in coming:
                change.add |= {*entry.quads(), _path_quad(entry)}
            unkept = self._texts & (before - held)
            kept = held & named.keys() - self._texts if self._terms.texts else set[str]()
            change.drop.update(map(text_iri, unkept))
            change.add.update(text_quad(digest, named[digest].pack) for digest in kept)
            self._note_archives(archives, change)
            self._note_terms(change)
            change.add.update(notes)
            change.remove -= change.add
            self._store.apply(change)
        except Exception:
            file_list.exchange(coming, leaving)
            raise
        self._texts = self._texts - unkept | kept
        self._uncorrected -= again
        file_list.infer, file_list.register = self._terms.infer, self._terms.register
        file_list.renew_archives(archives)

    def _corrected(self, text: Text) -> Text:
        """A text with its record as the user corrects it."""
        if self._terms.corrections is None:
            return text
        names = self.file_list.names(text.extraction.source.sha256) | {text.extraction.source.path}
        found = self._terms.corrections.of(text.extraction, names)
        if not found.said:
            return text
        asides = asides_in(unpacked(text.pack), found.extraction)
        return replace(text, extraction=found.extraction, asides=asides, corrected=found.said)

    def _entry_of(self, text: Text) -> Entry:
        return entry_of(text.file, text.extraction.source, self._names.of)

    def _linked(self, gone: Iterable[str], new: Sequence[Text]) -> Change:
        """What the graph becomes without the sources of some digests and with the texts that are new."""
        change = link(
            self._store,
            set(map(source_iri, gone)),
            [text.extraction for text in new],
            asides={text.extraction.source.sha256: text.asides for text in new},
            known=self._terms.known,
            refresh=self.file_list.register != self._terms.register,
            infer=self._terms.infer,
            recognise_all=self.file_list.infer != self._terms.infer,
        )
        for text in new:
            source = source_iri(text.extraction.source.sha256)
            if text.places:
                change.told.append(Told(source, 2 * len(text.places), partial(place_quads, source, text.places)))
            change.add |= set(correction_quads(source, text.corrected))
        return change

    def _note_archives(self, archives: Mapping[str, str | None], change: Change) -> None:
        """The hash of each archive whose texts are all held enters the books; of the others there is none."""
        for file, digest in archives.items():
            if file in self.file_list.archives:
                change.remove.update(archive_quads(file, self.file_list.archives[file]))
            if digest is not None:
                change.add.update(archive_quads(file, digest))

    def _note_terms(self, change: Change) -> None:
        terms = self._terms
        if self.file_list.differ(terms.infer, terms.register):
            for setting, value in ((INFERENCE, "on" if terms.infer else "off"), (REGISTER_VERSION, terms.register)):
                change.remove.update(self._store.match(BOOKS, setting, None, BOOKS))
                change.add.add(Quad(BOOKS, setting, Literal(value), BOOKS))


def _named(text: Text, name: str) -> Text:
    """A text whose source goes by a name."""
    source = replace(text.extraction.source, path=name)
    return replace(text, extraction=replace(text.extraction, source=source))


def _path_quad(entry: Entry) -> Quad:
    source = source_iri(entry.digest)
    return Quad(source, term("cancu:path"), Literal(entry.name), source)
