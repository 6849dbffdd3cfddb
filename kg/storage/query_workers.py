"""Processes that answer a user's queries over a store: warm, bounded in time and memory, and soon replaced when ended.

A query can swell beyond all memory, run for ever, or end its process by the depth of its nesting, and nothing in that
process could stop it. So it runs in one that is ended; a spare stands ready, so that the next is answered at once.
"""

from __future__ import annotations

import json
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from math import isfinite
from pathlib import Path
from typing import IO, Any, Literal, Self, cast

import pyoxigraph as ox

from extract.errors import QueryError
from extract.reading import child
from extract.reading.limits import setting
from kg.graph.terms import NAMESPACES
from kg.storage.folder import FinishedStore
from kg.storage.limits import ROWS, SECONDS, store_limits
from kg.storage.opening import open_store
from kg.storage.public import public_folder, public_quads
from kg.storage.query_errors import invalid_query
from kg.storage.query_guard import harmless, too_deep
from kg.storage.sentences import store_error
from kg.storage.store import Store

LONGEST = 86_400.0
"""How many seconds a query may be told to take: a day."""

CHARACTERS = 50_000_000
"""How many characters an answer may have."""

_PROGRAM = Path(__file__).with_name("query_worker.py")
_ADDRESSES = 1_000  # megabytes of address space beside the memory that is used
_GRACE = 2.0  # seconds after which a worker that nobody ended ends by itself


@dataclass(frozen=True, slots=True)
class Answer:
    """Columns and rows of text; an unbound variable is None. ``cut`` says that there were more rows."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str | None, ...], ...]
    cut: bool = False


Results = Literal["json", "xml", "csv", "tsv"]
Graph = Literal["ttl", "nt", "rdf", "jsonld"]


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer as the protocol of SPARQL writes it, in the ``form`` that fits: rows and yes or no, or triples."""

    body: str
    form: Results | Graph
    cut: bool


def bounded(seconds: float) -> float:
    """So many seconds. Raises QueryError where they are none, or more than a day."""
    if not (isfinite(seconds) and 0 < seconds <= LONGEST):
        raise QueryError(
            "A query may take up to {longest:,.0f} seconds, not {seconds:g}.", longest=LONGEST, seconds=seconds
        )
    return seconds


