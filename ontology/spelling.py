"""How Vietnamese words are compared: with their accents (``key``) or without them (``fold``).

Words differ by case, by the place of the tone mark (khoá = khóa, Uỷ = Ủy), by how a letter is composed, by blanks.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_TONES = {
    old + mark: new
    for old, marks in (("o", "àáảãạèéẻẽẹ"), ("u", "ỳýỷỹỵ"))
    for mark in marks
    for new in (
        unicodedata.normalize("NFC", old + unicodedata.normalize("NFD", mark)[1:])
        + unicodedata.normalize("NFD", mark)[0],
    )
}
_OLD_TONES = {new: old for old, new in _TONES.items()}
_TONE = re.compile(rf"(?<!q)(?:{'|'.join(_TONES)})(?!\w)")  # at a syllable's end: hoà, uỷ; not đoàn, quý
_D = str.maketrans(dict.fromkeys("đðɖ", "d"))
_MOST = 30  # marks of one letter; no script writes more (Unicode calls it the stream-safe format)
_HEAP = re.compile(rf"[^\w\s\x00-\x7f]{{{_MOST + 1},}}+")  # marks are no letters to ``re``, nor are signs
_LONG = 500  # where a heap of marks begins to take time, in characters


def without_heaps(text: str) -> str:
    """``text`` without the marks behind the thirtieth of a letter: to order them takes time in their square."""
    return _HEAP.sub(_thinned, text) if len(text) > _MOST and not text.isascii() else text


def _thinned(heap: re.Match[str]) -> str:
    kept, marks = [], 0
    for char in heap[0]:
        marks = marks + 1 if unicodedata.combining(char) else 0
        if marks <= _MOST:
            kept.append(char)
    return "".join(kept)


@lru_cache(maxsize=65_536)
def key(text: str) -> str:
    """``text`` for comparing, accents kept: NFC, lower case, one tone placement, single spaces.

    >>> key("Uỷ ban  Khoá XII")
    'ủy ban khóa xii'
    """
    lowered = unicodedata.normalize("NFC", without_heaps(text) if len(text) > _LONG else text).lower()
    return " ".join(_TONE.sub(lambda m: _TONES[m[0]], lowered).split())


def old_tones(words: str) -> str:
    """``words``, as :func:`key` gives them, with the other tone placement.

    >>> old_tones("ủy ban khóa xii")
    'uỷ ban khoá xii'
    """
    for new, old in _OLD_TONES.items():
        words = words.replace(new, old)
    return words


@lru_cache(maxsize=65_536)
def fold(text: str) -> str:
    """``text`` for comparing, accents dropped: lower case, single spaces; Đ, Ð and Ɖ are all d.

    >>> fold("Quy định  ĐẶC BIỆT")
    'quy dinh dac biet'
    """
    letters = unicodedata.normalize("NFD", without_heaps(text) if len(text) > _LONG else text).lower().translate(_D)
    if not letters.isascii():
        letters = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return " ".join(letters.split())
