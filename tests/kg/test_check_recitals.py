"""What check finds in recitals and articles, and what it leaves alone: turns of phrase of real documents."""

from __future__ import annotations

from datetime import date

import pytest
from passages import ENDED, found_in, plan

from extract import SourceText, extract
from extract.records import Source
from kg.check import check
from kg.check.baseline import Accepted
from kg.check.fixing import fixed
from kg.law.register import load_register


@pytest.mark.parametrize(
    ("later", "codes"),
    [
        ("Quyết định số 187/2020/QĐ-UBND ngày 01/7/2025 của Ủy ban nhân dân tỉnh Lạng Sơn", []),
        ("Quyết định số 187/2025/QĐ-UBND ngày 01/7/2025 của Ủy ban nhân dân tỉnh Lạng Sơn", ["S104"]),
    ],
)
def test_a_number_of_another_year_than_its_day_changes_nothing(later: str, codes: list[str]) -> None:
    act = "Quyết định số 78/2025/QĐ-UBND ngày 01/4/2025 của Ủy ban nhân dân tỉnh Lạng Sơn"
    other = plan(f"Căn cứ {act} được sửa đổi, bổ sung bởi {later};", number="20/QĐ-UBND")
    own = plan(f"Căn cứ {act};")
    assert [f.code for f in found_in(own, other) if f.path == "0.txt" and f.code.startswith("S")] == codes


@pytest.mark.parametrize(
    ("recital", "codes"),
    [
        ("Luật Xử lý vi phạm hành chính số 15/2012/QH13 được sửa. đi theo Luật số 67/2020/QH14, {one}", []),
        ("Luật Xử Iý vi phạm số l5/2O12/QHI3 được sửa đổi bởi Luật số 54/2014/QH13. Luật số 67/2020/QH14, {one}", []),
        ("Luật Thanh niên số 57/2020/QH14, {one}", ["S101"]),
        ("Luật Thanh niên số l7/2O2O/QHI4 được sửa đổi; {one}", ["S101"]),
        ("Luật Xử lý vi phạm hành chính số 15/2012/QH13;\nCăn cứ {one}", ["S101"]),
    ],
    ids=["it amended the first", "a scan spoilt the first", "it did not", "behind another", "a basis of its own"],
)
def test_what_amended_the_first_act_of_a_recital_is_not_faulted_there_for_its_end(
    recital: str, codes: list[str]
) -> None:
    text = plan(f"Căn cứ {recital.format(one='Luật số 11/2022/QH15')};")
    assert [f.code for f in found_in(text) if f.code == "S101"] == codes


@pytest.mark.parametrize(
    ("beside", "suggested"),
    [
        ("Căn cứ Luật Đất đai số 31/2024/QH15;", False),
        ("Căn cứ Luật Đất đai ngày 18 tháng 01 năm 2024;", False),
        ("Căn cứ Luật Nhà ở số 27/2023/QH15;", True),
        ("Điều 1. Kế hoạch này không áp dụng Luật Đất đai số 31/2024/QH15.", True),
    ],
    ids=["by number", "by name", "another", "spoken of"],
)
def test_what_a_document_relies_on_beside_an_ended_act_is_not_suggested_once_more(beside: str, suggested: bool) -> None:
    text = plan(f"Căn cứ Luật Đất đai số 45/2013/QH13 ngày 29 tháng 11 năm 2013;\n{beside}")
    (found,) = [one for one in found_in(text) if one.code == "S101"]
    assert (found.suggestion is not None) == suggested


@pytest.mark.parametrize(
    ("written", "right"),
    [("2609QĐ/UBND", "2609/QĐ-UBND"), ("2609 QĐ/UBND", "2609/QĐ-UBND"), ("12 KH/TU", "12-KH/TU")],
)
def test_the_right_form_of_a_number_is_that_of_its_body(written: str, right: str) -> None:
    text = plan(f"Thực hiện văn bản số {written} ngày 01/7/2025;")
    assert [dict(f.values)["number"] for f in found_in(text) if f.code == "F301"] == [right]


