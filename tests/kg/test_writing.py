"""Files of the user are whole or as before: on a full disk, after an interrupt, beside what a kill left behind."""

from __future__ import annotations

import ast
import os
import random
import shutil
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

import kg
from extract.errors import InputError
from kg.answers.words import words_of
from kg.check.baseline import load_baseline
from kg.law.facts import Change
from kg.law.register import read_facts
from kg.storage import citation_table, prepared
from kg.storage.backup import backup, restore
from kg.storage.folder import FinishedStore
from kg.storage.opening import open_store
from kg.storage.public import public_folder
from kg.web.publishing import publish
from kg.writing import part_of, put_in_place, replacing, whole, write_whole

ROOT = Path(__file__).resolve().parents[2]

needs_rights = pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")


def test_a_file_is_replaced_with_its_mode_and_through_a_link(tmp_path: Path) -> None:
    kept, link = tmp_path / "kept.csv", tmp_path / "link.csv"
    kept.write_text("before", encoding="utf-8")
    kept.chmod(0o640)
    link.symlink_to(kept)
    write_whole(link, "sau đó")
    assert link.is_symlink()
    assert kept.read_text(encoding="utf-8") == "sau đó"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o640
    assert sorted(tmp_path.iterdir()) == [kept, link]


@pytest.mark.parametrize("error", [KeyboardInterrupt(), MemoryError(), OSError(28, "No space left on device")])
def test_what_ends_in_the_middle_leaves_the_old_file(tmp_path: Path, error: BaseException) -> None:
    path = tmp_path / "baseline.toml"
    path.write_bytes(b"before")
    with pytest.raises(InputError if isinstance(error, OSError) else type(error)), whole(path) as file:  # noqa: PT012
        file.write(b"half")
        raise error
    assert path.read_bytes() == b"before"
    assert list(tmp_path.iterdir()) == [path]


def test_a_full_disk_is_a_sentence_and_leaves_the_old_file(full_disk: Path) -> None:
    path = full_disk / "picture.svg"
    path.write_bytes(b"before")
    with pytest.raises(InputError, match=r"picture\.svg cannot be written \(No space left on device\)"):
        write_whole(path, b"x" * 1_000_000)
    assert path.read_bytes() == b"before"
    assert list(full_disk.iterdir()) == [path]


