"""How many instructions the extractor takes for the sample plans: nearly the same each time, however busy the machine.

    git worktree add ../before eea34f7~1
    python -m benchmarks.instructions --against ../before
    python -m benchmarks.instructions --texts FOLDER            other texts

Counted by valgrind, which must be installed: what four passes more cost, over four, so that neither the start of Python
nor what is only made once counts. The byte code is written before, else its making would count.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PASSES = """
import gc, sys
from pathlib import Path
from extract.extracting import extract
gc.disable()  # when it looks for garbage depends on what was made before
texts = [path.read_text("utf-8", "replace") for path in sorted(Path(sys.argv[2]).iterdir())]
for _ in range(int(sys.argv[1])):
    for text in texts:
        extract(text)
"""
FEW, MORE = 2, 6
"""Passes: the first makes what is kept."""


def main() -> None:
    """Counts, and says how many times this tree takes what the other one does."""
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("--against", type=Path, metavar="TREE", help="another checkout")
    cli.add_argument("--texts", type=Path, default=ROOT / "data/plans", metavar="FOLDER", help="of plain texts")
    given = cli.parse_args()
    if shutil.which("valgrind") is None:
        raise SystemExit("valgrind is not installed.")
    counts = []
    with tempfile.TemporaryDirectory() as codes:
        for tree in [tree.resolve() for tree in (given.against, ROOT) if tree is not None]:
            _run([], tree, codes, FEW, given.texts)
            few, more = (_counted(tree, codes, passes, given.texts) for passes in (FEW, MORE))
            counts.append((more - few) / (MORE - FEW) / 1e6)
            print(f"{tree}: {counts[-1]:.1f} million instructions a pass", flush=True)
    if len(counts) > 1:
        print(f"{counts[1] / counts[0]:.3f} times")


def _counted(tree: Path, codes: str, passes: int, texts: Path) -> int:
    command = ["valgrind", "--tool=cachegrind", "--cache-sim=no", f"--cachegrind-out-file={os.devnull}"]
    said = re.search(r"I\s+refs:\s+([\d,]+)", _run(command, tree, codes, passes, texts))
    if said is None:
        raise SystemExit("valgrind counted nothing.")
    return int(said[1].replace(",", ""))


def _run(command: list[str], tree: Path, codes: str, passes: int, texts: Path) -> str:
    """What a run under ``command`` says on standard error."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    env = {**kept, "PYTHONPATH": str(tree), "PYTHONPYCACHEPREFIX": codes, "PYTHONHASHSEED": "0"}
    command = [*command, sys.executable, "-P", "-c", PASSES, str(passes), str(texts)]
    return subprocess.run(command, env=env, stderr=subprocess.PIPE, text=True, check=True).stderr


if __name__ == "__main__":
    main()
