"""The verbs of change clauses: which belong together, what they say together, and whether they are predicates."""

from __future__ import annotations

from typing import cast

from extract.clauses import CELL
from extract.records import Changing
from extract.roles.cues import CHANGES
from extract.roles.items import MOODS, PASSIVE_REACH, Items

_BETWEEN = frozenset({"", "và", "hoặc", "/"})  # verbs that share their objects
_THUS, _OF_SOME, _THUS_REACH = " như sau", " một số ", 78  # behind a verb, in characters


def groups_of(items: Items) -> list[list[int]]:
    """The verbs by their items; those that share their objects together: "sửa đổi, bổ sung"."""
    groups: list[list[int]] = []
    for at, item in enumerate(items.all):
        if item.meaning not in CHANGES:
            continue
        last = items.all[groups[-1][-1]] if groups else None
        if last is not None and items.text[last.end : item.start].strip(" ,") in _BETWEEN:
            groups[-1].append(at)
        else:
            groups.append([at])
    return groups


def is_predicate(items: Items, group: list[int]) -> bool:
    """Whether a verb tells of what stands before it: "hết hiệu lực", "được thay thế", "Thay thế bởi".

    What shares its objects with a verb that can only stand before them does not: "ngưng hiệu lực và điều chỉnh A".
    """
    at = group[0]
    item = items.all[at]
    assert item.cue is not None
    if item.cue.side == "behind" or items.modified(at, "passive", PASSIVE_REACH):
        return True
    if item.cue.side == "both" and any((cue := items.all[one].cue) and cue.side == "before" for one in group):
        return False
    following = items.next(at)
    if item.cue.side == "both" and following and following.cue is None and following.start - item.end <= 1:
        return False  # "thay thế A và chấm dứt hiệu lực B"
    if following and following.meaning == "agent" and following.cue and following.cue.reach == "phrase":
        return following.start - item.end <= 1
    before = at - 1
    while before > 0 and items.all[before].meaning in MOODS:
        before -= 1
    return item.cue.side == "both" and before >= 0 and items.all[before].cue is None


def relation_of(items: Items, group: list[int]) -> Changing:
    """What verbs that share their objects say together; where they differ, what claims less."""
    meanings = {items.all[at].meaning for at in group}
    for meaning in ("amends", "repeals"):
        if meaning in meanings:
            return cast(Changing, meaning)
    return cast(Changing, items.all[group[-1]].meaning)


def thus(text: str, end: int) -> bool:
    """Whether new wording follows a verb: "được sửa đổi như sau", "được sửa đổi một số khoản như sau"."""
    words, found, _ = text[end : end + _THUS_REACH].partition(_THUS)
    return bool(found) and (not words or (f"{words} ".startswith(_OF_SOME) and set(".;:").isdisjoint(words)))


def labels(behind: str) -> bool:
    """Whether what follows a predicate makes it the label of the next cell: "Văn bản bị bãi bỏ | Nghị định A"."""
    return behind.strip(" *:") == CELL
