"""Pinpoints (điểm, khoản, Điều, phụ lục) right before a citation."""

from __future__ import annotations

import re

_REACH = 110  # how far before a citation its pinpoint may start, in characters
_ITEM = r"(?:\d{1,3}(?:\.\d{1,3}){0,3}[a-zđ]{0,2}|[a-zđ]\d?|[IVXLC]{1,6})"
_ITEMS = rf"{_ITEM}(?:(?:,\s?|\svà\s|\shoặc\s|\sđến\s|\s?-\s?)(?:điểm\s|khoản\s|[Đđ]iều\s)?{_ITEM}){{0,14}}"
_PINPOINT = re.compile(
    rf"""(?P<pin>(?:(?:từ\s|các\s)?
        (?:[Đđ]iểm|[Kk]hoản|[Đđ]iều|[Mm]ục|[Cc]hương|[Tt]iết|[Pp]hần|[Pp]hụ\slục|[Bb]iểu(?:\smẫu)?(?:\ssố)?|[Mm]ẫu(?:\ssố)?)
        \s{_ITEMS}\s?,?\s?(?:và\s|của\s)?){{1,5}})
    (?:(?:được\s)?(?:ban\shành\s)?kèm\stheo\s|của\s|tại\s|trong\s)?$""",
    re.VERBOSE,
)
_WORD = re.compile(r"(?:iều|hoản|iểm|ục|ẫu|hương|iểu)\s")
_LINKS = frozenset({"của", "và", "theo", "tại", "trong"})


def find_pinpoint(text: str, start: int) -> tuple[int, str] | None:
    """Where the pinpoint of a citation at ``start`` begins, and its words: "khoản 2 Điều 5", "Phụ lục IX"."""
    begin = max(0, start - _REACH)
    if not _may_end(text[max(0, start - 12) : start]) or not _WORD.search(text, begin, start):
        return None
    match = _PINPOINT.search(text, begin, start)
    if match is None:
        return None
    return match.start(), " ".join(match["pin"].split()).removesuffix(" của").rstrip(" ,")


def _may_end(stretch: str) -> bool:
    """Whether the last word of ``stretch`` can end a pinpoint: an item or a linking word. Most citations stop here."""
    last = stretch.rstrip(" ,").rpartition(" ")[2]
    return not last.isalpha() or len(last) < 3 or last in _LINKS or last.isupper()
