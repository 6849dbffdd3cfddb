"""What check makes of an ended act by how a text speaks of it: relied on, applied, told of, or of the time of then."""

from __future__ import annotations

import pytest
from passages import ENDED, LAND, found_in, plan

NEW = "Luật Đất đai số 31/2024/QH15"
BASES = "Căn cứ Luật Tổ chức chính quyền địa phương số 72/2025/QH15;\n\nĐiều 1. Nội dung\n"


def judged(sentence: str, before: str = BASES) -> list[tuple[str, bool]]:
    """How grave each finding is that an act had ended, and whether it comes with other words for it."""
    found = found_in(plan(f"{before}{sentence}\n"))
    return [(one.severity, one.suggestion is not None) for one in found if one.code in ("S101", "S102")]


@pytest.mark.parametrize(
    "sentence",
    [f"Thực hiện {LAND}.", f"Các xã triển khai thực hiện {ENDED} trên địa bàn."],
)
def test_what_is_carried_out_is_an_error_with_what_to_write(sentence: str) -> None:
    assert judged(sentence) == [("error", True)]


APPLIED = [
    f"Mức phạt tính theo {LAND}.",
    f"Hành vi quy định tại Điều 5 {LAND}.",
    f"Khoản 2 Điều 9 {ENDED} là mẫu của báo cáo.",
    f"Việc giao đất phải phù hợp với {LAND}.",
    f"Trẻ em không có nguồn nuôi dưỡng quy định tại khoản 1 Điều 5 {ENDED}.",
    f"Các phòng gửi báo cáo hằng quý theo {LAND}.",
    f"Thời hạn không quá 30 ngày theo {LAND}.",
    f"Danh mục gồm:\na) {LAND};\nb) Luật Thanh niên số 57/2020/QH14;",
    f"| Lệ phí | Văn bản |\n|---|---|\n| Không thu phí | {LAND} |",
]
SPOKEN_OF = [
    f"Không áp dụng {LAND}.",
    f"Các phòng chưa áp dụng {LAND}.",
    f"So với {LAND}, quy trình mới ngắn hơn.",
    f"Nguyên nhân: {LAND} còn nhiều bất cập.",
    f"{LAND} được thay bằng {NEW}.",
    f"Bỏ nội dung dẫn chiếu {LAND}.",
    f"Câu hỏi 3: {LAND} có bao nhiêu chương?",
    f"Xem thêm {LAND}.",
    f"Từ 01/8/2024 thực hiện {NEW} chứ không phải thực hiện {LAND}.",
]


@pytest.mark.parametrize(
    ("sentence", "severity"),
    [*((sentence, "warning") for sentence in APPLIED), *((sentence, "note") for sentence in SPOKEN_OF)],
)
def test_what_is_applied_in_passing_is_a_warning_and_what_is_only_spoken_of_a_note(
    sentence: str, severity: str
) -> None:
    """Nothing is written in the place of either."""
    assert judged(sentence) == [(severity, False)]


def test_what_stands_beside_its_successor_is_a_note_outside_the_recitals() -> None:
    both = f"{LAND} và {NEW}"
    assert [severity for severity, _ in judged(f"Phụ lục I {both} đều ghi mã đất.")] == ["note"]
    for parted in (f"{LAND}; {NEW}", f"{LAND} ghi mã đất. Còn {NEW}", f"{LAND} ghi mã đất\n\nvà {NEW}"):
        assert "note" not in [severity for severity, _ in judged(f"Phụ lục I {parted} đều ghi mã đất.")]
    assert [severity for severity, _ in judged(f"Căn cứ {both};", before="")] == ["error"]


@pytest.mark.parametrize(
    ("before", "severity"),
    [
        ("Luật Đất đai năm 2003, ", "note"),
        ("Luật Đất đai năm 1993, ", "note"),
        ("Luật Đất đai năm 2003. Việc đo đạc theo ", "warning"),
        ("Luật Thanh niên năm 2005, ", "warning"),
    ],
    ids=["in one sentence", "not known", "in another", "of another matter"],
)
def test_what_stands_beside_an_earlier_law_named_by_its_year_is_of_then_too(before: str, severity: str) -> None:
    found = found_in(plan(f"{BASES}Mức thu đất xác định theo {before}{LAND} và văn bản hướng dẫn.\n"))
    assert [one.severity for one in found if one.code == "S101" and "45/2013" in one.quote] == [severity]


