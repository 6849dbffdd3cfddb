"""The process that keeps workers at work on files.

A worker that dies, hangs or takes too much memory costs the file it was at; another takes its place. Results are given
as they are asked for, file after file: in the order of the files, or as they are done. The keeper has one thread, so
that it may fork at any time, and waits for nobody without looking at the clock.
"""

from __future__ import annotations

import pickle
import signal
import time
from collections import defaultdict, deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess

from extract.errors import Sentence
from extract.reading import STANDARD_INPUT, printable
from extract.reading.leftovers import sweep_temporary
from extract.reading.limits import setting
from kg.building.worker import Kind, Work, can_fork, message, serve, start

AHEAD = 1000
"""Files of which results wait at most, so that memory stays bounded."""

HELD = 64_000_000
"""Bytes of results that wait; above them only those of the file whose turn it is are taken from the workers."""

BREATH = 5.0
"""Seconds after which one who asked is answered although there is nothing."""

GATHERED = 0.05
"""Seconds for which results are gathered for one who asked, so that no process is woken for every single one."""

WORTH = 16
"""Files that are worth one more process."""

_IN_HAND = 2  # files that a worker has: the one it is at, and the next
_AT_ONCE = 1_000_000  # bytes of one answer, more or less


def keep(asker: Connection, most: int) -> None:
    """Works for the one who asks, by at most so many workers, until that one is gone.

    Each thing that is sent after a request asks for the next messages; the answer is a list of them, each with the
    place of its file among those of the request. All of a file but its pages come one after the other.
    """
    sweep_temporary()
    while True:
        _Round(asker, most, asker.recv()).run()


@dataclass(frozen=True, slots=True)
class Request:
    """Some work on files. ``seconds``: for which a worker may give no sign of life. ``at_once``: what is done is given,
    whatever its place. ``begun``: some of what the first file holds was given already, so it comes first. ``ready``
    makes what the work makes when it begins, so that several workers find it made."""

    work: Work
    files: Sequence[str]
    seconds: float
    at_once: bool = False
    begun: bool = False
    ready: Callable[[], object] | None = None


@dataclass(slots=True, eq=False)
class _Worker:
    process: BaseProcess
    connection: Connection
    files: deque[int] = field(default_factory=deque)
    since: float = 0.0
    leaving: bool = False

    def left(self, seconds: float) -> float:
        """Seconds that are left to it; a worker without a file has all."""
        return seconds - (time.monotonic() - self.since if self.files else 0.0)


