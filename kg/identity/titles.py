"""How alike two titles (trích yếu) are, however they are abridged, folded or broken over lines."""

from __future__ import annotations

import re
from functools import lru_cache

from ontology.spelling import fold

_WORD = re.compile(r"[a-z0-9]+")
_EMPTY = frozenset(
    {"ve", "viec", "ban", "hanh", "cua", "va", "tren", "dia", "nam", "cac", "cho", "trong", "thuc", "hien", "trien"}
    | {"khai", "to", "chuc", "ke", "hoach"}
)
_ENOUGH = 4
_CONTRARY, _SAME = 0.3, 0.8
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


@lru_cache(maxsize=16_384)
def words(title: str) -> frozenset[str]:
    """The words that make a title its own: folded, without those that stand in every title."""
    return frozenset(_WORD.findall(fold(title))) - _EMPTY


def likeness(one: str, other: str) -> float:
    """The share of the shorter title's words that the other has too, from 0 to 1; 0 where one has none."""
    first, second = words(one), words(other)
    return len(first & second) / min(len(first), len(second)) if first and second else 0.0


def alike(one: str | None, other: str | None) -> bool:
    """Whether two titles are one document's: both say enough, name the same years, and share nearly every word."""
    if one is None or other is None or min(len(words(one)), len(words(other))) < _ENOUGH:
        return False
    years = {frozenset(_YEAR.findall(title)) for title in (one, other)}
    return len(years) == 1 and likeness(one, other) >= _SAME


def contradict(one: str | None, other: str | None) -> bool:
    """Whether two titles can hardly be one document's: both say enough, and share little."""
    if one is None or other is None or min(len(words(one)), len(words(other))) < _ENOUGH:
        return False
    return likeness(one, other) < _CONTRARY
