"""The head of a document: its number, place and day, type and title (số, địa danh, ngày, tên loại, trích yếu)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import takewhile

from extract import dates
from extract.bodies.mentioned import find_body
from extract.bodies.named import Named
from extract.divisions import CHAPTER
from extract.frame.cells import in_small_letters, misread_type, type_before, type_of
from extract.frame.lines import AWAITING, MOTTO, OPENS_TEXT, is_motto, is_stamp
from extract.frame.own_number import NUMBER_LINES, of_court, own_number
from extract.frame.place_and_day import dated, place_and_day
from extract.frame.subject import TO, read_below_number, read_subject
from extract.frame.titling import AGAIN, OF_BODY, read_title, tells
from extract.frame.untyped import (
    MOST_LINES,
    RECITAL,
    annexed,
    decides,
    paper,
    titled_below_day,
    titled_over_recitals,
    untyped,
)
from extract.mentions.numbers import parse_number
from extract.mentions.type_words import label_of, type_without_words
from extract.vocabulary import pattern_of
from extract.words import fold
from ontology import types_with
from ontology.numbers import Numbering

_LINES = 60  # how many lines of a document may hold its head
_REACH = 7_000  # how far a document's title may stand, in characters


_TITLED_BY_VERBS = types_with("joint") | types_with("lays_down_rules")  # "QUY ĐỊNH CHI TIẾT ..."
_OFFICE_OR_TYPE = "CT"  # of a letter the symbol of Cục Thuế, not of a directive
_KNOWN_BY_NAME = types_with("known_by_name")
_NO_TYPE = types_with("any_type")  # the gazette's and a portal's heading: "VĂN BẢN QUY PHẠM PHÁP LUẬT"
_OPENING_LINES = 6
_REST_OF_TYPE = pattern_of("lines", "ends_type", before="^", behind=r"(?=\s|$)\s?")  # "CHƯƠNG TRÌNH PHỐI HỢP"
_CHAPTERS = "CH"  # how the lines open that head chapters, whose titles are no types: "QUY ĐỊNH CHUNG"
_CELLS = " | "  # between those of a table's row
_DRAFT = "DỰ THẢO "
_OPENS_TITLE = 30  # so much of it tells where it stands, in characters
_SAME = 20  # letters of a cover's title that begin the one below
_LONGEST_SPECK = 3  # in characters
_LONG = 180  # a title that may hold what follows it, in characters


@dataclass(frozen=True, slots=True)
class Heading:
    """What the head says; ``end`` is where the text behind the title begins. A value without number: a blank serial.

    ``body`` is the issuer that a portal's table or the line over an annex names; ``unread``: there is a serial that no
    recognition could read.
    """

    number: str | None
    value: Numbering | None
    place: str | None
    date: str | None
    code: str | None = None
    label: str | None = None
    title: str | None = None
    end: int = 0
    body: Named | None = None
    unread: bool = False

    @property
    def symbol(self) -> str | None:
        """That of the number, also where its serial is blank."""
        return self.value.symbol if self.value else None


def read_heading(head: list[str], text: str, start: int = 0) -> Heading:
    """The head of a document whose first lines are ``head`` and whose repaired ``text`` begins at ``start``."""
    place, day = place_and_day(_above_recitals(head))
    if of_body := _of_body(head):
        heading = Heading(*of_body[:2], place, day or of_body[2])
    else:
        number, value, unread = own_number(head)
        heading = Heading(number, value, place, day, unread=unread)
    typed = _typed(heading, text, start)
    if typed.code is None or not 0 < len(typed.title or "") < _LONG or _runs_on(typed.title or "", head):
        of_lines = _typed(heading, "\n".join(head), 0)  # repair has joined the lines
        sure = typed.code in {None, of_lines.code} and _is_title_alone(of_lines.title, typed.title)
        if sure and not _in_cells(text, of_lines.title or ""):
            typed = replace(of_lines, end=typed.end)
    if heading.symbol is None and (alone := annexed(head)):
        return replace(heading, label=alone[0], title=alone[1], body=alone[2])
    if typed.code is None and (called := paper(head)):  # of what has a letter's number, in its place
        return replace(heading, code=_code_of(heading), label=called[0], title=called[1])
    if typed.code is None and heading.symbol and (court := of_court(head)):
        heading = typed = replace(heading, code=court[0], label=court[1], date=heading.date or court[2])
        return replace(heading, title=read_subject(head) or titled_below_day(head))
    letter = typed.code is None or (typed.code == "CV" and typed.title is None)  # only a letter has no type
    if subject := read_subject(head) if letter or typed.title is None else None:
        told = _code_of(heading) if heading.symbol and not heading.symbol.startswith(_OFFICE_OR_TYPE) else None
        code = told or "CV"
        return (
            replace(heading, code=code, label=label_of(code), title=subject)
            if letter
            else replace(typed, title=subject)
        )
    if typed.code:
        return typed if typed.title else replace(typed, title=titled_below_day(head))
    return _without_type(typed, head)


def _in_cells(text: str, title: str) -> bool:
    """Whether a title of the head's lines stands in a table, whose cells are lines."""
    at = text.find(title[:_OPENS_TITLE], 0, _REACH)
    return at < 0 or _CELLS in text[text.rfind("\n", 0, at) + 1 : text.find("\n", at)]


