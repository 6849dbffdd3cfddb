"""Builds that are killed, run out of disk, or meet another build: nothing acknowledged is lost, nothing is half in.

``CANCU_KILLS`` says how many builds are killed; 10 by default.
"""

from __future__ import annotations

import hashlib
import multiprocessing
import os
import random
import resource
import shutil
import subprocess
import sys
import time
from multiprocessing.connection import Connection
from pathlib import Path

import pytest
from pyoxigraph import Quad

import kg.building.build
import kg.storage.folder
import kg.storage.unfinished
from benchmarks.corpus import plans
from extract.errors import StoreError
from kg.building.build import build
from kg.graph.terms import BOOKS, term
from kg.storage.opening import open_store
from kg.storage.store import value_of

ROOT = Path(__file__).parents[2]
KILLS = int(os.environ.get("CANCU_KILLS", "10"))
PLANS = 16
FILES = 2
"""Files of one transaction here."""

FULL = "The disk of the store {} is full; nothing of this step was kept. Make room and build again."

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a system with fork and signals")


def build_and_tell(folder: Path, store: Path, many: int, told: Connection) -> None:
    """A build in a process of its own; it tells how many files it has acknowledged, -1 before the first."""
    kg.building.build.BATCH, kg.storage.folder.MANY, kg.storage.unfinished.QUADS = FILES, many, 300
    told.send(-1)
    with open_store(store, write=True) as opened:
        build([folder], opened, progress=lambda done, _: told.send(done))


def graph_of(*paths: Path) -> set[Quad]:
    """The graph of files and folders that were built undisturbed."""
    with open_store(None) as store:
        build(paths, store)
        return set(store.quads())


def files_in(store: Path) -> dict[str, str]:
    """The files that a store knows, with the hash of the content that it holds."""
    with open_store(store) as opened:
        places = {quad.subject: value_of(quad) for quad in opened.match(None, term("cancu:location"), None, BOOKS)}
        held = {quad.subject: value_of(quad) for quad in opened.match(None, term("cancu:sha256"), None, BOOKS)}
    return {location: held[place] for place, location in places.items()}


def digest_of(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


class Folder:
    """A folder whose files come, change and go; every content is kept, so that any state can be built again."""

    def __init__(self, place: Path, seed: int) -> None:
        self.chance = random.Random(seed)
        self.path, self.mirror = place / "plans", place / "mirror"
        self.texts = list(plans(PLANS * 3))
        self.contents: dict[str, str] = {}
        self.path.mkdir()

    def stir(self) -> None:
        """About a third of the files go, come or change."""
        for index in range(PLANS):
            path = self.path / f"{index:02}.txt"
            move = self.chance.random()
            if path.exists() and move < 0.2:
                path.unlink()
            elif move < 0.4 or (not path.exists() and move < 0.8):
                text = self.texts[index + PLANS * self.chance.randrange(3)]
                path.write_text(text, encoding="utf-8")
                self.contents[digest_of(path)] = text

    def graph_of(self, files: dict[str, str]) -> set[Quad]:
        """The graph that these files would make, undisturbed, at their places."""
        shutil.move(self.path, self.mirror)
        try:
            self.path.mkdir()
            for location, digest in files.items():
                Path(location).write_text(self.contents[digest], encoding="utf-8")
            return graph_of(self.path)
        finally:
            shutil.rmtree(self.path)
            shutil.move(self.mirror, self.path)


def test_killed_builds_lose_nothing_and_leave_nothing_half_done(tmp_path: Path) -> None:
    folder, store = Folder(tmp_path, seed=1), tmp_path / "store"
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["kg.building.build"])
    interrupted, lasting = 0, 0.5
    for _ in range(KILLS):
        folder.stir()
        before = files_in(store) if store.exists() else {}
        now = {str(path.resolve()): digest_of(path) for path in sorted(folder.path.iterdir())}
        todo = [location for location, digest in now.items() if before.get(location) != digest]
        listening, telling = context.Pipe(duplex=False)
        many = folder.chance.choice([1, 10_000])  # in pieces, or as a transaction
        process = context.Process(target=build_and_tell, args=(folder.path, store, many, telling))
        process.start()
        telling.close()
        assert listening.recv() == -1
        started = time.perf_counter()
        process.join(folder.chance.uniform(0, lasting))
        process.kill()
        process.join()
        acknowledged = 0
        while listening.poll():
            try:
                acknowledged = listening.recv()
            except EOFError:
                break
        listening.close()
        if process.exitcode == 0:
            lasting = time.perf_counter() - started
        else:
            interrupted += 1
        if not (store / "CURRENT").exists():
            continue
        seen = files_in(store) if (store / "readers" / "finished").exists() else None
        open_store(store, write=True).close()  # goes on where the killed one was
        held = files_in(store)
        assert seen in (None, before, held), "readers see finished builds alone"
        assert all(held.get(location) == now[location] for location in todo[:acknowledged])
        assert set(held) <= set(before) | set(now)
        assert all(digest in {before.get(location), now.get(location)} for location, digest in held.items())
        if acknowledged:
            assert set(held) <= set(now), "what is gone leaves before anything new is acknowledged"
        with open_store(store) as opened:
            assert set(opened.quads()) == folder.graph_of(held)
    assert interrupted
    with open_store(store, write=True) as opened:
        build([folder.path], opened)
        assert set(opened.quads()) == graph_of(folder.path)


