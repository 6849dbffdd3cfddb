"""Syllables that a PDF tore before a letter with a mark, joined again: "s ửa đ ổi", "hi ệu l ực", "n gày"."""

from __future__ import annotations

import re

from extract.reading.syllables import is_syllable
from extract.repair.pieces import Pieces

_TELLING = (" ủa", " ệu", " ợc")
"""What no word begins with: a text that holds none of these is whole, which is told at once."""
_FEWEST = 3  # torn syllables of a torn text: one may be a slip
_ONSET = "(?:ngh?|nh|gh|gi|g|ch|c|kh|k|ph|qu|th|tr|t|[bdđhlmnrsvx])"
_MARKED = "àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ"
_LETTER = r"[\w\u0300-\u036f]"  # or a mark of one that is written apart
_TEAR = re.compile(
    rf"(?<!{_LETTER})(?P<head>{_ONSET}(?P<open>[aăâeêioôơuưy]{{0,2}}))[ ]"
    rf"(?P<rest>[{_MARKED}]\w{{0,4}}|(?<=[nktcpg][ ])[gh][aăâeêioôơuưy{_MARKED}]\w{{0,4}}|(?<=t[ ])r\w{{1,5}})"
    rf"(?!{_LETTER})",
    re.IGNORECASE,
)
_WHOLE = re.compile(
    "[áàạ]|[ảá]i|[ảá]nh|[áả]o|á[nkpc]|ách|ấy|[ấẩâ]n|[ẩấâ]m|ấp|[ấẩ]u|ăn|ắn|ẻo|ếch|êm|ê|ích|ít|ìn|ố[cm]|ôm|[ôổồ]n|[ôố]ng"
    "|[ồổở]|ổi|ơn|ớt|ủng|[ủuú]y|u[ỷý]|ủi|út|ư|ưa|[ưứ]ng|ướ[cpt]|ươ[mn]|ưu|[ýỷ]|yên"
)
"""Words that begin with a vowel, which stay words: "theo ấn định", "chi ăn ở"."""
_NUMBERED, _JOINS = "điểm", ("và", "hoặc")
_BEFORE = 9  # how far before a letter words stand that it numbers a part with, in characters


def join_syllables(source: str) -> tuple[str, Pieces] | None:
    """``source`` without the blanks that tear its syllables, and the way back; None where none are torn."""
    if not any(torn in source for torn in _TELLING):
        return None
    tears = [one.end("head") for one in _TEAR.finditer(source) if _is_torn(source, one)]
    if len(tears) < _FEWEST:
        return None
    pieces, end = Pieces(), 0
    for tear in tears:
        pieces.keep(source[end:tear], end)
        end = tear + 1
    pieces.keep(source[end:], end)
    return "".join(pieces.parts), pieces


def _is_torn(source: str, tear: re.Match[str]) -> bool:
    """Whether what stands on both sides of a blank is one syllable, and the second is no word of its own."""
    if not is_syllable(tear["head"] + tear["rest"]):
        return False
    if tear["open"]:
        return _WHOLE.fullmatch(tear["rest"].lower()) is None
    return len(tear["head"]) > 1 or not _numbers_part(source[max(0, tear.start() - _BEFORE) : tear.start()].split())


def _numbers_part(before: list[str]) -> bool:
    """Whether a letter behind these words numbers a part: "điểm c ấn định", "điểm a, c ưu tiên", "a và c"."""
    if len(before) > 1 and before[-1] in _JOINS:
        before = before[:-1]
    letter = before[-1].rstrip(",") if before else ""
    return letter == _NUMBERED or (len(letter) == 1 and letter.isalpha())
