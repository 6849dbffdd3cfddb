"""Settings files, baselines with reasons, and mended copies."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from extract import CancuError, SourceText, extract
from extract.records import Source
from kg.check import Report, Settings, check, load_settings
from kg.check.baseline import Accepted, load_baseline, write_baseline
from kg.check.fixing import fixed
from kg.law.register import load_register

TEXT = """Số: 12/KH-UBND

Đình Lập, ngày 05 tháng 3 năm 2026

KẾ HOẠCH
Thực hiện dân chủ ở cơ sở năm 2026 trên địa bàn xã Đình Lập, tỉnh Lạng Sơn

Căn cứ Luật Thực hiện dân chủ ở cơ sở ngày 01/7/2023;
Thực hiện Chỉ thị số 14/CTTTg ngày 18/5/2012 của Thủ tướng Chính phủ;
"""


def report(text: str = TEXT, settings: Settings | None = None, baseline: Path | None = None) -> Report:
    source = SourceText(text, Source("drafts/a.txt", "0" * 64, "text/plain", len(text)))
    accepted = load_baseline(baseline) if baseline else ()
    papers = [(source, extract(source))]
    return check(papers, load_register(), as_of=date(2026, 6, 1), settings=settings, baseline=accepted)


def codes(given: Report) -> set[str]:
    return {finding.code for finding in given.findings}


def test_settings_of_both_files(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text(
        '[tool.cancu]\nselect = ["S", "F"]\nfail-level = "warning"\n', encoding="utf-8"
    )
    inner = tmp_path / "plans"
    inner.mkdir()
    settings = load_settings(inner)
    assert (settings.select, settings.fail_level) == (("S", "F"), "warning")
    (inner / "cancu.toml").write_text('ignore = ["S110"]\nregister = ["ours.csv"]\nlanguage = "vi"\n', encoding="utf-8")
    settings = load_settings(inner)
    assert (settings.select, settings.ignore, settings.language) == ((), ("S110",), "vi")
    assert settings.register == (inner / "ours.csv",)


def test_a_pyproject_without_our_table_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "cancu.toml").write_text('ignore = ["F"]\n', encoding="utf-8")
    inner = tmp_path / "plans"
    inner.mkdir()
    (inner / "pyproject.toml").write_text("[project]\nname = 'x'\n", encoding="utf-8")
    assert load_settings(inner).ignore == ("F",)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("selekt = []", "'selekt' is not known"),
        ('select = "S"', "'select' must be a list"),
        ('select = ["Q"]', "'Q' is neither"),
        ('fail-level = "fatal"', "'fail-level' must be one of"),
        ('language = "fr"', "'language' must be"),
        ("per-file-ignores = 3", "'per-file-ignores' must be"),
        ("select = [", "cannot be read as TOML"),
    ],
)
def test_wrong_settings_name_the_file(tmp_path: Path, content: str, says: str) -> None:
    (tmp_path / "cancu.toml").write_text(content, encoding="utf-8")
    with pytest.raises(CancuError, match=says) as caught:
        load_settings(tmp_path)
    assert "cancu.toml" in str(caught.value)


def test_rules_can_be_left_out_by_file() -> None:
    everywhere = codes(report())
    assert {"I203", "F301", "S110"} <= everywhere
    for pattern in ("drafts/*", "a.txt", "*.txt"):
        settings = Settings(per_file_ignores=((pattern, ("F", "S110")),))
        assert codes(report(settings=settings)) == {code for code in everywhere if code[0] != "F" and code != "S110"}
    assert codes(report(settings=Settings(per_file_ignores=(("other/*", ("F",)),)))) == everywhere


def test_a_baseline_covers_what_was_accepted_and_nothing_else(tmp_path: Path) -> None:
    baseline = tmp_path / "baseline.toml"
    found = list(report().findings)
    assert write_baseline(found, "Đã xem xét “kỹ”, chấp nhận.", baseline) == len(found)
    given = report(baseline=baseline)
    assert codes(given) == set()
    assert (given.accepted, given.stale) == (len(found), ())
    moved = TEXT.replace("KẾ HOẠCH", "\n\nKẾ HOẠCH").replace("14/CTTTg", "15/CTTTg")
    given = report(moved, baseline=baseline)
    assert codes(given) == {"F301"}
    assert [entry for entry in given.stale if entry.startswith("F301")]


@pytest.mark.parametrize(
    "content",
    [
        '[[finding]]\ncode = "S101"\npath = "a"\nquote = "b"\n',
        '[[finding]]\ncode = "S101"\npath = "a"\nquote = "b"\nreason = "  "\n',
        "finding = 3",
        '[[finding]]\nreason = "x"\n',
        "[[finding",
    ],
)
def test_a_baseline_without_reasons_is_refused(tmp_path: Path, content: str) -> None:
    baseline = tmp_path / "baseline.toml"
    baseline.write_text(content, encoding="utf-8")
    with pytest.raises(CancuError, match=r"baseline\.toml"):
        load_baseline(baseline)


def test_a_baseline_is_added_to_and_keeps_its_reasons(tmp_path: Path) -> None:
    baseline = tmp_path / "baseline.toml"
    first, *others = report().findings
    assert write_baseline([first], "một", baseline) == 1
    assert write_baseline([first, *others], "hai", baseline) == len(others)
    assert [entry.reason for entry in load_baseline(baseline)] == ["một"] + ["hai"] * len(others)


def test_a_baseline_covers_a_path_seen_from_another_folder_but_no_namesake() -> None:
    finding = next(report().findings)
    for path, covered in (("a/ke-hoach.txt", True), ("x/a/ke-hoach.txt", True), ("b/ke-hoach.txt", False)):
        accepted = Accepted(finding.code, "a/ke-hoach.txt", " ".join(finding.quote.split()), "đã xem")
        assert accepted.covers(replace(finding, path=path)) is covered


def test_writing_a_baseline_needs_a_reason(tmp_path: Path) -> None:
    with pytest.raises(CancuError, match="needs a reason"):
        write_baseline(report().findings, " ", tmp_path / "b.toml")
    assert not (tmp_path / "b.toml").exists()
    with pytest.raises(CancuError, match="cannot be written"):
        write_baseline(report().findings, "đã xem", tmp_path / "none" / "b.toml")


def test_the_changes_of_a_replaced_law_go_with_it() -> None:
    """ "(sửa đổi, bổ sung năm 2019)" is said of the law of 2015, and not of the one in its place."""
    old = "Luật Tổ chức chính quyền địa phương năm 2015 (sửa đổi, bổ sung năm 2019)"
    text, _ = fixed(report(TEXT.replace("Luật Thực hiện dân chủ ở cơ sở ngày 01/7/2023", old)).documents[0])
    assert "Căn cứ Luật Tổ chức chính quyền địa phương số 72/2025/QH15 ngày 16/6/2025;" in text


@pytest.mark.parametrize(
    "words",
    [
        "Pháp lệnh số 34/2007/PL-UBTVQH11 trước đây (nay được thay thế bởi Luật số 10/2022/QH15)",
        "Pháp lệnh số 34/2007/PL-UBTVQH11 (đã hết hiệu lực)",
        "Luật Đất đai năm 2013 đã được thay thế bằng Luật Đất đai năm 2024",
        "Luật Đất đai năm 2013 thay thế Luật Đất đai năm 2003",
    ],
)
def test_what_the_text_itself_says_of_an_end_stays_said_of_what_ended(words: str) -> None:
    """ "Luật 2024 đã được thay thế bằng Luật 2024" would be made of it."""
    checked = report(f"KẾ HOẠCH\nHà Nội, ngày 03 tháng 9 năm 2024\nTheo {words}, các xã đã làm.").documents[0]
    assert "S101" in {one.code for one in checked.findings}
    assert words in fixed(checked)[0]


def test_a_mended_copy_raises_nothing_that_had_a_suggestion() -> None:
    """Only the marked places change; the mended text is fine where the first one was not."""
    before = report()
    text, count = fixed(before.documents[0])
    assert count == 2
    assert text == TEXT.replace("01/7/2023", "10/11/2022").replace("14/CTTTg", "14/CT-TTg")
    assert not [finding for finding in report(text).findings if finding.suggestion is not None]
