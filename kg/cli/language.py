"""The language of a run: ``--language`` wherever it stands, else what the user prefers; help and refusals follow it."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.cli.groups import Grouped
from kg.cli.help import lay_out
from kg.preferences import language_in

if TYPE_CHECKING:
    from kg.wording import Language

_OPTION = "--language"
_LANGUAGES: tuple[Language, ...] = ("en", "vi")
_chosen: list[Language] = []  # of this run, once it has begun


def spoken() -> Language:
    """The language in which this run speaks."""
    return _chosen[0] if _chosen else language_in(Path.cwd())


def worded(template: str, /, **values: object) -> str:
    """A sentence in the language of this run."""
    from extract.errors import Sentence
    from kg.wording import in_language

    return in_language(Sentence(template, **values), spoken())


class Program(Grouped):
    """All commands. Each takes ``--language``, which is known before the others, so that help comes in it, too."""

    def main(self, args: Sequence[str] | None = None, *rest: Any, **extra: Any) -> Any:
        """Decides the language, then runs the command."""
        _chosen[:] = [_asked(sys.argv[1:] if args is None else args) or language_in(Path.cwd())]
        option: Any = next(param for param in self.params if param.name == "language")
        option.expose_value = False
        _offer(option, self)
        lay_out(self, spoken())
        return super().main(args, *rest, **extra)


def _asked(arguments: Sequence[str]) -> Language | None:
    """The language that the arguments name."""
    before = arguments[: arguments.index("--")] if "--" in arguments else arguments
    values = [value for option, value in pairwise(before) if option == _OPTION]
    values += [word.removeprefix(f"{_OPTION}=") for word in before if word.startswith(f"{_OPTION}=")]
    return next((language for language in _LANGUAGES if language in values), None)


def _offer(option: Any, command: Any) -> None:
    """Gives the commands below this one its option; what it says is known already."""
    for below in command.commands.values():
        below.params.append(option)
        if hasattr(below, "commands"):
            _offer(option, below)
