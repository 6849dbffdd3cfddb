"""No character of a document, a file name or an argument steers a terminal, and no cell of a CSV file is a formula."""

from __future__ import annotations

import csv
import io
import json
import tomllib
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from whole_program import cancu

from kg.harmless import HIDDEN, cell, clean, escaped, json_escaped, visible
from kg.toml import toml_string

STEERING = "\x1b]0;x\x07\x9b31m\u202eg\u2066p\u200fz\x7f\U000e0041"
KEPT = "\x1b]0;x\x07\x9b31mg\u2066pz\x7f\U000e0041"
"""What the extractor leaves of it in a title."""
TITLE = f"-2+3+cmd|' /C calc'!A0 {STEERING} năm 2026"
PLAN = f"""ỦY BAN NHÂN DÂN
XÃ MẪU
Số: 9/KH-UBND
Mẫu, ngày 3 tháng 4 năm 2025

KẾ HOẠCH
{TITLE}

Căn cứ Chỉ thị số 33/CT-TTg ngày 26/11/2021 của Thủ tướng Chính phủ về {STEERING} việc này;
Căn cứ Pháp lệnh Thực hiện dân chủ ở xã, phường, thị trấn số 34/2007/PL-UBTVQH11 ngày 20/4/2007;
Căn cứ Chỉ thị số 14/CTTTg ngày 18/5/2012 của Thủ tướng Chính phủ{STEERING};
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of one hostile plan in a file with a hostile name, and the file."""
    folder = tmp_path_factory.mktemp("hostile")
    (folder / "plans").mkdir()
    (folder / "plans" / f"=cmd{STEERING}\n.txt").write_text(PLAN, encoding="utf-8")
    status, _, said = cancu("build", str(folder / "plans"), "--store", str(folder / "store"))
    assert status == 0, said
    return folder


STORE_COMMANDS = [
    *(("lineage", "33/CT-TTg", "--format", form) for form in ("table", "tree", "json", "csv")),
    *(("show", "33/CT-TTg", "--format", form) for form in ("table", "json", "csv", "markdown", "html")),
    *(("query", "cited-unseen", "--format", form) for form in ("table", "json", "csv")),
    *(("query", "--text", "SELECT ?o { ?s ?p ?o }", "--format", form) for form in ("table", "json", "csv")),
    *(("outdated", "--format", form) for form in ("table", "json", "csv")),
    *(("outdated", "--by", "plan", "--format", form) for form in ("table", "json", "csv")),
    *(("top", "--format", form) for form in ("table", "json", "csv")),
    *(("export", "--format", form) for form in ("trig", "nquads", "ttl", "jsonld", "graphml", "gexf", "cypher")),
    *(("draw", "33/CT-TTg", "--format", form) for form in ("svg", "mermaid")),
    ("status", "Luật Tố cáo số 25/2018/QH14", "--format", "table"),
    ("stats",),
]


def _harmless(text: str) -> bool:
    return not HIDDEN.search(text.removeprefix("\ufeff"))


@pytest.mark.parametrize("command", STORE_COMMANDS, ids=lambda command: "-".join(command)[:40])
def test_no_answer_of_a_store_steers_a_terminal(folder: Path, command: tuple[str, ...]) -> None:
    status, out, said = cancu(*command, "--store", str(folder / "store"))
    assert status == 0, said
    assert out
    assert _harmless(out)
    assert _harmless(said)
    if "csv" in command:
        for row in csv.reader(io.StringIO(out.removeprefix("\ufeff"))):
            assert not [value for value in row if value.lstrip().startswith(("=", "+", "-", "@"))]
    if "json" in command:
        json.loads(out)


@pytest.mark.parametrize("form", ["full", "concise", "json", "sarif", "github", "html"])
def test_no_finding_steers_a_terminal(folder: Path, form: str) -> None:
    status, out, said = cancu("check", str(folder / "plans"), "--as-of", "1/6/2026", "--format", form)
    assert status == 1, said
    assert "S101" in out
    assert _harmless(out)
    assert _harmless(said)


@pytest.mark.parametrize("form", ["table", "jsonl"])
def test_no_record_steers_a_terminal(folder: Path, form: str) -> None:
    status, out, said = cancu("extract", str(folder / "plans"), "--format", form)
    assert status == 0, said
    assert _harmless(out)
    if form == "jsonl":
        assert KEPT in json.loads(out)["document"]["title"]


@pytest.mark.parametrize("form", ["trig", "jsonld", "csv", "graphml", "cypher"])
def test_no_exported_file_steers_a_terminal(folder: Path, tmp_path: Path, form: str) -> None:
    status, _, said = cancu("export", "--format", form, "-o", str(tmp_path / "a.x"), "--store", str(folder / "store"))
    assert status == 0, said
    for path in tmp_path.iterdir():
        assert _harmless(path.read_text(encoding="utf-8"))


def test_rdf_with_escapes_means_the_same(folder: Path, tmp_path: Path) -> None:
    for form in ("trig", "nquads", "jsonld"):
        path = tmp_path / form
        cancu("export", "--format", form, "-o", str(path), "--store", str(folder / "store"))
        formats = {"trig": ox.RdfFormat.TRIG, "nquads": ox.RdfFormat.N_QUADS, "jsonld": ox.RdfFormat.JSON_LD}
        texts = [quad.object.value for quad in ox.parse(path=path, format=formats[form]) if _is_text(quad.object)]
        assert [text for text in texts if KEPT in text], form


def _is_text(term: object) -> bool:
    return isinstance(term, ox.Literal)


@pytest.mark.parametrize(
    "arguments",
    [
        ("extract", f"no{STEERING}.txt"),
        ("lineage", f"no{STEERING}"),
        ("query", f"no{STEERING}"),
        ("draw", "33/CT-TTg", "-o", f"a.{STEERING}"),
        ("draw", "33/CT-TTg", "--as-of", STEERING),
        ("check", "a.txt", "--format", STEERING),
        ("check", f"--{STEERING}"),
        (STEERING,),
        ("register", "list", STEERING),
        ("rule", STEERING),
    ],
    ids=lambda arguments: arguments[0] if arguments[0] != STEERING else "command",
)
def test_no_sentence_about_an_argument_steers_a_terminal(
    folder: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...]
) -> None:
    monkeypatch.setenv("CANCU_STORE", str(folder / "store"))
    status, out, said = cancu(*arguments)
    assert status in (1, 2)
    assert said
    assert _harmless(out + said)


@given(st.text())
@example(STEERING)
@example("\ud800\udc00")
def test_escapes_mean_the_same(text: str) -> None:
    whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass")  # two halves are a letter
    assert json.loads(json_escaped(json.dumps(text, ensure_ascii=False))) == whole
    assert _harmless(visible(text))
    assert "\n" not in clean(text)
    if not any("\ud800" <= letter <= "\udfff" for letter in text):
        assert tomllib.loads(f"a = {toml_string(text)}")["a"] == text
        assert _harmless(escaped(text))


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        *(
            (text, f"'{text}")
            for text in ("-2+3", "=1", "+1", "@a", "＝1", "＋1", "－1", "＠a", " \u3000=1", "\t=1", "\n1")
        ),
        ("\x00=1", "'\ufffd=1"),
        ("\ufeff=1", "'\ufffd=1"),
        (None, ""),
        (-5, -5),
        (1.5, 1.5),
        ("Kế hoạch - 5", "Kế hoạch - 5"),
        ("", ""),
    ],
)
def test_cells_are_no_formulas(value: object, shown: object) -> None:
    assert cell(value) == shown
