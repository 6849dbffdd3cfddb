"""The build that answers: the last finished one that is ready; the next is made ready beside it, and then taken up."""

from __future__ import annotations

import asyncio
import gc
from datetime import date
from functools import partial
from threading import Event

from extract.errors import StoreError
from kg.tracing import noted
from kg.web.templates import compile_all
from kg.web.turns import Turns
from kg.wording import Language
from kg.workspace.readying import make_ready
from kg.workspace.workspace import Workspace

EVERY = 0.5
"""Seconds between two looks for a build that was finished meanwhile."""


class Builds:
    """Over an open workspace; ``work`` is asked by all, and moves on by itself while :meth:`follow` runs."""

    def __init__(self, opened: Workspace, *, signers: bool = True) -> None:
        self.work = opened.steady()
        self._signers = signers
        self._lost: StoreError | None = None
        self._looking = Turns(1, 0)
        self._closing = Event()

    def asked(self, *, as_of: date | None = None, language: Language | None = None, pages: bool = False) -> Workspace:
        """The workspace for one who asks. Raises StoreError where the store is gone."""
        if self._lost is not None:
            raise self._lost.with_traceback(None)
        return self.work.asked(as_of=as_of, language=language, pages=pages)

    async def follow(self) -> None:
        """Makes ready what is there, and then each build that follows, until it is cancelled."""
        gc.freeze()  # what is there now stays; to look through it again and again for garbage would hold all up
        await asyncio.sleep(EVERY)  # who waits for the first page already has it first
        await self._looking.take(compile_all)
        await self._looking.take(partial(self._ready, self.work))
        gc.freeze()
        while True:
            await asyncio.sleep(EVERY)
            await self._looking.take(self._look)

    def close(self) -> None:
        """Lets go of what is not ready yet."""
        self._closing.set()
        self._looking.close()

    def _ready(self, work: Workspace) -> None:
        make_ready(work, self._closing.is_set, signers=self._signers, before=self.work.store)

    def _look(self) -> None:
        try:
            self.work.take_up(self._ready)
            self._lost = None
        except StoreError as error:
            if self._lost is None:
                noted(error, "builds")
            self._lost = error
        except Exception as error:  # noqa: BLE001 - the build before goes on to answer, and the next is looked at
            noted(error, "builds")
