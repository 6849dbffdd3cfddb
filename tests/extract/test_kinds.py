"""What a text is: each sign of a page, what is a document whatever it holds, and where a document ends."""

from __future__ import annotations

import pytest

from extract import extract
from extract.frame import ending, kinds
from extract.records import PAGES, from_dict, to_dict
from extract.vocabulary import rows

PROSE = "Đường về làng hôm nay rộng hơn trước, hai bên là hàng cây mới trồng từ mùa xuân.\n" * 9
SIGNS = [*enumerate(row for row in rows("pages") if row["kind"] != "tail")]
TAILS = [*enumerate(row for row in rows("pages") if row["kind"] == "tail")]
PLAN = (
    "ỦY BAN NHÂN DÂN\nTỈNH LẠNG SƠN\n\nSố: {number}\n\nLạng Sơn, ngày 05 tháng 3 năm 2026\n\n{kind}\nChuyển đổi số\n\n"
    "Căn cứ Luật Thanh niên số 57/2020/QH14 ngày 16/6/2020;\n\nI. NỘI DUNG\nThực hiện theo luật.\n\n"
    "Nơi nhận:\n- Các sở;\n- Lưu: VT.\n\nTM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\n\nNguyễn Văn An\n"
)
DOCUMENT = PLAN.format(number="17/KH-UBND", kind="KẾ HOẠCH")


def page(row: dict[str, str]) -> str:
    return row["example"].replace(" ⏎ ", "\n") + "\n" + PROSE


@pytest.mark.parametrize(("index", "row"), SIGNS, ids=[row["example"] for _, row in SIGNS])
def test_a_sign_tells_what_a_page_is_and_nothing_else_does(
    index: int, row: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert extract(page(row)).document.kind == row["kind"]
    without = tuple(one for place, one in enumerate(kinds._signs()) if place != index)
    monkeypatch.setattr(kinds, "_signs", lambda: without)
    alone = row["kind"] == "page"  # what no sign tells is such a page, if it is long enough
    assert alone or extract(page(row)).document.kind != row["kind"]


@pytest.mark.parametrize("row", [row for _, row in SIGNS if row["where"] == kinds.DESPITE_FRAME])
def test_a_codification_is_no_act_of_those_whose_head_it_shows(row: dict[str, str]) -> None:
    found = extract(DOCUMENT.replace("Thực hiện theo luật.", row["example"].replace(" ⏎ ", "\n"))).document
    assert (found.kind, found.number) == (row["kind"], None)


@pytest.mark.parametrize("row", [row for _, row in SIGNS if row["where"] == kinds.DESPITE_SIGNATURE])
def test_a_guide_that_shows_documents_as_examples_is_none_of_them(row: dict[str, str]) -> None:
    example = row["example"].replace(" ⏎ ", "\n")
    signed = DOCUMENT[DOCUMENT.index("I. NỘI DUNG") :]
    assert extract(signed).document.kind == "document"
    assert extract(f"{example}\n{signed}").document.kind == row["kind"]


@pytest.mark.parametrize("row", [row for _, row in SIGNS if row["where"] != kinds.DESPITE_FRAME])
def test_what_has_the_frame_of_a_document_is_one_whatever_it_holds(row: dict[str, str]) -> None:
    example = row["example"].replace(" ⏎ ", "\n")
    for text in (f"{example}\n{DOCUMENT}", DOCUMENT.replace("Thực hiện theo luật.", example)):
        found = extract(text).document
        assert (found.kind, found.number) == ("document", "17/KH-UBND")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (DOCUMENT, "document"),
        (DOCUMENT[DOCUMENT.index("KẾ HOẠCH") :], "document"),  # its letterhead is lost
        (DOCUMENT[DOCUMENT.index("Căn cứ") :], "document"),  # and its title
        (PLAN.format(number="      /KH-UBND", kind="KẾ HOẠCH").partition("Nơi nhận")[0], "document"),
        ("VĂN PHÒNG QUỐC HỘI\nSố: 7/VBHN-VPQH\nHà Nội, ngày 15 tháng 7 năm 2025\nLUẬT\nTHANH NIÊN", "consolidated"),
        ("Căn cứ Luật Thanh niên số 57/2020/QH14;", "document"),  # a clipping
        ("", "document"),
        (PROSE, "page"),
        ("".join(f"Điều 4.7.PL.{n}. Phạm vi\n(Điều {n} Pháp lệnh số 3/2032/UBTVQH18)\n{PROSE}" for n in "123"), "page"),
        (f"Căn cứ Luật Thanh niên;\nĐiều 1. {PROSE}", "document"),  # no letterhead, a recital and an article
        (f"KẾ HOẠCH\nVề chợ\nCăn cứ Luật Thanh niên;\n{PROSE}", "document"),  # a type and a recital
    ],
)  # fmt: skip
def test_what_a_text_is(text: str, kind: str) -> None:
    assert extract(text).document.kind == kind


