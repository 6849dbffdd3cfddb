"""Passages with carets under the words that are meant, in any width."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from kg.render.excerpt import excerpt_of, fitted
from kg.render.width import measure

LINE = "Căn cứ Luật Đất đai số 45/2013/QH13 ngày 29/11/2013 của Quốc hội; Nghị định số 43/2014/NĐ-CP"
LETTERS = st.text(st.sampled_from("aă đ\u0300/漢\n\t"), max_size=90)


def shown(text: str, meant: str, width: int) -> list[str]:
    start = text.index(meant)
    return [line for both in fitted(excerpt_of(text, start, start + len(meant)), width) for line in both if line]


@pytest.mark.parametrize(
    ("width", "lines"),
    [
        (100, [LINE, " " * 7 + "^" * 44]),
        (60, ["Căn cứ Luật Đất đai số 45/2013/QH13 ngày 29/11/2013 của…", " " * 7 + "^" * 44]),
        (
            40,
            [
                *("Căn cứ Luật Đất đai số 45/2013/QH13 ngày", " " * 7 + "^" * 33),
                *("29/11/2013 của Quốc hội; Nghị định số…", "^" * 10),
            ],
        ),
    ],
)
def test_what_stands_around_is_cut_and_what_is_meant_is_not(width: int, lines: list[str]) -> None:
    assert shown(f"KẾ HOẠCH\n{LINE}\nĐiều 1", "Luật Đất đai số 45/2013/QH13 ngày 29/11/2013", width) == lines


def test_words_before_are_cut_between_words_and_a_line_break_in_what_is_meant_is_a_blank() -> None:
    text = LINE.replace("Nghị định", "Nghị\nđịnh")
    assert shown(text, "Nghị\nđịnh số 43/2014/NĐ-CP", 60) == [
        "… của Quốc hội; Nghị định số 43/2014/NĐ-CP", " " * 16 + "^" * 26,
    ]  # fmt: skip


@given(LETTERS, LETTERS, LETTERS, st.integers(12, 60))
def test_all_that_is_meant_is_marked_and_no_line_is_too_wide(before: str, meant: str, after: str, width: int) -> None:
    found = excerpt_of(before + meant + after, len(before), len(before + meant))
    lines = list(fitted(found, width))
    assert all(cell_len(line) <= width and cell_len(carets) <= cell_len(line) for line, carets in lines)
    marked = sum(carets.count("^") for _, carets in lines)
    assert marked >= cell_len(found.meant.replace(" ", ""))  # a blank where a line ends needs no caret
    assert marked <= cell_len(found.meant)


def test_columns_are_those_that_each_sign_takes() -> None:
    signs = [chr(code) for code in range(0x20, 0x3100)]
    assert [sign for sign in signs if measure(sign)(sign) != cell_len(sign)] == []
    assert measure("đ", "a\u0300 漢")("漢a\u0300") == 3  # what counts for both counts for all their parts
    assert measure(LINE)(LINE) == len(LINE)


def test_lines_that_end_as_those_of_windows_do_show_no_sign_for_it() -> None:
    text = "Căn cứ:\r\nLuật Đất đai;\r\nLuật Giá."
    assert shown(text, "Đất đai", 40) == ["Luật Đất đai;", "     ^^^^^^^"]
    assert shown(text, "đai;\r\nLuật Giá", 40) == ["Luật Đất đai; Luật Giá.", " " * 9 + "^" * 13]
