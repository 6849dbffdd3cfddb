"""Draws documents with the acts that they cite, for people to say which of these had ended; no verdict is shown.

    python -m benchmarks.ended FOLDER --take 40 --seed 6503 --to draw/
    python -m benchmarks.ended FOLDER --take 40 --seed 6503 --but draw.key.jsonl --to more/

Drawn are documents of ``--years``, no consolidated texts, that recite or apply ("theo ...") an act, outside what a page
tells of them, of which some text of the folder says by its words, before the day of the document, that it is replaced,
repealed or at an end, or one that is eight years old: without them hardly one in thirty had any that ended. Those with
the most are taken. Which acts these are stays with the key; they are listed among others, drawn from the rest.
"""

from __future__ import annotations

import random
import re
import sys
from collections.abc import Iterable, Mapping

from benchmarks.findings import of_years
from benchmarks.items import Item, drawing_options, drawn_before, fingerprint, written
from extract.records import DERIVING, Citation
from kg.building.papers import Paper
from kg.identity.naming import year_in
from kg.law.own_words import page_data

_NUMBER = r"(\d{1,4}/(?:19|20)\d\d/[A-ZĐ][A-ZĐa-zđ0-9-]{1,25})"
_ENDS = re.compile(rf"(?:thay thế|bãi bỏ)(?: cho| toàn bộ)?\s(?:các\s)?[A-ZĐ][^;.\n]{{0,70}}?số\s?:?\s?{_NUMBER}")
_ENDED = re.compile(rf"{_NUMBER}[^;.\n]{{0,220}}?(?:hết hiệu lực|bị bãi bỏ|được thay thế)")
_OF_A_PART = re.compile(r"(?:Điều|khoản|điểm|một phần|Phụ lục|Mẫu|sửa đổi)[^;\n]{0,60}\Z", re.IGNORECASE)
_APPLIED = re.compile(r"\b[Tt]heo\s[^.;\n]{0,60}\Z")
_LEAD, _BEFORE, _BEHIND, _TITLE = 70, 170, 150, 220  # characters
_AT_ONCE = 10
_LISTED, _OLD = 16, 8
"""So many acts of a document are listed at least, all those that it is drawn for among them; and so many years make one
old enough to be among these."""


def told_ended(papers: Iterable[Paper]) -> dict[str, str]:
    """The numbers of which a text says that they ended, each with the first day of such a text (ISO)."""
    told: dict[str, str] = {}
    for source, record in papers:
        day = record.document.date or "9"
        for found in (match for kind in (_ENDS, _ENDED) for match in kind.finditer(source.text)):
            if not _OF_A_PART.search(source.text, max(0, found.start() - _LEAD), found.start(1)):
                told[found[1]] = min(told.get(found[1], day), day)
    return told


def _relies(text: str, one: Citation) -> bool:
    """Whether the plainest words say that a document rests on an act or applies it."""
    return one.relation in DERIVING or _APPLIED.search(text, max(0, one.start - _LEAD), one.start) is not None


def item(paper: Paper, told: Mapping[str, str], drawing: random.Random) -> Item | None:
    """A document with some of the acts that it cites, None where no text says of one that it had ended by then."""
    (source, record), text = paper, paper[0].text
    document, day = record.document, str(record.document.date)
    first: dict[str, Citation] = {}
    told_by_page = page_data(text)
    for one in record.citations:
        of_page = any(start <= one.start < end for start, end in told_by_page)
        if one.within is None and not of_page and (number := one.number or one.name):
            first.setdefault(number, one)
    relied_on = {number for number, one in first.items() if _relies(text, one)}
    ended = {number for number in relied_on if told.get(number, "9") < day}
    aged = {number for number in relied_on if (year := year_in(number)) and int(year) + _OLD <= int(day[:4])}
    sought = ended | aged
    if not sought:
        return None
    others = [number for number in first if number not in sought]
    some = sought | set(drawing.sample(others, min(len(others), max(0, _LISTED - len(sought)))))
    listed = sorted((first[number] for number in some), key=lambda one: one.start)
    lines = [f"{place}. {_line(text, one)}" for place, one in enumerate(listed, 1)]
    issuer, title = document.issuer.name if document.issuer else "", _plain(document.title or "")[:_TITLE]
    head = f"document: {document.type} {document.number or ''} ngày {day} — {issuer} — {title}"
    acts = [
        {"n": place, "start": one.start, "quote": _plain(one.quote), "sought": (one.number or one.name) in sought}
        for place, one in enumerate(listed, 1)
    ]
    key = {"document": fingerprint(text), "file": source.source.path, "date": day, "sought": len(sought), "acts": acts}
    return Item("\n".join([head, "", *lines]), key)


def _line(text: str, one: Citation) -> str:
    """An act within the words around it, and whether it stands in the recitals or in the text."""
    before, behind = text[max(0, one.start - _BEFORE) : one.start], text[one.end : one.end + _BEHIND]
    where = "căn cứ" if one.zone == "preamble" else "nội dung"
    return f"[{where}] …{_plain(before)} 【{_plain(one.quote)}】 {_plain(behind)}…"


def _plain(words: str) -> str:
    return " ".join(words.split())


def drawn(papers: list[Paper], told: Mapping[str, str], take: int, seed: int) -> list[Item]:
    """So many documents, those with the most such acts, in an order that means nothing."""
    drawing = random.Random(seed)
    some = sorted(papers, key=lambda paper: fingerprint(paper[0].text))
    drawing.shuffle(some)
    own = [paper for paper in some if paper[1].document.kind != "consolidated"]
    some = list({(paper[1].document.number, paper[1].document.date): paper for paper in own}.values())
    items = [one for paper in some if (one := item(paper, told, drawing)) is not None]
    richest = sorted(items, key=_sought, reverse=True)[:take]
    drawing.shuffle(richest)
    return richest


def _sought(one: Item) -> int:
    """How many acts of a document some text says to have ended."""
    return int(str(one.key["sought"]))


def main() -> None:
    options = drawing_options(__doc__, take=40).parse_args()
    papers, before = list(of_years(options.folder, *options.years)), drawn_before(options.but)
    told = told_ended(papers)
    fresh = [paper for paper in papers if fingerprint(paper[0].text) not in before]
    items = drawn(fresh, told, options.take, options.seed)
    written(items, options.to, "e", at_once=_AT_ONCE)
    print(f"{len(papers):,} documents, {len(told):,} numbers told to have ended, {len(items)} drawn", file=sys.stderr)


if __name__ == "__main__":
    main()
