"""Documents by number, place and date; and by any name that is neither a law's nor a congress's."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from operator import itemgetter
from types import MappingProxyType

from kg.identity.keys import (
    ANY_TYPE,
    UNITS_NEEDED,
    dates_agree,
    is_day,
    places_agree,
    same_register,
    types_agree,
)
from kg.identity.law_names import law_kind
from kg.identity.naming import leaves_type_open, year_in
from kg.identity.titles import Titles, alike, contradict, pairs
from kg.resolution.contested import is_misnamed, numbers_of_others, own_words, twins
from kg.resolution.descriptions import FEW, Description
from kg.resolution.drafts import Draft, Drafts, components
from ontology import types_with
from ontology.numbers import numbering_of

MANY = 100
"""Documents of one number that a mention could mean above which it tells nothing of which is meant."""

FULL = (0, 0, 0)
"""The rank of a full key: nothing is missing that tells the document from others."""

_FIRST = (-1, 0, 0)
"""The rank of those of one number and year that are known to be two documents."""

_BEARS_YEAR = types_with("lays_down_rules")
_YEARS_BORNE = "1997"
"""The year from which the numbers of such types bear theirs: 61/CP of 1994 is whole, 86/TT-BTC is not."""

_RECENT = 2
"""Years before the one by which a text was made of which a number may be that leaves out its year."""

_DAY = itemgetter(0)
_AFTER = "~"
"""Behind a date, what sorts after all that begins with it."""


def by_rank(
    descriptions: Iterable[Description],
    crowds: Collection[str] = (),
    weights: Mapping[Description, int] = MappingProxyType({}),
) -> Drafts:
    """Documents by number, place and date; what says most goes first, what says equally much together.

    ``weights`` counts the sources of each description, one where it tells nothing. ``crowds`` are units of which more
    files bear the number than can be told apart: nothing but a full key means one document there, and their files are
    not among the descriptions.
    """
    ranks: dict[tuple[int, int, int], list[Description]] = defaultdict(list)
    drafts, shelf = Drafts(), _Shelf(crowds)
    said = list(descriptions)
    names = [one.key for one in said if one.key.name and one.registered]
    known = twins(said, weights)
    others, misnamed = numbers_of_others(said, weights) - known, list[Description]()
    for description in said:
        if description in others:
            continue
        if is_misnamed(description, names):
            misnamed.append(description)
        else:
            ranks[_FIRST if description in known else rank(description)].append(description)
    for level in sorted(ranks):
        choices: dict[Description, Sequence[Draft]] = {}
        for one in ranks[level]:
            near = shelf.near(one) if level > FULL or (known and level == FULL) else ()
            if near is not None:
                choices[one] = _narrowed(one, [draft for draft in near if _fits(one, draft)])
                if one.is_timeless and not all(_is_told(one, draft, weights) for draft in choices[one]):
                    drafts.ambiguous[one] = choices.pop(one)
            elif one.own or one.registered:  # whichever of the many it may be, it is itself
                choices[one] = ()
            else:
                drafts.crowded.append(one)
        left = drafts.place(choices)
        whole = level <= FULL and not any(one.lost for one in left)
        founded = _found(left, complete=whole, apart=level == _FIRST)
        drafts.documents += founded
        for draft in founded:
            shelf.add(draft)
    drafts.contradicting |= _whose_they_give([*others, *misnamed], drafts.documents)
    return drafts


def _is_told(description: Description, draft: Draft, weights: Mapping[Description, int]) -> bool:
    """Whether a number that tells no year, in a file that tells no time, means a document by its title, or as all do:
    a few sources tell that one, its file is at hand, or the register knows it."""
    if description.title:
        words = pairs(description.title)
        return any(not words.isdisjoint(pairs(title)) for title in draft.titles if title)
    said = (*draft.founders, *draft.joined)
    restarts = numbering_of(str(description.key.number)).is_of_party  # each term has its 19-NQ/TW
    known = any(one.own or (one.registered and not restarts) for one in said)
    return known or sum(weights.get(one, 1) for one in said if not one.registered) >= FEW


def _whose_they_give(others: Iterable[Description], documents: Iterable[Draft]) -> dict[Description, Sequence[Draft]]:
    """The documents of one book that bear the number that these give beside another's day, title or name."""
    books: dict[tuple[str, ...] | None, list[Draft]] = defaultdict(list)
    for draft in documents:
        books[draft.founders[0].key.place].append(draft)
    return {one: books[one.key.place] for one in others}


