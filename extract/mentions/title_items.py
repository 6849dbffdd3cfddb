"""Whether a citation in the stretch of a title is part of it, or the next item of the list that the title stands in."""

from __future__ import annotations

import re

from extract.mentions.drafts import Draft, Issued
from extract.mentions.openings import opened
from extract.mentions.qualifiers import joins
from ontology import types_with

_SEVERAL_AMENDED = re.compile(
    r"một số điều của (?:các )?[Ll]uật:[^;\n]+$"
)  # "... của Luật: Chứng khoán, Kế toán, Luật ..."
_LAWS = types_with("known_by_name")
#: A circular details a law and a decree, a decree laws.
RANK = dict.fromkeys(_LAWS, 2) | {"NĐ": 1} | dict.fromkeys(("TT", *types_with("joint")), 0)
_BEFORE_ITEM = re.compile(r"(?:\s?[,;]|\svà|\s?,\svà)\s(?:các\s)?(?:[Ss]ố\s)?$")


def begins_item(gap: str, other: Issued, parts: list[Issued], holder: Issued) -> bool:
    """Whether a citation in the stretch of ``holder``'s title is the next item of the outer list, no part of the title.

    A part follows a small word ("của Luật ..."), or goes on with a list of parts of its kind ("Nghị định A và Nghị định
    B"); a plan carries out what "và" joins, a circular details a law "và" a decree. What follows a comma, a semicolon
    or "và" otherwise is the next item.
    """
    if not _BEFORE_ITEM.search(gap[-12:]):
        return other.number is not None and gap.rstrip().endswith("”")  # a quotation ends the title
    if not parts:
        return other.named is None or other.dated or _SEVERAL_AMENDED.search(gap) is None
    among = holder.label != other.label and any(part.label == other.label for part in parts)
    joined = gap.strip() in {"và", ", và"} or (among and gap.endswith(" và ") and opened(gap, 0) is not None)
    if joins(gap) and _are_alike(parts[-1], other):
        numbered = parts[-1].number is not None or parts[-1].type in _LAWS  # a congress's resolution has no day to tell
        return gap.strip() == "," and other.dated and numbered and not parts[-1].dated
    above = RANK.get(other.type or "", 0) > RANK.get(holder.type or "", 2)
    return not (joined and (holder.type == "KH" or above or any(part.label == other.label for part in parts)))


def _are_alike(one: Issued, other: Issued) -> bool:
    """Whether two citations are of one kind; laws and codes are, and the Constitution is of its own."""
    return one.label == other.label or {one.type, other.type} <= _LAWS & types_with("numbered")


def goes_on(holder: Issued, part: Issued, other: Issued) -> bool:
    """Whether the title of an amending act goes on with the next act that it amends: "Thông tư A của Bộ trưởng Bộ X sửa
    đổi Thông tư B quy định về b, Thông tư C quy định về c". They name no issuer, for it is that of the act itself,
    which the next item of an outer list would name."""
    alike = part.label == other.label == holder.label and part.dated == other.dated
    return alike and holder.body is not None and part.body is None and other.body is None


def is_listed(text: str, holder: Issued, drafts: list[Draft], other: Issued) -> bool:
    """Whether ``holder``, behind ``drafts``, goes on with a list of its kind that ends with ``other``: "Quyết định A,
    Quyết định B và C"."""
    if other.type in _LAWS or other.type != holder.type or not text.endswith(" và ", 0, other.start):
        return False
    before = drafts[-1] if drafts else None
    while before is not None and before.within is not None:
        before = drafts[before.within]
    if before is None or before.label != holder.label:
        return False
    return joins(text[max(before.reach, drafts[-1].reach) : holder.start])


def before_item(text: str, start: int, item: int) -> int:
    match = _BEFORE_ITEM.search(text, max(start, item - 12), item)
    return match.start() if match else item
