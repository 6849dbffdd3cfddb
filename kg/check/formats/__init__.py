"""The forms in which a report is given: for people (full, concise, html) and for machines (json, sarif, github)."""

from collections.abc import Callable

from kg.check.formats.as_json import as_json
from kg.check.formats.plain import concise, full
from kg.check.formats.sarif import github, sarif
from kg.check.formats.sheet import sheet
from kg.check.records import Report
from kg.wording import Language

FORMATS: dict[str, Callable[[Report, Language], str]] = {
    "full": full,
    "concise": concise,
    "json": as_json,
    "sarif": sarif,
    "github": github,
    "html": sheet,
}

FILES = {".txt": "full", ".html": "html", ".htm": "html", ".sarif": "sarif", ".json": "json"}
"""The form of a file by the end of its name; sheets (.csv, .xlsx) are those of all answers."""

__all__ = ["FILES", "FORMATS"]
