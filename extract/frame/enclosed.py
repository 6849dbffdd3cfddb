"""Further documents in one file: a covering letter and the plan that it sends, each with a letterhead of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from extract.bodies.mentioned import find_body
from extract.bodies.named import Named
from extract.frame.cells import in_small_letters, type_of
from extract.frame.heading import read_place_and_day
from extract.frame.lines import MOTTO
from extract.mentions.drafts import Draft
from extract.mentions.numbers import parse_number
from extract.records import Stated
from extract.words import occurrences

_NUMBER = re.compile(r"(?<=[|\s])Số\s?:?\s?(?=\d)")
_LONGEST_NUMBER = 60  # in characters
_ABOVE, _BELOW = 300, 500  # how far from its number a letterhead reaches, in characters
_FEWEST_PARTS = 2  # of the symbol of a document with a letterhead
_MOST = 20  # documents in one file


@dataclass(frozen=True, slots=True)
class Enclosed:
    """A further document: its letterhead starts at ``start`` of the repaired text, its number stands at ``at``."""

    start: int
    at: int
    code: str
    label: str
    number: str
    date: str
    body: Named


def find_enclosed(text: str, signed: re.Match[str] | None) -> tuple[Enclosed, ...]:
    """The documents that follow the first one, which is ``signed``, in order; a number counts where body, day and type
    stand around it."""
    found = _enclosed(text, signed) if signed else ()
    return tuple(one for one, _ in zip(found, range(_MOST), strict=False))


def _enclosed(text: str, signed: re.Match[str]) -> Iterator[Enclosed]:
    for at in occurrences("Số", text, signed.end()):
        match = _NUMBER.match(text, at)
        line = text.rfind("\n", max(0, at - _LONGEST_NUMBER), at) + 1
        if match is None or line == 0:
            continue
        number = parse_number(text[match.end() : match.end() + _LONGEST_NUMBER])
        if number is None or len(number.parts) < _FEWEST_PARTS or text[line:at].strip(" |"):
            continue
        above = _letterhead(text, max(0, line - 1))
        _, day = read_place_and_day(text[above[0] : match.end() + _BELOW]) if above else (None, None)
        typed = _type(text, match.end())
        if above and typed and day and len(day) == len("2026-01-31") and above[0] > signed.start():
            yield Enclosed(above[0], match.end(), *typed, number.text, day, above[1])


def give_to_enclosed(drafts: list[Draft], enclosed: tuple[Enclosed, ...]) -> list[Draft]:
    """The drafts, of which each enclosed document holds what its own text cites."""
    given = list(drafts) if enclosed else drafts
    for one, following in pairwise((*enclosed, None)):
        assert one is not None
        end = following.start if following else len(drafts) and drafts[-1].end
        held = [index for index, draft in enumerate(drafts) if one.start <= draft.start < end]
        own = next((i for i in held if (n := drafts[i].number) and n.start == one.at), None)
        if own is None:
            continue
        given[own] = drafts[own]._replace(type=one.code, label=one.label, date=one.date, body=one.body)
        for index in held:
            if index != own and drafts[index].within is None:
                given[index] = drafts[index]._replace(within=own)
    return given


def subject_in(stated: Stated, drafts: list[Draft], enclosed: tuple[Enclosed, ...]) -> int | None:
    """Which draft states it, None for the document itself: what stands in an enclosed document, that one says."""
    if stated.subject is not None or not enclosed or drafts[stated.object].start < enclosed[0].start:
        return stated.subject
    outer: int | None = stated.object
    while outer is not None and (within := drafts[outer].within) is not None:
        outer = within
    return outer


def _letterhead(text: str, line: int) -> tuple[int, Named] | None:
    """Where the lines in capitals above a number begin, and the body that they name."""
    start, found = line, []
    for words in reversed(text[max(0, line - _ABOVE) : line].split("\n")):
        plain = words.strip(" |*")
        if plain and not plain.isupper():
            break
        if plain and not MOTTO.match(plain):
            found.append(plain)
        start -= len(words) + 1
    whole = in_small_letters(" ".join(reversed(found)))
    body = max((b for at in _word_starts(whole) if (b := find_body(whole, at))), key=lambda b: b.end, default=None)
    return (max(0, start), body) if body and body.scope != "other" else None


def _word_starts(words: str) -> Iterator[int]:
    yield 0
    yield from (at + 1 for at in occurrences(" ", words))


def _type(text: str, position: int) -> tuple[str, str] | None:
    """The type in capitals that follows a number."""
    for line in text[position : position + _BELOW].split("\n"):
        found = type_of(line.strip(" |"))
        if found and line.strip(" |")[: len(found[1])].isupper():
            return found[0], found[1]
    return None
