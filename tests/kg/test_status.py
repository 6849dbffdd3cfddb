"""Status on a day: a table of real cases, chains, circles, contradictions, periods, congresses, issuers that ended."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_facts import chain, change, committee

from extract import extract
from extract.records import Body, Period
from kg.answers.corpus import Papers
from kg.answers.stated import with_all_stated
from kg.identity.keys import Key
from kg.law.facts import Change, Effect
from kg.law.register import Register, load_register
from kg.law.status import identify, status, turns
from kg.law.verdicts import Verdict
from kg.wording import citation_line

CENTRAL = Body("Quốc hội", "quoc-hoi", "central")


def law(name: str, day: str | None = None) -> Key:
    return Key("LUAT", None, day, CENTRAL, name)


def congress(name: str, issuer: Body | None = None) -> Key:
    return Key("NQ", None, None, issuer, name)


LANG_SON = Body("Đại hội Đảng bộ tỉnh Lạng Sơn", "dai-hoi-dang-bo", "province", "tỉnh Lạng Sơn", "tỉnh Lạng Sơn")
XIII = congress("Nghị quyết Đại hội đại biểu toàn quốc lần thứ XIII của Đảng")
XIV = congress("Nghị quyết Đại hội đại biểu lần thứ XIV của Đảng")
XVII = congress("Nghị quyết Đại hội Đảng bộ tỉnh lần thứ XVII", LANG_SON)

CASES = [
    # a law between adoption and effect, in force, amended; by name and number alike
    (law("Luật Thực hiện dân chủ ở cơ sở", "2022-11-10"), "2023-06-30", "not_yet_in_force"),
    (law("Luật Thực hiện dân chủ ở cơ sở", "2022-11-10"), "2023-07-01", "in_force"),
    (law("Luật Thực hiện dân chủ ở cơ sở", "2022-11-10"), "2025-07-01", "amended"),
    (Key("LUAT", "10/2022/QH15"), "2023-07-01", "in_force"),
    # a law by its day of effect instead of its date
    (law("Luật Thực hiện dân chủ ở cơ sở", "2023-07-01"), "2024-01-01", "in_force"),
    # superseded from the day of effect of the later law on, not from its adoption
    (Key("LUAT", "03/2011/QH13"), "2018-12-31", "in_force"),
    (Key("LUAT", "03/2011/QH13"), "2019-01-01", "superseded"),
    (Key("PL", "34/2007/PL-UBTVQH11", "2007-04-20"), "2014-03-03", "in_force"),
    (Key("PL", "34/2007/PL-UBTVQH11", "2007-04-20"), "2024-03-03", "superseded"),
    # the undated name means the law that stands on that day
    (law("Luật Tố cáo"), "2015-05-05", "in_force"),
    (law("Luật Tố cáo"), "2020-05-05", "in_force"),
    (law("Luật Tố cáo", "2011"), "2020-05-05", "superseded"),
    # what memory gets wrong: 59/2023 did not end 04/2015
    (Key("NĐ", "04/2015/NĐ-CP"), "2024-12-31", "in_force"),
    (Key("NĐ", "04/2015/NĐ-CP"), "2025-12-30", "repealed"),
    # one number, two documents
    (Key("QyĐ", "124-QĐ/TW", "2023-10-04"), "2025-08-29", "unknown"),
    (Key("QyĐ", "124-QĐ/TW", "2023-10-04"), "2025-08-30", "superseded"),
    (Key("QĐ", "124-QĐ/TW", "2018-02-02"), "2026-05-25", "unknown"),
    (Key("QyĐ", "124-QĐ/TW"), "2026-05-25", "unknown"),
    (Key("QyĐ", "11-QĐ/TW", "2019-02-18"), "2025-11-22", "in_force"),
    (Key("QyĐ", "11-QĐ/TW", "2019-02-18"), "2025-11-23", "amended"),
    # congresses
    (XIII, "2026-01-22", "in_force"),
    (XIII, "2026-01-23", "lapsed"),
    (XIV, "2026-05-25", "in_force"),
    (XVII, "2025-09-25", "unknown"),
    (XVII, "2025-09-26", "lapsed"),
    (congress("Nghị quyết Đại hội Đảng bộ tỉnh lần thứ XVII"), "2026-05-25", "unknown"),  # whose province?
    # issuers
    (Key("KH", "69/KH-UBND", "2024-02-26", committee("district", "huyện Văn Quan")), "2025-06-30", "unknown"),
    (Key("KH", "69/KH-UBND", "2024-02-26", committee("district", "huyện Văn Quan")), "2025-07-01", "issuer_abolished"),
    (Key("KH", "17/KH-UBND", "2024-01-29", committee("commune", "xã Tú Xuyên")), "2025-07-01", "issuer_abolished"),
    (Key("KH", "17/KH-UBND", "2024-01-29", committee("commune", "xã Đình Lập")), "2025-07-01", "unknown"),
    (Key("KH", "1/KH-UBND", "2024-01-29", committee("province", "tỉnh Hải Dương", "tỉnh Hải Dương")), "2025-07-01",
     "issuer_abolished"),
    # not known
    (Key("CT", "33/CT-TTg", "2021-11-26"), "2026-05-25", "unknown"),
    (Key("KH", "316/KH-UBND", "2025-12-09", committee("province", "tỉnh Lạng Sơn")), "2026-05-25", "unknown"),
    (Key("KH", "316/KH-UBND", "2026-12-09", committee("province", "tỉnh Lạng Sơn")), "2026-05-25", "not_yet_in_force"),
]  # fmt: skip


@pytest.mark.parametrize(("key", "day", "value"), CASES, ids=lambda case: case if isinstance(case, str) else "")
def test_status(key: Key, day: str, value: str) -> None:
    verdict = status(key, date.fromisoformat(day), load_register())
    assert verdict.value == value, [reason.text() for reason in verdict.reasons]
    assert verdict.reasons
    assert all(reason.text("vi") and reason.text("en") for reason in verdict.reasons)


@pytest.mark.parametrize(("code", "name", "day", "meant"), [
    # until the next one of its name takes effect, which is not the day on which that one was adopted
    ("LUAT", "Luật Đất đai", "2002-03-01", "1993-07-14"),
    ("LUAT", "Luật Đất đai", "2014-03-01", "13/2003/QH11"),
    ("LUAT", "Luật Đất đai", "2014-09-01", "45/2013/QH13"),
    ("LUAT", "Luật Đất đai", "2024-03-01", "45/2013/QH13"),
    ("LUAT", "Luật Đất đai", "2024-08-01", "31/2024/QH15"),
    ("LUAT", "Luật Ban hành văn bản quy phạm pháp luật", "2016-05-14", "17/2008/QH12"),
    ("LUAT", "Luật Ban hành văn bản quy phạm pháp luật", "2016-09-14", "80/2015/QH13"),
    ("BLUAT", "Bộ luật Lao động", "2013-05-10", "10/2012/QH13"),
    ("LUAT", "Luật Nhà ở", "2024-03-01", "65/2014/QH13"),
    ("LUAT", "Luật Đầu tư công", "2024-12-15", "39/2019/QH14"),
    ("LUAT", "Luật Bảo vệ môi trường", "2009-01-01", "52/2005/QH11"),
    ("LUAT", "Luật Bảo hiểm xã hội", "2024-09-01", "58/2014/QH13"),
    ("HP", "Hiến pháp", "2013-12-31", "1992-04-15"),
    ("HP", "Hiến pháp", "2014-01-01", "2013-11-28"),
])  # fmt: skip
def test_a_bare_name_means_the_law_of_the_day(code: str, name: str, day: str, meant: str) -> None:
    entry, reading = identify(Key(code, issuer=CENTRAL, name=name), date.fromisoformat(day), load_register())
    assert entry is not None
    assert reading is not None
    assert (meant in (entry.key.number, entry.key.date), reading.phrase) == (True, "read_as")


def test_which_of_two_laws_is_that_of_the_day_is_not_guessed() -> None:
    """The younger one was just adopted, and no text at hand says from when it counts."""
    old, new = Key("LUAT", "45/2013/QH13", "2013-11-29", CENTRAL, "Luật Chợ"), law("Luật Chợ", "2024-01-18")
    facts = [Effect(old, date(2014, 7, 1), None, "test", "V"), Effect(new, None, None, "test", "V")]
    assert status(law("Luật Chợ"), date(2024, 3, 1), Register(facts)).kind == "several"
    facts[1] = replace(facts[1], effective=date(2024, 8, 1))
    assert status(law("Luật Chợ"), date(2024, 3, 1), Register(facts)).document == old


def test_a_law_with_a_number_is_no_namesake_without_one() -> None:
    verdict = status(
        Key("LUAT", "01/2002/QH11", None, CENTRAL, "Luật Ngân sách nhà nước"), date(2020, 1, 1), load_register()
    )
    assert (verdict.value, verdict.document and verdict.document.number) == ("superseded", "01/2002/QH11")


def test_a_law_that_amends_is_not_ended_by_the_next_that_amends_the_same() -> None:
    assert status(Key("LUAT", "46/2014/QH13"), date(2026, 1, 1), load_register()).value == "in_force"


@pytest.mark.parametrize(
    ("type_code", "start", "end", "day", "value"),
    [
        ("QĐ", "2025-07-01", "2025-12-31", "2025-12-31", "in_force"),
        ("QĐ", "2025-07-01", "2025-12-31", "2026-01-01", "lapsed"),
        ("NQ", "2020-01-01", "2025-12-31", "2024-03-01", "in_force"),
        ("ĐA", "2025-01-01", None, "2040-01-01", "unknown"),
        ("BC", "2025-01-01", "2025-12-31", "2026-01-01", "unknown"),
    ],
)
def test_periods(type_code: str, start: str, end: str | None, day: str, value: str) -> None:
    """A period ends with its last day; an open one never; a report's is what it tells of."""
    key = Key(type_code, "5/X-UBND", start)
    verdict = status(key, date.fromisoformat(day), load_register(), period=Period(start, end))
    assert verdict.value == value


