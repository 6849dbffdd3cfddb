"""Texts that another program spoilt in a way that can be undone without doubt, letter for letter.

UTF-8 that was read as Windows-1252 and written again ("Quyáº¿t Ä‘á»‹nh"), letters written as HTML numbers them
("Quy&#7871;t &#273;&#7883;nh"), and VIQR, which writes marks behind their letters ("Quye^'t ddi.nh", RFC 1456).
"""

from __future__ import annotations

import re
import unicodedata

from extract.errors import Sentence
from extract.reading.syllables import plausibility

_PROBE = 20_000  # characters that show whether a text is spoilt so
_READ_AS_WESTERN = tuple(  # how the letters of UTF-8 begin; one letter is found much faster than any of four
    re.compile(rf"{letter}[º»¡-¿\u0080-\u009f‘-›€™˜ˆœžŸ]") for letter in "áÃÄÆ"
)
_FEW = 8  # signs that may be there by chance
_NUMBERED = re.compile(r"&#(?:x(?P<hex>[0-9a-fA-F]{1,5})|(?P<decimal>\d{1,6}));")
_LAST = 0x10FFFF
_BYTES = {  # the characters that Windows shows for bytes 80-9F -> the byte as a character
    ord(bytes([byte]).decode("cp1252")): byte
    for byte in range(0x80, 0xA0)
    if byte not in (0x81, 0x8D, 0x8F, 0x90, 0x9D)
}
_VIQR = re.compile(  # a letter with its shape and its tone; "\\." is a full stop
    r"\\(?P<plain>[\^(+'`?~.d\\])|(?P<d>[dD][dD])"
    r"|(?P<vowel>[aeiouyAEIOUY])(?P<shape>(?<=[aA])[\^(]|(?<=[eEoO])\^|(?<=[oOuU])\+)?(?P<tone>['`?~.])?"
    r"(?(shape)|(?P<late>(?<=[aA].)[\^(]|(?<=[eEoO].)\^|(?<=[oOuU].)\+)?)"
    r"|(?P<other>[dD]|[^\W\d_aeiouydAEIOUYD]+)|(?P<gap>[\W\d_])"
)
_OF_VIQR = re.compile(r"(?:[aAeEoO]\^|[aA]\(|[oOuU]\+)(?=['`?~.\w])|\b[dD][dD](?=[aeiouyAEIOUY])")
_MARKS = dict(zip("^(+'`?~.", "\u0302\u0306\u031b\u0301\u0300\u0309\u0303\u0323", strict=True))
_MOST_BEYOND_ASCII = 0.02  # letters of a text in VIQR, which some program may have added
_FEWEST_SYLLABLES = 0.95  # of its words with marks


def mend(text: str, name: str) -> tuple[str, tuple[str, ...]]:
    """``text`` as it was before another program spoilt it, and a sentence about that; mostly the text itself."""
    probe = text[:_PROBE]
    if "&#" in probe and sum(1 for _ in _NUMBERED.finditer(probe)) > _FEW:
        return _NUMBERED.sub(_letter, text), (_said(name, "&#7871;"),)
    if sum(len(begins.findall(probe)) for begins in _READ_AS_WESTERN) > _FEW and (plain := _as_utf8(text)) is not None:
        return plain, (_said(name, "UTF-8, Windows-1252"),)
    if (
        "^" in probe
        and sum(1 for _ in _OF_VIQR.finditer(probe)) > _FEW
        and (plain := _from_viqr(text, probe)) is not None
    ):
        return plain, (_said(name, "VIQR"),)
    return text, ()


def _letter(match: re.Match[str]) -> str:
    code = int(match["hex"], 16) if match["hex"] else int(match["decimal"])
    return chr(code) if 0x20 <= code <= _LAST and not 0xD800 <= code <= 0xDFFF else match[0]


def _as_utf8(text: str) -> str | None:
    """The UTF-8 that ``text`` is, read as Windows-1252; None where not every letter fits."""
    try:
        return text.translate(_BYTES).encode("latin-1").decode("utf-8")
    except UnicodeError:
        return None


def _from_viqr(text: str, probe: str) -> str | None:
    """The text that is written in VIQR; None where it is not, or what comes out is no Vietnamese."""
    if sum(1 for _ in _OF_VIQR.finditer(probe)) <= _FEW:
        return None
    if sum(1 for letter in probe if not letter.isascii()) > _MOST_BEYOND_ASCII * len(probe):
        return None
    right, judged = plausibility(_decoded(probe))
    return _decoded(text) if right > _FEWEST_SYLLABLES * judged else None


def _decoded(text: str) -> str:
    """VIQR as letters. A syllable has one tone: behind "na`o" a full stop is one."""
    parts: list[str] = []
    toned = False
    for match in _VIQR.finditer(text):
        vowel, tone = match.group("vowel", "tone")
        if vowel:
            shape = match["shape"] or match["late"]
            marks = (_MARKS[shape] if shape else "") + (_MARKS[tone] if tone and not toned else "")
            parts.append(unicodedata.normalize("NFC", vowel + marks) + (tone if tone and toned else ""))
            toned = toned or tone is not None
        elif match["d"]:
            parts.append("đ" if match["d"] == "dd" else "Đ")
        else:
            parts.append(match["plain"] or match[0])
            toned = toned and match["other"] is not None
    return "".join(parts)


def _said(name: str, what: str) -> Sentence:
    return Sentence("{name} was spoilt by another program ({what}); its letters were restored.", name=name, what=what)
