"""A file that kills, hangs or bloats its worker costs itself; who is told to end leaves nothing running."""

from __future__ import annotations

import contextlib
import faulthandler
import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.corpus import write
from extract.reading import Progress
from kg.building.build import build
from kg.building.keeper import WORTH
from kg.building.papers import papers
from kg.building.workers import End, Pause, Workers
from kg.storage.opening import open_store

resource = pytest.importorskip("resource")

ROOT = Path(__file__).parents[2]
PATIENCE = 120.0
"""Seconds after which what should have ended is taken to run for ever."""

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a system with signals")


def obey(path: str, pages: Progress) -> Iterator[str]:
    """Does what the file says, between two results."""
    yield f"{Path(path).name} begins"
    match Path(path).read_text(encoding="utf-8"):
        case "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        case "crash":
            faulthandler.disable()
            os.kill(os.getpid(), signal.SIGSEGV)
        case "leave":
            os._exit(7)
        case "hang":
            re.match(r"(a+)+$", "a" * 64 + "b")
        case "bloat":
            held = []
            while True:
                held.append(bytearray(10_000_000))
        case "raise":
            raise KeyError("nowhere")
        case "page":
            pages(path, 1, 2)
        case "wait":
            until = time.monotonic() + PATIENCE
            while not Path(f"{path} no longer").exists() and time.monotonic() < until:
                time.sleep(0.01)
    yield f"{Path(path).name} ends"


ILL = {
    "kill": r"was skipped: the worker that read it was killed \(signal 9\), perhaps for lack of memory\.",
    "crash": r"was skipped: the worker that read it crashed \(signal 11\)\.",
    "leave": r"was skipped: the worker that read it ended \(status 7\)\.",
    "bloat": r"needs more memory than a file may take; split it\.",
    "raise": r"could not be understood \(KeyError: 'nowhere'; the trace is in .+/traces\); it was skipped\.",
}


@pytest.fixture
def beside_a_thread(request: pytest.FixtureRequest) -> Iterator[None]:
    """Where a thread runs, processes are spawned; else they are forked."""
    done = threading.Event()
    if request.param:
        threading.Thread(target=done.wait).start()
    yield
    done.set()


@pytest.mark.parametrize("beside_a_thread", [False, True], indirect=True, ids=["forked", "spawned"])
def test_what_a_file_does_to_its_worker_costs_that_file_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, beside_a_thread: None
) -> None:
    monkeypatch.setenv("CANCU_LOG", str(tmp_path / "traces"))
    monkeypatch.setattr("kg.building.keeper.WORTH", 4)
    files = []
    for ill in [word for pair in zip(ILL, ["page"] * len(ILL), strict=True) for word in pair]:
        files.append(tmp_path / f"{len(files):02} {ill}")
        files[-1].write_text(ill, encoding="utf-8")
    told: list[tuple[str, int, int]] = []
    with Workers(2) as workers:
        found = list(workers.work(obey, list(map(str, files)), lambda *page: told.append(page)))
    expected: list[object] = []
    for file in files:
        well = file.name.endswith("page")
        expected += [f"{file.name} begins", *([f"{file.name} ends"] if well else []), str(file)]
    assert [one.file if isinstance(one, End) else one for one in found] == expected
    for end in (one for one in found if isinstance(one, End)):
        said, ill = end.failure or "", end.file.rpartition(" ")[2]
        assert re.fullmatch(f"{end.file} {ILL[ill]}" if ill in ILL else "", said), said
    assert sorted((Path(name).name, page, pages) for name, page, pages in told) == [
        (file.name, 1, 2) for file in files if file.name.endswith("page")
    ]


def test_a_file_at_which_a_worker_hangs_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CANCU_MAX_SECONDS", "3")
    files = [tmp_path / "hang", tmp_path / "good"]
    for file in files:
        file.write_text(file.name, encoding="utf-8")
    with Workers(1) as workers:
        found = list(workers.work(obey, list(map(str, files))))
    sentence = f"{files[0]} took longer than 6 seconds and was ended; split it, or set CANCU_MAX_SECONDS higher."
    assert found == ["hang begins", End(str(files[0]), sentence), "good begins", "good ends", End(str(files[1]))]


@pytest.mark.parametrize("as_done", [False, True])
@pytest.mark.parametrize("held", [50, 64_000_000], ids=["tight", "wide"])
def test_a_keeper_that_is_killed_is_replaced_and_every_result_comes_once_and_in_one_piece(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, as_done: bool, held: int
) -> None:
    monkeypatch.setattr("kg.building.keeper.HELD", held)
    monkeypatch.setattr("kg.building.keeper.AHEAD", 3)
    monkeypatch.setattr("kg.building.keeper.WORTH", 4)
    monkeypatch.setattr("kg.building.keeper._AT_ONCE", 1)
    files = [str(tmp_path / f"{number}") for number in range(40)]
    for file in files:
        Path(file).write_text("go on", encoding="utf-8")
    found = []
    with Workers(2) as workers:
        for one in (workers.work_as_done if as_done else workers.work)(obey, files):
            if isinstance(one, Pause):
                continue
            found.append(one)
            if len(found) in {1, 50, 100}:
                workers._process.kill()
    ended = [one.file for one in found if isinstance(one, End)]
    assert (sorted(ended, key=lambda file: int(Path(file).name)) if as_done else ended) == files
    names = [Path(file).name for file in ended]
    expected = [[f"{name} begins", f"{name} ends", file] for name, file in zip(names, ended, strict=True)]
    assert [one.file if isinstance(one, End) else one for one in found] == [one for unit in expected for one in unit]


