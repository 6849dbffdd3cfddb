"""A disk that is full at every write: builds, backups and restores on small disks, each a little larger than the last.

    python -m benchmarks.full_disks [STEPS]     as root on Linux, for it mounts disks; 70 steps by default

What is stopped must say so in a sentence; the backup must be as before, or whole; the store must open, and a build that
goes on with room must come to the same graph as an undisturbed one. Prints a line for each that was stopped.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from pyoxigraph import Quad

from benchmarks.corpus import write
from extract.errors import CancuError
from kg.building.build import build
from kg.storage.backup import backup, restore
from kg.storage.opening import open_store

FIRST, MORE = 20, 60
"""Plans that are in the store before, and with which it is built again."""

SMALLEST, LARGER = 400, 90
"""Kilobytes of the first disk, and by how much each is larger than the last."""


@contextmanager
def disk(place: Path, kilobytes: int) -> Iterator[Path]:
    """A disk of its own, of so many kilobytes."""
    place.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={kilobytes}k", "tmpfs", str(place)], check=True)
    try:
        yield place
    finally:
        subprocess.run(["umount", "-l", str(place)], check=True)
        place.rmdir()


def said(do: Callable[[], object]) -> str | None:
    """The sentence by which something was refused; None: it was done."""
    try:
        do()
    except CancuError as error:
        return str(error)
    return None


def _build(store: Path, plans: Path) -> None:
    with open_store(store, write=True) as opened:
        build([plans], opened)


def _backup(store: Path, path: Path) -> None:
    with open_store(store) as opened:
        backup(opened, path)


def _quads(store: Path) -> set[Quad]:
    with open_store(store) as opened:
        return set(opened.match())


def step(work: Path, kilobytes: int, whole: set[Quad]) -> list[str]:
    """One disk: what was said of the restore, the build and the backup on it. Raises AssertionError."""
    found = []
    with disk(work / "disk", kilobytes) as small:
        store, kept = small / "store", small / "kept.nq.gz"
        kept.write_bytes(b"before")
        if sentence := said(lambda: restore(work / "first.nq.gz", store)):
            assert list(small.iterdir()) == [kept], "a restore that was stopped leaves nothing"
            return [f"restore: {sentence}"]
        assert _quads(store) == _quads(work / "first")
        if sentence := said(lambda: _build(store, work / "more")):
            found.append(f"build: {sentence}")
        if sentence := said(lambda: _backup(store, kept)):
            found.append(f"backup: {sentence}")
            assert kept.read_bytes() == b"before", "a backup that was stopped leaves the old one"
        else:
            restore(kept, work / "again")
            assert _quads(work / "again") == _quads(store)
            shutil.rmtree(work / "again")
        assert not list(small.glob(".*.part"))
        shutil.copytree(store, work / "resumed")
    _build(work / "resumed", work / "more")
    assert _quads(work / "resumed") == whole, "a build that was stopped goes on to the same graph"
    shutil.rmtree(work / "resumed")
    return found


def main() -> None:
    """Runs the steps."""
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("steps", nargs="?", type=int, default=70)
    steps = cli.parse_args().steps
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        write(FIRST, work / "plans")
        write(MORE, work / "more")
        _build(work / "first", work / "plans")
        _backup(work / "first", work / "first.nq.gz")
        shutil.copytree(work / "first", work / "second")
        _build(work / "second", work / "more")
        whole = _quads(work / "second")
        stopped = Counter[str]()
        for number in range(steps):
            kilobytes = SMALLEST + number * LARGER
            for sentence in step(work, kilobytes, whole):
                stopped[sentence.partition(":")[0]] += 1
                print(f"{kilobytes:>6,} kB: {sentence.replace(folder, '')}", flush=True)
        counted = ", ".join(f"{number} of {what}" for what, number in stopped.items())
        print(f"{steps} disks; stopped: {counted}; nothing was lost, nothing half")


if __name__ == "__main__":
    main()
