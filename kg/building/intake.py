"""Files on their way in: each as the texts that it holds, with their records, or the sentences that say why not."""

from __future__ import annotations

import hashlib
import os
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from dataclasses import dataclass
from itertools import islice

from extract import extract
from extract.errors import InputError
from extract.reading import STANDARD_INPUT, Place, Places, Progress, printable, read_all, walk
from extract.reading.packages import is_archive
from extract.records import Extraction, SourceText

CHUNK = 50
"""Files of one task for another process."""

AHEAD = 20
"""Tasks that wait for their turn at most, so that memory stays bounded."""

WORTH_A_POOL = 50
"""Fewer files than this are read faster by one process."""


AT_ONCE = 1 << 20
"""Bytes that are hashed at once."""


@dataclass(frozen=True, slots=True)
class Text:
    """One text of a file, the file itself or a member of an archive, with what is to be said of its reading.

    ``places`` are those of the citations, none where the file knows neither pages nor paragraphs.
    """

    file: str
    extraction: Extraction
    warnings: tuple[str, ...]
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Closed:
    """The end of a file, after its texts. ``digest`` is the hash of its content, None where it cannot be opened;
    ``failures`` are sentences about what could not be read of it."""

    file: str
    digest: str | None
    failures: tuple[str, ...]


Taken = Text | Closed
Paper = tuple[SourceText, Extraction]


def read_files(
    paths: Sequence[str], workers: int = 1, executor: Executor | None = None, pages: Progress | None = None
) -> Iterator[Taken]:
    """All texts of the files, file after file. ``pages`` is told of pages that this process recognises.

    What may hold thousands of texts, and standard input, is always read here, one text at a time.
    """
    if executor is None and (workers <= 1 or len(paths) < WORTH_A_POOL):
        for path in paths:
            yield from read_file(path, pages)
        return
    here = [path for path in paths if path == STANDARD_INPUT or is_archive(path)]
    there = sorted(set(paths) - set(here))
    if executor is not None:
        yield from _read_ahead(there, executor)
    else:
        with ProcessPoolExecutor(workers) as pool:
            yield from _read_ahead(there, pool)
    for path in here:
        yield from read_file(path, pages)


def read_file(path: str, pages: Progress | None = None) -> Iterator[Taken]:
    """The texts of one file. Whatever a file may hold, it stops no other."""
    digest, failures = content_hash(path), []
    for paper in papers(path, pages):
        if isinstance(paper, str):
            failures.append(paper)
        else:
            source, extraction = paper
            yield Text(path, extraction, source.warnings, _places(source, extraction))
    yield Closed(path, digest, tuple(failures))


def papers(path: str, pages: Progress | None = None) -> Iterator[Paper | str]:
    """The texts of one file with their records; in place of each that cannot be read, the sentence that says why."""
    try:
        for source in read_all([path], progress=pages):
            if isinstance(source, InputError):
                yield str(source)
                continue
            try:
                extraction = extract(source)
            except Exception as error:  # noqa: BLE001 - one hostile text must not end a run over thousands
                yield _not_understood(source.source.path, error)
            else:
                yield source, extraction
    except Exception as error:  # noqa: BLE001 - nor one hostile file
        yield _not_understood(printable(path), error)


def all_papers(paths: Iterable[str | os.PathLike[str]], pages: Progress | None = None) -> Iterator[Paper | str]:
    """What :func:`papers` gives, of every file under ``paths``, folders opened."""
    for path in walk(paths):
        yield from papers(str(path), pages)


def _places(source: SourceText, extraction: Extraction) -> tuple[Place, ...]:
    if not (source.pages or source.paragraphs):
        return ()
    places = Places(source)
    return tuple(places.of(citation.start) for citation in extraction.citations)


def content_hash(path: str) -> str | None:
    """The SHA-256 of a file; None where it cannot be opened, and of standard input."""
    if path == STANDARD_INPUT:
        return None
    found = hashlib.sha256()
    try:
        with open(path, "rb", buffering=0) as file:  # noqa: PTH123 - most files are small, and there may be a million
            while part := file.read(AT_ONCE):
                found.update(part)
    except (OSError, ValueError):
        return None
    return found.hexdigest()


def _not_understood(path: str, error: Exception) -> str:
    return f"{path} could not be understood ({type(error).__name__}: {error}); it was skipped."


def _read_ahead(paths: Sequence[str], executor: Executor) -> Iterator[Taken]:
    """Files in their order, read by others no further ahead than :data:`AHEAD` tasks."""
    chunks = (paths[start : start + CHUNK] for start in range(0, len(paths), CHUNK))
    waiting = deque(executor.submit(_read_chunk, chunk) for chunk in islice(chunks, AHEAD))
    while waiting:
        yield from waiting.popleft().result()
        waiting.extend(executor.submit(_read_chunk, chunk) for chunk in islice(chunks, 1))


def _read_chunk(paths: Sequence[str]) -> list[Taken]:
    return [taken for path in paths for taken in read_file(path)]
