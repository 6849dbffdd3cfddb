"""Who speaks: what a page tells, a table of tasks or a column of bases is no change of the document's own."""

from __future__ import annotations

import pytest

from extract import extract


@pytest.mark.parametrize("rows", [1, 900])
def test_the_heading_of_a_column_reaches_down_its_table(rows: int) -> None:
    table = "TT | Thủ tục | Căn cứ pháp lý\n" + "1 | Chợ | Thông tư số 5/2040/TT-BXD\n" * rows
    record = extract("Nội dung.\n" + table + "2 | Phà | Thông tư số 6/2040/TT-BXD hết hiệu lực\n")
    assert not record.stated


def test_another_table_has_headings_of_its_own() -> None:
    tables = "TT | Căn cứ pháp lý\n1 | Luật Đất đai\n\nTT | Văn bản\n1 | Thông tư số 6/2040/TT-BXD hết hiệu lực\n"
    assert [one.relation for one in extract("Nội dung.\n" + tables).stated] == ["repeals"]


def test_a_page_stands_on_nothing_in_whatever_column() -> None:
    table = "| Khâu | Căn cứ pháp lý |\n|---|---|\n| Nộp đơn | Nghị định 65/2043/NĐ-CP: thời hạn 01 tháng. |\n"
    record = extract("# Chợ phải có nội quy không?\n# Ai ban hành nội quy chợ?\n" + table)
    assert [one.relation for one in record.citations] == ["cites"]


DECREE = (
    "CHÍNH PHỦ\nSố: 12/2044/NĐ-CP\nHà Nội, ngày 02 tháng 3 năm 2044\nNGHỊ ĐỊNH\nQuy định về chợ\n\n"
    "Nghị định này thay thế Nghị định số 7/2035/NĐ-CP.\n"
)


ANSWER = """# Chợ phải có nội quy không?
# Ai ban hành nội quy chợ?
Theo Quy định số 366-QĐ/TW thì khung tiêu chí được áp dụng. Tổ chức thực hiện Kế hoạch số 5/KH-UBND.
Căn cứ tại Điều 7 Thông tư số 112/2035/TT-BCT quy định nội quy chợ như sau: chợ có nội quy.
"""


def test_a_page_carries_nothing_out() -> None:
    record = extract(ANSWER)
    assert record.document.kind == "qa"
    assert "implements" not in {citation.relation for citation in record.citations}


def test_a_page_that_opens_a_line_with_what_it_carries_out_does_so() -> None:
    record = extract(ANSWER + "Thực hiện Kế hoạch số 9/KH-UBND, các xã báo cáo.\n")
    assert record.citations[-1].relation == "implements"


@pytest.mark.parametrize(("opens", "relation"), [("Chương II", "supersedes"), ("Bài 2", "cites")])
def test_chapters_of_an_act_are_no_page(opens: str, relation: str) -> None:
    chapters = f"{opens}\nHÀNH VI VI PHẠM, HÌNH THỨC, MỨC XỬ PHẠT VÀ BIỆN PHÁP KHẮC PHỤC HẬU QUẢ TRONG LĨNH VỰC CHỢ\n"
    closing = "Điều 84. Hiệu lực\n2. Nghị định này thay thế Nghị định số 46/2036/NĐ-CP.\n"
    articles = "".join(f"Điều {number}. Nội dung của điều này.\n\n" for number in range(5, 84))
    record = extract(f"{chapters}\nMục 1\n\nVI PHẠM QUY TẮC CHỢ\n\n{articles}{closing}")
    assert (record.document.kind, [one.relation for one in record.citations]) == ("page", [relation])


def test_the_fragment_of_an_act_is_no_page() -> None:
    fragment = (
        "# 48_2043_art1\nĐiều 1. Sửa đổi, bổ sung một số điều của Nghị định số 63/2040/NĐ-CP như sau:\n"
        + "Nội dung. " * 80
    )
    record = extract(fragment)
    assert record.document.kind == "page"
    assert [citation.relation for citation in record.citations] == ["amends"]


