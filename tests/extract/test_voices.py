"""Who speaks: what a document of no rank, a page or a quoted act says ends and changes nothing."""

from __future__ import annotations

import pytest

from extract import extract

HEAD = "ỦY BAN NHÂN DÂN\nTỈNH SƠN LA\nSố: 12/{symbol}-UBND\nSơn La, ngày 02 tháng 3 năm 2044\n{title}\n\n"
CLAUSES = (
    "Bãi bỏ Quyết định số 5/2040/QĐ-UBND.\nNghị định số 15/2041/NĐ-CP hết hiệu lực.\n{self} này thay thế {same}.\n"
)
PAPERS = {
    "report": ("BC", "BÁO CÁO\nKết quả rà soát văn bản", "Báo cáo", "Báo cáo số 7/BC-UBND"),
    "submission": ("TTr", "TỜ TRÌNH\nVề việc ban hành Quyết định", "Tờ trình", "Tờ trình số 7/TTr-UBND"),
    "plan": ("KH", "KẾ HOẠCH\nRà soát văn bản năm 2044", "Kế hoạch", "Kế hoạch số 7/KH-UBND"),
    "notice": ("TB", "THÔNG BÁO\nKết luận tại cuộc họp", "Thông báo", "Thông báo số 7/TB-UBND"),
}


@pytest.mark.parametrize(("symbol", "title", "self_", "same"), PAPERS.values(), ids=PAPERS)
def test_a_paper_ends_its_like_and_no_act(symbol: str, title: str, self_: str, same: str) -> None:
    record = extract(HEAD.format(symbol=symbol, title=title) + CLAUSES.format(self=self_, same=same))
    ended = [record.citations[one.object].number for one in record.stated if one.subject is None]
    assert ended == [same.rsplit(maxsplit=1)[-1]]
    assert [one.relation for one in record.citations] == ["cites", "cites", "supersedes"]


def test_a_decision_of_the_same_words_ends_them_all() -> None:
    head = HEAD.format(symbol="QĐ", title="QUYẾT ĐỊNH\nBãi bỏ văn bản")
    record = extract(head + CLAUSES.format(self="Quyết định", same="Quyết định số 7/QĐ-UBND"))
    assert [one.relation for one in record.citations] == ["repeals", "repeals", "supersedes"]


def test_a_letter_corrects_a_decision() -> None:
    head = HEAD.format(symbol="CV", title="CÔNG VĂN\nVề việc đính chính")
    record = extract(head + "Đính chính Điều 2 Quyết định số 5/2040/QĐ-UBND.\n")
    assert [one.relation for one in record.citations] == ["corrects"]


@pytest.mark.parametrize("rows", [1, 900])
def test_the_heading_of_a_column_reaches_down_its_table(rows: int) -> None:
    table = "TT | Thủ tục | Căn cứ pháp lý\n" + "1 | Chợ | Thông tư số 5/2040/TT-BXD\n" * rows
    record = extract("Nội dung.\n" + table + "2 | Phà | Thông tư số 6/2040/TT-BXD hết hiệu lực\n")
    assert not record.stated


def test_another_table_has_headings_of_its_own() -> None:
    tables = "TT | Căn cứ pháp lý\n1 | Luật Đất đai\n\nTT | Văn bản\n1 | Thông tư số 6/2040/TT-BXD hết hiệu lực\n"
    assert [one.relation for one in extract("Nội dung.\n" + tables).stated] == ["repeals"]


DECREE = (
    "CHÍNH PHỦ\nSố: 12/2044/NĐ-CP\nHà Nội, ngày 02 tháng 3 năm 2044\nNGHỊ ĐỊNH\nQuy định về chợ\n\n"
    "Nghị định này thay thế Luật Chợ số 5/2030/QH13 và Nghị định số 7/2035/NĐ-CP.\n"
)


def test_no_decree_ends_a_law() -> None:
    assert [one.relation for one in extract(DECREE).citations] == ["cites", "supersedes"]


def test_no_circular_ends_a_decree_that_stands_in_a_title() -> None:
    head = (
        DECREE.replace("12/2044/NĐ-CP", "12/2044/TT-BTC").replace("NGHỊ ĐỊNH", "THÔNG TƯ").partition("Nghị định này")[0]
    )
    clause = "Thông tư này thay thế Thông tư số 219/2033/TT-BTC hướng dẫn Luật Chợ và Nghị định số 209/2033/NĐ-CP.\n"
    assert [one.relation for one in extract(head + clause).citations if one.number] == ["supersedes", "cites"]


ANSWER = """# Chợ phải có nội quy không?
# Ai ban hành nội quy chợ?
Theo Quy định số 366-QĐ/TW thì khung tiêu chí được áp dụng. Tổ chức thực hiện Kế hoạch số 5/KH-UBND.
Căn cứ tại Điều 7 Thông tư số 112/2035/TT-BCT quy định nội quy chợ như sau: chợ có nội quy.
"""


def test_a_page_carries_nothing_out() -> None:
    record = extract(ANSWER)
    assert record.document.kind == "qa"
    assert "implements" not in {citation.relation for citation in record.citations}


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
    "## Trích yếu\n\nNghị định sửa đổi, bổ sung một số điều của Nghị định số 181/2045/NĐ-CP.\n"
    "- Nghị định thay thế Nghị định số 7/2035/NĐ-CP đang được soạn thảo.\n"
)


def test_a_sentence_that_opens_with_the_type_of_the_document_is_its_title() -> None:
    assert [one.relation for one in extract(SUMMARY).citations] == ["amends", "cites"]
