"""Opening a store: a folder, memory or a server, for reading or for writing, and only one of this program's version."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pyoxigraph as ox

from extract.errors import Sentence, StoreError
from extract.reading import printable
from kg.storage.folder import FinishedStore, FolderStore
from kg.storage.remote import RemoteStore
from kg.storage.sentences import BusyStoreError, as_store_errors, no_store, store_error
from kg.storage.store import Store
from kg.storage.version import stamped

_BEGUN = re.compile(r"LOCK|LOG(?:\.old\.\d+)?|IDENTITY|MANIFEST-000001|\d{6}\.dbtmp")
"""Files of a folder that another process is just making a store of, or was killed at it."""

_DATA = re.compile(r"\d{6}\.(?:sst|log)")
"""Files that hold the statements of a store."""

_SERVERS = ("http://", "https://")

_TRIES = 20
"""How often a reader looks, 50 ms apart, whether the first build of a store is done."""


def open_store(where: str | Path | None, *, write: bool = False) -> Store:
    """The store in a folder or on a SPARQL server (:mod:`kg.storage.remote`); ":memory:" or None: one in memory.

    ``write`` makes a folder that is not there; a second writer is refused. Who reads a folder has its last finished
    build, also while another process writes (:meth:`Store.latest` gives the next one). Raises StoreError, saying what
    is wrong: no store there, a folder of something else, another writer, no build finished yet, another version,
    broken, or not writable.
    """
    if where is None or str(where) == ":memory:":
        return stamped(Store(ox.Store()))
    if str(where).startswith(_SERVERS):
        server = RemoteStore(str(where))
        stamped(server)
        server.check()
        if write:
            server.lock()
        return server
    path = Path(where)
    _check_name(path)
    if not write:
        return _reading(path)
    _is_folder_of_store(path, write=True)
    return _writing(path)


def is_there(where: str | Path) -> bool:
    """Whether something is at ``where`` already, a store or what is none; a server always is."""
    return str(where).startswith(_SERVERS) or where == ":memory:" or bool(names_in(Path(where), write=True))


def _is_folder_of_store(path: Path, *, write: bool) -> bool:
    """Whether a store is there. Raises StoreError where something else is."""
    names = names_in(path, write=write)
    if "CURRENT" in names:
        return True
    if any(map(_DATA.fullmatch, names)):
        raise store_error(path, Sentence("its file CURRENT is missing"))
    if not all(map(_BEGUN.fullmatch, names)):
        raise StoreError(
            "{path} is no store and not an empty folder; give another place with --store.", path=printable(path)
        )
    return False


def names_in(path: Path, *, write: bool) -> list[str]:
    """What a folder holds; nothing, if it is not there. Raises StoreError for what can be no folder of a store."""
    _check_name(path)
    name = printable(path)
    with as_store_errors(path, write=write):
        if path.is_symlink() and not path.exists():
            raise StoreError("{name} is a link to what is not there; give another place with --store.", name=name)
        if path.is_dir():
            return [entry.name for entry in path.iterdir()]
        if path.exists():
            raise StoreError("{name} is no store and no folder; give another place with --store.", name=name)
    return []


def _check_name(path: Path) -> None:
    name = printable(path)
    if "\0" in str(path):
        raise StoreError("No store can have the name {name}; give another one with --store.", name=name)
    try:
        str(path).encode()
    except UnicodeError as error:
        raise StoreError("The name of the store {name} is not UTF-8; give it another one.", name=name) from error


def _writing(path: Path) -> FolderStore:
    """The store for writing; what a killed process left half done is finished first."""
    store = FolderStore(path)
    try:
        stamped(store)
        store.finish()
    except BaseException:
        store.let_go()
        raise
    return store


def _reading(path: Path) -> FinishedStore:
    """The last finished build. Where there is none and nobody writes, what is there becomes it."""
    tried = 0
    while (store := FinishedStore.of(path)) is None:
        if not _is_folder_of_store(path, write=False):
            raise no_store(path)
        try:
            _writing(path).close()
        except BusyStoreError as error:
            if tried == _TRIES:
                raise StoreError(
                    "The store {path} is being built for the first time; ask again when that is done.",
                    path=printable(path),
                ) from error
            tried += 1
            time.sleep(0.05)
    return store