@pytest.mark.parametrize(
    ("title", "day", "value"),
    [
        ("chuyển đổi số đến năm 2025, định hướng đến năm 2030", "2025-12-31", "in_force"),
        ("chuyển đổi số đến năm 2025, định hướng đến năm 2030", "2026-01-01", "unknown"),
        ("chuyển đổi số đến năm 2025, định hướng đến năm 2030", "2031-01-01", "lapsed"),
        ("công nhận kết quả rà soát hộ nghèo năm 2025", "2026-01-01", "unknown"),
        ("chuyển đổi số năm 2025", "2026-01-01", "lapsed"),
    ],
)
def test_a_title_that_looks_past_its_period(title: str, day: str, value: str) -> None:
    """It looks further ahead, or back on its time: then the end of the period is not the document's."""
    key, period = Key("QĐ", "5/QĐ-UBND", "2025-02-01"), Period("2025-01-01", "2025-12-31")
    assert status(key, date.fromisoformat(day), load_register(), period=period, title=title).value == value


def test_a_stated_end_outweighs_a_period_that_runs() -> None:
    old = Key("KH", "1/KH-UBND", "2026-01-05", committee("commune", "xã Đình Lập"))
    new = Key("KH", "9/KH-UBND", "2026-03-05", committee("commune", "xã Đình Lập"))
    register = Register([Change("supersedes", "whole", new, old, None, "its text", "V")])
    period = Period("2026-01-01", "2026-12-31")
    days = (date(2026, 2, 1), date(2026, 4, 1))
    assert [status(old, day, register, period=period).value for day in days] == ["in_force", "superseded"]


