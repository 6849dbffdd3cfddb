"""What an expert asks on the command line: why a citation has its role, and whether rows of one's own hold."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from extract.errors import InputError
from extract.roles.cues import load_cues
from kg.cli import app

TEXT = "Nội dung.\nThực hiện Kế hoạch số 5/KH-UBND.\nDẹp bỏ Quyết định số 12/2018/QĐ-UBND.\n"
HEAD = "id,words,meaning,example,counterexample,then\n"


@pytest.fixture
def plan(tmp_path: Path) -> str:
    path = tmp_path / "plan.txt"
    path.write_text(TEXT, encoding="utf-8")
    return str(path)


def said(*arguments: str) -> tuple[int, str]:
    done = CliRunner().invoke(app, list(arguments))
    return done.exit_code, done.output


def test_a_line_is_explained_by_its_rows(plan: str) -> None:
    status, words = said("explain", f"{plan}:2")
    assert status == 0
    assert "implements, by “Thực hiện” (row carry-out)" in words
    assert "12/2018/QĐ-UBND" not in words
    assert "No citation" in said("explain", f"{plan}:1")[1]
    assert "do “Thực hiện” (dòng carry-out)\n   trong câu: " in said("--language", "vi", "explain", f"{plan}:2")[1]


def test_a_row_that_is_denied_says_so(tmp_path: Path) -> None:
    path = tmp_path / "plan.txt"
    denied, part = "Không bãi bỏ Quyết định số 12/2018/QĐ-UBND.", "Bãi bỏ Điều 5 Quyết định số 13/2018/QĐ-UBND."
    path.write_text(f"{denied}\n{part}\n", "utf-8")
    assert "repeals, but denied" in said("explain", f"{path}:1")[1]
    assert "this document: repeals of a part" in said("explain", f"{path}:2")[1]


def test_what_a_later_sentence_keeps_is_explained(tmp_path: Path) -> None:
    path = tmp_path / "plan.txt"
    ended = "2. Nghị định số 15/2041/NĐ-CP hết hiệu lực kể từ ngày 01/7/2044."
    kept = "3. Điều 5 Nghị định số 15/2041/NĐ-CP tiếp tục có hiệu lực."
    path.write_text(f"Nội dung.\n{ended}\n", "utf-8")
    assert "this document: repeals of the whole (from 2044-07-01)" in said("explain", f"{path}:2")[1]
    path.write_text(f"Nội dung.\n{ended}\n{kept}\n", "utf-8")
    assert "this document: repeals of a part (from 2044-07-01)" in said("explain", f"{path}:2")[1]


def test_a_row_without_example_and_one_without_sense_are_told(plan: str, tmp_path: Path) -> None:
    table = tmp_path / "mine.csv"
    table.write_text("id,words,meaning\nerase,xóa bỏ,repeals\n", "utf-8")
    assert "erase has no example" in said("cues", "check", str(table), plan)[1]
    table.write_text("id,words,meaning\nerase,xóa bỏ,repeal\n", "utf-8")
    with pytest.raises(InputError, match="no meaning is called repeal, but agent, amends, "):
        load_cues(table)


def test_rows_of_ones_own_are_explained_and_checked(plan: str, tmp_path: Path) -> None:
    table = tmp_path / "mine.csv"
    table.write_text(HEAD + "sweep,dẹp bỏ,repeals,Dẹp bỏ Quyết định số 1/2018/QĐ-UBND.,,\n", encoding="utf-8")
    assert "repeals, by “Dẹp bỏ” (row sweep)" in said("explain", plan, "--cues", str(table))[1]
    status, words = said("cues", "check", str(table), plan)
    assert status == 0
    assert "sweep, example: ok" in words
    assert "cites -> repeals: Quyết định số 12/2018/QĐ-UBND" in words


def test_a_row_that_does_not_do_what_it_says_is_status_1(tmp_path: Path) -> None:
    table = tmp_path / "mine.csv"
    table.write_text(HEAD + "sweep,dẹp bỏ,repeals,Quét Quyết định số 1/2018/QĐ-UBND.,,\n", encoding="utf-8")
    status, words = said("cues", "check", str(table))
    assert (status, "gives cites, not repeals" in words) == (1, True)
