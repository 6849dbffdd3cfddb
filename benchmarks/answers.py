"""Whether any question grows faster than its answer: each asked of 1,000, 5,000 and 20,000 plans of the worst shape.

The worst shape: all plans are of communes of one province, so that one province is named by all, and all cite one law,
one directive and one plan of their province. CPU seconds of this process and those it starts, and how many times more
a question takes when the plans are twice as many: 2 is linear.

    python -m benchmarks.answers                      1,000, 5,000 and 20,000 plans, some minutes
    python -m benchmarks.answers 1000 2000 --only show,check
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from math import log2
from pathlib import Path

from kg.building.build import build
from kg.resources import query_files
from kg.storage.opening import open_store
from ontology import table

SIZES = (1_000, 5_000, 20_000)
PROVINCE = "tỉnh Lạng Sơn"
LAW = "Luật Thực hiện dân chủ ở cơ sở ngày 10 tháng 11 năm 2022"
DIRECTIVE = "Chỉ thị số 33/CT-TTg ngày 26 tháng 11 năm 2021 của Thủ tướng Chính phủ về công tác dân vận"
ABOVE = f"Kế hoạch số 61/KH-UBND ngày 05 tháng 01 năm 2026 của Ủy ban nhân dân {PROVINCE} về công tác dân vận năm 2026"

COMMANDS: dict[str, Sequence[str]] = {
    "show": ("show", "33/CT-TTg"),
    "check": ("check", "{plan}"),
    "status": ("status", "33/CT-TTg 26/11/2021"),
    "outdated": ("outdated",),
    "validate": ("validate",),
    "draw": ("draw", "33/CT-TTg", "-o", "{out}"),
    "lineage": ("lineage", "33/CT-TTg"),
    "lineage, JSON": ("lineage", "33/CT-TTg", "--format", "json"),
    "stats": ("stats",),
    "top": ("top",),
    **{f"query {name}": ("query", name, "--ref", "33/CT-TTg", "--day", "2026-06-01") for name in query_files()},
}
"""Each question as the command line asks it; "{plan}" is one of the plans."""


def plans(number: int) -> Iterator[str]:
    """The texts of so many plans; a number and a day name each of a commune's."""
    communes = [row["name"] for row in table("units") if row["level"] == "commune" and row["parent"] == "p20"]
    for index in range(number):
        commune, own = communes[index % len(communes)], index // len(communes) + 1
        day = date(2026, 1, 6) + timedelta(days=own % 300)
        yield (
            f"ỦY BAN NHÂN DÂN\n{commune.upper()}\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
            f"Số: {own}/KH-UBND\n{commune.partition(' ')[2]}, ngày {day:%d} tháng {day:%m} năm {day:%Y}\n\n"
            f"KẾ HOẠCH\nThực hiện công tác dân vận năm 2026 trên địa bàn {commune}, đợt {own}\n\n"
            f"Căn cứ {LAW};\nCăn cứ {DIRECTIVE};\n"
            f"Thực hiện {ABOVE}; Ủy ban nhân dân {commune}, {PROVINCE} ban hành Kế hoạch như sau:\n\n"
            f"I. MỤC ĐÍCH\n1. Tổ chức triển khai {DIRECTIVE}.\n\nNơi nhận:\n- Ủy ban nhân dân {PROVINCE};\n- Lưu: VT.\n"
        )


def made(number: int, place: Path) -> None:
    """Writes so many plans and builds their store, where they are not there yet."""
    if (place / "store").exists():
        return
    for index, text in enumerate(plans(number)):
        path = place / "plans" / f"{index // 1000:03d}" / f"{index:06d}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    with open_store(place / "store", write=True) as store:
        build([place / "plans"], store, workers=os.cpu_count() or 1)


def measure(place: Path, names: Sequence[str], limit: float) -> Iterator[tuple[str, float | None]]:
    """The CPU seconds of each question, less those of a command that asks nothing; None where it was given up."""
    nothing, _ = _cpu(("--help",), place, limit)
    for name in names:
        seconds, done = _cpu(COMMANDS[name], place, limit)
        yield name, max(0.0, seconds - nothing) if done else None


def _cpu(command: Sequence[str], place: Path, limit: float) -> tuple[float, bool]:
    given = {"plan": str(place / "plans" / "000" / "000007.txt"), "out": str(place / "page.html")}
    words = [word.format(**given) for word in command]
    store = [] if words == ["--help"] else ["--store", str(place / "store")]
    before = os.times()
    process = subprocess.Popen(
        [sys.executable, "-c", "from kg.cli import main; main()", *words, *store],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    until = time.monotonic() + limit
    try:
        done = process.wait(until - time.monotonic()) in (0, 1)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
        done = False
    after = os.times()
    return after.children_user + after.children_system - before.children_user - before.children_system, done


def main() -> None:
    """Prints the table."""
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("sizes", type=int, nargs="*", help="how many plans")
    cli.add_argument("--only", default="", help="the names of questions, or their beginnings, with commas")
    cli.add_argument("--limit", type=float, default=300, help="seconds after which a question is given up")
    cli.add_argument("--place", type=Path, help="a folder that keeps plans and stores for the next run")
    asked = cli.parse_args()
    sizes = sorted(asked.sizes or SIZES)
    names = [name for name in COMMANDS if not asked.only or name.startswith(tuple(asked.only.split(",")))]
    found: dict[str, dict[int, float | None]] = {name: {} for name in names}
    with tempfile.TemporaryDirectory() as kept:
        for size in sizes:
            place = (asked.place or Path(kept)) / str(size)
            made(size, place)
            for name, seconds in measure(place, names, asked.limit):
                found[name][size] = seconds
                shown = "given up" if seconds is None else f"{seconds:.2f} s"
                print(f"{size:>7} plans  {name:<28} {shown}", file=sys.stderr, flush=True)
    print(f"| CPU seconds | {' | '.join(f'{size:,} plans' for size in sizes)} | per doubling |")
    print(f"|---|{'---:|' * (len(sizes) + 1)}")
    for name, by in found.items():
        cells = ["given up" if seconds is None else f"{seconds:.2f}" for seconds in by.values()]
        print(f"| {name} | {' | '.join(cells)} | {_growth(by)} |")


def _growth(by: dict[int, float | None]) -> str:
    """How many times more from the one but largest size to the largest, for twice as many plans."""
    (small, few), (large, many) = [*by.items()][-2:] if len(by) > 1 else [(1, None), (1, None)]
    return "" if not few or not many else f"{(many / few) ** (1 / log2(large / small)):.2f}"


if __name__ == "__main__":
    main()
