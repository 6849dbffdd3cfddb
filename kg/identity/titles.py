"""How alike two titles (trích yếu) are, however they are abridged, folded or broken over lines."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from importlib.resources import files
from itertools import pairwise

from ontology.spelling import fold

_WORD = re.compile(r"[a-z0-9]+")
_ENOUGH = 4
_CONTRARY, _SAME = 0.3, 0.8
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


@lru_cache(maxsize=16_384)
def words(title: str) -> frozenset[str]:
    """The words that make a title its own: folded, without those that stand in every title."""
    return frozenset(_WORD.findall(fold(title))) - _rows("word")


@lru_cache(maxsize=16_384)
def pairs(title: str) -> frozenset[tuple[str, str]]:
    """Two words in a row that make a title its own: folded, without the phrases in which all titles of its kind are
    worded; "quy định chi tiết một số điều của Luật Viễn thông" has ("luat", "vien") and ("vien", "thong")."""
    said = f" {' '.join(_WORD.findall(fold(title)))} "
    for phrase in sorted(_rows("phrase"), key=lambda one: (-len(one), one)):
        said = said.replace(f" {phrase} ", " | ")
    own = (said.split() for said in said.split("|"))
    return frozenset(two for part in own for two in pairwise(part) if _rows("word").isdisjoint(two))


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


@cache
def _rows(kind: str) -> frozenset[str]:
    text = files("kg.identity").joinpath("titles.csv").read_text(encoding="utf-8")
    return frozenset(row["words"] for row in csv.DictReader(text.splitlines()) if row["kind"] == kind)
