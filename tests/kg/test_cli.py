"""The command line as a user runs it: exit status, standard error, formats, and how soon it answers."""

from __future__ import annotations

import contextlib
import csv
import io
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from enum import StrEnum
from pathlib import Path
from typing import get_args

import pytest
import whole_program
from pyoxigraph import Literal, Quad

from extract import records
from extract.errors import StoreVersionError
from kg.cli import asking
from kg.cli.options import OneLevel
from kg.cli.output import clean
from kg.graph.terms import BOOKS
from kg.law import verdicts
from kg.resources import data_file, query_files
from kg.storage.opening import open_store
from kg.storage.store import Change

ROOT = Path(__file__).parents[2]


def cancu(*arguments: str, cwd: Path | None = None, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", "from kg.cli import main; main()", *arguments],
        check=False,
        capture_output=True,
        encoding="utf-8",
        cwd=cwd or ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8", "NO_COLOR": "1"} | environment,
    )


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> str:
    where = str(tmp_path_factory.mktemp("cli") / "plans.store")
    done = cancu("build", str(data_file("plans")), "--store", where)
    assert done.returncode == 0, done.stderr
    assert "5 files read" in done.stdout
    return where


def test_lineage_in_every_format(store: str) -> None:
    answer = json.loads(cancu("lineage", "qd 23-qd/tw", "--format", "json", "--store", store).stdout)
    assert len({step["document"]["source"] for step in answer["steps"]}) == 5
    sheet = cancu("lineage", "33/CT-TTg", "--format", "csv", "--store", store).stdout
    rows = list(csv.DictReader(io.StringIO(sheet.removeprefix("\ufeff"))))
    assert {row["number"] for row in rows} >= {"61/KH-UBND", "179/KH-UBND"}
    table = cancu("lineage", "33/CT-TTg", "--store", store).stdout
    assert table.startswith("5 documents derive from Chỉ thị số 33/CT-TTg")
    assert "\x1b" not in table
    tree = cancu("lineage", "33/CT-TTg", "--format", "tree", "--store", store).stdout.splitlines()
    assert sum("179/KH-UBND" in line for line in tree) == 2
    assert any(line.startswith(("│  └─", "   └─")) and "179/KH-UBND" in line for line in tree)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("lineage", "05-CT/TW"), "may mean 2 documents"),
        (("lineage", "999/CT-TTg"), "near it"),
        (("show", "xyzzy"), "names no document"),
        (("lineage", "33/CT-TTg", "--as-of", "yesterday"), "not a day"),
        (("query", "no-such-query"), "most-cited-bases"),
        (("query", "derived-from"), "--ref"),
        (("query", "new-since", "--day", "soon"), "--day"),
        (("query", "--text", "DROP ALL"), "only reading"),
        (("query", "--text", "SELECT * { SERVICE <http://a/> { ?s ?p ?o } }"), "SERVICE"),
        (("query", "--text", "SELEKT"), "not valid SPARQL"),
        (("query", "--text", "SELECT * {?s\n foo:is 1}"), "The prefix foo: is not known; known are cancu, "),
        (("query", "--text", "SELECT * {?s ?p ?o}\nLIMIT few"), "in line 2, column 7: “few” is not expected"),
        (("query", "--text", "SELECT * {?s cancu:number ?n"), "it ends too early, in line 1."),
        (("lineage", "33/CT-TTg", "--format", "xml"), "xml"),
        (("no-such-command",), "no-such-command"),
        (("find", "dan", "van"), "quotation marks"),
    ],
)
def test_what_cannot_be_done_is_a_sentence_and_status_2(
    store: str, arguments: tuple[str, ...], says: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CANCU_STORE", store)
    status, output, errors = whole_program.cancu(*arguments)
    assert (status, output) == (2, "")
    assert says in errors
    assert "Traceback" not in errors


@pytest.mark.parametrize(
    "asked",
    [
        "DESCRIBE <urn:lex:vn:x>",
        "# all of it\ndescribe <urn:lex:vn:x>",
        "BASE <urn:lex:> DESCRIBE <vn:x>",
        "SELECT (1 AS ?one) WHERE {}",
    ],
)
def test_a_query_is_known_by_how_it_begins(store: str, asked: str) -> None:
    status, _, errors = whole_program.cancu("query", asked, "--store", store)
    assert (status, errors) == (0, "")


@pytest.mark.parametrize("name", ["select", "ask.rq", "ask who.rq", "describe-all", "selected bases"])
def test_a_name_that_begins_like_a_query_is_a_name(store: str, name: str) -> None:
    assert "There is no query" in whole_program.cancu("query", name, "--store", store)[2]


def test_no_store_says_how_to_make_one(tmp_path: Path) -> None:
    done = cancu("lineage", "33/CT-TTg", cwd=tmp_path)
    assert done.returncode == 2
    assert "cancu build" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_wrong_path_makes_no_store(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    done = cancu("build", "plans", "empty", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "cancu: There is nothing to read at plans, empty; no store was made.\n"
    assert [path.name for path in tmp_path.iterdir()] == ["empty"]
    (tmp_path / "empty" / "plan.txt").touch()
    assert cancu("build", "empty", cwd=tmp_path).returncode == 2  # there is a file, and it is empty
    assert cancu("lineage", "33/CT-TTg", cwd=tmp_path).stderr.startswith("cancu: The store is empty")


def test_a_shell_completes_commands_and_options() -> None:
    for words, offered in (("cancu lin", "lineage"), ("cancu lineage --as", "--as-of")):
        place = str(len(words.split()) - 1)
        done = cancu(_CANCU_COMPLETE="complete_bash", COMP_WORDS=words, COMP_CWORD=place)
        assert done.stdout.split() == [offered]


def test_a_bad_file_stops_no_other(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text(
        "Căn cứ Nghị định số 59/2023/NĐ-CP ngày 14/8/2023 của Chính phủ;", encoding="utf-8"
    )
    (tmp_path / "empty.txt").touch()
    done = cancu("extract", str(tmp_path), "nowhere.txt")
    assert done.returncode == 2
    assert json.loads(done.stdout)["citations"][0]["number"] == "59/2023/NĐ-CP"
    assert len(done.stderr.splitlines()) == 2
    built = cancu("build", str(tmp_path), "--store", str(tmp_path / "s"))
    assert built.returncode == 2
    assert "1 files read" in built.stdout


def test_a_text_that_the_extractor_stumbles_over_stops_no_other(tmp_path: Path) -> None:
    stumbling = """
import kg.building.papers as papers
from extract import extract
from kg.cli import main

def stumbles(text):
    if text.source.path.endswith("a.txt"):
        raise RecursionError("too deep")
    return extract(text)

papers.extract = stumbles
main()
"""
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text("Căn cứ Nghị định số 30/2020/NĐ-CP;", encoding="utf-8")
    log = tmp_path / "traces"
    done = subprocess.run(
        [sys.executable, "-c", stumbling, "extract", str(tmp_path)],
        check=False,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, "CANCU_LOG": str(log)},
    )
    assert done.returncode == 2
    assert (
        f"a.txt could not be understood (RecursionError: too deep; the trace is in {log}); it was skipped."
        in done.stderr
    )
    assert "in stumbles" in log.read_text(encoding="utf-8")
    assert [json.loads(line)["source"]["path"] for line in done.stdout.splitlines()] == [str(tmp_path / "b.txt")]


def test_named_queries_run_and_are_listed(store: str) -> None:
    listed = cancu("query", "--store", store).stdout
    assert all(name in listed for name in query_files())
    rows = json.loads(cancu("query", "cited-unseen", "--format", "json", "--store", store).stdout)
    assert rows["rows"][0]["files"] == "5"
    themselves = cancu("query", "SELECT ?number { ?d cancu:number ?number } LIMIT 2", "--store", store)
    assert len(themselves.stdout.splitlines()) == 3
    cut = cancu("query", "cited-unseen", "--rows", "3", "--store", store)
    assert len(cut.stdout.splitlines()) == 4
    assert "more than 3 rows" in cut.stderr


def test_a_runaway_query_is_ended(store: str) -> None:
    endless = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
    done = cancu("query", "--text", endless, "--seconds", "1", "--store", store)
    assert done.returncode == 2
    assert "1 seconds" in done.stderr


def test_show_and_stats(store: str) -> None:
    card = cancu("show", "luat dan chu co so", "--store", store).stdout
    assert "Sources differ on the date: 2022-11-10 (files: " in card
    figures = json.loads(cancu("stats", "--format", "json", "--store", store).stdout)
    assert (figures["counts"]["files"], figures["counts"]["inferred_identities"]) == (5, 1)


def test_a_sound_graph_has_no_errors(store: str) -> None:
    done = cancu("validate", "--format", "json", "--store", store)
    assert [finding for finding in json.loads(done.stdout)["findings"] if finding["severity"] == "error"] == []
    assert done.returncode == 0


@pytest.mark.parametrize(
    ("offered", "known"),
    [(asking.Ending, verdicts.Ending), (asking.EndRule, verdicts.RuleCode), (OneLevel, records.Level)],
)
def test_what_options_offer_is_what_there_is(offered: type[StrEnum], known: object) -> None:
    """They stand twice, because the command line begins before anything large is loaded."""
    assert list(offered) == list(get_args(known))


def test_the_demo_answers_and_draws(tmp_path: Path) -> None:
    done = cancu("demo", "-o", "page.html", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("5 documents derive from") == 2
    assert "✗ 129-NQ/TU (2020-06-24) · Tỉnh ủy Lạng Sơn · its own time ended 2026-01-01" in done.stdout
    page = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert "61/KH-UBND" in page
    assert sorted(path.name for path in tmp_path.iterdir()) == ["cancu-demo.store", "page.html"]
    steps = re.findall(r"^  cancu (.+)$", done.stdout.partition("Next:")[2], re.MULTILINE)
    assert len(steps) == 5
    (tmp_path / "YOUR").mkdir()
    shutil.copytree(data_file("plans"), tmp_path / "YOUR" / "FOLDER")
    for step in steps:
        said = cancu(*shlex.split(step), cwd=tmp_path)
        assert (said.returncode, said.stdout != "") == (int(step.startswith("check")), True), (step, said.stderr)


@pytest.mark.parametrize("known", [False, True])
def test_a_command_to_type_names_the_program_as_it_was_started_unless_the_shell_knows_it(
    tmp_path: Path, known: bool
) -> None:
    folder = tmp_path / "my env"
    folder.mkdir()
    program = folder / "cancu"
    program.write_text(f"#!{sys.executable}\nfrom kg.cli.typed import program\nprint(program())\n", encoding="utf-8")
    program.chmod(0o755)
    environment = os.environ | {"PYTHONPATH": str(ROOT), "PATH": str(folder) if known else ""}
    done = subprocess.run(["./my env/cancu"], capture_output=True, text=True, cwd=tmp_path, env=environment, check=True)
    assert done.stdout == ("cancu\n" if known else "'./my env/cancu'\n")


@pytest.mark.parametrize(("given", "anew"), [((), True), (("--store", "mine.store"), False)])
def test_the_demo_makes_room_for_its_own_store_of_another_version_and_for_no_other(
    tmp_path: Path, given: tuple[str, ...], anew: bool
) -> None:
    where = given[1] if given else "cancu-demo.store"
    for name in ("cancu-demo.store.old-1", where):
        with open_store(tmp_path / name, write=True) as store:
            stamp = next(iter(store.match(BOOKS)))
            store.apply(Change(remove={stamp}, add={Quad(BOOKS, stamp.predicate, Literal("0"), BOOKS)}))
    done = cancu("demo", "--language", "en", *given, cwd=tmp_path)
    assert done.returncode == (0 if anew else 2)
    assert ("the old one is now cancu-demo.store.old-2" in done.stderr) == anew
    kept = {path.name for path in tmp_path.glob("*.store*")}
    assert kept == {where, "cancu-demo.store.old-1"} | ({"cancu-demo.store.old-2"} if anew else set())
    for name in kept - ({where} if anew else set()):
        with pytest.raises(StoreVersionError):
            open_store(tmp_path / name)


def test_a_reader_that_leaves_early_is_no_error(store: str) -> None:
    command = f"{sys.executable} -c 'from kg.cli import main; main()' query cited-unseen --store {store} | head -1"
    done = subprocess.run(
        command,
        shell=True,
        check=False,
        capture_output=True,
        text=True,
        cwd=ROOT,
        env=os.environ | {"PYTHONIOENCODING": "utf-8"},
    )
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("encoding", ["ascii", "latin-1"])
@pytest.mark.parametrize("arguments", [("rule", "S101", "--language", "vi"), ("lineage", "33/CT-TTg"), ("top",)])
def test_a_console_of_another_encoding_shows_what_it_can(store: str, arguments: tuple[str, ...], encoding: str) -> None:
    pty = pytest.importorskip("pty", reason="this system has no terminals to make")
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-c", "from kg.cli import main; main()", *arguments],
        stdin=subprocess.DEVNULL, stdout=theirs, stderr=theirs, cwd=ROOT,
        env={"PATH": os.environ["PATH"], "CANCU_STORE": store, "LC_ALL": "C", "PYTHONIOENCODING": encoding},
    )  # fmt: skip
    os.close(theirs)
    shown = b""
    with contextlib.suppress(OSError):  # the other end was closed
        while data := os.read(ours, 65536):
            shown += data
    os.close(ours)
    assert process.wait() == 0, shown
    assert b"Traceback" not in shown
    assert encoding == "ascii" or b"\\u1ec" in shown


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no device that is always full")
def test_output_on_a_full_disk_is_a_sentence() -> None:
    command = [sys.executable, "-c", "from kg.cli import main; main()", "rule"]
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(command, check=False, stdout=full, stderr=subprocess.PIPE, encoding="utf-8", cwd=ROOT)
    assert (done.returncode, done.stderr) == (2, "cancu: the output cannot be written (No space left on device).\n")


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("a\x1b[31mred", "a�[31mred"),
        ("two\nlines\t here", "two lines here"),
        ("\u202egnp.exe", "�gnp.exe"),
        ("Đề án", "Đề án"),
    ],
)
def test_no_text_steers_a_terminal(text: str, cleaned: str) -> None:
    assert clean(text) == cleaned


def test_evaluation_of_texts_against_an_earlier_run(tmp_path: Path) -> None:
    gold = str(ROOT / "tests" / "gold" / "plans")
    records = cancu("extract", str(data_file("plans"))).stdout
    earlier = tmp_path / "earlier.jsonl"
    earlier.write_text("".join(records.splitlines(keepends=True)[:3]), "utf-8")
    now = json.loads(
        cancu("evaluate", gold, str(data_file("plans")), "--against", str(earlier), "--format", "json").stdout
    )
    assert now["missing"] == []
    assert now["against"]["figures"]["mention_r"] > 0.2
    assert {one["document"] for one in now["against"]["gains"]} == {"tu-xuyen-2024", "y-tich-2024"}
    assert now["against"]["losses"] == []
    back = cancu("evaluate", gold, str(earlier), "--errors")
    assert "y-tich-2024 has no record" in back.stderr
    assert "missed" in back.stdout
