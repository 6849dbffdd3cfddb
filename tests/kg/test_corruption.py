"""A store whose files were damaged says so in a sentence, to readers and writers, and comes back out of its backup.

``CANCU_CORRUPTIONS`` says how many damages are done; 8 by default.
"""

from __future__ import annotations

import multiprocessing
import os
import random
import shutil
from multiprocessing.connection import Connection
from pathlib import Path

import pytest
from pyoxigraph import Quad

from benchmarks.corpus import write
from extract.errors import CancuError
from kg.building.build import build
from kg.storage.backup import backup, restore
from kg.storage.opening import open_store
from kg.storage.querying import answer

CORRUPTIONS = int(os.environ.get("CANCU_CORRUPTIONS", "8"))

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a system with fork")


def use(store: Path, folder: Path, told: Connection) -> None:
    """Reads all of a store, asks it, writes to it; tells how each went: "" or the sentence."""
    for step in (_read, _ask, _write):
        try:
            step(store, folder)
            told.send("")
        except CancuError as error:
            told.send(str(error))
    told.close()


def _read(store: Path, _: Path) -> None:
    with open_store(store) as opened:
        assert list(opened.match()) is not None


def _ask(store: Path, _: Path) -> None:
    with open_store(store) as opened:
        answer(opened, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")


def _write(store: Path, folder: Path) -> None:
    with open_store(store, write=True) as opened:
        build([folder], opened)


def damage(store: Path, chance: random.Random) -> str:
    """Damages one file of a store, and says how."""
    kinds: dict[str, list[Path]] = {}
    for file in sorted(path for path in store.rglob("*") if path.is_file()):
        kinds.setdefault(file.suffix or file.name.partition("-")[0], []).append(file)
    path = chance.choice(kinds[chance.choice(sorted(kinds.keys() - {"LOG", "LOCK", "IDENTITY", ".touched"}))])
    content = bytearray(path.read_bytes())
    match chance.choice(["delete", "empty", "cut", "flip", "flip", "zero"]):
        case "delete":
            path.unlink()
            return f"{path.name} deleted"
        case "empty":
            path.write_bytes(b"")
            return f"{path.name} emptied"
        case "cut":
            path.write_bytes(content[: chance.randrange(len(content) + 1)])
            return f"{path.name} cut"
        case how:
            start = chance.randrange(len(content) + 1)
            for at in range(start, min(start + 30, len(content))):
                content[at] = content[at] ^ 0xFF if how == "flip" else 0
            path.write_bytes(content)
            return f"{path.name} {how} at {start}"


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, set[Quad]]:
    """A folder of plans, the backup of their store, and all its quads; the store lies beside."""
    place = tmp_path_factory.mktemp("corruption")
    write(30, place / "plans")
    with open_store(place / "store", write=True) as store:
        build([place / "plans"], store)
        store.compact()
    write(40, place / "plans")
    with open_store(place / "store", write=True) as store:  # so that something stands in the log, too
        build([place / "plans"], store)
    with open_store(place / "store") as store:
        backup(store, place / "all.nq.gz")
        return place, place / "all.nq.gz", set(store.match())


def test_a_damaged_store_is_a_sentence_and_its_backup_is_whole(kept: tuple[Path, Path, set[Quad]]) -> None:
    place, kept_in, quads = kept
    chance = random.Random(7)
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["kg.building.build", "kg.storage.querying"])
    noticed = 0
    for _ in range(CORRUPTIONS):
        damaged = place / "damaged"
        shutil.copytree(place / "store", damaged)
        how = damage(damaged, chance)
        listening, telling = context.Pipe(duplex=False)
        process = context.Process(target=use, args=(damaged, place / "plans", telling))
        process.start()
        telling.close()
        said = []
        for _ in range(3):
            try:
                said.append(listening.recv())
            except EOFError:
                break
        process.join()
        assert len(said) == 3, f"{how}: the process ended by {process.exitcode} after {said}"
        assert all(sentence == "" or str(damaged) in sentence for sentence in said), (how, said)
        noticed += any(said)
        shutil.rmtree(damaged)
    assert noticed
    assert restore(kept_in, place / "again") == len(quads)
    with open_store(place / "again") as store:
        assert set(store.match()) == quads
