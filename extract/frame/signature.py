"""Who signed (người ký) and who receives (nơi nhận): the block at the end of a document."""

from __future__ import annotations

import re
from itertools import pairwise, takewhile

from extract.bodies.mentioned import find_body
from extract.bodies.named import Named
from extract.frame.cells import cells, in_small_letters, type_of
from extract.frame.lines import MOTTO
from extract.records import Signer
from extract.vocabulary import words_of
from extract.words import LOWER, UPPER, any_of, lower
from ontology.units import split_kind

_BEHALF = re.compile(r"^(?:(?:TM|KT|TL|TUQ|Q)\s?[./]|T/M\.?|K/T\.?|T/L\.?)\s?", re.IGNORECASE)
_OPENS, _ALONE = (any_of(words_of("positions", role)) for role in ("opens", "alone"))
_POSITION = re.compile(  # in small letters
    rf"(?:(?:(?:tm|kt|tl|tuq|q)\s?[./]|t/m|k/t|t/l).*|(?:phó\s)?{_OPENS}(?:\s.{{0,60}})?|{_ALONE})$"
)
_RANKS = any_of(words_of("positions", "rank"))
_NAME = re.compile(
    rf"(?:(?:(?:TS|Th\.?[sS]|PGS|GS|BS|KS)\.?|{_RANKS})\s?)*(?P<name>[{UPPER}][\w’']*(?:\s[{UPPER}][\w’']*){{1,4}})$"
)
_NO_NAME = re.compile(rf"PH[ÓO] |CH[ÁAÑ]NH |{MOTTO.pattern}")  # a position that was misread, the motto
_FAMILY_NAME = re.compile(rf"[{UPPER}][{LOWER}]+$")  # alone on its line
_IN_ONE_CELL = re.compile(
    rf"(?P<position>[{UPPER}]{{2,}}[{UPPER}\s./,]{{2,90}})\s(?P<name>[{UPPER}][{LOWER}]+(?:\s[{UPPER}][{LOWER}]+){{1,3}})$"
)
_NEXT_POSITION = re.compile(r"\s(?=(?:KT|TL|TUQ)\.|(?:PHÓ|THỨ)\s)")
_LISTS_SIGNER = re.compile(r"Người[\W_]{1,9}ký")  # with markup, told before lines are parted
_LISTED_SIGNER = re.compile(r"Người ký\s?:?\s?(?P<name>.*)$")
_LISTED_POSITION = re.compile(rf"(?i:(?:phó\s)?{_OPENS})\s")
_PROPER = words_of("positions", "proper")  # with a capital inside a line in small letters
_NAME_REACH = 8  # lines between a position and the name under it
_ABOVE = 8  # lines above the recipients where the signature may stand
_BULLETS = "-–+•"


def signature_lines(tail: list[str]) -> list[str]:
    """The lines of the tail, those of a signature that stands in one cell each by itself."""
    lines: list[str] = []
    for cell in tail:
        joined = _IN_ONE_CELL.match(cell)
        if joined and _POSITION.match(lower(joined["position"])):
            lines += [*_NEXT_POSITION.sub("\n", joined["position"]).split("\n"), joined["name"]]
        elif cell[:8].lower() == "nơi nhận" and " - " in cell:
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
        return None
    recipients = _recipients_at(tail)
    beside = [index for index in named if index >= recipients - _ABOVE] if recipients < len(tail) else []
    index = beside[0] if beside else _first_of_last(list(named))
    lines = [cell for cell in tail[_first_line(tail, index) : index + 1] if cell.isupper() or _BEHALF.match(cell)]
    behalf = [line for line in lines if _BEHALF.match(line)]
    plain = [line for line in lines if not _BEHALF.match(line)]
    position = plain[-1] if plain else _BEHALF.sub("", lines[-1])
    return Signer(named[index], _in_sentence_case(position), " / ".join(behalf) or None)


def _first_of_last(signing: list[int]) -> int:
    """The first of the lines that stand close together at the end."""
    last = signing.pop()
    while signing and last - signing[-1] <= _NAME_REACH:
        last = signing.pop()
    return last


def read_listed_signer(source: str, lines: int) -> Signer | None:
    """The signer that a portal's table in the first ``lines`` of a source names: "Người ký | Mai Sơn"."""
    if _LISTS_SIGNER.search(source) is None:
        return None
    for cell, following in pairwise([*cells(source)[:lines], ""]):
        listed = _LISTED_SIGNER.search(cell) if "Người ký" in cell else None
        if listed and (signer := signer_called(listed["name"] or following)):
            return signer
    return None


def signer_called(words: str) -> Signer | None:
    """The signer whom a portal names, be it with the position: "Phó Thủ tướng Mai Sơn"."""
    name = _NAME.match(_LISTED_POSITION.sub("", re.split(r",| - ", words)[0]))
    return Signer(name["name"], None) if name else None


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
    return (cell.isupper() or _BEHALF.match(cell) is not None) and _POSITION.match(lower(cell)) is not None


def _name_after(tail: list[str], index: int) -> str | None:
    """The name under a position, before the next position; one in capitals only where no other stands there."""
    in_capitals: str | None = None
    for cell, following in pairwise([*tail[index + 1 : index + 1 + _NAME_REACH], ""]):
        capitals = cell.isupper()
        if capitals and (_POSITION.match(lower(cell)) or cell.startswith("TRƯỞNG ")):
            return None
        wrapped = _FAMILY_NAME.match(cell) or _FAMILY_NAME.match(following)  # "Vũ" and "Chiến Thắng"
        match = (_NAME.match(f"{cell} {following}") if wrapped else None) or _NAME.match(cell)
        if match is None or type_of(cell) or _names_body(cell) or (capitals and _NO_NAME.match(cell)):
            continue
        if not capitals:
            return match["name"]
        if len(cell.split()) in {3, 4}:
            in_capitals = in_capitals or match["name"].title()
    return in_capitals


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
    return next((i for i, cell in enumerate(tail) if cell[:8].lower() == "nơi nhận"), len(tail))
