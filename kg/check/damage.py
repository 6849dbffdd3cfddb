"""Whether what was read of a passage is torn: columns of a table run together, letters lost, signs misread.

A finding there may be about the reading and not about the text; who signs has to look at the file.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from extract.records import Unread
from extract.words import unaccented
from kg.check.case import Case
from kg.check.suggest import number_word
from kg.law.verdicts import Reason
from kg.law.words import any_of

_LETTERS = re.compile(r"[FI]|C404")
"""The codes of rules that compare numbers, days and names letter by letter."""
_SPOILT: frozenset[Unread] = frozenset({"accents", "letters"})
_AROUND, _BESIDE = 250, 60  # characters
_TORN = re.compile(r"(?<!\w)[ộệậạịọụựợẹặ]\w{0,3}(?!\w)", re.IGNORECASE)
"""What is left of a word whose first letters were lost: hardly any word begins so."""
_FEW = 3
_RUN_TOGETHER = re.compile(r"\|\s*[^\W\d_](?<=[a-zà-ỹđ])")
"""A cell that begins within a sentence, as a column does that was read across its neighbours."""
_NO_SIGN = re.compile(r"\d/[^\s,;|]{0,12}[:;!†‡§~]")
"""A sign in a number that no number has."""
_STOPPED = re.compile(r"[^\W\d_]*(?:ch|[cpt])(?!\w)", re.IGNORECASE)
"""A word that ends in a stop: with any mark on its vowel it bears one of two tones, or is misread ("Luât", "chưc")."""
_MARKS, _TONES_OF_STOPS = frozenset("\u0302\u0306\u031b\u0300\u0303\u0309"), frozenset("\u0301\u0323")
_NUMBER_LEFT = re.compile(r"(?<!\w)s ?o\W{0,3}\Z")
"""The word for number right before a mention that was read without it, in plain letters."""
_DAY_LEFT = re.compile(r"\W{0,3}n ?gay\s{1,3}[^\s\d]{0,2}\d")
"""A day right behind a mention that was read without it, in plain letters."""


_MISREAD = re.compile(rf"(?i){any_of('misread', folded=False)}")
"""Words that nobody writes and recognition gives; so many of them, each within so many characters of the text, tell
that it was recognised, wherever the file is from."""
_MISREADINGS, _APART = 3, 60_000


def damage(case: Case, code: str, start: int, end: int) -> Reason | None:
    """Why a finding of a rule may be about the reading: its passage is torn, or it turns on single letters and figures
    of a page or text that was recognised from a picture, or of a text that was spoilt. None where nothing tells so."""
    if (reason := torn(case, start, end)) is not None or not _LETTERS.match(code):
        return reason
    if case.is_recognised(start):
        return Reason("recognised")
    misread = not _SPOILT.isdisjoint(case.document.unread) or _is_misread_text(case.text)
    return Reason("misread") if misread else None


@lru_cache(maxsize=8)  # each finding asks
def _is_misread_text(text: str) -> bool:
    return sum(1 for _ in _MISREAD.finditer(text)) >= max(_MISREADINGS, len(text) // _APART)


def torn(case: Case, start: int, end: int) -> Reason | None:
    """That a passage is torn, as a reason; None where nothing tells so. Cells count only where the file has pages."""
    words = case.text[start:end]
    beside, around = (case.text[max(0, start - far) : end + far] for far in (_BESIDE, _AROUND))
    paged = "|" in beside and case.places.of(start).page is not None
    across = paged and ("|" in words or len(_RUN_TOGETHER.findall(beside)) > 1)
    if across or _NO_SIGN.search(words) or len(_TORN.findall(around)) >= _FEW:
        return Reason("torn")
    return None


def is_spoilt_beside(case: Case, start: int, end: int) -> bool:
    """Whether the words around a stretch, in its own item or paragraph, are misread, or of the mention but not read as
    its own: other words in the place of the stretch would then stand beside what is left of it."""
    before = re.split(r";|\n\s*\n", case.text[max(0, start - _BESIDE) : start])[-1]
    behind = re.split(r";|\n\s*\n", case.text[end : end + _BESIDE])[0]
    number, day = _NUMBER_LEFT.search(unaccented(before)), _DAY_LEFT.match(unaccented(behind))
    unread = number is not None and not number_word(before)
    return unread or day is not None or any(map(_is_misread, _STOPPED.findall(f"{before} | {behind}")))


def _is_misread(stopped: str) -> bool:
    signs = frozenset(unicodedata.normalize("NFD", stopped))
    return not signs.isdisjoint(_MARKS) and signs.isdisjoint(_TONES_OF_STOPS)
