"""A real server on a port of its own for the tests of the web: uvicorn in a thread, asked over the loopback."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Thread

import httpx

import kg
from kg.resources import data_file
from kg.web.serving import listening, server
from kg.web.settings import Settings
from kg.workspace.workspace import Workspace


@contextmanager
def samples() -> Iterator[Workspace]:
    """A workspace over the sample plans, in memory."""
    store = kg.open_store(":memory:")
    kg.build([data_file("plans")], store)
    with kg.open(store, language="vi") as work:
        yield work


@contextmanager
def serving(work: Workspace, settings: Settings | None = None) -> Iterator[httpx.Client]:
    """One who asks a server over the workspace, and follows no redirect by himself."""
    running = server(work, settings or Settings(), "127.0.0.1", 0)
    bound = listening("127.0.0.1", 0)
    thread = Thread(target=running.run, kwargs={"sockets": [bound]}, daemon=True)
    thread.start()
    while not running.started:
        assert thread.is_alive()
        time.sleep(0.01)
    try:
        where = f"http://127.0.0.1:{bound.getsockname()[1]}"
        with httpx.Client(base_url=where, trust_env=False, timeout=120) as asking:
            yield asking
    finally:
        running.should_exit = True
        thread.join()


def until(happens: Callable[[], bool], seconds: float = 60) -> None:
    """Waits for what comes by itself, a build that is taken up for instance."""
    end = time.monotonic() + seconds
    while not happens():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.02)


PAGE = {"accept": "text/html,application/xhtml+xml"}
"""What a browser says it wants."""
