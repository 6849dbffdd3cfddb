"""A source as quads: what its text says by itself, and what that means once its descriptions have documents.

Every file has one named graph. ``source_quads`` depends on the file alone; ``link_quads`` on resolution too, so on
other files: which document the file is, which one each citation means, the direct edges, the relations it states.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from typing import get_args

from pyoxigraph import Literal, NamedNode, Quad

from extract.reading import Place
from extract.records import PAGES, Citation, Document, Extraction, Relation, Signer, Source, Stated
from kg.graph.description_triples import description_quads
from kg.graph.terms import (
    BASE,
    CONFLICTING,
    RELATIONS,
    A,
    date_literal,
    description_iri,
    source_iri,
    stated_property,
    term,
)
from kg.identity.keys import is_day
from kg.law.aside import FOREIGN, Aside
from kg.law.powers import counted, founding
from kg.resolution.blocks import Outcome
from kg.resolution.descriptions import Description, cited_descriptions, own_description

UNRESOLVED = Outcome(None, "unresolved")
EVIDENCE_ONLY = term("cancu:evidenceOnly")
"""Marks what a text states that founds no relation between documents."""
IN_FORCE = ("eli:first_date_entry_in_force", "eli:date_no_longer_in_force")
"""From which day and up to which a document says of itself that it is in force."""
ASIDE = term("cancu:aside")
CORRECTION = term("cancu:correction")
TRUE = Literal("true", datatype=term("xsd:boolean"))


Asides = Sequence[Aside | None]
"""Why a text does not rely on its citations, in their order; nothing where nobody asked."""


@dataclass(frozen=True, slots=True)
class CitationLink:
    """A citation and what it says: the part of it that resolution needs. ``description`` None: it says too little."""

    node: NamedNode
    relation: Relation
    description: NamedNode | None


@dataclass(frozen=True, slots=True)
class StatedLink:
    """A relation that the text states; ``subject`` None is the file's own document.

    ``founds``: it becomes an edge between the documents; else it is evidence only.
    """

    node: NamedNode
    predicate: NamedNode
    subject: NamedNode | None
    about: NamedNode
    founds: bool


@dataclass(frozen=True, slots=True)
class Links:
    """All of a source that hangs on resolution: its own document, its citations, and what it states between others.

    ``details`` are the letterhead's statements about the document that nothing else says (place, signer, recipients).
    ``page``: it is no document, and only speaks of some.
    """

    source: NamedNode
    letterhead: NamedNode
    page: bool
    details: tuple[tuple[NamedNode, NamedNode | Literal], ...]
    citations: tuple[CitationLink, ...]
    stated: tuple[StatedLink, ...]

    @property
    def descriptions(self) -> frozenset[NamedNode]:
        """All that the source says of documents, itself among them."""
        return frozenset({self.letterhead, *(link.description for link in self.citations if link.description)})

    def hanging_on(self, descriptions: Collection[str]) -> Links:
        """The part that means something else when these descriptions (by IRI) do; all of it where the document does."""
        if self.letterhead.value in descriptions:
            return self
        hanging = {one.node for one in self.citations if one.description and one.description.value in descriptions}
        stated = tuple(one for one in self.stated if not hanging.isdisjoint({one.subject, one.about}))
        needed = hanging.union(*((one.subject, one.about) for one in stated))
        return replace(self, citations=tuple(one for one in self.citations if one.node in needed), stated=stated)


def source_quads(extraction: Extraction, asides: Asides = ()) -> Iterator[Quad]:
    """What a file says by itself, in its own graph: the file, its letterhead, its citations with their words, and why
    it does not rely on them (``asides``, by their places)."""
    graph = source_iri(extraction.source.sha256)
    own = own_description(extraction)
    yield from _file_quads(extraction.source, extraction.document, own, graph)
    yield from description_quads(own, graph)
    cited = cited_descriptions(extraction)
    for description in dict.fromkeys(cited):
        if description is not None:
            yield from description_quads(description, graph)
    for index, (citation, said, counts) in enumerate(
        zip(extraction.citations, cited, _counted(extraction, asides), strict=True)
    ):
        yield from _citation_quads(index, citation, said, counts, graph)
    for index, aside in enumerate(asides):
        if aside is not None:
            yield Quad(citation_iri(graph, index), ASIDE, term(f"cancu:aside-{aside}"), graph)
    for index, (stated, founds) in enumerate(zip(extraction.stated, founding(extraction), strict=True)):
        yield from _stated_quads(index, stated, graph)
        if not founds:
            yield Quad(_stated_iri(graph, index), EVIDENCE_ONLY, TRUE, graph)


def links_of(extraction: Extraction, asides: Asides = ()) -> Links:
    """The part of a file's record that resolution decides on."""
    graph = source_iri(extraction.source.sha256)
    cited = cited_descriptions(extraction)
    return Links(
        source=graph,
        letterhead=description_iri(own_description(extraction).id),
        page=extraction.document.kind in PAGES,
        details=tuple(_details(extraction.document)),
        citations=tuple(
            CitationLink(citation_iri(graph, index), counts, description_iri(said.id) if said else None)
            for index, (said, counts) in enumerate(zip(cited, _counted(extraction, asides), strict=True))
        ),
        stated=tuple(
            StatedLink(
                _stated_iri(graph, index),
                stated_property(stated.relation, stated.scope),
                None if stated.subject is None else citation_iri(graph, stated.subject),
                citation_iri(graph, stated.object),
                founds,
            )
            for index, (stated, founds) in enumerate(zip(extraction.stated, founding(extraction), strict=True))
        ),
    )