@pytest.mark.parametrize(
    ("kind", "number", "since"),
    [
        ("QĐ", "9/QĐ-UBND", "2026-03-05"),
        ("KH", "9/KH-UBND", "2026-03-05"),
        ("QĐ", "9/2026/QĐ-UBND", None),  # lays down rules of law, which never hold at once unless they say so
        ("TT", "9/2026/TT-BNV", None),
        ("CV", "9/UBND-NC", None),
    ],
)
def test_a_change_without_a_day_holds_from_the_signing_of_what_lays_down_no_rules_of_law(
    kind: str, number: str, since: str | None
) -> None:
    old, new = Key("QĐ", "1/QĐ-UBND", "2024-01-05"), Key(kind, number, "2026-03-05")
    verdict = status(old, date(2026, 4, 1), Register([Change("supersedes", "whole", new, old, None, "its text", "V")]))
    assert verdict.value == ("superseded" if since else "unknown")
    assert (verdict.mark == "S", verdict.since_inferred) == (bool(since), bool(since))
    assert str(verdict.since) == str(since)
    assert ("suy ra" in verdict.brief("vi"), "suy ra" in verdict.reasons[0].text("vi")) == (bool(since), bool(since))


def test_a_time_before_the_document_is_its_subject() -> None:
    """A resolution of 1998 on houses "trước năm 1991" did not lapse in 1991, nor a decree by a law's year."""
    past = Key("NQ", "58/1998/NQ-UBTVQH10", "1998-08-20")
    assert status(past, date(2025, 1, 1), Register(), period=Period("1991-01-01", "1991-12-31")).value == "unknown"
    decree = Key("NĐ", "5/2024/NĐ-CP", "2024-04-01")
    assert status(decree, date(2025, 1, 1), Register(), period=Period("2024-01-01", "2024-12-31")).value == "unknown"


