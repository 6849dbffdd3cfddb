"""What a check looks for, and how strictly: from ``cancu.toml`` or ``[tool.cancu]`` in ``pyproject.toml``.

::

    [tool.cancu]
    select = ["S", "I"]            # codes, families or names; all where nothing is given
    ignore = ["S110"]
    fail-level = "warning"         # error (the default), warning or note
    register = ["our-facts.csv"]   # more tables of facts, paths from this file
    baseline = "cancu-baseline.toml"
    corrections = "corrections.toml"   # what you know better of documents and citations: cancu build
    language = "vi"

    [tool.cancu.per-file-ignores]
    "drafts/*" = ["F302", "F303"]
"""

from __future__ import annotations

from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path

from extract.errors import SettingError, UsageError
from kg.check.rules import selected
from kg.law.register import Register, load_register
from kg.preferences import own_table, settings_files
from kg.severity import SEVERITIES, Severity
from kg.toml import load_toml
from kg.wording import Language

_KEYS = ("select", "ignore", "fail-level", "register", "baseline", "corrections", "language", "per-file-ignores")


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of a run. Paths are absolute or from the working directory."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    per_file_ignores: tuple[tuple[str, tuple[str, ...]], ...] = ()
    fail_level: Severity = "error"
    register: tuple[Path, ...] = ()
    baseline: Path | None = None
    corrections: Path | None = None
    language: Language | None = None

    def facts(self) -> Register:
        """The facts that come along, with those of the user's own tables."""
        return load_register(None, *self.register)

    def codes_for(self, path: str) -> frozenset[str]:
        """The rules that apply to a file. A pattern matches its path or its name."""
        ignore = self.ignore
        for pattern, codes in self.per_file_ignores:
            if fnmatch(path, pattern) or fnmatch(path, f"*/{pattern}") or fnmatch(Path(path).name, pattern):
                ignore = (*ignore, *codes)
        return selected(self.select, ignore)


def load_settings(folder: Path) -> Settings:
    """The settings of the nearest ``cancu.toml``, or ``pyproject.toml`` with ``[tool.cancu]``, from the folder upwards.

    Raises SettingError, naming the file, for a key or value that is not known.
    """
    for path in settings_files(folder):
        table = own_table(load_toml(path), path)
        if table is not None:
            return _settings(table, path)
    return Settings()


def _settings(table: dict[str, object], path: Path) -> Settings:
    unknown = set(table) - set(_KEYS)
    if unknown:
        raise SettingError(
            "{path}: the key '{key}' is not known; the keys are {keys}.",
            path=path,
            key=min(unknown),
            keys=", ".join(_KEYS),
        )
    per_file = table.get("per-file-ignores", {})
    if not isinstance(per_file, dict):
        raise SettingError(
            "{path}: 'per-file-ignores' must be a table of patterns, each with a list of rules.", path=path
        )
    fail_level, language = table.get("fail-level", "error"), table.get("language")
    if fail_level not in SEVERITIES:
        raise SettingError("{path}: 'fail-level' must be one of {choices}.", path=path, choices=", ".join(SEVERITIES))
    if language not in (None, "en", "vi"):
        raise SettingError("{path}: 'language' must be en or vi.", path=path)
    baseline = table.get("baseline")
    settings = Settings(
        select=_strings(table.get("select", []), "select", path),
        ignore=_strings(table.get("ignore", []), "ignore", path),
        per_file_ignores=tuple((pattern, _strings(codes, pattern, path)) for pattern, codes in per_file.items()),
        fail_level=next(level for level in SEVERITIES if level == fail_level),
        register=tuple(path.parent / name for name in _strings(table.get("register", []), "register", path)),
        baseline=path.parent / str(baseline) if baseline is not None else None,
        corrections=path.parent / str(table["corrections"]) if "corrections" in table else None,
        language="vi" if language == "vi" else "en" if language == "en" else None,
    )
    for codes in (settings.select, settings.ignore, *(codes for _, codes in settings.per_file_ignores)):
        _known(codes, path)
    return settings


def _known(codes: tuple[str, ...], path: Path) -> None:
    try:
        selected(codes, ())
    except UsageError as error:
        raise SettingError("{path}: {error}", path=path, error=error) from None


def _strings(value: object, key: str, path: Path) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise SettingError("{path}: '{key}' must be a list of texts.", path=path, key=key)
    return tuple(value)
