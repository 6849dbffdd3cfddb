"""The vocabulary: labelled in both languages, aligned with terms that exist, in step with records and tables."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import unicodedata
from pathlib import Path
from typing import get_args

import pyoxigraph as ox
import pytest
from rdflib import (
    DCTERMS,
    ORG,
    OWL,
    PROV,
    RDF,
    RDFS,
    SH,
    SKOS,
    TIME,
    VANN,
    XSD,
    Graph,
    Literal,
    Namespace,
    URIRef,
)
from rdflib.namespace import DefinedNamespace
from rdflib.term import Node

from extract.records import Level, Relation, Zone
from kg.graph.terms import RELATIONS, term
from kg.identity.naming import dotted
from kg.law.status import Value
from ontology import table

ROOT = Path(__file__).parents[2]
FILES = ("cancu.ttl", "types.ttl", "bodies.ttl", "shapes.ttl", "example.trig")
CANCU = Namespace("https://w3id.org/cancu/ontology#")
ELI = Namespace("http://data.europa.eu/eli/ontology#")
OA = Namespace("http://www.w3.org/ns/oa#")
PUBLISHED: dict[str, type[DefinedNamespace]] = {
    str(namespace): namespace for namespace in (DCTERMS, ORG, OWL, PROV, RDF, RDFS, SH, SKOS, TIME, VANN, XSD)
}
LISTED = {str(ELI): "eli_1_5.txt", str(OA): "oa.txt"}


def load(name: str) -> Graph:
    """A file of the ontology, its named graphs laid together."""
    path = ROOT / "ontology" / name
    quads = ox.parse(path=path, format=ox.RdfFormat.from_extension(path.suffix[1:]))
    triples = ox.serialize((quad.triple for quad in quads), format=ox.RdfFormat.N_TRIPLES)
    return Graph().parse(data=triples, format="nt")


TERMS = load("cancu.ttl")
OWN = sorted(one for one in set(TERMS.subjects()) if isinstance(one, URIRef) and one.startswith(CANCU))


def languages(graph: Graph, node: Node, property_: URIRef) -> list[str]:
    return sorted(str(text.language) for text in graph.objects(node, property_) if isinstance(text, Literal))


@pytest.mark.parametrize("own", OWN, ids=[one.rpartition("#")[2] for one in OWN])
def test_every_term_is_labelled_in_both_languages(own: URIRef) -> None:
    concept = (own, RDF.type, SKOS.Concept) in TERMS
    assert languages(TERMS, own, SKOS.prefLabel if concept else RDFS.label) == ["en", "vi"]
    if not concept and (own, RDF.type, SKOS.ConceptScheme) not in TERMS:
        assert languages(TERMS, own, RDFS.comment) == ["en", "vi"]


@pytest.mark.parametrize("name", ["types.ttl", "bodies.ttl"])
def test_every_concept_is_labelled_in_both_languages(name: str) -> None:
    graph = load(name)
    concepts = set(graph.subjects(RDF.type, SKOS.Concept))
    assert len(concepts) > 40
    for concept in concepts:
        assert languages(graph, concept, SKOS.prefLabel) == ["en", "vi"], concept


@pytest.mark.parametrize("name", FILES)
def test_every_term_used_exists(name: str) -> None:
    for node in {part for triple in load(name) for part in triple if isinstance(part, URIRef)}:
        namespace, _, local = node.rpartition("#") if "#" in node else node.rpartition("/")
        namespace += "#" if "#" in node else "/"
        if namespace in PUBLISHED and local:
            assert node in PUBLISHED[namespace], node
        elif namespace in LISTED and local:
            assert local in (Path(__file__).parent / LISTED[namespace]).read_text(encoding="utf-8").split(), node
        elif namespace == str(CANCU) and local:
            assert node in OWN, f"{node} is used and not defined"


def test_every_type_and_body_of_the_example_is_in_its_scheme() -> None:
    known = {*load("types.ttl").subjects(), *load("bodies.ttl").subjects()}
    used = {o for o in load("example.trig").objects() if re.search(r"/(type|body-kind)/", str(o))}
    assert used
    assert used <= known


@pytest.mark.parametrize(
    ("own", "relation", "other"),
    [
        (CANCU.Document, RDFS.subClassOf, ELI.LegalResource),
        (CANCU.Citation, RDFS.subClassOf, OA.Annotation),
        (CANCU.Body, RDFS.subClassOf, ORG.FormalOrganization),
        (CANCU.SourceFile, RDFS.subClassOf, PROV.Entity),
        (CANCU.implements, RDFS.subPropertyOf, ELI.applies),
        (CANCU.supersedes, RDFS.subPropertyOf, ELI.repeals),
        (CANCU.dated, RDFS.subPropertyOf, TIME.hasTime),
        (CANCU["reform-2025-07-01"], RDF.type, ORG.ChangeEvent),
    ],
)
def test_alignments(own: URIRef, relation: URIRef, other: URIRef) -> None:
    assert (own, relation, other) in TERMS


def test_inferred_identity_is_never_sameness() -> None:
    assert OWL.sameAs not in set(TERMS.transitive_objects(CANCU.inferredSameAs, RDFS.subPropertyOf))


@pytest.mark.parametrize(
    ("scheme", "values"), [("zones", get_args(Zone)), ("levels", get_args(Level)), ("statuses", get_args(Value))]
)
def test_values_are_those_of_the_records(scheme: str, values: tuple[str, ...]) -> None:
    concepts = {str(TERMS.value(one, SKOS.notation)): one for one in TERMS.subjects(SKOS.inScheme, CANCU[scheme])}
    assert set(concepts) == set(values)
    for notation, concept in concepts.items():
        assert str(concept).endswith(f"-{notation}")


def test_each_relation_of_the_records_has_its_property() -> None:
    assert set(RELATIONS) == set(get_args(Relation))
    shapes = load("shapes.ttl")
    (allowed,) = shapes.objects(URIRef("https://w3id.org/cancu/shapes#citation-relation"), SH["in"])
    assert set(shapes.items(allowed)) == {URIRef(node.value) for node in RELATIONS.values()}


def test_what_the_graph_is_written_with_is_defined() -> None:
    texts = [path.read_text(encoding="utf-8") for path in (*ROOT.glob("kg/**/*.py"), *ROOT.glob("kg/queries/*.rq"))]
    used = {name for text in texts for name in re.findall(r"\bcancu:([A-Za-z][\w-]*[A-Za-z0-9])\b(?!-)", text)}
    assert {"Document", "Citation", "implements"} <= used
    assert {name for name in used if CANCU[name] not in OWN} == set()


def test_the_tables_are_in_step() -> None:
    codes = [row["code"] for row in table("types")]
    assert len(codes) == len(set(codes))
    named = {row["name"] for row in table("bodies")} | {row["body"] for row in table("organisations")}
    assert {row["body"] for row in table("symbols")} <= named, "each body with a symbol needs an English name"
    successors = {row["successor"] for row in table("organisations") if row["successor"]}
    assert successors <= named
    for rows, column in ((table("types"), "label"), (table("bodies"), "name"), (table("organisations"), "body")):
        names = [dotted(row[column]) for row in rows]
        assert len(names) == len(set(names)), "two names with one IRI"


def test_a_body_that_ended_has_a_day_and_a_source() -> None:
    ended = [row for row in table("organisations") if row["ended"]]
    assert ended
    for row in ended:
        assert re.fullmatch(r"\d{4}(-\d{2}(-\d{2})?)?", row["ended"])
        assert row["source"]
        assert row["successor"]


@pytest.mark.parametrize(
    ("module", "names"),
    [
        ("scripts.vocabularies", ["ontology/types.ttl", "ontology/bodies.ttl"]),
        ("scripts.ontology_page", ["docs/ontology.md"]),
    ],
)
def test_what_is_made_is_fresh(module: str, names: list[str], tmp_path: Path) -> None:
    target = tmp_path if len(names) > 1 else tmp_path / Path(names[0]).name
    subprocess.run([sys.executable, "-m", module, str(target)], check=True, cwd=ROOT)
    for name in names:
        made = (tmp_path / Path(name).name).read_text(encoding="utf-8")
        assert made == (ROOT / name).read_text(encoding="utf-8"), f"run python -m {module}"


@pytest.mark.parametrize("path", sorted((ROOT / "ontology").glob("*.*")), ids=lambda path: str(path.name))
def test_letters_are_composed(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text == unicodedata.normalize("NFC", text)
    assert "\t" not in text
    assert "\r" not in text


def test_the_page_speaks_of_every_term() -> None:
    page = (ROOT / "docs" / "ontology.md").read_text(encoding="utf-8")
    kinds = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, SKOS.Concept)
    for own in {one for kind in kinds for one in TERMS.subjects(RDF.type, kind)}:
        assert f"`cancu:{str(own).rpartition('#')[2]}`" in page
    assert "vietnamadminunits" in page


def test_the_context_means_the_terms() -> None:
    context = json.loads((ROOT / "ontology" / "context.jsonld").read_text(encoding="utf-8"))
    plan, directive = "urn:lex:vn;tinh.a:b:c:2026-01-01;1", "urn:lex:vn:b:c:2021-01-01;2"
    document = context | {
        "id": plan,
        "type": "Document",
        "number": "1/KH-UBND",
        "date": "2026-01-01",
        "basedOn": directive,
        "label": {"vi": "Kế hoạch"},
    }
    quads = ox.parse(json.dumps(document), format=ox.RdfFormat.JSON_LD)
    triples = ox.serialize((quad.triple for quad in quads), format=ox.RdfFormat.N_TRIPLES)
    graph = Graph().parse(data=triples, format="nt")
    expected = {
        (RDF.type, CANCU.Document),
        (CANCU.number, Literal("1/KH-UBND")),
        (ELI.date_document, Literal("2026-01-01", datatype=XSD.date)),
        (ELI.based_on, URIRef(directive)),
        (RDFS.label, Literal("Kế hoạch", lang="vi")),
    }
    assert set(graph.predicate_objects(URIRef(plan))) == expected


def test_every_alias_of_the_context_is_a_term() -> None:
    context = json.loads((ROOT / "ontology" / "context.jsonld").read_text(encoding="utf-8"))["@context"]
    aliases = [entry["@id"] if isinstance(entry, dict) else str(entry) for entry in context.values()]
    for short in (alias for alias in aliases if re.fullmatch(r"[a-z]+:[A-Za-z_-]+", alias)):
        node = URIRef(term(short).value)
        if short.startswith("cancu:"):
            assert node in OWN, short
        elif short.startswith(("eli:", "oa:")):
            listing = (Path(__file__).parent / LISTED[str(ELI if short.startswith("eli:") else OA)]).read_text("utf-8")
            assert short.partition(":")[2] in listing.split(), short
