"""What a build of one file costs whoever reads beside: to notice, to open, to follow, to answer.

    python -m benchmarks.readers [PLANS] [BUILDS]     10,000 plans and 10 builds by default; ten minutes and more

Prints the median and the worst of the builds, in milliseconds, and of the CPU's time, which a busy machine does not
lengthen; once the table of citations, as who serves a build makes it.
``CANCU_BUILDS=1000 pytest tests/kg/test_readers_beside_builds.py`` holds each answer beside a thousand builds against a
finished one.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from benchmarks.corpus import plans, write
from kg.answers.index import Index, index_of
from kg.answers.lineage import lineage
from kg.building.build import build
from kg.graph.terms import RELATIONS
from kg.storage.citation_table import make_citation_table
from kg.storage.opening import open_store
from kg.storage.store import Store, value_of

T = TypeVar("T")
TAKEN: defaultdict[str, list[tuple[float, float]]] = defaultdict(list)
"""Milliseconds, and those of the CPU, by what was done."""


def take(what: str, work: Callable[[], T]) -> T:
    """Does something, and keeps its time."""
    started, before = time.perf_counter(), time.process_time()
    found = work()
    TAKEN[what].append(((time.perf_counter() - started) * 1000, (time.process_time() - before) * 1000))
    return found


def main() -> None:
    """Builds, and builds again beside a reader."""
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("plans", nargs="?", type=int, default=10_000)
    cli.add_argument("builds", nargs="?", type=int, default=10)
    arguments = cli.parse_args()
    with tempfile.TemporaryDirectory() as place:
        folder, where = Path(place, "plans"), Path(place, "store")
        write(arguments.plans, folder)
        with open_store(where, write=True) as store:
            build([folder], store, workers=2)
        reader: Store = take("open the store for reading", lambda: open_store(where))
        index = take("make the index from all links", lambda: index_of(reader))
        bases = sorted({value_of(quad) for quad in reader.match(None, RELATIONS["based_on"])})
        root = min(bases, key=lambda basis: (len(index.reach(basis)), basis))
        for number in range(arguments.builds):
            changed = next(plans(1)).replace("II. NỘI DUNG", f"II. NHIỆM VỤ {number}")
            (folder / "0000" / "000000.txt").write_text(changed, encoding="utf-8")
            writer = open_store(where, write=True)
            build([folder], writer)
            writer.close()
            reader = take("open the build that was finished", reader.latest)
            take("bring the index there", lambda: index_of(reader))  # noqa: B023
            take("look whether a build was finished", reader.latest)
            take("answer a lineage of few", lambda: lineage(reader, root))  # noqa: B023
        take("make the table of citations", lambda: make_citation_table(reader))
        take("answer the lineage out of the table", lambda: lineage(reader, root))
        fresh, followed = Index.of(reader), index_of(reader)
        assert all(fresh.reach(basis).keys() == followed.reach(basis).keys() for basis in bases)
    print(f"{'':<40} {'median':>10} {'most':>10} {'CPU':>10} {'most':>10}")
    for what, taken in TAKEN.items():
        figures = (measure(side) for side in zip(*taken, strict=True) for measure in (statistics.median, max))
        print(f"{what:<40} " + " ".join(f"{figure:10.3f}" for figure in figures))


if __name__ == "__main__":
    main()
