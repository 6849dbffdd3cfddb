"""A user's SPARQL over a store: reading only, no network, bounded in time and rows, and in a process that can be ended.

Queries have names (``kg/queries/*.rq``), lie in a file, or are given as text. The first comments of a named query say
its title in Vietnamese (``# vi:``) and English (``# en:``), what it needs (``# needs: ref`` or ``day``), and which of
its columns hold what has another name in each language (``# kinds: level=level date=day``).
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice
from pathlib import Path

import pyoxigraph as ox

from extract.errors import QueryError
from extract.reading import printable
from extract.userfiles import load_text
from kg.resources import query_files
from kg.storage.limits import ROWS, SECONDS
from kg.storage.query_guard import harmless
from kg.storage.query_workers import Answer, QueryWorkers, bounded
from kg.storage.remote import RemoteStore
from kg.storage.store import Store

_HEADER = re.compile(r"^#\s*(vi|en|needs|kinds):\s*(.+?)\s*$", re.MULTILINE)

_ASKS = re.compile(r"(?:\s|#.*\n)*(?:BASE|PREFIX|SELECT|ASK|DESCRIBE|CONSTRUCT)(?=[\s<{*?$:(])", re.IGNORECASE)
"""How a query begins, behind its comments."""


@dataclass(frozen=True, slots=True)
class Query:
    """A query with its titles; ``needs`` names the values it asks for ("ref", "day").

    ``kinds`` says of a named one what its columns hold that people read in their language, None of any other.
    """

    text: str
    title_vi: str = ""
    title_en: str = ""
    needs: tuple[str, ...] = ()
    kinds: Mapping[str, str] | None = None


def find_query(name: str) -> Query:
    """A query by its name, or the file of that path.

    Raises QueryError, listing the names, if there is neither, InputError for a file that is not to be read.
    """
    known = query_files()
    if name not in known and not os.path.lexists(name):
        raise QueryError(
            "There is no query {name!r} and no such file; the named ones are: {known}.",
            name=printable(name),
            known=", ".join(known),
        )
    text = load_text(known.get(name, Path(name)))
    return replace(parse_query(text), kinds=_kinds(text)) if name in known else parse_query(text)


def _kinds(text: str) -> dict[str, str]:
    return dict(pair.split("=") for pair in dict(_HEADER.findall(text)).get("kinds", "").split())


def is_query(text: str) -> bool:
    """Whether this is a query itself, and not the name of one or of a file."""
    return not text.endswith(".rq") and ("{" in text or _ASKS.match(text) is not None)


def parse_query(text: str) -> Query:
    """A query with what its comments tell."""
    said = dict(_HEADER.findall(text))
    return Query(text, said.get("vi", ""), said.get("en", ""), tuple(said.get("needs", "").replace(",", " ").split()))


def filled(query: Query, *, ref: str | None = None, day: str | None = None) -> str:
    """The text with what it needs filled in: ``ref`` a document's id, ``day`` an ISO day. Raises QueryError."""
    given = {"ref": ref, "day": day}
    text = query.text
    for need in query.needs:
        value = given.get(need)
        if value is None:
            raise QueryError(
                "This query needs --{need}; for instance: {example}", need=need, example=_EXAMPLES.get(need, "")
            )
        text = _term(need, value).join(re.split(rf"\?{need}\b", text))
    return text


_EXAMPLES = {"ref": '--ref "33/CT-TTg"', "day": "--day 2026-01-01"}


def _term(need: str, value: str) -> str:
    try:
        if need == "day":
            return f'"{date.fromisoformat(value).isoformat()}"^^xsd:date'
        return str(ox.NamedNode(value))
    except ValueError as error:
        raise QueryError(
            "--{need} is {value!r}; write for instance {example}.", need=need, value=value, example=_EXAMPLES[need]
        ) from error


def answer(store: Store, text: str, rows: int = ROWS, seconds: float = SECONDS) -> Answer:
    """The answer to a reading query, from a process of its own that is ended after ``seconds``.

    A store in memory is copied into that process; a server is asked itself, and given so long. Who asks one store
    again and again holds :class:`kg.storage.query_workers.QueryWorkers`. Raises QueryError.
    """
    if not isinstance(store, RemoteStore):
        with QueryWorkers(store) as workers:
            return workers.ask(text, rows, seconds)
    asked = harmless(text)
    found = store.query(asked.text, bounded(seconds))
    if isinstance(found, bool):
        return Answer(("answer",), (("true" if found else "false",),))
    columns, lines = found
    kept = tuple(islice(lines, rows + 1))
    return Answer(asked.columns(columns), kept[:rows], cut=len(kept) > rows)
