"""Documents by name: laws under any of their dates, and the resolutions of Party congresses."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from kg.identity.keys import dates_agree, is_day
from kg.identity.law_names import amends, amends_several
from kg.identity.one_step import TO_PROMULGATION, day_step
from kg.resolution.descriptions import FEW, Description
from kg.resolution.drafts import Draft, Drafts, Resolved, components

_MONTHS_TO_EFFECT = 24
_SOONEST, _LATEST = 1, 14  # months from adoption to effect, where the day of effect is not known
_NEXT = 1  # years from a law's adoption to the year by which it may be called
_AUTUMN = "10"  # the month from which what a year passes may be later than what else it passes
_SIZES = (10, 7, 4)  # letters of a day, a month, a year

WEAK = 0.05
"""The share of what is said of the laws of one name below which a year between theirs is somebody's slip."""

RIGHT = 0.89
"""Of days that miss a law's by a step, the share to be expected to mean that law, from 0 to 1: in real texts 7 of 7
did (rule of succession)."""

NEARLY_ALL, ENOUGH = 0.95, 10
"""The share of those who say which law of a name they mean, and how many these must be, for a bare name to follow."""


def by_name(
    descriptions: Sequence[Description],
    anchors: Sequence[Resolved],
    weights: Mapping[Description, int],
    *,
    infer: bool = True,
    known_until: str = "",
) -> Drafts:
    """Laws cited by name: by any of a law's dates (adopted, in force), by a year, or by the bare name.

    The bare name means the law of that name in force when the citing document was signed, and in an act's title the
    last one adopted by then; where no more than that act's year is known, and the law is of its autumn, that or the one
    before. Where that day is not known and several laws bear the name, it means the one that nearly
    all others mean by it, if ``infer``; else it stays ambiguous. A day between those of the first law of the name
    that the register knows and of the last that it can know (``known_until``) is that of no other law: what gives it
    stays open. Of laws that amend another, many bear one name, and none ends the one before it: no date is taken for a
    slip of another's, and a bare name means one only where no other had been adopted.
    """
    name = descriptions[0].key.name_block
    one_of_many = amends(name) and not amends_several(name)
    drafts = Drafts([Draft((), "name", anchor=anchor) for anchor in sorted(anchors, key=lambda anchor: anchor.iri)])
    dated = [description for description in descriptions if len(description.key.date or "") in _SIZES]
    for size in _SIZES:
        said = [description for description in dated if len(str(description.key.date)) == size]
        left = drafts.place({description: _of_date(drafts.documents, description, weights) for description in said})
        if size == _SIZES[-1] and not one_of_many:
            left = drafts.place(_slips(drafts.documents, left, weights))
        elif size == _SIZES[0] and not one_of_many:
            left = _days_off(drafts, left, infer=infer)
        left = left if one_of_many else _of_no_law(drafts, left, known_until)
        drafts.documents += [Draft(part, "name") for part in components(left, _one_law)]
    candidates = _strong(drafts.documents, weights)
    bare: dict[Description, Sequence[Draft]] = {}
    for description in descriptions:
        if len(description.key.date or "") in _SIZES:
            continue
        fitting = _meant(candidates, description) if not one_of_many else _made_by_then(candidates, description)
        if (
            infer
            and not one_of_many
            and len(fitting) > 1
            and description.as_of is None
            and description.adopted_by is None
        ):
            meant, share = _mostly_meant(fitting, weights)
            if share >= NEARLY_ALL:
                drafts.by_usage[description] = meant, share
                continue
        bare[description] = fitting
    left = drafts.place(bare)
    if left:
        drafts.documents.append(Draft(left, "name"))
    return drafts


def _days(draft: Draft) -> frozenset[str]:
    """All days that can be given for a law: its dates in all descriptions, and its day of effect."""
    if draft.anchor is None:
        return frozenset(date for date in draft.dates if date)
    known = {draft.anchor.key.year, draft.anchor.effective} if not draft.anchor.dates else {draft.anchor.effective}
    return draft.anchor.dates | {day for day in known if day}


