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

(Điều này có nội dung liên quan đến Điều 3. Áp dụng Luật Doanh nghiệp và các luật khác của Luật số 9068/2014/QH13)

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
        ("Luật Giá", "2018-06-12", "2019-01-01"),  # in a law of that day, which takes effect later
        ("Luật Báo chí", "2019-05-28", "2023-09-01"),  # the words may be the amendment's
        ("Luật Trẻ em", None, None),  # the heading of another page's article
        ("Luật Doanh nghiệp", None, None),  # of an article that is named by its heading alone
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


DECREE = """CHÍNH PHỦ

Số: 9012/2026/NĐ-CP

Hà Nội, ngày 13 tháng 5 năm 2026

NGHỊ ĐỊNH
Quy định chi tiết một số điều của Luật Chim trời

Căn cứ Luật Tổ chức Chính phủ số 63/2025/QH15;

Điều 1. Chim được nuôi theo Luật Chim trời và Luật Giá.

Điều 2. Nghị định này có hiệu lực thi hành từ ngày 01 tháng 7 năm 2026.
"""


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Luật Giá", ("2026-05-13", "2026-07-01", None)),  # the law of either day may be meant
        ("Luật Chim trời", (None, "2026-07-01", None)),  # which it carries out: the law in force by then
    ],
)
def test_an_act_may_speak_of_the_laws_of_the_day_on_which_it_takes_effect(
    words: str, expected: tuple[str | None, ...]
) -> None:
    record = extract(DECREE)
    some = zip(record.citations, cited_descriptions(record), strict=True)
    (said, *others) = {said for one, said in some if said is not None and words in one.quote}
    assert not others
    assert (said.not_before, said.as_of, said.adopted_by) == expected


def test_what_an_act_carries_out_by_its_title_had_been_adopted_where_no_day_of_effect_is_told() -> None:
    record = extract(DECREE.replace("Nghị định này có hiệu lực thi hành từ ngày 01 tháng 7 năm 2026.", "Tổ chức."))
    days = {
        one.quote: (said.as_of, said.adopted_by)
        for one, said in zip(record.citations, cited_descriptions(record), strict=True)
        if said is not None and not one.number
    }
    assert days == {"Luật Chim trời": (None, "2026-05-13"), "Luật Giá": ("2026-05-13", None)}


def test_a_law_rests_on_what_is_in_force_when_it_is_passed() -> None:
    law = """QUỐC HỘI

Luật số: 9063/2025/QH15

Hà Nội, ngày 18 tháng 6 năm 2025

LUẬT
CHIM TRỜI

Căn cứ Hiến pháp nước Cộng hòa xã hội chủ nghĩa Việt Nam;

Điều 1. Giá chim theo Luật Giá.

Điều 2. Luật này có hiệu lực thi hành từ ngày 01 tháng 01 năm 2026.
"""
    found = [said for said in cited_descriptions(extract(law)) if said is not None and not said.key.number]
    assert [(said.not_before, said.as_of) for said in found] == [(None, "2025-06-18"), ("2025-06-18", "2026-01-01")]


def test_the_words_of_a_consolidated_text_are_of_any_day_since_that_of_its_act() -> None:
    text = """BỘ Y TẾ

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

THÔNG TƯ
Ban hành Danh mục chim

Thông tư số 9005/2015/TT-BYT ngày 17 tháng 3 năm 2015 của Bộ trưởng Bộ Y tế ban hành Danh mục chim, có hiệu lực kể từ
ngày 01 tháng 5 năm 2015.

Căn cứ Luật Dược;

Điều 1. Thanh toán theo Luật Bảo hiểm y tế.

XÁC THỰC VĂN BẢN HỢP NHẤT

Số: 9004/VBHN-BYT

Hà Nội, ngày 13 tháng 4 năm 2018
"""
    found = [said for said in cited_descriptions(extract(text)) if said is not None and not said.key.number]
    assert [(said.not_before, said.as_of) for said in found] == [(None, "2015-03-17"), ("2015-03-17", "2018-04-13")]


def test_whose_words_they_are_is_part_of_the_record() -> None:
    assert from_dict(to_dict(RECORD)) == RECORD
    numbers = [one.act is not None and RECORD.citations[one.act].number for one in RECORD.collected]
    assert numbers == [
        "25/2018/QH14", "9053/2015/TT-BLĐTBXH", "9053/2015/TT-BLĐTBXH", False, "9031/2019/NĐ-CP", False, "9073-CP",
        "9074-CP",
    ]  # fmt: skip


def test_a_text_that_cites_articles_is_no_codification() -> None:
    assert extract("Theo Điều 5 Luật Giá, có hiệu lực thi hành kể từ ngày 01/01/2024.").collected == ()
