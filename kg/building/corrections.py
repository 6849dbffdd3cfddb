"""Corrections by the user: a small file of his that says which documents are one, what a citation means, and which page
is no document.

::

    [[same]]                     # both are the first
    documents = ["Chỉ thị số 33/CT-TTg ngày 26/11/2021 của Thủ tướng Chính phủ",
                 "Chỉ thị số 33/CT-TTg ngày 26/11/2012 của Thủ tướng Chính phủ"]

    [[means]]                    # these words of that file mean this document
    file = "plans/a.txt"
    words = "Luật Đất đai"
    document = "Luật Đất đai số 45/2013/QH13 ngày 29/11/2013"

    [[page]]                     # that file is no document
    file = "pages/b.md"

Documents are written as they are cited; ``note`` may stand in each. A correction alters what a file's record says
before anything is made of it, so it holds in every build, whatever the order.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from extract import extract
from extract.errors import InputError
from extract.records import Citation, Document, Extraction
from kg.identity.books import one_book
from kg.identity.keys import Key, compatible
from kg.toml import load_toml

BY_USER = "user"
"""What stands among the repairs of a citation that the user corrected."""

_FIELDS: Mapping[str, Mapping[str, bool]] = {
    "same": {"documents": True, "note": False},
    "means": {"file": True, "words": True, "document": True, "note": False},
    "page": {"file": True, "note": False},
}
"""The kinds of corrections and what stands in each; true where it must."""


@dataclass(frozen=True, slots=True)
class Same:
    """Two documents that are one: what is said of the ``other`` is said of the ``document``."""

    document: Citation
    other: Citation
    note: str


@dataclass(frozen=True, slots=True)
class Means:
    """What the words of a file mean, wherever they stand in it."""

    file: str
    words: str
    document: Citation
    note: str


@dataclass(frozen=True, slots=True)
class NoDocument:
    """A file that is no document."""

    file: str
    note: str


@dataclass(frozen=True, slots=True)
class Corrected:
    """A record with what was corrected: the place of a citation, None for the file itself, and the user's words."""

    extraction: Extraction
    said: tuple[tuple[int | None, str], ...]


@dataclass(frozen=True, slots=True)
class Corrections:
    """All corrections of a user; none by default."""

    same: tuple[Same, ...] = ()
    means: tuple[Means, ...] = ()
    pages: tuple[NoDocument, ...] = ()

    @property
    def fingerprint(self) -> str:
        """What tells these corrections from others; "none" where there are none."""
        told = repr((self.same, self.means, self.pages))
        return hashlib.sha256(told.encode()).hexdigest()[:24] if self.same or self.means or self.pages else "none"

    def speak_of(self, name: str) -> bool:
        """Whether a file of this name is named."""
        files = [*(one.file for one in self.means), *(one.file for one in self.pages)]
        return any(_names(file, [name]) for file in files)

    @property
    def blocks(self) -> frozenset[str]:
        """Where descriptions stand of what is another document."""
        return frozenset(Key.of_citation(one.other).block for one in self.same)

    def of(self, extraction: Extraction, names: Iterable[str]) -> Corrected:
        """A record, whose source goes by these names, as the user corrects it."""
        known, said = sorted(names), list[tuple[int | None, str]]()
        document, citations = extraction.document, list(extraction.citations)
        for page in self.pages:
            if _names(page.file, known):
                document = Document(kind="page")
                said.append((None, page.note or "page"))
        for index, citation in enumerate(citations):
            words = " ".join(citation.quote.split())
            for means in self.means:
                if _names(means.file, known) and means.words == words:
                    citations[index] = _meaning(citation, means.document)
                    said.append((index, means.note or "means"))
        for same in self.same:
            other = Key.of_citation(same.other)
            if _is(Key.of_document(document), other):
                document = _being(document, same.document)
                said.append((None, same.note or "same"))
            for index, citation in enumerate(citations):
                if _is(Key.of_citation(citation), other):
                    citations[index] = _meaning(citation, same.document)
                    said.append((index, same.note or "same"))
        if not said:
            return Corrected(extraction, ())
        return Corrected(replace(extraction, document=document, citations=tuple(citations)), tuple(said))


