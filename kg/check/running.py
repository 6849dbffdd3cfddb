"""A run over files: reading and extracting in several processes, then one check over all that was read."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from extract import CancuError, Extraction, SourceText, extract, read
from extract.reading import walk
from kg.check.baseline import load_baseline
from kg.check.corpus import Corpus
from kg.check.linter import check
from kg.check.records import Report
from kg.check.settings import Settings
from kg.register import Register, load_register

Paper = tuple[SourceText, Extraction]
_FEW = 16
"""Up to this many files one process is faster than starting several."""
_CHUNK = 8


def check_files(
    paths: Sequence[Path],
    settings: Settings,
    *,
    as_of: date,
    store: Corpus | None = None,
    workers: int = 0,
    progress: Callable[[int, int], None] | None = None,
) -> Report:
    """Checks files and folders. A file that cannot be read is among the report's failures, and stops no other.

    ``progress`` is told after each file how many are done, and of how many. ``workers`` 0: one a processor.
    """
    papers: list[Paper] = []
    failures: list[str] = []
    files = list(walk(paths))
    for done, outcome in enumerate(_papers(files, workers), start=1):
        if isinstance(outcome, str):
            failures.append(outcome)
        else:
            papers.append(outcome)
        if progress is not None:
            progress(done, len(files))
    baseline = load_baseline(settings.baseline) if settings.baseline is not None else ()
    facts = register_of(settings)
    return check(papers, facts, store=store, as_of=as_of, settings=settings, baseline=baseline, failures=failures)


def register_of(settings: Settings) -> Register:
    """The facts that come along, with those of the user's own tables."""
    return load_register(None, *settings.register)


def _papers(files: Sequence[Path], workers: int) -> Iterator[Paper | str]:
    workers = workers or os.cpu_count() or 1
    if workers == 1 or len(files) <= _FEW:
        yield from map(_paper, files)
        return
    with _pool(workers) as pool:
        yield from pool.map(_paper, files, chunksize=_CHUNK)


@contextmanager
def _pool(workers: int) -> Iterator[ProcessPoolExecutor]:
    pool = ProcessPoolExecutor(workers)
    try:
        yield pool
    finally:
        pool.shutdown(cancel_futures=True)


def _paper(path: Path) -> Paper | str:
    """The file with its extraction, or the sentence that says why it has none."""
    try:
        source = read(path)
        return source, extract(source)
    except CancuError as error:
        return str(error)
