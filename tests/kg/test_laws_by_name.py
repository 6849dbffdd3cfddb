"""Which law a name comes to, bare, with a day or beside a number: by the day, and by what others mean."""

from __future__ import annotations

import random
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sample_bodies import QH

from kg.identity.keys import Key
from kg.resolution.blocks import resolve
from kg.resolution.descriptions import Description


def law(number: str, date: str | None, *, effective: str | None = None, name: str = "Luật Đất đai") -> Description:
    return Description(Key("LUAT", number, date, QH, name), effective=effective, registered=True)


def meant_by(
    mention: Description, *laws: Description, votes: int = 1, infer: bool = True, known_until: str = ""
) -> tuple[str | None, str]:
    """The number of the law that a mention by name comes to, and how."""
    anchors = [document for one in laws for document in resolve({one: votes}).documents]
    outcome = resolve({mention: 1}, anchors, infer=infer, known_until=known_until).outcomes[mention]
    numbers = {anchor.iri: anchor.key.number for anchor in anchors}
    return numbers.get(outcome.document or "", outcome.document), outcome.how


OLD = law("45/2013/QH13", "2013-11-29", effective="2014-07-01")
NEW = law("31/2024/QH15", "2024-01-18", effective="2024-08-01")
UNSURE = law("31/2024/QH15", "2024-01-18")
AUTUMNAL = law("31/2024/QH15", "2024-11-28", effective="2025-07-01")
BARE = Key("LUAT", None, None, QH, "Luật Đất đai")


@pytest.mark.parametrize(
    ("laws", "mention", "number", "how"),
    [
        ((OLD, NEW), Description(BARE, as_of="2024-03-01"), "45/2013/QH13", "name"),
        ((OLD, NEW), Description(BARE, as_of="2024-08-01"), "31/2024/QH15", "name"),
        ((OLD, UNSURE), Description(BARE, as_of="2024-02-10"), "45/2013/QH13", "name"),
        ((OLD, UNSURE), Description(BARE, as_of="2024-10-10"), None, "ambiguous"),
        ((OLD, UNSURE), Description(BARE, as_of="2026-03-01"), "31/2024/QH15", "name"),
        ((OLD, NEW), Description(BARE, adopted_by="2024-01-20"), "31/2024/QH15", "name"),
        ((OLD, NEW), Description(BARE, adopted_by="2014-05-15"), "45/2013/QH13", "name"),
        ((OLD, NEW), Description(BARE, adopted_by="2024"), "31/2024/QH15", "name"),
        ((OLD, AUTUMNAL), Description(BARE, adopted_by="2024"), None, "ambiguous"),  # a decree of that spring, maybe
        ((OLD, AUTUMNAL), Description(BARE, adopted_by="2025"), "31/2024/QH15", "name"),
        ((AUTUMNAL,), Description(BARE, adopted_by="2024"), "31/2024/QH15", "name"),
        ((OLD, NEW), Description(Key("LUAT", None, "2014", QH, "Luật Đất đai")), "45/2013/QH13", "name"),
        ((OLD, NEW), Description(Key("LUAT", None, "2019", QH, "Luật Đất đai")), None, "ambiguous"),
        (
            (NEW,),
            Description(BARE, as_of="2024-01-17"),
            "31/2024/QH15",
            "name",
        ),  # passed in the same session, a day later
        ((OLD, NEW), Description(BARE), None, "ambiguous"),
        ((OLD, NEW), Description(BARE, not_before="2024-08-01"), "31/2024/QH15", "name"),
        ((OLD, NEW), Description(BARE, not_before="2024-03-01"), None, "ambiguous"),
        ((OLD, UNSURE), Description(BARE, not_before="2024-10-10"), None, "ambiguous"),
        ((OLD, NEW), Description(BARE, not_before="2015-01-01", as_of="2024-03-01"), "45/2013/QH13", "name"),
        ((OLD, NEW), Description(BARE, not_before="2015-01-01", as_of="2024-09-01"), None, "ambiguous"),
        ((OLD, UNSURE), Description(BARE, not_before="2026-03-01"), "31/2024/QH15", "name"),
    ],
)
def test_a_bare_name_means_the_law_of_the_day(
    laws: tuple[Description, ...], mention: Description, number: str | None, how: str
) -> None:
    assert meant_by(mention, *laws) == (number, how)


def test_what_the_register_knows_under_a_day_is_no_slip_of_another() -> None:
    nearly = Description(Key("LUAT", None, "2014-11-29", QH, "Luật Đất đai"), registered=True)
    document, how = meant_by(nearly, OLD)
    assert how == "name"
    assert document is not None
    assert document.startswith("https://w3id.org/cancu/provisional/")


