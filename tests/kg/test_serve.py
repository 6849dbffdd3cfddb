"""The command that serves: it starts at once, says where, and says what is missing."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from kg.extras import command_for

SERVE = [sys.executable, "-c", "from kg.cli import main; main()", "serve", "--language", "en"]


def test_the_demonstration_is_served_until_it_is_stopped(tmp_path: Path) -> None:
    with subprocess.Popen(
        [*SERVE, "--demo", "--port", "0"], stdout=subprocess.PIPE, text=True, cwd=tmp_path
    ) as running:
        assert running.stdout is not None
        where = running.stdout.readline().partition("/:")[0]
        try:
            page = httpx.get(f"{where}/en", headers={"accept": "text/html"}, trust_env=False, timeout=60)
            assert "5 documents" in page.text
            assert httpx.get(f"{where}/sparql", params={"query": "ASK {}"}, trust_env=False, timeout=60).json()[
                "boolean"
            ]
        finally:
            running.send_signal(signal.SIGINT)
        assert running.wait(120) in (0, 130)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--store", "nowhere.store"), "There is no store at nowhere.store"),
        (("--root-path", "cancu"), "--root-path begins with a slash"),
        (("--root-path", "/cancu/"), "--root-path begins with a slash"),
        (("--port", "70000"), "65535"),
        (("--texts", "some"), "excerpts"),
    ],
)
def test_what_it_cannot_do_it_says(tmp_path: Path, options: tuple[str, ...], said: str) -> None:
    done = subprocess.run([*SERVE, *options], capture_output=True, text=True, cwd=tmp_path, check=False, timeout=60)
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_without_its_extra_it_says_which(tmp_path: Path) -> None:
    without = "import sys; sys.modules['uvicorn'] = None; from kg.cli import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", without, "serve", "--demo", "--language", "en"],
        capture_output=True, text=True, cwd=tmp_path, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (2, "")
    assert command_for("web") in done.stderr


def test_plain_files_need_nothing_of_it(tmp_path: Path) -> None:
    without = "import sys; sys.modules |= dict.fromkeys(('starlette', 'uvicorn', 'python_multipart'))"
    done = subprocess.run(
        [sys.executable, "-c", f"{without}; import kg.web.publishing"],
        capture_output=True, text=True, cwd=tmp_path, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")


def test_a_port_that_is_taken_is_said(tmp_path: Path) -> None:
    with subprocess.Popen(
        [*SERVE, "--demo", "--port", "0"], stdout=subprocess.PIPE, text=True, cwd=tmp_path
    ) as running:
        assert running.stdout is not None
        port = running.stdout.readline().partition("/:")[0].rpartition(":")[2]
        done = subprocess.run(
            [*SERVE, "--demo", "--port", port], capture_output=True, text=True, cwd=tmp_path, check=False, timeout=60
        )
        running.terminate()
    assert done.returncode == 2
    assert port in done.stderr
    assert "Traceback" not in done.stderr
