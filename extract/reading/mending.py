"""Texts that another program spoilt in a way that can be undone without doubt, letter for letter.

UTF-8 that was read as Windows-1252 and written again ("Quyáº¿t Ä‘á»‹nh"), and letters written as HTML numbers them
("Quy&#7871;t &#273;&#7883;nh").
"""

from __future__ import annotations

import re

from extract.errors import Sentence

_PROBE = 20_000  # characters that show whether a text is spoilt so
_READ_AS_WESTERN = re.compile(r"[áÃÄÆ][º»¡-¿\u0080-\u009f‘-›€™˜ˆœžŸ]")  # how the letters of UTF-8 begin
_FEW = 8  # signs that may be there by chance
_NUMBERED = re.compile(r"&#(?:x(?P<hex>[0-9a-fA-F]{1,5})|(?P<decimal>\d{1,6}));")
_LAST = 0x10FFFF
_BYTES = {  # the characters that Windows shows for bytes 80-9F -> the byte as a character
    ord(bytes([byte]).decode("cp1252")): byte
    for byte in range(0x80, 0xA0)
    if byte not in (0x81, 0x8D, 0x8F, 0x90, 0x9D)
}


def mend(text: str, name: str) -> tuple[str, tuple[str, ...]]:
    """``text`` as it was before another program spoilt it, and a sentence about that; mostly the text itself."""
    probe = text[:_PROBE]
    if "&#" in probe and sum(1 for _ in _NUMBERED.finditer(probe)) > _FEW:
        return _NUMBERED.sub(_letter, text), (_said(name, "&#7871;"),)
    if sum(1 for _ in _READ_AS_WESTERN.finditer(probe)) > _FEW and (plain := _as_utf8(text)) is not None:
        return plain, (_said(name, "UTF-8, Windows-1252"),)
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


def _said(name: str, what: str) -> Sentence:
    return Sentence("{name} was spoilt by another program ({what}); its letters were restored.", name=name, what=what)
