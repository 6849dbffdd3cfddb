"""Commands that ask: lineage, show, status, outdated, top, stats, query, validate."""

from enum import StrEnum
from typing import Annotated, Literal

import typer

from kg.answers.measures import Measure
from kg.cli.days import iso
from kg.cli.groups import ASK, KEEP
from kg.cli.options import (
    DEFAULT_STORE,
    AsOf,
    AtHand,
    Form,
    LevelName,
    Levels,
    Output,
    Pages,
    Portion,
    Province,
    Reference,
    Shape,
    StoreOption,
    Tables,
    Years,
    at_hand,
    workspace,
)
from kg.cli.output import give
from kg.cli.spread import spread

By = Literal["citation", "plan", "province", "year", "document"]


class Ending(StrEnum):
    """How a document ended."""

    superseded = "superseded"
    repealed = "repealed"
    lapsed = "lapsed"


class EndRule(StrEnum):
    """The rules of ``check`` that find what had ended."""

    S101 = "S101"
    S102 = "S102"
    S103 = "S103"
    S107 = "S107"
    S111 = "S111"


def add_to(app: typer.Typer) -> None:
    """Adds the commands to the application."""
    app.command("lineage", rich_help_panel=ASK)(lineage_command)
    app.command("show", rich_help_panel=ASK)(show_command)
    app.command("status", rich_help_panel=ASK)(status_command)
    app.command("outdated", rich_help_panel=ASK)(outdated_command)
    app.command("top", rich_help_panel=ASK)(top_command)
    app.command("stats", rich_help_panel=ASK)(stats_command)
    app.command("query", rich_help_panel=ASK)(query_command)
    app.command("validate", rich_help_panel=KEEP)(validate_command)


@spread
def lineage_command(
    reference: Reference,
    *,
    up: Annotated[bool, typer.Option("--up/--down", help="What it derives from, or what derives from it.")] = False,
    depth: Annotated[int | None, typer.Option("--depth", metavar="NUMBER", min=1, help="Links at most.")] = None,
    level: Annotated[LevelName | None, typer.Option("--level", help="Only documents of this level.")] = None,
    as_of: Annotated[str | None, typer.Option("--as-of", metavar="DAY", help="Without what is dated later.")] = None,
    pages: Pages = False,
    portion: Portion,
) -> None:
    """Shows what derives from a document, or what it derives from.

    Example: cancu lineage "33/CT-TTg" --level commune

    Through which documents, and with --format table by which words. A document derives from another if it is based on
    it or carries it out; a mere mention does not count.
    """
    with workspace(portion.store, as_of=as_of, pages=pages) as work:
        found = work.lineage(reference, "up" if up else "down", depth=depth, level=level, **portion.part())
        give(found, portion.form, work.language, portion.output)


@spread
def show_command(
    reference: Reference,
    *,
    as_of: AsOf = None,
    portion: Portion,
    register: Tables = None,
) -> None:
    """Shows one document: in force or not, its bases, who cites it.

    Example: cancu show "luat dan chu co so"

    A mark stands before each document that it cites: ✗ had ended when it was signed, ! ended since, ? is not known.
    What each source says of it: --format table.
    """
    with workspace(portion.store, register=register, as_of=as_of) as work:
        found = work.card(reference, **portion.part())
        give(found, portion.form, work.language, portion.output)


def status_command(
    reference: Reference,
    *,
    as_of: AsOf = None,
    store: AtHand = None,
    form: Form = "table",
    register: Tables = None,
) -> None:
    """Says whether a document is in force on a day, and why.

    Example: cancu status "luat to cao" --as-of 2020-01-01
    """
    with workspace(at_hand(store), register=register, as_of=as_of) as work:
        give(work.status(reference), form, work.language)


