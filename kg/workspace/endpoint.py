"""SPARQL of others over a store: what they may see, in processes that stand ready and are ended at their bounds."""

from __future__ import annotations

from collections.abc import Mapping
from threading import Lock
from typing import Self

from extract.errors import QueryError, UnknownReferenceError
from kg.graph.terms import NAMESPACES
from kg.resources import query_files
from kg.storage.limits import ROWS, SECONDS
from kg.storage.query_workers import CHARACTERS, Graph, QueryWorkers, Reply, Results
from kg.storage.querying import Query, find_query, parse_query
from kg.storage.remote import RemoteStore
from kg.storage.unknown_terms import UnknownTerm, unknown_terms
from kg.workspace.rows import Rows, answered
from kg.workspace.workspace import Workspace

__all__ = [
    "EXAMPLE", "PREFIXES", "Endpoint", "Graph", "Query", "Reply", "Results", "UnknownTerm", "parse_query",
    "unknown_terms",
]  # fmt: skip


EXAMPLE = """SELECT DISTINCT ?plan ?label ?year WHERE {
  ?directive cancu:number "33/CT-TTg" .
  ?plan (eli:based_on|cancu:implements)+ ?directive ; rdfs:label ?label .
  OPTIONAL { ?plan cancu:year ?year }
}
"""
"""A query to begin with."""

PREFIXES: Mapping[str, str] = NAMESPACES
"""What needs no declaration in a query."""


class Endpoint:
    """One over the store of a workspace; several threads may ask, ``at_once`` of them at the same time.

    The store's own books and texts are not seen, nor, without ``signers``, the names of those who signed. Its processes
    start with the first question, and end with the thread that asked it: ask from threads that stay. A context manager.
    """

    def __init__(self, work: Workspace, *, at_once: int = 2, signers: bool = True) -> None:
        self._work = work
        self._signers = signers
        self._at_once = at_once
        self._workers: QueryWorkers | None = None
        self._lock = Lock()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Ends its processes."""
        if self._workers is not None:
            self._workers.close()

    def write(
        self,
        text: str,
        results: Results = "json",
        graph: Graph = "ttl",
        *,
        rows: int = ROWS,
        characters: int = CHARACTERS,
        seconds: float = SECONDS,
    ) -> Reply:
        """The answer as the protocol writes it. Raises QueryError, StoreError."""
        return self._ready().write(text, results, graph, rows=rows, characters=characters, seconds=seconds)

    def rows(
        self, query: str | Query, ref: str | None = None, day: str | None = None, *, rows: int, seconds: float
    ) -> Rows:
        """The answer to a query, or to a named one, as rows; ``ref`` and ``day`` are what it needs.

        Raises UnknownReferenceError for a name that is none, QueryError, StoreError.
        """
        if isinstance(query, str) and query not in query_files():
            raise UnknownReferenceError("There is no question {name!r}.", name=query[:80])
        asked = find_query(query) if isinstance(query, str) else query
        return answered(self._work.now(), asked, ref, day, lambda text: self._ready().ask(text, rows, seconds))

    def _ready(self) -> QueryWorkers:
        with self._lock:
            if self._workers is None:
                store = self._work.now().store
                if isinstance(store, RemoteStore):
                    raise QueryError("This store is on a SPARQL server; ask that server itself.")
                self._workers = QueryWorkers(
                    store,
                    at_once=self._at_once,
                    spare=True,
                    public=True,
                    signers=self._signers,
                    latest=lambda: self._work.now().store,
                )
            return self._workers
