"""The shapes: a sound graph passes; for each rule there is a graph that breaks it, and it alone."""

from __future__ import annotations

from collections.abc import Iterable
from importlib.resources import files
from pathlib import Path
from typing import cast

import pyoxigraph as ox
import pyshacl
import pytest
from rdflib import RDF, SH, Graph, Literal, URIRef

from kg.graph import pieces, validation
from kg.graph.findings import Finding
from kg.graph.reach import Reach
from kg.graph.shapes import all_rules
from kg.graph.terms import BOOKS, PREFIXES, A, term
from kg.storage.opening import open_store
from kg.storage.store import Store

ONTOLOGY = files("ontology")
PLAN = "<urn:lex:vn;tinh.lang.son;xa.dinh.lap:uy.ban.nhan.dan:ke.hoach:2026-05-25;179-kh-ubnd>"
DIRECTIVE = "<urn:lex:vn:thu.tuong.chinh.phu:chi.thi:2021-11-26;33-ct-ttg>"
OLD = "<urn:lex:vn:chinh.phu:nghi.dinh:2015-01-09;4-2015-nd-cp>"
NEW = "<urn:lex:vn:chinh.phu:nghi.dinh:2025-11-03;285-2025-nd-cp>"
EX = "PREFIX ex: <https://example.org/> PREFIX unit: <https://w3id.org/cancu/unit/> "

