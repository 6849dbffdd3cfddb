"""Names and keys: what is one document, what is two."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sample_bodies import BBT, BCT, CP, DINH_LAP, DINH_LAP_SOMEWHERE, HAI_PHONG, LANG_SON, QH, TTG

from extract.records import Body, Period
from kg.identity.congress import Congress, congress_in, in_roman, roman
from kg.identity.keys import PROVISIONAL, Key, Urn, compatible, same_register, year_of
from kg.identity.naming import dotted, measure_of, number_block, number_slug, with_symbol, year_in
from ontology import table
from ontology.spelling import fold

DOCS = Path(__file__).parents[2] / "docs" / "identity.md"

dotted_names = st.from_regex(r"[a-z0-9]{1,6}(\.[a-z0-9]{1,6}){0,3}", fullmatch=True)
urns = st.builds(
    Urn,
    units=st.lists(dotted_names, max_size=3).map(tuple),
    authority=st.lists(dotted_names, min_size=1, max_size=3).map(tuple),
    measure=dotted_names,
    date=st.dates().map(str),
    number=st.from_regex(r"[a-z0-9]{1,5}([.-][a-z0-9]{1,5}){0,4}", fullmatch=True),
)


@pytest.mark.parametrize(
    ("key", "name"),
    [
        (Key("CT", "33/CT-TTg", "2021-11-26", TTG), "urn:lex:vn:thu.tuong.chinh.phu:chi.thi:2021-11-26;33-ct-ttg"),
        (
            Key("KH", "61/KH-UBND", "2026-02-26", LANG_SON),
            "urn:lex:vn;tinh.lang.son:uy.ban.nhan.dan:ke.hoach:2026-02-26;61-kh-ubnd",
        ),
        (
            Key("KH", "179/KH-UBND", "2026-05-25", DINH_LAP),
            "urn:lex:vn;tinh.lang.son;xa.dinh.lap:uy.ban.nhan.dan:ke.hoach:2026-05-25;179-kh-ubnd",
        ),
        (
            Key("NQ", "66.13/2026/NQ-CP", "2026-01-05", CP),
            "urn:lex:vn:chinh.phu:nghi.quyet:2026-01-05;66.13-2026-nq-cp",
        ),
        (
            Key("TTLT", "01/2020/TTLT-BNV-BTC", "2020-01-05", Body("Bộ Tài chính", "bo-tai-chinh", "central"), None,
                (Body("Bộ Nội vụ", "bo-noi-vu", "central"),)),
            "urn:lex:vn:bo.noi.vu+bo.tai.chinh:thong.tu.lien.tich:2020-01-05;01-2020-ttlt-bnv-btc",
        ),
    ],
)  # fmt: skip
def test_a_complete_key_has_a_urn(key: Key, name: str) -> None:
    assert key.complete
    assert key.iri() == name
    assert str(Urn.parse(name)) == name


@given(urns)
def test_a_urn_reads_back_as_itself(urn: Urn) -> None:
    assert Urn.parse(str(urn)) == urn


@pytest.mark.parametrize(
    "text",
    [
        "",
        "urn:lex:vn",
        "urn:lex:vn:chinh.phu:nghi.dinh:2023;59-2023-nd-cp",
        "urn:lex:vn:Chinh.phu:nghi.dinh:2023-08-14;59-2023-nd-cp",
        "urn:lex:vn:chính.phủ:nghi.dinh:2023-08-14;59-2023-nd-cp",
        "urn:lex:vn:chinh..phu:nghi.dinh:2023-08-14;59",
        "urn:lex:vn;:chinh.phu:nghi.dinh:2023-08-14;59",
        "urn:lex:vn:chinh.phu:nghi.dinh:2023-08-14;59\n",
        "urn:lex:vn:chinh.phu:nghi.dinh:2023-08-14;59/2023",
        "urn:nbn:vn:chinh.phu:nghi.dinh:2023-08-14;59",
    ],
)
def test_what_is_no_urn_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not the URN:LEX name"):
        Urn.parse(text)


def test_an_impossible_part_cannot_make_a_urn() -> None:
    with pytest.raises(ValueError, match="not the URN:LEX name"):
        Urn((), ("chinh.phu",), "nghi.dinh", "2023-08-14", "59> <evil")


@given(st.text(max_size=40))
def test_any_number_gives_a_name_without_foreign_characters(number: str) -> None:
    for key in (Key("KH", number, "2026-02-26", LANG_SON, number), Key(None, None, None, None, number)):
        iri = key.iri(number)
        if iri.startswith(PROVISIONAL):
            assert re.fullmatch(r"[a-z0-9:;.+~-]+", iri.removeprefix(PROVISIONAL))
        else:
            assert str(Urn.parse(iri)) == iri


def test_every_type_has_a_measure_name() -> None:
    for row in table("types"):
        assert measure_of(row["code"]) == dotted(row["label"]) != ""


def test_the_documented_names_are_the_ones_minted() -> None:
    rows = [[cell.strip(" `") for cell in line.strip("|").split("|")] for line in DOCS.read_text().splitlines()
            if line.startswith("|") and line.count("|") == 3 and "`" in line]  # fmt: skip
    measures = {row["label"]: measure_of(row["code"]) for row in table("types")}
    documented = [(vietnamese, name) for vietnamese, name in rows if vietnamese in measures]
    assert len(documented) == 12
    assert all(measures[vietnamese] == name for vietnamese, name in documented)
    bodies = {body.name: body for body in (QH, CP, TTG, BCT, BBT, LANG_SON, DINH_LAP)}
    for vietnamese, name in rows:
        if vietnamese in bodies:
            key = Key("KH", "1/KH", "2026-01-01", bodies[vietnamese])
            assert key.iri() == f"urn:lex:{name}:ke.hoach:2026-01-01;1-kh"
    assert sum(vietnamese in bodies for vietnamese, _ in rows) == 7
    provisional = {
        Key("NQ", "24-NQ/TW", None, Body("", "ban-chap-hanh-trung-uong-dang", "central")).iri(),
        Key("LUAT", None, None, QH, "Luật Tố cáo").iri(),
        Key("NQ", name="Nghị quyết Đại hội đại biểu toàn quốc lần thứ XIII của Đảng").iri(),
    }
    assert provisional == {name for _, name in rows if name.startswith(PROVISIONAL)}


@pytest.mark.parametrize(
    ("written", "block"),
    [
        ("33/CT-TTg", "33.ctttg"),
        ("33 / ct-ttg", "33.ctttg"),
        ("14/CTTTg", "14.ctttg"),
        ("23- QĐ/TW", "23.qdtw"),
        ("11-QĐi/TW", "11.qdtw"),
        ("12/QyĐ-UBND", "12.qdubnd"),
        ("05-CT/TW", "5.cttw"),
        ("121/2021/NÐ-CP", "121.2021.ndcp"),
        ("59/2023/NĐ-CP", "59.2023.ndcp"),
        ("66.13/2026/NQ-CP", "66.13.2026.nqcp"),
        ("10/2022/QH15", "10.2022.qh"),
        ("10/2022/QH14", "10.2022.qh"),
        ("5/QH11", "5.qh11"),
        ("206-CP", "206.cp"),
    ],
)
def test_a_number_meets_its_other_writings(written: str, block: str) -> None:
    assert number_block(written) == block


@pytest.mark.parametrize(
    ("number", "type_", "whole"),
    [
        ("30/2020", "NĐ", "30/2020/NĐ-CP"),
        ("30/2020/NĐ-CP", "NĐ", "30/2020/NĐ-CP"),
        ("05-CP", "NĐ", "05-CP"),
        ("138", "NĐ", "138"),  # the Council of Ministers made decrees, too
        ("24/2025", "TT", "24/2025"),  # of whichever ministry
        ("68/2025", "NQ", "68/2025"),
        ("30/2020", None, "30/2020"),
    ],
)
def test_only_a_decree_of_a_year_needs_no_symbol(number: str, type_: str | None, whole: str) -> None:
    assert with_symbol(number, type_) == whole


def test_folding_reads_every_kind_of_d() -> None:
    assert fold("Đ đ Ð Ɖ Uỷ ban Hoà") == "d d d d uy ban hoa"
    assert number_slug("121/2021/NÐ-CP") == "121-2021-nd-cp"
    assert (year_in("59/2023/NĐ-CP"), year_in("33/CT-TTg"), year_in("2021/KH-UBND"), year_in(None)) == (
        "2023",
        None,
        None,
        None,
    )


@pytest.mark.parametrize(
    ("key", "period", "year"),
    [
        (Key("KH", "61/KH-UBND", "2026-02-26"), Period("2027-01-01", "2027-12-31"), "2026"),
        (Key("KH", None, "2024-03"), None, "2024"),
        (Key("LUAT", "10/2022/QH15", "2023-01-03"), None, "2023"),  # the day is told, whatever the number says
        (Key("LUAT", "10/2022/QH15"), None, "2022"),
        (Key("KH"), Period("2024-01-01", "2024-12-31"), "2024"),
        (Key("KH"), Period("2025-07-01", "2025-12-31"), "2025"),
        (Key("ĐA"), Period("2021-01-01", "2025-12-31"), None),
        (Key("ĐA"), Period("2025-01-01", None), None),
        (Key("CT", "33/CT-TTg"), None, None),
    ],
)
def test_a_document_belongs_to_the_year_of_its_day_its_number_or_its_only_one(
    key: Key, period: Period | None, year: str | None
) -> None:
    assert year_of(key, period) == year


ONE = [
    (Key("QĐ", "23-QĐ/TW", "2021-07-30", BCT), Key("QĐ", "23- qđ/TW", None, None)),
    (Key("QyĐ", "11-QĐ/TW", "2019-02-18", BCT), Key("QyĐ", "11-QĐi/TW", "2019-02-18", BCT)),
    (Key("QĐ", "124-QĐ/TW", "2018-02-02", BBT), Key("QyĐ", "124-QĐ/TW", "2018", BBT)),
    (Key("KH", "15/KH-UBND", "2026-01-10", DINH_LAP), Key("KH", "15/KH-UBND", "2026-01-10", DINH_LAP_SOMEWHERE)),
    (Key("LUAT", None, "2022-11-10", QH, "Luật Tố cáo"), Key("LUAT", None, "2022", QH, "Luật tố cáo")),
    (
        Key("NQ", name="Nghị quyết Đại hội XIII của Đảng"),
        Key("NQ", name="Nghị quyết Đại hội đại biểu toàn quốc lần thứ XIII của Đảng"),
    ),
]
TWO = [
    (Key("KH", "29/KH-UBND", "2026-01-30", LANG_SON), Key("KH", "120/KH-UBND", "2026-03-30", LANG_SON)),
    (Key("KH", "61/KH-UBND", "2026-02-26", LANG_SON), Key("KH", "61/KH-UBND", "2026-02-26", HAI_PHONG)),
    (Key("CT", "33/CT-TTg", "2021-11-26", TTG), Key("CT", "33/CT-TTg", "2026-08-14", TTG)),
    (Key("CT", "18-CT/TW", "2022-10-26"), Key("CT", "18-CT/TU", "2018-02-25")),
    (Key("CT", "18-CT/TU", "2018-02-25"), Key("KH", "18-KH/TU", "2026-02-04")),
    (Key("CT", "05-CT/TW", "2016-05-15", BCT), Key("CT", "05-CT/TW", "2021-06-23", BCT)),
    (Key("BLUAT", "91/2015/QH13", None, QH), Key("NQ", "91/2015/QH13", None, QH)),
    (Key("CT", "14/CT-TTg"), Key("CT", "114/CT-TTg")),
    (Key(None), Key(None)),
    (
        Key("NQ", name="Nghị quyết Đại hội XIII của Đảng"),
        Key("NQ", name="Nghị quyết Đại hội XIV của Đảng"),
    ),
]


@pytest.mark.parametrize(("one", "other"), ONE)
def test_one_document(one: Key, other: Key) -> None:
    assert compatible(one, other)
    assert compatible(other, one)


@pytest.mark.parametrize(("one", "other"), TWO)
def test_two_documents(one: Key, other: Key) -> None:
    assert not compatible(one, other)
    assert not compatible(other, one)
    assert not same_register(one, other)
    assert not same_register(other, one)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (Key("CT", "27/CT-TTg", "2023-09-27", TTG), Key("CT", "27/CT-TTg", "2023-10-27", TTG), True),
        (Key("NĐ", "59/2023/NĐ-CP", "2023-08-14", CP), Key("NĐ", "59/2023/NĐ-CP", "2024-08-14", CP), True),
        (Key("KH", "9/KH-UBND", "2026-01-10", DINH_LAP), Key("KH", "9/KH-UBND", "2026-01-11", DINH_LAP), True),
        (Key("KH", "9/KH-UBND", "2025-02-10", DINH_LAP), Key("KH", "9/KH-UBND", "2025-08-11", DINH_LAP), False),
        (Key("KH", "9/KH-UBND", "2026-01-10"), Key("KH", "9/KH-UBND", "2026-01-11"), False),
        (Key("CT", "27/CT-TTg", None, TTG), Key("CT", "27/CT-TTg", "2023-10-27", TTG), False),
    ],
)
def test_a_slip_of_the_day_stays_within_one_book(one: Key, other: Key, same: bool) -> None:
    assert same_register(one, other) is same
    assert same_register(other, one) is same


@pytest.mark.parametrize(
    ("name", "issuer", "congress"),
    [
        ("Nghị quyết Đại hội đại biểu toàn quốc lần thứ XIII của Đảng", None, Congress("vn", 13, None)),
        ("Nghị quyết Đại hội Đảng toàn quốc lần thứ XIII", None, Congress("vn", 13, None)),
        ("Nghị quyết Đại hội đại biểu lần thứ XIV của Đảng", None, Congress("vn", 14, None)),
        ("Nghị quyết Đại hội XIV của Đảng", None, Congress("vn", 14, None)),
        (
            "Nghị quyết Đại hội Đảng bộ tỉnh lần thứ XVIII",
            Body("Đại hội Đảng bộ tỉnh Lạng Sơn", "dai-hoi-dang-bo", "province", "tỉnh Lạng Sơn", "tỉnh Lạng Sơn"),
            Congress("tinh.lang.son", 18, None),
        ),
        (
            "Nghị quyết đại hội đảng bộ xã lần thứ I, nhiệm kỳ 2025 - 2030",
            Body("Đại hội Đảng bộ xã Đình Lập", "dai-hoi-dang-bo", "commune", "xã Đình Lập", "tỉnh Lạng Sơn"),
            Congress("tinh.lang.son;xa.dinh.lap", 1, "2025"),
        ),
        ("Nghị quyết Đại hội đảng bộ các cấp nhiệm kỳ 2025 - 2030", None, None),
        ("Luật Tố cáo", QH, None),
    ],
)
def test_congresses(name: str, issuer: Body | None, congress: Congress | None) -> None:
    assert congress_in(name, issuer) == congress


@pytest.mark.parametrize(
    ("figures", "value"), [("i", 1), ("iv", 4), ("xiii", 13), ("xiv", 14), ("xviii", 18), ("17", 17), ("iiv", None)]
)
def test_roman_figures(figures: str, value: int | None) -> None:
    assert roman(figures) == value


def test_roman_figures_and_back() -> None:
    assert [roman(in_roman(number).lower()) for number in range(1, 50)] == [*range(1, 50)]
