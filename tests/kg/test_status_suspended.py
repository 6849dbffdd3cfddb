"""Status of what an act changed that is suspended itself: whether the change holds, nothing may tell."""

from __future__ import annotations

from datetime import date

import pytest
from made_facts import chain, change

from kg.identity.keys import Key
from kg.law.facts import Effect
from kg.law.register import Register
from kg.law.status import status


@pytest.mark.parametrize(
    ("suspended", "day", "value"),
    [
        ("3/2005/NĐ-CP", date(2005, 5, 31), "in_force"),
        ("3/2005/NĐ-CP", date(2005, 6, 1), "unknown"),
        ("3/2006/NĐ-CP", date(2005, 7, 1), "superseded"),
        ("3/2006/NĐ-CP", date(2006, 6, 1), "superseded"),  # when it was suspended, it had long replaced the earlier one
    ],
)
def test_what_a_suspended_act_replaced_shortly_before_may_hold_again(suspended: str, day: date, value: str) -> None:
    register = Register([*chain("1/2001/NĐ-CP", "2/2005/NĐ-CP").facts, change("suspends", suspended, "2/2005/NĐ-CP")])
    verdict = status(Key("NĐ", "1/2001/NĐ-CP"), day, register)
    assert verdict.value == value
    assert (verdict.reasons[0].phrase == "ended_by_suspended") == (day == date(2005, 6, 1))


@pytest.mark.parametrize(("relation", "changed"), [("repeals", "partly_repealed"), ("amends", "amended")])
@pytest.mark.parametrize(
    ("suspended", "day", "holds"),
    [
        ("3/2005/NĐ-CP", date(2005, 6, 1), False),
        ("3/2006/NĐ-CP", date(2005, 7, 1), True),
        ("3/2006/NĐ-CP", date(2006, 6, 1), True),  # when it was suspended, it had long changed the earlier one
    ],
)
def test_what_a_suspended_act_changed_shortly_before_is_not_told_as_changed(
    relation: str, changed: str, suspended: str, day: date, *, holds: bool
) -> None:
    register = Register(
        [
            Effect(Key("NĐ", "1/2001/NĐ-CP"), date(2001, 5, 1), None, "a", "V"),
            change(relation, "2/2005/NĐ-CP", "1/2001/NĐ-CP", scope="part"),
            change("suspends", suspended, "2/2005/NĐ-CP"),
        ]
    )
    verdict = status(Key("NĐ", "1/2001/NĐ-CP"), day, register)
    assert verdict.value == (changed if holds else "in_force")
    assert ("changed_by_suspended" in {reason.phrase for reason in verdict.reasons}) != holds