BROKEN = [
    ("citation-source", "DELETE { ?t oa:hasSource ?f } WHERE { ?t oa:hasSource ?f }"),
    ("citation-quote", "DELETE { ?s oa:exact ?q } WHERE { ?s oa:exact ?q }"),
    ("citation-start", "DELETE { ?s oa:start ?n } WHERE { ?s oa:start ?n }"),
    ("citation-end", "DELETE { ?s oa:end ?n } WHERE { ?s oa:end ?n }"),
    ("citation-length", 'DELETE { ?s oa:exact ?q } INSERT { ?s oa:exact "Chỉ thị số 33" } WHERE { ?s oa:exact ?q }'),
    ("citation-holder", f"INSERT DATA {{ ex:plan.txt-1 cancu:citedIn {DIRECTIVE} }}"),
    (
        "citation-relation",
        f"INSERT DATA {{ {PLAN} eli:cites {DIRECTIVE} . ex:plan.txt-1 cancu:relation eli:cites }}",
    ),
    ("citation-zone", "DELETE DATA { ex:plan.txt-1 cancu:zone cancu:zone-preamble }"),
    ("citation-aside", "INSERT DATA { ex:plan.txt-1 cancu:aside cancu:zone-preamble }"),
    ("citation-meaning", f"INSERT DATA {{ ex:plan.txt-1 oa:hasBody {OLD} }}"),
    (
        "citation-resolution",
        f"DELETE DATA {{ ex:plan.txt-1 oa:hasBody {DIRECTIVE} . {PLAN} eli:based_on {DIRECTIVE} }}",
    ),
    ("document-label", f"DELETE {{ {PLAN} rdfs:label ?l }} WHERE {{ {PLAN} rdfs:label ?l }}"),
    ("document-number", f"INSERT DATA {{ {PLAN} cancu:number '180/KH-UBND' }}"),
    ("document-date", f"INSERT DATA {{ {PLAN} eli:date_document '2026-05-26'^^xsd:date }}"),
    ("document-year", f"INSERT DATA {{ {PLAN} cancu:year '2027'^^xsd:gYear }}"),
    ("document-type", f"INSERT DATA {{ {PLAN} eli:type_document <https://w3id.org/cancu/type/bao.cao> }}"),
    ("document-force", f"INSERT DATA {{ {NEW} eli:date_no_longer_in_force '2025-12-01'^^xsd:date }}"),
    ("document-effect", f"INSERT DATA {{ {PLAN} eli:first_date_entry_in_force '2026-05-24'^^xsd:date }}"),
    (
        "document-supersedes",
        f"INSERT DATA {{ {OLD} cancu:supersedes {PLAN} . "
        f"[] a cancu:Claim ; rdf:subject {OLD} ; rdf:predicate cancu:supersedes ; rdf:object {PLAN} }}",
    ),
    (
        "document-supersedes",  # a circle through another one
        f"DELETE {{ ?d eli:date_document ?day }} INSERT {{ {OLD} cancu:supersedes {NEW} . "
        f"[] a cancu:Claim ; rdf:subject {OLD} ; rdf:predicate cancu:supersedes ; rdf:object {NEW} }} "
        "WHERE { ?d eli:date_document ?day }",
    ),
    (
        "document-basis",  # later than the document that rests on it
        f"DELETE DATA {{ {DIRECTIVE} eli:date_document '2021-11-26'^^xsd:date }} ; "
        f"INSERT DATA {{ {DIRECTIVE} eli:date_document '2026-06-01'^^xsd:date }}",
    ),
    (
        "document-basis",  # of a lower level
        f"DELETE DATA {{ {PLAN} eli:passed_by ex:ubnd-dinh-lap . {DIRECTIVE} eli:passed_by ex:thu-tuong }} ; "
        f"INSERT DATA {{ {DIRECTIVE} eli:passed_by ex:ubnd-dinh-lap . {PLAN} eli:passed_by ex:thu-tuong }}",
    ),
    (
        "document-issuer-ended",
        "DELETE DATA { ex:ubnd-dinh-lap cancu:unit unit:c06613-2025 } ; "
        "INSERT DATA { ex:ubnd-dinh-lap cancu:unit unit:c06622 }",
    ),
    ("edge-evidence", f"INSERT DATA {{ {PLAN} cancu:implements {OLD} }}"),
    (
        "period",
        "DELETE { ?i time:inXSDDate ?d } INSERT { ?i time:inXSDDate '2025-12-31'^^xsd:date } "
        "WHERE { ?p time:hasEnd ?i . ?i time:inXSDDate ?d }",
    ),
    ("source-path", "DELETE { ?f cancu:path ?p } WHERE { ?f cancu:path ?p }"),
    ("source-sha256", "INSERT DATA { ex:plan.txt cancu:sha256 'not a hash' }"),
    ("assertion-subject", f"INSERT DATA {{ ex:fact-1 rdf:subject {PLAN} }}"),
    ("assertion-predicate", "INSERT DATA { ex:fact-1 rdf:predicate eli:amends }"),
    ("assertion-object", f"INSERT DATA {{ ex:fact-1 rdf:object {PLAN} }}"),
    (
        "stated-relation",
        "INSERT DATA { [] a cancu:StatedRelation ; rdf:predicate eli:cites ; cancu:evidence ex:plan.txt-1 }",
    ),
    ("stated-evidence", "INSERT DATA { [] a cancu:StatedRelation ; rdf:predicate eli:amends }"),
    ("description-denotes", f"INSERT DATA {{ ex:description-1 cancu:denotes {PLAN} }}"),
    ("fact-source", "DELETE { ex:fact-1 dcterms:source ?s } WHERE { ex:fact-1 dcterms:source ?s }"),
    ("fact-mark", "INSERT DATA { ex:fact-1 cancu:mark cancu:mark-S }"),
    ("inferred-from", f"INSERT DATA {{ ex:identity-1 cancu:inferredFrom {PLAN} }}"),
    ("inferred-as", f"INSERT DATA {{ ex:identity-1 cancu:inferredAs {PLAN} }}"),
    (
        "inferred-score",
        "DELETE { ?i cancu:score ?s } INSERT { ?i cancu:score 1.5 } WHERE { ?i cancu:score ?s }",
    ),
    ("inferred-reason", "DELETE { ?i cancu:reason ?r } WHERE { ?i cancu:reason ?r }"),
    ("body-level", "DELETE DATA { ex:thu-tuong cancu:level cancu:level-central }"),
    ("body-unit", "INSERT DATA { ex:ubnd-dinh-lap cancu:unit unit:c06613 }"),
    (
        "body-unit-level",
        "DELETE DATA { ex:ubnd-dinh-lap cancu:unit unit:c06613-2025 } ; "
        "INSERT DATA { ex:ubnd-dinh-lap cancu:unit unit:p20 }",
    ),
    ("unit", "INSERT DATA { unit:p20 dcterms:isPartOf unit:c06622 }"),
    ("unit", "DELETE { ?u dcterms:isReplacedBy ?v } WHERE { ?u dcterms:isReplacedBy ?v }"),
    ("unit-level", "DELETE DATA { unit:c06622 cancu:level cancu:level-commune }"),
    ("unit-span", "INSERT DATA { unit:c06622 cancu:existedFrom '2025-07-01'^^xsd:date }"),
]


