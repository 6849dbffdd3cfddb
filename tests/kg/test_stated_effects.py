"""For which time an act says itself that it is in force: read at the build, and counted in every answer."""

from __future__ import annotations

from pathlib import Path

import pytest

import kg
from kg.workspace.standing import Standing

OLD = "Quyết định số 17/2018/QĐ-UBND ngày 20/4/2018 của Ủy ban nhân dân tỉnh Lạng Sơn"
NEW = "18/2025/QĐ-UBND"


def act(*articles: str, number: str = NEW, kind: str = "QUYẾT ĐỊNH") -> str:
    head = (
        f"ỦY BAN NHÂN DÂN\nTỈNH LẠNG SƠN\n\nSố: {number}\n\nLạng Sơn, ngày 10 tháng 3 năm 2025\n\n{kind}\n"
        "Về giá nước sạch\n\n"
    )
    return head + "".join(f"Điều {place}. {article}\n\n" for place, article in enumerate(articles, start=1))


PLAN = act(f"Quyết định số {NEW} ngày 10/3/2025 của UBND tỉnh.", number="9/KH-UBND", kind="KẾ HOẠCH")


def standing(folder: Path, text: str, reference: str = NEW, day: str = "2025-06-01") -> Standing:
    (folder / "act.txt").write_text(text, encoding="utf-8")
    (folder / "plan.txt").write_text(PLAN, encoding="utf-8")
    kg.build([folder / "act.txt", folder / "plan.txt"], folder / "store")
    with kg.open(folder / "store", as_of=day, language="vi") as work:
        return work.status(reference)


@pytest.mark.parametrize(
    ("article", "day", "status", "said"),
    [
        ("Quyết định này có hiệu lực từ ngày 25 tháng 3 năm 2025.", "2025-06-01", "in_force", "từ ngày 25/3/2025"),
        ("Quyết định này có hiệu lực từ ngày 25 tháng 3 năm 2025.", "2025-03-20", "not_yet_in_force", "25/3/2025"),
        (f"Quyết định này có hiệu lực kể từ ngày ký và thay thế {OLD}.", "2025-06-01", "in_force", "từ ngày 10/3/2025"),
        (
            "Quyết định này có hiệu lực từ ngày 25 tháng 3 năm 2025 đến hết ngày 31 tháng 12 năm 2025.",
            "2026-01-01",
            "lapsed",
            "sau ngày 31/12/2025",
        ),
        (f"Bãi bỏ {OLD}.", "2025-06-01", "unknown", "chưa có nguồn ghi ngày có hiệu lực"),
        ("Sửa đổi như sau: “Quyết định này có hiệu lực từ ngày 25/3/2025”.", "2025-06-01", "unknown", "chưa rõ"),
    ],
)
def test_an_act_of_the_store_is_in_force_from_the_day_that_it_says(
    tmp_path: Path, article: str, day: str, status: str, said: str
) -> None:
    found = standing(tmp_path, act("Giá.", article), day=day)
    assert found.status == status
    assert said in found.reasons[0]
    if status == "in_force":
        assert "act.txt" in found.reasons[0], "with the file that says so"


def test_what_ends_it_in_the_store_still_ends_it(tmp_path: Path) -> None:
    later = act(
        f"Quyết định này có hiệu lực từ ngày 01/5/2025 và thay thế Quyết định số {NEW} ngày 10/3/2025 của UBND tỉnh.",
        number="20/2025/QĐ-UBND",
    ).replace("10 tháng 3", "20 tháng 4")
    (tmp_path / "later.txt").write_text(later, encoding="utf-8")
    kg.build([tmp_path / "later.txt"], tmp_path / "store")
    found = standing(tmp_path, act("Quyết định này có hiệu lực từ ngày 25/3/2025."))
    assert found.status == "superseded"


def test_a_plan_says_nothing_of_the_law(tmp_path: Path) -> None:
    found = standing(tmp_path, act("Kế hoạch này có hiệu lực từ ngày 25/3/2025.", kind="KẾ HOẠCH", number="7/KH-UBND"),
                     "7/KH-UBND")  # fmt: skip
    assert found.status == "unknown"


