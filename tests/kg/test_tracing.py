"""The trace of what nobody foresaw goes into a log, and the sentence names it."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from kg.tracing import noted, unforeseen


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
    assert unforeseen(_failed()) == f"KeyError: 'đề án\\udcff'; the trace is in {log}"
    unforeseen(_failed())
    text = log.read_text(encoding="utf-8")
    assert text.count("Traceback") == 2
    assert "in _failed" in text
    assert stat.S_IMODE(log.stat().st_mode) == 0o600


@pytest.mark.parametrize("log", ["none/cancu.log", "link.log", "pipe", "x" * 300])
def test_where_no_log_can_be_the_sentence_stands_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, log: str
) -> None:
    (tmp_path / "link.log").symlink_to(tmp_path / "elsewhere")
    os.mkfifo(tmp_path / "pipe")
    monkeypatch.setenv("CANCU_LOG", str(tmp_path / log))
    assert noted(_failed()) is None
    assert unforeseen(MemoryError()) == "MemoryError"
    assert not (tmp_path / "elsewhere").exists()
