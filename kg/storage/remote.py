"""A SPARQL 1.1 server as the store, by the URL of its query endpoint, for those who already run one.

The server must show all named graphs as its default graph (``oxigraph serve --union-default-graph``; GraphDB does by
itself) and make an update request whole or not at all. Who writes leaves a note with a time in the store's own books,
so that a second build is refused. The update endpoint follows from the query endpoint:
``…/query`` and ``…/sparql`` have ``…/update``, ``…/repositories/NAME`` has ``…/statements``.
"""

from __future__ import annotations

import re
import urllib.error
import urllib.request
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from http.client import HTTPException
from itertools import islice
from urllib.parse import urlsplit
from uuid import uuid4

import pyoxigraph as ox
from pyoxigraph import Literal, NamedNode, Quad

from extract.errors import QueryError, StoreError
from extract.reading import printable
from kg.graph.terms import BOOKS, PREFIXES, is_own, term
from kg.storage.change import Change, update_text
from kg.storage.store import Row, Store, value_of

SECONDS = 60.0
"""How long an answer may take, unless the store is told otherwise."""

LEASE = timedelta(minutes=10)
"""How long a writer is taken to be alive after its last change."""

AT_ONCE = 500
"""How many values one query asks for."""

_URL = re.compile(r"[!-~]{1,2000}")  # what is not ASCII, or a space, is written as %C3%A9

_WRITING, _GENERATION = term("cancu:writing"), term("cancu:generation")


