"""The command line: ``cancu``. Nothing heavy is imported before a command needs it."""

from __future__ import annotations

import os
import sys
from typing import Annotated

import typer

from kg.cli import asking, judging, keeping, ranking, reading, showing


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import PackageNotFoundError, version

        try:
            typer.echo(f"cancu {version('cancu')}")
        except PackageNotFoundError:
            typer.echo("cancu (not installed)")
        raise typer.Exit


app = typer.Typer(
    name="cancu",
    help="Which document stands on whose basis, by which words, and is that basis still in force?",
    epilog="Try: cancu demo",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


@app.callback()
def options(
    version: Annotated[
        bool,
        typer.Option("--version", is_eager=True, callback=_version, help="Print the version."),
    ] = False,
) -> None:
    """Which document stands on whose basis, by which words, and is that basis still in force?"""


for commands in (reading, asking, judging, showing, ranking, keeping):
    commands.add_to(app)


def main() -> None:
    """Runs a command. Exit status: 0 fine, 1 findings, 2 could not do it; errors are one sentence on standard error."""
    try:
        app()
    except BrokenPipeError:  # the reader of our output left, as `head` does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except Exception as error:
        from extract.errors import CancuError

        if not isinstance(error, CancuError):
            raise
        typer.echo(f"cancu: {error}", err=True)
        sys.exit(2)
