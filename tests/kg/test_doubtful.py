"""Mentions whose number and day name two years, or whose type and number two types: what others say tells which is the
slip; else they stay open."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sample_bodies import CP, LANG_SON, QH, TTG

from extract import extract
from extract.records import Extraction
from kg.building.linking import link
from kg.graph.registering import Known
from kg.graph.terms import source_iri
from kg.graph.validation import validate
from kg.identity.keys import Key
from kg.identity.slips import has_others_symbol, other_number
from kg.law.register import load_register
from kg.resolution.blocks import resolve
from kg.resolution.descriptions import Description
from kg.storage.opening import open_store


def differing(mention: Description, *others: Description) -> tuple[tuple[str, ...], list[str]]:
    """In what a mention that stays open contradicts what it may mean, and the numbers of that."""
    anchors = [document for one in others for document in resolve({one: 1}).documents]
    outcome = resolve({mention: 1}, anchors).outcomes[mention]
    assert outcome.document is None
    return outcome.differing, [str(one.key.number) for one in anchors if one.iri in outcome.candidates]


def taken_for(mention: Description, others: list[Description]) -> tuple[str, set[str]]:
    """The number of the document that a mention means beside others, or how it came to none, and what conflicts; no
    document is made of it."""
    anchors = [document for one in others for document in resolve({one: 1}).documents]
    found = resolve({mention: 1}, anchors)
    assert found.documents == ()
    outcome = found.outcomes[mention]
    numbers = {anchor.iri: str(anchor.key.number) for anchor in anchors}
    conflicts = {field for anchor in found.anchors for field in anchor.conflicts}
    return numbers.get(str(outcome.document), outcome.how), conflicts


@pytest.mark.parametrize(
    ("number", "date", "other"),
    [
        ("23/2025/NĐ-CP", "2015-02-16", "23/2015/NĐ-CP"),
        ("10/2022/QH15", "2023-07-01", "10/2023/QH15"),
        ("72/2022/QH14", "2020-11-17", None),  # that legislature sat in 2020 alone
        ("72/2020/QH14", "2022-11-17", None),
        ("23/2015/NĐ-CP", "2015-02-16", None),
        ("23/2015/NĐ-CP", None, None),
        ("33/CT-TTg", "2021-11-26", None),
    ],
)
def test_the_number_that_the_day_would_have(number: str, date: str | None, other: str | None) -> None:
    assert other_number(number, date) == other


@pytest.mark.parametrize(
    ("type_code", "number", "contradicts"),
    [
        ("TT", "06/2024/NĐ-CP", True),
        ("QĐ", "9087-CT", False),
        ("QĐ", "9087/CT-TTg", True),
        ("TT", "9012/1997/TC-TCT", False),
        ("NQ", "254/2025/NĐ-CP", True),
        ("LUAT", "13/2023/NĐ-CP", True),
        ("LUAT", "34/2007/PL-UBTVQH11", False),  # an ordinance that is called a law
        ("NĐ", "34/2007/PL-UBTVQH11", True),
        ("NĐ", "06/2024/NĐ-CP", False),
        ("TT", "06/2006/TTLT-BTC-BNV", False),  # a kind of circular
        ("QyĐ", "124-QĐ/TW", False),  # one sign
        ("QĐ", "23-QĐi/TW", False),
        ("QC", "12/2020/QĐ-UBND", False),  # issued by the decision
        ("KL", "75/TB-VPCP", False),  # told by a notice
        ("VB", "06/2024/NĐ-CP", False),
        (None, "06/2024/NĐ-CP", False),
        ("NQ", "88/2019/QH14", False),
        ("TT", None, False),
    ],
)
def test_whether_a_number_has_the_symbol_of_another_type(
    type_code: str | None, number: str | None, *, contradicts: bool
) -> None:
    assert has_others_symbol(type_code, number) == contradicts


def decree(number: str, date: str | None, title: str | None = None) -> Description:
    return Description(Key("NĐ", number, date, CP), title=title, recited=title is not None)


MENTION = decree("23/2025/NĐ-CP", "2015-02-16")
TITLED = decree("23/2025/NĐ-CP", "2015-02-16", "về cấp bản sao từ sổ gốc, chứng thực bản sao từ bản chính")
COPIES = decree("23/2015/NĐ-CP", "2015-02-16", "về cấp bản sao từ sổ gốc, chứng thực bản sao từ bản chính")
SIGNATURES = decree("23/2025/NĐ-CP", "2025-02-21", "quy định về chữ ký điện tử và dịch vụ tin cậy")
SAME_DAY = decree("23/2025/NĐ-CP", "2025-02-16", "quy định về chữ ký điện tử và dịch vụ tin cậy")
UNDATED = decree("23/2025/NĐ-CP", None)
NAMED = Description(Key("LUAT", "10/2022/QH15", "2022-11-10", QH, "Luật Thực hiện dân chủ ở cơ sở"))
LAW = Description(Key("LUAT", "10/2022/QH15", "2022-11-10", QH), effective="2023-07-01", registered=True)


@pytest.mark.parametrize(
    ("mention", "others", "meant", "conflicts"),
    [
        (MENTION, [COPIES], "23/2015/NĐ-CP", {"number"}),
        (MENTION, [COPIES, SIGNATURES], "23/2015/NĐ-CP", {"number"}),
        (MENTION, [SAME_DAY], "23/2025/NĐ-CP", {"date"}),
        (MENTION, [SAME_DAY, COPIES], "ambiguous", set()),
        (TITLED, [SAME_DAY, COPIES], "23/2015/NĐ-CP", {"number"}),
        (MENTION, [SIGNATURES], "unresolved", set()),
        (MENTION, [UNDATED], "23/2025/NĐ-CP", set()),
        (MENTION, [UNDATED, COPIES], "23/2015/NĐ-CP", {"number"}),
        (MENTION, [decree("23/2015/NĐ-CP", None)], "unresolved", set()),  # nothing says that its day is right
        (MENTION, [], "unresolved", set()),
        (Description(Key("LUAT", "10/2022/QH15", "2023-07-01", QH)), [LAW], "10/2022/QH15", {"date"}),
        (Description(replace(NAMED.key, date="2024-02-01")), [NAMED], "10/2022/QH15", {"date"}),  # as its name says
        (Description(Key("LUAT", "10/2022/QH15", "2024-02-01", QH)), [NAMED], "unresolved", set()),
    ],
)
def test_what_others_say_tells_which_is_the_slip(
    mention: Description, others: list[Description], meant: str, conflicts: set[str]
) -> None:
    assert taken_for(mention, others) == (meant, conflicts)


CIRCULAR = Description(Key("TT", "23/2025/NĐ-CP", "2025-07-30", CP))
CIRCULAR_OF_THE_DAY = Description(Key("TT", "23/2025/NĐ-CP", "2025-02-21", CP))
RESOLUTION = Description(Key("NQ", "23/2025/NĐ-CP"))
CIRCULAR_TITLED = Description(RESOLUTION.key, title=SIGNATURES.title, recited=True)


@pytest.mark.parametrize(
    ("mention", "others", "meant", "conflicts"),
    [
        (CIRCULAR, [SIGNATURES], "unresolved", set()),
        (RESOLUTION, [SIGNATURES], "unresolved", set()),
        (RESOLUTION, [UNDATED], "unresolved", set()),
        (CIRCULAR_OF_THE_DAY, [SIGNATURES], "23/2025/NĐ-CP", {"type"}),
        (CIRCULAR_TITLED, [SIGNATURES], "23/2025/NĐ-CP", {"type"}),
        (CIRCULAR, [], "unresolved", set()),
    ],
)
def test_another_types_symbol_means_the_act_of_its_number_only_by_its_day_or_title(
    mention: Description, others: list[Description], meant: str, conflicts: set[str]
) -> None:
    assert taken_for(mention, others) == (meant, conflicts)


def test_a_mention_that_contradicts_what_it_may_mean_says_in_what() -> None:
    elsewhere = Description(Key("QĐ", "23/2025/QĐ-UBND", "2025-01-05", LANG_SON))
    assert differing(CIRCULAR, SIGNATURES, elsewhere) == (("date", "type"), ["23/2025/NĐ-CP"])
    assert differing(CIRCULAR) == (("type",), [])
    year = replace(SIGNATURES, key=replace(SIGNATURES.key, date="2015-06-16"), title=None)
    assert differing(year, SIGNATURES) == (("date", "number"), ["23/2025/NĐ-CP"])


def test_a_law_before_a_decree_in_a_list_is_no_type_of_the_decree() -> None:
    listed = replace(CIRCULAR_OF_THE_DAY, key=replace(CIRCULAR_OF_THE_DAY.key, type="LUAT"))
    assert taken_for(listed, [SIGNATURES]) == ("23/2025/NĐ-CP", set())


def test_a_letterhead_whose_number_is_of_the_year_before_is_a_document() -> None:
    own = Description(Key("QĐ", "78/2024/QĐ-UBND", "2025-01-02", LANG_SON), scope="a", own=True)
    cited = Description(Key("QĐ", "78/2024/QĐ-UBND", "2025-01-02", LANG_SON))
    anchors = resolve({own: 1}).documents
    assert anchors[0].key.date == "2025-01-02"
    assert resolve({cited: 1}, anchors).outcomes[cited].document == anchors[0].iri


PORTS = decree("9016/2024/NĐ-CP", "2024-12-24", "quy định chi tiết một số điều của Luật Cảng biển")
ROADS = decree("9016/2024/NĐ-CP", "2024-12-26", "quy định chi tiết, hướng dẫn thi hành một số điều của Luật Đường sắt")


@pytest.mark.parametrize(
    ("known", "sources", "other", "how"),
    [
        (PORTS, 3, ROADS, "unresolved"),  # the number of another decree of that day
        (replace(PORTS, registered=True), 1, ROADS, "unresolved"),
        (PORTS, 2, ROADS, "key"),  # too few to tell whose slip it is
        (PORTS, 10, replace(ROADS, title="hướng dẫn thi hành Luật Cảng biển"), "key"),  # the day is the slip
        (PORTS, 10, replace(ROADS, title=None), "key"),
        (PORTS, 10, replace(ROADS, title="quy định chi tiết một số điều"), "key"),  # which says nothing
        (PORTS, 10, replace(ROADS, key=PORTS.key), "key"),
    ],
)
def test_a_number_with_another_day_and_nothing_of_the_title_is_anothers(
    known: Description, sources: int, other: Description, how: str
) -> None:
    found = resolve({known: sources, other: 1})
    assert len(found.documents) == 1
    assert found.outcomes[other].how == how
    assert found.outcomes[known].document == found.documents[0].iri
    assert found.outcomes[other].candidates == ((found.documents[0].iri,) if how == "unresolved" else ())
    assert found.outcomes[other].differing == (("date", "title") if how == "unresolved" else ())


PROXY = Description(Key("GUQ", "9005/GUQ", "2024-05-14"), scope="a")


@pytest.mark.parametrize(
    ("other", "same"),
    [
        (replace(PROXY, key=replace(PROXY.key, date=None), scope="b"), False),  # anybody's
        (replace(PROXY, key=replace(PROXY.key, date=None)), True),
        (replace(PROXY, scope="b"), False),
    ],
)
def test_a_number_of_which_two_files_tell_neither_issuer_nor_day_is_of_two(other: Description, *, same: bool) -> None:
    found = resolve({PROXY: 1, other: 1})
    assert (found.outcomes[other].document == found.outcomes[PROXY].document) == same


SAVING = Description(Key("CT", "9010/CT-TTg", "2026-03-30", TTG), title="về tiết kiệm điện trong mùa khô", recited=True)
NAMED_ALONE = replace(SAVING, title=None)
TAUGHT = Description(
    Key("CT", "9010/CT-TTg", None, TTG), title="về việc đưa nội dung phòng, chống ma túy vào giảng dạy"
)


@pytest.mark.parametrize(
    ("mention", "joins"),
    [
        (TAUGHT, False),  # which year's it is, nothing tells
        (replace(TAUGHT, title=None), True),
        (replace(TAUGHT, title="tiết kiệm điện mùa khô"), True),
        (replace(TAUGHT, as_of="2026-05-06"), True),  # words behind a number may be anything
        (replace(TAUGHT, as_of="2026-05-06", recited=True), False),
    ],
)
def test_a_title_parts_what_tells_no_year_where_a_founder_tells_none(mention: Description, *, joins: bool) -> None:
    found = resolve({SAVING: 1, NAMED_ALONE: 3, mention: 1})
    assert (found.outcomes[mention].document == found.outcomes[SAVING].document) == joins


TEXTS = [
    "Căn cứ Nghị định số 23/2025/NĐ-CP ngày 16/02/2015 của Chính phủ;",
    "Căn cứ Nghị định số 23/2015/NĐ-CP ngày 16/02/2015 của Chính phủ;",
    "Căn cứ Nghị định số 23/2015/NĐ-CP; Nghị định số 23/2025/NĐ-CP;",
    "Căn cứ Luật Thực hiện dân chủ ở cơ sở số 10/2022/QH15 ngày 01/7/2023;",
    "Căn cứ Quyết định số 12/2031/QĐ-UBND ngày 03/4/2021 của Ủy ban nhân dân tỉnh Lạng Sơn;",
    "Căn cứ Quyết định số 12/2021/QĐ-UBND ngày 03/4/2021 của Ủy ban nhân dân tỉnh Lạng Sơn;",
    "Căn cứ Thông tư số 23/2015/NĐ-CP ngày 16/02/2015; Nghị quyết số 23/2025/NĐ-CP ngày 03/3/2025 của Chính phủ;",
]


@cache
def records() -> tuple[Extraction, ...]:
    return tuple(map(extract, TEXTS))


@cache
def register() -> Known:
    return Known(load_register())


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.permutations(range(len(TEXTS))), st.sets(st.sampled_from(range(len(TEXTS)))), st.booleans())
def test_neither_order_nor_removal_matters(order: list[int], staying: set[int], registered: bool) -> None:
    known = register() if registered else None
    store, whole, rest = open_store(None), open_store(None), open_store(None)
    for turn in order:
        store.apply(link(store, new=[records()[turn]], known=known))
    whole.apply(link(whole, new=records(), known=known))
    assert set(store.match()) == set(whole.match())
    assert [one for one in validate(store) if one.severity == "error"] == []
    for turn, one in enumerate(records()):
        if turn not in staying:
            store.apply(link(store, gone=[source_iri(one.source.sha256)], known=known))
    rest.apply(link(rest, new=[records()[turn] for turn in sorted(staying)], known=known))
    assert set(store.match()) == set(rest.match())
