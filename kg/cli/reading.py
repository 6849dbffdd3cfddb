"""Commands that read: extract, evaluate, build, demo."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from kg.cli.groups import READ
from kg.cli.language import spoken
from kg.cli.options import DEFAULT_STORE, DEMO_STORE, StoreOption, WorkersOption, workspace
from kg.cli.output import echo, give, give_table, tell, warn, warn_all
from kg.cli.progress import Progress

if TYPE_CHECKING:
    from extract import Extraction
    from extract.reading import Places

Paths = Annotated[
    list[Path],
    typer.Argument(metavar="PATHS", help="Files, folders or archives; - is standard input.", show_default=False),
]


def add_to(app: typer.Typer) -> None:
    """Adds the commands to the application."""
    app.command("demo", rich_help_panel=READ)(demo_command)
    app.command("extract", rich_help_panel=READ)(extract_command)
    app.command("build", rich_help_panel=READ)(build_command)
    app.command("evaluate", rich_help_panel=READ)(evaluate_command)


def extract_command(
    paths: Paths,
    form: Annotated[
        Literal["jsonl", "table"], typer.Option("--format", help="A record a line, or a table to look at.")
    ] = "jsonl",
) -> None:
    """Prints what documents say of themselves, and every citation in them.

    Example: cancu extract plans/ --format table

    Exit status: 0 all files were read, 2 some could not be; the others are printed nevertheless.
    """
    from extract.errors import Sentence
    from extract.reading import Places
    from kg.building.papers import Line, Paper, lines, of_all, papers
    from kg.building.workers import Work

    work: Work[Paper | Line | str] = lines if form == "jsonl" else papers
    failed = False
    with Progress(Sentence("reading")) as shown:
        for found in of_all(work, paths, shown.pages):
            shown.clear()
            if isinstance(found, str):
                failed = True
                warn(found)
                continue
            for warning in found.warnings if isinstance(found, Line) else found[0].warnings:
                warn(warning)
            if isinstance(found, Line):
                echo(found.json)
            else:
                text, record = found
                _print_record(record, Places(text))
    raise typer.Exit(2 if failed else 0)


def _print_record(record: "Extraction", places: "Places") -> None:
    from kg.check.formats.words import place
    from kg.render.blocks import Line, Table, columns
    from kg.render.terminal import show

    document = record.document
    issuer = document.issuer.name if document.issuer else None
    said = (document.type_label, document.number, document.date, issuer, document.title)
    rows = tuple(
        (
            place(places.of(citation.start), spoken()),
            f"{citation.start}-{citation.end}",
            citation.zone,
            citation.relation,
            citation.type_label,
            citation.number or citation.name,
            citation.date,
            citation.issuer.name if citation.issuer else None,
        )
        for citation in record.citations
    )
    heads = columns("place", "at", "zone", ("relation", "relation"), "type", "number", ("date", "day"), "issuer")
    show((Line(f"{record.source.path}: " + " · ".join(part for part in said if part)), Table(heads, rows)), spoken())


def build_command(
    paths: Paths,
    *,
    store: StoreOption = DEFAULT_STORE,
    workers: WorkersOption = 0,
    no_inference: Annotated[
        bool, typer.Option("--no-inference", help="Take no file without number for a document that others cite.")
    ] = False,
    no_texts: Annotated[
        bool, typer.Option("--no-texts", help="Keep no text of a file in the store, only what was found in it.")
    ] = False,
    executor: Annotated[
        str | None,
        typer.Option("--executor", metavar="dask://HOST:PORT", help="A Dask cluster that reads, in place of workers."),
    ] = None,
    corrections: Annotated[
        Path | None,
        typer.Option("--corrections", metavar="FILE.toml", help="Your corrections; else those named in cancu.toml."),
    ] = None,
    prune: Annotated[
        bool, typer.Option("--prune", help="Let go of all that lay under a folder that is now empty or away.")
    ] = False,
) -> None:
    """Reads files into a store, or brings it up to date with them.

    Example: cancu build plans/ --store plans.store

    What is new or changed is read, and what is gone leaves.

    What you correct (which documents are one, what a citation means, which page is no document) stands in a file of
    yours, and holds in every build that is given it.

    Sources are named relative to what is given here, and their texts are kept in the store, so that evidence can be
    shown in its place. What `cancu forget` took out stays out.

    It may be stopped at any moment and goes on where it was. What cannot be listed or opened stays in the store; so
    does what lay in a folder that is now empty, as where a share is not mounted, unless --prune is given. Errors that
    nobody expected are sentences, too, and leave their trace in CANCU_LOG, else in cancu-USER.log in the folder for
    temporary files. Exit status: 0 all files were read, 2 some could not be, 130 or 143 it was stopped.
    """
    from extract.errors import Sentence
    from kg.building.stopping import Terminated, terminable

    shown = Progress(Sentence("reading"))
    try:
        with terminable(), shown:
            from kg.check.settings import load_settings
            from kg.workspace.stores import build_store

            report = build_store(
                paths,
                store,
                infer=not no_inference,
                texts=not no_texts,
                corrections=corrections or load_settings(Path.cwd()).corrections,
                prune=prune,
                workers=workers or os.cpu_count() or 1,
                cluster=executor,
                progress=shown.files,
                pages=shown.pages,
            )
    except KeyboardInterrupt as stopped:
        done, total = shown.reached
        warn("stopped after {done:,} of {total:,} files; run again to go on.", done=done, total=total)
        raise typer.Exit(143 if isinstance(stopped, Terminated) else 130) from None
    warn_all(report.warnings)
    for sentence in report.failed:
        warn(sentence)
    if report.forgotten:
        tell("{count} taken out on purpose stay out; see which with: cancu forget --list", count=report.forgotten)
    tell(
        "{store}: {read} files read with {citations} citations, {unchanged} unchanged, {removed} removed, "
        "{failed} failed, in {seconds:.1f} s.",
        store=store,
        read=report.read,
        citations=report.citations,
        unchanged=report.unchanged,
        removed=report.removed,
        failed=len(report.failed),
        seconds=report.seconds,
    )
    raise typer.Exit(2 if report.failed else 0)


def demo_command(
    store: Annotated[str, typer.Option("--store", metavar="DIR", help="Where its store is kept.")] = DEMO_STORE,
    output: Annotated[Path, typer.Option("--output", "-o", metavar="FILE.html", help="The picture to write.")] = Path(
        "cancu-demo.html"
    ),
) -> None:
    """Shows it all on five sample plans.

    Example: cancu demo -o picture.html

    Who derives from 33/CT-TTg and 23-QĐ/TW, and what is outdated. The store stays, so that you can ask on.
    """
    from kg.cli.demo import run

    run(store, output)


def evaluate_command(
    gold: Annotated[
        Path,
        typer.Argument(
            metavar="GOLD", help="A folder of annotations, or a table of mentions (.csv).", show_default=False
        ),
    ],
    given: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="RECORDS.jsonl|PATHS",
            help="What `cancu extract` printed, or files and folders to read now.",
            show_default=False,
        ),
    ] = None,
    against: Annotated[
        Path | None,
        typer.Option(
            "--against",
            metavar="EARLIER",
            help="Also say what was gained and lost since these records (JSON of a run).",
        ),
    ] = None,
    errors: Annotated[bool, typer.Option("--errors", help="List every difference.")] = False,
    form: Annotated[Literal["table", "json"], typer.Option("--format", help="How figures are given.")] = "table",
) -> None:
    """Measures how well texts are read.

    Example: cancu evaluate tests/gold/plans data/plans --against earlier.jsonl --errors

    Against annotations made by hand, and against an earlier run.

    A table of mentions (tests/gold/identity) asks how well mentions find their documents: pairwise precision (p) and
    recall (r) by kind. It needs no texts; an earlier run is then what --format json printed.
    """
    from extract.errors import UsageError
    from extract.gold import load_records

    mentions = gold.suffix == ".csv"
    if not given and not mentions:
        raise UsageError("give what `cancu extract` printed, or files and folders to read now.")
    records = load_records(given[0]) if given and _are_records(given) else _read_now(given or [])
    with workspace(None) as work:
        earlier = load_records(against) if against and not mentions else None
        found = work.evaluate(gold, records, earlier, against=against if mentions else None)
        give(found, form, work.language)
        if errors and form == "table":
            give_table(found.errors(), work.language)


def _are_records(given: list[Path]) -> bool:
    """Whether what is given is the output of an earlier extraction."""
    return len(given) == 1 and given[0].suffix == ".jsonl"


def _read_now(paths: list[Path]) -> Iterator["Extraction"]:
    """The records of files and folders; annotations beside the texts are none."""
    from kg.building.papers import all_papers

    for paper in all_papers(paths):
        if isinstance(paper, str):
            warn(paper)
        elif not paper[0].source.path.endswith(".json"):
            yield paper[1]
