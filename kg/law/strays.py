"""Slips of the year: numbers said bare beside the same serial of another year, which the text says again and again.

"theo Nghị định số 89/2006/NĐ-CP và ..." among forty mentions of 89/2009/NĐ-CP speaks of that.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence

from extract.records import Extraction
from kg.identity.keys import Key
from kg.identity.naming import year_in
from kg.identity.one_step import number_step
from ontology.numbers import numbering_of
from ontology.spelling import fold

_TIMES = 3
"""How many times as often the other number must be said: in real texts 11 of 13 such were slips."""

_NEAR = 2_500
"""Characters within which the other number must stand."""

_OWN_WORDS = frozenset({"document", "consolidated"})
"""Kinds of texts that speak of one matter; a page may list all numbers there are, unless it collects what acts say."""


def strays(extraction: Extraction, keys: Sequence[Key]) -> frozenset[int]:
    """The citations, by their places, with such a number; ``keys`` are what the citations mean as far as the text
    tells."""
    if extraction.document.kind not in _OWN_WORDS and not extraction.collected:
        return frozenset()
    series: dict[tuple[str, str], dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for place, key in enumerate(keys):
        if key.number and (year := year_in(key.number)):
            said = numbering_of(key.number)
            series[said.serial.lstrip("0"), fold(said.symbol)][year].append(place)
    acts = {one.act for one in extraction.collected}
    found = set[int]()
    for years in series.values():
        for places in years.values() if len(years) > 1 else ():
            bare = all(_is_bare(extraction, keys, place) for place in places) and acts.isdisjoint(places)
            if bare and any(_drowned(extraction, keys, places, others) for others in years.values()):
                found.update(places)
    return frozenset(found)


def _is_bare(extraction: Extraction, keys: Sequence[Key], place: int) -> bool:
    return keys[place].date is None and keys[place].name is None and not extraction.citations[place].title


def _drowned(extraction: Extraction, keys: Sequence[Key], places: list[int], others: list[int]) -> bool:
    """Whether the number of other places is said so much more often, and near one of these."""
    number, other = str(keys[places[0]].number), str(keys[others[0]].number)
    if len(others) < _TIMES * len(places) or number_step(number, other) != "year":
        return False
    starts = [extraction.citations[place].start for place in others]
    for place in places:
        here = extraction.citations[place].start
        at = bisect_left(starts, here)
        if any(abs(start - here) <= _NEAR for start in starts[max(0, at - 1) : at + 1]):
            return True
    return False
