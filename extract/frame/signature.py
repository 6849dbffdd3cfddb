"""Who signed (người ký) and who receives (nơi nhận): the block at the end of a document."""

from __future__ import annotations

import re
from itertools import pairwise, takewhile

from extract.bodies.mentioned import find_body
from extract.bodies.named import Named
from extract.frame.cells import cells, in_small_letters, type_of
from extract.frame.ending import HEADS
from extract.frame.lines import MOTTO
from extract.records import Signer
from extract.vocabulary import labels_of, words_of
from extract.words import LOWER, UPPER, any_of, fold, lower
from ontology.units import find_units, split_kind

_BEHALF = re.compile(r"^(?:(?:TM|KT|TL|TUQ|Q)\s?[./]|T/M\.?|K/T\.?|T/L\.?)\s?", re.IGNORECASE)
_OPENS_BEHALF = frozenset("TKQtkq")
_OPENS = words_of("positions", "opens")
_POSITION = re.compile(  # without accents, which recognition misreads: "GIẢM ĐÓC"
    rf"(?:(?:(?:tm|kt|tl|tuq|q)\s?[./]|t/m|k/t|t/l).*|(?:(?:pho|quyen)\s)?{any_of(map(fold, _OPENS))}(?:\s.{{0,60}})?"
    rf"|{any_of(map(fold, words_of('positions', 'alone')))})$"
)
#: Who has written what no office signs: "Người làm đơn".
_WRITERS = words_of("positions", "writes")
_FAMILIES = frozenset(map(fold, words_of("positions", "family")))
_FILED = words_of("positions", "filed")  # the last of the recipients
_RANKS = any_of(words_of("positions", "rank"))
_PLAIN_RANKS = tuple(map(fold, words_of("positions", "rank")))
_NAME = re.compile(
    rf"(?:(?:[{UPPER}\d]\w{{0,7}}\.[sS]?|TS|Th[sS]|PGS|GS|BS|KS|LS|{_RANKS},?)\s?)*(?P<name>[{UPPER}][\w’']*(?:\s[{UPPER}][\w’']*){{1,4}})$"
)
_NO_NAME = ("pho ", "chanh ")  # a position that was misread, without accents
_NO_PERSON = tuple(f"{words} " for words in words_of("positions", "no_person"))  # what opens headings and labels
_STAMP = any_of(words_of("positions", "stamp"))
_IN_ONE_CELL = re.compile(
    rf"(?P<position>[{UPPER}]{{2,}}[{UPPER}\s./,]{{2,90}})\s(?:\W?(?i:{_STAMP})\W{{0,3}})?(?P<name>[{UPPER}][{LOWER}]+(?:\s[{UPPER}][{LOWER}]*){{1,3}})$"
)
_NEXT_POSITION = re.compile(r"\s(?=(?:KT|TL|TUQ)\.|(?:PHÓ|THỨ)\s)")
#: How a portal lists who signed.
_LISTED = next(iter(labels_of({"signer"})), "\0").capitalize()
_LISTED_POSITION = re.compile(rf"(?i:(?:phó\s)?{any_of(_OPENS)}|(?:\w+\s){{0,2}}trưởng)\s")
_PROPER = words_of("positions", "proper")  # with a capital inside a line in small letters
_LONGEST_WRITER = 60  # in characters
_WRITER_REACH = 3  # lines between who is said to have written it and the name
_USUAL_NAME = 3  # words
_STAMPED = re.compile(rf"\W{{0,4}}{_STAMP}\W{{1,4}}|\W{{0,4}}{_STAMP}\W{{0,3}}$", re.IGNORECASE)  # beside the name
_MARKS = "-–—~+•.,:;'‘’`\"|_ "  # before a line, of a list or of recognition
_QUOTES = "'‘’`\"“”|_ "  # specks before a name; a bullet is a recipient's
_NAME_REACH = 8  # lines between a position and the name under it
_ABOVE = 8  # lines above the recipients where the signature may stand
_BULLETS = "-–+•"


def signature_lines(tail: list[str]) -> list[str]:
    """The lines of the tail, those of a signature that stands in one cell each by itself."""
    lines: list[str] = []
    for cell in tail:
        joined = _IN_ONE_CELL.match(cell)
        if joined and _is_position(joined["position"]):
            lines += [*_NEXT_POSITION.sub("\n", joined["position"]).split("\n"), joined["name"]]
        elif cell[0] in "nN" and cell[:8].lower() == "nơi nhận" and " - " in cell:
            head, *listed = cell.split(" - ")
            lines += [head, *(f"- {one}" for one in listed)]
        else:
            lines.append(cell)
    return lines


