"""The register of facts: what it refuses, what it finds, and the import of the portal's relations."""

from __future__ import annotations

import csv
import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from register_rows import CHANGE, CONGRESS, EFFECT, SEEN

from extract.errors import FactError
from kg.identity.keys import Key
from kg.law import shelves
from kg.law.facts import Change, Effect, Sighting, Sitting, documents_of
from kg.law.own_facts import contradictions
from kg.law.register import Register, fact_of, load_register, read_facts
from kg.law.shelves import INDEX, index_of, indexed
from kg.law.status import status
from kg.law.tables import COLUMNS
from kg.resources import data_file


def test_a_row_becomes_a_fact() -> None:
    change = fact_of("changes", CHANGE)
    assert isinstance(change, Change)
    assert (change.later.number, change.earlier.number) == ("25/2018/QH14", "03/2011/QH13")
    assert change.effective == date(2019, 1, 1)
    effect = fact_of("effects", EFFECT)
    assert isinstance(effect, Effect)
    assert effect.document.type == "LUAT"
    sitting = fact_of("congresses", CONGRESS)
    assert isinstance(sitting, Sitting)
    assert (sitting.place, sitting.ordinal) == ("tinh.lang.son", 18)
    sighting = fact_of("seen", SEEN)
    assert isinstance(sighting, Sighting)
    assert (sighting.document.number, sighting.seen_on) == ("33/CT-TTg", "2025-11-21")


@pytest.mark.parametrize(
    ("kind", "wrong", "says"),
    [
        ("changes", {"source": ""}, "no source"),
        ("changes", {"source": "   "}, "no source"),
        ("changes", {"mark": "M"}, "'mark'"),
        ("changes", {"relation": "replaces"}, "'relation'"),
        ("changes", {"scope": "some"}, "'scope'"),
        ("changes", {"effective": "2018-06-11"}, "takes effect on"),
        ("changes", {"effective": "2019-02-30"}, "not a day"),
        ("changes", {"effective": "01/01/2019"}, "not a day"),
        ("changes", {"effective": "1018-01-01"}, "before 1945"),
        ("changes", {"earlier_date": "2018-06-13", "earlier_number": "03/2018/QH14"}, "one of them is wrong"),
        ("changes", {"earlier_number": "03/2021/QH15"}, "one of them is wrong"),
        ("changes", {"later_type": "Sắc chỉ"}, "unknown type"),
        ("changes", {"later_number": "", "later_name": ""}, "neither number nor name"),
        ("changes", {"later_number": "25/CT-TTg", "later_date": ""}, "come again"),
        ("changes", {"earlier_number": "25/2018/QH14", "earlier_date": "2018-06-12"}, "cannot change itself"),
        ("effects", {"effective": "2022-11-09"}, "takes effect on"),
        ("effects", {"ended": "2023-06-30"}, "ends on"),
        ("effects", {"effective": "", "ended": "2022-11-09"}, "ends on"),
        ("effects", {"date": "2023-01-10"}, "year of its number"),
        ("effects", {"date": "2022-13-01"}, "not a day"),
        ("effects", {"area": "tỉnh Nghệ An; miền Trung"}, "'miền Trung', which is no unit"),
        ("effects", {"partly": "2099-01-01"}, "in whole on"),
        ("congresses", {"ordinal": "thứ mười"}, "not a number"),
        ("congresses", {"party": ""}, "'party'"),
        ("congresses", {"opened": "2025-09-27"}, "closes on"),
        ("seen", {"seen_in": ""}, "'seen_in'"),
        ("seen", {"seen_on": ""}, "'seen_on' is empty"),
        ("seen", {"seen_on": "2021-06"}, "it was seen on"),
        ("seen", {"role": "relied on"}, "'role'"),
        ("seen", {"date": ""}, "come again"),
    ],
)
def test_an_unsound_fact_is_refused(kind: str, wrong: dict[str, str], says: str) -> None:
    row = {"changes": CHANGE, "effects": EFFECT, "congresses": CONGRESS, "seen": SEEN}[kind] | wrong
    with pytest.raises(FactError, match=re.escape(says)):
        fact_of(kind, row)


def test_the_error_names_file_and_row(tmp_path: Path) -> None:
    table = tmp_path / "ours.csv"
    header = ",".join(COLUMNS["effects"])
    good = "Luật,10/2022/QH15,2022-11-10,Quốc hội,,2023-07-01,,Điều 90,V,"
    table.write_text(f"{header}\n{good}\n{good.replace('Điều 90', '')}\n", encoding="utf-8")
    with pytest.raises(FactError, match=r"ours\.csv, row 3: the fact has no source"):
        load_register(table)


@pytest.mark.parametrize("content", [b"", b"number,date\n1,2\n", b"\xff\xfe\x00", "số,ngày".encode()])
def test_a_file_that_is_no_table_of_facts(tmp_path: Path, content: bytes) -> None:
    table = tmp_path / "other.csv"
    table.write_bytes(content)
    with pytest.raises(FactError, match=r"other\.csv"):
        list(read_facts(table))


