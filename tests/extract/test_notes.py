"""Notes of consolidated texts: what they recount, quote and say to be changed stands in no body, be they torn apart."""

from __future__ import annotations

import pytest

from extract import extract

HEAD = """LUẬT
QUẢN LÝ CHỢ
Luật Quản lý chợ số 7/2031/QH16 ngày 5 tháng 6 năm 2031 của Quốc hội được sửa đổi, bổ sung bởi:
1. Luật số 9/2033/QH16 ngày 5 tháng 6 năm 2033 của Quốc hội, có hiệu lực kể từ ngày 01 tháng 7 năm 2033.
Căn cứ Hiến pháp nước Cộng hòa xã hội chủ nghĩa Việt Nam;
Quốc hội ban hành Luật Quản lý chợ¹.
"""
RECOUNTS = "Luật số 9/2033/QH16 có căn cứ ban hành như sau:\n"
QUOTED = "“Căn cứ Nghị quyết số 12/2032/QH16;\nQuốc hội ban hành Luật Quản lý chợ đêm.”.\n"
ARTICLE = "Điều 1. Phạm vi điều chỉnh\nViệc cấp phép theo Nghị định số 3/2030/NĐ-CP.\n"


def zones(text: str) -> dict[str | None, str]:
    return {one.number: one.zone for one in extract(text).citations if one.number}


@pytest.mark.parametrize("mark", ["¹ ", "1 "])
def test_a_note_goes_on_with_what_it_quotes_and_recounts_next(mark: str) -> None:
    more = "Luật số 11/2035/QH16 có căn cứ ban hành như sau:\n“Căn cứ Nghị quyết số 15/2034/QH16.”.\n"
    found = zones(f"{HEAD}{mark}{RECOUNTS}{QUOTED}{more}{ARTICLE}")
    assert {found[number] for number in ("12/2032/QH16", "15/2034/QH16", "11/2035/QH16")} == {"footnote"}
    assert found["3/2030/NĐ-CP"] == "body"


def test_a_note_that_a_page_tore_is_one_in_both_parts() -> None:
    found = zones(f"{HEAD}¹ {RECOUNTS}{ARTICLE}{QUOTED}")
    assert found["12/2032/QH16"] == "footnote"
    assert found["3/2030/NĐ-CP"] == "body"


def test_a_note_says_what_is_changed_though_its_mark_is_lost() -> None:
    note = "2 Khoản này được sửa đổi, bổ sung theo quy định tại khoản 1 Điều 2 của Luật số 9/2033/QH16.\n"
    assert zones(f"{HEAD}{ARTICLE}{note}{ARTICLE}")["3/2030/NĐ-CP"] == "body"
    assert [one.zone for one in extract(f"{HEAD}{ARTICLE}{note}").citations][-1] == "footnote"


@pytest.mark.parametrize(
    "note",
    [
        "Khoản này được bãi bỏ theo quy định tại khoản 1 Điều 2 của Luật số 9/2033/QH16.",
        "Cụm từ “chợ đêm” được bỏ theo quy định tại khoản 1 Điều 2 của Luật số 9/2033/QH16.",
        "107 Điều này được bổ sung theo quy định tại khoản 1 Điều 2 của Luật số 9/2033/QH16.",
        "38 Cụm từ “thanh tra,” được bỏ theo quy định tại khoản 1 Điều 2 của Luật số 9/2033/QH16.",
    ],
)
def test_what_says_by_which_law_a_part_is_changed_is_a_note_without_a_figure_or_with_three(note: str) -> None:
    other = "2 Khoản này được sửa đổi theo quy định tại khoản 3 Điều 2 của Luật số 9/2033/QH16.\n"
    text = f"{HEAD}{ARTICLE}{other}{ARTICLE}{note}\n"
    assert [one.zone for one in extract(text).citations][-1] == "footnote"
    assert zones(text)["3/2030/NĐ-CP"] == "body"


def test_paragraphs_that_say_so_where_nothing_is_a_note_stay_in_the_body() -> None:
    said = "Khoản này được bãi bỏ theo quy định tại khoản 1 Điều 2 của Luật số 9/2033/QH16.\n"
    assert [one.zone for one in extract(f"{HEAD}{ARTICLE}{said}").citations][-1] == "body"


TORN = "“Căn cứ Luật Đất đai số 6/2029/QH15;\nCăn cứ Luật Giá số 7/2029/QH15;\n"


