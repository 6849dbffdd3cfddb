"""Commands that show a store to people and to other programs: draw, export."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from kg.cli.groups import DRAW
from kg.cli.options import DEFAULT_STORE, Before, Pages, Reference, StoreOption, Tables, workspace
from kg.cli.output import echo, print_json, tell, warn

Form = Literal["html", "svg", "png", "mermaid", "json"]
Export = Literal["trig", "nquads", "ttl", "jsonld", "graphml", "gexf", "csv", "cypher"]


def add_to(app: typer.Typer) -> None:
    """Adds the commands to the application."""
    app.command("draw", rich_help_panel=DRAW)(draw_command)
    app.command("export", rich_help_panel=DRAW)(export_command)


def draw_command(
    reference: Reference,
    *,
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar="FILE", help="FILE.html, .svg, .png or .mmd; else by --format."),
    ] = None,
    form: Annotated[
        Form | None,
        typer.Option("--format", help="A page without network, a static picture, Markdown, or its data."),
    ] = None,
    direction: Annotated[
        Literal["down", "up", "both"],
        typer.Option("--direction", help="What derives from the document, what it derives from, or both."),
    ] = "both",
    depth: Annotated[int | None, typer.Option("--depth", metavar="NUMBER", min=1, help="Links at most.")] = None,
    as_of: Before = None,
    context: Annotated[
        bool | None,
        typer.Option(
            "--context/--no-context",
            help="What else the chain cites: on show at first, or left out; else a page shows it when asked.",
        ),
    ] = None,
    pages: Pages = False,
    register: Tables = None,
    store: StoreOption = DEFAULT_STORE,
) -> None:
    """Draws the lineage of a document.

    Example: cancu draw "33/CT-TTg" -o lineage.html

    Rows by level, columns by year, in red what relies on the ended, the quoted words behind every line. Without -o, an
    SVG or Mermaid text goes to standard output, and a page into lineage.html.
    """
    from extract.errors import UsageError
    from kg.drawing import drawn, encoded, form_of
    from kg.render.terminal import warnings_of
    from kg.writing import write_whole

    form = form or form_of(output or "")
    if form == "png" and output is None:
        raise UsageError("A PNG goes into a file; say where with -o lineage.png.")
    with workspace(store, register=register, as_of=as_of, pages=pages) as work:
        tongue = work.language
        picture = work.picture(
            reference,
            ("down", "up") if direction == "both" else (direction,),
            depth=depth,
            context=context is not False,
        )
    for sentence in warnings_of(picture.blocks(tongue)):
        warn(sentence)
    if form == "json":
        print_json(picture.to_dict())
        return
    if output is None and form in ("svg", "mermaid"):
        echo(drawn(picture, form, language=tongue, context=bool(context)), nl=False)
        return
    path = output or Path("lineage.html")
    write_whole(path, encoded(picture, form, language=tongue, context=bool(context)))
    counts = {"path": path, "documents": len(picture.nodes), "links": len(picture.edges)}
    if picture.left_out:
        tell("{path}: {documents} documents, {links} links; {left} more did not fit", left=picture.left_out, **counts)
    else:
        tell("{path}: {documents} documents, {links} links", **counts)


def export_command(
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="FILE", help="Where to; else to standard output.")
    ] = None,
    form: Annotated[
        Export | None, typer.Option("--format", help="RDF, or the network of citations; else by FILE's ending.")
    ] = None,
    store: StoreOption = DEFAULT_STORE,
) -> None:
    """Writes the whole graph for other programs.

    Example: cancu export -o graph.gexf

    For RDF stores, Gephi, spreadsheets, Neo4j. The csv format writes two files: FILE.nodes.csv and FILE.edges.csv.
    """
    import sys

    from extract.errors import UsageError
    from kg.drawing.exporting import FORMATS

    form = form or FORMATS.get(output.suffix if output else "")
    if form is None:
        raise UsageError("The format is not clear; name it with --format, or give a file such as -o graph.gexf.")
    if output is None and form == "csv":
        raise UsageError("The csv format writes two files; say where with -o graph.csv.")
    with workspace(store) as work:
        work.export(form, sys.stdout.buffer if output is None else output)
    if output is not None:
        tell("The graph was written into {path}.", path=output)
