"""Whether a graph is sound: the SHACL shapes of the ontology, run over quads, as findings that a person can act on."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from typing import cast

import pyoxigraph as ox

from kg.graph.shapes import Rule, Severity, rules, shapes
from kg.graph.terms import term

MANY = 1_000_000
"""Statements that are held in memory, at half a kilobyte each; more go into files, where questions take four times as
long, for as long as the check takes."""

PIECE = 100_000
"""Statements that are written at once, for until they are they take a kilobyte each."""

Thing = ox.NamedNode | ox.BlankNode | ox.Literal

_ORDER: tuple[Severity, ...] = ("error", "warning", "note")
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


def validate(quads: Iterable[ox.Quad]) -> list[Finding]:
    """Check all quads as one graph: errors first, then by file and place."""
    with _as_one_graph(quads) as store:
        findings = {finding for rule in rules(shapes()) for finding in _findings(store, rule)}
    return sorted(findings, key=_position)


@contextmanager
def _as_one_graph(quads: Iterable[ox.Quad]) -> Iterator[ox.Store]:
    """The statements, each once: else what thousands of sources say of one body would be joined with itself."""
    statements = (ox.Quad(quad.subject, quad.predicate, quad.object) for quad in quads)
    with tempfile.TemporaryDirectory(prefix="cancu-validate-") as folder:
        store = ox.Store()
        for number, piece in enumerate(_pieces(statements)):
            if number * PIECE == MANY:
                held, store = store, ox.Store(folder)
                for some in _pieces(iter(held)):
                    store.bulk_extend(some)
                del held
            store.bulk_extend(piece)
        yield store


def _pieces(statements: Iterator[ox.Quad]) -> Iterator[list[ox.Quad]]:
    while piece := list(islice(statements, PIECE)):
        yield piece


def _position(finding: Finding) -> tuple[int, str, int, str, str, str]:
    place = (finding.path or "", finding.start or 0)
    return (_ORDER.index(finding.severity), *place, finding.rule, finding.about, finding.value or "")


def _findings(store: ox.Store, rule: Rule) -> Iterator[Finding]:
    solutions = store.query(rule.query)
    assert isinstance(solutions, ox.QuerySolutions)
    valued = any(variable.value == "value" for variable in solutions.variables)
    for row in solutions:
        yield _finding(store, rule, cast(Thing, row["this"]), cast(Thing | None, row["value"] if valued else None))


def _finding(store: ox.Store, rule: Rule, about: Thing, value: Thing | None) -> Finding:
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
