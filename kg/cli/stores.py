"""Commands that keep a store: backup, restore, forget."""

from pathlib import Path
from typing import Annotated

import typer

from kg.cli.groups import KEEP
from kg.cli.options import DEFAULT_STORE, StoreOption
from kg.cli.output import echo, tell


def add_to(app: typer.Typer) -> None:
    """Adds the commands to the application."""
    app.command("backup", rich_help_panel=KEEP)(backup_command)
    app.command("restore", rich_help_panel=KEEP)(restore_command)
    app.command("forget", rich_help_panel=KEEP)(forget_command)


def backup_command(
    output: Annotated[Path, typer.Option("-o", "--output", metavar="FILE.nq.gz", help="The file to write.")],
    store: StoreOption = DEFAULT_STORE,
) -> None:
    """Writes a store to one file.

    Example: cancu backup -o cancu.nq.gz
    """
    from kg.workspace.stores import backup_store

    count = backup_store(store, output)
    tell("{path}: {count} statements.", path=output, count=count)


def restore_command(
    file: Annotated[Path, typer.Argument(metavar="FILE.nq.gz", help="What `cancu backup` wrote.", show_default=False)],
    store: StoreOption = DEFAULT_STORE,
) -> None:
    """Makes a store again out of a backup.

    Example: cancu restore cancu.nq.gz --store restored.store

    In a folder that is not there yet.
    """
    from kg.workspace.stores import restore

    count = restore(file, Path(store))
    tell("{path}: {count} statements.", path=store, count=count)


def forget_command(
    which: Annotated[
        str | None,
        typer.Argument(metavar="NAME|SHA256", help="A source as answers name it.", show_default=False),
    ] = None,
    *,
    undo: Annotated[bool, typer.Option("--undo", help="Let the next build read it again.")] = False,
    listed: Annotated[bool, typer.Option("--list", help="Print what was taken out, with its hash.")] = False,
    store: StoreOption = DEFAULT_STORE,
) -> None:
    """Takes a source out of a store, for good.

    Example: cancu forget "plans/2024/mat.docx"

    Its text and all that was found in it. Neither a copy of it comes in, nor what its file is changed to, until
    --undo. `cancu query sources` prints the names of all sources. The folder's files may hold traces of what was
    deleted until the store is made anew, by `cancu backup` and `cancu restore`.
    """
    from extract.errors import UsageError
    from kg.workspace.stores import forget_source, forgotten_sources, remember_source

    if (which is None) != listed:
        raise UsageError("Give one source to take out or to bring back, or --list.")
    if which is None:
        for one in forgotten_sources(store):
            echo(f"{one.digest}  {', '.join(one.names)}")
        return
    if undo:
        done = remember_source(store, which)
        tell("{names}: the next build of where it lies reads it again.", names=", ".join(done.names))
    else:
        done = forget_source(store, which)
        tell("{names}: taken out, and stays out ({sha256}).", names=", ".join(done.names), sha256=done.digest)
