"""The head of a document: its number, place and day, type and title (số, địa danh, ngày, tên loại, trích yếu)."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import takewhile

from extract import dates
from extract.bodies.acting import OPENING_ACT
from extract.bodies.mentioned import find_body, starts_body
from extract.bodies.named import Named
from extract.frame.cells import in_small_letters, type_before, type_of
from extract.frame.lines import AWAITING, COMES_WITH, DECIDES, MOTTO, OPENS_TEXT, PAPER, is_motto, words_pattern
from extract.frame.own_number import NUMBER_AT, NUMBER_LINES, own_number
from extract.frame.place_and_day import PLACE_AND_DAY, dated, place_and_day
from extract.frame.subject import TO, read_subject
from extract.mentions.numbers import parse_number
from extract.mentions.type_words import label_of, type_without_words
from extract.words import any_of
from ontology import table, types_with
from ontology.numbers import Numbering

_LINES = 60  # how many lines of a document may hold its head
_REACH = 7_000  # how far a document's title may stand, in characters


def _types(codes: frozenset[str]) -> str:
    """A pattern for the types of documents of these codes."""
    return any_of(row["label"] for row in table("types") if row["code"] in codes)


_RECITAL = re.compile(rf"{words_pattern('basis')}\s|(?:Thực hiện|Triển khai)\s.{{0,60}}?\bsố:?\s?\d")
_SESSION = re.compile(  # who held it stands between type and title: "HỘI NGHỊ LẦN THỨ BẢY BAN CHẤP HÀNH ... về ..."
    r"\s*(?i:của\s)?(?i:hội\snghị)\s(?i:l[ầâ]n\sthứ)\s[^\n.;:]{1,20}?\s(?i:ban\schấp\shành)\s[^.;:]{1,90}?\s(?=(?i:về)\s)"
)
_RULER = re.compile(r"[-_*.=~\s]{2,}$")
_JOINT = types_with("joint")
_OFFICE_OR_TYPE = "CT"  # of a letter the symbol of Cục Thuế, not of a directive
_NO_TYPE = types_with("any_type")  # the gazette's and a portal's heading: "VĂN BẢN QUY PHẠM PHÁP LUẬT"
_OF_BODY = re.compile(r"CỦA\s[^\n]{3,120}?\sSỐ:?\s(?=\d)")
_DAY_LINE = re.compile(r"(?:SỐ:?\s\S+\s)?NGÀY \d{1,2} THÁNG \d{1,2} NĂM \d{4}\s?")
_CONSOLIDATES = re.compile(  # what a consolidated text says of the act whose text it is
    rf"(?:^{_types(types_with('known_by_name'))}\s[^.;\n]{{0,120}}?"
    rf"|(?:^|(?<=\s)){_types(types_with('changes_acts') - types_with('known_by_name'))}\s)"
    r"số:?\s\d[^;\n]{10,600}(?:có hiệu lực|được sửa đổi)"
)
_ISSUED_WITH = re.compile(rf"\s\({COMES_WITH} [^()]*\)$")  # behind the title of an annex
_OPENING_LINES = 6
_REST_OF_TYPE = re.compile(rf"^{words_pattern('ends_type')}(?=\s|$)\s?")  # "CHƯƠNG TRÌNH PHỐI HỢP"
_MOST_LINES = 6  # of a title
_DAY_REACH = 30  # where in a line "ngày" may stand behind a place, in characters
_FEWEST_BLANKS = 3  # in what a paper without a type is called
_CELLS = " | "  # between those of a table's row
_DRAFT = "DỰ THẢO "
_AGAIN = 400  # how far behind a page's own heading that of the document stands, in characters
_LONGEST_FIRST, _LONGEST = 700, 250  # lines of a title, in characters


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
    if typed.code is None and heading.symbol is None and (called := _paper(head)):
        return replace(heading, title=called)
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
        return typed if typed.title else replace(typed, title=_titled_below_day(head))
    return _without_type(typed, head)


def _without_type(heading: Heading, head: list[str]) -> Heading:
    """The heading of a paper whose type no line tells: by its number, by what it is called, by whom it addresses."""
    if code := _code_of(heading):
        title = _titled_below_day(head) or (None if code == "CV" else _titled_over_recitals(head))
        return replace(heading, code=code, label=label_of(code), title=title)
    if called := _paper(head) or _untyped(head):
        return replace(heading, title=called)
    if any(cell.startswith(TO) for cell in head[:NUMBER_LINES]):
        return replace(heading, code="CV", label="Công văn")
    return heading


def _paper(head: list[str]) -> str | None:
    """What a paper is headed by, with the lines that go on: "BẢN TỰ KIỂM ĐIỂM" and "Về việc chuyển sinh hoạt"."""
    at = next((at for at, line in enumerate(head[:NUMBER_LINES]) if PAPER.match(line)), None)
    return (
        None
        if at is None
        else " ".join((head[at].strip(), *takewhile(_goes_on_paper, head[at + 1 : at + _OPENING_LINES])))
    )


def _goes_on_paper(line: str) -> bool:
    """Whether a line below what a paper is headed by belongs to it: no label of a form, nobody who is addressed."""
    parted = MOTTO.match(line) or OPENS_TEXT.match(line) or line.startswith(TO) or dated(line)
    return not parted and {":", "…", "("}.isdisjoint(line) and ".." not in line and len(line) <= _LONGEST


def _untyped(head: list[str]) -> str | None:
    """What a paper without a type is called, in capitals under place and day: "PHÂN CÔNG NHIỆM VỤ"."""
    at = next((at for at, line in enumerate(head[:NUMBER_LINES]) if dated(line)), len(head))
    lines = list(takewhile(str.isupper, head[at + 1 : at + 1 + _MOST_LINES]))
    said = " ".join(lines)
    names = said.count(" ") < _FEWEST_BLANKS or any(type_of(line) or MOTTO.match(line) for line in lines)
    return None if names or find_body(in_small_letters(said), 0) else said


def _titled_below_day(head: list[str]) -> str | None:
    """The title in capitals under place and day, where the line with the type is lost."""
    at = next((at for at, line in enumerate(head[:NUMBER_LINES]) if dated(line)), None)
    numbered = next((at for at, line in enumerate(head[:NUMBER_LINES]) if NUMBER_AT.match(line)), None)
    if numbered is not None and at in {None, numbered - 1}:  # below both, in a letterhead of one column
        at = numbered
    at = len(head) if at is None else at
    below = takewhile(
        lambda line: line.isupper() and not (_decides(line) or type_of(line)), head[at + 1 : at + 1 + _MOST_LINES]
    )
    lines = list(below)
    title = " ".join(line for line in lines if not MOTTO.match(line))
    over_number = any(NUMBER_AT.match(line) for line in head[at + 1 + len(lines) :][:_OPENING_LINES])  # a letterhead
    return None if over_number or title.count(" ") < _FEWEST_BLANKS else title


def _titled_over_recitals(head: list[str]) -> str | None:
    """The title in small letters between the letterhead and the first recital, where the type's line is lost."""
    end = next((at for at, line in enumerate(head[:NUMBER_LINES]) if _RECITAL.match(line)), 0)
    while end and head[end - 1].isupper() and _decides(head[end - 1]):
        end -= 1
    lines = list(takewhile(_may_title, reversed(head[max(0, end - _MOST_LINES) : end])))
    title = " ".join(reversed(lines))
    return title if title[:1].isupper() and title.count(" ") >= _FEWEST_BLANKS else None


