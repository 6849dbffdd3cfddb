"""Facts about documents: what a later one did to an earlier one, from when to when one is in force, congresses.

Every fact names its source and carries a mark: ``V`` was read in the act itself or a public page, ``S`` is secondary.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from kg.identity.keys import Key

ChangeRelation = Literal["supersedes", "repeals", "amends"]
Scope = Literal["whole", "part"]
Mark = Literal["V", "S"]


@dataclass(frozen=True, slots=True)
class Change:
    """``later`` supersedes (thay thế), repeals (bãi bỏ) or amends (sửa đổi, bổ sung) ``earlier``.

    ``effective`` is the first day of the change, None where the source does not give it.
    """

    relation: ChangeRelation
    scope: Scope
    later: Key
    earlier: Key
    effective: date | None
    source: str
    mark: Mark
    note: str = ""


@dataclass(frozen=True, slots=True)
class Effect:
    """``document`` is in force from ``effective`` up to and including ``ended``; None where no text says.

    A row with neither day still says that this document exists, beside others of its number.
    """

    document: Key
    effective: date | None
    ended: date | None
    source: str
    mark: Mark
    note: str = ""


@dataclass(frozen=True, slots=True)
class Sitting:
    """A Party congress (đại hội): ``place`` "vn" or "tinh.lang.son" as in :class:`kg.identity.keys.Congress`."""

    place: str
    ordinal: int
    opened: date | None
    closed: date | None
    source: str
    mark: Mark
    note: str = ""


Fact = Change | Effect | Sitting


def documents_of(fact: Fact) -> tuple[Key, ...]:
    """The documents that a fact speaks of, the later one first."""
    match fact:
        case Change():
            return (fact.later, fact.earlier)
        case Effect():
            return (fact.document,)
        case Sitting():
            return ()
