"""A run over files: reading and extracting in several processes, then one check over all that was read."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from extract.reading import STANDARD_INPUT, walk
from extract.reading import Progress as Pages
from kg.answers.corpus import Corpus
from kg.building.intake import Paper, papers
from kg.check.baseline import load_baseline
from kg.check.linter import check
from kg.check.records import Report
from kg.check.settings import Settings
from kg.law.register import Register, load_register

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
    pages: Pages | None = None,
) -> Report:
    """Checks files, folders and archives. What cannot be read is among the report's failures, and stops nothing else.

    ``progress`` is told after each file how many are done, and of how many; ``pages`` of the pages that this process
    recognises in pictures. ``workers`` 0: one a processor.
    """
    read: list[Paper] = []
    failures: list[str] = []
    files = list(map(str, walk(paths)))
    for done, found in enumerate(_read(files, workers, pages), start=1):
        for paper in found:
            if isinstance(paper, str):
                failures.append(paper)
            else:
                read.append(paper)
        if progress is not None:
            progress(done, len(files))
    baseline = load_baseline(settings.baseline) if settings.baseline is not None else ()
    facts = register_of(settings)
    return check(read, facts, store=store, as_of=as_of, settings=settings, baseline=baseline, failures=failures)


def register_of(settings: Settings) -> Register:
    """The facts that come along, with those of the user's own tables."""
    return load_register(None, *settings.register)


def _read(files: Sequence[str], workers: int, pages: Pages | None) -> Iterator[Iterable[Paper | str]]:
    """What each file holds, in their order."""
    workers = workers or os.cpu_count() or 1
    if workers == 1 or len(files) <= _FEW or STANDARD_INPUT in files:
        yield from (papers(file, pages) for file in files)
        return
    with _pool(workers) as pool:
        yield from pool.map(_papers, files, chunksize=_CHUNK)


@contextmanager
def _pool(workers: int) -> Iterator[ProcessPoolExecutor]:
    pool = ProcessPoolExecutor(workers)
    try:
        yield pool
    finally:
        pool.shutdown(cancel_futures=True)


def _papers(file: str) -> list[Paper | str]:
    return list(papers(file))
