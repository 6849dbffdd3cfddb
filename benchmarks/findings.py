"""Draws findings of ``check`` on documents of some years for people to read, in an order that means nothing.

    python -m benchmarks.findings FOLDER --take 150 --seed 3101 > items.jsonl
    python -m benchmarks.findings FOLDER --take 150 --seed 3103 --documents 450 --store real.store > items.jsonl

Every document of the folder whose letterhead gives a day in ``--years`` is checked by itself, or beside the store;
pages and copies of the same text are left out. All errors are given and ``--take`` warnings, each with the words around
it, what the finding says and what it rests on; on standard error, how many there were. ``--documents`` draws so many
documents first. Nothing is kept of the texts.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from extract.records import PAGES
from kg.answers.corpus import Corpus
from kg.answers.stored import StoredCorpus
from kg.building.papers import Paper, all_papers
from kg.check.formats.words import message
from kg.check.linter import check
from kg.check.records import Finding
from kg.check.settings import Settings
from kg.storage.opening import open_store

_BEFORE, _AFTER, _BEGINNING, _REASONS = 900, 500, 700, 5


def of_years(folder: Path, first: str, last: str) -> Iterator[Paper]:
    """The documents of a folder that are dated in these years, the same text once."""
    seen: set[str] = set()
    for paper in all_papers([folder]):
        if isinstance(paper, str):
            continue
        source, record = paper
        text = hashlib.sha256(source.text.encode()).hexdigest()
        if record.document.kind in PAGES or text in seen or not first <= (record.document.date or "")[:4] <= last:
            continue
        seen.add(text)
        yield paper


def shown(paper: Paper, one: Finding) -> dict[str, object]:
    """A finding as a reader judges it: nothing tells how grave it is."""
    text, document = paper[0].text, paper[1].document
    return {
        "document": {"type": document.type, "number": document.number, "date": document.date, "title": document.title},
        "beginning": text[:_BEGINNING],
        "before": text[max(0, one.start - _BEFORE) : one.start],
        "words": one.quote,
        "after": text[one.end : one.end + _AFTER],
        "finding": message(one, "vi"),
        "rests_on": [reason.text("vi") for reason in one.reasons[:_REASONS]],
        "suggestion": one.suggestion.diff if one.suggestion else None,
        "other_places": len(one.also),
        "file": one.path,
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--years", nargs=2, default=("2022", "2026"), metavar=("FIRST", "LAST"))
    parser.add_argument("--documents", type=int, help="so many of them, drawn with the seed")
    parser.add_argument("--take", type=int, default=150)
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--as-of", type=date.fromisoformat, default=date.today())
    parser.add_argument("--store", type=Path)
    options = parser.parse_args()
    drawing, settings = random.Random(options.seed), Settings()
    papers = list(of_years(options.folder, *options.years))
    if options.documents is not None:
        papers = drawing.sample(papers, min(options.documents, len(papers)))
    corpus: Corpus | None = StoredCorpus(open_store(options.store)) if options.store else None
    facts = settings.facts()
    found: list[tuple[Paper, Finding]] = []
    for paper in papers:
        report = check([paper], facts, store=corpus, as_of=options.as_of, settings=settings)
        found += ((paper, one) for one in report.findings)
    errors = [pair for pair in found if pair[1].severity == "error"]
    warnings = [pair for pair in found if pair[1].severity == "warning"]
    drawn = errors + drawing.sample(warnings, min(options.take, len(warnings)))
    drawing.shuffle(drawn)
    for place, (paper, one) in enumerate(drawn, 1):
        print(json.dumps({"id": f"c{place:03}", **shown(paper, one)}, ensure_ascii=False))
    counts = Counter(f"{one.severity} {one.code}" for _, one in found)
    print(f"{len(papers):,} documents, {len(errors)} errors, {len(warnings)} warnings: {dict(counts)}", file=sys.stderr)


if __name__ == "__main__":
    main()
