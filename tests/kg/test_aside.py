"""Whether a document itself relies on what it cites, and why not: one answer at every door, with texts and without."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import pytest

import kg
from extract import extract
from kg.law.aside import FOREIGN, Aside, asides_in
from kg.law.verdicts import ENDED_AT_SIGNING
from kg.wording import say
from tests.kg.aside_texts import ENDED, PASSING, TEXTS, files


@pytest.mark.parametrize("name", TEXTS)
def test_the_reason_stands_in_the_text(name: str) -> None:
    aside, text = TEXTS[name]
    found = extract(text)
    asides = [one for one in asides_in(text, found) if aside == "within" or one != "within"]
    assert asides[-1] == aside, [(one.quote, one.relation, one.zone) for one in found.citations]


def test_what_stands_under_a_second_letterhead_of_the_same_day_is_relied_on() -> None:
    text = TEXTS["enclosed"][1].replace("06 tháng 5", "05 tháng 4")
    assert asides_in(text, extract(text))[-1] is None


def test_every_reason_has_its_text_and_its_words() -> None:
    assert {aside for aside, _ in TEXTS.values()} == {*get_args(Aside), None}
    assert all(say(f"aside.{aside}", "vi") != say(f"aside.{aside}", "en") for aside in get_args(Aside))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("asides")
    for name, text in files().items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module", params=[True, False], ids=["with texts", "without"])
def store(request: pytest.FixtureRequest, folder: Path) -> str:
    store = folder.with_name(f"{folder.name}-{request.param}")
    assert not kg.build([folder], store, texts=request.param).failed
    return str(store)


def test_what_is_not_relied_on_is_counted_by_its_reason_and_found_nowhere(store: str, folder: Path) -> None:
    """Whatever the store keeps, and as ``check`` finds it in the files; what is named in passing is a warning there,
    which judges every document that a file holds."""
    with kg.open(store, as_of="2026-06-01", language="vi") as work:
        found = work.outdated()
        rows = {(Path(row.path).stem, row.start) for row in found.rows}
        cited = "urn:lex:vn:chinh.phu:nghi.dinh:2023-04-17;13-2023-nd-cp"
        ended = {one.evidence.source for node in work.picture(cited).nodes for one in node.ended if one.evidence}
        checked = {
            (Path(one.path).stem, one.start)
            for one in work.check([folder]).findings
            if one.code in ENDED_AT_SIGNING and one.severity == "error" and Path(one.path).stem != "enclosed"
        }
        derived = {Path(str(step.document.source)).stem for step in work.lineage("13/2023/NĐ-CP").steps}
    asides = {name: aside for name, (aside, text) in TEXTS.items() if ENDED in text and name not in PASSING}
    assert derived == {name for name, aside in asides.items() if aside not in FOREIGN}
    assert rows == checked
    assert {name for name, _ in rows} == {
        name for name, (aside, text) in TEXTS.items() if aside is None and ENDED in text and name not in PASSING
    }
    assert {Path(one).stem for one in ended} == {name for name, _ in rows}
    looking_back = dict.fromkeys(("past", "begun", "force", "answer"), 1)
    assert found.reckoned.left_out == {"listed": 1, "data": 1, "quoted": 1, "enclosed": 1} | looking_back
    assert "1 chỉ nằm trong lời trích" in found.judged("vi")
