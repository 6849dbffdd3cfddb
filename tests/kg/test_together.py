"""What is said of one document in several places: the groups, and that thousands of days cost no comparison."""

from __future__ import annotations

import random

from kg.identity.keys import Key, compatible
from kg.identity.together import telling_day, together

DAYS = [None, "2024", "2025", "2024-05", "2024-06", "2024-05-01", "2024-05-02", "2025-06-01"]
CONGRESS = "Nghị quyết Đại hội đại biểu toàn quốc lần thứ XIII của Đảng"


def grouped(keys: list[Key]) -> list[list[Key]]:
    """Each with the first that it may be one with, all compared with all."""
    found: list[list[Key]] = []
    for key in keys:
        same = next((group for group in found if compatible(group[0], key)), None)
        if same is None:
            found.append([key])
        else:
            same.append(key)
    return found


def test_the_groups_are_those_of_comparing_all_with_all() -> None:
    chance = random.Random(5)
    kinds = [Key("QĐ", "5/QĐ-UBND"), Key("KH", "5/KH-UBND"), Key("NQ", name=CONGRESS), Key("LUAT", name="Luật Giá")]
    for _ in range(200):
        some = [chance.choice(kinds) for _ in range(12)]
        keys = [Key(one.type, one.number, chance.choice(DAYS), None, one.name) for one in some]
        assert together(keys, lambda key: key.block, compatible, telling_day) == grouped(keys)


def test_days_that_contradict_each_other_are_not_compared() -> None:
    compared = 0

    def alike(one: Key, other: Key) -> bool:
        nonlocal compared
        compared += 1
        return compatible(one, other)

    days = [
        f"{year}-{month:02}-{day:02}" for year in range(1990, 2000) for month in range(1, 13) for day in range(1, 18)
    ]
    keys = [Key("QĐ", "5/QĐ-UBND", day) for day in days] * 2
    found = together(keys, lambda key: key.block, alike, telling_day)
    assert [len(group) for group in found] == [2] * len(days)
    assert compared == len(days)
