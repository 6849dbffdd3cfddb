"""A document without its letterhead, whose number, day and issuer stand in the words that present it.

A portal's heading over its text ("Kế hoạch số 12-KH/HU ngày 01/9/2025 của Huyện ủy A về ..."), or an editor's words who
gives the whole of it: "Ngày 01/9/2025, Huyện ủy A đã ban hành Kế hoạch số 12-KH/HU về ... . Xin đăng toàn văn."
"""

from __future__ import annotations

import re
from dataclasses import replace

from extract import dates
from extract.bodies.mentioned import find_body
from extract.frame.cells import type_of
from extract.frame.heading import Heading
from extract.mentions.numbers import parse_number

_REACH = 2_000  # how far down the presenting words may stand, in characters
_LINES = 3  # among the first of which the portal's heading stands
_WHOLE_BEHIND = 400  # how far behind the title an editor says that the whole text follows, in characters
_ENACTS_BEHIND = 3_000  # how far behind a portal's heading the document says that it begins, in characters
_TYPE = r"(?P<type>[^\W\d_]+(?:\s[^\W\d_]+){0,3}?)\s(?:số:?\s)?(?=\d)"
_HEADING = re.compile(_TYPE)
_EDITOR = re.compile(
    r"\b[Nn]gày\s(?P<d>\d{1,2})[/-](?P<m>\d{1,2})[/-](?P<y>\d{4}),?\s(?P<body>[^\W\d_][^\n.;:]{3,120}?)\s"
    rf"(?:đã\s)?(?:ký\s)?ban hành\s{_TYPE}"
)
_IN_FULL = "toàn văn"
_WHOLE = re.compile(rf"\b(?:đăng|giới thiệu)\b[^\n]{{0,30}}\b{_IN_FULL}\b")
_RECITES = re.compile(r"\s*(?:Căn cứ|Thực hiện|Xét)\s")
_ENACTS = re.compile(r"\bnhư sau\s?:\s?\n")
_OF = re.compile(r"\s?,?\s?của\s")
_ENDS = re.compile(r"\.?\n|\.\s(?=[A-ZĐ])|\.?$")


def as_presented(heading: Heading, text: str) -> Heading:
    """The heading with what the words say that present the document, where it has no number of its own."""
    return _by_editor(heading, text[:_REACH]) or _by_portal(heading, text) or heading


def _by_editor(heading: Heading, text: str) -> Heading | None:
    told = _EDITOR.search(text) if _IN_FULL in text else None
    body = find_body(text, told.start("body")) if told else None
    if told is None or body is None:
        return None
    end = _ENDS.search(text, told.end())
    if end is None or not _WHOLE.search(text, end.start(), end.end() + _WHOLE_BEHIND):
        return None
    named = _named(heading, told["type"], text[told.end() : end.start()], end.end())
    return named and replace(named, date=heading.date or dates.iso(told["y"], told["m"], told["d"]), body=body)


def _by_portal(heading: Heading, text: str) -> Heading | None:
    at = 0
    for _ in range(_LINES):
        stop = text.find("\n", at, at + _REACH)
        if stop < 0:
            return None
        named = _HEADING.match(text, at, stop)
        if named and _RECITES.match(text, stop) and _ENACTS.search(text, stop, stop + _ENACTS_BEHIND):
            return _named(heading, named["type"], text[named.end() : stop], stop)
        at = stop + 1
    return None


def _named(heading: Heading, written: str, words: str, end: int) -> Heading | None:
    """The heading with a type as written and the ``words`` that follow it: number, day, issuer, title."""
    typed, number = type_of(written.upper()), parse_number(words)
    if typed is None or typed[2] or number is None or heading.code not in {None, typed[0]}:
        return None
    day = dates.AFTER.match(words, number.end)
    behind = day.end() if day else number.end
    of = _OF.match(words, behind)
    body = find_body(words, of.end()) if of else None
    return replace(
        heading,
        number=number.text,
        value=number.value,
        code=typed[0],
        label=typed[1],
        date=heading.date or (dates.date_of(day) if day else None),
        body=body or heading.body,
        title=heading.title or words[body.end if body else behind :].strip(" ,.") or None,
        end=heading.end if heading.code else end,
    )