def link_quads(links: Links, outcomes: Mapping[str, Outcome]) -> Iterator[Quad]:
    """What the outcomes of its descriptions (by IRI) make of a source: its document, the edges, and what it states."""
    graph = links.source
    own = NamedNode(str(outcomes[links.letterhead.value].document))
    yield Quad(own, term("cancu:readFrom"), graph, graph)
    yield Quad(own, A, term("cancu:Page" if links.page else "cancu:Document"), graph)
    for predicate, value in links.details:
        yield Quad(own, predicate, value, graph)
    meant: dict[NamedNode, NamedNode] = {}
    for citation in links.citations:
        outcome = outcomes[citation.description.value] if citation.description else UNRESOLVED
        yield Quad(citation.node, term("cancu:citedIn"), own, graph)
        yield Quad(citation.node, term("cancu:resolution"), term(f"cancu:resolution-{outcome.how}"), graph)
        for candidate in outcome.candidates:
            yield Quad(citation.node, term("cancu:candidate"), NamedNode(candidate), graph)
        for field in outcome.differing:
            yield Quad(citation.node, term("cancu:differsIn"), CONFLICTING[field], graph)
        if outcome.over:
            yield Quad(citation.node, term("cancu:candidatesOver"), count(outcome.over), graph)
        if outcome.document:
            meant[citation.node] = NamedNode(outcome.document)
            yield Quad(citation.node, term("oa:hasBody"), meant[citation.node], graph)
            if meant[citation.node] != own:
                yield Quad(own, RELATIONS[citation.relation], meant[citation.node], graph)
    for stated in links.stated:
        subject = own if stated.subject is None else meant.get(stated.subject)
        about = meant.get(stated.about)
        if subject is not None and about is not None and subject != about:
            yield Quad(stated.node, term("rdf:subject"), subject, graph)
            yield Quad(stated.node, term("rdf:object"), about, graph)
            if stated.founds:
                yield Quad(subject, stated.predicate, about, graph)


def correction_quads(source: NamedNode, said: Iterable[tuple[int | None, str]]) -> Iterator[Quad]:
    """What the user corrected in a source: at a citation by its place, or (None) the source itself."""
    for place, words in said:
        yield Quad(source if place is None else citation_iri(source, place), CORRECTION, Literal(words), source)


def citation_iri(source: NamedNode, index: int) -> NamedNode:
    """A citation by its place in the order of its file."""
    return NamedNode(f"{source.value}#c{index}")


def place_in_file(citation: str) -> int:
    """The place of a citation, by its IRI, in the order of its file."""
    return int(citation.rpartition("#c")[2])


def quote_iri(citation: NamedNode) -> NamedNode:
    """The words of a citation."""
    return NamedNode(f"{citation.value}-quote")


def _position_iri(citation: NamedNode) -> NamedNode:
    return NamedNode(f"{citation.value}-position")


def _stated_iri(source: NamedNode, index: int) -> NamedNode:
    return NamedNode(f"{source.value}#s{index}")


@cache
def run_iri() -> NamedNode:
    """The software that read the files, by its version: no clock, so that the graph is the same on every day."""
    try:
        number = version("cancu")
    except PackageNotFoundError:
        number = "0"
    return NamedNode(f"{BASE}run/cancu-{number}")


def _file_quads(source: Source, document: Document, own: Description, graph: NamedNode) -> Iterator[Quad]:
    run = run_iri()
    said: list[tuple[NamedNode, str, NamedNode | Literal]] = [
        (graph, "rdf:type", term("cancu:SourceFile")),
        (graph, "cancu:path", Literal(source.path)),
        (graph, "cancu:sha256", Literal(source.sha256)),
        (graph, "cancu:characters", count(source.characters)),
        (graph, "dcterms:format", Literal(source.media_type)),
        (graph, "cancu:letterhead", description_iri(own.id)),
        (graph, "prov:wasGeneratedBy", run),
        *([] if document.kind == "document" else [(graph, "cancu:kind", Literal(document.kind))]),
        *((graph, "cancu:warning", Literal(warning)) for warning in document.warnings),
        (run, "rdf:type", term("cancu:Run")),
        (run, "prov:wasAssociatedWith", NamedNode(f"{BASE}software/{run.value.rpartition('/')[2]}")),
    ]
    for subject, short, value in said:
        yield Quad(subject, term(short), value, graph)


