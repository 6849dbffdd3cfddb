"""The citations of a store with their words: out of the graph, or out of a table, one step instead of a hundred."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache, partial
from threading import Lock
from typing import NamedTuple

from pyoxigraph import NamedNode

from kg.graph.terms import A, term
from kg.graph.triples import aside_of, place_in_file
from kg.law.aside import Aside
from kg.resolution.descriptions import Description
from kg.storage.beside import Before, make_beside, table_beside
from kg.storage.prepared import Kind, written
from kg.storage.readback import Readback
from kg.storage.recalled import recalled
from kg.storage.store import Store, subject_of, value_of
from kg.storage.touched import Touch

_SCHEMA = """
CREATE TABLE citation (citation TEXT, place INTEGER, document TEXT, basis TEXT, relation TEXT, description TEXT,
                       source TEXT, path TEXT, start INTEGER, "end" INTEGER, quote TEXT, page INTEGER,
                       paragraph INTEGER, aside TEXT);
CREATE TABLE described (description TEXT PRIMARY KEY, said TEXT) WITHOUT ROWID;
"""
_INDEXES = """
CREATE UNIQUE INDEX named ON citation (citation);
CREATE INDEX citing ON citation (document);
CREATE INDEX cited ON citation (basis, relation, source, place);
CREATE TABLE counted (basis TEXT, relation TEXT, citations INTEGER, PRIMARY KEY (basis, relation)) WITHOUT ROWID;
INSERT INTO counted SELECT basis, relation, count(*) FROM citation WHERE basis IS NOT NULL GROUP BY basis, relation;
"""
_MEANT = "SELECT DISTINCT basis FROM citation WHERE citation > ? || '#' AND citation < ? || '$' AND basis IS NOT NULL"
_GONE = "DELETE FROM citation WHERE citation > ? || '#' AND citation < ? || '$'"  # the sign behind "#"
_UNCOUNTED = "DELETE FROM counted WHERE basis = ?"
_COUNTED_AGAIN = """INSERT INTO counted SELECT basis, relation, count(*) FROM citation WHERE basis = ?
GROUP BY basis, relation"""
_UNSAID = """DELETE FROM described
WHERE description NOT IN (SELECT description FROM citation WHERE description IS NOT NULL)"""
_MISSING = """SELECT DISTINCT description FROM citation
WHERE description IS NOT NULL AND description NOT IN (SELECT description FROM described)"""
_AT_ONCE = 1_000

_CITING = "SELECT * FROM citation WHERE document = ? AND basis IS NOT NULL"
_SOME = "SELECT 1 FROM citation WHERE document = ? AND basis IS NOT NULL LIMIT ?"
_COUNTED = "SELECT relation, citations FROM counted WHERE basis = ?"
_CITED = "SELECT * FROM citation WHERE basis = ? AND relation = ? ORDER BY source, place LIMIT ? OFFSET ?"
_LATELY = 1_000
"""So many rows are kept at hand at most; of an answer that has more, none."""
_SAID = "SELECT * FROM described WHERE description IN (SELECT value FROM json_each(?))"
_ROWS = "SELECT * FROM citation WHERE citation IN (SELECT value FROM json_each(?))"


_DESCRIBED = Kind("described", Description)


@cache
def file_name() -> str:
    """The name of the file, another for another form."""
    return f"citations-4-{_DESCRIBED.form.rpartition(' ')[2]}.sqlite"


class CitationRow(NamedTuple):
    """One citation by its ids: its place in the order of its file, what cites, what is cited (None: nothing that is
    known), the role, the IRI of the description that says what it says of that, the words; ``aside`` is why they are
    not relied on, None where they are."""

    citation: str
    place: int
    document: str
    basis: str | None
    relation: str
    description: str | None
    source: str
    path: str
    start: int
    end: int
    quote: str
    page: int | None
    paragraph: int | None
    aside: Aside | None


Said = Mapping[str, Collection[str]]
"""What is said of one node, by property."""


def row_of(citation: str, about: Callable[[str], Said], path_of: Callable[[str], str]) -> CitationRow:
    """A citation out of the graph: ``about`` tells all that is said of a node, ``path_of`` the name of a source."""
    said = about(citation)
    place = about(min(said[_TARGET]))
    words: dict[str, Collection[str]] = {}
    for selector in place[_SELECTOR]:  # one has the words, one their place
        words |= about(selector)
    source = min(place[_SOURCE])
    page, paragraph = (int(min(words[short])) if words.get(short) else None for short in (_PAGE, _PARAGRAPH))
    return CitationRow(
        citation,
        place_in_file(citation),
        min(said[_CITED_IN]),
        min(said.get(_BODY, ()), default=None),
        min(said[_RELATION]),
        min(said.get(_DESCRIPTION, ()), default=None),
        source,
        path_of(source),
        int(min(words[_START])),
        int(min(words[_END])),
        min(words[_EXACT]),
        page,
        paragraph,
        aside_of(min(said.get(_ASIDE, ()), default=None)),
    )


def said_by(
    store: Store, source: NamedNode, properties: Iterable[NamedNode | None] = (None,)
) -> dict[str, dict[str, list[str]]]:
    """All that a source says, by node and property; nothing of any other. ``properties``: of these alone."""
    said: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for one in properties:
        for quad in store.match(None, one, None, source):
            if node := subject_of(quad):
                said[node][quad.predicate.value].append(value_of(quad))
    return said


def citations_at(store: Store, citations: Collection[str]) -> dict[str, CitationRow]:
    """These citations (ids): out of the table of the build where there is one."""
    if (table := citation_table(store)) is not None:
        return table.rows(citations)
    return {one: row_of(one, partial(_about, store), partial(_path_of, store)) for one in citations}


def _about(store: Store, iri: str) -> Said:
    """All about one node is read at once, which is the fastest."""
    found: dict[str, list[str]] = defaultdict(list)
    for quad in store.match(NamedNode(iri)):
        found[quad.predicate.value].append(value_of(quad))
    return found


def _path_of(store: Store, source: str) -> str:
    """The name of a source; of several the first in the order of the alphabet."""

    def read(files: list[str]) -> dict[str, str]:
        return {file: min(map(value_of, store.match(NamedNode(file), term("cancu:path")))) for file in files}

    return recalled(store, "paths", [source], read)[source]


class CitationTable:
    """The table; several threads may ask it."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database
        self._lock = Lock()
        self._lately: dict[str, CitationRow] = {}

    def citing(self, document: str) -> dict[str, str]:
        """The citations that a document makes of what is known, with their roles."""
        with self._lock:
            return {row.citation: row.relation for row in self._read(_CITING, document)}

    def makes_few(self, document: str, few: int) -> bool:
        """Whether a document makes so many citations at most of what is known."""
        with self._lock:
            return len(self._database.execute(_SOME, (document, few + 1)).fetchall()) <= few

    def cited(self, document: str, order: Sequence[str], limit: int | None, offset: int) -> tuple[list[str], int]:
        """The citations that mean a document, role by role in this ``order``, of each role source by source: ``limit``
        of them after ``offset``; and how many there are."""
        found: list[str] = []
        with self._lock:
            counted = dict(self._database.execute(_COUNTED, (document,)).fetchall())
            wanted = sum(counted.values()) if limit is None else limit
            for relation in order:
                some = (document, relation, wanted - len(found), offset)
                if len(found) < wanted and offset < counted.get(relation, 0):
                    found += (row.citation for row in self._read(_CITED, *some))
                offset = max(0, offset - counted.get(relation, 0))
        return found, sum(counted.values())

    def described(self, descriptions: Iterable[str]) -> dict[str, Description]:
        """What citations say of the documents that they mean, by the ids of these descriptions."""
        with self._lock:
            rows = self._database.execute(_SAID, (json.dumps([*descriptions]),)).fetchall()
        return {iri: _DESCRIBED.value_of(said) for iri, said in rows}

    def rows(self, citations: Collection[str]) -> dict[str, CitationRow]:
        """These citations."""
        with self._lock:
            found = {one: self._lately[one] for one in citations if one in self._lately}
            if missing := [one for one in citations if one not in found]:
                found |= {row.citation: row for row in self._read(_ROWS, json.dumps(missing))}
            return found

    def _read(self, query: str, *asked: str | int) -> list[CitationRow]:
        """The rows of a query; the next step of an answer asks for the same. Whoever calls has the lock."""
        rows = [CitationRow(*row) for row in self._database.execute(query, asked).fetchall()]
        if len(rows) <= _LATELY:
            if len(self._lately) + len(rows) > _LATELY:
                self._lately = {}
            self._lately.update((row.citation, row) for row in rows)
        return rows