def _may_title(line: str) -> bool:
    """Whether a line over the recitals can be one of the title in small letters."""
    parted = MOTTO.match(line) or NUMBER_AT.match(line) or OPENS_TEXT.match(line) or "ngày" in line[:_DAY_REACH]
    return not (parted or line.isupper() or line.endswith(";")) and len(line) <= _LONGEST


def _code_of(heading: Heading) -> str | None:
    """The type that number or symbol tell where the line with the type is lost: a type's own code, else a letter's."""
    value = heading.value
    return type_without_words(value) if value and (value.issuers[1:] or (value.type and value.issuers)) else None


def _of_body(head: list[str]) -> tuple[str, Numbering, str | None] | None:
    """Number, its value and day that stand with the body under the type: "CỦA BỘ TÀI CHÍNH SỐ 7/2010/TT-BTC ..."."""
    for index, above in enumerate(head[:_OPENING_LINES]):
        typed = type_of(above)
        line = " ".join(takewhile(str.isupper, head[index + 1 : index + 1 + _MOST_LINES]))
        if typed and not typed[2] and above.isupper() and (match := _OF_BODY.match(line)):
            said = line[match.end() :]
            number, day = parse_number(said), dates.find_date(said)
            return (number.text, number.value, day[2] if day else None) if number else None
    return None


