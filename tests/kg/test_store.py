"""The store: every change whole or not at all, and a clear sentence for everything that can be wrong with it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
import textwrap
from multiprocessing import Pipe, get_context
from multiprocessing.connection import Connection
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from extract.errors import QueryError, StoreError
from kg.graph.terms import BOOKS, term
from kg.storage.opening import open_store
from kg.storage.sentences import store_error
from kg.storage.store import Change

ROOT = Path(__file__).parents[2]
GRAPH, OTHER = NamedNode("https://example.org/g"), NamedNode("https://example.org/h")


def quad(text: str, graph: NamedNode = GRAPH) -> Quad:
    return Quad(NamedNode("https://example.org/a"), term("rdfs:label"), Literal(text), graph)


HOSTILE = ['"', "\\", "a\nb", "'''", "}", "} } ; DROP ALL", "\u202e", "Quyết định “đặc biệt”", "\x01", "😀", "\ufeff"]


@pytest.mark.parametrize("where", ["memory", "folder"])
def test_a_change_drops_removes_and_adds(where: str, tmp_path: Path) -> None:
    with open_store(None if where == "memory" else tmp_path / "s", write=True) as store:
        store.apply(Change(add={quad(text) for text in HOSTILE} | {quad("h", OTHER)}))
        assert {str(one.object.value) for one in store.match(None, None, None, GRAPH)} == set(HOSTILE)
        store.apply(Change(drop={OTHER}, remove={quad(text) for text in HOSTILE[:-1]}, add={quad("new")}))
        assert set(store.quads()) == {quad(HOSTILE[-1]), quad("new")}
        assert set(store.graphs()) == {GRAPH}


def test_what_was_written_is_there_for_the_next_who_opens(tmp_path: Path) -> None:
    with open_store(tmp_path / "s", write=True) as store:
        store.apply(Change(add={quad("kept")}))
    with open_store(tmp_path / "s") as store:
        assert set(store.quads()) == {quad("kept")}
        with pytest.raises(StoreError, match="reading only"):
            store.apply(Change(add={quad("more")}))


def test_a_killed_writer_leaves_all_of_its_last_change_or_none(tmp_path: Path) -> None:
    script = """
        import os, sys
        from kg.storage.opening import open_store
        from kg.storage.store import Change
        from pyoxigraph import Literal, NamedNode, Quad
        store = open_store(sys.argv[1], write=True)
        a, p, g = (NamedNode("https://example.org/" + name) for name in "apg")
        for step in range(3):
            added = {Quad(a, p, Literal(f"{step}-{i}"), g) for i in range(1000)}
            store.apply(Change(add=added, remove={Quad(a, p, p, g)}))
        os._exit(9)
    """
    subprocess.run(
        [sys.executable, "-c", textwrap.dedent(script), str(tmp_path / "s")],
        check=False,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )
    with open_store(tmp_path / "s") as store:
        steps = {str(one.object.value).partition("-")[0] for one in store.quads()}
        assert steps
        assert len(list(store.quads())) == 1000 * len(steps)


def test_the_books_are_no_part_of_what_is_told(tmp_path: Path) -> None:
    with open_store(tmp_path / "s", write=True) as store:
        assert len(store) == 1
        assert list(store.quads()) == []
        assert list(store.graphs()) == []


def test_a_missing_store_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"There is no store at .* cancu build"):
        open_store(tmp_path / "nowhere")
    assert not (tmp_path / "nowhere").exists()


def test_a_folder_of_something_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("dear")
    with pytest.raises(StoreError, match="not an empty folder"):
        open_store(tmp_path, write=True)
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_a_file_is_no_store(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("dear")
    with pytest.raises(StoreError, match="no store"):
        open_store(tmp_path / "letter.txt", write=True)


def test_a_second_writer_is_refused_and_readers_go_on(tmp_path: Path) -> None:
    with open_store(tmp_path / "s", write=True) as store:
        store.apply(Change(add={quad("kept")}))
        with pytest.raises(StoreError, match="being written by another process"):
            open_store(tmp_path / "s", write=True)
        store.publish()
        with open_store(tmp_path / "s") as reader:
            assert set(reader.quads()) == {quad("kept")}
    open_store(tmp_path / "s", write=True).close()


def test_a_broken_store_says_so(tmp_path: Path) -> None:
    open_store(tmp_path / "s", write=True).close()
    for path in (tmp_path / "s").glob("MANIFEST*"):
        path.write_bytes(b"rubbish")
    with pytest.raises(StoreError, match="broken"):
        open_store(tmp_path / "s", write=True)
    assert len(open_store(tmp_path / "s")) == 1, "what was finished can be read, and backed up"
    for path in (tmp_path / "s" / "readers").glob("*/MANIFEST*"):
        path.write_bytes(b"rubbish")
    with pytest.raises(StoreError, match="broken"):
        open_store(tmp_path / "s")


@pytest.mark.parametrize("content", ["", "rubbish", "../..", "7-00000000"])
def test_a_store_that_does_not_say_what_is_finished_says_so_until_the_next_build(tmp_path: Path, content: str) -> None:
    with open_store(tmp_path / "s", write=True) as store:
        store.apply(Change(add={quad("kept")}))
    (tmp_path / "s" / "readers" / "finished").write_text(content)
    with pytest.raises(StoreError, match="broken"):
        open_store(tmp_path / "s")
    open_store(tmp_path / "s", write=True).close()
    with open_store(tmp_path / "s") as store:
        assert set(store.quads()) == {quad("kept")}


def test_a_store_of_another_version_must_be_built_anew(tmp_path: Path) -> None:
    with open_store(tmp_path / "s", write=True) as store:
        version = next(iter(store.match(BOOKS)))
        store.apply(Change(remove={version}, add={Quad(BOOKS, version.predicate, Literal("0"), BOOKS)}))
    with pytest.raises(StoreError, match=r"has version 0.*build it anew"):
        open_store(tmp_path / "s")


def _refusal(where: Path, told: Connection) -> None:
    """Tells what is said to somebody who may not write in a folder."""
    if os.geteuid() == 0:
        os.setuid(65534)
    try:
        open_store(where, write=True).close()
    except StoreError as error:
        told.send(str(error))
    told.close()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a system with users")
@pytest.mark.parametrize("there", [False, True])
def test_a_folder_that_may_not_be_written_is_a_sentence_and_loses_nothing(there: bool) -> None:
    with tempfile.TemporaryDirectory() as folder:  # nobody else may enter those of pytest
        where = Path(folder) / "s"
        if there:
            with open_store(where, write=True) as store:
                store.apply(Change(add={quad("kept")}))
            where.chmod(0o555)
        Path(folder).chmod(0o555)
        listening, telling = Pipe(duplex=False)
        child = get_context("fork").Process(target=_refusal, args=(where, telling))
        child.start()
        telling.close()
        said = listening.recv()
        child.join()
        listening.close()
        Path(folder).chmod(0o755)
        if there:
            where.chmod(0o755)
            with open_store(where) as store:
                assert set(store.quads()) == {quad("kept")}
    assert said.startswith(f"The store {where} cannot be written")


NOWHERE = ["http://[", "http://h/\nx", "http://h:99999/q", "http:///q", "http://é/q", "x" * 300, "a\0b", "\udcff",
           "link", "loop", "file", "file/x", "pipe"]  # fmt: skip


@pytest.mark.parametrize("write", [False, True])
@pytest.mark.parametrize("name", NOWHERE)
def test_what_can_be_no_store_is_a_sentence(tmp_path: Path, name: str, write: bool) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "nowhere")
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    (tmp_path / "file").write_text("dear")
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(StoreError) as said:
        open_store(name if name.startswith("http") else tmp_path / name, write=write)
    assert not re.search(r"broken|backup|Errno|[\n\0\udcff]", str(said.value))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "link", "loop", "pipe"]


def test_a_store_that_lost_its_entry_is_broken_and_no_new_one_is_made_over_it(tmp_path: Path) -> None:
    with open_store(tmp_path / "s", write=True) as store:
        store.apply(Change(add={quad("kept")}))
    (tmp_path / "s" / "CURRENT").rename(tmp_path / "CURRENT")
    with open_store(tmp_path / "s") as store:
        assert set(store.quads()) == {quad("kept")}, "what was finished can be read, and backed up"
    shutil.rmtree(tmp_path / "s" / "readers")
    for write in (False, True):
        with pytest.raises(StoreError, match=r"is broken \(its file CURRENT is missing\)"):
            open_store(tmp_path / "s", write=write)
    (tmp_path / "CURRENT").rename(tmp_path / "s" / "CURRENT")
    with open_store(tmp_path / "s") as store:
        assert set(store.quads()) == {quad("kept")}


def test_a_damaged_block_is_not_told_as_a_lock(tmp_path: Path) -> None:
    said = str(store_error(tmp_path, "Corruption: block checksum mismatch: stored = 1, computed = 2"))
    assert "is broken" in said
    assert "another process" not in said


HOLD = """
import fcntl, sys
with open(sys.argv[1], "a") as lock:
    fcntl.lockf(lock, fcntl.LOCK_EX)
    print(flush=True)
    sys.stdin.read()
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a system with locks of POSIX")
def test_who_comes_while_another_makes_the_store_is_told_so_and_makes_it_when_that_one_was_killed(
    tmp_path: Path,
) -> None:
    (tmp_path / "s").mkdir()
    for name in ("LOCK", "LOG", "IDENTITY", "MANIFEST-000001", "000001.dbtmp"):
        (tmp_path / "s" / name).touch()
    command = [sys.executable, "-c", HOLD, str(tmp_path / "s" / "LOCK")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as maker:
        assert maker.stdout is not None
        maker.stdout.readline()
        with pytest.raises(StoreError, match="is being written by another process; try again when it is done"):
            open_store(tmp_path / "s", write=True)
        with pytest.raises(StoreError, match="There is no store"):
            open_store(tmp_path / "s")
    with open_store(tmp_path / "s", write=True) as store:
        assert len(store) == 1


def test_a_large_change_is_the_same_change(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one, other = NamedNode("urn:x:g1"), NamedNode("urn:x:g2")
    first = Change(add={quad("a", one), quad("b", one), quad("c", other)})
    second = Change(drop={one}, remove={quad("c", other)}, add={quad("d", other), quad("e", NamedNode("urn:x:g3"))})
    third = Change(drop={other}, add={quad("f", other)})
    found = []
    for many in (1, 10_000):
        monkeypatch.setattr("kg.storage.folder.MANY", many)
        with open_store(tmp_path / f"s{many}", write=True) as store:
            for change in (first, second, third):
                store.apply(change)
            found.append(set(store.match()))
    assert found[0] == found[1]
    assert {quad for quad in found[0] if quad.graph_name != BOOKS} == {
        quad("e", NamedNode("urn:x:g3")), quad("f", other)
    }  # fmt: skip


@pytest.mark.parametrize("query", ["nonsense", "ASK { ?s ?p ?o }", "INSERT DATA { <a:a> <a:a> <a:a> }"])
def test_only_a_select_is_selected(query: str) -> None:
    with open_store(None) as store, pytest.raises(QueryError):
        store.select(query)
