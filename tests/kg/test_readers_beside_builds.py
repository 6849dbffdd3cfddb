"""Each answer beside builds is that of a finished one, and none goes back.

``CANCU_BUILDS`` says how many builds readers stand beside, four of them from 100 builds on; 20 and two by default.
"""

from __future__ import annotations

import hashlib
import multiprocessing
import os
import shutil
import time
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import NamedNode

from benchmarks.corpus import plans
from kg.answers.index import index_of
from kg.building.build import build
from kg.graph.terms import RELATIONS, A, term
from kg.storage.citation_table import citations_at, make_citation_table
from kg.storage.opening import open_store
from kg.storage.store import Store, value_of

BUILDS = int(os.environ.get("CANCU_BUILDS", "20"))
READERS = 4 if BUILDS >= 100 else 2
PLACES = 12
"""Places for files beside which builds go on."""

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a system with locks of POSIX")

CONTEXT = multiprocessing.get_context("forkserver")  # no child has locks or threads of this process
CONTEXT.set_forkserver_preload(["kg.building.build", "kg.answers.index"])


class Folder:
    """A folder of plans that changes by steps, the same ones each time."""

    def __init__(self, path: Path) -> None:
        self.path, self._texts = path, list(plans(PLACES * 3))
        path.mkdir()

    def step(self, number: int) -> None:
        """A file comes or changes, and now and then one goes."""
        place = number * 7 % PLACES
        if number % 5 == 4:
            (self.path / f"{(place + 7) % PLACES:02}.txt").unlink(missing_ok=True)
        text = self._texts[number * 11 % len(self._texts)]
        (self.path / f"{place:02}.txt").write_text(f"{text}\n{number}\n", encoding="utf-8")


def answer(store: Store) -> str:
    """What a store says: all of it, its citations with their words, what derives from each document on which others
    stand."""
    index = index_of(store)
    bases = sorted({value_of(quad) for quad in store.match(None, RELATIONS["based_on"])})
    cites = {
        quad.subject.value
        for quad in store.match(None, A, term("cancu:Citation"))
        if isinstance(quad.subject, NamedNode)
    }
    said = [*sorted(map(str, store.quads())), *sorted(map(str, citations_at(store, cites).values()))]
    said += (f"{basis} {sorted(index.reach(basis))}" for basis in bases)
    return hashlib.sha256("\n".join(said).encode()).hexdigest()


def build_often(plans: Path, where: Path, telling: Connection) -> None:
    """Builds so many times, and tells when each was finished."""
    folder = Folder(plans)
    for number in range(BUILDS):
        folder.step(number)
        with open_store(where, write=True) as store:
            build([folder.path], store)
        telling.send(time.time())
    telling.close()


def read_along(where: Path, last: Any, telling: Connection) -> None:
    """Asks again and again, by a store that stays open and by one that is opened anew; tells what each new one says.

    Each makes the table of citations of the build that it asks, beside the others that do.
    """
    try:
        store = open_store(where)
        told = None
        while True:
            ends = last.is_set()
            store = store.latest()
            if store.generation != told:
                told = store.generation
                make_citation_table(store)
                telling.send((time.time(), answer(store)))
                with open_store(where) as anew:
                    telling.send((time.time(), answer(anew)))
            elif ends:
                break
            else:
                time.sleep(0.001)
    except BaseException as error:  # noqa: BLE001
        telling.send(f"{type(error).__name__}: {error}")
    telling.close()


def test_every_answer_beside_builds_is_that_of_a_finished_one(tmp_path: Path) -> None:
    expected: dict[str, int] = {}
    folder = Folder(tmp_path / "plans")
    with open_store(None) as store:
        for number in range(BUILDS):
            folder.step(number)
            build([folder.path], store)
            expected[answer(store)] = number
    shutil.rmtree(folder.path)
    last, started = CONTEXT.Event(), time.time()
    hearing, finished = [], []
    for do, given in [(build_often, (folder.path, tmp_path / "s")), *[(read_along, (tmp_path / "s", last))] * READERS]:
        listening, telling = CONTEXT.Pipe(duplex=False)
        CONTEXT.Process(target=do, args=(*given, telling), daemon=True).start()
        telling.close()
        hearing.append(listening)
        if do is build_often:
            finished.append(listening.recv())
    builder, *readers = hearing
    seen: dict[Any, list[tuple[int, float]]] = {reader: [] for reader in readers}
    while hearing:
        for one in wait(hearing, 300) or pytest.fail("nothing is heard any more"):
            try:
                said = one.recv()
            except EOFError:
                hearing.remove(one)
                if one is builder:
                    last.set()
                continue
            if one is builder:
                finished.append(said)
            else:
                assert isinstance(said, tuple), said
                seen[one].append((expected[said[1]], said[0]))
    assert len(finished) == BUILDS
    delays = []
    for numbers in seen.values():
        order = [number for number, _ in numbers]
        assert order == sorted(order), "no answer goes back"
        assert order[-1] == BUILDS - 1, "each sees the last build"
        delays += [at - finished[number] for number, at in dict(reversed(numbers)).items()]
    held = [path for path in (tmp_path / "s" / "readers").iterdir() if path.is_dir()]
    assert len(held) <= 1 + READERS * 2
    asked = sum(map(len, seen.values()))
    delays.sort()
    print(
        f"{BUILDS} builds in {finished[-1] - started:.0f} s beside {READERS} readers: {asked} answers, all of finished "
        f"builds; a build was seen after {delays[len(delays) // 2] * 1000:.0f} ms (median), "
        f"{delays[len(delays) * 99 // 100] * 1000:.0f} ms (of 99 in 100), the reader's own answer before included"
    )
