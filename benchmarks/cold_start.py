"""What a command costs that starts cold, in CPU seconds of all its processes.

    python -m benchmarks.cold_start check plan.docx
    python -m benchmarks.cold_start --against ../before check plan.docx

The median and the least of 20 runs, after one that nobody counts: it writes the byte code, which every installation has
after its first run. ``--against`` runs another tree in turn with this one, so that both meet the same machine.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[1]
RUN = "import sys; sys.argv[0] = 'cancu'; from kg.cli import main; main()"


def main() -> None:
    """Run the command, and say what it cost."""
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("--runs", type=int, default=20)
    cli.add_argument("--against", type=Path, metavar="TREE", help="another checkout, measured in turn")
    cli.add_argument("command", nargs=argparse.REMAINDER, help="what would stand behind cancu")
    given = cli.parse_args()
    trees = [tree.resolve() for tree in (given.against, ROOT) if tree is not None]
    with tempfile.TemporaryDirectory() as codes:
        for tree in trees:
            _seconds(tree, given.command, codes)
        rounds = [[_seconds(tree, given.command, codes) for tree in trees] for _ in range(given.runs)]
    for tree, spent in zip(trees, zip(*rounds, strict=True), strict=True):
        print(f"{tree}: {median(spent):.3f} s, least {min(spent):.3f} s")


def _seconds(tree: Path, command: list[str], codes: str) -> float:
    """The CPU seconds of one run, of the process and of those that it waited for."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    env = {**kept, "PYTHONPATH": str(tree), "PYTHONPYCACHEPREFIX": codes}
    before = _spent()
    subprocess.run([sys.executable, "-P", "-c", RUN, *command], env=env, stdout=subprocess.DEVNULL, check=False)
    return _spent() - before


def _spent() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    main()
