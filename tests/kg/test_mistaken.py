"""Laws whose number or day is a slip: which law they mean, what stays open, and what is a law of its own."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

import pytest
from builds import anew, contents
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sample_bodies import CP, QH

from extract import extract
from extract.records import Extraction
from kg.building import build as build_module
from kg.building.build import build
from kg.building.linking import link
from kg.graph.registering import Known
from kg.graph.terms import source_iri
from kg.graph.validation import validate
from kg.identity.keys import Key
from kg.identity.one_step import DayStep, NumberStep, day_step, number_step, serials_near
from kg.law.edition import Edition
from kg.law.facts import Effect
from kg.law.register import Register
from kg.law.shelves import Loose
from kg.storage.opening import open_store
from kg.storage.store import Store


@pytest.mark.parametrize(
    ("number", "other", "step"),
    [
        ("63/2023/QH15", "63/2025/QH15", "year"),
        ("47/2025/QH15", "47/2024/QH15", "year"),
        ("54/2019/QH14", "54/2020/QH14", "year"),  # the year after, though in two figures
        ("63/2023/QH", "63/2025/QH15", "year"),
        ("63/2023/QH14", "63/2025/QH15", None),  # two slips
        ("63/2006/QH11", "63/2025/QH11", None),
        ("150/2017/QH14", "15/2017/QH14", "serial"),
        ("39/2020/QH14", "59/2020/QH14", "serial"),
        ("10/2025/QH15", "108/2025/QH15", "serial"),
        ("51/2017/QH14", "15/2017/QH14", "serial"),
        ("05/2017/QH14", "5/2017/QH14", None),
        ("27/2017/QH14", "15/2017/QH14", None),
        ("63/2023/NĐ-CP", "63/2025/QH15", None),
        ("33/CT-TTg", "34/CT-TTg", None),
    ],
)
def test_in_what_a_number_misses_another(number: str, other: str, step: NumberStep | None) -> None:
    assert number_step(number, other) == number_step(other, number) == step
    assert (step == "serial") == (other in serials_near(number)) or step is None


@pytest.mark.parametrize(
    ("day", "other", "step"),
    [
        ("2014-06-25", "2015-06-25", "year"),
        ("2006-06-25", "2015-06-25", None),
        ("2002-06-16", "2002-12-16", "month"),
        ("2001-06-19", "2001-06-29", "day"),
        ("2014-12-08", "2014-11-26", "promulgated"),
        ("2014-11-26", "2014-11-26", None),
        ("2014-11-20", "2014-12-08", None),
        ("2014-02-31", "2014-01-25", None),  # no day at all
    ],
)
def test_in_what_a_day_misses_that_of_adoption(day: str, other: str, step: DayStep | None) -> None:
    assert day_step(day, other) == step


BIRDS, FISH = "Luật Chim trời", "Luật Cá nước ngọt"
AMENDING = f"Luật sửa đổi, bổ sung một số điều của {BIRDS}"


def known(*laws: tuple[str, str, str]) -> Known:
    """A register that knows laws by name, number and day of adoption, and that was read until the end of 2030."""
    keys = (Key("LUAT", number, day, QH, name) for name, number, day in laws)
    last = Key("NĐ", "9001/2030/NĐ-CP", "2030-12-31", CP)
    resolution = Key("NQ", "9070/2025/QH15", "2025-06-16", QH)
    facts = [Effect(key, None, None, "made up", "V") for key in (*keys, resolution)]
    return Known(Register([*facts, Effect(last, date(2030, 12, 31), None, "made up", "V")]))


@cache
def register() -> Known:
    return known(
        (BIRDS, "9015/2017/QH14", "2017-06-21"),
        (BIRDS, "9063/2025/QH15", "2025-02-18"),
        (FISH, "9016/2017/QH14", "2017-11-15"),
        (AMENDING, "9020/2019/QH14", "2019-06-14"),
    )


ALL_OF_THEM = ("9015/2017/QH14", "9063/2025/QH15")
ALL_KNOWN = (
    f"Căn cứ {BIRDS} số 9015/2017/QH14 ngày 21/6/2017; {BIRDS} số 9063/2025/QH15 ngày 18/02/2025; {FISH} số "
    f"9016/2017/QH14 ngày 15/11/2017; {AMENDING} số 9020/2019/QH14 ngày 14/6/2019;"
)


def built(*texts: str, infer: bool = True) -> Store:
    """A store of these texts and of one that cites all laws of the register."""
    store = open_store(None)
    store.apply(link(store, new=[extract(text) for text in (ALL_KNOWN, *texts)], known=register(), infer=infer))
    assert [one for one in validate(store) if one.severity == "error"] == []
    return store


def meanings(store: Store) -> dict[str, tuple[str, str, tuple[str, ...]]]:
    """By its words how each citation was settled, the number of the document that it means or "", and of those that it
    may mean."""
    rows = store.select(
        """SELECT ?words ?how ?number ?may WHERE {
        ?c cancu:resolution ?how ; oa:hasTarget/oa:hasSelector/oa:exact ?words
        OPTIONAL { ?c oa:hasBody/cancu:number ?number } OPTIONAL { ?c cancu:candidate/cancu:number ?may } }"""
    )
    found: dict[str, tuple[str, str, tuple[str, ...]]] = {}
    for row in rows:
        words, number, may = (row[name].value if row.get(name) else "" for name in ("words", "number", "may"))
        _, _, others = found.get(words, ("", "", ()))
        how = row["how"].value.rpartition("resolution-")[2]
        found[words] = how, number, tuple(sorted({*others, *filter(None, [may])}))
    return found


@pytest.mark.parametrize(
    ("words", "how", "number", "may"),
    [
        (f"{BIRDS} số 9063/2023/QH15", "slip", "9063/2025/QH15", ()),
        (f"{BIRDS} số 9063/2026/QH15", "slip", "9063/2025/QH15", ()),
        (f"{BIRDS} số 9051/2017/QH14", "slip", "9015/2017/QH14", ()),
        (f"{BIRDS} số 915/2017/QH14 ngày 21/6/2017", "slip", "9015/2017/QH14", ()),
        (f"{BIRDS} số 9444/2017/QH14 ngày 21/6/2017", "slip", "9015/2017/QH14", ()),  # as its day says
        (f"{BIRDS} số 9016/2017/QH14", "slip", "9015/2017/QH14", ()),  # the number is that of another law
        (
            f"{BIRDS} số 9051/2017/QH14 ngày 20/11/2017",
            "unresolved",
            "",
            ALL_OF_THEM,
        ),  # the register would know that law
        (f"{BIRDS} số 9444/2017/QH14", "unresolved", "", ALL_OF_THEM),
        (f"{BIRDS} số 9444/2020/QH14", "unresolved", "", ALL_OF_THEM),
        (f"{BIRDS} số 9444/2032/QH14", "key", "9444/2032/QH14", ()),  # of after what it knows
        (f"{AMENDING} số 9444/2020/QH14", "key", "9444/2020/QH14", ()),  # many bear such a name
        (f"{BIRDS} số 9063/1995/QH9", "key", "9063/1995/QH9", ()),
        ("Luật Thú rừng số 9063/2023/QH15", "key", "9063/2023/QH15", ()),  # nobody knows a law of the name
        ("Luật số 9063/2023/QH15", "key", "9063/2023/QH15", ()),
        ("Luật số 9070/2025/QH15", "unresolved", "", ("9070/2025/QH15",)),  # a resolution has this number
        ("Luật số 9070/2025/QH15 ngày 01/6/2025", "key", "9070/2025/QH15", ()),
        (f"{BIRDS} ngày 21/6/2018", "slip", "9015/2017/QH14", ()),
        (f"{BIRDS} ngày 18/12/2025", "slip", "9063/2025/QH15", ()),
        (f"{BIRDS} ngày 03/3/2025", "slip", "9063/2025/QH15", ()),
        (f"{BIRDS} ngày 09/9/2022", "unresolved", "", ("9015/2017/QH14",)),  # of that day the register knows no law
        (f"{BIRDS} ngày 09/9/2028", "unresolved", "", ("9063/2025/QH15",)),
        (f"{BIRDS} năm 2028", "unresolved", "", ("9063/2025/QH15",)),
        (f"{AMENDING} ngày 09/9/2022", "name", "", ()),  # many bear such a name
        (f"{AMENDING} ngày 14/11/2019", "name", "", ()),
        (f"{AMENDING} số 9021/2019/QH14", "key", "9021/2019/QH14", ()),
        (f"{AMENDING} số 9020/2019/QH14", "key", "9020/2019/QH14", ()),
        (f"{BIRDS} ngày 09/9/1999", "name", "", ()),  # it may not know those of before
        (f"{BIRDS} ngày 09/9/2031", "name", "", ()),  # nor those of after
    ],
)
def test_what_a_slip_means(words: str, how: str, number: str, may: tuple[str, ...]) -> None:
    assert meanings(built(f"Căn cứ {words};"))[words] == (how, number, may)


def test_what_a_slip_may_mean_stays_open_without_inferences() -> None:
    number, day = f"{BIRDS} số 9063/2023/QH15", f"{BIRDS} ngày 21/6/2018"
    found = meanings(built(f"Căn cứ {number}; {day};", infer=False))
    assert found[number] == ("unresolved", "", ("9063/2025/QH15",))
    assert found[day] == ("unresolved", "", ("9015/2017/QH14",))


def test_a_page_that_adds_to_a_laws_name_does_not_name_it() -> None:
    page = "QUỐC HỘI\nLuật số: 9063/2025/QH15\n\nLUẬT\nCHIM TRỜI MỚI NHẤT ÁP DỤNG 2026\n\nCăn cứ Hiến pháp;"
    asked = "SELECT ?name WHERE { ?law cancu:number '9063/2025/QH15' ; cancu:name ?name ; a cancu:Document }"
    assert {row["name"].value for row in built(page).select(asked)} == {BIRDS}


def test_a_number_that_only_a_slip_names_means_no_law_by_itself() -> None:
    found = meanings(built(f"Căn cứ {BIRDS} số 9063/2023/QH15;", "Căn cứ Luật số 9063/2023/QH15;"))
    assert found["Luật số 9063/2023/QH15"] == ("unresolved", "", ("9063/2025/QH15",))


def test_a_number_that_another_name_bears_too_may_be_a_law_of_its_own() -> None:
    other = "Luật Thú rừng số 9063/2023/QH15"
    found = meanings(built(f"Căn cứ {BIRDS} số 9063/2023/QH15;", f"Căn cứ {other};"))
    assert found[other][0] == "key"


def test_the_law_that_is_meant_shows_the_number_as_a_conflict() -> None:
    store = built(f"Căn cứ {BIRDS} số 9063/2023/QH15;")
    asked = """SELECT ?n WHERE { ?law cancu:number '9063/2025/QH15' .
        ?claim rdf:predicate cancu:number ; rdf:object ?n ; rdf:subject ?law }"""
    assert {row["n"].value for row in store.select(asked)} == {"9063/2025/QH15", "9063/2023/QH15"}


def test_a_later_edition_of_the_same_facts_is_taken_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "page.txt").write_text(f"Căn cứ {BIRDS} ngày 10/10/2031;", encoding="utf-8")
    law = Effect(Key("LUAT", "9015/2017/QH14", "2017-06-21", QH, BIRDS), None, None, "made up", "V")
    with open_store(None) as store:
        for read_until, how in ((date(2031, 10, 1), "name"), (date(2031, 11, 25), "unresolved")):
            edition = Known(Register.of([Loose([law])], Edition("made up", read_until)))
            monkeypatch.setattr(build_module, "known", lambda edition=edition: edition)
            build([tmp_path], store)
            assert [found for found, _, _ in meanings(store).values()] == [how]
            assert contents(store) == anew(tmp_path)


TEXTS = [
    ALL_KNOWN,
    f"Căn cứ {BIRDS} số 9063/2023/QH15; {FISH};",
    f"Căn cứ {BIRDS} số 9016/2017/QH14; {BIRDS} ngày 21/6/2018; {FISH} ngày 16/11/2017;",
    f"Căn cứ {BIRDS} số 9051/2017/QH14; Luật số 9063/2023/QH15;",
    "Căn cứ Luật Thú rừng số 9063/2023/QH15 ngày 03/3/2023;",
    f"Căn cứ {BIRDS} số 9063/2025/QH15;",
    "QUỐC HỘI\nLuật số: 9051/2017/QH14\nHà Nội, ngày 21 tháng 6 năm 2017\n\nLUẬT\nCHIM TRỜI\n\nCăn cứ Hiến pháp;",
]


@cache
def records() -> tuple[Extraction, ...]:
    return tuple(map(extract, TEXTS))


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.permutations(range(len(TEXTS))), st.sets(st.sampled_from(range(len(TEXTS)))))
def test_neither_order_nor_removal_matters(order: list[int], staying: set[int]) -> None:
    store, whole, rest = open_store(None), open_store(None), open_store(None)
    for turn in order:
        store.apply(link(store, new=[records()[turn]], known=register()))
    whole.apply(link(whole, new=records(), known=register()))
    assert set(store.match()) == set(whole.match())
    for turn, one in enumerate(records()):
        if turn not in staying:
            store.apply(link(store, gone=[source_iri(one.source.sha256)], known=register()))
    rest.apply(link(rest, new=[records()[turn] for turn in sorted(staying)], known=register()))
    assert set(store.match()) == set(rest.match())
