"""The frame of a document (thể thức văn bản): letterhead, title, signature, recipients.

Reads lines, not sentences: a letterhead stands in two columns, in a table, in Markdown or with a word a line, and may
be lost altogether; then the title, the opening sentence and the signature say who issued the document.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from dataclasses import replace

from extract import dates
from extract.bodies.canonical import Standpoint
from extract.bodies.mentioned import find_body
from extract.frame.capitals import is_body, read_capitals
from extract.frame.cells import cells, type_of
from extract.frame.consolidated import as_consolidated
from extract.frame.enclosed import Enclosed
from extract.frame.ending import last_part, signed_above, signed_part
from extract.frame.heading import Heading, read_heading
from extract.frame.issuer import Issue, find_issuer
from extract.frame.kinds import kind_of
from extract.frame.lines import OPENS_TEXT, is_motto, respelled_motto
from extract.frame.own_number import NUMBER_AT, OPENS_NUMBER, spelled_number
from extract.frame.place_and_day import dated, place_and_day
from extract.frame.portals import Portal, read_portal
from extract.frame.presented import as_presented, by_heading
from extract.frame.signature import read_listed_signer, read_recipients, read_signer, signature_lines, signer_called
from extract.frame.whereabouts import misplaced
from extract.mentions.numbers import parse_number
from extract.records import PAGES, Document, Signer, Unread
from extract.repair.damaged import damage_of
from extract.repair.paragraphs import behind_keys, has_a_word_a_line
from extract.repair.pieces import Reading
from extract.vocabulary import warning, words_of
from extract.words import UPPER, fold
from ontology import types_with
from ontology.units import find_units, split_kind

_HEAD = 7_000  # how much of a document may hold its head, in characters
_SMUDGE = 5  # as many letters may recognition read in one
_LINES = 60  # how many lines may hold the head
_PASSED = "thông qua"
_ENACTED = re.compile(
    rf"(?P<type>[A-ZĐ]\w{{1,8}}(?: \w{{1,8}})?) này (?:đã )?được [^.;]{{0,160}}?{_PASSED}"
    r"(?=[^.;]{0,60}?ngày (?P<day>[^.;]{8,30}))"
)
_SMALL_D = re.compile(rf"đ(?=[{UPPER}])")  # of an old encoding: "đẮK LẮK"
_MISREAD = 3  # letters of a place
_OVER_TEXT = 1_500  # of a page, where it lists who signed, in characters
_OVER_NAME = 4  # lines over a signer's name that may hold place and day
_COVER = 14  # lines that a cover may have
_FAR = 5  # years
_MET = words_of("lines", "met")  # they open what minutes tell first
_ENACTED_REACH = 3_000  # how far before the end a law says when it was passed, in characters


def read_letterhead(
    whole: Reading, enclosed: tuple[Enclosed, ...] = (), behind: int | None = None
) -> tuple[Document, Standpoint, int]:
    """The document's own data, the place where it stands, and where the text behind the title begins.

    What is enclosed is none of its own, nor what stands from ``behind`` on.
    """
    ends = [*(one.start for one in enclosed[:1]), *(() if behind is None else (behind,))]
    reading = whole.until(min(ends)) if ends else whole
    portal = _over(read_portal(reading.source), reading.source)
    over = max(portal.end, behind_keys(reading.source))
    head, tail = _head_and_tail(reading, over)
    below = reading.reached(over) if over else 0
    heading = read_heading(head, reading.text, below)
    signer = _signer(reading, tail, portal, framed=heading.number is not None)
    heading = _told_elsewhere(heading, reading, portal, below)
    enacted = None if heading.date else _enacted(reading.text)
    if enacted and heading.code is None and (typed := type_of(enacted["type"])) and not typed[2]:
        heading = replace(heading, code=typed[0], label=typed[1])
    issue = find_issuer(head, reading.text, heading, signer)
    if heading.symbol is None and heading.place is None and heading.date is None:
        place, day = _signed_at(tail, signer)
        heading = replace(heading, place=place, date=day or (_day_met(head) if any(map(is_motto, head)) else None))
    date = _believed(heading.date, reading) or (dates.first_day(enacted["day"]) if enacted else None)
    lost = damage_of(reading.text)
    document = _document(heading, date, issue, lost, enclosed)
    document = replace(document, signer=signer, recipients=read_recipients(tail))
    kind = kind_of(document, whole.text, whole.source, encloses=bool(enclosed))
    if kind in PAGES:
        document = Document(kind=kind, warnings=(warning("page"),), unread=(lost,) if lost else ())
    cut = () if behind is None else (warning("tail", place=whole.span(behind, behind + 1)[0]),)
    if kind != document.kind or cut:
        document = replace(document, kind=kind, warnings=(*document.warnings, *cut))
    return document, issue.standpoint, heading.end


def _told_elsewhere(heading: Heading, reading: Reading, portal: Portal, below: int) -> Heading:
    """The heading with what is told beside the letterhead: by a portal's table, by the heading of the page, and by who
    presents or puts together the document."""
    if portal.values:
        heading = _completed(heading, portal.values)
    if portal.end and None in {heading.label, heading.number, heading.title}:
        heading = by_heading(heading, reading.text[: reading.reached(portal.start)])
        heading = replace(heading, end=max(heading.end, below))
    if heading.code not in types_with("consolidates"):
        heading = as_presented(heading, reading.text, listed=portal.end > 0)
    return as_consolidated(heading, reading.text)


def _signer(reading: Reading, tail: list[str], portal: Portal, *, framed: bool) -> Signer | None:
    """Who signs, by the tail; else whom a portal names, of a document whose letterhead has a number (``framed``) only
    where the name stands below the head, too."""
    signer = read_signer(tail) or read_signer(signature_lines(cells(signed_above(reading.source))))
    if signer is not None:
        return signer
    listed = read_listed_signer(reading.source[:_HEAD], _LINES) or signer_called(portal.values.get("signer", ""))
    if listed and framed and reading.source.find(listed.name or "", max(portal.end, _OVER_TEXT)) < 0:
        return None
    return listed


def _document(
    heading: Heading, date: str | None, issue: Issue, lost: Unread | None, enclosed: tuple[Enclosed, ...]
) -> Document:
    """The data of the letterhead, with what it lacks, what is ``lost`` of the text, and what may be doubted."""
    return Document(
        number=heading.number,
        symbol=heading.symbol,
        numbering=heading.value,
        type=heading.code,
        type_label=heading.label,
        date=date,
        place=_place_of(heading.place, issue),
        issuer=issue.issuer,
        co_issuers=issue.others,
        province=split_kind(issue.standpoint.province)[1] if issue.standpoint.province else None,
        title=issue.title,
        period=dates.period_of(issue.title) if issue.title else None,
        warnings=(
            *map(warning, _lacks(heading, date)), *_tells_of_place(issue.standpoint), *map(_tells_of, enclosed),
            *((warning(lost),) if lost else ()),
        ),
        unread=(*(("number",) if heading.unread else ()), *((lost,) if lost else ())),
    )  # fmt: skip


def _over(portal: Portal, source: str) -> Portal:
    """The portal's table; where the letterhead stands over it, it takes nothing from the document's head."""
    under = portal.start > 0 and any(map(is_motto, cells(source[: portal.start])))
    return replace(portal, start=0, end=0) if under else portal


def _completed(heading: Heading, listed: dict[str, str]) -> Heading:
    """The heading with what a portal's table says, where the letterhead itself is lost: number to title, and issuer."""
    number = parse_number(listed.get("number", "")) if heading.symbol is None else None
    if number:
        heading = replace(heading, number=number.text, value=number.value)
    if heading.code is None and (typed := type_of(listed.get("type", ""))) and not typed[2]:
        heading = replace(heading, code=typed[0], label=typed[1])
    told = dates.first_day(listed.get("date", ""))
    if told and told.startswith(heading.date or "") and len(heading.date or "") < len(told):
        heading = replace(heading, date=told)
    return replace(heading, title=heading.title or listed.get("title"), body=find_body(listed.get("issuer", ""), 0))


