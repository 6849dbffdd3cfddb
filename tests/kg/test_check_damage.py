"""A finding in a passage that was torn when it was read is a note that says so; the same in whole text is not."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date

import pytest
from passages import plan

from extract import SourceText, extract
from extract.records import Page, Source
from kg.check import Finding, check
from kg.check.fixing import fixed
from kg.law.register import load_register
from kg.law.verdicts import Reason

ENDED = "Luật Tố cáo số 03/2011/QH13"
TORN = "ội | ản | ệu l | ực qu | ộc B | ủa V"
APPLIED = f"Việc tiếp công dân thực hiện theo {ENDED}"
ROW = "| Sở Nội vụ | báo cáo | Theo {words} | hằng quý |"


def found_in(text: str, *, pages: bool = False, confidence: float | None = None) -> list[Finding]:
    """What a check finds; ``pages``: as in a file that has pages, recognised with a confidence."""
    digest = hashlib.sha256(text.encode()).hexdigest()
    source = SourceText(text, Source("plan.pdf", digest, "application/pdf", len(text)))
    source = replace(source, pages=(Page(0, 1, confidence),)) if pages else source
    report = check([(source, extract(source))], load_register(), as_of=date(2026, 11, 30))
    return [one for one in report.findings if one.code in ("S101", "F301", "F305", "I203", "I208", "C404")]


@pytest.mark.parametrize(
    ("passage", "pages", "graves"),
    [
        (f"{APPLIED}.", False, {"warning", "error"}),
        (f"{APPLIED} {TORN}", False, {"note"}),
        (f"{APPLIED}. Ở xã, ông Ẩn ủng hộ ấp ổn định.", False, {"warning", "error"}),
        (ROW.format(words=ENDED), True, {"note"}),
        (ROW.format(words=ENDED), False, {"warning", "error"}),
        (ROW.format(words=ENDED).title().replace("Luật Tố Cáo", "Luật Tố cáo"), True, {"warning", "error"}),
    ],
    ids=["whole", "lost letters", "vowels", "columns", "a table in text", "cells that begin as cells do"],
)
def test_what_is_torn_makes_a_note_that_says_so(passage: str, pages: bool, graves: set[str]) -> None:
    (found,) = [one for one in found_in(plan(f"Điều 3. Tiếp công dân\n{passage}\n"), pages=pages) if one.code == "S101"]
    assert found.severity in graves
    assert (Reason("torn") in found.reasons) == (graves == {"note"})
    assert found.suggestion is None or found.severity != "note"


@pytest.mark.parametrize(
    ("number", "codes"),
    [("12/2024/TT-\n| BNV", []), ("12/2024/TT:-BNV", []), ("12/2024/Nð-CP", []), ("12//2024/TT-BNV", ["F301"])],
)
def test_the_form_of_a_number_is_not_faulted_where_the_reading_broke_it(number: str, codes: list[str]) -> None:
    found = found_in(plan(f"Điều 3. Báo cáo theo Thông tư số {number} ngày 12/12/2024 của Bộ trưởng Bộ Nội vụ.\n"))
    assert [one.code for one in found if one.code == "F301" and one.severity != "note"] == codes


@pytest.mark.parametrize(("day", "graves"), [("ngày 01/02/2021", {"warning"}), ("01/02/2021", {"note"}), ("", set())])
def test_a_day_that_nothing_leads_to_may_be_another_columns(day: str, graves: set[str]) -> None:
    words = f"1 Nghị định số 20/2021/NĐ-CP {day} quy định chính sách trợ giúp xã hội đối với đối tượng bảo trợ xã hội"
    found = found_in(plan(f"Điều 3. Danh mục\n{words}\n"))
    assert {one.severity for one in found if one.code in ("I203", "I208")} == graves


@pytest.mark.parametrize(
    "acts", ["Nghị định số 76/2009, 14/2012 và 117/2016/NĐ-CP", "Nghị định số 76, 14/2012/NĐ-CP"], ids=["years", "one"]
)
def test_a_symbol_that_several_numbers_share_is_a_note(acts: str) -> None:
    assert {one.severity for one in found_in(plan(f"Theo {acts}.")) if one.code == "F301"} == {"note"}


@pytest.mark.parametrize(("confidence", "grave"), [(None, "warning"), (0.93, "note")])
@pytest.mark.parametrize(
    ("act", "code"),
    [("Thông tư số 12//2024/TT-BNV ngày 12/12/2024", "F301"), ("Nghị định số 59/2023/NĐ-CP ngày 15/8/2023", "I203")],
)
def test_what_turns_on_letters_and_figures_of_a_recognised_page_is_noted(
    act: str, code: str, confidence: float | None, grave: str
) -> None:
    words = f"Điều 3. Báo cáo theo {act}.\n"
    (found,) = [one for one in found_in(plan(words), pages=True, confidence=confidence) if one.code == code]
    assert found.severity == grave
    assert ("recognised" in [one.phrase for one in found.reasons]) == (grave == "note")


@pytest.mark.parametrize(("pages", "grave"), [(True, "note"), (False, "warning")])
def test_a_hyphen_that_a_page_lost_at_the_end_of_a_line_is_noted(pages: bool, grave: str) -> None:
    words = "Điều 3. Báo cáo theo Thông tư số 12/2024/TT BNV ngày 12/12/2024.\n"
    assert [one.severity for one in found_in(plan(words), pages=pages) if one.code == "F301"] == [grave]


MISREAD = "quy định chỉ tiết; theo Luật sô 5/2020/QH14; cơ cấu tô chức của Sở."


@pytest.mark.parametrize(
    ("beside", "grave"),
    [
        (MISREAD, "note"),
        ("quy định chỉ tiết; cơ cấu tô chức.", "warning"),
        (f"{MISREAD}\n{'Sở báo cáo. ' * 20_000}", "warning"),
    ],
    ids=["many", "two slips", "three in a long text"],
)
def test_a_text_with_words_that_only_recognition_gives_was_recognised_wherever_it_is_from(
    beside: str, grave: str
) -> None:
    text = plan(f"Điều 3. Sở báo cáo theo Thông tư số 12//2024/TT-BNV ngày 12/12/2024; {beside}\n")
    (found,) = [one for one in found_in(text) if one.code == "F301"]
    assert found.severity == grave
    assert (Reason("misread") in found.reasons) == (grave == "note")


@pytest.mark.parametrize("number", ["19/2014/TT-BGTVT", "20/2021/NĐ-CP"])
def test_a_day_that_is_not_known_is_not_told(number: str) -> None:
    """Of a number whose day the register does not know, that of its year alone is said."""
    kind = "Thông tư" if number.endswith("GTVT") else "Nghị định"
    found = found_in(plan(f"Điều 3. Báo cáo theo {kind} số {number} ngày 28 tháng 5 năm 2023.\n"))
    codes = {one.code for one in found if one.code in ("I203", "I208")}
    assert codes == ({"I208"} if kind == "Thông tư" else {"I203"})


LOCAL = "Luật Tổ chức chính quyền địa phương"
NOW = f"{LOCAL} số 72/2025/QH15 ngày 16/6/2025"


@pytest.mark.parametrize(
    ("item", "mended"),
    [
        ("Căn cứ Luât Tô chưc chinh quyên dia phuong sô 77/2015/QH13 ngay l9/6/2015;", None),
        ("Căn cứ Luât Tô chưc chinh quyên dia phuong 77/2015/QH13;", None),
        ("Căn cứ Lugt Tổ chức chính quyền địa phương số 77/2015/QH13;", None),
        ("Căn cứ s ố 77/2015/QH13;", None),
        ("Căn cứ Luật số 77/2015/QH13 ngay l9/6/2O1S;", None),
        ("Căn cứ Luật số 77/2015/QH13 ngày §9/6/2015;", None),
        (f"Căn cứ {LOCAL} số 77/2015/QH13 ngày 19/6/2015;", f"Căn cứ {NOW};"),
        (f"Căn cứ {LOCAL} ngày 19/6/2015;", f"Căn cứ {NOW};"),
        ("Căn cứ Luật số 77/2015/QH13;", f"Căn cứ {NOW};"),
        (f"Căn cứ {LOCAL} sô 77/2015/QH13;", f"Căn cứ {NOW};"),
        ("Căn cứ số 77/2015/QH13;", f"Căn cứ {NOW};"),
        ("Căn cứ 77/2015/QH13;", f"Căn cứ {NOW};"),
        ("Thực hiện Luật số 77/2015/QH13 ngay trong quý này;", f"Thực hiện {NOW} ngay trong quý này;"),
        ("Xét tơ trinh kêt luân;\nCăn cứ Luật số 77/2015/QH13;", f"Xét tơ trinh kêt luân;\nCăn cứ {NOW};"),
    ],
)
def test_other_words_are_written_only_where_the_mention_is_read_whole(item: str, mended: str | None) -> None:
    text = plan(f"{item}\nTheo đề nghị của Giám đốc Sở Nội vụ;\n\nĐiều 1. Ban hành Kế hoạch.\n")
    source = SourceText(text, Source("plan.txt", "0" * 64, "text/plain", len(text)))
    (document,) = check([(source, extract(source))], load_register(), as_of=date(2026, 11, 30)).documents
    (found,) = [one for one in document.findings if one.code == "S101"]
    assert Reason("torn") not in found.reasons or mended is None
    assert (mended or item) in fixed(document)[0]


def test_a_spoilt_mention_keeps_its_finding_and_says_so() -> None:
    words = "Căn cứ Luât Tô chưc chinh quyên dia phuong sô 77/2015/QH13 ngay l9/6/2015;\n\nĐiều 1. Ban hành Kế hoạch.\n"
    (found,) = [one for one in found_in(plan(words)) if one.code == "S101"]
    assert (found.severity, found.suggestion) == ("error", None)
    assert Reason("torn") in found.reasons
