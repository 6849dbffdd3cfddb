"""The demonstration: the sample plans, the graph they make, and the questions that it answers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import typer

from extract.errors import InputError
from kg.answers.counts import counts
from kg.answers.lineage import lineage
from kg.answers.outdated import Row, outdated
from kg.answers.stored import corpus_of
from kg.building.build import build
from kg.cli.asking import print_lineage
from kg.cli.output import clean, print_table, warn
from kg.drawing import drawn
from kg.drawing.gathering import picture_of
from kg.law.register import load_register
from kg.law.status import OUTDATED
from kg.resources import data_file
from kg.storage.opening import open_store
from kg.storage.store import Store

QUESTIONS = ("33/CT-TTg", "23-QĐ/TW")
"""The documents whose lineage is shown; the first one is drawn."""


def run(where: str | None, output: Path) -> None:
    """Reads the sample plans into a store (in memory without ``where``), prints answers, writes one page of HTML."""
    plans = data_file("plans")
    with open_store(where, write=True) as store:
        for sentence in build([plans], store).failed:
            warn(sentence)
        _print_read(store)
        for question in QUESTIONS:
            typer.echo(f"\ncancu lineage {question}")
            print_lineage(lineage(store, question))
        _print_outdated(list(outdated(corpus_of(store), load_register(), date.today())))
        _write_page(store, output)
    _print_next(plans, where, output)


def _print_read(store: Store) -> None:
    found = counts(store)
    typer.echo(
        f"{found.files} plans read: {found.citations} citations of {found.documents - found.files} other documents, "
        f"{found.inferred_identities} plan without number recognised as one that another cites."
    )


def _print_outdated(rows: Sequence[Row]) -> None:
    """What a plan rests on although it had ended when the plan was signed; each document once a plan."""
    ended = {(row.path, row.document): row for row in rows if row.at_signing in OUTDATED}
    typer.echo(f"\ncancu outdated (already ended when the plan was signed: {len(ended)})")
    print_table(
        ("plan", "relies on", "why it had ended"),
        ((Path(row.path).name, row.quote, row.reason.text("en")) for row in ended.values()),
    )


def _write_page(store: Store, output: Path) -> None:
    picture = picture_of(store, lineage(store, QUESTIONS[0]).root.id)
    page = drawn(picture, "html", title=f"Phả hệ văn bản: {QUESTIONS[0]}", language="vi")
    try:
        output.write_bytes(page.encode("utf-8"))
    except OSError as error:
        raise InputError(f"{output} cannot be written ({error.strerror}); give another place with -o.") from error


def _print_next(plans: Path, where: str | None, output: Path) -> None:
    kept = f" --store {where}" if where else ""
    steps = (
        (f"open {output}", "the picture of the first lineage, without network"),
        (f"cancu check {plans}", "what must not go out, with rule, words and suggestion"),
        ("cancu build YOUR/FOLDER", "your own documents into ./cancu.store"),
        (f'cancu show "luat dan chu co so"{kept}', "one law under all its dates, and who says which"),
        (f"cancu query{kept}", "the named questions"),
    )
    typer.echo("\nNext:")
    width = max(len(command) for command, _ in steps)
    for command, purpose in steps:
        typer.echo(f"  {clean(command):<{width}}  {purpose}")