def read_signer(tail: list[str]) -> Signer | None:
    """Who signs, with position and on whose behalf: beside the recipients, else in the document's last lines.

    Of several who sign one after the other it is the first.
    """
    named = {index: name for index, line in enumerate(tail) if _signs(line) and (name := _name_after(tail, index))}
    if not named:
        return _without_position(tail)
    recipients = _recipients_at(tail)
    beside = [index for index in named if index >= recipients - _ABOVE] if recipients < len(tail) else []
    index = beside[0] if beside else _first_of_last(list(named))
    lines = [cell for cell in tail[_first_line(tail, index) : index + 1] if cell.isupper() or _BEHALF.match(cell)]
    behalf = [line for line in lines if _BEHALF.match(line)]
    plain = [line for line in lines if not _BEHALF.match(line)]
    position = plain[-1] if plain else _BEHALF.sub("", lines[-1])
    return Signer(named[index], _in_sentence_case(position), " / ".join(behalf) or None)


def _without_position(tail: list[str]) -> Signer | None:
    """Who has written a paper that no office signs, else whose name stands below the recipients, its position lost."""
    for index in reversed([index for index, line in enumerate(tail) if _tells_writer(line)]):
        if name := next(filter(None, map(_person, tail[index + 1 : index + 1 + _WRITER_REACH])), None):
            return Signer(name, tail[index])
    filed = (at for at, line in enumerate(tail) if line[0] in _MARKS and line.lstrip(_MARKS).startswith(_FILED))
    at = next(filed, _recipients_at(tail))
    for index, line in enumerate(tail[at + 1 : at + 1 + _NAME_REACH]):
        name = None if line[0] in _BULLETS or line.isupper() else _person(line.lstrip(_MARKS))
        if name and (_has_family(name) or (index == 0 and _may_be_a_name(name))) and not find_units(name):
            return Signer(name, None)
    return None


def _person(line: str) -> str | None:
    """The name that is all of a line, a stamp, a rank and what another column has behind it apart; no body's or type's
    and no label."""
    cell = _STAMPED.sub("", line)
    name = _NAME.match(_without_rank(cell if cell.isupper() else _without_column(cell)))
    return None if name is None or _is_label(cell) or type_of(cell) or _names_body(cell) else name["name"]


def _is_label(line: str) -> bool:
    """Whether a line opens as headings and labels do: "Đơn vị", "Điều"."""
    return f"{line} ".lower().startswith(_NO_PERSON)


def _has_family(name: str) -> bool:
    """Whether a name opens with one of the families, be its accents misread."""
    first = name.partition(" ")[0]
    return len(first) > 1 and fold(first) in _FAMILIES


def _tells_writer(line: str) -> bool:
    """Whether a line says who has written a paper: "Người làm đơn"."""
    return len(line) < _LONGEST_WRITER and ":" not in line and lower(line).startswith(_WRITERS)


def _may_be_a_name(name: str) -> bool:
    """Whether words that name no body are as many as those of a name, whose first may be misread."""
    return name.count(" ") == _USUAL_NAME - 1 and find_body(name, 0) is None


def _first_of_last(signing: list[int]) -> int:
    """The first of the lines that stand close together at the end."""
    last = signing.pop()
    while signing and last - signing[-1] <= _NAME_REACH:
        last = signing.pop()
    return last


def read_listed_signer(source: str, lines: int) -> Signer | None:
    """The signer that a portal's table in the first ``lines`` of a source names: "Người ký | Mai Sơn"."""
    if _LISTED[-2:] not in source:
        return None
    for cell, following in pairwise([*cells(source)[:lines], ""]):
        _, listed, name = cell.partition(_LISTED)
        if listed and (signer := signer_called(name.lstrip(" :") or following)):
            return signer
    return None


def signer_called(words: str) -> Signer | None:
    """The signer whom a portal names, be it with the position: "Phó Thủ tướng Mai Sơn"."""
    name = _person(_LISTED_POSITION.sub("", re.split(r",| - ", words)[0]))
    return Signer(name, None) if name else None


def _first_line(tail: list[str], index: int) -> int:
    """The first line of the signature block whose last position stands at ``index``."""
    while index > 0:
        wrapped = index > 1 and _signs(tail[index - 2]) and tail[index - 1].isupper()
        if not _signs(tail[index - 1]) and not wrapped:
            break
        index -= 1
    return index


