"""A change of a store, as data and as one SPARQL update request."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from pyoxigraph import NamedNode, Quad


@dataclass(frozen=True, slots=True)
class Told:
    """Quads of one ``graph``, ``size`` at least, made at each look, for those of a long text fill memory."""

    graph: NamedNode
    size: int
    quads: Callable[[], Iterator[Quad]]


@dataclass(slots=True)
class Change:
    """What one transaction does: drops whole graphs, removes quads, adds quads, in this order.

    ``told`` is added besides: what new sources say.
    """

    drop: set[NamedNode] = field(default_factory=set)
    remove: set[Quad] = field(default_factory=set)
    add: set[Quad] = field(default_factory=set)
    told: list[Told] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.drop or self.remove or self.add or self.told)

    def added(self) -> Iterator[Quad]:
        """All that is added, some of it twice."""
        yield from self.add
        for told in self.told:
            yield from told.quads()

    @property
    def added_size(self) -> int:
        """How many quads :meth:`added` gives at least."""
        return len(self.add) + sum(told.size for told in self.told)


def update_text(change: Change) -> str:
    """A change as one SPARQL update request."""
    steps = [f"DROP SILENT GRAPH {graph}" for graph in sorted(change.drop, key=str)]
    if change.remove:
        steps.append(f"DELETE DATA {{ {_data(change.remove)} }}")
    if change.add or change.told:
        steps.append(f"INSERT DATA {{ {_data(change.added())} }}")
    return " ;\n".join(steps)


def _data(quads: Iterable[Quad]) -> str:
    ordered = sorted(set(quads), key=place)
    return "\n".join(f"GRAPH {quad.graph_name} {{ {quad.subject} {quad.predicate} {quad.object} }}" for quad in ordered)


def place(quad: Quad) -> tuple[str, str]:
    """Where a quad stands: neighbours come one after the other, which halves the time that a folder needs for them."""
    return str(quad.graph_name), str(quad.subject)