@pytest.mark.parametrize(
    ("lead", "graves"),
    [
        ("Điều 2. Các trường tiếp tục được tự chủ theo tinh thần", ["note"]),
        ("Điều 2. Các trường được tự chủ theo tinh thần", ["error"]),
        ("Điều 2. Các trường tiếp tục thực hiện", ["error"]),
        ("Điều 2. Các trường tiếp tục được tự chủ.\nThực hiện", ["error"]),
        ("Căn cứ việc tiếp tục đổi mới và", ["error"]),
    ],
)
def test_what_goes_on_by_an_act_whose_time_is_over_is_known_to_be_over(lead: str, graves: list[str]) -> None:
    act = "Nghị quyết số 77/NQ-CP ngày 24/10/2014 của Chính phủ về đổi mới các trường giai đoạn 2014 - 2017"
    assert [f.severity for f in found_in(plan(f"{lead} {act}.")) if f.code == "S103"] == graves


@pytest.mark.parametrize(("year", "codes"), [("2014", ["I202"]), ("2026", ["I201"])])
def test_documents_later_than_the_text_are_not_among_those_that_it_may_mean(year: str, codes: list[str]) -> None:
    text = plan("Thực hiện Chỉ thị số 23/CT-TTg của Thủ tướng Chính phủ;").replace("năm 2026", f"năm {year}")
    assert [f.code for f in found_in(text) if f.code in ("I201", "I202")] == codes


@pytest.mark.parametrize(("year", "codes"), [("2026", []), ("2027", ["S112"])])
def test_a_law_of_whose_day_the_year_alone_is_known_ends_none_of_its_name_within_that_year(
    year: str, codes: list[str]
) -> None:
    text = plan("Căn cứ Luật Hòa giải ở cơ sở số 35/2013/QH13 ngày 20/6/2013;").replace("năm 2026", f"năm {year}")
    found = found_in(text, as_of=date(int(year), 6, 1))
    assert [f.code for f in found if f.code == "S112"] == codes


def test_what_is_changed_backwards_was_not_known_before() -> None:
    change = "Điều 2. Quyết định này thay thế Quyết định số 78/2025/QĐ-UBND ngày 01/4/2025 kể từ ngày 01/01/2026."
    later = plan(change, number="187/2026/QĐ-UBND").replace("ngày 05 tháng 3", "ngày 05 tháng 4")
    own = plan("Căn cứ Quyết định số 78/2025/QĐ-UBND ngày 01/4/2025 của Ủy ban nhân dân tỉnh Lạng Sơn;")
    assert [f.code for f in found_in(own, later) if f.path == "0.txt" and f.code.startswith("S")] == ["S107"]


def test_a_finding_comes_once_a_cited_document_with_all_its_places() -> None:
    """Wherever and however fully it is cited; the gravest place comes first; those are mended that rely on it."""
    text = plan(
        "Theo Nghị định số 13/2023/NĐ-CP đã nêu;\n"
        "Căn cứ Nghị định số 13/2023/NĐ-CP ngày 17/4/2023 của Chính phủ;\nCăn cứ Luật Thanh niên số 57/2020/QH14;\n"
        "Thực hiện Nghị định 13/2023/NĐ-CP."
    )
    (found,) = found_in(text)
    assert (found.code, found.severity, found.quote[:32]) == ("S101", "error", "Nghị định số 13/2023/NĐ-CP ngày ")
    assert [spot.place.line for spot in found.also] == [9, 12]
    (document,) = check(
        [(source := SourceText(text, Source("a", "a", "", 1)), extract(source))], load_register()
    ).documents
    assert fixed(document)[0].count("356/2025/NĐ-CP") == 2
    accepted = Accepted("S101", "0.txt", "Nghị định 13/2023/NĐ-CP", "looked at")
    assert accepted.covers(found)


