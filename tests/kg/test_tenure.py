"""What titles, clauses and parts say of the past, and of the time ahead."""

from __future__ import annotations

import re
from datetime import date

import pytest

from kg.law import words
from kg.law.tenure import (
    clause_before,
    horizon,
    is_of_a_time_before,
    looks_back,
    parts,
    publishes,
    sums_up,
    tells_of_past,
)
from kg.law.words import rows
from ontology.spelling import fold

TEXT = """I. KẾT QUẢ THỰC HIỆN NĂM 2025
Thực hiện Kế hoạch số 16/KH-UBND, xã có 5 mô hình.
1. Về tuyên truyền
Thực hiện Kế hoạch số 17/KH-UBND.
II. NHIỆM VỤ NĂM 2026
Thực hiện Kế hoạch số 18/KH-UBND.
"""


@pytest.mark.parametrize(
    ("title", "until"),
    [
        ("Chương trình đến năm 2025, định hướng đến năm 2030", date(2030, 12, 31)),
        ("quy hoạch thời kỳ 2021 - 2030, tầm nhìn đến 2050", date(2050, 12, 31)),
        ("thực hiện chính sách năm 2025 và những năm tiếp theo", date.max),
        ("công tác dân vận giai đoạn 2020 - 2025", None),
    ],
)
def test_how_far_a_title_looks_ahead(title: str, until: date | None) -> None:
    assert horizon(title) == until


@pytest.mark.parametrize(
    ("title", "past"),
    [
        ("công nhận kết quả rà soát hộ nghèo năm 2025", True),
        ("hướng dẫn kiểm điểm, đánh giá, xếp loại năm 2025", True),
        ("phê duyệt quyết toán ngân sách năm 2024", True),
        ("công tác dân vận chính quyền năm 2025", False),
    ],
)
def test_titles_that_sum_up_their_time(title: str, past: bool) -> None:
    assert sums_up(title) is past


@pytest.mark.parametrize(
    ("clause", "past"),
    [
        ("UBND xã đã ban hành ", True),
        ("xây dựng báo cáo tổng kết ", True),
        ("Tiếp tục thực hiện các nhiệm vụ đã đề ra tại ", False),
        ("Thực hiện ", False),
        ("Sửa đổi căn cứ ban hành “", True),
    ],
)
def test_clauses_that_tell_of_the_past(clause: str, past: bool) -> None:
    assert looks_back(clause) is past


@pytest.mark.parametrize(
    ("text", "past"),
    [
        (
            "Căn cứ Luật Xử lý vi phạm được sửa đổi, bổ sung bởi Luật số 54/2014/QH13, | Luật số 11/2022/QH15",
            True,
        ),
        ("Luật Đo lường (đ.sđ bởi Luật số 35/2018/QH14 và | Luật số 84/2025/QH15)", True),
        ("Căn cứ Luật Giá được sửa đổi bởi Luật số 3/2017/QH14,\n+tuật số 5/2019/QH14, | Luật số 7/2021/QH15", True),
        (
            "Căn cứ Luật Giá được sửa đổi bởi Luật số 3/2017/QH14,\n+ Luật Phí, | Thông tư số 7/2021/TT-BTC",
            False,
        ),
        ("Căn cứ Nghị định số 10/2020/NĐ-CP được sửa đổi bởi | Nghị định số 47/2022/NĐ-CP", True),
        ("Căn cứ Luật Quy hoạch được sửa đổi bởi Luật số 28/2018/QH14, | Luật Đầu tư số 61/2020/QH14", False),
        ("Rà soát, sửa đổi, bổ sung quy chế theo | Nghị định số 47/2022/NĐ-CP", False),
        ("Luật Giá (sửa đổi, bổ sung tại | Luật số 7/2021/QH15)", True),
        ("Căn cứ Luật Giá (sửa đổi theo Luật số 7/2021/QH15), | Nghị định số 47/2022/NĐ-CP", False),
        ("Căn cứ Luật Giá sửa đổi theo Luật số 7/2021/QH15 và căn cứ | Nghị định số 47/2022/NĐ-CP", False),
        ("Căn cứ Luật Giá sửa đổi theo Luật số 7/2021/QH15; | Nghị định số 47/2022/NĐ-CP", False),
    ],
)
def test_what_amended_a_basis_is_none(text: str, past: bool) -> None:
    before, _, behind = text.partition("| ")
    text = before + behind
    assert tells_of_past(text, len(before), (), clause_before(text, len(before))) is past


