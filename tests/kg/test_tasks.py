"""The twelve tasks of the how-to pages, played in terminals of two sizes and both languages, and what is then seen."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import ROOT
from rich.cells import cell_len

pytest.importorskip("pty", reason="this system has no terminals to make")

from scripts.how_to.playing import PAGES, Done, Language, page, play, prepared, tasks
from scripts.terminal import typed

SIZES = ((100, 30), (80, 24))
_PLACE = re.compile(r"\{[^}]*\}")
_SHORTEST = 8
"""Letters of a piece of a sentence that tells its language."""


@pytest.fixture(scope="module")
def ready(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return prepared(tmp_path_factory.mktemp("tasks") / "ready")


@pytest.fixture(scope="module")
def done(ready: Path) -> Callable[[Language, tuple[int, int]], list[Done]]:
    found: dict[tuple[Language, tuple[int, int]], list[Done]] = {}

    def once(language: Language, size: tuple[int, int]) -> list[Done]:
        if (language, size) not in found:
            folder = ready.with_name(f"{language}-{size[0]}")
            found[language, size] = play(ready, folder, language, size)
        return found[language, size]

    return once


def test_there_are_twelve_and_each_takes_two_commands_at_most() -> None:
    for language in PAGES:
        listed = tasks(language)
        assert len(listed) == 12
        assert all(1 <= len(task.commands) <= 2 and task.sees for task in listed)


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("language", PAGES)
def test_each_task_is_seen_to_be_done(
    done: Callable[[Language, tuple[int, int]], list[Done]], language: Language, size: tuple[int, int]
) -> None:
    for one in done(language, size):
        screen = " ".join(" ".join(screen.text for screen in one.screens).split())
        assert [words for words in one.task.sees if words not in screen] == [], screen


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("language", PAGES)
def test_no_line_is_wider_than_the_terminal_and_none_is_cut(
    done: Callable[[Language, tuple[int, int]], list[Done]], language: Language, size: tuple[int, int]
) -> None:
    for one in done(language, size):
        for screen in one.screens:
            assert [line for line in screen.lines if cell_len(line) > size[0]] == []
            cut = [line for line in screen.lines if "…" in line]
            assert [
                line for line in cut if not re.match(r" *\d* \| | +=? ?.*\d…\d", line)
            ] == []  # what stands around a
            # passage, and days from … to


@pytest.mark.parametrize("language", PAGES)
def test_what_is_marked_in_an_excerpt_is_whole(
    done: Callable[[Language, tuple[int, int]], list[Done]], language: Language
) -> None:
    (screen, _) = next(one for one in done(language, (80, 24)) if "draft.docx" in one.task.commands[0]).screens
    marked = "".join(
        text[len(marks) - len(marks.lstrip()) : len(marks)]
        for text, marks in zip(screen.lines, screen.lines[1:], strict=False)
        if re.fullmatch(r" *\| *\^+", marks)
    )
    for whole in ("Luật Đất đai số 45/2013/QH13 ngày 29/11/2013", "Chỉ thị số 33/CTTTg ngày 26/11/2021"):
        assert whole in unicodedata.normalize("NFC", marked)


@pytest.mark.parametrize("colour", [True, False])
def test_severities_are_in_colour_unless_nobody_wants_it(ready: Path, colour: bool) -> None:
    environment = {"CANCU_LANGUAGE": "en"} | ({} if colour else {"NO_COLOR": "1"})
    screen = typed("check", "draft.docx", "--select", "S101", cwd=ready, environment=environment)
    assert ("\x1b[31merror[S101]\x1b[0m Luật" in screen.raw) is colour
    assert ("\x1b[3" in screen.raw) is colour


def _said(language: Language) -> set[str]:
    """The pieces of all sentences of a language that are long enough to tell it."""
    tables = (ROOT / "kg" / "phrases.csv", ROOT / "kg" / "sentences.vi.csv", ROOT / "kg" / "cli" / "usage.vi.csv")
    found: set[str] = set()
    for path in tables:
        with path.open(encoding="utf-8", newline="") as file:
            pieces = (piece.strip(" .,;:()“”") for row in csv.DictReader(file) for piece in _PLACE.split(row[language]))
            found.update(piece for piece in pieces if len(piece) >= _SHORTEST and piece.count(" ") < len(piece) / 2)
    return found


@pytest.mark.parametrize("language", PAGES)
def test_no_word_of_the_other_language(
    done: Callable[[Language, tuple[int, int]], list[Done]], ready: Path, language: Language
) -> None:
    """What documents and facts say is theirs, and commands, options and variables are names."""
    other: Language = "vi" if language == "en" else "en"
    foreign = _said(other) - _said(language)
    theirs = "\n".join(path.read_text(encoding="utf-8") for path in ready.rglob("*.txt"))
    theirs += "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "data" / "register").rglob("*.csv"))
    theirs += "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "data" / "plans").iterdir())
    names = [path.name for path in ready.with_name(f"{language}-100").iterdir()]
    theirs = " ".join([*theirs.split(), *names, "cancu register"]).lower()
    for one in done(language, (100, 30)):
        said = " ".join(" ".join(screen.text for screen in one.screens).split())
        found = {piece for piece in foreign if re.search(rf"(?<!\w){re.escape(piece)}(?!\w)", said)}
        assert {piece for piece in found if piece.lower() not in theirs} == set(), one.task.title


@pytest.mark.parametrize("language", PAGES)
def test_the_pages_show_what_is_seen(
    done: Callable[[Language, tuple[int, int]], list[Done]], language: Language
) -> None:
    made = page(done(language, (100, 30)), language)
    assert made == PAGES[language].read_text(encoding="utf-8"), "run python -m scripts.how_to"