def test_a_letter_with_what_it_encloses_says_so() -> None:
    letter = (
        PLAN.format(number="16/UBND-NC", kind="").replace("Chuyển đổi số", "Kính gửi: Các sở").replace("\n\n\n", "\n")
    )
    assert extract(letter).document.kind == "document"
    assert extract(letter + "\n" + DOCUMENT).document.kind == "letter"


def test_a_page_has_no_letterhead_and_keeps_its_citations() -> None:
    asked = (
        "# Luật mới có hiệu lực khi nào?\n**Luật mới có hiệu lực khi nào?**\nLuật Bảo hiểm xã hội số 41/2024/QH15 ngày "
        "29/6/2024 có hiệu lực từ ngày 01/7/2025.\nNghị định 23/2015/NĐ-CP ngày 16/02/2015 quy định chi tiết.\n"
    )
    found = extract(asked)
    document = found.document
    assert document.kind == "qa"
    assert [one.number for one in found.citations] == ["41/2024/QH15", "23/2015/NĐ-CP"]
    assert (document.number, document.type, document.date, document.issuer, document.title) == (None,) * 5
    assert "Không phải văn bản" in document.warnings[0]
    assert from_dict(to_dict(found)) == found


@pytest.mark.parametrize(("index", "row"), TAILS, ids=[row["example"] for _, row in TAILS])
def test_a_document_ends_before_what_a_portal_sets_behind_it(
    index: int, row: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    behind = f"{row['example']}\nThực hiện Nghị định số 30/2020/NĐ-CP ngày 05/3/2020 của Chính phủ."
    text = f"{DOCUMENT}\n{behind}"
    found = extract(text)
    assert [one.number for one in found.citations] == ["57/2020/QH14"]
    (warning,) = found.document.warnings
    assert f"Từ ký tự {text.index(row['example'])} " in warning
    assert found.document.signer is not None
    assert extract(f"{behind}\n{DOCUMENT}").citations[-1].number == "57/2020/QH14"  # above it, it ends nothing
    without = tuple(one for place, one in enumerate(ending._tails()) if place != index)
    monkeypatch.setattr(ending, "_tails", lambda: without)
    assert "30/2020/NĐ-CP" in [one.number for one in extract(text).citations]


def test_annexes_and_what_is_enclosed_are_no_tail() -> None:
    annex = "\nPHỤ LỤC\n(Kèm theo Kế hoạch số 17/KH-UBND)\n\n1 | Thực hiện Nghị định số 30/2020/NĐ-CP ngày 05/3/2020\n"
    for text in (DOCUMENT + annex, DOCUMENT + annex + "\nVăn bản liên quan\nNghị định số 5/2020/NĐ-CP ngày 01/01/2020"):
        assert [one.number for one in extract(text).citations] == ["57/2020/QH14", "30/2020/NĐ-CP"]


def test_pages_are_named_once() -> None:
    assert {row["kind"] for _, row in SIGNS} == {*PAGES, "document"}