def test_what_a_killed_process_left_is_taken_away_and_what_a_living_one_writes_is_not(tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    code = (
        "import sys, os, pathlib; from kg.writing import whole\n"
        "with whole(pathlib.Path(sys.argv[1])) as file: file.write(b'half'); print('in', flush=True); sys.stdin.read()"
    )
    writers = [
        subprocess.Popen([sys.executable, "-c", code, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        for _ in range(2)
    ]
    for writer in writers:
        assert writer.stdout is not None
        assert writer.stdout.readline() == b"in\n"
    killed, living = writers
    killed.send_signal(signal.SIGKILL)
    killed.wait()
    assert len(list(tmp_path.iterdir())) == 2
    write_whole(path, "whole")
    assert sorted(one.name for one in tmp_path.iterdir()) == [f".out.csv.{living.pid}.part", "out.csv"]
    living.communicate(b"")
    killed.communicate()
    assert path.read_bytes() == b"half"
    assert list(tmp_path.iterdir()) == [path]


def test_the_part_of_a_long_name_has_a_name_that_any_system_takes() -> None:
    """Where the name is cut within a letter, Linux alone would take the rest."""
    part_of(Path("ế" * 68)).name.encode("utf-8")


def test_names_that_cannot_be_are_a_sentence(tmp_path: Path) -> None:
    for name in ("a" * 256, "a\0b", "a\ud800", "none/out.svg", "."):
        with pytest.raises(InputError, match="cannot be written"):
            write_whole(tmp_path / name, "x")
    longest = tmp_path / ("ệ" * 85)  # 255 bytes
    write_whole(longest, "x")
    assert longest.read_text() == "x"


def test_a_text_that_is_none_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "mended.txt"
    path.write_bytes(b"before")
    with pytest.raises(InputError, match=r"U\+DCFF"):
        write_whole(path, "x\udcff")
    assert path.read_bytes() == b"before"


def test_only_a_new_file_where_only_a_new_one_is_wanted(tmp_path: Path) -> None:
    path = tmp_path / "mended.txt"
    write_whole(path, "x", new=True)
    with pytest.raises(InputError, match="already there"):
        write_whole(path, "y", new=True)
    assert path.read_text() == "x"


@needs_rights
def test_a_write_protected_file_stays(tmp_path: Path) -> None:
    path = tmp_path / "out.svg"
    path.write_bytes(b"before")
    path.chmod(0o444)
    with pytest.raises(InputError, match="write-protected"):
        write_whole(path, "x")


def test_pipes_and_devices_are_written_to_as_they_are(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with pytest.raises(InputError, match="cannot be written"):  # nobody reads it
        write_whole(pipe, "x")
    with subprocess.Popen(["cat", str(pipe)], stdout=subprocess.PIPE) as reader, pipe.open("wb"):
        write_whole(pipe, "through")
        assert reader.stdout is not None
        assert reader.stdout.read(7) == b"through"
    write_whole(Path("/dev/null"), "x")
    assert part_of(pipe).exists() is False


def reads(use: Callable[[FinishedStore], object]) -> Callable[[Path], None]:
    def used(folder: Path) -> None:
        with open_store(folder / "s") as store:
            assert isinstance(store, FinishedStore)
            use(store)

    return used


def restored(folder: Path) -> None:
    with open_store(folder / "s") as store:
        backup(store, folder / "s.nq.gz")
    restore(folder / "s.nq.gz", folder / "t")


def built(folder: Path) -> None:
    (folder / "plan.txt").write_text("Căn cứ Luật Tố cáo số 25/2018/QH14 ngày 12/6/2018;\n", encoding="utf-8")
    with open_store(folder / "s", write=True) as store:
        kg.build([folder / "plan.txt"], store)


WHOLE: dict[str, tuple[str, Callable[[Path], object]]] = {
    "a file of the user": ("a.csv", lambda folder: write_whole(folder / "a.csv", "sau đó")),
    "a backup and what is restored": ("s.nq.gz t", restored),
    "a large change and a finished build": ("finished unfinished.nq", built),
    "the index of words": ("documents-3.sqlite", reads(words_of)),
    "the table of citations": (citation_table.file_name(), reads(citation_table.make_citation_table)),
    "what is put down for cards": (
        prepared.file_name(()),
        reads(lambda store: prepared.prepare(store, (), lambda _: ())),
    ),
    "what others may see": ("public", reads(public_folder)),
    "published pages": ("pages", lambda folder: publish(kg.open(folder / "s"), folder / "pages")),
}
"""What is made whole by its name, the last of each."""


@pytest.mark.parametrize("name", WHOLE)
def test_what_has_its_name_is_whole_after_a_power_loss(
    name: str, sample_store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Which keeps of contents and names what was brought to the disk, and of the rest any part."""
    made = shutil.ignore_patterns("*.sqlite", "public*")  # of it by others
    shutil.copytree(sample_store, tmp_path / "s", ignore=made)
    kept, renamed, waiting = set[int](), set[str](), dict[int, str]()
    sync, replace = os.fsync, Path.replace

    def synced(handle: int) -> None:
        sync(handle)
        kept.add(os.fstat(handle).st_ino)
        waiting.pop(os.fstat(handle).st_ino, None)

    def replaced(part: Path, target: Path) -> Path:
        assert not waiting, "what was named before came to the disk before"
        assert {path.stat().st_ino for path in [part, *part.rglob("*")]} <= kept, "contents come before the name"
        renamed.add(target.name)
        waiting[target.parent.stat().st_ino] = target.name
        return replace(part, target)

    monkeypatch.setattr(os, "fsync", synced)
    monkeypatch.setattr(Path, "replace", replaced)
    monkeypatch.setattr("kg.storage.folder.MANY", 1)
    names, make = WHOLE[name]
    make(tmp_path)
    assert not waiting, "the name comes to the disk, too"
    assert renamed >= set(names.split())


def test_nothing_is_renamed_elsewhere() -> None:
    """``x.replace(a)`` with one argument, ``x.rename(a)``, ``os.replace``: all stand in kg/writing.py."""
    for path in sorted([*ROOT.glob("kg/**/*.py"), *ROOT.glob("extract/**/*.py")]):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and path.name != "writing.py":
                of_system = isinstance(node.func.value, ast.Name) and node.func.value.id in ("os", "shutil")
                renames = node.func.attr in ("rename", "replace") and (of_system or len(node.args) == 1)
                assert not renames, f"{path}:{node.lineno}"
                assert node.func.attr not in ("renames", "move"), f"{path}:{node.lineno}"


def test_where_folders_cannot_be_brought_to_the_disk_files_are_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sync = os.fsync

    def refused(handle: int) -> None:
        if stat.S_ISDIR(os.fstat(handle).st_mode):
            raise OSError(22, "Invalid argument")
        sync(handle)

    monkeypatch.setattr(os, "fsync", refused)
    write_whole(tmp_path / "a.csv", "x")
    assert (tmp_path / "a.csv").read_text(encoding="utf-8") == "x"


def test_a_disk_that_fails_is_told_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sync = os.fsync

    def failing(handle: int) -> None:
        if stat.S_ISDIR(os.fstat(handle).st_mode):
            raise OSError(5, "Input/output error")
        sync(handle)

    (tmp_path / "part").mkdir()
    monkeypatch.setattr(os, "fsync", failing)
    with pytest.raises(OSError, match="Input/output"):
        put_in_place(tmp_path / "part", tmp_path / "whole")
    assert not (tmp_path / "whole").exists()
    with pytest.raises(InputError, match="Input/output"):
        write_whole(tmp_path / "a.csv", "x")


def test_what_a_killed_process_left_at_the_part_is_no_obstacle(tmp_path: Path) -> None:
    (tmp_path / "part").symlink_to(tmp_path / "other")
    with replacing(tmp_path / "finished", tmp_path / "part") as file:
        file.write(b"x")
    assert [path.name for path in tmp_path.iterdir()] == ["finished"]


KILLS = int(os.environ.get("CANCU_KILLS", "4"))
WRITER = """
import sys
from pathlib import Path
from extract.reading import Place
from kg.check.baseline import write_baseline
from kg.check.records import Finding
from kg.law.own_facts import add_change
folder, first = Path(sys.argv[1]), int(sys.argv[2])
for number in range(first, first + 10_000):
    finding = Finding("S101", "error", f"{number}.txt", 0, 1, Place(None, None, 1, 1), "x")
    write_baseline([finding], "a long reason " * 1000, folder / "baseline.toml")
    add_change(
        folder / "facts.csv", relation="amends", scope="part", effective="", source="Điều 2", mark="V",
        later=f"Quyết định số {number}/QĐ-UBND ngày 02/02/2026 của UBND tỉnh Lạng Sơn", note="x" * 10_000,
        earlier="Quyết định số 15/QĐ-UBND ngày 10/01/2024 của UBND tỉnh Lạng Sơn",
    )
    print(number, flush=True)
"""


def test_what_a_killed_writer_acknowledged_is_there_and_nothing_is_half(tmp_path: Path) -> None:
    """``CANCU_KILLS`` says how many are killed; 4 by default."""
    chance, number = random.Random(7), 100
    for _ in range(KILLS):
        command = [sys.executable, "-c", WRITER, str(tmp_path), str(number)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
            assert writer.stdout is not None
            assert writer.stdout.readline() == f"{number}\n"
            time.sleep(chance.uniform(0, 0.2))
            writer.kill()
            acknowledged = [number, *map(int, writer.stdout.read().splitlines())]
        accepted = {entry.path for entry in load_baseline(tmp_path / "baseline.toml")}
        facts = {fact.later.number for fact in read_facts(tmp_path / "facts.csv") if isinstance(fact, Change)}
        assert {f"{one}.txt" for one in acknowledged} <= accepted
        assert {f"{one}/QĐ-UBND" for one in acknowledged} <= facts
        assert {f"{str(number).split('/')[0]}.txt" for number in facts} <= accepted
        number = acknowledged[-1] + 2  # the one at hand may be there, too
    write_whole(tmp_path / "facts.csv", "")
    write_whole(tmp_path / "baseline.toml", "")
    assert len(list(tmp_path.iterdir())) == 2
