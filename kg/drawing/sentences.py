"""The sentence around a quote, read again from the file it stands in, as long as that file is what it was."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from extract import InputError, read
from kg.storage.store import Store

FILES_MOST = 200
"""Files that one picture reads again at most; quotes of further files stand without their sentence."""

REACH = 400
"""Characters that a sentence may go on to either side of the quote."""

_START = re.compile(r"[.;:!?]\s+(?=[^\W\d_a-zà-ỹ]|[-–+*•“\"(\d])|\n\s*\n(?=\s*[-–+*•\dA-ZÀ-Ỹ#])")
_END = re.compile(r"[.;!?](?=\s|$)|\n\s*\n(?=\s*[-–+*•\dA-ZÀ-Ỹ#])")


class Texts:
    """The texts that a store was built from, each read once when first asked for."""

    def __init__(self, store: Store) -> None:
        rows = store.select("SELECT ?path ?sha WHERE { ?file cancu:path ?path ; cancu:sha256 ?sha }")
        self._digests = {row["path"].value: row["sha"].value for row in rows}
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
                if hashlib.file_digest(file, "sha256").hexdigest() != self._digests.get(path):
                    return None
            return read(path).text
        except (OSError, InputError):
            return None


def sentence_around(text: str, start: int, end: int) -> str:
    """The sentence or list item that holds ``text[start:end]``, at most :data:`REACH` characters to either side."""
    before, after = text[max(0, start - REACH) : start], text[end : end + REACH]
    begins = max((found.end() for found in _START.finditer(before)), default=0)
    ends = _END.search(after)
    return f"{before[begins:].lstrip()}{text[start:end]}{(after[: ends.end()] if ends else after).rstrip()}"
