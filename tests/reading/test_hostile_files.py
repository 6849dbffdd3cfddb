"""A folder of hostile and broken files goes through in one go: each a sentence or a text, and every good file in."""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SCRIPT = ROOT / "scripts" / "hostile.py"
RUN = """
import json, resource, sys
from extract.errors import InputError
from extract.reading import Limits, read_all
found = []
for item in read_all([sys.argv[1]], Limits(seconds=20, page_seconds=20)):
    if isinstance(item, InputError):
        found.append([str(item), None])
    else:
        found.append([item.source.path, item.text[:10_000]])
peak = [resource.getrusage(who).ru_maxrss / 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
print(json.dumps([found, peak]))
"""

spec = importlib.util.spec_from_file_location("hostile", SCRIPT)
assert spec is not None
assert spec.loader is not None
hostile = importlib.util.module_from_spec(spec)
spec.loader.exec_module(hostile)


@dataclass(frozen=True)
class Outcome:
    """What came of a folder: of each file its path and text, or its sentence and None; peak memory; seconds."""

    folder: Path
    found: list[tuple[str, str | None]]
    megabytes: float
    seconds: float

    @property
    def sentences(self) -> list[str]:
        return [name.removeprefix(f"{self.folder}/") for name, text in self.found if text is None]

    @property
    def texts(self) -> dict[str, str]:
        return {name.removeprefix(f"{self.folder}/"): text for name, text in self.found if text is not None}


@pytest.fixture(scope="module")
def outcome(tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    folder = tmp_path_factory.mktemp("hostile")
    subprocess.run([sys.executable, SCRIPT, folder], check=True, capture_output=True)
    start = time.monotonic()
    done = subprocess.run([sys.executable, "-c", RUN, folder], cwd=ROOT, capture_output=True, text=True, check=True)
    found, peak = json.loads(done.stdout)
    return Outcome(folder, [(name, text) for name, text in found], sum(peak), time.monotonic() - start)


def test_the_corpus_is_large_and_named_by_what_it_attacks() -> None:
    bad = [name for name in hostile.FILES if not name.startswith("good-")]
    assert len(bad) >= 60
    assert all(len(name.split(".")[0]) > 2 for name in bad)


def test_each_file_ends_as_one_text_or_one_sentence(outcome: Outcome) -> None:
    assert len(outcome.found) == len(hostile.FILES)
    for sentence in outcome.sentences:
        assert "\n" not in sentence
        assert sentence.isprintable()
        assert sentence.endswith(".")
        assert len(sentence) < 400


@pytest.mark.parametrize("name", [name for name in hostile.FILES if name.startswith("good-")])
def test_good_files_come_through(outcome: Outcome, name: str) -> None:
    shown = name.replace("\n", "?")
    text = next(text for path, text in outcome.texts.items() if path == shown or path.startswith(f"{shown}/"))
    assert hostile.WORDS in text


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


def test_nothing_of_the_machine_leaks_into_a_text(outcome: Outcome) -> None:
    assert not any("root:" in text for text in outcome.texts.values())


@pytest.mark.skipif(sys.platform != "linux", reason="memory is only bounded on Linux")
def test_memory_and_time_stay_bounded(outcome: Outcome) -> None:
    assert outcome.megabytes < 1000
    assert outcome.seconds < 300