def test_what_stands_in_a_column_of_bases_is_a_basis() -> None:
    table = "TT | Thủ tục | Căn cứ pháp lý\n1 | Chợ | - Thông tư số 5/2040/TT-BXD. - Thông tư số 6/2040/TT-BXD.\n"
    assert {one.relation for one in extract("Nội dung.\n" + table).citations} == {"based_on"}


SUMMARY = DECREE.partition("Nghị định này")[0] + (
    "## Trích yếu\n\nNghị định sửa đổi, bổ sung một số điều của Nghị định số 181/2043/NĐ-CP.\n"
    "- Nghị định thay thế Nghị định số 7/2035/NĐ-CP đang được soạn thảo.\n"
)


def test_a_sentence_that_opens_with_the_type_of_the_document_is_its_title() -> None:
    assert [one.relation for one in extract(SUMMARY).citations] == ["amends", "cites"]


@pytest.mark.parametrize(
    ("text", "relations"),
    [
        ("Công an xã thực hiện Kế hoạch số 5/KH-UBND.", ["cites"]),
        ("Thực hiện Kế hoạch số 5/KH-UBND, các xã báo cáo.", ["implements"]),
        ("Người hưởng trợ cấp theo Quyết định số 30-CP được nhận lương thực.", ["cites"]),
        ("Các bộ thi hành Luật Đất đai.", ["cites"]),
    ],
)
def test_who_lays_down_rules_carries_nothing_out_by_them(text: str, relations: list[str]) -> None:
    closing = "Nghị định này thay thế Nghị định số 7/2035/NĐ-CP.\n"
    record = extract(DECREE.replace(closing, f"\nĐiều 1. Quy định chung\n{text}\n"))
    assert [one.relation for one in record.citations] == relations
    plan = DECREE.replace("12/2044/NĐ-CP", "12/KH-UBND").replace("NGHỊ ĐỊNH\n", "KẾ HOẠCH\n")
    others = extract(plan.replace(closing, f"\nI. NHIỆM VỤ\n{text}\n"))
    assert [one.relation for one in others.citations] == ["implements"]


@pytest.mark.parametrize(("mark", "relation"), [(" | ", "cites"), (": ", "implements"), (" ", "implements")])
def test_what_is_carried_out_stands_in_the_cell_of_its_verb(mark: str, relation: str) -> None:
    record = extract(f"Nội dung.\n1 | Thời gian thực hiện{mark}Quyết định số 2304/QĐ-BTNMT\n")
    assert [one.relation for one in record.citations] == [relation]


SUMS_UP = """# Nghị định 98/2040/NĐ-CP — Xử phạt trong lĩnh vực chợ

## Thông tin chung
- **Số hiệu:** 98/2040/NĐ-CP
- **Loại văn bản:** Nghị định
- **Ngày ban hành:** 26/8/2040
- **Thay thế:** NĐ 185/2033/NĐ-CP

## Các điều hay dùng

### Điều 5 — Thời hiệu xử phạt
- 1 năm
"""


def test_a_page_that_sums_an_act_up_only_tells_of_it() -> None:
    record = extract(SUMS_UP)
    assert (record.document.number, [one.relation for one in record.citations]) == ("98/2040/NĐ-CP", ["cites"])
    assert not record.stated


def test_a_page_with_the_articles_of_the_act_speaks_for_it() -> None:
    record = extract(SUMS_UP.replace("Điều 5 — Thời", "Điều 5. Thời"))
    assert [(one.relation, one.subject) for one in record.stated] == [("supersedes", None)]


@pytest.mark.parametrize(("mark", "relations"), [("→", []), ("của", ["amends"])])
def test_what_follows_from_a_change_is_not_what_was_changed(mark: str, relations: list[str]) -> None:
    record = extract(f"Nội dung.\nQuyết định này bãi bỏ phụ lục cũ {mark} Nghị định số 5/2040/NĐ-CP.\n")
    assert [one.relation for one in record.citations if one.relation != "cites"] == relations