def rank(description: Description) -> tuple[int, int, int]:
    """How little is said, least first: of the issuer's place, the date, and a type that the number leaves open."""
    key = description.key
    needed = UNITS_NEEDED[key.issuer.level] if key.issuer else 0
    place = 2 if key.place is None else int(len(key.place) < needed)
    date = 0 if is_day(key.date) or year_in(key.number) else {7: 1, 4: 2}.get(len(key.date or ""), 3)
    open_type = key.type in ANY_TYPE and key.number is not None and leaves_type_open(key.number)
    return place, date, int(open_type)


class _Shelf:
    """Documents in the making by place, so that a description is held only against those that it can mean."""

    def __init__(self, crowds: Collection[str]) -> None:
        self._all = _Pile()
        self._by_unit: dict[str, _Pile] = defaultdict(_Pile)
        self._anywhere_crowded = bool(crowds)
        self._crowded = {unit for crowd in crowds for unit in crowd.split("/")}

    def add(self, draft: Draft) -> None:
        place = draft.founders[0].key.place
        self._all.add(draft)
        for unit in set(place if place is not None else ("?",)) or {""}:
            self._by_unit[unit].add(draft)

    def near(self, description: Description) -> Sequence[Draft] | None:
        """At least all that it can mean; None where they are too many to tell anything."""
        place = description.key.place
        unit = description.near if place is None else place[-1] if place else ""
        if self._anywhere_crowded if unit is None else unit in self._crowded:
            return None
        pile = self._all if unit is None else self._by_unit.get(unit)
        near = pile.near(description) if pile else ()
        return near if len(near) <= MANY else None


class _Pile:
    """Documents of one place by their days, those that a file tells of itself apart: no file joins another's."""

    def __init__(self) -> None:
        self._own: list[tuple[str, Draft]] = []
        self._cited: list[tuple[str, Draft]] = []

    def add(self, draft: Draft) -> None:
        pile = self._own if draft.own else self._cited
        for date in draft.dates:
            insort(pile, (date or "", draft), key=_DAY)

    def near(self, description: Description) -> Sequence[Draft]:
        """At least all that it can mean, of a day that agrees with its own; or more than :data:`MANY` of them."""
        date, last = description.key.date or "", (description.as_of or "") + _AFTER
        if year_in(description.key.number):
            date, last = "", _AFTER
        spans = [*((part, part) for part in {"", date[:4], date[:7]} - {date}), (date, min(date + _AFTER, last))]
        found: dict[Draft, None] = {}
        for pile in (self._cited,) if description.own else (self._cited, self._own):
            for first, end in spans:
                for turn in range(bisect_left(pile, first, key=_DAY), bisect_right(pile, end, key=_DAY)):
                    found[pile[turn][1]] = None
                    if len(found) > MANY:
                        return list(found)
        return list(found)


def _fits(description: Description, draft: Draft) -> bool:
    """Whether a description can be of the document that a draft's founders tell of."""
    first = draft.founders[0]
    return (
        not (description.own and draft.own)
        and not _is_of_another_file(description, draft)
        and types_agree(description.key, first.key)
        and places_agree(description.key.place, first.key.place)
        and (bool(year_in(description.key.number)) or any(_can_be_of(description, date) for date in draft.dates))
        and not _is_of_another_title(description, draft)
    )


def _is_of_another_file(description: Description, draft: Draft) -> bool:
    """Whether two files give a number of which neither tells whose it is, nor the province: "Giấy ủy quyền số 05/GUQ"
    is anybody's."""
    first = draft.founders[0]
    if description.key.place is not None or first.key.place is not None or description.scope == first.scope:
        return False
    return description.near is None or description.near != first.near


