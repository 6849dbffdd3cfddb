"""How fast the web answers: cards and searches at a steady rate over the loopback, and how much memory it takes.

python -m benchmarks.serving --plans 3000 --seconds 60 [--rate 50] [--store DIR] [--build] [--datasette COMMAND]

It begins when the store is ready. A fifth of the requests are for pages of the card of the document that all plans
cite, two fifths for cards of plans, each another, two fifths for pages of searches. A request counts from when it was
due, so that one that waits for those before it is slow. Prints the median and the 99th percentile of each kind in
milliseconds, errors, the CPU time of the server and of its workers, and the memory that these took.

``--build``: a niced build with one worker goes on beside it into the same store, again and again, each after one plan
in a hundred changed. ``--datasette``: the command of datasette, such as /tmp/ds/bin/datasette; it serves the same
documents and citations out of SQLite, and one request in eleven goes to its page of a plan's row, under the same load.
When that is over, and the last build is taken up, cards and rows of plans are asked in turn, one after the other, and
the CPU time of each server is told by request.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import statistics
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from itertools import cycle
from pathlib import Path
from threading import Lock, local
from urllib.parse import quote

import kg
from benchmarks.corpus import write
from benchmarks.processes import Watch, descendants
from benchmarks.served import Building, rows_of, rows_served, served

WORDS = ("dan van", "ke hoach 2025", "phong chong", "chuyển đổi số", "thi dua", "33/CT-TTg", "qd 23", "cai cach")
MOST = 0.2
"""The share of requests that are for the document cited most."""

CARDS = 0.6
"""The share of requests that are for cards, those included."""

CLIENTS = 48
"""Connections that ask."""

IN_TURN = 500
"""How many cards, and how many rows, are asked one after the other."""

IDLE = 0.05
"""CPU seconds in a second in which a server does nothing but look for builds."""

LOOKED = 5.0
"""Seconds in which a server surely sees a build that is there."""


@dataclass(frozen=True, slots=True)
class Server:
    """A process that answers at a port of this machine, and the ``pages`` of its plans, in the order of a draw."""

    process: int
    port: int
    pages: Sequence[str]


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
        self._threads.submit(self.wait_for, kind, port, path, due)

    def close(self) -> None:
        """Waits for all answers."""
        self._threads.shutdown()

    def wait_for(self, kind: str, port: int, path: str, due: float) -> None:
        """Asks in this thread."""
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


def load(ours: Server, most: str, rows: Server | None, *, rate: float, seconds: float) -> Clients:
    """So many requests a second, begun in time whatever those before do; ``most``: the page of what is cited most."""
    chosen, clients = random.Random(1), Clients()
    plans = cycle(ours.pages[:-IN_TURN])
    plan_rows = cycle(rows.pages[:-IN_TURN] if rows is not None else ("",))
    begun = time.perf_counter()
    for number in range(int(rate * seconds)):
        due = begun + number / rate
        time.sleep(max(0.0, due - time.perf_counter()))
        drawn = chosen.random()
        if drawn < MOST:
            clients.ask("most cited", ours.port, f"{most}?page={chosen.randint(1, 50)}", due)
        elif drawn < CARDS:
            clients.ask("card", ours.port, next(plans), due)
        else:
            path = f"/tim?q={quote(chosen.choice(WORDS))}&page={chosen.randint(1, 20)}"
            clients.ask("search", ours.port, path, due)
        if rows is not None and number % 10 == 0:
            clients.ask("row", rows.port, next(plan_rows), due)
    clients.close()
    return clients


def wait_until_ready(ours: Server) -> None:
    """Until the last build is taken up: the process that makes builds ready has ended, and the server has nothing to
    do."""
    time.sleep(LOOKED)
    busy = True
    while busy:
        with Watch(ours.process) as watch:
            time.sleep(1.0)
        busy = bool(descendants(ours.process)) or watch.seconds > IDLE


def in_turn(ours: Server, rows: Server) -> Iterator[str]:
    """A line for each: what a card and a row of plans not asked before take, a card, a row, a card, and so on."""
    clients, spent = Clients(), {}
    with Watch(ours.process) as cards_watch, Watch(rows.process) as rows_watch:
        for card, row in zip(ours.pages[-IN_TURN:], rows.pages[-IN_TURN:], strict=True):
            clients.wait_for("card", ours.port, card, time.perf_counter())
            clients.wait_for("row", rows.port, row, time.perf_counter())
    clients.close()
    for kind, watch in (("card", cards_watch), ("row", rows_watch)):
        spent[kind] = 1_000 * watch.seconds / IN_TURN
        yield f"{kind} in turn: {statistics.median(clients.took[kind]):.2f} ms, {spent[kind]:.2f} ms CPU"
    yield f"a row of datasette takes {spent['row'] / spent['card']:.2f} times the CPU time of a card"
    assert clients.wrong == []


def told(took: Mapping[str, Sequence[float]]) -> Iterator[str]:
    """A line for each kind, and how the card compares with a row."""
    medians = {}
    for kind, times in sorted(took.items()):
        cuts = statistics.quantiles(times, n=100)
        medians[kind] = cuts[49]
        yield f"{kind}: {len(times)} requests, p50 {cuts[49]:.1f}, p99 {cuts[98]:.1f}, at most {max(times):.0f} ms"
    if "row" in medians:
        yield f"a row of datasette takes {medians['row'] / medians['card']:.2f} times as long as a card"


def asked_of(where: Path) -> tuple[list[str], str]:
    """The pages of the plans of a store, in the order of a draw, and that of the document cited most."""
    with kg.open(where, language="en") as work:
        plans = [one.document.id for one in work.listing().documents]
        most = work.listing(held=False, limit=1).documents[0].document.id
    pages = [f"/van-ban/{quote(one, safe=':;,.~+-')}" for one in (*plans, most)]
    return random.Random(3).sample(pages[:-1], len(plans)), pages[-1]


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
            held = rows_of(where, made / "rows.db")
            pages = [f"/rows/document/{one}" for one in random.Random(3).sample(held, len(held))]
            of_rows, port = stack.enter_context(rows_served(given.datasette, made / "rows.db"))
            rows = Server(of_rows.pid, port, pages)
        plans, most = asked_of(where)
        running, port = stack.enter_context(served("--store", str(where)))
        ours = Server(running.pid, port, plans)
        wait_until_ready(ours)
        with ExitStack() as beside:
            building = beside.enter_context(Building(folder, where)) if given.build else None
            watch = beside.enter_context(Watch(running.pid))
            found = load(ours, most, rows, rate=given.rate, seconds=given.seconds)
        for line in told(found.took):
            print(line)
        print(f"errors: {len(found.wrong)} {found.wrong[:5]}")
        print(f"server: {watch.seconds:.1f} s CPU in {given.seconds:.0f} s, at most {watch.megabytes:.0f} MB at once")
        if building is not None:
            print(f"builds finished meanwhile: {building.finished}, failed: {building.failed}")
        if rows is not None:
            wait_until_ready(ours)
            for line in in_turn(ours, rows):
                print(line)
        client = resource.getrusage(resource.RUSAGE_SELF)
        print(json.dumps({"client_cpu": round(client.ru_utime + client.ru_stime, 1), "load": os.getloadavg()}))


if __name__ == "__main__":
    main()
