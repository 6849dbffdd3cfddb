"""The commands in their groups: what they are called in, and how the help lists them, each with one whole sentence."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from copy import copy
from typing import Any

import typer
from typer.core import TyperGroup

from kg.cli.plain import taken_plainly

READ, ASK, CHECK, DRAW, KEEP, OTHERS = "Read", "Ask", "Check", "Draw", "Keep", "Commands"

_GROUPS = (READ, ASK, CHECK, DRAW, KEEP, OTHERS)
"""As the help lists them; others are those of a group of its own, such as `cancu register`."""

_WHOLE = 1_000
"""Signs that a first sentence never has."""


class Grouped(TyperGroup):
    """Commands of which the help says the group, and the first sentence of each, whole."""

    def get_params(self, ctx: Any) -> list[Any]:
        """The options of all commands."""
        return taken_plainly(super().get_params(ctx))

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """The command of that name, None where there is none."""
        command = super().get_command(ctx, cmd_name)
        if command is not None:
            taken_plainly(command.get_params(ctx))
        return command

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """Lists the commands, each group under its name."""
        groups: dict[str, list[tuple[str, str]]] = {}
        for name in self.list_commands(ctx):
            command: Any = self.get_command(ctx, name)
            if command is not None and not command.hidden:
                row = name, command.get_short_help_str(_WHOLE)
                groups.setdefault(getattr(command, "rich_help_panel", None) or OTHERS, []).append(row)
        width = max((len(name) for rows in groups.values() for name, _ in rows), default=0)
        for group in sorted(groups, key=_GROUPS.index):
            with formatter.section(group):
                formatter.write_dl([(name.ljust(width), said) for name, said in groups[group]])


def asked_for(app: typer.Typer, arguments: Sequence[str]) -> typer.Typer:
    """The program for these arguments: commands that they do not name have a name and a help, and no options.

    To read the options of all costs a start more than all else that is done for its help.
    """
    if any(name.endswith("_COMPLETE") for name in os.environ):  # the shell asks what may follow
        return app
    named = copy(app)
    named.registered_commands = [copy(command) for command in app.registered_commands]
    for command in named.registered_commands:
        if command.callback is not None and not {command.name, _typed(command.callback)} & set(arguments):
            command.callback = _bare(command.callback)
    named.registered_groups = [copy(group) for group in app.registered_groups]
    for group in named.registered_groups:
        if group.typer_instance is not None:
            group.typer_instance = asked_for(group.typer_instance, arguments)
    return named


def _typed(command: Callable[..., Any]) -> str:
    return command.__name__.replace("_", "-")


def _bare(command: Callable[..., Any]) -> Callable[[], None]:
    def bare() -> None:
        pass

    bare.__name__, bare.__doc__ = command.__name__, command.__doc__
    return bare
