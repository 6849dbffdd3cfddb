"""Which law a bare name, or a name with a day, means: by the file, by the day, by what others mean."""

from __future__ import annotations

import random
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sample_bodies import QH

from extract import extract
from kg.identity.keys import Key
from kg.identity.law_names import amends, law_slug
from kg.resolution.blocks import resolve
from kg.resolution.descriptions import Description, cited_descriptions


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
        ((OLD, UNSURE), Description(BARE, not_before="2026-03-01"), "31/2024/QH15", "name"),
    ],
)
def test_a_bare_name_means_the_law_of_the_day(
    laws: tuple[Description, ...], mention: Description, number: str | None, how: str
) -> None:
    assert meant_by(mention, *laws) == (number, how)


@pytest.mark.parametrize(
    ("beside", "not_before"),
    [
        (
            "Nghị định số 7/2031/NĐ-CP; Nghị định số 8/2033/NĐ-CP ngày 05/6/2033; Nghị định số 9/2032/NĐ-CP",
            "2032-01-01",
        ),
        ("Nghị định số 7/2031/NĐ-CP; Nghị định số 7/2031/NĐ-CP ngày 02/02/2031", None),  # one alone may be a slip
        ("Nghị định số 7/2031/NĐ-CP; Nghị định số 8/2033/NĐ-CP ngày 05/6/2023", None),  # and this one is
        ("Công văn số 7/VPCP; Công văn số 8/VPCP tháng 6 năm 2033; Công văn số 9/VPCP ngày 01/02/2034", "2033-06-01"),
    ],
)
def test_a_text_without_day_is_not_older_than_two_documents_that_it_cites(beside: str, not_before: str | None) -> None:
    undated = extract(f"Theo Luật Đất đai và {beside}.")
    assert next(one for one in cited_descriptions(undated) if one and one.key.name).not_before == not_before
    dated = extract(f"Lạng Sơn, ngày 05 tháng 3 năm 2034\n\nKẾ HOẠCH\nTheo Luật Đất đai và {beside}.")
    law = next(one for one in cited_descriptions(dated) if one and one.key.name)
    assert (law.not_before, law.as_of) == (None, "2034-03-05")


def test_a_day_behind_titles_within_each_other_is_that_of_the_act_of_that_year() -> None:
    text = (
        "Căn cứ Nghị định 9/2031/NĐ-CP sửa đổi Nghị định số 8/2028/NĐ-CP quy định chi tiết Luật Đất đai ngày 15/5/2031;"
    )
    found = [one for one in cited_descriptions(extract(text)) if one is not None]
    assert [one.key.date for one in found] == ["2031-05-15", None, None]
    assert found[2].adopted_by == "2028"


@pytest.mark.parametrize(
    ("text", "act", "law", "adopted_by"),
    [
        ("Nghị định số 9/2031/NĐ-CP quy định chi tiết Luật Đất đai ngày 15/5/2031", "2031-05-15", None, "2031-05-15"),
        (
            "Nghị định số 9/2031/NĐ-CP quy định chi tiết Luật Đất đai ban hành ngày 15/5/2031 của Chính phủ",
            "2031-05-15",
            None,
            "2031-05-15",
        ),
        ("Nghị định số 9/2031/NĐ-CP quy định chi tiết Luật Đất đai ngày 29/11/2030", None, "2030-11-29", None),
        (
            "Nghị định số 9/2031/NĐ-CP ngày 15/5/2031 quy định chi tiết Luật Đất đai ngày 02/02/2031",
            "2031-05-15",
            "2031-02-02",
            None,
        ),
        ("Nghị quyết số 9/2031/QH18 thi hành Luật Đất đai ngày 15/5/2031", None, "2031-05-15", None),
        (
            "Luật 9/2031/QH18 Sửa đổi, bổ sung một số điều của Luật Đất đai ban hành ngày 15/5/2031",
            "2031-05-15",
            None,
            "2031-05-15",
        ),
        (
            "Nghị định số 9/2031/NĐ-CP thi hành Luật Đất đai số 5/2029/QH18 ban hành ngày 15/5/2031",
            "2031-05-15",
            None,
            None,
        ),
        ("Nghị quyết số 9/2031/QH18 thi hành Luật Đất đai số 5/2029/QH18 ngày 15/5/2031", "2031-05-15", None, None),
        (
            "Nghị định số 9/2031/NĐ-CP thi hành Luật Đất đai số 5/2031/QH18 ngày 02/02/2031",
            None,
            "2031-02-02",
            None,
        ),
    ],
)
def test_a_day_behind_a_title_that_ends_in_a_law_is_that_of_the_act_of_that_year(
    text: str, act: str | None, law: str | None, adopted_by: str | None
) -> None:
    found = [one for one in cited_descriptions(extract(f"Căn cứ {text};")) if one is not None]
    assert [one.key.date for one in found] == [act, law]
    assert found[1].adopted_by == adopted_by


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("Luật Đất đai", True),
        ("Luật Đất đai (sửa đổi)", False),  # a law to come
        ("Luật Đất đai (sửa đổi) số 9031/2024/QH15", True),
        ("Luật Đất đai (sửa đổi) năm 2024", True),
        ("Luật Đất đai năm 2013 (sửa đổi)", True),
        ("Luật Đất đai sửa đổi", False),
        ("Luật Đất đai sửa đổi năm 2024", True),
        ("Luật Đất đai sửa đổi và bổ sung", True),
    ],
)
def test_the_name_of_a_law_that_is_being_revised_means_none_that_bore_it(words: str, *, says: bool) -> None:
    found = cited_descriptions(extract(f"Bộ Tư pháp xây dựng {words}; các bộ góp ý."))
    assert [one is not None for one in found] == [says]


