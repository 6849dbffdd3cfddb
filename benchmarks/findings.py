"""Draws findings of ``check`` on documents of some years for people to read, in an order that means nothing.

    python -m benchmarks.findings FOLDER --take 150 --seed 3101 --to draw/
    python -m benchmarks.findings FOLDER --take 150 --seed 3103 --store real.store --but draw.key.jsonl --to more/

Every document of the folder whose letterhead gives a day in ``--years`` is checked by itself, or beside the store;
pages and copies of the same text are left out, and the documents of which an earlier draw (``--but``) held a finding.
All errors are given and ``--take`` warnings, each with the words around it, what the finding says and what it rests on:
items-1.md, items-2.md ... in the folder ``--to``, their keys beside it; on standard error, how many there were.
"""

from __future__ import annotations

import random
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from benchmarks.items import Item, drawing_options, drawn_before, fingerprint, written
from extract.records import PAGES
from kg.answers.corpus import Corpus
from kg.answers.stored import StoredCorpus
from kg.building.papers import Paper, all_papers
from kg.check.formats.words import message
from kg.check.linter import check
from kg.check.records import Finding
from kg.check.settings import Settings
from kg.law.register import Register
from kg.storage.opening import open_store

_BEFORE, _AFTER, _BEGINNING, _REASONS = 600, 600, 800, 6
_GRAVE = ("error", "warning")


def of_years(folder: Path, first: str, last: str) -> Iterator[Paper]:
    """The documents of a folder that are dated in these years, the same text once."""
    seen: set[str] = set()
    for paper in all_papers([folder]):
        if isinstance(paper, str):
            continue
        source, record = paper
        text = fingerprint(source.text)
        if record.document.kind in PAGES or text in seen or not first <= (record.document.date or "")[:4] <= last:
            continue
        seen.add(text)
        yield paper


def shown(paper: Paper, one: Finding) -> Item:
    """A finding as a reader judges it: nothing tells how grave it is."""
    text, document = paper[0].text, paper[1].document
    around = f"{text[max(0, one.start - _BEFORE) : one.start]}【{one.quote}】{text[one.end : one.end + _AFTER]}"
    lines = [
        f"file: {one.path}",
        f"document: {document.type} {document.number} {document.date} — {document.title}",
        f"letterhead:\n```\n{text[:_BEGINNING]}\n```",
        f"text:\n```\n{around}\n```",
        f"**finding** ({one.code}): {message(one, 'vi')}",
        *(f"- rests on: {reason.text('vi')}" for reason in one.reasons[:_REASONS]),
        *([f"suggestion:\n```\n{one.suggestion.diff}\n```"] if one.suggestion else []),
        *([f"(also at {len(one.also)} other places)"] if one.also else []),
    ]
    key = {"document": fingerprint(text), "severity": one.severity, "code": one.code, "start": one.start}
    return Item("\n".join(lines), {**key, "file": one.path, "finding": message(one, "vi")})


def findings(paper: Paper, facts: Register, corpus: Corpus | None, as_of: date) -> list[Item]:
    """The errors and warnings of one document."""
    report = check([paper], facts, store=corpus, as_of=as_of, settings=Settings())
    return [shown(paper, one) for one in report.findings if one.severity in _GRAVE]


def drawn(found: list[Item], take: int, seed: int) -> list[Item]:
    """All errors and so many warnings, in an order that means nothing."""
    drawing = random.Random(seed)
    ordered = sorted(found, key=lambda one: (str(one.key["document"]), str(one.key["code"]), str(one.key["start"])))
    warnings = [one for one in ordered if one.key["severity"] == "warning"]
    some = [one for one in ordered if one.key["severity"] == "error"]
    some += drawing.sample(warnings, min(take, len(warnings)))
    drawing.shuffle(some)
    return some


def main() -> None:
    parser = drawing_options(__doc__, take=150)
    parser.add_argument("--as-of", type=date.fromisoformat, default=date.today())
    parser.add_argument("--store", type=Path)
    options = parser.parse_args()
    facts, before = Settings().facts(), drawn_before(options.but)
    papers = [one for one in of_years(options.folder, *options.years) if fingerprint(one[0].text) not in before]
    corpus: Corpus | None = StoredCorpus(open_store(options.store)) if options.store else None
    found = [one for paper in papers for one in findings(paper, facts, corpus, options.as_of)]
    written(drawn(found, options.take, options.seed), options.to, "c")
    counts = Counter(f"{one.key['severity']} {one.key['code']}" for one in found)
    print(f"{len(papers):,} documents: {dict(counts)}", file=sys.stderr)


if __name__ == "__main__":
    main()
