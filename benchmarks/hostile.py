"""A build of hostile files with good plans among them: nothing crashes or hangs, memory is bounded, the good go in.

    python -m benchmarks.hostile                     the files of scripts/hostile.py and 100 plans
    python -m benchmarks.hostile --maker scripts/hostile_more.py --workers 4

Ends with an error unless every file is read or told of in a sentence, every good one is read, no process of ours took
a gigabyte at its peak, and nothing is left running. Linux only, for the peaks are found in /proc.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.corpus import write
from benchmarks.processes import is_running, note_peaks
from extract.reading import printable
from kg.storage.opening import open_store

ROOT = Path(__file__).parents[1]
MOST = 1_000_000_000
"""Bytes that a process of ours may take."""


def main() -> None:
    """Make the files, build them, look at what came."""
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("--plans", type=int, default=100)
    cli.add_argument("--workers", type=int, default=2)
    cli.add_argument("--maker", default="scripts/hostile.py", help="the program that makes the hostile files")
    cli.add_argument("--seconds", type=float, default=3600, help="after which the build is taken to hang")
    given = cli.parse_args()
    with tempfile.TemporaryDirectory(prefix="hostile-") as place:
        folder, store = Path(place, "files"), Path(place, "store")
        subprocess.run([sys.executable, ROOT / given.maker, folder], check=True, stdout=subprocess.DEVNULL)
        hostile = sum(1 for path in folder.rglob("*") if path.is_file())
        write(given.plans, folder / "plans")
        started = time.monotonic()
        errors, output, peaks = watched(folder, store, given.workers, given.seconds)
        lasted = time.monotonic() - started
        with open_store(store) as opened:
            rows = opened.select("SELECT DISTINCT ?p WHERE { ?f cancu:path ?p }")
        read = {row["p"].value for row in rows}
        good = [path for path in folder.rglob("*") if path.name.startswith("good-") or path.parent.name == "plans"]
        named = {path: printable(path.relative_to(folder.parent)) for path in good}
        missed = [path for path, name in named.items() if not any(one.startswith(name) for one in read)]
    print(output.strip())
    print(
        "".join(
            sorted(line + "\n" for line in errors.splitlines() if "worker that read it" in line or "was ended" in line)
        )
    )
    print(f"{hostile} hostile files and {given.plans} plans in {lasted:.0f} s, {len(read)} texts read; at their peak:")
    for name, peak in sorted(peaks.items(), key=lambda one: -one[1]):
        print(f"    {name}: {peak / 1e6:,.0f} MB")
    assert "Traceback" not in errors, errors
    assert not missed, missed
    assert all(peaks[name] < MOST for name in ("build", "keeper", "worker")), "a process of ours took a gigabyte"


def watched(folder: Path, store: Path, workers: int, seconds: float) -> tuple[str, str, dict[str, int]]:
    """The build, what it says, and the peak of memory of each kind of process, in bytes."""
    command = [sys.executable, "-c", "from kg.cli import main; main()", "build", folder, "--store", store]
    with tempfile.TemporaryFile("w+") as errors, tempfile.TemporaryFile("w+") as output:
        process = subprocess.Popen(
            [*map(str, command), "--workers", str(workers)], stdout=output, stderr=errors,
            env=os.environ | {"PYTHONPATH": str(ROOT)},
        )  # fmt: skip
        peaks: dict[str, int] = {}
        seen: set[int] = set()
        until = time.monotonic() + seconds
        while process.poll() is None:
            assert time.monotonic() < until, "the build hangs"
            seen.update(note_peaks(process.pid, peaks))
            time.sleep(0.02)
        assert process.returncode in {0, 2}, process.returncode
        assert not any(map(is_running, seen)), "something goes on"
        for file in (errors, output):
            file.seek(0)
        return errors.read(), output.read(), peaks


if __name__ == "__main__":
    main()