def test_the_register_that_comes_along() -> None:
    """It holds what its README says, each fact with a source, and no document that replaces itself in a circle."""
    register = load_register()
    assert len(register) > 11_700
    assert register.day is not None
    assert all(fact.source and fact.mark in "VS" for fact in register.facts)
    assert not contradictions(register, "en")
    number = Key("NĐ", "04/2015/NĐ-CP")
    (entry,) = register.lookup(number)
    assert [change.later.number for change in entry.changed_by] == ["285/2025/NĐ-CP"]  # and not 59/2023/NĐ-CP


def test_no_name_holds_its_own_number_or_shouts() -> None:
    named = (key for fact in load_register().facts for key in documents_of(fact) if key.number and key.name)
    assert not [key for key in named if str(key.number) in str(key.name) or str(key.name).partition(" ")[2].isupper()]


@pytest.mark.parametrize(
    ("key", "numbers"),
    [
        (Key("LUAT", name="Luật Tố cáo"), {"03/2011/QH13", "25/2018/QH14"}),
        (Key("LUAT", name="LUẬT TỐ CÁO"), {"03/2011/QH13", "25/2018/QH14"}),
        (Key("LUAT", None, "2018", name="Luật Tố cáo"), {"25/2018/QH14"}),
        (Key("LUAT", None, "2011", name="Luật Tố cáo"), {"03/2011/QH13"}),
        (Key("QĐ", "124-QĐ/TW"), {"124-QĐ/TW"}),
        (Key("QyĐ", "11-QĐ/TW", "2019-02-18"), {"11-QĐi/TW"}),
        (Key("NĐ", "59/2023/ND-CP"), {"59/2023/NĐ-CP"}),
        (Key("TT", "59/2023/TT-BYT"), set()),
        (Key("KH", "61/KH-UBND", "2026-02-26"), set()),
    ],
)
def test_lookup(key: Key, numbers: set[str]) -> None:
    assert {entry.key.number for entry in load_register().lookup(key)} == numbers


def test_two_documents_of_one_number_stay_two() -> None:
    entries = load_register().lookup(Key("QyĐ", "124-QĐ/TW"))
    assert sorted(str(entry.key.date) for entry in entries) == ["2018-02-02", "2023-10-04"]


@pytest.mark.parametrize(
    ("number", "day", "ended"),
    [
        ("07/2019/NĐ-CP", "2019-03-11", "2022-09-15"),
        ("64/2022/NĐ-CP", "2022-09-15", None),
        ("31/2025/NĐ-CP", "2025-04-12", None),
    ],
)
def test_days_of_effect_are_those_of_the_act_and_not_of_a_note_on_another(
    number: str, day: str, ended: str | None
) -> None:
    """Each of them once bore the day of a later amendment."""
    (entry,) = load_register().lookup(Key("NĐ", number))
    assert [(str(effect.effective), effect.mark) for effect in entry.effects] == [(day, "V")]
    ends = [str(change.effective) for change in entry.changed_by if change.scope == "whole"]
    assert ends == ([ended] if ended else [])


def test_a_law_and_a_resolution_of_one_number_are_two() -> None:
    """The National Assembly numbers both in one row, and 55/2010/QH12 was given twice."""
    (law,), (resolution,) = (load_register().lookup(Key(code, "55/2010/QH12")) for code in ("LUAT", "NQ"))
    assert (law.key.date, resolution.key.date) == ("2010-06-17", "2010-11-24")
    assert str(law.effects[0].effective) == "2011-07-01"


LAWS = data_file("register") / "effects-laws.csv"
TERMS = {9: (1992, 1997), 10: (1997, 2002), 11: (2002, 2007), 12: (2007, 2011), 13: (2011, 2016), 14: (2016, 2021),
         15: (2021, 2026), 16: (2026, 2031)}  # fmt: skip
"""The years of the National Assemblies, by which their laws are numbered."""


def test_the_table_of_laws_has_a_row_a_law_and_every_law_that_a_fact_names() -> None:
    laws = [fact.document for fact in read_facts(LAWS) if isinstance(fact, Effect)]
    numbers = Counter((key.type, key.block) for key in laws if key.number)
    assert [twice for twice, count in numbers.items() if count > 1] == []
    named = {
        (key.type, key.block)
        for fact in load_register().facts
        for key in documents_of(fact)
        if key.number and key.type in {"LUAT", "BLUAT", "PL"}
    }
    assert named - numbers.keys() == set()


def test_no_law_has_a_number_of_a_term_in_which_its_year_is_not() -> None:
    for row in csv.DictReader(LAWS.read_text(encoding="utf-8").splitlines()):
        found = re.search(r"/(\d{4})/.*QH(\d+)$", row["number"])
        if found is not None:
            first, last = TERMS[int(found[2])]
            assert first <= int(found[1]) <= last, row["number"]