def test_the_register_s_own_day_of_effect_counts_before_a_file_s(tmp_path: Path) -> None:
    known = "Luật Thực hiện dân chủ ở cơ sở số 10/2022/QH15 ngày 10/11/2022"
    text = (
        "QUỐC HỘI\n\nLuật số: 10/2022/QH15\n\nHà Nội, ngày 10 tháng 11 năm 2022\n\nLUẬT\nTHỰC HIỆN DÂN CHỦ Ở CƠ SỞ\n\n"
        "Điều 91. Luật này có hiệu lực thi hành từ ngày 01 tháng 9 năm 2023.\n"
    )
    found = standing(tmp_path, text, known)
    assert found.status == "in_force"
    assert "từ ngày 01/7/2023" in found.reasons[0]


def test_a_file_under_check_tells_it_of_itself_to_the_others(tmp_path: Path) -> None:
    (tmp_path / "act.txt").write_text(act("Quyết định này có hiệu lực từ ngày 25/3/2025."), encoding="utf-8")
    plan = PLAN.replace("Điều 1. Quyết", "Căn cứ Quyết").replace("10 tháng 3", "01 tháng 6")
    (tmp_path / "plan.txt").write_text(plan, encoding="utf-8")
    for paths, kinds in (([tmp_path], {}), ([tmp_path / "plan.txt"], {"not_in_register": 1})):
        with kg.open(as_of="2025-06-01") as work:
            assert work.check(paths).kinds == kinds


@pytest.mark.parametrize(("name", "ends"), [("Luật Lâm nghiệp", True), ("Luật Tố cáo", False)])
def test_what_ends_a_law_under_another_s_name_does_not_end_the_law_of_that_number(
    tmp_path: Path, name: str, *, ends: bool
) -> None:
    text = (
        "QUỐC HỘI\n\nLuật số: 9142/2026/QH16\n\nHà Nội, ngày 29 tháng 6 năm 2026\n\nLUẬT\nQUẢN LÝ RỪNG VÀ VŨ KHÍ\n\n"
        f"Điều 21. Hiệu lực thi hành\nLuật này có hiệu lực từ ngày 01 tháng 9 năm 2026. {name} số 16/2017/QH14 "
        "hết hiệu lực kể từ ngày Luật này có hiệu lực.\n"
    )
    found = standing(tmp_path, text, "Luật Lâm nghiệp số 16/2017/QH14", day="2026-10-01")
    assert (found.status == "repealed") == ends


UNTIL = "Quyết định này có hiệu lực từ ngày 25 tháng 3 năm 2025 đến hết ngày 31 tháng 12 năm 2025."


@pytest.mark.parametrize(
    ("told", "status"),
    [
        ("Kéo dài thời gian thực hiện {act} đến hết ngày 31 tháng 12 năm 2026.", "unknown"),
        ("Tổ chức thực hiện {act} đến hết ngày 31 tháng 12 năm 2026.", "lapsed"),
    ],
)
def test_what_was_prolonged_is_not_said_to_have_ended_with_its_own_time(tmp_path: Path, told: str, status: str) -> None:
    cited = f"Quyết định số {NEW} ngày 10/3/2025 của Ủy ban nhân dân tỉnh Lạng Sơn"
    later = act(
        told.format(act=cited), "Quyết định này có hiệu lực từ ngày 20 tháng 12 năm 2025.", number="30/2025/QĐ-UBND"
    )
    (tmp_path / "later.txt").write_text(later, encoding="utf-8")
    (tmp_path / "act.txt").write_text(act(UNTIL), encoding="utf-8")
    kg.build([tmp_path / "act.txt", tmp_path / "later.txt"], tmp_path / "store")
    with kg.open(tmp_path / "store", as_of="2026-03-05", language="vi") as work:
        assert work.status(NEW).status == status
