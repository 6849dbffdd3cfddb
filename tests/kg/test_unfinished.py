"""A large change: whole or not at all wherever its process ends, done in pieces, and never what somebody else wrote."""

from __future__ import annotations

import json
import os
import shutil
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
from pyoxigraph import Literal, NamedNode, Quad

from extract.errors import StoreError
from kg.graph.terms import BOOKS, term
from kg.storage import unfinished
from kg.storage.change import Change, Told
from kg.storage.folder import FolderStore
from kg.storage.opening import open_store

GRAPH, DROPPED, NEW = (NamedNode(f"https://example.org/{name}") for name in "ghi")
HOSTILE = ['"', "\\", "a\nb", "#", "} } ; DROP ALL", "\u2028", "Quyết định “đặc biệt”", "\x01", "😀", "\ufeff"]


def quad(text: str, graph: NamedNode = GRAPH) -> Quad:
    return Quad(NamedNode("https://example.org/a"), term("rdfs:label"), Literal(text), graph)


def told(*quads: Quad) -> Told:
    return Told(NEW, len(quads), lambda: iter(quads))


BEFORE = {quad("kept"), quad("gone"), quad("gone, too"), quad("dropped", DROPPED), quad("dropped, too", DROPPED)}
CHANGE = Change(
    drop={DROPPED},
    remove={quad("gone"), quad("gone, too")},
    add={quad("new"), quad("dropped", NEW)},
    told=[told(quad("told", NEW), quad("told, too", NEW))],
)
AFTER = {quad("kept"), quad("new"), *(quad(text, NEW) for text in ("dropped", "told", "told, too"))}


def made(where: Path, quads: set[Quad] = BEFORE) -> Path:
    """A store that holds these."""
    with open_store(where, write=True) as store:
        store.apply(Change(add=quads))
    return where


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made(tmp_path_factory.mktemp("store") / "s")


@pytest.fixture
def where(template: Path, tmp_path: Path) -> Path:
    """A store that holds BEFORE."""
    return Path(shutil.copytree(template, tmp_path / "s"))


def held(where: Path, *, write: bool = False) -> set[Quad]:
    with open_store(where, write=write) as store:
        return set(store.quads())


class Watched:
    """The quads of a folder, of which each call that changes something is told."""

    def __init__(self, where: Path, tell: Callable[[str, Any], None]) -> None:
        self._quads, self._tell = ox.Store(str(where)), tell

    def __getattr__(self, name: str) -> Any:
        def call(*given: Any) -> Any:
            done = getattr(self._quads, name)(*given)
            if name != "quads_for_pattern":
                self._tell(name, given[0] if given else None)
            return done

        return call


class Ended(BaseException):
    """The end of a process."""


