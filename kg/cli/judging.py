"""Commands that judge: check and rule; the register of facts."""

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from kg.cli import facts
from kg.cli.groups import CHECK
from kg.cli.language import spoken
from kg.cli.options import AsOf, Beside, Tables, WorkersOption, workspace
from kg.cli.output import echo, echo_fitted, give, tell, warn
from kg.cli.progress import Progress, hush
from kg.severity import SEVERITIES, Severity

if TYPE_CHECKING:
    from kg.check import Report
    from kg.wording import Language
    from kg.workspace.checking import Check

Format = Literal["full", "concise", "json", "csv", "xlsx", "sarif", "github", "html"]
_SHEETS = ("json", "csv", "xlsx")
"""What is given as of every answer."""
_FOR_PROGRAMS = ("json", "sarif", "github")
"""What is given even where no file could be read: whoever asks for it reads it."""
_TEXTS = (".txt", ".md", ".text", "")
"""The ends of names of files that hold plain text."""


def add_to(app: typer.Typer) -> None:
    """Adds the commands to the application."""
    app.command("check", rich_help_panel=CHECK)(check_command)
    app.command("rule", rich_help_panel=CHECK)(rule_command)
    app.add_typer(facts.app(), name="register", rich_help_panel=CHECK)


def check_command(
    paths: Annotated[
        list[Path],
        typer.Argument(metavar="PATHS", help="Files, folders or archives; - is standard input.", show_default=False),
    ],
    *,
    store: Beside = None,
    as_of: AsOf = None,
    form: Annotated[
        Format | None,
        typer.Option(
            "--format",
            help="For people (full, concise, html), for sheets (csv, xlsx), for programs (json, sarif, github).",
            show_default=False,
        ),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar="FILE", help="Writes to FILE.html, .xlsx, .csv, .txt, .json or .sarif."),
    ] = None,
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
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why the findings are accepted.")] = "",
    write_fixed: Annotated[
        Path | None,
        typer.Option(
            "--write-fixed",
            metavar="NEW.docx|NEW.txt",
            help="Writes a copy with the suggestions: .txt, or .docx with changes.",
        ),
    ] = None,
    annotate: Annotated[
        Path | None, typer.Option("--annotate", metavar="NEW.docx", help="Writes a copy with a Word comment at each.")
    ] = None,
    workers: WorkersOption = 0,
) -> None:
    """Finds in plans what must not go out.

    Example: cancu check plans/ --as-of 2026-06-01 --format concise

    Example: cancu check plan.docx --annotate commented.docx --output sheet.html

    Outdated bases, wrong numbers and dates, another province's words. Settings also come from cancu.toml or
    [tool.cancu] in pyproject.toml. Exit status: 0 fine, 1 findings at or above the fail level, 2 a file could not
    be read.
    """
    from extract.errors import Sentence
    from kg.check import load_settings

    settings = load_settings(Path.cwd())
    settings = replace(
        settings,
        select=_listed(select) or settings.select,
        ignore=(*settings.ignore, *_listed(ignore)),
        fail_level=fail_level or settings.fail_level,
        baseline=baseline or settings.baseline,
    )
    with (
        workspace(store, register=register, as_of=as_of, settings=settings) as work,
        Progress(Sentence("check")) as shown,
    ):
        found = work.check(paths, workers=workers, progress=shown.files, pages=shown.pages)
    for failure in found.failures:
        warn(failure)
    if write_baseline is not None:
        _write_baseline(found.report, reason, write_baseline)
        return
    if write_fixed is not None:
        _write_fixed(found.report, paths, write_fixed)
    if annotate is not None:
        _annotate(found.report, paths, annotate, work.language)
    if found.report.documents or not found.failures or form in _FOR_PROGRAMS:
        _give(found, form, work.language, output)
    raise typer.Exit(_exit_status(found.report, settings.fail_level))


