"""The sentence around a quote, from the text that the store keeps of its source."""

from __future__ import annotations

import re

from kg.answers.view import Evidence
from kg.storage.store import Store
from kg.storage.texts import text_of

REACH = 400
"""Characters that a sentence may go on to either side of the quote."""

_SPACE = re.compile(r"\s++")
_STOP_OR_SPACE = re.compile(r"[.;!?](?=\s|$)|\s++")
_OPENS_SENTENCE = re.compile(r"[^\W\d_a-zà-ỹ]|[-–+*•“\"(\d]")
_OPENS_BLOCK = re.compile(r"[-–+*•\dA-ZÀ-Ỹ#]")


class Texts:
    """The texts that a store keeps; the last one is at hand, for what is asked comes source by source."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._last: tuple[str, str | None] = "", None

    def sentence(self, said: Evidence) -> str:
        """The sentence around the words of a citation; "" where the text was left out or does not say them there."""
        if self._last[0] != said.sha256:
            self._last = said.sha256, text_of(self._store, said.sha256)
        text = self._last[1]
        if text is None or text[said.start : said.end] != said.quote:
            return ""
        return sentence_around(text, said.start, said.end)


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
