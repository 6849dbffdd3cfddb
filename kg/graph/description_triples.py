"""Descriptions as quads, and read back: what resolution needs stands in the graph itself."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from pyoxigraph import Literal, NamedNode, Quad

from extract.records import Body, Period
from kg.graph.body_triples import body_quads
from kg.graph.terms import A, body_iri, date_literal, day_iri, description_iri, period_iri, source_iri, term, type_iri
from kg.identity.keys import Key, is_day
from kg.resolution.descriptions import ALONE, Description
from ontology import table

Pairs = Iterable[tuple[NamedNode, NamedNode | Literal]]
_TRUE = Literal("true", datatype=term("xsd:boolean"))


def description_quads(description: Description, graph: NamedNode) -> Iterator[Quad]:
    """A description with all it says, the bodies it names and its days as nodes of time."""
    node, key = description_iri(description.id), description.key
    said: list[tuple[str, NamedNode | Literal | None]] = [
        *(("cancu:block", Literal(block)) for block in description.blocks),
        ("eli:type_document", type_iri(key.type) if key.type else None),
        ("cancu:number", Literal(key.number) if key.number else None),
        ("cancu:statedDate", date_literal(key.date) if key.date else None),
        ("eli:passed_by", body_iri(key.issuer) if key.issuer else None),
        *(("cancu:jointlyWith", body_iri(body)) for body in key.co_issuers),
        ("cancu:name", Literal(key.name) if key.name else None),
        ("dcterms:title", Literal(description.title, language="vi") if description.title else None),
        ("cancu:period", period_iri(description.period) if description.period else None),
        ("dcterms:source", source_iri(description.scope) if description.scope and key.block else None),
        ("cancu:near", Literal(description.near) if description.near else None),
        ("cancu:asOf", date_literal(description.as_of) if description.as_of else None),
        ("cancu:adoptedBy", date_literal(description.adopted_by) if description.adopted_by else None),
        ("cancu:notBefore", date_literal(description.not_before) if description.not_before else None),
        ("cancu:issuerImplied", _TRUE if description.implied else None),
        ("cancu:recited", _TRUE if description.recited else None),
        ("eli:first_date_entry_in_force", date_literal(description.effective) if description.effective else None),
        ("cancu:registered", _TRUE if description.registered else None),
    ]
    yield Quad(node, A, term("cancu:Description"), graph)
    if description.own:
        yield Quad(node, A, term("cancu:Letterhead"), graph)
    for short, value in said:
        if value is not None:
            yield Quad(node, term(short), value, graph)
    for body in (key.issuer, *key.co_issuers):
        if body is not None:
            yield from body_quads(body, graph)
    if is_day(key.date):
        yield from day_quads(str(key.date), graph)
    if description.period:
        yield from period_quads(description.period, graph)


def day_quads(day: str, graph: NamedNode) -> Iterator[Quad]:
    """A day as an instant of OWL-Time, beside the literal."""
    yield Quad(day_iri(day), A, term("time:Instant"), graph)
    yield Quad(day_iri(day), term("time:inXSDDate"), date_literal(day), graph)


def period_quads(period: Period, graph: NamedNode) -> Iterator[Quad]:
    """A period as an interval of OWL-Time; an open end has no instant."""
    node = period_iri(period)
    yield Quad(node, A, term("time:ProperInterval"), graph)
    for edge, day in (("time:hasBeginning", period.start), ("time:hasEnd", period.end)):
        if day is not None and is_day(day):
            yield Quad(node, term(edge), day_iri(day), graph)
            yield from day_quads(day, graph)


def period_from(node: str) -> Period:
    """The period that a node of :func:`kg.graph.terms.period_iri` stands for."""
    start, end = node.split("/")[-2:]
    return Period(None if start == ".." else start, None if end == ".." else end)


def description_from(pairs: Pairs, bodies: Mapping[str, Body]) -> Description:
    """The description of the (predicate, object) pairs that :func:`description_quads` wrote; bodies by their IRI.

    A file that says nothing of itself has no class among what is inferred of it.
    """
    values: dict[str, list[str]] = defaultdict(list)
    for predicate, value in pairs:
        values[predicate.value].append(value.value)

    def one(short: str) -> str | None:
        return next(iter(values[term(short).value]), None)

    issuer, period = one("eli:passed_by"), one("cancu:period")
    scope = (one("dcterms:source") or "").rpartition("/")[2] or (one("cancu:block") or "").partition(ALONE)[2]
    joint = (bodies[iri] for iri in values[term("cancu:jointlyWith").value])
    key = Key(
        type=type_code_of(one("eli:type_document")),
        number=one("cancu:number"),
        date=one("cancu:statedDate"),
        issuer=bodies[issuer] if issuer else None,
        name=one("cancu:name"),
        co_issuers=tuple(sorted(joint, key=lambda body: body.name)),
    )
    return Description(
        key=key,
        title=one("dcterms:title"),
        period=period_from(period) if period else None,
        scope=scope or None,
        near=one("cancu:near"),
        as_of=one("cancu:asOf"),
        adopted_by=one("cancu:adoptedBy"),
        not_before=one("cancu:notBefore"),
        implied=one("cancu:issuerImplied") is not None,
        recited=one("cancu:recited") is not None,
        effective=one("eli:first_date_entry_in_force"),
        own=term("cancu:Letterhead").value in values[A.value],
        registered=one("cancu:registered") is not None,
    )


def type_code_of(iri: str | None) -> str | None:
    """The code of a document type by its IRI."""
    return _codes().get(iri or "")


@cache
def _codes() -> dict[str, str]:
    return {type_iri(row["code"]).value: row["code"] for row in table("types")}
