"""A query may nest, swell or hang: it is ended at its bound with a sentence, and the next one is answered."""

from __future__ import annotations

import math
import os
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from extract.errors import QueryError, StoreError
from kg.building.build import build
from kg.resources import data_file
from kg.storage.opening import open_store
from kg.storage.query_workers import QueryWorkers
from kg.storage.querying import answer
from kg.storage.store import Change, Store

ROOT = str(Path(__file__).parents[2])

# What ended the interpreter: brackets, chains of operators, calls in calls.
DEEP = ["SELECT * { FILTER(" + "(" * 20_000 + "1" + ")" * 20_000 + ") }",
        "SELECT * { FILTER(1" + "&&1" * 15_000 + ") }",
        "SELECT * { FILTER(" + "STR(" * 2_000 + "1" + ")" * 2_000 + ") }", "SELECT * { FILTER(" + "!" * 30_000 + "1) }",
        "SELECT * " + "{" * 9_000 + "}" * 9_000, "SELECT * { ?s a" + "|a" * 40_000 + " ?o }"]  # fmt: skip
# What took gigabytes: what is joined with all and sorted, an answer that grows by each step.
LARGE = ["SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?c ?f ?i",
         f"SELECT (STRLEN(?z) AS ?n) {{ BIND(REPLACE('{'a' * 300}', 'a', '{'b' * 300}') AS ?x)"
         f" BIND(REPLACE(?x, 'b', '{'c' * 300}') AS ?y) BIND(REPLACE(?y, 'c', '{'d' * 300}') AS ?z) }}"]  # fmt: skip
ENDLESS = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
YES = (("true",),)


def quad(text: str) -> Quad:
    return Quad(NamedNode("a:a"), NamedNode("a:label"), Literal(text), NamedNode("a:g"))


@pytest.fixture(scope="module")
def store(sample_store: Path) -> Iterator[Store]:
    with open_store(sample_store) as opened:
        yield opened


@pytest.fixture(scope="module")
def workers(store: Store) -> Iterator[QueryWorkers]:
    with QueryWorkers(store, spare=True) as started:
        yield started


@pytest.mark.parametrize("text", DEEP, ids=range(len(DEEP)))
def test_what_nests_without_end_is_a_sentence_and_the_next_is_answered(workers: QueryWorkers, text: str) -> None:
    with pytest.raises(QueryError, match="nests too deeply"):
        workers.ask(text)
    assert workers.ask("ASK {}").rows == YES


