"""What all tests share."""

from __future__ import annotations

import gc
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from extract import words

if TYPE_CHECKING:
    from drawing_browser import Reader

# Machines that run tests are shared: no deadlines. A run tells of the change, not of luck: the same cases every time;
# "pytest --hypothesis-profile=search" draws new ones, and what fails there becomes an @example.
settings.register_profile("cancu", deadline=None, derandomize=True)
settings.register_profile("search", deadline=None, print_blob=True)
settings.load_profile("cancu")

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"


def pytest_configure(config: pytest.Config) -> None:
    """Garbage is looked for as seldom as in the commands, for all tests are there to be looked through each time.

    Where nothing may be compiled beside the sources it is kept with pytest's own notes, for the next run too: else each
    worker, and each of the many programs that tests start, would compile anew all that it imports. Who runs them in
    the background has Ctrl-C ignored, by the programs that they start as well: here it means what it means.
    """
    signal.signal(signal.SIGINT, signal.default_int_handler)
    gc.set_threshold(10_000)
    if sys.dont_write_bytecode:
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        os.environ["PYTHONPYCACHEPREFIX"] = sys.pycache_prefix = str(_codes(config))
        sys.dont_write_bytecode = False


def _codes(config: pytest.Config) -> Path:
    if config.pluginmanager.has_plugin("cacheprovider"):
        return config.cache.mkdir("codes")
    codes = tempfile.TemporaryDirectory(prefix="cancu-codes-", ignore_cleanup_errors=True)
    config.add_cleanup(codes.cleanup)
    return Path(codes.name)


def pytest_report_header() -> str:
    """What is tested: the source, or a compiled wheel of it."""
    return f"the extractor: {words.__file__}"


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """Half as many again as processors: for a third of their time tests wait, for a browser, a program or a clock."""
    processors = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return processors + processors // 2


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of facts beside the checkout; without it the tests that need it are skipped."""
    if not (SHARED / "seeds").is_dir():
        pytest.skip(f"needs the folder {SHARED}, which is not here")
    return SHARED


@pytest.fixture(scope="session")
def sample_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The store of the plans that come along, built once for all who only read; who writes takes a copy."""
    from kg.building.build import build  # noqa: PLC0415 - the extractor's tests run without the graph
    from kg.resources import data_file  # noqa: PLC0415
    from kg.storage.opening import open_store  # noqa: PLC0415

    where = tmp_path_factory.mktemp("samples") / "plans.store"
    with open_store(where, write=True) as store:
        assert not build([data_file("plans")], store).failed
    return where


@pytest.fixture
def plans(tmp_path: Path) -> Path:
    """A copy of the plans that come along, for who changes files."""
    from kg.resources import data_file  # noqa: PLC0415 - the extractor's tests run without the graph

    return Path(shutil.copytree(data_file("plans"), tmp_path / "plans"))


@pytest.fixture
def in_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The folder that commands are run in is empty, and the test's own."""
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def full_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 256 kB of its own; without the right to mount one the tests that need it are skipped."""
    place = tmp_path / "disk"
    place.mkdir()
    mount = shutil.which("mount")
    if os.geteuid() != 0 or mount is None:
        pytest.skip("needs root, to mount a small disk that can be full")
    mounted = subprocess.run(
        [mount, "-t", "tmpfs", "-o", "size=256k", "tmpfs", str(place)], capture_output=True, text=True, check=False
    )
    if mounted.returncode:
        pytest.skip(f"no small disk can be mounted here: {mounted.stderr.strip()}")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


@pytest.fixture(scope="module")
def someone(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    """A reader whose browser reaches nothing but this file system."""
    from drawing_browser import missing, reader  # noqa: PLC0415 - selenium may not be there

    if (why := missing()) is not None:
        pytest.skip(why)
    with reader(tmp_path_factory.mktemp("browser")) as someone:
        yield someone
        assert someone.listener.heard == [], "something tried to leave the machine"


@pytest.fixture
def lineage(someone: Reader) -> Reader:
    """A reader with the small lineage in front, and all that it cites."""
    from drawing_samples import lineage_sample  # noqa: PLC0415

    someone.open(lineage_sample(), context=True)
    return someone


@pytest.fixture
def chain(someone: Reader) -> Reader:
    """A reader with the small lineage in front, as it opens."""
    from drawing_samples import lineage_sample  # noqa: PLC0415

    someone.open(lineage_sample())
    return someone


@pytest.fixture
def still(someone: Reader) -> Reader:
    """A reader with the small lineage in front, where others have looked around before."""
    from drawing_samples import lineage_sample  # noqa: PLC0415

    someone.stay(lineage_sample(), context=True)
    return someone
