"""Which findings of an earlier check are given no more, for people to read: are true ones among them?

    python -m benchmarks.stay FOLDER --before CHECKOUT --take 120 --seed 4201 > items.jsonl

Every document of the folder whose letterhead gives a day in ``--years`` is checked by itself, by the code of this
checkout and by that of the other, each with its own register. A finding stays where the same document has one of its
kind at that place, or of that number; it may have become a note. Those that do not stay are drawn by code, so many of
each as its share; on standard error, how many of each stay. Nothing is kept of the texts.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

Given = dict[str, Any]
"""A finding as JSON."""

_NUMBER = re.compile(r"\d[\w./-]*/[\w.&/-]+")
_OF_THE_WHOLE = {"C405", "C406", "C407", "F302", "F303", "F304", "F307"}
"""Rules that find something once a document, wherever."""
_AROUND, _BEGINNING, _LEAST = 600, 800, 2


def given(files: Iterable[str], as_of: date) -> Iterator[Given]:
    """The errors, warnings and notes that the code at hand gives for these files; that of before has other names."""
    from extract import extract  # noqa: PLC0415
    from extract.reading import read_all  # noqa: PLC0415
    from kg.check.formats.words import message  # noqa: PLC0415
    from kg.check.linter import check  # noqa: PLC0415
    from kg.check.settings import Settings  # noqa: PLC0415
    from kg.law.register import load_register  # noqa: PLC0415

    settings, facts = Settings(), load_register()
    for file in files:
        for source in read_all([file]):
            if isinstance(source, Exception):
                continue
            text, papers = source.text, [(source, extract(source))]
            for one in check(papers, facts, as_of=as_of, settings=settings).findings:
                yield {
                    "file": file,
                    "code": one.code,
                    "severity": one.severity,
                    "spots": [(one.start, one.end), *((spot.start, spot.end) for spot in getattr(one, "also", ()))],
                    "words": one.quote,
                    "finding": message(one, "vi"),
                    "rests_on": [reason.text("vi") for reason in one.reasons[:5]],
                    "beginning": text[:_BEGINNING],
                    "before": text[max(0, one.start - _AROUND) : one.start],
                    "after": text[one.end : one.end + _AROUND],
                }


def given_by(checkout: Path, files: list[str], as_of: str) -> list[Given]:
    """What the code of a checkout gives."""
    command = [sys.executable, __file__, "--give", "--as-of", as_of]
    environment = {**os.environ, "PYTHONPATH": str(checkout)}
    run = subprocess.run(
        command, input="\n".join(files), env=environment, stdout=subprocess.PIPE, text=True, check=True
    )
    return [json.loads(line) for line in run.stdout.splitlines()]


def stays(one: Given, now: list[Given]) -> str:
    """Whether a finding stays among those of its document now: "stays", "note" or "gone"."""
    found = {other["severity"] for other in now if _same(one, other)}
    return "stays" if found - {"note"} else "note" if found else "gone"


def _same(one: Given, other: Given) -> bool:
    if _kind(one["code"]) != _kind(other["code"]):
        return False
    (start, end), number = one["spots"][0], _number(one)
    at_place = any(first < end + 3 and start < last + 3 for first, last in other["spots"])
    return one["code"] in _OF_THE_WHOLE or at_place or (number is not None and number == _number(other))


def _kind(code: str) -> str:
    """What ended or changed is one kind, what is told wrongly of a document another; else each rule is one."""
    if code in _OF_THE_WHOLE or code == "C403":
        return code
    return ("later" if code in ("S107", "S108", "S109", "S110", "S111") else "then") if code[0] == "S" else "identity"


def _number(one: Given) -> str | None:
    found = _NUMBER.search(one["words"])
    return found[0].upper().rstrip(".,;") if found else None


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--before", type=Path, metavar="CHECKOUT")
    parser.add_argument("--years", nargs=2, default=("2022", "2026"), metavar=("FIRST", "LAST"))
    parser.add_argument("--take", type=int, default=120)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--as-of", default=str(date.today()))
    parser.add_argument("--give", action="store_true", help="only gives the findings of the files on standard input")
    options = parser.parse_args()
    if options.give:
        for one in given(sys.stdin.read().splitlines(), date.fromisoformat(options.as_of)):
            print(json.dumps(one, ensure_ascii=False))
        return
    from benchmarks.findings import of_years  # noqa: PLC0415 - the code of before has none

    files = sorted({source.source.path for source, _ in of_years(options.folder, *options.years)})
    trees = (options.before, Path(__file__).resolve().parents[1])
    before, after = (given_by(tree, files, options.as_of) for tree in trees)
    now: dict[str, list[Given]] = defaultdict(list)
    for one in after:
        now[one["file"]].append(one)
    once = {
        (one["file"], one["code"], _number(one) or one["words"]): one for one in before if one["severity"] != "note"
    }
    fates = Counter[tuple[str, str]]()
    gone: dict[str, list[Given]] = defaultdict(list)
    for one in once.values():
        fate = stays(one, now[one["file"]])
        fates[one["code"], fate] += 1
        if fate == "gone":
            gone[one["code"]].append(one)
    drawing, all_gone = random.Random(options.seed), sum(map(len, gone.values()))
    drawn = []
    for _, some in sorted(gone.items()):
        share = max(_LEAST, round(options.take * len(some) / all_gone))
        drawn += drawing.sample(some, min(len(some), share))
    drawing.shuffle(drawn)
    for place, one in enumerate(drawn, 1):
        print(json.dumps({"id": f"l{place:03}", **one}, ensure_ascii=False))
    for code in sorted({code for code, _ in fates}):
        print(code, {fate: fates[code, fate] for fate in ("stays", "note", "gone")}, file=sys.stderr)


if __name__ == "__main__":
    main()