@pytest.mark.parametrize(("type_", "relation"), [("NGHỊ ĐỊNH", "cites"), ("KẾ HOẠCH", "based_on")])
def test_what_is_annexed_to_rules_is_a_form_that_stands_on_nothing(type_: str, relation: str) -> None:
    signed = "TM. CHÍNH PHỦ\nTHỦ TƯỚNG\nNguyễn Văn A\n"
    annex = "PHỤ LỤC I\nĐƠN ĐĂNG KÝ\nKính gửi: Bộ Y tế\nCăn cứ Nghị định số 69/2030/NĐ-CP về chợ.\n"
    text = DECREE.replace("NGHỊ ĐỊNH\n", f"{type_}\n") + f"Điều 2. Phụ lục ban hành kèm theo.\n{signed}\n{annex}"
    record = extract(text)
    assert (record.citations[-1].zone, record.citations[-1].relation) == ("annex", relation)


@pytest.mark.parametrize(("heading", "relation"), [("Văn bản liên quan", "cites"), ("Văn bản căn cứ", "based_on")])
def test_what_is_listed_as_akin_is_no_basis(heading: str, relation: str) -> None:
    lists = f"### {heading}\n\n- Nghị định số 161/2036/NĐ-CP\n- Luật Giáo dục 2019\n\nĐiều 1. Phạm vi\nNội dung.\n"
    record = extract(DECREE.partition("Nghị định này")[0] + lists)
    assert record.citations[0].relation == relation


def test_chapters_of_a_handbook_change_nothing() -> None:
    prose = "CHƯƠNG 2.\nCơ sở pháp lý của tài chính công đoàn\n" + "Tài chính công đoàn có nhiều nguồn thu. " * 60
    record = extract(prose + "\n- Bãi bỏ Quyết định số 1439/QĐ-TLĐ ngày 14/12/2031 của Tổng Liên đoàn.\n")
    assert (record.document.kind, record.stated) == ("page", ())


MARKED = (
    "# ỦY BAN NHÂN DÂN TỈNH SƠN LA\nSố: 12/2045/QĐ-UBND\n## QUYẾT ĐỊNH\n\nCăn cứ Luật Phí số 97/2035/QH13;\n\n"
    "### Điều 1: Quy định mức thu phí chợ.\n\n### Điều 2{}Quyết định này thay thế Quyết định số 5/2038/QĐ-UBND.\n"
)


@pytest.mark.parametrize("behind", [": ", ". ", "\n\n", " — "])
def test_an_act_in_markdown_sums_up_nothing_whatever_stands_behind_its_articles(behind: str) -> None:
    record = extract(MARKED.format(behind))
    assert [one.relation for one in record.stated] == ["supersedes"]
    assert record.citations[0].relation == "based_on"


def test_what_follows_from_a_change_goes_on_with_no_list() -> None:
    text = (
        "Nội dung.\nLuật này thay thế Luật số 45/2033/QH15 → Nghị định số 43/2034/NĐ-CP, Nghị định số 1/2037/NĐ-CP.\n"
    )
    record = extract(text)
    assert [record.citations[one.object].number for one in record.stated] == ["45/2033/QH15"]


CODE = """Điều 8.1.QĐ.1.1. Phạm vi
(Điều 1 Quyết định số 12/2038/QĐ-TTg, có hiệu lực thi hành kể từ ngày 24/04/2038)
Nội dung.

Điều 8.1.QĐ.2.10. Hiệu lực
(Điều 10 Quyết định {}, có hiệu lực thi hành kể từ ngày 24/04/2038)
2. Quyết định này thay thế Quyết định số 18/2031/QĐ-TTg.
"""


@pytest.mark.parametrize(("act", "subjects"), [("số 14/2038/QĐ-TTg", [1]), ("của Thủ tướng", [])])
def test_an_article_of_the_codification_whose_note_is_spoilt_ends_nothing(act: str, subjects: list[int]) -> None:
    assert [one.subject for one in extract(CODE.format(act)).stated] == subjects


@pytest.mark.parametrize("heading", ["Căn cứ và phương thức tính thù lao", "Tổ chức thực hiện"])
def test_a_heading_of_the_codification_is_no_recital(heading: str) -> None:
    record = extract(CODE.format("số 14/2038/QĐ-TTg").replace("Phạm vi", heading))
    assert {one.relation for one in record.citations} == {"cites"}
