"""A process that works on one file after the other, and how processes are started here."""

from __future__ import annotations

import gc
import os
import pickle
import signal
import sys
import threading
import warnings
from collections.abc import Callable, Iterator
from enum import IntEnum
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess, current_process
from typing import Any

from extract.errors import Sentence
from extract.reading import Progress, printable
from extract.reading.child import bound_memory, dies_with_parent, memory_held
from kg.tracing import noted

MEMORY = 850
"""Megabytes that a worker may take beyond the hundred or so with which it starts."""

UNGUARDED = 64
"""The exit status of a spawned process that was asked for others before it came to its work."""

_COMING, _AT_WORK = "cancu (coming)", "cancu (reading)"  # names of processes

_GROWN = 300_000_000  # bytes that a worker may keep after a file; with more, a fresh one takes its place

Work = Callable[[str, Progress | None], Iterator[Any]]
"""What is done with a file: it gives results, and tells of pages, which are signs of life."""


class Kind(IntEnum):
    """The first byte of a message. Behind RESULT and PAGE stands what is pickled, so behind LOST: a sentence;
    PAUSE is said by no worker: nothing came."""

    RESULT, PAGE, ENDED, LOST, LEAVING, PAUSE = range(6)


def message(kind: Kind, body: bytes = b"") -> bytes:
    """A message of a worker about the file it is at."""
    return bytes((kind,)) + body


def serve(connection: Connection) -> None:
    """Works until the keeper is gone, or until it holds much memory after a file."""
    bound_memory(MEMORY)
    enough = memory_held() + _GROWN

    def tell(*page: object) -> None:
        connection.send_bytes(message(Kind.PAGE, pickle.dumps(page)))

    while memory_held() < enough:
        work, file = connection.recv()
        try:
            for result in work(file, tell):
                connection.send_bytes(message(Kind.RESULT, pickle.dumps(result, pickle.HIGHEST_PROTOCOL)))
            connection.send_bytes(message(Kind.ENDED))
        except Exception as error:  # noqa: BLE001 - one file, whatever it is, ends no worker
            connection.send_bytes(message(Kind.LOST, pickle.dumps(not_understood(file, error))))
    connection.send_bytes(message(Kind.LEAVING))


def not_understood(path: str, error: Exception) -> Sentence:
    """The sentence for a file at which something happened that nobody expected."""
    name = printable(path)
    if isinstance(error, MemoryError):
        return Sentence("{path} needs more memory than a file may take; split it.", path=name)
    return Sentence("{path} could not be understood ({error}); it was skipped.", path=name, error=noted(error, path))


def can_fork() -> bool:
    """Whether processes are forked here: on Linux, where no other thread of Python could hold a lock for ever."""
    return sys.platform == "linux" and threading.active_count() == 1


def start(target: Callable[..., None], *arguments: object) -> tuple[BaseProcess, Connection]:
    """A process that does ``target(connection, *arguments)`` and never outlives this one; the other end of its pipe.

    A forked one keeps standard input. It hears nothing of Ctrl-C, which is for its parent to answer.
    """
    if current_process().name == _COMING:  # it is only just importing the script of its parent, which does this unasked
        os._exit(UNGUARDED)
    if not can_fork():
        spawn = get_context("spawn")
        ours, theirs = spawn.Pipe()
        begin = os.getpid(), None, None, target, theirs, *arguments
        spawned = spawn.Process(target=_begin, args=begin, name=_COMING)
        spawned.start()
        theirs.close()
        return spawned, ours
    fork, stdin = get_context("fork"), sys.stdin
    ours, theirs = fork.Pipe()
    forked = fork.Process(target=_begin, args=(os.getpid(), stdin, ours, target, theirs, *arguments))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # threads of libraries, such as the store's, are no harm
        sys.stdin = None  # else the child closes it
        gc.freeze()  # what is there now is never garbage in the child, and stays in memory that both share
        try:
            forked.start()
        finally:
            gc.unfreeze()
            sys.stdin = stdin
    theirs.close()
    return forked, ours


def _begin(parent: int, stdin: Any, others: Connection | None, target: Callable[..., None], *arguments: object) -> None:
    status = 1
    current_process().name = _AT_WORK
    try:
        dies_with_parent(parent)
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        if others is not None:
            others.close()
            sys.stdin = stdin
        target(*arguments)
        status = 0
    except (EOFError, OSError):
        status = 0  # the other end is gone
    finally:
        os._exit(status)
