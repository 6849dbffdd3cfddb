"""A store in one file, and back: compressed N-Quads, the store's own books included.

A backup is whole or as it was before, and a restored store is whole or not there. The file can be read by any RDF
program; it may come from anybody, so what it unpacks to is bounded and nothing in it is run.
"""

from __future__ import annotations

import gzip
import shutil
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, cast

import pyoxigraph as ox
from pyoxigraph import Quad

from extract.errors import InputError, Sentence, StoreError
from extract.reading import printable
from extract.reading.limits import setting
from kg.storage.folder import FolderStore
from kg.storage.limits import store_limits
from kg.storage.opening import names_in
from kg.storage.sentences import as_store_errors
from kg.storage.store import Store
from kg.storage.version import stamps_of, wrong_version
from kg.writing import leftovers, part_of, put_in_place, whole

_SMALL = 10_000_000
"""Bytes that a backup may unpack to however small it is."""


def backup(store: Store, path: Path) -> int:
    """Writes all quads of a store to a file and says how many; a file of that name is replaced only when all is there.

    Raises InputError where it cannot be written, or lies in the store itself; StoreError where the store is broken.
    """
    if store.where is not None and _is_within(path, store.where):
        raise InputError("{path} lies in the store itself; give another place.", path=printable(path))
    number = 0

    def counted() -> Iterator[Quad]:
        nonlocal number
        for quad in store.match():
            number += 1
            yield quad

    with whole(path) as file, gzip.GzipFile(filename="", fileobj=file, mode="wb", compresslevel=5, mtime=0) as packed:
        ox.serialize(counted(), cast(IO[bytes], packed), ox.RdfFormat.N_QUADS)
    return number


def _is_within(path: Path, folder: Path) -> bool:
    try:
        return path.resolve().is_relative_to(folder.resolve())
    except (OSError, ValueError, RuntimeError):  # no such name can be: told where it is opened
        return False


def restore(path: Path, where: Path) -> int:
    """Makes a store out of a backup in a folder that is not there yet, and says how many quads it holds.

    Raises InputError for a file that is no whole backup, is of another version, or unpacks beyond the bounds
    (:class:`kg.storage.limits.StoreLimits`), StoreError where the folder is there already or cannot be written.
    """
    if str(where).startswith((":memory:", "http:/", "https:/")):
        raise StoreError(
            "A backup is restored into a folder, not into {where}; give one with --store.", where=printable(where)
        )
    if names_in(where, write=True):
        raise StoreError("{where} is there already; restore into another folder.", where=printable(where))
    part = part_of(where)
    with suppress(FileNotFoundError):
        for left in leftovers(where):
            shutil.rmtree(left, ignore_errors=True)
    with _packed(path) as file, as_store_errors(where):
        try:
            store = FolderStore(where, part)
            try:
                count = _load(file, store, path)
                store.publish()
            finally:
                store.let_go()
            put_in_place(part, where)
        finally:
            shutil.rmtree(part, ignore_errors=True)
    return count


@contextmanager
def _packed(path: Path) -> Iterator[IO[bytes]]:
    """The bytes of a backup as they are packed. Raises InputError for what is no file that can be read."""
    name = printable(path)
    try:
        if path.exists() and not path.is_file():
            raise InputError("{name} is no file; give one that cancu backup wrote.", name=name)
        file = path.open("rb")
    except FileNotFoundError as error:
        raise InputError("There is no backup at {name}.", name=name) from error
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or Sentence("no file has such a name")
        raise InputError("The backup {name} cannot be read ({why}).", name=name, why=why) from error
    with file:
        yield file


def _load(file: IO[bytes], store: FolderStore, path: Path) -> int:
    """Puts what is packed in a file into an empty store and says how many quads that holds. Raises InputError."""
    name = printable(path)
    unpacked = _Unpacked(file, name, path.stat().st_size)
    try:
        store.load(cast(IO[bytes], unpacked))
    except (EOFError, gzip.BadGzipFile, zlib.error, SyntaxError) as error:
        raise InputError("{name} is no whole backup of a store ({error}).", name=name, error=error) from error
    if problem := wrong_version(stamps_of(store)):
        raise InputError("The backup {name} {problem}", name=name, problem=problem)
    return len(store)


class _Unpacked:
    """What a file unpacks to, up to the bounds."""

    def __init__(self, file: IO[bytes], name: str, size: int) -> None:
        self._file = gzip.GzipFile(fileobj=file, mode="rb")
        self._limits = store_limits()
        self._name = name
        self._most = max(_SMALL, size * self._limits.ratio)
        self._bytes = self._lines = 0

    def read(self, size: int = -1) -> bytes:
        data = self._file.read(size)
        self._bytes += len(data)
        self._lines += data.count(b"\n")
        if self._bytes > self._limits.restored * 1_000_000:
            self._refuse("restored", Sentence("unpacks to more than {size:,} MB", size=self._limits.restored))
        if self._bytes > self._most:
            self._refuse("ratio", Sentence("unpacks to more than {times:,} times its size", times=self._limits.ratio))
        if self._lines > self._limits.quads:
            self._refuse("quads", Sentence("holds more than {count:,} statements", count=self._limits.quads))
        return data

    def _refuse(self, limit: str, does: Sentence) -> None:
        raise InputError(
            "{name} {does}, as no backup should; if you trust it, set {setting} higher.",
            name=self._name,
            does=does,
            setting=setting(limit),
        )
