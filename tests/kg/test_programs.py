"""The programs that the pages name start as they are told, each on its own path."""

from __future__ import annotations

import os
import re
import subprocess
import sys

import pytest
from conftest import ROOT

_ELSEWHERE = {"atheris", "eyecite"}
"""What programs need that no test does; the pages say so."""
_STARTED = """
import os, runpy, sys
import kg.building.build  # what most of them import, once
for name in sys.argv[1:]:
    if os.fork():
        if os.wait()[1]:
            print(name, "broke", sep="\\t", flush=True)
        continue
    sys.path[0] = name.rpartition("/")[0]  # of a module the folder that it is started in: ""
    try:
        runpy.run_path(name, run_name="started") if name.endswith(".py") else __import__(name)
    except ImportError as error:
        print(name, error.name, sep="\\t", flush=True)
    os._exit(0)
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="starts programs in forks")
def test_the_programs_that_the_pages_name_find_what_they_import() -> None:
    """One was told to be started as a file, and found what it shares with the tests only where they are run."""
    pages = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")), ROOT / "data" / "register" / "README.md"]
    text = "\n".join(page.read_text(encoding="utf-8") for page in pages)
    names = sorted(set(re.findall(r"python (?:-m )?((?:benchmarks|scripts)(?:\.\w+|/\w+\.py))", text)))
    assert len(names) > 30, names
    run = subprocess.run(
        [sys.executable, "-c", _STARTED, *names], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr
    assert [line for line in run.stdout.splitlines() if line.split("\t")[1] not in _ELSEWHERE] == []
