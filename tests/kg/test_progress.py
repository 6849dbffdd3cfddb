"""How far a long work is, as a terminal shows it; and what Ctrl-C leaves."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

pytest.importorskip("pty", reason="this system has no terminals to make")

from extract.errors import Sentence
from kg.cli import progress
from scripts.terminal import typed

SLOW = """
import sys, time
from extract.errors import Sentence
from kg.cli import progress
from kg.cli.output import echo
progress.AFTER = 0.2
seconds = float(sys.argv[1])
with progress.Progress(Sentence("working")):
    with progress.Progress(Sentence("reading")) as shown:
        shown.files(0, 300)
        time.sleep(seconds)
        shown.files(120, 300)
    echo("done")
"""


@pytest.mark.parametrize(("seconds", "shown"), [("0", False), ("0.6", True)])
def test_a_bar_stands_where_it_takes_long(seconds: str, shown: bool) -> None:
    screen = typed(seconds, code=SLOW)
    assert ("120/300" in screen.raw) is shown
    assert ("reading" in screen.raw) is shown
    assert "working" not in screen.raw  # it is the inner work that goes on
    assert screen.lines == ("done",)


def test_no_bar_without_a_terminal(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "AFTER", 0)
    with progress.Progress(Sentence("reading")) as shown:
        shown.files(1, 2)
    assert capfd.readouterr().err == ""


@pytest.fixture(scope="module")
def plans(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("many") / "plans"
    folder.mkdir()
    for number in range(400):
        recitals = "\n".join(
            f"Căn cứ Kế hoạch số {number + at}/KH-UBND ngày 05/01/2026 của UBND xã A;" for at in range(40)
        )
        (folder / f"{number}.txt").write_text(
            f"Số: {number}/KH-UBND\n\nKẾ HOẠCH\nNăm 2026\n\n{recitals}", encoding="utf-8"
        )
    return folder


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (("build",), r"cancu: đã dừng sau \d+ trên 400 tệp; hãy chạy lại để làm tiếp\."),
        (("check",), r"cancu: đã dừng sau \d+ trên 400 tệp; không giữ lại gì\."),
    ],
)
def test_ctrl_c_says_how_far_it_was(plans: Path, tmp_path: Path, command: tuple[str, ...], said: str) -> None:
    screen = typed(*command, str(plans), "--workers", "1", "--language", "vi", cwd=tmp_path, stop_at="/400")
    assert screen.status == 130
    assert re.fullmatch(said, screen.lines[-1])
    assert screen.widest <= 100
