"""A backup holds the whole store; a restored store is as good as the first, and a bad backup makes none."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from pyoxigraph import Quad
from typer.testing import CliRunner

from extract.errors import InputError, StoreError
from kg.building.build import build
from kg.cli import app
from kg.resources import data_file
from kg.storage.backup import backup, restore
from kg.storage.opening import open_store


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, set[Quad]]:
    """A backup of the sample plans' store, and all its quads."""
    path = tmp_path_factory.mktemp("backup") / "plans.nq.gz"
    with open_store(None) as store:
        build([data_file("plans")], store)
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
        gzip.compress(b"<a:a> <a:a> nonsense .\n"),
        gzip.compress(b"<a:a> <a:a> <a:a> .\n" * 99)[:-9],
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


def test_the_commands(tmp_path: Path) -> None:
    runner, store = CliRunner(), str(tmp_path / "store")
    with open_store(store, write=True) as opened:
        build([data_file("plans")], opened)
    made = runner.invoke(app, ["backup", "-o", str(tmp_path / "b.nq.gz"), "--store", store])
    assert (made.exit_code, made.output.endswith("statements.\n")) == (0, True)
    again = runner.invoke(app, ["restore", str(tmp_path / "b.nq.gz"), "--store", str(tmp_path / "again")])
    assert (again.exit_code, again.output.split()[1]) == (0, made.output.split()[1])
    top = runner.invoke(app, ["top", "-n", "3", "--format", "csv", "--store", str(tmp_path / "again")])
    lines = top.output.splitlines()
    assert (top.exit_code, len(lines), lines[0]) == (0, 4, "cited,document,level,date,id")
    assert {line.split(",")[0] for line in lines[1:]} == {"5"}
