"""What else the register knows by the words of a question: named beside the answer where a person reads it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from typer.testing import CliRunner

import kg
from kg.cli import app
from kg.drawing import mermaid, svg
from kg.render.blocks import NAMESAKES_SHOWN, beside
from kg.workspace.workspace import Workspace
from tests.kg.namesakes import ASKED, FACTS, NAMESAKE, TEXTS
from tests.kg.web_server import PAGE, serving


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("namesakes")
    (folder / "texts").mkdir()
    for name, text in TEXTS.items():
        (folder / "texts" / f"{name}.txt").write_text(text, encoding="utf-8")
    (folder / "facts.csv").write_text(FACTS, encoding="utf-8")
    assert not kg.build([folder / "texts"], folder / "store").failed
    return folder


@pytest.fixture
def work(folder: Path) -> Iterator[Workspace]:
    with kg.open(folder / "store", register=[folder / "facts.csv"], language="vi") as work:
        yield work


def test_a_picture_says_it_in_every_form(work: Workspace, folder: Path) -> None:
    picture = work.picture(ASKED)
    assert NAMESAKE in svg(picture)
    assert NAMESAKE in mermaid(picture)
    options = ("--store", folder / "store", "--register", folder / "facts.csv", "--language", "vi")
    done = CliRunner().invoke(app, ["draw", ASKED, *map(str, (*options, "-o", folder / "picture.svg"))])
    assert NAMESAKE in done.stderr
    assert NAMESAKE in (folder / "picture.svg").read_text(encoding="utf-8")


def test_who_looks_for_a_number_in_a_browser_is_led_to_its_document_and_told_of_the_other(work: Workspace) -> None:
    with serving(work) as web:
        found = web.get("/tim", params={"q": ASKED}, headers=PAGE)
        assert found.status_code == 303
        assert parse_qs(urlsplit(found.headers["location"]).query) == {"q": [ASKED]}
        page = web.get(found.headers["location"], headers=PAGE)
        assert NAMESAKE in page.text
        by_id = urlsplit(found.headers["location"]).path
        assert NAMESAKE not in web.get(by_id, headers=PAGE).text
        assert NAMESAKE in web.get("/het-hieu-luc", params={"document": ASKED}, headers=PAGE).text
        assert NAMESAKE in web.get("/truy-van/derived-from", params={"ref": ASKED}, headers=PAGE).text


@pytest.mark.parametrize("words", ["15/QĐ-UBND", "98761", "không có gì", "88/QĐ-UBND tỉnh Lạng Sơn", "{{7*7}}"])
def test_words_that_mean_another_document_or_none_change_nothing_on_its_page(work: Workspace, words: str) -> None:
    at = work.card(ASKED).document.id
    with serving(work) as web:
        plain, told = (web.get(f"/van-ban/{at}.json", params=said).json() for said in ({}, {"q": words}))
    told["answer"]["namesakes"] = []  # the figures alone mean it, too
    assert told["answer"] == plain["answer"]


def test_of_many_the_first_are_named_and_the_others_counted() -> None:
    many = [f"Văn bản {number}" for number in range(NAMESAKES_SHOWN + 3)]
    (said,) = beside(many, "vi")
    assert many[NAMESAKES_SHOWN - 1] in said.text
    assert many[NAMESAKES_SHOWN] not in said.text
    assert said.text.endswith("và 3 văn bản nữa")
    assert beside([], "vi") == ()
