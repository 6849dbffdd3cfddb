"""Files as the texts that they hold, with their records, or the sentences that say why not."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from extract import extract, to_json
from extract.errors import InputError, Sentence, SettingError
from extract.reading import Progress, read_all, walk
from extract.reading.limits import Limits, beyond
from extract.records import Extraction, SourceText
from kg.building.worker import not_understood
from kg.building.workers import End, Work, Workers
from kg.harmless import json_escaped

Paper = tuple[SourceText, Extraction]
Result = TypeVar("Result")
_FIRST = (
    "ỦY BAN NHÂN DÂN\nXÃ BÌNH AN\nSố: 1/QĐ-UBND\nBình An, ngày 02 tháng 01 năm 2026\nQUYẾT ĐỊNH\n"
    "Về việc bãi bỏ văn bản\n"
    "Căn cứ Luật Lưu trữ ngày 21/6/2024; Nghị định số 1/2026/NĐ-CP ngày 01/01/2026 của Chính phủ về công tác lưu trữ;\n"
    "Điều 1. Bãi bỏ Quyết định số 2/QĐ-UBND ngày 01/01/2025 của Ủy ban nhân dân huyện.\n"
    "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nNguyễn Văn An"
)
"""A text that all rooms of the extractor read."""


@dataclass(frozen=True, slots=True)
class Line:
    """A record as a line of JSON, and what the reading of its text warned of."""

    json: str
    warnings: tuple[str, ...]


def make_ready() -> None:
    """Makes what the first text of a process makes and all others use: tables, patterns."""
    extract(_FIRST)


def papers(path: str, pages: Progress | None = None) -> Iterator[Paper | str]:
    """The texts of one file with their records; in place of each that cannot be read, the sentence that says why."""
    try:
        limits = Limits.from_environment()
        for source in read_all([path], limits, pages):
            if isinstance(source, InputError):
                yield source.sentence
                continue
            try:
                extraction = extract(source)
            except Exception as error:  # noqa: BLE001 - one hostile text must not end a run over thousands
                yield not_understood(source.source.path, error)
            else:
                cited = len(extraction.citations)
                if cited > limits.citations:
                    found = Sentence("cites {count:,} documents", count=cited)
                    yield beyond(source.source.path, found, "citations", limits.citations).sentence
                else:
                    yield source, extraction
    except SettingError:  # no file's fault
        raise
    except Exception as error:  # noqa: BLE001 - nor one hostile file
        yield not_understood(path, error)


def lines(path: str, pages: Progress | None = None) -> Iterator[Line | str]:
    """The same, each record as a line that is made where it was read, for it comes faster so."""
    for paper in papers(path, pages):
        if isinstance(paper, str):
            yield paper
        else:
            text, record = paper
            yield Line(json_escaped(to_json(record)), text.warnings)


def all_papers(
    paths: Iterable[str | os.PathLike[str]], pages: Progress | None = None, workers: int = 0
) -> Iterator[Paper | str]:
    """What :func:`papers` gives, of every file under ``paths``, folders opened."""
    return of_all(papers, paths, pages, workers)


def of_all(
    work: Work[Result],
    paths: Iterable[str | os.PathLike[str]],
    pages: Progress | None = None,
    workers: int = 0,
) -> Iterator[Result | str]:
    """What ``work`` gives for each file under ``paths``, folders opened.

    So many ``workers`` read (0: one a processor). A file that kills its worker, or takes too long, is a sentence, too.
    """
    with Workers(workers or os.cpu_count() or 1, make_ready) as reading:
        for found in reading.work(work, list(map(str, walk(paths))), pages):
            if not isinstance(found, End):
                yield found
            elif found.failure is not None:
                yield found.failure