def _of_date(drafts: Sequence[Draft], description: Description, weights: Mapping[Description, int]) -> list[Draft]:
    """The laws of a date; of several, the only one that was adopted then."""
    date = description.key.date
    fitting = [draft for draft in drafts if any(dates_agree(date, day) for day in _days(draft))]
    fitting = _strong(fitting, weights) if len(fitting) > 1 else fitting
    adopted = [draft for draft in fitting if dates_agree(date, _adopted(draft))]
    return adopted if len(adopted) == 1 else fitting


def _slips(
    drafts: Sequence[Draft], left: Sequence[Description], weights: Mapping[Description, int]
) -> dict[Description, Sequence[Draft]]:
    """For years that hardly anybody gives, between those of known laws: the law that stood in that year, where that is
    the one next to its own; else any of them may be meant."""
    known = [draft for draft in drafts if draft.anchor is not None]
    all_said = sum(_sources(draft, weights) for draft in drafts) + sum(weights[one] for one in left)
    said: dict[str, int] = defaultdict(int)
    for description in left:
        said[str(description.key.date)] += weights[description]
    found: dict[Description, Sequence[Draft]] = dict.fromkeys(left, ())
    for description in left:
        year = str(description.key.date)
        between = min(map(_adopted, known), default=year) < year < max(map(_adopted, known), default=year)
        if between and said[year] < max(FEW, WEAK * all_said):
            standing = _in_force(known, year)
            next_to = len(standing) == 1 and int(year) - int(_adopted(standing[0])[:4]) <= _NEXT
            found[description] = standing if next_to else known if len(standing) == 1 else ()
    return found


def _days_off(drafts: Drafts, left: Sequence[Description], *, infer: bool) -> list[Description]:
    """Joins days that hardly miss the day of a single known law to that law, and returns the others."""
    others = []
    known = [draft for draft in drafts.documents if _is_sure(draft) and is_day(_adopted(draft))]
    for description in left:
        missed = [draft for draft in known if day_step(str(description.key.date), _adopted(draft)) is not None]
        if not missed or description.own or description.registered:
            others.append(description)
        elif len(missed) == 1 and infer:
            (draft,) = missed
            draft.joined.append(description)
            drafts.by_slip[description] = draft, RIGHT
        else:
            drafts.ambiguous[description] = missed
    return others


def _of_no_law(drafts: Drafts, left: Sequence[Description], known_until: str) -> list[Description]:
    """Leaves open whatever gives a date of which the register would know a law, with the law that was in force then;
    and returns the others. Of a month or a year that was not over it would not."""
    known = [draft for draft in drafts.documents if draft.anchor is not None and draft.anchor.registered]
    last = str(date.fromisoformat(known_until) - TO_PROMULGATION) if known_until else ""
    first = min(filter(None, map(_adopted, known)), default="9999")
    others = []
    for description in left:
        day = str(description.key.date)
        if description.own or description.registered or not first[: len(day)] < day < last[: len(day)]:
            others.append(description)
        else:
            drafts.contradicting[description] = _in_force(known, day) or known
    return others


def _strong(drafts: Sequence[Draft], weights: Mapping[Description, int]) -> list[Draft]:
    """The laws to which bare names may fall: those that are sure, and those of which enough is said."""
    sure = [draft for draft in drafts if _is_sure(draft)]
    return [draft for draft in drafts if not sure or draft in sure or _sources(draft, weights) >= FEW]


def _is_sure(draft: Draft) -> bool:
    if draft.anchor is not None:
        return draft.anchor.sure
    return any(description.registered or description.own for description in draft.founders)


def _sources(draft: Draft, weights: Mapping[Description, int]) -> int:
    """How many sources say that they mean this law, by number or date."""
    by_number = draft.anchor.sources if draft.anchor is not None else 0
    return by_number + sum(weights[one] for one in (*draft.founders, *draft.joined))


def _mostly_meant(drafts: Sequence[Draft], weights: Mapping[Description, int]) -> tuple[Draft, float]:
    """The law that most who say which one mean by the name, and their share; 0 where they are too few."""
    said = {draft: _sources(draft, weights) for draft in drafts}
    most = max(drafts, key=lambda draft: said[draft])
    total = sum(said.values())
    return most, said[most] / total if total >= ENOUGH else 0.0