def test_wherever_a_large_change_breaks_off_the_next_writer_does_all_of_it(
    template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Processes that are really killed meanwhile: test_crash.py."""
    monkeypatch.setattr(unfinished, "QUADS", 2)

    def is_done(where: Path, steps: int) -> bool:
        left = iter(range(steps))

        def tell(*_: object) -> None:
            if next(left, None) is None:
                raise Ended

        shutil.copytree(template, where)
        unfinished.write(where, CHANGE)
        try:
            unfinished.do(where, Watched(where, tell))  # type: ignore[arg-type]
        except Ended:
            return False
        return True

    steps = 0
    while not is_done(where := tmp_path / str(steps), steps):
        assert held(where) == BEFORE, "readers have what was finished"
        assert held(where, write=True) == AFTER
        assert not unfinished.is_there(where)
        steps += 1
    assert steps == 2 + 1 + 1 + 2 + 1 + 2 + 1, "removals and their flush, the graph, removals, pieces, the last flush"


def test_what_could_not_be_written_down_is_not_done(where: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("kg.storage.folder.MANY", 1)
    with FolderStore(where) as store, monkeypatch.context() as patched:
        patched.setattr("os.fsync", full)
        with pytest.raises(StoreError, match="is full"):
            store.apply(CHANGE)
    assert held(where) == held(where, write=True) == BEFORE
    assert not [path for path in where.iterdir() if path.name.startswith("unfinished")]


def test_a_name_that_did_not_come_to_the_disk_is_taken_back(where: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sync = os.fsync

    def failing(handle: int) -> None:
        if (where / unfinished.NAME).exists():
            raise OSError(5, "Input/output error")
        sync(handle)

    monkeypatch.setattr("kg.storage.folder.MANY", 1)
    with FolderStore(where) as store, monkeypatch.context() as patched:
        patched.setattr(os, "fsync", failing)
        with pytest.raises(StoreError):
            store.apply(CHANGE)
    assert held(where) == held(where, write=True) == BEFORE


@pytest.mark.parametrize("write", [False, True])
def test_a_first_build_that_was_killed_is_finished_by_whoever_asks(where: Path, write: bool) -> None:
    (where / "readers" / "finished").unlink()
    unfinished.write(where, CHANGE)
    (where / "bulk-1.sst").write_bytes(b"half")
    (where / "unfinished.nq.part").write_bytes(b"half")
    assert held(where, write=write) == AFTER
    left = [path.name for path in where.iterdir()]
    assert not [name for name in left if name.startswith(("bulk-", "unfinished"))]


def test_what_is_half_done_is_not_published_and_goes_before_the_next_change(
    where: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    do = unfinished.do

    def full(folder: Path, quads: ox.Store) -> None:
        quads.remove(quad("gone"))
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("kg.storage.folder.MANY", 1)
    with open_store(where, write=True) as store:
        monkeypatch.setattr(unfinished, "do", full)
        with pytest.raises(StoreError, match="is full"):
            store.apply(CHANGE)
        store.publish()
        assert held(where) == BEFORE
        monkeypatch.setattr(unfinished, "do", do)
        store.apply(Change(remove={quad("new")}))
    assert held(where) == AFTER - {quad("new")}


def test_a_large_change_is_done_in_pieces(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a piece holds bounds the memory: the database takes a kilobyte for each quad that it has not written."""
    monkeypatch.setattr(unfinished, "QUADS", 10)
    monkeypatch.setattr(unfinished, "BYTES", 3_000)
    gone, dropped = {quad(f"{n}") for n in range(25)}, {quad(f"{n}", DROPPED) for n in range(25)}
    where = made(tmp_path / "s", gone | dropped)
    calls: list[tuple[str, Any]] = []
    quads = Watched(where, lambda *call: calls.append(call))
    long = [quad(f"{n}" * 2_000, NEW) for n in range(3)]
    unfinished.write(where, Change(drop={DROPPED}, remove=gone, add={quad(f"new {n}") for n in range(25)},
                                   told=[told(*long)]))  # fmt: skip
    unfinished.do(where, quads)  # type: ignore[arg-type]
    del quads
    waiting = [len(run.split()) for run in " ".join(name for name, _ in calls).split("flush")]
    assert max(waiting) < 20, "what waits to be written is bounded"
    pieces = [piece for name, piece in calls if name == "bulk_load"]
    assert [piece.count(b"\n") for piece in pieces] == [10, 10, 7, 1]
    assert held(where, write=True) == {quad(f"new {n}") for n in range(25)} | set(long)


@pytest.mark.parametrize("change", [
    Change(drop={DROPPED}), Change(remove={quad("gone")}), Change(add={quad("new")}), CHANGE,
    Change(drop={GRAPH}, add={quad("new")}), Change(drop={DROPPED}, told=[told(quad("again", DROPPED))]),
    Change(add={quad(text) for text in HOSTILE}), Change(remove={quad("never there"), *map(quad, HOSTILE)}),
])  # fmt: skip
def test_a_large_change_is_the_same_change(
    change: Change, template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = []
    for many in (1, 10_000):
        where = Path(shutil.copytree(template, tmp_path / f"{many}"))
        monkeypatch.setattr("kg.storage.folder.MANY", many)
        with open_store(where, write=True) as store:
            store.apply(Change(add={quad(text) for text in HOSTILE}))
            store.apply(change)
            found.append((set(store.match()), set(store.graphs())))
        assert held(where) == {quad for quad in found[-1][0] if quad.graph_name != BOOKS}
    assert found[0] == found[1]


@pytest.mark.parametrize("many", [2, 3])
def test_what_is_dropped_counts(many: int, where: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written: list[Change] = []
    monkeypatch.setattr("kg.storage.folder.MANY", many)
    monkeypatch.setattr(unfinished, "write", lambda folder, change: written.append(change))
    monkeypatch.setattr(unfinished, "do", lambda folder, quads: None)
    with open_store(where, write=True) as store:
        store.apply(Change(drop={DROPPED}))
    assert bool(written) == (many == 2), "two quads stand in the graph"


def summed(text: str) -> bytes:
    data = text.encode()
    return data + b"# %08x\n" % zlib.crc32(data)


FOREIGN = ["", "#\n", "[\n#\n", "[" * 9_000 + "\n#\n", "7\n#\n", '["no IRI"]\n#\n', "[7]\n#\n",
           "LOAD <http://127.0.0.1:1/>\n#\n", "[]\nDROP ALL\n#\n", "[]\n#\nDROP ALL\n",
           "[]\n#\n<a:a> <a:b> <a:c> ;\n"]  # fmt: skip
WHOLE = summed(json.dumps([DROPPED.value]) + "\n#\n")


@pytest.mark.parametrize("content", [
    *map(summed, FOREIGN), b"", b"rubbish", WHOLE[:-1], WHOLE[:20], WHOLE.replace(b"example", b"exanple"),
    WHOLE + b"\n", WHOLE + WHOLE,
], ids=lambda content: repr(content[:30]))  # fmt: skip
def test_what_this_program_did_not_write_is_refused_by_the_next_writer(content: bytes, where: Path) -> None:
    (where / unfinished.NAME).write_bytes(content)
    with pytest.raises(StoreError, match=r"is broken \(its file unfinished.nq is damaged\)"):
        open_store(where, write=True)
    assert held(where) == BEFORE
