"""Names of laws: which ways of writing meet, which name stands beside a number, and what a slip in a number shows."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from extract import extract
from kg.identity.keys import Key
from kg.identity.law_names import amends, law_slug
from kg.identity.slips import meant_number, slips_in

NAMES = list(csv.DictReader((Path(__file__).parent / "law_names.csv").read_text(encoding="utf-8").splitlines()))
AMENDING = "Luật sửa đổi, bổ sung một số điều của Luật Đất đai"


@pytest.mark.parametrize("row", NAMES, ids=lambda row: row["one"])
def test_ways_of_writing_a_name_meet(row: dict[str, str]) -> None:
    assert (law_slug(row["one"]) == law_slug(row["other"])) == (row["same"] == "yes")


@pytest.mark.parametrize(
    "name",
    [
        "Luật",
        "Luật Việt Nam",
        "Luật hiện hành",
        "Luật sư",
        "Pháp lệnh",
        "Luật số",
        "Luật Quản lý",
        "Luật Kiểm toán",
        "Luật thuế",
    ],
)
def test_what_names_no_law_meets_nothing(name: str) -> None:
    assert Key("LUAT", name=name).name_block == ""


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Luật Bảo hiểm xã hội số 41/2024/QH15", "Luật Bảo hiểm xã hội"),
        ("Luật Tố\ncáo số 25/2018/QH14", "Luật Tố cáo"),
        ("Bộ luật Lao động 45/2019/QH14", "Bộ luật Lao động"),
        ("Luật Đất đai (sửa đổi) số 31/2024/QH15", "Luật Đất đai"),
        ("Luật Đất đai ngày 29/11/2013 số 45/2013/QH13", "Luật Đất đai"),
        ("Luật Căn cước năm 2023 (Luật số 26/2023/QH15)", "Luật Căn cước"),
        ("Luật Tố cáo 2018 số 25/2018/QH14", "Luật Tố cáo"),
        ("Luật BHYT, số 25/2008/QH12", "Luật BHYT"),
        ("Luật số 25/2018/QH14 về tố cáo", "Luật tố cáo"),
        ("Luật số 41/2024/QH15", None),
        ("Luật Phá sản 2573/UBPL13", None),
        ("Luật Báo chí, 35/2018/QH14", None),
    ],
)
def test_the_name_beside_a_number(text: str, name: str | None) -> None:
    citation = next(citation for citation in extract(f"Căn cứ {text};").citations if citation.number)
    assert Key.of_citation(citation).name == name


@pytest.mark.parametrize(
    ("text", "number"),
    [("theo NĐ 30/2020 về văn thư", "30/2020/NĐ-CP"), ("theo Thông tư 24/2025 của Bộ Tư pháp", "24/2025")],
)
def test_a_decree_by_serial_and_year_is_the_one_of_the_government(text: str, number: str) -> None:
    (citation,) = extract(text).citations
    assert Key.of_citation(citation).number == number


def test_a_name_far_from_its_number_is_found_all_the_same() -> None:
    """Where the blanks between were tried one by one, a page of them took an hour."""
    (citation,) = extract(f"Căn cứ Luật Đất đai{' ' * 300_000}số 31/2024/QH15;").citations
    assert Key.of_citation(citation).name == "Luật Đất đai"


@pytest.mark.parametrize(
    ("number", "date", "slips", "meant"),
    [
        ("72/2020/QH14", "2020-11-17", set(), "72/2020/QH14"),
        ("72/2022/QH14", "2020-11-17", {"year", "legislature"}, "72/2020/QH14"),
        ("21/2017/QH12", "2017-11-24", {"legislature"}, "21/2017/QH12"),
        ("10/2022/QH15", "2023-07-01", {"year"}, "10/2022/QH15"),
        ("23/2015/NĐ-CP", "2025-02-16", {"year"}, "23/2015/NĐ-CP"),
        ("02/2021/UBTVQH15", None, set(), "02/2021/UBTVQH15"),
        ("33/CT-TTg", "2021-11-26", set(), "33/CT-TTg"),
    ],
)
def test_slips_and_the_number_that_is_meant(number: str, date: str | None, slips: set[str], meant: str) -> None:
    assert slips_in(number, date) == slips
    assert meant_number(number, date) == meant
    assert Key("LUAT", number, date).block == Key("LUAT", meant, date).block


@pytest.mark.parametrize(
    ("name", "amending"),
    [
        (AMENDING, True),
        (law_slug(AMENDING), True),
        ("Luật Sửa đổi Luật Nhà ở số 27/2023/QH15", True),
        ("Luật Đất đai (sửa đổi)", False),  # made anew
        ("Luật Sửa chữa", False),
        ("", False),
    ],
)
def test_which_names_are_those_of_laws_that_amend_others(name: str, *, amending: bool) -> None:
    assert amends(name) == amending