def citation_table(store: Store) -> CitationTable | None:
    """The table of a build; None where nobody made it."""
    return table_beside(store, file_name(), CitationTable)


def make_citation_table(store: Store, before: Before | None = None) -> None:
    """Makes the table of a build, whole or not at all; ``before`` is one that it can follow.

    Raises OSError and sqlite3.Error where it cannot be written.
    """

    def fill(database: sqlite3.Connection) -> None:
        database.executescript(_SCHEMA)
        with database:
            database.executemany(_INSERT, _read(store))
            _describe(database, store)
        database.executescript(_INDEXES)

    def follow(database: sqlite3.Connection, touch: Touch) -> None:
        sources = [NamedNode(one) for one in sorted(touch.sources)]
        with database:
            bases = _meant(database, sources)
            database.executemany(_GONE, [(one.value, one.value) for one in sources])
            for source in sources:
                if next(store.match(source, A, term("cancu:SourceFile"), source), None) is not None:
                    database.executemany(_INSERT, _read_source(store, source))
            bases |= _meant(database, sources)
            for query in (_UNCOUNTED, _COUNTED_AGAIN):
                database.executemany(query, [(basis,) for basis in sorted(bases)])
            _describe(database, store)

    make_beside(store, file_name(), fill, before=before, follow=follow)


