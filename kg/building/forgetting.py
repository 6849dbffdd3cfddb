"""Taking a document and its text out of a store on purpose, so that no later build brings it back unasked.

What was taken out is known by its content and by where it lay: neither a copy of it comes in elsewhere, nor what its
file is changed to. The store keeps the list, until a name on it is asked for again.
"""

from __future__ import annotations

from extract.errors import UnknownReferenceError
from extract.reading import printable
from kg.building.build import known
from kg.building.taking import Desk, Terms
from kg.storage.change import Change
from kg.storage.file_list import FileList, Forgotten
from kg.storage.store import Store


def forget(store: Store, which: str) -> Forgotten:
    """Takes out the source of a name, or of a content (its SHA-256): its graph, its text and its entries in the books.

    What others say of its document stays, resolved without it. Raises UnknownReferenceError where the store holds none
    or several.
    """
    file_list = FileList(store)
    desk = Desk(store, Terms(file_list.infer, None if file_list.register == "none" else known()))
    named = {entry.digest for entry in file_list.entries.values() if which in (entry.name, entry.digest)}
    if not named:
        raise UnknownReferenceError(
            "The store holds no source {which}; see the names of all with: cancu query sources", which=printable(which)
        )
    return desk.forget(_only(which, named))


def remember(store: Store, which: str) -> Forgotten:
    """Takes a source off the list, so that the next build of where it lies reads it again. Raises as :func:`forget`."""
    listed = FileList(store).forgotten
    named = {one.digest for one in listed.values() if which in (*one.names, one.digest)}
    if not named:
        raise UnknownReferenceError(
            "No source {which} was taken out; see what was with: cancu forget --list", which=printable(which)
        )
    entry = listed[_only(which, named)]
    store.apply(Change(remove=set(entry.quads())))
    return entry


def _only(which: str, digests: set[str]) -> str:
    if len(digests) > 1:
        raise UnknownReferenceError(
            "{which} names {count} sources; give one of them by its hash: {hashes}.",
            which=printable(which),
            count=len(digests),
            hashes=", ".join(sorted(digests)),
        )
    return next(iter(digests))
