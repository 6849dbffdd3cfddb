"""What is not known of a document, told apart: no end known, seen, in force in a part; and how much was looked at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest
from made_facts import change, committee

from extract.records import Period
from kg.identity.keys import Key
from kg.law.facts import Change, Effect, Fact, Sighting
from kg.law.own_facts import described
from kg.law.register import Register, load_register
from kg.law.status import status
from kg.law.verdicts import end_may_be_missing, worded

BASED, NAMED = (
    Sighting(Key("NĐ", "1/2001/NĐ-CP"), role, day, "Quyết định 2/QĐ-UBND", "S")  # type: ignore[arg-type]
    for role, day in (("basis", "2025-11-21"), ("named", "2025-11"))
)
DAYLESS = Change("supersedes", "whole", Key("NĐ", "2/2005/NĐ-CP"), Key("NĐ", "1/2001/NĐ-CP"), None, "made up", "V")
EXISTS = Effect(Key("NĐ", "1/2001/NĐ-CP"), None, None, "a", "V")


@pytest.mark.parametrize(
    ("key", "facts", "kind"),
    [
        (Key("NĐ", "1/2001/NĐ-CP"), [], "not_in_register"),
        (Key("NĐ", "1/2001/NĐ-CP"), [EXISTS], "no_end_known"),
        (Key("NĐ", "1/2001/NĐ-CP"), [NAMED], "no_end_known"),
        (Key("NĐ", "1/2001/NĐ-CP"), [NAMED, EXISTS, BASED], "relied_on"),
        (Key("NĐ", "1/2001/NĐ-CP"), [DAYLESS], "end_without_day"),
        (Key("NĐ", "1/2001/NĐ-CP"), [replace(EXISTS, effective=date(2001, m, 1)) for m in (5, 6)], "contradicted"),
        (Key("BC", "12/BC-UBND", "2025-03-01"), [], "no_force"),
        (Key("CV", "61/UBND-VX", "2024-05-01", committee("district", "huyện Văn Quan")), [], "no_force"),
        (Key("VBHN", "26/VBHN-VPQH", "2025-12-16"), [], "no_force"),
        (Key("CT", "33/CT-TTg"), None, "several"),
        (Key("NĐ", "1/2001/NĐ-CP"), [replace(EXISTS, effective=date(2001, 5, 1)), BASED], None),
    ],
)
def test_what_is_not_known_is_told_apart(key: Key, facts: Sequence[Fact] | None, kind: str | None) -> None:
    """By some facts, or by all that come along (None)."""
    verdict = status(key, date(2026, 11, 1), load_register() if facts is None else Register(facts))
    assert verdict.kind == kind
    assert (verdict.value == "unknown") == (kind is not None)
    for language in ("en", "vi"):
        said = worded(verdict.value, verdict.kind, language)  # type: ignore[arg-type]
        assert kind is None or said.startswith(("unknown: ", "not judged: ", "chưa rõ: ", "không xét: "))


def test_what_was_seen_is_told_the_basis_before_the_mention() -> None:
    verdict = status(Key("NĐ", "1/2001/NĐ-CP"), date(2026, 11, 1), Register([NAMED, BASED]))
    assert [reason.phrase for reason in verdict.reasons] == ["not_in_register", "seen_basis"]
    assert "2025-11-21" in verdict.reasons[1].text()


def test_where_alone_an_act_is_in_force_is_told_while_it_is() -> None:
    key = Key("NQ", "1/2041/QH17")
    effect = Effect(key, date(2041, 5, 1), date(2046, 4, 30), "a", "V", area="tỉnh Nghệ An; tỉnh Thanh Hóa")
    said = {
        year: [reason.text() for reason in status(key, date(year, 6, 1), Register([effect])).reasons]
        for year in (2042, 2047)
    }
    assert any("a part of the country alone: tỉnh Nghệ An; tỉnh Thanh Hóa" in reason for reason in said[2042])
    assert "a part of the country alone: tỉnh Nghệ An" in described(effect, "en")
    assert not any("Nghệ An" in reason for reason in said[2047])


def test_a_change_is_no_surer_than_the_day_it_takes_from_another_row() -> None:
    """Only what was read in an act may raise an error."""
    later = Effect(Key("NĐ", "2/2005/NĐ-CP"), date(2005, 5, 1), None, "a", "S")
    key, day = Key("NĐ", "1/2001/NĐ-CP"), date(2007, 1, 1)
    verdict = status(key, day, Register([DAYLESS, later]))
    assert (verdict.value, verdict.mark) == ("superseded", "S")
    assert status(key, day, Register([DAYLESS, replace(later, mark="V")])).mark == "V"
    whole = replace(change("repeals", "2/2005/NĐ-CP", "1/2001/NĐ-CP"), mark="S")
    assert status(key, day, Register([whole, change("repeals", "3/2005/NĐ-CP", "1/2001/NĐ-CP")])).mark == "V"


def decree(serial: int, year: int) -> Effect:
    return Effect(Key("NĐ", f"{serial}/{year}/NĐ-CP", f"{year}-03-01"), date(year, 5, 1), None, "công báo", "V")


@pytest.mark.parametrize(
    ("read", "phrase", "counted", "day"),
    [
        # nine of ten of the acts that could have ended it
        ({2024: range(1, 11), 2025: range(2, 11)}, "looked_until", (19, 20), "2025-03-01"),
        ({2024: range(4, 11), 2025: range(1, 11)}, "looked_little", (17, 20), "2025-03-01"),
        # the last year is not read yet: no end among all acts up to the end of the one before
        ({2024: range(1, 11), 2025: range(9, 11)}, "looked_until", (10, 10), "2024-12-31"),
        # a year of which nothing was read, however few acts it had; one of which less than half was
        ({2023: range(1, 60), 2025: range(1, 3)}, "looked_little", (61, 61), "2025-03-01"),
        ({2023: range(7, 11), 2024: range(1, 90), 2025: range(1, 90)}, "looked_little", (182, 188), "2025-03-01"),
    ],
)
def test_no_end_is_told_of_all_acts_only_where_nearly_all_that_could_end_it_were_read(
    read: dict[int, range], phrase: str, counted: tuple[int, int], day: str
) -> None:
    facts = [decree(serial, year) for year, serials in read.items() for serial in serials]
    verdict = status(Key("NĐ", f"10/{min(read)}/NĐ-CP"), date(2025, 12, 1), Register(facts))
    assert verdict.value == "in_force"
    assert verdict.looked is not None
    assert (verdict.looked.phrase, dict(verdict.looked.values)["day"]) == (phrase, day)
    assert verdict.covered is not None
    assert (verdict.covered.read, verdict.covered.of, verdict.covered.enough) == (*counted, phrase == "looked_until")
    assert f"{counted[0]} " in verdict.looked.text("en")
    assert str(counted[1]) in verdict.looked.text("vi")


def test_what_a_law_ends_is_measured_by_laws_and_a_local_act_by_nothing() -> None:
    register, day = load_register(), date(2026, 11, 1)
    verdicts = [status(key, day, register) for key in (Key("LUAT", "117/2025/QH15"), Key("PL", "02/2020/UBTVQH14"))]
    assert [one.covered.family for one in verdicts if one.covered is not None] == ["Luật QH", "Luật QH"]
    until = Period("2026-01-01", "2026-12-31")
    plan = Key("KH", "61/KH-UBND", "2026-02-26", committee("province", "tỉnh Lạng Sơn"))
    verdict = status(plan, date(2026, 5, 25), register, period=until)
    assert (verdict.value, verdict.covered) == ("in_force", None)
    assert "how many" in str(verdict.looked.text() if verdict.looked else "")


def test_of_an_amended_act_that_still_stands_an_end_may_be_missing_like_of_one_in_force() -> None:
    key, day = Key("NĐ", "5/2023/NĐ-CP"), date(2025, 12, 1)
    read = [decree(one, 2023) for one in range(1, 9)] + [decree(one, 2025) for one in range(1, 30, 3)]
    facts = [*read, change("amends", "7/2025/NĐ-CP", "5/2023/NĐ-CP")]
    of = {name: status(key, day, Register(all_of)) for name, all_of in (("in_force", read), ("amended", facts))}
    for value, verdict in of.items():
        phrases = [reason.phrase for reason in verdict.reasons]
        assert verdict.value == value
        assert phrases[phrases.index("in_force_since") + 1] == "looked_little"
        assert verdict.covered == of["in_force"].covered is not None
        assert end_may_be_missing(verdict.value, verdict.reasons)
    ended = status(key, day, Register([*facts, change("supersedes", "10/2025/NĐ-CP", "5/2023/NĐ-CP")]))
    assert (ended.value, ended.looked) == ("superseded", None)
    assert not end_may_be_missing(ended.value, ended.reasons)
