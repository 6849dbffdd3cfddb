"""The version of a store's layout, which stands in its books: what another version wrote is refused with a sentence."""

from __future__ import annotations

from pyoxigraph import Literal, Quad

from extract.errors import Sentence, StoreVersionError
from extract.reading import printable
from kg.graph.terms import BOOKS, term
from kg.storage.store import Change, Store, value_of

VERSION = "10"
"""The shape of the graph and of the folder; a store of another version must be built anew."""

_STAMP = Quad(BOOKS, term("cancu:storeVersion"), Literal(VERSION), BOOKS)


def stamped(store: Store) -> Store:
    """The store, if it is of this version; a new one is stamped with it. Raises StoreVersionError for another."""
    stamps = stamps_of(store)
    if not stamps and store.writable and next(store.match(), None) is None:
        store.apply(Change(add={_STAMP}))
    elif problem := wrong_version(stamps):
        raise StoreVersionError(
            "The store {where} {problem}",
            where=printable(store.where) if store.where else Sentence("there"),
            problem=problem,
        )
    return store


def stamps_of(store: Store) -> list[str]:
    """The versions that a store bears: one, if it is whole."""
    return sorted(value_of(quad) for quad in store.match(BOOKS, _STAMP.predicate, None, BOOKS))


def wrong_version(stamps: list[str]) -> Sentence | None:
    """What is wrong with a store or a backup that bears these stamps, and what to do."""
    anew = Sentence("build it anew into another folder with: cancu build FOLDER --store NEW")
    match stamps:
        case [only] if only == VERSION:
            return None
        case [only] if only.isdecimal() and len(only) < 9 and int(only) > int(VERSION):
            return Sentence(
                "has version {found}, this program knows {known}; get a newer cancu.", found=only, known=VERSION
            )
        case [only]:
            return Sentence(
                "has version {found}, this program needs {known}; {anew}", found=only, known=VERSION, anew=anew
            )
        case []:
            return Sentence("bears no version, so this program did not write it whole; {anew}", anew=anew)
    return Sentence(
        "bears {count} versions, so it is put together out of several; {anew}", count=len(stamps), anew=anew
    )
