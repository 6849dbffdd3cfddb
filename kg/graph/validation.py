"""Whether a graph is sound: the SHACL shapes of the ontology, run over quads, as findings that a person can act on.

pySHACL runs the core constraints. Those written in SPARQL it would run anew for every node, some 30 ms each; Oxigraph
runs each of them once, with the shape's target as one more pattern, and finds the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING, Literal, NamedTuple, cast

import pyoxigraph as ox

from extract.errors import CancuError
from kg.graph.terms import term

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node

Severity = Literal["error", "warning", "note"]
Thing = ox.NamedNode | ox.BlankNode | ox.Literal

_ORDER: tuple[Severity, ...] = ("error", "warning", "note")
_SEVERITIES: dict[str, Severity] = {"Violation": "error", "Warning": "warning", "Info": "note"}
_LABEL, _PATH = term("rdfs:label"), term("cancu:path")
_TARGET, _SOURCE, _SELECTOR = term("oa:hasTarget"), term("oa:hasSource"), term("oa:hasSelector")


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


class _Rule(NamedTuple):
    name: str
    severity: Severity
    message: str
    message_vi: str


def validate(quads: Iterable[ox.Quad]) -> list[Finding]:
    """Check all quads as one graph: errors first, then by file and place.

    Needs pySHACL (``pip install 'cancu[validate]'``); raises CancuError without it.
    """
    store = ox.Store()
    store.bulk_extend(ox.Quad(quad.subject, quad.predicate, quad.object) for quad in quads)
    shapes = _shapes()
    findings = {*_sparql_findings(shapes, store), *_core_findings(shapes, store)}
    return sorted(findings, key=_position)


def _position(finding: Finding) -> tuple[int, str, int, str, str, str]:
    place = (finding.path or "", finding.start or 0)
    return (_ORDER.index(finding.severity), *place, finding.rule, finding.about, finding.value or "")


def _shapes() -> Graph:
    from rdflib import Graph  # noqa: PLC0415 - slow to import

    return Graph().parse(data=files("ontology").joinpath("shapes.ttl").read_text(encoding="utf-8"), format="turtle")


def _sparql_findings(shapes: Graph, store: ox.Store) -> Iterator[Finding]:
    """Run each sh:select once, over all nodes that its shape targets."""
    from rdflib import SH  # noqa: PLC0415

    declared = shapes.objects(None, SH.declare)
    prefixes = {str(shapes.value(one, SH.prefix)): str(shapes.value(one, SH.namespace)) for one in declared}
    for shape, constraint in shapes.subject_objects(SH.sparql):
        targets = [f"{{ $this a <{one}> }}" for one in shapes.objects(shape, SH.targetClass)]
        targets += [f"{{ $this <{one}> [] }}" for one in shapes.objects(shape, SH.targetSubjectsOf)]
        select = str(shapes.value(constraint, SH.select))
        query = select.replace("SELECT", "SELECT DISTINCT", 1).replace("{", f"{{ {' UNION '.join(targets)}", 1)
        severity = shapes.value(shape, SH.severity, default=SH.Violation)
        rule = _rule(shape, severity, shapes.objects(constraint, SH.message))
        solutions = store.query(query, prefixes=prefixes)
        assert isinstance(solutions, ox.QuerySolutions)
        valued = any(variable.value == "value" for variable in solutions.variables)
        for row in solutions:
            yield _finding(store, rule, cast(Thing, row["this"]), cast(Thing | None, row["value"] if valued else None))


def _core_findings(shapes: Graph, store: ox.Store) -> Iterator[Finding]:
    """Run all other constraints with pySHACL."""
    try:
        import pyshacl  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise CancuError("Validation needs pySHACL: pip install 'cancu[validate]'.") from error
    from rdflib import RDF, SH, Graph  # noqa: PLC0415

    data, core = Graph(), Graph()
    data.addN(
        (_rdflib(cast(Thing, q.subject)), _rdflib(q.predicate), _rdflib(cast(Thing, q.object)), data) for q in store
    )
    core.addN((s, p, o, core) for s, p, o in shapes if p != SH.sparql)
    _, report, _ = pyshacl.validate(data, shacl_graph=core)
    for result in report.subjects(RDF.type, SH.ValidationResult):
        rule = _rule(
            report.value(result, SH.sourceShape),
            report.value(result, SH.resultSeverity),
            report.objects(result, SH.resultMessage),
        )
        about, value = report.value(result, SH.focusNode), report.value(result, SH.value)
        yield _finding(store, rule, _oxigraph(about), None if value is None else _oxigraph(value))


def _rule(shape: Node | None, severity: Node | None, messages: Iterable[Node]) -> _Rule:
    from rdflib import Literal  # noqa: PLC0415

    by_language = {text.language: str(text) for text in messages if isinstance(text, Literal)}
    return _Rule(_local(shape), _SEVERITIES[_local(severity)], by_language["en"], by_language["vi"])


def _local(node: Node | None) -> str:
    return str(node).rpartition("#")[2]


def _rdflib(node: Thing) -> Node:
    from rdflib import XSD, BNode, Literal, URIRef  # noqa: PLC0415

    if isinstance(node, ox.NamedNode):
        return URIRef(node.value)
    if isinstance(node, ox.BlankNode):
        return BNode(node.value)
    datatype = URIRef(node.datatype.value)
    plain = node.language is not None or datatype == XSD.string
    return Literal(node.value, lang=node.language, datatype=None if plain else datatype)


def _oxigraph(node: Node | None) -> Thing:
    from rdflib import BNode, URIRef  # noqa: PLC0415

    if isinstance(node, URIRef):
        return ox.NamedNode(node)
    return ox.BlankNode(node) if isinstance(node, BNode) else ox.Literal(str(node))


def _finding(store: ox.Store, rule: _Rule, about: Thing, value: Thing | None) -> Finding:
    about = _named(store, about)
    shown = None if value is None else _label(store, value) or value.value
    path, start, end = _place(store, about, value)
    return Finding(
        rule=rule.name,
        severity=rule.severity,
        about=about.value,
        label=_label(store, about),
        message=rule.message.replace("{?value}", shown or ""),
        message_vi=rule.message_vi.replace("{?value}", shown or ""),
        value=shown,
        path=path,
        start=start,
        end=end,
    )


def _named(store: ox.Store, node: Thing) -> Thing:
    """The node itself, or for one without a name what it hangs on: a period's document."""
    while isinstance(node, ox.BlankNode):
        above = next(store.quads_for_pattern(None, None, node), None)
        if above is None:
            break
        node = cast(Thing, above.subject)
    return node


