"""Which plans rely on what had ended: the rows, their limits, how people and spreadsheets are shown them."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result
from whole_program import cancu

import kg
from extract.errors import InputError
from kg import Workspace
from kg.check import load_settings
from kg.cli import app
from kg.render.terminal import drawn_lines
from kg.workspace.reliance import Outdated

CORPUS = Path(__file__).parent / "check_corpus" / "plans"
SUPERSEDED = CORPUS / "001-ordinance-of-2007.txt"
DAY = "2026-06-01"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("outdated") / "store"
    assert not kg.build([CORPUS], folder).failed
    return str(folder)


@pytest.fixture
def work(store: str) -> Iterator[Workspace]:
    with kg.open(store, as_of=DAY, language="vi") as opened:
        yield opened


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def told(store: str, *more: str) -> Any:
    return json.loads(run("outdated", "--store", store, "--as-of", DAY, "--format", "json", *more).stdout)


def names(found: Outdated) -> set[str]:
    return {Path(row.path).name for row in found.rows}


def test_a_row_says_what_when_where_and_what_stands_instead(work: Workspace) -> None:
    (row,) = (row for row in work.outdated().rows if row.path.endswith(SUPERSEDED.name))
    assert (row.name, row.cited) == ("87/KH-UBND (05/3/2024) · xã Tú Xuyên", "Pháp lệnh 34/2007/PL-UBTVQH11")
    assert row.brief == "thay thế từ 01/7/2023 bởi Luật 10/2022/QH15"
    assert (row.at_signing, row.rule, str(row.since)) == ("superseded", "S101", "2023-07-01")
    assert row.instead == ("Luật Thực hiện dân chủ ở cơ sở số 10/2022/QH15 ngày 10/11/2022",)
    text = SUPERSEDED.read_text(encoding="utf-8")
    assert row.line is not None
    assert "34/2007/PL-UBTVQH11" in text.splitlines()[row.line - 1]


def test_a_document_of_which_no_office_is_known_comes_last(tmp_path: Path) -> None:
    """Whatever the names of the files."""
    basis = "Căn cứ Luật Xây dựng số 16/2003/QH11 ngày 26/11/2003;"
    day = "ngày 15 tháng 5 năm 2024"
    contract = f"HỢP ĐỒNG\nSố: 128/HĐ-XD\nHôm nay, {day}\n\n{basis}\nBên A và Bên B thống nhất.\n"
    plan = f"ỦY BAN NHÂN DÂN\nTỈNH LẠNG SƠN\n\nSố: 9/KH-UBND\n\nLạng Sơn, {day}\n\nKẾ HOẠCH\nXây dựng\n\n{basis}\n"
    for name, text in (("1.txt", contract.replace("Hôm nay", "Lạng Sơn")), ("2.txt", plan)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    kg.build([tmp_path], tmp_path / "store")
    with kg.open(tmp_path / "store", as_of=DAY) as work:
        found = work.outdated()
        assert [Path(row.path).name for row in found.rows] == ["2.txt", "1.txt"]
        said = str(found.tree("en"))
        assert said.index("9/KH-UBND") < said.index("No office is known") < said.index("128/HĐ-XD")


def test_it_finds_what_check_finds_in_the_same_files(work: Workspace) -> None:
    """But for the plans whose own year went by after others were based on them."""
    rules = ("S101", "S102", "S103", "S107", "S111")
    settings = replace(load_settings(CORPUS), select=rules)
    with kg.open(as_of=DAY, language="vi", settings=settings) as checking:
        checked = {(Path(one.path).name, one.start, one.code) for one in checking.check([CORPUS]).findings}
    since = work.outdated(also_ended_since=True)
    found = {(Path(row.path).name, row.start, row.rule) for row in since.rows}
    assert {one for one in found if one[2] in ("S101", "S102", "S103")} == {
        one for one in checked if one[2] in ("S101", "S102", "S103")
    }
    assert found <= checked
    with kg.open(as_of=DAY, language="en", settings=settings) as checking:
        reasons = {
            (Path(one.path).name, one.start, one.code): one.reasons[0] for one in checking.check([CORPUS]).findings
        }
    left = [reasons[one] for one in checked - found if one[2] == "S107"]
    assert left
    assert all(reason.startswith("its own period") for reason in left)


def test_a_consolidated_text_relies_on_nothing_itself(tmp_path: Path) -> None:
    act = SUPERSEDED.read_text(encoding="utf-8")
    consolidated = (
        "BỘ NỘI VỤ\nSố: 9/VBHN-BNV\nHà Nội, ngày 05 tháng 3 năm 2024\n\nVĂN BẢN HỢP NHẤT\nQUY ĐỊNH VỀ DÂN CHỦ\n\n"
        f"Thông tư số 9801/2010/TT-BNV có hiệu lực từ ngày 01/6/2010.\n{act[act.index('Căn cứ') :]}"
    )
    files = {"act.txt": act, "consolidated.txt": consolidated}
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    kg.build([tmp_path / name for name in files], tmp_path / "store")
    with kg.open(tmp_path / "store", as_of=DAY) as opened:
        assert names(opened.outdated()) == {"act.txt"}
        assert names(opened.outdated(also_ended_since=True)) == {"act.txt"}
        card = opened.card("9/VBHN-BNV")
        assert {basis.rule for basis in card.cites} == {None}


def test_what_ended_later_is_asked_for(work: Workspace) -> None:
    at_signing, since = work.outdated(), work.outdated(also_ended_since=True)
    assert {row.rule for row in at_signing.rows} == {"S101", "S102", "S103"}
    assert set(at_signing.rows) < set(since.rows)
    assert {row.rule for row in since.rows} == {"S101", "S102", "S103", "S107", "S111"}
    assert work.outdated(rules=["S107"]).rows == tuple(row for row in since.rows if row.rule == "S107")


@pytest.mark.parametrize(
    ("limits", "holds"),
    [
        ({"years": [2024]}, lambda row: row.year == "2024"),
        ({"provinces": ["langson"]}, lambda row: row.province == "tỉnh Lạng Sơn"),
        ({"provinces": ["TP Hải Phòng", "nghe an"]}, lambda row: row.province.endswith(("Hải Phòng", "Nghệ An"))),
        ({"levels": ["province"]}, lambda row: row.level == "province"),
        ({"statuses": ["repealed", "lapsed"]}, lambda row: row.at_signing in ("repealed", "lapsed")),
        ({"rules": ["S102"]}, lambda row: row.rule == "S102"),
        ({"document": "34/2007/PL-UBTVQH11"}, lambda row: row.cited.startswith(("Pháp lệnh 34/", "Pháp lệnh T"))),
        ({"years": [2024], "levels": ["commune"]}, lambda row: row.year == "2024" and row.level == "commune"),
    ],
)
def test_limits(work: Workspace, limits: dict[str, Any], holds: Callable[[Any], bool]) -> None:
    every, limited = work.outdated(), work.outdated(**limits)
    assert limited.rows == tuple(row for row in every.rows if holds(row))
    assert 0 < len(limited.rows) < len(every.rows)
    assert limited.reckoned.plans <= every.reckoned.plans


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("Căn cứ Luật Đất đai số 45/2013/QH13 ngày 29/11/2013;", None),
        ("Căn cứ Luật Đất đai số 45/2013/QH13; Thông tư số 1/2026/TT-BNV ngày 02/02/2026;", None),
        ("KẾ HOẠCH\nTuyên truyền năm 2025\nCăn cứ Luật Đất đai số 45/2013/QH13;", "2025"),
    ],
)
def test_a_plan_has_the_year_that_it_tells_or_none(tmp_path: Path, text: str, year: str | None) -> None:
    (tmp_path / "plan.txt").write_text(text)
    kg.build([tmp_path / "plan.txt"], tmp_path / "store")
    with kg.open(tmp_path / "store", as_of=DAY) as work:
        found = work.outdated(also_ended_since=True)
    assert [row.year for row in found.rows if "45/2013" in row.document] == [year]


@pytest.mark.parametrize("day", ["2026-11-30", "2027-02-01"])
def test_the_year_of_a_plan_does_not_hang_on_the_day_of_the_asking(tmp_path: Path, day: str) -> None:
    """Signed after 02/01/2026, and by the first day within 2026: that is no year of its own, at no door."""
    text = "KẾ HOẠCH\nViệc\nCăn cứ Luật Đất đai số 45/2013/QH13; Nghị định số 1/2026/NĐ-CP ngày 02/01/2026;"
    (tmp_path / "plan.txt").write_text(text)
    kg.build([tmp_path / "plan.txt"], tmp_path / "store")
    with kg.open(tmp_path / "store", as_of=day) as work:
        assert work.outdated(also_ended_since=True).rows
        assert not work.outdated(also_ended_since=True, years=[2026]).rows
        assert work.listing(years=[2026]).total == 0


def test_what_a_plan_relies_on_is_one_row_with_the_places_that_check_gives(tmp_path: Path) -> None:
    """By its number, by its name alone, which the text tells in full elsewhere, and once where it tells of the past."""
    text = (
        "KẾ HOẠCH\nViệc\nNgày 05 tháng 3 năm 2024\n"
        "Căn cứ Pháp lệnh số 34/2007/PL-UBTVQH11 ngày 20/4/2007;\n"
        "Căn cứ Luật Đất đai số 45/2013/QH13 ngày 29/11/2013;\n"
        "1. Thực hiện Pháp lệnh số 34/2007/PL-UBTVQH11.\n2. Triển khai Pháp lệnh số 34/2007/PL-UBTVQH11 ở xã.\n"
        "3. Đánh giá kết quả thực hiện Pháp lệnh số 34/2007/PL-UBTVQH11.\n4. Các xã thi hành Luật Đất đai.\n"
    )
    (tmp_path / "plan.txt").write_text(text, encoding="utf-8")
    kg.build([tmp_path / "plan.txt"], tmp_path / "store")
    with kg.open(tmp_path / "store", as_of=DAY) as work:
        found = work.outdated(also_ended_since=True)
        sums = work.outdated(by="document")
        checked = [one for one in work.check([tmp_path / "plan.txt"]).findings if one.code in ("S101", "S107")]
    places = [(row.rule, row.start, tuple(spot.start for spot in row.also)) for row in found.rows]
    assert places == [(one.code, one.start, tuple(spot.start for spot in one.also)) for one in checked]
    assert [len(also) for _, _, also in places] == [2, 1]
    assert [(one.plans, one.citations) for one in sums.counts] == [(1, 3)]


COPIED = (
    "ỦY BAN NHÂN DÂN\nXÃ TÚ XUYÊN\n\nSố: 5/KH-UBND\n\nTú Xuyên, ngày 05 tháng 3 năm 2024\n\nKẾ HOẠCH\nViệc\n\n"
    "Căn cứ Pháp lệnh số 34/2007/PL-UBTVQH11 ngày 20/4/2007;\n"
)


@pytest.mark.parametrize(
    ("bases", "looked", "relies"),
    [(1, "1 basis of 1 document.", "on 1 document:"), (2, "2 bases of 1 document.", "on 2 documents:")],
)
def test_one_is_no_plural(tmp_path: Path, bases: int, looked: str, relies: str) -> None:
    more = "Căn cứ Luật Đất đai số 45/2013/QH13 ngày 29/11/2013;\n" * (bases - 1)
    (tmp_path / "plan.txt").write_text(COPIED + more, encoding="utf-8")
    kg.build([tmp_path / "plan.txt"], tmp_path / "store")
    with kg.open(tmp_path / "store", as_of=DAY, language="en") as work:
        found, card = work.outdated(), work.card("5/KH-UBND")
        about = work.outdated(document="34/2007/PL-UBTVQH11")
    said = ["\n".join(drawn_lines(one.tree("en"), "en", 300, colour=False)) for one in (found, card, about)]
    assert f"Looked at: {looked}" in said[0]
    assert f"It relies {relies}" in said[1]
    assert "Looked at: 1 document, with 1 place that relies on" in said[2]


def test_copies_are_one_document_with_all_its_files(tmp_path: Path) -> None:
    """A scan that says more, the same bytes twice, and one file in which the same words come again."""
    scan = COPIED + "\n\nCăn cứ Luật Đất đai số 45/2013/QH13 ngày 29/11/2013;\n"
    texts = {"a": COPIED, "b": COPIED, "c": scan, "d": COPIED.replace("5/KH", "6/KH") + COPIED.splitlines()[-1]}
    for name, text in texts.items():
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    kg.build([tmp_path], tmp_path / "store")
    with kg.open(tmp_path / "store", as_of=DAY, language="vi") as work:
        found = work.outdated(also_ended_since=True)
        shown = work.listing()
        card = "\n".join(drawn_lines(work.card("5/KH-UBND").tree("vi"), "vi", 300, colour=False))
        ended = [one for node in work.picture("34/2007/PL-UBTVQH11").nodes for one in node.ended]
    files = tuple(f"{tmp_path.name}/{name}.txt" for name in "abc")
    cited = [(row.sources == files, row.path[-5:], row.cited.rsplit(" ", 1)[1], len(row.also)) for row in found.rows]
    assert cited == [
        (True, "a.txt", "34/2007/PL-UBTVQH11", 0),
        (True, "c.txt", "45/2013/QH13", 0),
        (False, "d.txt", "34/2007/PL-UBTVQH11", 1),
    ]
    assert (found.reckoned.plans, found.reckoned.citations) == (2, 4)
    assert [(one.name, one.plans) for one in found.years] == [("2024", 2)]
    said = list(drawn_lines(found.tree("vi"), "vi", 300, colour=False))
    assert said[0] == "2 văn bản có căn cứ đã hết hiệu lực tính đến 01/6/2026 (3 căn cứ)"
    assert f"  {'; '.join(files)}" in said
    assert any(f" · {files[2]}, dòng " in line for line in said), "the file of what only one of them says"
    assert sorted(len(one.document.sources) for one in shown.documents) == [1, 3]
    assert f"nguồn: {'; '.join(files)}" in card
    assert len(ended) == 2


def test_names_in_one_cell_can_be_told_apart(tmp_path: Path) -> None:
    """Whatever they hold: two copies, and a third that says more."""
    again = COPIED + "1. Thực hiện Pháp lệnh số 34/2007/PL-UBTVQH11.\n"
    for name, text in {"a": COPIED, "b; c:7": again}.items():
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    kg.build([tmp_path], tmp_path / "store")
    (row,) = csv.DictReader(
        io.StringIO(run("outdated", "--store", tmp_path / "store", "--format", "csv").stdout.removeprefix("\ufeff"))
    )
    names = [re.sub(r"\\(.)", r"\1", one) for one in re.split(r"(?<!\\); ", row["sources"])]
    assert names == [f"{tmp_path.name}/a.txt", f"{tmp_path.name}/b; c:7.txt"]
    assert re.sub(r"\\(.)", r"\1", row["also"]).startswith(f"{names[1]}:")


def test_a_province_that_is_none_is_refused(work: Workspace) -> None:
    with pytest.raises(InputError, match="xã Đình Lập"):
        work.outdated(provinces=["xã Đình Lập"])


def test_what_was_not_judged_is_counted(store: str, tmp_path: Path) -> None:
    """One basis that nobody knows, one that goes by the day of signing, two in a text that is of no time."""
    head = "ỦY BAN NHÂN DÂN\nTỈNH LẠNG SƠN\n\nSố: {n}/KH-UBND\n\nLạng Sơn, ngày {d}\n\nKẾ HOẠCH\nViệc {n}\n\n"
    (tmp_path / "a.txt").write_text(
        head.format(n=1, d="05 tháng 3 năm 2026") + "Căn cứ Quyết định số 7/QĐ-UBND ngày 01/01/2025 của UBND tỉnh;\n",
        encoding="utf-8",
    )
    (tmp_path / "b.txt").write_text(
        head.format(n=2, d="   tháng   năm 2023") + "Căn cứ Pháp lệnh số 34/2007/PL-UBTVQH11 ngày 20/4/2007;\n",
        encoding="utf-8",
    )
    (tmp_path / "c.txt").write_text("Căn cứ Luật Tố cáo;\nCăn cứ Luật Khiếu nại;\n", encoding="utf-8")
    kg.build([tmp_path], tmp_path / "store")
    with kg.open(tmp_path / "store", as_of=DAY, language="en") as work:
        found = work.outdated()
        assert found.rows == ()
        assert found.reckoned.citations == 4
        assert (found.reckoned.unknown, found.reckoned.by_day, found.reckoned.undated) == (1, 1, 2)
        assert [row.rule for row in work.outdated(also_ended_since=True).rows] == ["S111"]
        said = " ".join(drawn_lines(found.tree("en"), "en", 300, colour=False))
    assert "No document was found to rely on what had ended" in said
    assert "Looked at: 4 bases of 3 documents. No verdict: 1 of which" in said


def test_who_needs_a_look_if_a_document_is_replaced(work: Workspace) -> None:
    """Also plans that cite a document now in force, or of which nothing is known."""
    found = work.outdated(if_superseded="88/KH-UBND 12/02/2025")
    assert sorted(Path(row.path).name.split("-", 1)[1] for row in found.rows) == [
        "agrees-on-the-date.txt",
        "agrees-on-the-date.txt",
        "dates-it-otherwise.txt",  # which the store takes for the same document
    ]
    assert f"documents, with 3 places that rely on {found.if_superseded}." in found.judged("en")
    assert "No verdict" not in found.judged("en"), "whatever holds for it"


@pytest.mark.parametrize(("by", "name"), [("province", "tỉnh Lạng Sơn"), ("year", "2024"), ("plan", SUPERSEDED.name)])
def test_groups(store: str, by: str, name: str) -> None:
    groups = told(store, "--by", by)["counts"]
    assert any(name in group["name"] for group in groups)
    assert all(0 < group["plans"] <= group["citations"] for group in groups)
    assert [group["plans"] for group in groups] == sorted((group["plans"] for group in groups), reverse=True)


def test_without_a_store(tmp_path: Path) -> None:
    assert "There is no store" in str(run("outdated", "--store", tmp_path / "nowhere").exception)


SCREENS = [(width, language) for width in (80, 100) for language in ("vi", "en")]


@pytest.mark.parametrize(("width", "language"), SCREENS)
def test_a_screen_is_never_wider_than_the_terminal(work: Workspace, width: int, language: Any) -> None:
    found = work.outdated(also_ended_since=True)
    lines = list(drawn_lines(found.tree(language), language, width, colour=False))
    assert max(map(len, lines)) <= width
    whole = " ".join(line.strip() for line in lines)
    assert all(row.cited in whole for row in found.rows)
    assert "\N{NO-BREAK SPACE}" not in whole


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo-terminals of this kind")
@pytest.mark.parametrize("colour", [True, False])
def test_on_a_terminal_a_plan_is_a_block_with_a_line_a_document(
    store: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, colour: bool
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("NO_COLOR", "" if colour else "1")
    monkeypatch.setenv("COLUMNS", "90")
    said = on_a_terminal("outdated", "--store", store, "--as-of", DAY, "--language", "vi", "--year", "2024")
    assert ("\x1b[31m" in said) is colour
    screen = re.sub(r"\x1b\[\d*m", "", said)
    assert (
        "87/KH-UBND (05/3/2024) · xã Tú Xuyên · tỉnh Lạng Sơn\n"
        "  plans/001-ordinance-of-2007.txt\n"
        "  ✗ Pháp lệnh 34/2007/PL-UBTVQH11 · thay thế từ 01/7/2023 bởi Luật 10/2022/QH15 · dòng 12\n"
    ) in screen
    assert "Số văn bản theo tỉnh: tỉnh Lạng Sơn: " in screen
    assert max(map(len, screen.splitlines())) <= 90


def on_a_terminal(*arguments: str) -> str:
    """What the command prints where its output is a terminal."""
    import pty  # noqa: PLC0415 - not on Windows

    reading, writing = pty.openpty()
    code = "from kg.cli import main; main()"
    with subprocess.Popen([sys.executable, "-c", code, *arguments], stdout=writing, stdin=writing) as running:
        os.close(writing)
        said = b""
        while True:
            try:
                piece = os.read(reading, 65_536)
            except OSError:
                break
            if not piece:
                break
            said += piece
        running.wait(timeout=60)
    os.close(reading)
    return said.decode().replace("\r\n", "\n")


def test_csv_has_all_of_it(store: str) -> None:
    text = run("outdated", "--store", store, "--as-of", DAY, "--format", "csv").stdout
    assert text.startswith("\ufeff")
    table = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    rows = told(store)["rows"]
    assert [row["quote"] for row in table] == [row["quote"] for row in rows]
    assert table[0]["plan"].startswith("Kế hoạch số")
    assert table[0]["since"] == "2023-07-01"


def test_a_file_is_written_in_the_format_of_its_name(
    store: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("a.xlsx", "a.csv", "a.json"):
        status, said, warned = cancu("outdated", "--store", store, "-o", name, "--language", "vi")
        assert (status, said) == (0, "")
        assert f" dòng vào {name}" in warned
    assert zipfile.is_zipfile("a.xlsx")
    assert Path("a.csv").read_text(encoding="utf-8").startswith("\ufeffpath,")
    assert json.loads(Path("a.json").read_text(encoding="utf-8"))["schema"] == "cancu/outdated/3"
    assert "a.doc" in cancu("outdated", "--store", store, "-o", "a.doc")[2]
