"""How long `cancu check` takes over a thousand plans of 25 kB, and over one plan in a process that is warm.

    python benchmarks/checking.py                          1,000 plans, two workers
    python benchmarks/checking.py --plans 4000 --workers 4
    python benchmarks/checking.py --warm                   one plan, seconds

The plans are the sample plans, lengthened with prose, with made-up figures in all numbers: as many citations as in real
plans of that size, and no two plans that cite the same documents. By the clock, and in CPU time of all processes.

``--warm``: the sample plans as they are long, 8 to 12 kB with some forty citations, as texts in one process: read from
the text to its findings, that is extracted and checked. The median CPU time of plans that cite what no plan before has
cited, and of the same plans once more, beside that of a loop in Python that tells how fast the machine is just then.
"""

from __future__ import annotations

import argparse
import random
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import cycle, islice
from pathlib import Path
from statistics import median

from extract import SourceText, extract
from extract.records import Source
from kg.check.linter import check
from kg.law.register import Register, load_register

ROOT = Path(__file__).resolve().parents[1]
SIZE = 25_000
WARMING, MEASURED = 20, 60
DAY = date(2026, 6, 1)
PROSE = (
    "Các bộ phận chuyên môn chủ động tham mưu, phân công rõ người, rõ việc, rõ thời hạn; thường xuyên kiểm tra, "
    "đôn đốc, kịp thời tháo gỡ khó khăn, vướng mắc của người dân ngay từ cơ sở.\n"
)


def main() -> None:
    """Write the plans, check them, say how long it took."""
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("--plans", type=int, default=1000)
    cli.add_argument("--workers", type=int, default=2)
    cli.add_argument("--warm", action="store_true", help="one plan in a process that is warm")
    given = cli.parse_args()
    if given.warm:
        print(warm())
        return
    with tempfile.TemporaryDirectory() as folder:
        fill(Path(folder), given.plans)
        cancu = Path(sys.executable).with_name("cancu")
        command = [str(cancu), "check", folder, "--workers", str(given.workers), "--format", "json"]
        start = time.perf_counter()
        done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, check=False)
        clock = time.perf_counter() - start
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(f"{given.plans} plans of {SIZE / 1000:.0f} kB, {given.workers} workers, exit status {done.returncode}")
    print(f"{clock:.1f} s by the clock, {used.ru_utime + used.ru_stime:.1f} s of CPU time")


def warm() -> str:
    """What one plan takes, in words."""
    facts = load_register()
    plans = [_as_read(place, text) for place, text in enumerate(islice(made_up(), WARMING + MEASURED))]
    for plan in plans[:WARMING]:
        seconds(plan, facts)
    loop = median(pace() for _ in range(9))
    new, again = (told([seconds(plan, facts) for plan in plans[WARMING:]]) for _ in range(2))
    return f"citing what no plan before has cited: {new}\nthe same plans again: {again}\na loop: {1000 * loop:.1f} ms"


def _as_read(place: int, text: str) -> SourceText:
    return SourceText(text, Source(f"{place}.txt", f"{place:064}", "text/plain", len(text)))


def seconds(plan: SourceText, facts: Register) -> tuple[float, float]:
    """CPU seconds of extracting and of checking."""
    start = time.process_time()
    found = extract(plan)
    middle = time.process_time()
    check([(plan, found)], facts, as_of=DAY)
    return middle - start, time.process_time() - middle


def told(times: Sequence[tuple[float, float]]) -> str:
    """Medians in milliseconds."""
    whole, parts = median(map(sum, times)), [median(some) for some in zip(*times, strict=True)]
    return f"{1000 * whole:.1f} ms (extracted in {1000 * parts[0]:.1f}, checked in {1000 * parts[1]:.1f})"


def pace() -> float:
    """CPU seconds of a hundred thousand turns of a loop."""
    start = time.process_time()
    sum(number * number for number in range(100_000))
    return time.process_time() - start


def made_up() -> Iterator[str]:
    """The sample plans over and over, with made-up figures in all numbers."""
    chance = random.Random(2026)
    samples = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "data/plans").iterdir())]
    for sample in cycle(samples):
        yield re.sub(r"(?<=số )\d+(?=[/-])", lambda _: str(chance.randint(1, 4000)), sample, flags=re.IGNORECASE)


def fill(folder: Path, count: int) -> None:
    """Plans of one size in ``folder``, no two alike."""
    for number, plan in enumerate(islice(made_up(), count), start=1):
        head, separator, rest = plan.partition("\nNơi nhận")
        text = f"{head}\n"
        text += PROSE * ((SIZE - len((text + rest).encode())) // len(PROSE.encode())) + separator + rest
        (folder / f"{number:05}.txt").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
