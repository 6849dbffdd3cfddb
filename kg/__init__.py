"""The knowledge graph of citations: records in, answers out.

>>> import kg
>>> store = kg.open_store(":memory:")
>>> report = kg.build(["data/plans"], store)
>>> work = kg.open(store, language="en")
>>> len({step.document.id for step in work.lineage("33/CT-TTg").steps})
5
>>> work.status("luat to cao 2011").status
'superseded'

``kg.open`` gives a workspace: a store, the facts that count, a day and a language. Its verbs are the questions:
``find``, ``listing``, ``card``, ``lineage``, ``status``, ``outdated``, ``check``, ``picture``, ``top``, ``stats``,
``query``, ``validate``, ``evaluate``. Each gives a frozen, typed answer with ``to_dict()``, ``schema()`` and
``to_dataframe()``.

The rooms, each above those it needs: :mod:`kg.identity` (names), :mod:`kg.law` (what is in force), :mod:`kg.resolution`
(which mentions mean one document), :mod:`kg.graph` (RDF), :mod:`kg.storage`, :mod:`kg.building`, :mod:`kg.render` (how
answers are shown), :mod:`kg.answers`, :mod:`kg.check`, :mod:`kg.drawing`, :mod:`kg.workspace` (every question, asked in
one way), :mod:`kg.web` and :mod:`kg.cli`. What is heavy is imported when it is first used, so that the command line
starts at once.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import networkx as nx

    from kg.building.build import Progress, Report
    from kg.check.settings import Settings
    from kg.drawing.picture import Picture
    from kg.storage.store import Store
    from kg.wording import Language
    from kg.workspace.workspace import Workspace

    __version__: str

__all__ = ["Workspace", "__version__", "build", "draw", "network", "open", "open_store"]


def open(
    where: str | Path | Store | None = None,
    *,
    register: Iterable[str | Path] = (),
    as_of: date | str | None = None,
    language: Language | None = None,
    pages: bool = False,
    settings: Settings | None = None,
) -> Workspace:
    """Opens a workspace over a store (a folder, a SPARQL server, an open store), or over the register alone.

    ``register`` names tables of your own facts, ``as_of`` the day of all answers (today unless given), ``language``
    ("vi", "en") that of their sentences; ``pages``: news, answers and forms, which are no documents, count as if they
    were. Settings come from the nearest ``cancu.toml`` unless given. Raises StoreError.
    """
    from kg.workspace.opening import open_workspace

    return open_workspace(where, register=register, as_of=as_of, language=language, pages=pages, settings=settings)


def build(
    paths: Iterable[str | Path],
    store: str | Path | Store,
    *,
    infer: bool = True,
    texts: bool = True,
    workers: int = 1,
    progress: Progress | None = None,
) -> Report:
    """Brings a store (open for writing, or a folder that is made if need be) up to date with files and folders.

    Only what is new or changed is read, what is gone leaves. Sources are named relative to ``paths``. ``infer`` off: no
    file without number is taken for a document that others cite; ``texts`` off: the store keeps no text of a source.
    What cannot be read is a sentence in the report. Raises StoreError.
    """
    from kg.building.build import build as bring_up
    from kg.workspace.stores import build_store

    if isinstance(store, (str, Path)):
        return build_store(paths, store, infer=infer, texts=texts, workers=workers, progress=progress)
    return bring_up(paths, store, infer=infer, texts=texts, workers=workers, progress=progress)


def open_store(where: str | Path | None, *, write: bool = False) -> Store:
    """Opens the store itself, for building or for RDF: a folder, a SPARQL server, or ":memory:". Raises StoreError."""
    from kg.storage.opening import open_store as opened

    return opened(where, write=write)


def draw(
    picture: Picture,
    out: str | Path,
    *,
    title: str | None = None,
    language: Language = "vi",
    context: bool = False,
) -> None:
    """Writes a picture to a file: .html (a page that needs no network), .svg, .png, .mmd.

    The chain alone is on show, or its ``context``, too; ``title``: that of its root by default.
    """
    from kg.drawing.forms import draw as drawn

    drawn(picture, out, title=title, language=language, context=context)


def network(store: Store, *, words: bool = True) -> nx.MultiDiGraph[str]:
    """The citation network of a store as a networkx graph, with or without the words of each citation."""
    from kg.answers.network import network as made

    return made(store, words=words)


def __getattr__(name: str) -> object:
    """What takes long to find out, when it is asked for."""
    if name == "Workspace":
        return import_module("kg.workspace.workspace").Workspace
    if name == "__version__":
        return import_module("importlib.metadata").version("cancu")
    raise AttributeError(f"module 'kg' has no attribute {name!r}")
