"""Texts without the names of those who signed them, every character in its place."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

_COVER = "•"


def unsigned(names: Iterable[str]) -> Callable[[str], str]:
    """What covers these names in a text, wherever and however they are written: "Nguyễn Văn A" as "NGUYỄN VĂN A"."""
    written = (r"\s+".join(map(re.escape, name.split())) for name in sorted(names, key=len, reverse=True))
    if not (either := "|".join(filter(None, written))):
        return lambda text: text
    found = re.compile(rf"(?<!\w)(?:{either})(?!\w)", re.IGNORECASE)
    return lambda text: found.sub(lambda name: re.sub(r"\S", _COVER, name[0]), text)
