"""Documents in the making: what resolution works on, and what it comes to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, TypeVar

from extract.records import Period
from kg.identity.keys import Key
from kg.resolution.consensus import Conflict
from kg.resolution.descriptions import Description

Item = TypeVar("Item")
How = Literal["key", "partial", "name", "usage", "slip", "ambiguous", "unresolved"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one description: its document's IRI, how it was found, and the candidates where several fit.

    Where they are too many to list, they are more than ``over``. ``share`` is how many of those who say which law of a
    name they mean, from 0 to 1, mean the document that was inferred from them ("usage"); or how many slips of the kind
    ("slip") that were read did. ``differing`` are the fields in which a mention that stays open contradicts all of its
    candidates: one or the other is a slip.
    """

    document: str | None
    how: How
    candidates: tuple[str, ...] = ()
    over: int = 0
    share: float = 0.0
    differing: tuple[Conflict, ...] = ()


def open_among(documents: Iterable[str], differing: Iterable[Conflict] = ()) -> Outcome:
    """That a description may be of one of these, and nothing tells which; or that it may be of the only one. One that
    is ``differing`` from all of them is of none, unless it or they are mistaken."""
    candidates, fields = tuple(sorted(documents)), tuple(sorted(differing))
    if fields:
        return Outcome(None, "unresolved", candidates, differing=fields)
    return Outcome(None, "ambiguous" if len(candidates) > 1 else "unresolved", candidates)


@dataclass(frozen=True, slots=True)
class Resolved:
    """One document as all that is said of it tells.

    ``key``, ``title`` and ``period`` are settled by the best descriptions (:mod:`kg.resolution.consensus`);
    ``conflicts`` are the fields on which they differ. ``effective`` is the register's day of effect, ``dates`` are all
    given; ``names`` those that it goes by: the register's, else the one that most sources use. ``sources`` counts them;
    ``sure`` says that the register (``registered``) or its own letterhead tells of it.
    """

    iri: str
    key: Key
    title: str | None
    period: Period | None
    effective: str | None
    names: frozenset[str]
    dates: frozenset[str]
    conflicts: frozenset[Conflict]
    sources: int = 0
    sure: bool = False
    registered: bool = False


@dataclass(slots=True, eq=False)
class Draft:
    """A document in the making: what founded it and what joined; or an anchor, made in another block."""

    founders: Sequence[Description]
    how: How
    distinction: str = ""
    anchor: Resolved | None = None
    joined: list[Description] = field(default_factory=list)
    dates: frozenset[str | None] = frozenset()
    titles: frozenset[str | None] = frozenset()
    own: bool = False

    def __post_init__(self) -> None:
        self.dates = frozenset(description.key.date for description in self.founders)
        self.titles = frozenset(description.title for description in self.founders)
        self.own = any(description.own for description in self.founders)


@dataclass(slots=True)
class Drafts:
    """What a block came to: documents in the making, and the descriptions that several of them fit.

    ``crowded`` are descriptions that too many could be of; ``contradicting`` those that differ from all that they may
    be of, and found nothing; ``by_usage`` bare names with the law that nearly all others mean, and their share;
    ``by_slip`` what joined a law whose day it misses, with the share of such slips that mean it.
    """

    documents: list[Draft] = field(default_factory=list)
    ambiguous: dict[Description, Sequence[Draft]] = field(default_factory=dict)
    crowded: list[Description] = field(default_factory=list)
    contradicting: dict[Description, Sequence[Draft]] = field(default_factory=dict)
    by_usage: dict[Description, tuple[Draft, float]] = field(default_factory=dict)
    by_slip: dict[Description, tuple[Draft, float]] = field(default_factory=dict)

    def place(self, choices: Mapping[Description, Sequence[Draft]]) -> list[Description]:
        """Joins each description to the one document that fits it; the descriptions that none fits are returned."""
        left = []
        for description, fitting in choices.items():
            if len(fitting) == 1:
                fitting[0].joined.append(description)
            elif fitting and not description.own:
                self.ambiguous[description] = fitting
            else:  # a file that several fit is itself, whichever of them it may be
                left.append(description)
        return left


def components(items: Iterable[Item], linked: Callable[[Item, Item], bool]) -> list[list[Item]]:
    """What hangs together, through whichever others."""
    parts: list[list[Item]] = []
    for item in items:
        touching = [part for part in parts if any(linked(item, other) for other in part)]
        parts = [part for part in parts if not any(part is other for other in touching)]
        parts.append([*(other for part in touching for other in part), item])
    return parts
