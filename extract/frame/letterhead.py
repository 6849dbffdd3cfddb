"""The frame of a document (thể thức văn bản): letterhead, title, signature, recipients.

Reads lines, not sentences: a letterhead stands in two columns, in a table, in Markdown or with a word a line, and may
be lost altogether; then the title, the opening sentence and the signature say who issued the document.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from extract import dates
from extract.bodies.canonical import Standpoint
from extract.bodies.mentioned import find_body
from extract.frame.cells import cells, type_of
from extract.frame.consolidated import as_consolidated
from extract.frame.enclosed import Enclosed
from extract.frame.heading import Heading, read_heading
from extract.frame.issuer import find_issuer
from extract.frame.kinds import kind_of
from extract.frame.portals import read_portal
from extract.frame.presented import as_presented
from extract.frame.signature import read_listed_signer, read_recipients, read_signer, signature_lines
from extract.frame.whereabouts import misplaced
from extract.mentions.numbers import parse_number
from extract.records import PAGES, Document, Unread
from extract.repair.damaged import damage_of
from extract.repair.paragraphs import measure_lines
from extract.repair.pieces import Reading
from extract.vocabulary import warning
from extract.words import UPPER, key
from ontology.units import split_kind

_HEAD, _TAIL = 7_000, 4_500  # how much of a document may hold its head and its signature, in characters
_LISTED_DAY = re.compile(r"(?P<d>\d{1,2})[/-](?P<m>\d{1,2})[/-](?P<y>\d{4})$|(?P<y2>\d{4})-(?P<m2>\d\d)-(?P<d2>\d\d)$")
#: What stands over an annex: "(Ban hành kèm theo Quyết định số ...".
ISSUED_WITH = re.compile(r"\((?:[Bb]an hành )?[Kk]èm theo (?P<label>[^\d()\n]{4,30}?) số:?\s?(?=\d)")
_OF = re.compile(r"\s?,?\s?của\s")
_TYPE_AND_NUMBER = re.compile(
    r"\W{0,4}(?:(?i:toàn văn):?\s)?(?P<type>[^\W\d_]+(?:\s[^\W\d_]+){0,3}?)\s(?:(?i:số):?\s)?(?=\d)"
)
_TELLING = 20  # how much of a title tells which document it is, in characters
_LONGEST_NUMBER = 60  # in characters
_ABOVE = 600  # how far above the recipients the signature may stand, in characters
_RECIPIENTS = re.compile(r"N(?<=[\s*|_>]N)ơi\snhận[\s*_]{0,4}:")
_ON_BEHALF = re.compile(rf"[KT](?<=[\n*|_>].)(?:(?<=K)T|(?<=T)(?:M|L|UQ))\.\s?(?=[{UPPER}]{{2}})")
_LINES = 60  # how many lines may hold the head
_ENACTED = re.compile(
    r"(?:được Quốc hội|đã được|được Ủy ban [Tt]hường vụ Quốc hội)[^.;]{0,160}?thông qua"
    r"[^.;]{0,40}?ngày (?P<d>\d{1,2}) tháng (?P<m>\d{1,2}) năm (?P<y>\d{4})"
)
_ENACTED_REACH = 3_000  # how far before the end a law says when it was passed, in characters


def read_letterhead(
    whole: Reading, enclosed: tuple[Enclosed, ...] = (), behind: int | None = None
) -> tuple[Document, Standpoint, int]:
    """The document's own data, the place where it stands, and where the text behind the title begins.

    What is enclosed is none of its own, nor what stands from ``behind`` on.
    """
    ends = [*(one.start for one in enclosed[:1]), *(() if behind is None else (behind,))]
    reading = whole.until(min(ends)) if ends else whole
    portal = read_portal(reading.source)
    head, tail = _head_and_tail(reading, portal.end)
    below = reading.reached(portal.end) if portal.end else 0
    heading = read_heading(head, reading.text, below)
    if portal.end:
        heading = _completed(heading, portal.values)
        if heading.label is None or heading.number is None:
            heading = replace(
                _headed(heading, reading.text[: reading.reached(portal.start)]), end=max(heading.end, below)
            )
    if heading.symbol is None and heading.label:
        heading = _by_annex(heading, reading.text)
    if heading.symbol is None and heading.label:
        heading = _by_page(heading, reading.text)
    if heading.symbol is None and not portal.end:
        heading = as_presented(heading, reading.text)
    heading = as_consolidated(heading, reading.text)
    signer = read_signer(tail) or read_listed_signer(list(islice(cells(reading.source[:_HEAD]), _LINES)))
    issue = find_issuer(head, reading.text, heading, signer)
    date = heading.date or _day_enacted(reading.text)
    lost = damage_of(reading.text)
    unread: tuple[Unread, ...] = (*(("number",) if heading.unread else ()), *((lost,) if lost else ()))
    document = Document(
        number=heading.number,
        symbol=heading.symbol,
        numbering=heading.value,
        type=heading.code,
        type_label=heading.label,
        date=date,
        place=heading.place,
        issuer=issue.issuer,
        co_issuers=issue.others,
        province=split_kind(issue.standpoint.province)[1] if issue.standpoint.province else None,
        title=issue.title,
        period=dates.period_of(issue.title) if issue.title else None,
        signer=signer,
        recipients=read_recipients(tail),
        warnings=(
            *map(warning, _lacks(heading, date)), *_tells_of_place(issue.standpoint), *map(_tells_of, enclosed),
            *((warning(lost),) if lost else ()),
        ),
        unread=unread,
    )  # fmt: skip
    kind = kind_of(document, whole.text, encloses=bool(enclosed))
    if kind in PAGES:
        document = Document(kind=kind, warnings=(warning("page"),), unread=(lost,) if lost else ())
    cut = () if behind is None else (warning("tail", place=whole.span(behind, behind + 1)[0]),)
    if kind != document.kind or cut:
        document = replace(document, kind=kind, warnings=(*document.warnings, *cut))
    return document, issue.standpoint, heading.end


def _completed(heading: Heading, listed: dict[str, str]) -> Heading:
    """The heading with what a portal's table says, where the letterhead itself is lost: number to title, and issuer."""
    number = parse_number(listed.get("number", "")) if heading.symbol is None else None
    if number:
        heading = replace(heading, number=number.text, value=number.value)
    if heading.code is None and (typed := type_of(listed.get("type", ""))) and not typed[2]:
        heading = replace(heading, code=typed[0], label=typed[1])
    day = _LISTED_DAY.match(listed.get("date", "")) if heading.date is None else None
    if day:
        form = "" if day["y"] else "2"
        heading = replace(heading, date=dates.iso(day["y" + form], day["m" + form], day["d" + form]))
    return replace(heading, title=heading.title or listed.get("title"), body=find_body(listed.get("issuer", ""), 0))


