"""Whatever records say, linking them gives a graph or a sentence, never a traceback."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from extract.errors import StoreError
from extract.records import Body, Citation, Document, Extraction, Period, Relation, Source, Stated
from kg.building.linking import link
from kg.graph.registering import Known
from kg.graph.terms import source_iri
from kg.law.register import load_register
from kg.storage.opening import open_store

TYPES = st.sampled_from([None, "KH", "QĐ", "LUAT", "HP", "NQ", "VB", "XX", ""])
LONG = "1/" + "A" * 9000
NUMBERS = st.sampled_from(
    [None, "", "/", "0/", "61/KH-UBND", "33/CT-TTg", "88/2019/QH14", "59/2023/NĐ-CP", "66.13", "②/QĐ", LONG]
)
DATES = st.sampled_from([None, "2025", "2025-01", "2025-01-02", "2025-13-45", "", "20250101", "２０２５-01-01"])
TITLES = st.sampled_from(
    [None, "", "~", "Luật Đất đai", "Nghị quyết Đại hội XIV của Đảng", "Đại hội 0 nhiệm kỳ 2020", "x " * 9000, "\x00"]
)
UNITS = st.sampled_from([None, "tỉnh Lạng Sơn", "xã An", "?", "a/b;c:d@e"])
BODIES = st.builds(
    Body,
    st.sampled_from(["Ủy ban nhân dân tỉnh Lạng Sơn", "Đại hội lần thứ XIV", ";:+"]),
    st.sampled_from(["uy-ban-nhan-dan", "-", "quoc-hoi"]),
    st.sampled_from(["central", "province", "district", "commune", "other"]),
    UNITS,
    UNITS,
)
ISSUERS = st.none() | BODIES
JOINT = st.lists(BODIES, max_size=2).map(tuple)
DAYS = st.sampled_from([None, "2025-01-01", "2025-13-45", "2025"])
PERIODS = st.none() | st.builds(Period, DAYS, DAYS)
RELATIONS: st.SearchStrategy[Relation] = st.sampled_from(["based_on", "implements", "cites", "supersedes", "amends"])
CITATIONS = st.builds(
    Citation, start=st.just(0), end=st.just(1), quote=st.just("x"), zone=st.just("body"), type=TYPES, type_label=TITLES,
    number=NUMBERS, number_as_written=NUMBERS, date=DATES, issuer=ISSUERS, issuer_implied=st.booleans(), title=TITLES,
    name=TITLES, relation=RELATIONS, period=PERIODS, co_issuers=JOINT,
)  # fmt: skip
STATED = st.builds(
    Stated, relation=RELATIONS, subject=st.sampled_from([None, 0]), object=st.just(0), scope=st.just("whole"),
    effective=DATES,
)  # fmt: skip


@st.composite
def records(draw: st.DrawFn) -> Extraction:
    citations = draw(st.lists(CITATIONS, max_size=3))
    document = Document(
        number=draw(NUMBERS), symbol=draw(NUMBERS), type=draw(TYPES), type_label=draw(TITLES), date=draw(DATES),
        issuer=draw(ISSUERS), co_issuers=draw(JOINT), title=draw(TITLES), period=draw(PERIODS),
    )  # fmt: skip
    stated = draw(st.lists(STATED, max_size=2)) if citations else []
    source = Source("a.txt", f"{draw(st.integers(0, 9)):064x}", "text/plain", 10)
    return Extraction(source, document, tuple(citations), tuple(stated))


LAW = Extraction(Source("a.txt", "0" * 64, "text/plain", 10), Document(type="LUAT", type_label="Luật", date=""), ())


@cache
def register() -> Known:
    return Known(load_register())


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(records(), min_size=1, max_size=4, unique_by=lambda one: one.source.sha256), st.booleans())
@example([LAW], False)
def test_any_records_make_a_graph(files: list[Extraction], known: bool) -> None:
    store, facts = open_store(None), register() if known else None
    for batch in (files[:2], files[2:]):
        store.apply(link(store, new=batch, known=facts))
    store.apply(link(store, gone=[source_iri(one.source.sha256) for one in files], known=facts))
    assert not list(store.quads())


def test_half_a_character_is_told_by_the_name_of_its_file() -> None:
    said = Document(type="KH", type_label="Kế hoạch", title="Chợ \ud83d")
    broken = Extraction(Source("chợ\x1b.txt", "1" * 64, "text/plain", 10), said, ())
    store = open_store(None)
    with pytest.raises(StoreError, match=r"^chợ\?\.txt says what no graph can hold .*UTF-8 text\.$"):
        link(store, new=[LAW, broken])
