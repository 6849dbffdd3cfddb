"""The help of the commands and what is said of words typed wrongly: by which names, how soon, within the terminal."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command
from typer.testing import CliRunner
from whole_program import cancu

from kg.cli import app
from kg.cli.groups import asked_for

ROOT = Path(__file__).parents[2]


def test_help_is_quick_and_imports_nothing_heavy() -> None:
    names = ("spacy", "rdflib", "pyoxigraph", "rich", "networkx", "extract")
    script = f"import sys; import kg.cli; print(len(sys.modules), [name for name in {names} if name in sys.modules])"
    imported, heavy = subprocess.run(
        [sys.executable, "-c", script], check=True, capture_output=True, text=True, cwd=ROOT
    ).stdout.split(maxsplit=1)
    assert heavy.strip() == "[]"
    assert int(imported) < 250  # 162 modules, most of them Python's own: 0.15 s on a machine with nothing else to do


def test_every_command_has_help_with_an_example() -> None:
    page = cancu("--help")[1]
    commands = re.findall(r"^  ([a-z]+)  +[A-Z]", page.partition("\nRead:\n")[2], re.MULTILINE)
    assert {"demo", "extract", "build", "lineage", "show", "query", "validate", "stats", "check"} <= set(commands)
    assert re.findall(r"^(\w+):$", page, re.MULTILINE) == ["Options", "Read", "Ask", "Check", "Draw", "Keep"]
    assert "..." not in page.partition("Read:")[2]  # each sentence is whole
    for command in commands:
        words = CliRunner().invoke(app, [command, "--help"]).stdout
        assert "Example: cancu" in words or "Commands:" in words, command


def options(commands: dict[str, Any]) -> dict[str, list[str]]:
    """The names of the options of each command, of those in groups, too."""
    found: dict[str, list[str]] = {}
    for name, command in commands.items():
        below = options(command.commands) if hasattr(command, "commands") else {}
        found |= {f"{name} {each}": names for each, names in below.items()} or {
            name: [one.name for one in command.params]
        }
    return found


@pytest.mark.parametrize("arguments", [(), ("check", "plan.docx"), ("--language", "vi", "register", "add")])
def test_only_commands_that_are_named_have_their_options_read(arguments: tuple[str, ...]) -> None:
    whole, asked = (options(get_command(program).commands) for program in (app, asked_for(app, arguments)))  # type: ignore[attr-defined]
    assert whole["check"]
    assert asked == {name: names if name.split()[-1] in arguments else [] for name, names in whole.items()}


def test_help_is_also_asked_for_as_elsewhere() -> None:
    whole = cancu("find", "--help")
    assert "Example: cancu find" in whole[1]
    assert cancu("help", "find") == cancu("find", "-h") == whole
    assert cancu("find", "-h", "--store", "s") == cancu("find", "-h", "x") == whole
    assert cancu("help") == cancu("help", "help") == cancu("--help")


def test_what_was_typed_wrongly_is_said_within_the_terminal() -> None:
    pytest.importorskip("pty", reason="this system has no terminals to make")
    from scripts.terminal import typed  # noqa: PLC0415

    screen = typed("find", "x", "--level", "xa", size=(60, 20), environment={"CANCU_LANGUAGE": "vi"})
    assert screen.widest <= 60
    assert "'xa' không phải là một trong 'central'" in " ".join(screen.text.split())
