"""How fast the web answers: cards and searches at a steady rate over the loopback, and how much memory it takes.

python -m benchmarks.serving --plans 3000 --seconds 60 [--rate 50] [--store DIR] [--build]

Each request is for another document or other words; a fifth is for the document that all plans cite. Prints the median
and the 99th percentile of each kind in milliseconds, errors, the CPU time and the peak memory of the server and of its
workers. ``--build``: a build with one worker goes on beside it. The client is a process of its own.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Lock
from urllib.parse import quote

import httpx

import kg
from benchmarks.corpus import write

WORDS = ("dan van", "ke hoach 2025", "phong chong", "chuyển đổi số", "thi dua", "33/CT-TTg", "qd 23", "cai cach")
TURN = 0.2
"""The share of requests that are for the document cited most."""


def served(where: Path) -> tuple[subprocess.Popen[str], str]:
    """The server as people start it, and its address."""
    asked = [sys.executable, "-c", "from kg.cli import main; main()", "serve", "--store", str(where), "--port", "0"]
    running = subprocess.Popen([*asked, "--language", "en"], stdout=subprocess.PIPE, text=True, bufsize=1)
    assert running.stdout is not None
    return running, running.stdout.readline().partition("/:")[0]


def asked_of(where: Path) -> tuple[list[str], str]:
    """The documents of a store by their paths, and the one that is cited most."""
    with kg.open(where, language="en") as work:
        plans = [one.document.id for one in work.listing().documents]
        most = work.listing(held=False, limit=1).documents[0].document.id
    return [f"/van-ban/{quote(one, safe=':;,.~+-')}" for one in plans], f"/van-ban/{quote(most, safe=':;,.~+-')}"


def load(base: str, plans: list[str], most: str, rate: float, seconds: float) -> dict[str, list[float]]:
    """So many requests a second, in milliseconds by kind, begun in time whatever the ones before do; "error": how many
    failed."""
    chosen, lock = random.Random(1), Lock()
    took: dict[str, list[float]] = {"card": [], "most cited": [], "search": [], "error": []}
    asking = httpx.Client(base_url=base, trust_env=False, timeout=60, limits=httpx.Limits(max_connections=64))

    def ask(kind: str, path: str) -> None:
        begun = time.perf_counter()
        try:
            status = asking.get(path, headers={"accept": "text/html"}).status_code
        except httpx.HTTPError:
            status = 0
        with lock:
            took[kind if status in (200, 303) else "error"].append(1_000 * (time.perf_counter() - begun))

    with ThreadPoolExecutor(64) as threads:
        begun = time.perf_counter()
        for number in range(int(rate * seconds)):
            time.sleep(max(0.0, begun + number / rate - time.perf_counter()))
            drawn = chosen.random()
            if drawn < TURN:
                threads.submit(ask, "most cited", f"{most}?page={chosen.randint(1, 50)}")
            elif drawn < 0.6:
                threads.submit(ask, "card", chosen.choice(plans))
            else:
                threads.submit(ask, "search", f"/tim?q={quote(chosen.choice(WORDS))}&page={chosen.randint(1, 20)}")
    return took


def told(took: dict[str, list[float]]) -> str:
    """A line for each kind."""
    lines = []
    for kind, times in took.items():
        if kind == "error":
            lines.append(f"errors: {len(times)}")
        elif times:
            cuts = statistics.quantiles(times, n=100)
            lines.append(f"{kind}: {len(times)} requests, p50 {cuts[49]:.1f} ms, p99 {cuts[98]:.1f} ms")
    return "\n".join(lines)


def of_processes(root: int) -> tuple[float, float]:
    """CPU seconds and megabytes at their peak, of a process and of those below it (Linux)."""
    found, waiting = [], [root]
    while waiting:
        one = waiting.pop()
        found.append(one)
        for task in Path(f"/proc/{one}/task").iterdir():
            waiting += map(int, (task / "children").read_text(encoding="ascii").split())
    seconds = megabytes = 0.0
    for one in found:
        fields = Path(f"/proc/{one}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        seconds += (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
        status = Path(f"/proc/{one}/status").read_text(encoding="ascii")
        megabytes += next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM")) / 1_000
    return seconds, megabytes


def main() -> None:
    """Builds the store if none is given, serves it, asks."""
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("--plans", type=int, default=3_000)
    cli.add_argument("--seconds", type=float, default=60)
    cli.add_argument("--rate", type=float, default=50)
    cli.add_argument("--store", type=Path)
    cli.add_argument("--build", action="store_true")
    given = cli.parse_args()
    with tempfile.TemporaryDirectory() as made:
        where = given.store or Path(made, "s.store")
        if given.store is None:
            write(given.plans, Path(made, "plans"))
            kg.build([Path(made, "plans")], where)
        plans, most = asked_of(where)
        running, base = served(where)
        beside = None
        try:
            httpx.get(f"{base}/tim?q=dan", trust_env=False, timeout=60)
            time.sleep(5)
            before, _ = of_processes(running.pid)
            if given.build:
                again = Path(made, "again")
                write(given.plans, again)
                command = [
                    sys.executable,
                    "-c",
                    "from kg.cli import main; main()",
                    "build",
                    str(again),
                    "--workers",
                    "1",
                ]
                beside = subprocess.Popen(["nice", *command, "--store", str(Path(made, "again.store"))])
            took = load(base, plans, most, given.rate, given.seconds)
            seconds, megabytes = of_processes(running.pid)
            print(told(took))
            print(f"server: {seconds - before:.1f} s CPU in {given.seconds:.0f} s, at most {megabytes:.0f} MB")
            client = resource.getrusage(resource.RUSAGE_SELF)
            print(json.dumps({"client_cpu": round(client.ru_utime + client.ru_stime, 1), "load": os.getloadavg()}))
        finally:
            for process in (beside, running):
                if process is not None:
                    process.terminate()
                    process.wait()


if __name__ == "__main__":
    main()
