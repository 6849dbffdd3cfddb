"""Commands that show a store to people and to other programs: draw, export."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated, Literal

import typer

from kg.cli.asking import Reference
from kg.cli.output import DEFAULT_STORE, StoreOption, clean

Form = Literal["html", "svg", "png", "mermaid"]
Export = Literal["trig", "nquads", "ttl", "jsonld", "graphml", "gexf", "csv", "cypher"]


def add_to(app: typer.Typer) -> None:
    """Adds the commands to the application."""
    app.command("draw")(draw_command)
    app.command("export")(export_command)


def draw_command(
    reference: Reference,
    *,
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar="FILE", help="FILE.html, .svg, .png or .mmd; else by --format."),
    ] = None,
    form: Annotated[
        Form | None,
        typer.Option("--format", help="A page that needs no network, a static picture, or text for a Markdown page."),
    ] = None,
    direction: Annotated[
        Literal["down", "up", "both"],
        typer.Option("--direction", help="What derives from the document, what it derives from, or both."),
    ] = "both",
    depth: Annotated[int | None, typer.Option("--depth", min=1, help="Links at most.")] = None,
    as_of: Annotated[
        datetime | None,
        typer.Option(
            "--as-of", metavar="DAY", formats=["%Y-%m-%d"], help="The day of the statuses; later documents stay out."
        ),
    ] = None,
    context: Annotated[
        bool, typer.Option("--context/--no-context", help="What else the documents of the chain cite.")
    ] = True,
    language: Annotated[Literal["vi", "en"], typer.Option("--language", help="The language of the picture.")] = "vi",
    store: StoreOption = DEFAULT_STORE,
) -> None:
    """Draws the lineage of a document: rows by level, columns by year, the quoted words behind every line.

    Example: cancu draw "33/CT-TTg" -o lineage.html

    Without -o, an SVG or Mermaid text goes to standard output, and a page into lineage.html.
    """
    from extract.errors import InputError
    from kg.answers.reference import find_document
    from kg.drawing import drawn, encoded, form_of
    from kg.drawing.gathering import picture_of
    from kg.storage.opening import open_store

    form = form or form_of(output or "")
    if form == "png" and output is None:
        raise InputError("A PNG goes into a file; say where with -o lineage.png.")
    with open_store(store) as opened:
        root = find_document(opened, reference)
        picture = picture_of(
            opened,
            root.id,
            directions=("down", "up") if direction == "both" else (direction,),
            depth=depth,
            as_of=as_of.date().isoformat() if as_of else None,
            context=context,
            language=language,
        )
    title = f"{'Phả hệ văn bản' if language == 'vi' else 'Lineage'}: {root.label}"
    if output is None and form in ("svg", "mermaid"):
        typer.echo(drawn(picture, form, title=title, language=language), nl=False)
        return
    path = output or Path("lineage.html")
    data = encoded(picture, form, title=title, language=language)
    try:
        path.write_bytes(data)
    except OSError as error:
        raise InputError(f"{path} cannot be written ({error.strerror}); give another place with -o.") from error
    left = f"; {picture.left_out} more did not fit" if picture.left_out else ""
    typer.echo(f"{clean(str(path))}: {len(picture.nodes)} documents, {len(picture.edges)} links{left}")


def export_command(
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="FILE", help="Where to; else to standard output.")
    ] = None,
    form: Annotated[
        Export | None, typer.Option("--format", help="RDF, or the network of citations; else by FILE's ending.")
    ] = None,
    store: StoreOption = DEFAULT_STORE,
) -> None:
    """Writes the whole graph for other programs: RDF stores, Gephi, spreadsheets, Neo4j.

    Example: cancu export -o graph.gexf

    The csv format writes two files: FILE.nodes.csv and FILE.edges.csv.
    """
    import sys

    from extract.errors import InputError
    from kg.drawing.exporting import FORMATS, export, write
    from kg.storage.opening import open_store

    form = form or FORMATS.get(output.suffix if output else "")
    if form is None:
        raise InputError("The format is not clear; name it with --format, or give a file such as -o graph.gexf.")
    if output is None and form == "csv":
        raise InputError("The csv format writes two files; say where with -o graph.csv.")
    with open_store(store) as opened:
        if output is None:
            write(opened, form, sys.stdout.buffer)
        else:
            export(opened, form, output)