@pytest.mark.parametrize(
    ("day", "read_until", "how"),
    [
        ("2025", "2026-10-31", "unresolved"),
        ("2026", "2026-10-31", "name"),  # the year is not over
        ("2026", "2027-01-15", "name"),  # nor is what it passed at its end published
        ("2026", "2027-02-15", "unresolved"),
        ("2026-08", "2026-10-31", "unresolved"),
        ("2026-10", "2026-10-31", "name"),
        ("2026-09-15", "2026-10-31", "unresolved"),
        ("2026-10-30", "2026-10-31", "name"),
        ("2026-09-15", "", "name"),
    ],
)
def test_a_law_that_may_be_younger_than_the_register_is_one_of_its_own(day: str, read_until: str, how: str) -> None:
    mention = Description(Key("LUAT", None, day, QH, "Luật Đất đai"))
    assert meant_by(mention, OLD, NEW, known_until=read_until)[1] == how


AMENDING = "Luật sửa đổi, bổ sung một số điều của Luật Đất đai"


@pytest.mark.parametrize("day", ["2018", "2017-06-15", "2018-06-14", "2017-06-30"])
@pytest.mark.parametrize("infer", [True, False])
def test_of_laws_that_amend_another_none_is_taken_for_a_slip_of_the_next(day: str, *, infer: bool) -> None:
    laws = law("9020/2017/QH14", "2017-06-14", name=AMENDING), law("9021/2020/QH14", "2020-06-17", name=AMENDING)
    mention = Description(Key("LUAT", None, day, QH, AMENDING))
    found, how = meant_by(mention, *laws, infer=infer, known_until="2031-01-01")
    assert (str(found).startswith("https://w3id.org/cancu/provisional/"), how) == (True, "name")


@pytest.mark.parametrize(
    ("mention", "meant"),
    [
        (Description(Key("LUAT", None, None, QH, AMENDING), as_of="2019-05-01"), "9020/2017/QH14"),
        (Description(Key("LUAT", None, None, QH, AMENDING), as_of="2023-05-01"), None),
        (Description(Key("LUAT", None, None, QH, AMENDING), not_before="2023-05-01"), None),
        (Description(Key("LUAT", None, None, QH, AMENDING), adopted_by="2021-02-01"), "9021/2020/QH14"),
    ],
    ids=["one was made", "both were", "no day", "in a title"],
)
def test_the_bare_name_of_laws_that_amend_another_means_none_of_several(
    mention: Description, meant: str | None
) -> None:
    laws = law("9020/2017/QH14", "2017-06-14", name=AMENDING), law("9021/2020/QH14", "2020-06-17", name=AMENDING)
    anchors = [document for one in laws for document in resolve({one: 20}).documents]
    outcome = resolve({mention: 1}, anchors).outcomes[mention]
    assert [one.key.number for one in anchors if one.iri == outcome.document] == ([meant] if meant else [])
    assert outcome.how == ("name" if meant else "ambiguous")


@pytest.mark.parametrize("mention", [Description(BARE, as_of="2009-01-01"), Description(BARE, adopted_by="2009")])
def test_a_law_of_before_all_that_are_known_is_another(mention: Description) -> None:
    document, how = meant_by(mention, OLD, NEW)
    assert how == "name"
    assert document is not None
    assert document.startswith("https://w3id.org/cancu/provisional/")


def test_a_bare_name_without_day_follows_what_nearly_all_others_mean() -> None:
    rare, often = resolve({OLD: 1}).documents[0], resolve({NEW: 60}).documents[0]
    mention = Description(BARE)
    found = resolve({mention: 1}, [rare, often]).outcomes[mention]
    assert (found.document, found.how, found.share) == (often.iri, "usage", 0.98)
    assert resolve({mention: 1}, [rare, often], infer=False).outcomes[mention].how == "ambiguous"


def test_a_single_slip_founds_no_law_that_others_fall_to() -> None:
    slip = Description(Key("LUAT", None, "2031-05-05", QH, "Luật Đất đai"))
    later = Description(BARE, as_of="2032-01-01")
    anchors = [document for one in (OLD, NEW) for document in resolve({one: 1}).documents]
    numbers = {anchor.iri: anchor.key.number for anchor in anchors}
    assert numbers[str(resolve({slip: 1, later: 9}, anchors).outcomes[later].document)] == "31/2024/QH15"
    told = resolve({slip: 3, later: 9}, anchors).outcomes[later]
    assert told.document != anchors[1].iri


