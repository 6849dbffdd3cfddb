"""How alike two titles (trích yếu) are, however they are abridged, folded or broken over lines."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
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


class Titles:
    """Titles by their words, so that one is held only against those with which it shares some."""

    def __init__(self, titles: Iterable[str]) -> None:
        self._all = list(dict.fromkeys(titles))
        self._terse = any(len(words(title)) < _ENOUGH for title in self._all)
        self._by_word: dict[str, list[str]] = defaultdict(list)
        for title in self._all:
            for word in words(title):
                self._by_word[word].append(title)

    def __bool__(self) -> bool:
        return bool(self._all)

    def __iter__(self) -> Iterator[str]:
        return iter(self._all)

    def agree_with(self, title: str) -> bool:
        """Whether any of them does not contradict a title; those that do not share two words at least."""
        own = words(title)
        if self._terse or len(own) < _ENOUGH:
            return bool(self._all)
        rarest = sorted(own, key=lambda word: len(self._by_word.get(word, ())))[:-1]
        return any(not contradict(title, other) for word in rarest for other in self._by_word.get(word, ()))


def contradict(one: str | None, other: str | None) -> bool:
    """Whether two titles can hardly be one document's: both say enough, and share little."""
    if one is None or other is None or min(len(words(one)), len(words(other))) < _ENOUGH:
        return False
    return likeness(one, other) < _CONTRARY