def _runs_on(title: str, head: list[str]) -> bool:
    """Whether repair has joined to a title a line of the head that opens with a capital, as a text does."""
    at = next((at for at, line in enumerate(head) if title.startswith(line)), len(head))
    end = 0
    for line in head[at:]:
        if not title.startswith(line, end):
            return False
        if end and line[0].isupper():
            return True
        end += len(line) + 1
    return False


def _is_title_alone(title: str | None, read: str | None) -> bool:
    """Whether a title is all that was ``read`` as one but for what opens a text behind it: "... Nhằm đánh giá"."""
    if title is None or read is None or is_stamp(read):
        return title is not None
    rest = read[len(title) :].strip()
    whole = rest[:1].isupper() and len(rest) > _LONG
    awaits = title.upper().endswith(AWAITING)
    return read.startswith(title) and not awaits and (whole or OPENS_TEXT.match(rest) is not None or tells(rest))


def _without_type(heading: Heading, head: list[str]) -> Heading:
    """The heading of a paper whose type no line tells: by its number, by what it is called, by whom it addresses."""
    if code := _code_of(heading):
        letter = code == "CV"
        title = titled_below_day(head) or (read_below_number if letter else titled_over_recitals)(head)
        return replace(heading, code=code, label=label_of(code), title=title)
    if called := untyped(head):
        return replace(heading, title=called)
    if any(cell.startswith(TO) for cell in head[:NUMBER_LINES]):
        return replace(heading, code="CV", label="Công văn")
    return heading


def _code_of(heading: Heading) -> str | None:
    """The type that number or symbol tell where the line with the type is lost: a type's own code, else a letter's."""
    value = heading.value
    return type_without_words(value) if value and (value.issuers[1:] or (value.type and value.issuers)) else None


def _of_body(head: list[str]) -> tuple[str, Numbering, str | None] | None:
    """Number, its value and day that stand with the body under the type: "CỦA BỘ TÀI CHÍNH SỐ 7/2010/TT-BTC ..."."""
    for index, above in enumerate(head[:_OPENING_LINES]):
        typed = type_of(above)
        line = " ".join(takewhile(str.isupper, head[index + 1 : index + 1 + MOST_LINES]))
        if typed and not typed[2] and above.isupper() and (match := OF_BODY.match(line)):
            said = line[match.end() :]
            number, day = parse_number(said), dates.find_date(said)
            return (number.text, number.value, day[2] if day else None) if number else None
    return None


def read_place_and_day(text: str) -> tuple[str | None, str | None]:
    """The first place and day that stand together in a short stretch of text."""
    return place_and_day(_above_recitals(text.split("\n")))


def _above_recitals(head: list[str]) -> list[str]:
    return list(takewhile(lambda line: not RECITAL.match(line), head[:_LINES]))


