"""Opening a store: a folder, memory or a server, for reading or for writing, and only one of this program's version."""

from __future__ import annotations

import re
from pathlib import Path

import pyoxigraph as ox
from pyoxigraph import Literal, Quad

from extract.errors import StoreError
from extract.reading import printable
from kg.graph.terms import BOOKS, term
from kg.storage.remote import RemoteStore
from kg.storage.sentences import BusyStoreError, as_store_errors, store_error
from kg.storage.store import Change, Store, value_of

VERSION = "3"
"""The shape of the graph; a store of another version must be built anew."""

_STAMP = Quad(BOOKS, term("cancu:storeVersion"), Literal(VERSION), BOOKS)
_BEGUN = re.compile(r"LOCK|LOG(?:\.old\.\d+)?|IDENTITY|MANIFEST-000001|\d{6}\.dbtmp")
"""Files of a folder that another process is just making a store of, or was killed at it."""

_DATA = re.compile(r"\d{6}\.(?:sst|log)")
"""Files that hold the statements of a store."""


def open_store(where: str | Path | None, *, write: bool = False) -> Store:
    """The store in a folder or on a SPARQL server (:mod:`kg.storage.remote`); ":memory:" or None: one in memory.

    ``write`` makes a folder that is not there. Reading goes on beside another process that writes; a second writer is
    refused. Raises StoreError, saying what is wrong: no store there, a folder of something else, another writer,
    another version, broken, or not writable.
    """
    if where is None or str(where) == ":memory:":
        return _stamped(Store(ox.Store()))
    if str(where).startswith(("http://", "https://")):
        server = RemoteStore(str(where))
        _stamped(server)
        server.check()
        if write:
            server.lock()
        return server
    path = Path(where)
    if _is_folder_of_store(path, write):
        return _stamped(_writing(path) if write else _reading(path))
    raise StoreError(
        f"There is no store at {printable(path)}; make one with: cancu build FOLDER --store {printable(path)}"
    )


def _is_folder_of_store(path: Path, write: bool) -> bool:
    """Whether a store is there, or may be made there. Raises StoreError where something else is."""
    names = names_in(path, write=write)
    if "CURRENT" in names:
        return True
    if any(map(_DATA.fullmatch, names)):
        raise store_error(path, "its file CURRENT is missing")
    if not all(map(_BEGUN.fullmatch, names)):
        raise StoreError(f"{printable(path)} is no store and not an empty folder; give another place with --store.")
    return write


def names_in(path: Path, *, write: bool) -> list[str]:
    """What a folder holds; nothing, if it is not there. Raises StoreError for what can be no folder of a store."""
    name = printable(path)
    if "\0" in str(path):
        raise StoreError(f"No store can have the name {name}; give another one with --store.")
    try:
        str(path).encode()
    except UnicodeError as error:
        raise StoreError(f"The name of the store {name} is not UTF-8; give it another one.") from error
    with as_store_errors(path, write=write):
        if path.is_symlink() and not path.exists():
            raise StoreError(f"{name} is a link to what is not there; give another place with --store.")
        if path.is_dir():
            return [entry.name for entry in path.iterdir()]
        if path.exists():
            raise StoreError(f"{name} is no store and no folder; give another place with --store.")
    return []


def _writing(path: Path) -> Store:
    with as_store_errors(path):
        path.mkdir(parents=True, exist_ok=True)
        store = Store(ox.Store(str(path)), path)
        for left in path.glob("bulk-*.sst"):  # of a process that was killed before these became part of the store
            left.unlink()
        store.finish()
        if next(store.match(), None) is None:
            store.apply(Change(add={_STAMP}))
    return store


def _reading(path: Path) -> Store:
    """The store as it is now; what a killed process left unfinished is finished first.

    A living writer takes files away that a reader was about to open, and may be between the two steps of a change:
    then it is tried again.
    """
    tried = 0
    while True:
        try:
            with as_store_errors(path, write=False):
                store = Store(ox.Store.read_only(str(path)), path, writable=False)
                if store.unfinished() is None and next(store.match(), None) is not None:
                    return store
            _writing(path).close()
        except BusyStoreError as error:
            error.wait(tried)
            tried += 1


def _stamped(store: Store) -> Store:
    """The store, if it is of this version; a new one in memory or on a server is stamped with it."""
    stamps = stamps_of(store)
    if not stamps and store.writable and not len(store):
        store.apply(Change(add={_STAMP}))
    elif problem := wrong_version(stamps):
        raise StoreError(f"The store {printable(store.where or 'there')} {problem}")
    return store


def stamps_of(store: Store) -> list[str]:
    """The versions that a store bears: one, if it is whole."""
    return sorted(value_of(quad) for quad in store.match(BOOKS, _STAMP.predicate, None, BOOKS))


def wrong_version(stamps: list[str]) -> str | None:
    """What is wrong with a store or a backup that bears these stamps, and what to do."""
    anew = "build it anew into another folder with: cancu build FOLDER --store NEW"
    match stamps:
        case [only] if only == VERSION:
            return None
        case [only] if only.isdecimal() and len(only) < 9 and int(only) > int(VERSION):
            return f"has version {only}, this program knows {VERSION}; get a newer cancu."
        case [only]:
            return f"has version {only}, this program needs {VERSION}; {anew}"
        case []:
            return f"bears no version, so this program did not write it whole; {anew}"
    return f"bears {len(stamps)} versions, so it is put together out of several; {anew}"
