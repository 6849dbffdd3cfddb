"""The five real plans, where their folder is there: every statement that identity and lineage were made for."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.answers.lineage import lineage
from kg.building.build import build
from kg.storage.opening import open_store
from kg.storage.store import Store

PARENT = "urn:lex:vn;tinh.lang.son:uy.ban.nhan.dan:ke.hoach:2026-02-26;61-kh-ubnd"


@pytest.fixture(scope="module")
def store(shared: Path) -> Iterator[Store]:
    with open_store(None) as opened:
        assert build([shared / "seeds"], opened).failed == []
        yield opened


def documents(store: Store, number: str) -> dict[str, set[str]]:
    """The documents of a number that the plans cite, each with the plans (000 to 004) that cite it."""
    rows = store.select(
        f"""SELECT DISTINCT ?document ?path WHERE {{ ?document cancu:number "{number}" .
            ?citation oa:hasBody ?document ; oa:hasTarget/oa:hasSource/cancu:path ?path }}"""
    )
    found: dict[str, set[str]] = {}
    for row in rows:
        found.setdefault(row["document"].value, set()).add(Path(row["path"].value).name[:3])
    return found


ALL = {"000", "001", "002", "003", "004"}


@pytest.mark.parametrize("number", ["33/CT-TTg", "23-QĐ/TW"])
def test_one_node_with_mentions_from_all_five(store: Store, number: str) -> None:
    (plans,) = documents(store, number).values()
    assert plans == ALL


@pytest.mark.parametrize("reference", ["33/CT-TTg", "qd 23-qd/tw"])
def test_all_five_derive_and_000_also_through_the_province(store: Store, shared: Path, reference: str) -> None:
    answer = json.loads(json.dumps(lineage(store, reference).to_dict()))
    ways = {(Path(one["document"]["source"]).name[:3], one["depth"], *one["via"]) for one in answer["steps"]}
    assert ways == {(plan, 1) for plan in ALL} | {("000", 2, PARENT)}
    for one in answer["steps"]:
        for words in one["evidence"]:
            text = (shared / words["source"]).read_text(encoding="utf-8")
            assert text[words["start"] : words["end"]] == words["quote"]


@pytest.mark.parametrize(
    ("number", "count"),
    [("05-CT/TW", 2), ("18-CT/TW", 1), ("18-CT/TU", 1), ("18-KH/TU", 1), ("29/KH-UBND", 1), ("120/KH-UBND", 1),
     ("61/KH-UBND", 1), ("67/KH-UBND", 1), ("69/KH-UBND", 1), ("124-QĐ/TW", 1)],
)  # fmt: skip
def test_numbers_and_how_many_documents_bear_them(store: Store, number: str, count: int) -> None:
    assert len(documents(store, number)) == count


def test_61_67_and_69_belong_to_the_province_and_the_two_districts(store: Store) -> None:
    places = {
        number: next(iter(documents(store, number))).split(":")[2]
        for number in ("61/KH-UBND", "67/KH-UBND", "69/KH-UBND")
    }
    assert places == {
        "61/KH-UBND": "vn;tinh.lang.son",
        "67/KH-UBND": "vn;tinh.lang.son;huyen.chi.lang",
        "69/KH-UBND": "vn;tinh.lang.son;huyen.van.quan",
    }


def conflicts(store: Store, pattern: str) -> set[str]:
    rows = store.select(f"SELECT DISTINCT ?c WHERE {{ ?d cancu:conflict ?c ; {pattern} }}")
    return {row["c"].value.rpartition("#")[2] for row in rows}


def test_11_qd_and_11_qdi_are_one_with_a_conflict_of_symbol(store: Store) -> None:
    bearing = documents(store, "11-QĐ/TW") | documents(store, "11-QĐi/TW")
    assert len(bearing) == 1
    assert conflicts(store, "eli:date_document ?x . FILTER(STRENDS(STR(?d), '2019-02-18;11-qdi-tw'))") == {"number"}


def test_the_law_of_2022_is_one_under_all_its_dates_with_the_conflict_shown(store: Store) -> None:
    assert set().union(*documents(store, "10/2022/QH15").values()) == ALL
    assert conflicts(store, 'cancu:number "10/2022/QH15"') == {"date_document"}


def test_002_is_recognised_as_61_of_26_02_2026(store: Store) -> None:
    rows = store.select(f"SELECT ?path WHERE {{ <{PARENT}> cancu:readFrom/cancu:path ?path }}")
    assert [Path(row["path"].value).name[:3] for row in rows] == ["002"]
    assert store.select(f"SELECT ?i WHERE {{ ?i a cancu:InferredIdentity ; cancu:inferredAs <{PARENT}> }}")


def test_the_decision_of_the_city_is_3177(store: Store) -> None:
    rows = store.select(
        """SELECT ?quote WHERE { ?citation oa:hasBody/cancu:number "3177/QĐ-UBND" ;
            oa:hasTarget/oa:hasSelector/oa:exact ?quote }"""
    )
    mentioned = store.select('SELECT ?w WHERE { ?w oa:exact "Quyết định của UBND thành phố" }')
    if not mentioned:
        pytest.skip("extraction leaves out mentions without number and name")
    assert "Quyết định của UBND thành phố" in {row["quote"].value for row in rows}


def test_the_plans_cite_about_eighty_documents(store: Store) -> None:
    (row,) = store.select("SELECT (COUNT(DISTINCT ?d) AS ?n) WHERE { ?citation oa:hasBody ?d }")
    assert 75 <= int(row["n"].value) <= 85
