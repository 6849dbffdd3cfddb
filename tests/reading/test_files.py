"""What a path leads to: only regular files are opened, and what cannot be listed is said."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from extract.errors import InputError, SettingError
from extract.reading import Limits, open_regular, read, read_all, walk
from extract.reading.packages import is_archive

TEXT = "Căn cứ Chỉ thị số 33/CT-TTg"
on_unix = pytest.mark.skipif(sys.platform == "win32", reason="there are no such files")


def bound_socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as one:
        one.bind(str(path))


@on_unix
@pytest.mark.parametrize(
    ("make", "words"),
    [
        (os.mkfifo, "is a pipe, not a document"),
        (bound_socket, "is a socket, not a document"),
        (lambda path: path.symlink_to("/dev/zero"), "is a device, not a document"),
        (lambda path: path.symlink_to("/proc/self/status"), "is made by the system as it is read"),
        (lambda path: path.symlink_to("/sys/kernel/uevent_seqnum"), "is made by the system as it is read"),
    ],
)
def test_what_is_no_file_is_refused_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, make: Callable[[Path], None], words: str
) -> None:
    monkeypatch.chdir(tmp_path)  # the path of a socket must be short
    path = Path("plan.txt")
    make(path)
    if not os.path.exists(os.path.realpath(path)):  # noqa: PTH110
        pytest.skip("this system has no such file")
    program = "import sys; from extract.reading import read; read(sys.argv[1])"
    command = [sys.executable, "-c", program, str(tmp_path / path)]
    root = Path(__file__).parents[2]
    ended = subprocess.run(command, timeout=60, capture_output=True, text=True, cwd=root, check=False)  # else it hangs
    assert words in ended.stderr.splitlines()[-1]
    assert not is_archive(path)
    if not path.is_symlink():  # what a folder holds is passed over
        assert list(walk([tmp_path])) == [tmp_path]


def test_a_file_is_opened_for_its_bytes(tmp_path: Path) -> None:
    (tmp_path / "plan.txt").write_text(TEXT)
    with open_regular(tmp_path / "plan.txt") as file:
        assert file.read() == TEXT.encode()
    for wrong in ("none", "a\0b", "x" * 300, tmp_path):
        with pytest.raises(InputError):
            open_regular(wrong)


@on_unix
def test_links_in_a_folder_lead_nowhere_else(tmp_path: Path) -> None:
    folder, outside = tmp_path / "plans", tmp_path / "secret.txt"
    folder.mkdir()
    outside.write_text(TEXT)
    (folder / "plan.txt").write_text(TEXT)
    (folder / "again.txt").symlink_to(folder / "plan.txt")
    (folder / "link.txt").symlink_to(outside)
    (folder / "gone.txt").symlink_to(tmp_path / "none")
    assert [file.name for file in walk([folder])] == ["again.txt", "plan.txt"]
    assert read(folder / "link.txt").text == TEXT  # it was named


@on_unix
def test_a_folder_behind_a_link_is_read_when_it_is_named(tmp_path: Path) -> None:
    (tmp_path / "plans").mkdir()
    (tmp_path / "plans" / "plan.txt").write_text(TEXT)
    (tmp_path / "plans" / "again.txt").symlink_to("plan.txt")
    (tmp_path / "link").symlink_to(tmp_path / "plans")
    assert [file.name for file in walk([tmp_path / "link"])] == ["again.txt", "plan.txt"]
    assert [file.name for file in walk([tmp_path])] == ["again.txt", "plan.txt"]


def test_a_folder_that_cannot_be_listed_is_told_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    closed = tmp_path / "closed"
    closed.mkdir()
    (tmp_path / "plan.txt").write_text(TEXT)
    scandir = os.scandir

    def refused(path: Path) -> object:  # as the system does for all but root
        if Path(path) == closed:
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refused)
    assert list(walk([tmp_path])) == [tmp_path / "plan.txt", closed]
    assert list(walk([closed])) == [closed]
    _, error = read_all([tmp_path])
    assert isinstance(error, InputError)
    assert str(error) == f"{closed} may not be opened; check its permissions."


def test_stores_of_graphs_are_passed_over(tmp_path: Path) -> None:
    store = tmp_path / "plans" / "store"
    store.mkdir(parents=True)
    for name in ("CURRENT", "MANIFEST-000005", "000007.sst", "notes.txt"):
        (store / name).write_text(TEXT)
    (tmp_path / "plans" / "CURRENT").write_text(TEXT)
    assert [file.name for file in walk([tmp_path])] == ["CURRENT"]


def test_folders_are_walked_in_order_and_to_any_depth(tmp_path: Path) -> None:
    deep = tmp_path / "b"
    deep.mkdir()
    for _ in range(sys.getrecursionlimit() + 50):
        deep = deep / "x"
        deep.mkdir()
    for file in (tmp_path / "z.txt", tmp_path / "b" / "1.txt", deep / "2.txt"):
        file.write_text(TEXT)
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "3.txt").write_text(TEXT)
    try:
        assert [file.name for file in walk([tmp_path])] == ["z.txt", "3.txt", "1.txt", "2.txt"]
    finally:  # what cleans up temporary folders goes by recursion
        (deep / "2.txt").unlink()
        while deep.name == "x":
            deep.rmdir()
            deep = deep.parent


@pytest.mark.parametrize("value", ["0", "-1", "ten", "1e3", "9" * 5_000, "²"])
def test_a_wrong_setting_is_said_before_anything_is_read(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("CANCU_MAX_PAGES", value)
    with pytest.raises(SettingError, match=r"^CANCU_MAX_PAGES is .*; set it to a positive whole number"):
        read_all(["none"])
    with pytest.raises(SettingError):
        Limits.from_environment()
