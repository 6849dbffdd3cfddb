"""The commands check, rule, status and register, as a user runs them."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import zipfile
from datetime import timedelta
from pathlib import Path

import docx
import pytest
from typer.testing import CliRunner, Result

from extract.errors import CancuError, FactError, UnknownReferenceError
from kg.cli import app
from kg.law.register import load_register

CORPUS = Path(__file__).parent / "check_corpus" / "plans"
SAMPLE = Path(__file__).parent / "register"
SUPERSEDED = CORPUS / "001-ordinance-of-2007.txt"
CLEAN = next(CORPUS.glob("*-as-it-should-be.txt"))
DAY = ("--as-of", "2026-06-01")


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_exit_status_says_how_it_went(tmp_path: Path) -> None:
    assert run("check", CLEAN, *DAY).exit_code == 0
    assert run("check", CLEAN, *DAY, "--fail-level", "note").exit_code == 1
    assert run("check", SUPERSEDED, *DAY).exit_code == 1
    assert run("check", SUPERSEDED, *DAY, "--ignore", "S101").exit_code == 0
    assert run("check", SUPERSEDED, *DAY, "--select", "F,C").exit_code == 0
    broken = run("check", SUPERSEDED, tmp_path / "missing.txt", *DAY, "--format", "json")
    assert broken.exit_code == 2
    assert "missing.txt does not exist" in broken.stderr
    assert json.loads(broken.stdout)["findings"]
    for more in ((), ("--format", "concise"), ("-o", "sheet.html")):
        nothing = run("check", tmp_path / "missing.txt", *more)
        assert (nothing.exit_code, nothing.stdout) == (2, ""), "a file that is not there has no counts"
        assert nothing.stderr.count("\n") == 1
    assert not Path("sheet.html").exists()
    assert json.loads(run("check", tmp_path / "missing.txt", "--format", "json").stdout)["failures"]


def test_a_wrong_day_or_rule_is_said() -> None:
    assert "2026-13-01" in str(run("check", CLEAN, "--as-of", "2026-13-01").exception)
    assert "'Q7' is neither" in str(run("check", CLEAN, "--select", "Q7").exception)


def test_settings_of_the_folder_apply(tmp_path: Path) -> None:
    (tmp_path / "cancu.toml").write_text('ignore = ["S"]\nlanguage = "vi"\n', encoding="utf-8")
    result = run("check", SUPERSEDED, *DAY)
    assert result.exit_code == 0
    assert "Đã kiểm tra 1 tệp" in result.stdout


def test_a_baseline_is_written_and_used() -> None:
    assert "needs a reason" in str(run("check", SUPERSEDED, *DAY, "--write-baseline", "b.toml").exception)
    written = run("check", SUPERSEDED, *DAY, "--write-baseline", "b.toml", "--reason", "đã xem")
    assert written.exit_code == 0
    assert run("check", SUPERSEDED, *DAY, "--baseline", "b.toml", "--fail-level", "note").exit_code == 0


def test_archives_and_standard_input_are_checked(tmp_path: Path) -> None:
    archive = tmp_path / "plans.zip"
    with zipfile.ZipFile(archive, "w") as package:
        package.write(SUPERSEDED, "a/plan.txt")
        package.writestr("b/empty.txt", "")
    packed = run("check", archive, *DAY, "--format", "concise")
    assert packed.exit_code == 2
    assert f"{archive}/a/plan.txt:" in packed.stdout
    assert f"{archive}/b/empty.txt is empty" in packed.stderr
    piped = CliRunner().invoke(app, ["check", "-", *DAY, "--format", "concise"], input=SUPERSEDED.read_bytes())
    assert piped.exit_code == 1
    assert piped.stdout.startswith("standard input:")


LAND = "Căn cứ Luật Đất đai số 45/2013/QH13 ngày 29/11/2013"


@pytest.mark.parametrize(
    ("text", "day", "found"),
    [
        (LAND, "2026-06-01", ("S101", "warning")),  # a pasted recital: superseded on the chosen day, and no error
        (LAND, "2015-06-01", None),  # in force then
        (f"Hà Nội, ngày 01 tháng 6 năm 2026\n{LAND}", "2026-06-01", ("S101", "error")),
        (f"KẾ HOẠCH\nCông tác đất đai năm 2015\n{LAND}", "2026-06-01", None),  # a scan without its head, of 2015
    ],
)
def test_what_tells_no_day_is_judged_for_the_chosen_day(text: str, day: str, found: tuple[str, str] | None) -> None:
    done = CliRunner().invoke(app, ["check", "-", "--as-of", day, "--format", "json"], input=text.encode())
    findings = json.loads(done.stdout)["findings"]
    assert next(((one["code"], one["severity"]) for one in findings if one["code"] == "S101"), None) == found
    supposed = [one["code"] for one in findings if f"as if signed on the chosen day, {day}" in " ".join(one["reasons"])]
    assert supposed == {LAND: ["F307", *(["S101"] if found else [])]}.get(text, [])
    assert done.exit_code == int(found == ("S101", "error"))


def test_findings_are_written_into_files(tmp_path: Path) -> None:
    for name, holds in (
        ("a.html", "<h1>Phiếu kiểm tra"), ("a.csv", "\ufeffcode,severity"), ("a.json", '"schema": "cancu/check/'),
        ("a.txt", "lỗi[S101] Pháp lệnh"), ("a.sarif", '"version": "2.1.0"'),
    ):  # fmt: skip
        done = run("check", SUPERSEDED, *DAY, "--language", "vi", "-o", name)
        assert (done.exit_code, done.stdout) == (1, "")
        assert holds in (tmp_path / name).read_text(encoding="utf-8")
        assert name in done.stderr
    assert run("check", SUPERSEDED, *DAY, "-o", "a.xlsx").exit_code == 1
    assert zipfile.is_zipfile("a.xlsx")
    assert "a.odt says no format" in str(run("check", SUPERSEDED, "-o", "a.odt").exception)


def test_what_was_read_with_reserve_is_a_finding(tmp_path: Path) -> None:
    old = tmp_path / "old.html"
    old.write_bytes('<p><font face=".VnTime">C¨n cø LuËt B¸o chÝ ngµy 05/4/2016 cña Quèc héi;'.encode("cp1252"))
    assert "C407" in run("check", old, *DAY, "--format", "concise").stdout


@pytest.mark.parametrize(
    ("text", "vi", "en"),
    [
        ("Can cu Nghi dinh so 61/2024/ND-CP ngay 06 thang 6 nam 2024 cua Chinh phu;\n" * 3, "mất dấu", "accents"),
        ("UBND XÃ TÚ XUYÊN\nSố: ¿89 /GM-UBND\nngày 25 tháng 5 năm 2026\nGIẤY MỜI\n", "không đọc được số", "serial"),
    ],
)
def test_what_extraction_could_not_read_is_a_finding(text: str, vi: str, en: str, tmp_path: Path) -> None:
    path = tmp_path / "plan.txt"
    path.write_text(text, encoding="utf-8")
    for language, words in (("vi", vi), ("en", en)):
        said = run("check", path, *DAY, "--format", "concise", "--language", language).stdout
        assert "C407" in said
        assert words in said
        assert "F302" not in said  # nothing was left blank
        assert re.search(r"\b\d{1,3}[.,]\d{3} (facts|dữ kiện)", said), "as the language writes numbers"


def test_comments_are_written_into_a_copy_and_never_over(tmp_path: Path) -> None:
    plan, copied = tmp_path / "plan.docx", tmp_path / "copy.docx"
    document = docx.Document()
    document.add_paragraph(SUPERSEDED.read_text(encoding="utf-8"))
    document.save(str(plan))
    before = plan.read_bytes()
    assert run("check", plan, *DAY, "--annotate", copied).exit_code == 1
    comments = [comment.text for comment in docx.Document(str(copied)).comments]
    assert any("S101" in text for text in comments)
    assert plan.read_bytes() == before
    for target in (plan, copied):
        assert "already there" in str(run("check", plan, *DAY, "--annotate", target).exception)
    assert "not a .docx" in str(run("check", SUPERSEDED, *DAY, "--annotate", "a.docx").exception)
    assert "exactly one" in str(run("check", CORPUS, *DAY, "--annotate", "a.docx").exception)
    tracked = run("check", plan, *DAY, "--write-fixed", "tracked.docx")
    assert "1 suggestions written into tracked.docx as tracked changes." in tracked.stderr
    assert run("check", "tracked.docx", *DAY).exit_code == 0
    assert "already there" in str(run("check", plan, *DAY, "--write-fixed", copied).exception)


def test_a_mended_copy_is_written_beside_and_never_over(tmp_path: Path) -> None:
    before = SUPERSEDED.read_bytes()
    result = run("check", SUPERSEDED, *DAY, "--write-fixed", "new.txt")
    assert result.exit_code == 1
    text = (tmp_path / "new.txt").read_text(encoding="utf-8")
    assert "Luật Thực hiện dân chủ ở cơ sở số 10/2022/QH15" in text
    assert "34/2007" not in text
    assert SUPERSEDED.read_bytes() == before
    assert "already there" in str(run("check", SUPERSEDED, *DAY, "--write-fixed", "new.txt").exception)
    assert "exactly one" in str(run("check", SUPERSEDED, CLEAN, "--write-fixed", "two.txt").exception)
    assert run("check", "new.txt", *DAY).exit_code == 0
    assert "not a .docx" in str(run("check", SUPERSEDED, *DAY, "--write-fixed", "new.docx").exception)
    assert "neither text" in str(run("check", SUPERSEDED, *DAY, "--write-fixed", "new.odt").exception)
    assert [path.name for path in tmp_path.iterdir()] == ["new.txt"]


def test_rule_explains_in_both_languages() -> None:
    assert "Cách xử lý" in run("rule", "S103", "--language", "vi").stdout
    assert "What to do" in run("rule", "s103", "--language", "en").stdout
    assert len(run("rule").stdout.splitlines()) > 30
    assert "S101  lỗi " in run("rule", "--language", "vi").stdout
    assert isinstance(run("rule", "S1000").exception, CancuError)
    for language in ("vi", "en"):  # with the marks of Markdown, pages and not screens
        assert not re.search(r"\*\*|^#|`", run("rule", "S110", "--language", language).stdout, re.MULTILINE)


@pytest.mark.parametrize("arguments", [("rule", "S101"), ("rule",), ("register", "list", "34/2007/PL-UBTVQH11")])
def test_on_a_terminal_long_lines_are_broken_between_words(arguments: tuple[str, ...]) -> None:
    pytest.importorskip("pty", reason="this system has no terminals to make")
    from scripts.terminal import typed  # noqa: PLC0415

    screen = typed(*arguments, size=(80, 24))
    assert screen.widest <= 80
    assert " ".join(screen.text.split()) == " ".join(run(*arguments).stdout.split())


def test_status_of_a_reference_in_any_writing() -> None:
    for reference in ("luat to cao", "Luật Tố cáo", "LUẬT TỐ CÁO"):
        answer = json.loads(run("status", reference, "--as-of", "2020-01-01", "--format", "json").stdout)
        assert (answer["status"], answer["document"]) == ("in_force", "Luật Tố cáo số 25/2018/QH14 ngày 12/6/2018")
    for reference in ("nd 04/2015/nd-cp", "nd 04/2015", "Nghị định 04/2015/NĐ-CP"):
        answer = json.loads(run("status", reference, *DAY, "--format", "json").stdout)
        assert answer["status"] == "repealed"
        assert "285/2025/NĐ-CP" in answer["reasons"][0]
    told = run("status", "34/2007/PL-UBTVQH11", *DAY, "--language", "vi").stdout
    assert "đã bị thay thế" in told
    assert "văn bản hiện thay cho nó" in told


def test_status_of_several_or_none() -> None:
    several = run("status", "124-qd/tw").exception
    assert isinstance(several, UnknownReferenceError)
    assert "02/02/2018" in str(several)
    assert "4/10/2023" in str(several)
    assert isinstance(run("status", "một điều gì đó").exception, UnknownReferenceError)
    unknown = ("status", "Quyết định số 7/QĐ-UBND ngày 01/01/2025 của UBND tỉnh Lạng Sơn", "--language", "en")
    assert json.loads(run(*unknown, "--format", "json").stdout)["status"] == "unknown"
    assert run(*unknown).stdout.count("not in the register") == 1


LATER = "Quyết định số 88/QĐ-UBND ngày 02/02/2026 của UBND tỉnh Lạng Sơn"
EARLIER = "Quyết định số 15/QĐ-UBND ngày 10/01/2024 của UBND tỉnh Lạng Sơn"


def add(*more: str, later: str = LATER, earlier: str = EARLIER, source: str = "Điều 2") -> Result:
    given = ("--relation", "supersedes", "--later", later, "--earlier", earlier, "--source", source)
    return run("register", "add", *given, "--to", "ours.csv", *more)


def test_a_fact_is_added_and_used(tmp_path: Path) -> None:
    assert add("--from", "2026-02-02").exit_code == 0
    assert add("--from", "2026-03-02", earlier=EARLIER.replace("15/", "16/")).exit_code == 0
    assert len(load_register(tmp_path / "ours.csv")) == 2
    plan = tmp_path / "plan.txt"
    plan.write_text(f"Số: 9/KH-UBND\n\nLạng Sơn, ngày 05 tháng 3 năm 2026\n\nCăn cứ {EARLIER};\n", encoding="utf-8")
    assert run("check", plan, "--select", "S101").exit_code == 0
    result = run("check", plan, "--select", "S101", "--register", "ours.csv", "--format", "json")
    (finding,) = json.loads(result.stdout)["findings"]
    assert "Điều 2" in finding["reasons"][0]
    assert run("register", "check", "ours.csv").exit_code == 0


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"source": ""}, "no source"),
        ({"later": "một quyết định"}, "cites no documents"),
        ({"earlier": f"{EARLIER}; {LATER}"}, "cites 2 documents"),
        ({"later": EARLIER, "earlier": LATER}, "one of them is wrong"),
    ],
)
def test_an_unsound_fact_is_not_added(tmp_path: Path, change: dict[str, str], says: str) -> None:
    result = add(**change)
    assert isinstance(result.exception, FactError)
    assert says in str(result.exception)
    assert not (tmp_path / "ours.csv").exists()


def test_a_circle_in_the_facts_is_found() -> None:
    same_day = "Quyết định số 16/QĐ-UBND ngày 02/02/2026 của UBND tỉnh Lạng Sơn"
    add("--from", "2026-02-02", earlier=same_day)
    add("--from", "2026-02-02", later=same_day, earlier=LATER)
    result = run("register", "check", "ours.csv")
    assert result.exit_code == 1
    assert "in a circle" in result.stderr


def test_the_register_has_a_version_of_its_own_and_a_check_says_when_it_is_old(tmp_path: Path) -> None:
    shown = run("register", "--version")
    assert (shown.exit_code, "2026" in shown.stdout) == (0, True)
    edition = load_register().edition
    assert edition is not None
    plan = tmp_path / "plan.txt"
    plan.write_text("Căn cứ Luật Tố cáo số 25/2018/QH14 ngày 12/6/2018;", encoding="utf-8")
    for days, old in ((90, False), (91, True)):
        checked = run("check", str(plan), "--as-of", str(edition.day + timedelta(days)))
        assert (f"{days} days old" in checked.stdout) == old


def test_the_reach_of_the_register_is_told_in_all_forms() -> None:
    rows = json.loads(run("register", "reach", "nghi dinh cp", "--format", "json").stdout)["rows"]
    assert all(row["family"] == "Nghị định CP" for row in rows if row["known"])
    assert "Thông tư BTC" in run("register", "reach").stdout
    assert run("register", "reach", "không có nhóm này").exit_code == 1


def test_listing_and_importing_facts() -> None:
    listed = run("register", "list", "04/2015/nd-cp", "285/2025")
    assert listed.exit_code == 2  # one argument only
    listed = run("register", "list", "04/2015/nd-cp 285/2025")
    assert "[V]" in listed.stdout
    assert "Điều 1" in listed.stdout
    assert run("register", "list", "không có như vậy").exit_code == 1
    imported = run(
        "register", "import", SAMPLE / "relationships.csv", "--documents", SAMPLE / "metadata.csv", "--to", "portal.csv"
    )
    assert "3 facts" in imported.stdout
    assert "contradict" in imported.stderr
    assert run("register", "check", "portal.csv").exit_code == 0


def test_the_module_imports_nothing_heavy() -> None:
    """`cancu --help` waits for the first, `cancu check` for the second, and each of its workers holds it in memory."""
    for module, heavy in (
        ("kg.cli.judging", ("spacy", "rdflib", "pyoxigraph", "rich.table")),
        ("kg.check, kg.workspace.opening", ("spacy", "rdflib", "networkx", "pyvis", "rustworkx", "IPython")),
        ("kg.check, kg.workspace.opening", ("pyoxigraph", "kg.answers.card", "kg.storage.opening", "kg.resolution")),
        ("kg.check.running, kg.workspace.checking", ("pyoxigraph", "kg.storage.store", "xml.etree", "rich")),
    ):
        assert imported_of(module, heavy) == "[]"


def imported_of(module: str, names: tuple[str, ...]) -> str:
    code = f"import sys, {module}; print([name for name in {names} if name in sys.modules])"
    root = Path(__file__).parents[2]
    given = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=root)
    return given.stdout.strip()
