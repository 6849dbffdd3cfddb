"""The demonstration: the sample plans, the graph they make, and the questions that it answers."""

from __future__ import annotations

from itertools import count
from os.path import lexists
from pathlib import Path

from extract.errors import Sentence, StoreVersionError
from kg import build, open_store
from kg import open as opened
from kg.cli.language import spoken
from kg.cli.options import DEMO_STORE
from kg.cli.output import clean, echo, give, tell, warn, worded
from kg.cli.typed import program, shell_word
from kg.resources import data_file
from kg.workspace.workspace import Workspace
from kg.writing import put_in_place, write_whole

QUESTIONS = ("33/CT-TTg", "23-QĐ/TW")
"""The documents whose lineage is shown; the first one is drawn."""


def run(where: str, output: Path) -> None:
    """Reads the sample plans into a store, prints answers, writes one page of HTML."""
    plans = data_file("plans")
    if where == DEMO_STORE:
        _make_room(where)
    with open_store(where, write=True) as store:
        for sentence in build([plans], store).failed:
            warn(sentence)
        work = opened(store, language=spoken())
        _print_read(work)
        for question in QUESTIONS:
            echo(f"\ncancu lineage {question}")
            give(work.lineage(question), "tree", work.language)
        _print_outdated(work)
        _write_page(work, output)
    _print_next(plans, where, output)


def _make_room(where: str) -> None:
    """Sets the demonstration's own store aside where another version wrote it; it is never deleted."""
    try:
        open_store(where, write=True).close()
    except StoreVersionError:
        aside = next(name for number in count(1) if not lexists(name := f"{where}.old-{number}"))
        put_in_place(Path(where), Path(aside))
        warn(
            "{store} was written by another version and is made anew; the old one is now {aside}.",
            store=where,
            aside=aside,
        )


def _print_read(work: Workspace) -> None:
    found = work.stats().counts
    tell(
        "{files} plans read: {citations} citations of {documents} other documents, {inferred} plan without number "
        "recognised as one that another cites.",
        files=found.files,
        citations=found.citations,
        documents=found.documents - found.files,
        inferred=found.inferred_identities,
    )


def _print_outdated(work: Workspace) -> None:
    """What a plan rests on although it had ended when the plan was signed."""
    echo("\ncancu outdated")
    give(work.outdated(), "tree", work.language)


def _write_page(work: Workspace, output: Path) -> None:
    from kg.drawing import drawn

    page = drawn(work.picture(QUESTIONS[0]), "html", language=work.language)
    write_whole(output, page)


def _print_next(plans: Path, where: str, output: Path) -> None:
    """What to try now: each command does what is said when it is typed so, but for one's own folder."""
    cancu, asked = program(), f" --store {shell_word(where)}"
    steps = (
        (f'{cancu} find "dân vận"{asked}', Sentence("by number, issuer, title or place")),
        (f'{cancu} show "luat dan chu co so"{asked}', Sentence("one law under all its dates, and who says which")),
        (f"{cancu} draw 23-QĐ/TW -o picture.html{asked}", Sentence("the picture of another lineage")),
        (f"{cancu} check {shell_word(str(plans))}", Sentence("what must not go out, with rule, words and suggestion")),
        (f"{cancu} build {worded(Sentence('YOUR/FOLDER'))}", Sentence("your own documents into ./cancu.store")),
    )
    echo()
    tell("Open in a browser: {page}", page=output)
    tell("Next:")
    for command, purpose in steps:
        echo(f"  {clean(command)}")
        echo(f"      {worded(purpose)}")
