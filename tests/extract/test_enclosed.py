"""A covering letter and what it sends, in one file: the first is the document, the second keeps its own."""

from __future__ import annotations

import pytest

from extract import extract

MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
SIGNED = "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nNguyễn Văn Ba\n"


def _letter(says: str = "UBND tỉnh gửi kèm Kế hoạch phát triển chợ. Đề nghị các xã thực hiện.") -> str:
    return (
        f"ỦY BAN NHÂN DÂN\nTỈNH SƠN LA\n\nSố: 412/UBND-NC\nV/v gửi Kế hoạch\n\n{MOTTO}"
        f"Sơn La, ngày 11 tháng 5 năm 2025\n\nKính gửi: Các xã.\n\n{says}\n\n{SIGNED}"
    )


def _enclosure(number: str = "88/KH-UBND", type_: str = "KẾ HOẠCH", end: str = "") -> str:
    return (
        f"ỦY BAN NHÂN DÂN\nTỈNH SƠN LA\n\nSố: {number}\n\n{MOTTO}Sơn La, ngày 10 tháng 5 năm 2025\n\n"
        f"{type_}\nPhát triển chợ năm 2025\n\nCăn cứ Luật Đất đai năm 2013;\n"
        f"Căn cứ Nghị định số 61/2024/NĐ-CP ngày 06/6/2024 của Chính phủ;\n\nĐiều 1. Phát triển chợ.\n{end}\n{SIGNED}"
    )


@pytest.mark.parametrize(
    ("text", "code", "number"),
    [
        (_letter() + "\n" + _enclosure(), "KH", "88/KH-UBND"),
        (_letter() + "\f" + _enclosure(), "KH", "88/KH-UBND"),
        (_letter() + "\n\n\n" + _enclosure("88/QĐ-UBND", "QUYẾT ĐỊNH"), "QĐ", "88/QĐ-UBND"),
        (_letter("UBND tỉnh gửi kèm Kế hoạch số 88/KH-UBND ngày 10/5/2025.") + _enclosure(), "KH", "88/KH-UBND"),
        (_letter() + _enclosure("88/BC-UBND", "BÁO CÁO"), "BC", "88/BC-UBND"),
    ],
    ids=["a plan", "a form feed between", "a decision", "named in the letter", "a report"],
)
def test_what_a_letter_encloses_keeps_its_bases(text: str, code: str, number: str) -> None:
    record = extract(text)
    document = record.document
    assert (document.type, document.number, document.date) == ("CV", "412/UBND-NC", "2025-05-11")
    assert document.title == "gửi Kế hoạch"
    assert any(number in warning for warning in document.warnings)
    own = max(i for i, c in enumerate(record.citations) if c.number == number)
    assert (record.citations[own].type, record.citations[own].date) == (code, "2025-05-10")
    behind = record.citations[own + 1 :]
    assert [(c.name or c.number, c.relation, c.within) for c in behind] == [
        ("Luật Đất đai", "cites", own),
        ("61/2024/NĐ-CP", "cites", own),
    ]


def test_a_plan_that_follows_a_plan_is_no_part_of_it() -> None:
    record = extract(_enclosure("87/KH-UBND") + "\n" + _enclosure())
    assert (record.document.number, record.document.type) == ("87/KH-UBND", "KH")
    assert [c.relation for c in record.citations] == ["based_on", "based_on", "cites", "cites", "cites"]


def test_what_an_enclosed_decision_ends_the_letter_does_not() -> None:
    end = "Điều 2. Quyết định này thay thế Quyết định số 5/QĐ-UBND ngày 03/3/2020 của UBND tỉnh Sơn La."
    record = extract(_letter() + _enclosure("88/QĐ-UBND", "QUYẾT ĐỊNH", end))
    assert {c.relation for c in record.citations} == {"cites"}
    assert all(one.subject is not None for one in record.stated)


def test_an_annex_is_no_further_document() -> None:
    issued_with = "(Ban hành kèm theo Quyết định số 88/QĐ-UBND ngày 10/5/2025 của UBND tỉnh)"
    annex = f"PHỤ LỤC\n{issued_with}\nMẪU ĐƠN\nSố: 12/ĐĐK-HTX\nBÁO CÁO\n"
    record = extract(_enclosure("88/QĐ-UBND", "QUYẾT ĐỊNH") + annex)
    assert record.document.number == "88/QĐ-UBND"
    assert record.document.warnings == ()
