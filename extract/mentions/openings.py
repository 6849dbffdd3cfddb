"""The words that open the title of what is cited: "về việc", "quy định", a quotation."""

from __future__ import annotations

import re

from extract.vocabulary import pattern_of, words_of
from extract.words import any_of, lowered, unaccented


def _words(*roles: str) -> str:
    """A pattern for the words of ``titles.csv`` that have one of these roles."""
    return any_of(words_of("titles", *roles)) + r"(?!\w)"


_OPENS = re.compile(  # the words that open a title, in small letters; behind a comma "tổ chức" is the next verb
    rf"(?!\s?,\stổ\schức\s)\s?,?\s?(?:{_words('opens')}\s(?!của\s)|{_words('names')}\s(?=[^\W\d_]))"
    r"|\s?,?\s?(?=[“\"][^”\"\n]{8,300}[”\"])"
)
_OPENINGS = frozenset(one for one in words_of("titles", "opens") if " " in one and one[-1].isalpha())
_OPENS_PLAIN = re.compile(rf"\s?,?\s{any_of(map(unaccented, _OPENINGS))}\s")
_LONGEST_OPENING = 24  # such words, in characters
_BY = pattern_of("titles", "agent", before=r"\w+\s\w+,?\s(?:(?:và\s)?\w+\s\w+\s)?")  # "bãi bỏ bởi B" opens none
_REACH = 310  # how much of a text is looked at for the opening of a title, in characters


def opened(text: str, start: int) -> int | None:
    """The end of the words at ``start`` that open a title, be their accents misread: "vê việc", "quy đinh"."""
    if found := _OPENS.match(lowered(text), start, start + _REACH):
        return found.end()
    plain = _OPENS_PLAIN.match(unaccented(text[start : start + _LONGEST_OPENING]))
    if plain is None or lowered(text)[start : start + plain.end()].strip(" ,\n") in _OPENINGS:
        return None  # as the table writes them they have been looked for
    return start + plain.end()


def is_suffered(text: str, start: int) -> bool:
    """Whether what stands at ``start`` opens no title but tells who changed the document: "bãi bỏ bởi Nghị định B"."""
    return _BY.match(lowered(text), start) is not None
