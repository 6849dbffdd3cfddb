"""What it takes a store that one text with very many citations comes and goes: CPU seconds and the peak of memory.

python -m benchmarks.dense                40,000 citations, two minutes
python -m benchmarks.dense 10000 20000
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from resource import RUSAGE_SELF, getrusage

from kg.building.build import build
from kg.storage.opening import open_store


def text(citations: int) -> str:
    """A plan that cites so many decisions, each by a number and a day of its own."""
    days = (f"{1 + n % 28}/{1 + n % 12}/{2015 + n % 9}" for n in range(citations))
    lines = (f"Căn cứ Quyết định số {n}/QĐ-UBND ngày {day} của UBND tỉnh Hà Giang;\n" for n, day in enumerate(days, 1))
    return "KẾ HOẠCH\nVề việc rà soát văn bản\n\n" + "".join(lines)


def brought_up_to_date(folder: Path, where: Path) -> tuple[int, float, float]:
    """A build in a process of its own: the statements then held, CPU seconds, megabytes at its peak."""
    with open_store(where, write=True) as store:
        before = time.process_time()
        report = build([folder], store, prune=True)
        assert not report.failed, report.failed
        return len(store), time.process_time() - before, getrusage(RUSAGE_SELF).ru_maxrss / 1000


def main() -> None:
    """Prints a table."""
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("citations", nargs="*", type=int, default=[40_000])
    arguments = cli.parse_args()
    print("| citations | | statements | CPU seconds | MB |\n|---:|---|---:|---:|---:|")
    for citations in arguments.citations:
        os.environ["CANCU_MAX_CITATIONS"] = str(citations)
        with tempfile.TemporaryDirectory() as place:
            folder, where = Path(place, "plans"), Path(place, "store")
            folder.mkdir()
            for what in ("comes", "goes"):
                plan = folder / "plan.txt"
                plan.unlink() if plan.exists() else plan.write_text(text(citations), encoding="utf-8")
                with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as alone:
                    held, seconds, peak = alone.submit(brought_up_to_date, folder, where).result()
                print(f"| {citations:,} | {what} | {held:,} | {seconds:.1f} | {peak:,.0f} |", flush=True)


if __name__ == "__main__":
    main()
