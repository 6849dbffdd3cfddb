"""How fast the web answers: cards and searches at a steady rate over the loopback, and how much memory it takes.

python -m benchmarks.serving --plans 3000 --seconds 60 [--rate 50] [--store DIR] [--build] [--datasette COMMAND]

Each request is for another document or other words; a fifth is for the document that all plans cite. A request counts
from when it was due, so that one that waits for those before it is slow. Prints the median and the 99th percentile of
each kind in milliseconds, errors, the CPU time of the server and of its workers, and the memory that these took.

``--build``: a niced build with one worker goes on beside it into the same store, again and again, each after one plan
in a hundred changed. ``--datasette``: the command of datasette, such as /tmp/ds/bin/datasette; it serves the same
documents and citations out of SQLite, and one request in eleven goes to its page of a row, under the same load.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import signal
import socket
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing, contextmanager
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from threading import Event, Lock, Thread, local
from urllib.parse import quote

import kg
from benchmarks.corpus import write
from benchmarks.processes import descendants
from kg.answers.network import citations, documents

WORDS = ("dan van", "ke hoach 2025", "phong chong", "chuyển đổi số", "thi dua", "33/CT-TTg", "qd 23", "cai cach")
MOST = 0.2
"""The share of requests that are for the document cited most."""

CARDS = 0.6
"""The share of requests that are for cards, those included."""

CLIENTS = 48
"""Connections that ask."""

CANCU = (sys.executable, "-c", "from kg.cli import main; main()")


@contextmanager
def served(where: Path) -> Iterator[tuple[subprocess.Popen[str], int]]:
    """The server as people start it, and its port."""
    asked = [*CANCU, "serve", "--store", str(where), "--port", "0", "--language", "en"]
    running = subprocess.Popen(asked, stdout=subprocess.PIPE, text=True, bufsize=1)
    assert running.stdout is not None
    try:
        yield running, int(running.stdout.readline().partition("/:")[0].rpartition(":")[2])
    finally:
        running.terminate()
        running.wait()


class Building:
    """Builds that follow each other beside the rest, each after one file in a hundred changed."""

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
            with subprocess.Popen(command, stdout=subprocess.DEVNULL, start_new_session=True) as build:
                while build.poll() is None and not self._done.wait(0.2):
                    pass
                if build.poll() is None:
                    os.killpg(build.pid, signal.SIGTERM)
                else:
                    self.finished += build.returncode == 0
                    self.failed += build.returncode != 0


def rows_of(where: Path, to: Path) -> int:
    """The documents and citations of a store as tables that refer to each other; how many documents there are."""
    with kg.open(where) as work, closing(sqlite3.connect(to)) as database:
        place = {}
        database.executescript("""
            CREATE TABLE document (id INTEGER PRIMARY KEY, urn TEXT, label TEXT, number TEXT, type TEXT, issuer TEXT,
                                   level TEXT, province TEXT, date TEXT, title TEXT, source TEXT);
            CREATE TABLE citation (id INTEGER PRIMARY KEY, citing INTEGER REFERENCES document, cited INTEGER REFERENCES
                                   document, relation TEXT, quote TEXT, source TEXT, start INTEGER, end INTEGER);
            CREATE INDEX citing ON citation (citing); CREATE INDEX cited ON citation (cited);""")
        for number, one in enumerate(documents(work.store), start=1):
            place[one.id] = number
            said = (one.id, one.label, one.number, one.type_label, one.issuer, one.level, one.province, one.date)
            row = (number, *said, one.title, one.source)
            database.execute(f"INSERT INTO document VALUES ({', '.join('?' * 11)})", row)
        for edge in citations(work.store):
            words = edge.evidence
            ends = (place.get(edge.document), place.get(edge.basis), edge.relation)
            database.execute(
                "INSERT INTO citation VALUES (NULL, ?, ?, ?, ?, ?, ?, ?)",
                (*ends, words.quote, words.source, words.start, words.end),
            )
        database.commit()
    return len(place)


@contextmanager
def rows_served(command: str, database: Path) -> Iterator[int]:
    """Datasette over a database, and its port."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = int(free.getsockname()[1])
    asked = [command, "serve", str(database), "--port", str(port)]
    with subprocess.Popen(asked, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as running:
        try:
            for _ in range(300):
                with closing(socket.socket()) as tried:
                    if tried.connect_ex(("127.0.0.1", port)) == 0:
                        break
                time.sleep(0.1)
            yield port
        finally:
            running.terminate()


def asked_of(where: Path) -> tuple[list[str], str]:
    """The documents of a store by their paths, and the one that is cited most."""
    with kg.open(where, language="en") as work:
        plans = [one.document.id for one in work.listing().documents]
        most = work.listing(held=False, limit=1).documents[0].document.id
    return [f"/van-ban/{quote(one, safe=':;,.~+-')}" for one in plans], f"/van-ban/{quote(most, safe=':;,.~+-')}"


class Clients:
    """Threads that ask, each over a connection of its own to each port; how long each kind of request took, in
    milliseconds from when it was due, and how many went wrong."""

    def __init__(self) -> None:
        self._threads = ThreadPoolExecutor(CLIENTS)
        self._own, self._lock = local(), Lock()
        self.took: dict[str, list[float]] = {}
        self.wrong: list[str] = []

    def ask(self, kind: str, port: int, path: str, due: float) -> None:
        """Asks as soon as a thread is free."""
        self._threads.submit(self._ask, kind, port, path, due)

    def close(self) -> None:
        """Waits for all answers."""
        self._threads.shutdown()

    def _ask(self, kind: str, port: int, path: str, due: float) -> None:
        said = self._status(port, path)
        took = 1_000 * (time.perf_counter() - due)
        with self._lock:
            self.took.setdefault(kind, []).append(took)
            if said not in (200, 303):
                self.wrong.append(f"{kind}: {said}")

    def _status(self, port: int, path: str) -> int | str:
        lines: dict[int, HTTPConnection] = self._own.__dict__.setdefault("lines", {})
        for first in (True, False):
            line = lines.setdefault(port, HTTPConnection("127.0.0.1", port, timeout=60))
            try:
                line.request("GET", path, headers={"accept": "text/html"})
                answer = line.getresponse()
                answer.read()
            except (OSError, HTTPException) as error:
                lines.pop(port).close()
                if first and isinstance(error, ConnectionError):  # the server let go of a line that lay idle
                    continue
                return repr(error)
            return answer.status
        raise AssertionError


def load(
    port: int, plans: Sequence[str], most: str, *, rate: float, seconds: float, rows: tuple[int, int] | None
) -> Clients:
    """So many requests a second, begun in time whatever those before do; ``rows``: datasette's port and documents."""
    chosen, clients = random.Random(1), Clients()
    begun = time.perf_counter()
    for number in range(int(rate * seconds)):
        due = begun + number / rate
        time.sleep(max(0.0, due - time.perf_counter()))
        drawn = chosen.random()
        if drawn < MOST:
            clients.ask("most cited", port, f"{most}?page={chosen.randint(1, 50)}", due)
        elif drawn < CARDS:
            clients.ask("card", port, chosen.choice(plans), due)
        else:
            clients.ask("search", port, f"/tim?q={quote(chosen.choice(WORDS))}&page={chosen.randint(1, 20)}", due)
        if rows is not None and number % 10 == 0:
            clients.ask("row", rows[0], f"/rows/document/{chosen.randint(1, rows[1])}", due)
    clients.close()
    return clients


def told(took: Mapping[str, Sequence[float]]) -> Iterator[str]:
    """A line for each kind, and how the card compares with a row."""
    medians = {}
    for kind, times in sorted(took.items()):
        cuts = statistics.quantiles(times, n=100)
        medians[kind] = cuts[49]
        yield f"{kind}: {len(times)} requests, p50 {cuts[49]:.1f}, p99 {cuts[98]:.1f}, at most {max(times):.0f} ms"
    if "row" in medians:
        yield f"a row of datasette takes {medians['row'] / medians['card']:.1f} times as long as a card"


class Watch:
    """CPU seconds and megabytes of a process with those below it, looked at twice a second."""

    def __init__(self, root: int) -> None:
        self._root, self._done = root, Event()
        self._thread = Thread(target=self._look)
        self._spent: dict[int, float] = {}
        self._before = 0.0
        self.megabytes = 0.0

    def __enter__(self) -> Watch:
        self._note()
        self._before = sum(self._spent.values())
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._done.set()
        self._thread.join()
        self._note()

    @property
    def seconds(self) -> float:
        """CPU seconds since it was entered, also of processes that ended, up to the last look at them."""
        return sum(self._spent.values()) - self._before

    def _look(self) -> None:
        while not self._done.wait(0.5):
            self._note()

    def _note(self) -> None:
        pages = 0
        for one in (self._root, *descendants(self._root)):
            try:
                fields = Path(f"/proc/{one}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
            except OSError:
                continue
            self._spent[one] = (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
            pages += int(fields[21])
        self.megabytes = max(self.megabytes, pages * os.sysconf("SC_PAGE_SIZE") / 1_000_000)


def main() -> None:
    """Builds the store if none is given, serves it, asks."""
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("--plans", type=int, default=3_000)
    cli.add_argument("--seconds", type=float, default=60)
    cli.add_argument("--rate", type=float, default=50)
    cli.add_argument("--store", type=Path, help="a store built before, which is not built again")
    cli.add_argument("--build", action="store_true")
    cli.add_argument("--datasette", metavar="COMMAND")
    given = cli.parse_args()
    with ExitStack() as stack:
        made = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        where, folder = given.store or made / "s.store", made / "plans"
        if given.store is None or given.build:
            write(given.plans, folder)
            kg.build([folder], where)
        rows = None
        if given.datasette:
            count = rows_of(where, made / "rows.db")
            rows = stack.enter_context(rows_served(given.datasette, made / "rows.db")), count
        plans, most = asked_of(where)
        running, port = stack.enter_context(served(where))
        time.sleep(5)
        building = stack.enter_context(Building(folder, where)) if given.build else None
        with Watch(running.pid) as watch:
            found = load(port, plans, most, rate=given.rate, seconds=given.seconds, rows=rows)
        for line in told(found.took):
            print(line)
        print(f"errors: {len(found.wrong)} {found.wrong[:5]}")
        print(f"server: {watch.seconds:.1f} s CPU in {given.seconds:.0f} s, at most {watch.megabytes:.0f} MB at once")
        if building is not None:
            print(f"builds finished meanwhile: {building.finished}, failed: {building.failed}")
        client = resource.getrusage(resource.RUSAGE_SELF)
        print(json.dumps({"client_cpu": round(client.ru_utime + client.ru_stime, 1), "load": os.getloadavg()}))


if __name__ == "__main__":
    main()
