"""Help and usage, in Vietnamese, too: the commands carry English, and two tables say each sentence in Vietnamese.

``help.vi.csv`` has the help of the commands, ``usage.vi.csv`` the words of the library that reads arguments, and the
names that stand for what is typed: FILE, DAY.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kg.wording import Language

_EXAMPLES = ("Example: ", "Try: ")
_PLACE = re.compile(r"\\\{(\w+)\\\}")
_BESIDE = re.compile(r"(.*?)(?:  )?\[([^\[\]]*)\]", re.DOTALL)
"""A help text and what the library says beside it: [default: 20; required]."""

_NAME = re.compile(r"[A-Z]{3,}")
"""What stands for a value in usage: FILE, DIR|URL; values to choose from are typed as they stand."""

_BRACES = str.maketrans("", "", "{}")
_TYPE = re.compile(r" <[^>]*>$")


@cache
def _table(name: str) -> dict[str, str]:
    import csv
    from importlib.resources import files

    text = files("kg.cli").joinpath(f"{name}.vi.csv").read_text(encoding="utf-8")
    return {row["en"]: row["vi"] for row in csv.DictReader(text.splitlines())}


def lay_out(command: Any, language: Language) -> None:
    """Gives a command and those below it help in the language, in which a value has a name and no type of Python."""
    base = command.context_class
    formatter = _formatter(base.formatter_class, language)
    command.context_class = type(base.__name__, (base,), {"formatter_class": formatter})
    if language == "vi":
        command.help, command.epilog = said(command.help), said(command.epilog)
        command.options_metavar = _usage(command.options_metavar)
        if hasattr(command, "subcommand_metavar"):
            command.subcommand_metavar = _usage(command.subcommand_metavar)
        for parameter in command.params:
            parameter.help = said(parameter.help)
            parameter.metavar = parameter.metavar and _NAME.sub(lambda name: _usage(name[0]), parameter.metavar)
    for below in getattr(command, "commands", {}).values():
        lay_out(below, language)


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
def _formatter(base: type[Any], language: Language) -> type[Any]:
    """What lays out a help page, with its own words in the language; made here, for the library hides its base."""
    told, beside = (_usage, _described) if language == "vi" else (str, str)

    class LaidOut(base):  # type: ignore[misc]
        def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
            super().write_usage(prog, args.translate(_BRACES), prefix or told("Usage: {usage}").removesuffix("{usage}"))

        def write_heading(self, heading: str) -> None:
            super().write_heading(told(heading))

        def write_dl(self, rows: Sequence[tuple[str, str]], *widths: int, **more: int) -> None:
            super().write_dl([(_named(term), beside(text)) for term, text in rows], *widths, **more)

    return LaidOut


def _named(term: str) -> str:
    """What is explained; behind an argument the library puts a type."""
    return term if term.startswith("-") else _TYPE.sub("", term)


def _described(text: str) -> str:
    found = _BESIDE.fullmatch(text)
    if not found:
        return _usage(text)
    beside = "; ".join(_usage(part) for part in found[2].split("; "))
    return f"{found[1]}  [{beside}]" if found[1] else f"[{beside}]"
