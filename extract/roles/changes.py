"""What a change clause does, and its objects: who ends or changes what, how much of it, from when."""

from __future__ import annotations

from typing import NamedTuple

from extract.records import Changing, Relation, Scope
from extract.roles.cues import Cue

ENDS = frozenset({"supersedes", "repeals"})
"""The relations by which an act ends."""
PARTIAL = frozenset({"amends", "corrects"})
"""What is only done to parts."""
LABEL = "label"
"""The id of the cue that stands for a label in a page's data."""


class Clause(NamedTuple):
    """What a clause does and by which words; ``actor`` is the index of a draft, None this document. It ``holds`` where
    no mood denies it; ``parts``: its objects are parts unless they say otherwise; its own day stands in ``day``, behind
    the objects or the predicate, or in the ``opening`` before the verb. It is the document's ``own`` where its sentence
    calls that by its name."""

    relation: Changing
    verb: Cue
    words: str
    actor: int | None
    holds: bool
    parts: bool
    day: tuple[int, int]
    opening: tuple[int, int]
    own: bool = True

    @property
    def changes_law(self) -> bool:
        """Whether it ends what it is about or makes it read otherwise: what is corrected or suspended goes on."""
        return self.relation in {"supersedes", "repeals", "amends"}

    @property
    def partial(self) -> bool:
        """Whether it only can be about parts."""
        return self.relation in PARTIAL

    @property
    def heads(self) -> bool:
        """Whether it can stand as a heading over a list: "VĂN BẢN BÃI BỎ TOÀN BỘ"."""
        return self.relation in ENDS and self.verb.reach == "clause"


class Change(NamedTuple):
    """One object of a clause, with its own scope."""

    clause: Clause
    scope: Scope

    @property
    def role(self) -> Relation:
        """What it is for the document that speaks: a part that ends is amended, what others change is cited."""
        if self.clause.actor is not None or not self.clause.holds:
            return "cites"
        ends = self.clause.relation in ENDS
        return "amends" if ends and self.scope == "part" else self.clause.relation

    @property
    def ends(self) -> bool:
        """Whether the object ends, or as much of it as the list is about that holds the clause."""
        return self.clause.holds and self.clause.relation in ENDS

    @property
    def relation(self) -> Changing:
        """What the text states: to replace a part is to amend."""
        return "amends" if (self.clause.relation, self.scope) == ("supersedes", "part") else self.clause.relation


class Told(NamedTuple):
    """A change that the text tells of the draft ``object``."""

    object: int
    change: Change
