"""What a load is put on: the server over a store, builds beside it, and datasette over the same citations."""

from __future__ import annotations

import os
import random
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from threading import Event, Thread

import kg
from kg.answers.network import citations, documents

CANCU = (sys.executable, "-c", "from kg.cli import main; main()")


@contextmanager
def served(*options: str) -> Iterator[tuple[subprocess.Popen[str], int]]:
    """``cancu serve`` as people start it, and its port."""
    asked = [*CANCU, "serve", *options, "--port", "0", "--language", "en"]
    running = subprocess.Popen(asked, stdout=subprocess.PIPE, text=True, bufsize=1)
    assert running.stdout is not None
    try:
        yield running, int(running.stdout.readline().partition("/:")[0].rpartition(":")[2])
    finally:
        running.terminate()
        running.wait()


class Building:
    """Niced builds with one worker that follow each other beside the rest, each after one file in a hundred changed.

    They call no ``setsid``: Linux weighs what did against the rest, and niceness within one of both alone.
    """

    def __init__(self, folder: Path, where: Path) -> None:
        self._folder, self._where = folder, where
        self._done = Event()
        self._thread = Thread(target=self._go_on)
        self.finished = self.failed = 0

    def __enter__(self) -> Building:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._done.set()
        self._thread.join()

    def _go_on(self) -> None:
        chosen, files = random.Random(2), sorted(self._folder.rglob("*.txt"))
        texts = {path: path.read_text(encoding="utf-8") for path in chosen.sample(files, len(files) // 2)}
        while not self._done.is_set():
            for path in chosen.sample(sorted(texts), max(1, len(files) // 100)):
                path.write_text(f"{texts[path]}\nLần {self.finished}.\n", encoding="utf-8")
            command = ["nice", *CANCU, "build", str(self._folder), "--workers", "1", "--store", str(self._where)]
            with subprocess.Popen(command, stdout=subprocess.DEVNULL, process_group=0) as build:
                while build.poll() is None and not self._done.wait(0.2):
                    pass
                if build.poll() is None:
                    os.killpg(build.pid, signal.SIGTERM)
                else:
                    self.finished += build.returncode == 0
                    self.failed += build.returncode != 0


_TABLES = """
CREATE TABLE document (id INTEGER PRIMARY KEY, urn TEXT, label TEXT, number TEXT, type TEXT, issuer TEXT, level TEXT,
                       province TEXT, date TEXT, title TEXT, source TEXT);
CREATE TABLE citation (id INTEGER PRIMARY KEY, citing INTEGER REFERENCES document, cited INTEGER REFERENCES document,
                       relation TEXT, quote TEXT, source TEXT, start INTEGER, end INTEGER);
CREATE INDEX citing ON citation (citing);
CREATE INDEX cited ON citation (cited);
"""


def rows_of(where: Path, to: Path) -> list[int]:
    """Writes the documents and citations of a store as tables that refer to each other; gives the rows of those whose
    text it was built from."""
    place: dict[str, int] = {}
    held = []
    with kg.open(where) as work, closing(sqlite3.connect(to)) as database:
        database.executescript(_TABLES)
        for number, one in enumerate(documents(work.store), start=1):
            place[one.id] = number
            held += [number] if one.source else []
            said = (one.id, one.label, one.number, one.type_label, one.issuer, one.level, one.province, one.date)
            row = (number, *said, one.title, one.source)
            database.execute(f"INSERT INTO document VALUES ({', '.join('?' * len(row))})", row)
        for edge in citations(work.store):
            words = edge.evidence
            ends = (place.get(edge.document), place.get(edge.basis), edge.relation)
            row = (None, *ends, words.quote, words.source, words.start, words.end)
            database.execute(f"INSERT INTO citation VALUES ({', '.join('?' * len(row))})", row)
        database.commit()
    return held


@contextmanager
def rows_served(command: str, database: Path) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    """Datasette over a database that it may take for unchanging, which it is fastest with, and its port."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = int(free.getsockname()[1])
    asked = [command, "serve", "--immutable", str(database), "--port", str(port)]
    with subprocess.Popen(asked, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as running:
        try:
            for _ in range(300):
                with closing(socket.socket()) as tried:
                    if tried.connect_ex(("127.0.0.1", port)) == 0:
                        break
                time.sleep(0.1)
            yield running, port
        finally:
            running.terminate()
