"""What several commands ask for in the same words, and the workspace that they open by it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, TypedDict

import typer

from kg.cli.days import day
from kg.cli.language import spoken

if TYPE_CHECKING:
    from kg.check.settings import Settings
    from kg.workspace.workspace import Workspace

DEFAULT_STORE = "cancu.store"
DEMO_STORE = "cancu-demo.store"

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
Pages = Annotated[
    bool, typer.Option("--pages", help="Also news, answers, forms: sources that cite documents and are none.")
]
Form = Annotated[
    Literal["table", "json", "csv", "markdown", "html"],
    typer.Option("--format", help="For people (table, markdown, html), for sheets (csv), for programs (json)."),
]

Shape = Annotated[
    Literal["tree", "table", "json", "csv", "xlsx", "markdown", "html"] | None,
    typer.Option(
        "--format",
        help="For people (tree, table, markdown, html), for sheets (csv, xlsx), for programs (json); by default a tree "
        "on a terminal, and lines with tabs in a pipe.",
        show_default=False,
    ),
]
Output = Annotated[
    Path | None,
    typer.Option("-o", "--output", metavar="FILE", help="Writes to a file, in the format that it ends in."),
]
Province = Annotated[
    list[str] | None,
    typer.Option("--province", metavar="NAME", help="Only this province, with or without accents; may be given again."),
]
LevelName = Literal["central", "province", "district", "commune", "other"]


class OneLevel(StrEnum):
    """A level of government, where several may be given."""

    central = "central"
    province = "province"
    district = "district"
    commune = "commune"
    other = "other"


Levels = Annotated[
    list[OneLevel] | None,
    typer.Option("--level", metavar="|".join(OneLevel), help="Only this level of government; may be given again."),
]
Years = Annotated[
    list[int] | None,
    typer.Option("--year", metavar="YEAR", min=1900, max=2999, help="Only this year; may be given again."),
]
Types = Annotated[
    list[str] | None,
    typer.Option("--type", metavar="TYPE", help="Only this type, such as KH or ke hoach; may be given again."),
]

WorkersOption = Annotated[
    int, typer.Option("--workers", metavar="NUMBER", min=0, max=1_000, help="Processes that read; 0: one a processor.")
]
Limit = Annotated[
    int | None,
    typer.Option(
        "--limit", metavar="NUMBER", min=1, help="How many to give, with their words; 50 where people read, else all."
    ),
]
Page = Annotated[int, typer.Option("--page", metavar="NUMBER", min=1, help="Which so many.")]
SHOWN = 50
"""How many citations or steps people are shown at once."""


class Part(TypedDict):
    """How many of an answer's entries to give, and how many to pass over."""

    limit: int | None
    offset: int


@dataclass(frozen=True, slots=True)
class Portion:
    """Which store to ask, how much of the answer to give, in which form, and where to."""

    form: Shape = None
    output: Output = None
    limit: Limit = None
    page: Page = 1
    store: StoreOption = DEFAULT_STORE

    def part(self) -> Part:
        """What ``--limit`` and ``--page`` ask for; programs and files get everything unless they do."""
        for_people = self.output is None and self.form in (None, "tree", "table", "markdown", "html")
        size = self.limit or (SHOWN if for_people or self.page > 1 else None)
        return {"limit": size, "offset": (self.page - 1) * (size or 0)}


def workspace(
    store: str | None,
    *,
    register: Iterable[Path] | None = None,
    as_of: str | None = None,
    pages: bool = False,
    settings: Settings | None = None,
) -> Workspace:
    """The workspace that a command's options ask for, in the language of this run."""
    from kg.workspace.opening import open_workspace

    chosen = day(as_of) if as_of is not None else None
    return open_workspace(
        store, register=register or (), as_of=chosen, language=spoken(), pages=pages, settings=settings
    )


def at_hand(store: str | None) -> str | None:
    """The store that was named, else the one in the working directory, if it is there."""
    return store or (DEFAULT_STORE if Path(DEFAULT_STORE, "CURRENT").is_file() else None)
