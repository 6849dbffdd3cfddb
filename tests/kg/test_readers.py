"""Readers beside a writer: the last finished build is seen at once, nothing piles up, whatever who writes meets."""

from __future__ import annotations

import multiprocessing
import os
import resource
import shutil
import sys
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from benchmarks.corpus import plans
from extract.errors import StoreError
from kg.answers.index import Index, index_of
from kg.building.build import build
from kg.graph.terms import BOOKS, RELATIONS, source_iri, term
from kg.storage.opening import open_store
from kg.storage.query_workers import QueryWorkers
from kg.storage.store import Change, Store

COUNT = "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }"

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a system with locks of POSIX")


CONTEXT = multiprocessing.get_context("forkserver")  # no child has locks or threads of this process
CONTEXT.set_forkserver_preload(["kg.building.build", "kg.answers.index"])


def link(document: str, basis: str, source: str = "1") -> Quad:
    return Quad(NamedNode(f"urn:x:{document}"), RELATIONS["based_on"], NamedNode(f"urn:x:{basis}"), source_iri(source))


def write(where: Path, *adding: Quad, removing: tuple[Quad, ...] = ()) -> None:
    with open_store(where, write=True) as store:
        store.apply(Change(remove=set(removing), add=set(adding)))


def reached(store: Store) -> list[str]:
    return sorted(name.removeprefix("urn:x:") for name in index_of(store).reach("urn:x:a"))


def checkpoints(where: Path) -> list[str]:
    """What lies among what readers open."""
    return sorted(path.name for path in (where / "readers").iterdir() if path.is_dir())


def test_a_reader_sees_the_next_finished_build_and_an_answer_goes_on_with_what_it_began(tmp_path: Path) -> None:
    write(tmp_path / "s", link("b", "a"))
    with open_store(tmp_path / "s") as reader:
        begun = reader.match(None, RELATIONS["based_on"])
        with open_store(tmp_path / "s", write=True) as writer:
            writer.apply(Change(add={link("c", "a")}))
            assert reader.latest() is reader, "what is not finished is seen by nobody"
            assert reached(open_store(tmp_path / "s")) == ["b"]
        with reader.latest() as later:
            assert (reached(reader), reached(later)) == (["b"], ["b", "c"])
            assert reader.generation != later.generation
        assert len(list(begun)) == 1


def test_a_build_is_seen_although_its_writer_stays_open(tmp_path: Path) -> None:
    (tmp_path / "plans").mkdir()
    with open_store(tmp_path / "s", write=True) as writer:
        for number, text in enumerate(plans(2)):
            (tmp_path / "plans" / f"{number}.txt").write_text(text, encoding="utf-8")
            build([tmp_path / "plans"], writer)
            with open_store(tmp_path / "s") as reader:
                assert set(reader.quads()) == set(writer.quads())
                assert reader.generation == writer.generation


def test_a_build_that_changes_nothing_publishes_nothing(tmp_path: Path) -> None:
    write(tmp_path / "s", link("b", "a"))
    before = checkpoints(tmp_path / "s")
    open_store(tmp_path / "s", write=True).close()
    assert checkpoints(tmp_path / "s") == before


def test_checkpoints_stay_while_they_are_held_and_do_not_pile_up(tmp_path: Path) -> None:
    write(tmp_path / "s", link("b", "a"))
    reader, held = open_store(tmp_path / "s"), checkpoints(tmp_path / "s")
    for number in range(5):
        write(tmp_path / "s", link(str(number), "a"))
    assert len(checkpoints(tmp_path / "s")) == 2
    assert set(held) < set(checkpoints(tmp_path / "s"))
    assert reached(reader) == ["b"]
    reader.close()
    write(tmp_path / "s", link("last", "a"))
    assert len(checkpoints(tmp_path / "s")) == 1


def test_a_reader_that_was_forgotten_holds_nothing(tmp_path: Path) -> None:
    write(tmp_path / "s", link("b", "a"))
    for number in range(3):
        open_store(tmp_path / "s")
        write(tmp_path / "s", link(str(number), "a"))
    assert len(checkpoints(tmp_path / "s")) == 1


def test_a_worker_for_queries_follows_and_holds_what_it_reads(tmp_path: Path) -> None:
    write(tmp_path / "s", link("b", "a"))
    with open_store(tmp_path / "s") as store, QueryWorkers(store, spare=True) as workers:
        for number in range(3):
            assert workers.ask(COUNT).rows == ((str(number + 2),),)
            write(tmp_path / "s", link(str(number), "a"))


def test_another_store_in_the_same_place_is_not_taken_for_the_same(tmp_path: Path) -> None:
    write(tmp_path / "s", link("b", "a"))
    reader = open_store(tmp_path / "s")
    assert reached(reader) == ["b"]
    shutil.rmtree(tmp_path / "s")
    with pytest.raises(StoreError, match="There is no store"):
        reader.latest()
    write(tmp_path / "s", link("c", "a"))
    assert reached(reader.latest()) == ["c"]


@pytest.fixture
def reading_all(monkeypatch: pytest.MonkeyPatch) -> list[Store]:
    """The stores of which all links were read."""
    seen: list[Store] = []
    whole = Index.of
    monkeypatch.setattr(Index, "of", lambda store: seen.append(store) or whole(store))
    return seen


def test_the_index_of_a_reader_follows_what_writers_note(tmp_path: Path, reading_all: list[Store]) -> None:
    write(tmp_path / "s", link("b", "a"), link("c", "b"), link("b", "a", "2"))
    reader = open_store(tmp_path / "s")
    assert reached(reader) == ["b", "c"]
    write(tmp_path / "s", link("d", "c"), removing=(link("b", "a"),))
    write(tmp_path / "s", link("e", "d"))
    reader = reader.latest()
    assert reached(reader) == ["b", "c", "d", "e"], "another source says it, too"
    write(tmp_path / "s", removing=(link("b", "a", "2"),))
    assert reached(reader.latest()) == []
    assert len(reading_all) == 1


