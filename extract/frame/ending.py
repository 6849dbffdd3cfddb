"""How a document ends: its signature and recipients, and what stands behind them and is no document of any body."""

from __future__ import annotations

import re
from functools import cache

from extract.vocabulary import rows, words_of
from extract.words import UPPER, any_of, lowered

#: Who heads something, in capitals: "TỔ TRƯỞNG", "PHÓ TRƯỞNG PHÒNG"; no school ("TRƯỜNG").
HEADS = re.compile(rf"(?:[{UPPER}]+[\s,-]{{1,3}}){{0,5}}TR[ƯU][ỞỎƠO]NG(?!\w)")
#: On whose behalf somebody signs, a position, or the recipients.
SIGNED = re.compile(
    r"\n[\s|*]{0,5}(?:(?:TM|KT|TL|TUQ)\.|[TK]/[MT]|Nơi nhận"
    rf"|(?:PHÓ\s)?{any_of(map(str.upper, words_of('positions', 'opens')))}(?!\w)|{HEADS.pattern})"
)
_TAIL = 4_500  # how much of a document may hold its signature, in characters
_ABOVE = 600  # how far above the recipients the signature may stand, in characters
_RECIPIENTS = re.compile(r"Nơi(?<=[\s*|_>]Nơi)\snhận[\s*_]{0,4}:")
_ON_BEHALF = re.compile(rf"[KT](?<=[\n*|_>].)(?:(?<=K)T|(?<=T)(?:M|L|UQ))\.\s?(?=[{UPPER}]{{2}})")
_ANNEXES = ("\nphụ lục", "\nmẫu số")  # how lines open behind which a document goes on, in small letters
_LONGEST_LINE = 600  # that may open what stands behind, in characters


def signed_part(source: str) -> str:
    """The end of a document with its signature: around the recipients or the signature, where annexes follow."""
    last = max(0, len(source) - _TAIL)
    if recipients := _RECIPIENTS.search(source, 0, last):
        return source[max(0, recipients.start() - _ABOVE) : recipients.start() + _TAIL]
    signature = _ON_BEHALF.search(source, 0, last) if not _RECIPIENTS.search(source, last) else None
    return source[signature.start() : signature.start() + _ABOVE] if signature else source[last:]


def signed_above(source: str) -> str:
    """Where first somebody signs on behalf of a body: above forms that have signatures and recipients, too."""
    first = _ON_BEHALF.search(source) if len(source) > _TAIL else None
    return source[first.start() : first.start() + _ABOVE] if first else ""


def is_sent(text: str, start: int, end: int) -> bool:
    """Whether who receives it, or on whose behalf somebody signs, stands in ``text[start:end]``."""
    return _RECIPIENTS.search(text, start, end) is not None or _ON_BEHALF.search(text, start, end) is not None


def last_part(text: str) -> str:
    """As much of the end of a text as may hold a signature."""
    return text[-_TAIL:]


def find_tail(text: str, signed: re.Match[str] | None, end: int) -> int | None:
    """Where, behind a document's signature or recipients and before ``end``, what is none of any body begins."""
    first = text.find("\n", signed.end(), end) + 1 if signed else 0
    if not first:
        return None
    first = max(first, *(lowered(text).rfind(annex, first, end) + 1 for annex in _ANNEXES))
    below, opens = _patterns(_tails())
    last = min((_line_with(words, text, first, end) for words in below), default=end)
    at = first
    for line in lowered(text)[first:last].split("\n"):
        if opens.match(line[:_LONGEST_LINE]):
            return at
        at += len(line) + 1
    return last if last < end else None


def _line_with(words: re.Pattern[str], text: str, start: int, end: int) -> int:
    """Where the first line begins that holds such words at its head; ``end`` if none does."""
    for match in words.finditer(lowered(text), start, end):
        line = text.rfind("\n", start, match.start()) + 1 or start
        if match.end() <= line + _LONGEST_LINE:
            return line
    return end


@cache
def _tails() -> tuple[tuple[str, str], ...]:
    """Where the signs of such a tail stand, and their words: anywhere in small letters, which is fast, or at a line."""
    return tuple((row["where"], row["words"]) for row in rows("pages") if row["kind"] == "tail")


@cache
def _patterns(tails: tuple[tuple[str, str], ...]) -> tuple[list[re.Pattern[str]], re.Pattern[str]]:
    """A pattern for each sign that stands anywhere, and one for all that stand at a line; in small letters."""
    below = [re.compile(words) for where, words in tails if where == "below"]
    lines = "|".join(words for where, words in tails if where == "line")
    return below, re.compile(lines)
