"""Which citation a qualifier belongs to: "được sửa đổi, bổ sung bởi ...", or the same number in brackets."""

from __future__ import annotations

import re

from extract.mentions.drafts import Draft, Issued
from extract.vocabulary import words_of
from extract.words import any_of


def _words(*roles: str) -> str:
    """A pattern for the words of ``titles.csv`` that have one of these roles."""
    return any_of(words_of("titles", *roles)) + r"(?!\w)"


_QUALIFIER = re.compile(
    rf"\s?[,(]?\s?(?:và\s)?(?:đã\s)?(?:được\s)?{_words('qualifies')}"
    rf"[^;.\n]{{0,60}}?{_words('qualified_by')}\s(?:[^;.\n]{{0,80}}\s)?$"
)
_QUALIFIER_OPENS = re.compile(
    rf"\s?[,(]?\s?(?:và\s)?(?:đã\s)?được\s{_words('qualifies')}"
    rf"|\s?\((?:đã\s)?(?:được\s)?{_words('qualifies')}"
)
#: Between two acts that are amended, or that amend.
NEXT_AMENDING = re.compile(r"\s?(?:,\s?(?:và\s)?|(?:và|hoặc)\s)(?:các\s)?(?:[Ss]ố\s)?$")
_MOST_BEFORE = 40  # citations before one that a bracket or a qualifier may mean


def qualified(text: str, one: Issued, drafts: list[Draft], reached: int) -> int | None:
    """The citation whose qualifier ("được sửa đổi, bổ sung bởi ...") holds the one behind ``drafts``, which all end by
    ``reached``."""
    if not drafts:
        return None
    if text.startswith("(", one.start - 1) and text.startswith(")", one.end):
        return _named_shortly(one, drafts)
    if reached <= one.start <= reached + 160:
        gap = text[reached : one.start]
        if _QUALIFIER_OPENS.match(gap) and _QUALIFIER.search(gap):
            return _qualifies(one, drafts)
    before = drafts[-1]
    if before.within is not None and NEXT_AMENDING.fullmatch(text[before.reach : one.start]):
        holder = drafts[before.within]
        if holder.reach <= before.start and _QUALIFIER_OPENS.match(text, holder.reach):
            return before.within
    return None


def _named_shortly(one: Issued, drafts: list[Draft]) -> int | None:
    """The citation of the same number shortly before one that stands alone in brackets: "... (Nghị định số 5/...)"."""
    if one.number is None:
        return None
    for before in range(len(drafts) - 1, max(-1, len(drafts) - _MOST_BEFORE), -1):
        other = drafts[before].number
        if other is not None and other.text == one.number.text:
            return before
    return None


def _qualifies(one: Issued, drafts: list[Draft]) -> int:
    """Of the citations that end before a qualifier, the one of the amending one's kind, else the outermost."""
    nearest: int | None = len(drafts) - 1
    for _ in range(_MOST_BEFORE):
        if nearest is None or drafts[nearest].label == one.label:
            break
        outermost, nearest = nearest, drafts[nearest].within
    return outermost if nearest is None else nearest