def test_a_later_law_of_the_same_name_leaves_the_earlier_one_unknown() -> None:
    """Unless the register says from when it replaced it."""
    old, new = (
        Key("LUAT", "1/2001/QH10", "2001-05-01", CENTRAL, "Luật Thử"),
        Key("LUAT", "2/2010/QH12", "2010-05-01", CENTRAL, "Luật Thử"),
    )
    effects = [Effect(old, date(2002, 1, 1), None, "a", "V"), Effect(new, date(2011, 1, 1), None, "b", "V")]
    assert status(old, date(2010, 12, 31), Register(effects)).value == "in_force"  # till the later one takes effect
    assert status(old, date(2011, 1, 1), Register(effects)).value == "unknown"
    of_no_known_day = Register([effects[0], replace(effects[1], effective=None)])
    for day, value in ((date(2010, 6, 14), "in_force"), (date(2010, 6, 15), "unknown")):  # 45 days after it was passed
        assert status(old, day, of_no_known_day).value == value
    known = Register([*effects, Change("supersedes", "whole", new, old, date(2011, 1, 1), "b", "V")])
    assert status(old, date(2010, 5, 1), known).value == "in_force"
    assert status(old, date(2011, 1, 1), known).value == "superseded"


def test_a_number_means_no_document_of_the_future() -> None:
    """33/CT-TTg without date can be two documents only once the second one was issued."""
    number = Key("CT", "33/CT-TTg")
    before, after = (status(number, day, load_register()).reasons for day in (date(2026, 8, 13), date(2026, 8, 14)))
    assert ["14/8/2026" in reasons[0].text("vi") for reasons in (before, after)] == [False, True]


def test_the_chain_ends_at_the_document_in_force() -> None:
    """A replaced by B replaced by C: on each day the one that stands in A's place is named."""
    register = chain("1/2001/NĐ-CP", "2/2005/NĐ-CP", "3/2010/NĐ-CP")
    first = Key("NĐ", "1/2001/NĐ-CP")

    def after(day: date) -> list[str | None]:
        return [key.number for key in status(first, day, register).successors]

    assert after(date(2004, 1, 1)) == []
    assert after(date(2006, 1, 1)) == ["2/2005/NĐ-CP"]
    assert after(date(2011, 1, 1)) == ["3/2010/NĐ-CP"]


def test_a_chain_that_ends_in_a_repeal_names_nothing() -> None:
    register = Register(
        [*chain("1/2001/NĐ-CP", "2/2005/NĐ-CP").facts, change("repeals", "3/2010/NĐ-CP", "2/2005/NĐ-CP")]
    )
    verdict = status(Key("NĐ", "1/2001/NĐ-CP"), date(2011, 1, 1), register)
    assert (verdict.value, verdict.successors) == ("superseded", ())


