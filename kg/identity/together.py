"""What is said of one document in several places is said once, with all places."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from typing import TypeVar

Said = TypeVar("Said")


def together(
    said: Iterable[Said], what: Callable[[Said], Hashable], of_one: Callable[[Said, Said], bool]
) -> list[list[Said]]:
    """Groups of those that say the same (``what``) of one document (``of_one`` tells of the first of a group and
    another), in the order of their first ones."""
    groups: dict[Hashable, list[list[Said]]] = defaultdict(list)
    found: list[list[Said]] = []
    for one in said:
        alike = groups[what(one)]
        same = next((group for group in alike if of_one(group[0], one)), None)
        if same is not None:
            same.append(one)
        else:
            alike.append([one])
            found.append(alike[-1])
    return found
