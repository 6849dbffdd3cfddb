"""Commands that judge: check, rule, status, outdated, register."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

if TYPE_CHECKING:
    from kg.check import Report, Settings
    from kg.check.corpus import Corpus

Format = Literal["full", "concise", "json", "sarif", "github", "html"]
Severity = Literal["error", "warning", "note"]
Tongue = Literal["en", "vi"]

AsOf = Annotated[
    str | None,
    typer.Option("--as-of", metavar="DAY", help="The day to judge for, such as 2026-05-25; today by default."),
]
Tables = Annotated[
    list[Path] | None, typer.Option("--register", metavar="CSV", help="A further table of facts; may be given again.")
]
Language = Annotated[Tongue | None, typer.Option("--language", help="The language of the sentences.")]
StoreOption = Annotated[
    str | None, typer.Option("--store", metavar="DIR|URL", help="A store whose documents count as well.")
]


def add_to(app: typer.Typer) -> None:
    """Adds the commands to the application."""
    app.command("check")(check_command)
    app.command("rule")(rule_command)
    app.command("status")(status_command)
    app.command("outdated")(outdated_command)
    register = typer.Typer(help="The register of facts: what replaced what, since when, and how that is known.")
    register.command("list")(list_facts)
    register.command("check")(check_facts)
    register.command("add")(add_fact)
    register.command("import")(import_facts)
    app.add_typer(register, name="register")


def check_command(
    paths: Annotated[list[Path], typer.Argument(help="Files, or folders to go through.", show_default=False)],
    *,
    store: StoreOption = None,
    as_of: AsOf = None,
    form: Annotated[Format, typer.Option("--format", help="How the findings are given.")] = "full",
    fail_level: Annotated[
        Severity | None, typer.Option("--fail-level", help="From which severity on the exit status is 1.")
    ] = None,
    select: Annotated[
        list[str] | None, typer.Option("--select", metavar="RULES", help="Only these codes, families or names.")
    ] = None,
    ignore: Annotated[
        list[str] | None, typer.Option("--ignore", metavar="RULES", help="Not these codes, families or names.")
    ] = None,
    register: Tables = None,
    baseline: Annotated[
        Path | None, typer.Option("--baseline", metavar="FILE", help="Accepted findings, each with its reason.")
    ] = None,
    write_baseline: Annotated[
        Path | None, typer.Option("--write-baseline", metavar="FILE", help="Accepts all that is found; needs --reason.")
    ] = None,
    reason: Annotated[str, typer.Option("--reason", help="Why the findings are accepted.")] = "",
    write_fixed: Annotated[
        Path | None, typer.Option("--write-fixed", metavar="NEWFILE", help="Writes the text with the suggestions.")
    ] = None,
    language: Language = None,
    workers: Annotated[int, typer.Option("--workers", min=0, help="Processes that read; 0: one a processor.")] = 0,
) -> None:
    """Finds what must not go out: outdated bases, wrong numbers and dates, another province's words.

    Example: cancu check plans/ --as-of 2026-06-01 --format concise

    Settings also come from cancu.toml or [tool.cancu] in pyproject.toml. Exit status: 0 fine, 1 findings at or above
    the fail level, 2 a file could not be read.
    """
    from kg.check import load_settings
    from kg.check.formats import FORMATS
    from kg.check.running import check_files

    settings = load_settings(Path.cwd())
    settings = replace(
        settings,
        select=_listed(select) or settings.select,
        ignore=(*settings.ignore, *_listed(ignore)),
        fail_level=fail_level or settings.fail_level,
        register=(*settings.register, *(register or ())),
        baseline=baseline or settings.baseline,
        language=language or settings.language,
    )
    with _progress("check") as progress:
        report = check_files(
            paths, settings, as_of=_day(as_of), store=_corpus(store), workers=workers, progress=progress
        )
    for failure in report.failures:
        typer.echo(failure, err=True)
    if write_baseline is not None:
        _write_baseline(report, reason, write_baseline)
        return
    if write_fixed is not None:
        _write_fixed(report, write_fixed)
    typer.echo(FORMATS[form](report, settings.language), nl=False)
    raise typer.Exit(_exit_status(report, settings))


def rule_command(
    reference: Annotated[
        str | None, typer.Argument(metavar="CODE", help="A code or name; all rules without it.")
    ] = None,
    language: Language = None,
    write: Annotated[
        Path | None, typer.Option("--write", metavar="FOLDER", help="Writes the pages of all rules into a folder.")
    ] = None,
) -> None:
    """Explains a rule: what it finds, why, an example, and what to do.

    Example: cancu rule S103 --language vi
    """
    from kg.check import rule_named, rules
    from kg.check.pages import files, page

    if write is not None:
        write.mkdir(parents=True, exist_ok=True)
        for name, text in files().items():
            (write / name).write_text(text, encoding="utf-8")
    elif reference is None:
        for rule in rules().values():
            typer.echo(f"{rule.code}  {rule.severity:<8} {rule.name:<24} {rule.title.in_language(language or 'en')}")
    else:
        tongues: tuple[Tongue, ...] = (language,) if language else ("vi", "en")
        typer.echo("\n".join(page(rule_named(reference), tongue) for tongue in tongues), nl=False)


def status_command(
    reference: Annotated[
        str, typer.Argument(metavar="REF", help="A document, in any way of writing.", show_default=False)
    ],
    *,
    as_of: AsOf = None,
    store: StoreOption = None,
    form: Annotated[Literal["table", "json"], typer.Option("--format", help="How the answer is given.")] = "table",
    register: Tables = None,
    language: Language = None,
) -> None:
    """Says whether a document is in force on a day, and why.

    Example: cancu status "luat to cao" --as-of 2020-01-01
    """
    import json

    from kg.facts import meant
    from kg.register import Register, load_register
    from kg.status import status
    from kg.wording import citation_line, say

    tongue, day, corpus = language or "en", _day(as_of), _corpus(store)
    facts = load_register(None, *(register or ()))
    if corpus is not None and corpus.stated:
        facts = Register((*facts.facts, *corpus.stated))
    key, period = meant(reference, facts, corpus)
    verdict = status(key, day, facts, period=period)
    reasons = [reason.text(tongue) for reason in verdict.reasons]
    if form == "json":
        answer = {
            "document": citation_line(verdict.document or key),
            "day": str(day),
            "status": verdict.value,
            "reasons": reasons,
            "instead": [citation_line(one) for one in verdict.successors],
        }
        typer.echo(json.dumps(answer, ensure_ascii=False, indent=1))
        return
    typer.echo(f"{citation_line(verdict.document or key)}\n{day}: {say(f'value.{verdict.value}', tongue)}")
    for reason in reasons:
        typer.echo(f"  {reason}")


def outdated_command(
    *,
    store: Annotated[
        str, typer.Option("--store", metavar="DIR|URL", envvar="CANCU_STORE", help="The store to go through.")
    ] = "cancu.store",
    as_of: AsOf = None,
    by: Annotated[
        Literal["citation", "plan", "province", "year", "document"], typer.Option("--by", help="What a line is about.")
    ] = "citation",
    if_superseded: Annotated[
        str | None,
        typer.Option("--if-superseded", metavar="REF", help="Who relies on this document, whatever its status."),
    ] = None,
    form: Annotated[Literal["table", "json", "csv"], typer.Option("--format", help="csv opens in Excel.")] = "table",
    register: Tables = None,
    language: Language = None,
) -> None:
    """Lists the plans of a store that rely on what has ended, with what stands in its place.

    Example: cancu outdated --by province --as-of 2026-06-01

    Example: cancu outdated --if-superseded "23-QĐ/TW" --format csv > look.csv
    """
    from kg.facts import meant
    from kg.outdated import COLUMNS, as_csv, as_json, cells, counted, outdated
    from kg.register import load_register

    tongue, corpus = language or "en", _corpus(store)
    assert corpus is not None
    facts = load_register(None, *(register or ()))
    key = meant(if_superseded, facts, corpus)[0] if if_superseded is not None else None
    rows = list(outdated(corpus, facts, _day(as_of), if_superseded=key))
    if by == "citation" and form == "json":
        typer.echo(as_json(rows, tongue), nl=False)
        return
    header: tuple[str, ...] = COLUMNS
    if by == "citation":
        table: list[tuple[object, ...]] = [tuple(cells(row, tongue).values()) for row in rows]
    else:
        header, table = (by, "plans", "citations"), [*counted(rows, by)]
    if form == "csv":
        typer.echo(as_csv(header, table), nl=False)
    elif form == "json":
        import json

        listed = [dict(zip(header, line, strict=True)) for line in table]
        typer.echo(json.dumps(listed, ensure_ascii=False, indent=1))
    else:
        _print_table(header, table)


def _print_table(header: tuple[str, ...], table: list[tuple[object, ...]]) -> None:
    """A table on a terminal, tab-separated lines elsewhere."""
    if not sys.stdout.isatty():
        for line in (header, *table):
            typer.echo("\t".join(str(cell) for cell in line))
        return
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    shown = Table(*header)
    for line in table:
        shown.add_row(*(Text(str(cell)) for cell in line))
    Console().print(shown)


def list_facts(
    words: Annotated[str, typer.Argument(help="Only facts that hold these words, with or without accents.")] = "",
    register: Tables = None,
    language: Language = None,
) -> None:
    """Lists facts, with source and mark.

    Example: cancu register list "luat to cao"
    """
    from kg.facts import described
    from kg.naming import fold
    from kg.register import load_register

    wanted = fold(words).split()
    found = 0
    for fact in load_register(None, *(register or ())).facts:
        line = described(fact, language or "en")
        if all(word in fold(line) for word in wanted):
            typer.echo(line)
            found += 1
    if not found:
        typer.echo(f"No fact holds the words '{words}'.", err=True)
        raise typer.Exit(1)


def check_facts(
    tables: Annotated[list[Path], typer.Argument(help="Tables of facts, or folders of them.", show_default=False)],
) -> None:
    """Reads tables of facts and refuses what is not sound: no source, impossible days, circles.

    Example: cancu register check our-facts.csv
    """
    from kg.facts import contradictions
    from kg.register import load_register

    register = load_register(None, *tables)
    problems = contradictions(register)
    for problem in problems:
        typer.echo(problem, err=True)
    typer.echo(f"{len(register)} facts, the register's own among them, each with a source.")
    raise typer.Exit(1 if problems else 0)


def add_fact(
    *,
    relation: Annotated[Literal["supersedes", "repeals", "amends"], typer.Option(help="What the later document does.")],
    later: Annotated[str, typer.Option(help="The document that acts, as it would be cited.")],
    earlier: Annotated[str, typer.Option(help="The document acted upon, as it would be cited.")],
    source: Annotated[str, typer.Option(help="Where it can be read, with the article.")],
    effective: Annotated[str, typer.Option("--from", metavar="DAY", help="The first day of the change.")] = "",
    part: Annotated[bool, typer.Option("--part", help="Only a part is repealed or amended.")] = False,
    secondary: Annotated[bool, typer.Option("--secondary", help="Not read in the act itself: never an error.")] = False,
    note: Annotated[str, typer.Option(help="A remark.")] = "",
    to: Annotated[Path, typer.Option("--to", metavar="CSV", help="The table to add to.")] = Path("cancu-register.csv"),
) -> None:
    """Adds a fact to a table of your own; use it with `--register`, or name it in cancu.toml.

    Example: cancu register add --relation supersedes --later "Quyết định số 88/QĐ-UBND ngày 02/02/2026 của UBND tỉnh
    Lạng Sơn" --earlier "Quyết định số 15/QĐ-UBND ngày 10/01/2024 của UBND tỉnh Lạng Sơn" --from 2026-02-02
    --source "Điều 2 Quyết định số 88/QĐ-UBND"
    """
    from kg.facts import add_change, described

    fact = add_change(
        to,
        relation=relation,
        scope="part" if part or relation == "amends" else "whole",
        later=later,
        earlier=earlier,
        effective=effective,
        source=source,
        mark="S" if secondary else "V",
        note=note,
    )
    typer.echo(f"{to}: {described(fact, 'en')}")


def import_facts(
    relations: Annotated[
        Path, typer.Argument(help="The portal's relations, as CSV: doc_id, other_doc_id, relationship.")
    ],
    documents: Annotated[Path, typer.Option("--documents", metavar="CSV", help="The documents that the ids mean.")],
    to: Annotated[Path, typer.Option("--to", metavar="CSV", help="The table to write.")] = Path("portal-register.csv"),
) -> None:
    """Turns the national portal's relations, as published on Hugging Face, into a table of facts.

    Example: cancu register import relationships.csv --documents metadata.csv --to portal-register.csv
    """
    from kg.portal import read_relations, write_changes

    result = read_relations(relations, documents)
    write_changes(result.rows, to)
    typer.echo(f"{to}: {len(result.rows)} facts, marked S.")
    for reason, count in sorted(result.left_out.items()):
        typer.echo(f"left out, {count}: {reason}", err=True)


def _listed(values: list[str] | None) -> tuple[str, ...]:
    """Codes given one by one or with commas."""
    return tuple(part.strip() for value in values or () for part in value.split(",") if part.strip())


def _day(text: str | None) -> date:
    from extract import CancuError

    if text is None:
        return date.today()
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise CancuError(f"--as-of says '{text}', which is not a day; write it as 2026-05-25.") from None


def _corpus(store: str | None) -> Corpus | None:
    """The documents of a store; None without one."""
    from kg.check.from_store import corpus_of
    from kg.store import open_store

    if store is None:
        return None
    with open_store(store) as opened:
        return corpus_of(opened)


@contextmanager
def _progress(what: str) -> Iterator[Callable[[int], None]]:
    """A counter on standard error while something long runs; nothing where that is no terminal."""
    if not sys.stderr.isatty():
        yield lambda done: None
        return
    from rich.console import Console

    with Console(stderr=True).status(what) as status:
        yield lambda done: status.update(f"{what}: {done}")


def _write_baseline(report: Report, reason: str, path: Path) -> None:
    from kg.check.baseline import write_baseline

    count = write_baseline(report.findings, reason, path)
    typer.echo(f"{path}: {count} findings accepted.")


def _write_fixed(report: Report, path: Path) -> None:
    from extract import CancuError
    from kg.check.fixing import fixed

    if len(report.documents) != 1:
        raise CancuError("--write-fixed needs exactly one readable file; give the one to be mended.")
    if path.exists():
        raise CancuError(f"{path} is already there; --write-fixed only writes a new file.")
    text, count = fixed(report.documents[0])
    path.write_text(text, encoding="utf-8", newline="")
    typer.echo(f"{path}: {count} suggestions carried out.", err=True)


def _exit_status(report: Report, settings: Settings) -> int:
    from kg.check.records import SEVERITIES

    if report.failures:
        return 2
    worst = report.worst()
    return int(worst is not None and SEVERITIES.index(worst) <= SEVERITIES.index(settings.fail_level))
