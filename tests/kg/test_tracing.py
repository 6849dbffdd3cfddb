"""The trace of what nobody foresaw goes into a log, and the sentence names it."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from kg.tracing import LARGEST, noted


def _failed() -> Exception:
    try:
        {}["đề án\udcff"]
    except KeyError as error:
        return error
    raise AssertionError


def test_the_sentence_names_the_log_and_the_log_holds_every_trace(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    log = tmp_path / "cancu.log"
    monkeypatch.setenv("CANCU_LOG", str(log))
    assert noted(_failed()) == f"KeyError: 'đề án\\udcff'; the trace is in {log}"
    noted(_failed(), "plans/a\n\x1b.txt")
    text = log.read_text(encoding="utf-8")
    assert text.count("Traceback") == 2
    assert "in _failed" in text
    assert " plans/a \ufffd.txt\n" in text
    assert stat.S_IMODE(log.stat().st_mode) == 0o600


def test_a_log_that_is_full_is_begun_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    log = tmp_path / "cancu.log"
    monkeypatch.setenv("CANCU_LOG", str(log))
    log.write_bytes(b"x" * (LARGEST + 1))
    noted(_failed())
    assert 100 < log.stat().st_size < 10_000


@pytest.mark.parametrize("log", ["none/cancu.log", "link.log", "pipe", "x" * 300])
def test_where_no_log_can_be_the_sentence_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, log: str) -> None:
    (tmp_path / "link.log").symlink_to(tmp_path / "elsewhere")
    os.mkfifo(tmp_path / "pipe")
    monkeypatch.setenv("CANCU_LOG", str(tmp_path / log))
    assert noted(MemoryError()).startswith(f"MemoryError; no trace was kept, as {tmp_path / log} cannot be written (")
    assert not (tmp_path / "elsewhere").exists()
