"""Letters and their marks composed into one character (NFC), in linear time whatever a text heaps up."""

from __future__ import annotations

import re
import unicodedata

_MOST = 30  # marks of one letter; no script writes more (Unicode calls it the stream-safe format)
_HEAP = re.compile(rf"[^\w\s\x00-\x7f]{{{_MOST + 1},}}+")  # marks are no letters to ``re``, nor are signs


def composed(text: str) -> str:
    """``text`` in NFC. Marks behind the thirtieth of a letter go: to order them takes time in their square."""
    if text.isascii():
        return text
    return unicodedata.normalize("NFC", _HEAP.sub(_lowered, text) if len(text) > _MOST else text)


def _lowered(heap: re.Match[str]) -> str:
    kept, marks = [], 0
    for char in heap[0]:
        marks = marks + 1 if unicodedata.combining(char) else 0
        if marks <= _MOST:
            kept.append(char)
    return "".join(kept)
