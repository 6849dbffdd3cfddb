"""The program speaks one language a run: help, usage, refusals and answers, whoever chose it and wherever."""

from __future__ import annotations

import csv
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT
from typer.main import get_command
from whole_program import cancu

from kg.cli import app

NO_STORE = "cancu: Không có kho ở none; hãy tạo kho bằng: cancu build THƯ_MỤC --store none\n"


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("CANCU_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)


@pytest.mark.parametrize(
    "arguments",
    [
        ("--language", "vi", "find", "x", "--store", "none"),
        ("--language=vi", "find", "x", "--store", "none"),
        ("find", "--language", "vi", "x", "--store", "none"),
        ("find", "x", "--store", "none", "--language=vi"),
    ],
)
def test_the_option_stands_anywhere(arguments: tuple[str, ...]) -> None:
    assert cancu(*arguments) == (2, "", NO_STORE)


def test_who_says_nothing_is_answered_as_he_prefers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def answer(*more: str) -> str:
        return cancu("find", "x", "--store", "none", *more)[2]

    (tmp_path / "cancu.toml").write_text('language = "vi"\n', encoding="utf-8")
    below = tmp_path / "below"
    below.mkdir()
    monkeypatch.chdir(below)
    assert answer() == NO_STORE
    monkeypatch.setenv("CANCU_LANGUAGE", "en")
    assert answer().startswith("cancu: There is no store at none")
    assert answer("--language", "vi") == NO_STORE
    monkeypatch.delenv("CANCU_LANGUAGE")
    (tmp_path / "cancu.toml").write_text('language = "vi"\nlanguages = 2\n', encoding="utf-8")
    assert "không có khóa 'languages'" in answer()  # what is wrong in it is said by the command, in its language


@pytest.mark.parametrize(
    ("said", "vietnamese"),
    [
        ({"LANG": "vi_VN.UTF-8"}, True),
        ({"LANG": "vi_VN.UTF-8", "LC_ALL": "C.UTF-8"}, False),
        ({"LANG": "en_US.UTF-8", "LC_MESSAGES": "vi_VN"}, True),
        ({"LANG": "vi_VN.UTF-8", "LC_ALL": ""}, True),
        ({}, False),
    ],
)
def test_the_language_of_the_system_counts_though_the_machine_has_no_such_locale(
    said: dict[str, str], vietnamese: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in said.items():
        monkeypatch.setenv(name, value)
    assert (cancu("find", "x", "--store", "none")[2] == NO_STORE) is vietnamese


def test_all_that_comes_behind_two_dashes_is_no_option() -> None:
    assert cancu("find", "--store", "none", "--", "--language")[2].startswith("cancu: There is no store")


def _helped(command: Any) -> Iterator[str]:
    for text in (command.help, command.epilog, *(parameter.help for parameter in command.params)):
        yield from (" ".join(part.split()) for part in (text or "").split("\n\n"))
    for below in getattr(command, "commands", {}).values():
        yield from _helped(below)


def test_every_help_text_is_said_in_vietnamese_and_no_row_is_left_over() -> None:
    with (ROOT / "kg" / "cli" / "help.vi.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["en"] for row in csv.DictReader(file)}
    texts = {text for text in _helped(get_command(app)) if text and not text.startswith(("Example: ", "Try: "))}
    assert sorted(texts - rows) == []
    assert sorted(rows - texts) == []


@pytest.mark.parametrize("language", ["en", "vi"])
def test_what_stands_for_a_value_is_a_name_in_the_language_and_no_type(language: str) -> None:
    def pages(command: Any, *path: str) -> Iterator[str]:
        yield cancu(*path, "--help", "--language", language)[1]
        for name, below in getattr(command, "commands", {}).items():
            yield from pages(below, *path, name)

    said = [page.split("\n\n") for page in pages(get_command(app))]
    usages = [parts[0] for parts in said]
    lists = [part for parts in said for part in parts[1:] if re.match(r"\S.*:\n", part)]  # of arguments, of options
    terms = [term for part in lists for term in re.findall(r"^  (\S.*?)(?:  |$)", part, re.MULTILINE)]
    typed = [term for term in (*usages, *terms) if re.search(r"[{}]|\[\[|<(?!\S+\|\S+>)", term)]
    assert typed == []
    named = {name for term in (*usages, *terms) for name in re.findall(r"\b[A-Z]{3,}\b", term)}
    with (ROOT / "kg" / "cli" / "usage.vi.csv").open(encoding="utf-8", newline="") as file:
        english = {name for row in csv.DictReader(file) for name in re.findall(r"\b[A-Z]{3,}\b", row["en"])}
    assert (english - named if language == "en" else english & named) == set()


def test_a_page_of_help() -> None:
    status, page, _ = cancu("lineage", "--help", "--language", "vi")
    assert status == 0
    lines = [line.strip() for line in page.splitlines()]
    assert page.startswith("Cách dùng: ")
    assert {"Tham số:", "Tùy chọn:"} <= set(lines)
    assert any(line.startswith("-h, --help") and line.endswith("Hiện trợ giúp này rồi thoát.") for line in lines)
    assert any("[mặc định: 1; x>=1]" in line for line in lines)
    assert all(f"\n{group}:\n" in cancu("--language", "vi", "--help")[1] for group in ("Đọc", "Hỏi", "Kiểm tra", "Giữ"))
    assert "Options:" in cancu("lineage", "--help", "--language", "en")[1]  # nothing of the run before stays


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("lineage",), "Lỗi: Thiếu tham số 'VĂN_BẢN'."),
        (("backup",), "Lỗi: Thiếu tùy chọn '-o' / '--output'."),
        (("statuss", "x"), "Lỗi: Không có lệnh 'statuss'. Ý bạn là 'status'"),
        (("find", "x", "--strict"), "Lỗi: Không có tùy chọn --strict"),
        (("find", "x", "--store"), "Lỗi: Tùy chọn '--store' cần có giá trị."),
        (("find", "x", "y"), "Lỗi: Thừa tham số (y)"),
        (("find", "x", "--format", "y"), "Lỗi: Giá trị của '--format' không hợp lệ: 'y' không phải là một trong"),
        (("lineage", "x", "--depth", "0"), "Lỗi: Giá trị của '--depth' không hợp lệ: phải từ 1 trở lên"),
        (("lineage", "x", "--depth", "many"), "Lỗi: Giá trị của '--depth' không hợp lệ: phải là số nguyên"),
    ],
)
def test_wrong_arguments(arguments: tuple[str, ...], says: str) -> None:
    status, _, said = cancu("--language", "vi", *arguments)
    assert (status, "Error" in said or "Usage" in said) == (2, False)
    assert says in said


def test_commands_that_read_and_keep_facts(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    plan = str(ROOT / "data" / "plans" / "dinh-lap-2026.txt")
    said = f"cancu: {tmp_path / 'empty.txt'} trống; không có gì để đọc.\n"
    status, summary, failed = cancu("build", plan, str(tmp_path / "empty.txt"), "--store", "new", "--language", "vi")
    assert (status, failed) == (2, said)
    assert summary.startswith("new: đã đọc 1 tệp với ")
    assert cancu("extract", str(tmp_path / "empty.txt"), "--language", "vi") == (2, "", said)
    assert cancu("check", str(tmp_path / "empty.txt"), "--language", "vi")[2] == said
    assert cancu("register", "list", "none of these", "--language", "vi")[2].startswith("cancu: không dữ kiện nào")


def test_the_demonstration(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", "from kg.cli import main; main()", "--language", "vi", "demo"],
        capture_output=True, text=True, encoding="utf-8", cwd=tmp_path, timeout=120, check=True,
    )  # fmt: skip
    assert done.stdout.startswith("Đã đọc 5 kế hoạch: ")
    assert "\nTiếp theo:\n" in done.stdout