class RemoteStore(Store):
    """The quads of a SPARQL server; nothing is kept here."""

    def __init__(self, url: str) -> None:
        """Raises StoreError for what is no URL."""
        super().__init__(ox.Store())
        self.url = _checked(url)
        self._lease: Quad | None = None
        self._updates = re.sub(r"/(?:query|sparql)/?$", "/update", url)
        if "/repositories/" in url:
            self._updates = f"{url.rstrip('/')}/statements"

    def __len__(self) -> int:
        """The number of quads, the store's own books included."""
        rows = self.select("SELECT (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } }")
        return int(rows[0]["n"].value) - (self._lease is not None) - bool(self.generation)

    @property
    def generation(self) -> str:
        """Asked of the server's books, so that a change by any process is seen."""
        return min((value_of(quad) for quad in self.match(BOOKS, _GENERATION, None, BOOKS)), default="")

    def touched_since(self, generation: str) -> None:
        """Not known: the books say that others changed the store, but not what."""

    def check(self) -> None:
        """Raises StoreError where the server does not show its named graphs as its default graph."""
        if self.query(f"ASK {{ {BOOKS} cancu:storeVersion ?version }}") is not True:
            raise StoreError(
                "The server {url} does not show its named graphs as its default graph; let it do so (oxigraph "
                "serve --union-default-graph; Fuseki: unionDefaultGraph true) and try again.",
                url=self.url,
            )

    def lock(self) -> None:
        """Notes that this process writes. Raises StoreError where another one does."""
        self._send_update(self._lease_text())
        notes = {note for note in self.match(BOOKS, _WRITING, None, BOOKS) if note != self._lease}
        if any(value_of(note) > _from_now() for note in notes):
            self.close()
            raise StoreError(
                "The store {url} is being written by another process; try again when it is done.", url=self.url
            )
        if notes:  # of processes that were killed
            self._send_update(update_text(Change(remove=notes)))

    def _lease_text(self) -> str:
        """An update that puts this process's note in the place of its last one."""
        old, holder = self._lease, value_of(self._lease).partition(" ")[2] if self._lease else str(uuid4())
        self._lease = Quad(BOOKS, _WRITING, Literal(f"{_from_now(LEASE)} {holder}"), BOOKS)
        return update_text(Change(remove={old} if old else set(), add={self._lease}))

    def close(self) -> None:
        """Takes the note of writing away."""
        if self._lease is not None:
            lease, self._lease = self._lease, None
            self._send_update(update_text(Change(remove={lease})))

    def query(
        self, query: str, seconds: float | None = None
    ) -> bool | tuple[tuple[str, ...], Iterator[tuple[str | None, ...]]]:
        """The answer to a SELECT or ASK as text: yes or no, or columns and rows. QueryError after ``seconds``."""
        answer = self._answer(query, seconds or SECONDS)
        if isinstance(answer, ox.QueryBoolean):
            return bool(answer)
        names = tuple(variable.value for variable in answer.variables)
        lines = (tuple(_text(row[name]) for name in names) for row in answer)
        return names, lines

    def select(self, query: str) -> list[Row]:
        """The rows of a SELECT over all graphs as one, unbound variables left out."""
        answer = self._answer(query)
        if isinstance(answer, ox.QueryBoolean):
            raise QueryError("The query must be a SELECT.")
        names = [variable.value for variable in answer.variables]
        return [
            {name: value for name in names if isinstance(value := row[name], (NamedNode, Literal))} for row in answer
        ]

    def match(
        self,
        subject: NamedNode | None = None,
        predicate: NamedNode | None = None,
        value: NamedNode | Literal | None = None,
        graph: NamedNode | None = None,
    ) -> Iterator[Quad]:
        """The quads that fit; None fits everything."""
        return self._fitting("", subject, predicate, value, graph)

    def about(
        self, subjects: Iterable[NamedNode], predicate: NamedNode | None = None, graph: NamedNode | None = None
    ) -> Iterator[Quad]:
        """The quads of these subjects; None fits everything."""
        for values in _listed(subjects):
            yield from self._fitting(f"VALUES ?s {{ {values} }}", None, predicate, None, graph)

    def pointing(
        self, predicate: NamedNode, values: Iterable[NamedNode | Literal], graph: NamedNode | None = None
    ) -> Iterator[Quad]:
        """The quads of a predicate with one of these values; without a graph, in all of them."""
        for listed in _listed(values):
            yield from self._fitting(f"VALUES ?o {{ {listed} }}", None, predicate, None, graph)

    def graphs(self) -> Iterator[NamedNode]:
        """The names of all graphs but the store's own."""
        for row in self.select("SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } }"):
            if isinstance(row["g"], NamedNode) and not is_own(row["g"]):
                yield row["g"]

    def quads(self) -> Iterator[Quad]:
        """All quads but the store's own books and texts, one graph after the other."""
        for graph in self.graphs():
            yield from self.match(None, None, None, graph)

    def apply(self, change: Change) -> None:
        """Makes a change by one update request. Raises StoreError where the server refuses it."""
        if change:
            renewed = [self._lease_text()] if self._lease else []
            self._send_update(" ;\n".join([update_text(change), _generation_text(), *renewed]))

    def _send_update(self, text: str) -> None:
        self._send(self._updates, text, "application/sparql-update", "*/*")

    def _fitting(self, values: str, *pattern: NamedNode | Literal | None) -> Iterator[Quad]:
        s, p, o, g = (str(given) if given else f"?{name}" for given, name in zip(pattern, "spog", strict=True))
        chosen = " ".join(name for name in (s, p, o, g) if name.startswith("?")) or "(1 AS ?one)"
        given = dict(zip("spog", pattern, strict=True))
        for row in self.select(f"SELECT {chosen} WHERE {{ {values} GRAPH {g} {{ {s} {p} {o} }} }}"):
            subject, predicate, value, graph = (given[name] or row.get(name) for name in "spog")
            match subject, predicate, value, graph:
                case NamedNode(), NamedNode(), NamedNode() | Literal(), NamedNode():
                    yield Quad(subject, predicate, value, graph)

    def _answer(self, query: str, seconds: float = SECONDS) -> ox.QuerySolutions | ox.QueryBoolean:
        accepted = "application/sparql-results+json"
        reply = self._send(self.url, PREFIXES + query, "application/sparql-query", accepted, seconds)
        try:
            return ox.parse_query_results(reply, ox.QueryResultsFormat.JSON)
        except SyntaxError as error:
            raise StoreError(
                "What the server {url} answers is no SPARQL result; is that its endpoint?", url=self.url
            ) from error

    def _send(self, url: str, text: str, kind: str, accepted: str, seconds: float = SECONDS) -> bytes:
        """Raises QueryError for what the server does not understand, StoreError for every other trouble."""
        request = urllib.request.Request(url, text.encode(), {"Content-Type": kind, "Accept": accepted})  # noqa: S310
        try:
            with urllib.request.urlopen(request, timeout=seconds) as reply:  # noqa: S310
                return bytes(reply.read())
        except urllib.error.HTTPError as error:
            said = error.read(300).decode("utf-8", "replace").strip() or error.reason
            if error.code == 400:
                raise QueryError("The server {url} refuses the query: {said}", url=self.url, said=said) from error
            raise StoreError(
                "The server {url} answers {code}: {said}", url=self.url, code=error.code, said=said
            ) from error
        except TimeoutError as error:
            raise QueryError(
                "The query took longer than {seconds:g} seconds and was given up; ask for less.", seconds=seconds
            ) from error
        except (OSError, HTTPException) as error:
            why = str(error) or type(error).__name__
            raise StoreError(
                "The server {url} does not answer ({why}); is it running there?", url=self.url, why=why
            ) from error


def _generation_text() -> str:
    """An update that begins another generation."""
    place = f"GRAPH {BOOKS} {{ {BOOKS} {_GENERATION} {{}} }}"
    last, new = place.replace("{}", "?last"), place.replace("{}", f'"{uuid4().hex}"')
    return f"DELETE {{ {last} }} WHERE {{ {last} }} ;\nINSERT DATA {{ {new} }}"


def _checked(url: str) -> str:
    try:
        parts = urlsplit(url)
        whole = bool(parts.hostname) and parts.port != 0
    except ValueError:  # "http://[", a port that is no number
        whole = False
    if not whole or not _URL.fullmatch(url):
        raise StoreError(
            "{url} is no URL of a server; write for instance http://localhost:7878/query.", url=printable(url)
        )
    return url


def _from_now(span: timedelta = timedelta()) -> str:
    return (datetime.now(UTC) + span).isoformat(timespec="seconds")


def _listed(values: Iterable[NamedNode | Literal]) -> Iterator[str]:
    rest = iter(values)
    while chunk := list(islice(rest, AT_ONCE)):
        yield " ".join(map(str, chunk))


def _text(value: object) -> str | None:
    return value.value if isinstance(value, (NamedNode, Literal)) else None