@pytest.mark.parametrize("damage", ["gone", "cut", "killed"])
def test_without_a_whole_note_all_links_are_read(tmp_path: Path, reading_all: list[Store], damage: str) -> None:
    write(tmp_path / "s", link("b", "a"))
    reader = open_store(tmp_path / "s")
    assert reached(reader) == ["b"]
    if damage == "killed":
        assert beside(write_and_die, tmp_path / "s") == -9
        write(tmp_path / "s", link("d", "c"))
    else:
        write(tmp_path / "s", link("c", "b"), link("d", "c"))
        (note,) = (tmp_path / "s" / "readers").glob("*.touched")
        if damage == "gone":
            note.unlink()
        else:
            note.write_bytes(note.read_bytes()[:-1])
    assert reached(reader.latest()) == ["b", "c", "d"]
    assert len(reading_all) == 2


def beside(do: Callable[..., None], *given: Any) -> int:
    """Does something in a process of its own, and says how that ended."""
    process = CONTEXT.Process(target=do, args=given)
    process.start()
    process.join(120)
    assert process.exitcode is not None, "it hangs"
    return process.exitcode


def write_and_die(where: Path) -> None:
    open_store(where, write=True).apply(Change(add={link("c", "b")}))
    os.kill(os.getpid(), 9)


def write_until_killed(where: Path, document: str, step: int) -> None:
    """Links a document; killed before the n-th step on files of the store that Python takes."""
    steps = {"open", "os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.scandir", "os.listdir"}
    left = step

    def watch(event: str, given: tuple[Any, ...]) -> None:
        nonlocal left
        names = (os.fspath(one) for one in given if isinstance(one, (str, os.PathLike)))
        if event in steps and any(name.startswith(str(where)) for name in names):
            left -= 1
            if not left:
                os.kill(os.getpid(), 9)

    sys.addaudithook(watch)
    write(where, link(document, "a"))


def told(store: Store) -> set[Quad]:
    return {quad for quad in store.match() if quad.graph_name != BOOKS}


def test_writers_that_are_killed_between_any_two_steps_leave_a_finished_build(tmp_path: Path) -> None:
    where, step, written, seen = tmp_path / "s", 0, {link("b", "a")}, set[str]()
    write(where, *written)
    store = open_store(where)
    goes_on = True
    while goes_on:
        step += 1
        reached(store)
        before, adding = told(store), link(f"c{step}", "a")
        goes_on = beside(write_until_killed, where, f"c{step}", step) == -9
        written.add(adding)
        store = store.latest()
        assert before <= told(store) <= written
        seen.add("new" if told(store) != before else "old")
        if step % 6 == 0 or not goes_on:
            written.add(link(f"d{step}", "a"))
            write(where, link(f"d{step}", "a"))
            store = store.latest()
            assert before | {link(f"d{step}", "a")} <= told(store) <= written
            assert len(checkpoints(where)) <= 2, "nothing of those that were killed"
        assert index_of(store).reach("urn:x:a") == Index.of(store).reach("urn:x:a")
    assert seen == {"old", "new"}
    assert step > 12
    store.close()
    write(where, link("last", "a"))
    left = {path.name for path in (where / "readers").iterdir() if path.suffix != ".touched"}
    assert left == {*checkpoints(where), "finished"}
    assert len(left) == 2


def test_a_store_that_was_never_finished_is_told_of_and_finished_by_who_reads_it(tmp_path: Path) -> None:
    with open_store(tmp_path / "s", write=True) as writer:
        writer.apply(Change(add={link("b", "a")}))
        with pytest.raises(StoreError, match="is being built for the first time; ask again when that is done"):
            open_store(tmp_path / "s")
    shutil.rmtree(tmp_path / "s" / "readers")  # as if the writer had been killed before its end
    with open_store(tmp_path / "s") as reader:
        assert reached(reader) == ["b"]


def publish_without_room(where: Path, telling: Connection) -> None:
    writer = open_store(where, write=True)
    writer.apply(Change(add={Quad(term("cancu:a"), term("rdfs:label"), Literal("x" * 99_000), source_iri("1"))}))
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
    try:
        writer.publish()
    except StoreError as error:
        telling.send(str(error))
    os._exit(0)


def test_a_disk_that_is_full_while_publishing_leaves_the_last_finished_build(tmp_path: Path) -> None:
    write(tmp_path / "s", link("b", "a"))
    listening, telling = CONTEXT.Pipe(duplex=False)
    assert beside(publish_without_room, tmp_path / "s", telling) == 0
    assert listening.recv().startswith(f"The disk of the store {tmp_path / 's'} is full")
    with open_store(tmp_path / "s") as reader:
        assert len(reader) == 2
        open_store(tmp_path / "s", write=True).close()
        assert len(reader.latest()) == 3
        assert len(checkpoints(tmp_path / "s")) == 2


@pytest.mark.parametrize("write", [False, True])
def test_a_store_of_the_version_before_is_refused_and_left_as_it_is(tmp_path: Path, write: bool) -> None:
    with open_store(tmp_path / "s", write=True) as store:
        stamp = next(iter(store.match(BOOKS)))
        store.apply(Change(remove={stamp}, add={Quad(BOOKS, stamp.predicate, Literal("3"), BOOKS)}))
    shutil.rmtree(tmp_path / "s" / "readers")
    with pytest.raises(StoreError, match=r"has version 3, this program needs \d+; build it anew into another folder"):
        open_store(tmp_path / "s", write=write)
    assert not (tmp_path / "s" / "readers").exists()
