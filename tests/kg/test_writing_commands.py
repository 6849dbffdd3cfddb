"""Every command that writes a file, on a full disk and interrupted: one sentence, and the old file stays."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import docx
import pytest
from whole_program import cancu

from kg.check.baseline import load_baseline
from kg.law.tables import COLUMNS

PLAN = "Căn cứ Pháp lệnh Thực hiện dân chủ ở xã, phường, thị trấn số 34/2007/PL-UBTVQH11 ngày 20/4/2007;"
BASELINE = '[[finding]]\ncode = "S101"\npath = "b.txt"\nquote = "x"\nreason = "y"\n'
COMMANDS = {
    "baseline.toml": ("check", "plan.txt", "--write-baseline", "OUT", "--reason", "đã xem"),
    "facts.csv": (
        "register", "add", "--relation", "supersedes", "--source", "Điều 2", "--to", "OUT",
        "--later", "Quyết định số 88/QĐ-UBND ngày 02/02/2026 của UBND tỉnh Lạng Sơn",
        "--earlier", "Quyết định số 15/QĐ-UBND ngày 10/01/2024 của UBND tỉnh Lạng Sơn",
    ),
    "a.svg": ("draw", "33/CT-TTg", "-o", "OUT"),
    "a.html": ("draw", "33/CT-TTg", "-o", "OUT"),
    "a.trig": ("export", "-o", "OUT"),
    "a.gexf": ("export", "-o", "OUT"),
    "a.nodes.csv": ("export", "--format", "csv", "-o", "FOLDER/a.csv"),
    "a.edges.csv": ("export", "--format", "csv", "-o", "FOLDER/a.csv"),
    "S101.md": ("rule", "--write", "FOLDER"),
    "demo.html": ("demo", "-o", "OUT"),
    "new.txt": ("check", "plan.txt", "--write-fixed", "OUT"),
    "new.csv": ("register", "import", "facts.csv", "--to", "OUT"),
    "new.docx": ("check", "plan.docx", "--annotate", "OUT"),
}  # fmt: skip
"""Every command that writes, by the file that it replaces, or makes where its name begins with "new"."""


@pytest.fixture(scope="module")
def store(sample_store: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    return str(shutil.copytree(sample_store, tmp_path_factory.mktemp("writing") / "s"))


def _before(folder: Path, name: str, store: str, monkeypatch: pytest.MonkeyPatch) -> dict[str, bytes]:
    """What stands in the folder before a command writes there; what it reads stands beside."""
    beside = folder.parent / "beside"
    beside.mkdir(exist_ok=True)
    monkeypatch.chdir(beside)
    monkeypatch.setenv("CANCU_STORE", store)
    facts = ",".join(COLUMNS["changes"]) + "\n"
    Path("plan.txt").write_text(PLAN, encoding="utf-8")
    Path("facts.csv").write_text(facts, encoding="utf-8")
    if name == "new.docx":
        document = docx.Document()
        document.add_paragraph(PLAN)
        document.save("plan.docx")
    if not name.startswith("new"):
        content = {"baseline.toml": BASELINE, "facts.csv": facts}.get(name, "before")
        (folder / name).write_text(content, encoding="utf-8")
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def _ran(folder: Path, name: str) -> tuple[int, str, str]:
    places = {"OUT": str(folder / name), "FOLDER": str(folder), "FOLDER/a.csv": str(folder / "a.csv")}
    return cancu(*(places.get(argument, argument) for argument in COMMANDS[name]))


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_on_a_full_disk_is_a_sentence_and_leaves_the_old_file(
    full_disk: Path, store: str, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    before = _before(full_disk, name, store, monkeypatch)
    filler = full_disk / "filler"
    with pytest.raises(OSError, match="No space"), filler.open("wb", buffering=0) as file:  # noqa: PT012
        while True:
            file.write(b"x" * 4096)
    status, _, said = _ran(full_disk, name)
    assert status == 2
    (failure,) = (line for line in said.splitlines() if "register also knows" not in line)
    assert "cannot be written (No space left on device)" in failure
    filler.unlink()
    assert {path.name: path.read_bytes() for path in full_disk.iterdir()} == before


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_that_is_interrupted_leaves_the_old_file(
    tmp_path: Path, store: str, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    before = _before(folder, name, store, monkeypatch)

    def interrupted(_: int) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", interrupted)
        assert _ran(folder, name)[0] == 130
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
    assert _ran(folder, name)[0] in (0, 1)
    assert (folder / name).read_bytes() != before.get(name)


@pytest.mark.parametrize("reason", ["\udcff", "a\ud800"])
def test_a_reason_that_is_no_text_leaves_the_baseline(
    tmp_path: Path, store: str, monkeypatch: pytest.MonkeyPatch, reason: str
) -> None:
    before = _before(tmp_path, "baseline.toml", store, monkeypatch)
    path = tmp_path / "baseline.toml"
    status, _, said = cancu("check", "plan.txt", "--write-baseline", str(path), "--reason", reason)
    assert status == 2
    assert "--reason" in said
    assert path.read_bytes() == before["baseline.toml"]


@pytest.mark.parametrize(
    "reason", ["a\x7fb", "a\x1b\x00\x85\u202e\U000e0041b", 'a"\\"b\\', "a\nb\tc\rd", "đã xem", "'''"]
)
def test_any_reason_is_read_again(tmp_path: Path, store: str, monkeypatch: pytest.MonkeyPatch, reason: str) -> None:
    _before(tmp_path, "baseline.toml", store, monkeypatch)
    path = tmp_path / "baseline.toml"
    assert cancu("check", "plan.txt", "--write-baseline", str(path), "--reason", reason)[0] == 0
    assert list(dict.fromkeys(entry.reason for entry in load_baseline(path))) == ["y", reason]


def test_half_a_row_is_not_added_to(tmp_path: Path, store: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A table that was cut by something else: the new fact would stand where nobody reads it."""
    _before(tmp_path, "facts.csv", store, monkeypatch)
    path = tmp_path / "facts.csv"
    assert _ran(tmp_path, "facts.csv")[0] == 0
    path.write_bytes(path.read_bytes()[:-1])  # without its last line feed a table is whole
    assert _ran(tmp_path, "facts.csv")[0] == 0
    assert cancu("register", "check", str(path))[0] == 0
    half = path.read_bytes()[:-40]
    path.write_bytes(half)
    status, _, said = _ran(tmp_path, "facts.csv")
    assert status == 2
    assert "row 3" in said
    assert path.read_bytes() == half
