"""Refusals and warnings in two languages: each is said in Vietnamese, whatever process it comes from."""

from __future__ import annotations

import ast
import csv
import pickle
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest
from conftest import ROOT

import kg
from extract import errors
from extract.errors import CancuError, FactError, InputError, Sentence
from kg.storage.sentences import BusyStoreError
from kg.wording import in_language

SPEAKERS = {"Sentence", "warn", "tell", "worded"}
"""What takes a template and values, beside the errors."""


def _calls() -> Iterator[tuple[str, ast.Call, str]]:
    """Every call that makes a sentence: the name of what is called, the call, and where it stands."""
    for package in ("extract", "kg"):
        for path in sorted((ROOT / package).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and node.args:
                    name = getattr(node.func, "id", getattr(node.func, "attr", ""))
                    if name in SPEAKERS | _errors():
                        yield name, node, f"{path.relative_to(ROOT)}:{node.lineno}"


def _errors() -> set[str]:
    found = {kind.__name__ for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, CancuError)}
    return found | {BusyStoreError.__name__}


def _rows() -> list[tuple[str, str]]:
    with (ROOT / "kg" / "sentences.vi.csv").open(encoding="utf-8", newline="") as file:
        return [(row["en"], row["vi"]) for row in csv.DictReader(file)]


def _places(template: str) -> set[tuple[str, str | None]]:
    return {(name, spec) for _, name, spec, _ in Formatter().parse(template) if name is not None}


def test_every_sentence_has_its_vietnamese_and_no_row_is_left_over() -> None:
    written = {
        call.args[0].value
        for _, call, _ in _calls()
        if isinstance(call.args[0], ast.Constant) and isinstance(call.args[0].value, str)
    }
    rows = dict(_rows())
    assert len(rows) == len(_rows())
    assert sorted(written - rows.keys()) == []
    assert sorted(rows.keys() - written) == []


def test_both_languages_have_the_same_places() -> None:
    assert [row for row in _rows() if _places(row[0]) != _places(row[1])] == []


def test_no_sentence_is_made_before_its_values_are_known_apart() -> None:
    unknown = [
        where
        for _, call, where in _calls()
        if isinstance(call.args[0], ast.JoinedStr)
        or (not isinstance(call.args[0], ast.Constant) and any(value.arg for value in call.keywords))
    ]
    assert unknown == []


def test_nobody_raises_the_base() -> None:
    assert [where for name, _, where in _calls() if name == "CancuError"] == []


def test_a_sentence_is_its_english_text_and_survives_another_process() -> None:
    inner = FactError("{what} has neither number nor name.", what=Sentence("the document"))
    error = FactError("{path}, row {number}: {error}", path=Path("a{b}.csv"), number=1_000, error=inner)
    assert str(error) == "a{b}.csv, row 1000: the document has neither number nor name."
    for said in (pickle.loads(pickle.dumps(error)), error):
        assert (type(said), str(said)) == (FactError, str(error))
        assert in_language(said, "vi") == "a{b}.csv, dòng 1000: văn bản không có số, cũng không có tên."
        assert in_language(said, "en") == str(error)
    busy = BusyStoreError("The store {name} cannot be {done}: {said}.", name="x", done=Sentence("read"), said="y")
    assert in_language(pickle.loads(pickle.dumps(busy)), "vi") == "Kho x không đọc được: y."


def test_numbers_and_words_without_a_row() -> None:
    assert in_language(Sentence("holds {count:,} files", count=2_000), "vi") == "có 2.000 tệp"
    assert in_language("what {nobody} translated", "vi") == "what {nobody} translated"
    assert in_language(InputError("read"), "vi") == "đọc"
    assert in_language(InputError("{path}: {error}", path="read", error="read"), "vi") == "read: read"


@pytest.mark.parametrize("workers", [0, 2])
def test_failures_of_a_build_and_of_a_check(tmp_path: Path, workers: int) -> None:
    (tmp_path / "plans").mkdir()
    (tmp_path / "plans" / "empty.txt").write_bytes(b"")
    (tmp_path / "plans" / "packed.txt").write_bytes(b"Rar!\x1a\x07\x01\x00 and so on")
    report = kg.build([tmp_path / "plans"], tmp_path / "store", workers=workers)
    said = [in_language(sentence, "vi") for sentence in report.failed]
    assert [sentence.rpartition("/")[2] for sentence in said] == [
        "empty.txt trống; không có gì để đọc.",
        "packed.txt là tệp nén RAR; hãy giải nén trước.",
    ]
    assert all("; nothing can be read" in sentence or "unpack it first" in sentence for sentence in report.failed)
    found = kg.open(language="vi").check([tmp_path / "plans"])
    assert list(found.failures) == said
