"""`cancu build` over a folder of hostile and broken files: each a sentence or a text, and every good file in."""

from __future__ import annotations

import contextlib
import importlib.util
import os
import re
import subprocess
import sys
import time
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import pytest

from kg.storage.opening import open_store

ROOT = Path(__file__).parents[2]
SCRIPT = ROOT / "scripts" / "hostile.py"
PATIENCE = {"CANCU_MAX_SECONDS": "20", "CANCU_MAX_PAGE_SECONDS": "20"}
QUOTED = """SELECT ?path ?quote WHERE { ?file a cancu:SourceFile ; cancu:path ?path
    OPTIONAL { ?target oa:hasSource ?file ; oa:hasSelector/oa:exact ?quote } }"""

spec = importlib.util.spec_from_file_location("hostile", SCRIPT)
assert spec is not None
assert spec.loader is not None
hostile = importlib.util.module_from_spec(spec)
spec.loader.exec_module(hostile)


@dataclass(frozen=True)
class Outcome:
    """What came of a folder: what was printed, quotes from each text, all the graph says, the most one process held."""

    summary: str
    sentences: list[str]
    quotes: dict[str, list[str]]
    said: str
    megabytes: float
    seconds: float


def memory(process: int) -> float:
    """The most that a process, or any one that it started, has held since its start, in megabytes."""
    held, family = 0.0, [process]
    for member in family:
        with contextlib.suppress(OSError):  # it has ended meanwhile
            status = Path(f"/proc/{member}/status").read_text(encoding="utf-8", errors="replace")
            peaks = [int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmHWM:")]
            held = max(held, *peaks, 0.0)
            for children in Path(f"/proc/{member}/task").glob("*/children"):
                family += map(int, children.read_text(encoding="ascii").split())
    return held


@pytest.fixture(scope="module")
def outcome(tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    folder = tmp_path_factory.mktemp("hostile")
    store, log = folder.with_name("hostile.store"), folder.with_name("hostile.log")
    subprocess.run([sys.executable, SCRIPT, folder], check=True, capture_output=True)
    command = [sys.executable, "-c", "from kg.cli import main; main()", "build", folder, "--store", store]
    started, peak = time.monotonic(), 0.0
    with log.open("wb") as errors:
        build = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=errors, env=os.environ | PATIENCE, text=True)
        while build.poll() is None:
            peak = max(peak, memory(build.pid) if sys.platform == "linux" else 0.0)
            time.sleep(0.02)
    summary, _ = build.communicate()
    assert build.returncode == 2
    quotes: dict[str, list[str]] = defaultdict(list)
    with open_store(store) as opened:
        for row in opened.select(QUOTED):
            quotes[row["path"].value.removeprefix(f"{folder.name}/")] += [row["quote"].value] if "quote" in row else []
        said = "".join(str(quad.object) for quad in opened.quads())
    sentences = log.read_text(encoding="utf-8").removesuffix("\n").split("\n")
    shown = [sentence.removeprefix(f"cancu: {folder}/") for sentence in sentences]
    return Outcome(summary, shown, quotes, said, peak, time.monotonic() - started)


def test_the_corpus_is_large_and_named_by_what_it_attacks() -> None:
    bad = [name for name in hostile.FILES if not name.startswith("good-")]
    assert len(bad) >= 60
    assert all(len(name.split(".")[0]) > 2 for name in bad)


def test_each_file_ends_as_one_text_or_one_sentence(outcome: Outcome) -> None:
    (failed,) = re.findall(r", (\d+) failed, ", outcome.summary)
    assert int(failed) + len(outcome.quotes) == len(hostile.FILES)
    for sentence in outcome.sentences:
        assert sentence.isprintable()
        assert sentence.endswith(".")
        assert len(sentence) < 400


@pytest.mark.parametrize("name", [name for name in hostile.FILES if name.startswith("good-")])
def test_good_files_come_through(outcome: Outcome, name: str) -> None:
    shown = name.replace("\n", "?")
    quotes = next(found for path, found in outcome.quotes.items() if path == shown or path.startswith(f"{shown}/"))
    assert any(quote in hostile.WORDS for quote in quotes)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("empty.txt", "is empty"),
        ("noise.txt", "is not a text or a document"),
        ("utf8-broken-in-line-3.txt", "line 3: byte 0xe1 is no UTF-8"),
        ("one-line-of-50-megabytes.txt", "CANCU_MAX_CHARACTERS"),
        ("bad-name-with-?-newline-?[31m-and-colour.txt", "is not a text"),
        ("nested-divisions.html", "nests elements more than"),
        ("everything-hidden.html", "holds no words"),
        ("billion-laughs.docx", "declares a document type"),
        ("entity-of-a-file.odt", "declares a document type"),
        ("unpacks-a-thousandfold.docx", "CANCU_MAX_RATIO"),
        ("a-million-elements.docx", "has too many elements"),
        ("encrypted.docx", "is encrypted"),
        ("encrypted.doc", "is encrypted"),
        ("encrypted.odt", "is encrypted"),
        ("encrypted.pdf", "is encrypted"),
        ("encrypted.zip", "is encrypted"),
        ("a-million-pages.pdf", "CANCU_MAX_PAGES"),
        ("form-that-draws-itself.pdf", ""),
        ("stream-of-a-gigabyte.pdf", ""),
        ("zip-in-zip-in-zip.zip/inner.zip/inner.zip/inner.zip", "CANCU_MAX_NESTING"),
        ("twenty-thousand-files.zip", "CANCU_MAX_MEMBERS"),
        ("rar-archive.rar", "is a RAR archive; unpack it first"),
    ],
)
def test_what_is_wrong_is_said(outcome: Outcome, name: str, words: str) -> None:
    """An empty ``words``: that it ends as a sentence at all is what counts."""
    assert any(sentence.startswith(name) and words in sentence for sentence in outcome.sentences)


def test_nothing_of_the_machine_leaks_into_the_graph(outcome: Outcome) -> None:
    assert "root:" not in outcome.said


@pytest.mark.skipif(sys.platform != "linux", reason="memory is only bounded on Linux")
def test_memory_and_time_stay_bounded(outcome: Outcome) -> None:
    assert 50 < outcome.megabytes < 1000
    assert outcome.seconds < 300
