"""The words that decide in which role a document is cited: ``triggers.csv``, as they stand in a clause."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple, cast

from extract.records import Relation
from extract.vocabulary import rows
from extract.words import any_of, key, lower, old_tones

_NEAR = 160  # where the deciding words stand as a rule, in characters before a citation
_OVERLAP = 30  # longer than any of them


class Trigger(NamedTuple):
    """Deciding words at ``start:end`` of a clause; ``relation`` None: they look like some, and decide nothing."""

    start: int
    end: int
    words: str
    relation: Relation | None

    @property
    def changes(self) -> bool:
        """Whether they say that the cited document is replaced or amended."""
        return self.relation in {"supersedes", "amends"}


@cache
def _meanings() -> dict[str, Relation | None]:
    """Deciding words in small letters, with either tone placement -> the relation that they mean."""
    return {
        form: None if row["relation"] == "none" else cast(Relation, row["relation"])
        for row in rows("triggers")
        for form in (key(row["pattern"]), old_tones(key(row["pattern"])))
    }


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){any_of(_meanings())}(?!\w)")


def find_triggers(clause: str) -> list[Trigger]:
    """All deciding words of a clause, in order."""
    return _between(clause, 0, len(clause))


def nearest_triggers(clause: str) -> list[Trigger]:
    """The last two deciding words near the end of a clause; where there are none, those further from it."""
    near = max(0, len(clause) - _NEAR)
    return _between(clause, near, len(clause), 2) or (_between(clause, 0, near + _OVERLAP, 2) if near else [])


def _between(clause: str, start: int, end: int, most: int = 0) -> list[Trigger]:
    """The triggers of ``clause[start:end]``, in order; the last ``most`` only, if that is not 0."""
    found = list(_pattern().finditer(lower(clause), start, end))[-most:]
    return [_trigger(clause, match) for match in found]


def _trigger(clause: str, match: re.Match[str]) -> Trigger:
    start, end = match.span()
    return Trigger(start, end, clause[start:end], _meanings()[" ".join(match[0].split())])