class QueryWorkers:
    """Workers over one store; threads may ask at once, each gets a worker of its own, at most ``at_once``.

    Over a folder a worker answers from its last finished build; over memory from a copy made here, so that what is
    added afterwards is not seen. With ``spare`` one more process than needed stands ready. ``public``: the store's own
    books and texts are not there, for those who may not know where files lie on this machine, nor, without ``signers``,
    the names of those who signed. ``latest`` gives the
    store to answer from, where that is not simply the last finished build.

        with QueryWorkers(open_store("cancu.store")) as workers:
            workers.ask("SELECT ?d WHERE { ?d a cancu:Document } LIMIT 5")
    """

    def __init__(
        self,
        store: Store,
        *,
        at_once: int = 1,
        spare: bool = False,
        public: bool = False,
        signers: bool = True,
        latest: Callable[[], Store] | None = None,
    ) -> None:
        self._store = open_store(store.where) if store.where and store.writable else store
        seen = public_quads(store, signers=signers) if public else store.match()
        self._copy = b"" if store.where else cast(bytes, ox.serialize(seen, format=ox.RdfFormat.N_QUADS))
        self._public, self._signers = public, signers
        self._latest = latest
        self._megabytes = store_limits().query_memory
        self._spare = spare
        self._free = threading.BoundedSemaphore(at_once)
        self._lock = threading.Lock()
        self._ready: deque[_Worker] = deque()
        self._closed = False
        with self._lock:
            self._ready.extend(self._started() for _ in range(1 + spare))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Ends all workers that stand ready; one that is asked just now ends with its answer."""
        with self._lock:
            self._closed = True
            self._retire()

    def ask(self, text: str, rows: int = ROWS, seconds: float = SECONDS) -> Answer:
        """The answer to a reading query within so many seconds, cut after so many rows.

        Raises QueryError for a query that is refused, wrong, nests too deeply or needs more time or memory than it may
        have, StoreError where the folder cannot be read.
        """
        asked = harmless(text)
        reply = self._in_turn({"text": asked.text, "rows": rows, "characters": CHARACTERS}, seconds)
        return Answer(asked.columns(tuple(reply["columns"])), tuple(map(tuple, reply["rows"])), reply["cut"])

    def write(
        self,
        text: str,
        results: Results = "json",
        graph: Graph = "ttl",
        *,
        rows: int = ROWS,
        characters: int = CHARACTERS,
        seconds: float = SECONDS,
    ) -> Reply:
        """The same written as the protocol of SPARQL has it: rows as ``results``, triples as ``graph``."""
        asked = harmless(text)
        request = {"text": asked.text, "rows": rows, "characters": characters, "names": asked.names}
        reply = self._in_turn(request | {"results": results, "graph": graph}, seconds)
        return Reply(reply["body"], reply["form"], reply["cut"])

    def _in_turn(self, request: dict[str, Any], seconds: float) -> dict[str, Any]:
        if not self._free.acquire(timeout=bounded(seconds)):
            raise QueryError("Too many queries are asked at once; try again.")
        try:
            return self._answered(request, seconds)
        finally:
            self._free.release()

    def _answered(self, request: dict[str, Any], seconds: float) -> dict[str, Any]:
        worker = self._take()
        try:
            reply = worker.ask(request, seconds)
        except BaseException:
            worker.end()
            raise
        if "failed" in reply:
            worker.end()
            raise store_error(worker.store.where, reply["failed"])
        self._give(worker)
        if "wrong" in reply:
            raise QueryError("The query cannot be answered: {error}", error=reply["wrong"])
        if "invalid" in reply:
            raise invalid_query(request["text"], reply["invalid"])
        if "large" in reply:
            raise QueryError(
                "The answer is longer than {characters:,} characters; ask for less.", characters=request["characters"]
            )
        if "memory" in reply:
            raise worker.too_large()
        return reply

    def _take(self) -> _Worker:
        with self._lock:
            latest = self._latest() if self._latest is not None else self._store.latest()
            if latest is not self._store:
                self._retire()
                self._store = latest
            while self._ready and not self._ready[0].is_there:
                self._ready.popleft().end()  # something ended it while it stood ready: no query's fault
            worker = self._ready.popleft() if self._ready else self._started()
            if self._spare and not self._ready:
                self._ready.append(self._started())
            return worker

    def _give(self, worker: _Worker) -> None:
        with self._lock:
            if self._closed or worker.store is not self._store:
                worker.end()
            else:
                self._ready.appendleft(worker)  # the warmest first

    def _retire(self) -> None:
        while self._ready:
            self._ready.pop().end()

    def _started(self) -> _Worker:
        folder = None
        if isinstance(self._store, FinishedStore):
            folder = public_folder(self._store, signers=self._signers) if self._public else self._store.room
        return _Worker(self._store, folder, self._copy, self._megabytes)


class _Worker:
    """A running ``query_worker``, which opens the store while nobody waits for it yet.

    As long as it is there, it holds the ``store``, whose files no writer takes away meanwhile.
    """

    def __init__(self, store: Store, folder: Path | None, copy: bytes, megabytes: int) -> None:
        self.store = store
        self._megabytes = megabytes
        self._late = False
        self._opened = False
        self._process = child.start([sys.executable, "-P", str(_PROGRAM)], megabytes=megabytes + _ADDRESSES)
        begin: dict[str, Any] = {"prefixes": dict(NAMESPACES), "megabytes": megabytes}
        if folder is not None:
            begin["folder"] = str(folder)
        try:
            self._send(json.dumps(begin).encode())
            if "folder" not in begin:
                self._send(copy)
        except BrokenPipeError:
            pass  # it says so when it is asked

    @property
    def is_there(self) -> bool:
        """Whether its process runs."""
        return self._process.poll() is None

    def ask(self, request: dict[str, Any], seconds: float) -> dict[str, Any]:
        """Its reply. Raises QueryError when it takes too long, needs too much memory, or dies."""
        if not self._opened and "failed" in (opening := self._within(LONGEST, None)):
            return opening
        self._opened = True
        return self._within(seconds, json.dumps(request | {"seconds": seconds + _GRACE}).encode())

    def _within(self, seconds: float, request: bytes | None) -> dict[str, Any]:
        timer = threading.Timer(seconds, self._end_late)
        timer.daemon = True
        timer.start()
        try:
            if request is not None:
                self._send(request)
            reply = self._receive()
        except (BrokenPipeError, EOFError):
            raise self._death(seconds) from None
        finally:
            timer.cancel()
        return reply

    def _send(self, body: bytes) -> None:
        pipe = cast(IO[bytes], self._process.stdin)
        pipe.write(len(body).to_bytes(4, "big") + body)
        pipe.flush()

    def _receive(self) -> dict[str, Any]:
        pipe = cast(IO[bytes], self._process.stdout)
        head = pipe.read(4)
        body = pipe.read(int.from_bytes(head, "big"))
        if len(head) < 4 or len(body) < int.from_bytes(head, "big"):
            raise EOFError
        return cast(dict[str, Any], json.loads(body))

    def _end_late(self) -> None:
        self._late = True
        child.end(self._process)

    def _death(self, seconds: float) -> QueryError:
        """Why it ended."""
        status = self._process.wait()
        if self._late:
            return QueryError(
                "The query took longer than {seconds:g} seconds and was ended; ask for less.", seconds=seconds
            )
        if status == -signal.SIGSEGV:
            return too_deep()
        if status in (-signal.SIGABRT, -getattr(signal, "SIGKILL", 9)):
            return self.too_large()
        return QueryError("The process of the query ended without an answer ({status}); try again.", status=status)

    def too_large(self) -> QueryError:
        """The refusal of a query that has no memory left."""
        return QueryError(
            "The query needed more than {megabytes:,} MB of memory and was ended; ask for less, or set {setting} "
            "higher.",
            megabytes=self._megabytes,
            setting=setting("query_memory"),
        )

    def end(self) -> None:
        child.end(self._process)
        try:
            self._process.communicate()
        except (BrokenPipeError, ValueError):
            self._process.wait()
