"""What was typed is taken as typer takes it, and typer's own reader is asked only where it may be wrong."""

import subprocess
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, Literal

import pytest
import typer
from typer.main import get_command

from kg.cli.plain import taken_plainly

PLAN = Path(__file__).parents[2] / "data/plans/lang-son-2026.txt"


class Level(StrEnum):
    """Choices that typer reads itself."""

    commune = "commune"


KINDS: list[Any] = [
    Annotated[str, typer.Option("--value")],
    Annotated[bool, typer.Option("--value")],
    Annotated[Path, typer.Option("--value")],
    Annotated[list[Path], typer.Option("--value")],
    Annotated[list[str], typer.Option("--value")],
    Annotated[list[int], typer.Option("--value", min=1900, max=2999)],
    Annotated[int, typer.Option("--value", min=0, max=9)],
    Annotated[Literal["json", "csv"], typer.Option("--value")],
    Annotated[list[Level], typer.Option("--value")],
]
TYPED = [
    "",
    "json",
    "JSON",
    "5",
    " 5",
    "05",
    "-1",
    "10",
    "2025",
    "٥",
    "1_0",
    "commune",
    "no.txt",
    "a\0b",
    "9" * 30,
    "a" * 5_000,
    str(PLAN),
]


@pytest.mark.parametrize("kind", KINDS)
def test_a_value_is_what_typer_takes_it_for(kind: object) -> None:
    def said(plainly: bool) -> list[object]:
        app = typer.Typer()
        taken: list[object] = []

        @app.command()
        def command(value: kind = None) -> None:  # type: ignore[valid-type]
            taken.append(value)

        command_ = get_command(app)
        params: Any = command_.params
        if plainly:
            taken_plainly(params)
        for typed in TYPED:
            arguments = ["--value"] if bool in getattr(kind, "__args__", ()) else ["--value", typed]
            try:
                command_.main(arguments, standalone_mode=False)
            except Exception as error:  # noqa: BLE001 - of the library, whose words are compared
                taken.append(str(error))
        command_.main([], standalone_mode=False)
        return taken

    assert said(plainly=True) == said(plainly=False)


@pytest.mark.parametrize("arguments", [["check", str(PLAN)], ["--help"], ["check", "--help"]])
def test_what_is_right_costs_no_library_that_says_what_is_wrong(arguments: list[str]) -> None:
    code = (
        "import atexit, sys; sys.argv[0] = 'cancu'; atexit.register(lambda: print('pydantic' in sys.modules, "
        "file=sys.stderr)); from kg.cli import main; main()"
    )
    done = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=False)
    assert done.stderr.splitlines()[-1] == "False"
