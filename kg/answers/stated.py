"""Which facts count: those of a register, and the changes that texts at hand state of the documents asked about."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from kg.answers.corpus import Corpus
from kg.identity.keys import Key
from kg.law.facts import Change
from kg.law.register import Register, blocks


def with_stated(register: Register, corpus: Corpus, touching: Collection[str]) -> Register:
    """The register with what the corpus states of documents of these numbers or names (blocks).

    Also what it states of those that stand in their place, and so on to the end of every chain.
    """
    stated: dict[Change, None] = {}
    seen: set[str] = set()
    front = set(touching) - {""}
    while front:
        seen |= front
        found = corpus.changes(front)
        stated.update(dict.fromkeys(found))
        later = {change.later for change in found}
        later |= {change.later for entry in register.under(front) for change in entry.changed_by}
        front = blocks_of(later) - seen
    return with_changes(register, stated)


def with_changes(register: Register, stated: Collection[Change]) -> Register:
    """The register with these changes; itself where there are none."""
    return Register([*sorted(stated, key=_place)], beside=register) if stated else register


def _place(change: Change) -> tuple[str, str, str]:
    return change.source, f"{change.later.block} {change.later.date}", f"{change.earlier.block} {change.earlier.date}"


def blocks_of(keys: Iterable[Key]) -> set[str]:
    """Where these keys can meet others."""
    return set[str]().union(*map(blocks, keys))
