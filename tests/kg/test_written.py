"""Whose words a stretch of the codification is, and of which day: the laws that they name are those of then."""

from __future__ import annotations

import pytest

from extract import extract
from extract.records import from_dict, to_dict
from kg.resolution.descriptions import Description, cited_descriptions

PAGE = """# Tố cáo

Điều 18.5.LQ.1. Phạm vi điều chỉnh

(Điều 1 Luật số 25/2018/QH14 Tố cáo ngày 12/06/2018 của Quốc hội, có hiệu lực thi hành kể từ ngày 01/01/2019)

Luật Tố cáo số 25/2018/QH14 điều chỉnh việc này; giá theo Luật Giá.

Điều 18.5.TT.4.20. Xử lý đơn theo Luật Khiếu nại

(Điều 20 Thông tư số 9053/2015/TT-BLĐTBXH, có hiệu lực thi hành kể từ ngày 26/01/2016)

Đơn được xử lý theo Luật Tố cáo và theo Quyết định số 9041-TTg.

Điều 18.5.TT.4.21a. Trả lời

Trả lời theo Luật Thống kê.

Điều 18.5.NĐ.2.5. Công khai

(Điều 5 Nghị định số 9031/2019/NĐ-CP, có hiệu lực thi hành kể từ ngày 28/05/2019, có nội dung được sửa đổi bởi Điều 1
Nghị định số 9055/2023/NĐ-CP có hiệu lực thi hành kể từ ngày 01/09/2023)

Công khai theo Luật Báo chí.

(Điều này có nội dung liên quan đến Điều 8.4.LQ.6. Áp dụng quy định của Luật Trẻ em)

Điều 18.5.NĐ.9.8. Hiệu lực

(Điều 8 Nghị định số 9073-CP, có hiệu lực thi hành kể từ ngày 30/07/1994)

Nghị định này có hiệu lực thi hành; bãi bỏ Nghị định số 9080-CP.

Điều 18.5.NĐ.10.3. Hiệu lực

(Điều 3 Nghị định số 9074-CP, có hiệu lực thi hành kể từ ngày 01/01/1994)
"""
RECORD = extract(PAGE)


def said_of(words: str) -> Description:
    """What the first mention says that holds these words."""
    some = zip(RECORD.citations, cited_descriptions(RECORD), strict=True)
    return next(said for citation, said in some if said is not None and words in citation.quote)


@pytest.mark.parametrize(
    ("words", "not_before", "as_of"),
    [
        ("Luật Khiếu nại", None, "2016-01-26"),  # in the heading
        ("Luật Thống kê", None, "2016-01-26"),  # the article has no note, but others of its act do
        ("Luật Giá", None, "2018-12-31"),  # in a law of that year, whenever it takes effect
        ("Luật Báo chí", "2019-05-28", "2023-09-01"),  # the words may be the amendment's
        ("Luật Trẻ em", None, None),  # the heading of another page's article
        ("9041-TTg", None, "2016-01-26"),
    ],
)
def test_words_of_the_codification_are_of_the_day_of_the_act_that_they_are_from(
    words: str, not_before: str | None, as_of: str | None
) -> None:
    said = said_of(words)
    assert (said.not_before, said.as_of) == (not_before, as_of)


def test_a_law_named_in_the_words_of_an_older_act_is_not_the_one_that_the_page_cites_in_full() -> None:
    bare = next(
        said
        for citation, said in zip(RECORD.citations, cited_descriptions(RECORD), strict=True)
        if citation.quote == "Luật Tố cáo"
    )
    assert bare is not None
    assert (bare.key.number, bare.as_of) == (None, "2016-01-26")


def test_a_law_that_names_itself_in_the_codification_means_itself() -> None:
    """By the name under which the register knows it; any other law is the one of its day."""
    page = PAGE.replace("Luật Tố cáo số 25/2018/QH14 điều chỉnh", "Luật Tố cáo không điều chỉnh")
    record = extract(page)
    found = cited_descriptions(record)
    assert [said and said.key.number for said in found][:2] == ["25/2018/QH14"] * 2


def test_a_number_without_year_is_of_the_year_in_which_its_act_took_effect() -> None:
    assert said_of("9073-CP").key.date == "1994"
    assert said_of("9074-CP").key.date is None  # of 1993, maybe
    assert said_of("9080-CP").key.date is None  # another act


def test_whose_words_they_are_is_part_of_the_record() -> None:
    assert from_dict(to_dict(RECORD)) == RECORD
    numbers = [one.act is not None and RECORD.citations[one.act].number for one in RECORD.collected]
    assert numbers == [
        "25/2018/QH14", "9053/2015/TT-BLĐTBXH", "9053/2015/TT-BLĐTBXH", "9031/2019/NĐ-CP", False, "9073-CP", "9074-CP",
    ]  # fmt: skip


def test_a_text_that_cites_articles_is_no_codification() -> None:
    assert extract("Theo Điều 5 Luật Giá, có hiệu lực thi hành kể từ ngày 01/01/2024.").collected == ()