def _place(store: ox.Store, about: Thing, value: Thing | None) -> tuple[str | None, int | None, int | None]:
    """Where it stands: the citation itself, else the document's first one of ``value``, else the document's file."""
    citations = [about] if _values(store, about, _TARGET) else []
    if not citations and value is not None:
        mentions = [cast(Thing, quad.subject) for quad in store.quads_for_pattern(None, term("cancu:citedIn"), about)]
        citations = [mention for mention in mentions if value in _values(store, mention, term("oa:hasBody"))]
    spans = [
        (path.value, int(start.value), int(end.value))
        for citation in citations
        for path in _values(store, citation, _TARGET, _SOURCE, _PATH)
        for start in _values(store, citation, _TARGET, _SELECTOR, term("oa:start"))
        for end in _values(store, citation, _TARGET, _SELECTOR, term("oa:end"))
    ]
    if spans:
        return min(spans)
    file = _values(store, about, term("cancu:readFrom"), _PATH) or _values(store, about, _TARGET, _SOURCE, _PATH)
    return (file[0].value, None, None) if file else (None, None, None)


def _values(store: ox.Store, node: Thing, *properties: ox.NamedNode) -> list[Thing]:
    """What the properties lead to from the node, one after the other."""
    nodes = [node]
    for property_ in properties:
        quads = [
            q for one in nodes if not isinstance(one, ox.Literal) for q in store.quads_for_pattern(one, property_, None)
        ]
        nodes = [cast(Thing, quad.object) for quad in quads]
    return nodes


def _label(store: ox.Store, node: Thing) -> str | None:
    """What people call it; of a citation its words."""
    labels = _values(store, node, _LABEL) or _values(store, node, _TARGET, _SELECTOR, term("oa:exact"))
    return min((label.value for label in labels), default=None)
