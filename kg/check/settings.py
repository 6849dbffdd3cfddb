"""What a check looks for, and how strictly: from ``cancu.toml`` or ``[tool.cancu]`` in ``pyproject.toml``.

::

    [tool.cancu]
    select = ["S", "I"]            # codes, families or names; all where nothing is given
    ignore = ["S110"]
    fail-level = "warning"         # error (the default), warning or note
    register = ["our-facts.csv"]   # more tables of facts, paths from this file
    baseline = "cancu-baseline.toml"
    language = "vi"

    [tool.cancu.per-file-ignores]
    "drafts/*" = ["F302", "F303"]
"""

from __future__ import annotations

from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path

from extract.errors import CancuError
from kg.check.records import SEVERITIES, Severity
from kg.check.rules import selected
from kg.toml import load_toml
from kg.wording import Language

_KEYS = ("select", "ignore", "fail-level", "register", "baseline", "language", "per-file-ignores")


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of a run. Paths are absolute or from the working directory."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    per_file_ignores: tuple[tuple[str, tuple[str, ...]], ...] = ()
    fail_level: Severity = "error"
    register: tuple[Path, ...] = ()
    baseline: Path | None = None
    language: Language | None = None

    def codes_for(self, path: str) -> frozenset[str]:
        """The rules that apply to a file. A pattern matches its path or its name."""
        ignore = self.ignore
        for pattern, codes in self.per_file_ignores:
            if fnmatch(path, pattern) or fnmatch(path, f"*/{pattern}") or fnmatch(Path(path).name, pattern):
                ignore = (*ignore, *codes)
        return selected(self.select, ignore)


def load_settings(folder: Path) -> Settings:
    """The settings of the nearest ``cancu.toml``, or ``pyproject.toml`` with ``[tool.cancu]``, from the folder upwards.

    Raises CancuError, naming the file, for a key or value that is not known.
    """
    for place in (folder.resolve(), *folder.resolve().parents):
        for path in (place / "cancu.toml", place / "pyproject.toml"):
            if path.is_file():
                table = _read(path)
                if table is not None:
                    return _settings(table, path)
    return Settings()


def _read(path: Path) -> dict[str, object] | None:
    table = load_toml(path)
    if path.name == "cancu.toml":
        return table
    tools = table.get("tool")
    own = tools.get("cancu") if isinstance(tools, dict) else None
    return own if isinstance(own, dict) else None


def _settings(table: dict[str, object], path: Path) -> Settings:
    unknown = set(table) - set(_KEYS)
    if unknown:
        raise CancuError(f"{path}: the key '{min(unknown)}' is not known; the keys are {', '.join(_KEYS)}.")
    per_file = table.get("per-file-ignores", {})
    if not isinstance(per_file, dict):
        raise CancuError(f"{path}: 'per-file-ignores' must be a table of patterns, each with a list of rules.")
    fail_level, language = table.get("fail-level", "error"), table.get("language")
    if fail_level not in SEVERITIES:
        raise CancuError(f"{path}: 'fail-level' must be one of {', '.join(SEVERITIES)}.")
    if language not in (None, "en", "vi"):
        raise CancuError(f"{path}: 'language' must be en or vi.")
    baseline = table.get("baseline")
    settings = Settings(
        select=_strings(table.get("select", []), "select", path),
        ignore=_strings(table.get("ignore", []), "ignore", path),
        per_file_ignores=tuple((pattern, _strings(codes, pattern, path)) for pattern, codes in per_file.items()),
        fail_level=next(level for level in SEVERITIES if level == fail_level),
        register=tuple(path.parent / name for name in _strings(table.get("register", []), "register", path)),
        baseline=path.parent / str(baseline) if baseline is not None else None,
        language="vi" if language == "vi" else "en" if language == "en" else None,
    )
    for codes in (settings.select, settings.ignore, *(codes for _, codes in settings.per_file_ignores)):
        _known(codes, path)
    return settings


def _known(codes: tuple[str, ...], path: Path) -> None:
    try:
        selected(codes, ())
    except CancuError as error:
        raise CancuError(f"{path}: {error}") from None


def _strings(value: object, key: str, path: Path) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise CancuError(f"{path}: '{key}' must be a list of texts.")
    return tuple(value)