def _head_and_tail(reading: Reading, start: int) -> tuple[list[str], list[str]]:
    """The first lines from ``start`` and the last; those of the repaired text where a word has a line."""
    written = _SMALL_D.sub("Đ", reading.source[start : start + _HEAD])
    head = _from_letterhead(
        [spelled_number(line) if line[0] in OPENS_NUMBER else respelled_motto(line) for line in cells(written)[:_LINES]]
    )
    tail = signature_lines(cells(signed_part(reading.source)))
    if not has_a_word_a_line(reading.source[:_HEAD]):
        return head, tail
    body = reading.text[: reading.body_end]
    return [*filter(None, body[:_HEAD].split("\n")), *head], [*tail, *filter(None, last_part(body).split("\n"))]


def _from_letterhead(head: list[str]) -> list[str]:
    """The head without the text over its letterhead, the mail that forwards a document; no letter with one of its own.

    A letter whose motto could not be read stands over the document that it sends.
    """
    motto = next((at for at, line in enumerate(head) if is_motto(line)), 0)
    if motto == 0 and (behind := _behind_cover(head)):
        return head[behind:]
    over = head[:motto]
    if read_capitals(over) and (any(map(NUMBER_AT.match, over)) or place_and_day(over)[1]):
        return head
    if not any(OPENS_TEXT.match(line) and sum(map(str.isalpha, line)) > _SMUDGE for line in over):
        return head
    while motto and (head[motto - 1].isupper() or NUMBER_AT.match(head[motto - 1])):
        motto -= 1
    return head[motto:]


