"""Documents by name: laws under any of their dates, and the resolutions of Party congresses."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from kg.identity.keys import dates_agree, is_day
from kg.resolution.descriptions import Description
from kg.resolution.drafts import Draft, Drafts, Resolved, components

_MONTHS_TO_EFFECT = 24
_SIZES = (10, 7, 4)  # letters of a day, a month, a year


def by_name(descriptions: Sequence[Description], anchors: Sequence[Resolved]) -> Drafts:
    """Laws cited by name: by any of a law's dates (adopted, in force), by a year, or by the bare name.

    The bare name means the law of that name in force when the citing document was signed; where that day is not known
    and several laws bear the name, it stays ambiguous.
    """
    drafts = Drafts([Draft((), "name", anchor=anchor) for anchor in sorted(anchors, key=lambda anchor: anchor.iri)])
    for size in _SIZES:
        dated = [description for description in descriptions if len(description.key.date or "") == size]
        left = drafts.place(
            {
                description: [draft for draft in drafts.documents if _is_dated(draft, description)]
                for description in dated
            }
        )
        drafts.documents += [Draft(part, "name") for part in components(left, _one_law)]
    bare = [description for description in descriptions if len(description.key.date or "") not in _SIZES]
    left = drafts.place({description: _then(drafts.documents, description.as_of) for description in bare})
    if left:
        drafts.documents.append(Draft(left, "name"))
    return drafts


def _days(draft: Draft) -> frozenset[str]:
    """All days that can be given for a law: its dates in all descriptions, and its day of effect."""
    if draft.anchor is None:
        return frozenset(date for date in draft.dates if date)
    known = {draft.anchor.key.year, draft.anchor.effective} if not draft.anchor.dates else {draft.anchor.effective}
    return draft.anchor.dates | {day for day in known if day}


def _is_dated(draft: Draft, description: Description) -> bool:
    return any(dates_agree(description.key.date, day) for day in _days(draft))


def _one_law(one: Description, other: Description) -> bool:
    """One date; or the day of adoption and, within two years, a day of effect, which is the first of a month."""
    early, late = sorted((str(one.key.date), str(other.key.date)))
    if early == late:
        return True
    if not (is_day(early) and is_day(late) and late.endswith("-01") and not early.endswith("-01")):
        return False
    return (int(late[:4]) - int(early[:4])) * 12 + int(late[5:7]) - int(early[5:7]) <= _MONTHS_TO_EFFECT


def _then(drafts: Sequence[Draft], day: str | None) -> Sequence[Draft]:
    """Of several laws of one name, the one in force on a day: the last that had taken effect by then."""
    if len(drafts) < 2 or day is None:
        return drafts
    begun = [(start, draft) for draft in drafts if (start := _start(draft)) is not None and start[: len(day)] <= day]
    latest = max((start for start, _ in begun), default=None)
    last = [draft for start, draft in begun if start == latest]
    return last if len(last) == 1 else drafts


def _start(draft: Draft) -> str | None:
    if draft.anchor is not None and draft.anchor.effective:
        return draft.anchor.effective
    return max(_days(draft), default=None)


def by_congress(descriptions: Sequence[Description]) -> Drafts:
    """Resolutions of one unit's Party congresses: by ordinal, and by term where a congress of that term is known."""
    numbered: dict[int, list[Description]] = defaultdict(list)
    termed: dict[str, list[Description]] = defaultdict(list)
    for description in descriptions:
        congress = description.key.congress
        if congress and congress.ordinal:
            numbered[congress.ordinal].append(description)
        elif congress and congress.term:
            termed[congress.term].append(description)
    drafts = Drafts([Draft(group, "name") for _, group in sorted(numbered.items())])
    terms = {
        draft: {congress.term for description in draft.founders if (congress := description.key.congress)}
        for draft in drafts.documents
    }
    for term, group in sorted(termed.items()):
        fitting = [draft for draft, known in terms.items() if term in known]
        if drafts.place(dict.fromkeys(group, fitting)):
            drafts.documents.append(Draft(group, "name"))
    return drafts
