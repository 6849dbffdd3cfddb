"""Items for people to read: Markdown in a folder, and what they are beside it, so that nobody reads it by accident."""

from __future__ import annotations

import argparse
import hashlib
import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple


class Item(NamedTuple):
    """One thing to judge: its words, without its id, and what only the key file says of it."""

    words: str
    key: dict[str, object]


def drawing_options(description: str | None, take: int) -> argparse.ArgumentParser:
    """What a draw from the documents of a folder is asked for; ``take``: how many items, if nothing is said."""
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--years", nargs=2, default=("2022", "2026"), metavar=("FIRST", "LAST"))
    parser.add_argument("--take", type=int, default=take)
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--but", type=Path, nargs="+", default=(), metavar="KEYS", help="the keys of earlier draws")
    parser.add_argument("--to", type=Path, required=True)
    return parser


def fingerprint(text: str) -> str:
    """What is the same for copies of a text, however its lines are broken."""
    return hashlib.sha256("".join(text.split()).encode()).hexdigest()[:16]


def drawn_before(keys: Iterable[Path]) -> frozenset[str]:
    """The fingerprints of the documents that earlier draws hold, by their key files."""
    lines = (line for path in keys for line in path.read_text("utf-8").splitlines())
    return frozenset(json.loads(line)["document"] for line in lines)


def written(items: Sequence[Item], folder: Path, letter: str, at_once: int = 50) -> None:
    """Writes the items, so many in a file, as items-1.md ... into the folder, and FOLDER.key.jsonl beside it."""
    folder.mkdir(parents=True, exist_ok=True)
    keys = []
    for first in range(0, len(items), at_once):
        some = [(f"{letter}{place:03}", item) for place, item in enumerate(items, 1)][first : first + at_once]
        words = "\n\n".join(f"## {name}\n{item.words}" for name, item in some)
        (folder / f"items-{first // at_once + 1}.md").write_text(f"{words}\n", "utf-8")
        keys += [json.dumps({"id": name, **item.key}, ensure_ascii=False) for name, item in some]
    folder.with_name(f"{folder.name}.key.jsonl").write_text("\n".join(keys) + "\n", "utf-8")
