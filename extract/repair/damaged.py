"""Texts whose letters are lost beyond mending: without accents, in VIQR or with wrong ones."""

from __future__ import annotations

import re

_PROBE = 6_000  # characters that show it
_FEWEST_LETTERS = 100  # of a text that is judged
_FEWEST_ACCENTED = 0.05  # of the letters of a Vietnamese text; real ones have a quarter
_SOUND = ("của", "ngày")  # words that every Vietnamese text has
_SUSPECT = ("thỏng", "nhõn dõn", "hớnh phủ", "phỏp luật")
_WITHOUT_ACCENTS = re.compile(r"\b(?:[Cc]an cu|[Nn]ghi dinh|[Qq]uyet dinh|[Kk]e hoach|[Nn]gay \d)\b")
_VIQR = re.compile(r"[Nn]ga`y|[Cc]a\(n cu\+'|[Qq]uye\^'t|[Ss]o\^'")
_WRONG = re.compile(r"\d th[ỏò]ng \d|nhõn dõn|[Cc]hớnh phủ|phỏp luật")


def damage_of(text: str) -> str | None:
    """A sentence about the letters of ``text``, if they are lost; what is cited there may be read in part only."""
    probe = text[:_PROBE]
    if any(words in probe for words in _SUSPECT) and len(_WRONG.findall(probe)) > 1:
        return "Chữ của văn bản sai dấu (chuyển mã hỏng); ngày, cơ quan có thể thiếu, nên lấy lại bản gốc."
    if any(word in probe for word in _SOUND):
        return None
    if not (_WITHOUT_ACCENTS.search(probe) or _VIQR.search(probe)):
        return None
    letters = sum(map(str.isalpha, probe))
    accented = sum(1 for character in probe if character > "\x7f" and character.isalpha())
    if letters < _FEWEST_LETTERS or accented > _FEWEST_ACCENTED * letters:
        return None
    return "Văn bản không có dấu; ngày, cơ quan, quan hệ có thể thiếu, nên lấy lại bản gốc."
