"""Laws by name in a store: which law the mentions of whole files come to, in whatever order they come and go."""

from __future__ import annotations

from collections import Counter
from functools import cache

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extract import extract
from extract.records import Extraction
from kg.building.linking import link
from kg.graph.registering import Known
from kg.graph.terms import source_iri
from kg.law.register import load_register
from kg.resolution.descriptions import cited_descriptions
from kg.storage.opening import open_store
from kg.storage.store import Store

LETTERHEAD = "ỦY BAN NHÂN DÂN\nTỈNH SƠN LA\n\nSố: {}/KH-UBND\n\nSơn La, {}\n\nKẾ HOẠCH\nPhát triển chợ\n\n"
DETAILING = (
    LETTERHEAD.format(101, "ngày 12 tháng 5 năm 2025")
    + """Căn cứ Nghị định số 43/2014/NĐ-CP ngày 15/5/2014 của Chính phủ quy định chi tiết thi hành một số điều của
Luật Đất đai;
Căn cứ Nghị định số 34/2016/NĐ-CP ngày 14/5/2016 của Chính phủ quy định chi tiết một số điều và biện pháp thi hành
Luật Ban hành văn bản quy phạm pháp luật;
Căn cứ Nghị định số 45/2013/NĐ-CP ngày 10/5/2013 của Chính phủ quy định chi tiết một số điều của Bộ luật Lao động;
"""
)
IN_FULL = (
    "# Hỏi đáp\n\nLuật Bảo hiểm xã hội số 41/2024/QH15 có hiệu lực.\nTheo Luật Bảo hiểm xã hội 2024 thì...\n"
    "Theo Luật BHXH thì...\nLuật Nhà ở năm 2024 quy định.\n"
)
BY_DAY = LETTERHEAD.format(102, "ngày 01 tháng 3 năm 2024") + "Căn cứ Luật Đất đai;\n"
GUIDING = (
    LETTERHEAD.format(103, "ngày 25 tháng 6 năm 2025")
    + "Căn cứ Luật Bảo hiểm xã hội ngày 29 tháng 6 năm 2024;\nĐiều 1. Theo Luật Bảo hiểm xã hội.\n"
)


def built(*texts: str) -> tuple[Store, list[Extraction]]:
    store, records = open_store(None), [extract(text) for text in texts]
    store.apply(link(store, new=records, known=register()))
    return store, records


def numbers_meant(store: Store, record: Extraction) -> list[tuple[str, str]]:
    """The words of the mentions of laws in a source, each with the number of its document."""
    rows = store.select(
        f"""SELECT ?quote ?number WHERE {{ ?c oa:hasTarget ?t . ?t oa:hasSource {source_iri(record.source.sha256)} ;
            oa:hasSelector ?s . ?s oa:exact ?quote . ?c oa:hasBody ?d . OPTIONAL {{ ?d cancu:number ?number }} }}"""
    )
    return sorted((row["quote"].value, row["number"].value if row.get("number") else "-") for row in rows)


def test_laws_in_titles_and_by_day_and_in_full() -> None:
    store, (detailing, in_full, by_day, guiding) = built(DETAILING, IN_FULL, BY_DAY, GUIDING)
    assert [one for one in numbers_meant(store, detailing) if one[0].startswith(("Luật", "Bộ luật"))] == [
        ("Bộ luật Lao động", "10/2012/QH13"),
        ("Luật Ban hành văn bản quy phạm pháp luật", "80/2015/QH13"),
        ("Luật Đất đai", "45/2013/QH13"),
    ]
    assert {number for quote, number in numbers_meant(store, in_full) if "xã hội" in quote or "BHXH" in quote} == {
        "41/2024/QH15"
    }
    assert ("Luật Nhà ở năm 2024", "27/2023/QH15") in numbers_meant(store, in_full)
    assert numbers_meant(store, by_day) == [("Luật Đất đai", "45/2013/QH13")]
    assert {number for _, number in numbers_meant(store, guiding)} == {"41/2024/QH15"}


def test_two_laws_of_a_name_in_one_file_complete_nothing() -> None:
    text = "Luật Đất đai số 45/2013/QH13; Luật Đất đai số 31/2024/QH15; theo Luật Đất đai."
    keys = [said.key for said in cited_descriptions(extract(text)) if said]
    assert Counter(key.number for key in keys) == {"45/2013/QH13": 1, "31/2024/QH15": 1, None: 1}