@pytest.mark.parametrize(
    "cited",
    [
        "Nghị quyết Đại hội lần thứ I, nhiệm kỳ 2025-2030 của Đảng bộ tỉnh",
        "Nghị quyết Đại hội đại biểu Đảng bộ tỉnh lần thứ I, nhiệm kỳ 2025 - 2030",
        "Nghị quyết Đại hội đại biểu lần thứ I của Đảng bộ xã Đình Lập, nhiệm kỳ 2025 - 2030",
        "Nghị quyết Đại hội lần thứ I, nhiệm kỳ 2025-2030 của Đảng bộ",
        "Nghị quyết Đại hội đại biểu lần thứ XI, nhiệm kỳ 2025-2030 của Hội Nông dân tỉnh",
        "Nghị quyết Đại hội lần thứ I, nhiệm kỳ 2025-2030",
        "Nghị quyết Đại hội đại biểu toàn quốc lần thứ XIV của Đảng",
    ],
)
def test_the_congress_of_a_term_that_runs_is_not_the_one_of_that_ordinal_long_ago(cited: str) -> None:
    assert found_in(plan(f"Thực hiện {cited};", kind="KẾ HOẠCH", number="12/KH-UBND")) == []


def test_a_congress_that_was_followed_has_lapsed() -> None:
    for cited in (
        "Nghị quyết Đại hội đại biểu toàn quốc lần thứ XIII của Đảng",
        "Nghị quyết Đại hội đại biểu Đảng bộ tỉnh Lạng Sơn lần thứ XVII, nhiệm kỳ 2020 - 2025",
    ):
        (found,) = found_in(plan(f"Thực hiện {cited};", kind="KẾ HOẠCH", number="12/KH-UBND"))
        assert (found.code, found.severity) == ("S103", "error")


@pytest.mark.parametrize(
    ("one", "other", "codes"),
    [
        ("Bộ trưởng Bộ Nông nghiệp và Môi trường", "Bộ Nông nghiệp và Môi trường", []),
        ("Bộ Nông nghiệp và Môi trường", "Bộ trưởng Bộ Nông nghiệp và Môi trường", []),
        ("Bộ Nông nghiệp và Môi trường", "Bộ Tài chính", ["C404"]),
        ("Chủ tịch Ủy ban nhân dân tỉnh Lạng Sơn", "Ủy ban nhân dân tỉnh Lạng Sơn", []),
        ("Văn phòng Chính phủ", "Bộ trưởng, Chủ nhiệm Văn phòng Chính phủ", []),
        ("Thủ tướng Chính phủ", "Chính phủ", ["C404"]),
        ("Ban Thường vụ Tỉnh ủy Lạng Sơn", "Tỉnh ủy Lạng Sơn", []),
        ("Thống đốc NHNN", "Ngân hàng Nhà nước Việt Nam", []),
    ],
)
def test_who_heads_a_body_is_one_issuer_with_it(one: str, other: str, codes: list[str]) -> None:
    """In one file and over several."""
    cited = "Thông tư số 937/2025/TT-BNNMT ngày 02/7/2025 của"  # a number that the register does not know
    assert [f.code for f in found_in(plan(f"Căn cứ {cited} {one};\nTheo {cited} {other}."))] == codes
    apart = found_in(plan(f"Căn cứ {cited} {one};"), *(plan(f"Căn cứ {cited} {other};\n{place}") for place in "abc"))
    assert [f.code for f in apart if f.path == "0.txt"] == (["I205"] if codes else [])


def test_rules_of_law_are_made_before_what_they_detail_takes_effect() -> None:
    basis = "Căn cứ Luật số 129/2025/QH15 ngày 10/12/2025;"
    for number, codes in (("13/QĐ-UBND", ["S106"]), ("13/2026/QĐ-UBND", [])):
        assert [f.code for f in found_in(plan(basis, number=number)) if f.code == "S106"] == codes


def test_a_law_that_is_in_force_in_part_is_no_basis_of_tomorrow() -> None:
    """Some articles of the law on income tax hold from 1 January 2026, the rest from 1 July."""
    law = "Căn cứ Luật số 109/2025/QH15 ngày 10/12/2025;"
    for month, codes in (("tháng 3 năm 2026", []), ("tháng 12 năm 2025", ["S106"])):
        text = plan(law).replace("ngày 05 tháng 3 năm 2026", f"ngày 15 {month}")
        assert [f.code for f in found_in(text) if f.code == "S106"] == codes


def test_what_says_that_it_begins_with_its_basis_is_not_too_early() -> None:
    basis = "Căn cứ Luật số 129/2025/QH15 ngày 10/12/2025;"  # in force from 1/7/2026
    for first, codes in (("01/7/2026", []), ("01/6/2026", ["S106"])):
        text = plan(f"{basis}\n\nĐiều 2. Quyết định này có hiệu lực thi hành kể từ ngày {first}.")
        assert [f.code for f in found_in(text) if f.code == "S106"] == codes
    assert found_in(plan("Căn cứ Luật Thanh niên số 57/2020/QH14;\n\n1. Triển khai Luật Viên chức năm 2025.")) == []


