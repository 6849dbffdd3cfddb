"""Whom a qualifier names ("được sửa đổi bởi ..."), and where its list ends."""

from __future__ import annotations

import pytest

from extract import extract

CHO = "Luật Thủy lợi số 9017/2012/QH13"
DAT = "Luật Trồng trọt số 9024/2012/QH13"


def amended(text: str) -> set[tuple[str | None, str | None]]:
    """By its own words: what amends what, by their numbers; None is the document itself."""
    record = extract(text)
    numbers = [one.number for one in record.citations]
    return {(None if one.subject is None else numbers[one.subject], numbers[one.object]) for one in record.stated}


@pytest.mark.parametrize(
    ("behind", "amending"),
    [
        ("theo Luật số 9048/2014/QH13 và Luật số 9097/2015/QH13", {"9048/2014/QH13", "9097/2015/QH13"}),
        ("bởi các Luật số 9048/2014/QH13, số 9049/2014/QH13 và số 9097/2015/QH13",
         {"9048/2014/QH13", "9049/2014/QH13", "9097/2015/QH13"}),
        ("bởi khoản 3 Điều 5 Luật số 9048/2014/QH13 và khoản 1 Điều 6 Luật số 9097/2015/QH13",
         {"9048/2014/QH13", "9097/2015/QH13"}),
        ("theo Luật số 9048/2014/QH13, Luật sửa đổi, bổ sung một số điều của Luật Thủy lợi số 9097/2015/QH13",
         {"9048/2014/QH13", "9097/2015/QH13"}),
        (f"theo Luật số 9048/2014/QH13, {DAT}", {"9048/2014/QH13"}),
        (f"theo Luật số 9048/2014/QH13 và {DAT}", {"9048/2014/QH13"}),
    ],
)  # fmt: skip
def test_a_law_behind_those_that_amend_one_is_the_next_where_it_has_a_name_of_its_own(
    behind: str, amending: set[str]
) -> None:
    found = amended(f"Căn cứ {CHO} được sửa đổi, bổ sung một số điều {behind};\n")
    assert {later for later, earlier in found if earlier == "9017/2012/QH13"} == amending


OWN = "BỘ Y TẾ\nSố: 9078/2025/TT-BYT\nHà Nội, ngày 30 tháng 12 năm 2025\n\nTHÔNG TƯ\n{}\n\nCăn cứ Luật Giá;\n"
THING = "THÔNG TƯ SỐ 9015/2014/TT-BYT NGÀY 24 THÁNG 3 NĂM 2014 CỦA BỘ TRƯỞNG BỘ Y TẾ QUY ĐỊNH VIỆC THUÊ CHỢ NỔI"


def test_a_title_in_capitals_tells_what_amended_an_act_before() -> None:
    before = "ĐƯỢC SỬA ĐỔI, BỔ SUNG MỘT SỐ ĐIỀU BỞI THÔNG TƯ SỐ 9011/2022/TT-BYT VÀ THÔNG TƯ SỐ 9019/2023/TT-BYT"
    found = amended(OWN.format(f"SỬA ĐỔI, BỔ SUNG MỘT SỐ ĐIỀU CỦA {THING} {before}"))
    told = {
        (None, "9015/2014/TT-BYT"),
        ("9011/2022/TT-BYT", "9015/2014/TT-BYT"),
        ("9019/2023/TT-BYT", "9015/2014/TT-BYT"),
    }
    assert found == told


@pytest.mark.parametrize(
    ("behind", "amending"),
    [
        (
            "(được sửa đổi bởi Nghị định số 6/2021/NĐ-CP; Nghị định số 7/2022/NĐ-CP và Nghị định số 8/2023/NĐ-CP)",
            {"6", "7", "8"},
        ),
        ("(được sửa đổi bởi Nghị định số 6/2021/NĐ-CP); Nghị định số 7/2022/NĐ-CP", {"6"}),
        ("được sửa đổi bởi Nghị định số 6/2021/NĐ-CP; Nghị định số 7/2022/NĐ-CP", {"6"}),
        (
            "của Chính phủ về quản lý chợ được sửa đổi tại Nghị định số 6/2021/NĐ-CP ngày 03/4/2021; "
            "Nghị định số 7/2022/NĐ-CP ngày 03/4/2022 và Nghị định số 8/2023/NĐ-CP ngày 03/4/2023 của Chính phủ",
            {"6", "7", "8"},
        ),
        (
            "của Chính phủ về quản lý chợ được sửa đổi tại Nghị định số 6/2021/NĐ-CP ngày 03/4/2021 của Chính "
            "phủ; Nghị định số 7/2022/NĐ-CP ngày 03/4/2022 và Nghị định số 8/2023/NĐ-CP ngày 03/4/2023 của Chính phủ",
            {"6"},
        ),
        ("được sửa đổi bởi Nghị định số 6/2021/NĐ-CP, Thông tư số 7/2022/TT-BYT", {"6"}),
        ("được sửa đổi bởi Nghị định số 6/2021/NĐ-CP, Điều 28 Nghị định số 7/2022/NĐ-CP", {"6"}),
        ("được sửa đổi bởi Điều 3 Nghị định số 6/2021/NĐ-CP, Điều 28 Nghị định số 7/2022/NĐ-CP", {"6", "7"}),
        (
            "được sửa đổi bởi Nghị định số 6/2021/NĐ-CP sửa đổi Nghị định số 5/2020/NĐ-CP và Nghị định số 7/2022/NĐ-CP",
            {"6"},
        ),
        (
            "được sửa đổi bởi Nghị định số 6/2021/NĐ-CP ngày 01/02/2021 của Chính phủ sửa đổi Nghị định số "
            "5/2020/NĐ-CP và Nghị định số 7/2022/NĐ-CP ngày 03/4/2022 của Chính phủ sửa đổi các nghị định về chợ",
            {"6", "7"},
        ),
    ],
)
def test_where_the_list_of_what_amends_ends(behind: str, amending: set[str]) -> None:
    found = amended(f"Căn cứ Nghị định số 5/2020/NĐ-CP ngày 02/3/2020 {behind};\n")
    assert {str(later).partition("/")[0] for later, earlier in found if earlier == "5/2020/NĐ-CP"} == amending