def load_corrections(path: Path) -> Corrections:
    """The corrections that a file holds. Raises InputError, naming it, for what is no correction."""
    table = load_toml(path)
    unknown = table.keys() - _FIELDS.keys()
    if unknown:
        raise InputError(
            "{path}: '{key}' is no correction; there are {keys}.",
            path=path,
            key=min(unknown),
            keys=", ".join(f"[[{kind}]]" for kind in _FIELDS),
        )
    rows = {kind: list(_rows(kind, table.get(kind, []), path)) for kind in _FIELDS}
    return Corrections(
        _to_the_last([_same(row, path) for row in rows["same"]]),
        tuple(
            Means(row["file"], " ".join(row["words"].split()), _cited(row["document"], path), row.get("note", ""))
            for row in rows["means"]
        ),
        tuple(NoDocument(row["file"], row.get("note", "")) for row in rows["page"]),
    )


def _rows(kind: str, rows: object, path: Path) -> Iterator[dict[str, Any]]:
    fields = _FIELDS[kind]
    for row in rows if isinstance(rows, list) else [rows]:
        said = {name: value for name, value in row.items() if _is_told(name, value)} if isinstance(row, dict) else {}
        missing = [name for name, needed in fields.items() if needed and name not in said]
        if not isinstance(row, dict) or missing or row.keys() - fields.keys() or len(said) < len(row):
            raise InputError(
                "{path}: a [[{kind}]] has {fields}, each a text (documents: a list of two).",
                path=path,
                kind=kind,
                fields=", ".join(fields),
            )
        yield said


def _is_told(name: str, value: object) -> bool:
    if name == "documents":
        return isinstance(value, list) and len(value) == 2 and all(isinstance(one, str) for one in value)
    return isinstance(value, str)


def _same(row: Mapping[str, Any], path: Path) -> Same:
    document, other = (_cited(text, path) for text in row["documents"])
    return Same(document, other, row.get("note", ""))


def _to_the_last(rows: Sequence[Same]) -> tuple[Same, ...]:
    """The rows with the document that is meant in the end, where one row's document is another's other one."""
    others = [Key.of_citation(row.other) for row in rows]
    settled = []
    for row in rows:
        document = row.document
        for _ in rows:  # rows that go round end, too
            key = Key.of_citation(document)
            after = next(
                (one for one, other in zip(rows, others, strict=True) if one is not row and _is(key, other)), None
            )
            if after is None:
                break
            document = after.document
        settled.append(replace(row, document=document))
    return tuple(settled)


def _cited(text: str, path: Path) -> Citation:
    """The one document that words cite."""
    found = [citation for citation in extract(text).citations if citation.within is None]
    if len(found) != 1 or not Key.of_citation(found[0]).block:
        raise InputError(
            '{path}: "{text}" names no document; write it as it is cited, with number and day.', path=path, text=text
        )
    return found[0]


def _names(file: str, sources: Iterable[str]) -> bool:
    """Whether a file is meant by its name, or by the end of it from a folder on."""
    return any(source == file or source.endswith(f"/{file}") for source in sources)


def _is(key: Key, other: Key) -> bool:
    """Whether a key says as much as another, and the same."""
    if not key.number or not compatible(key, other) or (other.date is not None and key.date != other.date):
        return False
    return key.issuer is None or other.issuer is None or one_book(key.issuer, other.issuer)


_SAID_OF_A_DOCUMENT = ("type", "type_label", "number", "numbering", "date", "issuer", "co_issuers")
"""What mentions and letterheads alike say of a document."""


def _said_of(document: Citation) -> dict[str, Any]:
    return {name: getattr(document, name) for name in _SAID_OF_A_DOCUMENT}


def _meaning(citation: Citation, document: Citation) -> Citation:
    """The mention with what it means; its words stay."""
    implied, repairs = document.issuer_implied, tuple(dict.fromkeys((*citation.repairs, BY_USER)))
    return replace(citation, **_said_of(document), issuer_implied=implied, name=document.name, repairs=repairs)


def _being(document: Document, other: Citation) -> Document:
    """The letterhead as that of another document; what only a letterhead tells stays."""
    return replace(document, **_said_of(other))
