"""Findings that somebody has looked at and accepts, each with a reason (``cancu-baseline.toml``).

::

    [[finding]]
    code = "S104"
    path = "plans/2026/ke-hoach.txt"
    quote = "Luật Tố cáo số 25/2018/QH14"
    reason = "The amendments of 2025 do not touch what the plan relies on; checked by the legal officer."

A finding is covered by code, path and quoted words, so that it stays covered when lines move. Paths may be seen from
another folder: ``2026/ke-hoach.txt`` is ``plans/2026/ke-hoach.txt``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path, PurePath

from extract.errors import InputError, UsageError
from kg.check.records import Finding
from kg.toml import load_toml, toml_string
from kg.writing import write_whole

_HALF = re.compile("[\ud800-\udfff]")
_FIELDS = ("code", "path", "quote", "reason")


@dataclass(frozen=True, slots=True)
class Accepted:
    """One accepted finding."""

    code: str
    path: str
    quote: str
    reason: str

    def covers(self, finding: Finding) -> bool:
        """Whether it is this finding, by the words of any of its places."""
        return (
            self.code == finding.code
            and self.quote in {_words(spot.quote) or "-" for spot in finding.spots}
            and _one_path(self.path, finding.path)
        )


def _one_path(one: str, other: str) -> bool:
    """Whether one path ends with the other: the same file, seen from another folder."""
    first, second = PurePath(one).parts, PurePath(other).parts
    shared = min(len(first), len(second))
    return first[-shared:] == second[-shared:]


def load_baseline(path: Path) -> tuple[Accepted, ...]:
    """The entries of a baseline. Raises InputError for one that lacks a field; above all, a reason."""
    entries = load_toml(path).get("finding", [])
    found = []
    for number, entry in enumerate(entries if isinstance(entries, list) else [None], start=1):
        fields = [str(entry.get(field, "")).strip() for field in _FIELDS] if isinstance(entry, dict) else []
        if not all(fields) or not fields:
            raise InputError(
                "The baseline {path}, entry {number}: code, path, quote and a reason are all required.",
                path=path,
                number=number,
            )
        found.append(Accepted(fields[0], fields[1], _words(fields[2]), fields[3]))
    return tuple(found)


def write_baseline(findings: Iterable[Finding], reason: str, path: Path) -> int:
    """Adds findings with one reason to those accepted before, and says how many.

    Raises UsageError for a reason without words, InputError for a baseline there that cannot be read, or one
    that cannot be written; then the one there stays as it was.
    """
    if not reason.strip():
        raise UsageError("A baseline needs a reason; say with --reason why these findings are accepted.")
    if _HALF.search(reason):
        raise UsageError("The reason is no text in UTF-8; give it in letters with --reason.")
    before = load_baseline(path) if path.exists() else ()
    added = dict.fromkeys(
        Accepted(finding.code, finding.path, _words(finding.quote) or "-", reason.strip())
        for finding in findings
        if not any(entry.covers(finding) for entry in before)
    )
    write_whole(path, "\n".join(_block(entry) for entry in (*before, *added)))
    return len(added)


def _block(entry: Accepted) -> str:
    values = (entry.code, entry.path, entry.quote, entry.reason)
    lines = (f"{field} = {toml_string(value)}" for field, value in zip(_FIELDS, values, strict=True))
    return "\n".join(["[[finding]]", *lines, ""])


def _words(quote: str) -> str:
    return " ".join(quote.split())
