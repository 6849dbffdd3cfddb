"""Opening a workspace: the store, the settings of the folder, the language, decided once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from kg.check.settings import Settings, load_settings
from kg.preferences import language_by
from kg.wording import Language
from kg.workspace.workspace import Workspace

if TYPE_CHECKING:
    from kg.storage.store import Store


def open_workspace(
    where: str | Path | Store | None = None,
    *,
    register: Iterable[str | Path] = (),
    as_of: date | str | None = None,
    language: Language | None = None,
    pages: bool = False,
    settings: Settings | None = None,
) -> Workspace:
    """A workspace over the store ``where`` (a folder, a SPARQL server, an open store; None: without one).

    ``register`` names further tables of facts, beside those of the ``settings``, which come from the nearest
    ``cancu.toml`` unless given; ``as_of`` is the day of all answers, today by default; ``language`` that of their
    sentences (:func:`language_of` by default). ``pages``: news, answers and forms count as documents. Raises
    StoreError, and CancuError for settings that are wrong.

    >>> import kg
    >>> kg.open(as_of="2020-01-01", language="en").status("luat to cao").status
    'in_force'
    """
    chosen = settings if settings is not None else load_settings(Path.cwd())
    chosen = replace(chosen, register=(*chosen.register, *map(Path, register)))
    day = date.fromisoformat(as_of) if isinstance(as_of, str) else as_of
    closing = isinstance(where, (str, Path))
    spoken = language or language_of(chosen)
    return Workspace(_opened(where), chosen, as_of=day, language=spoken, pages=pages, closing=closing)


def _opened(where: str | Path | Store | None) -> Store | None:
    if not isinstance(where, (str, Path)):
        return where
    from kg.storage.opening import open_store

    return open_store(where)


def language_of(settings: Settings) -> Language:
    """The language of the answers: CANCU_LANGUAGE, else that of the settings, else that of the system."""
    return language_by(settings.language)