@pytest.mark.parametrize(
    ("first", "rest"),
    [
        (TORN, ""),  # its end is lost
        (TORN, "Căn cứ Nghị quyết số 12/2032/QH16;\nQuốc hội ban hành Luật Quản lý chợ đêm.”.\n"),
        (TORN, "Căn cứ Nghị quyết số 12/2032/QH16;\nQuốc hội ban hành Luật Quản lý chợ đêm.\n"),
        (
            "“Căn cứ Luật Đất đai số 6/2029/QH15, Luật",
            "a) Chợ phiên;\ngiá của nhà nước số 8/2029/QH15, Nghị quyết số 12/2032/QH16.”.\n",
        ),
    ],
)
def test_the_body_between_the_parts_of_a_torn_note_stays_the_body(first: str, rest: str) -> None:
    more = "Điều 2. Giải thích\n“Chợ” là nơi bán theo Nghị định số 4/2030/NĐ-CP.\n"
    found = zones(f"{HEAD}¹ {RECOUNTS}{first.rstrip()}\n{ARTICLE}{rest}{more}")
    assert found["6/2029/QH15"] == "footnote"
    assert found["3/2030/NĐ-CP"] == found["4/2030/NĐ-CP"] == "body"
    assert found.get("12/2032/QH16", "footnote") == "footnote"


def test_bases_whose_lead_stands_on_a_page_that_is_lost_are_a_note() -> None:
    rest = (
        "Căn cứ Nghị quyết số 12/2032/QH16;\nTheo đề nghị của Chính phủ;\nQuốc hội ban hành Luật Quản lý chợ đêm.”.\n"
    )
    found = zones(f"{HEAD}{ARTICLE}{rest}{RECOUNTS}{QUOTED.replace('12/2032', '15/2034')}")
    assert found["12/2032/QH16"] == found["15/2034/QH16"] == "footnote"
    assert found["3/2030/NĐ-CP"] == "body"


def test_what_a_form_recites_is_no_note() -> None:
    bases = "Căn cứ Luật Giá số 7/2029/QH15;\nCăn cứ Nghị quyết số 15/2034/QH16 ban hành Quy chế.\n"
    form = f"QUYẾT ĐỊNH\nVề việc lập chợ\nCHỦ TỊCH XÃ\n{bases}QUYẾT ĐỊNH:\nĐiều 1. Lập chợ.\n"
    found = zones(f"{HEAD}¹ {RECOUNTS}{QUOTED}{ARTICLE}{form}")
    assert found["12/2032/QH16"] == "footnote"
    assert found["15/2034/QH16"] != "footnote" != found["7/2029/QH15"]


def test_an_item_that_speaks_of_a_change_is_no_note() -> None:
    item = "2. Khoản này được sửa đổi, bổ sung theo quy định tại khoản 1 Điều 2 của Luật số 9/2033/QH16.\n"
    assert [one.zone for one in extract(f"{HEAD}{ARTICLE}{item}").citations][-1] == "body"


def test_what_an_article_quotes_stays_in_the_body() -> None:
    article = "Điều 2. Sửa đổi căn cứ như sau:\n“Căn cứ Nghị quyết số 12/2032/QH16;”.\n"
    assert zones(f"{HEAD}{ARTICLE}{article}")["12/2032/QH16"] == "body"


def test_what_a_note_behind_its_mark_quotes_ends_nothing() -> None:
    ends = "thay thế Luật số 3/2029/QH16 và Nghị định số 5/2029/NĐ-CP hết hiệu lực.\n"
    act, note = "Điều 2. Hiệu lực\nLuật này {}\n", "[2] Khoản 2 Điều 5 của Luật số 9/2033/QH16{}"
    text = f"{HEAD}{ARTICLE}{act}{note}\nXÁC THỰC VĂN BẢN HỢP NHẤT\n"
    quoted = extract(text.format("có hiệu lực từ ngày 01/7/2031[2].\n", f" quy định như sau:\nLuật này {ends}"))
    assert {one.relation for one in quoted.citations if one.number in {"3/2029/QH16", "5/2029/NĐ-CP"}} == {"cites"}
    own = extract(text.format(ends, ".\n"))
    assert {one.relation for one in own.citations if one.number in {"3/2029/QH16", "5/2029/NĐ-CP"}} != {"cites"}


def test_a_torn_note_goes_on_with_what_the_next_act_rests_on() -> None:
    rest = "Căn cứ Nghị quyết số 12/2032/QH16;\nQuốc hội ban hành Luật Quản lý chợ đêm.”.\n"
    more = "Luật số 11/2035/QH16 có căn cứ ban hành như sau:\n“Căn cứ Nghị quyết số 15/2034/QH16.”.\n"
    found = zones(f"{HEAD}¹ {RECOUNTS}{TORN}{ARTICLE}{rest}{more}Điều 2. Chợ theo Nghị định số 4/2030/NĐ-CP.\n")
    assert {found[number] for number in ("12/2032/QH16", "15/2034/QH16", "11/2035/QH16")} == {"footnote"}
    assert found["3/2030/NĐ-CP"] == found["4/2030/NĐ-CP"] == "body"
