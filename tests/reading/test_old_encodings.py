"""TCVN3, TCVN 5712, VNI and Windows-1258: every letter there and back, and known by the letters alone."""

from __future__ import annotations

import csv
import unicodedata
from importlib.resources import files
from pathlib import Path

import pytest
from making import read_bytes

from extract.errors import InputError
from extract.reading.legacy import convert, from_bytes, modernise
from extract.reading.syllables import plausibility

with files("extract.reading").joinpath("vietnamese.csv").open(encoding="utf-8") as table:
    ROWS = list(csv.DictReader(table))
LETTERS = "".join(row["letter"] for row in ROWS)
TO_TCVN = {row["letter"]: chr(int(row["tcvn"], 16)) for row in ROWS}
TO_VNI = {row["letter"]: row["vni"] for row in ROWS}
PLAN = (
    "Ủy ban nhân dân tỉnh Lạng Sơn\nSố: 61/KH-UBND\nThực hiện Chỉ thị số 33/CT-TTg ngày 26/11/2021 của Thủ tướng "
    "Chính phủ về tiếp tục tăng cường và đổi mới công tác dân vận; những việc đã rõ thì giữ, việc còn vướng phải gỡ."
)


def written(text: str, codes: dict[str, str]) -> str:
    """``text`` as a Western computer shows it in an old encoding."""
    return "".join(codes.get(letter, letter) for letter in text)


def test_the_table_has_every_vietnamese_letter_once() -> None:
    bases, tones = "aăâeêioôơuưy", ["", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323"]
    accented = {unicodedata.normalize("NFC", base + tone) for base in bases for tone in tones} - set("aeiouy")
    assert set(LETTERS) == accented | {"đ"} | {letter.upper() for letter in accented | {"đ"}}
    for column in ("letter", "tcvn", "vni"):
        assert len({row[column] for row in ROWS}) == len(ROWS)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["letter"])
def test_every_letter_there_and_back(row: dict[str, str]) -> None:
    letter = row["letter"]
    assert convert(chr(int(row["tcvn"], 16)), "TCVN 5712") == letter
    assert convert(row["vni"], "VNI") == letter
    if letter.islower():
        assert convert(chr(int(row["tcvn"], 16)), "TCVN3") == letter
    assert unicodedata.normalize("NFC", _as_1258(letter).decode("cp1258")) == letter


def _as_1258(letter: str) -> bytes:
    """The bytes of a letter: the base letter that the code page has, and the tone behind it."""
    decomposed = unicodedata.normalize("NFD", letter)
    tones = [mark for mark in decomposed[1:] if mark in "\u0300\u0301\u0303\u0309\u0323"]
    base = unicodedata.normalize("NFC", "".join(mark for mark in decomposed if mark not in tones))
    return (base + "".join(tones)).encode("cp1258")


@pytest.mark.parametrize("codes", [TO_TCVN, TO_VNI], ids=["TCVN", "VNI"])
@pytest.mark.parametrize("as_bytes", [True, False], ids=["bytes", "Western letters"])
def test_a_plan_is_known_by_its_letters(tmp_path: Path, codes: dict[str, str], as_bytes: bool) -> None:
    shown = written(PLAN.replace("Ủy", "Uỷ"), codes)
    source = read_bytes(tmp_path, shown.encode("latin-1") if as_bytes else shown.encode("utf-8"))
    assert source.text == PLAN.replace("Ủy", "Uỷ")
    assert "old encoding" in source.warnings[0]


def test_windows_1258_with_marks_apart(tmp_path: Path) -> None:
    encoded = b"".join(_as_1258(letter) for letter in PLAN)
    source = read_bytes(tmp_path, encoded)
    assert source.text == PLAN
    assert "Windows-1258" in source.warnings[0]


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        ("CéNG HßA X· HéI CHñ NGHÜA VIÖT NAM", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        ("KÕ HO¹CH\nSè: 15/Q§-UBND", "KẾ HOẠCH\nSố: 15/QĐ-UBND"),
        ("§éc lËp - Tù do - H¹nh phóc", "Độc lập - Tự do - Hạnh phúc"),
    ],
)
def test_capitals_that_tcvn3_could_not_write(shown: str, expected: str) -> None:
    assert convert(shown, "TCVN3") == expected


@pytest.mark.parametrize(
    "text",
    [
        PLAN,
        unicodedata.normalize("NFD", PLAN),
        PLAN[:80] + unicodedata.normalize("NFD", PLAN[80:]),
        "Été à Paris: un café très français, déjà vu, où ça?",
        "Uỷ ban nhân dân xã; hoà bình, thuý, khoẻ – “trích dẫn” § 5, 100 m², 37 °C, 1½",
        "plain English, with “quotes” and nothing else",
        "",
    ],
)
def test_what_is_right_already_stays(text: str) -> None:
    assert modernise(text) == (text, None)


def test_lines_of_two_worlds_in_one_text() -> None:
    unicode_line = "Căn cứ Luật Thực hiện dân chủ ở cơ sở năm 2022;"
    old_line = written("căn cứ Nghị định số 59/2023/NĐ-CP của Chính phủ;", TO_TCVN)
    assert modernise("\n".join([unicode_line, old_line] * 3))[0] == "\n".join(
        [unicode_line, "căn cứ Nghị định số 59/2023/NĐ-CP của Chính phủ;"] * 3
    )


def test_french_in_western_bytes_is_not_taken_for_vietnamese(tmp_path: Path) -> None:
    french = "Été à la plage, très français, où ça va déjà bien être".encode("cp1252")
    assert from_bytes(french) is None
    with pytest.raises(InputError, match="in no old Vietnamese encoding"):
        read_bytes(tmp_path, french)


def test_syllables() -> None:
    assert plausibility("Nghị định của Chính phủ, QĐ, khuỷu, nguyễn, giếng, thuở, hươu, quyết") == (11, 11)
    assert plausibility("NghÞ ®Þnh cña ChÝnh phñ")[0] < 2
