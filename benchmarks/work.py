"""How much the extractor does for a text, counted without a clock or any tool: the same on every machine, at any load.

    python -m benchmarks.work                               the figures, beside those that are committed
    python -m benchmarks.work --texts FOLDER                those of other texts
    python -m benchmarks.work --accept "what it is for"     commits to them: a row for each in benchmarks/work.csv

``calls``: functions called for a thousand characters, Python's own and built-in ones. ``passes``: how often patterns go
over the text, that is the characters that they look through over those of the text. What is asked of every citation or
line shows in the first, what is looked for everywhere in the second. Both are of the second reading of a text, so that
what is made once does not count. What a call takes is another question: ``python -m benchmarks.instructions``.

The tests refuse what is more than :data:`MARGIN` above the last row of its texts (tests/kg/test_work.py).
"""

from __future__ import annotations

import argparse
import csv
import gc
import os
import re
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from types import FrameType
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
FIGURES = ROOT / "benchmarks/work.csv"
TEXTS: Mapping[str, Path] = {"plans": ROOT / "data/plans", "documents": ROOT / "tests/gold/documents"}
MARGIN = 1.03
_INNER = {"<listcomp>", "<dictcomp>", "<setcomp>"}  # no functions of their own in later versions of Python
_LOOKING = {"search", "finditer", "findall", "split", "sub", "subn"}


def main() -> None:
    """Counts, and says so beside what is committed."""
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("--texts", type=Path, metavar="FOLDER", help="of plain texts")
    cli.add_argument("--accept", metavar="REASON", help="commit to what is counted")
    cli.add_argument("--count", choices=COUNTED, help=argparse.SUPPRESS)
    given = cli.parse_args()
    if given.count:
        print(COUNTED[given.count](given.texts))
        return
    known = committed()
    for name, folder in {"given": given.texts}.items() if given.texts else TEXTS.items():
        now = counted(folder)
        said = [f"{kind} {figure:.2f}" + _beside(figure, known.get(name, {}).get(kind)) for kind, figure in now.items()]
        print(f"{name}: {', '.join(said)}")
        if given.accept and not given.texts:
            with FIGURES.open("a", encoding="utf-8", newline="") as file:
                row = [date.today().isoformat(), name, *(f"{figure:.2f}" for figure in now.values()), given.accept]
                csv.writer(file, lineterminator="\n").writerow(row)


def _beside(figure: float, known: float | None) -> str:
    return f" ({figure / known:.3f} of the {known} committed)" if known else ""


def counted(folder: Path) -> dict[str, float]:
    """Calls and passes for the texts of a folder, each counted in a process of its own."""
    env = {**os.environ, "PYTHONHASHSEED": "0", "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "benchmarks.work", "--texts", str(folder), "--count"]
    runs = (subprocess.run([*command, kind], env=env, capture_output=True, text=True, check=True) for kind in COUNTED)
    return {kind: float(run.stdout) for kind, run in zip(COUNTED, runs, strict=True)}


def committed() -> dict[str, dict[str, float]]:
    """The last figures of each folder of texts."""
    with FIGURES.open(encoding="utf-8", newline="") as file:
        return {row["texts"]: {kind: float(row[kind]) for kind in COUNTED} for row in csv.DictReader(file)}


def _read(folder: Path) -> tuple[list[str], Callable[[], object]]:
    """The texts of a folder, read once; and what reads them again."""
    from extract.extracting import extract  # noqa: PLC0415 - once patterns are watched

    gc.disable()
    texts = [path.read_text("utf-8") for path in sorted(folder.iterdir()) if path.suffix in {".txt", ".md"}]
    again = [*map(extract, texts)]
    return texts, lambda: [*map(extract, texts)] == again


def _calls(folder: Path) -> float:
    texts, again = _read(folder)
    calls = 0

    def see(frame: FrameType, event: str, _: object) -> None:
        nonlocal calls
        calls += event == "c_call" or (event == "call" and frame.f_code.co_name not in _INNER)

    sys.setprofile(see)
    again()
    sys.setprofile(None)
    return 1000 * calls / sum(map(len, texts))


class _Watched:
    """A pattern of the extractor that adds the characters which it looks through to ``looked``."""

    looked = 0

    def __init__(self, pattern: re.Pattern[str]) -> None:
        self._pattern = pattern

    def __getattr__(self, name: str) -> Any:
        method = getattr(self._pattern, name)
        if name not in _LOOKING:
            return method

        def look(*given: Any) -> Any:
            found = method(*given)
            text, *bounds = given[1:2] if name in {"sub", "subn"} else given
            start, end = (*bounds, *(0, sys.maxsize)[len(bounds) :])
            if name == "search" and found:
                end = found.end()
            _Watched.looked += max(0, min(end, len(text)) - start)
            return found

        self.__dict__[name] = look
        return look


def _passes(folder: Path) -> float:
    compiled: Callable[..., re.Pattern[str]] = re.compile
    own = tuple(f"{ROOT}/{package}/" for package in ("extract", "ontology"))

    def watched(pattern: Any, flags: int = 0) -> Any:
        one = compiled(getattr(pattern, "_pattern", pattern), flags)
        return _Watched(one) if sys._getframe(1).f_code.co_filename.startswith(own) else one

    re.compile = watched  # type: ignore[assignment]
    texts, again = _read(folder)
    _Watched.looked = 0
    again()
    return _Watched.looked / sum(map(len, texts))


COUNTED: Mapping[str, Callable[[Path], float]] = {"calls": _calls, "passes": _passes}


def over(now: Mapping[str, float], known: Mapping[str, float]) -> Sequence[str]:
    """Which figures are above what is committed by more than the margin."""
    return [kind for kind, figure in now.items() if figure > known[kind] * MARGIN]


if __name__ == "__main__":
    main()
