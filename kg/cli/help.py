"""Help and usage in Vietnamese: the commands carry English, and two tables say each of its sentences in Vietnamese.

``help.vi.csv`` has the help of the commands, ``usage.vi.csv`` the words of the library that reads arguments.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Any

_EXAMPLES = ("Example: ", "Try: ")
_PLACE = re.compile(r"\\\{(\w+)\\\}")
_BESIDE = re.compile(r"(.*?)(?:  )?\[([^\[\]]*)\]", re.DOTALL)
"""A help text and what the library says beside it: [default: 20; required]."""


@cache
def _table(name: str) -> dict[str, str]:
    text = files("kg.cli").joinpath(f"{name}.vi.csv").read_text(encoding="utf-8")
    return {row["en"]: row["vi"] for row in csv.DictReader(text.splitlines())}


def in_vietnamese(command: Any) -> None:
    """Puts the help of a command, of its options and of the commands below it into Vietnamese."""
    command.help = said(command.help)
    command.epilog = said(command.epilog)
    base = command.context_class
    command.context_class = type(base.__name__, (base,), {"formatter_class": _formatter(base.formatter_class)})
    for parameter in command.params:
        parameter.help = said(parameter.help)
    for below in getattr(command, "commands", {}).values():
        in_vietnamese(below)


def said(text: str | None) -> str | None:
    """A help text in Vietnamese, paragraph by paragraph; an example stays what is typed."""
    return None if text is None else "\n\n".join(map(_paragraph, text.split("\n\n")))


def _paragraph(text: str) -> str:
    if text.startswith(_EXAMPLES):
        return "Ví dụ: " + text.partition(": ")[2]
    return _table("help").get(" ".join(text.split()), text)


def usage(text: str) -> str:
    """What the library says of wrong arguments, line by line in Vietnamese; what is unknown stays as it is."""
    return "\n".join(map(_usage, text.split("\n")))


def _usage(line: str) -> str:
    for english, vietnamese in _patterns():
        found = english.fullmatch(line)
        if found:
            return vietnamese.format(**{name: _usage(value) for name, value in found.groupdict().items()})
    return line


@cache
def _patterns() -> list[tuple[re.Pattern[str], str]]:
    """The sentences of the library as patterns, what says more before what says less."""
    rows = sorted(_table("usage").items(), key=lambda row: len(re.sub(r"\{\w+\}", "", row[0])), reverse=True)
    return [(re.compile(_PLACE.sub(r"(?P<\1>.+)", re.escape(english))), said) for english, said in rows]


@cache
def _formatter(base: type[Any]) -> type[Any]:
    """What lays out a help page, with its own words in Vietnamese; made here, for the library hides its base."""

    class Vietnamese(base):  # type: ignore[misc]
        def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
            super().write_usage(prog, args, prefix or _table("usage")["Usage: {usage}"].removesuffix("{usage}"))

        def write_heading(self, heading: str) -> None:
            super().write_heading(_usage(heading))

        def write_dl(self, rows: Sequence[tuple[str, str]], *widths: int, **more: int) -> None:
            super().write_dl([(term, _described(text)) for term, text in rows], *widths, **more)

    return Vietnamese


def _described(text: str) -> str:
    found = _BESIDE.fullmatch(text)
    if not found:
        return _usage(text)
    beside = "; ".join(_usage(part) for part in found[2].split("; "))
    return f"{found[1]}  [{beside}]" if found[1] else f"[{beside}]"
