"""Building a store from files, again and again: only what is new or changed is read, what is gone leaves.

The store's own books say which text lies where and by which content it is known. Texts are taken in batches; a batch is
one transaction, so that a build may be stopped at any moment and goes on where it was.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from pyoxigraph import Literal, Quad

from extract.reading import Progress as Pages
from extract.reading import walk
from kg.building.intake import Closed, Taken, Text, content_hash, read_files
from kg.building.linking import link
from kg.graph.registering import Known
from kg.graph.terms import BOOKS, source_iri, term
from kg.graph.triples import place_quads
from kg.law.register import load_register
from kg.storage.books import (
    INFERENCE,
    REGISTER_VERSION,
    Books,
    Place,
    archive_quads,
    location_of,
    locations_of,
    place_in,
)
from kg.storage.store import Change, Store

BATCH = 1000
"""Texts of one transaction."""

MUCH = 0.25
"""The part of a store's texts that is worth putting its files in order, once it was read anew."""

PATIENCE = 20.0
"""Seconds after which a transaction ends although it holds fewer, so that no long work is lost."""

Progress = Callable[[int, int], None]
"""Called with the number of files done and to do."""


@dataclass(slots=True)
class Report:
    """What a build did, in texts: a file is one, or holds many if it is an archive.

    ``failed`` holds a sentence for each that could not be read, ``warnings`` what is to be known of those that were.
    """

    read: int = 0
    unchanged: int = 0
    removed: int = 0
    citations: int = 0
    seconds: float = 0.0
    failed: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Terms:
    """On which terms a store is built: with inferred identities or without, and with which register."""

    infer: bool
    known: Known | None

    @property
    def register(self) -> str:
        """The version of the register, "none" without one."""
        return self.known.version if self.known else "none"


def build(
    paths: Iterable[str | Path],
    store: Store,
    *,
    infer: bool = True,
    register: bool = True,
    workers: int = 1,
    executor: Executor | None = None,
    progress: Progress | None = None,
    pages: Pages | None = None,
) -> Report:
    """Brings the store up to date with the files under ``paths``, and says what was done.

    What lay under a folder of ``paths`` and is no longer there leaves the store with all that it alone said; what is in
    an archive comes and goes with it. What cannot be read becomes a sentence in the report and stops nothing. ``infer``
    off: files without number are not taken for documents that others cite. ``register`` off: the facts that come along
    stay out of the graph. Files are read by ``executor`` if one is given (it must see them by the same paths), else by
    so many ``workers``; ``pages`` is told of the pages that this process recognises in pictures.
    """
    started, report = time.perf_counter(), Report()
    folders = [Path(path) for path in paths]
    books, terms = Books(store), Terms(infer, known() if register else None)
    found = locations_of(walk(folders))
    if store.where:
        home = _inside(store.where)
        found = {file: path for file, path in found.items() if not file.startswith(home)}
    under = tuple(_inside(folder) for folder in folders if folder.is_dir())
    gone = [file for file in books.files() if file not in found and file.startswith(under)]
    unread = []
    for file, path in found.items():
        if books.is_current(file, content_hash(path)):
            report.unchanged += len(books.held_of(file))
        else:
            unread.append(path)
    report.removed = sum(len(books.held_of(file)) for file in gone)
    for start in range(0, len(gone), BATCH):
        _take(store, books, gone[start : start + BATCH], [], terms)
    if books.differ(terms.infer, terms.register):
        _take(store, books, [], [], terms)
    done = 0
    for batch in _in_batches(read_files(unread, workers, executor, pages)):
        _take(store, books, [], batch, terms)
        for taken in batch:
            if isinstance(taken, Text):
                report.read += 1
                report.citations += len(taken.extraction.citations)
                report.warnings += taken.warnings
            else:
                done += 1
                report.failed += taken.failures
        if progress:
            progress(done, len(unread))
    if report.read > MUCH * len(books.places):
        store.compact()
    report.seconds = time.perf_counter() - started
    return report


def _in_batches(reads: Iterator[Taken]) -> Iterator[list[Taken]]:
    """What is read, in parts that are full or took long enough; a file's end stays with its last text."""
    batch: list[Taken] = []
    size, due = 0, time.monotonic() + PATIENCE
    for taken in reads:
        ends = isinstance(taken, Closed) and bool(batch) and isinstance(batch[-1], Text)
        if batch and not ends and (size >= BATCH or time.monotonic() > due):
            yield batch
            batch, size, due = [], 0, time.monotonic() + PATIENCE
        batch.append(taken)
        size += len(taken.failures) if isinstance(taken, Closed) else 1
    if batch:
        yield batch


def _take(store: Store, books: Books, gone: Iterable[str], batch: Sequence[Taken], terms: Terms) -> None:
    """One transaction: places that are gone or hold something else now leave the books, new ones enter."""
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
            leaving |= {place.location: place for place in books.held_of(file) if place.location not in books.underway}
            whole = bool(books.underway - {file}) and not taken.failures
            archives[file] = taken.digest if whole else None
        books.underway.clear()
    touched = (*leaving.values(), *coming.values())
    before = {place.digest for place in touched if books.shown(place.digest)}
    for place in leaving.values():
        books.strike(place)
    for place in coming.values():
        books.enter(place)
    held = {place.digest for place in touched if books.shown(place.digest)}
    texts = {taken.extraction.source.sha256: taken for taken in batch if isinstance(taken, Text)}
    new = [texts[digest] for digest in sorted(held - before)]
    change = link(
        store,
        {source_iri(digest) for digest in before - held},
        [text.extraction for text in new],
        known=terms.known,
        refresh=books.register != terms.register,
        infer=terms.infer,
        recognise_all=books.infer != terms.infer,
    )
    for text in new:
        change.add.update(place_quads(source_iri(text.extraction.source.sha256), text.places))
    for place in leaving.values():
        change.remove.update(place.quads())
        if place.digest in held and place.shown not in books.shown(place.digest):
            change.remove.add(_path_quad(place))
    for place in coming.values():
        change.add |= {*place.quads(), _path_quad(place)}
    _renew_archives(books, archives, change)
    if books.differ(terms.infer, terms.register):
        books.infer, books.register = terms.infer, terms.register
        for setting, value in ((INFERENCE, "on" if terms.infer else "off"), (REGISTER_VERSION, terms.register)):
            change.remove.update(store.match(BOOKS, setting, None, BOOKS))
            change.add.add(Quad(BOOKS, setting, Literal(value), BOOKS))
    change.remove -= change.add
    store.apply(change)


def _renew_archives(books: Books, archives: Mapping[str, str | None], change: Change) -> None:
    """The hash of each archive whose texts are all held enters the books; of the others there is none."""
    for file, digest in archives.items():
        if file in books.archives:
            change.remove.update(archive_quads(file, books.archives.pop(file)))
        if digest is not None:
            books.archives[file] = digest
            change.add.update(archive_quads(file, digest))


@cache
def known() -> Known:
    """The register that comes along, ready for the graph."""
    return Known(load_register())


def _path_quad(place: Place) -> Quad:
    source = source_iri(place.digest)
    return Quad(source, term("cancu:path"), Literal(place.shown), source)


def _inside(folder: Path) -> str:
    """What the locations of all files in a folder begin with."""
    return os.path.join(location_of(folder), "")  # noqa: PTH118 - keeps the root's only slash
