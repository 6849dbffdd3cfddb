"""What a consolidated text (văn bản hợp nhất) recounts of the acts that amended its own: their closing articles.

Its notes quote them, "Điều 2 của Luật B quy định như sau: “... 4. Bãi bỏ ...”", and a page may part the quotation from
what opens it. What is quoted there changes nothing by the act that is put together.
"""

from __future__ import annotations

import re
from collections import Counter

from extract.words import any_of, last_match
from ontology import table, types_with

_ACTS = any_of(row["label"] for row in table("types") if row["code"] in types_with("changes_acts"))
_THIS = re.compile(rf"(?P<type>{_ACTS}) này(?!\w)")
_BEHIND = 12_000  # how far a quotation may go on, in characters
_BEFORE = 3_000  # how far before a clause its act names itself, in characters


class Recounted:
    """Where in one consolidated text another act speaks; ``type`` is how its own act calls itself."""

    def __init__(self, text: str) -> None:
        self._text = text
        named = Counter(match["type"] for match in _THIS.finditer(text))
        self._type = named.most_common(1)[0][0] if named else None

    def holds(self, position: int) -> bool:
        """Whether what stands at a position is quoted: a quotation ends behind it, or another type names itself."""
        end = position + _BEHIND
        closes = self._text.find("”", position, end)
        if closes >= 0 and self._text.find("“", position, closes) < 0:
            return True
        named = last_match(_THIS, self._text, max(0, position - _BEFORE), position)
        return named is not None and named["type"] != self._type