def test_who_issued_a_joint_circular_is_several_bodies_and_a_ministry_with_a_comma_is_one() -> None:
    issuer = "Bộ Y tế, Bộ Văn hóa, Thể thao và Du lịch và Bộ Nội vụ"
    row = EFFECT | {"type": "Thông tư liên tịch", "number": "5/2022/TTLT-X", "issuer": issuer}
    effect = fact_of("effects", row)
    assert isinstance(effect, Effect)
    assert effect.document.authority == ("bo.noi.vu", "bo.van.hoa.the.thao.va.du.lich", "bo.y.te")


def test_party_numbers_begin_anew_with_each_term() -> None:
    """What ends a number of one term says nothing of its namesakes."""
    register, day = load_register(), date(2026, 11, 1)
    assert {entry.key.date for entry in register.lookup(Key("NQ", "18-NQ/TW"))} == {"2022-06-16", "2026-07-28"}
    verdict = status(Key("NQ", "18-NQ/TW"), day, register)
    assert (verdict.value, verdict.document) == ("unknown", None)
    for written, ended in (("2017-10-25", False), ("2022-06-16", True), ("2026-07-28", False)):
        phrases = {reason.phrase for reason in status(Key("NQ", "18-NQ/TW", written), day, register).reasons}
        assert ("superseded_by" in phrases) == ended, written


def test_a_directive_whose_day_two_plans_write_wrongly() -> None:
    register = load_register()
    assert [e.key.date for e in register.misdated(Key("CT", "27/CT-TTg", "2023-09-27"))] == ["2023-10-27"]
    assert {e.key.date for e in register.lookup(Key("CT", "27/CT-TTg"))} == {"2023-10-27", "2024-08-15", "2025"}


def test_the_index_is_that_of_the_tables() -> None:
    """After every change of a table: python -m kg.law.shelves."""
    folder = data_file("register")
    assert (folder / INDEX).read_text(encoding="utf-8") == index_of(folder)


def test_what_the_index_finds_is_what_all_tables_hold() -> None:
    whole = Register(read_facts(data_file("register")))
    assert (len(whole), whole.day, whole.sittings) == (
        len(load_register()),
        load_register().day,
        load_register().sittings,
    )
    assert whole.facts == load_register().facts
    assert {e.key: e for e in whole.entries()} == {e.key: e for e in load_register().entries()}
    for name in ("Luật Tố cáo", "Bộ luật Lao động", "Luật Đất đai"):
        assert whole.lookup(Key("LUAT", name=name)) == load_register().lookup(Key("LUAT", name=name))


def test_tables_that_were_edited_since_are_read_without_the_index(tmp_path: Path) -> None:
    (tmp_path / "ours.csv").write_text(f"{','.join(COLUMNS['seen'])}\n{','.join(SEEN.values())}\n", encoding="utf-8")
    (tmp_path / INDEX).write_text(index_of(tmp_path), encoding="utf-8")
    shelf = indexed(tmp_path)
    assert shelf is not None
    assert [*shelf.facts()] == [fact_of("seen", SEEN)]
    (tmp_path / "ours.csv").write_text(f"{','.join(COLUMNS['seen'])}\n", encoding="utf-8")
    assert indexed(tmp_path) is None


def test_a_check_reads_the_rows_it_needs_and_no_others(monkeypatch: pytest.MonkeyPatch) -> None:
    shelf = indexed(data_file("register"))
    assert shelf is not None
    read: list[str] = []
    monkeypatch.setattr(shelves, "fact_of", lambda kind, row: read.append(kind) or fact_of(kind, row))
    status(Key("NĐ", "04/2015/NĐ-CP"), date(2026, 1, 1), Register.of([shelf]))
    assert 0 < len(read) < 100


def test_where_a_document_was_seen_is_no_fact_about_it() -> None:
    register = load_register()
    seen = register.seen(Key("CT", "33/CT-TTg", "2021-11-26"))
    assert ("basis", "2025-11-21") in [(one.role, one.seen_on) for one in seen]
    assert register.seen(Key("CT", "33/CT-TTg")) == ()  # which of them all, nobody can tell
    assert status(Key("CT", "33/CT-TTg", "2021-11-26"), date(2026, 6, 1), register).value == "unknown"


def test_a_wrong_date_is_found_by_number_and_year_only() -> None:
    register = load_register()
    assert [e.key.date for e in register.misdated(Key("NĐ", "59/2023/NĐ-CP", "2023-08-15"))] == ["2023-08-14"]
    assert register.misdated(Key("QyĐ", "124-QĐ/TW", "2021-02-02")) == ()


@given(st.deferred(lambda: st.permutations(list(load_register().facts[:40] + load_register().facts[-40:]))))
def test_the_order_of_facts_does_not_matter(facts: list[Change | Effect | Sitting]) -> None:
    def shape(register: Register) -> set[tuple[str | None, str | None, int, int]]:
        return {(e.key.number, e.key.date, len(e.effects), len(e.changed_by)) for e in register.entries()}

    assert shape(Register(facts)) == shape(Register(reversed(facts)))
