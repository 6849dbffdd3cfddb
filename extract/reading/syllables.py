"""Whether letters make Vietnamese syllables: how a wrong encoding or a garbled page is told from a right one."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_TONES = dict.fromkeys(map(ord, "\u0300\u0301\u0303\u0309\u0323"))
_SYLLABLE = re.compile(
    r"""(?:ngh?|nh|gh|gi|g|ch|c|kh|k|ph|p|qu|th|tr|t|[bdđhlmnrsvx])?              # onset
        (?:uyê|iê|yê|ươ|uô|uâ|uê|uơ|uy|oa|oă|oe|oo|ia|ya|ua|ưa|[aăâeêioôơuưy])    # nucleus
        (?:ch|ng|nh|[cmnptiyou])?                                                 # coda""",
    re.VERBOSE,
)
#: A word with anything that could stand for a letter in an old encoding: Latin-1 signs and control codes included.
_WORD = re.compile(r"[A-Za-z\x80-\x9f\u00a1-\u024f\u0300-\u036f\u1e00-\u1eff]+")
_NO_VOWEL = re.compile("[b-df-hj-np-tv-xđ]+")
_FEW = 2  # words, which may be a name in any language
_LONGEST = 20  # letters that tell a word from a syllable: the longest have eleven, marks apart
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")


def plausibility(text: str) -> tuple[int, int]:
    """How many words with letters beyond ASCII are Vietnamese syllables, and how many such words there are.

    Abbreviations without a vowel ("NĐ", "QĐ") count on neither side.
    """
    judged = [is_syllable(word[:_LONGEST]) for word in _WORD.findall(text) if _BEYOND_ASCII.search(word)]
    return judged.count(True), len(judged) - judged.count(None)


def is_foreign(line: str) -> bool:
    """Whether most words of a line without any accent are no syllables: "SONG XANH JOINT STOCK COMPANY"."""
    words = _WORD.findall(line) if line.isascii() else []
    return len(words) > _FEW and 2 * [is_syllable(word[:_LONGEST]) for word in words].count(False) > len(words)


@lru_cache(maxsize=20_000)
def is_syllable(word: str) -> bool | None:
    """Whether ``word`` could be a Vietnamese syllable, tones and all; None for an abbreviation without a vowel."""
    decomposed = unicodedata.normalize("NFD", word.lower())
    bare = decomposed.translate(_TONES)
    if len(decomposed) - len(bare) > 1:
        return False
    bare = unicodedata.normalize("NFC", bare)
    return None if _NO_VOWEL.fullmatch(bare) else _SYLLABLE.fullmatch(bare) is not None
