"""The program as the shell starts it, in this process: arguments in, exit status and what it wrote out."""

from __future__ import annotations

import sys
from io import BytesIO, TextIOWrapper
from unittest import mock

import pytest

from kg.cli import main


def cancu(*arguments: str, encoding: str = "ascii") -> tuple[int, str, str]:
    """Exit status, standard output and standard error (as UTF-8), where the system takes them for another encoding."""
    streams = [TextIOWrapper(BytesIO(), encoding=encoding, errors="strict", newline="") for _ in range(2)]
    argv, out, err = (
        mock.patch.object(sys, name, value)
        for name, value in (("argv", ["cancu", *arguments]), ("stdout", streams[0]), ("stderr", streams[1]))
    )
    with argv, out, err, pytest.raises(SystemExit) as ended:
        main()
    written = []
    for stream in streams:
        stream.flush()
        assert isinstance(stream.buffer, BytesIO)
        written.append(stream.buffer.getvalue().decode("utf-8"))
    return int(ended.value.code or 0), written[0], written[1]