def _signs(cell: str) -> bool:
    """Whether a line names a position in capitals, or on whose behalf somebody signs."""
    behalf = cell[:1] in _OPENS_BEHALF and _BEHALF.match(cell) is not None
    return (behalf or cell.isupper()) and _is_position(cell)


def _is_position(words: str) -> bool:
    return HEADS.match(words) is not None or _POSITION.match(fold(words)) is not None


def _name_after(tail: list[str], index: int) -> str | None:
    """The name under a position, before the next position; one in capitals only where no other stands there."""
    in_capitals: str | None = None
    if index and _tells_writer(tail[index - 1]) and all(map(_NAME.match, tail[index + 1 : index + 3])):
        index += 1  # the first name is that of the column before
    for cell, following in pairwise([*tail[index + 1 : index + 1 + _NAME_REACH], ""]):
        capitals = cell.isupper()
        if capitals and _is_position(cell):
            return None
        wrapped = _is_one_word(cell) or _is_one_word(following)  # "Vũ" and "Chiến Thắng"
        name = (_person(f"{cell} {following}") if wrapped else None) or _person(cell.lstrip(_QUOTES))
        if name is None:
            if _is_label(cell):
                break
        elif not capitals and not any(word.isupper() and len(word) > 1 for word in name.split()):
            return name
        elif capitals and len(cell.split()) in {3, 4} and _has_family(cell) and not _is_no_name(cell):
            in_capitals = in_capitals or name.title()
    return in_capitals


def _without_column(cell: str) -> str:
    """A line without what another column or a page's header has behind a name, which opens with two words in capitals:
    "Lò Văn An THỦ TRƯỞNG ĐƠN VỊ", "Lò Văn An CÔNG BÁO/Số 3"."""
    words = cell.split()
    first = next((at for at, word in enumerate(words) if at > 1 and len(word) > 1 and word.isupper()), len(words))
    return " ".join(words[:first]) if all(map(str.isupper, words[first : first + 2])) else cell


def _without_rank(cell: str) -> str:
    """A line without the rank before a name, be its accents misread."""
    plain = fold(cell)
    rank = next((rank for rank in _PLAIN_RANKS if plain.startswith(f"{rank} ") and len(plain) == len(cell)), "")
    return cell[len(rank) :].lstrip(_MARKS) if rank else cell


def _is_no_name(cell: str) -> bool:
    """Whether a line in capitals is the motto, or a position that was misread."""
    return fold(cell).startswith(_NO_NAME) or MOTTO.match(cell) is not None


def _is_one_word(cell: str) -> bool:
    """Whether a line is a single word with a capital: a family name alone."""
    return cell.isalpha() and cell.istitle() and len(cell) > 1


def _names_body(cell: str) -> bool:
    """Whether a line names a body of the tables, or a unit; "Đoàn Khắc Minh" is a person."""
    small = in_small_letters(cell)
    body = find_body(small, 0)
    return (body is not None and body.scope != "other") or bool(split_kind(small)[0])


def _in_sentence_case(position: str) -> str:
    small = position.lower()
    proper = next((form for form in _PROPER if small.startswith(form.lower())), None)
    return proper + small[len(proper) :] if proper else small[:1].upper() + small[1:]


def read_signing_body(signer: Signer | None) -> Named | None:
    """The body on whose behalf somebody signs."""
    if signer is None or signer.on_behalf_of is None:
        return None
    for line in signer.on_behalf_of.split(" / "):
        words = in_small_letters(_BEHALF.sub("", line))
        if words != line and (body := find_body(words, 0)) and body.scope != "other":
            return body
    return None


def read_recipients(tail: list[str]) -> tuple[str, ...]:
    """The recipients, from the list under "Nơi nhận"."""
    lines = takewhile(lambda cell: not _signs(cell), tail[_recipients_at(tail) + 1 :])
    return tuple(filter(None, (cell[1:].strip().rstrip(";.").strip() for cell in lines if cell[0] in _BULLETS)))


def _recipients_at(tail: list[str]) -> int:
    """The line that heads the recipients; behind the last one if there is none."""
    for at, cell in enumerate(tail):  # a generator takes twice the time
        if cell[0] in "nN" and cell[:8].lower() == "nơi nhận":
            return at
    return len(tail)
