"""Help in Vietnamese: the commands carry English, and ``help.vi.csv`` says each of its sentences in Vietnamese."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files

import click

_EXAMPLE = "Example: "


@cache
def _vietnamese() -> dict[str, str]:
    text = files("kg.cli").joinpath("help.vi.csv").read_text(encoding="utf-8")
    return {row["en"]: row["vi"] for row in csv.DictReader(text.splitlines())}


def in_vietnamese(command: click.Command) -> None:
    """Puts the help of a command, of its options and of the commands below it into Vietnamese."""
    command.help = said(command.help)
    command.epilog = said(command.epilog)
    for parameter in command.params:
        if isinstance(parameter, (click.Option, click.Argument)) and hasattr(parameter, "help"):
            parameter.help = said(parameter.help)
    for below in command.commands.values() if isinstance(command, click.Group) else ():
        in_vietnamese(below)


def said(text: str | None) -> str | None:
    """A help text in Vietnamese, paragraph by paragraph; an example stays what is typed. Raises KeyError."""
    return None if text is None else "\n\n".join(map(_paragraph, text.split("\n\n")))


def _paragraph(text: str) -> str:
    if text.startswith((_EXAMPLE, "Try: ")):
        return "Ví dụ: " + text.partition(": ")[2]
    return _vietnamese()[" ".join(text.split())]
