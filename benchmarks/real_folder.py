"""Builds a folder of ten thousand real pages, as an analyst would: once, again, and after many kills.

    python -m benchmarks.real_folder CLONES FOLDER            lays the folder out, then runs everything
    python -m benchmarks.real_folder CLONES FOLDER --kills 0  without the kills

``CLONES`` holds a clone of each repository that ``real_folder.csv.gz`` names (repository, commit, path, sha256), as
``owner/name`` or ``owner+name``. Nothing of their texts is kept here: the manifest lets anyone lay out the same folder,
and each file is checked against its hash. The pages are laws and decrees as Markdown, text, web pages, Word and PDF,
administrative documents, portal pages, and news that speak of legal documents.

Prints time and peak memory of each build, by kind of process, sentences about what could not be
read by kind, and what became of every file; ends with status 1 where one is not accounted for, or where the store of
the builds that were killed is not the store of the one that went through. Needs Linux.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import hashlib
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import NamedTuple

from benchmarks.processes import note_peaks
from extract.reading import walk
from extract.reading.files import is_passed_over
from kg.storage.file_list import FileList, location_of
from kg.storage.opening import open_store

MANIFEST = Path(__file__).with_suffix(".csv.gz")
LIMIT = 4 * 3600
"""Seconds after which a build is taken to hang."""

_SAMPLE = 0.2
_VARYING = re.compile(r"'[^']*'|\"[^\"]*\"|\([^)]*\)|\d[\d,.]*")


class Page(NamedTuple):
    """A row of the manifest: a file of a repository at a commit."""

    repository: str
    commit: str
    path: str
    sha256: str

    @property
    def place(self) -> Path:
        """Where it lies in the folder."""
        return Path(self.repository.replace("/", "+"), self.path)


@dataclass(frozen=True, slots=True)
class Run:
    """A build that ended: its status (negative: killed), seconds, the most bytes that each kind of process has had, and
    what it printed."""

    status: int
    seconds: float
    peaks: Mapping[str, int]
    summary: str
    sentences: tuple[str, ...]


def pages() -> list[Page]:
    """The manifest."""
    with gzip.open(MANIFEST, "rt", encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        next(rows)
        return [Page(*row) for row in rows]


def lay_out(clones: Path, folder: Path, wanted: Iterable[Page]) -> None:
    """Brings files into the folder. Ends the program where one cannot be had, or differs."""
    for (repository, _), group in groupby(sorted(wanted), attrgetter("repository", "commit")):
        missing = [page for page in group if not (folder / page.place).is_file()]
        if missing:
            for page, data in zip(missing, _contents(_clone(clones, repository), missing), strict=True):
                if hashlib.sha256(data).hexdigest() != page.sha256:
                    sys.exit(f"{repository}: {page.path} at {page.commit} is not what the manifest names.")
                target = folder / page.place
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(data)


def _clone(clones: Path, repository: str) -> Path:
    name = repository.replace("/", "+")
    for place in (clones / repository, clones / name / "repo", clones / name):
        if any((place / mark).exists() for mark in ("HEAD", ".git")):
            return place
    sys.exit(f"{clones} holds no clone of {repository}.")


def _contents(clone: Path, wanted: list[Page]) -> Iterator[bytes]:
    git = ["git", "-C", str(clone)]
    listed = subprocess.run([*git, "ls-tree", "-rz", wanted[0].commit], capture_output=True, check=True).stdout
    blobs = {path: meta.split()[2] for meta, _, path in (entry.partition(b"\t") for entry in listed.split(b"\0")[:-1])}
    with subprocess.Popen([*git, "cat-file", "--batch"], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin
        assert process.stdout
        for page in wanted:
            process.stdin.write(blobs.get(page.path.encode(), b"none") + b"\n")
            process.stdin.flush()
            head = process.stdout.readline().split()
            if len(head) != 3:
                sys.exit(f"{clone} lacks {page.path} at {page.commit}.")
            yield process.stdout.read(int(head[2]))
            process.stdout.read(1)


def build(folder: Path, store: Path, workers: int, kill_after: float = LIMIT) -> Run:
    """One run of ``cancu build`` in a session of its own, ended with all its workers after so many seconds."""
    command = [sys.executable, "-c", "from kg.cli import main; main()", "build", str(folder)]
    command += ["--store", str(store), "--workers", str(workers)]
    log = store.with_suffix(".log")
    started, peaks = time.monotonic(), dict[str, int]()
    with log.open("w+", encoding="utf-8") as output:
        process = subprocess.Popen(command, stdout=output, stderr=output, text=True, start_new_session=True)
        while process.poll() is None:
            if time.monotonic() - started > kill_after:
                _kill(process)
            note_peaks(process.pid, peaks)
            with suppress(subprocess.TimeoutExpired):
                process.wait(_SAMPLE)
        output.seek(0)
        lines = [line for line in output.read().splitlines() if line.strip()]
    summary = lines.pop() if lines else ""
    return Run(process.returncode, time.monotonic() - started, peaks, summary, tuple(lines))


def _kill(process: subprocess.Popen[str]) -> None:
    """The whole session: what a system that runs out of memory, or is switched off, would do."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)


