"""No query of a user changes the store or reaches a network, and the words it holds mean the same as before."""

from __future__ import annotations

import gzip
import os
import socket
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pyoxigraph as ox
import pytest
from pyoxigraph import Literal, NamedNode, Quad

from benchmarks.spellings import spellings
from extract.errors import CancuError, QueryError
from kg.graph.terms import BOOKS, NAMESPACES, A, term
from kg.storage.backup import backup, restore
from kg.storage.opening import open_store
from kg.storage.query_guard import DEEPEST, LONGEST, Harmless, harmless
from kg.storage.querying import Answer, QueryWorkers, answer

SPELLINGS = int(os.environ.get("CANCU_SPELLINGS", "600"))
"""How many ways of writing SERVICE are tried; ``CANCU_SPELLINGS=10000`` tries as many."""

CHANGING = ["INSERT DATA { <a:a> <a:b> 1 }", "DELETE WHERE { ?s ?p ?o }", "LOAD <http://a/>", "CLEAR ALL", "DROP ALL",
            "CREATE GRAPH <a:g>", "COPY <a:g> TO <a:h>", "WITH <a:g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
            "PREFIX x: <y:>\n# a comment\nBASE <z:> insert data { x:a x:b x:c }", r"\u004cOAD <http://a/>"]  # fmt: skip
REACHING = ["SELECT * { SERVICE <http://a/> { ?s ?p ?o } }", "SELECT*{service<http://a/>{?s ?p ?o}}",
            "SELECT * { SERVICE SILENT ?where { ?s ?p ?o } }", "ASK {\nSERVICE\n<http://a/> {} }",
            "SELECT * { ?s ?p ?o .SERVICE <http://a/> {} }", "SELECT * { ?s ?p trueSERVICE <http://a/> {} }",
            "SELECT * { SERVICESILENT <http://a/> {} }", "SELECT * { ?s ?p 1.SERVICE <http://a/> {} }",
            r"SELECT * { \u0053ERVICE <http://a/> {} }", r"SELECT * { SE\U00000052VICE <http://a/> {} }"]  # fmt: skip
HARMLESS = ["SELECT ?service { ?service ?p 'SERVICE' }", 'SELECT * { ?s <http://a/SERVICE#x> "a \\" SERVICE <b>" }',
            "SELECT * { ?s ?p ?o } # SERVICE", "PREFIX ex: <a:> SELECT * { ex:service ?p ex:SERVICE-1 }",
            'SELECT * { ?s ?p """SERVICE " DROP ALL""" }', "SELECT ?insert { ?insert ?p 'DELETE' }",
            "PREFIX service: <a:> SELECT * { service:a ?p service: . _:service ?q $service }",
            r"PREFIX ex: <a:> SELECT * { ex:in\-service ?p ex:service.x }",
            "SELECT * { ?s ?p '''it's SERVICE''' }"]  # fmt: skip


@pytest.fixture(scope="module")
def workers() -> Iterator[QueryWorkers]:
    with open_store(None) as store, QueryWorkers(store) as started:
        yield started


@pytest.mark.parametrize("text", CHANGING)
def test_what_would_change_the_store_is_refused(text: str) -> None:
    with pytest.raises(QueryError, match="would change the store"):
        harmless(text)


@pytest.mark.parametrize("text", REACHING)
def test_what_would_reach_for_the_network_is_refused(text: str) -> None:
    with pytest.raises(QueryError, match="network"):
        harmless(text)


@pytest.mark.parametrize("text", HARMLESS)
def test_harmless_words_are_not_refused(workers: QueryWorkers, text: str) -> None:
    assert workers.ask(text)


@pytest.mark.parametrize(
    ("text", "columns", "row"),
    [
        (
            "SELECT ('my Service' AS ?x) ?service { VALUES ?service { <a:SERVICE> } }",
            ("x", "service"),
            ("my Service", "a:SERVICE"),
        ),
        (
            "PREFIX s: <a:> SELECT (s:SERVICE-1 AS ?renamed0) (1 AS ?myService) {}",
            ("renamed0", "myService"),
            ("a:SERVICE-1", "1"),
        ),
        (
            r"""PREFIX service: <a:> SELECT (service:x\-y AS ?x) ('''\"SERVICE\\''' AS ?y) {}""",
            ("x", "y"),
            ("a:x-y", '"SERVICE\\'),
        ),
        (r"SELECT ('\u0041\u00e9\\u0041' AS ?\u0078) {}", ("x",), ("Aé\\u0041",)),
    ],
)
def test_the_word_means_the_same_where_it_is_no_keyword(
    workers: QueryWorkers, text: str, columns: tuple[str, ...], row: tuple[str, ...]
) -> None:
    assert workers.ask(text) == Answer(columns, (row,))


@pytest.mark.parametrize("text", [r"SELECT ('a\u0027 AS ?x) {}", "SELECT \udcff {}", "SELECT (ex:service AS ?x) {}"])
def test_what_could_be_read_in_two_ways_is_refused(text: str) -> None:
    with pytest.raises(QueryError, match=r"sign itself|UTF-8|full <IRI>"):
        harmless(text)


