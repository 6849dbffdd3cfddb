"""The graph as a whole: the same for every order, exactly undone, and every edge traced to its words."""

from __future__ import annotations

import random
from functools import cache
from pathlib import Path

import pytest
from gold_records import TEXTS, plans
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import Quad

from extract import extract
from extract.records import Extraction, Source, SourceText
from kg.building.linking import link
from kg.graph.description_triples import description_from, description_quads
from kg.graph.registering import Known
from kg.graph.terms import INFERRED, RELATIONS, description_iri, source_iri, term
from kg.graph.triples import links_of
from kg.identity.keys import Key
from kg.law import in_full
from kg.law.register import load_register
from kg.resolution.descriptions import cited_descriptions, own_description
from kg.storage.opening import open_store
from kg.storage.readback import Readback
from kg.storage.store import Store


@cache
def sample() -> tuple[Extraction, ...]:
    return tuple(plans())


def built(records: list[Extraction] | tuple[Extraction, ...], *, infer: bool = True) -> Store:
    store = open_store(None)
    store.apply(link(store, new=records, infer=infer))
    return store


@cache
def whole() -> frozenset[Quad]:
    return frozenset(built(sample()).quads())


def test_a_description_reads_back_as_itself() -> None:
    store = built(sample())
    quads = set(store.quads())
    for plan in sample():
        graph = source_iri(plan.source.sha256)
        for description in {own_description(plan), *filter(None, cited_descriptions(plan))}:
            node = description_iri(description.id)
            pairs = [(quad.predicate, quad.object) for quad in store.match(node, None, None, graph)]
            bodies = Readback(store, ()).bodies([pairs])
            assert description_from(pairs, bodies) == description
            assert set(description_quads(description, graph)) <= quads


@pytest.mark.parametrize("order", [("xã Ba Tô", "xã Ba Tơ"), ("xã Ba Tơ", "xã Ba Tô")])
def test_communes_of_one_name_without_accents_read_back_as_themselves(order: tuple[str, str]) -> None:
    letterhead = "ỦY BAN NHÂN DÂN\nXÃ BA VÌ\nSố: 9/KH-UBND\nBa Vì, ngày 3 tháng 4 năm 2026\nKẾ HOẠCH\nVề việc học\n"
    cited = "Căn cứ Kế hoạch số 7/KH-UBND ngày 2/2/2026 của Ủy ban nhân dân {}, tỉnh Quảng Ngãi;\n"
    one, other = order
    texts = [letterhead + cited.format(unit) + "\n" * turn for turn, unit in enumerate((one, other, other, one, one))]
    stores = open_store(None), open_store(None)
    for store, records in zip(stores, ([[text] for text in texts], [texts]), strict=True):
        for batch in records:
            store.apply(link(store, new=[extract(text) for text in batch]))
    assert set(stores[0].match()) == set(stores[1].match())


def test_links_read_back_as_themselves() -> None:
    store = built(sample())
    for plan in sample():
        read, made = Readback(store, ()).links(source_iri(plan.source.sha256)), links_of(plan)
        assert (read.letterhead, set(read.citations), set(read.details)) == (
            made.letterhead,
            set(made.citations),
            set(made.details),
        )


@given(st.permutations(range(5)), st.integers(1, 5))
@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_the_same_graph_for_every_order_and_every_batch(order: list[int], size: int) -> None:
    store = open_store(None)
    for start in range(0, 5, size):
        store.apply(link(store, new=[sample()[index] for index in order[start : start + size]]))
    assert set(store.quads()) == whole()


@given(st.sets(st.integers(0, 4), min_size=1), st.randoms(use_true_random=False))
@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_what_leaves_takes_its_own_statements_along_and_comes_back(gone: set[int], chance: random.Random) -> None:
    store = built(sample())
    leaving = [sample()[index] for index in gone]
    store.apply(link(store, gone={source_iri(one.source.sha256) for one in leaving}))
    staying = [one for index, one in enumerate(sample()) if index not in gone]
    assert set(store.quads()) == set(built(staying).quads())
    chance.shuffle(leaving)
    for one in leaving:
        store.apply(link(store, new=[one]))
    assert set(store.quads()) == whole()


FOOD = "ngày 01/01/2025 của Chính phủ về thực phẩm sạch trong trường học nội trú"
POLICE = "ngày 18/02/2025 của Chính phủ quy định chức năng, nhiệm vụ và cơ cấu tổ chức của Bộ Công an"


