"""How fast extraction is, against what, and how its time and memory grow.

    python benchmarks/extraction.py                 about four minutes
    python benchmarks/extraction.py --largest 10    documents of up to 10 MB, hostile ones too: about twenty minutes

Speeds are MB of UTF-8 text a second of one process's CPU time, the best of several runs; everything is warm. What is
measured is the installed package: the checkout where that is installed editable, or a compiled wheel. eyecite reads
English text of the same number of citations a kilobyte; without it (``pip install --group benchmark``) its row says so.
Workers are compared by the clock, on a folder of files.
"""

from __future__ import annotations

import argparse
import gc
import random
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from itertools import cycle, islice, pairwise
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests/extract"))

from hostile import TEXTS  # noqa: E402

from extract import extract, read, to_json, words  # noqa: E402
from extract.bodies.canonical import Standpoint  # noqa: E402
from extract.mentions.congresses import find_congresses  # noqa: E402
from extract.mentions.laws import find_laws  # noqa: E402
from extract.mentions.numbers import find_numbers  # noqa: E402

ENGLISH = (
    "The plaintiff moved for summary judgment, and the district court granted the motion in part.",
    "We review the interpretation of the statute without deference to the agency.",
    "The record shows that the notice was sent to the address on file within the time allowed.",
    "Nothing in the text suggests that the legislature meant to exclude such claims.",
    "The defendant argues that the contract was never formed because there was no consideration.",
)
REPORTERS = ("U.S.", "F.3d", "F.2d", "S. Ct.", "F. Supp. 2d", "Cal. App. 4th", "N.E.2d")


def main() -> None:
    """Print one table after the other."""
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("--largest", type=float, default=1.25, help="the largest single document, in MB (default 1.25)")
    cli.add_argument("--folder", type=float, default=12.0, help="the folder for the workers, in MB (default 12)")
    largest, folder = vars(cli.parse_args()).values()
    print(f"the extractor is {'plain Python' if words.__file__.endswith('.py') else 'compiled'}")
    for name, texts in corpora().items():
        speeds(name, texts)
    doubling(largest)
    workers(folder)
    memory()


def corpora() -> dict[str, list[str]]:
    """The sample plans, the annotated documents, and the real plans where the folder beside the checkout is there."""
    folders = {
        "sample plans": ROOT / "data/plans",
        "annotated documents of all kinds": ROOT / "tests/gold/documents",
        "real plans": ROOT.parent / "shared/seeds",
    }
    return {
        name: [read(path).text for path in sorted(folder.iterdir()) if path.suffix in {".txt", ".md"}]
        for name, folder in folders.items()
        if folder.is_dir()
    }


def speeds(name: str, texts: list[str]) -> None:
    """Whole records against a bare scan, the spaCy path and eyecite."""
    size = sum(len(text.encode()) for text in texts)
    count = sum(len(extract(text).citations) for text in texts)
    density = count / size * 1000
    print(f"\n{name}: {len(texts)} documents, {size / 1000:.0f} kB, {density:.1f} citations a kB")
    whole = size / cpu(lambda: [extract(text) for text in texts]) / 1e6
    row("whole records", whole, "MB/s")
    row("whole records as JSON lines", size / cpu(lambda: [to_json(extract(text)) for text in texts]) / 1e6, "MB/s")
    scan = size / cpu(lambda: [bare_scan(text) for text in texts]) / 1e6
    row("bare scan for numbers and names", scan, f"MB/s, {scan / whole:.1f} times whole records")
    spacy_speeds(texts, size)
    try:
        from eyecite import get_citations  # noqa: PLC0415  (an optional group)
    except ImportError:
        print("  eyecite                            not installed: pip install --group benchmark")
        return
    english = opinion(60_000, density)
    theirs = len(english) / cpu(lambda: get_citations(english), runs=2) / 1e6
    row("eyecite on English, as dense", theirs, f"MB/s; whole records are {whole / theirs:.0f} times as fast")


def spacy_speeds(texts: list[str], size: int) -> None:
    """Our tokenizer alone, and the pipeline one by one and in batches."""
    from extract.pipeline import load  # noqa: PLC0415  (spaCy takes a second to import)

    nlp = load()
    row("spaCy: our tokenizer alone", size / cpu(lambda: [nlp.make_doc(text) for text in texts]) / 1e6, "MB/s")
    row("spaCy: whole pipeline", size / cpu(lambda: [nlp(text) for text in texts]) / 1e6, "MB/s")
    row("spaCy: nlp.pipe", size / cpu(lambda: list(nlp.pipe(texts))) / 1e6, "MB/s")


def bare_scan(text: str) -> int:
    """The patterns that find numbers, laws and congresses, without reading anything around them."""
    found = (find_numbers(text), find_laws(text), find_congresses(text, Standpoint()))
    return sum(1 for matches in found for _ in matches)


def opinion(size: int, density: float) -> str:
    """About ``size`` characters of an English opinion with ``density`` citations a thousand characters."""
    rng, parts, length, cited = random.Random(1), [], 0, 0
    while length < size:
        part = rng.choice(ENGLISH)
        if cited < length * density / 1000:
            part = f"See Roe v. Doe, {rng.randint(1, 900)} {rng.choice(REPORTERS)} {rng.randint(1, 2000)} (1997)."
            cited += 1
        parts.append(part)
        length += len(part) + 1
    return " ".join(parts)


