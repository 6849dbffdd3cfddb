"""The SHACL shapes of the ontology as queries, each of which finds all nodes that break one constraint.

A SHACL engine looks at every node by itself, some tenths of a millisecond for each constraint; a store finds what
breaks one in a single pass. The constraints are those that shapes.ttl makes use of.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple

from kg.severity import Severity

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node

_SEVERITIES: dict[str, Severity] = {"Violation": "error", "Warning": "warning", "Info": "note"}


class Target(NamedTuple):
    """The nodes that a shape is about: those of classes, and those of which something is said by properties."""

    classes: frozenset[str]
    properties: frozenset[str]


class Rule(NamedTuple):
    """One constraint: the query that finds what breaks it (``?this``, and mostly ``?value``), and what to say of it."""

    name: str
    target: Target
    severity: Severity
    message: str
    message_vi: str
    query: str


@cache
def all_rules() -> tuple[Rule, ...]:
    """The rules of the ontology's own shapes."""
    return tuple(rules(shapes()))


def shapes() -> Graph:
    """The shapes as they stand in the ontology."""
    from rdflib import Graph  # noqa: PLC0415 - slow to import

    return Graph().parse(data=files("ontology").joinpath("shapes.ttl").read_text(encoding="utf-8"), format="turtle")


def rules(graph: Graph) -> Iterator[Rule]:
    """All constraints of these shapes. Raises NotImplementedError for a kind that is not among them."""
    from rdflib import RDF, SH  # noqa: PLC0415

    declared = [
        (graph.value(one, SH.prefix), graph.value(one, SH.namespace)) for one in graph.objects(None, SH.declare)
    ]
    prefixes = "".join(f"PREFIX {prefix}: <{namespace}>\n" for prefix, namespace in declared)
    for shape in graph.subjects(RDF.type, SH.NodeShape):
        target = Target(_iris(graph.objects(shape, SH.targetClass)), _iris(graph.objects(shape, SH.targetSubjectsOf)))
        of_target = f"{{ {' UNION '.join(_patterns(target))}"
        for constraint in graph.objects(shape, SH.sparql):
            select = str(graph.value(constraint, SH.select)).replace("SELECT", "SELECT DISTINCT", 1)
            yield _rule(graph, target, shape, constraint, prefixes + select.replace("{", of_target, 1))
        for property_ in graph.objects(shape, SH.property):
            for select in _constraints(graph, property_):
                yield _rule(graph, target, property_, property_, select.replace("{", of_target, 1))


def _iris(nodes: Iterable[Node]) -> frozenset[str]:
    return frozenset(map(str, nodes))


def _patterns(target: Target) -> Iterator[str]:
    for one in sorted(target.classes):
        yield f"{{ $this a <{one}> }}"
    for one in sorted(target.properties):
        yield f"{{ $this <{one}> [] }}"


def _rule(graph: Graph, target: Target, shape: Node, saying: Node, query: str) -> Rule:
    from rdflib import SH, Literal  # noqa: PLC0415

    texts = (text for text in graph.objects(saying, SH.message) if isinstance(text, Literal))
    by_language = {text.language: str(text) for text in texts}
    severity = _SEVERITIES[_local(graph.value(shape, SH.severity, default=SH.Violation))]
    return Rule(_local(shape), target, severity, by_language["en"], by_language["vi"], query)


def _constraints(graph: Graph, shape: Node) -> Iterator[str]:
    """A query for each constraint of a property shape."""
    from rdflib import SH  # noqa: PLC0415
    from rdflib.collection import Collection  # noqa: PLC0415

    def listed(node: Node) -> str:
        return ", ".join(one.n3() for one in Collection(graph, node))

    path = "/".join(step.n3() for one in graph.objects(shape, SH.path) for step in [*Collection(graph, one)] or [one])
    for predicate, value in graph.predicate_objects(shape):
        kind = _local(predicate)
        if kind in _COUNTS:
            if str(value) != "1":
                raise NotImplementedError(f"{shape}: sh:{kind} {value}")
            yield f"SELECT DISTINCT $this WHERE {{ {_COUNTS[kind].replace('{path}', path)} }}"
        elif kind in _VALUES:
            broken = _VALUES[kind](listed(value) if kind == "in" else value.n3())
            yield f"SELECT DISTINCT $this ?value WHERE {{ $this {path} ?value {broken} }}"
        elif kind not in _NO_CONSTRAINT:
            raise NotImplementedError(f"{shape}: sh:{kind}")


_NO_CONSTRAINT = frozenset({"type", "path", "message", "severity"})
_COUNTS: Mapping[str, str] = {
    "minCount": "OPTIONAL { $this {path} ?any } FILTER(!BOUND(?any))",  # NOT EXISTS looks through all at each node
    "maxCount": "$this {path} ?one , ?other FILTER(!sameTerm(?one, ?other))",
}


def _unless(test: str) -> str:
    """What does not pass a test, or is nothing that it could be put to."""
    return f"FILTER(!COALESCE({test}, false))"


_VALUES: Mapping[str, Callable[[str], str]] = {
    "in": lambda listed: f"FILTER(?value NOT IN ({listed}))",
    "class": lambda kind: f"FILTER NOT EXISTS {{ ?value a {kind} }}",
    "datatype": lambda kind: _unless(f"DATATYPE(?value) = {kind} && DATATYPE({kind}(STR(?value))) = {kind}"),
    "pattern": lambda pattern: _unless(f"REGEX(STR(?value), {pattern})"),
    "minLength": lambda number: _unless(f"STRLEN(STR(?value)) >= {number}"),
    "minInclusive": lambda number: _unless(f"?value >= {number}"),
    "maxInclusive": lambda number: _unless(f"?value <= {number}"),
    "minExclusive": lambda number: _unless(f"?value > {number}"),
    "lessThanOrEquals": lambda other: f"; {other} ?other {_unless('?value <= ?other')}",
}
"""What tells the values that break a constraint, by its kind and what it says."""


def _local(node: Node | None) -> str:
    return str(node).rpartition("#")[2]