@pytest.mark.parametrize(
    ("number", "start", "found"),
    [
        ("7/2026/QĐ-UBND", "01/7/2026", []),
        ("7/2026/QĐ-UBND", "20/3/2026", [("S106", "note")]),
        ("7/QĐ-UBND", "20/3/2026", [("S106", "warning")]),
    ],
)
def test_rules_that_begin_before_their_basis_are_a_note(number: str, start: str, found: list[tuple[str, str]]) -> None:
    article = f"Điều 2. Quyết định này có hiệu lực từ ngày {start}."
    text = plan(f"Căn cứ Luật An ninh mạng số 116/2025/QH15;\n\n{article}", number=number)
    assert [(f.code, f.severity) for f in found_in(text) if f.code == "S106"] == found


@pytest.mark.parametrize(
    ("later", "codes"),
    [
        ("Chỉ thị số 949-CT/TW ngày 28/6/2025 của Ban Bí thư về công tác A", []),
        ("Chỉ thị số 948-CT/TW ngày 28/6/2025 của Ban Bí thư về công tác A", ["I202"]),
    ],
)
def test_a_number_with_the_sign_of_another_type_is_dated_under_its_own(later: str, codes: list[str]) -> None:
    text = plan(f"Căn cứ {later};\n\nI. MỤC TIÊU\nThực hiện Chỉ thị số 949-NQ/TW của Ban Bí thư.")
    assert [f.code for f in found_in(text) if f.code == "I202"] == codes


@pytest.mark.parametrize(
    ("cited", "codes"),
    [
        ("Nghị quyết số 18-NQ/TW của Ban Chấp hành Trung ương Đảng khóa XII", []),
        ("Nghị quyết số 18-NQ/TW (khoá XII)", []),
        ("Nghị quyết số 18-NQ/TW của Ban Chấp hành Trung ương Đảng", ["I202"]),
        ("Nghị quyết số 18-NQ/TW của Đảng tại các khóa tập huấn", ["I202"]),
        ("Nghị quyết số 918/NQ-HĐND của HĐND tỉnh Lạng Sơn khóa XII", ["I202"]),  # counted by the year
    ],
)
def test_the_term_tells_the_number_of_a_party_committee(cited: str, codes: list[str]) -> None:
    assert [f.code for f in found_in(plan(f"I. MỤC TIÊU\nThực hiện {cited}.")) if f.code == "I202"] == codes


def test_a_day_that_cannot_be_read_dates_a_number_elsewhere_too() -> None:
    for behind, codes in ((" ngày 13 tháng 01\nCác bộ,", []), ("", ["I202"])):
        text = plan(f"Căn cứ Nghị quyết số 910/NQ-CP{behind} của Chính phủ;\n\nThực hiện Nghị quyết số 910/NQ-CP.")
        assert [f.code for f in found_in(text) if f.code == "I202"] == codes


@pytest.mark.parametrize(
    ("cited", "codes"),
    [
        ("Tờ trình số 911/TT-HNB ngày 24/01/2026 của Hội Nhà báo", ["F305"]),
        ("Tờ trình số 911/TTr-HNB ngày 24/01/2026 của Hội Nhà báo", []),
        ("Kế hoạch số 911/QĐ-UBND ngày 24/01/2026 của UBND tỉnh", []),
        ("Thông báo số 911/KL-UBND ngày 24/01/2026 của UBND tỉnh", []),
    ],
)
def test_a_proposal_bears_no_sign_of_rules(cited: str, codes: list[str]) -> None:
    assert [f.code for f in found_in(plan(f"Xét {cited};")) if f.code == "F305"] == codes


def test_a_number_is_mended_as_it_is_written() -> None:
    (found,) = [f for f in found_in(plan("Căn cứ Luật Xây dựng số 135/2025/QH131;")) if f.code == "I209"]
    assert found.suggestion is not None
    assert found.suggestion.after == "Luật Xây dựng số 135/2025/QH15"
    (found,) = [f for f in found_in(plan("Theo khoản 8 Điều 1 Luật số 90/2025/Qh15.")) if f.code == "F301"]
    assert dict(found.values)["number"] == "90/2025/QH15"