def _behind_cover(head: list[str]) -> int:
    """Where the letterhead begins behind a cover, which has motto, body, type and title and no day; 0 without one."""
    second = next((at for at, line in enumerate(head[1:_COVER], 1) if line.isupper() and is_motto(line)), 0)
    cover = head[:second]
    if not second or not any((typed := type_of(line)) and not typed[2] for line in cover) or any(map(dated, cover)):
        return 0
    while second and is_body(head[second - 1]):
        second -= 1
    return second


def _signed_at(tail: list[str], signer: Signer | None) -> tuple[str | None, str | None]:
    """Place and day over the signature of a paper that has them at its end, as what a person writes does."""
    at = tail.index(signer.name) if signer and signer.name in tail else 0
    over = next((line for line in reversed(tail[max(0, at - _OVER_NAME) : at]) if dated(line)), None)
    return place_and_day([over]) if over else (None, None)


def _place_of(place: str | None, issue: Issue) -> str | None:
    """The place as the letterhead spells it, where recognition misread it and it is the issuer's own unit."""
    own = split_kind(issue.issuer.unit)[1] if issue.issuer and issue.issuer.unit else None
    if place is None or own is None or find_units(place):
        return place
    near = len(own) == len(place) and sum(a != b for a, b in zip(fold(own), fold(place), strict=False)) <= _MISREAD
    return own if near else place


def _believed(day: str | None, reading: Reading) -> str | None:
    """The day of a letterhead, but for one whose year recognition wrote with letters and that lies far beyond every
    year that the text has in figures: "năm 204O"."""
    if day is None or (not reading.misread and day[: len("2026")] in reading.source):
        return day
    years = [int(other[: len("2026")]) for other in dates.days_in(reading.source) if other[: len(day)] != day]
    return day if int(day[: len("2026")]) <= max(years, default=sys.maxsize) + _FAR else None


def _day_met(head: list[str]) -> str | None:
    """The day on which those met who keep minutes: "Hôm nay, vào hồi 14 giờ ngày 13/4/2017, ..."."""
    told = next((line for line in head if line.startswith(_MET)), "")
    return dates.first_day(told)


def _enacted(text: str) -> re.Match[str] | None:
    """What stands at the end of a law: "Luật này đã được Quốc hội ... thông qua ngày ..."."""
    start = max(0, len(text) - _ENACTED_REACH)
    return _ENACTED.search(text, start) if text.find(_PASSED, start) >= 0 else None


def _tells_of(enclosed: Enclosed) -> str:
    return warning("enclosed", label=enclosed.label, number=enclosed.number, date=enclosed.date)


def _tells_of_place(stands: Standpoint) -> Iterator[str]:
    if provinces := misplaced(stands):
        yield warning("misplaced", commune=stands.commune, province=stands.province, provinces=", ".join(provinces))


def _lacks(heading: Heading, date: str | None) -> Iterator[str]:
    """What a letterhead does not tell."""
    if heading.number is None:
        yield "number-unread" if heading.unread else "number-missing" if heading.symbol is None else "number-blank"
    if date is None or len(date) < len("2026-01-31"):
        yield "day-partial" if date else "day-unread" if heading.date else "day-missing"
