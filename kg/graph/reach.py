"""What of a graph a query looks at, beginning at one node.

For one node a query over the whole graph gives the same as over the statements that its patterns lead to from there.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pyoxigraph as ox

if TYPE_CHECKING:
    from rdflib.paths import Path
    from rdflib.term import Node

Pattern = tuple["Node", "Node | Path", "Node"]


@dataclass(slots=True, eq=False)
class Reach:
    """Where patterns lead from a node: along statements about it (None: any), against those that point to it.

    ``over``: along a predicate as often as it leads on.
    """

    along: dict[ox.NamedNode | None, Reach] = field(default_factory=dict)
    against: dict[ox.NamedNode, Reach] = field(default_factory=dict)
    over: dict[ox.NamedNode, Reach] = field(default_factory=dict)

    @property
    def ends(self) -> bool:
        """Whether nothing leads on from here."""
        return not (self.along or self.against or self.over)

    def by(self, *predicates: ox.NamedNode) -> Reach:
        """Where these lead from here, one after the other; entered if it is not."""
        here = self
        for predicate in predicates:
            here = here.along.setdefault(predicate, Reach())
        return here

    def enter(self, query: str) -> None:
        """Enters where the patterns of a query lead from ``$this``.

        Raises NotImplementedError where not all hang together with it, and for a kind of path that is not known here.
        """
        left = _Patterns(query, self)
        while left.go_on() or left.turn_back():
            pass


class _Patterns:
    """The patterns of a query, also of what is optional or must not be, and how far they are entered.

    ``_known``: where each variable is reached, and by which patterns: each is gone once on a way, for some are circles.
    """

    def __init__(self, query: str, this: Reach) -> None:
        self._all = _patterns(query)
        self._known: dict[str, list[tuple[Reach, frozenset[int]]]] = {"this": [(this, frozenset())]}
        self._done: set[tuple[int, Reach]] = set()

    def go_on(self) -> bool:
        """Goes along all patterns whose subject is reached; whether there were any."""
        moved = False
        for number, (subject, path, value) in enumerate(self._all):
            for here, used in list(self._known.get(str(subject), ())):
                if number not in used and (number, here) not in self._done:
                    self._enter(number, here, used, str(value), _end(here, path))
                    moved = True
        return moved

    def turn_back(self) -> bool:
        """Goes against the pattern whose value was reached first, if one is left; whether there was one."""
        left = set(range(len(self._all))) - {number for number, _ in self._done}
        for variable, places in list(self._known.items()):
            for number in sorted(left):
                subject, path, value = self._all[number]
                if str(value) == variable:
                    for here, used in places:
                        self._enter(number, here, used, str(subject), here.against.setdefault(_single(path), Reach()))
                    return True
        if left:
            raise NotImplementedError(f"nothing leads to {[self._all[number] for number in left]}")
        return False

    def _enter(self, number: int, here: Reach, used: frozenset[int], variable: str, end: Reach) -> None:
        self._done.add((number, here))
        self._known.setdefault(variable, []).append((end, used | {number}))


def _patterns(query: str) -> list[Pattern]:
    from rdflib.plugins.sparql import prepareQuery  # noqa: PLC0415 - slow to import
    from rdflib.plugins.sparql.algebra import traverse  # noqa: PLC0415
    from rdflib.plugins.sparql.parserutils import CompValue  # noqa: PLC0415

    found: list[Pattern] = []

    def look(part: object) -> None:
        if isinstance(part, CompValue) and part.name in ("BGP", "TriplesBlock"):  # the latter: in what must not be
            for triples in part.triples:
                found.extend(zip(triples[::3], triples[1::3], triples[2::3], strict=True))

    traverse(prepareQuery(query).algebra, visitPre=look)
    return found


def _end(here: Reach, path: Node | Path) -> Reach:
    """Where a path leads from here."""
    from rdflib import Variable  # noqa: PLC0415
    from rdflib.paths import MulPath, OneOrMore, SequencePath  # noqa: PLC0415

    if isinstance(path, Variable):
        return here.along.setdefault(None, Reach())
    if isinstance(path, SequencePath):
        for step in path.args:
            here = _end(here, step)
        return here
    if isinstance(path, MulPath) and path.mod == OneOrMore:
        return here.over.setdefault(_single(path.path), Reach())
    return here.by(_single(path))


def _single(path: Node | Path) -> ox.NamedNode:
    from rdflib import URIRef  # noqa: PLC0415

    if not isinstance(path, URIRef):
        raise NotImplementedError(f"the path {path}")
    return ox.NamedNode(str(path))
