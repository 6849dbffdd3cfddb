"""A file that somebody hands in to be checked: nothing of it stays, and no place on this machine is told."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import Path

from extract.errors import CancuError
from extract.reading import Progress
from kg.answers.corpus import Corpus
from kg.building.workers import End, Workers
from kg.check.annotating import annotate
from kg.check.formats import FORMATS
from kg.check.records import Finding
from kg.check.rules import rules
from kg.check.running import check_files
from kg.check.settings import Settings
from kg.harmless import clean
from kg.wording import Language
from kg.workspace.checking import Check, check_of

_NAME = re.compile(r"[/\\\0]")
_LONGEST = 100  # characters of a name
_ZIP = b"PK\x03\x04"  # how a Word file begins, and others


@dataclass(frozen=True, slots=True)
class Upload:
    """The outcome of a check of one file: the answer, and the file with a comment at each finding, if it can carry
    them and there are any."""

    check: Check
    commented: bytes | None = field(repr=False)
    language: Language

    def titles(self) -> dict[str, str]:
        """What each rule that found something looks for, by its code."""
        return {one.code: rules()[one.code].title.in_language(self.language) for one in self.check.findings}

    def written(self, form: str) -> str:
        """The report in one of the forms of ``check``: "html" is the sheet, "sarif" and others are for programs."""
        return FORMATS[form](self.check.report, self.language)


def checked_upload(
    data: bytes, name: str, settings: Settings, *, as_of: date, store: Corpus | None, language: Language
) -> Upload:
    """Checks what was handed in. What cannot be read is among the failures of the answer."""
    with tempfile.TemporaryDirectory(prefix="cancu-") as made:
        folder = Path(made).resolve()
        path = folder / _name(name)
        path.write_bytes(data)
        report = check_files([path], settings, as_of=as_of, store=store, workers=1, below=folder)
        found = tuple(report.findings)
        commented = _commented(path, found, language) if found and data.startswith(_ZIP) else None
    return Upload(check_of(report, language), commented, language)


def _name(given: str) -> str:
    """A name that is one: without folders, and of some length; how it ends says how it may be read."""
    last = clean(_NAME.split(given)[-1])
    stem, dot, ending = last.rpartition(".")
    if not dot or not stem:
        return last[:_LONGEST].strip(". ") or "van-ban.txt"
    return f"{stem[:_LONGEST].strip('. ') or 'van-ban'}.{ending[:10]}"


def _commented(path: Path, findings: tuple[Finding, ...], language: Language) -> bytes | None:
    """The copy with comments, made in a process that may die of it; None where the file is none that carries them."""
    with Workers(1) as workers:
        coming = workers.work(partial(_annotated, findings=findings, language=language), [str(path)])
        return next((one for one in coming if not isinstance(one, End)), None)


def _annotated(
    file: str, pages: Progress | None, *, findings: tuple[Finding, ...], language: Language
) -> Iterator[bytes]:
    target = Path(file).with_name("commented.docx")
    try:
        annotate(file, findings, target, language)
    except CancuError:
        return
    yield target.read_bytes()
