"""Which words behind a number are titles: those of recitals, letterheads and the register, and no others."""

from __future__ import annotations

import pytest

from extract import SourceText, extract
from extract.records import Source
from kg.building.linking import link
from kg.graph.terms import INFERRED, term
from kg.storage.opening import open_store
from kg.storage.store import value_of

BASIS = "Căn cứ Luật Thanh niên số 57/2020/QH14;"
RECITAL = "Căn cứ {number} ngày 11/6/2025 của Chính phủ {title};"
NUMBER = "Nghị định số 129/2025/NĐ-CP"
TITLE = "quy định về phân định thẩm quyền của chính quyền địa phương trong lĩnh vực Bộ Nội vụ"
HEADING = "quy định về báo cáo tình hình sử dụng người lao động và trụ sở làm việc"


def plan(place: int, passage: str) -> str:
    return f"ỦY BAN NHÂN DÂN\nTỈNH LẠNG SƠN\nSố: {place}/KH-UBND\nLạng Sơn, ngày 05 tháng 3 năm 2026\n\nKẾ HOẠCH\n" + (
        f"{passage}\n" if passage.startswith("Quy định chi tiết") else f"Cải cách hành chính\n\n{BASIS}\n{passage}\n"
    )


def told(*passages: str) -> tuple[str | None, bool]:
    """The title of the decree in a store of plans, and whether its sources differ on it."""
    with open_store(":memory:", write=True) as store:
        for place, passage in enumerate(passages, start=1):
            text = plan(place, passage)
            source = SourceText(text, Source(f"{place}.txt", f"{place:064d}", "text/plain", len(text)))
            store.apply(link(store, new=[extract(source)]))
        numbered = {quad.subject for quad in store.match(None, term("cancu:number"), None, INFERRED)}
        (decree,) = (node for node in numbered if "129-2025-nd-cp" in str(node))
        title = next(map(value_of, store.match(decree, term("dcterms:title"))), None)
        conflicts = {value_of(quad) for quad in store.match(decree, term("cancu:conflict"))}
    return title, term("dcterms:title").value in conflicts


RECITED = RECITAL.format(number=NUMBER, title=TITLE)


@pytest.mark.parametrize(
    "passage",
    [
        f"I. NỘI DUNG\nTheo {NUMBER} ngày 11/6/2025 của Chính phủ {HEADING}.",
        f"Căn cứ Điều 71 {NUMBER} ngày 11/6/2025 của Chính phủ {HEADING};",
    ],
)
@pytest.mark.parametrize("many", [1, 3])
def test_words_of_a_heading_or_a_provision_are_no_title(passage: str, many: int) -> None:
    assert told(RECITED, *[passage] * many) == (TITLE, False)


@pytest.mark.parametrize("many", [1, 3])
def test_what_goes_on_with_the_document_s_own_title_is_no_title_of_what_that_cites(many: int) -> None:
    own = f"Quy định chi tiết một số điều của {NUMBER} ngày 11/6/2025 của Chính phủ {HEADING}"
    assert told(RECITED, *[f"{own}\n\nCăn cứ Luật Tố cáo số 25/2018/QH14;"] * many) == (TITLE, False)


def test_two_recitals_that_share_nothing_differ() -> None:
    assert told(RECITED, RECITED, RECITAL.format(number=NUMBER, title=HEADING)) == (TITLE, True)


def test_where_no_recital_tells_a_title_it_is_what_is_said() -> None:
    assert told(f"I. NỘI DUNG\nTheo {NUMBER} ngày 11/6/2025 của Chính phủ {HEADING}.") == (HEADING, False)
