"""On what the descriptions of one document differ, what is only written otherwise, and which claim decides."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sample_bodies import BBT, BCT, QH, TTG

from extract.records import Body
from kg.identity.keys import Key
from kg.resolution.blocks import resolve
from kg.resolution.descriptions import Description

MINISTRY = Body("Bộ Thông tin và Truyền thông", "bo-thong-tin-va-truyen-thong", "central")


@pytest.mark.parametrize(
    ("one", "other", "conflicts"),
    [
        (Key("LUAT", "58/2014/QH13", "2014-11-20", QH), Key("LUAT", "58/2014/QH", "2014-11-20", QH), set()),
        (Key("LUAT", "58/2014/QH13", "2014-11-20", QH), Key("LUAT", "58/2014/QH1", "2014-11-20", QH), set()),
        (Key("LUAT", "58/2014/QH13", "2014-11-20", QH), Key("LUAT", "58/2014/QH12", "2014-11-20", QH), {"number"}),
        (Key("LUAT", "58/2014/QH13", "2014-11-20", QH), Key("LUAT", "58/2014/QHI13", "2014-11-20", QH), set()),
        (Key("LUAT", "58/2014/QH13", "2014-11-20", QH), Key("LUAT", "58/2014/QHi", "2014-11-20", QH), set()),
        (Key("TT", "02/2015/TT-BLĐTBXH", "2015-01-12"), Key("TT", "02/2015/TT-BLĐTB&XH", "2015-01-12"), set()),
        (
            Key("TT", "26/2009/TT-BTTTT", "2009-07-31", MINISTRY),
            Key("TT", "26/2009/TT-BTTTT", "2009-07-31", Body("Bộ trưởng Bộ", "bo-truong-bo", "central")),
            set(),
        ),
        (
            Key("TT", "26/2009/TT-BTTTT", "2009-07-31", Body("Bộ trưởng Bộ", "bo-truong-bo", "central")),
            Key("TT", "26/2009/TT-BTTTT", "2009-07-31", MINISTRY),
            set(),
        ),
        (
            Key("TT", "26/2009/TT-BTTTT", "2009-07-31", MINISTRY),
            Key("TT", "26/2009/TT-BTTTT", "2009-07-31", Body("Bộ Tài chính", "bo-tai-chinh", "central")),
            {"issuer"},
        ),
        (
            Key("TT", "26/2009/TT-BTTTT", "2009-07-31", MINISTRY),
            Key("TT", "26/2009/TT-BTTTT", "2009-07-31", Body("Bộ trường hợp khác", "bo-truong-hop-khac", "central")),
            set(),
        ),
        (Key("NĐ", "52/2013/NĐ-CP", "2013-05-16"), Key("LUAT", "52/2013/NĐ-CP", "2013-05-16"), set()),
        (Key("NĐ", "52/2013/NĐ-CP", "2013-05-16"), Key("TT", "52/2013/NĐ-CP", "2013-05-16"), {"type"}),
        (Key("TTLT", "58/2015/TTLT-BYT-BTC", "2015-12-31"), Key("TT", "58/2015/TTLT-BYT-BTC", "2015-12-31"), set()),
        (Key("TTLT", "58/2015/TTLT-BYT-BTC", "2015-12-31"), Key("TTLT", "58/2015/TTLT-BYTBTC", "2015-12-31"), set()),
        (Key("NQ", "9005/2025/NQ-CP", "2025-09-09"), Key("NQ", "9005/2025/NQ.CP", "2025-09-09"), set()),
        (Key("QĐ", "799/QĐ-TTg", "2011-05-25", TTG), Key("ĐA", "799/QĐ-TTg", "2011-05-25", TTG), set()),
        (Key("QĐ", "799/QĐ-TTg", "2011-05-25", TTG), Key("CT", "799/QĐ-TTg", "2011-05-25", TTG), {"type"}),
    ],
)
def test_what_is_cut_short_or_written_otherwise_is_no_conflict(one: Key, other: Key, conflicts: set[str]) -> None:
    (document,) = resolve({Description(one): 3, Description(other): 1}).documents
    assert document.conflicts == conflicts


@pytest.mark.parametrize(
    ("heading", "conflicts"),
    [
        ("Thông tư số 26/2009/TT-BTTTT ngày 31 tháng 7 năm 2009 của Bộ", set()),
        ("sửa đổi các quy định tại Thông tư 26/2009/TT-BTTTT bị lỗi thời", set()),
        ("sửa đổi các quy định tại Thông tư 126/2009/TT-BTTTT bị lỗi thời", {"title"}),
    ],
)
def test_words_that_name_the_document_itself_are_none_of_its_titles(heading: str, conflicts: set[str]) -> None:
    key = Key("TT", "26/2009/TT-BTTTT", "2009-07-31", MINISTRY)
    own = Description(key, heading, scope="a", own=True)
    recited = Description(key, "cung cấp thông tin trên mạng cho người dùng", recited=True)
    (document,) = resolve({own: 1, recited: 4}).documents
    assert document.conflicts == conflicts


def test_conflicts_are_named_and_the_better_claim_decides() -> None:
    wrong = Description(Key("CT", "27/CT-TTg", "2023-09-27", TTG))
    right = Description(Key("CT", "27/CT-TTg", "2023-10-27", TTG))
    (many,) = resolve({wrong: 2, right: 9}).documents
    assert (many.key.date, many.conflicts) == ("2023-10-27", {"date"})
    (registered,) = resolve({wrong: 9, replace(right, registered=True): 1}).documents
    assert registered.key.date == "2023-10-27"
    (own,) = resolve({wrong: 9, replace(right, own=True, scope="a"): 1}).documents
    assert own.key.date == "2023-10-27"


def test_a_number_that_contradicts_itself_names_no_document_where_another_does_not() -> None:
    wrong = Description(Key("NQ", "43/2022/QH11", "2022-01-11", QH))
    (document,) = resolve({wrong: 9, Description(Key("NQ", "43/2022/QH15", "2022-01-11", QH)): 1}).documents
    assert (document.key.number, document.conflicts) == ("43/2022/QH15", {"number"})


def test_the_symbol_of_a_rule_is_a_conflict_and_leading_zeros_are_none() -> None:
    one, other = Key("QyĐ", "23-QĐ/TW", "2021-07-30", BCT), Key("QyĐ", "23-QĐi/TW", "2021-07-30", BCT)
    (rule,) = resolve({Description(one): 1, Description(other): 1}).documents
    assert rule.conflicts == {"number"}
    one, other = Key("CT", "05-CT/TW", "2016-05-15", BCT), Key("CT", "5-CT/TW", "2016-05-15", BCT)
    (same,) = resolve({Description(one): 1, Description(other): 1}).documents
    assert same.conflicts == frozenset()


def test_an_implied_issuer_gives_way_to_one_in_words() -> None:
    implied = Description(Key("KL", "65-KL/TW", "2019-10-30", BBT), implied=True)
    (document,) = resolve({implied: 9, Description(Key("KL", "65-KL/TW", "2019-10-30", BCT)): 1}).documents
    assert document.key.issuer == BCT
    assert document.conflicts == frozenset()
