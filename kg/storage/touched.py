"""What a change may have altered, so that what is kept of a store, in memory or beside it, can follow the changes.

Something is noted when anything that says it came or went. How it stands afterwards, the store is asked: another source
may say it, too.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from pyoxigraph import NamedNode, Quad

from kg.graph.terms import INFERRED, REGISTER, is_own, term
from kg.identity.keys import is_id
from kg.storage.change import Change
from kg.storage.links import LINKING, Link

MOST = 10_000
"""Things touched above which all is read anew rather than looked up one by one."""

NAMING = frozenset(map(term, ("cancu:readFrom", "cancu:citedIn", "oa:hasBody", "cancu:candidate")))
"""By these a source names the documents of which it tells."""

_LARGE = 200_000  # statements of a change that surely touches more


@dataclass(frozen=True, slots=True)
class Touch:
    """The deriving links that may have come or gone, the sources (ids) that came, went or say something else, and the
    documents (ids) of which something else may hold: they are named there, or are inferred otherwise."""

    links: frozenset[Link] = frozenset()
    sources: frozenset[str] = frozenset()
    documents: frozenset[str] = frozenset()

    def __or__(self, other: Touch) -> Touch:
        sources, documents = self.sources | other.sources, self.documents | other.documents
        return Touch(self.links | other.links, sources, documents)

    def __len__(self) -> int:
        return len(self.links) + len(self.sources) + len(self.documents)


class Touched:
    """What each of the last changes touched, by the generations before and after it."""

    def __init__(self) -> None:
        self._steps: deque[tuple[str, str, Touch]] = deque()
        self._sum = 0

    def note(self, since: str, until: str, touch: Touch | None) -> None:
        """A change; None: it touched more than is kept."""
        if touch is None:
            self._steps.clear()
            self._sum = 0
            return
        self._steps.append((since, until, touch))
        self._sum += len(touch) + 1
        while self._sum > MOST:
            self._sum -= len(self._steps.popleft()[2]) + 1

    def between(self, since: str, until: str) -> Touch | None:
        """What was touched from one generation to another, the last; None where that is not known."""
        found = Touch()
        for before, after, touch in reversed(self._steps):
            if until in (since, before) or after != until:
                break
            found |= touch
            until = before
        return found if until == since else None


def touched_by(change: Change, dropped: Callable[[NamedNode, NamedNode], Iterable[Quad]]) -> Touch | None:
    """What a change touches; ``dropped`` gives what a graph says by a property. None: too much."""
    if change.added_size + len(change.remove) > _LARGE:
        return None
    graphs: set[object] = {*change.drop, *(told.graph for told in change.told)}
    links, documents = set[Link](), set[str]()
    for quad in _telling(change, dropped):
        graphs.add(quad.graph_name)
        ends = [node.value for node in (quad.subject, quad.object) if isinstance(node, NamedNode)]
        if quad.predicate in _LINKING and len(ends) == 2:
            links.add((ends[0], ends[1]))
        if quad.graph_name == INFERRED or quad.predicate in NAMING:
            documents.update(filter(is_id, ends))
        if len(links) + len(documents) > MOST:
            return None
    sources = (one.value for one in graphs if isinstance(one, NamedNode) and not is_own(one))
    return Touch(frozenset(links), frozenset(sources) - _OF_NO_SOURCE, frozenset(documents))


def _telling(change: Change, dropped: Callable[[NamedNode, NamedNode], Iterable[Quad]]) -> Iterator[Quad]:
    """What of a change may tell of links and documents; of what a source says, which is most, few properties do."""
    yield from chain(change.add, change.remove)
    for told in change.told:
        yield from (quad for quad in told.quads() if quad.predicate in _TELLING or told.graph == INFERRED)
    for graph in change.drop:
        for one in _TELLING:
            yield from dropped(one, graph)


_LINKING = frozenset(LINKING)
_TELLING = _LINKING | NAMING
_OF_NO_SOURCE = frozenset({INFERRED.value, REGISTER.value})
