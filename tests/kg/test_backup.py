"""A backup holds the whole store; a restored store is as good as the first, and a bad backup makes none."""

from __future__ import annotations

import gzip
import os
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from pyoxigraph import Literal, Quad
from typer.testing import CliRunner

from extract.errors import InputError, StoreError
from kg.building.build import build
from kg.cli import app
from kg.graph.terms import BOOKS, term
from kg.resources import data_file
from kg.storage.backup import backup, restore
from kg.storage.opening import open_store
from kg.storage.store import Change


@pytest.fixture(scope="module")
def kept(sample_store: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, set[Quad]]:
    """A backup of the sample plans' store, and all its quads."""
    path = tmp_path_factory.mktemp("backup") / "plans.nq.gz"
    with open_store(sample_store) as store:
        quads = set(store.match())
        assert backup(store, path) == len(quads)
    return path, quads


def test_a_restored_store_is_the_same_and_goes_on(kept: tuple[Path, set[Quad]], tmp_path: Path) -> None:
    assert restore(kept[0], tmp_path / "store") == len(kept[1])
    with open_store(tmp_path / "store", write=True) as store:
        assert set(store.match()) == kept[1]
        report = build([data_file("plans")], store)
        assert (report.read, report.unchanged) == (0, 5)
    assert [path.name for path in tmp_path.iterdir()] == ["store"]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"not compressed",
        gzip.compress(b"<a:a> <a:a> nonsense .\n", mtime=0),
        gzip.compress(b"<a:a> <a:a> <a:a> .\n" * 99, mtime=0)[:-9],
    ],
)
def test_what_is_no_whole_backup_makes_no_store(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "b.nq.gz").write_bytes(content)
    with pytest.raises((InputError, StoreError)):
        restore(tmp_path / "b.nq.gz", tmp_path / "store")
    assert [path.name for path in tmp_path.iterdir()] == ["b.nq.gz"]


def test_a_cut_backup_of_plans_makes_no_store(kept: tuple[Path, set[Quad]], tmp_path: Path) -> None:
    (tmp_path / "b.nq.gz").write_bytes(kept[0].read_bytes()[:-100])
    with pytest.raises(InputError, match="no whole backup"):
        restore(tmp_path / "b.nq.gz", tmp_path / "store")
    assert [path.name for path in tmp_path.iterdir()] == ["b.nq.gz"]


