"""Files of the user are whole or as before: on a full disk, after an interrupt, beside what a kill left behind."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from extract.errors import InputError
from kg.writing import part_of, whole, write_whole

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
    with pytest.raises(InputError, match="there already"):
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
