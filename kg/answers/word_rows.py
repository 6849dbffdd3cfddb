"""What the index of words holds, a row a document, and how it is made of a store (:mod:`kg.answers.words` asks it)."""

from __future__ import annotations

import re
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from pyoxigraph import NamedNode

from extract.records import Level
from kg.answers.view import body_said, level_of, type_labels
from kg.graph.terms import INFERRED, A, term
from kg.identity.naming import dotted, number_block
from kg.storage import beside
from kg.storage.store import Store, value_of
from kg.writing import put_in_place
from ontology.spelling import fold, key

_FILE = "documents-3.sqlite"  # another name for another form
_NUMBERED = re.compile(r" (?:số|ngày|tháng|năm|của) ")
_SCHEMA = """
CREATE TABLE document (place INTEGER PRIMARY KEY, iri TEXT, block TEXT, cited INTEGER, held INTEGER, type TEXT,
                       level TEXT, province TEXT, year TEXT, day TEXT);
CREATE INDEX numbered ON document (block);
CREATE VIRTUAL TABLE word USING fts5(said, folded, name, content='', tokenize='unicode61 remove_diacritics 0');
"""


@dataclass(frozen=True, slots=True)
class _Row:
    iri: str
    block: str
    cited: int
    held: bool
    type: str | None
    level: Level | None
    province: str | None
    year: str | None
    day: str | None
    name: str
    text: str


def opened(store: Store) -> sqlite3.Connection:
    """The file beside the build, which is written if it is not there; else an index in memory."""
    if store.room is not None:
        path = store.room / _FILE
        if not path.is_file():
            with suppress(OSError, sqlite3.OperationalError):  # a folder that is not ours to write to
                _write(store, path)
        if path.is_file():
            return beside.opened(path)
    database = sqlite3.connect(":memory:", check_same_thread=False)
    _fill(database, store)
    return database


def _write(store: Store, path: Path) -> None:
    """Whole or not at all: who else makes it at the same time makes the same."""
    part = path.with_name(f"{uuid4().hex}.part")
    try:
        database = sqlite3.connect(part)
        try:
            database.execute("PRAGMA journal_mode = OFF")
            _fill(database, store)
        finally:
            database.close()
        put_in_place(part, path)
    finally:
        part.unlink(missing_ok=True)


def _fill(database: sqlite3.Connection, store: Store) -> None:
    rows = sorted(_read(store), key=lambda row: (-row.cited, not row.held, row.iri))
    with database:
        database.executescript(_SCHEMA)
        database.executemany(
            "INSERT INTO document VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                (
                    place,
                    row.iri,
                    row.block,
                    row.cited,
                    row.held,
                    row.type,
                    row.level,
                    row.province,
                    row.year,
                    row.day,
                )
                for place, row in enumerate(rows)
            ),
        )
        database.executemany(
            "INSERT INTO word (rowid, said, folded, name) VALUES (?, ?, ?, ?)",
            ((place, key(row.text), fold(row.text), fold(row.name)) for place, row in enumerate(rows)),
        )


def _read(store: Store) -> Iterator[_Row]:
    """All documents of a store, one property after the other; what only pages cite is cited by none."""
    said = {short: _values(store, short) for short in _PROPERTIES}
    held = {quad.subject for quad in store.match(None, term("cancu:readFrom"))}
    pages = {quad.subject: quad.graph_name for quad in store.match(None, A, term("cancu:Page"))}
    sources = set(pages.values())
    citing = {(quad.object, quad.graph_name) for quad in store.match(None, _BODY)}
    cited = Counter(document for document, source in citing if source not in sources)
    bodies = {body: body_said(store, body) for several in said["eli:passed_by"].values() for body in several}
    for iri, blocks in _values(store, "cancu:block").items():
        if NamedNode(iri) in pages:
            continue
        about = {short: min(values[iri], default=None) for short, values in said.items() if iri in values}
        issuers = [bodies[body] for body in said["eli:passed_by"].get(iri, ())]
        province = min((name for one in issuers for name in one[_PROVINCE]), default=None)
        number, day = about.get("cancu:number"), about.get("eli:date_document") or about.get("cancu:statedDate")
        year = about.get("cancu:year")
        label = type_labels().get(about.get("eli:type_document") or "")
        names = (name for one in issuers for name in one[_NAME])
        letters = number_block(number).replace(".", " ") if number else None
        text = (about.get("rdfs:label"), about.get("dcterms:title"), *names, province, letters, year)
        yield _Row(
            iri=iri,
            block=min(blocks),
            cited=cited[NamedNode(iri)],
            held=NamedNode(iri) in held,
            type=dotted(label) if label else None,
            level=level_of(level for one in issuers for level in one[_LEVEL]),
            province=province,
            year=year,
            day=day,
            name=_NUMBERED.split(about.get("rdfs:label") or "")[0],
            text=" ".join(filter(None, text)),
        )


_PROPERTIES = (
    "rdfs:label", "dcterms:title", "cancu:number", "eli:date_document", "cancu:statedDate", "cancu:year",
    "eli:type_document", "eli:passed_by",
)  # fmt: skip
_BODY = term("oa:hasBody")
_NAME, _LEVEL, _PROVINCE = (term(short).value for short in ("rdfs:label", "cancu:level", "cancu:provinceName"))


def _values(store: Store, short: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for quad in store.match(None, term(short), None, INFERRED):
        if isinstance(quad.subject, NamedNode):
            found[quad.subject.value].add(value_of(quad))
    return found
