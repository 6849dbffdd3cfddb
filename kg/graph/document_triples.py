"""Documents as quads, in the graph of what is inferred: what each is taken to be, who is meant, where claims differ."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import Literal, NamedNode, Quad

from kg.graph.terms import (
    CONFLICTING,
    INFERRED,
    A,
    body_iri,
    conflict_iri,
    date_literal,
    day_iri,
    identity_iri,
    period_iri,
    term,
    type_iri,
)
from kg.graph.triples import count, run_iri
from kg.identity.keys import Key, is_day, year_of
from kg.resolution.blocks import Outcome, Resolved
from kg.resolution.consensus import Conflict
from kg.resolution.descriptions import Description
from kg.resolution.recognition import Recognition
from kg.wording import citation_line


def document_quads(document: Resolved, block: str) -> Iterator[Quad]:
    """A document as it is taken to be. All subjects are the document itself, but for the nodes of its claims.

    Of what says nothing of itself only its file tells whether it is a document.
    """
    node, key = NamedNode(document.iri), document.key
    told = key != Key(None) or document.title is not None
    year = year_of(key, document.period)
    said: list[tuple[str, NamedNode | Literal | None]] = [
        ("rdf:type", term("cancu:Document") if told else None),
        ("rdfs:label", Literal(_label(document), language="vi")),
        ("cancu:block", Literal(block)),
        ("eli:type_document", type_iri(key.type) if key.type else None),
        ("cancu:number", Literal(key.number) if key.number else None),
        ("cancu:name", Literal(key.name) if key.name else None),
        ("eli:date_document", date_literal(key.date) if key.date and is_day(key.date) else None),
        ("cancu:dated", day_iri(key.date) if key.date and is_day(key.date) else None),
        ("cancu:statedDate", date_literal(key.date) if key.date and not is_day(key.date) else None),
        ("eli:passed_by", body_iri(key.issuer) if key.issuer else None),
        *(("eli:passed_by", body_iri(body)) for body in key.co_issuers),
        ("dcterms:title", Literal(document.title, language="vi") if document.title else None),
        ("cancu:year", date_literal(year) if year else None),
        ("cancu:period", period_iri(document.period) if document.period else None),
        ("eli:first_date_entry_in_force", date_literal(document.effective) if document.effective else None),
        *(("cancu:conflict", CONFLICTING[field]) for field in sorted(document.conflicts)),
    ]
    for short, value in said:
        if value is not None:
            yield Quad(node, term(short), value, INFERRED)


def _label(document: Resolved) -> str:
    """What people call a document; one without number goes by its title."""
    return citation_line(document.key, None if document.key.number else document.title)


def outcome_quads(description: str, outcome: Outcome) -> Iterator[Quad]:
    """Which document a description means, or which it may mean."""
    node = NamedNode(description)
    if outcome.document:
        yield Quad(node, term("cancu:denotes"), NamedNode(outcome.document), INFERRED)
    for candidate in outcome.candidates:
        yield Quad(node, term("cancu:mayDenote"), NamedNode(candidate), INFERRED)
    if outcome.share:
        yield Quad(node, term("cancu:share"), Literal(str(outcome.share), datatype=term("xsd:decimal")), INFERRED)
    if outcome.over:
        yield Quad(node, term("cancu:candidatesOver"), count(outcome.over), INFERRED)
    for field in outcome.differing:
        yield Quad(node, term("cancu:differsIn"), CONFLICTING[field], INFERRED)
    yield Quad(node, term("cancu:denotedBy"), term(f"cancu:resolution-{outcome.how}"), INFERRED)


def claim_quads(document: Resolved, descriptions: Iterable[tuple[str, Description]]) -> Iterator[Quad]:
    """Where descriptions (by IRI) of a document differ, each value as a claim of its own, with what it rests on."""
    node = NamedNode(document.iri)
    for said, description in descriptions:
        for field in sorted(document.conflicts):
            value = _value(description, field)
            if value is None:
                continue
            claim = conflict_iri(document.iri, field, value.value)
            yield Quad(claim, A, term("cancu:Claim"), INFERRED)
            yield Quad(claim, term("rdf:subject"), node, INFERRED)
            yield Quad(claim, term("rdf:predicate"), CONFLICTING[field], INFERRED)
            yield Quad(claim, term("rdf:object"), value, INFERRED)
            yield Quad(claim, term("prov:wasDerivedFrom"), NamedNode(said), INFERRED)


def _value(description: Description, field: Conflict) -> NamedNode | Literal | None:
    key = description.key
    match field:
        case "date":
            return date_literal(key.date) if key.date else None
        case "type":
            return type_iri(key.type) if key.type else None
        case "issuer":
            return body_iri(key.issuer) if key.issuer else None
        case "number":
            return Literal(key.number) if key.number else None
        case "title":
            return Literal(description.title, language="vi") if description.title else None


def identity_quads(source: NamedNode, alone: Resolved, found: Recognition) -> Iterator[Quad]:
    """That a file without number is taken for a cited document: score, reasons, and what it would be by itself."""
    node, by_itself = identity_iri(source), NamedNode(alone.iri)
    yield Quad(node, A, term("cancu:InferredIdentity"), INFERRED)
    yield Quad(node, term("dcterms:source"), source, INFERRED)
    yield Quad(node, term("prov:wasGeneratedBy"), run_iri(), INFERRED)
    yield Quad(node, term("cancu:inferredFrom"), by_itself, INFERRED)
    yield Quad(node, term("cancu:inferredAs"), NamedNode(found.document), INFERRED)
    yield Quad(node, term("cancu:score"), Literal(str(found.score), datatype=term("xsd:decimal")), INFERRED)
    for vietnamese, english in found.reasons:
        yield Quad(node, term("cancu:reason"), Literal(vietnamese, language="vi"), INFERRED)
        yield Quad(node, term("cancu:reason"), Literal(english, language="en"), INFERRED)
    yield Quad(by_itself, A, term("cancu:Document"), INFERRED)
    yield Quad(by_itself, term("rdfs:label"), Literal(_label(alone), language="vi"), INFERRED)
    yield Quad(by_itself, term("cancu:inferredSameAs"), NamedNode(found.document), INFERRED)
