"""Whether a graph is sound: the SHACL shapes of the ontology, run over a store, as findings that a person can act on.

A store is checked piece by piece (:mod:`kg.graph.pieces`): what a rule says of a node hangs on what its query leads to
from there. So memory holds a piece, and the time grows with the store.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import groupby
from typing import cast

import pyoxigraph as ox

from kg.graph.findings import Finding, Telling, Thing
from kg.graph.pieces import Node, Pieces, Statements
from kg.graph.reach import Reach
from kg.graph.shapes import Rule, Target, all_rules
from kg.graph.terms import A, is_own
from kg.severity import SEVERITIES


def validate(store: Statements) -> list[Finding]:
    """Check all that a store says as one graph, piece by piece: errors first, then by file and place."""
    by_target = defaultdict[Target, list[Rule]](list)
    for rule in all_rules():
        by_target[rule.target].append(rule)
    findings = {finding for target, some in by_target.items() for finding in _broken(store, target, some)}
    return sorted(findings, key=_position)


def _broken(store: Statements, target: Target, some: list[Rule]) -> Iterator[Finding]:
    """What breaks the rules of a target."""
    looking, telling = Pieces(store, _reach_of(target)), Telling(store)
    for nodes, piece in looking.of(_nodes(store, target)):
        rows = [(rule, about, value) for rule in some for about, value in _rows(piece, rule) if about in nodes]
        yield from telling.of(rows)


@cache
def _reach_of(target: Target) -> Reach:
    """What the rules of a target look at."""
    reach = Reach()
    for rule in all_rules():
        if rule.target == target:
            reach.enter(rule.query)
    return reach


def _nodes(store: Statements, target: Target) -> Iterator[Node]:
    """The nodes that a shape is about; one may come again, which finds the same.

    Those of a class stand together in a folder's files, so only the last is known; of the others a number each.
    """
    for kind in sorted(target.classes):
        for node, _ in groupby(_subjects(store.match(None, A, ox.NamedNode(kind)))):
            yield node
    seen = set[int]()
    for predicate in sorted(target.properties):
        for node in _subjects(store.match(None, ox.NamedNode(predicate))):
            if (number := hash(node.value)) not in seen:
                seen.add(number)
                yield node


def _subjects(quads: Iterable[ox.Quad]) -> Iterator[Node]:
    return (cast(Node, quad.subject) for quad in quads if not is_own(quad.graph_name))


def _rows(piece: ox.Store, rule: Rule) -> Iterator[tuple[Node, Thing | None]]:
    """The nodes of a piece that break a rule, and with which value."""
    solutions = piece.query(rule.query)
    assert isinstance(solutions, ox.QuerySolutions)
    valued = any(variable.value == "value" for variable in solutions.variables)
    for row in solutions:
        yield cast(Node, row["this"]), cast(Thing | None, row["value"] if valued else None)


def _position(finding: Finding) -> tuple[int, str, int, str, str, str]:
    place = (finding.path or "", finding.start or 0)
    return (SEVERITIES.index(finding.severity), *place, finding.rule, finding.about, finding.value or "")
