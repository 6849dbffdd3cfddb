"""The command that ranks documents: top."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from kg.cli.output import DEFAULT_STORE, StoreOption, print_csv, print_json, print_table

Measure = Literal["cited", "pagerank", "authority", "hub"]
Form = Literal["table", "json", "csv"]


def add_to(app: typer.Typer) -> None:
    """Adds the command to the application."""
    app.command("top")(top_command)


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
    form: Annotated[Form, typer.Option("--format", help="How it is given.")] = "table",
    store: StoreOption = DEFAULT_STORE,
) -> None:
    """Lists the documents that the others stand on, the most important first.

    Example: cancu top --by pagerank -n 10
    """
    from kg.answers.network import network, ranked
    from kg.storage.opening import open_store

    with open_store(store) as opened:
        graph = network(opened, words=False)
    found = ranked(graph, by, deriving=deriving)[:count]
    header = (by, "document", "level", "date", "id")
    rows = [
        (value if by == "cited" else round(value, 6), said.get("label"), said.get("level"), said.get("date"), iri)
        for iri, value in found
        for said in [graph.nodes[iri]]
    ]
    if form == "json":
        print_json([dict(zip(header, row, strict=True)) for row in rows])
    elif form == "csv":
        print_csv(header, rows)
    else:
        print_table(header, rows)