def test_of_two_decrees_of_a_number_one_is_left_where_the_files_of_a_title_leave() -> None:
    said = [FOOD] * 3 + [POLICE] * 3 + [""]
    staying = [
        extract(
            SourceText(f"Căn cứ Nghị định số 9902/2025/NĐ-CP {one};", Source("a.txt", f"{turn:064}", "text/plain", 9))
        )
        for turn, one in enumerate(said)
    ]
    store, counts = built(staying), []
    for leaving in ((), (5,), (3, 4), (0,)):
        gone = {source_iri(f"{one:064}") for one in leaving}
        store.apply(link(store, gone=gone))
        staying = [one for one in staying if source_iri(one.source.sha256) not in gone]
        assert set(store.quads()) == set(built(staying).quads())
        counts.append(len(store.select("SELECT DISTINCT ?d WHERE { ?c oa:hasBody ?d }")))
    assert counts == [2, 1, 1, 1]


LAW = "Luật Thực hiện dân chủ ở cơ sở"


def test_of_a_source_that_stays_only_what_means_another_document_changes() -> None:
    """An edge that another citation of the same source gives stays when one of them comes to mean something else."""
    head = "KẾ HOẠCH\nVề việc học\n\n"
    both = extract(
        f"{head}Căn cứ {LAW} ngày 10/11/2022;\nCăn cứ Luật số 10/2022/QH15 ngày 10/11/2022;\nCăn cứ Luật Đất đai;\n"
    )
    tying = extract(f"{head}Căn cứ {LAW} số 10/2022/QH15 ngày 10/11/2022;\n")
    store, graph = built([both]), source_iri(both.source.sha256)
    alone = set(store.quads())
    edges = [len(list(store.match(None, RELATIONS["based_on"], None, graph)))]
    parts = []
    for change in (lambda: link(store, new=[tying]), lambda: link(store, gone={source_iri(tying.source.sha256)})):
        made = change()
        parts.append({quad.subject.value for quad in made.remove | made.add if quad.graph_name == graph})
        store.apply(made)
        edges.append(len(list(store.match(None, RELATIONS["based_on"], None, graph))))
    assert edges == [3, 2, 3], "by name and by number it is one law while a source says so"
    assert set(store.quads()) == alone
    assert all(len({one for one in part if "#c" in one}) == 1 for part in parts), parts


def test_an_empty_store_is_empty_again() -> None:
    store = built(sample())
    store.apply(link(store, gone=set(store.graphs()) - {INFERRED}))
    assert list(store.quads()) == []


def test_the_lost_letterhead_is_recognised_and_can_be_left_alone() -> None:
    parent = "urn:lex:vn;tinh.lang.son:uy.ban.nhan.dan:ke.hoach:2026-02-26;61-kh-ubnd"
    question = f"SELECT ?path WHERE {{ <{parent}> cancu:readFrom/cancu:path ?path }}"
    store = built(sample())
    assert [row["path"].value for row in store.select(question)] == ["lang-son-2026.txt"]
    (identity,) = store.select("SELECT ?as ?score WHERE { ?i cancu:inferredAs ?as ; cancu:score ?score }")
    assert identity["as"].value == parent
    without = built(sample(), infer=False)
    assert without.select(question) == []
    assert without.select("SELECT ?i WHERE { ?i a cancu:InferredIdentity }") == []
    without.apply(link(without, recognise_all=True))
    assert set(without.quads()) == whole()


def test_every_edge_has_words_and_they_stand_where_it_says() -> None:
    store = built(sample())
    texts = {path.name: path.read_text(encoding="utf-8") for path in TEXTS.iterdir()}
    edges = {
        (quad.subject, quad.predicate, quad.object)
        for relation in RELATIONS.values()
        for quad in store.match(None, relation)
    }
    assert len(edges) > 100
    carried = store.select(
        """SELECT ?document ?relation ?basis ?path ?start ?end ?quote WHERE {
            ?c cancu:citedIn ?document ; cancu:relation ?relation ; oa:hasBody ?basis ; oa:hasTarget ?target .
            ?target oa:hasSource/cancu:path ?path ; oa:hasSelector/oa:exact ?quote ; oa:hasSelector ?place .
            ?place oa:start ?start ; oa:end ?end }"""
    )
    for row in carried:
        assert texts[row["path"].value][int(row["start"].value) : int(row["end"].value)] == row["quote"].value
    assert {(row["document"], row["relation"], row["basis"]) for row in carried} == edges


def test_a_document_stands_once_with_one_number_and_one_date() -> None:
    store = built(sample())
    for short in ("rdfs:label", "cancu:number", "eli:date_document", "cancu:block"):
        values = [quad.subject for quad in store.match(None, term(short), None, INFERRED)]
        assert len(values) == len(set(values))


