"""How soon the web is there: its help, and the first page of the demonstration, in seconds from when it is started.

python -m benchmarks.starting [--runs 10]

The median and the most of the runs, after one that nobody counts, which writes the byte code; with the CPU seconds that
they took.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import subprocess
import time
from collections.abc import Callable
from http.client import HTTPConnection

from benchmarks.served import CANCU, served


def help_shown() -> float:
    """When the help of the command was shown."""
    begun = time.perf_counter()
    subprocess.run([*CANCU, "serve", "--help"], stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - begun


def first_page() -> float:
    """When the first page of the demonstration had come, asked for as soon as its address was told."""
    begun = time.perf_counter()
    with served("--demo") as (_, port):
        line = HTTPConnection("127.0.0.1", port, timeout=60)
        line.request("GET", "/", headers={"accept": "text/html"})
        answer = line.getresponse()
        assert (answer.status, b"<html" in answer.read()) == (200, True)
        return time.perf_counter() - begun


def main() -> None:
    """Starts each again and again."""
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("--runs", type=int, default=10)
    given = cli.parse_args()
    starts: dict[str, Callable[[], float]] = {"help": help_shown, "first page of the demonstration": first_page}
    for name, started in starts.items():
        started()
        before = _spent()
        took = [started() for _ in range(given.runs)]
        spent = (_spent() - before) / given.runs
        print(f"{name}: {statistics.median(took):.2f} s, at most {max(took):.2f}; {spent:.2f} s CPU")


def _spent() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    main()