PROGRAMME = """ỦY BAN THƯỜNG VỤ QUỐC HỘI
Số: 9105/2025/UBTVQH15
Hà Nội, ngày 26 tháng 9 năm 2025

NGHỊ QUYẾT
Chương trình lập pháp năm 2026

Căn cứ Luật Giá;

Điều 1. Trình Quốc hội các dự án sau đây:
a) Luật Đất đai;
b) Luật sửa đổi, bổ sung một số điều của Luật Công chứng;
c) Luật Nhà ở số 27/2023/QH15.
"""


def said_in(text: str) -> dict[str, str | None]:
    """The number of the law that each mention says that it means, "" where it says none; what says nothing is None."""
    record = extract(text)
    found = zip(record.citations, cited_descriptions(record), strict=True)
    return {one.quote: None if said is None else said.key.number or "" for one, said in found}


def test_a_programme_of_lawmaking_names_bills() -> None:
    found = said_in(PROGRAMME)
    assert found["Luật Giá"] == ""  # its ground
    assert found["Luật Đất đai"] is None
    assert found["Luật sửa đổi, bổ sung một số điều của Luật Công chứng"] is None
    assert found["Luật Công chứng"] == ""  # which a bill amends
    assert found["Luật Nhà ở số 27/2023/QH15"] == "27/2023/QH15"
    assert said_in(PROGRAMME.replace("Chương trình lập pháp", "Thi hành pháp luật"))["Luật Đất đai"] == ""


LAW = """QUỐC HỘI
Luật số: 9075/2015/QH13
Hà Nội, ngày 09 tháng 6 năm 2015

LUẬT

Căn cứ Hiến pháp nước Cộng hòa xã hội chủ nghĩa Việt Nam;
Điều 1. Cơ quan thực hiện theo Luật Thủy lợi và Luật Giá.
Điều 2. Luật Thủy lợi số 9014/1999/QH10 hết hiệu lực kể từ ngày Luật này có hiệu lực.
"""


def test_a_law_that_names_itself_means_itself_and_not_the_one_that_it_ends() -> None:
    found = said_in(LAW)
    assert found["Luật Thủy lợi"] == "9075/2015/QH13"
    assert found["Luật Giá"] == ""
    for other, number in (
        (LAW.replace("hết hiệu lực", "vẫn có hiệu lực"), "9014/1999/QH10"),
        (LAW.replace("Luật số: 9075/2015/QH13", "Số: 9075/2015/NĐ-CP").replace("LUẬT\n", "NGHỊ ĐỊNH\n"), ""),  # ended
    ):
        assert said_in(other)["Luật Thủy lợi"] == ""  # the one in force on its day
        assert said_in(other.replace("Hà Nội, ngày 09 tháng 6 năm 2015\n", ""))["Luật Thủy lợi"] == number


ENDING = "Luật này thay thế Luật Thủy lợi số 9014/1999/QH10. Thực hiện Luật Thủy lợi, các bộ báo cáo."


@pytest.mark.parametrize(
    ("text", "number"),
    [(ENDING, ""), (ENDING.replace("Luật này thay thế", "Trước đây có"), "9014/1999/QH10")],
)
def test_a_law_that_an_undated_text_ends_is_none_that_it_names_bare(text: str, number: str) -> None:
    assert said_in(text)["Luật Thủy lợi"] == number


OLDER = (
    "Theo Luật Thủy lợi số 9014/2014/QH13, Nghị định số 7/{0}/NĐ-CP và Nghị định số 8/{0}/NĐ-CP. "
    "Các xã thi hành Luật Thủy lợi."
)


@pytest.mark.parametrize(("year", "number"), [("2019", "9014/2014/QH13"), ("2020", "")])
def test_a_law_that_an_undated_text_cites_in_full_may_have_given_way_by_then(year: str, number: str) -> None:
    found = said_in(OLDER.format(year))
    assert found["Luật Thủy lợi"] == number
    assert said_in(f"Hà Nội, ngày 05 tháng 3 năm 2034\n\n{OLDER.format(year)}")["Luật Thủy lợi"] == ""


def test_the_serial_beside_a_year_is_no_other_year() -> None:
    (law,) = filter(None, cited_descriptions(extract("Luật Thủy lợi 108/2017, hiệu lực từ 01/7/2018")))
    assert (law.key.number, law.key.date) == (None, "2017")


@pytest.mark.parametrize("gap", [" ", "\n"])
@pytest.mark.parametrize(("day", "adopted_by"), [("09/10/2017", "2017-10-09"), ("09/10/2007", None)])
def test_the_law_in_an_acts_title_is_that_of_its_day_wherever_lines_break(
    gap: str, day: str, adopted_by: str | None
) -> None:
    text = f"Nghị định số 9113/2017/NĐ-CP ngày {day} của Chính phủ quy định chi tiết Luật{gap}Hóa chất;"
    law = next(one for one in cited_descriptions(extract(f"Căn cứ {text}")) if one and one.key.name)
    assert law.adopted_by == adopted_by  # of a slip nothing tells


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


@pytest.mark.parametrize(
    ("name", "amending"),
    [
        (AMENDING, True),
        (law_slug(AMENDING), True),
        ("Luật Sửa đổi Luật Nhà ở số 27/2023/QH15", True),
        ("Luật Đất đai (sửa đổi)", False),  # made anew
        ("Luật Sửa chữa", False),
        ("", False),
    ],
)
def test_which_names_are_those_of_laws_that_amend_others(name: str, *, amending: bool) -> None:
    assert amends(name) == amending


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