def test_a_circle_is_reported_and_not_followed() -> None:
    there, back = ("2/2005/NĐ-CP", "1/2005/NĐ-CP"), ("1/2005/NĐ-CP", "2/2005/NĐ-CP")
    register = Register([change("supersedes", *there), change("supersedes", *back)])
    verdict = status(Key("NĐ", "1/2005/NĐ-CP"), date(2011, 1, 1), register)
    assert (verdict.value, verdict.mark, verdict.successors) == ("unknown", "S", ())
    assert verdict.reasons[0].phrase == "cycle"


def test_two_days_of_effect_contradict_each_other() -> None:
    key = Key("NĐ", "1/2005/NĐ-CP")
    register = Register([Effect(key, date(2005, 5, 1), None, "a", "V"), Effect(key, date(2006, 5, 1), None, "b", "V")])
    verdict = status(key, date(2011, 1, 1), register)
    assert verdict.value == "unknown"
    assert "2005-05-01, 2006-05-01" in verdict.reasons[0].text()
    assert verdict.mark == "S"


def test_partial_repeal_is_no_repeal() -> None:
    register = Register([change("repeals", "2/2005/NĐ-CP", "1/2001/NĐ-CP", scope="part")])
    assert status(Key("NĐ", "1/2001/NĐ-CP"), date(2006, 1, 1), register).value == "partly_repealed"


def test_no_act_ends_itself_whatever_a_text_states() -> None:
    class Stating(Papers):
        def changes(self, touching: Collection[str] | None = None) -> list[Change]:
            return [change("repeals", "2/2005/NĐ-CP", earlier) for earlier in ("1/2001/NĐ-CP", "2/2005/NĐ-CP")]

    register = with_all_stated(Register(), Stating())
    assert status(Key("NĐ", "1/2001/NĐ-CP"), date(2006, 1, 1), register).value == "repealed"
    assert status(Key("NĐ", "2/2005/NĐ-CP"), date(2006, 1, 1), register).value == "unknown"


def test_what_a_text_states_of_an_act_under_another_day_is_of_that_act() -> None:
    decree = Key("NĐ", "9001/2005/NĐ-CP", "2005-02-24", Body("Chính phủ", "chinh-phu", "central"))

    class Stating(Papers):
        def changes(self, touching: Collection[str] | None = None) -> list[Change]:
            misdated = replace(decree, date="2005-03-24")
            later = Key("NĐ", "9002/2006/NĐ-CP", "2006-01-01", decree.issuer)
            return [Change("repeals", "whole", later, misdated, date(2006, 1, 1), "made up", "V")]

    register = with_all_stated(Register([Effect(decree, date(2005, 3, 1), None, "made up", "V")]), Stating())
    assert [entry.key.date for entry in register.lookup(replace(decree, date=None))] == ["2005-02-24"]
    assert status(replace(decree, date=None), date(2006, 1, 1), register).value == "repealed"


@pytest.mark.parametrize(
    ("name", "day", "value"),
    [
        ("quy định về chợ", "2005-03-24", "repealed"),  # the known title bears it out
        (None, "2005-02-24", "repealed"),
        (None, "2005-03-24", "unknown"),  # it may be that the number is wrong and not the day
    ],
)
def test_under_another_day_and_a_title_that_nothing_bears_out_an_act_has_not_ended(
    name: str | None, day: str, value: str
) -> None:
    known = Key("NĐ", "9001/2005/NĐ-CP", "2005-02-24", Body("Chính phủ", "chinh-phu", "central"), name)
    later = Key("NĐ", "9002/2006/NĐ-CP", "2006-01-01", known.issuer)
    register = Register([Change("repeals", "whole", later, known, date(2006, 1, 1), "made up", "V")])
    cited = replace(known, date=day, name=None)
    assert status(cited, date(2007, 1, 1), register, title="quy định về chợ").value == value


@pytest.mark.parametrize(("mark", "value"), [("V", "amended"), ("S", "repealed")])
def test_a_list_of_ends_does_not_end_what_the_act_itself_only_changed(mark: str, value: str) -> None:
    earlier, later = Key("NĐ", "9001/2005/NĐ-CP", "2005-02-24"), Key("NĐ", "9002/2006/NĐ-CP", "2006-01-01")
    known = Change("amends", "part", later, earlier, date(2006, 1, 1), "made up", mark)  # type: ignore[arg-type]

    class Stating(Papers):
        def changes(self, touching: Collection[str] | None = None) -> list[Change]:
            return [Change("repeals", "whole", later, earlier, date(2006, 1, 1), "a list", "S")]

    register = with_all_stated(Register([known]), Stating())
    assert status(earlier, date(2007, 1, 1), register).value == value


