"""The sentence around a quote, read again from the file it stands in, as long as that file is what it was."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from pyoxigraph import Literal, NamedNode

from extract import InputError, read
from kg.graph.terms import term
from kg.storage.store import Store, value_of

FILES_MOST = 200
"""Files that one picture reads again at most; quotes of further files stand without their sentence."""

REACH = 400
"""Characters that a sentence may go on to either side of the quote."""

_SPACE = re.compile(r"\s++")
_STOP_OR_SPACE = re.compile(r"[.;!?](?=\s|$)|\s++")
_OPENS_SENTENCE = re.compile(r"[^\W\d_a-zà-ỹ]|[-–+*•“\"(\d]")
_OPENS_BLOCK = re.compile(r"[-–+*•\dA-ZÀ-Ỹ#]")


class Texts:
    """The texts that a store was built from, each read once when first asked for."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._texts: dict[str, str | None] = {}

    def sentence(self, path: str, start: int, end: int) -> str:
        """The sentence around the characters ``start:end`` of a file; "" if the file is gone or has changed."""
        text = self._text(path)
        return sentence_around(text, start, end) if text is not None and end <= len(text) else ""

    def _text(self, path: str) -> str | None:
        if path not in self._texts:
            self._texts[path] = self._read(path) if len(self._texts) < FILES_MOST else None
        return self._texts[path]

    def _read(self, path: str) -> str | None:
        try:
            with Path(path).open("rb") as file:
                if hashlib.file_digest(file, "sha256").hexdigest() not in self._digests(path):
                    return None
            return read(path).text
        except (OSError, InputError):
            return None

    def _digests(self, path: str) -> set[str]:
        """The contents that the store knows under a path."""
        files = (quad.subject for quad in self._store.match(None, term("cancu:path"), Literal(path)))
        nodes = {file for file in files if isinstance(file, NamedNode)}
        return {value_of(quad) for quad in self._store.about(nodes, term("cancu:sha256"))}


def sentence_around(text: str, start: int, end: int) -> str:
    """The sentence or list item that holds ``text[start:end]``, at most :data:`REACH` characters to either side."""
    before, after = text[max(0, start - REACH) : start], text[end : end + REACH]
    return f"{before[_begins(before) :].lstrip()}{text[start:end]}{after[: _ends(after)].rstrip()}"


def _begins(before: str) -> int:
    """Where the last sentence or block before the quote begins."""
    begins = 0
    for space in _SPACE.finditer(before):
        ended = before[: space.start()].endswith((".", ";", ":", "!", "?"))
        if (ended and _OPENS_SENTENCE.match(before, space.end())) or _parts_blocks(space):
            begins = space.end()
    return begins


def _ends(after: str) -> int:
    """Where the sentence or block that the quote stands in ends."""
    found = _STOP_OR_SPACE.finditer(after)
    return next((one.end() for one in found if not one[0].isspace() or _parts_blocks(one)), len(after))


def _parts_blocks(space: re.Match[str]) -> bool:
    """Whether a blank line parts what goes before from a new paragraph or list item."""
    return space[0].count("\n") > 1 and _OPENS_BLOCK.match(space.string, space.end()) is not None
