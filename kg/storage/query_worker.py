"""The process in which a user's queries run: it may nest, swell or hang, and is ended. A program of its own.

It imports nothing of Căn Cứ, so that it starts at once. Requests and answers are JSON behind its length in four bytes:

    {"megabytes": most, "prefixes": {…}, "folder": path}                  ->  {} once the store is open
    or without a folder, + the statements of a store in memory, N-Quads   ->  {}
    {"text": query, "rows": most, "characters": most, "seconds": most}   ->  {"columns": …, "rows": …, "cut": …}
    the same + {"results": form, "graph": form, "names": {…}}             ->  {"body": …, "form": …, "cut": …}

Forms are the suffixes of the results of SPARQL ("json", "xml", "csv", "tsv") and of RDF ("ttl", "nt", "rdf", "jsonld");
``names`` are those of columns in place of others.

``{"invalid": reason}``: the query is no SPARQL. ``{"wrong": reason}``: it has no answer. ``{"failed": reason}``: the
folder is broken. ``{"large": true}``: more characters than asked for;
``{"memory": true}``: no memory left.
"""

from __future__ import annotations

import ctypes
import json
import os
import signal
import sys
from collections.abc import Iterable
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO

import pyoxigraph as ox

_NEW_USER, _NEW_NET = 0x10000000, 0x40000000  # CLONE_NEWUSER, CLONE_NEWNET

_OF_FOLDER = ("Corruption", "IO error")  # what the system says when it is not the query's fault

Row = tuple[str | None, ...]


def _leave_network() -> None:
    """A second wall behind the reading of the query: a network of its own, without any address (Linux, if allowed)."""
    if sys.platform == "linux":
        unshare = getattr(ctypes.CDLL(None), "unshare", None)
        if unshare is not None and unshare(_NEW_NET) != 0:  # who is not root needs a user space of its own for it
            unshare(_NEW_USER | _NEW_NET)


def _bound(megabytes: int) -> None:
    """So much memory more than now, and no image of it on the disk when it runs full (Linux)."""
    if sys.platform != "win32":
        import resource  # noqa: PLC0415 - not on every system

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        if sys.platform == "linux":
            held = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[5]) * resource.getpagesize()
            most = resource.getrlimit(resource.RLIMIT_DATA)[1]
            bound = held + megabytes * 1_000_000
            if most == resource.RLIM_INFINITY or bound < most:
                resource.setrlimit(resource.RLIMIT_DATA, (bound, most))


def _receive(stream: BinaryIO) -> bytes | None:
    head = stream.read(4)
    return stream.read(int.from_bytes(head, "big")) if len(head) == 4 else None


def _send(stream: BinaryIO, reply: dict[str, Any]) -> None:
    body = json.dumps(reply, ensure_ascii=False).encode("utf-8", "replace")
    stream.write(len(body).to_bytes(4, "big") + body)
    stream.flush()


def _opened(request: dict[str, Any], stream: BinaryIO) -> ox.Store:
    if "folder" not in request:
        store = ox.Store()
        store.bulk_load(_receive(stream) or b"", ox.RdfFormat.N_QUADS)
        return store
    return ox.Store.read_only(request["folder"])


def _answer(store: ox.Store, prefixes: dict[str, str], request: dict[str, Any]) -> dict[str, Any]:
    answer = store.query(request["text"], prefixes=prefixes, use_default_graph_as_union=True)
    if "results" in request:
        return _written(answer, prefixes, request)
    if isinstance(answer, ox.QueryBoolean):
        return {"columns": ("answer",), "rows": (("true" if answer else "false",),), "cut": False}
    lines: Iterable[Row]
    if isinstance(answer, ox.QuerySolutions):
        columns = tuple(variable.value for variable in answer.variables)
        lines = (tuple(map(_shown, row)) for row in answer)
    else:
        columns = ("subject", "predicate", "object")
        lines = ((_shown(one.subject), one.predicate.value, _shown(one.object)) for one in answer)
    rows: list[Row] = []
    size = 0
    for line in lines:
        if len(rows) == request["rows"]:
            return {"columns": columns, "rows": rows, "cut": True}
        size += sum(len(cell or "") + 1 for cell in line)
        if size > request["characters"]:
            return {"large": True}
        rows.append(line)
    return {"columns": columns, "rows": rows, "cut": False}