def test_a_change_that_reaches_back_is_none_before_it_was_made() -> None:
    changed, changing = Key("NĐ", "5/2031/NĐ-CP", "2031-12-15"), Key("NĐ", "7/2032/NĐ-CP", "2032-04-29")
    facts = [
        Effect(changed, date(2031, 12, 15), None, "made up", "V"),
        Change("amends", "part", changing, changed, None, "made up", "V"),
        Effect(changing, date(2032, 1, 1), None, "made up", "V"),
    ]
    days = (date(2032, 1, 1), date(2032, 4, 28), date(2032, 4, 29))
    assert [status(changed, day, Register(facts)).value for day in days] == ["in_force", "in_force", "amended"]


def test_an_end_on_an_unknown_day_is_unknown() -> None:
    register = Register([change("supersedes", "2/2005/NĐ-CP", "1/2001/NĐ-CP", effective=None)])
    assert status(Key("NĐ", "1/2001/NĐ-CP"), date(2007, 1, 1), register).value == "unknown"


@given(st.dates(date(1990, 1, 1), date(2030, 1, 1)), st.sampled_from([case[0] for case in CASES]))
def test_every_day_has_a_verdict_with_reasons(day: date, key: Key) -> None:
    verdict: Verdict = status(key, day, load_register())
    assert verdict.reasons
    assert verdict.value == "superseded" or not verdict.successors
    assert citation_line(key)


@given(
    st.deferred(lambda: st.sampled_from([e.key for e in load_register().entries() if e.key.number])),
    st.integers(0, 12000),
)
def test_what_has_ended_stays_ended(key: Key, days: int) -> None:
    """No document of the register comes back into force after it was superseded or repealed, unless what ended it was
    suspended: then it is not known."""
    day = date(1995, 1, 1) + timedelta(days)
    ended = ("superseded", "repealed", "lapsed")
    if status(key, day, load_register()).value in ended:
        later = status(key, day + timedelta(400), load_register())
        assert later.value in ended or later.reasons[0].phrase == "ended_by_suspended"


@pytest.mark.parametrize(
    "written",
    [
        "Kế hoạch số 9/KH-UBND ngày 05/01/2025 của UBND huyện Lộc Bình",
        "Kế hoạch số 9/KH-UBND ngày 05/01/2025 của UBND tỉnh Lạng Sơn về chuyển đổi số năm 2026",
        "Kế hoạch số 9/KH-UBND ngày 05/01/2025 của UBND xã Tú Xuyên về giảm nghèo năm 2025, định hướng đến năm 2027",
        "Báo cáo số 9/BC-UBND ngày 05/01/2025 của UBND huyện Lộc Bình về kết quả năm 2024",
        "Nghị quyết Đại hội Đảng bộ tỉnh Lạng Sơn lần thứ XVII, nhiệm kỳ 2020 - 2025",
        "Nghị định số 9801/2025/NĐ-CP ngày 05/3/2025 của Chính phủ",
        "Quyết định số 9/QĐ-UBND",
    ],
)
def test_nothing_holds_otherwise_between_two_days_without_a_turn(written: str) -> None:
    """So check judges one day of the two."""
    (citation,) = extract(f"Căn cứ {written};").citations
    key, register = Key.of_citation(citation), load_register()
    turning = turns(key, citation.period, citation.title, register)
    assert turning is not None
    days = [date(2024, 1, 1) + timedelta(days=7 * week) for week in range(260)]
    judged = [status(key, day, register, period=citation.period, title=citation.title) for day in days]
    for (day, one), (later, other) in pairwise(zip(days, judged, strict=True)):
        if not any(str(day) <= turn <= str(later) for turn in turning) and one.covered is None:
            assert replace(one, day=later) == other, (written, day)
    assert len({one.value for one in judged}) > 1 or len(turning) <= 1
