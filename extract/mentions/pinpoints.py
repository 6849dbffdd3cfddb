"""Pinpoints (điểm, khoản, Điều, phụ lục) right before a citation."""

from __future__ import annotations

import re

from extract.words import last_match

_REACH = 240  # how far before a citation its pinpoint may start, in characters
_ITEM = r"(?:\d{1,3}(?:\.\d{1,3}){0,3}[a-zđ]{0,2}|[a-zđ]\d?|[IVXLC]{1,6})(?!\w)"
_ITEMS = rf"""(?>{_ITEM}
    (?:(?:,\s?|\svà\s|\shoặc\s|\sđến\s|\s?-\s?)(?:điểm\s|khoản\s|[Đđ]iều\s)?{_ITEM}){{0,14}})"""  # one way to read them
_ITEMS_AND = rf"""\s{_ITEMS}(?>\s?[,;]?\s?)(?:và\s|của\s)?"""
_ONE = rf"""[ĐđKkMmCcTtPpBb](?:(?<=[Đđ])(?:iểm|iều)|(?<=[Kk])hoản|(?<=[Mm])(?:ục|ẫu(?:\ssố)?)|(?<=[Cc])hương
    |(?<=[Tt])iết
    |(?<=[Pp])h(?:ần|ụ\slục)|(?<=[Bb])iểu(?:\smẫu)?(?:\ssố)?){_ITEMS_AND}"""
_MORE = rf"(?:(?:từ\s|các\s)?{_ONE}){{0,23}}"
_BEFORE_ACT = r"(?:(?:được\s)?(?:ban\shành\s)?kèm\stheo\s|của\s|tại\s|trong\s)?$"
_PINPOINT = re.compile(  # opens with one class of characters, so that the scan skips all others
    rf"(?P<pin>{_ONE}{_MORE}){_BEFORE_ACT}", re.VERBOSE
)
_WORD = re.compile(r"(?:iều|hoản|iểm|ục|ẫu|hương|iểu)\s")
_GOES_TO_THE_END = re.compile(  # from the blank behind the last such word on
    rf"(?:\ssố)?{_ITEMS_AND}{_MORE}{_BEFORE_ACT}", re.VERBOSE
)
_OPENINGS = ("từ ", "các ")
_LAST_WORD = 12  # before a citation, in which its last word tells whether a pinpoint may stand there, in characters
_LINKS = frozenset({"của", "và", "theo", "tại", "trong"})


def find_pinpoint(text: str, start: int) -> tuple[int, str] | None:
    """Where the pinpoint of a citation at ``start`` begins, and its words: "khoản 2 Điều 5", "Phụ lục IX"."""
    if not _may_end(text[start - _LAST_WORD if start > _LAST_WORD else 0 : start]):
        return None
    begin = max(0, start - _REACH)
    last = last_match(_WORD, text, begin, start)
    if last is None or _GOES_TO_THE_END.match(text, last.end() - 1, start) is None:
        return None
    match = _PINPOINT.search(text, begin, start)
    if match is None:
        return None
    first = match.start()
    opening = next((word for word in _OPENINGS if text.endswith(word, begin, first)), "")
    pin = " ".join(match["pin"].split()).removesuffix(" của").rstrip(" ,")
    return first - len(opening), opening + pin


def _may_end(stretch: str) -> bool:
    """Whether the last word of ``stretch`` can end a pinpoint: an item or a linking word. Most citations stop here."""
    last = stretch.rstrip(" ,").rpartition(" ")[2]
    if last.isalpha():
        return not last[1:] or last in _LINKS or last.isupper()
    return last[-1:].isalnum()
