"""Whether what was read of a passage is torn: columns of a table run together, letters lost, signs misread.

A finding there may be about the reading and not about the text; who signs has to look at the file.
"""

from __future__ import annotations

import re

from extract.records import Unread
from kg.check.case import Case
from kg.law.verdicts import Reason

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


def damage(case: Case, code: str, start: int, end: int) -> Reason | None:
    """Why a finding of a rule may be about the reading: its passage is torn, or it turns on single letters and figures
    of a page that was recognised from a picture, or of a text that was spoilt. None where nothing tells so."""
    misread = case.is_recognised(start) or not _SPOILT.isdisjoint(case.document.unread)
    recognised = misread and _LETTERS.match(code) is not None
    return torn(case, start, end) or (Reason("recognised") if recognised else None)


def torn(case: Case, start: int, end: int) -> Reason | None:
    """That a passage is torn, as a reason; None where nothing tells so. Cells count only where the file has pages."""
    words = case.text[start:end]
    beside, around = (case.text[max(0, start - far) : end + far] for far in (_BESIDE, _AROUND))
    paged = "|" in beside and case.places.of(start).page is not None
    across = paged and ("|" in words or len(_RUN_TOGETHER.findall(beside)) > 1)
    if across or _NO_SIGN.search(words) or len(_TORN.findall(around)) >= _FEW:
        return Reason("torn")
    return None
