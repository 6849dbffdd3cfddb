"""Questions take turns: so many are answered at once, so many wait, and who comes then is told to come again.

A question is answered in a thread, so that the server listens meanwhile. How many are at work is bounded by what they
cost, not by who asks.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from anyio import CapacityLimiter
from anyio.to_thread import run_sync

Answer = TypeVar("Answer")


class BusyError(Exception):
    """Too many questions wait already."""


class Turns:
    """``at_once`` threads, and ``waiting`` questions at most that wait for one of them."""

    def __init__(self, at_once: int, waiting: int) -> None:
        self._limiter = CapacityLimiter(at_once)
        self._most = at_once + waiting
        self._here = 0

    async def take(self, work: Callable[[], Answer]) -> Answer:
        """What ``work`` gives. Raises BusyError, and whatever it raises."""
        if self._here >= self._most:
            raise BusyError
        self._here += 1
        try:
            return await run_sync(work, limiter=self._limiter)
        finally:
            self._here -= 1