def outdated_command(
    *,
    store: StoreOption = DEFAULT_STORE,
    as_of: AsOf = None,
    also_ended_since: Annotated[
        bool, typer.Option("--also-ended-since", help="Also what ended after the signing.")
    ] = False,
    year: Years = None,
    province: Province = None,
    level: Levels = None,
    status: Annotated[
        list[Ending] | None,
        typer.Option("--status", metavar="|".join(Ending), help="Only what ended in this way; may be given again."),
    ] = None,
    rule: Annotated[
        list[EndRule] | None,
        typer.Option(
            "--rule",
            metavar="|".join(EndRule),
            case_sensitive=False,
            help="Only what this rule of check finds; may be given again.",
        ),
    ] = None,
    document: Annotated[
        str | None, typer.Option("--document", metavar="REF", help="Only citations of this document.")
    ] = None,
    by: Annotated[By, typer.Option("--by", help="What a line is about.")] = "citation",
    if_superseded: Annotated[
        str | None,
        typer.Option("--if-superseded", metavar="REF", help="Who relies on this document, whatever its status."),
    ] = None,
    pages: Pages = False,
    form: Shape = None,
    output: Output = None,
    register: Tables = None,
) -> None:
    """Lists documents that rely on what had ended when they were signed.

    Example: cancu outdated --year 2024 --province "lang son" --status superseded

    Example: cancu outdated --also-ended-since --output outdated.xlsx

    Example: cancu outdated --if-superseded "23-QĐ/TW" --by province

    And what stands in its place. A plan whose own year is over is no finding, and what tells of the past relies on
    nothing.
    """
    with workspace(store, register=register, as_of=as_of, pages=pages) as work:
        found = work.outdated(
            by=by,
            also_ended_since=also_ended_since,
            years=year or (),
            provinces=province or (),
            levels=level or (),
            statuses=status or (),
            rules=rule or (),
            document=document,
            if_superseded=if_superseded,
        )
        give(found, form, work.language, output)


def top_command(
    by: Annotated[
        Measure,
        typer.Option("--by", help="Documents citing it; PageRank; cited by good hubs; citing good authorities (HITS)."),
    ] = "cited",
    *,
    deriving: Annotated[
        bool, typer.Option("--deriving/--all", help="Only bases and implementations, or every citation.")
    ] = True,
    count: Annotated[int, typer.Option("-n", "--count", metavar="NUMBER", min=1, help="How many documents.")] = 20,
    pages: Pages = False,
    form: Form = "table",
    store: StoreOption = DEFAULT_STORE,
) -> None:
    """Lists the documents that most others stand on.

    Example: cancu top --by pagerank -n 10
    """
    with workspace(store, pages=pages) as work:
        give(work.top(by, deriving=deriving, count=count), form, work.language)


def stats_command(
    *,
    at_large: Annotated[
        bool,
        typer.Option("--network", help="Also parts, communities, circles, the longest chain, bridges of provinces."),
    ] = False,
    pages: Pages = False,
    form: Form = "table",
    store: StoreOption = DEFAULT_STORE,
) -> None:
    """Counts what the store holds, and what is open in it.

    Example: cancu stats --format json

    Example: cancu stats --network
    """
    with workspace(store, pages=pages) as work:
        give(work.stats(at_large=at_large), form, work.language)


def query_command(
    name: Annotated[
        str | None,
        typer.Argument(
            metavar="NAME|FILE.rq", help="A named query or a file; none lists the names.", show_default=False
        ),
    ] = None,
    *,
    text: Annotated[str | None, typer.Option("--text", metavar="SPARQL", help="The query itself.")] = None,
    ref: Annotated[
        str | None, typer.Option("--ref", metavar="REF", help="The document that a named query asks for.")
    ] = None,
    day: Annotated[
        str | None, typer.Option("--day", metavar="DAY", help="The day that a named query asks for.")
    ] = None,
    seconds: Annotated[
        float, typer.Option("--seconds", metavar="NUMBER", min=0.1, max=86_400, help="How long it may take.")
    ] = 30.0,
    rows: Annotated[int, typer.Option("--rows", metavar="NUMBER", min=1, help="How many rows it may give.")] = 10_000,
    form: Form = "table",
    store: StoreOption = DEFAULT_STORE,
) -> None:
    """Asks the store in SPARQL.

    Example: cancu query most-cited-bases

    Example: cancu query --text "SELECT ?d WHERE { ?d a cancu:Document } LIMIT 5"

    By the name of a query, a file or its text; reading only, without network, bounded in time and rows.
    """
    from kg.storage.querying import find_query, is_query, parse_query

    if name is None and text is None:
        with workspace(None) as work:
            give(work.queries(), form, work.language)
        return
    if name is not None and text is None and is_query(name):
        text = name
    query = parse_query(text) if text is not None else find_query(str(name))
    with workspace(store) as work:
        give(work.query(query, ref=ref, day=iso(day) if day else None, seconds=seconds, rows=rows), form, work.language)


def validate_command(
    *,
    form: Form = "table",
    store: StoreOption = DEFAULT_STORE,
) -> None:
    """Checks that the graph of a store is sound.

    Example: cancu validate

    Exit status: 0 no errors, 1 errors.
    """
    with workspace(store) as work:
        found = work.validate()
        give(found, form, work.language)
    raise typer.Exit(0 if found.sound else 1)
