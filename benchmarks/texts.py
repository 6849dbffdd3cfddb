"""What it costs that a store keeps the texts of its sources: the same files built with them and without, in turns.

    python -m benchmarks.texts            1,000 abridged plans, and 1,000 of the length of real ones

Seconds are those of the processors, for the machine may do other work; the least of three rounds. "All statements" is a
query that looks at every statement of all graphs.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from benchmarks.corpus import plans
from kg.building.build import build
from kg.resources import data_file
from kg.storage.opening import open_store

ROUNDS = 3
QUERIES = {
    "all statements, counted": "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }",
    "all statements, searched": 'SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o FILTER(CONTAINS(STR(?o), "Lạng Sơn")) }',
}
Figures = dict[str, float]


def write(number: int, folder: Path, whole: bool) -> int:
    """Writes so many plans, ``whole``: each with the text of a sample plan after it; gives their characters."""
    samples = [path.read_text(encoding="utf-8") for path in sorted(data_file("plans").iterdir())]
    characters = 0
    folder.mkdir()
    for index, plan in enumerate(plans(number)):
        text = plan + samples[index % len(samples)] if whole else plan
        characters += len(text)
        (folder / f"{index:06}.txt").write_text(text, encoding="utf-8")
    return characters


def once(folder: Path, place: Path, texts: bool) -> Figures:
    """A build into a new store, and what the store then costs."""
    shutil.rmtree(place, ignore_errors=True)
    found: Figures = {}

    def take(what: str, work: Callable[[], object]) -> None:
        started = time.process_time()
        work()
        found[what] = time.process_time() - started

    with open_store(place, write=True) as store:
        take("build from files, seconds", lambda: build([folder], store, texts=texts))
        take("build again, nothing changed, seconds", lambda: build([folder], store, texts=texts))
    found["folder of the store, MB"] = sum(file.stat().st_size for file in place.iterdir()) / 1e6
    with open_store(place) as store:
        for what, query in QUERIES.items():
            take(f"{what}, seconds", partial(store.select, query))
        take("export of all, seconds", lambda: sum(1 for _ in store.quads()))
    return found


def main() -> None:
    """Measures and prints a table for each length of plans."""
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("number", nargs="?", type=int, default=1000, help="how many plans")
    number = cli.parse_args().number
    for whole in (False, True):
        with tempfile.TemporaryDirectory(prefix="cancu-texts-") as name:
            characters = write(number, Path(name) / "plans", whole)
            rounds = [
                {texts: once(Path(name) / "plans", Path(name) / "store", texts) for texts in (True, False)}
                for _ in range(ROUNDS)
            ]
        print(f"\n{number:,} plans of {characters / number:,.0f} characters\n")
        print("| | with texts | without | |\n|---|---:|---:|---:|")
        for what in rounds[0][True]:
            kept, left = (min(one[texts][what] for one in rounds) for texts in (True, False))
            print(f"| {what} | {kept:.3f} | {left:.3f} | {kept / left - 1:+.1%} |", flush=True)


if __name__ == "__main__":
    main()