def _one_law(one: Description, other: Description) -> bool:
    """One date; or the day of adoption and, within two years, a day of effect, which is the first of a month."""
    early, late = sorted((str(one.key.date), str(other.key.date)))
    if early == late:
        return True
    if not (is_day(early) and is_day(late) and late.endswith("-01") and not early.endswith("-01")):
        return False
    return _months(early, late) <= _MONTHS_TO_EFFECT


def _months(early: str, late: str) -> int:
    return (int(late[:4]) - int(early[:4])) * 12 + int(late[5:7] or 12) - int(early[5:7] or 1)


def _meant(drafts: Sequence[Draft], description: Description) -> Sequence[Draft]:
    """Of the laws of a name, those that its bare mention can mean."""
    day = description.adopted_by or description.as_of
    if day is None:
        return _since(drafts, description.not_before) if description.not_before else drafts
    adopted = [draft for draft in drafts if _adopted(draft)[: len(day)] <= day]
    if description.adopted_by is None and not adopted:  # what one session passes names what it passes a day later
        return [draft for draft in drafts if _is_sure(draft) and _months(day, _adopted(draft)) <= _SOONEST]
    if description.adopted_by is None:
        standing = _in_force(adopted, day) or adopted
        return standing if description.not_before is None else _between(adopted, description.not_before, standing)
    last = max(map(_adopted, adopted), default="")
    early = [draft for draft in adopted if _adopted(draft) < f"{day}-{_AUTUMN}"] if len(day) == _SIZES[-1] else []
    before = max(map(_adopted, early), default="")  # which of the two was there first, the year does not tell
    return [draft for draft in adopted if _adopted(draft) in {last, before or last}]


def _made_by_then(drafts: Sequence[Draft], description: Description) -> Sequence[Draft]:
    """Of laws that amend others, those that a mention without day can mean: all that had been adopted; in an act's
    title the last of them."""
    day = description.as_of
    if description.adopted_by is not None:
        return _meant(drafts, description)
    if day is None:
        return drafts
    return [draft for draft in drafts if _adopted(draft)[: len(day)] <= day] or _meant(drafts, description)


def _between(drafts: Sequence[Draft], day: str, standing: Sequence[Draft]) -> Sequence[Draft]:
    """Those of a day on which one was in force to those that ``standing`` are the last of."""
    first = min(map(_adopted, _in_force(drafts, day)), default="")
    return [draft for draft in drafts if first <= _adopted(draft) <= max(map(_adopted, standing))]


def _since(drafts: Sequence[Draft], day: str) -> Sequence[Draft]:
    """Of the laws of a name, those that may have been in force on a day or later: none that had given way before."""
    first = min(map(_adopted, _in_force(drafts, day)), default="")
    return [draft for draft in drafts if _adopted(draft) >= first]


def _in_force(drafts: Sequence[Draft], day: str) -> list[Draft]:
    """The last of these laws that had taken effect by a day, with those of which it is not known whether they had."""
    begun = [draft for draft in drafts if (start := _start(draft)) is not None and start[: len(day)] <= day]
    last = max(map(_adopted, begun), default="")
    unsure = [draft for draft in drafts if _start(draft) is None and _adopted(draft) > last]
    settled = [draft for draft in unsure if _months(_adopted(draft), day) > _LATEST]
    last = max(map(_adopted, settled), default=last)
    open_ones = [draft for draft in unsure if _adopted(draft) > last and _months(_adopted(draft), day) > _SOONEST]
    return [draft for draft in drafts if _adopted(draft) == last or draft in open_ones]


def _start(draft: Draft) -> str | None:
    """The day of effect; None where it is not known."""
    if draft.anchor is not None and draft.anchor.effective:
        return draft.anchor.effective
    effective = min((one.effective for one in draft.founders if one.effective), default=None)
    if effective:
        return effective
    days = sorted(filter(is_day, _days(draft)))
    return days[-1] if len(days) > 1 else None


def _adopted(draft: Draft) -> str:
    """The day of adoption as far as it is known, "" where nothing is."""
    if draft.anchor is not None:
        return draft.anchor.key.date or draft.anchor.key.year or ""
    return min(filter(None, draft.dates), default="")


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
