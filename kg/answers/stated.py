"""Which facts count: those of a register, and what texts at hand state of the documents asked about.

They state changes, and acts from when they are in force themselves.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from kg.answers.corpus import Corpus
from kg.identity.keys import Key
from kg.law.facts import Change, Effect, could_be
from kg.law.misnamed import is_of_itself, on_its_day, speaks_of_another
from kg.law.register import Register, blocks


def with_stated(register: Register, corpus: Corpus, touching: Collection[str]) -> Register:
    """The register with what the corpus states of documents of these numbers or names (blocks).

    Also what it states of those that stand in their place, and so on to the end of every chain.
    """
    stated: dict[Change, None] = {}
    effects: list[Effect] = []
    seen: set[str] = set()
    front = set(touching) - {""}
    while front:
        front = set[str]().union(*map(register.onward, front)) - seen
        seen |= front
        found = corpus.changes(front)
        stated.update(dict.fromkeys(found))
        effects += corpus.effects(front)
        front = blocks_of(change.later for change in found) - seen
    return _with(register, stated, effects)


def with_all_stated(register: Register, corpus: Corpus) -> Register:
    """The register with all that the corpus states."""
    return _with(register, corpus.changes(), corpus.effects())


def _with(register: Register, stated: Collection[Change], effects: Iterable[Effect]) -> Register:
    """The register with these facts; itself where there are none. Its own day of an act's effect is the better one, and
    its own name of a number, too."""
    stated = [one for one in stated if not is_of_itself(one) and not speaks_of_another(one, register)]
    stated = [one for one in stated if one.mark == "V" or not (one.ends and _is_known_in_part(one, register))]
    stated = [on_its_day(one, register) for one in stated]
    new = sorted((one for one in effects if not _is_told(one.document, register)), key=lambda one: one.source)
    return Register([*sorted(stated, key=_place), *new], beside=register) if stated or new else register


def _is_known_in_part(change: Change, register: Register) -> bool:
    """Whether the register has it from the act itself that the later one only changed the earlier: a list of ends that
    says more is misread."""
    known = [
        one
        for entry in register.lookup(change.earlier)
        for one in entry.changed_by
        if one.mark == "V" and could_be(change.later, register.entry(one.later).key)
    ]
    return bool(known) and not any(one.ends for one in known)


def _is_told(act: Key, register: Register) -> bool:
    return any(effect.effective for entry in register.lookup(act) for effect in entry.effects)


def _place(change: Change) -> tuple[str, str, str]:
    return change.source, f"{change.later.block} {change.later.date}", f"{change.earlier.block} {change.earlier.date}"


def blocks_of(keys: Iterable[Key]) -> set[str]:
    """Where these keys can meet others."""
    return set[str]().union(*map(blocks, keys))
