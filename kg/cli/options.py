"""What several commands ask for in the same words, and the workspace that they open by it."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from kg.cli.days import day

if TYPE_CHECKING:
    from kg.check.settings import Settings
    from kg.workspace.workspace import Workspace

DEFAULT_STORE = "cancu.store"

StoreOption = Annotated[
    str, typer.Option("--store", metavar="DIR|URL", envvar="CANCU_STORE", help="The store to ask or to build.")
]
Beside = Annotated[
    str | None, typer.Option("--store", metavar="DIR|URL", help="A store whose documents count as well.")
]
AtHand = Annotated[
    str | None,
    typer.Option(
        "--store",
        metavar="DIR|URL",
        envvar="CANCU_STORE",
        help="The store whose documents count as well; ./cancu.store where it is there.",
    ),
]
Reference = Annotated[
    str,
    typer.Argument(
        metavar="REF", help="A document in any way of writing, with or without accents.", show_default=False
    ),
]
AsOf = Annotated[
    str | None,
    typer.Option(
        "--as-of", metavar="DAY", help="The day to judge for, such as 2026-05-25 or 25/5/2026; today by default."
    ),
]
Before = Annotated[
    str | None,
    typer.Option("--as-of", metavar="DAY", help="The day to judge for; what is dated later stays out."),
]
Tables = Annotated[
    list[Path] | None, typer.Option("--register", metavar="CSV", help="A further table of facts; may be given again.")
]
Tongue = Literal["en", "vi"]
Language = Annotated[Tongue | None, typer.Option("--language", help="The language of the answer and of its words.")]
Form = Annotated[
    Literal["table", "json", "csv", "markdown", "html"],
    typer.Option("--format", help="For people (table, markdown, html), for sheets (csv), for programs (json)."),
]


def workspace(
    store: str | None,
    *,
    register: Iterable[Path] | None = None,
    as_of: str | None = None,
    language: Tongue | None = None,
    settings: Settings | None = None,
) -> Workspace:
    """The workspace that a command's options ask for."""
    from kg.workspace.opening import open_workspace

    chosen = day(as_of) if as_of is not None else None
    return open_workspace(store, register=register or (), as_of=chosen, language=language, settings=settings)


def at_hand(store: str | None) -> str | None:
    """The store that was named, else the one in the working directory, if it is there."""
    return store or (DEFAULT_STORE if Path(DEFAULT_STORE, "CURRENT").is_file() else None)


def speaks(language: Tongue) -> None:
    """Makes a language that of this command and of all that it starts."""
    os.environ["CANCU_LANGUAGE"] = language
