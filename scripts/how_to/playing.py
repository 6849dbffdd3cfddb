"""The tasks (``tasks.toml``), typed into a terminal one by one, and the pages that show what was seen."""

from __future__ import annotations

import re
import shlex
import shutil
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import docx

import kg
from benchmarks.corpus import write
from scripts.terminal import ROOT, Screen, played, typed

Language = Literal["en", "vi"]

HERE = Path(__file__).parent
PAGES: dict[Language, Path] = {"en": ROOT / "docs" / "how-to.md", "vi": ROOT / "docs" / "huong-dan.md"}
TODAY = "2026-09-10"
MANY = 40
"""Plans that a build is stopped in."""

_FIRST, _LAST = 12, 4
"""Lines of a long screen that a page shows, of its beginning and of its end."""

_OPENING = {
    "en": """<!-- Written by `python -m scripts.how_to`, which plays the tasks; a test keeps this true. -->

# How to: twelve tasks

Each with what is typed and what is then seen, on a terminal of 100 columns (long answers are cut here at `[...]`). They
start from a folder with plans, read once by `cancu build plans`; in a clone `python -m scripts.how_to start` makes it,
and `cd start` leads there. In Vietnamese: [huong-dan.md](huong-dan.md).
""",
    "vi": """<!-- Do `python -m scripts.how_to` viết ra khi chạy các việc; có phép thử giữ cho trang này đúng. -->

# Hướng dẫn: mười hai việc

Mỗi việc gồm lệnh gõ vào và những gì hiện ra, trên màn hình rộng 100 cột (câu trả lời dài được cắt ở `[...]`). Bắt đầu
từ một thư mục kế hoạch, đọc một lần bằng `cancu build plans`; trong bản sao của kho mã, lệnh `python -m scripts.how_to
start` tạo thư mục này, `cd start` để vào đó. Tiếng Anh: [how-to.md](how-to.md).

Lệnh trả lời bằng tiếng Việt khi máy dùng tiếng Việt, khi có `CANCU_LANGUAGE=vi`, khi `cancu.toml` có dòng
`language = "vi"`, hoặc khi thêm `--language vi`.
""",
}
_AWAITING = """
from time import sleep
from kg.cli import main, progress
tell, progress.AFTER = progress.Progress.files, 0
progress.Progress.files = lambda *told: (tell(*told), sleep(600))
main()
"""
"""Shows the bar at once and goes no further, so that Ctrl-C finds it at work however quick or busy the machine is."""

_STOPPED = re.compile(r"(after|sau) \d+ (of|trên)")
_GONE_ON = re.compile(r"(?ms)^many\.store: .*")
_FACTS = re.compile(r"(?<=register of )[\d-]+|(?<=sở dữ liệu đến )[\d/]+|\d[\d.,]*(?= facts\)| dữ kiện\))")
"""What has other figures at each run, or with each edition of the register."""


@dataclass(frozen=True, slots=True)
class Task:
    """A task in one language: what is typed, what must be seen then, and what a page says under it."""

    title: str
    commands: tuple[str, ...]
    sees: tuple[str, ...]
    then: str
    stop: str | None


@dataclass(frozen=True, slots=True)
class Done:
    """A task with the screen after each of its commands."""

    task: Task
    screens: tuple[Screen, ...]


def tasks(language: Language) -> list[Task]:
    """The twelve tasks."""
    with (HERE / "tasks.toml").open("rb") as file:
        rows = tomllib.load(file)["task"]
    return [
        Task(
            row["title"][language],
            tuple(map(str.strip, row["type"])),
            tuple(row["sees"][language]),
            row.get("then", {}).get(language, ""),
            row.get("stop"),
        )
        for row in rows
    ]


def prepared(folder: Path) -> Path:
    """The folder that the tasks start from: plans and their store, decisions, a draft in Word, many made plans."""
    shutil.copytree(HERE / "plans", folder / "plans")
    shutil.copytree(ROOT / "data" / "plans", folder / "plans", dirs_exist_ok=True)
    shutil.copytree(HERE / "decisions", folder / "decisions")
    kg.build([folder / "plans"], folder / "cancu.store")
    write(MANY, folder / "many")
    draft = docx.Document()
    for line in (HERE / "draft.txt").read_text(encoding="utf-8").splitlines():
        draft.add_paragraph(line)
    draft.save(str(folder / "draft.docx"))
    return folder


def play(ready: Path, folder: Path, language: Language, size: tuple[int, int]) -> list[Done]:
    """Types all tasks into a terminal of a size, in a copy of the folder that is ready."""
    shutil.copytree(ready, folder)
    listed = tasks(language)
    quick = [shlex.split(command)[1:] for task in listed if task.stop is None for command in task.commands]
    screens = iter(played(quick, size=size, cwd=folder, today=TODAY, language=language))
    return [
        Done(
            task,
            tuple(_stopped(task, folder, language, size))
            if task.stop is not None
            else tuple(next(screens) for _ in task.commands),
        )
        for task in listed
    ]


def _stopped(task: Task, folder: Path, language: Language, size: tuple[int, int]) -> Iterator[Screen]:
    """The screens of a task whose first command is ended by Ctrl-C."""
    for command, stop in zip(task.commands, (task.stop, None), strict=True):
        environment = {"CANCU_LANGUAGE": language}
        words = shlex.split(command)[1:]
        code = _AWAITING if stop is not None else None
        yield typed(*words, size=size, cwd=folder, stop_at=stop, code=code, environment=environment)


def page(done: list[Done], language: Language) -> str:
    """The page of a language."""
    return "\n".join([_OPENING[language], *(_section(number, one) for number, one in enumerate(done, start=1))])


def _section(number: int, done: Done) -> str:
    shown = []
    for command, screen in zip(done.task.commands, done.screens, strict=True):
        lines = _settled(screen.text).splitlines()
        if len(lines) > _FIRST + _LAST + 1:
            lines[_FIRST:-_LAST] = ["[...]"]
        shown += [f"$ {command}", *lines, ""]
    parts = [f"## {number}. {done.task.title}", "", "```console", *shown[:-1], "```", ""]
    return "\n".join([*parts, *([done.task.then, ""] if done.task.then else [])])


def _settled(text: str) -> str:
    """A screen without the figures that are others at each run."""
    text = _FACTS.sub("…", _STOPPED.sub(r"\1 … \2", text))
    return _GONE_ON.sub(lambda found: re.sub(r"\b\d[\d.,]*(?=\s)", "…", " ".join(found[0].split())), text)
