"""What holds for every document of a store on a day, so that those of one status can be found."""

from __future__ import annotations

from collections.abc import Mapping
from typing import get_args

from kg.answers.described import described
from kg.answers.words import words_of
from kg.law.status import status
from kg.law.verdicts import Value
from kg.workspace.footing import Footing

VALUES: tuple[Value, ...] = get_args(Value)
"""What may hold for a document."""

_AT_ONCE = 1_000  # documents that are read together


def judged(work: Footing) -> str:
    """The name under which the index of words knows what holds for each document on the day of the workspace."""
    return words_of(work.store).judged(f"{work.day} {work.register.fingerprint}", lambda iris: _statuses(work, iris))


def _statuses(work: Footing, iris: list[str]) -> Mapping[str, Value]:
    found = {}
    for start in range(0, len(iris), _AT_ONCE):
        some = described(work.store, iris[start : start + _AT_ONCE])
        facts = work.facts(said.key for said in some.values())
        for iri, said in some.items():
            found[iri] = status(said.key, work.day, facts, period=said.period, title=said.title).value
    return found
