"""A file that lost its number: recognised when one cited document fits, and left alone when two are near."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sample_bodies import CP, LANG_SON

from extract.records import Period
from kg.identity.keys import Key
from kg.resolution.descriptions import Description
from kg.resolution.recognition import Candidate, Candidates, Lost, recognise

PLAN = Lost(
    Description(
        Key("KH", None, None, LANG_SON),
        title="Thực hiện công tác dân vận chính quyền năm 2026 trên địa bàn tỉnh Lạng Sơn",
        period=Period("2026-01-01", "2026-12-31"),
        scope="a",
        own=True,
    ),
    symbol=None,
    latest_cited="2026-02-04",
)
PARENT = Candidate(
    "urn:61", "61/KH-UBND", "2026-02-26", "về thực hiện công tác dân vận chính quyền năm 2026 trên địa bàn tỉnh"
)
REFORM = Candidate("urn:29", "29/KH-UBND", "2026-03-30", "về cải cách hành chính năm 2026")


def test_the_cited_document_of_the_same_title_is_it() -> None:
    found = recognise(PLAN, [REFORM, PARENT])
    assert found is not None
    assert found.document == "urn:61"
    assert 0.75 <= found.score <= 1
    reasons = " · ".join(english for _, english in found.reasons)
    assert "Ủy ban nhân dân tỉnh Lạng Sơn" in reasons
    assert "2026-02-04" in reasons


@pytest.mark.parametrize(
    ("why", "lost", "candidates"),
    [
        ("no candidate", PLAN, []),
        ("another title", PLAN, [REFORM]),
        ("two near each other", PLAN, [PARENT, replace(PARENT, iri="urn:62", number="62/KH-UBND", date="2026-02-27")]),
        ("older than what it cites", PLAN, [replace(PARENT, date="2026-02-03")]),
        ("signed after its year", PLAN, [replace(PARENT, date="2027-01-02")]),
        ("another year's plan", PLAN, [replace(PARENT, title=PARENT.title and PARENT.title.replace("2026", "2025"))]),
        ("a partial date", PLAN, [replace(PARENT, date="2026")]),
        ("it cites a number of a later year", replace(PLAN, cited=frozenset({"5.2027.ttbnv"})), [PARENT]),
        ("it rests on it", replace(PLAN, relied_on=frozenset({"61.khubnd"})), [PARENT]),
        ("a file with its number is there", PLAN, [replace(PARENT, held=True)]),
        ("no title", PLAN, [replace(PARENT, title=None)]),
        ("another symbol left", replace(PLAN, symbol="UBND-VHXH"), [PARENT]),
        (
            "another month left",
            replace(PLAN, description=replace(PLAN.description, key=replace(PLAN.description.key, date="2026-03"))),
            [PARENT],
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_otherwise_nothing_is_recognised(why: str, lost: Lost, candidates: list[Candidate]) -> None:
    assert recognise(lost, candidates) is None, why


def test_the_score_is_the_surer_the_more_a_title_says_and_never_one() -> None:
    short = replace(PLAN, description=replace(PLAN.description, title="Quy chế văn thư lưu trữ", period=None))
    long = replace(PLAN, description=replace(PLAN.description, title=PARENT.title))
    dated = replace(short, description=replace(short.description, key=replace(PLAN.description.key, date=PARENT.date)))
    scores = []
    for one in (short, long, dated):
        found = recognise(one, [replace(PARENT, title=one.description.title)])
        assert found is not None
        scores.append(found.score)
    assert scores[0] < scores[1] < 1
    assert scores[0] < scores[2] < 1


DECREE = Lost(
    Description(Key("NĐ", None, None, CP), title="Quy định về kinh doanh hàng miễn thuế", scope="b", own=True),
    symbol=None,
    latest_cited="2025-07-01",
    cited=frozenset({"100.2020.ndcp"}),
    relied_on=frozenset({"100.2020.ndcp"}),
    ends=frozenset({"100.2020.ndcp"}),
    effective=frozenset({"2026-08-21"}),
)
UNTITLED = replace(DECREE, description=replace(DECREE.description, title=None))
CITED = Candidate("urn:273", "273/2026/NĐ-CP", "2026-07-07", None)
ENDING = replace(CITED, ends=frozenset({"100.2020.ndcp", "7.2013.ndcp"}))
STARTING = replace(CITED, effective="2026-08-21")
ABRIDGED = replace(STARTING, title="kinh doanh hàng miễn thuế, cửa hàng miễn thuế và hàng quá cảnh")


@pytest.mark.parametrize(
    ("why", "lost", "candidate", "is_it"),
    [
        ("what both replace or repeal", DECREE, ENDING, True),
        ("the same where no title is left", UNTITLED, ENDING, True),
        ("of a candidate of which only the year is known", DECREE, replace(ENDING, date=None), True),
        ("what both end, under contrary titles", DECREE, replace(ENDING, title="quy định mức lương cơ sở mới"), False),
        ("a day of effect and half of the title", DECREE, ABRIDGED, True),
        ("half of the title alone", DECREE, replace(ABRIDGED, effective=None), False),
        ("a day of effect alone", DECREE, STARTING, False),
        ("another day of effect", DECREE, replace(ENDING, effective="2026-07-01"), False),
        ("nothing", DECREE, CITED, False),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_a_file_ends_and_from_when_it_holds(why: str, lost: Lost, candidate: Candidate, is_it: bool) -> None:
    for candidates in ([candidate], list(Candidates([candidate, REFORM]).near(lost))):
        found = recognise(lost, candidates)
        assert (found is not None) == is_it, why
    rival = replace(candidate, iri="urn:1", number="274/2026/NĐ-CP")
    assert recognise(lost, [candidate, rival]) is None, "two that are alike"


TWICE = replace(
    DECREE,
    description=replace(
        DECREE.description, title="Sửa đổi Nghị định số 75/2021/NĐ-CP về mức hưởng trợ cấp người có công"
    ),
    latest_cited="2020-12-09",
    cited=frozenset(),
    relied_on=frozenset(),
    ends=frozenset(),
    effective=frozenset({"2023-09-05"}),
)
AMENDING = Candidate("urn:55", "55/2023/NĐ-CP", "2023-07-21", TWICE.description.title)


@pytest.mark.parametrize(
    ("why", "rival", "is_it"),
    [
        ("signed after the day from which the file holds", {"number": "77/2024/NĐ-CP", "date": "2024-07-01"}, True),
        ("signed years before that day", {"number": "58/2021/NĐ-CP", "date": "2021-06-10"}, True),
        ("signed before that day", {"number": "56/2023/NĐ-CP", "date": "2023-07-24"}, False),
        ("another ministry's symbol, by a slip", {"number": "55/2023/TT-BXD", "date": "2023-07-21"}, True),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_namesakes_are_parted_by_what_the_file_and_the_number_say(
    why: str, rival: dict[str, str], *, is_it: bool
) -> None:
    found = recognise(TWICE, [AMENDING, replace(AMENDING, iri="urn:0", **rival)])
    assert (found is not None and found.document == AMENDING.iri) == is_it, why


def test_the_very_words_of_a_title_leave_what_only_resembles_it_behind() -> None:
    same = replace(PARENT, title=f"về việc {str(PLAN.description.title).lower()}")
    akin = replace(PARENT, iri="urn:7", number="7/KH-UBND", title=f"{same.title} và các xã")
    found = recognise(PLAN, [same, akin])
    assert found is not None
    assert found.document == same.iri
    assert recognise(PLAN, [same, replace(akin, title=same.title)]) is None
    short = replace(PLAN, description=replace(PLAN.description, title="Quy chế lưu trữ", period=None))
    terse = replace(same, title="Quy chế lưu trữ")
    assert recognise(short, [terse, replace(akin, title="Quy chế lưu trữ tỉnh")]) is None


def test_the_order_of_candidates_does_not_matter() -> None:
    far = Candidate("urn:77", "77/KH-UBND", "2026-04-01", "về công tác dân vận khéo năm 2026")
    assert recognise(PLAN, [PARENT, far, REFORM]) == recognise(PLAN, [REFORM, far, PARENT])


TITLES = st.lists(
    st.sampled_from(["dân vận", "chính quyền", "năm 2026", "năm 2025", "cải cách", "tỉnh Lạng Sơn", "chuyển đổi số"]),
    max_size=5,
    unique=True,
).map(" ".join)
DAYS = st.sampled_from(["2026-02-26", "2026-02-27", "2026-02", "2026", None])


@given(TITLES, DAYS, st.lists(st.tuples(TITLES, DAYS), max_size=8))
def test_what_is_not_near_would_not_have_been_weighed(
    title: str, day: str | None, others: list[tuple[str, str | None]]
) -> None:
    lost = replace(
        PLAN, description=replace(PLAN.description, title=title, key=replace(PLAN.description.key, date=day))
    )
    candidates = [Candidate(f"urn:{turn}", f"{turn}/KH-UBND", date, cited) for turn, (cited, date) in enumerate(others)]
    assert recognise(lost, Candidates(candidates).near(lost)) == recognise(lost, candidates)


def test_a_file_is_held_against_few_of_a_full_shelf() -> None:
    shelf = Candidates(
        Candidate(
            f"urn:{turn}", f"{turn}/KH-UBND", f"2026-{1 + turn % 12:02}-01", f"về dự án {turn} và {turn // 7} cấp"
        )
        for turn in range(2000)
    )
    lost = replace(PLAN, description=replace(PLAN.description, title="Dự án 77 đợt 11, 8"))
    assert len(list(shelf.near(lost))) < 200
    dated = replace(lost, description=replace(lost.description, key=replace(lost.description.key, date="2026-03-02")))
    assert not list(shelf.near(dated))