_INSERT = "INSERT INTO citation VALUES ({MARKS})".replace("{MARKS}", ", ".join("?" * len(CitationRow._fields)))


def _meant(database: sqlite3.Connection, sources: Iterable[NamedNode]) -> set[str]:
    """The documents that citations of these sources mean."""
    return {basis for one in sources for (basis,) in database.execute(_MEANT, (one.value, one.value))}


def _describe(database: sqlite3.Connection, store: Store) -> None:
    """What citations say of the documents that they mean: what is missing comes, what nobody says any more goes."""
    database.execute(_UNSAID)
    missing = [iri for (iri,) in database.execute(_MISSING)]
    for start in range(0, len(missing), _AT_ONCE):
        said = Readback(store, ()).descriptions(missing[start : start + _AT_ONCE])
        database.executemany("INSERT INTO described VALUES (?, ?)", ((iri, written(one)) for iri, one in said.items()))


def _read(store: Store) -> Iterator[CitationRow]:
    """All citations, source by source, so that memory stays bounded."""
    for file in store.match(None, A, term("cancu:SourceFile")):
        if isinstance(file.subject, NamedNode) and file.subject == file.graph_name:
            yield from _read_source(store, file.subject)


def _read_source(store: Store, source: NamedNode) -> Iterator[CitationRow]:
    said = said_by(store, source, _PROPERTIES)  # a fifth of all that it says, and in less than a fifth of the time
    path = min(said[source.value][_PATH])
    for citation in [node for node, about in said.items() if _TARGET in about]:
        yield row_of(citation, said.__getitem__, lambda _: path)


_PROPERTIES = tuple(
    term(short)
    for short in (
        "cancu:path", "oa:hasTarget", "oa:hasSource", "oa:hasSelector", "oa:exact", "oa:start", "oa:end", "cancu:page",
        "cancu:paragraph", "cancu:citedIn", "oa:hasBody", "cancu:relation", "cancu:description", "cancu:aside",
    )
)  # fmt: skip
(
    _PATH, _TARGET, _SOURCE, _SELECTOR, _EXACT, _START, _END, _PAGE, _PARAGRAPH, _CITED_IN, _BODY, _RELATION,
    _DESCRIPTION, _ASIDE,
) = (property_.value for property_ in _PROPERTIES)  # fmt: skip
