"""From descriptions to documents, one block at a time: pure functions, the same whatever the order.

A block holds all descriptions that could be of one document. Those that say most found the documents; those that say
less join a document if exactly one fits, found their own if none does, and stay ambiguous if several do. Those that say
equally much never see each other's choice, so no order matters.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from kg.identity.keys import NAMED_TYPES, dates_agree, types_agree
from kg.identity.slips import slips_in
from kg.identity.titles import pairs
from kg.resolution.consensus import Conflict, best_key, best_title, conflicts_in, names_of
from kg.resolution.descriptions import Description
from kg.resolution.doubtful import by_what_others_say
from kg.resolution.drafts import Draft, How, Outcome, Resolved, open_among
from kg.resolution.named import by_congress, by_name
from kg.resolution.numbered import MANY, by_rank

__all__ = ["How", "Outcome", "Resolution", "Resolved", "resolve"]


@dataclass(frozen=True, slots=True)
class Resolution:
    """All documents of a block, and the outcome of each of its descriptions.

    ``anchors`` are the documents of other blocks that some joined, with the conflicts that this brought.
    """

    documents: tuple[Resolved, ...]
    anchors: tuple[Resolved, ...]
    outcomes: Mapping[Description, Outcome]


def resolve(
    weights: Mapping[Description, int],
    anchors: Sequence[Resolved] = (),
    crowds: Collection[str] = (),
    *,
    infer: bool = True,
    known_until: str = "",
) -> Resolution:
    """The documents of one block of descriptions.

    ``weights`` counts the sources of each description. ``anchors`` are documents with numbers, resolved before: laws
    that bear the name this block stands for, or what a mention that contradicts itself may mean. Its descriptions may
    join them. They are not among the documents returned.
    ``crowds`` are units (:func:`kg.resolution.cells.groups`) in which a number means nothing without a full key.
    ``infer`` off: no bare name is taken for the law that nearly all others mean by it. ``known_until`` is the day up to
    which the register knows the laws.
    """
    descriptions = sorted(weights, key=lambda description: description.id)
    if all(description.readings for description in descriptions):
        drafts = by_what_others_say(descriptions, anchors)
    elif all(description.key.congress for description in descriptions):
        drafts = by_congress(descriptions)
    elif all(description.key.type in NAMED_TYPES and not description.key.number for description in descriptions):
        drafts = by_name(descriptions, anchors, weights, infer=infer, known_until=known_until)
    else:
        drafts = by_rank(descriptions, crowds, weights)
    documents = {draft: draft.anchor or _settle(draft, weights) for draft in drafts.documents}
    outcomes: dict[Description, Outcome] = {}
    for draft, document in documents.items():
        outcomes |= {description: Outcome(document.iri, draft.how) for description in draft.founders}
        how: How = "name" if draft.how == "name" else "partial"
        outcomes |= {description: Outcome(document.iri, how) for description in draft.joined}
    for description, fitting in drafts.ambiguous.items():
        found = open_among(documents[draft].iri for draft in fitting)
        slips = sorted(_differing(description, ())) if description.readings else ()
        outcomes[description] = replace(found, differing=tuple(slips))
    for description, contradicted in drafts.contradicting.items():
        ones = [documents[draft] for draft in contradicted]
        outcomes[description] = open_among((one.iri for one in ones), _differing(description, ones))
    for description, (draft, share) in drafts.by_usage.items():
        outcomes[description] = Outcome(documents[draft].iri, "usage", share=round(share, 2))
    for description, (draft, share) in drafts.by_slip.items():
        outcomes[description] = Outcome(documents[draft].iri, "slip", share=share)
    outcomes |= {description: Outcome(None, "ambiguous", over=MANY) for description in drafts.crowded}
    return Resolution(
        documents=tuple(document for draft, document in documents.items() if draft.anchor is None),
        anchors=tuple(_joined(draft, draft.anchor) for draft in documents if draft.anchor and draft.joined),
        outcomes=outcomes,
    )


def _differing(description: Description, documents: Sequence[Resolved]) -> set[Conflict]:
    """In what a mention contradicts all of these, or itself: its number bears another year than its day, or another
    type's symbol."""
    key, found = description.key, set[Conflict]()
    if slips_in(key.number, key.date):
        found |= {"number", "date"}
    if documents and not any(dates_agree(key.date, one.key.date) for one in documents):
        found.add("date")
    if key.slips_in_symbol or (documents and not any(types_agree(key, one.key) for one in documents)):
        found.add("type")
    words, titles = pairs(description.title or ""), [one.title for one in documents if one.title]
    if words and titles and all(words.isdisjoint(pairs(title)) for title in titles):
        found.add("title")
    return found or {"number"}  # which is another's than the name before it


def _joined(draft: Draft, anchor: Resolved) -> Resolved:
    """A numbered document with what those that cite it by its name, another year or another type say of it."""
    dates = {description.key.date for description in draft.joined}
    differing: set[Conflict] = {"date"} if not all(dates_agree(date, anchor.key.date) for date in dates) else set()
    if any(description.key.block != anchor.key.block for description in draft.joined if description.readings):
        differing.add("number")
    slips = (description.key for description in draft.joined if description.key.slips_in_symbol)
    if not anchor.key.slips_in_symbol and any(
        key.type not in NAMED_TYPES for key in slips
    ):  # that is a list's, not its
        differing.add("type")
    return replace(anchor, conflicts=anchor.conflicts | differing)


def _settle(draft: Draft, weights: Mapping[Description, int]) -> Resolved:
    """The document of a draft: named by what founded it, so that no other can have its name; told by all of it."""
    descriptions = {description: weights[description] for description in (*draft.founders, *draft.joined)}
    key, title = best_key(descriptions), best_title(descriptions)
    return Resolved(
        iri=best_key({one: weights[one] for one in draft.founders}).iri(draft.distinction),
        key=key,
        title=title,
        period=next(
            (description.period for description in descriptions if description.title == title and description.period),
            None,
        ),
        effective=min((description.effective for description in descriptions if description.effective), default=None),
        names=names_of(descriptions),
        dates=frozenset(description.key.date for description in descriptions if description.key.date),
        conflicts=conflicts_in(descriptions, key, title),
        sources=sum(descriptions.values()),
        sure=any(description.registered or description.own for description in descriptions),
        registered=any(description.registered for description in descriptions),
    )
