"""Syllables that a PDF tore are read as one, and words stay words."""

from __future__ import annotations

import unicodedata

import pytest

from extract import extract
from extract.repair.clean import clean
from extract.repair.torn import join_syllables

TORN = "Điều 2 c ủa Luật này đư ợc s ửa đ ổi, b ổ sung, có hi ệu l ực k ể từ n gày ký; thu ế quy đ ịnh t ại T huế."
WHOLE = "Điều 2 của Luật này được sửa đổi, bổ sung, có hiệu lực kể từ ngày ký; thuế quy định tại Thuế."


def test_torn_syllables_are_joined_and_lead_back() -> None:
    reading = clean(TORN)
    assert reading.text == WHOLE
    start = WHOLE.index("hiệu lực")
    begin, end = reading.span(start, start + len("hiệu lực"))
    assert TORN[begin:end] == "hi ệu l ực"


@pytest.mark.parametrize(
    "words",
    [
        "theo ấn định",
        "khoản 2 điểm c ấn định",
        "điểm a, c ưu tiên",
        "chi ăn ở",
        "tu ý thức",
        "nghe ổn",
        "Đ ỗ",
        "số c 5",
    ],
)
def test_words_beside_torn_ones_stay(words: str) -> None:
    joined = join_syllables(f"{TORN} {words}.")
    assert joined is not None
    if words != "Đ ỗ":
        assert joined[0].endswith(f" {words}.")


@pytest.mark.parametrize("text", [WHOLE, "Luật c ủa Quốc hội.", "Quyết định này theo ấn định ở điểm c ấn định."])
def test_a_text_with_a_slip_is_not_torn(text: str) -> None:
    assert join_syllables(text) is None


def test_a_letter_whose_marks_stand_apart_ends_its_word() -> None:
    apart = unicodedata.normalize("NFD", "Thủ tục hành chính hết hiệu lực")
    assert clean(f"{TORN} {apart}.").text == f"{WHOLE} Thủ tục hành chính hết hiệu lực."


def test_a_torn_clause_ends_what_it_says() -> None:
    text = "2. Ngh ị định này thay th ế Nghị định s ố 12/2039/NĐ-CP c ủa Chính ph ủ.\n"
    record = extract("Nội dung.\n" + text)
    assert [(one.relation, one.subject) for one in record.stated] == [("supersedes", None)]
    cited = record.citations[0]
    assert cited.quote == "Nghị định s ố 12/2039/NĐ-CP c ủa Chính ph ủ"
