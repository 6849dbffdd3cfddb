"""Facts about documents: what a later one did to an earlier one, from when to when one is in force, congresses.

Every fact names its source and carries a mark: ``V`` was read in the act itself or a public page, ``S`` is secondary.
Beside the facts stands evidence: where a document was still named, and when.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from kg.identity.books import one_book
from kg.identity.keys import Key, dates_agree, places_agree, types_agree

ChangeRelation = Literal["supersedes", "repeals", "amends", "corrects", "suspends", "extends"]
ENDING: frozenset[ChangeRelation] = frozenset({"supersedes", "repeals"})
"""What ends the earlier document, where it is done to the whole of it."""
Scope = Literal["whole", "part"]
Mark = Literal["V", "S"]
Role = Literal["basis", "named", "codified"]


@dataclass(frozen=True, slots=True)
class Change:
    """``later`` supersedes (thay thế), repeals (bãi bỏ) or amends (sửa đổi, bổ sung) ``earlier``; or it corrects (đính
    chính), suspends (ngưng hiệu lực) or prolongs (kéo dài) it, which ends nothing.

    ``effective`` is the first day of the change, None where the source does not give it. ``told``: only a text that is
    no act tells of it, which is evidence and decides nothing.
    """

    relation: ChangeRelation
    scope: Scope
    later: Key
    earlier: Key
    effective: date | None
    source: str
    mark: Mark
    note: str = ""
    told: bool = False

    @property
    def ends(self) -> bool:
        """Whether nothing of the earlier document is left after it."""
        return self.scope == "whole" and self.relation in ENDING


@dataclass(frozen=True, slots=True)
class Effect:
    """``document`` is in force from ``effective`` up to and including ``ended``; None where no text says.

    A row with neither day still says that this document exists, beside others of its number. ``area``: the units alone
    in which it is in force, "tỉnh Nghệ An; tỉnh Thanh Hóa"; empty for the whole country, or that of its issuer.
    ``partly``: the first day of some of its articles, where that is before the day of the rest.
    """

    document: Key
    effective: date | None
    ended: date | None
    source: str
    mark: Mark
    note: str = ""
    area: str = ""
    partly: date | None = None


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


@dataclass(frozen=True, slots=True)
class Sighting:
    """That ``document`` was still named, which is no fact about its status: it tells until when it was seen.

    ``role``: as a basis, in passing, or in a snapshot of the codification (bộ pháp điển). ``seen_on`` is ISO, maybe
    partial; ``source`` is what names it, ``by`` the same as a document, None where it is none or only described.
    """

    document: Key
    role: Role
    seen_on: str
    source: str
    mark: Mark = "S"
    by: Key | None = None


Fact = Change | Effect | Sitting | Sighting


def documents_of(fact: Fact) -> tuple[Key, ...]:
    """The documents that a fact speaks of, the later one first."""
    match fact:
        case Change():
            return (fact.later, fact.earlier)
        case Effect() | Sighting():
            return (fact.document,)
        case Sitting():
            return ()


def blocks(key: Key) -> set[str]:
    """Where a key can meet others: under its number, and under its name."""
    found = {key.block, key.name_block} if key.name else {key.block}
    return found - {""}


def could_be(key: Key, known: Key) -> bool:
    """Whether the key can mean the known document: by number where it has one, else by name."""
    by_number = bool(key.number and known.number)
    return (
        (key.block == known.block if by_number else key.name_block == known.name_block != "")
        and types_agree(key, known)
        and places_agree(key.place, known.place)
        and dates_agree(key.date or (key.year if key.number else None), known.date or known.year)
    )


def of_one_body(one: Key, other: Key) -> bool:
    """Whether one body issued both documents; False where either does not tell."""
    if one.issuer is None or other.issuer is None or one.place is None or other.place is None:
        return False
    return one_book(one.issuer, other.issuer) and places_agree(one.place, other.place)
