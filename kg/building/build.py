"""Building a store from files, again and again: only what is new or changed is read, what is gone leaves.

The store's own books say which text lies where and by which content it is known. Texts are taken in batches; a batch is
one transaction, so that a build may be stopped at any moment and goes on where it was.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from extract.errors import Sentence
from extract.reading import Progress as Pages
from extract.reading import walk
from kg.building.corrections import Corrections
from kg.building.intake import Closed, Taken, Text, content_hash, read_files
from kg.building.missing import Missing, missing
from kg.building.taking import Desk, Terms
from kg.building.workers import Pause, Workers
from kg.graph.registering import Known
from kg.law.register import load_register
from kg.storage.file_list import location_of, locations_of
from kg.storage.store import Store

BATCH = 1000
"""Texts of one transaction."""

DENSE = 20
"""Citations for which a text counts as one more, so that memory stays bounded where texts cite by the ten thousand."""

MUCH = 0.25
"""The part of a store's texts that is worth putting its files in order, once it was read anew."""

PATIENCE = 20.0
"""Seconds after which a transaction ends although it holds fewer, so that no long work is lost."""

Progress = Callable[[int, int], None]
"""Called with the number of files done and to do."""


@dataclass(slots=True)
class Report:
    """What a build did, in texts: a file is one, or holds many if it is an archive.

    ``forgotten`` were found and not read, for they had been taken out on purpose. ``failed`` holds a sentence for each
    that could not be read, ``warnings`` what is to be known of those that were.
    """

    read: int = 0
    unchanged: int = 0
    removed: int = 0
    forgotten: int = 0
    citations: int = 0
    seconds: float = 0.0
    failed: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


def build(
    paths: Iterable[str | Path],
    store: Store,
    *,
    infer: bool = True,
    register: bool = True,
    texts: bool = True,
    corrections: Corrections | None = None,
    prune: bool = False,
    workers: int | Workers = 0,
    executor: Executor | None = None,
    progress: Progress | None = None,
    pages: Pages | None = None,
) -> Report:
    """Brings the store up to date with the files under ``paths``, and says what was done.

    What lay under a folder of ``paths`` and is no longer there leaves the store with all that it alone said; what is in
    an archive comes and goes with it. What cannot be read, understood or stored becomes a sentence in the report and
    stops nothing. What cannot be listed or opened is not gone: the store keeps what it holds of it. A folder that is
    now empty is taken for one that is not mounted and removes nothing, unless ``prune`` says that it, or one that is no
    longer there, is really without files.

    Sources are named relative to ``paths`` (:mod:`kg.building.names`); what was taken out on purpose stays out.
    ``infer`` off: files without number are not taken for documents that others cite. ``register`` off: the facts that
    come along stay out of the graph. ``texts`` off: the store keeps no text of a source, only what was found in it, and
    lets go of those that it has; where it is to keep them again, their files are read again. ``corrections`` are the
    user's; where they are others than before, the files that they concern are read again. Files are read by
    ``executor`` if one is given (it must see them by the same paths), else by so many supervised ``workers``, by this
    process if 0; ``pages`` is told of the pages that are recognised in pictures. ``progress`` is told of the files to
    read before the first and after each batch.
    """
    started, report = time.perf_counter(), Report()
    folders = [Path(path) for path in paths]
    desk = Desk(store, Terms(infer, known() if register else None, texts, corrections or Corrections()), folders)
    file_list = desk.file_list
    found = locations_of(walk(folders))
    if store.where:
        home = _inside(store.where)
        found = {file: path for file, path in found.items() if not file.startswith(home)}
    lost = missing(file_list, folders, found, prune=prune)
    report.failed += lost.sentences()
    found = {file: path for file, path in found.items() if file not in lost.dealt_with}
    unread = _unread(found, desk, lost, report)
    _let_go(desk, lost, report)
    desk.come_to_terms()
    done = 0
    if progress:
        progress(done, len(unread))
    with _as_workers(workers) as reading:
        for batch in _in_batches(read_files(unread, reading, executor, pages)):
            done += _take_in(desk, batch, lost, report)
            if progress:
                progress(done, len(unread))
    desk.note_corrections()
    if report.read > MUCH * len(file_list.entries):
        store.compact()
    store.publish()
    report.seconds = time.perf_counter() - started
    return report