def _details(document: Document) -> Iterator[tuple[NamedNode, NamedNode | Literal]]:
    signer = document.signer or Signer(None, None)
    said: list[tuple[str, str | None]] = [
        ("cancu:symbol", None if document.number else document.symbol),
        ("cancu:place", document.place),
        ("cancu:signedBy", signer.name),
        ("cancu:signerPosition", signer.position),
        ("cancu:signedOnBehalfOf", signer.on_behalf_of),
        *(("cancu:recipient", recipient) for recipient in document.recipients),
    ]
    for short, value in said:
        if value:
            yield term(short), Literal(value)
    if document.in_force is not None:
        for short, day in zip(IN_FORCE, (document.in_force.start, document.in_force.end), strict=True):
            if day is not None and is_day(day):
                yield term(short), date_literal(day)


def _citation_quads(
    index: int, citation: Citation, said: Description | None, counts: Relation, graph: NamedNode
) -> Iterator[Quad]:
    node = citation_iri(graph, index)
    target, words = NamedNode(f"{node.value}-target"), quote_iri(node)
    place = _position_iri(node)
    written = citation.number_as_written
    facts: list[tuple[NamedNode, str, NamedNode | Literal | None]] = [
        (node, "rdf:type", term("cancu:Citation")),
        (node, "rdf:type", term("oa:Annotation")),
        (node, "cancu:description", description_iri(said.id) if said else None),
        (node, "cancu:relation", RELATIONS[counts]),
        (node, "cancu:saidRelation", RELATIONS[citation.relation] if counts != citation.relation else None),
        (node, "cancu:zone", term(f"cancu:zone-{citation.zone}")),
        (node, "cancu:trigger", _text(citation.trigger)),
        (node, "cancu:pinpoint", _text(citation.pinpoint)),
        (node, "cancu:numberAsWritten", _text(written if written != citation.number else None)),
        (node, "cancu:within", None if citation.within is None else citation_iri(graph, citation.within)),
        *((node, "cancu:repair", Literal(repair)) for repair in citation.repairs),
        (node, "oa:hasTarget", target),
        (target, "rdf:type", term("oa:SpecificResource")),
        (target, "oa:hasSource", graph),
        (target, "oa:hasSelector", words),
        (target, "oa:hasSelector", place),
        (words, "rdf:type", term("oa:TextQuoteSelector")),
        (words, "oa:exact", Literal(citation.quote)),
        (place, "rdf:type", term("oa:TextPositionSelector")),
        (place, "oa:start", count(citation.start)),
        (place, "oa:end", count(citation.end)),
    ]
    for subject, short, value in facts:
        if value is not None:
            yield Quad(subject, term(short), value, graph)


def place_quads(source: NamedNode, places: Sequence[Place]) -> Iterator[Quad]:
    """Where a person would look for the citations of a source, as far as its file knows pages and paragraphs."""
    for index, place in enumerate(places):
        position = _position_iri(citation_iri(source, index))
        for short, number in (("cancu:page", place.page), ("cancu:paragraph", place.paragraph)):
            if number is not None:
                yield Quad(position, term(short), count(number), source)


def _counted(extraction: Extraction, asides: Asides) -> Iterator[Relation]:
    return counted(extraction, {index for index, aside in enumerate(asides) if aside in FOREIGN})


def aside_of(node: str | None) -> Aside | None:
    """What the node of a reason (its IRI) stands for. Raises KeyError for a foreign one."""
    return None if node is None else _ASIDES[node]


_ASIDES: Mapping[str, Aside] = {term(f"cancu:aside-{aside}").value: aside for aside in get_args(Aside)}


def _stated_quads(index: int, stated: Stated, graph: NamedNode) -> Iterator[Quad]:
    node = _stated_iri(graph, index)
    yield Quad(node, A, term("cancu:StatedRelation"), graph)
    yield Quad(node, term("rdf:predicate"), stated_property(stated.relation, stated.scope), graph)
    yield Quad(node, term("cancu:scope"), term(f"cancu:scope-{stated.scope}"), graph)
    yield Quad(node, term("cancu:objectCitation"), citation_iri(graph, stated.object), graph)
    yield Quad(node, term("cancu:evidence"), citation_iri(graph, stated.object), graph)
    if stated.subject is not None:
        yield Quad(node, term("cancu:subjectCitation"), citation_iri(graph, stated.subject), graph)
        yield Quad(node, term("cancu:evidence"), citation_iri(graph, stated.subject), graph)
    if stated.effective:
        yield Quad(node, term("cancu:effective"), date_literal(stated.effective), graph)


def count(number: int) -> Literal:
    """A number of things."""
    return Literal(str(number), datatype=term("xsd:nonNegativeInteger"))


def _text(value: str | None) -> Literal | None:
    return Literal(value) if value else None
