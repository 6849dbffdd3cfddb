"""A store's own books: which texts it holds of which file, under which name, by which content each is known; and what
was taken out on purpose.

Only here stands where a file lies on this machine; all else knows it by its name.
"""

from __future__ import annotations

import hashlib
import os
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Quad

from extract.errors import StoreError
from extract.reading import STANDARD_INPUT, printable
from extract.records import Source
from kg.graph.terms import BASE, BOOKS, term
from kg.storage.store import Store, value_of

INFERENCE, REGISTER_VERSION = term("cancu:inference"), term("cancu:registerVersion")
CORRECTIONS = term("cancu:corrections")

_LOCATION, _PATH, _SHA256, _PACKED_IN = map(term, ("cancu:location", "cancu:path", "cancu:sha256", "cancu:packedIn"))
_ROOT, _ROOT_NAME = term("cancu:root"), term("cancu:rootName")
_FORGOTTEN, _NAME_THEN, _LAY_AT = map(term, ("cancu:forgotten", "cancu:forgottenName", "cancu:forgottenAt"))


def location_of(path: str | os.PathLike[str]) -> str:
    """A file's absolute path without links, what is no Unicode in it written as escapes."""
    return _written(os.path.realpath(path))


def _written(name: str) -> str:
    return name.encode("utf-8", "backslashreplace").decode()


def locations_of(paths: Iterable[Path]) -> dict[str, str]:
    """The paths of many files by location; each folder is looked up once."""
    folders: dict[str, str] = {}
    found: dict[str, str] = {}
    for path in map(str, paths):
        folder, name = os.path.split(path)
        if name in ("", ".", "..") or os.path.islink(path):  # noqa: PTH114 - strings, for there may be a million
            found[location_of(path)] = path
            continue
        if folder not in folders:
            folders[folder] = os.path.join(location_of(folder), "")  # noqa: PTH118 - keeps the root's only slash
        found[folders[folder] + _written(name)] = path
    return found


@dataclass(frozen=True, slots=True)
class Entry:
    """Where a text lies: its location, the name to show, the hash of its content, and the archive that it is in.

    ``file`` is the location of the file on disk: the archive, or the text's own.
    """

    location: str
    name: str
    digest: str
    archive: str | None = None

    @property
    def file(self) -> str:
        return self.archive or self.location

    @property
    def file_name(self) -> str:
        """The name of the file on disk."""
        return self.name.removesuffix(self.location.removeprefix(self.archive)) if self.archive else self.name

    def quads(self) -> Iterator[Quad]:
        node = _node(self.location)
        yield Quad(node, _LOCATION, Literal(self.location), BOOKS)
        yield Quad(node, _PATH, Literal(self.name), BOOKS)
        yield Quad(node, _SHA256, Literal(self.digest), BOOKS)
        if self.archive:
            yield Quad(node, _PACKED_IN, Literal(self.archive), BOOKS)


def entry_of(file: str, source: Source, name_of: Callable[[str], str]) -> Entry:
    """The entry of a text that a file holds, or is; ``name_of`` names a location on disk.

    What came by standard input lies nowhere, and stays.
    """
    if file == STANDARD_INPUT:
        return Entry(f"{STANDARD_INPUT}{source.sha256}", source.path, source.sha256)
    location, member = location_of(file), source.path.removeprefix(printable(file))
    return Entry(location + member, name_of(location) + member, source.sha256, location if member else None)


def root_quads(location: str, name: str) -> Iterator[Quad]:
    """A folder that was given to a build, and the name that its files' names begin with."""
    node = _node(f"root {location}")
    yield Quad(node, _ROOT, Literal(location), BOOKS)
    yield Quad(node, _ROOT_NAME, Literal(name), BOOKS)


@dataclass(frozen=True, slots=True)
class Forgotten:
    """A source that was taken out on purpose: the hash of its content, its names, and the locations where it lay."""

    digest: str
    names: tuple[str, ...]
    locations: tuple[str, ...]

    def quads(self) -> Iterator[Quad]:
        node = _node(f"forgotten {self.digest}")
        yield Quad(node, _FORGOTTEN, Literal(self.digest), BOOKS)
        for predicate, values in ((_NAME_THEN, self.names), (_LAY_AT, self.locations)):
            yield from (Quad(node, predicate, Literal(value), BOOKS) for value in values)


def archive_quads(location: str, digest: str) -> Iterator[Quad]:
    """An archive all of whose texts are in the store."""
    yield Quad(_node(location), _LOCATION, Literal(location), BOOKS)
    yield Quad(_node(location), _SHA256, Literal(digest), BOOKS)


