"""What a user can name by mistake or on purpose: a sentence and status 2 each, never a trace and never a wait."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from whole_program import cancu

from kg.law.tables import COLUMNS
from kg.resources import data_file

CHANGE = (
    "register", "add", "--relation", "supersedes", "--source", "Điều 2",
    "--later", "Quyết định số 88/QĐ-UBND ngày 02/02/2026 của UBND tỉnh Lạng Sơn",
    "--earlier", "Quyết định số 15/QĐ-UBND ngày 10/01/2024 của UBND tỉnh Lạng Sơn",
)  # fmt: skip


@pytest.fixture(scope="module")
def store(sample_store: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    return str(shutil.copytree(sample_store, tmp_path_factory.mktemp("arguments") / "s"))


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working folder, with things in it that are no files, or too much."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CANCU_LOG", str(tmp_path / "cancu.log"))
    os.mkfifo("pipe")
    Path("folder").mkdir()
    header = ",".join(COLUMNS["effects"])
    Path("wide.csv").write_text(f"{header}\n{'x' * 140_000},,,,,,,,,\n", encoding="utf-8")
    Path("latin.csv").write_bytes(b"s\xf4, ng\xe0y")
    Path("latin.rq").write_bytes(b"# v\xea\nSELECT * { ?s ?p ?o }")
    with Path("large").open("wb") as file:
        file.truncate(101_000_000)
    Path("deep.jsonl").write_text("[" * 100_000, encoding="utf-8")
    lines = {"list": "[]", "number": "3", "text": '"x"', "broken": '{"document"', "long": "9" * 10_000}
    for name, text in lines.items():
        Path(f"{name}.jsonl").write_text(text, encoding="utf-8")
    return tmp_path


LONG = "x" * 300
FORESEEN = "this was not foreseen"


@pytest.mark.parametrize(
    "arguments",
    [
        ("extract", LONG),
        ("extract", f"{LONG}.docx"),
        ("extract", "a\nb"),
        ("extract", "a\udcff"),
        ("check", LONG),
        ("build", LONG, "--store", "new"),
        ("stats", "--store", LONG),
        ("stats", "--store", f"{LONG}/{LONG}"),
        ("stats", "--store", "a\nb"),
        ("stats", "--store", "http://127.0.0.1:99999999/"),
        ("build", str(data_file("plans")), "--store", LONG),
        ("backup", "-o", LONG),
        ("backup", "-o", "folder"),
        ("restore", LONG, "--store", "new"),
        ("draw", "33/CT-TTg", "-o", f"{LONG}.svg"),
        ("draw", "33/CT-TTg", "-o", "folder"),
        ("draw", "33/CT-TTg", "-o", "none/a.svg"),
        ("draw", "33/CT-TTg", "--as-of", "2026-02-30"),
        ("lineage", "33/CT-TTg", "--as-of", "31/11/2024"),
        ("status", "33/CT-TTg", "--as-of", "9" * 5000),
        ("export", "-o", f"{LONG}.trig"),
        ("export", "--format", "csv", "-o", "/"),
        ("rule", "--write", "/proc/x"),
        ("rule", "--write", "/dev/null/x"),
        ("rule", "--write", LONG),
        ("rule", LONG * 100),
        ("query", "pipe"),
        ("query", "/dev/zero"),
        ("query", "folder"),
        ("query", LONG),
        ("query", "latin.rq"),
        ("query", "large"),
        ("query", "--text", "SELECT * { ?s ?p ?o }", "--seconds", "nan"),
        ("query", "--text", "SELECT * { ?s ?p ?o }", "--rows", "9" * 5000),
        ("lineage", "33/CT-TTg", "--depth", "9" * 5000),
        ("lineage", "33/CT-TTg", "--depth", "0"),
        ("lineage", "9" * 100_000),
        ("lineage", "a\udcff"),
        ("register", "check", "/dev/zero"),
        ("register", "check", "pipe"),
        ("register", "check", "large"),
        ("register", "check", "wide.csv"),
        ("register", "check", "latin.csv"),
        ("register", "check", LONG),
        ("register", "check", "folder"),
        ("check", "plan.txt", "--workers", "9" * 30),
        ("lineage", "33/CT-TTg", "--format", "\x1b"),
        ("register", "list", "--register", "wide.csv"),
        ("register", "import", "pipe"),
        ("register", "import", "wide.csv"),
        ("register", "import", "/dev/zero", "--documents", "/dev/zero"),
        (*CHANGE, "--to", "/dev/zero"),
        (*CHANGE, "--to", "pipe"),
        (*CHANGE, "--to", "folder"),
        (*CHANGE, "--to", "wide.csv"),
        (*CHANGE, "--to", LONG),
        (*CHANGE, "--to", "none/a.csv"),
        (*CHANGE, "--to", "a.csv", "--note", "\udcff"),
        *(("evaluate", "gold", f"{name}.jsonl") for name in ("deep", "list", "number", "text", "broken", "long")),
        ("evaluate", "gold", "large.jsonl"),
        ("check", "plan.txt", "--annotate", "/proc/x.docx"),
        ("check", "plan.txt", "--baseline", "/dev/zero"),
        ("check", "plan.txt", "--baseline", "pipe"),
        ("check", "plan.txt", "--register", "/dev/zero"),
        ("demo", "-o", "none/a.html"),
    ],
    ids=lambda arguments: " ".join(arguments)[:50].encode("ascii", "replace").decode(),
)
def test_each_is_a_sentence_and_status_2(
    folder: Path, store: str, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...]
) -> None:
    if arguments[0] == "evaluate":
        Path("gold").symlink_to(Path(__file__).parents[1] / "gold" / "plans")
    Path("plan.txt").write_text("Căn cứ Chỉ thị số 33/CT-TTg ngày 26/11/2021 của Thủ tướng Chính phủ;", "utf-8")
    monkeypatch.setenv("CANCU_STORE", store)
    status, out, said = cancu(*arguments)
    assert status == 2, out
    assert said.strip()
    assert "Traceback" not in said
    assert len(said) < 3_000
    assert FORESEEN not in said


@pytest.mark.parametrize(
    "arguments",
    [
        ("stats", "--store", "http://["),
        ("stats", "--store", "http://127.0.0.1:1/\nx"),
        ("query", "--text", "SELECT * { ?s ?p ?o }", "--seconds", "inf"),
        ("query", "--text", "SELECT * { ?s ?p ?o }", "--seconds", "1e300"),
    ],
)
def test_numbers_and_addresses_that_are_none_leave_no_trace_on_the_screen(
    folder: Path, store: str, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...]
) -> None:
    monkeypatch.setenv("CANCU_STORE", store)
    status, out, said = cancu(*arguments)
    assert (status, out) == (2, "")
    assert said.strip()
    assert "Traceback" not in said


@pytest.mark.parametrize("name", ["cancu.toml", "pyproject.toml", "baseline.toml"])
@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"a = " + b"[" * 5_000, "nested too deeply"),
        (b"a = " + b"{b=" * 5_000, "nested too deeply"),
        (b"a = " + b"9" * 10_000, "a number in it has too many digits.\n"),
        (b"a = \xff", "UTF-8"),
        (b"#" * 10_000_001, "larger than 10 MB"),
        (b"tool = 3\na =", "TOML"),
    ],
    ids=["brackets", "braces", "digits", "bytes", "large", "broken"],
)
def test_settings_and_baselines_that_are_none(folder: Path, name: str, content: bytes, says: str) -> None:
    Path(name).write_bytes(content)
    Path("plan.txt").write_text("Căn cứ Luật Tố cáo số 25/2018/QH14;", "utf-8")
    status, _, said = cancu("check", "plan.txt", *(("--baseline", name) if name.startswith("base") else ()))
    assert status == 2
    assert name in said
    assert says in said
    assert FORESEEN not in said


def test_settings_with_a_mark_and_a_tool_that_is_no_table(folder: Path) -> None:
    Path("pyproject.toml").write_text("tool = 3\n", "utf-8")
    Path("plan.txt").write_text("Căn cứ Luật Tố cáo số 25/2018/QH14;", "utf-8")
    assert cancu("check", "plan.txt")[0] == 0
    Path("cancu.toml").write_text("\ufeffselect = ['S']\n", "utf-8")
    assert cancu("check", "plan.txt")[0] == 0


def test_a_good_file_beside_an_impossible_name_is_read(folder: Path) -> None:
    Path("plan.txt").write_text("Căn cứ Luật Tố cáo số 25/2018/QH14;", "utf-8")
    status, out, said = cancu("extract", LONG, "plan.txt")
    assert status == 2
    assert "25/2018/QH14" in out
    assert said.count("\n") == 1


@pytest.mark.parametrize("day", ["2024-12-31", "31/12/2024", "31-12-2024", "31.12.2024", " 31/12/2024 "])
def test_days_are_read_in_both_orders_by_every_command(folder: Path, store: str, day: str) -> None:
    Path("plan.txt").write_text("Căn cứ Luật Tố cáo số 25/2018/QH14;", "utf-8")
    assert cancu("check", "plan.txt", "--as-of", day)[0] == 0
    assert "2024-12-31" in cancu("status", "Luật Tố cáo số 25/2018/QH14", "--as-of", day)[1]
    assert cancu("outdated", "--as-of", day, "--store", store)[0] == 0
    assert cancu("lineage", "33/CT-TTg", "--as-of", day, "--format", "json", "--store", store)[1].count('"via"') == 2
    assert cancu("query", "new-since", "--day", day, "--format", "json", "--store", store)[1].count('"document"') > 3
    drawn = cancu("draw", "33/CT-TTg", "--as-of", day, "--language", "vi", "--format", "svg", "--store", store)
    assert "31/12/2024" in drawn[1]


def test_what_nobody_foresaw_is_a_sentence_and_its_trace_is_in_the_log(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> None:
        raise RuntimeError("two\nlines \x1b[31m")

    monkeypatch.setattr("kg.check.load_settings", fails)
    status, out, said = cancu("check", "plan.txt")
    assert (status, out) == (2, "")
    log = folder / "cancu.log"
    assert said == f"cancu: this was not foreseen: RuntimeError: two lines \ufffd[31m; the trace is in {log}.\n"
    assert "in fails" in log.read_text(encoding="utf-8")


@pytest.mark.parametrize("encoding", ["ascii", "cp1258", "cp437", "latin-1", "gbk"])
def test_output_into_a_file_is_utf8_whatever_the_system_takes_it_for(folder: Path, store: str, encoding: str) -> None:
    Path("plan.txt").write_text("Căn cứ Pháp lệnh số 34/2007/PL-UBTVQH11 ngày 20/4/2007;", "utf-8")
    for arguments in (
        ("check", "plan.txt", "--language", "vi"),
        ("outdated", "--format", "csv", "--store", store),
        ("lineage", "33/CT-TTg", "--format", "tree", "--store", store),
        ("lineage", "33/CT-TTg", "--format", "csv", "--store", store),
        ("draw", "33/CT-TTg", "--format", "svg", "--store", store),
    ):
        status, out, said = cancu(*arguments, encoding=encoding)
        assert status in (0, 1), said
        assert "ỉ" in out or "ạ" in out or "ă" in out
