"""Mentions whose number and day name two years, "23/2025/NĐ-CP ngày 16/02/2015", or whose symbol is another type's
than the word before it, "Thông tư số 06/2024/NĐ-CP".

Either may be a slip, and what others say tells which: the document of the number whose day differs in the year alone,
or the one of the day whose number does; the one of the number and the very day, or the very title, the type being
mistaken. Where nothing tells, the mention stays open; it founds no document.
"""

from __future__ import annotations

from collections.abc import Sequence

from kg.identity.keys import places_agree, types_agree
from kg.identity.titles import alike, contradict
from kg.resolution.descriptions import Description
from kg.resolution.drafts import Draft, Drafts, Resolved


def by_what_others_say(descriptions: Sequence[Description], anchors: Sequence[Resolved]) -> Drafts:
    """Which of the documents under its number, or under either, each of these means."""
    drafts = Drafts([Draft((), "partial", anchor=anchor) for anchor in sorted(anchors, key=lambda one: one.iri)])
    for description in descriptions:
        fitting = [draft for draft in drafts.documents if draft.anchor and _can_be(description, draft.anchor)]
        told = [draft for draft in fitting if draft.anchor and _is_told(description, draft.anchor)]
        same = [draft for draft in told if draft.anchor and alike(description.title, draft.anchor.title)]
        undated = [draft for draft in fitting if draft.anchor and _may_be_told(description, draft.anchor)]
        meant = same if len(same) == 1 else told or undated
        if len(meant) == 1:
            meant[0].joined.append(description)
        elif len(fitting) > 1:
            drafts.ambiguous[description] = fitting
        else:
            drafts.contradicting[description] = [one for one in drafts.documents if _bears_its_number(description, one)]
    return drafts


def _bears_its_number(description: Description, draft: Draft) -> bool:
    key = description.key
    return (
        draft.anchor is not None
        and draft.anchor.key.block == key.block
        and places_agree(draft.anchor.key.place, key.place)
    )


def _can_be(description: Description, document: Resolved) -> bool:
    one_type = types_agree(description.key, document.key)
    if description.key.slips_in_symbol and not one_type:
        return alike(description.title, document.title)
    return one_type and not contradict(description.title, document.title)


def _is_told(description: Description, document: Resolved) -> bool:
    """Whether the document's own day, name or title says that it is meant, the other year being a slip."""
    day, its = str(description.key.date), document.key.date or ""
    slip_of_year = document.key.block == description.key.block and its[4:] == day[4:] != ""
    in_force = document.effective == day and document.key.block == description.key.block
    named = description.key.name_block in document.names
    return its == day or slip_of_year or in_force or named or alike(description.title, document.title)


def _may_be_told(description: Description, document: Resolved) -> bool:
    """Whether a document of the very number tells no day that could contradict the mention's."""
    own = document.key.block == description.key.block and not description.key.slips_in_symbol
    return own and document.key.date is None
