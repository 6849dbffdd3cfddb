"""Whether questions got slower: this checkout beside another one, each with a store of its own of the same plans.

    git worktree add ../before 9abb111
    python -m benchmarks.beside ../before                 300 and 3,000 made plans, three minutes
    python -m benchmarks.beside ../before --plans 300

CPU time (user and system) in milliseconds, medians of runs that take turns between the two, so that a machine that is
busy for a while is so for both. The questions: what a plan stands on, asked by a process of its own ("first question");
its card; what stands on the document with the most below it, as a command, first after opening the store, and again.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.corpus import write

ROOT = Path(__file__).resolve().parents[1]
COMMAND = "from kg.cli import main; main()"
WHICH = """
import json, sys
from kg.answers.index import Index
from kg.storage.opening import open_store
with open_store(sys.argv[1]) as store:
    index = Index.of(store)
    plans = sorted({row["d"].value for row in store.select("SELECT ?d WHERE { ?d cancu:readFrom ?file }")})
    bases = {base for one in plans[:50] for base in index.reach(one, "up")}
    root = max(bases, key=lambda iri: (len(index.reach(iri)), iri))
    print(json.dumps({"plan": plans[0], "root": root, "below": len(index.reach(root))}))
"""
"""The plan, and the document with the most below it, by their ids."""
LINEAGE = """
import json, sys, time
from kg.answers.lineage import lineage
from kg.storage.opening import open_store
start = time.process_time()
with open_store(sys.argv[1]) as store:
    times = [start]
    for _ in range(4):
        lineage(store, sys.argv[2])
        times.append(time.process_time())
first, *again = [after - before for before, after in zip(times, times[1:])]
print(json.dumps({"lineage, first after opening": first, "lineage, again": min(again)}))
"""


def main() -> None:
    """Builds, asks, prints a table for each number of plans."""
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("other", type=Path, help="the other checkout")
    cli.add_argument("--plans", type=int, nargs="+", default=[300, 3000])
    cli.add_argument("--runs", type=int, default=9, help="of which the median counts")
    given = cli.parse_args()
    print("| plans | | before | now | times |\n|---:|---|---:|---:|---:|")
    for number in given.plans:
        with tempfile.TemporaryDirectory() as folder:
            write(number, Path(folder) / "plans")
            for row in rows(Path(folder), given.other.resolve(), given.runs):
                print(f"| {number:,} | {row}", flush=True)


def rows(folder: Path, other: Path, runs: int) -> Iterator[str]:
    """What each question takes at both."""
    checkouts = {"before": other, "now": ROOT}
    asked: dict[str, dict[str, str]] = {}
    for name, checkout in checkouts.items():
        store = str(folder / name)
        _cpu(checkout, COMMAND, ["build", str(folder / "plans"), "--store", store])
        asked[name] = _told(checkout, WHICH, [store]) | {"store": store}
    taken: dict[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    for _ in range(runs):
        for name, checkout in checkouts.items():
            for what, seconds in _once(checkout, asked[name]):
                taken[what][name].append(1000 * seconds)
    for what, by in taken.items():
        before, now = (median(by[name]) for name in checkouts)
        yield f"{what} | {before:.1f} | {now:.1f} | {now / before:.2f} |"


def _once(checkout: Path, asked: Mapping[str, str]) -> Iterator[tuple[str, float]]:
    store = ["--store", asked["store"]]
    yield "first question, as a command", _cpu(checkout, COMMAND, ["lineage", asked["plan"], "--up", *store])
    yield "show of a plan, as a command", _cpu(checkout, COMMAND, ["show", asked["plan"], "--format", "json", *store])
    whole = ["lineage", asked["root"], "--format", "json", *store]
    yield f"lineage, as a command ({asked['below']} below)", _cpu(checkout, COMMAND, whole)
    yield from _told(checkout, LINEAGE, [asked["store"], asked["root"]]).items()


def _cpu(checkout: Path, code: str, arguments: Sequence[str]) -> float:
    """CPU seconds of a process of a checkout."""
    process = subprocess.Popen(
        [sys.executable, "-c", code, *arguments], env=_environment(checkout), cwd=checkout, stdout=subprocess.DEVNULL
    )
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{checkout}: {' '.join(arguments)} ended with status {process.returncode}.")
    return used.ru_utime + used.ru_stime


def _told(checkout: Path, code: str, arguments: Sequence[str]) -> dict[str, Any]:
    """What a process of a checkout prints."""
    said = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        env=_environment(checkout),
        cwd=checkout,
        stdout=subprocess.PIPE,
        check=True,
    )
    told: dict[str, Any] = json.loads(said.stdout)
    return told


def _environment(checkout: Path) -> dict[str, str]:
    return os.environ | {"PYTHONPATH": str(checkout)}


if __name__ == "__main__":
    main()
