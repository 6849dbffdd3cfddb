"""Building a store from files, again and again: only what is new or changed is read, what is gone leaves.

The store's own books say which file lies where and by which content it is known. Files are taken in batches; a batch is
one transaction, so that a build may be stopped at any moment and goes on where it was.
"""

from __future__ import annotations

import hashlib
import time
from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from dataclasses import dataclass, field
from functools import cache
from itertools import islice
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Quad

from extract import extract, read
from extract.errors import InputError
from extract.reading import walk
from extract.records import Extraction
from kg.linking import link
from kg.register import load_register
from kg.registering import Known
from kg.store import Store, value_of
from kg.terms import BASE, BOOKS, source_iri, term

BATCH = 500
"""Files of one transaction."""

CHUNK = 50
"""Files of one task for another process."""

WORTH_A_POOL = 50
"""Fewer files than this are read faster by one process."""

_INFERENCE, _REGISTER = term("cancu:inference"), term("cancu:registerVersion")

Progress = Callable[[int, int], None]
"""Called with the number of files done and to do."""


@dataclass(slots=True)
class Report:
    """What a build did. ``failed`` holds one sentence for each file that could not be read."""

    read: int = 0
    unchanged: int = 0
    removed: int = 0
    citations: int = 0
    seconds: float = 0.0
    failed: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Read:
    """One file as it was read; ``extraction`` None where it could not be, with the sentence that says why."""

    path: str
    digest: str | None
    extraction: Extraction | None
    failure: str | None = None


@dataclass(frozen=True, slots=True)
class Terms:
    """On which terms a store is built: with inferred identities or without, and with which register."""

    infer: bool
    known: Known | None

    @property
    def register(self) -> str:
        """The version of the register, "none" without one."""
        return self.known.version if self.known else "none"


@dataclass(frozen=True, slots=True)
class _Place:
    """An entry of the books: a file's absolute path, as the user gave it, and the hash of its content."""

    location: str
    shown: str
    digest: str


def build(
    paths: Iterable[str | Path],
    store: Store,
    *,
    infer: bool = True,
    register: bool = True,
    workers: int = 1,
    executor: Executor | None = None,
    progress: Progress | None = None,
) -> Report:
    """Brings the store up to date with the files under ``paths``, and says what was done.

    What lay under a folder of ``paths`` and is no longer there leaves the store with all that it alone said. A file
    that cannot be read becomes a sentence in the report and stops nothing. ``infer`` off: files without number are
    not taken for documents that others cite. ``register`` off: the facts that come along stay out of the graph.
    Files are read by ``executor`` if one is given (it must see them by the same paths), else by so many ``workers``.
    """
    started, report = time.perf_counter(), Report()
    folders = [Path(path) for path in paths]
    books = _Books(store)
    found = {str(path.resolve()): str(path) for path in walk(folders) if not _is_in_store(path, store)}
    gone = [place for place in books.places.values() if place.location not in found and _is_under(place, folders)]
    unread = []
    for location, shown in found.items():
        if location in books.places and books.places[location].digest == _digest(location):
            report.unchanged += 1
        else:
            unread.append(shown)
    terms = Terms(infer, known() if register else None)
    if gone or books.differ(terms):
        _take(store, books, gone, [], terms)
        report.removed = len(gone)
    done = 0
    for batch in _in_batches(_read_files(unread, workers, executor)):
        _take(store, books, [], batch, terms)
        done += len(batch)
        report.read += sum(one.extraction is not None for one in batch)
        report.citations += sum(len(one.extraction.citations) for one in batch if one.extraction)
        report.failed += [one.failure for one in batch if one.failure]
        if progress:
            progress(done, len(unread))
    report.seconds = time.perf_counter() - started
    return report


def read_file(path: str) -> _Read:
    """One file as a record, or the sentence that says why not. Whatever a file may hold, it stops no other."""
    try:
        extraction = extract(read(path))
        return _Read(path, extraction.source.sha256, extraction)
    except InputError as error:
        failure = str(error)
    except Exception as error:  # noqa: BLE001 - one hostile file must not end a build of thousands
        failure = f"{path} could not be understood ({type(error).__name__}: {error}); it was skipped."
    return _Read(path, _digest(path), None, failure)


def _read_files(paths: Sequence[str], workers: int, executor: Executor | None) -> Iterator[_Read]:
    if executor is not None:
        yield from _read_ahead(paths, executor)
    elif workers > 1 and len(paths) >= WORTH_A_POOL:
        with ProcessPoolExecutor(workers) as pool:
            yield from _read_ahead(paths, pool)
    else:
        yield from map(read_file, paths)