def packed(path: Path, *quads: Quad, count: int = 1) -> Path:
    """A backup of these statements, the last of them so many times."""
    lines = [f"{quad} .\n".encode() for quad in quads]
    with gzip.open(path, "wb") as file:
        file.writelines(lines)
        for _ in range(count // 1000):
            file.write(lines[-1] * 1000)
    return path


def stamp(version: str) -> Quad:
    return Quad(BOOKS, term("cancu:storeVersion"), Literal(version), BOOKS)


@pytest.mark.parametrize(
    ("quads", "said"),
    [
        ([stamp("99")], r"The backup .*b\.nq\.gz has version 99, this program knows \d+; get a newer cancu"),
        ([stamp("0")], r"The backup .*b\.nq\.gz has version 0, this program needs"),
        ([stamp("0"), stamp("1")], r"bears 2 versions, so it is put together out of several"),
        ([Quad(BOOKS, BOOKS, BOOKS, BOOKS)], r"The backup .*b\.nq\.gz bears no version"),
        ([], r"bears no version"),
    ],
)
def test_a_backup_of_another_version_is_told_by_its_own_name(quads: list[Quad], said: str, tmp_path: Path) -> None:
    path = packed(tmp_path / "b.nq.gz", *quads)
    with pytest.raises(InputError, match=said) as error:
        restore(path, tmp_path / "store")
    assert ".part" not in str(error.value)
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(
    ("setting", "said"),
    [
        ({}, "more than 200 times its size, .* CANCU_MAX_RATIO"),
        ({"RATIO": "100000", "RESTORED": "3"}, "more than 3 MB, .* CANCU_MAX_RESTORED"),
        ({"RATIO": "100000", "QUADS": "5000"}, "more than 5,000 statements, .* CANCU_MAX_QUADS"),
    ],
)
def test_what_a_backup_unpacks_to_is_bounded(
    setting: dict[str, str], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in setting.items():
        monkeypatch.setenv(f"CANCU_MAX_{name}", value)
    path = packed(tmp_path / "b.nq.gz", stamp("2"), Quad(BOOKS, BOOKS, Literal("x" * 200), BOOKS), count=60_000)
    with pytest.raises(InputError, match=said):
        restore(path, tmp_path / "store")
    assert list(tmp_path.iterdir()) == [path]


def test_a_backup_is_not_written_into_its_store(tmp_path: Path) -> None:
    with open_store(tmp_path / "store", write=True) as store:
        (tmp_path / "link").symlink_to(tmp_path / "store")
        for path in (tmp_path / "store" / "CURRENT", tmp_path / "link" / "new.gz", tmp_path / "link" / ".." / "store"):
            with pytest.raises(InputError, match="in the store itself"):
                backup(store, path)
    with open_store(tmp_path / "store") as store:
        assert len(store) == 1


@pytest.mark.parametrize("kind", ["pipe", "device", "folder"])
@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs a system with named pipes")
def test_what_is_no_file_is_no_backup(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "b.nq.gz"
    if kind == "pipe":
        os.mkfifo(path)
    elif kind == "device":
        path = Path("/dev/zero")
    else:
        path.mkdir()
    with pytest.raises(InputError, match="is no file"):
        restore(path, tmp_path / "store")


@pytest.mark.parametrize("where", ["x" * 300, "\udcff", "a\0b", "http://localhost:1/query", ":memory:", "gone"])
def test_a_store_goes_only_where_one_can_be(kept: tuple[Path, set[Quad]], tmp_path: Path, where: str) -> None:
    (tmp_path / "gone").symlink_to(tmp_path / "nowhere")
    with pytest.raises(StoreError, match=r"store|folder"):
        restore(kept[0], Path(where) if ":" in where else tmp_path / where)
    assert [path.name for path in tmp_path.iterdir()] == ["gone"]


@pytest.mark.parametrize("name", ["x" * 300, "a\0b"])
def test_a_name_that_no_backup_can_have_is_a_sentence(name: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        restore(tmp_path / name, tmp_path / "store")
    with open_store(None) as store, pytest.raises(InputError, match="cannot be written"):
        backup(store, tmp_path / name)


def test_what_a_killed_restore_left_goes_and_what_a_living_one_makes_stays(
    kept: tuple[Path, set[Quad]], tmp_path: Path
) -> None:
    dead = subprocess.run([sys.executable, "-c", "import os; print(os.getpid())"], capture_output=True, check=True)
    left, living = (tmp_path / f".store.{pid}.part" for pid in (int(dead.stdout), os.getppid()))
    for folder in (left, living):
        open_store(folder, write=True).close()
    restore(kept[0], tmp_path / "store")
    assert (left.exists(), living.exists()) == (False, True)


KILLS = int(os.environ.get("CANCU_KILLS", "2"))
WRITER = """
import sys
from pathlib import Path
from kg.storage.backup import backup, restore
from kg.storage.opening import open_store
folder = Path(sys.argv[1])
with open_store(sys.argv[2]) as store:
    while True:
        for _ in range(10):
            backup(store, folder / "b.nq.gz")
        print("a backup", flush=True)
        restore(folder / "b.nq.gz", folder / "store")
        (folder / "store").rename(folder / "one before")
        for file in sorted((folder / "one before").rglob("*"), reverse=True):
            file.rmdir() if file.is_dir() else file.unlink()
        (folder / "one before").rmdir()
        print("a store", flush=True)
"""


def test_whoever_is_killed_leaves_a_whole_backup_and_no_half_store(
    kept: tuple[Path, set[Quad]], sample_store: Path, tmp_path: Path
) -> None:
    """At any moment; ``CANCU_KILLS`` says how many are killed, 2 by default."""
    chance = random.Random(11)
    for turn in range(KILLS):
        command = [sys.executable, "-c", WRITER, str(tmp_path), str(sample_store)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
            assert writer.stdout is not None
            assert writer.stdout.readline() == "a backup\n"
            if turn % 2:  # in the middle of the next backup
                assert writer.stdout.readline() == "a store\n"
            time.sleep(chance.uniform(0, 0.4))
            writer.kill()
        shutil.rmtree(tmp_path / "one before", ignore_errors=True)
        assert gzip.decompress((tmp_path / "b.nq.gz").read_bytes()).count(b"\n") == len(kept[1])
        if not (tmp_path / "store").exists():
            assert restore(tmp_path / "b.nq.gz", tmp_path / "store") == len(kept[1])
        with open_store(tmp_path / "store") as store:
            assert len(store) == len(kept[1])
            backup(store, tmp_path / "b.nq.gz")
        shutil.rmtree(tmp_path / "store")
    restore(tmp_path / "b.nq.gz", tmp_path / "store")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["b.nq.gz", "store"], "what was left over is swept"


def test_a_full_disk_leaves_the_backup_of_before(full_disk: Path) -> None:
    path = full_disk / "b.nq.gz"
    path.write_bytes(b"before")
    with open_store(None) as store:
        store.apply(
            Change(add={Quad(BOOKS, BOOKS, Literal(os.urandom(9_000).hex() + str(i)), BOOKS) for i in range(99)})
        )
        with pytest.raises(InputError, match="cannot be written"):
            backup(store, path)
    assert path.read_bytes() == b"before"
    assert list(full_disk.iterdir()) == [path]


def test_a_full_disk_makes_no_store(kept: tuple[Path, set[Quad]], full_disk: Path) -> None:
    with pytest.raises(StoreError, match="is full"):
        restore(kept[0], full_disk / "store")
    assert list(full_disk.iterdir()) == []


def test_an_interrupt_leaves_the_backup_of_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted() -> Iterator[Quad]:
        yield stamp("2")
        raise KeyboardInterrupt

    path = tmp_path / "b.nq.gz"
    path.write_bytes(b"before")
    with open_store(None) as store, pytest.raises(KeyboardInterrupt):  # noqa: PT012
        monkeypatch.setattr(store, "match", interrupted)
        backup(store, path)
    assert [(one, one.read_bytes()) for one in tmp_path.iterdir()] == [(path, b"before")]


def test_nothing_is_overwritten_by_a_restore(kept: tuple[Path, set[Quad]], tmp_path: Path) -> None:
    (tmp_path / "store").mkdir()
    (tmp_path / "store" / "letter.txt").write_text("dear")
    with pytest.raises(StoreError, match="there already"):
        restore(kept[0], tmp_path / "store")
    assert [path.name for path in (tmp_path / "store").iterdir()] == ["letter.txt"]


def test_a_missing_backup_and_a_closed_place_are_sentences(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no backup"):
        restore(tmp_path / "nowhere.nq.gz", tmp_path / "store")
    with open_store(None) as store, pytest.raises(InputError, match="cannot be written"):
        backup(store, tmp_path / "nowhere" / "b.nq.gz")


def test_the_commands(tmp_path: Path, sample_store: Path) -> None:
    runner, store = CliRunner(), str(sample_store)
    made = runner.invoke(app, ["backup", "-o", str(tmp_path / "b.nq.gz"), "--store", store])
    assert (made.exit_code, made.output.endswith("statements.\n")) == (0, True)
    again = runner.invoke(app, ["restore", str(tmp_path / "b.nq.gz"), "--store", str(tmp_path / "again")])
    assert (again.exit_code, again.output.split()[1]) == (0, made.output.split()[1])
    top = runner.invoke(app, ["top", "-n", "3", "--format", "csv", "--store", str(tmp_path / "again")])
    lines = top.output.splitlines()
    assert (top.exit_code, len(lines), lines[0].removeprefix("\ufeff")) == (0, 4, "cited,document,level,date,id")
    assert {line.split(",")[0] for line in lines[1:]} == {"5"}