def example() -> ox.Store:
    """The ontology's own example, its named graphs laid together."""
    quads = ox.parse(ONTOLOGY.joinpath("example.trig").read_bytes(), format=ox.RdfFormat.TRIG)
    store = ox.Store()
    store.extend(ox.Quad(q.subject, q.predicate, q.object) for q in quads)
    return store


def broken(update: str) -> ox.Store:
    store = example()
    before = len(store), set(store)
    store.update(PREFIXES + EX + update)
    assert (len(store), set(store)) != before, "the update changes nothing"
    return store


def broken_everywhere() -> ox.Store:
    store = example()
    for _, update in BROKEN:
        store.update(PREFIXES + EX + update)
    return store


def validate(quads: Iterable[ox.Quad]) -> list[Finding]:
    store = ox.Store()
    store.extend(quads)
    return validation.validate(Store(store))


def shapes() -> Graph:
    return Graph().parse(data=ONTOLOGY.joinpath("shapes.ttl").read_text(encoding="utf-8"), format="turtle")


def test_the_example_is_sound() -> None:
    assert validate(example()) == []


@pytest.mark.parametrize(("rule", "update"), BROKEN, ids=[f"{n}-{rule}" for n, (rule, _) in enumerate(BROKEN)])
def test_each_rule_finds_what_breaks_it(rule: str, update: str) -> None:
    findings = validate(broken(update))
    assert {finding.rule for finding in findings} == {rule}
    for finding in findings:
        assert finding.message != finding.message_vi
        assert "{?" not in finding.message + finding.message_vi


def test_every_rule_is_broken_by_some_graph() -> None:
    graph = shapes()
    speaking = {s for s, _ in graph.subject_objects(SH.message) if isinstance(s, URIRef)} | set(
        graph.subjects(SH.sparql)
    )
    assert {str(shape).rpartition("#")[2] for shape in speaking} == {rule for rule, _ in BROKEN}


def test_messages_are_in_both_languages() -> None:
    graph = shapes()
    for shape in set(graph.subjects(SH.message)):
        texts = [text for text in graph.objects(shape, SH.message) if isinstance(text, Literal)]
        assert sorted(str(text.language) for text in texts) == ["en", "vi"], shape


def test_the_shapes_are_shacl() -> None:
    conforms, _, text = pyshacl.validate(Graph(), shacl_graph=shapes(), meta_shacl=True)
    assert conforms, text


def test_pyshacl_alone_finds_the_same() -> None:
    store = broken_everywhere()
    triples = ox.serialize((quad.triple for quad in store), format=ox.RdfFormat.N_TRIPLES)
    data = Graph().parse(data=triples, format="nt")
    _, report, _ = pyshacl.validate(data, shacl_graph=shapes())
    alone = {
        (str(report.value(result, SH.sourceShape)).rpartition("#")[2], str(report.value(result, SH.focusNode)))
        for result in report.subjects(RDF.type, SH.ValidationResult)
        if isinstance(report.value(result, SH.focusNode), URIRef)
    }
    named = {(one.rule, one.about) for one in validate(store) if ":" in one.about and one.rule != "period"}
    assert named == alone, "nodes without a name aside, and what hangs on one"
    assert len({rule for rule, _ in alone}) > 30


def test_a_finding_says_where_it_stands() -> None:
    (late,) = validate(broken(dict(BROKEN)["citation-length"]))
    assert (late.path, late.start, late.end) == ("plans/dinh-lap.txt", 218, 278)
    assert late.message == "The quote is not as long as its positions say: “Chỉ thị số 33”."
    (period,) = validate(broken(dict(BROKEN)["period"]))
    assert period.label == "Kế hoạch 179/KH-UBND của Ủy ban nhân dân xã Đình Lập", "not the blank node of its period"
    assert (period.path, period.start) == ("plans/dinh-lap.txt", None)
    later = next(update for rule, update in BROKEN if rule == "document-basis")
    basis = [f for f in validate(broken(later)) if f.rule == "document-basis"]
    assert [(f.severity, f.start, f.value) for f in basis] == [
        ("warning", 218, "Chỉ thị 33/CT-TTg của Thủ tướng Chính phủ")
    ], "the place of the citation that makes the edge"


