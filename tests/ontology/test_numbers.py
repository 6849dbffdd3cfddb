"""A number as one value: what its parts stand for, however it is written."""

from __future__ import annotations

import pytest

from extract import extract
from ontology.numbers import Numbering, numbering, numbering_of


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("59/2023/NĐ-CP", Numbering("59", "2023", "/", "NĐ-CP", "NĐ", ("CP",))),
        ("66.13/2026/NQ-CP", Numbering("66.13", "2026", "/", "NQ-CP", "NQ", ("CP",))),
        ("23-QĐ/TW", Numbering("23", None, "-", "QĐ/TW", "QĐ", ("TW",))),
        ("01-ĐA/BDVTU-UBND", Numbering("01", None, "-", "ĐA/BDVTU-UBND", "ĐA", ("BDVTU", "UBND"))),
        ("06/2006/TTLT-BTC-BNV", Numbering("06", "2006", "/", "TTLT-BTC-BNV", "TTLT", ("BTC", "BNV"))),
        ("88/2019/QH14", Numbering("88", "2019", "/", "QH14", None, ("QH14",))),
        ("10902/VPCP-KGVX", Numbering("10902", None, "/", "VPCP-KGVX", None, ("VPCP", "KGVX"))),
        ("206-CP", Numbering("206", None, "-", "CP", None, ("CP",))),
        ("12a/KH-UBND", Numbering("12a", None, "/", "KH-UBND", "KH", ("UBND",))),
        ("2018/QĐ-UBND", Numbering("2018", None, "/", "QĐ-UBND", "QĐ", ("UBND",))),  # a serial, no year
        ("66.16", Numbering("66.16")),
        ("12/2018", Numbering("12", "2018")),
        (" 27 / 2019 / TT - BYT ", Numbering("27", "2019", "/", "TT-BYT", "TT", ("BYT",))),
        ("294 QĐ/TW", Numbering("294", None, "/", "QĐ/TW", "QĐ", ("TW",))),
        ("không số", Numbering("", None, "", "không số", None, ("không số",))),
        ("", Numbering("")),
    ],
)
def test_what_the_parts_of_a_number_are(written: str, value: Numbering) -> None:
    assert numbering_of(written) == value


@pytest.mark.parametrize("number", ["59/2023/NĐ-CP", "23-QĐ/TW", "66.16", "12a/KH-UBND", "88/2019/QH14"])
def test_a_value_is_written_as_it_was(number: str) -> None:
    assert str(numbering_of(number)) == number


def test_the_same_number_is_one_value() -> None:
    assert numbering("12", None, "/", "KH-UBND") is numbering("12", None, "/", "KH-UBND")


def test_only_the_party_writes_a_hyphen_behind_the_serial() -> None:
    assert numbering_of("23-QĐ/TW").is_of_party
    assert not numbering_of("23/QĐ-TTg").is_of_party


@pytest.mark.parametrize(
    "text",
    [
        "Căn cứ Nghị định số 59 / 2023/NĐ – CP, Quyết định số 23- QĐ/TW, số 12, 13, 14/QĐ-UBND; Nghị quyết 66.16.",
        "ỦY BAN NHÂN DÂN\nXÃ ĐÌNH LẬP\nSố: 179/KH-UBND\nKẾ HOẠCH\nThực hiện Chỉ thị số 33/CTTTg ngày 26/11/2021.",
    ],
)
def test_records_carry_the_value_of_what_they_say(text: str) -> None:
    record = extract(text)
    said = [(one.number, one.numbering) for one in (record.document, *record.citations) if one.number]
    assert said
    assert all(number is not None and numbering_of(number) == value for number, value in said)


def test_a_blank_serial_leaves_the_symbol() -> None:
    document = extract("UBND XÃ A\nSố:     /GM-UBND\nGIẤY MỜI\nHọp giao ban\n").document
    assert document.number is None
    assert document.numbering == Numbering("", None, "/", "GM-UBND", "GM", ("UBND",))
