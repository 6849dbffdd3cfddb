"""Opening a store: a folder, memory or a server, for reading or for writing, and only one of this program's version."""

from __future__ import annotations

import time
from pathlib import Path

import pyoxigraph as ox
from pyoxigraph import Literal, Quad

from extract.errors import StoreError
from kg.graph.terms import BOOKS, term
from kg.storage.remote import RemoteStore
from kg.storage.store import Change, Store, as_store_errors, value_of

VERSION = "2"
"""The shape of the graph; a store of another version must be built anew."""

SECONDS = 10.0
"""How long a reader waits for a writer that is between the two steps of a change."""


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
    exists = (path / "CURRENT").is_file()
    if not exists and not write:
        raise StoreError(f"There is no store at {path}; make one with: cancu build FOLDER --store {path}")
    if not exists and path.exists() and not (path.is_dir() and not any(path.iterdir())):
        raise StoreError(f"{path} is no store and not an empty folder; give another place with --store.")
    return _stamped(_writing(path) if write else _reading(path))


def _writing(path: Path) -> Store:
    with as_store_errors(path):
        path.mkdir(parents=True, exist_ok=True)
        store = Store(ox.Store(str(path)), path)
        for left in path.glob("bulk-*.sst"):  # of a process that was killed before these became part of the store
            left.unlink()
        store.finish()
    return store


def _reading(path: Path) -> Store:
    """The store as it is now; what a killed process left unfinished is finished first."""
    until = time.monotonic() + SECONDS
    while True:
        with as_store_errors(path):
            store = Store(ox.Store.read_only(str(path)), path, writable=False)
        if store.unfinished() is None:
            return store
        try:
            _writing(path).close()
        except StoreError:  # a living writer will finish it itself
            if time.monotonic() > until:
                raise
            time.sleep(0.05)


def _stamped(store: Store) -> Store:
    """The store, if it is of this version; a new one is stamped with it."""
    stamps = [value_of(quad) for quad in store.match(BOOKS, term("cancu:storeVersion"), None, BOOKS)]
    if not stamps and store.writable and not len(store):
        store.apply(Change(add={Quad(BOOKS, term("cancu:storeVersion"), Literal(VERSION), BOOKS)}))
    elif stamps != [VERSION]:
        found = stamps[0] if stamps else "none"
        raise StoreError(
            f"The store {store.where} has version {found}, this program needs {VERSION}; "
            "build it anew into another folder with: cancu build FOLDER --store NEW"
        )
    return store
