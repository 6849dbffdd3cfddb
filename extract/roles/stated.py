"""What the text itself states: this document's own replacements and amendments, and those between cited documents."""

from __future__ import annotations

import re

from extract import dates
from extract.mentions.drafts import Draft
from extract.records import Stated
from extract.roles.deciding import PART_ONLY, Role
from extract.words import last_match

_DOES = re.compile(
    r"(?:\s?,?\scó hiệu lực[^;.]{0,80}?,?\s(?:và\s)?|\s)(?:đã\s)?"
    r"(?P<verb>thay thế|bãi bỏ|sửa đổi, bổ sung|sửa đổi|bổ sung)\s(?:cho\s|toàn bộ\s|một số điều của\s)?"
)
_EFFECTIVE = re.compile(r"(?:kể )?từ ngày\s")
_IN_FORCE = re.compile(
    r"này(?:\s[^.;\n]{0,40})?\scó hiệu lực(?: thi hành)?,?\s(?:kể )?từ "
    r"(?:(?P<signed>(?:ngày|khi) (?:ký|ban hành))|ngày\s)"
)
_IN_FORCE_REACH = 300  # how far before a change the day may stand from which it holds, in characters
_CHANGES = re.compile(r"(?i:(?P<verb>sửa đổi|bổ sung|thay thế|bãi bỏ)[^;.\n]{0,120}$)")
_CHANGED = re.compile(r"(?i:được[^;.\n]{0,20}?(?P<verb>sửa đổi|bổ sung|thay thế|bãi bỏ))")


def find_stated(text: str, drafts: list[Draft], roles: list[Role], signed: str | None) -> tuple[Stated, ...]:
    """What the text states, in the order of the citations; indexes are those of ``drafts``.

    ``signed`` is the document's own date, from which what it says holds where it holds "kể từ ngày ký".
    """
    found: list[Stated] = []
    for index, (draft, role) in enumerate(zip(drafts, roles, strict=True)):
        if role.relation == "supersedes":
            found.append(Stated(None, "supersedes", index, "whole", _effective(text, draft, signed)))
        elif role.relation == "amends":
            found.append(Stated(None, "amends", index, "part", _effective(text, draft, signed)))
        if index and draft.within is None and (stated := _beside(text, drafts, index)):
            found.append(stated)
        if draft.within is not None and (stated := _between(text, drafts, index, draft.within)):
            found.append(stated)
    return tuple(found)


def _beside(text: str, drafts: list[Draft], index: int) -> Stated | None:
    """What a sentence states of two citations: "Nghị định A thay thế Nghị định B"."""
    draft, before = drafts[index], index - 1
    while drafts[before].within is not None:
        before -= 1
    match = _DOES.fullmatch(text, drafts[before].reach, draft.start)
    if match is None:
        return None
    whole = match["verb"] in {"thay thế", "bãi bỏ"}
    return Stated(before, "supersedes" if whole else "amends", index, "whole" if whole else "part")


def _between(text: str, drafts: list[Draft], index: int, holder: int) -> Stated | None:
    """What a title or a qualifier states of the citation it belongs to and the one at ``index``, which it holds.

    "Nghị định A sửa đổi Nghị định B", or both in an amending law's name; "Nghị định B được sửa đổi bởi Nghị định A".
    """
    inner, outer = drafts[index], drafts[holder]
    if inner.start < outer.reach:
        lead = text[outer.start if inner.start < outer.end else outer.end : inner.start]
        match, subject, thing = _CHANGES.search(lead), holder, index
    else:
        lead = text[outer.reach : inner.start]
        match, subject, thing = _CHANGED.search(lead), index, holder
    if match is None:
        return None
    whole = match["verb"].lower() in {"thay thế", "bãi bỏ"} and not PART_ONLY.search(lead)
    return Stated(subject, "supersedes" if whole else "amends", thing, "whole" if whole else "part")


def _effective(text: str, draft: Draft, signed: str | None) -> str | None:
    """The day from which a change holds: "... hết hiệu lực kể từ ngày 01/01/2026", "... này có hiệu lực từ ngày ký"."""
    if (behind := _EFFECTIVE.search(text, draft.reach, draft.reach + 200)) and (day := _day_at(text, behind.end())):
        return day
    before = last_match(_IN_FORCE, text, max(0, draft.start - _IN_FORCE_REACH), draft.start)
    if before is None:
        return None
    return signed if before["signed"] else _day_at(text, before.end())


def _day_at(text: str, position: int) -> str | None:
    """The day that stands at a position."""
    found = dates.find_date(text[position : position + 40])
    return found[2] if found and found[0] < 4 else None
