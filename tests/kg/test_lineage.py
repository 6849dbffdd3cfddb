"""Lineage and references over the sample plans: chains, words, and every way of writing a document."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sample_bodies import LANG_SON

from extract.errors import UnknownReferenceError
from extract.records import Citation, Document, Extraction, Relation, Source
from kg.answers.card import card
from kg.answers.counts import counts
from kg.answers.lineage import Lineage, lineage
from kg.answers.reference import LONGEST, find_document
from kg.building.linking import link
from kg.identity.keys import Key
from kg.resources import data_file
from kg.storage.opening import open_store
from kg.storage.store import Store
from kg.storage.texts import text_of

REFERENCES = list(csv.DictReader((Path(__file__).parent / "references.csv").read_text(encoding="utf-8").splitlines()))
PARENT = "urn:lex:vn;tinh.lang.son:uy.ban.nhan.dan:ke.hoach:2026-02-26;61-kh-ubnd"
ALL = {"dai-son-2026.txt", "dinh-lap-2026.txt", "lang-son-2026.txt", "tu-xuyen-2024.md", "y-tich-2024.md"}


@pytest.fixture(scope="module")
def store(sample_store: Path) -> Iterator[Store]:
    with open_store(sample_store) as opened:
        yield opened


@pytest.mark.parametrize("reference", ["33/CT-TTg", "qd 23-qd/tw"])
def test_all_five_plans_derive_and_one_also_through_its_province(store: Store, reference: str) -> None:
    found = lineage(store, reference)
    ways = {(Path(str(step.document.source)).name, step.via) for step in found.steps}
    assert {name for name, via in ways if via == ()} == ALL
    assert {(name, via) for name, via in ways if via} == {("dinh-lap-2026.txt", (PARENT,))}


def test_every_step_carries_words_that_stand_in_the_file(store: Store) -> None:
    for direction in ("down", "up"):
        for step in lineage(store, "61/KH-UBND", direction).steps:  # type: ignore[arg-type]
            assert step.evidence
            for words in step.evidence:
                text = text_of(store, words.sha256)
                assert text == data_file(words.source).read_text(encoding="utf-8")
                assert text[words.start : words.end] == words.quote


def test_the_json_is_as_documented(store: Store) -> None:
    answer = json.loads(json.dumps(lineage(store, "33/CT-TTg").to_dict()))
    assert list(answer) == [
        "schema", "root", "direction", "steps", "total", "documents", "ways", "offset", "uncertain", "namesakes",
    ]  # fmt: skip
    assert answer["root"]["number"] == "33/CT-TTg"
    assert answer["direction"] == "down"
    for step in answer["steps"]:
        assert list(step) == ["document", "depth", "via", "relation", "evidence"]
        assert list(step["document"]) == [
            "id", "label", "number", "type_label", "issuer", "level", "province", "date", "year", "title", "source",
            "sources", "inferred",
        ]  # fmt: skip
        assert list(step["evidence"][0]) == ["source", "sha256", "start", "end", "quote", "page", "paragraph", "aside"]
    depths = [step["depth"] for step in answer["steps"]]
    assert depths == sorted(depths)


def test_up_is_the_inverse_of_down(store: Store) -> None:
    for step in lineage(store, "179/KH-UBND", "up").steps:
        down = lineage(store, step.document.id)
        assert "179/KH-UBND" in {other.document.number for other in down.steps}


def test_depth_level_and_day_narrow_the_answer(store: Store) -> None:
    assert all(step.depth == 1 for step in lineage(store, "33/CT-TTg", depth=1).steps)
    assert {step.document.level for step in lineage(store, "33/CT-TTg", level="province").steps} == {"province"}
    early = {step.document.number for step in lineage(store, "33/CT-TTg", as_of="2026-03-01").steps}
    assert "61/KH-UBND" in early
    assert "179/KH-UBND" not in early


def test_a_mere_mention_is_no_lineage(store: Store) -> None:
    cites = "?document eli:cites ?basis . FILTER NOT EXISTS { ?any eli:based_on|cancu:implements ?basis }"
    mentioned = store.select(f"SELECT DISTINCT ?basis WHERE {{ {cites} }}")
    assert mentioned
    for row in mentioned:
        assert lineage(store, row["basis"].value).steps == ()


def record(name: str, own: str, *cited: tuple[str, Relation]) -> Extraction:
    """A made document of the province that cites others by number, all of one day."""
    citations = tuple(
        Citation(i, i + 1, "x", "body", "KH", "Kế hoạch", number, number, "2026-01-05", LANG_SON, False, None, relation)
        for i, (number, relation) in enumerate(cited)
    )
    document = Document(number=own, type="KH", type_label="Kế hoạch", date="2026-01-05", issuer=LANG_SON)
    return Extraction(Source(name, name.ljust(64, "0"), "text/plain", 99), document, citations)


def made(*records: Extraction) -> Store:
    store = open_store(None)
    store.apply(link(store, new=records))
    return store


def test_circles_end_and_shortest_chains_win() -> None:
    store = made(
        record("a", "1/KH-UBND", ("4/KH-UBND", "based_on")),
        record("b", "2/KH-UBND", ("1/KH-UBND", "based_on")),
        record("c", "3/KH-UBND", ("2/KH-UBND", "implements"), ("1/KH-UBND", "implements")),
        record("d", "4/KH-UBND", ("3/KH-UBND", "based_on"), ("4/KH-UBND", "based_on")),
    )
    ways = [(step.document.number, len(step.via)) for step in lineage(store, "1/KH-UBND").steps]
    assert ways == [("2/KH-UBND", 0), ("3/KH-UBND", 0), ("3/KH-UBND", 1), ("4/KH-UBND", 1)]


def test_a_citation_that_may_mean_the_root_is_named_and_not_counted() -> None:
    earlier = record("b", "2/KH-UBND", ("9/KH-UBND", "based_on"))
    undated = record("c", "3/KH-UBND", ("9/KH-UBND", "based_on"))
    store = made(
        record("a", "1/KH-UBND", ("9/KH-UBND", "based_on")),
        replace(earlier, citations=tuple(replace(one, date="2024-01-05") for one in earlier.citations)),
        replace(undated, citations=tuple(replace(one, date=None) for one in undated.citations)),
    )
    found = lineage(store, Key("KH", "9/KH-UBND", "2026-01-05", LANG_SON).iri())
    assert [step.document.number for step in found.steps] == ["1/KH-UBND"]
    assert [view.number for view in found.uncertain] == ["3/KH-UBND"]
    assert [one["number"] for one in found.to_dict()["uncertain"]] == ["3/KH-UBND"]  # type: ignore[index, attr-defined]
    assert [(row["number"], row["relation"], row["uncertain"]) for row in sheet(found)] == [
        ("1/KH-UBND", "based_on", 0), ("3/KH-UBND", None, 1),
    ]  # fmt: skip


def test_programs_are_told_what_was_recognised_by_its_title(store: Store) -> None:
    """As the table tells people."""
    found = lineage(store, "23-QĐ/TW")
    recognised = {step.document.id for step in found.steps if step.document.inferred}
    assert recognised == {PARENT}
    steps = json.loads(json.dumps(found.to_dict()))["steps"]
    assert {one["document"]["id"] for one in steps if one["document"]["inferred"]} == recognised
    assert {row["id"] for row in sheet(found) if row["inferred"]} == recognised


def sheet(found: Lineage) -> list[dict[str, object]]:
    """The rows of a lineage by column."""
    table = found.table()
    return [dict(zip(table.names, row, strict=True)) for row in table.rows]


@pytest.mark.parametrize(("reference", "means"), [(row["reference"], row["means"]) for row in REFERENCES])
def test_references(store: Store, reference: str, means: str) -> None:
    kind, _, rest = means.partition(":")
    if kind not in {"several", "none"}:
        view = find_document(store, reference)
        assert means in {view.number, f"{view.number} {view.date}"} or view.label.startswith(means)
        return
    with pytest.raises(UnknownReferenceError) as raised:
        find_document(store, reference)
    sentence = str(raised.value)
    if kind == "several":
        for one in rest.split("|"):
            number, date = one.split()
            assert f"số {number} ngày {int(date[8:])}/{int(date[5:7])}/{date[:4]}" in sentence
    else:
        assert rest.strip() in sentence
        assert reference in sentence


@pytest.mark.parametrize("reference", ["", "   ", "x" * (LONGEST + 1)])
def test_no_reference_at_all(store: Store, reference: str) -> None:
    with pytest.raises(UnknownReferenceError, match="empty or too long"):
        find_document(store, reference)


@pytest.mark.parametrize("reference", ['" } ; DROP ALL', "?d", "*", "\\", "'''", "<x>", "{}", "%s", "\x00", "1" * 400])
def test_a_hostile_reference_is_only_unknown(store: Store, reference: str) -> None:
    with pytest.raises(UnknownReferenceError):
        find_document(store, reference)


def test_the_card_tells_who_says_what(store: Store) -> None:
    law = card(store, "luat dan chu co so")
    assert law.conflicts == ("date",)
    dates = {claim.value: claim.sources for claim in law.claims if claim.field == "date"}
    assert set(dates) == {"2022", "2022-11-10", "2023-07-01"}
    assert [Path(path).name for path in dates["2023-07-01"]] == ["dai-son-2026.txt"]
    assert len({edge.document.id for edge in law.cited_by}) == 5
    plan = card(store, "61/KH-UBND", language="en")
    assert plan.identity is not None
    assert plan.document.inferred
    assert any("titles" in reason for reason in plan.identity.reasons)
    assert json.loads(json.dumps(plan.to_dict()))["cited_by"][0]["document"]["number"] == "179/KH-UBND"


def test_the_counts_add_up(store: Store) -> None:
    found = counts(store)
    assert (found.files, found.inferred_identities) == (5, 1)
    assert sum(found.relations.values()) == found.citations
    assert sum(found.by_level.values()) == 5
    assert found.documents == found.unseen + 5
