"""Commands that read: extract, evaluate, build, demo."""

from __future__ import annotations

import os
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from kg.cli.output import DEFAULT_STORE, Progress, StoreOption, print_json, print_table, warn, warn_all

if TYPE_CHECKING:
    from extract import Extraction
    from extract.reading import Places

Paths = Annotated[
    list[Path], typer.Argument(help="Files, folders or archives; - is standard input.", show_default=False)
]
Workers = Annotated[int, typer.Option("--workers", min=0, help="Processes that read; 0: one a processor.")]


def add_to(app: typer.Typer) -> None:
    """Adds the commands to the application."""
    app.command("demo")(demo_command)
    app.command("extract")(extract_command)
    app.command("build")(build_command)
    app.command("evaluate")(evaluate_command)


def extract_command(
    paths: Paths,
    form: Annotated[
        Literal["jsonl", "table"], typer.Option("--format", help="A record a line, or a table to look at.")
    ] = "jsonl",
) -> None:
    """Prints what each document says of itself, and every citation in it.

    Example: cancu extract plans/ --format table

    Exit status: 0 all files were read, 2 some could not be; the others are printed nevertheless.
    """
    from extract import InputError, extract, to_json
    from extract.reading import Places, read_all

    failed = False
    with Progress("reading") as shown:
        for text in read_all(paths, progress=shown.pages):
            shown.clear()
            if isinstance(text, InputError):
                failed = True
                warn(str(text))
                continue
            for warning in text.warnings:
                warn(warning)
            record = extract(text)
            if form == "jsonl":
                typer.echo(to_json(record))
            else:
                _print_record(record, Places(text))
    raise typer.Exit(2 if failed else 0)


def _print_record(record: Extraction, places: Places) -> None:
    document = record.document
    issuer = document.issuer.name if document.issuer else None
    said = (document.type_label, document.number, document.date, issuer, document.title)
    typer.echo(f"{record.source.path}: " + " · ".join(part for part in said if part))
    print_table(
        ("place", "at", "zone", "relation", "type", "number or name", "date", "issuer"),
        (
            (
                str(places.of(citation.start)),
                f"{citation.start}-{citation.end}",
                citation.zone,
                citation.relation,
                citation.type_label,
                citation.number or citation.name,
                citation.date,
                citation.issuer.name if citation.issuer else None,
            )
            for citation in record.citations
        ),
    )


def build_command(
    paths: Paths,
    store: StoreOption = DEFAULT_STORE,
    workers: Workers = 0,
    no_inference: Annotated[
        bool, typer.Option("--no-inference", help="Take no file without number for a document that others cite.")
    ] = False,
    executor: Annotated[
        str | None,
        typer.Option("--executor", metavar="dask://HOST:PORT", help="A Dask cluster that reads, in place of workers."),
    ] = None,
) -> None:
    """Brings a store up to date with files: reads what is new or changed, and lets go of what is gone.

    Example: cancu build plans/ --store plans.store

    It may be stopped at any moment and goes on where it was. Exit status: 0 all files were read, 2 some could not be.
    """
    from kg.building import build
    from kg.cluster import executor_at
    from kg.store import open_store

    with (
        executor_at(executor) if executor else nullcontext() as cluster,
        open_store(store, write=True) as opened,
        Progress("reading") as shown,
    ):
        report = build(
            paths,
            opened,
            infer=not no_inference,
            workers=workers or os.cpu_count() or 1,
            executor=cluster,
            progress=shown.files,
            pages=shown.pages,
        )
    warn_all(report.warnings)
    for sentence in report.failed:
        warn(sentence)
    typer.echo(
        f"{store}: {report.read} files read with {report.citations} citations, {report.unchanged} unchanged, "
        f"{report.removed} removed, {len(report.failed)} failed, in {report.seconds:.1f} s."
    )
    raise typer.Exit(2 if report.failed else 0)


def demo_command(
    store: Annotated[
        str | None, typer.Option("--store", metavar="DIR", help="Keep the store here; otherwise in memory.")
    ] = None,
    output: Annotated[Path, typer.Option("--output", "-o", metavar="FILE.html", help="The picture to write.")] = Path(
        "cancu-demo.html"
    ),
) -> None:
    """Shows it all on the sample plans: who derives from 33/CT-TTg and 23-QĐ/TW, by which words, and what is outdated.

    Example: cancu demo -o picture.html
    """
    from kg.demo import run

    run(store, output)


def evaluate_command(
    gold: Annotated[Path, typer.Argument(help="A folder of annotations.", show_default=False)],
    records: Annotated[Path, typer.Argument(help="What `cancu extract --format jsonl` printed.", show_default=False)],
    errors: Annotated[bool, typer.Option("--errors", help="List every difference.")] = False,
    form: Annotated[Literal["table", "json"], typer.Option("--format", help="How figures are given.")] = "table",
) -> None:
    """Measures extraction against annotations made by hand.

    Example: cancu extract texts/ > records.jsonl; cancu evaluate gold/ records.jsonl --errors
    """
    from dataclasses import asdict

    from extract.evaluate import evaluate, load_records

    found = evaluate(gold, load_records(records))
    differences = [asdict(difference) for difference in found.differences]
    if form == "json":
        print_json({"figures": found.figures(), "missing": found.missing} | ({"errors": differences} if errors else {}))
        return
    print_table(("figure", "value"), ((name, f"{value:.3f}") for name, value in found.figures().items()))
    for name in found.missing:
        warn(f"{name} has no record among the outputs; it counts as all missed.")
    if errors and differences:
        print_table(tuple(differences[0]), (tuple(difference.values()) for difference in differences))
