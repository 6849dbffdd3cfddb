"""What the user prefers, as far as it must be known before anything else is loaded: where it stands, the language."""

from __future__ import annotations

import locale
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kg.wording import Language

_MOST = 1_000_000  # bytes that are looked at for a language

_SYSTEM = ("LC_ALL", "LC_MESSAGES", "LANG")
"""Where the user says the language, the strongest first; it counts though the machine has no such locale."""


def settings_files(folder: Path) -> Iterator[Path]:
    """The files that may hold settings, the nearest first: ``cancu.toml`` before ``pyproject.toml``, going upwards."""
    for place in (folder.resolve(), *folder.resolve().parents):
        yield from (path for path in (place / "cancu.toml", place / "pyproject.toml") if path.is_file())


def own_table(table: dict[str, Any], path: Path) -> dict[str, Any] | None:
    """The settings in the table of such a file; None for a ``pyproject.toml`` without ``[tool.cancu]``."""
    if path.name == "cancu.toml":
        return table
    tools = table.get("tool")
    own = tools.get("cancu") if isinstance(tools, dict) else None
    return own if isinstance(own, dict) else None


def language_by(settings: str | None) -> Language:
    """The language: CANCU_LANGUAGE, else that of the settings, else that of the system."""
    system = next(filter(None, map(os.environ.get, _SYSTEM)), None) or locale.getlocale()[0] or ""
    said = os.environ.get("CANCU_LANGUAGE") or settings or system
    return "vi" if said.lower().startswith("vi") else "en"


def language_in(folder: Path) -> Language:
    """The same for the settings of a folder; what is wrong with them is said by what needs more of them."""
    return language_by(None if os.environ.get("CANCU_LANGUAGE") else _written(folder))


def _written(folder: Path) -> str | None:
    for path in settings_files(folder):
        try:
            with path.open("rb") as file:
                text = file.read(_MOST).decode("utf-8-sig")
            own = own_table(_parsed(text), path) if path.name == "cancu.toml" or "cancu" in text else None
        except (OSError, ValueError, RecursionError):
            return None
        if own is not None:
            said = own.get("language")
            return said if isinstance(said, str) else None
    return None


def _parsed(text: str) -> dict[str, Any]:
    import tomllib  # noqa: PLC0415 - most folders have no settings to read

    return tomllib.loads(text)