@pytest.mark.parametrize(("kind", "codes"), [("Văn bản", []), ("Công văn", []), ("Thông báo", ["C404"])])
def test_whatever_is_called_a_document_is_no_other_type(kind: str, codes: list[str]) -> None:
    first, second = (f"{one} số 375/SNV-TC ngày 10/01/2026 của Sở Nội vụ" for one in ("Công văn", kind))
    text = plan(f"Căn cứ {first};\n\nĐiều 1. Thực hiện theo {second}.")
    assert [f.code for f in found_in(text) if f.code == "C404"] == codes


def test_a_contract_may_bear_any_symbol() -> None:
    for kind, symbol, codes in (
        ("HỢP ĐỒNG", "HĐGK-TUANHUY", []),
        ("CHỈ THỊ", "KH-UBND", ["F304"]),
        ("Kế hoạch\nQUY ĐỊNH", "KH-UBND", []),
    ):
        text = plan("Căn cứ Bộ luật Dân sự số 91/2015/QH13;", number=f"123/{symbol}", kind=kind)
        assert [f.code for f in found_in(text) if f.code == "F304"] == codes


def test_a_number_that_is_read_in_spite_of_its_day_raises_no_error() -> None:
    for day, severity in (("17/4/2023", "error"), ("17/5/2023", "warning")):
        text = plan(f"Căn cứ {ENDED} ngày {day} của Chính phủ;")
        assert [f.severity for f in found_in(text) if f.code == "S101"] == [severity]


def test_a_number_of_two_decrees_is_told_by_its_title() -> None:
    """One of them was repealed in 2025."""
    about = "quy định chức năng, nhiệm vụ, quyền hạn và cơ cấu tổ chức của Bộ Công an"
    for said, codes in ((f" {about}", []), ("", ["I201"]), (f" ngày 18/02/2025 của Chính phủ {about}", [])):
        assert [f.code for f in found_in(plan(f"Căn cứ Nghị định số 02/2025/NĐ-CP{said};"))] == codes


def test_what_counts_the_things_of_a_year_is_carried_out_after_it() -> None:
    """An inventory of 2024 is made in 2025; a plan of 2024 is not carried out in 2026."""
    cited = "Căn cứ Chỉ thị số 22/CT-TTg ngày 23/7/2024 của Thủ tướng Chính phủ về việc {} năm 2024;"
    for about, codes in (("kiểm kê đất đai", []), ("tăng cường quản lý đất đai", ["S103"])):
        assert [f.code for f in found_in(plan(cited.format(about))) if f.code == "S103"] == codes


def test_what_only_lost_its_day_is_not_judged_as_if_signed_today() -> None:
    text = plan("Căn cứ Nghị định số 13/2023/NĐ-CP ngày 17/4/2023 của Chính phủ;")
    lost = text.replace("Số: 13/QĐ-UBND", "Số: ¿3 /QĐ-UBND").replace(", ngày 05 tháng 3 năm 2026", "")
    assert [f.code for f in found_in(lost) if f.code.startswith("S")] == ["S111"]
    assert [f.code for f in found_in(text[text.index("Căn cứ") :]) if f.code.startswith("S")] == ["S101"]


def test_a_title_in_a_recital_is_compared() -> None:
    said = "Căn cứ Nghị định số 129/2025/NĐ-CP ngày 11/6/2025 quy định về báo cáo tình hình sử dụng người lao động;"
    assert [f.code for f in found_in(plan(said)) if f.code.startswith("I")] == ["I206"]


def test_two_days_for_one_document_are_one_finding_however_often_they_come() -> None:
    title = "của Chính phủ quy định về thu tiền sử dụng đất"
    days = [f"Căn cứ Nghị định số 45/2014/NĐ-CP ngày {day}/5/2014 {title};" for day in (15, 16)]
    text = plan("\n".join([*days, days[0].replace("thu tiền", "về thu tiền"), *days]))
    assert [f.code for f in found_in(text)].count("C404") == 1
