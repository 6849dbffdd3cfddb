"""The documents that the tests of the extractor read: sample plans and annotated documents, as (name, text)."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from extract import SourceText, read

ROOT = Path(__file__).resolve().parents[2]
#: Folder of annotations -> folder of the documents annotated.
GOLD = {
    "plans": (ROOT / "tests/gold/plans", ROOT / "data/plans"),
    "documents": (ROOT / "tests/gold/documents", ROOT / "tests/gold/documents"),
}


@cache
def documents(which: str) -> tuple[SourceText, ...]:
    """The documents of one kind, read from their files."""
    return tuple(read(path) for path in sorted(GOLD[which][1].iterdir()) if path.suffix in {".txt", ".md"})


@cache
def sentences() -> tuple[str, ...]:
    """The lines of all documents that are long enough to say something."""
    texts = [source.text for which in GOLD for source in documents(which)]
    return tuple(dict.fromkeys(line for text in texts for line in text.splitlines() if len(line) > 25))
