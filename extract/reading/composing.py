"""Letters and their marks composed into one character (NFC), in linear time whatever a text heaps up."""

from __future__ import annotations

import unicodedata

from ontology.spelling import without_heaps


def composed(text: str) -> str:
    """``text`` in NFC; of a heap of marks on one letter the first thirty stay."""
    return text if text.isascii() else unicodedata.normalize("NFC", without_heaps(text))
