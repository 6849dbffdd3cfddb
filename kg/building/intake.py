"""Files on their way into a store: each as the texts that it holds, with what is kept of them, and its end."""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor, Future
from dataclasses import dataclass
from itertools import islice

from extract.errors import InputError
from extract.reading import STANDARD_INPUT, Place, Places, Progress, open_regular
from extract.reading.packages import is_archive
from extract.records import Extraction, SourceText
from kg.building.papers import papers
from kg.building.worker import not_understood
from kg.building.workers import End, Pause, Workers
from kg.law.aside import Aside, asides_in
from kg.storage.texts import packed

CHUNK = 50
"""Files of one task for a cluster."""

TASKS_AHEAD = 20
"""Tasks that wait for their turn at most, so that memory stays bounded."""

AT_ONCE = 1 << 20
"""Bytes that are hashed at once."""


@dataclass(frozen=True, slots=True)
class Text:
    """One text of a file, the file itself or a member of an archive, with what is to be said of its reading.

    ``places`` are those of the citations, none where the file knows neither pages nor paragraphs; ``asides`` say of
    each citation why it is not relied on; ``pack`` is what it says, as it is kept; ``corrected`` says which of its
    citations (None: the file itself) the user corrected.
    """

    file: str
    extraction: Extraction
    warnings: tuple[str, ...]
    places: tuple[Place, ...]
    asides: tuple[Aside | None, ...]
    pack: bytes
    corrected: tuple[tuple[int | None, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Closed:
    """The end of a file, after its texts. ``digest`` is the hash of its content, None where it cannot be opened;
    ``failures`` are sentences about what could not be read of it."""

    file: str
    digest: str | None
    failures: tuple[str, ...]


Taken = Text | Closed


def read_files(
    paths: Sequence[str],
    workers: Workers | None = None,
    executor: Executor | None = None,
    pages: Progress | None = None,
) -> Iterator[Taken | Pause]:
    """All texts of the files, file after file, read by ``workers``, by this process where there are none.

    What workers read comes as it is done, whatever the order of the files.

    An ``executor`` reads instead, but for standard input and what may hold thousands of texts. ``pages`` is told of
    pages that are recognised on this machine.
    """
    if executor is not None:
        here = [path for path in paths if path == STANDARD_INPUT or is_archive(path)]
        yield from _read_ahead(sorted(set(paths) - set(here)), executor)
        paths = here
    if workers is None:
        for path in paths:
            yield from read_file(path, pages)
        return
    for found in workers.work_as_done(read_file, paths, pages):
        if not isinstance(found, End):
            yield found
        elif found.failure is not None:  # its end did not come
            yield Closed(found.file, None, (found.failure,))


def read_file(path: str, pages: Progress | None = None) -> Iterator[Taken]:
    """The texts of one file. Whatever a file may hold, it stops no other."""
    digest, failures = content_hash(path), []
    for paper in papers(path, pages):
        if isinstance(paper, str):
            failures.append(paper)
        else:
            source, extraction = paper
            asides = asides_in(source.text, extraction)
            yield Text(path, extraction, source.warnings, _places(source, extraction), asides, packed(source.text))
    yield Closed(path, digest, tuple(failures))


def _places(source: SourceText, extraction: Extraction) -> tuple[Place, ...]:
    if not (source.pages or source.paragraphs):
        return ()
    places = Places(source)
    return tuple(places.of(citation.start) for citation in extraction.citations)


def content_hash(path: str) -> str | None:
    """The SHA-256 of a file; None where it cannot be opened or is none (a pipe, a device), and of standard input."""
    if path == STANDARD_INPUT:
        return None
    found = hashlib.sha256()
    try:
        with open_regular(path) as file:
            while part := file.read(AT_ONCE):
                found.update(part)
    except (InputError, OSError):
        return None
    return found.hexdigest()


def _read_ahead(paths: Sequence[str], executor: Executor) -> Iterator[Taken]:
    """Files in their order, read by others no further ahead than :data:`TASKS_AHEAD`. One that ends those that read it
    is asked for alone, and said."""
    chunks = (paths[start : start + CHUNK] for start in range(0, len(paths), CHUNK))
    waiting = deque((chunk, executor.submit(_read_chunk, chunk)) for chunk in islice(chunks, TASKS_AHEAD))
    while waiting:
        chunk, task = waiting.popleft()
        yield from _result(chunk, task, executor)
        waiting.extend((chunk, executor.submit(_read_chunk, chunk)) for chunk in islice(chunks, 1))


def _result(chunk: Sequence[str], task: Future[list[Taken]], executor: Executor) -> Iterator[Taken]:
    try:
        yield from task.result()
    except Exception as error:  # noqa: BLE001 - whatever the executor has for a worker that died
        if len(chunk) == 1:
            yield Closed(chunk[0], None, (not_understood(chunk[0], error),))
            return
        for path in chunk:
            yield from _result([path], executor.submit(_read_chunk, [path]), executor)


def _read_chunk(paths: Sequence[str]) -> list[Taken]:
    return [taken for path in paths for taken in read_file(path)]
