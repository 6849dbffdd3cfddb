"""Forms (biểu mẫu) that a document brings along: what is left blank in them tells them from its own text.

What a form recites is a basis of the paper that somebody will make of it, and none of the document that issues it.
"""

from __future__ import annotations

import re

from extract.mentions.drafts import Draft
from extract.roles.zones import Zones

_BLANK = re.compile(r"…+|\.{3,}")  # to be filled in: "Số: ..../QĐ-UBND, ngày … tháng … năm …"
_BEFORE, _BEHIND = 600, 200  # how far around a citation blanks are looked for, in characters
_LEAST = 2  # one may be what a quotation leaves out


def may_hold_forms(text: str) -> bool:
    """Whether anything is left blank in a text; in most nothing is, which is much faster told than where."""
    return "…" in text or "..." in text


def in_form(text: str, start: int, end: int, zones: Zones) -> bool:
    """Whether what stands at ``start:end`` stands in a form, behind the document's own recitals."""
    if start < zones.operative:
        return False
    first, last = (zones.annex, len(text)) if start >= zones.annex else (zones.operative, zones.annex)
    blanks = _BLANK.finditer(text, max(first, start - _BEFORE), min(last, end + _BEHIND))
    return sum(1 for _, _ in zip(blanks, range(_LEAST), strict=False)) == _LEAST


def in_annexed_form(text: str, act: Draft, zones: Zones) -> bool:
    """Whether an act is named in a form that is annexed, in which "Quyết định này" is the paper that will be made."""
    return act.start >= zones.annex and in_form(text, act.start, act.end, zones)