def _unread(found: Mapping[str, str], desk: Desk, lost: Missing, report: Report) -> list[str]:
    """The files that are to be read; the others are reported, and what was taken out on purpose is ``lost``."""
    unread = []
    for file, path in found.items():
        digest = content_hash(path)
        if desk.file_list.is_forgotten(file, digest):
            report.forgotten += 1
            lost.gone.extend([file] if desk.file_list.held_of(file) else ())
        elif desk.is_current(file, digest):
            report.unchanged += len(desk.file_list.held_of(file))
        else:
            unread.append(path)
    return unread


def _let_go(desk: Desk, lost: Missing, report: Report) -> None:
    """Takes what is ``lost`` out of the store and reports it."""
    held = sum(len(desk.file_list.held_of(file)) for file in lost.gone)
    for start in range(0, len(lost.gone), BATCH):
        report.failed += desk.let_go(lost.gone[start : start + BATCH])
    report.removed = held - sum(len(desk.file_list.held_of(file)) for file in lost.gone)


def _take_in(desk: Desk, batch: Sequence[Taken], lost: Missing, report: Report) -> int:
    """Takes a batch into the store and reports it; gives the number of files that ended."""
    ended = 0
    for taken in desk.take_in(batch):
        if isinstance(taken, Text) and desk.is_forgotten(taken):
            report.forgotten += 1
        elif isinstance(taken, Text):
            report.read += 1
            report.citations += len(taken.extraction.citations)
            report.warnings += taken.warnings
        else:
            ended += 1
            report.failed += _failures(taken, desk, lost)
    return ended


def _as_workers(workers: int | Workers) -> AbstractContextManager[Workers | None]:
    if isinstance(workers, Workers):
        return nullcontext(workers)
    return Workers(workers) if workers else nullcontext()


def _failures(taken: Closed, desk: Desk, lost: Missing) -> Iterator[str]:
    """What is to be said of the end of a file; of one that could not be opened the store keeps what it holds."""
    file = location_of(taken.file)
    stays = taken.digest is None and (file in lost.unlisted or bool(desk.file_list.held_of(file)))
    for sentence in taken.failures:
        yield Sentence("{said} The store keeps what it holds of it.", said=sentence) if stays else sentence


def _in_batches(reads: Iterator[Taken | Pause]) -> Iterator[list[Taken]]:
    """What is read, in parts that are full or took long enough; a file's end stays with its last text."""
    batch: list[Taken] = []
    size, due = 0, time.monotonic() + PATIENCE
    for taken in reads:
        if isinstance(taken, Pause):
            if batch and isinstance(batch[-1], Closed) and time.monotonic() > due:
                yield batch
                batch, size, due = [], 0, time.monotonic() + PATIENCE
            continue
        ends = isinstance(taken, Closed) and bool(batch) and isinstance(batch[-1], Text)
        if batch and not ends and (size >= BATCH or time.monotonic() > due):
            yield batch
            batch, size, due = [], 0, time.monotonic() + PATIENCE
        batch.append(taken)
        size += len(taken.failures) if isinstance(taken, Closed) else 1 + len(taken.extraction.citations) // DENSE
    if batch:
        yield batch


@cache
def known() -> Known:
    """The register that comes along, ready for the graph."""
    return Known(load_register())


def _inside(folder: Path) -> str:
    """What the locations of all files in a folder begin with."""
    return os.path.join(location_of(folder), "")  # noqa: PTH118 - keeps the root's only slash
