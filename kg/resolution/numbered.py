"""Documents by number, place and date; and by any name that is neither a law's nor a congress's."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import combinations
from operator import itemgetter
from types import MappingProxyType

from kg.identity.keys import (
    ANY_TYPE,
    NAMED_TYPES,
    UNITS_NEEDED,
    Key,
    dates_agree,
    is_day,
    places_agree,
    same_register,
    types_agree,
)
from kg.identity.law_names import amends, law_kind, other_laws
from kg.identity.naming import leaves_type_open, year_in
from kg.identity.one_step import day_step
from kg.identity.titles import Titles, alike, contradict, pairs
from kg.law.misnamed import is_day_of_another
from kg.law.register import load_register
from kg.resolution.descriptions import FEW, Description
from kg.resolution.drafts import Draft, Drafts, components
from ontology import types_with

MANY = 100
"""Documents of one number that a mention could mean above which it tells nothing of which is meant."""

_MOST_DAYS = 12
"""Days told of a number above which they tell nothing."""

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
    known = _twins(said, weights)
    others, misnamed = _numbers_of_others(said, weights) - known, list[Description]()
    for description in said:
        if description in others:
            continue
        if _is_misnamed(description, names):
            misnamed.append(description)
        else:
            ranks[_FIRST if description in known else rank(description)].append(description)
    for level in sorted(ranks):
        choices: dict[Description, Sequence[Draft]] = {}
        for one in ranks[level]:
            near = shelf.near(one) if level > FULL or (known and level == FULL) else ()
            if near is not None:
                choices[one] = _narrowed(one, [draft for draft in near if _fits(one, draft)])
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


def _twins(said: Iterable[Description], weights: Mapping[Description, int]) -> frozenset[Description]:
    """What tells of central documents of one number, whose year it bears, where these are two: of two days, each told
    by the register, by a letterhead or by a few sources, and of titles that share nothing.

    02/2025/NĐ-CP is of 1 January and of 18 February 2025: decrees on the police and the army have books of their own.
    """
    days: dict[str, list[Description]] = defaultdict(list)
    for one in said:
        key = one.key
        if key.place == () and is_day(key.date) and year_in(key.number) == str(key.date)[:4]:
            days[str(key.date)].append(one)
    told = {
        day: [one for one in some if one.tells_title]
        for day, some in days.items()
        if any(one.own or one.registered for one in some) or sum(weights.get(one, 1) for one in some) >= FEW
    }
    if not 1 < len(told) <= _MOST_DAYS:
        return frozenset()
    words = {day: _own_words(some) for day, some in told.items()}
    twins: set[Description] = set()
    for day, other in combinations(told, 2):
        some, others = told[day], told[other]
        one_type = bool(some and others) and types_agree(some[0].key, others[0].key)
        if one_type and words[day] and words[other] and words[day].isdisjoint(words[other]):
            twins.update(some, others)
    return frozenset(twins)


def _numbers_of_others(said: Iterable[Description], weights: Mapping[Description, int]) -> frozenset[Description]:
    """What gives a number that bears its year with another day than all that know it, and with a title that has nothing
    of theirs, or with no title and a day that is that of a number a step away: somebody's slip, and which number is
    meant nothing tells. Of a law, its name does.

    "Nghị định số 163/2024/NĐ-CP ngày 26/12/2024 ... Luật Đường bộ" is no decree on telecommunications of the 24th.
    """
    days: dict[tuple[object, ...], dict[str, list[Description]]] = defaultdict(lambda: defaultdict(list))
    for one in said:
        if one.key.place is not None and is_day(one.key.date) and year_in(one.key.number) and one.key.name is None:
            kind = law_kind(one.key.type) if leaves_type_open(str(one.key.number)) else None
            days[one.key.place, kind][str(one.key.date)].append(one)
    found: set[Description] = set()
    for book in days.values():
        told = {day: sum(weights.get(one, 1) for one in some) for day, some in book.items()}
        sure = {day for day, some in book.items() if any(one.own or one.registered for one in some)}
        most = max(told.values())
        known = sure or {day for day, count in told.items() if count == most}
        its = frozenset().union(*(_own_words(book[day]) for day in known))
        near = known | {one.effective for day in known for one in book[day] if one.effective}
        for day, some in book.items():
            words = _own_words(some)
            unlike = words and its and words.isdisjoint(its)
            silent = not any(one.title or one.own for one in some) and not any(_is_near(day, one) for one in near)
            otherwise = day not in known and (sure or FEW * told[day] <= most)
            if otherwise and (unlike or (silent and is_day_of_another(some[0].key, load_register()))):
                found.update(some)
    return frozenset(found)


def _is_near(day: str, other: str) -> bool:
    return day == other or day_step(day, other) is not None


def _own_words(said: Iterable[Description]) -> frozenset[tuple[str, str]]:
    return frozenset().union(*(pairs(one.title) for one in said if one.title))


def _is_misnamed(description: Description, known: Sequence[Key]) -> bool:
    """Whether a mention gives a law's number and, before it, another law's name than the register knows it by: one of
    the two is a slip, and nothing says which. So it is with a law that amends others and the number of one of these,
    which may stand within its name.

    What only follows the number may be anything.
    """
    key = description.key
    if (
        key.name is None
        or key.type not in NAMED_TYPES
        or description.title
        or description.own
        or description.registered
    ):
        return False
    names = [str(one.name) for one in known if types_agree(key, one)]
    return bool(names) and all(other_laws(key.name, name) or (amends(key.name) and not amends(name)) for name in names)


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
    return not _own_words(one).isdisjoint(_own_words(other))


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
