"""Commands that judge: check, rule, status, outdated, register."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from kg.cli import facts
from kg.cli.facts import Language, Tables, Tongue
from kg.cli.output import DEFAULT_STORE, Progress, StoreOption, print_csv, print_json, print_table, warn

if TYPE_CHECKING:
    from kg.answers.corpus import Corpus
    from kg.check import Report, Settings

Format = Literal["full", "concise", "json", "sarif", "github", "html"]
Severity = Literal["error", "warning", "note"]

AsOf = Annotated[
    str | None,
    typer.Option("--as-of", metavar="DAY", help="The day to judge for, such as 2026-05-25; today by default."),
]
Beside = Annotated[
    str | None, typer.Option("--store", metavar="DIR|URL", help="A store whose documents count as well.")
]


def add_to(app: typer.Typer) -> None:
    """Adds the commands to the application."""
    app.command("check")(check_command)
    app.command("rule")(rule_command)
    app.command("status")(status_command)
    app.command("outdated")(outdated_command)
    app.add_typer(facts.app(), name="register")


def check_command(
    paths: Annotated[
        list[Path], typer.Argument(help="Files, folders or archives; - is standard input.", show_default=False)
    ],
    *,
    store: Beside = None,
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
    annotate: Annotated[
        Path | None, typer.Option("--annotate", metavar="NEW.docx", help="Writes a copy with a Word comment at each.")
    ] = None,
    language: Language = None,
    workers: Annotated[int, typer.Option("--workers", min=0, help="Processes that read; 0: one a processor.")] = 0,
) -> None:
    """Finds what must not go out: outdated bases, wrong numbers and dates, another province's words.

    Example: cancu check plans/ --as-of 2026-06-01 --format concise

    Example: cancu check plan.docx --annotate commented.docx

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
    day, corpus = _day(as_of), _corpus(store)
    with Progress("check") as shown:
        report = check_files(
            paths, settings, as_of=day, store=corpus, workers=workers, progress=shown.files, pages=shown.pages
        )
    for failure in report.failures:
        warn(failure)
    if write_baseline is not None:
        _write_baseline(report, reason, write_baseline)
        return
    if write_fixed is not None:
        _write_fixed(report, write_fixed)
    if annotate is not None:
        _annotate(report, paths, annotate, settings)
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
    store: Beside = None,
    form: Annotated[Literal["table", "json"], typer.Option("--format", help="How the answer is given.")] = "table",
    register: Tables = None,
    language: Language = None,
) -> None:
    """Says whether a document is in force on a day, and why.

    Example: cancu status "luat to cao" --as-of 2020-01-01
    """
    from kg.answers.meaning import meant
    from kg.law.register import Register, load_register
    from kg.law.status import status
    from kg.wording import citation_line, say

    tongue, day, corpus = language or "en", _day(as_of), _corpus(store)
    known = load_register(None, *(register or ()))
    if corpus is not None and corpus.stated:
        known = Register((*known.facts, *corpus.stated))
    key, title, period = meant(reference, known, corpus)
    verdict = status(key, day, known, period=period, title=title)
    reasons = [reason.text(tongue) for reason in verdict.reasons]
    if form == "json":
        answer = {
            "document": citation_line(verdict.document or key),
            "day": str(day),
            "status": verdict.value,
            "reasons": reasons,
            "instead": [citation_line(one) for one in verdict.successors],
        }
        print_json(answer)
        return
    typer.echo(f"{citation_line(verdict.document or key)}\n{day}: {say(f'value.{verdict.value}', tongue)}")
    for reason in reasons:
        typer.echo(f"  {reason}")


def outdated_command(
    *,
    store: StoreOption = DEFAULT_STORE,
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
    from kg.answers.meaning import meant
    from kg.answers.outdated import COLUMNS, cells, counted, outdated, record
    from kg.law.register import load_register

    tongue, corpus = language or "en", _corpus(store)
    assert corpus is not None
    known = load_register(None, *(register or ()))
    key = meant(if_superseded, known, corpus).key if if_superseded is not None else None
    rows = list(outdated(corpus, known, _day(as_of), if_superseded=key))
    if by == "citation" and form == "json":
        print_json([record(row, tongue) for row in rows])
        return
    header: tuple[str, ...] = COLUMNS
    if by == "citation":
        table: list[tuple[object, ...]] = [tuple(cells(row, tongue).values()) for row in rows]
    else:
        header, table = (by, "plans", "citations"), [*counted(rows, by)]
    if form == "csv":
        typer.echo("\ufeff", nl=False)  # the mark that makes Excel read UTF-8
        print_csv(header, table)
    elif form == "json":
        print_json([dict(zip(header, line, strict=True)) for line in table])
    else:
        print_table(header, table)


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
    from kg.answers.stored import corpus_of
    from kg.storage.opening import open_store

    if store is None:
        return None
    with open_store(store) as opened:
        return corpus_of(opened)


def _write_baseline(report: Report, reason: str, path: Path) -> None:
    from kg.check.baseline import write_baseline

    count = write_baseline(report.findings, reason, path)
    typer.echo(f"{path}: {count} findings accepted.")


def _write_fixed(report: Report, path: Path) -> None:
    from extract import CancuError
    from kg.check.fixing import fixed

    if len(report.documents) != 1:
        raise CancuError("--write-fixed needs exactly one readable file; give the one to be mended.")
    text, count = fixed(report.documents[0])
    try:
        with path.open("x", encoding="utf-8", newline="") as file:
            file.write(text)
    except FileExistsError:
        raise CancuError(f"{path} is already there; --write-fixed only writes a new file.") from None
    except OSError as error:
        raise CancuError(f"{path} cannot be made: {error.strerror}; name another new file.") from error
    warn(f"{count} suggestions carried out in {path}.")


def _annotate(report: Report, paths: list[Path], target: Path, settings: Settings) -> None:
    from extract import CancuError
    from kg.check.annotating import annotate

    if len(paths) != 1 or not paths[0].is_file() or len(report.documents) != 1:
        raise CancuError("--annotate needs exactly one readable Word file; give the one to be commented.")
    if target.exists():
        raise CancuError(f"{target} is already there; --annotate only writes a new file.")
    count = annotate(paths[0], report.findings, target, settings.language)
    warn(f"{count} comments written into {target}.")


def _exit_status(report: Report, settings: Settings) -> int:
    from kg.check.records import SEVERITIES

    if report.failures:
        return 2
    worst = report.worst()
    return int(worst is not None and SEVERITIES.index(worst) <= SEVERITIES.index(settings.fail_level))