def test_files_that_are_done_do_not_wait_for_one_that_takes_long(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kg.building.keeper.BREATH", 0.2)
    files = [str(tmp_path / f"{number:02}") for number in range(20)]
    for file in files:
        Path(file).write_text("wait" if file == files[0] else "go on", encoding="utf-8")
    ended = []
    with Workers(2) as workers:
        for one in workers.work_as_done(obey, files):
            if isinstance(one, End):
                ended.append(one.file)
            elif isinstance(one, Pause):  # nothing but the long one and what its worker has in hand is left
                Path(f"{files[0]} no longer").touch()
    assert len(ended) == len(files)
    assert ended.index(files[0]) >= len(files) - 2


def test_nobody_is_woken_for_every_single_result_nor_waits_for_more_when_all_has_come(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kg.building.keeper.GATHERED", PATIENCE)
    files = [str(tmp_path / f"{number}") for number in range(20)]
    for file in files:
        Path(file).write_text("go on", encoding="utf-8")
    begun = time.monotonic()
    with Workers(2) as workers:
        answers, receive = [], workers._connection.recv

        def received() -> object:
            answers.append(receive())
            return answers[-1]

        monkeypatch.setattr(workers._connection, "recv", received)
        assert [one.file for one in workers.work(obey, files) if isinstance(one, End)] == files
    assert len(answers) == 1
    assert time.monotonic() < begun + PATIENCE


MADE: list[int] = []
"""The processes that made ready."""


def make() -> None:
    MADE.append(os.getpid())


def tell_made(path: str, _: Progress) -> Iterator[tuple[int, tuple[int, ...]]]:
    yield os.getpid(), tuple(MADE)


@pytest.mark.skipif(sys.platform != "linux", reason="processes are spawned here")
@pytest.mark.parametrize("most", [1, 2])
def test_what_each_worker_would_make_is_made_once_for_several(most: int) -> None:
    files = [str(number) for number in range(3 * WORTH)]  # enough for two workers, wherever the keeper was started
    with Workers(most, make) as workers:
        found = [one for one in workers.work(tell_made, files) if isinstance(one, tuple)]
    made = {made for _, made in found}
    if most == 1:
        assert made == {()}
    else:
        (by,) = made
        assert len(by) == 1
        assert not {worker for worker, _ in found} & {*by, os.getpid()}


def test_results_that_are_not_fetched_stop_the_workers_and_not_the_keeper(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kg.building.keeper.HELD", 100)
    monkeypatch.setattr("kg.building.keeper.AHEAD", 3)
    files = [str(tmp_path / f"{number}") for number in range(20)]
    for file in files:
        Path(file).write_text("go on", encoding="utf-8")
    with Workers(2) as workers:
        assert [one.file for one in workers.work(obey, files) if isinstance(one, End)] == files


def cancu(*arguments: object) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", "from kg.cli import main; main()", *map(str, arguments)]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment)


def descendants(pid: int) -> list[int]:
    """The processes that a process started, and those that these started."""
    found: list[int] = []
    with contextlib.suppress(FileNotFoundError):
        for task in Path(f"/proc/{pid}/task").iterdir():
            for one in map(int, (task / "children").read_text().split()):
                found += [one, *descendants(one)]
    return found


def is_running(pid: int) -> bool:
    with contextlib.suppress(FileNotFoundError):
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    return False


def at_work(process: subprocess.Popen[str]) -> list[int]:
    """The keeper of a command and its worker, once both are there."""
    until = time.monotonic() + PATIENCE
    while len(found := descendants(process.pid)) < 2:
        assert process.poll() is None, process.communicate()
        assert time.monotonic() < until, "no worker came"
        time.sleep(0.005)
    return found


needs_proc = pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="looks for processes in /proc")


@needs_proc
def test_a_worker_killed_in_a_build_costs_one_file_until_the_next_build(tmp_path: Path) -> None:
    write(60, tmp_path / "plans")
    process = cancu("build", tmp_path / "plans", "--store", tmp_path / "store", "--workers", 1)
    os.kill(at_work(process)[1], signal.SIGKILL)
    output, errors = process.communicate(timeout=PATIENCE)
    assert process.returncode == 2
    assert re.fullmatch(
        r"cancu: \S+ was skipped: the worker .* killed \(signal 9\), perhaps for lack of memory\.\n", errors
    )
    assert "59 files read" in output
    with open_store(tmp_path / "store", write=True) as store, open_store(None) as fresh:
        assert build([tmp_path / "plans"], store).read == 1
        build([tmp_path / "plans"], fresh)
        assert set(store.quads()) == set(fresh.quads())


@needs_proc
@pytest.mark.parametrize("command", ["check", "extract"])
def test_a_worker_killed_in_a_command_costs_one_file(tmp_path: Path, command: str) -> None:
    write(10, tmp_path / "plans")
    process = cancu(command, tmp_path / "plans")
    os.kill(at_work(process)[1], signal.SIGKILL)
    output, errors = process.communicate(timeout=PATIENCE)
    assert process.returncode == 2
    (lost,) = re.findall(rf"cancu: (\S+) {ILL['kill']}\n", errors)
    assert lost not in output
    if command == "extract":
        assert len(output.splitlines()) == 9
    else:
        assert "Files checked: 9." in output


@needs_proc
@pytest.mark.parametrize("command", ["check", "extract"])
def test_a_command_that_is_interrupted_says_so_in_one_sentence(tmp_path: Path, command: str) -> None:
    write(200, tmp_path / "plans")
    process = cancu(command, tmp_path / "plans")
    started = at_work(process)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=PATIENCE)
    assert process.returncode == 130
    assert said.splitlines()[-1].endswith("stopped before it was done.")
    assert "Traceback" not in said
    until = time.monotonic() + PATIENCE
    while any(map(is_running, started)):
        assert time.monotonic() < until, "something goes on"
        time.sleep(0.01)


def test_a_limit_set_wrongly_is_said_once(tmp_path: Path) -> None:
    for number in range(3):
        (tmp_path / f"{number}.txt").write_text("KẾ HOẠCH", encoding="utf-8")
    for command in (["check"], ["extract"], ["build", "--store", tmp_path / "store"]):
        process = subprocess.run(
            [sys.executable, "-c", "from kg.cli import main; main()", *map(str, command), str(tmp_path)],
            check=False,
            capture_output=True,
            text=True,
            env=os.environ | {"PYTHONPATH": str(ROOT), "CANCU_MAX_PAGES": "many"},
            timeout=PATIENCE,
        )
        assert process.returncode == 2
        assert process.stderr.count("CANCU_MAX_PAGES") == 1, process.stderr


@pytest.mark.parametrize("guard", ["", '    if __name__ == "__main__":\n        '], ids=["unguarded", "guarded"])
def test_a_script_that_builds_as_it_is_imported_is_told_how_to_write_it(tmp_path: Path, guard: str) -> None:
    """Where processes are spawned, each imports the script first."""
    write(1, tmp_path / "plans")
    script = tmp_path / "script.py"
    script.write_text(
        "import threading\nimport kg\nthreading.Thread(target=threading.Event().wait, daemon=True).start()\n"
        f"if True:\n{guard or '    '}kg.build(['plans'], 's.store')\n",
        encoding="utf-8",
    )
    done = subprocess.run(
        [sys.executable, script], cwd=tmp_path, check=False, capture_output=True, text=True, timeout=PATIENCE,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert done.returncode == (0 if guard else 1), done.stderr
    last = done.stderr.strip().rpartition("\n")[2]
    assert last.endswith('write its calls below a line: if __name__ == "__main__":') is not bool(guard), done.stderr
    assert done.stderr.count("Traceback") == (0 if guard else 1)


def limits(path: str, pages: Progress) -> Iterator[int]:
    yield resource.getrlimit(resource.RLIMIT_CORE)[1]


def test_a_worker_leaves_no_core(tmp_path: Path) -> None:
    with Workers(1) as workers:
        assert next(iter(workers.work(limits, [str(tmp_path)]))) == 0


@needs_proc
@pytest.mark.parametrize(
    ("sign", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGKILL, -signal.SIGKILL)]
)
def test_a_build_that_is_told_to_end_leaves_nothing_running(tmp_path: Path, sign: signal.Signals, status: int) -> None:
    write(150, tmp_path / "plans")
    process = cancu("build", tmp_path / "plans", "--store", tmp_path / "store", "--workers", 1)
    started = at_work(process)
    process.send_signal(sign)
    output, errors = process.communicate(timeout=PATIENCE)
    assert (process.returncode, output) == (status, "")
    if sign != signal.SIGKILL:
        assert re.fullmatch(r"cancu: stopped after 0 of (0|150) files; run again to go on\.\n", errors)
    until = time.monotonic() + PATIENCE
    while any(map(is_running, started)):
        assert time.monotonic() < until, "something goes on"
        time.sleep(0.01)


def test_a_document_that_cites_without_end_costs_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cites = [f"- Quyết định số {number}/QĐ-UBND ngày 05/5/2020;" for number in range(1, 8)]
    (tmp_path / "dense.txt").write_text("\n".join(cites), encoding="utf-8")
    (tmp_path / "plain.txt").write_text("\n".join(cites[:5]), encoding="utf-8")
    monkeypatch.setenv("CANCU_MAX_CITATIONS", "5")
    (dense,), (plain,) = (list(papers(str(tmp_path / name))) for name in ("dense.txt", "plain.txt"))
    assert isinstance(dense, str)
    assert re.search(r"dense\.txt cites 7 documents, more than the limit of 5; .* CANCU_MAX_CITATIONS higher\.$", dense)
    assert isinstance(plain, tuple)
    assert len(plain[1].citations) == 5