def doubling(largest: float) -> None:
    """The time for one document as it doubles: prose up to ``largest`` MB, and every hostile text."""
    print("\none document that doubles")
    gc.collect()
    gc.freeze()  # what spaCy and eyecite keep in memory is not to be searched for garbage again and again
    lines = [line for texts in corpora().values() for text in texts for line in text.splitlines()]
    prose = "\n".join(islice(cycle(lines), int(largest * 1e6 / 60)))
    sizes = [int(largest * 1e6 / 1.3 / 2**power) for power in (3, 2, 1, 0)]  # characters
    for start, end, (before, after) in steps(sizes, lambda size: prose[:size]):
        row(f"plans end to end, {start:,} to {end:,} characters", after / before, "times the time")
    worst: list[tuple[float, str, float]] = []
    for name, make in TEXTS.items():
        for start, end, (before, after) in steps(sizes[-2:], make):
            if after > 0.05:  # shorter times are noise
                worst.append((after / before, f"{name}, {start:,} to {end:,}", end / after / 1e6))
    worst.sort(reverse=True)
    for ratio, name, speed in worst[:6]:
        row(name, ratio, f"times the time, {speed:.2f} MB/s")
    print(f"  {len(TEXTS)} hostile texts; the six that grow most are shown")


def steps(sizes: Sequence[int], make: Callable[[int], str]) -> Iterator[tuple[int, int, tuple[float, float]]]:
    """(size, next size, their times) for a text that grows.

    The sizes take turns, so that a machine that slows down does so for all; rounds that take long are not repeated.
    """
    best = dict.fromkeys(sizes, float("inf"))
    spent = 0.0
    for _ in range(6):
        for size in sizes:
            text = make(size)
            seconds = once(partial(extract, text))
            best[size] = min(best[size], seconds)
            spent += seconds
        if spent > 30:
            break
    for start, end in pairwise(sizes):
        yield start, end, (best[start], best[end])


def workers(megabytes: float) -> None:
    """One and two processes on a folder of files."""
    print("\na folder of files, by the clock")
    with tempfile.TemporaryDirectory() as folder:
        paths = fill(Path(folder), megabytes)
        size = sum(path.stat().st_size for path in paths)
        seconds = {}
        for count in (1, 2):
            with ProcessPoolExecutor(count) as pool:
                list(pool.map(characters, paths[: 8 * count]))  # starts and warms the workers
                start = time.perf_counter()
                sum(pool.map(characters, paths, chunksize=16))
                seconds[count] = time.perf_counter() - start
            row(f"{count} worker{'s' if count > 1 else ''}, {len(paths)} files", size / seconds[count] / 1e6, "MB/s")
        print(f"  two workers are {seconds[1] / seconds[2]:.2f} times as fast as one")


def fill(folder: Path, megabytes: float) -> list[Path]:
    """Files of the corpora in ``folder``, again and again, up to a size."""
    paths, size = [], 0
    for number, text in enumerate(cycle([text for texts in corpora().values() for text in texts])):
        if size > megabytes * 1e6:
            return paths
        paths.append(folder / f"{number:05}.txt")
        size += paths[-1].write_bytes(text.encode())
    return paths


def characters(path: Path) -> int:
    """Read one file and make its record; small to send back."""
    return len(to_json(extract(read(path))))


def memory() -> None:
    """The peak memory of a process that reads a small folder, a large one, and one large document (Linux)."""
    if not Path("/proc/self/status").exists():
        return
    print("\npeak memory of one process")
    with tempfile.TemporaryDirectory() as folder:
        for megabytes in (1.0, 8.0):
            place = Path(folder, f"{megabytes}")
            place.mkdir()
            fill(place, megabytes)
            row(f"a folder of {megabytes:.0f} MB", peak(place), "MB")
        place = Path(folder, "large")
        place.mkdir()
        large = "\n\n".join(islice(cycle(corpora()["sample plans"]), 140))
        size = Path(place, "large.txt").write_bytes(large.encode())
        row(f"one document of {size / 1e6:.1f} MB", peak(place), "MB")


def peak(folder: Path) -> float:
    """Peak resident memory in MB of a new process that reads and extracts the files of ``folder``, one by one."""
    command = [sys.executable, __file__, "--peak", str(folder)]
    return float(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


def cpu(work: Callable[[], object], runs: int = 5) -> float:
    """The seconds of CPU time of the best of several runs, after one that warms up."""
    work()
    return min(once(work) for _ in range(runs))


def once(work: Callable[[], object]) -> float:
    """The seconds of CPU time of one run; not 0."""
    start = time.process_time()
    work()
    return max(time.process_time() - start, 1e-9)


def row(label: str, value: float, unit: str) -> None:
    """One line of a table."""
    print(f"  {label:52} {value:8.2f} {unit}", flush=True)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--peak"]:
        for file in sorted(Path(sys.argv[2]).iterdir()):
            characters(file)
        status = Path("/proc/self/status").read_text()  # getrusage would count the parent's memory before exec
        print(int(re.search(r"VmHWM:\s+(\d+)", status)[1]) / 1024)
    else:
        main()
