"""A store in one file, and back: compressed N-Quads, the store's own books included.

A backup is whole or not there, and so is a restored store. The file can be read by any RDF program.
"""

from __future__ import annotations

import gzip
import os
import shutil
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, cast

import pyoxigraph as ox

from extract.errors import InputError, StoreError
from kg.storage.opening import open_store
from kg.storage.store import Store


def backup(store: Store, path: Path) -> int:
    """Writes all quads of a store to a file and says how many; a file of that name is replaced only when all is there.

    Raises InputError where it cannot be written.
    """
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with gzip.open(part, "xb", compresslevel=5) as file:
            ox.serialize(store.match(), cast(IO[bytes], file), ox.RdfFormat.N_QUADS)
        part.replace(path)
    except OSError as error:
        raise InputError(f"{path} cannot be written ({error.strerror or error}); give another place.") from error
    finally:
        part.unlink(missing_ok=True)
    return len(store)


def restore(path: Path, where: Path) -> int:
    """Makes a store out of a backup in a folder that is not there yet, and says how many quads it holds.

    Raises InputError for a file that is no whole backup, StoreError where the folder is there already, cannot be
    written, or would hold a store of another version.
    """
    if where.exists() and (not where.is_dir() or any(where.iterdir())):
        raise StoreError(f"{where} is there already; restore into another folder.")
    part = where.with_name(f".{where.name}.{os.getpid()}.part")
    try:
        with _as_input_errors(path, where), gzip.open(path, "rb") as file:
            quads = ox.Store(str(part))
            quads.bulk_load(cast(IO[bytes], file), ox.RdfFormat.N_QUADS)
            quads.flush()
            count = len(quads)
            del quads
        open_store(part).close()
        if where.exists():
            where.rmdir()
        part.replace(where)
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return count


@contextmanager
def _as_input_errors(path: Path, where: Path) -> Iterator[None]:
    try:
        yield
    except FileNotFoundError as error:
        raise InputError(f"There is no backup at {path}, or no folder for {where}.") from error
    except (EOFError, gzip.BadGzipFile, zlib.error, SyntaxError) as error:
        raise InputError(f"{path} is no whole backup of a store ({error}).") from error
    except OSError as error:
        raise StoreError(f"The store {where} cannot be restored from {path} ({error}).") from error
