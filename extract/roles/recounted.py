"""What a consolidated text (văn bản hợp nhất) recounts of the acts that amended its own: their closing articles.

Its notes quote them, "[3] Điều 2 của Luật B quy định như sau: “... 4. Bãi bỏ ...”", and a page may part the quotation
from what opens it. What is quoted there changes nothing by the act that is put together.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from itertools import zip_longest

from extract.records import Document
from extract.repair.pieces import Reading
from extract.words import any_of, last_match
from ontology import table, types_with

_ACTS = any_of(row["label"] for row in table("types") if row["code"] in types_with("changes_acts"))
_THIS = re.compile(rf"(?P<type>{_ACTS}) này(?!\w)")
_NOTE = re.compile(r"(?m)^[ >*]{0,4}(?:<sup>)?\\?\[\^?\d{1,3}\\?\]")
_QUOTES = re.compile(  # what a note says before it quotes
    r"[\s:*]{0,4}(?:</sup>)?\s?(?:[Cc]ác\s)?(?:[Kk]hoản|[Đđ]iều)\s[^:\[\]]{3,500}?\squy\sđịnh(?:\s[^:\[\]]{1,80})?\snhư\ssau:"
)
_BEHIND = 12_000  # how far a quotation may go on, in characters
_BEFORE = 3_000  # how far before a clause its act names itself, in characters


class Recounted:
    """Where in one consolidated text another act speaks."""

    def __init__(self, reading: Reading) -> None:
        self._text = reading.text
        named = Counter(match["type"] for match in _THIS.finditer(reading.text))
        self._type = named.most_common(1)[0][0] if named else None  # how its own act calls itself
        self._notes = _quoting(reading)

    def holds(self, position: int) -> bool:
        """Whether what stands at a position is quoted.

        A note that opens with the article of an act holds it, a quotation ends behind it, or another type names itself.
        """
        at = bisect_right(self._notes, (position, len(self._text))) - 1
        if at >= 0 and position < self._notes[at][1]:
            return True
        end = position + _BEHIND
        closes = self._text.find("”", position, end)
        if closes >= 0 and self._text.find("“", position, closes) < 0:
            return True
        named = last_match(_THIS, self._text, max(0, position - _BEFORE), position)
        return named is not None and named["type"] != self._type


def find_recounted(reading: Reading, document: Document) -> Recounted | None:
    """Where other acts speak in a text; None where it is not consolidated, for then they do nowhere."""
    return Recounted(reading) if document.kind == "consolidated" else None


def _quoting(reading: Reading) -> list[tuple[int, int]]:
    """Where in the text the notes of a document quote articles, each up to the next note.

    They are found in its source, since the first lines of notes are lifted out of the text, and among what was lifted.
    """
    source = reading.source
    notes = list(_NOTE.finditer(source))
    found: list[tuple[int, int]] = []
    for note, following in zip_longest(notes, notes[1:]):
        if quotes := _QUOTES.match(source, note.end()):
            end = min(following.start() if following else len(source), quotes.end() + _BEHIND)
            end = _closed(source, quotes.end(), end)
            found.append((reading.reached(quotes.end()), reading.reached(end)))
    lifted = [(note.start, note.end) for note in reading.notes if _QUOTES.match(reading.text, note.start)]
    return sorted(found + lifted)


def _closed(source: str, start: int, end: int) -> int:
    """Where a quotation ends that opens at ``start``, ``end`` where none does, or marks are lost."""
    depth, at = 0, start
    while (mark := next((at for at in range(at, end) if source[at] in "“”"), -1)) >= 0:
        if depth == 0 and source[start:mark].strip():
            return end
        depth, at = depth + (1 if source[mark] == "“" else -1), mark + 1
        if depth <= 0:
            return at if depth == 0 else end
    return end
