"""What the system says of a store's folder, as sentences that say what is wrong with it and what to do."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from os import PathLike

from extract.errors import Sentence, StoreError
from extract.reading import printable


class BusyStoreError(StoreError):
    """Another process writes."""


_NAMED = ("File name too long", "Not a directory", "Too many levels of symbolic links")
_FULL = ("No space left", "Disk quota exceeded", "File too large")
_CLOSED = ("Read-only file system", "Permission denied", "Operation not permitted", "No such file or directory")
_LOST = "IO error: No such file"
_HELD = ("While lock file", "lock hold by")


@contextmanager
def as_store_errors(where: str | PathLike[str] | None, *, write: bool = True) -> Iterator[None]:
    """Errors of the system as a StoreError that says what is wrong with the store at ``where``."""
    try:
        yield
    except (OSError, RuntimeError) as error:
        raise store_error(where, getattr(error, "strerror", None) or str(error), write=write) from error


def store_error(where: str | PathLike[str] | None, said: str, *, write: bool = False) -> StoreError:
    """The sentence for what the system said."""
    name = printable(where) if where else Sentence("in memory")
    if any(sign in said for sign in _FULL):
        return StoreError(
            "The disk of the store {name} is full; nothing of this step was kept. Make room and build again.", name=name
        )
    if any(sign in said for sign in _NAMED):
        return StoreError(
            "There can be no store at {name}: {said}; give another place with --store.", name=name, said=said
        )
    if any(sign in said for sign in _HELD):
        return BusyStoreError(
            "The store {name} is being written by another process; try again when it is done.", name=name
        )
    if any(sign in said for sign in _CLOSED) and _LOST not in said:
        done = Sentence("written") if write else Sentence("read")
        return StoreError("The store {name} cannot be {done}: {said}.", name=name, done=done, said=said)
    return StoreError(
        "The store {name} is broken ({said}); restore a backup, or build it anew into another folder.",
        name=name,
        said=said,
    )


def no_store(where: str | PathLike[str]) -> StoreError:
    """The sentence for a place where none is."""
    return StoreError(
        "There is no store at {name}; make one with: cancu build FOLDER --store {name}", name=printable(where)
    )
