"""Bodies and their units as quads, and bodies read back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from itertools import product
from typing import cast

from pyoxigraph import Literal, NamedNode, Quad

from extract.records import Body, Level
from kg.graph.terms import BASE, A, body_iri, date_literal, kind_iri, term
from ontology import table
from ontology.units import Unit, ancestors, find_units, successors

_Statement = tuple[NamedNode, NamedNode, NamedNode | Literal]


def body_quads(body: Body, graph: NamedNode) -> Iterator[Quad]:
    """A body with its kind, level, unit and, where it is known, the last day of its existence."""
    for subject, predicate, value in _statements(body):
        yield Quad(subject, predicate, value, graph)


@lru_cache(maxsize=8192)
def _statements(body: Body) -> tuple[_Statement, ...]:
    node = body_iri(body)
    found: list[_Statement] = [
        (node, A, term("cancu:Body")),
        (node, term("rdfs:label"), Literal(body.name, language="vi")),
        (node, term("cancu:bodyKind"), kind_iri(body)),
        (node, term("cancu:level"), term(f"cancu:level-{body.level}")),
    ]
    if body.unit:
        found.append((node, term("cancu:unitName"), Literal(body.unit)))
        unit = unit_of(body)
        if unit:
            found.append((node, term("cancu:unit"), unit_iri(unit)))
            for one in (unit, *ancestors(unit), *successors(unit.id)):
                found += _unit_statements(one)
    if body.province:
        found.append((node, term("cancu:provinceName"), Literal(body.province)))
    ended = _ended().get(body.name)
    if ended:
        found.append((node, term("cancu:existedUntil"), date_literal(ended)))
    return tuple(dict.fromkeys(found))


def unit_of(body: Body) -> Unit | None:
    """The unit that the body belongs to, None where its name fits several: the one that goes on, else the only one."""
    if body.unit is None:
        return None
    fitting = find_units(body.unit, province=body.province)
    lasting = [unit for unit in fitting if unit.ended is None]
    choice = lasting or list(fitting)
    return choice[0] if len(choice) == 1 else None


def unit_iri(unit: Unit) -> NamedNode:
    """A unit by its row in ontology/units.csv."""
    return NamedNode(f"{BASE}unit/{unit.id}")


def _unit_statements(unit: Unit) -> Iterator[_Statement]:
    node = unit_iri(unit)
    yield node, A, term("cancu:Unit")
    yield node, term("rdfs:label"), Literal(unit.name, language="vi")
    yield node, term("cancu:level"), term(f"cancu:level-{unit.level}")
    if unit.parent:
        yield node, term("dcterms:isPartOf"), NamedNode(f"{BASE}unit/{unit.parent}")
    if unit.since:
        yield node, term("cancu:existedFrom"), date_literal(unit.since)
    if unit.ended:
        yield node, term("cancu:existedUntil"), date_literal(unit.ended)
        for successor in unit.successors:
            yield node, term("dcterms:isReplacedBy"), NamedNode(f"{BASE}unit/{successor}")


@cache
def _ended() -> dict[str, str]:
    return {row["body"]: row["ended"] for row in table("organisations") if row["ended"]}


def body_from(statements: Iterable[tuple[NamedNode, NamedNode | Literal]]) -> Body:
    """The body of the (predicate, object) pairs that :func:`body_quads` wrote; of several names the first in order."""
    return next(bodies_from(statements))


def bodies_from(statements: Iterable[tuple[NamedNode, NamedNode | Literal]]) -> Iterator[Body]:
    """The bodies that the (predicate, object) pairs of one IRI can mean: of xã Ba Tô and xã Ba Tơ it is the same."""
    values: dict[str, set[str]] = {}
    for predicate, value in statements:
        values.setdefault(predicate.value, set()).add(value.value)

    def all_of(short: str) -> list[str | None]:
        return [*sorted(values.get(term(short).value, ()))] or [None]

    kind, level = all_of("cancu:bodyKind")[0], all_of("cancu:level")[0]
    for name, unit, province in product(*map(all_of, ("rdfs:label", "cancu:unitName", "cancu:provinceName"))):
        yield Body(
            name=name or "",
            kind=(kind or "").rpartition("/")[2].replace(".", "-"),
            level=cast(Level, (level or "other").rpartition("-")[2]),
            unit=unit,
            province=province,
        )
