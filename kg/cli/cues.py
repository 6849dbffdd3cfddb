"""Commands for who knows the law and does not program: explain, cues check."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.groups import READ, Grouped
from kg.cli.output import echo, tell, worded

if TYPE_CHECKING:
    from extract.explaining import Explanation

cues = typer.Typer(cls=Grouped, no_args_is_help=True, help="Tries your own words for roles.")


def add_to(app: typer.Typer) -> None:
    """Adds the commands to the application."""
    app.command("explain", rich_help_panel=READ)(explain_command)
    app.add_typer(cues, name="cues", rich_help_panel=READ)


def explain_command(
    file: Annotated[
        str, typer.Argument(metavar="FILE[:LINE]", help="A document, or one line of it.", show_default=False)
    ],
    mine: Annotated[Path | None, typer.Option("--cues", metavar="MINE.csv", help="Rows of your own besides.")] = None,
) -> None:
    """Says which words decided the role of each citation.

    Example: cancu explain plans/plan.txt:12

    And which others stood in its sentence.
    """
    from extract import read
    from extract.explaining import explain
    from extract.roles.cues import Vocabulary, load_cues, standard

    path, _, line = file.rpartition(":")
    numbered = bool(path) and line.isascii() and line.isdecimal() and not Path(file).exists()
    vocabulary = Vocabulary([*standard().cues, *load_cues(mine)]) if mine else None
    found = explain(read(path if numbered else file), int(line) if numbered else None, vocabulary)
    for one in found:
        _print(one)
    if not found:
        tell("No citation in {file}.", file=file)


def _print(one: "Explanation") -> None:
    echo(f"{one.line}: {' '.join(one.quote.split())}")
    by = f"“{one.trigger}”" if one.trigger else worded("no words, but the place or the citation before")
    row = f" ({worded('row {row}', row=one.won)})" if one.won else ""
    echo(f"   {worded('{relation}, by {by}', relation=one.relation, by=by)}{row}")
    for effect in one.effects:
        by = " ".join(effect.by.split()) if effect.by else worded("this document")
        if effect.scope == "part":
            told = worded("{by}: {change} of a part", by=by, change=effect.relation)
        else:
            told = worded("{by}: {change} of the whole", by=by, change=effect.relation)
        since = f" ({worded('from {day}', day=effect.since)})" if effect.since else ""
        echo(f"   {told}{since}")
    meant = next((match.meaning for match in one.matches if match.id == one.won), one.relation)
    if meant != one.relation and not one.effects:
        blocked = worded(
            "{meaning}, but denied, conditional, to come, asked of others, or of another act", meaning=meant
        )
        echo(f"   {blocked}")
    echo(f"   {worded('in: {sentence}', sentence=' '.join(one.sentence.split()))}")
    for match in one.matches:
        echo(f"   {'>' if match.id == one.won else ' '} {match.id}: “{' '.join(match.words.split())}”, {match.meaning}")


@cues.command("check")
def check_command(
    mine: Annotated[Path, typer.Argument(metavar="MINE.csv", help="A table like cues.csv.", show_default=False)],
    paths: Annotated[
        list[Path] | None,
        typer.Argument(metavar="PATHS", help="Documents on which gains and losses are shown.", show_default=False),
    ] = None,
) -> None:
    """Runs the examples and counterexamples of your rows, and says what they would read otherwise in documents.

    Example: cancu cues check mine.csv plans/

    Exit status: 0 all examples give what they say, 1 some do not.
    """
    from extract.explaining import shifts, try_cues
    from extract.roles.cues import load_cues
    from kg.building.papers import all_papers

    rows = load_cues(mine)
    trials = try_cues(rows)
    for trial in trials:
        wrong = {"found": trial.found, "expected": trial.expected}
        result = worded("ok") if trial.right else worded("gives {found}, not {expected}", **wrong)
        echo(f"{trial.id}, {trial.kind}: {result}: {trial.sentence}")
    for cue in rows:
        if not cue.example:
            echo(worded("{row} has no example; add one, and this tries it", row=cue.id))
    texts = [paper[0] for paper in all_papers(paths or []) if not isinstance(paper, str)]
    for shift in shifts(texts, rows):
        echo(f"{shift.before} -> {shift.after}: {' '.join(shift.quote.split())}")
    raise typer.Exit(0 if all(trial.right for trial in trials) else 1)
