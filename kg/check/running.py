"""A run over files: reading and extracting in several processes, then one check over all that was read."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from itertools import chain
from pathlib import Path

from extract.errors import Sentence
from extract.reading import Progress as Pages
from extract.reading import walk
from kg.answers.corpus import Corpus
from kg.building.papers import Paper, make_ready, papers
from kg.building.workers import End, Pause, Workers
from kg.check.baseline import load_baseline
from kg.check.linter import check
from kg.check.records import Report
from kg.check.settings import Settings


def check_files(
    paths: Sequence[Path],
    settings: Settings,
    *,
    as_of: date,
    store: Corpus | None = None,
    workers: int = 0,
    progress: Callable[[int, int], None] | None = None,
    pages: Pages | None = None,
    below: Path | None = None,
) -> Report:
    """Checks files, folders and archives. What cannot be read is among the report's failures, and stops nothing else.

    ``progress`` is told after each file how many are done, and of how many; ``pages`` of the pages that are recognised
    in pictures. ``workers`` 0: one a processor. ``below`` is a folder that is not told: names begin below it.
    """
    files = list(map(str, walk(paths)))
    read: dict[str, list[Paper]] = {file: [] for file in files}  # in the order of the files, in whichever they come
    failures: dict[str, list[str]] = {file: [] for file in files}
    at_hand: list[Paper | str] = []
    done = 0
    with Workers(workers or os.cpu_count() or 1, make_ready) as reading:
        coming = reading.work_as_done(papers, files, pages)
        baseline = load_baseline(settings.baseline) if settings.baseline is not None else ()
        facts = settings.facts()  # while the workers read
        for found in coming:
            if isinstance(found, End):
                done += 1
                read[found.file] = [one for one in at_hand if not isinstance(one, str)]
                failures[found.file] = [one for one in at_hand if isinstance(one, str)]
                failures[found.file] += [found.failure] if found.failure is not None else []
                at_hand = []
                if progress is not None:
                    progress(done, len(files))
            elif not isinstance(found, Pause):
                at_hand.append(found)
    return check(
        [_named_below(paper, below) for paper in chain.from_iterable(read.values())],
        facts,
        store=store,
        as_of=as_of,
        settings=settings,
        baseline=baseline,
        failures=[_said_below(failure, below) for failure in chain.from_iterable(failures.values())],
    )


def _named_below(paper: Paper, folder: Path | None) -> Paper:
    text, extraction = paper
    if folder is None:
        return paper
    source = replace(text.source, path=text.source.path.removeprefix(f"{folder}/"))
    return replace(text, source=source), replace(extraction, source=source)


def _said_below(failure: str, folder: Path | None) -> str:
    if folder is None:
        return failure
    said = Sentence(failure)
    values = {
        name: value.replace(f"{folder}/", "") if isinstance(value, str) else value
        for name, value in said.values.items()
    }
    return Sentence(said.template, **values) if values else said.replace(f"{folder}/", "")