@pytest.mark.skipif(sys.platform != "linux", reason="memory is bounded on Linux alone")
@pytest.mark.parametrize("text", LARGE, ids=range(len(LARGE)))
def test_what_swells_is_ended_at_its_bound(store: Store, text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CANCU_MAX_QUERY_MEMORY", "400")
    with QueryWorkers(store) as workers:
        with pytest.raises(QueryError, match=r"more than 400 MB of memory .* CANCU_MAX_QUERY_MEMORY"):
            workers.ask(text)
        assert workers.ask("ASK {}").rows == YES


def test_what_does_not_end_is_ended_and_the_next_is_answered(workers: QueryWorkers) -> None:
    with pytest.raises(QueryError, match="longer than 1 seconds"):
        workers.ask(ENDLESS, seconds=1)
    assert workers.ask("ASK {}").rows == YES


@pytest.mark.parametrize("seconds", [math.inf, math.nan, 0, -1, 1e9])
def test_a_time_that_is_no_bound_is_refused(workers: QueryWorkers, seconds: float) -> None:
    with pytest.raises(QueryError, match="up to 86,400 seconds"):
        workers.ask("ASK {}", seconds=seconds)


def test_a_store_in_memory_survives_what_its_worker_does_not() -> None:
    with open_store(None) as store:
        store.apply(Change(add={quad("c")}))
        with pytest.raises(QueryError, match="nests too deeply"):
            answer(store, DEEP[1])
        assert answer(store, "SELECT ?o { <a:a> ?p ?o }").rows == (("c",),)


def test_an_answer_is_bounded_in_letters(workers: QueryWorkers, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.storage.query_workers.CHARACTERS", 1_000)
    with pytest.raises(QueryError, match="longer than 1,000 characters"):
        workers.ask("SELECT * { ?s ?p ?o }")


@pytest.mark.parametrize(
    ("text", "said"), [("SELECT nonsense", "not valid SPARQL"), ("LOAD <a:b>", "change the store")]
)
def test_a_wrong_query_is_a_sentence_and_costs_no_worker(workers: QueryWorkers, text: str, said: str) -> None:
    before = {one._process.pid for one in workers._ready}
    with pytest.raises(QueryError, match=said):
        workers.ask(text)
    assert {one._process.pid for one in workers._ready} == before


def test_threads_ask_at_once_and_each_has_its_answer(store: Store) -> None:
    asked = [f"SELECT ({number} AS ?n) {{}}" for number in range(40)]
    asked[7] = DEEP[1]
    with QueryWorkers(store, at_once=2, spare=True) as workers, ThreadPoolExecutor(8) as threads:
        futures = [threads.submit(workers.ask, text) for text in asked]
        found = [future.exception() or future.result().rows[0][0] for future in futures]
    assert isinstance(found.pop(7), QueryError)
    assert found == [str(number) for number in range(40) if number != 7]


def test_a_warm_worker_sees_what_was_built_meanwhile(tmp_path: Path) -> None:
    count = "SELECT (COUNT(*) AS ?n) { ?s <a:label> ?o }"
    open_store(tmp_path / "s", write=True).close()
    with open_store(tmp_path / "s") as store, QueryWorkers(store, spare=True) as workers:
        for number in range(3):
            assert workers.ask(count).rows == ((str(number),),)
            with open_store(tmp_path / "s", write=True) as writer:
                writer.apply(Change(add={quad(str(number))}))


def test_a_store_that_went_away_is_a_sentence(tmp_path: Path) -> None:
    open_store(tmp_path / "s", write=True).close()
    with open_store(tmp_path / "s") as store, QueryWorkers(store) as workers:
        (tmp_path / "s").rename(tmp_path / "t")
        with pytest.raises(StoreError, match="There is no store"):
            workers.ask("ASK {}")


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a system with signals")
def test_who_was_ended_while_it_stood_ready_is_not_the_next_querys_fault(store: Store) -> None:
    with QueryWorkers(store, spare=True) as workers:
        assert workers.ask("ASK {}").rows == YES
        for ready in workers._ready:
            os.killpg(ready._process.pid, signal.SIGKILL)
            os.waitid(os.P_PID, ready._process.pid, os.WEXITED | os.WNOWAIT)
        assert workers.ask("ASK {}").rows == YES


def test_a_query_ends_with_the_process_that_asked(sample_store: Path) -> None:
    script = """
        import sys
        from kg.storage.opening import open_store
        from kg.storage.query_workers import QueryWorkers
        workers = QueryWorkers(open_store(sys.argv[1]), spare=True)
        print(*(one._process.pid for one in workers._ready), flush=True)
        workers.ask(sys.argv[2], seconds=3600)
    """
    command = [sys.executable, "-c", textwrap.dedent(script), str(sample_store), ENDLESS]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=os.environ | {"PYTHONPATH": ROOT}) as parent:
        assert parent.stdout is not None
        groups = [int(pid) for pid in parent.stdout.readline().split()]
        time.sleep(0.3)  # so that it is asked
        parent.kill()
    assert len(groups) == 2
    until = time.monotonic() + 60
    while any(map(_lives, groups)):
        assert time.monotonic() < until, "a worker goes on without its parent"
        time.sleep(0.05)


def _lives(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except (ProcessLookupError, PermissionError):
        return False
    return True


SEEN = "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }"
OWN = "ASK { GRAPH ?g { ?s ?p ?o } FILTER(STRSTARTS(STR(?g), 'https://w3id.org/cancu/graph/books')) }"


@pytest.mark.parametrize("folder", ["its own", "another's", "memory"])
def test_others_see_all_but_the_stores_own_graphs(tmp_path: Path, folder: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Beside the build; where that folder may not be written to, elsewhere; and of a store in memory."""
    where = ":memory:" if folder == "memory" else tmp_path / "s.store"
    with open_store(where, write=True) as store:
        build([data_file("plans")], store)
        if folder == "memory":
            compare(store)
    if folder == "memory":
        return
    with open_store(where) as store:
        if folder == "another's":
            monkeypatch.setattr("kg.storage.public.Path.mkdir", refused)
        compare(store)
        assert store.room is not None
        assert (store.room / "public").is_dir() is (folder == "its own")


def refused(*_: object, **__: object) -> None:
    raise PermissionError


def compare(store: Store) -> None:
    with QueryWorkers(store, public=True) as others, QueryWorkers(store) as ours:
        assert int(str(others.ask(SEEN).rows[0][0])) == sum(1 for _ in store.quads())
        assert others.ask(OWN).rows == (("false",),)
        assert ours.ask(OWN).rows == YES


def test_what_others_see_goes_with_the_build(tmp_path: Path) -> None:
    plans = sorted(Path(data_file("plans")).glob("*.txt"))
    for some in (plans[:1], plans[:2], plans[:3]):
        with open_store(tmp_path / "s", write=True) as store:
            build(some, store)
        with open_store(tmp_path / "s") as store, QueryWorkers(store, public=True) as others:
            assert others.ask("SELECT ?f { ?f a cancu:SourceFile }").rows != ()
            room = store.room
    assert room is not None
    assert [path.name for path in room.parent.iterdir() if (path / "public").exists()] == [room.name]
