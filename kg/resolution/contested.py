"""Numbers that two documents bear, and numbers beside another's day, title or name: slips, of which nothing tells."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

from kg.identity.keys import NAMED_TYPES, Key, is_day, types_agree
from kg.identity.law_names import amends, law_kind, other_laws
from kg.identity.naming import leaves_type_open, year_in
from kg.identity.one_step import day_step
from kg.identity.titles import pairs
from kg.law.misnamed import is_day_of_another
from kg.law.register import load_register
from kg.resolution.descriptions import FEW, Description

_MOST_DAYS = 12
"""Days told of a number above which they tell nothing."""


def twins(said: Iterable[Description], weights: Mapping[Description, int]) -> frozenset[Description]:
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
    words = {day: own_words(some) for day, some in told.items()}
    twins: set[Description] = set()
    for day, other in combinations(told, 2):
        some, others = told[day], told[other]
        one_type = bool(some and others) and types_agree(some[0].key, others[0].key)
        if one_type and words[day] and words[other] and words[day].isdisjoint(words[other]):
            twins.update(some, others)
    return frozenset(twins)


def numbers_of_others(said: Iterable[Description], weights: Mapping[Description, int]) -> frozenset[Description]:
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
        its = frozenset().union(*(own_words(book[day]) for day in known))
        near = known | {one.effective for day in known for one in book[day] if one.effective}
        for day, some in book.items():
            words = own_words(some)
            unlike = words and its and words.isdisjoint(its)
            silent = not any(one.title or one.own for one in some) and not any(_is_near(day, one) for one in near)
            otherwise = day not in known and (sure or FEW * told[day] <= most)
            if otherwise and (unlike or (silent and is_day_of_another(some[0].key, load_register()))):
                found.update(some)
    return frozenset(found)


def _is_near(day: str, other: str) -> bool:
    return day == other or day_step(day, other) is not None


def own_words(said: Iterable[Description]) -> frozenset[tuple[str, str]]:
    return frozenset().union(*(pairs(one.title) for one in said if one.title))


def is_misnamed(description: Description, known: Sequence[Key]) -> bool:
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
