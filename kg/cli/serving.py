"""The commands that show a store in a browser: serve, publish."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from kg.cli.groups import ASK
from kg.cli.options import DEFAULT_STORE, AsOf, StoreOption, Tables, workspace
from kg.cli.output import tell
from kg.cli.progress import Progress

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import AbstractContextManager

    from kg.workspace.workspace import Workspace


HideSigners = Annotated[
    bool, typer.Option("--hide-signers", help="The names of those who signed are covered, in texts and queries.")
]


def add_to(app: typer.Typer) -> None:
    """Adds the commands to the application."""
    app.command("serve", rich_help_panel=ASK)(serve_command)
    app.command("publish", rich_help_panel=ASK)(publish_command)


def serve_command(
    *,
    store: StoreOption = DEFAULT_STORE,
    demo: Annotated[bool, typer.Option("--demo", help="The sample plans, in memory, instead of a store.")] = False,
    host: Annotated[
        str, typer.Option("--host", metavar="HOST", help="The address to listen at; this machine alone by default.")
    ] = "127.0.0.1",
    port: Annotated[
        int, typer.Option("--port", metavar="NUMBER", min=0, max=65_535, help="The port; 0: any that is free.")
    ] = 8_000,
    name: Annotated[
        list[str] | None,
        typer.Option("--name", metavar="HOST", help="A name under which it may be asked, too; may be given again."),
    ] = None,
    root_path: Annotated[
        str, typer.Option("--root-path", metavar="/PATH", help="The path under which a proxy shows it.")
    ] = "",
    trusted_proxy: Annotated[
        str | None, typer.Option("--trusted-proxy", metavar="ADDRESS", help="The proxy whose word is taken.")
    ] = None,
    texts: Annotated[
        Literal["none", "excerpts", "full"] | None,
        typer.Option(
            "--texts",
            help="What of the sources is shown; full on this machine, else the lines around citations.",
            show_default=False,
        ),
    ] = None,
    hide_signers: HideSigners = False,
    listed: Annotated[bool, typer.Option("--listed", help="Search engines may list it.")] = False,
    register: Tables = None,
) -> None:
    """Serves a store to browsers: search, cards, lineage with its words, checks, figures, JSON and SPARQL.

    Example: cancu serve --demo

    It answers from the last finished build and takes up the next one by itself. Nothing that is checked is kept.
    """
    from extract.errors import MissingExtraError, UsageError
    from kg.extras import command_for

    try:
        from kg.web.serving import listening, server
        from kg.web.settings import LOCAL, Settings, is_loopback
    except ImportError:
        raise MissingExtraError("A server needs Starlette and uvicorn: {command}", command=command_for("web")) from None
    if root_path and (not root_path.startswith("/") or root_path.endswith("/")):
        raise UsageError("--root-path begins with a slash and does not end with one, such as /cancu.")
    settings = Settings(
        hosts=(*LOCAL, *(() if host in ("0.0.0.0", "::") else (host,)), *(one.lower() for one in name or ())),  # noqa: S104
        root=root_path,
        texts=texts or ("full" if is_loopback(host) else "excerpts"),
        signers=not hide_signers,
        listed=listed,
    )
    bound = listening(host, port)
    with bound, _samples() if demo else workspace(store, register=register) as work:
        running = server(work, settings, host, port, trusted_proxy)
        shown = f"[{host}]" if ":" in host else host
        tell("http://{address}: open it in a browser; Ctrl-C ends it.", address=f"{shown}:{bound.getsockname()[1]}/")
        running.run(sockets=[bound])


def publish_command(
    folder: Annotated[
        Path, typer.Argument(metavar="FOLDER", help="The folder to make; it is not there yet, or empty.")
    ],
    *,
    store: StoreOption = DEFAULT_STORE,
    texts: Annotated[
        Literal["none", "excerpts", "full"],
        typer.Option("--texts", help="What of the sources is shown: nothing, the lines around citations, all."),
    ] = "excerpts",
    hide_signers: HideSigners = False,
    both: Annotated[
        bool, typer.Option("--both", help="In Vietnamese and in English, each in a folder of its own.")
    ] = False,
    as_of: AsOf = None,
    register: Tables = None,
) -> None:
    """Writes a store as plain files, which open from a stick or any web server: search, cards, lineage, texts.

    Example: cancu publish E:/can-cu

    Open index.html in it. The files are of the language in which you ask, or of both; nothing in them needs a network.
    """
    from extract.errors import Sentence
    from kg.web.publishing import publish

    with workspace(store, register=register, as_of=as_of) as work, Progress(Sentence("writing")) as shown:
        done = publish(work, folder, texts=texts, signers=not hide_signers, bilingual=both, progress=shown.files)
    tell(
        "{path}: {documents} documents, {texts} texts, {files} files",
        path=folder / "index.html", documents=done.documents, texts=done.texts, files=done.files,
    )  # fmt: skip


def _samples() -> AbstractContextManager[Workspace]:
    """A workspace over the sample plans, which are read into memory."""
    from contextlib import contextmanager

    from kg import build, open_store
    from kg import open as opened
    from kg.cli.language import spoken
    from kg.resources import data_file

    @contextmanager
    def made() -> Iterator[Workspace]:
        with open_store(None, write=True) as store:
            build([Path(data_file("plans"))], store, workers=0)  # our own, so no process need be there to die of them
            yield opened(store, language=spoken())

    return made()
