"""Pinpoints (điểm, khoản, Điều, phụ lục) right before a citation."""

from __future__ import annotations

import re

from extract.vocabulary import words_of
from extract.words import any_of, by_first_letter, last_match


def _words(role: str) -> str:
    """A pattern for the words of ``pinpoints.csv`` that have a role."""
    return any_of(words_of("pinpoints", role))


_JOINS = words_of("pinpoints", "joins")
_NUMBER = " số"  # behind a part's word
_REACH = 240  # how far before a citation its pinpoint may start, in characters
_ITEM = r"(?:\d{1,3}(?:\.\d{1,3}){0,3}[a-zđ]{0,2}|[a-zđ]\d?|[IVXLC]{1,6})(?!\w)"
_ITEMS = rf"""(?>{_ITEM}
    (?:(?:,\s?|\s{any_of(_JOINS)}\s|\s?-\s?)(?:{_words("again")}\s)?{_ITEM}){{0,14}})"""  # one way to read them
_ITEMS_AND = rf"""\s{_ITEMS}(?>\s?[,;]?\s?)(?:và\s|của\s)?"""
_PARTS = words_of("pinpoints", "part")
_ONE = by_first_letter((*_PARTS, *words_of("pinpoints", "before_part"))) + _ITEMS_AND
_OPENINGS = tuple(f"{words} " for words in words_of("pinpoints", "opens"))
_MORE = rf"(?:(?:{any_of(_OPENINGS)})?{_ONE}){{0,23}}"
_LINKS = words_of("pinpoints", "links")
_BEFORE_ACT = rf"(?:{any_of(_LINKS)}\s)?$"
_PINPOINT = re.compile(  # opens with one class of characters, so that the scan skips all others
    rf"(?P<pin>{_ONE}{_MORE}){_BEFORE_ACT}", re.VERBOSE
)
#: The last letters of a part's word: faster told than the word.
_WORD = re.compile(any_of({part.removesuffix(_NUMBER).split()[-1][1:] for part in _PARTS}) + r"\s")
_GOES_TO_THE_END = re.compile(  # from the blank behind the last such word on
    rf"(?:{any_of([_NUMBER])})?{_ITEMS_AND}{_MORE}{_BEFORE_ACT}", re.VERBOSE
)
_LAST_WORD = 12  # before a citation, in which its last word tells whether a pinpoint may stand there, in characters
_LINKING = frozenset(words.split()[-1] for words in (*_LINKS, *_JOINS))


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
        return not last[1:] or last in _LINKING or last.isupper()
    return last[-1:].isalnum()
