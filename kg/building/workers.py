"""Processes that read files for a command, so that no file stops it: one that kills, hangs or bloats costs itself only.

>>> from kg.building.papers import papers
>>> with Workers(2) as workers:
...     found = list(workers.work(papers, ["data/plans/dinh-lap-2026.txt"]))
>>> found[0][1].document.number, found[1]
('07/KH-UBND', End(file='data/plans/dinh-lap-2026.txt', failure=None))
"""

from __future__ import annotations

import atexit
import pickle
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any, Self, TypeVar

from extract.errors import Sentence, WorkerError
from extract.reading import STANDARD_INPUT, Progress
from extract.reading.limits import Limits
from kg.building.keeper import Request, keep
from kg.building.worker import UNGUARDED, Kind, can_fork, start

BLOCK = 10_000
"""Files of one request to the keeper, so that its memory is bounded too."""

Result = TypeVar("Result")
Work = Callable[[str, Progress | None], Iterator[Result]]


@dataclass(frozen=True, slots=True)
class End:
    """The end of a file, after its results. ``failure`` is a sentence where they are not all."""

    file: str
    failure: str | None = None


@dataclass(frozen=True, slots=True)
class Pause:
    """Nothing came for some seconds: whoever holds what came may put it down meanwhile."""


class Workers:
    """At most so many processes, kept at work by one more. They start at once, before a store or a thread is there;
    where they cannot be forked (elsewhere than on Linux, or beside threads) they are spawned, which takes a moment.

    ``ready`` makes what the work makes when it begins, once for all that are forked."""

    _asked: Request | None

    def __init__(self, most: int, ready: Callable[[], object] | None = None) -> None:
        self._most, self._ready = max(1, most), ready
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

    def work(self, work: Work[Result], files: Sequence[str], pages: Progress | None = None) -> Iterator[Result | End]:
        """The results of ``work`` for each file, in their order, each file followed by its end. It begins at once.

        ``pages`` is told of pages that are recognised. Standard input is read by this process where others have none.
        A worker that gives no result and no page for twice the limit of seconds is ended. Raises WorkerError when no
        processes can be kept, SettingError when a limit is set wrongly.
        """
        coming = self._begin(work, files, pages, at_once=False)
        return (found for found in coming if not isinstance(found, Pause))

    def work_as_done(
        self, work: Work[Result], files: Sequence[str], pages: Progress | None = None
    ) -> Iterator[Result | End | Pause]:
        """As :meth:`work`, but a file comes when it is done, so that none waits for another that takes long."""
        return self._begin(work, files, pages, at_once=True)

    def _begin(
        self, work: Work[Result], files: Sequence[str], pages: Progress | None, *, at_once: bool
    ) -> Iterator[Result | End | Pause]:
        seconds = 2.0 * Limits.from_environment().seconds
        blocks = [files[first : first + BLOCK] for first in range(0, len(files), BLOCK)]
        requests = [Request(work, block, seconds, at_once, ready=self._ready) for block in blocks]
        if requests and not self._is_for_this_process(requests[0]):
            self._ask(requests[0])
        return self._results(requests, pages)

    def _is_for_this_process(self, request: Request) -> bool:
        return STANDARD_INPUT in request.files and not self._forked

    def _results(self, requests: Sequence[Request], pages: Progress | None) -> Iterator[Any]:
        for request in requests:
            if self._is_for_this_process(request):
                for file in request.files:
                    yield from request.work(file, pages)
                    yield End(file)
            else:
                yield from self._of_block(request, pages)

    def _of_block(self, request: Request, pages: Progress | None) -> Iterator[Any]:
        """Goes on where it was when the keeper is killed, with another; not when a second one gave nothing, either."""
        files, fruitless = request.files, 0  # fruitless: keepers that gave nothing
        left: dict[int, None] = dict.fromkeys(range(len(files)))  # files that have not ended
        begun, given = 0, 0  # the file at hand, and how many results of it were given
        while left:
            before, known, places = (len(left), given), given, list(left)
            try:
                for place, kind, body in self._messages(request):
                    index = places[place]
                    if kind == Kind.PAGE:
                        if pages is not None:
                            pages(*pickle.loads(body))  # noqa: S301 - of our own process
                    elif kind == Kind.PAUSE:
                        yield Pause()
                    elif kind == Kind.RESULT and known:
                        known -= 1
                    elif kind == Kind.RESULT:
                        begun, given = index, given + 1
                        yield pickle.loads(body)  # noqa: S301 - of our own process
                    else:
                        del left[index]
                        given = known = 0
                        failure = pickle.loads(body) if kind == Kind.LOST else None  # noqa: S301 - of our own process
                        yield End(files[index], failure)
            except (EOFError, OSError):
                with suppress(OSError):
                    self._connection.close()
                self._process.kill()
                self._process.join()
                if self._process.exitcode == UNGUARDED:
                    raise WorkerError(
                        "Processes that read begin by importing the script that asks for them, and this one asks as it "
                        'is imported; write its calls below a line: if __name__ == "__main__":'
                    ) from None
                fruitless = fruitless + 1 if before == (len(left), given) else 0
                if fruitless > 1:
                    raise WorkerError(_ended(self._process.exitcode)) from None
                if given:
                    left = {begun: None} | left
                request = replace(request, files=[files[index] for index in left], begun=given > 0)
                self._start()

    def _messages(self, request: Request) -> Iterator[tuple[int, int, bytes]]:
        """What the keeper says: the place of a file in the request, the kind of message, and what it holds."""
        if self._asked is not request:
            self._ask(request)
        left = len(request.files)
        while left:
            self._connection.send(None)
            answer = self._connection.recv()
            for place, said in answer:
                left -= said[0] in {Kind.ENDED, Kind.LOST}
                yield place, said[0], said[1:]
            if all(said[0] == Kind.PAGE for _, said in answer):
                yield 0, Kind.PAUSE, b""

    def _ask(self, request: Request) -> None:
        with suppress(OSError):  # a keeper that was killed is missed when it is to answer
            self._connection.send(request)
            self._asked = request


def _ended(status: int | None) -> Sentence:
    """How two keepers ended, one after the other, that gave nothing."""
    if status is None or status >= 0:
        return Sentence(
            "The process that reads ended by itself (status {status}) and so did the one before it; if it could say "
            "why, that stands above.",
            status=status,
        )
    return Sentence(
        "The process that reads was killed (signal {signal}) and so was the one before it; see what ends processes "
        "here, perhaps a lack of memory.",
        signal=-status,
    )