def _typed(heading: Heading, text: str, start: int) -> Heading:
    """The heading with type and title, from the first line that is a type in capitals."""
    position, over = start, None
    for paragraph in text[start : start + _REACH * 2].split("\n", _LINES)[:_LINES]:
        end = position + len(paragraph)
        line = paragraph.strip(" |'‘’`>")
        behind = position > start + 200 and (OPENS_TEXT.match(line) or line.startswith(TO))
        if behind or end > start + _REACH or (line[:2].upper() == _CHAPTERS and CHAPTER.match(line)):
            break
        if is_stamp(line):
            position = end + 1
            continue
        first, *others = (one.strip().removeprefix(_DRAFT) for one in line.split("|"))
        for cell in (first, *others):
            found = type_of(cell) or (None if cell[:1].isupper() else _behind_speck(cell))
            if found and _heads(found, cell) and not (others and cell is first and not cell.isupper()):  # a row's key
                code, label, rest = found
                if (said := parse_number(rest)) and said.end == len(rest):  # a page's heading: "NGHỊ ĐỊNH 5/2026/NĐ-CP"
                    rest = ""
                if rest and (told := _told_otherwise(heading, code)):
                    code, label, rest = told, label_of(told), cell  # the type's line is lost: "QUY ĐỊNH CHI TIẾT ..."
                title, after = read_title(text, end, _REST_OF_TYPE.sub("", rest))
                again = _again(text, after, label, title)
                title, after = again or (title, after)
                typed = replace(heading, code=code, label=label, title=title, end=after)
                if rest.startswith("-") and typed.body is None:  # who has consolidated
                    typed = replace(typed, body=_held(text, position, rest))
                if over is None and not again and ((rest and _has_letterhead(text, after)) or title is None):
                    over = typed  # the page's own heading, of what else it holds, or of the letterhead below
                    break
                return over if over and over.title is None and (title is None or over.code != code) else typed
        position = end + 1
    return over or _named_by_page(heading, text)


def _behind_speck(cell: str) -> tuple[str, str, str] | None:
    """The type behind a few marks or small letters that recognition has set before it: "h. NGHỊ ĐỊNH"."""
    speck, _, rest = cell.partition(" ")
    return misread_type(rest) if len(speck) <= _LONGEST_SPECK and rest[:2].isupper() else None


def _heads(found: tuple[str, str, str], cell: str) -> bool:
    """Whether a line that opens with a type heads a document: no gazette's or portal's words, no law a page names."""
    code, _, rest = found
    if code in _NO_TYPE or (code in _KNOWN_BY_NAME and not cell.isupper()):
        return False
    return not rest or rest[0].isupper() or cell.isupper()


def _held(text: str, position: int, rest: str) -> Named | None:
    """The body behind the hyphen of "VĂN BẢN HỢP NHẤT - BỘ LAO ĐỘNG - THƯƠNG BINH", with the lines that go on."""
    lines = text[position : position + AGAIN].split("\n")[1:]
    more = takewhile(lambda line: line.isupper() and not MOTTO.match(line), map(str.strip, lines))
    return find_body(in_small_letters(" ".join((rest.strip("- "), *more))), 0)


def _has_letterhead(text: str, after: int) -> bool:
    """Whether a letterhead follows within a few lines."""
    return any(is_motto(line.strip(" |")) for line in text[after : after + AGAIN].split("\n"))


def _told_otherwise(heading: Heading, code: str) -> str | None:
    """The type, of joint acts or of such as lay down rules, that the number tells where the line that opens with
    another one may be a title."""
    told = heading.value.types if heading.value else ()
    return next((one for one in told if one in _TITLED_BY_VERBS and code not in told), None)


def _again(text: str, after: int, label: str, title: str | None) -> tuple[str, int] | None:
    """Title and end of a heading that says the same once more: the first is the page's own, over the document, or in
    capitals that of a cover, over the letterhead."""
    if title is None:
        return None
    at = text.find(f"\n{label.upper()}\n", max(0, after - 1), after + AGAIN)
    if at < 0 or (title.isupper() and not any(map(is_motto, text[after:at].split("\n")))):
        return None
    second, end = read_title(text, at + len(label) + 1, "")
    begins = second if second and not title.isupper() else (second or "")[:_SAME]
    return (second, end) if second and fold(title).startswith(fold(begins)) else None


def _named_by_page(heading: Heading, text: str) -> Heading:
    """The heading with the type that a portal's page opens with; the title then follows place and day, in capitals."""
    first = text[: max(0, text.find("\n"))]
    typed = type_before(first, heading.number) if heading.number else None
    if typed is None or heading.date is None:
        return heading
    end = -1
    for line in text[:_REACH].split("\n"):
        end += len(line) + 1
        title, after = read_title(text, end, "") if dated(line) else (None, 0)
        if title and title.isupper() and not decides(title):
            return replace(heading, code=typed[0], label=typed[1], title=title, end=after)
    return replace(heading, code=typed[0], label=typed[1])