def _give(found: "Check", form: Format | None, language: "Language", output: Path | None) -> None:
    from extract.errors import InputError
    from kg.check.formats import FILES, FORMATS
    from kg.check.formats.plain import screen
    from kg.render.terminal import columns_of, in_colour
    from kg.writing import write_whole

    ending = output.suffix.lower() if output is not None else ""
    if form in _SHEETS or (form is None and ending in (".csv", ".xlsx", ".json")):
        give(found, form, language, output)
    elif output is not None:
        if form is None and ending not in FILES:
            raise InputError("{path} says no format; let it end in .html, .xlsx, .csv or .txt.", path=output)
        write_whole(output, FORMATS[form or FILES[ending]](found.report, language))
        warn("{count:,} findings written into {path}.", count=len(found.findings), path=output)
    elif form in (None, "full") and sys.stdout.isatty():
        hush()
        width = columns_of(sys.stdout)
        for line in screen(found.report, language, width, colour=in_colour(), folded=form is None):
            print(line)
    else:
        echo(FORMATS[form or "full"](found.report, language), nl=False)


def rule_command(
    reference: Annotated[
        str | None, typer.Argument(metavar="CODE", help="A code or name; all rules without it.")
    ] = None,
    write: Annotated[
        Path | None, typer.Option("--write", metavar="FOLDER", help="Writes the pages of all rules into a folder.")
    ] = None,
) -> None:
    """Explains a rule of the check, with examples.

    Example: cancu rule S103 --language vi
    """
    from kg.check import rule_named, rules
    from kg.check.pages import files, shown
    from kg.render.terminal import show
    from kg.wording import say
    from kg.writing import folder_for, write_whole

    language = spoken()
    if write is not None:
        folder_for(write)
        for name, text in files().items():
            write_whole(write / name, text)
    elif reference is None:
        for rule in rules().values():
            severity = say(f"severity.{rule.severity}", language).lower()
            echo_fitted(f"{rule.code}  {severity:<8} {rule.name:<24} {rule.title.in_language(language)}")
    else:
        show(shown(rule_named(reference), language), language)


def _listed(values: list[str] | None) -> tuple[str, ...]:
    """Codes given one by one or with commas."""
    return tuple(part.strip() for value in values or () for part in value.split(",") if part.strip())


def _write_baseline(report: "Report", reason: str, path: Path) -> None:
    from kg.check.baseline import write_baseline

    count = write_baseline(report.findings, reason, path)
    tell("{path}: {count} findings accepted.", path=path, count=count)


def _write_fixed(report: "Report", paths: list[Path], target: Path) -> None:
    from extract.errors import UsageError
    from kg.check.fixing import fixed, track
    from kg.writing import write_whole

    if len(report.documents) != 1:
        raise UsageError("--write-fixed needs exactly one readable file; give the one to be mended.")
    if target.suffix.lower() == ".docx":
        if target.exists():
            raise UsageError("{target} is already there; --write-fixed only writes a new file.", target=target)
        count, left = track(_only(paths), report.documents[0], target)
        warn("{count} suggestions written into {path} as tracked changes.", count=count, path=target)
        if left:
            warn("{left} suggestions have no place for a tracked change; carry them out by hand.", left=left)
        return
    if target.suffix.lower() not in _TEXTS:
        raise UsageError(
            "{target} is neither text (.txt, .md) nor Word (.docx), and nothing else is written; name it otherwise.",
            target=target,
        )
    text, count = fixed(report.documents[0])
    write_whole(target, text, new=True)
    warn("{count} suggestions carried out in {path}.", count=count, path=target)


def _only(paths: list[Path]) -> Path:
    """The one Word file that was given, and not a folder or an archive that holds one."""
    from extract.errors import UsageError

    if len(paths) != 1 or not paths[0].is_file():
        raise UsageError("Word files are written one at a time; give the one that is to be written into.")
    return paths[0]


def _annotate(report: "Report", paths: list[Path], target: Path, language: "Language") -> None:
    from extract.errors import UsageError
    from kg.check.annotating import annotate

    if len(report.documents) != 1:
        raise UsageError("--annotate needs exactly one readable Word file; give the one to be commented.")
    if target.exists():
        raise UsageError("{target} is already there; --annotate only writes a new file.", target=target)
    count = annotate(_only(paths), report.findings, target, language)
    warn("{count} comments written into {target}.", count=count, target=target)


def _exit_status(report: "Report", fail_level: Severity) -> int:

    if report.failures:
        return 2
    worst = report.worst()
    return int(worst is not None and SEVERITIES.index(worst) <= SEVERITIES.index(fail_level))
