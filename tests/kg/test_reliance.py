"""Who relies on what a check cannot judge: counted by document in the store, without who asks and its own unit."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

import kg
from kg.answers import relied
from kg.cli import app

DIRECTIVE = "Chỉ thị số 33/CT-TTg ngày 26/11/2021 của Thủ tướng Chính phủ"
SELDOM = "Chỉ thị số 98/CT-TTg ngày 27/11/2021 của Thủ tướng Chính phủ"
NAMED = "Quyết định số 7/QĐ-BNV ngày 03/02/2020 của Bộ Nội vụ"


def plan(number: str, day: str, place: str, base: str = f"Căn cứ {DIRECTIVE};") -> str:
    head = f"ỦY BAN NHÂN DÂN\nTỈNH {place.upper()}\n\nSố: {number}\n\n{place}, ngày {day}\n\nKẾ HOẠCH\nDân vận\n\n"
    return f"{head}{base}\n\nI. MỤC ĐÍCH\nNhư {NAMED}.\n"


@pytest.mark.parametrize("many", [relied._MANY, 0])
def test_a_check_beside_a_store_says_who_else_relies_on_what_it_cannot_judge(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, many: int
) -> None:
    """Whether the days of those that cite are looked at, or the days of all documents."""
    monkeypatch.setattr(relied, "_MANY", many)
    texts = {
        "own": plan("9/KH-UBND", "05 tháng 3 năm 2026", "Lạng Sơn", f"Căn cứ {DIRECTIVE};\nCăn cứ {SELDOM};"),
        "undated": plan("2/KH-UBND", "   tháng   năm 2026", "Hà Giang", f"Căn cứ {SELDOM};"),
        "unit": plan("8/KH-UBND", "04 tháng 3 năm 2026", "Lạng Sơn"),
        "other": plan("5/KH-UBND", "02 tháng 3 năm 2026", "Cao Bằng"),
        "copy": plan("5/KH-UBND", "02 tháng 3 năm 2026", "Cao Bằng") + "\nBản sao.\n",
        "first": plan("4/KH-UBND", "01 tháng 3 năm 2026", "Sơn La"),
        "passing": plan("3/KH-UBND", "03 tháng 3 năm 2026", "Lai Châu", base=""),
    }
    for name, text in texts.items():
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    kg.build([tmp_path], tmp_path / "store")
    given = ("--store", tmp_path / "store", "--as-of", "2026-04-01", "--format", "html", "--language", "en")
    page = CliRunner().invoke(app, ["check", *map(str, (tmp_path / "own.txt", *given))]).stdout
    cao_bang = "Kế hoạch số 5/KH-UBND ngày 02/3/2026 của Ủy ban nhân dân tỉnh Cao Bằng"
    lai_chau = "Kế hoạch số 3/KH-UBND ngày 03/3/2026 của Ủy ban nhân dân tỉnh Lai Châu"
    assert f"relied on by 2 of the documents at hand, last by {cao_bang}" in page
    assert "relied on by 1 of the documents at hand, last by Kế hoạch số 2/KH-UBND" in page
    assert f"named in 4 of the documents at hand, last in {lai_chau}" in page
    counted = json.loads(
        CliRunner().invoke(app, ["check", *map(str, (tmp_path / "own.txt", *given[:5], "json"))]).stdout
    )
    assert counted["kinds"] == {"relied_on": 2, "no_end_known": 1}
    alone = CliRunner().invoke(app, ["check", str(tmp_path / "own.txt"), *given[2:]]).stdout
    assert "documents at hand" not in alone


def test_who_only_looks_back_at_a_document_does_not_rely_on_it(tmp_path: Path) -> None:
    """Unless the same document relies on it elsewhere."""
    past = f"I. KẾT QUẢ NĂM 2025\nThực hiện {DIRECTIVE}."
    texts = {
        "1": plan("1/KH-UBND", "01 tháng 3 năm 2026", "Cao Bằng"),
        "2": plan("2/KH-UBND", "02 tháng 3 năm 2026", "Sơn La", past),
        "3": plan("3/KH-UBND", "03 tháng 3 năm 2026", "Lai Châu", f"Căn cứ {DIRECTIVE};\n\n{past}"),
        "4": plan("4/KH-UBND", "04 tháng 3 năm 2026", "Lào Cai", f"I. KẾT QUẢ NĂM 2025\nCó {SELDOM}."),
    }
    for name, text in texts.items():
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    kg.build([tmp_path], tmp_path / "store")
    with kg.open(tmp_path / "store", language="en") as work:
        directive, seldom = (" ".join(work.status(one).reasons) for one in (DIRECTIVE, SELDOM))
    assert "relied on by 2 of the documents at hand" in directive
    assert "documents at hand" not in seldom
