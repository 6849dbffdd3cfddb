"""What is not sound, as a person reads it: what it is called, which file says it, and where in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import cast

import pyoxigraph as ox

from kg.graph.pieces import Node, Pieces, Statements
from kg.graph.reach import Reach
from kg.graph.shapes import Rule
from kg.graph.terms import term
from kg.severity import Severity

Thing = ox.NamedNode | ox.BlankNode | ox.Literal

_LABEL, _PATH = term("rdfs:label"), term("cancu:path")
_TARGET, _SOURCE, _SELECTOR = term("oa:hasTarget"), term("oa:hasSource"), term("oa:hasSelector")
_FILE, _HOLDER, _MEANT = term("cancu:readFrom"), term("cancu:citedIn"), term("oa:hasBody")
_WORDS, _START, _END = term("oa:exact"), term("oa:start"), term("oa:end")
_DIGITS = 19  # more have no place in a file


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is not as the shapes say.

    ``rule`` is the shape's name ("citation-quote"); ``about`` the IRI of the node, ``label`` what people call it;
    ``message`` says it in a sentence, ``message_vi`` in Vietnamese; ``value`` is what stands there. ``path`` is the
    source file that says it, ``start`` and ``end`` the characters in it where a citation is concerned.
    """

    rule: str
    severity: Severity
    about: str
    label: str | None
    message: str
    message_vi: str
    value: str | None = None
    path: str | None = None
    start: int | None = None
    end: int | None = None


class Telling:
    """Says of what breaks a rule what it is called and where it stands."""

    def __init__(self, store: Statements) -> None:
        self._store = store
        self._places, self._labels = Pieces(store, _PLACES), Pieces(store, _LABELS)

    def of(self, rows: Iterable[tuple[Rule, Node, Thing | None]]) -> Iterator[Finding]:
        """The findings of rules, nodes and values."""
        by_node = defaultdict[Node, list[tuple[Rule, Thing | None]]](list)
        for rule, about, value in rows:
            by_node[self._named(about)].append((rule, value))
        for nodes, piece in self._places.of(by_node):
            values = {value for node in nodes for _, value in by_node[node] if isinstance(value, Node)}
            piece.bulk_extend(self._labels.around(values))
            for node in nodes:
                yield from _findings(piece, node, by_node[node])

    def _named(self, node: Node) -> Node:
        """The node itself, or for one without a name what it hangs on: a period's document."""
        seen = set[Node]()
        while isinstance(node, ox.BlankNode) and node not in seen:
            seen.add(node)
            above = next(self._store.match(None, None, cast(ox.NamedNode, node)), None)
            if above is not None:
                node = cast(Node, above.subject)
        return node


def _words_and_place() -> Reach:
    """Where the words of a citation, and the place of them in its file, stand."""
    target = Reach()
    for predicate in (_WORDS, _START, _END):
        target.by(_SELECTOR, predicate)
    target.by(_SOURCE, _PATH)
    return Reach({_TARGET: target})


_LABELS = Reach({_LABEL: Reach(), **_words_and_place().along})
_PLACES = Reach(
    {_LABEL: Reach(), _FILE: Reach({_PATH: Reach()}), **_words_and_place().along},
    {_HOLDER: Reach({_MEANT: Reach(), **_words_and_place().along})},
)
"""What a finding shows of a value, and of the node that it is about: its own words, or those of its citations."""


def _findings(store: ox.Store, about: Node, rows: Iterable[tuple[Rule, Thing | None]]) -> Iterator[Finding]:
    label, spans = _label(store, about), _spans(store, about)
    citing = defaultdict[Thing, list[tuple[str, int, int]]](list)
    for quad in store.quads_for_pattern(None, _HOLDER, about):
        for meant in _values(store, quad.subject, _MEANT):
            citing[meant] += _spans(store, quad.subject)
    files = _values(store, about, _FILE, _PATH) or _values(store, about, _TARGET, _SOURCE, _PATH)
    file = min((file.value for file in files), default=None)
    for rule, value in rows:
        shown = None if value is None else _label(store, value) or value.value
        found = spans or (citing.get(value) if value is not None else None)
        path, start, end = min(found) if found else (file, None, None)
        yield Finding(
            rule=rule.name,
            severity=rule.severity,
            about=about.value,
            label=label,
            message=rule.message.replace("{?value}", shown or ""),
            message_vi=rule.message_vi.replace("{?value}", shown or ""),
            value=shown,
            path=path,
            start=start,
            end=end,
        )


def _spans(store: ox.Store, citation: object) -> list[tuple[str, int, int]]:
    """Where the words of a citation stand; none for what is no citation, or says no place."""
    return [
        (path.value, int(start.value), int(end.value))
        for path in _values(store, citation, _TARGET, _SOURCE, _PATH)
        for start in _values(store, citation, _TARGET, _SELECTOR, _START)
        for end in _values(store, citation, _TARGET, _SELECTOR, _END)
        if _is_number(start) and _is_number(end)
    ]


def _is_number(value: Thing) -> bool:
    return value.value.isdecimal() and len(value.value) < _DIGITS


def _values(store: ox.Store, node: object, *properties: ox.NamedNode) -> list[Thing]:
    """What the properties lead to from the node, one after the other."""
    nodes = [node]
    for property_ in properties:
        quads = [q for one in nodes if isinstance(one, Node) for q in store.quads_for_pattern(one, property_, None)]
        nodes = [quad.object for quad in quads]
    return cast(list[Thing], nodes)


def _label(store: ox.Store, node: Thing) -> str | None:
    """What people call it; of a citation its words."""
    labels = _values(store, node, _LABEL) or _values(store, node, _TARGET, _SELECTOR, _WORDS)
    return min((label.value for label in labels), default=None)
