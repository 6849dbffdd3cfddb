"""Processes that read files for a command, so that no file stops it: one that kills, hangs or bloats costs itself only.

>>> from kg.building.intake import papers
>>> with Workers(2) as workers:
...     found = list(workers.work(papers, ["data/plans/dinh-lap-2026.txt"]))
>>> found[0][1].document.number, found[1]
('07/KH-UBND', Ended(file='data/plans/dinh-lap-2026.txt', failure=None))
"""

from __future__ import annotations

import atexit
import pickle
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Self, TypeVar

from extract.errors import CancuError
from extract.reading import STANDARD_INPUT, Progress
from extract.reading.limits import Limits
from kg.building.keeper import keep
from kg.building.worker import Kind, can_fork, start

BLOCK = 10_000
"""Files of one request to the keeper, so that its memory is bounded too."""

Result = TypeVar("Result")
Work = Callable[[str, Progress | None], Iterator[Result]]


@dataclass(frozen=True, slots=True)
class Ended:
    """The end of a file, after its results. ``failure`` is a sentence where they are not all."""

    file: str
    failure: str | None = None


class Workers:
    """At most so many processes, kept at work by one more. They start at once, before a store or a thread is there;
    where they cannot be forked (elsewhere than on Linux, or beside threads) they are spawned, which takes a moment."""

    _asked: Sequence[str] | None

    def __init__(self, most: int) -> None:
        self._most = max(1, most)
        self._start()
        atexit.register(self.close)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _start(self) -> None:
        self._forked, self._asked = can_fork(), None
        self._process, self._connection = start(keep, self._most)

    def close(self) -> None:
        """Ends the processes, whatever they are at."""
        atexit.unregister(self.close)
        self._connection.close()
        self._process.kill()
        self._process.join()

    def work(self, work: Work[Result], files: Sequence[str], pages: Progress | None = None) -> Iterator[Result | Ended]:
        """The results of ``work`` for each file, in their order, each file followed by its end. It begins at once.

        ``pages`` is told of pages that are recognised. Standard input is read by this process where others have none.
        A worker that gives no result and no page for twice the limit of seconds is ended. Raises CancuError when no
        processes can be kept.
        """
        seconds = 2.0 * Limits.from_environment().seconds
        blocks = [files[first : first + BLOCK] for first in range(0, len(files), BLOCK)]
        if blocks and not self._is_for_this_process(blocks[0]):
            self._ask(work, blocks[0], seconds)
        return self._results(work, blocks, seconds, pages)

    def _is_for_this_process(self, files: Sequence[str]) -> bool:
        return STANDARD_INPUT in files and not self._forked

    def _results(
        self, work: Work[Result], blocks: Sequence[Sequence[str]], seconds: float, pages: Progress | None
    ) -> Iterator[Result | Ended]:
        for block in blocks:
            if self._is_for_this_process(block):
                for file in block:
                    yield from work(file, pages)
                    yield Ended(file)
            else:
                yield from self._of_block(work, block, seconds, pages)

    def _of_block(
        self, work: Work[Result], files: Sequence[str], seconds: float, pages: Progress | None
    ) -> Iterator[Result | Ended]:
        """Goes on where it was when the keeper is killed, with another; not when a second one gave nothing, either."""
        at = given = fruitless = 0  # files that ended, results given of the one at hand, keepers that gave nothing
        while at < len(files):
            before, known = (at, given), given
            try:
                for kind, body in self._messages(work, files[at:] if at else files, seconds):
                    if kind == Kind.PAGE:
                        if pages is not None:
                            pages(*pickle.loads(body))  # noqa: S301 - of our own process
                    elif kind == Kind.RESULT:
                        if known:
                            known -= 1
                            continue
                        given += 1
                        yield pickle.loads(body)  # noqa: S301 - of our own process
                    else:
                        file, at, given, known = files[at], at + 1, 0, 0
                        yield Ended(file, body.decode() if kind == Kind.LOST else None)
            except (EOFError, OSError):
                with suppress(OSError):
                    self._connection.close()
                self._process.kill()
                self._process.join()
                fruitless = fruitless + 1 if before == (at, given) else 0
                if fruitless > 1:
                    status = self._process.exitcode
                    raise CancuError(
                        f"The process that reads ended (status {status}) and so did the one before it; "
                        "see what ends processes here, perhaps a lack of memory."
                    ) from None
                self._start()

    def _messages(self, work: Work[Result], files: Sequence[str], seconds: float) -> Iterator[tuple[int, bytes]]:
        if self._asked is not files:
            self._ask(work, files, seconds)
        left = len(files)
        while left:
            self._connection.send(None)
            for said in self._connection.recv():
                left -= said[0] in {Kind.ENDED, Kind.LOST}
                yield said[0], said[1:]

    def _ask(self, work: Work[Result], files: Sequence[str], seconds: float) -> None:
        with suppress(OSError):  # a keeper that was killed is missed when it is to answer
            self._connection.send((work, files, seconds))
            self._asked = files
