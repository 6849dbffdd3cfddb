"""What the change clauses of one sentence come to, mention by mention, and what of it the document does itself."""

from __future__ import annotations

from collections.abc import Iterable

from extract.records import Relation
from extract.roles.changes import Change, Clause
from extract.roles.cues import Cue
from extract.roles.items import Item, Items
from extract.roles.reach import enacted


class Outcome:
    """The changes of a sentence of these ``items``; mentions in ``quoted`` places are words of others."""

    def __init__(self, items: Items, quoted: frozenset[int]) -> None:
        self._items, self._quoted = items, quoted
        self.of: dict[int, Change] = {}  # by the place of the mention
        self.told: list[tuple[int, Change]] = []  # what other acts did
        self.last: Clause | None = None  # what the next lines may list
        self.above: Clause | None = None  # what a line says that the act in the line above suffered
        self._own = items.said(0, len(items.all), "self")  # whether the sentence calls the document by its name
        self._agents: dict[int, Item] = {}  # the places of those who did what others suffered, and the verb

    def role(self, place: int) -> tuple[Relation, str, Cue] | None:
        """What the clauses say of the mention at ``place``: its relation, by which words, and their cue."""
        if change := self.of.get(place):
            return change.role, change.clause.words, change.clause.verb
        if place in self._quoted:
            return None
        told = next((change for at, change in self.told if at == place), None)
        if told and not (told.clause.relation == "amends" and self._opens(place, told.clause)):
            return "cites", told.clause.words, told.clause.verb
        verb = self._agents.get(place)
        return ("cites", self._items.text[verb.start : verb.end], verb.cue) if verb and verb.cue else None

    def _opens(self, place: int, clause: Clause) -> bool:
        """Whether a mention stands before what a clause says of it: what amended a basis leaves it one."""
        act = next(item for item in self._items.all if item.cue is None and item.place == place)
        return act.start < clause.opening[1]

    @property
    def ends(self) -> bool:
        """Whether this document ends something by them."""
        return any(one.ends and one.clause.actor is None for one in self.of.values())

    def told_only(self) -> None:
        """Leave out what this document does itself: a recital tells on what it stands, unless it goes on to enact."""
        self.of = {at: one for at, one in self.of.items() if enacted(self._items, one.clause)}
        self.last = None

    def quoted_only(self, places: Iterable[int]) -> None:
        """Do nothing to the mentions at these places, of which the sentence only tells."""
        for at in tuple(places):
            self.of[at] = self.of[at]._replace(clause=self.of[at].clause._replace(holds=False))

    def done_by(self, act: int, since: tuple[int, int]) -> None:
        """Let an act, by its draft, do what the sentence says of "Thông tư này", from its day or the one in ``since``.

        So in the codification, whose articles are of many acts.
        """
        for place, change in self.of.items():
            clause = change.clause
            dated = any(map(str.isdecimal, self._items.text[slice(*clause.day)]))
            if clause.actor is None and clause.holds:
                day = clause.day if dated else since
                self.told.append((place, change._replace(clause=clause._replace(actor=act, day=day))))
        self.of, self.last = {}, None

    def enter(self, place: int, change: Change) -> None:
        """Enter a change; who named another act as the actor may still end the object itself."""
        if change.clause.actor is None:
            self.of.setdefault(place, change)
        else:
            self.told.append((place, change))