def _is_of_another_title(description: Description, draft: Draft) -> bool:
    """Whether a title contradicts all that the founders of a draft tell. Where neither the mention nor its file tells a
    day, nor the number a year, it may be any year's: what is not surely a title is enough, and a founder's silence says
    nothing."""
    titles = draft.titles - {None} if description.is_anytime or description.tells_title else draft.titles
    return bool(titles) and all(contradict(description.title, title) for title in titles)


def _can_be_of(description: Description, date: str | None) -> bool:
    """Whether a document of this date can be meant: it agrees with the date given, is not of the future, and where the
    number lacks the year that it should bear, not of years before the text's: "86/TT-BTC" on a page of 2026 is no
    circular of 2024."""
    day = description.as_of
    if day and date and description.is_anytime and description.key.type in _BEARS_YEAR:
        too_old = _YEARS_BORNE <= date[:4] < str(int(day[:4]) - _RECENT)
        return not too_old and date[: len(day)] <= day
    return dates_agree(description.key.date, date) and (day is None or date is None or date[: len(day)] <= day)


def _narrowed(description: Description, fitting: list[Draft]) -> list[Draft]:
    """Of several that fit, the only one of the very day, else of the same title."""
    if len(fitting) < 2:
        return fitting
    of_day = [draft for draft in fitting if is_day(description.key.date) and description.key.date in draft.dates]
    if len(of_day) == 1 or not description.title:
        return of_day if len(of_day) == 1 else fitting
    same = [draft for draft in fitting if any(alike(description.title, title) for title in draft.titles)]
    return same if len(same) == 1 else fitting


def _found(descriptions: Iterable[Description], *, complete: bool, apart: bool) -> list[Draft]:
    """New documents out of descriptions that say equally much and fit no document yet; ``apart``: those of two days are
    two."""
    groups: dict[tuple[object, ...], list[Description]] = defaultdict(list)
    for description in descriptions:
        key = description.key
        kind = law_kind(key.type) if key.number is None or leaves_type_open(key.number) else None
        when = key.year if complete or year_in(key.number) else key.date
        file = (None, False) if complete else (description.scope, description.own)
        groups[key.place, kind, when, *file].append(description)
    drafts = []
    for group in groups.values():
        parts = _entries(group, apart=apart) if complete else _by_title(group)
        for part in parts:
            title = min((one.title for one in part if one.title), default="") if len(parts) > 1 else ""
            file_mark = "" if complete or part[0].scope is None else f"{part[0].scope}{' own' * part[0].own}"
            drafts.append(Draft(part, "key" if complete else "partial", " ".join(filter(None, (file_mark, title)))))
    return drafts


def _entries(group: Sequence[Description], *, apart: bool) -> list[list[Description]]:
    """The entries of one book of one year: days are slips of each other, unless their titles share nothing."""
    days: dict[str | None, list[Description]] = defaultdict(list)
    for description in group:
        days[None if year_in(description.key.number) and not apart else description.key.date].append(description)
    if apart:
        return [[one for day in part for one in day] for part in components(days.values(), _share_words)]
    entries = [(day, Titles(one.title for one in day if one.title)) for day in days.values()]
    parts = components(entries, _one_entry)
    return [[description for day, _ in part for description in day] for part in parts]


def _share_words(one: Sequence[Description], other: Sequence[Description]) -> bool:
    return not own_words(one).isdisjoint(own_words(other))


def _one_entry(one: tuple[Sequence[Description], Titles], other: tuple[Sequence[Description], Titles]) -> bool:
    (first, titles), (second, others) = one, other
    told = titles and others
    return same_register(first[0].key, second[0].key) and not (told and not any(map(others.agree_with, titles)))


def _by_title(group: Sequence[Description]) -> list[list[Description]]:
    """What says equally little: one document, unless titles contradict each other; then the untitled stand apart."""
    untitled = [description for description in group if not description.title]
    parts = components([description for description in group if description.title], _alike)
    return [[*parts[0], *untitled]] if len(parts) == 1 else [part for part in (*parts, untitled) if part]


def _alike(one: Description, other: Description) -> bool:
    return not contradict(one.title, other.title)