def _headed(heading: Heading, above: str) -> Heading:
    """The heading with what stands over a portal's table: "Thông tư 5/2026/TT-BNV hướng dẫn xếp lương"; type, title."""
    for line in filter(None, map(str.strip, reversed(above.split("\n")))):
        named = _TYPE_AND_NUMBER.match(line)
        number = parse_number(line[named.end() :]) if named else None
        typed = type_of(named["type"].upper()) if named else None
        if named and number and typed and not typed[2] and heading.number in {None, number.text}:
            end = named.end() + number.end
            year = dates.AFTER.match(line, end) or dates.YEAR_AFTER.match(line, end)
            title = heading.title or line[year.end() if year else end :].strip(" :-") or None
            return replace(heading, number=number.text, value=number.value, code=typed[0], label=typed[1], title=title)
    if heading.label is not None:
        return heading
    over = read_heading([], above)
    return replace(heading, code=over.code, label=over.label, title=over.title or heading.title)


def _by_annex(heading: Heading, text: str) -> Heading:
    """The heading with number, day and issuer from the line over an annex: "(Kèm theo Hướng dẫn số ... của ...)"."""
    for line in ISSUED_WITH.finditer(text, heading.end):
        if line["label"].lower() != (heading.label or "").lower():
            continue
        if number := parse_number(text[line.end() : line.end() + _LONGEST_NUMBER]):
            end = line.end() + number.end
            day = dates.AFTER.match(text, end)
            of = _OF.match(text, day.end() if day else end)
            return replace(
                heading,
                number=number.text,
                value=number.value,
                date=heading.date or (dates.date_of(day) if day else None),
                body=(find_body(text, of.end()) if of else None) or heading.body,
            )
    return heading


def _by_page(heading: Heading, text: str) -> Heading:
    """The heading with the number from a page's own heading over the document, where it names its type and title."""
    assert heading.label is not None
    for line in text[: min(heading.end, _HEAD)].split("\n"):
        named = _TYPE_AND_NUMBER.match(line)
        number = parse_number(line[named.end() :]) if named else None
        if named is None or number is None or key(named["type"]) != key(heading.label):
            continue
        rest = key(line[named.end() + number.end :]).lstrip(" :-")
        title = key(heading.title or "")
        if len(title) >= _TELLING and (rest.startswith(title) or title.startswith(rest[:_TELLING])):
            return replace(heading, number=number.text, value=number.value)
    return heading


def _head_and_tail(reading: Reading, start: int) -> tuple[list[str], list[str]]:
    """The first lines from ``start`` and the last; those of the repaired text where a word has a line."""
    head = list(islice(cells(reading.source[start : start + _HEAD]), _LINES))
    tail = signature_lines(list(cells(_signed_part(reading.source))))
    if not measure_lines(reading.source[:_HEAD]).a_word_a_line:
        return head, tail
    body = reading.text[: reading.body_end]
    return [*filter(None, body[:_HEAD].split("\n")), *head], [*tail, *filter(None, body[-_TAIL:].split("\n"))]


def _signed_part(source: str) -> str:
    """The end of a document with its signature: around the recipients or the signature, where annexes follow."""
    last = max(0, len(source) - _TAIL)
    if recipients := _RECIPIENTS.search(source, 0, last):
        return source[max(0, recipients.start() - _ABOVE) : recipients.start() + _TAIL]
    signature = _ON_BEHALF.search(source, 0, last) if not _RECIPIENTS.search(source, last) else None
    return source[signature.start() : signature.start() + _ABOVE] if signature else source[last:]


def _day_enacted(text: str) -> str | None:
    """The day that stands at the end of a law: "... đã được Quốc hội ... thông qua ngày ..."."""
    match = _ENACTED.search(text, max(0, len(text) - _ENACTED_REACH))
    return dates.iso(match["y"], match["m"], match["d"]) if match else None


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
        yield "day-missing" if date is None else "day-partial"
