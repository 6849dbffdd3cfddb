"""From descriptions to documents: the cases of the sample plans, rules one by one, and independence of order."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace

import pytest
from gold_records import plans
from hypothesis import given
from hypothesis import strategies as st
from sample_bodies import BBT, BCT, CP, DINH_LAP, DINH_LAP_SOMEWHERE, HAI_PHONG, LANG_SON, QH, TTG

from extract import extract
from extract.records import Body
from kg.identity import titles as titles_
from kg.identity.keys import Key
from kg.identity.titles import Titles, contradict
from kg.resolution.blocks import Resolution, Resolved, resolve
from kg.resolution.descriptions import Description, cited_descriptions, own_description

DAN_VAN = "về tiếp tục tăng cường và đổi mới công tác dân vận của cơ quan hành chính nhà nước"
FOOD = "về an toàn thực phẩm tại chợ và bếp ăn tập thể trong trường học"


def said(*keys: Key | Description) -> Resolution:
    """Resolves keys that must meet in one block, each said by one source."""
    descriptions = [key if isinstance(key, Description) else Description(key) for key in keys]
    assert len({description.block for description in descriptions}) == 1
    return resolve(Counter(descriptions))


def documents(*keys: Key | Description) -> int:
    return len(said(*keys).documents)


ONE_DOCUMENT = {
    "the same key": [Key("CT", "33/CT-TTg", "2021-11-26", TTG), Key("CT", "33/CT-TTg", "2021-11-26", TTG)],
    "a lost hyphen": [Key("CT", "14/CT-TTg", "2012-05-18", TTG), Key("CT", "14/CTTTg", "2012-05-18", TTG)],
    "QĐi for QĐ": [Key("QyĐ", "11-QĐ/TW", "2019-02-18", BCT), Key("QyĐ", "11-QĐi/TW", "2019-02-18", BCT)],
    "another type word": [Key("QĐ", "124-QĐ/TW", "2018-02-02", BBT), Key("QyĐ", "124-QĐ/TW", "2018-02-02", BBT)],
    "another central issuer": [Key("QĐ", "23-QĐ/TW", "2021-07-30", BCT), Key("QĐ", "23-QĐ/TW", "2021-07-30", BBT)],
    "no issuer, a central symbol": [Key("CT", "33/CT-TTg", "2021-11-26", TTG), Key("CT", "33/CT-TTg", "2021-11-26")],
    "no date": [Key("CT", "33/CT-TTg", "2021-11-26", TTG), Key("CT", "33/CT-TTg", None, TTG)],
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
def test_one_document(keys: list[Key]) -> None:
    found = said(*keys)
    assert len(found.documents) == 1
    assert {outcome.document for outcome in found.outcomes.values()} == {found.documents[0].iri}


@pytest.mark.parametrize(("count", "keys"), SEVERAL_DOCUMENTS.values(), ids=SEVERAL_DOCUMENTS.keys())
def test_several_documents(count: int, keys: list[Key]) -> None:
    found = said(*keys)
    assert len(found.documents) == count
    assert len({document.iri for document in found.documents}) == count


def test_a_letterheads_number_of_another_type_is_that_of_an_act_in_its_title() -> None:
    text = "CHÍNH PHỦ\nSố: {}\nHà Nội, ngày 30 tháng 6 năm 2026\n\nNGHỊ ĐỊNH\nVề hóa đơn\n\nĐiều 1. Việc\n"
    own, misread = (own_description(extract(text.format(number))) for number in ("9254/2026/NĐ-CP", "9108/2025/QH15"))
    assert (own.key.number, own.lost) == ("9254/2026/NĐ-CP", False)
    assert (misread.key.number, misread.key.date, misread.lost) == (None, "2026-06-30", True)


POLICE = "quy định chức năng, nhiệm vụ, quyền hạn và cơ cấu tổ chức của Bộ Công an"
TWINS = [
    Description(Key("NĐ", "9902/2025/NĐ-CP", day, CP), title=title, registered=True)
    for day, title in (("2025-01-01", FOOD), ("2025-02-18", POLICE))
]


@pytest.mark.parametrize(
    ("mention", "meant"),
    [
        (Description(Key("NĐ", "9902/2025/NĐ-CP", "2025-01-01", CP)), 0),
        (Description(Key("NĐ", "9902/2025/NĐ-CP", "2025-02-18", CP), title="quy định về Bộ Công an"), 1),
        (Description(Key("NĐ", "9902/2025/NĐ-CP", None, CP), title=POLICE), 1),
        (Description(Key("NĐ", "9902/2025/NĐ-CP", None, CP)), None),
    ],
    ids=["by day", "by day under a short title", "by title", "by number alone"],
)
def test_a_number_that_two_decrees_bear_means_one_by_day_or_title(mention: Description, meant: int | None) -> None:
    found = said(*TWINS, mention)
    iris = [found.outcomes[twin].document for twin in TWINS]
    assert len(set(iris)) == len(found.documents) == 2
    assert found.outcomes[mention].document == (None if meant is None else iris[meant])


def test_two_decrees_of_a_number_are_told_apart_by_more_than_the_words_of_all_titles() -> None:
    titles = (
        "quy định chính sách đối với lực lượng Cảnh vệ và công tác cảnh vệ",
        "sửa đổi, bổ sung một số điều của Nghị định số 9008/2021/NĐ-CP của Chính phủ quy định đường thủy nội địa",
    )
    twins = [replace(twin, title=title) for twin, title in zip(TWINS, titles, strict=True)]
    assert not contradict(*titles)
    assert documents(*twins) == 2


@pytest.mark.parametrize(("sources", "count"), [(3, 2), (2, 1)])
def test_a_few_sources_tell_of_a_second_decree_of_a_number(sources: int, count: int) -> None:
    cited = [replace(twin, registered=False, recited=True) for twin in TWINS]
    found = resolve({cited[0]: 9, cited[1]: sources})
    assert len(found.documents) == count


def test_another_day_of_a_decree_is_a_slip_where_one_alone_is_known() -> None:
    slip = Description(Key("NĐ", "9902/2025/NĐ-CP", "2025-03-18", CP), title=POLICE)
    assert documents(TWINS[0], slip) == 1
    assert documents(TWINS[0], replace(TWINS[1], title="về bếp ăn tập thể, an toàn thực phẩm trong trường học")) == 1


@pytest.mark.parametrize(
    ("day", "title", "meant"),
    [
        ("2022-01-12", None, False),  # that of 09/2022/NĐ-CP: the number may be the slip as well
        ("2022-01-12", FOOD, True),
        ("2022-01-13", None, True),  # that of no number a step away
        ("2022-10-29", None, True),  # when it could be read
    ],
)
def test_a_day_that_is_a_neighbours_means_the_number_where_the_title_says_so(
    day: str, title: str | None, meant: bool
) -> None:
    mention = Description(Key("NĐ", "90/2022/NĐ-CP", day, CP), title=title)
    known = Description(Key("NĐ", "90/2022/NĐ-CP", "2022-10-28", CP), title=FOOD, registered=True)
    found = said(known, mention)
    outcome = found.outcomes[mention]
    assert len(found.documents) == 1
    assert outcome.document == (found.outcomes[known].document if meant else None)
    assert outcome.differing == (() if meant else ("date",))


def test_what_fits_several_stays_ambiguous_and_lists_them() -> None:
    one, other = Key("CT", "05-CT/TW", "2016-05-15", BCT), Key("CT", "05-CT/TW", "2021-06-23", BBT)
    found = said(one, other, Key("CT", "05-CT/TW", None, BCT))
    outcome = found.outcomes[Description(Key("CT", "05-CT/TW", None, BCT))]
    assert outcome.how == "ambiguous"
    assert outcome.document is None
    assert outcome.candidates == tuple(sorted(key.iri() for key in (one, other)))


def test_a_title_can_rule_a_candidate_out() -> None:
    old = Description(Key("CT", "33/CT-TTg", "2021-11-26", TTG), title=DAN_VAN)
    new = Description(Key("CT", "33/CT-TTg", "2026-08-14", TTG), title=FOOD)
    undated = Description(Key("CT", "33/CT-TTg", None, TTG), title="tiếp tục tăng cường đổi mới công tác dân vận")
    assert said(old, new, undated).outcomes[undated].document == old.key.iri()


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


def test_of_several_that_fit_the_only_one_of_the_title() -> None:
    keys = [Key("CT", "05-CT/TW", date, BCT) for date in ("2016-05-15", "2021-06-23")]
    titles = [
        "về đẩy mạnh học tập và làm theo tư tưởng đạo đức phong cách Hồ Chí Minh",
        "về công tác hộ sinh cộng đồng",
    ]
    undated = Description(
        Key("CT", "05-CT/TW", None, BCT), title="đẩy mạnh học tập, làm theo tư tưởng, đạo đức Hồ Chí Minh"
    )
    found = said(*(Description(key, title) for key, title in zip(keys, titles, strict=True)), undated)
    assert found.outcomes[undated].document == keys[0].iri()


def test_nothing_of_the_future_is_cited() -> None:
    old, new = Key("CT", "05-CT/TW", "2016-05-15", BCT), Key("CT", "05-CT/TW", "2021-06-23", BCT)
    undated = Description(Key("CT", "05-CT/TW", None, BCT), as_of="2020-03")
    later = replace(undated, as_of="2021")
    found = said(old, new, undated, later)
    assert found.outcomes[undated].document == old.iri()
    assert found.outcomes[later].how == "ambiguous"


@pytest.mark.parametrize(
    ("type_", "number", "day", "as_of", "joins"),
    [
        ("TT", "9086/TT-BTC", "2024-12-23", "2027", False),
        ("NĐ", "9046/NĐ-CP", "2013-05-26", "2016", False),
        ("TT", "9086/TT-BTC", "2026-03-02", "2027", True),  # the page is of that year, or of the next
        ("TT", "9086/TT-BTC", "2025-12-23", "2027", True),
        ("TT", "9086/TT-BTC", "2024-12-23", "2026-08-01", True),  # a text with a day of its own
        ("TT", "9086/TT-BTC", "2024-12-23", None, True),
        ("NĐ", "9061/CP", "1994-07-05", "2016", True),  # when numbers of decrees bore no year
        ("QĐ", "9982/QĐ-TTg", "2016-10-18", "2027", True),  # and those of such decisions do not now
    ],
)
def test_a_number_that_left_its_year_out_on_a_page_is_of_the_years_of_the_page(
    type_: str, number: str, day: str, as_of: str | None, *, joins: bool
) -> None:
    dated = Key(type_, number, day, CP)
    bare = Description(replace(dated, date=None), as_of=as_of)
    assert (said(dated, bare).outcomes[bare].document == dated.iri()) == joins


WORDS = st.sampled_from(["chợ", "đường", "rừng", "y tế", "nghề", "sông", "biển", "núi", "lúa", "cá", "trà", "về"])
SHORT = st.lists(WORDS, max_size=7).map(" ".join)


@given(st.lists(SHORT, max_size=6), SHORT)
def test_titles_by_their_words_agree_with_what_they_do_not_contradict(titles: list[str], title: str) -> None:
    assert Titles(titles).agree_with(title) == any(not contradict(title, other) for other in titles)


def test_two_days_whose_titles_share_nothing_are_not_held_against_each_other(monkeypatch: pytest.MonkeyPatch) -> None:
    issuer = Body("Ủy ban nhân dân tỉnh Lạng Sơn", "uy-ban-nhan-dan", "province", "tỉnh Lạng Sơn", "tỉnh Lạng Sơn")
    keys = [Key("QĐ", "7/QĐ-UBND", f"2024-03-0{day}", issuer) for day in (5, 6)]
    words = [" ".join(f"chợ{turn}x{part}" for part in range(5)) for turn in range(120)]
    told = {Description(keys[turn % 2], f"về chợ {own}"): 1 for turn, own in enumerate(words)}
    held = []

    def counting(one: str | None, other: str | None) -> bool:
        held.append(one)
        return contradict(one, other)

    monkeypatch.setattr(titles_, "contradict", counting)
    assert len(resolve(told).documents) == 2
    assert len(held) < 60 * 60 / 10
