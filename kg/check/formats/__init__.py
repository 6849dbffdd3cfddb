"""The forms in which a report is given: for people (full, concise, html) and for machines (sarif, github).

As JSON and in sheets it is an answer like any other (``kg.workspace.checking``).
"""

from collections.abc import Callable

from kg.check.formats.plain import concise, full
from kg.check.formats.sarif import github, sarif
from kg.check.formats.sheet import sheet
from kg.check.records import Report
from kg.wording import Language

FORMATS: dict[str, Callable[[Report, Language], str]] = {
    "full": full,
    "concise": concise,
    "sarif": sarif,
    "github": github,
    "html": sheet,
}

FILES = {".txt": "full", ".html": "html", ".htm": "html", ".sarif": "sarif"}
"""The form of a file by the end of its name; those of all answers are .csv, .xlsx and .json."""

__all__ = ["FILES", "FORMATS"]