def _read_ahead(paths: Sequence[str], executor: Executor) -> Iterator[_Read]:
    """Files in their order, read by others no further ahead than two batches, so that memory stays bounded."""
    chunks = (paths[start : start + CHUNK] for start in range(0, len(paths), CHUNK))
    waiting = deque(executor.submit(_read_chunk, chunk) for chunk in islice(chunks, 2 * BATCH // CHUNK))
    while waiting:
        yield from waiting.popleft().result()
        waiting.extend(executor.submit(_read_chunk, chunk) for chunk in islice(chunks, 1))


def _read_chunk(paths: Sequence[str]) -> list[_Read]:
    return [read_file(path) for path in paths]


def _in_batches(reads: Iterator[_Read]) -> Iterator[list[_Read]]:
    batch: list[_Read] = []
    for one in reads:
        batch.append(one)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


class _Books:
    """Which file lies where, by which content it is known, and whether the store was built with inference."""

    def __init__(self, store: Store) -> None:
        self.places: dict[str, _Place] = {}
        self._by_digest: dict[str, dict[str, _Place]] = defaultdict(dict)
        self.infer = "off" not in _settings(store, _INFERENCE)
        self.register = (_settings(store, _REGISTER) or ["none"])[0]
        for quad in store.match(None, term("cancu:location"), None, BOOKS):
            if isinstance(quad.subject, NamedNode):
                said = {one.predicate: value_of(one) for one in store.match(quad.subject, None, None, BOOKS)}
                self.enter(_Place(value_of(quad), said[term("cancu:path")], said[term("cancu:sha256")]))

    def differ(self, terms: Terms) -> bool:
        """Whether the store was built on other terms."""
        return self.infer != terms.infer or self.register != terms.register

    def enter(self, place: _Place) -> None:
        self.places[place.location] = self._by_digest[place.digest][place.location] = place

    def strike(self, place: _Place) -> None:
        del self.places[place.location], self._by_digest[place.digest][place.location]

    def shown(self, digest: str) -> set[str]:
        """The paths under which a content lies."""
        return {place.shown for place in self._by_digest[digest].values()}


def _take(store: Store, books: _Books, gone: Sequence[_Place], batch: Sequence[_Read], terms: Terms) -> None:
    """One transaction: places that are gone or hold something else now leave the books, new ones enter."""
    here = {str(Path(one.path).resolve()): one for one in batch}
    leaving = [
        *gone,
        *(books.places[location] for location, one in here.items() if location in books.places and one.digest),
    ]
    coming = [_Place(location, one.path, one.digest) for location, one in here.items() if one.extraction and one.digest]
    before = {place.digest for place in [*leaving, *coming] if books.shown(place.digest)}
    for place in leaving:
        books.strike(place)
    for place in coming:
        books.enter(place)
    held = {place.digest for place in [*leaving, *coming] if books.shown(place.digest)}
    records = {one.digest: one.extraction for one in batch if one.extraction}
    new = [records[digest] for digest in sorted(held - before)]
    change = link(
        store,
        {source_iri(digest) for digest in before - held},
        new,
        known=terms.known,
        refresh=books.register != terms.register,
        infer=terms.infer,
        recognise_all=books.infer != terms.infer,
    )
    for place in leaving:
        change.remove |= set(_place_quads(place))
        if place.digest in held and place.shown not in books.shown(place.digest):
            change.remove.add(_path_quad(place))
    for place in coming:
        change.add |= {*_place_quads(place), _path_quad(place)}
    if books.differ(terms):
        books.infer, books.register = terms.infer, terms.register
        for setting, value in ((_INFERENCE, "on" if terms.infer else "off"), (_REGISTER, terms.register)):
            change.remove.update(store.match(BOOKS, setting, None, BOOKS))
            change.add.add(Quad(BOOKS, setting, Literal(value), BOOKS))
    change.remove -= change.add
    store.apply(change)


def _settings(store: Store, setting: NamedNode) -> list[str]:
    return [value_of(quad) for quad in store.match(BOOKS, setting, None, BOOKS)]


@cache
def known() -> Known:
    """The register that comes along, ready for the graph."""
    return Known(load_register())


def _path_quad(place: _Place) -> Quad:
    source = source_iri(place.digest)
    return Quad(source, term("cancu:path"), Literal(place.shown), source)


def _place_quads(place: _Place) -> Iterator[Quad]:
    node = NamedNode(f"{BASE}place/{hashlib.sha256(place.location.encode()).hexdigest()[:24]}")
    yield Quad(node, term("cancu:location"), Literal(place.location), BOOKS)
    yield Quad(node, term("cancu:path"), Literal(place.shown), BOOKS)
    yield Quad(node, term("cancu:sha256"), Literal(place.digest), BOOKS)


def _is_in_store(path: Path, store: Store) -> bool:
    """Whether a file belongs to the store itself, which may lie in the folder that is read."""
    return store.where is not None and path.resolve().is_relative_to(store.where.resolve())


def _is_under(place: _Place, folders: Sequence[Path]) -> bool:
    return any(folder.is_dir() and Path(place.location).is_relative_to(folder.resolve()) for folder in folders)


def _digest(path: str) -> str | None:
    try:
        with Path(path).open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except (OSError, ValueError):
        return None
