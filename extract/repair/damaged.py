"""Texts whose letters are lost beyond mending: without accents, in VIQR or with wrong ones.

Judged by rates, so that no single word convicts or acquits a text.
"""

from __future__ import annotations

import re
from typing import Literal

_PROBE = 3_000  # characters that show it
_FEWEST_LETTERS = 100  # of a text that is judged
_FEWEST_ACCENTED = 0.1  # bytes beyond one a character; real texts have 0.3
_FEWEST_WORDS = 2
_WITHOUT_ACCENTS = re.compile(
    r"\b(?:can cu|nghi dinh|quyet dinh|ke hoach|ngay \d|nga`y|ca\(n cu\+'|quye\^'t|so\^')", re.IGNORECASE
)
_WRONG = ("thỏng", "thòng", "nhõn dõn", "hớnh phủ", "phỏp luật")  # letters of TCVN 5712 that were mapped wrongly
_RIGHT = ("tháng", "nhân dân", "hính phủ", "pháp luật")


def damage_of(text: str) -> Literal["accents", "letters"] | None:
    """What of ``text`` is lost: its accents, or its letters are wrong. Days, issuers and roles may then be missing."""
    probe = text[:_PROBE]
    wrong = sum([probe.count(one) for one in _WRONG])
    if wrong >= _FEWEST_WORDS and wrong > sum([probe.count(one) for one in _RIGHT]):
        return "letters"
    if len(probe.encode("utf-8", "surrogatepass")) - len(probe) > _FEWEST_ACCENTED * len(probe):
        return None
    if sum(map(str.isalpha, probe)) < _FEWEST_LETTERS or len(_WITHOUT_ACCENTS.findall(probe)) < _FEWEST_WORDS:
        return None
    return "accents"
