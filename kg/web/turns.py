"""Questions take turns: so many are answered at once, so many wait, and who comes then is told to come again.

A question is answered in a thread, so that the server listens meanwhile; one that is told in a moment, as most cards
are, is answered without: to hand it over would take longer. The threads stay, for processes that one of them starts end
with it. How many are at work is bounded by what they cost, not by who asks.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

Answer = TypeVar("Answer")


class BusyError(Exception):
    """Too many questions wait already."""


class Turns:
    """``at_once`` threads, and ``waiting`` questions at most that wait for one of them."""

    def __init__(self, at_once: int, waiting: int) -> None:
        self._threads = ThreadPoolExecutor(at_once, thread_name_prefix="cancu")
        self._most = at_once + waiting
        self._here = 0

    async def take(self, work: Callable[[], Answer]) -> Answer:
        """What ``work`` gives. Raises BusyError, and whatever it raises."""
        if self._here >= self._most:
            raise BusyError
        self._here += 1
        done = asyncio.get_running_loop().run_in_executor(self._threads, work)
        done.add_done_callback(self._gone)  # also of a question that nobody waits for any more
        return await done

    def _gone(self, _: object) -> None:
        self._here -= 1

    def close(self) -> None:
        """No more questions; those that wait are let go."""
        self._threads.shutdown(wait=False, cancel_futures=True)
