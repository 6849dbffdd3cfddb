"""What this process starts ends with it, however it ends, and takes no more memory than it may."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from extract.reading import child
from extract.reading.leftovers import sweep_temporary, temporary_folder

ROOT = Path(__file__).parents[2]
PATIENCE = 60.0
"""Seconds after which what still runs is taken to run for ever."""

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a system with signals")

PROGRAM = """
import os, sys
from pathlib import Path
from extract.reading import child
from extract.reading.leftovers import sweep_temporary, temporary_folder
script = 'sleep 600 & echo $! > "$1/inner"; echo $$ > "$1/outer"; wait'
child.run(["/bin/sh", "-c", script, "sh", sys.argv[1]], seconds=500, megabytes=700)
"""
OWN = """
import os, re, sys
from pathlib import Path
from extract.reading.child import dies_with_parent
parent = os.getpid()
if os.fork():
    os.wait()
dies_with_parent(parent)
Path(sys.argv[1], "outer").write_text(f"{os.getpid()}\\n")
re.match(r"(a+)+$", "a" * 64 + "b")
"""


def run_until_told(program: str, folder: Path, names: tuple[str, ...]) -> tuple[subprocess.Popen[bytes], list[int]]:
    """A process that runs ``program``, and the ids of those that it started."""
    parent = subprocess.Popen([sys.executable, "-c", program, str(folder)], cwd=ROOT)
    until = time.monotonic() + PATIENCE
    files = [folder / name for name in names]
    while not all(file.exists() and file.read_text().endswith("\n") for file in files):
        assert time.monotonic() < until, "nothing was started"
        time.sleep(0.01)
    return parent, [int(file.read_text()) for file in files]


def is_running(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks into /proc")
@pytest.mark.parametrize("sign", [signal.SIGKILL, signal.SIGTERM])
@pytest.mark.parametrize(
    ("program", "names"), [(PROGRAM, ("inner", "outer")), (OWN, ("outer",))], ids=["a program and its own", "a matcher"]
)
def test_nothing_goes_on_when_the_parent_is_gone(
    tmp_path: Path, program: str, names: tuple[str, ...], sign: signal.Signals
) -> None:
    parent, started = run_until_told(program, tmp_path, names)
    assert all(map(is_running, started))
    parent.send_signal(sign)
    parent.wait()
    until = time.monotonic() + PATIENCE
    while any(map(is_running, started)):
        assert time.monotonic() < until, "it goes on"
        time.sleep(0.01)


def test_a_program_ends_by_its_own_status_or_signal() -> None:
    shell = ["/bin/sh", "-c"]
    assert child.run(["/bin/cat"], seconds=PATIENCE, megabytes=700, stdin=b"a").output == b"a"
    assert child.run([*shell, "exit 3"], seconds=PATIENCE, megabytes=700).status == 3
    assert child.run([*shell, "kill -SEGV $$"], seconds=PATIENCE, megabytes=700).status == -signal.SIGSEGV
    assert child.run(["/bin/sleep", "600"], seconds=0.1, megabytes=700).status is None


@pytest.mark.skipif(sys.platform != "linux", reason="memory is bounded on Linux only")
def test_memory_is_bounded_and_programs_on_a_leash_have_a_bound_of_their_own() -> None:
    program = (
        "import sys; from extract.reading import child; child.bound_memory(100); bytearray(90_000_000)\n"
        "much = [sys.executable, '-c', 'bytearray(300_000_000)']\n"
        "print(child.run(much, seconds=60, megabytes=700).status, child.run(much, seconds=60, megabytes=200).status)\n"
        "bytearray(110_000_000)"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.stdout == "0 1\n"
    assert done.stderr.endswith("MemoryError\n")


AUTOGROUP = Path("/proc/self/autogroup")
GIVING_WAY = """
import os
from extract.reading import child
child.give_way()
print(os.nice(0), open("/proc/self/autogroup").read())
"""


@pytest.mark.skipif(not os.access(AUTOGROUP, os.W_OK), reason="the system does not weigh sessions")
def test_who_gives_way_does_so_to_other_sessions_too() -> None:
    before = AUTOGROUP.read_text()
    done = child.run([sys.executable, "-c", GIVING_WAY], seconds=PATIENCE, megabytes=700)
    niceness, group, _, of_group = done.output.decode().split()
    assert (niceness, of_group) == (str(min(19, os.nice(0) + 10)), "10")  # the tests may give way themselves
    assert group not in before
    assert AUTOGROUP.read_text() == before


def test_what_a_killed_process_left_is_swept_and_nothing_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    program = (
        "import os\nfrom extract.reading.leftovers import temporary_folder\n"
        "folder = temporary_folder()\nopen(folder.name + '/source.doc', 'w').close()\nos.kill(os.getpid(), 9)"
    )
    subprocess.run([sys.executable, "-c", program], cwd=ROOT, env=os.environ | {"TMPDIR": str(tmp_path)}, check=False)
    assert len(list(tmp_path.iterdir())) == 1
    (tmp_path / "cancu-1-notes").mkdir()  # of a process that lives
    (tmp_path / "cancu-notes").mkdir()
    with temporary_folder() as mine:
        sweep_temporary()
        assert {path.name for path in tmp_path.iterdir()} == {"cancu-1-notes", "cancu-notes", Path(mine).name}