def _written(answer: Any, prefixes: dict[str, str], request: dict[str, Any]) -> dict[str, Any]:
    """The answer as the protocol of SPARQL has it."""
    if isinstance(answer, ox.QueryTriples):
        triples, size = [], 0
        for triple in islice(answer, request["rows"] + 1):
            size += len(str(triple))
            if size > request["characters"]:
                return {"large": True}
            triples.append(triple)
        kept, form = triples[: request["rows"]], request["graph"]
        body = ox.serialize(kept, format=ox.RdfFormat.from_extension(form), prefixes=prefixes)
        return {"body": (body or b"").decode(), "form": form, "cut": len(triples) > len(kept)}
    cut = False
    if isinstance(answer, ox.QueryBoolean):
        said: dict[str, Any] = {"head": {}, "boolean": bool(answer)}
    else:
        names = [variable.value for variable in answer.variables]
        called = [request["names"].get(name, name) for name in names]
        bindings, size = [], 0
        for row in islice(answer, request["rows"] + 1):
            found = {as_: _term(row[name]) for name, as_ in zip(names, called, strict=True) if row[name] is not None}
            size += sum(len(str(one)) for one in found.values())
            if size > request["characters"]:
                return {"large": True}
            bindings.append(found)
        cut = len(bindings) > request["rows"]
        said = {"head": {"vars": called}, "results": {"bindings": bindings[: request["rows"]]}}
    body = json.dumps(said, ensure_ascii=False).encode("utf-8", "replace")
    form = request["results"]
    if form != "json":
        parsed = ox.parse_query_results(body, format=ox.QueryResultsFormat.JSON)
        body = parsed.serialize(format=ox.QueryResultsFormat.from_extension(_OWN.get(form, form))) or b""
    return {"body": body.decode("utf-8", "replace"), "form": form, "cut": cut}


_OWN = {"xml": "srx"}  # where the library calls a form otherwise


def _term(term: Any) -> dict[str, Any]:
    if isinstance(term, ox.NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, ox.BlankNode):
        return {"type": "bnode", "value": term.value}
    if isinstance(term, ox.Triple):
        parts = {"subject": term.subject, "predicate": term.predicate, "object": term.object}
        return {"type": "triple", "value": {name: _term(part) for name, part in parts.items()}}
    said = {"type": "literal", "value": term.value}
    if term.language:
        return said | {"xml:lang": term.language}
    return said if term.datatype.value == _STRING else said | {"datatype": term.datatype.value}


_STRING = "http://www.w3.org/2001/XMLSchema#string"


def _shown(term: object) -> str | None:
    return str(term.value) if isinstance(term, (ox.NamedNode, ox.Literal)) else None if term is None else str(term)


def _alarm(seconds: float) -> None:
    """The system ends this process so much later, whatever it is at; 0: never."""
    if sys.platform != "win32":
        signal.setitimer(signal.ITIMER_REAL, seconds)


def _serve() -> None:
    asked, answers = sys.stdin.buffer, sys.stdout.buffer
    begin = json.loads(_receive(asked) or b"{}")
    _bound(begin["megabytes"])
    try:
        store = _opened(begin, asked)
    except (OSError, RuntimeError, MemoryError) as error:
        _send(answers, {"failed": str(error)})
        return
    _send(answers, {})
    while body := _receive(asked):
        request = json.loads(body)
        _alarm(request["seconds"])
        try:
            reply = _answer(store, begin["prefixes"], request)
        except (SyntaxError, ValueError) as error:
            reply = {"invalid": str(error)}
        except (OSError, RuntimeError) as error:
            of_folder = any(sign in str(error) for sign in _OF_FOLDER)
            reply = {"failed": str(error)} if of_folder else {"wrong": str(error)}
        except MemoryError:
            reply = {"memory": True}
        _send(answers, reply)
        _alarm(0)


if __name__ == "__main__":
    _leave_network()
    try:
        _serve()
    except BrokenPipeError:  # who asked is gone
        os._exit(1)
