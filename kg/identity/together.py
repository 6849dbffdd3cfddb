"""What is said of one document in several places is said once, with all places."""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator
from typing import Generic, TypeVar

from kg.identity.keys import Key

Said = TypeVar("Said")


def together(
    said: Iterable[Said],
    what: Callable[[Said], Hashable],
    of_one: Callable[[Said, Said], bool],
    day_of: Callable[[Said], str],
) -> list[list[Said]]:
    """Groups of those that say the same (``what``) of one document (``of_one`` tells of the first of a group and
    another), in the order of their first ones. Those whose days (``day_of``, see :func:`telling_day`) contradict each
    other are of none: thousands of one number, each of another day, are not compared with each other."""
    groups: dict[Hashable, _Groups[Said]] = defaultdict(_Groups)
    found: list[list[Said]] = []
    for one in said:
        alike, day = groups[what(one)], day_of(one)
        same = next((found[place] for place in alike.near(day) if of_one(found[place][0], one)), None)
        if same is not None:
            same.append(one)
        else:
            alike.add(day, len(found))
            found.append([one])
    return found


def telling_day(key: Key) -> str:
    """The day by which documents of one number or name are told apart, as far as a key tells it; "" where nothing is to
    be told by it."""
    return "" if key.date is None or key.congress is not None else key.date


class _Groups(Generic[Said]):
    """Groups, by their places, under the days of their first ones."""

    def __init__(self) -> None:
        self._of: dict[str, list[int]] = defaultdict(list)
        self._within: dict[str, list[int]] = defaultdict(list)

    def add(self, day: str, place: int) -> None:
        """A group whose first one is of that day, year and month, or year."""
        self._of[day].append(place)
        for longer in (*_shorter(day), day):
            self._within[longer].append(place)

    def near(self, day: str) -> Iterator[int]:
        """The groups that a day does not contradict, in their order."""
        return heapq.merge(self._within.get(day, ()), *(self._of.get(one, ()) for one in _shorter(day)))


def _shorter(day: str) -> list[str]:
    """What tells less of a day: nothing, its year, its month."""
    return [day[:length] for length in (0, 4, 7) if length < len(day)]
