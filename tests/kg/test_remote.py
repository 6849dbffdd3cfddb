"""A real SPARQL server as the store: the same graph and the same answers as in a folder."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from threading import Thread

import pytest
from pyoxigraph import Literal, Quad
from typer.testing import CliRunner

from benchmarks.corpus import write
from extract.errors import QueryError, StoreError
from kg.answers.index import by_level, index_of
from kg.answers.lineage import lineage
from kg.answers.outdated import outdated
from kg.answers.stored import StoredCorpus
from kg.answers.words import Limits, words_of
from kg.building.build import build
from kg.cli import app
from kg.graph.terms import BOOKS, RELATIONS, term
from kg.law.register import load_register
from kg.resources import data_file
from kg.storage.opening import open_store
from kg.storage.querying import Answer, answer
from kg.storage.remote import RemoteStore
from kg.storage.store import Change

SERVER = shutil.which("oxigraph") or shutil.which("oxigraph", path=str(Path(sys.executable).parent))
pytestmark = pytest.mark.skipif(SERVER is None, reason="the server of the package oxigraph is not installed")


@contextmanager
def serving(*options: str) -> Iterator[str]:
    """The query endpoint of an empty server on this machine."""
    for _ in range(10):
        with socket.socket() as found:
            found.bind(("127.0.0.1", 0))
            port = found.getsockname()[1]
        server = subprocess.Popen(
            [str(SERVER), "serve", "--bind", f"127.0.0.1:{port}", *options], stderr=subprocess.DEVNULL
        )
        if _listens(server, port):
            break
    try:
        yield f"http://127.0.0.1:{port}/query"
    finally:
        server.kill()
        server.wait()


def _listens(server: subprocess.Popen[bytes], port: int) -> bool:
    """Waits for the server; it ends at once where somebody else took the port meanwhile."""
    while server.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=60).close()
        except OSError:
            time.sleep(0.05)
        else:
            return True
    return False


@pytest.fixture
def url() -> Iterator[str]:
    with serving("--union-default-graph") as url:
        yield url


def test_the_server_holds_the_same_and_answers_the_same(url: str, tmp_path: Path) -> None:
    write(12, tmp_path / "made")
    paths = [data_file("plans"), tmp_path / "made"]
    with open_store(url, write=True) as remote, open_store(None) as local:
        for store in (remote, local):
            build(paths, store)
            (tmp_path / "made" / "0000" / "000003.txt").unlink(missing_ok=True)
            build(paths, store)
            if store is remote:
                write(12, tmp_path / "made")
        assert set(remote.quads()) == set(local.quads())
        assert (len(remote), set(remote.graphs())) == (len(local), set(local.graphs()))
        assert build(paths, remote).read == 0
        for direction in ("down", "up"):
            ours, theirs = (lineage(store, "33/CT-TTg", direction) for store in (remote, local))  # type: ignore[arg-type]
            assert ours == theirs
        root = lineage(local, "33/CT-TTg").root.id
        assert index_of(remote).reach(root) == index_of(local).reach(root)
        assert by_level(remote, root) == by_level(local, root)
        assert words_of(remote).find("dân vận", Limits(), 9) == words_of(local).find("dân vận", Limits(), 9)
        ours, theirs = (
            outdated(store, StoredCorpus(store), load_register(), date(2026, 6, 1), "en") for store in (remote, local)
        )
        assert ours == theirs
        assert ours.rows
        ask = "SELECT ?d WHERE { ?d a cancu:Document } ORDER BY ?d LIMIT 5"
        assert answer(remote, ask) == answer(local, ask)
        assert remote.query("ASK { ?s a cancu:Document }") is True
    asked = CliRunner().invoke(app, ["query", "--text", ask, "--format", "csv", "--store", url])
    assert (asked.exit_code, len(asked.output.splitlines())) == (0, 6)


def test_a_second_writer_is_refused_until_the_first_is_done_or_long_dead(url: str) -> None:
    with open_store(url, write=True) as first:
        first.apply(Change(add={Quad(term("cancu:a"), term("rdfs:label"), Literal("kept"), term("cancu:g"))}))
        with pytest.raises(StoreError, match="is being written by another process"):
            open_store(url, write=True)
        with open_store(url) as reader:
            assert len(list(reader.quads())) == 1
    dead = Quad(BOOKS, term("cancu:writing"), Literal("2020-01-01T00:00:00+00:00 somebody"), BOOKS)
    with open_store(url) as store:
        store.apply(Change(add={dead}))
    open_store(url, write=True).close()
    with open_store(url) as store:
        assert not list(store.match(BOOKS, term("cancu:writing")))


def test_what_another_process_changes_on_a_server_is_answered_without_restart(url: str) -> None:
    links = [Quad(term("cancu:b"), RELATIONS["based_on"], term(f"cancu:{name}"), term("cancu:g")) for name in "cd"]
    with open_store(url) as reader:
        for number, link in enumerate(links, 1):
            with open_store(url, write=True) as writer:
                writer.apply(Change(add={link}))
            assert len(index_of(reader)) == number
            assert index_of(reader) is index_of(reader)
        assert len(reader) == 3, "the stamp and the links"


def test_a_server_that_hides_its_named_graphs_is_a_sentence() -> None:
    with serving() as url, pytest.raises(StoreError, match="does not show its named graphs as its default graph"):
        open_store(url)


def test_a_query_that_takes_too_long_is_given_up(url: str) -> None:
    with open_store(url, write=True) as store:
        build([data_file("plans")], store)
    endless = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
    asked = CliRunner().invoke(app, ["query", "--text", endless, "--seconds", "0.5", "--store", url])
    assert isinstance(asked.exception, QueryError)
    assert str(asked.exception).startswith("The query took longer than 0.5 seconds")


def test_a_wrong_query_is_a_sentence(url: str) -> None:
    with open_store(url, write=True) as store, pytest.raises(QueryError, match="refuses the query"):
        store.select("nonsense")


def test_a_query_of_a_user_is_refused_or_made_harmless_for_a_server_too(url: str) -> None:
    with open_store(url, write=True) as store:
        with pytest.raises(QueryError, match="network"):
            answer(store, "SELECT * { ?s ?p ?o .SERVICE <http://127.0.0.1:9/> {} }")
        assert answer(store, "SELECT ('Service' AS ?service) {}") == Answer(("service",), (("Service",),))
        assert answer(store, "SELECT * { VALUES ?x { 1 2 3 } }", rows=2).cut


@pytest.mark.parametrize("reply", [b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello", b"nonsense", b""])
def test_what_is_no_server_of_sparql_is_a_sentence(reply: bytes) -> None:
    def serve() -> None:
        connection = server.accept()[0]
        connection.recv(65_536)
        connection.sendall(reply)
        connection.close()

    with socket.create_server(("127.0.0.1", 0)) as server:
        thread = Thread(target=serve)
        thread.start()
        with pytest.raises(StoreError, match=r"^(The|What the) server http://127"):
            open_store(f"http://127.0.0.1:{server.getsockname()[1]}/query")
        thread.join()


def test_no_server_is_a_sentence() -> None:
    with pytest.raises(StoreError, match=r"http://127\.0\.0\.1:9/query does not answer"):
        open_store("http://127.0.0.1:9/query")


@pytest.mark.parametrize(
    ("url", "updates"),
    [
        ("http://h:7878/query", "http://h:7878/update"),
        ("http://h:3030/ds/sparql", "http://h:3030/ds/update"),
        ("http://h:7200/repositories/cancu", "http://h:7200/repositories/cancu/statements"),
        ("http://h/both", "http://h/both"),
    ],
)
def test_where_updates_go(url: str, updates: str) -> None:
    assert RemoteStore(url)._updates == updates