MONSTROUS = ["x", '"', "<", "'''", "#", '"\\', " ", "PREFIX ", "PREFIX a: ", "<a", "\\", '"""a', "SERVICE ", "{",
             "a:service ", "service:", "a.", ":.", "?service", "PREFIX a:<b:>"]  # fmt: skip


@pytest.mark.parametrize("text", MONSTROUS)
def test_a_monstrous_text_costs_nothing(workers: QueryWorkers, text: str) -> None:
    """Every character is looked at a bounded number of times; a scan for each would take minutes here."""
    with pytest.raises(QueryError):
        workers.ask(text * (LONGEST // len(text)))


def test_a_text_beyond_all_measure_is_not_looked_at() -> None:
    with pytest.raises(QueryError, match="longer than"):
        harmless("x" * (LONGEST + 1))


def test_brackets_in_brackets_are_counted_where_they_are_brackets() -> None:
    harmless("SELECT ('" + "(" * 5_000 + "' AS ?x) " + "{" * (DEEPEST - 1) + "}" * (DEEPEST - 1))
    with pytest.raises(QueryError, match="nests too deeply"):
        harmless("SELECT * " + "{" * (DEEPEST + 1) + "}" * (DEEPEST + 1))


def test_what_looks_like_an_iri_hides_nothing() -> None:
    with pytest.raises(QueryError, match="network"):
        harmless("SELECT*{?s?p?o.FILTER(?o<1)SERVICE?x{?s?p?o}FILTER(1>0)}")


@pytest.fixture
def listener() -> Iterator[tuple[str, list[int]]]:
    """A URL on this machine, and who knocked there."""
    knocks: list[int] = []

    def listen() -> None:
        with suppress(OSError):
            while True:
                connection, _ = server.accept()
                knocks.append(1)  # before the other side learns anything
                connection.close()

    with socket.create_server(("127.0.0.1", 0)) as server:
        thread = threading.Thread(target=listen, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}/", knocks
        server.shutdown(socket.SHUT_RDWR)
        thread.join()


def test_what_a_backup_or_a_store_notes_as_unfinished_asks_nobody(
    listener: tuple[str, list[int]], sample_store: Path, tmp_path: Path
) -> None:
    """It is data of somebody else: neither who restores nor who reads runs a word of it."""
    url, knocks = listener
    with open_store(sample_store) as store:
        backup(store, tmp_path / "plans.nq.gz")
    note = Quad(BOOKS, term("cancu:unfinished"), Literal(f"LOAD <{url}> INTO GRAPH <a:a> ; DROP ALL"), BOOKS)
    with gzip.open(tmp_path / "plans.nq.gz", "ab") as file:
        file.write(f"{note} .\n".encode())
    restore(tmp_path / "plans.nq.gz", tmp_path / "store")
    for write in (False, True):
        with open_store(tmp_path / "store", write=write) as store:
            assert next(store.match(BOOKS, term("cancu:unfinished")), None) is not None
            store.finish()
            assert sum(1 for _ in store.match(None, A, term("cancu:SourceFile"))) == 5
    assert not knocks


def _ask(store: ox.Store, text: str) -> None:
    with suppress(SyntaxError, OSError, ValueError):
        answered = store.query(text, prefixes=dict(NAMESPACES), use_default_graph_as_union=True)
        if not isinstance(answered, ox.QueryBoolean):
            list(answered)  # type: ignore[arg-type]


def test_no_spelling_reaches_the_network(listener: tuple[str, list[int]]) -> None:
    """Each goes to the very parser, in this process, where no second wall stands behind the reading of the query."""
    url, knocks = listener
    store = ox.Store()
    store.add(Quad(NamedNode("a:a"), NamedNode("a:b"), Literal("c"), NamedNode("a:g")))
    _ask(store, f"SELECT * {{ ?s ?p trueSERVICE <{url}> {{}} }}".replace("true", "?o ."))
    assert knocks
    passed, refused = [], 0
    for text in spellings(SPELLINGS, url):
        try:
            passed.append(harmless(text).text)
        except QueryError:
            refused += 1
    assert refused > SPELLINGS / 3
    knocks.clear()
    for text in passed:
        assert "service" not in text.casefold()
        _ask(store, text)
    _ask(store, f"SELECT * {{ SERVICE <{url}> {{}} }}")
    assert len(knocks) == 1, "only the last, which is not read before"


@pytest.mark.skipif(sys.platform != "linux", reason="a process without network is made on Linux alone")
def test_a_worker_has_no_network(listener: tuple[str, list[int]], monkeypatch: pytest.MonkeyPatch) -> None:
    url, knocks = listener
    monkeypatch.setattr("kg.storage.query_workers.harmless", Harmless)
    with open_store(None) as store, pytest.raises(CancuError) as said:
        answer(store, f"SELECT * {{ SERVICE <{url}> {{ ?s ?p ?o }} }}")
    if knocks:
        pytest.skip("this system lets nobody leave the network")
    assert "nreachable" in str(said.value)