@pytest.mark.parametrize("relation", ["based_on", "implements"])
def test_the_law_of_2022_is_one_under_all_its_dates(relation: str) -> None:
    rows = built(sample()).select(
        f"""SELECT DISTINCT ?law ?path WHERE {{ ?plan {RELATIONS[relation]} ?law ; cancu:readFrom/cancu:path ?path .
            ?law cancu:name ?name . FILTER(CONTAINS(?name, "dân chủ ở cơ sở")) }}"""
    )
    assert len({row["law"] for row in rows}) == 1
    assert len({row["path"] for row in rows}) >= 2


def test_the_conflict_of_dates_is_told_with_its_claims() -> None:
    claims = built(sample()).select(
        """SELECT DISTINCT ?date WHERE { ?claim a cancu:Claim ; rdf:subject/cancu:name ?name ;
            rdf:predicate eli:date_document ; rdf:object ?date . FILTER(CONTAINS(?name, "dân chủ ở cơ sở")) }"""
    )
    assert {row["date"].value for row in claims} == {"2022", "2022-11-10", "2023-07-01"}


def test_samples_lie_where_they_should() -> None:
    assert len(list(Path(TEXTS).iterdir())) >= 5


@cache
def register() -> Known:
    return Known(load_register())


def test_the_register_lends_laws_their_numbers_and_its_facts() -> None:
    store = open_store(None)
    store.apply(link(store, new=sample(), known=register()))
    laws = store.select("""SELECT DISTINCT ?law ?name WHERE { ?c oa:hasBody ?law . ?law cancu:name ?name ;
        eli:type_document <https://w3id.org/cancu/type/luat> }""")
    assert {row["law"].value for row in laws} >= {
        "urn:lex:vn:quoc.hoi:luat:2022-11-10;10-2022-qh15",
        "urn:lex:vn:quoc.hoi:luat:2018-06-12;25-2018-qh14",
    }
    assert all(row["law"].value.startswith("urn:lex:") for row in laws)
    facts = store.select("""SELECT ?later ?earlier WHERE { GRAPH <https://w3id.org/cancu/graph/register> {
        ?f a cancu:Fact ; rdf:subject ?l ; rdf:object ?e ; dcterms:source ?s . ?l cancu:supersedes ?e }
        ?l cancu:number ?later . ?e cancu:number ?earlier }""")
    assert ("25/2018/QH14", "03/2011/QH13") in {(row["later"].value, row["earlier"].value) for row in facts}
    known = {row["n"].value for row in store.select("SELECT ?n WHERE { ?d a cancu:Document ; cancu:number ?n }")}
    assert len(known) < 150, "only what the sources speak of stands in the graph"


@given(st.permutations(range(5)), st.integers(0, 4))
@settings(max_examples=3, suppress_health_check=[HealthCheck.too_slow])
def test_the_register_comes_and_goes_with_what_is_spoken_of(order: list[int], left: int) -> None:
    store, whole_store = open_store(None), open_store(None)
    for index in order:
        store.apply(link(store, new=[sample()[index]], known=register()))
    whole_store.apply(link(whole_store, new=sample(), known=register()))
    assert set(store.quads()) == set(whole_store.quads())
    store.apply(link(store, gone={source_iri(sample()[left].source.sha256)}, known=register()))
    without = open_store(None)
    without.apply(link(without, new=[one for one in sample() if one is not sample()[left]], known=register()))
    assert set(store.quads()) == set(without.quads())
    whole_store.apply(link(whole_store, refresh=True))
    assert set(whole_store.quads()) == whole()


def test_of_the_register_a_build_knows_what_is_spoken_of_and_a_later_build_what_stands_there() -> None:
    """Of ten thousand documents some hundreds are looked at; what another process put there stays, facts and all."""
    store, whole_store = open_store(None), open_store(None)
    whole_store.apply(link(whole_store, new=sample(), known=register()))
    for one in sample():
        known = Known(load_register())
        store.apply(link(store, new=[one], known=known))
        assert 0 < len(known.descriptions) < 2000
    assert set(store.quads()) == set(whole_store.quads())


def test_what_a_short_citation_means_is_not_searched_for_among_all(monkeypatch: pytest.MonkeyPatch) -> None:
    """A text may cite thousands of documents without their days, of which one is told elsewhere."""
    text = "KẾ HOẠCH\nCăn cứ " + "; ".join(f"Công văn số {number}/UBND-VP" for number in range(1, 2_001))
    compared = 0
    whole = in_full._completes

    def counted(key: Key, other: Key) -> bool:
        nonlocal compared
        compared += 1
        return whole(key, other)

    monkeypatch.setattr(in_full, "_completes", counted)
    found = cited_descriptions(extract(SourceText(text, Source("a.txt", "a" * 64, "text/plain", len(text)))))
    assert len(found) > 1_900
    assert compared <= 2 * len(found)
