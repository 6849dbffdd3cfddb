"""The commands of `cancu register`: list, check, reach, add, harvest, undo, import."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from kg.cli.days import iso
from kg.cli.groups import Grouped
from kg.cli.language import spoken
from kg.cli.options import AtHand, Form, Output, Shape, Tables, WorkersOption, at_hand, workspace
from kg.cli.output import clean, echo, echo_fitted, give, tell, warn, warn_all
from kg.cli.progress import Progress

OWN_TABLE = Path("cancu-register.csv")
OwnTable = Annotated[Path, typer.Option("--to", metavar="CSV", help="The table of your own.")]


def app() -> typer.Typer:
    """The group of commands."""
    group = typer.Typer(
        cls=Grouped,
        help="Keeps the facts: what replaced what, and since when.",
        callback=_about,
        invoke_without_command=True,
        no_args_is_help=True,
    )
    group.command("list")(list_facts)
    group.command("check")(check_facts)
    group.command("reach")(reach_of_facts)
    group.command("add")(add_fact)
    group.command("harvest")(harvest_facts)
    group.command("undo")(undo_facts)
    group.command("import")(import_facts)
    return group


def _about(
    version: Annotated[bool, typer.Option("--version", help="Print the register's own version, and its day.")] = False,
) -> None:
    if version:
        from kg.law.register import load_register
        from kg.wording import day_in, number_in, say

        register, language = load_register(), spoken()
        assert register.edition is not None
        values = {"version": register.edition.version, "day": day_in(register.edition.day, language)}
        known, seen = len(register), len(register.facts) - len(register)
        counts = {"facts": number_in(known, language), "seen": number_in(seen, language)}
        echo(say("register.version", language, **values, **counts))


def list_facts(
    words: Annotated[
        str, typer.Argument(metavar="WORDS", help="Only facts that hold these words, with or without accents.")
    ] = "",
    register: Tables = None,
) -> None:
    """Lists facts, with source and mark.

    Example: cancu register list "luat to cao"
    """
    from kg.law.own_facts import described
    from ontology.spelling import fold

    wanted = fold(words).split()
    found = 0
    work = workspace(None, register=register)
    for fact in work.register.facts:
        line = described(fact, work.language)
        if all(word in fold(line) for word in wanted):
            echo_fitted(clean(line))
            found += 1
    if not found:
        warn("no fact holds the words '{words}'.", words=words)
        raise typer.Exit(1)


def reach_of_facts(
    words: Annotated[str, typer.Argument(metavar="WORDS", help='A family, such as "nghi dinh cp": year by year.')] = "",
    form: Form = "table",
    register: Tables = None,
) -> None:
    """Tells of which documents the register knows how much: by family, how many, of which numbers, read until when.

    Example: cancu register reach

    Example: cancu register reach "thong tu btc"
    """
    from kg.workspace.reaching import reach_of

    work = workspace(None, register=register)
    answer = reach_of(work.register, words)
    if not answer.rows:
        warn("no family of documents holds the words '{words}'.", words=words)
        raise typer.Exit(1)
    give(answer, form, work.language)


def check_facts(
    tables: Annotated[
        list[Path], typer.Argument(metavar="TABLES", help="Tables of facts, or folders of them.", show_default=False)
    ],
) -> None:
    """Reads tables of facts and refuses what is not sound: no source, impossible days, circles.

    Example: cancu register check our-facts.csv
    """
    from kg.law.own_facts import contradictions
    from kg.law.register import load_register
    from kg.wording import number_in

    register = load_register(None, *tables)
    problems = contradictions(register, spoken())
    for problem in problems:
        warn(problem)
    count = number_in(len(register), spoken())
    tell("{count} facts, the register's own among them, each with a source.", count=count)
    raise typer.Exit(1 if problems else 0)


def add_fact(
    *,
    relation: Annotated[
        Literal["supersedes", "repeals", "amends", "suspends"], typer.Option(help="What the later document does.")
    ],
    later: Annotated[str, typer.Option(metavar="REF", help="The document that acts, as it would be cited.")],
    earlier: Annotated[str, typer.Option(metavar="REF", help="The document acted upon, as it would be cited.")],
    source: Annotated[str, typer.Option(metavar="TEXT", help="Where it can be read, with the article.")],
    effective: Annotated[str, typer.Option("--from", metavar="DAY", help="The first day of the change.")] = "",
    part: Annotated[bool, typer.Option("--part", help="Only a part is repealed or amended.")] = False,
    secondary: Annotated[bool, typer.Option("--secondary", help="Not read in the act itself: never an error.")] = False,
    note: Annotated[str, typer.Option(metavar="TEXT", help="A remark.")] = "",
    to: OwnTable = OWN_TABLE,
) -> None:
    """Adds a fact to a table of your own; use it with `--register`, or name it in cancu.toml.

    Example: cancu register add --relation supersedes --later "Quyết định số 88/QĐ-UBND ngày 02/02/2026 của UBND tỉnh
    Lạng Sơn" --earlier "Quyết định số 15/QĐ-UBND ngày 10/01/2024 của UBND tỉnh Lạng Sơn" --from 2026-02-02
    --source "Điều 2 Quyết định số 88/QĐ-UBND"
    """
    from kg.law.own_facts import add_change, described

    fact = add_change(
        to,
        relation=relation,
        scope="part" if part or relation == "amends" else "whole",
        later=later,
        earlier=earlier,
        effective=iso(effective),
        source=source,
        mark="S" if secondary else "V",
        note=note,
    )
    echo(clean(f"{to}: {described(fact, spoken())}"))


def harvest_facts(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(metavar="PATHS", help="Acts: files, folders or archives; without any, those of the store."),
    ] = None,
    *,
    store: AtHand = None,
    output: Output = None,
    form: Shape = None,
    accept: Annotated[
        Path | None, typer.Option("--accept", metavar="CSV", help="Takes the rows of a reviewed file into your table.")
    ] = None,
    to: OwnTable = OWN_TABLE,
    register: Tables = None,
    workers: WorkersOption = 0,
) -> None:
    """Reads out of acts what they end, change or suspend, and from when: a file of facts for you to review.

    Example: cancu register harvest acts/ -o harvest.csv

    Example: cancu register harvest --accept harvest.csv

    A row that says `no` in its first column is not taken: something speaks against it, which stands in the last one.
    Only acts change law; what plans, reports and letters say of others is left out. As evidence, who last relied on a
    document or named it is a row, too. Exit status: 0 fine, 2 a file could not be read.
    """
    if accept is not None:
        from kg.law.accepting import accept as take

        done = take(accept, to)
        values = {"taken": done.taken, "there": done.there, "left": done.left}
        tell(
            "{path}: {taken} rows taken, {there} were there already, {left} left out by the review.", path=to, **values
        )
        return
    from extract.errors import Sentence

    where = None if paths else at_hand(store)
    with workspace(where, register=register) as work, Progress(Sentence("reading")) as shown:
        found = work.harvest(paths or (), workers=workers, pages=shown.pages)
    warn_all(found.failures)
    give(found, form, work.language, output)
    raise typer.Exit(2 if found.failures else 0)


def undo_facts(to: OwnTable = OWN_TABLE) -> None:
    """Takes back what was accepted last: its rows leave your table again.

    Example: cancu register undo
    """
    from kg.law.accepting import undo

    name, count = undo(to)
    tell("{path}: {count} rows taken back, those accepted from {name}.", path=to, count=count, name=name)


def import_facts(
    table: Annotated[
        Path,
        typer.Argument(
            metavar="TABLE", help="The portal's relations (doc_id, other_doc_id, relationship), or a table of facts."
        ),
    ],
    documents: Annotated[
        Path | None, typer.Option("--documents", metavar="CSV", help="The documents that the portal's ids mean.")
    ] = None,
    to: Annotated[Path, typer.Option("--to", metavar="CSV", help="The new table.")] = Path("imported-register.csv"),
) -> None:
    """Takes sound facts out of the national portal's relations, or of any CSV with the register's columns.

    Example: cancu register import relationships.csv --documents metadata.csv --to portal-register.csv

    Example: cancu register import theirs.csv --to ours.csv
    """
    from kg.law.portal import read_own, read_relations, write_table

    result = read_own(table) if documents is None else read_relations(table, documents)
    write_table(result, to)
    tell("{path}: {count} facts.", path=to, count=len(result.rows))
    for reason, count in sorted(result.left_out.items()):
        warn("left out, {count}: {reason}", count=count, reason=reason)
