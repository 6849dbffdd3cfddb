"""A user's SPARQL over a store: reading only, no network, bounded in time and rows, and in a process that can be ended.

Queries have names (``kg/queries/*.rq``), lie in a file, or are given as text. The first comments of a named query say
its title in Vietnamese (``# vi:``) and English (``# en:``), and what it needs (``# needs: ref`` or ``day``).
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pyoxigraph as ox

from extract.errors import CancuError, QueryError
from kg.resources import query_files
from kg.storage.opening import open_store
from kg.storage.store import Store

SECONDS = 30.0
"""How long a query may take unless told otherwise."""

ROWS = 10_000
"""How many rows it may give unless told otherwise."""

LONGEST = 100_000
"""Characters of a query."""

_HEADER = re.compile(r"^#\s*(vi|en|needs):\s*(.+?)\s*$", re.MULTILINE)
_OPAQUE = re.compile(  # strings, IRIs and comments; each to its end or the text's, so that no text is scanned twice
    r'''"""(?:[^"\\]|\\.|"(?!""))*+(?:""")?|"(?:[^"\\\n]|\\.)*+"?'''
    r"""|'''(?:[^'\\]|\\.|'(?!''))*+(?:''')?|'(?:[^'\\\n]|\\.)*+'?"""
    r"""|<[^<>"{}|^`\\\x00-\x20]*+>|\#[^\n]*+""",
    re.DOTALL,
)
_SERVICE = re.compile(r"(?<![\w:?$.-])SERVICE(?![\w:-])", re.IGNORECASE)
_UPDATE = re.compile(
    r"\s*+(?:(?:PREFIX\s++[^\s:]*+:|BASE)\s*+)*+(INSERT|DELETE|LOAD|CLEAR|DROP|CREATE|ADD|MOVE|COPY|WITH)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Query:
    """A query with its titles; ``needs`` names the values it asks for ("ref", "day")."""

    text: str
    title_vi: str = ""
    title_en: str = ""
    needs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """Columns and rows of text; an unbound variable is None. ``cut`` says that there were more rows."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str | None, ...], ...]
    cut: bool = False


def find_query(name: str) -> Query:
    """A query by its name, or the file of that path. Raises QueryError, listing the names, if there is neither."""
    path = query_files().get(name, Path(name))
    try:
        return parse_query(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        names = ", ".join(query_files())
        raise QueryError(f"There is no query {name!r} and no such file; the named ones are: {names}.") from error


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
            raise QueryError(f"This query needs --{need}; for instance: {_EXAMPLES.get(need, '')}")
        text = _term(need, value).join(re.split(rf"\?{need}\b", text))
    return text


_EXAMPLES = {"ref": '--ref "33/CT-TTg"', "day": "--day 2026-01-01"}


def _term(need: str, value: str) -> str:
    try:
        if need == "day":
            return f'"{date.fromisoformat(value).isoformat()}"^^xsd:date'
        return str(ox.NamedNode(value))
    except ValueError as error:
        raise QueryError(f"--{need} is {value!r}; write for instance {_EXAMPLES[need]}.") from error


def refuse(text: str) -> None:
    """Raises QueryError for a query that would change something or reach for the network, or is no question at all."""
    if len(text) > LONGEST:
        raise QueryError(f"The query is longer than {LONGEST:,} characters; that is no question.")
    bare = _OPAQUE.sub(" ", text)
    if found := _UPDATE.match(bare):
        raise QueryError(f"{found[1].upper()} would change the store; only reading queries are allowed.")
    if _SERVICE.search(bare):
        raise QueryError("SERVICE would reach for the network; ask that server itself.")


def answer(store: Store, text: str, rows: int = ROWS, seconds: float | None = None) -> Answer:
    """The answer to a reading query; only a server is bound to ``seconds``. Raises QueryError."""
    refuse(text)
    found = store.query(text, seconds)
    if isinstance(found, bool):
        return Answer(("answer",), (("true" if found else "false",),))
    columns, lines = found
    kept: list[tuple[str | None, ...]] = []
    for line in lines:
        if len(kept) == rows:
            return Answer(columns, tuple(kept), cut=True)
        kept.append(line)
    return Answer(columns, tuple(kept))


def answer_in_time(where: Path, text: str, seconds: float = SECONDS, rows: int = ROWS) -> Answer:
    """The answer to a reading query over a store's folder, in a process of its own that is ended after ``seconds``."""
    refuse(text)
    request = json.dumps({"where": str(where), "text": text, "rows": rows})
    try:
        done = subprocess.run(
            [sys.executable, "-P", "-m", "kg.storage.querying"],  # nothing of the user's stands on the command line
            input=request,
            capture_output=True,
            encoding="utf-8",
            timeout=seconds,
            check=False,
            env=os.environ | {"PYTHONPATH": str(Path(__file__).parents[2]), "PYTHONIOENCODING": "utf-8"},
        )
    except subprocess.TimeoutExpired as error:
        raise QueryError(f"The query took longer than {seconds:g} seconds and was ended; ask for less.") from error
    if done.returncode != 0:
        last = done.stderr.strip().splitlines()[-1:] or ["no reason given"]
        raise QueryError(f"The query failed: {last[0]}")
    reply = json.loads(done.stdout)
    if "error" in reply:
        raise QueryError(reply["error"])
    return Answer(tuple(reply["columns"]), tuple(map(tuple, reply["rows"])), reply["cut"])


def _serve() -> None:
    request = json.load(sys.stdin)
    try:
        with open_store(request["where"]) as store:
            found = answer(store, request["text"], request["rows"])
        reply: dict[str, object] = {"columns": found.columns, "rows": found.rows, "cut": found.cut}
    except (CancuError, RuntimeError, OSError) as error:
        reply = {"error": str(error)}
    json.dump(reply, sys.stdout, ensure_ascii=False)


if __name__ == "__main__":
    _serve()