@pytest.mark.parametrize(
    ("clause", "own", "before"),
    [
        ("Từ ngày 01/01/2018 đến hết ngày 31 tháng 12 năm 2020, mức đóng theo ", "2021-07-07", True),
        ("Từ ngày 01/01/2018 đến hết ngày 31 tháng 12 năm 2021, mức đóng theo ", "2021-07-07", False),
        ("Từ ngày 01/01/2018, mức đóng theo ", "2021-07-07", False),
        ("Hồ sơ ngày 01/01/2018 và ngày 31/12/2020 theo ", "2021-07-07", False),
        ("Từ ngày 01/01/2018 đến ngày 31/12/2020, mức đóng theo ", None, False),
    ],
)
def test_a_time_that_is_over(clause: str, own: str | None, before: bool) -> None:
    assert is_of_a_time_before(clause, own) is before


def test_the_part_on_results() -> None:
    """Its points belong to it."""
    assert parts(TEXT) == ((0, True), (TEXT.index("II. "), False))


@pytest.mark.parametrize(
    "row", [row for row in rows() if row["kind"] in ("was", "amended", "amended_by")], ids=lambda row: row["words"]
)
def test_each_word_for_what_amended_an_act_is_needed_by_its_example(
    row: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    text = f"{row['example']}Nghị định số 5/2020/NĐ-CP"
    assert tells_of_past(text, len(row["example"]), (), row["example"])
    others = [one for one in rows() if one["words"] != row["words"]]
    monkeypatch.setattr(words, "rows_of", lambda kind: [one for one in others if one["kind"] == kind])
    words.any_of.cache_clear()
    without = re.compile(".*".join(map(words.any_of, ("was", "amended", "amended_by"))))
    words.any_of.cache_clear()
    assert without.search(fold(row["example"])) is None


@pytest.mark.parametrize("row", words.rows_of("ahead"), ids=lambda row: row["words"])
def test_each_word_for_results_to_come_is_the_only_one_in_its_example(row: dict[str, str]) -> None:
    assert parts(row["example"]) == ((0, False),)
    without = fold(row["example"]).replace(fold(row["words"]), "")
    assert not words.says("ahead").search(without)


@pytest.mark.parametrize(
    ("title", "lists"),
    [
        ("Công bố Danh mục văn bản quy phạm pháp luật hết hiệu lực năm 2025", True),
        ("Về việc công bố kết quả hệ thống hóa văn bản", True),
        ("Bãi bỏ toàn bộ hoặc một phần văn bản quy phạm pháp luật của Bộ Y tế", True),
        ("Quy định việc bãi bỏ văn bản quy phạm pháp luật", False),
        ("Rà soát, công bố danh mục văn bản quy phạm pháp luật hết hiệu lực năm 2026", False),
        ("Công bố thủ tục hành chính được sửa đổi theo văn bản quy phạm pháp luật mới", False),
    ],
)
def test_what_publishes_a_list_of_acts_says_so_first(title: str, lists: bool) -> None:
    assert publishes(title) is lists


@pytest.mark.parametrize(
    "row", [row for row in rows() if row["kind"] in ("details", "obeys")], ids=lambda row: row["words"]
)
def test_each_word_for_what_rules_say_of_another_act_is_the_only_one_in_its_example(row: dict[str, str]) -> None:
    said = [one for one in rows() if one["kind"] in ("details", "obeys") and fold(one["words"]) in fold(row["example"])]
    assert said == [row]
    assert words.says(row["kind"]).search(fold(row["example"]))