def test_of_two_laws_of_a_name_in_one_file_the_bare_name_means_that_among_its_bases() -> None:
    """As before a law takes effect, whose details are made meanwhile."""
    text = LETTERHEAD.format(105, "ngày 12 tháng 5 năm 2024") + (
        "Căn cứ Luật Đất đai số 31/2024/QH15;\n\nKế hoạch này hướng dẫn Luật Đất đai; hồ sơ nộp theo Luật Đất đai số "
        "45/2013/QH13 được giải quyết tiếp.\n"
    )
    keys = [said.key for said in cited_descriptions(extract(text)) if said]
    assert [key.number for key in keys] == ["31/2024/QH15", "31/2024/QH15", "45/2013/QH13"]


def test_an_earlier_law_told_in_passing_is_not_the_one_that_a_dated_text_carries_out() -> None:
    text = LETTERHEAD.format(106, "ngày 12 tháng 3 năm 2026") + (
        "I. NHIỆM VỤ\n1. Giải quyết hồ sơ đã nhận theo Luật Đất đai số 13/2003/QH11.\n2. Thực hiện Luật Đất đai.\n"
    )
    store, (record,) = built(text)
    assert numbers_meant(store, record) == [
        ("Luật Đất đai", "31/2024/QH15"),
        ("Luật Đất đai số 13/2003/QH11", "13/2003/QH11"),
    ]


def test_the_day_of_an_act_tells_which_law_its_title_names_whatever_the_file_cites() -> None:
    text = "Nghị định số 84/2014/NĐ-CP ngày 08/9/2014 quy định chi tiết Luật Đất đai; Luật Đất đai số 13/2003/QH11."
    said = [one for one in cited_descriptions(extract(text)) if one]
    assert [(one.key.number, one.adopted_by) for one in said if one.key.type == "LUAT"] == [
        (None, "2014-09-08"),
        ("13/2003/QH11", None),
    ]


SLIP = LETTERHEAD.format(104, "ngày 02 tháng 5 năm 2025") + "Căn cứ Luật Bảo vệ môi trường số 41/2024/QH15;\n"
PAGES = [f"# Trang {turn}\n\nLuật Nhà ở số 27/2023/QH15; Luật BVMT số 72/2020/QH14.\n" for turn in range(6)]
BARE_PAGE = "# Hỏi\n\nTheo Luật Nhà ở và Luật Bảo hiểm xã hội thì sao?\n"
OLD_HOUSING = "# Cũ\n\nLuật Nhà ở số 65/2014/QH13.\n"
FILES = [DETAILING, IN_FULL, BY_DAY, GUIDING, SLIP, *PAGES, BARE_PAGE, OLD_HOUSING]


@cache
def files() -> list[Extraction]:
    return [extract(text) for text in FILES]


@cache
def register() -> Known:
    return Known(load_register())


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.permutations(range(len(FILES))), st.sets(st.sampled_from(range(len(FILES)))), st.integers(1, 5), st.booleans()
)
def test_neither_order_nor_batches_nor_removal_matter(
    order: list[int], staying: set[int], size: int, registered: bool
) -> None:
    records, known = files(), register() if registered else None
    store, whole, rest = open_store(None), open_store(None), open_store(None)
    for start in range(0, len(order), size):
        store.apply(link(store, new=[records[turn] for turn in order[start : start + size]], known=known))
    whole.apply(link(whole, new=records, known=known))
    assert set(store.match()) == set(whole.match())
    leaving = [source_iri(one.source.sha256) for turn, one in enumerate(records) if turn not in staying]
    for start in range(0, len(leaving), size):
        store.apply(link(store, gone=leaving[start : start + size], known=known))
    rest.apply(link(rest, new=[records[turn] for turn in staying], known=known))
    assert set(store.match()) == set(rest.match())


def test_what_was_inferred_of_names_can_be_switched_off_and_on() -> None:
    records = [extract(text) for text in (*PAGES * 1, OLD_HOUSING, BARE_PAGE)]
    records += [extract(page + "\n" * turn) for page in PAGES for turn in range(1, 4)]
    with_it, without = open_store(None), open_store(None)
    with_it.apply(link(with_it, new=records))
    asked = "SELECT ?share WHERE { ?d cancu:denotedBy cancu:resolution-usage ; cancu:share ?share }"
    assert [row["share"].value for row in with_it.select(asked)] == ["0.96"]
    without.apply(link(without, new=records, infer=False))
    assert without.select(asked) == []
    without.apply(link(without, recognise_all=True))
    assert set(without.match()) == set(with_it.match())