def fingerprint(store: Path) -> str:
    """What a store says, in 16 digits that do not depend on the order."""
    with open_store(store) as opened:
        digests = (hashlib.blake2b(str(quad).encode(), digest_size=8).digest() for quad in opened.quads())
        total = sum(map(int.from_bytes, digests))
    return f"{total % 2**64:016x}"


def account(folder: Path, store: Path, sentences: Iterable[str]) -> tuple[Counter[str], list[str]]:
    """What became of the files, and those of which nothing is known."""
    with open_store(store) as opened:
        held = set(FileList(opened).files())
    told = "\n".join(sentences)
    fates: Counter[str] = Counter()
    unknown = []
    for file in (path for path in folder.rglob("*") if path.is_file()):
        if location_of(file) in held:
            fates["read"] += 1
        elif any(map(is_passed_over, file.relative_to(folder).parts)):
            fates["passed over"] += 1
        elif str(file) in told:
            fates["failed with a sentence"] += 1
        else:
            unknown.append(str(file))
    return fates, unknown


def kinds(sentences: Iterable[str], folder: Path) -> Counter[str]:
    """Sentences without what varies in them: paths, quotes, numbers."""
    path = re.compile(re.escape(str(folder)) + r".*?(?=: | (?:is|has|holds|could|cannot|was|needs|has)\b)")
    return Counter(_VARYING.sub("…", path.sub("FILE", sentence)) for sentence in sentences)


def show(what: str, run: Run) -> None:
    peaks = ", ".join(f"{kind} {peak / 1e6:,.0f} MB" for kind, peak in sorted(run.peaks.items()))
    print(f"{what}: status {run.status}, {run.seconds:.0f} s, at their peaks: {peaks}")
    print(f"    {run.summary}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("clones", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--store", type=Path, default=Path("real_folder.store"), help="made anew; a second beside it")
    options = parser.parse_args()
    folder, chance = options.folder.resolve(), random.Random(options.seed)
    lay_out(options.clones, folder, pages())
    files = list(walk([folder]))
    print(f"{len(files):,} files, {sum(file.stat().st_size for file in files) / 1e6:,.0f} MB")
    whole, killed = options.store.resolve(), options.store.resolve().with_suffix(".killed.store")
    for store in (whole, killed):
        shutil.rmtree(store, ignore_errors=True)
    first = build(folder, whole, options.workers)
    show("from nothing", first)
    again = build(folder, whole, options.workers)
    show("nothing changed", again)
    fates, unknown = account(folder, whole, (*first.sentences, first.summary))
    print("files:", ", ".join(f"{count:,} {fate}" for fate, count in fates.most_common()), f"{len(unknown)} unknown")
    for file in unknown[:20]:
        print(f"    nothing is known of {file}")
    for kind, count in kinds(first.sentences, folder).most_common(40):
        print(f"{count:>6} {kind}")
    same = True
    if options.kills:
        ends = Counter[int]()
        for _ in range(options.kills):
            moment = chance.uniform(0.5, 2 * first.seconds / options.kills)
            ends[build(folder, killed, options.workers, moment).status] += 1
        show(f"after {options.kills} kills (statuses {dict(ends)})", build(folder, killed, options.workers))
        same = fingerprint(whole) == fingerprint(killed)
        print("the two stores say the same" if same else "THE TWO STORES DIFFER")
    sys.exit(bool(unknown) or not same or first.status not in (0, 2) or again.status not in (0, 2))


if __name__ == "__main__":
    main()
