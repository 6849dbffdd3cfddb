"""Commands that find documents: find, list."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.groups import ASK
from kg.cli.options import Levels, Portion, Province, Reference, Tables, Types, Years, workspace
from kg.cli.output import give
from kg.cli.spread import spread

if TYPE_CHECKING:
    from kg.workspace.finding import Narrow


@dataclass(frozen=True, slots=True)
class Narrowed:
    """To which documents an answer is limited."""

    types: Types = None
    level: Levels = None
    province: Province = None
    year: Years = None

    def narrow(self, *, held: bool) -> "Narrow":
        """The same as a workspace takes it."""
        return {
            "types": self.types or (),
            "levels": self.level or (),
            "provinces": self.province or (),
            "years": self.year or (),
            "held": held,
        }


def add_to(app: typer.Typer) -> None:
    """Adds the commands to the application."""
    app.command("find", rich_help_panel=ASK)(find_command)
    app.command("list", rich_help_panel=ASK)(list_command)


@spread
def find_command(
    reference: Reference,
    *,
    limited: Narrowed,
    held: Annotated[bool, typer.Option("--held", help="Only documents whose text the store was built from.")] = False,
    portion: Portion,
    register: Tables = None,
) -> None:
    """Finds documents by number, issuer, title or place.

    Example: cancu find "ct 33"

    Example: cancu find "dân vận" --province "lang son" --type KH --year 2026

    With or without accents, the most cited first. Accents that are typed are meant: what has them comes before.
    """
    with workspace(portion.store, register=register) as work:
        found = work.find(reference, **limited.narrow(held=held), **portion.part())
        give(found, portion.form, work.language, portion.output)


@spread
def list_command(
    *,
    limited: Narrowed,
    every: Annotated[bool, typer.Option("--all", help="Also documents that are only cited.")] = False,
    portion: Portion,
) -> None:
    """Lists the documents of a store, the most cited first.

    Example: cancu list --province "lang son" --year 2026

    Example: cancu list --all --output documents.xlsx
    """
    with workspace(portion.store) as work:
        found = work.listing(**limited.narrow(held=not every), **portion.part())
        give(found, portion.form, work.language, portion.output)