class FileList:
    """What is known of each file, and on which terms the store was built."""

    def __init__(self, store: Store) -> None:
        self.entries: dict[str, Entry] = {}
        self.archives: dict[str, str] = {}
        self.underway: set[str] = set()
        self.roots = {
            value_of(quad): value_of(next(store.match(quad.subject, _ROOT_NAME, None, BOOKS)))
            for quad in store.match(None, _ROOT, None, BOOKS)
            if isinstance(quad.subject, NamedNode)
        }
        self.forgotten = {one.digest: one for one in forgotten_in(store)}
        self._by_digest: dict[str, dict[str, Entry]] = defaultdict(dict)
        self._by_file: dict[str, dict[str, Entry]] = defaultdict(dict)
        self.infer = "off" not in _settings(store, INFERENCE)
        self.register = (_settings(store, REGISTER_VERSION) or ["none"])[0]
        self.corrections = (_settings(store, CORRECTIONS) or ["none"])[0]
        shown, digests, archives = (
            {quad.subject: value_of(quad) for quad in store.match(None, predicate, None, BOOKS)}
            for predicate in (_PATH, _SHA256, _PACKED_IN)
        )
        for quad in store.match(None, _LOCATION, None, BOOKS):
            node, location = quad.subject, value_of(quad)
            if node not in digests:
                raise StoreError(
                    "The store is broken: its books do not say by which content {location} is known; restore "
                    "another backup, or build it anew into another folder.",
                    location=printable(location),
                )
            if node in shown:
                self.enter(Entry(location, shown[node], digests[node], archives.get(node)))
            else:
                self.archives[location] = digests[node]

    def files(self) -> list[str]:
        """The files on disk that texts are held of."""
        return [file for file, entries in self._by_file.items() if entries]

    def held_of(self, file: str) -> list[Entry]:
        """The texts that are held of a file."""
        return list(self._by_file[file].values())

    def is_current(self, file: str, digest: str | None) -> bool:
        """Whether all of a file with this content is held already."""
        entry = self.entries.get(file)
        return digest is not None and digest == (self.archives.get(file) or (entry.digest if entry else None))

    def is_forgotten(self, location: str, digest: str | None) -> bool:
        """Whether a text was taken out on purpose: what it says, or what lay where it lies."""
        return digest in self.forgotten or any(location in one.locations for one in self.forgotten.values())

    def differ(self, infer: bool, register: str) -> bool:
        """Whether the store was built on other terms."""
        return (self.infer, self.register) != (infer, register)

    def enter(self, entry: Entry) -> None:
        self.entries[entry.location] = entry
        self._by_digest[entry.digest][entry.location] = self._by_file[entry.file][entry.location] = entry

    def strike(self, entry: Entry) -> None:
        del self.entries[entry.location]
        del self._by_digest[entry.digest][entry.location], self._by_file[entry.file][entry.location]

    def exchange(self, leaving: Iterable[Entry], coming: Iterable[Entry]) -> None:
        """Some entries for others."""
        for entry in leaving:
            self.strike(entry)
        for entry in coming:
            self.enter(entry)

    def renew_archives(self, digests: Mapping[str, str | None]) -> None:
        """By which content archives are known from now on; None: not all of it is held."""
        for file, digest in digests.items():
            self.archives.pop(file, None)
            if digest is not None:
                self.archives[file] = digest

    def entries_of(self, digest: str) -> list[Entry]:
        """Where a content lies."""
        return list(self._by_digest[digest].values())

    def names(self, digest: str) -> set[str]:
        """The names under which a content is known."""
        return {entry.name for entry in self._by_digest[digest].values()}


def forgotten_in(store: Store) -> list[Forgotten]:
    """What was taken out of a store on purpose, by name."""
    found = []
    for quad in store.match(None, _FORGOTTEN, None, BOOKS):
        assert isinstance(quad.subject, NamedNode)
        said = list(store.match(quad.subject, None, None, BOOKS))
        names, locations = (
            tuple(sorted(value_of(one) for one in said if one.predicate == predicate))
            for predicate in (_NAME_THEN, _LAY_AT)
        )
        found.append(Forgotten(value_of(quad), names, locations))
    return sorted(found, key=lambda one: (one.names, one.digest))


def _node(location: str) -> NamedNode:
    return NamedNode(f"{BASE}place/{hashlib.sha256(location.encode()).hexdigest()[:24]}")


def _settings(store: Store, setting: NamedNode) -> list[str]:
    return [value_of(quad) for quad in store.match(BOOKS, setting, None, BOOKS)]
