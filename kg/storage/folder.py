"""A store in a folder: whoever writes has the files to himself, whoever reads has the last finished build.

A reader's store never changes: an answer in progress goes on with what it began with. :meth:`FinishedStore.latest`
gives the store of a build that was finished meanwhile.
"""

from __future__ import annotations

import os
import weakref
from itertools import chain, islice
from pathlib import Path
from typing import IO

import pyoxigraph as ox

from extract.errors import Sentence
from kg.storage import publishing, unfinished
from kg.storage.change import Change
from kg.storage.sentences import as_store_errors, no_store, store_error
from kg.storage.store import Store
from kg.storage.touched import Touch
from kg.storage.version import stamped

MANY = 10_000
"""Statements from which on a change is written down first and done in pieces (:mod:`kg.storage.unfinished`)."""


class FolderStore(Store):
    """The files of a folder, for the one process that writes. What it holds is published when it is closed.

    ``folder``: where the files lie until all of them are there, and then get the name ``where``.
    """

    def __init__(self, where: Path, folder: Path | None = None) -> None:
        """Makes what is not there. Raises StoreError where another process writes."""
        self._folder = folder or where
        with as_store_errors(where):
            self._folder.mkdir(parents=True, exist_ok=True)
            super().__init__(ox.Store(str(self._folder)), where)
            for left in self._folder.glob("bulk-*.sst"):  # of a process that was killed before these became part of it
                left.unlink()
            unfinished.sweep(self._folder)
        self._published, self._is_published = publishing.state(self._folder)
        if self._published is not None and self._is_published:
            self._generation = self._published

    def publish(self) -> None:
        """Makes what is written so far what readers see, unless it is that already, or a change is half made.

        Raises StoreError where that cannot be written; readers then see what they saw.
        """
        if self._is_published or unfinished.is_there(self._folder):
            return
        touch = self.touched_since(self._published) if self._published is not None else None
        with as_store_errors(self.where):
            self._published = publishing.publish(self._quads, self._folder, self._published, touch)
        self._is_published = True
        self._touched.note(self._generation, self._published, Touch())
        self._generation = self._published

    def close(self) -> None:
        """Publishes, and lets go of the folder, so that another process may write to it."""
        try:
            self.publish()
        finally:
            self.let_go()

    def let_go(self) -> None:
        """Lets go of the folder; what is not published yet, the next writer publishes."""
        self._is_published = True
        super().close()

    def load(self, file: IO[bytes]) -> None:
        self._mark()
        super().load(file)

    def compact(self) -> None:
        with as_store_errors(self.where):
            self._mark()
            self._quads.optimize()

    def _mark(self) -> None:
        if self._is_published:
            publishing.mark(self._folder)
            self._is_published = False

    def finish(self) -> None:
        """Does what is left to do of a large change whose process ended. Raises StoreError where that is damaged."""
        if not unfinished.is_there(self._folder):
            return
        damaged = store_error(self.where, Sentence("its file {name} is damaged", name=unfinished.NAME))
        with as_store_errors(self.where):
            if not unfinished.is_whole(self._folder):
                raise damaged
            self._mark()
            try:
                unfinished.do(self._folder, self._quads)
            except (ValueError, TypeError, SyntaxError, RecursionError) as error:  # not written by this program
                raise damaged from error
        self._changed()

    def _write(self, change: Change) -> None:
        self.finish()
        self._mark()
        if self._is_large(change):
            unfinished.write(self._folder, change)
            unfinished.do(self._folder, self._quads)
        else:
            super()._write(change)

    def _is_large(self, change: Change) -> bool:
        """Whether a change is more than one transaction should hold in memory."""
        told = change.added_size + len(change.remove)
        dropped = chain.from_iterable(self.match(None, None, None, graph) for graph in change.drop)
        return told >= MANY or told + sum(1 for _ in islice(dropped, MANY - told)) >= MANY


class FinishedStore(Store):
    """The last finished build of a folder, for reading only (:meth:`of`); its checkpoint ``room`` stays meanwhile."""

    room: Path

    def __init__(self, where: Path, held: publishing.Held) -> None:
        """Raises StoreError where the files are broken."""
        leave = weakref.finalize(self, os.close, held.handle)  # whoever forgets to close it holds it no longer
        with as_store_errors(where, write=False):
            super().__init__(ox.Store.read_only(str(held.folder)), where, writable=False)
        self.room = held.folder
        self._home = where
        self._generation = held.name
        self._leave = leave

    @classmethod
    def of(cls, where: Path, name: str | None = None) -> FinishedStore | None:
        """The store of the last finished build, or of the one of this ``name``; None where there is none.

        Raises StoreError for another version.
        """
        held = publishing.held(where) if name is None else publishing.held_as(where, name)
        if held is None:
            return None
        store = cls(where, held)
        stamped(store)
        return store

    def latest(self) -> Store:
        """The store of the last finished build, this one or another. Raises StoreError where the folder is gone."""
        if publishing.finished(self._home) == self.generation:
            return self
        newer = FinishedStore.of(self._home)
        if newer is None:
            raise no_store(self._home)
        newer.kept = dict(self.kept)
        return newer

    def close(self) -> None:
        """Lets go of the checkpoint, so that the next writer may take it away."""
        super().close()
        self._leave()

    def touched_since(self, generation: str) -> Touch | None:
        """What may be otherwise since a generation, as the writers noted it."""
        return publishing.touched_between(self._home, generation, self.generation)
