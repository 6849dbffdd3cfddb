"""From descriptions to documents: which one a number or a name means, the sample plans, independence of order."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace

import pytest
from gold_records import plans
from hypothesis import given
from hypothesis import strategies as st
from resolving import DAN_VAN, FOOD, said
from sample_bodies import BBT, BCT, CP, DINH_LAP, DINH_LAP_SOMEWHERE, HAI_PHONG, LANG_SON, QH, TTG

from kg.identity.keys import Key
from kg.resolution.blocks import Resolved, resolve
from kg.resolution.descriptions import Description, cited_descriptions, own_description

ONE_DOCUMENT: dict[str, list[Key | Description]] = {
    "the same key": [Key("CT", "33/CT-TTg", "2021-11-26", TTG), Key("CT", "33/CT-TTg", "2021-11-26", TTG)],
    "a lost hyphen": [Key("CT", "14/CT-TTg", "2012-05-18", TTG), Key("CT", "14/CTTTg", "2012-05-18", TTG)],
    "QĐi for QĐ": [Key("QyĐ", "11-QĐ/TW", "2019-02-18", BCT), Key("QyĐ", "11-QĐi/TW", "2019-02-18", BCT)],
    "another type word": [Key("QĐ", "124-QĐ/TW", "2018-02-02", BBT), Key("QyĐ", "124-QĐ/TW", "2018-02-02", BBT)],
    "another central issuer": [Key("QĐ", "23-QĐ/TW", "2021-07-30", BCT), Key("QĐ", "23-QĐ/TW", "2021-07-30", BBT)],
    "no issuer, a central symbol": [Key("CT", "33/CT-TTg", "2021-11-26", TTG), Key("CT", "33/CT-TTg", "2021-11-26")],
    "no date": [
        Key("CT", "33/CT-TTg", "2021-11-26", TTG),
        Description(Key("CT", "33/CT-TTg", None, TTG), as_of="2026-03-05"),
    ],
    "a year": [Key("CT", "33/CT-TTg", "2021-11-26", TTG), Key("CT", "33/CT-TTg", "2021", TTG)],
    "a slip of the month": [Key("CT", "27/CT-TTg", "2023-09-27", TTG), Key("CT", "27/CT-TTg", "2023-10-27", TTG)],
    "a year in the number": [
        Key("NĐ", "59/2023/NĐ-CP", "2023-08-14", CP),
        Key("NĐ", "59/2023/NĐ-CP", "2023-09-14", CP),
        Key("NĐ", "59/2023/NĐ-CP", None, CP),
    ],
    "a commune without its province": [
        Key("KH", "15/KH-UBND", "2026-01-10", DINH_LAP),
        Key("KH", "15/KH-UBND", "2026-01-10", DINH_LAP_SOMEWHERE),
    ],
    "both without date": [Key("NQ", "24-NQ/TW", None, BCT), Key("NQ", "24-NQ/TW", None, BBT)],
    "a law under all its dates": [
        Key("LUAT", None, "2022-11-10", QH, "Luật Thực hiện dân chủ ở cơ sở"),
        Key("LUAT", None, "2023-07-01", QH, "Luật Thực hiện dân chủ ở cơ sở"),
        Key("LUAT", None, "2022", QH, "Luật thực hiện dân chủ ở cơ sở"),
        Key("LUAT", None, None, QH, "Luật Thực hiện dân chủ ở cơ sở"),
    ],
    "a law whose symbol tells no body, in two files": [
        Description(Key("LUAT", "9021-LCT/HĐNN8", "1989-06-30")),
        Description(Key("LUAT", "9021-LCT/HDNN8", None), scope="b", as_of="2011-01-01"),
    ],
    "a congress in three ways": [
        Key("NQ", name="Nghị quyết Đại hội đại biểu toàn quốc lần thứ XIII của Đảng"),
        Key("NQ", name="Nghị quyết Đại hội Đảng toàn quốc lần thứ XIII"),
        Key("NQ", name="Nghị quyết Đại hội XIII của Đảng"),
    ],
}  # fmt: skip
SEVERAL_DOCUMENTS = {
    "years apart": (2, [Key("CT", "05-CT/TW", "2016-05-15", BCT), Key("CT", "05-CT/TW", "2021-06-23", BBT)]),
    "two provinces on one day": (
        2, [Key("KH", "61/KH-UBND", "2026-02-26", LANG_SON), Key("KH", "61/KH-UBND", "2026-02-26", HAI_PHONG)],
    ),
    "a province and its commune": (
        2, [Key("KH", "61/KH-UBND", "2026-02-26", LANG_SON), Key("KH", "61/KH-UBND", "2026-02-26", DINH_LAP)],
    ),
    "two titles that share nothing": (
        2,
        [
            Description(Key("CT", "33/CT-TTg", "2026-01-05", TTG), title=DAN_VAN),
            Description(Key("CT", "33/CT-TTg", "2026-08-14", TTG), title=FOOD),
        ],
    ),
    "a law and a resolution": (
        2, [Key("BLUAT", "91/2015/QH13", "2015-11-24", QH), Key("NQ", "91/2015/QH13", "2015-11-27", QH)],
    ),
    "two laws of one name": (
        2,
        [
            Key("LUAT", None, "2013-11-29", QH, "Luật Đất đai"),
            Key("LUAT", None, "2024-01-18", QH, "Luật Đất đai"),
        ],
    ),
    "two congresses": (
        2,
        [Key("NQ", name="Nghị quyết Đại hội XIII của Đảng"), Key("NQ", name="Nghị quyết Đại hội XIV của Đảng")],
    ),
    "before and after 1 July 2025": (
        2, [Key("KH", "9/KH-UBND", "2025-02-10", DINH_LAP), Key("KH", "9/KH-UBND", "2025-08-11", DINH_LAP)],
    ),
    "a local number without issuer, in two files": (
        2,
        [
            Description(Key("KH", "9/KH-UBND", "2026-02-10"), scope="a", near="tinh.lang.son"),
            Description(Key("KH", "9/KH-UBND", "2026-02-10"), scope="b", near="tinh.lang.son"),
        ],
    ),
}  # fmt: skip


@pytest.mark.parametrize("keys", ONE_DOCUMENT.values(), ids=ONE_DOCUMENT.keys())
def test_one_document(keys: list[Key | Description]) -> None:
    found = said(*keys)
    assert len(found.documents) == 1
    assert {outcome.document for outcome in found.outcomes.values()} == {found.documents[0].iri}


@pytest.mark.parametrize(("count", "keys"), SEVERAL_DOCUMENTS.values(), ids=SEVERAL_DOCUMENTS.keys())
def test_several_documents(count: int, keys: list[Key]) -> None:
    found = said(*keys)
    assert len(found.documents) == count
    assert len({document.iri for document in found.documents}) == count


def test_what_fits_several_stays_ambiguous_and_lists_them() -> None:
    one, other = Key("CT", "05-CT/TW", "2016-05-15", BCT), Key("CT", "05-CT/TW", "2021-06-23", BBT)
    found = said(one, other, Key("CT", "05-CT/TW", None, BCT))
    outcome = found.outcomes[Description(Key("CT", "05-CT/TW", None, BCT))]
    assert outcome.how == "ambiguous"
    assert outcome.document is None
    assert outcome.candidates == tuple(sorted(key.iri() for key in (one, other)))


def test_a_local_number_without_issuer_means_one_nearby() -> None:
    here, there = Key("KH", "9/KH-UBND", "2026-02-10", LANG_SON), Key("KH", "9/KH-UBND", "2026-02-10", HAI_PHONG)
    bare = Description(Key("KH", "9/KH-UBND", "2026-02-10"), scope="a", near="tinh.lang.son")
    far = replace(bare, scope="b", near="tinh.ca.mau")
    found = said(here, there, bare, far)
    assert found.outcomes[bare].document == here.iri()
    assert found.outcomes[far].document not in {here.iri(), there.iri()}


OLD_LAW = Description(
    Key("LUAT", "03/2011/QH13", "2011-11-11", QH, "Luật Tố cáo"), effective="2012-07-01", registered=True
)
NEW_LAW = Description(
    Key("LUAT", "25/2018/QH14", "2018-06-12", QH, "Luật Tố cáo"), effective="2019-01-01", registered=True
)


def anchors() -> list[Resolved]:
    return [document for law in (OLD_LAW, NEW_LAW) for document in resolve({law: 1}).documents]


@pytest.mark.parametrize(
    ("date", "as_of", "number"),
    [
        ("2018-06-12", None, "25/2018/QH14"),
        ("2018", None, "25/2018/QH14"),
        ("2019-01-01", None, "25/2018/QH14"),
        ("2011", None, "03/2011/QH13"),
        (None, "2026-05-25", "25/2018/QH14"),
        (None, "2018-12-31", "03/2011/QH13"),
        (None, None, None),
    ],
)
def test_a_law_by_name_joins_the_numbered_law_that_its_date_or_the_day_means(
    date: str | None, as_of: str | None, number: str | None
) -> None:
    mention = Description(Key("LUAT", None, date, QH, "Luật tố cáo"), as_of=as_of)
    found = resolve({mention: 1}, anchors())
    iris = {document.key.number: document.iri for document in anchors()}
    outcome = found.outcomes[mention]
    if number is None:
        assert outcome.how == "ambiguous"
        assert set(outcome.candidates) == set(iris.values())
    else:
        assert (outcome.how, outcome.document) == ("name", iris[number])
    assert found.documents == ()


def test_a_law_of_a_date_that_no_numbered_law_bears_is_another() -> None:
    mention = Description(Key("LUAT", None, "2005-06-14", QH, "Luật Tố cáo"))
    found = resolve({mention: 1}, anchors())
    assert [document.key.date for document in found.documents] == ["2005-06-14"]


def test_a_file_without_full_key_is_never_another_file() -> None:
    halves = [Description(Key("KH", "9/KH-UBND", None, DINH_LAP), scope=file, own=True) for file in "ab"]
    found = said(*halves)
    assert len({outcome.document for outcome in found.outcomes.values()}) == 2


def test_the_sample_plans() -> None:
    blocks: dict[str, Counter[Description]] = {}
    for plan in plans():
        for description in {own_description(plan), *filter(None, cited_descriptions(plan))}:
            blocks.setdefault(description.block, Counter())[description] += 1
    found = [document for weights in blocks.values() for document in resolve(weights).documents]
    by_number = Counter(document.key.number for document in found if document.key.number)
    assert by_number["33/CT-TTg"] == by_number["23-QĐ/TW"] == by_number["29/KH-UBND"] == by_number["120/KH-UBND"] == 1
    assert by_number["05-CT/TW"] == 2
    assert by_number["18-CT/TW"] == by_number["18-CT/TU"] == by_number["18-KH/TU"] == 1
    assert [
        document.key.issuer.name for document in found if document.key.number == "61/KH-UBND" and document.key.issuer
    ] == ["Ủy ban nhân dân tỉnh Lạng Sơn"]
    assert {document.key.place for document in found if document.key.number in {"67/KH-UBND", "69/KH-UBND"}} == {
        ("tinh.lang.son", "huyen.chi.lang"),
        ("tinh.lang.son", "huyen.van.quan"),
    }
    assert {(document.key.number, *document.conflicts) for document in found if document.conflicts} == {
        ("11-QĐ/TW", "number"),
        (None, "date"),
    }
    assert 78 <= len(found) <= 90


keys = st.builds(
    Key,
    type=st.sampled_from(["CT", "KH", "QĐ", None]),
    number=st.sampled_from(["9/KH-UBND", "09/KH-UBND", "9/KH-UBND"]),
    date=st.sampled_from([None, "2025", "2026", "2026-02", "2026-02-10", "2026-02-11", "2025-02-10", "2025-08-10"]),
    issuer=st.sampled_from([None, LANG_SON, HAI_PHONG, DINH_LAP, DINH_LAP_SOMEWHERE]),
)
described = st.builds(
    Description,
    keys,
    title=st.sampled_from([None, DAN_VAN, FOOD, "về công tác dân vận của cơ quan hành chính nhà nước các cấp"]),
    scope=st.sampled_from(["a", "b"]),
    near=st.sampled_from([None, "tinh.lang.son"]),
    own=st.booleans(),
)


@given(st.lists(described, min_size=1, max_size=12, unique=True), st.randoms(use_true_random=False))
def test_order_never_matters_and_nothing_is_lost(descriptions: list[Description], chance: random.Random) -> None:
    weights = {description: chance.randint(1, 3) for description in descriptions}
    shuffled = list(weights.items())
    chance.shuffle(shuffled)
    one, other = resolve(weights), resolve(dict(shuffled))
    assert {document.iri: document for document in one.documents} == {
        document.iri: document for document in other.documents
    }
    assert one.outcomes == other.outcomes
    assert one.outcomes.keys() == weights.keys()
    iris = [document.iri for document in one.documents]
    assert len(set(iris)) == len(iris), "two documents under one name"
    assert {outcome.document for outcome in one.outcomes.values() if outcome.document} == set(iris)


@given(st.lists(st.builds(Description, keys), min_size=1, max_size=12, unique=True))
def test_one_document_never_holds_two_full_keys_of_different_places_or_years(descriptions: list[Description]) -> None:
    found = resolve(Counter(descriptions))
    by_document: dict[str, set[tuple[object, object]]] = {}
    for description, outcome in found.outcomes.items():
        if outcome.how == "key" and outcome.document:
            by_document.setdefault(outcome.document, set()).add((description.key.place, description.key.year))
    assert all(len(places) == 1 for places in by_document.values())