def test_errors_come_first_and_the_order_is_stable() -> None:
    store = broken(dict(BROKEN)["document-label"])
    store.update(PREFIXES + EX + dict(BROKEN)["source-path"])
    findings = validate(store)
    assert [finding.severity for finding in findings] == ["error", "warning"]
    assert findings == validate(reversed(list(store)))


def test_a_graph_in_pieces_is_checked_as_if_it_were_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    store = broken_everywhere()
    whole = {
        (rule.name, row["this"]) for rule in all_rules() for row in cast(ox.QuerySolutions, store.query(rule.query))
    }
    assert len(whole) > 30
    monkeypatch.setattr(pieces, "PIECE", 1)  # one node each
    found = {(one.rule, one.about) for one in validate(store)}
    assert {one for one in found if one[0] != "period"} == {
        (rule, about.value) for rule, about in whole if rule != "period"
    }, "a period goes by its document"


def test_what_many_sources_say_alike_is_said_once(monkeypatch: pytest.MonkeyPatch) -> None:
    alone = broken_everywhere()
    graphs = [ox.NamedNode(f"https://example.org/{number}") for number in range(3)]
    monkeypatch.setattr(pieces, "_OFTEN", 5)
    spread = [ox.Quad(*quad.triple, graph) for quad in alone for graph in graphs]
    assert validate(spread) == validate(alone)


def test_the_own_books_of_a_store_are_not_checked() -> None:
    books = ox.Quad(term("cancu:x"), A, term("cancu:SourceFile"), BOOKS)
    assert [one.rule for one in validate([ox.Quad(*books.triple)])] == ["source-path", "source-sha256"]
    assert validate([books]) == []


@pytest.mark.parametrize("where", ["?other cancu:number ?number", "$this (cancu:a|cancu:b) ?value"])
def test_a_rule_that_no_piece_could_answer_is_refused(where: str) -> None:
    with pytest.raises(NotImplementedError):
        Reach().enter(f"{PREFIXES} SELECT $this WHERE {{ $this cancu:number ?any . {where} }}")


@pytest.mark.parametrize("start", ["-1", "zwei", "9" * 5000])
def test_a_place_that_is_no_number_is_a_finding_and_no_crash(start: str) -> None:
    store = broken(
        f'DELETE {{ ?s oa:start ?n }} INSERT {{ ?s oa:start "{start}"^^xsd:integer }} WHERE {{ ?s oa:start ?n }}'
    )
    finding = next(one for one in validate(store) if one.rule in ("citation-start", "citation-length"))
    assert (finding.path, finding.start) == ("plans/dinh-lap.txt", None)


def test_nodes_without_name_in_a_circle_are_named_by_none_other() -> None:
    store = example()
    store.update(
        PREFIXES + "INSERT DATA { _:a time:hasBeginning [ time:inXSDDate '2026-01-02'^^xsd:date ] ; "
        "time:hasEnd [ time:inXSDDate '2026-01-01'^^xsd:date ] ; a time:ProperInterval ; rdfs:seeAlso _:b . "
        "_:b rdfs:seeAlso _:a }"
    )
    assert [one.rule for one in validate(store)] == ["period"]


def test_hostile_text_stays_text() -> None:
    store = example()
    store.update(PREFIXES + f"INSERT DATA {{ {PLAN} cancu:implements <urn:x:%7B%3Fvalue%7D> }}")
    (finding,) = [f for f in validate(store) if f.rule == "edge-evidence"]
    assert isinstance(finding, Finding)
    assert finding.value == "urn:x:%7B%3Fvalue%7D"


def test_the_sample_plans_make_a_sound_graph(sample_store: Path) -> None:
    with open_store(sample_store) as store:
        assert validation.validate(store) == []
        sound = ox.Store()
        sound.extend(store.quads())
    quote = next(sound.quads_for_pattern(None, term("oa:exact"), None))
    sound.remove(quote)
    (finding,) = validate(sound)
    assert finding.rule == "citation-quote"
    assert finding.path is not None
    assert finding.path.endswith((".txt", ".md"))
    assert finding.start is not None


def test_nothing_to_check_is_sound() -> None:
    assert validate([]) == []
