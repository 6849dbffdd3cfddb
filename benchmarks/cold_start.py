"""What a command costs that starts cold: the time one waits for it, and CPU seconds of all its processes.

    python -m benchmarks.cold_start check plan.docx
    python -m benchmarks.cold_start -- --help
    git worktree add ../before 9abb111
    python -m benchmarks.cold_start --against ../before check plan.docx
    python -m benchmarks.cold_start --against ../before --plans 1000 --each extract check     both, half an hour

The median and the least of 20 runs, after one that nobody counts: it writes the byte code, which every installation has
after its first run. ``--against`` runs another tree in turn with this one, so that both meet the same machine, and
tells how many times the one before this one takes, run by run. ``--plans`` sets a folder of so many made-up plans of
25 kB (``benchmarks/checking.py``) behind the command; with ``--each``, each word is a command of its own.

What the command itself waited for, and all that it left to the system to wait for: its workers (Linux only). The time
one waits says something on idle cores alone.
"""

from __future__ import annotations

import argparse
import ctypes
import os
import resource
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from statistics import median

from benchmarks.checking import fill

ROOT = Path(__file__).resolve().parents[1]
RUN = "import sys; sys.argv[0] = 'cancu'; from kg.cli import main; main()"
TAKES_ORPHANS = 36  # PR_SET_CHILD_SUBREAPER


def main() -> None:
    """Run the command, and say what it cost."""
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("--runs", type=int, default=20)
    cli.add_argument("--against", type=Path, metavar="TREE", help="another checkout, measured in turn")
    cli.add_argument("--plans", type=int, default=0, metavar="N", help="a folder of so many, behind the command")
    cli.add_argument("--each", action="store_true", help="each word is a command of its own")
    cli.add_argument("command", nargs=argparse.REMAINDER, help="what would stand behind cancu")
    given = cli.parse_args()
    trees = [tree.resolve() for tree in (given.against, ROOT) if tree is not None]
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(TAKES_ORPHANS, 1)
    with tempfile.TemporaryDirectory() as codes, tempfile.TemporaryDirectory() as plans:
        fill(Path(plans), given.plans)
        words = given.command[given.command[:1] == ["--"] :]
        for command in [[word] for word in words] if given.each else [words]:
            print(" ".join(("cancu", *command)), flush=True)
            _measure(trees, [*command, plans] if given.plans else command, codes, given.runs)


def _measure(trees: list[Path], command: list[str], codes: str, runs: int) -> None:
    """Says what a command costs in each tree, run in turn, and how many times as much in the second as in the first."""
    for tree in trees:
        _seconds(tree, command, codes)
    rounds = [[_seconds(tree, command, codes) for tree in trees] for _ in range(runs)]
    for tree, spent in zip(trees, zip(*rounds, strict=True), strict=True):
        waited, own, all_ = zip(*spent, strict=True)
        print(f"{tree}: waited {median(waited):.3f} s, least {min(waited):.3f} s;", end=" ")
        print(f"CPU {median(own):.3f} s, least {min(own):.3f} s; with its workers {median(all_):.3f} s", flush=True)
    if len(trees) > 1:
        waits, costs = ([now[at] / before[at] for before, now in rounds] for at in (0, 2))
        said = f"waited {median(waits):.3f} times, CPU {median(costs):.3f} times"
        print(f"{said}, medians of {len(rounds)} pairs", flush=True)


def _seconds(tree: Path, command: list[str], codes: str) -> tuple[float, float, float]:
    """The seconds that one waits for a run, and its CPU seconds: of the process and of those that it waited for, and of
    all that it started."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    env = {**kept, "PYTHONPATH": str(tree), "PYTHONPYCACHEPREFIX": codes}
    before, begun = _spent(), time.perf_counter()
    subprocess.run([sys.executable, "-P", "-c", RUN, *command], env=env, stdout=subprocess.DEVNULL, check=False)
    waited, own = time.perf_counter() - begun, _spent() - before
    with suppress(ChildProcessError):
        while True:
            os.wait()
    return waited, own, _spent() - before


def _spent() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    main()
