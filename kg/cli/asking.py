"""Commands that ask: find, lineage, show, status, outdated, top, stats, query, validate."""

from typing import Annotated, Literal

import typer

from kg.cli.options import (
    DEFAULT_STORE,
    AsOf,
    AtHand,
    Form,
    Limit,
    Page,
    Reference,
    StoreOption,
    Tables,
    at_hand,
    paged,
    workspace,
)
from kg.cli.output import give

LevelName = Literal["central", "province", "district", "commune", "other"]
Measure = Literal["cited", "pagerank", "authority", "hub"]
By = Literal["citation", "plan", "province", "year", "document"]


def add_to(app: typer.Typer) -> None:
    """Adds the commands to the application."""
    app.command("find")(find_command)
    app.command("lineage")(lineage_command)
    app.command("show")(show_command)
    app.command("status")(status_command)
    app.command("outdated")(outdated_command)
    app.command("top")(top_command)
    app.command("stats")(stats_command)
    app.command("query")(query_command)
    app.command("validate")(validate_command)


def find_command(
    reference: Reference,
    *,
    form: Form = "table",
    store: StoreOption = DEFAULT_STORE,
    register: Tables = None,
) -> None:
    """Lists every document that a reference may mean, in the store and in the register.

    Example: cancu find "ct 33"
    """
    with workspace(store, register=register) as work:
        give(work.find(reference), form, work.language)


def lineage_command(
    reference: Reference,
    *,
    up: Annotated[bool, typer.Option("--up/--down", help="What it derives from, or what derives from it.")] = False,
    depth: Annotated[int | None, typer.Option("--depth", min=1, help="Links at most.")] = None,
    level: Annotated[LevelName | None, typer.Option("--level", help="Only documents of this level.")] = None,
    as_of: Annotated[str | None, typer.Option("--as-of", metavar="DAY", help="Without what is dated later.")] = None,
    form: Annotated[
        Literal["table", "tree", "json", "csv", "markdown", "html"], typer.Option("--format", help="How it is given.")
    ] = "table",
    limit: Limit = None,
    page: Page = 1,
    store: StoreOption = DEFAULT_STORE,
) -> None:
    """Lists what derives from a document, through which documents, and with what words.

    Example: cancu lineage "33/CT-TTg" --level commune

    A document derives from another if it is based on it or carries it out; a mere mention does not count.
    """
    with workspace(store, as_of=as_of) as work:
        found = work.lineage(reference, "up" if up else "down", depth=depth, level=level, **paged(limit, page, form))
        give(found, form, work.language)


def show_command(
    reference: Reference,
    *,
    form: Form = "table",
    limit: Limit = None,
    page: Page = 1,
    store: StoreOption = DEFAULT_STORE,
) -> None:
    """Prints a document's card: what each source says of it, where they differ, whom it cites and who cites it.

    Example: cancu show "luat dan chu co so"
    """
    with workspace(store) as work:
        give(work.card(reference, **paged(limit, page, form)), form, work.language)


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
    by: Annotated[By, typer.Option("--by", help="What a line is about.")] = "citation",
    if_superseded: Annotated[
        str | None,
        typer.Option("--if-superseded", metavar="REF", help="Who relies on this document, whatever its status."),
    ] = None,
    form: Form = "table",
    register: Tables = None,
) -> None:
    """Lists the plans of a store that rely on what has ended, with what stands in its place.

    Example: cancu outdated --by province --as-of 2026-06-01

    Example: cancu outdated --if-superseded "23-QĐ/TW" --format csv > look.csv
    """
    with workspace(store, register=register, as_of=as_of) as work:
        give(work.outdated(by=by, if_superseded=if_superseded), form, work.language)


def top_command(
    by: Annotated[
        Measure,
        typer.Option("--by", help="Documents citing it; PageRank; cited by good hubs; citing good authorities (HITS)."),
    ] = "cited",
    *,
    deriving: Annotated[
        bool, typer.Option("--deriving/--all", help="Only bases and implementations, or every citation.")
    ] = True,
    count: Annotated[int, typer.Option("-n", "--count", min=1, help="How many documents.")] = 20,
    form: Form = "table",
    store: StoreOption = DEFAULT_STORE,
) -> None:
    """Lists the documents that the others stand on, the most important first.

    Example: cancu top --by pagerank -n 10
    """
    with workspace(store) as work:
        give(work.top(by, deriving=deriving, count=count), form, work.language)


def stats_command(
    *,
    at_large: Annotated[
        bool,
        typer.Option("--network", help="Also parts, communities, circles, the longest chain, bridges of provinces."),
    ] = False,
    form: Form = "table",
    store: StoreOption = DEFAULT_STORE,
) -> None:
    """Counts what the store holds: files, documents, citations, and what is open or in conflict.

    Example: cancu stats --format json

    Example: cancu stats --network
    """
    with workspace(store) as work:
        give(work.stats(at_large=at_large), form, work.language)


def query_command(
    name: Annotated[
        str | None,
        typer.Argument(
            metavar="[NAME|FILE.rq]", help="A named query or a file; none lists the names.", show_default=False
        ),
    ] = None,
    *,
    text: Annotated[str | None, typer.Option("--text", metavar="SPARQL", help="The query itself.")] = None,
    ref: Annotated[str | None, typer.Option("--ref", help="The document that a named query asks for.")] = None,
    day: Annotated[str | None, typer.Option("--day", help="The day that a named query asks for.")] = None,
    seconds: Annotated[float, typer.Option("--seconds", min=0.1, max=86_400, help="How long it may take.")] = 30.0,
    rows: Annotated[int, typer.Option("--rows", min=1, help="How many rows it may give.")] = 10_000,
    form: Form = "table",
    store: StoreOption = DEFAULT_STORE,
) -> None:
    """Asks the store in SPARQL, by name, file or text; reading only, without network, bounded in time and rows.

    Example: cancu query most-cited-bases

    Example: cancu query --text "SELECT ?d WHERE { ?d a cancu:Document } LIMIT 5"
    """
    from kg.storage.querying import find_query, parse_query

    if name is None and text is None:
        with workspace(None) as work:
            give(work.queries(), form, work.language)
        return
    query = parse_query(text) if text is not None else find_query(str(name))
    with workspace(store) as work:
        give(work.query(query, ref=ref, day=day, seconds=seconds, rows=rows), form, work.language)


def validate_command(
    *,
    form: Form = "table",
    store: StoreOption = DEFAULT_STORE,
) -> None:
    """Checks that the graph is sound, by the SHACL shapes of the ontology.

    Example: cancu validate

    Exit status: 0 no errors, 1 errors.
    """
    with workspace(store) as work:
        found = work.validate()
        give(found, form, work.language)
    raise typer.Exit(0 if found.sound else 1)
