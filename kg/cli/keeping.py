"""Commands that keep a store: backup, restore."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kg.cli.options import DEFAULT_STORE, StoreOption
from kg.cli.output import tell


def add_to(app: typer.Typer) -> None:
    """Adds the commands to the application."""
    app.command("backup")(backup_command)
    app.command("restore")(restore_command)


def backup_command(
    output: Annotated[Path, typer.Option("-o", "--output", metavar="FILE.nq.gz", help="The file to write.")],
    store: StoreOption = DEFAULT_STORE,
) -> None:
    """Writes a store to one file, from which `cancu restore` makes it again.

    Example: cancu backup -o cancu.nq.gz
    """
    from kg.workspace.keeping import backup_store

    count = backup_store(store, output)
    tell("{path}: {count} statements.", path=output, count=count)


def restore_command(
    file: Annotated[Path, typer.Argument(metavar="FILE.nq.gz", help="What `cancu backup` wrote.", show_default=False)],
    store: StoreOption = DEFAULT_STORE,
) -> None:
    """Makes a store again out of a backup, in a folder that is not there yet.

    Example: cancu restore cancu.nq.gz --store restored.store
    """
    from kg.workspace.keeping import restore

    count = restore(file, Path(store))
    tell("{path}: {count} statements.", path=store, count=count)