def read_place_and_day(text: str) -> tuple[str | None, str | None]:
    """The first place and day that stand together in a short stretch of text."""
    return place_and_day(_above_recitals(text.split("\n")))


def _above_recitals(head: list[str]) -> list[str]:
    return list(takewhile(lambda line: not _RECITAL.match(line), head[:_LINES]))


def _typed(heading: Heading, text: str, start: int) -> Heading:
    """The heading with type and title, from the first line that is a type in capitals."""
    position, over = start, None
    for paragraph in text[start : start + _REACH * 2].split("\n", _LINES)[:_LINES]:
        end = position + len(paragraph)
        line = paragraph.strip(" |'‘’`>")
        behind = position > start + 200 and (OPENS_TEXT.match(line) or line.startswith(TO))
        if behind or end > start + _REACH:
            break
        for cell in (one.strip().removeprefix(_DRAFT) for one in line.split("|")):
            found = type_of(cell)
            if found and found[0] not in _NO_TYPE and (not found[2] or found[2][0].isupper() or cell.isupper()):
                code, label, rest = found
                if (said := parse_number(rest)) and said.end == len(rest):  # a page's heading: "NGHỊ ĐỊNH 5/2026/NĐ-CP"
                    rest = ""
                if rest and (told := _told_otherwise(heading, code)):
                    code, label, rest = told, label_of(told), cell  # the type's line is lost: "QUY ĐỊNH CHI TIẾT ..."
                title, after = _title(text, end, _REST_OF_TYPE.sub("", rest))
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


def _held(text: str, position: int, rest: str) -> Named | None:
    """The body behind the hyphen of "VĂN BẢN HỢP NHẤT - BỘ LAO ĐỘNG - THƯƠNG BINH", with the lines that go on."""
    lines = text[position : position + _AGAIN].split("\n")[1:]
    more = takewhile(lambda line: line.isupper() and not MOTTO.match(line), map(str.strip, lines))
    return find_body(in_small_letters(" ".join((rest.strip("- "), *more))), 0)


def _has_letterhead(text: str, after: int) -> bool:
    """Whether a letterhead follows within a few lines."""
    return any(is_motto(line.strip(" |")) for line in text[after : after + _AGAIN].split("\n"))


def _told_otherwise(heading: Heading, code: str) -> str | None:
    """The type of joint acts that the number tells where the line that opens with another one may be a title."""
    told = heading.value.types if heading.value else ()
    return next((one for one in told if one in _JOINT and code not in told), None)


def _again(text: str, after: int, label: str, title: str | None) -> tuple[str, int] | None:
    """Title and end of a heading that says the same once more: the first is the page's own, over the document."""
    if title is None or title.isupper():
        return None
    at = text.find(f"\n{label.upper()}\n", max(0, after - 1), after + _AGAIN)
    second, end = _title(text, at + len(label) + 1, "") if at >= 0 else (None, 0)
    return (second, end) if second and title.startswith(second) else None


def _named_by_page(heading: Heading, text: str) -> Heading:
    """The heading with the type that a portal's page opens with; the title then follows place and day, in capitals."""
    first = text[: max(0, text.find("\n"))]
    typed = type_before(first, heading.number) if heading.number else None
    if typed is None or heading.date is None:
        return heading
    for line in PLACE_AND_DAY.finditer(text, 0, _REACH):
        start = text.find("\n", line.end()) + 1
        title, after = _title(text, start - 1, "") if start else (None, 0)
        if title and title.isupper() and not _decides(title):
            return replace(heading, code=typed[0], label=typed[1], title=title, end=after)
    return replace(heading, code=typed[0], label=typed[1])