class _Round:
    """The work on some files: which worker is at which, what waits to be given, and of which file."""

    def __init__(self, asker: Connection, most: int, request: Request) -> None:
        self._asker, self._most, self._request, self._files = asker, most, request, request.files
        self._seconds = request.seconds
        self._waiting = deque(range(len(self._files)))
        self._messages: defaultdict[int, deque[bytes]] = defaultdict(deque)
        self._pages: deque[tuple[int, bytes]] = deque(maxlen=AHEAD)
        self._done: deque[int] = deque()  # files that ended and were not given
        self._turn: int | None = None if request.at_once and not request.begun else 0
        self._given, self._held = 0, 0
        self._asked: float | None = None  # since when
        self._workers: list[_Worker] = []

    def run(self) -> None:
        """To the last file; raises EOFError or OSError when the asker is gone."""
        try:
            while self._given < len(self._files):
                self._hand_out()
                self._answer()
                self._listen()
        finally:
            for worker in self._workers:
                worker.process.kill()

    def _hand_out(self) -> None:
        """Gives each worker what it needs to go on, and calls as many as are useful."""
        wanted = min(self._most, len(self._workers) + -(-len(self._waiting) // WORTH))
        if wanted > 1 and not self._workers and self._request.ready is not None and can_fork():
            self._request.ready()
        while len(self._workers) < wanted:
            self._workers.append(_Worker(*start(serve)))
        for worker in self._workers:
            while self._waiting and len(self._messages) < AHEAD and len(worker.files) < _IN_HAND:
                if worker.leaving:
                    break
                if not worker.files:
                    worker.since = time.monotonic()
                worker.files.append(self._waiting.popleft())
                try:
                    worker.connection.send((self._request.work, self._files[worker.files[-1]]))
                except OSError:  # it has died, as will be heard
                    break

    def _answer(self) -> None:
        """Gives the next messages to the one who asked, if there are any."""
        if not self._is_time():
            return
        given, size = list(self._pages), 0
        self._pages.clear()
        while size < _AT_ONCE and (turn := self._whose_turn()) is not None and (waits := self._messages.get(turn)):
            said = waits.popleft()
            given.append((turn, said))
            size += len(said)
            if said[0] in {Kind.ENDED, Kind.LOST}:
                del self._messages[turn]
                self._given += 1
                self._turn = None if self._request.at_once else self._given
        self._held -= size
        if given:
            self._give(given)

    def _is_time(self) -> bool:
        """Whether who asked is answered now: for some time nothing was, or much waits, or all that will ever come."""
        if self._asked is None:
            return False
        at_work = self._waiting or any(worker.files for worker in self._workers)
        return not at_work or self._held >= min(_AT_ONCE, HELD) or time.monotonic() >= self._asked + GATHERED

    def _give(self, given: list[tuple[int, bytes]]) -> None:
        self._asked = None
        self._asker.send(given)

    def _whose_turn(self) -> int | None:
        """The file whose results are given now. One that is not done only where all that waits is too much."""
        if self._turn is None and self._done:
            self._turn = self._done.popleft()
        elif self._turn is None and self._held >= HELD:
            self._turn = max(self._messages, key=lambda index: sum(map(len, self._messages[index])))
        return self._turn

    def _listen(self) -> None:
        """Waits for the next message, question, death or limit of time, and deals with it."""
        heard = [worker for worker in self._workers if self._has_room_for(worker)]
        left = [worker.left(self._seconds) for worker in heard if worker.files]
        gathers = self._asked + GATHERED - time.monotonic() if self._asked is not None else 0.0
        if self._asked is not None:
            left.append(gathers if gathers > 0 else BREATH)
        ready = wait([self._asker, *(worker.connection for worker in heard)], max(0.0, min(left)) if left else None)
        if self._asked is not None and not ready and gathers <= 0:
            self._give([])
        if self._asker in ready:
            self._asker.recv()
            self._asked = time.monotonic()
        for worker in self._workers:
            if worker.connection in ready:
                self._hear(worker)
            elif worker not in heard:
                worker.since = time.monotonic()
            elif worker.left(self._seconds) <= 0:
                ended = Sentence(
                    "took longer than {seconds:g} seconds and was ended; split it, or set {setting} higher.",
                    seconds=self._seconds,
                    setting=setting("seconds"),
                )
                self._bury(worker, ended)
        self._workers = [worker for worker in self._workers if not worker.connection.closed]

    def _has_room_for(self, worker: _Worker) -> bool:
        """Whether a worker is heard: what it says is next, or not too much waits already."""
        is_next = bool(worker.files) and worker.files[0] == self._turn and not self._messages.get(self._turn)
        return is_next or self._held < HELD

    def _hear(self, worker: _Worker) -> None:
        try:
            said = worker.connection.recv_bytes()
        except (EOFError, OSError):
            self._bury(worker, None)
            return
        worker.since = time.monotonic()
        if said[0] == Kind.LEAVING:
            worker.leaving = True
            return
        if said[0] == Kind.PAGE:
            self._pages.append((worker.files[0], said))
            return
        self._note(worker.files[0], said)
        if said[0] in {Kind.ENDED, Kind.LOST}:
            worker.files.popleft()

    def _bury(self, worker: _Worker, why: Sentence | None) -> None:
        """Ends a worker, or what is left of it; it was at its first file, and the others go to the next worker."""
        worker.process.kill()
        worker.process.join()
        worker.connection.close()
        if worker.files and not worker.leaving:
            lost = worker.files.popleft()
            name = Sentence("standard input") if self._files[lost] == STANDARD_INPUT else printable(self._files[lost])
            sentence = Sentence("{name} {why}", name=name, why=why or _death(worker.process.exitcode))
            self._note(lost, message(Kind.LOST, pickle.dumps(sentence)))
        self._waiting.extendleft(reversed(worker.files))

    def _note(self, index: int, said: bytes) -> None:
        self._messages[index].append(said)
        self._held += len(said)
        if said[0] in {Kind.ENDED, Kind.LOST} and self._request.at_once and index != self._turn:
            self._done.append(index)


def _death(status: int | None) -> Sentence:
    if status is None or status >= 0:
        return Sentence("was skipped: the worker that read it ended (status {status}).", status=status)
    if status == -getattr(signal, "SIGKILL", 9):
        return Sentence(
            "was skipped: the worker that read it was killed (signal {signal}), perhaps for lack of memory.",
            signal=-status,
        )
    return Sentence("was skipped: the worker that read it crashed (signal {signal}).", signal=-status)
