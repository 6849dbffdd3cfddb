"""Days as users write them on the command line."""

from __future__ import annotations

import re
from datetime import date

_VIETNAMESE = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", re.ASCII)
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def day(text: str) -> date:
    """The day that ``--as-of`` names, in ISO or in the Vietnamese order. Raises InputError for what is none."""
    from extract.errors import InputError

    try:
        if _ISO.fullmatch(iso(text)):
            return date.fromisoformat(iso(text))
    except ValueError:  # 30/2, month 13
        pass
    raise InputError("--as-of says '{text}', which is not a day; write it as 2026-05-25 or 25/5/2026.", text=text)


def iso(text: str) -> str:
    """A day in the Vietnamese order as ISO has it; whatever else it is, as it is."""
    found = _VIETNAMESE.fullmatch(text.strip())
    return f"{found[3]}-{int(found[2]):02}-{int(found[1]):02}" if found else text.strip()