@pytest.mark.parametrize(
    ("said", "joins"),
    [
        (Description(Key("LUAT", "9045/2013/QH13", None, QH, "Luật đất đai")), True),
        (Description(Key("LUAT", "9045/2013/QH13", None, QH)), True),
        (Description(Key("LUAT", "9045/2013/QH13", None, QH, "Luật Tố cáo")), False),
        (Description(Key("LUAT", "9045/2013/QH13", None, QH, "Luật quy định gì?"), title="quy định gì?"), True),
        (Description(Key("LUAT", "9045/2013/QH13", None, QH, "Luật ĐĐ")), True),
        (Description(Key("LUAT", "9045/2013/QH13", None, QH, "Luật Thuế TNCN")), False),  # whose initials are known
        (
            Description(Key("LUAT", "9045/2013/QH13", None, QH, "Luật sửa đổi, bổ sung một số điều của Luật Đất đai")),
            False,
        ),
    ],
)
def test_a_number_under_another_laws_name_means_neither(said: Description, *, joins: bool) -> None:
    known = law("9045/2013/QH13", "2013-11-29")
    found = resolve(Counter([known, said]))
    assert [document.key.name for document in found.documents] == ["Luật Đất đai"]
    assert (found.outcomes[said].document == found.outcomes[known].document) == joins
    assert joins or found.outcomes[said].how == "unresolved"
    assert resolve(Counter([said])).outcomes[said].document, "where nothing else is known, it is what it says"


def test_the_name_that_most_use_is_the_laws() -> None:
    number = "41/2024/QH15"
    right = Description(Key("LUAT", number, None, QH, "Luật Bảo hiểm xã hội"))
    loud = Description(Key("LUAT", number, None, QH, "LUẬT BẢO HIỂM XÃ HỘI"))
    wrong = Description(Key("LUAT", number, None, QH, "Luật Việc làm"))
    (document,) = resolve({right: 3, loud: 4, wrong: 5}).documents
    assert document.key.name == "Luật Bảo hiểm xã hội"
    assert document.names == {"luat.bao.hiem.xa.hoi"}


dated_laws = st.builds(
    Description,
    st.builds(
        Key,
        type=st.sampled_from(["LUAT", "BLUAT"]),
        date=st.sampled_from([None, "2013", "2013-11-29", "2014-07-01", "2019", "2024-01-18", "2024", "2030"]),
        issuer=st.just(QH),
        name=st.sampled_from(["Luật Đất đai", "LUẬT ĐẤT ĐAI"]),
    ),
    as_of=st.sampled_from([None, "2012-01-01", "2014-01-01", "2020-01-01", "2024-05-05", "2026"]),
    adopted_by=st.sampled_from([None, "2014", "2024-02-01"]),
)


@given(
    st.lists(dated_laws, min_size=1, max_size=10, unique=True),
    st.sets(st.sampled_from([OLD, NEW, UNSURE])),
    st.randoms(use_true_random=False),
)
def test_order_never_matters_for_names(
    descriptions: list[Description], laws: set[Description], chance: random.Random
) -> None:
    weights = {description: chance.choice([1, 3, 40]) for description in descriptions}
    anchors = [document for one in laws for document in resolve({one: 1}).documents]
    anchors = list({anchor.iri: anchor for anchor in anchors}.values())
    shuffled, others = list(weights.items()), list(anchors)
    chance.shuffle(shuffled)
    chance.shuffle(others)
    one, other = resolve(weights, anchors), resolve(dict(shuffled), others)
    assert one.outcomes == other.outcomes
    assert {document.iri: document for document in one.documents} == {
        document.iri: document for document in other.documents
    }
    assert len({document.iri for document in one.documents}) == len(one.documents), "two documents under one name"
    assert one.outcomes.keys() == weights.keys()


def test_a_law_that_amends_a_row_of_others_is_known_by_it_though_a_figure_of_its_day_is_wrong() -> None:
    row = "Luật sửa đổi, bổ sung một số điều của Luật Giá, Luật Đất đai, Luật Nhà ở"
    known = Description(Key("LUAT", "9056/2034/QH18", "2034-11-29", QH, row), registered=True)
    anchors = list(resolve({known: 1}).documents)
    for name, day, means in ((row, "2034-11-19", True), (row, "2034-03-02", False)):
        mention = Description(Key("LUAT", None, day, QH, name))
        outcome = resolve({mention: 1}, anchors).outcomes[mention]
        assert (outcome.document == anchors[0].iri) == means
        assert (outcome.how == "slip") == means