def run(*arguments: str | Path, limit: int | None = None) -> subprocess.CompletedProcess[str]:
    """The command line; ``limit`` is the largest file in bytes that it can write, as on a full disk."""

    def narrow() -> None:
        if limit is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    return subprocess.run(
        [sys.executable, "-c", "from kg.cli import main; main()", *map(str, arguments)],
        capture_output=True,
        encoding="utf-8",
        check=False,
        preexec_fn=narrow,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )


def write_plans(folder: Path, first: int, last: int) -> None:
    folder.mkdir(exist_ok=True)
    for index, text in enumerate(plans(last)):
        if index >= first:
            (folder / f"{index:02}.txt").write_text(text, encoding="utf-8")


def test_a_full_disk_is_a_sentence_and_loses_nothing(tmp_path: Path) -> None:
    write_plans(tmp_path / "plans", 0, 3)
    assert run("build", tmp_path / "plans", "--store", tmp_path / "store").returncode == 0
    write_plans(tmp_path / "plans", 3, 12)
    stopped = run("build", tmp_path / "plans", "--store", tmp_path / "store", limit=100_000)
    assert (stopped.returncode, stopped.stdout) == (2, "")
    assert stopped.stderr == f"cancu: {FULL.format(tmp_path / 'store')}\n"
    held = files_in(tmp_path / "store")
    assert len(held) >= 3
    (only_held := tmp_path / "held" / "plans").mkdir(parents=True)
    for file in held:
        shutil.copy(file, only_held)
    with open_store(tmp_path / "store") as store:
        assert set(store.quads()) == graph_of(only_held)
    assert run("build", tmp_path / "plans", "--store", tmp_path / "store").returncode == 0
    with open_store(tmp_path / "store") as store:
        assert set(store.quads()) == graph_of(tmp_path / "plans")


def test_two_builds_at_once_the_second_is_refused_with_a_sentence(tmp_path: Path) -> None:
    write_plans(tmp_path / "plans", 0, 1)
    with open_store(tmp_path / "store", write=True):
        second = run("build", tmp_path / "plans", "--store", tmp_path / "store")
    assert second.returncode == 2
    assert second.stderr == (
        f"cancu: The store {tmp_path / 'store'} is being written by another process; try again when it is done.\n"
    )


def test_a_place_that_cannot_be_written_is_a_sentence() -> None:
    with pytest.raises(StoreError, match=r"^The store /proc/cancu\.store cannot be written"):
        open_store("/proc/cancu.store", write=True)
