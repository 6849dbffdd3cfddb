"""What a day or a title refuses: a number means no document that bears another day or another title."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from resolving import DAN_VAN, FOOD, said
from sample_bodies import BCT, CP, TTG

from extract import extract
from extract.records import Body
from kg.identity import titles as titles_
from kg.identity.keys import Key
from kg.identity.titles import Titles, contradict
from kg.resolution.blocks import resolve
from kg.resolution.descriptions import Description, own_description


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
    assert len(said(*twins).documents) == 2


@pytest.mark.parametrize(("sources", "count"), [(3, 2), (2, 1)])
def test_a_few_sources_tell_of_a_second_decree_of_a_number(sources: int, count: int) -> None:
    cited = [replace(twin, registered=False, recited=True) for twin in TWINS]
    found = resolve({cited[0]: 9, cited[1]: sources})
    assert len(found.documents) == count


def test_another_day_of_a_decree_is_a_slip_where_one_alone_is_known() -> None:
    slip = Description(Key("NĐ", "9902/2025/NĐ-CP", "2025-03-18", CP), title=POLICE)
    assert len(said(TWINS[0], slip).documents) == 1
    assert (
        len(said(TWINS[0], replace(TWINS[1], title="về bếp ăn tập thể, an toàn thực phẩm trong trường học")).documents)
        == 1
    )


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


def test_a_title_can_rule_a_candidate_out() -> None:
    old = Description(Key("CT", "33/CT-TTg", "2021-11-26", TTG), title=DAN_VAN)
    new = Description(Key("CT", "33/CT-TTg", "2026-08-14", TTG), title=FOOD)
    undated = Description(Key("CT", "33/CT-TTg", None, TTG), title="tiếp tục tăng cường đổi mới công tác dân vận")
    assert said(old, new, undated).outcomes[undated].document == old.key.iri()


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


@pytest.mark.parametrize(
    ("sources", "title", "as_of", "joins"),
    [
        (1, None, None, False),  # a number of any year or term
        (3, None, None, True),  # the one that all mean
        (1, None, "2027", True),  # the page tells a time
        (1, FOOD, None, True),
        (3, POLICE, None, False),
    ],
)
def test_a_number_of_any_year_in_a_text_of_no_time_means_what_title_or_use_tell(
    sources: int, title: str | None, as_of: str | None, *, joins: bool
) -> None:
    dated = Description(Key("CT", "9010/CT-TTg", "2026-03-30", TTG), title=FOOD)
    bare = Description(Key("CT", "9010/CT-TTg", None, TTG), title=title, as_of=as_of)
    found = resolve({dated: sources, bare: 1})
    if joins:
        assert found.outcomes[bare].document == dated.key.iri()
    else:
        assert found.outcomes[bare].document != dated.key.iri()


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