@pytest.mark.parametrize(
    "sentence",
    [
        f"Hồ sơ tiếp nhận trước ngày 01/8/2024 được giải quyết theo {LAND}.",
        f"Hồ sơ nộp trước ngày {NEW} có hiệu lực thì áp dụng {LAND}.",
        f"Giai đoạn 2014 - 2024 thực hiện {LAND}.",
        f"Năm 2014 thực hiện {LAND}.",
        f"Ông A được giao đất năm 2015 theo {LAND}.",
        f"Rà soát các quyết định ban hành căn cứ {LAND} để xử lý.",
        f"Các dự án được phê duyệt theo {LAND} nay chuyển về xã.",
        f"Hợp đồng ký theo {LAND} còn thời hạn.",
        f"{LAND} không còn hiệu lực.",
        f"Báo cáo tình hình thực hiện {LAND}.",
    ],
)
def test_what_was_done_while_the_act_held_is_no_finding(sentence: str) -> None:
    assert judged(sentence) == []


@pytest.mark.parametrize(
    "sentence",
    [
        f"Hồ sơ nộp trước ngày 01/8/2026 được giải quyết theo {LAND}.",
        f"Giai đoạn 2024 - 2028 thực hiện {LAND}.",
        f"Năm 2026 thực hiện {LAND}.",
        f"Hợp đồng ký với xã theo mẫu của {LAND}.",
    ],
)
def test_what_is_still_to_be_done_by_it_is_one(sentence: str) -> None:
    assert [severity in ("error", "warning") for severity, _ in judged(sentence)] == [True]


@pytest.mark.parametrize(
    ("before", "severity"),
    [
        ("Chi phí vượt dự toán giai đoạn năm 2018 - 2022 được thanh toán cho các trạm theo", "note"),
        ("Quỹ được công nhận tại Quyết định số 22/QĐ-UBND ngày 24 tháng 8 năm 2015; trên cơ sở thực hiện", "note"),
        ("Quỹ được công nhận ngày 24/8/2015.\n- Việc giao đất của xã theo", "warning"),
        ("Chi phí vượt dự toán giai đoạn năm 2025 - 2026 được thanh toán cho các trạm theo", "warning"),
        ("Luật Thanh niên số 57/2020/QH14 ngày 16 tháng 6 năm 2020 và quy định tại", "warning"),
        ("Đến năm 2018 còn 9 hồ sơ, năm 2025 còn 5 hồ sơ nộp theo", "warning"),
    ],
)
def test_a_paragraph_that_names_a_time_when_the_act_held_tells_of_then(before: str, severity: str) -> None:
    """The last time that is over counts, but for the days of acts; another item tells nothing of this one."""
    assert [grave for grave, _ in judged(f"{before} {LAND}.")] == [severity]


def test_a_paragraph_that_names_a_time_before_the_change_tells_of_then() -> None:
    amended = "Nghị định số 120/2020/NĐ-CP"

    def graves(before: str) -> list[str]:
        found = found_in(plan(f"{BASES}{before} theo quy định tại {amended}.\n"))
        return [one.severity for one in found if one.code == "S104"]

    assert graves("Văn bản gửi các xã") == graves("Văn bản năm 2025 gửi các xã") == ["warning"]
    assert graves("Văn bản năm 2021 gửi các xã") == ["note"]


def test_what_is_of_no_type_relies_on_what_it_recites_alone() -> None:
    receipt = (
        "ỦY BAN NHÂN DÂN\nTỈNH LẠNG SƠN\nLạng Sơn, ngày 05 tháng 3 năm 2026\n\n{}\n{}"
        f"1. Đơn theo mẫu kèm theo {LAND} (1 bản chính).\n"
    )
    for head, bases, graves in [
        ("PHIẾU HẸN", "", ["note"]),
        ("PHIẾU HẸN", f"Căn cứ {ENDED};\n", ["error", "note"]),
        ("QUYẾT ĐỊNH\nVề hồ sơ\n", "", ["warning"]),
    ]:
        found = found_in(receipt.format(head, bases))
        assert [one.severity for one in found if one.code in ("S101", "S102")] == graves


@pytest.mark.parametrize(("day", "grave"), [("16 tháng 6", "note"), ("17 tháng 6", "error")])
def test_an_act_that_ended_by_what_was_made_on_the_day_of_signing_is_noted(day: str, grave: str) -> None:
    text = plan("Căn cứ Luật Tổ chức chính quyền địa phương số 65/2025/QH15 ngày 19 tháng 02 năm 2025;")
    found = found_in(text.replace("05 tháng 3 năm 2026", f"{day} năm 2025"))
    assert [one.severity for one in found if one.code == "S101"] == [grave]
