"""The command line: ``cancu``. Nothing heavy is imported before a command needs it."""

import errno
import gc
import os
import sys
from io import StringIO, TextIOWrapper
from typing import Annotated, Any, Literal, TextIO

import typer

from kg.cli import asking, cues, finding, judging, reading, serving, showing, stores
from kg.cli.groups import asked_for
from kg.cli.language import Program, spoken
from kg.cli.output import echo, echo_fitted, tell, warn
from kg.cli.progress import Progress, stopped_at

_MADE = 10_000
"""Objects that are made before garbage is looked for, by workers, too: nearly all that a command makes is none."""


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import PackageNotFoundError, version

        try:
            echo(f"cancu {version('cancu')}")
        except PackageNotFoundError:
            tell("cancu (not installed)")
        raise typer.Exit


class _Commands(Program):
    """The commands; one that is interrupted, and says nothing of its own, says so."""

    def invoke(self, ctx: Any) -> object:
        from extract.errors import Sentence

        try:
            with Progress(Sentence("working"), at_once=True):
                return super().invoke(ctx)
        except KeyboardInterrupt:
            if reached := stopped_at():
                warn(
                    "stopped after {done:,} of {total:,} files; nothing of it is kept.",
                    done=reached[0],
                    total=reached[1],
                )
            else:
                warn("stopped before it was done.")
            raise typer.Exit(130) from None


app = typer.Typer(
    name="cancu",
    cls=_Commands,
    help="Which document stands on whose basis, by which words, and is that basis still in force?",
    epilog="Try: cancu demo",
    no_args_is_help=True,
    add_completion=True,
    context_settings={"help_option_names": ["--help", "-h"]},
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


@app.callback()
def options(
    version: Annotated[
        bool,
        typer.Option("--version", is_eager=True, callback=_version, help="Print the version."),
    ] = False,
    language: Annotated[
        Literal["en", "vi"] | None,
        typer.Option(
            "--language", help="The language of all that is said; else CANCU_LANGUAGE, cancu.toml, the system."
        ),
    ] = None,
) -> None:
    """Which document stands on whose basis, by which words, and is that basis still in force?"""


for commands in (reading, cues, finding, asking, judging, showing, serving, stores):
    commands.add_to(app)


def main() -> None:
    """Runs a command. Exit status: 0 fine, 1 findings, 2 could not do it, 130 it was stopped; what went wrong is one
    sentence on standard error."""
    gc.set_threshold(_MADE)
    for stream in (sys.stdout, sys.stderr):
        _take_any_letter(stream)
    try:
        arguments = _as_meant(sys.argv[1:])
        status = asked_for(app, arguments)(arguments, standalone_mode=False, prog_name="cancu")
        print(end="", flush=True)
    except BrokenPipeError:  # the reader of our output left, as `head` does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        status = 0
    except Exception as error:  # noqa: BLE001 - the user gets a sentence, the trace goes into the log
        status = _said(error)
    gc.freeze()  # what is left goes with the process: to look through it for garbage would take a tenth of a short run
    sys.exit(status if isinstance(status, int) else 0)


def _as_meant(arguments: list[str]) -> list[str]:
    """What was typed, with "cancu help find" as the option that asks for help; "help help" is "help"."""
    if arguments[:1] == ["help"]:
        return [*(word for word in arguments[1:] if word != "help"), "--help"]
    return arguments


def _take_any_letter(stream: TextIO) -> None:
    """A console of another encoding shows what it can; into files and pipes goes UTF-8."""
    if not isinstance(stream, TextIOWrapper):
        return
    if stream.isatty():
        stream.reconfigure(errors="backslashreplace")
    else:
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _said(error: Exception) -> int:
    """Says what went wrong and gives the exit status."""
    from extract.errors import CancuError
    from kg.cli.help import usage
    from kg.tracing import noted

    show = getattr(error, "show", None)
    if show is not None:  # a wrong argument or option, in the words of the command line's own library
        words = StringIO()
        show(file=words)
        said = words.getvalue().replace(": Value error, ", ": ")  # by which the library says where it found out
        for line in (usage(said) if spoken() == "vi" else said).splitlines():
            echo_fitted(line.replace("\t", "  "), err=True)
        if "extra argument" in said:
            warn("words that belong together stand in quotation marks, such as “dan van”.")
    elif isinstance(error, CancuError):
        warn(error.sentence)
    elif isinstance(error, OSError) and error.errno == errno.ENOSPC and error.filename is None:
        warn("the output cannot be written ({reason}).", reason=error.strerror)
    elif isinstance(error, OSError) and isinstance(error.filename, str):
        warn("{path} cannot be used: {error}.", path=error.filename, error=noted(error))
    else:
        warn("this was not foreseen: {error}.", error=noted(error, " ".join(sys.argv[1:])))
    return 2