def _decides(line: str) -> bool:
    """Whether a line in capitals is who decides: "HỘI ĐỒNG NHÂN DÂN TỈNH KIÊN GIANG"."""
    return DECIDES.match(line) is not None and find_body(in_small_letters(line), 0) is not None


def _title(text: str, end: int, rest: str) -> tuple[str | None, int]:
    """The title from ``rest`` of the type's line, which ends at ``end``, and the paragraphs after it; where it ends."""
    held = rest.startswith("-") or (rest[:1] == "(" and rest[-1:] == ")")  # "VĂN BẢN HỢP NHẤT - BỘ TƯ PHÁP"
    lines = [rest] if rest and not held else []
    position = end + 1
    if not lines and (session := _SESSION.match(text, position)):
        position = session.end()
    while position < len(text) and len(lines) < _MOST_LINES:
        stop = text.find("\n", position)
        stop = len(text) if stop < 0 else stop
        line = text[position:stop].strip(" |*>")
        consolidated = None if lines else type_of(line)  # "VĂN BẢN HỢP NHẤT" and "THÔNG TƯ"
        named = rest[:1] == "-" and line.isupper() and not consolidated  # the rest of a body's name
        heads = held and (named or MOTTO.match(line))
        held = held and not consolidated
        own = not lines and (_OF_BODY.match(line) or _DAY_LINE.fullmatch(line) or heads)
        skipped = own or _RULER.match(line) or (consolidated and not consolidated[2])
        if line and not skipped:
            told = _CONSOLIDATES.search(line) if "số" in line and not OPENS_TEXT.match(line) else None
            if told and told.start() > 0 and not line[: told.start()].rstrip().upper().endswith(AWAITING):
                lines.append(line[: told.start()].rstrip())
                break
            if not (_goes_on(lines, line) if lines else _opens(line)):
                break
            row = text.startswith("|", position) and _CELLS in line  # of a table
            if row or (not lines and line.isupper() and _heads_number(text, stop)):
                break
            lines.append(line)
        position = stop + 1
    said = " ".join(lines)
    own = _DAY_LINE.search(said) if said.startswith(("CỦA ", "SỐ", "NGÀY ")) else None  # its own, before the title
    title = _ISSUED_WITH.sub("", (said[: own.start()] + said[own.end() :] if own else said).strip())
    return title.rstrip("." if title.isupper() else "") or None, position


def _heads_number(text: str, stop: int) -> bool:
    """Whether number or motto stand right below a line that ends at ``stop``: it is the letterhead's, not a title's."""
    below = text[stop : stop + _AGAIN].lstrip("\n |*>#").split("\n", 1)[0]
    return NUMBER_AT.match(below) is not None or MOTTO.match(below) is not None


def _opens(line: str) -> bool:
    """Whether a line can be the first of a title."""
    text = (OPENS_TEXT.match(line) or _CONSOLIDATES.match(line)) and not line.lower().startswith(
        ("thực hiện", "triển khai")
    )
    longest = _LONGEST_FIRST * (2 if line.startswith("Về ") else 1)
    return not text and len(line) <= longest and not MOTTO.match(line)


def _goes_on(lines: list[str], line: str) -> bool:
    """Whether a line goes on with the title whose first lines are ``lines``."""
    capitals = lines[0].isupper()
    of_body = len(lines) == 1 and lines[0].startswith("CỦA ") and not line.isupper()
    if (
        OPENS_TEXT.match(line)
        or NUMBER_AT.match(line)
        or _CONSOLIDATES.match(line)
        or (capitals != line.isupper() and not of_body)
        or len(line) > _LONGEST
    ):
        return False
    if lines[-1][-1:] in ".;:" or (line[-1] in ".;:," and not capitals):
        return False
    if capitals and not of_body:
        if lines[-1].endswith(AWAITING):
            return True
        long = len(" ".join(lines)) > 20
        if long and DECIDES.match(line):
            return False
        small = in_small_letters(line)
        body = find_body(small, 0) if long and starts_body(small, 0) else None
        return body is None or body.scope == "other"
    return not ("như sau:" in line or (OPENING_ACT.search(line) and find_body(line, 0)))
