"""A build made ready for those who will ask: what the first questions would wait for is there before they come.

The files that are made of a build (its index of words, its citations, what cards are made of, what queries may see) are
made by a process of its own, at the lowest priority, so that whoever answers meanwhile is not held up.
"""

from __future__ import annotations

import sqlite3
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from itertools import islice
from pathlib import Path

from extract.errors import CancuError
from extract.reading import child
from kg.answers.beforehand import put_down
from kg.answers.words import words_of
from kg.graph.terms import term
from kg.storage.beside import Before
from kg.storage.citation_table import make_citation_table
from kg.storage.folder import FinishedStore
from kg.storage.public import public_folder
from kg.storage.store import Store, subject_of
from kg.workspace.workspace import Workspace

MOST_CITED = 16
"""How many of the documents cited most are looked at: what much is read for is remembered."""

_MEGABYTES = 8_000  # of address space that the process may take
_EVERY = 0.05  # seconds between two looks whether it is done
_PROGRAM = "from kg.workspace.readying import main; main()"


def make_ready(
    work: Workspace, is_over: Callable[[], bool], *, signers: bool = True, before: Store | None = None
) -> None:
    """Reads what the first questions to a workspace would wait for, unless all ``is_over`` before.

    Without ``signers``, queries are not to see who signed. ``before``: the store that was asked before, whose files can
    be followed where only some changed.
    """
    with suppress(CancuError):
        for quad in islice(work.store.match(None, term("cancu:readFrom")), 1):  # what all cards need
            work.card(subject_of(quad), limit=1)
        _make_files(work.store, before, is_over, signers)
        work.find("33/CT-TTg", limit=1)
        work.facets()
        work.holdings()
        for one in work.listing(held=False, limit=MOST_CITED).documents:
            if is_over():
                break
            work.card(one.document.id, limit=1)


def _make_files(store: Store, before: Store | None, is_over: Callable[[], bool], signers: bool) -> None:
    """Has the files of a build made; where that fails they are made when they are needed."""
    if not isinstance(store, FinishedStore):
        return
    told = [str(store.where), store.generation, "signed" if signers else "unsigned"]
    if isinstance(before, FinishedStore) and before is not store:
        told += [before.generation, str(before.room)]
    try:
        process = child.start([sys.executable, "-P", "-c", _PROGRAM, *told], megabytes=_MEGABYTES)
    except OSError:
        return
    while process.poll() is None:
        if is_over():
            child.end(process)
        time.sleep(_EVERY)
    process.communicate()


def main() -> None:
    """Makes the files of a finished build of the store that is named, out of those of another that is named."""
    child.give_way()
    where, generation, signers, *before = sys.argv[1:]
    store = FinishedStore.of(Path(where), generation)
    if store is None:
        return
    with store:
        words_of(store)
        with suppress(OSError, sqlite3.Error):  # a folder that is not ours to write to
            make_tables(store, *before)
        public_folder(store, signers=signers == "signed")


def make_tables(store: Store, generation: str = "", room: str = "") -> None:
    """Makes the tables of a build; they follow those in the ``room`` of another ``generation``, where it is known what
    was touched since. Raises OSError and sqlite3.Error where they cannot be written."""
    touch = store.touched_since(generation) if room else None
    before = Before(Path(room), touch) if touch is not None else None
    make_citation_table(store, before)
    put_down(store, before)
