"""How long `cancu check` takes over a thousand plans of 25 kB.

    python benchmarks/checking.py                          1,000 plans, two workers
    python benchmarks/checking.py --plans 4000 --workers 4

The plans are the sample plans, lengthened with prose, with made-up figures in all numbers: as many citations as in real
plans of that size, and no two plans that cite the same documents. By the clock, and in CPU time of all processes.
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
from itertools import cycle, islice
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SIZE = 25_000
PROSE = (
    "Các bộ phận chuyên môn chủ động tham mưu, phân công rõ người, rõ việc, rõ thời hạn; thường xuyên kiểm tra, "
    "đôn đốc, kịp thời tháo gỡ khó khăn, vướng mắc của người dân ngay từ cơ sở.\n"
)


def main() -> None:
    """Write the plans, check them, say how long it took."""
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("--plans", type=int, default=1000)
    cli.add_argument("--workers", type=int, default=2)
    given = cli.parse_args()
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


def fill(folder: Path, count: int) -> None:
    """Plans of one size in ``folder``, no two alike."""
    chance = random.Random(2026)
    samples = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "data/plans").iterdir())]
    for number, sample in enumerate(islice(cycle(samples), count), start=1):
        made_up = re.sub(r"(?<=số )\d+(?=[/-])", lambda _: str(chance.randint(1, 4000)), sample, flags=re.IGNORECASE)
        head, separator, rest = made_up.partition("\nNơi nhận")
        text = f"{head}\n"
        text += PROSE * ((SIZE - len((text + rest).encode())) // len(PROSE.encode())) + separator + rest
        (folder / f"{number:05}.txt").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
