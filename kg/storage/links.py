"""Which deriving links a change may have made or undone, so that what is kept of them in memory can follow it.

A link is noted when anything that says it came or went. Whether it stands afterwards, the store is asked: another
source may say it, too.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable
from itertools import chain

from pyoxigraph import NamedNode, Quad

from extract.records import DERIVING
from kg.graph.terms import RELATIONS
from kg.storage.change import Change

Link = tuple[str, str]
"""A document and the one that it derives from, by id."""

LINKING = tuple(RELATIONS[relation] for relation in sorted(DERIVING))
"""The properties that say such a link."""

MOST = 5_000
"""Links above which all are read anew rather than looked up one by one."""

_LARGE = 200_000  # statements of a change that surely touches more


class Touched:
    """The links that each of the last changes touched, by the generations before and after it."""

    def __init__(self) -> None:
        self._steps: deque[tuple[str, str, frozenset[Link]]] = deque()
        self._sum = 0

    def note(self, since: str, until: str, links: frozenset[Link] | None) -> None:
        """A change; None: it touched more than is kept."""
        if links is None:
            self._steps.clear()
            self._sum = 0
            return
        self._steps.append((since, until, links))
        self._sum += len(links) + 1
        while self._sum > MOST:
            self._sum -= len(self._steps.popleft()[2]) + 1

    def between(self, since: str, until: str) -> frozenset[Link] | None:
        """What was touched from one generation to another, the last; None where that is not known."""
        found = frozenset[Link]()
        for before, after, links in reversed(self._steps):
            if until in (since, before) or after != until:
                break
            found |= links
            until = before
        return found if until == since else None


def touched_by(change: Change, dropped: Callable[[NamedNode, NamedNode], Iterable[Quad]]) -> frozenset[Link] | None:
    """The links that a change touches; ``dropped`` gives what a graph says by a property. None: too many."""
    if change.added_size + len(change.remove) > _LARGE:
        return None
    found = set[Link]()
    leaving = (quad for graph in change.drop for linking in LINKING for quad in dropped(linking, graph))
    names = {linking.value for linking in LINKING}
    for quad in chain(change.added(), change.remove, leaving):
        if quad.predicate.value in names and isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode):
            found.add((quad.subject.value, quad.object.value))
            if len(found) > MOST:
                return None
    return frozenset(found)
