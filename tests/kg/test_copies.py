"""Files without number: copies are two sources of one document, what merely looks alike shares nothing."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extract import extract
from kg.building import identities
from kg.building.linking import link
from kg.graph.registering import Known
from kg.graph.terms import source_iri
from kg.law.register import load_register
from kg.resolution.recognition import Candidate, Lost, Recognition, recognise
from kg.storage.opening import open_store
from kg.storage.store import Store

TITLE = "Thực hiện công tác dân vận chính quyền năm 2026 trên địa bàn tỉnh Lạng Sơn"
CITED = "urn:lex:vn;tinh.lang.son:uy.ban.nhan.dan:ke.hoach:2026-02-26;61-kh-ubnd"


def plan(title: str = TITLE, *, day: str = "26", basis: str = "Luật Tố cáo ngày 12/6/2018") -> str:
    return (
        f"ỦY BAN NHÂN DÂN\nTỈNH LẠNG SƠN\n\nLạng Sơn, ngày {day} tháng 02 năm 2026\n\nKẾ HOẠCH\n{title}\n\n"
        f"Căn cứ {basis};\n\nI. MỤC ĐÍCH\nKhông.\n"
    )


def resolution(title: str) -> str:
    return (
        f"# Nghị quyết\n\n**NGHỊ QUYẾT**\n\n**{title}**\n\n**QUỐC HỘI**\n\nĐiều 1. Theo Luật Đất đai 2024.\n\n"
        "*Nghị quyết này được Quốc hội khóa XV, Kỳ họp bất thường lần thứ 9 thông qua ngày 19 tháng 02 năm 2025.*\n"
    )


WORD = plan()
SCAN = WORD.replace("\n", "\n\n").replace("KẾ HOẠCH", "**KẾ  HOẠCH**")
OTHER_TITLE = plan(TITLE.replace("công tác", "Luật"))
OTHER_BASIS = plan(basis="Luật Khiếu nại ngày 11/11/2011")
CITING = (
    "ỦY BAN NHÂN DÂN\nXÃ BA TƠ\nSố: 9/KH-UBND\n\nBa Tơ, ngày 3 tháng 4 năm 2026\n\nKẾ HOẠCH\nCông tác dân vận\n\n"
    "Căn cứ Kế hoạch số 61/KH-UBND ngày 26/02/2026 của Ủy ban nhân dân tỉnh Lạng Sơn về thực hiện công tác dân vận "
    "chính quyền năm 2026 trên địa bàn tỉnh Lạng Sơn;\n"
)
RIVAL = CITING.replace("61/KH", "62/KH").replace("Số: 9", "Số: 10")
NUMBERED = WORD.replace("TỈNH LẠNG SƠN\n", "TỈNH LẠNG SƠN\nSố: 61/KH-UBND\n", 1).replace("Không", "Có")
FILES = [
    NUMBERED,
    WORD,
    SCAN,
    OTHER_TITLE,
    OTHER_BASIS,
    CITING,
    RIVAL,
    resolution("Về thí điểm A"),
    resolution("Về cơ cấu B"),
]


def built(texts: Iterable[str]) -> Store:
    store = open_store(None)
    store.apply(link(store, new=[extract(text) for text in texts]))
    return store


def documents(store: Store) -> list[tuple[str, ...]]:
    """The documents that were read, each with the hashes of its files."""
    sources: dict[str, list[str]] = {}
    for row in store.select("SELECT ?d ?s WHERE { ?d cancu:readFrom ?s }"):
        sources.setdefault(row["d"].value, []).append(row["s"].value[-64:])
    return sorted((document, *sorted(files)) for document, files in sources.items())


def test_copies_are_two_sources_of_one_document() -> None:
    ((document, *files),) = documents(built([WORD, SCAN]))
    assert document.startswith("https://w3id.org/cancu/provisional/")
    assert len(files) == 2


def test_copies_are_recognised_together_as_what_others_cite() -> None:
    store = built([WORD, SCAN, CITING])
    assert {document: len(files) for document, *files in documents(store)}[CITED] == 2
    found = store.select("SELECT ?source ?as WHERE { ?i cancu:inferredAs ?as ; dcterms:source ?source }")
    assert {row["as"].value for row in found} == {CITED}
    assert len(found) == 2


SIGNED = (
    "THÔNG TƯ\nQuy định về phục hồi chức năng tại trạm y tế xã\n\nCăn cứ Luật Khám bệnh, chữa bệnh ngày 09/01/2023;\n"
    "Bộ trưởng Bộ Y tế ban hành Thông tư quy định về phục hồi chức năng tại trạm y tế xã.\n\n"
    "Điều 1. Phạm vi\nThông tư này quy định về phục hồi chức năng.\n\nBỘ TRƯỞNG\n\nNguyễn Văn An\n"
)
OF_THE_MINISTRY = (
    "ỦY BAN NHÂN DÂN\nXÃ BA TƠ\nSố: 9/KH-UBND\n\nBa Tơ, ngày 3 tháng 4 năm 2026\n\nKẾ HOẠCH\nChăm sóc sức khỏe\n\n"
    "Căn cứ Thông tư số 9801/2025/TT-BYT ngày 12/02/2025 của Bộ Y tế quy định về phục hồi chức năng tại trạm y tế xã;\n"
)


@pytest.mark.parametrize("order", [(SIGNED, OF_THE_MINISTRY), (OF_THE_MINISTRY, SIGNED)], ids=["first", "last"])
def test_who_signed_for_a_body_and_the_body_are_one_issuer(order: tuple[str, ...]) -> None:
    records = [extract(text) for text in order]
    store = open_store(None)
    for record in records:
        store.apply(link(store, new=[record]))
    signed = records[order.index(SIGNED)].document.issuer
    assert signed is not None
    assert signed.name == "Bộ trưởng Bộ Y tế"
    (found,) = store.select("SELECT ?as WHERE { ?i cancu:inferredAs ?as }")
    assert found["as"].value == "urn:lex:vn:bo.y.te:thong.tu:2025-02-12;9801-2025-tt-byt"


def test_what_differs_in_title_or_citations_shares_no_node() -> None:
    assert len(documents(built([WORD, OTHER_TITLE, OTHER_BASIS, plan(day="27")]))) == 4
    assert len(documents(built([resolution("Về thí điểm A"), resolution("Về cơ cấu B")]))) == 2


def test_a_cited_document_that_two_unlike_files_could_be_is_neither() -> None:
    for texts in ([WORD, OTHER_BASIS, CITING], [WORD, SCAN, OTHER_BASIS, CITING]):
        store = built(texts)
        assert CITED not in {document for document, *_ in documents(store)}
        assert not store.select("SELECT ?i WHERE { ?i a cancu:InferredIdentity }")


def test_a_document_whose_own_file_is_there_is_no_other_file() -> None:
    store = built([WORD, NUMBERED, CITING])
    assert {document: len(files) for document, *files in documents(store)}[CITED] == 1
    assert not store.select("SELECT ?i WHERE { ?i a cancu:InferredIdentity }")


def test_files_that_say_too_little_are_each_their_own() -> None:
    pages = ["Trang chủ\n", "Trang chủ\n\n", "KẾ HOẠCH\nCông tác dân vận\n", "KẾ HOẠCH\nCông tác dân vận\n\n"]
    assert len(documents(built(pages))) == 4


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.permutations(range(len(FILES))), st.sets(st.sampled_from(range(len(FILES)))), st.integers(1, 4))
def test_neither_order_nor_batches_nor_removal_matter(order: list[int], staying: set[int], size: int) -> None:
    records = [extract(text) for text in FILES]
    store = open_store(None)
    for start in range(0, len(order), size):
        store.apply(link(store, new=[records[turn] for turn in order[start : start + size]]))
    assert set(store.match()) == set(built(FILES).match())
    leaving = [source_iri(one.source.sha256) for turn, one in enumerate(records) if turn not in staying]
    for start in range(0, len(leaving), size):
        store.apply(link(store, gone=leaving[start : start + size]))
    assert set(store.match()) == set(built(FILES[turn] for turn in staying).match())


def test_a_document_that_comes_asks_only_files_of_much_its_title(monkeypatch: pytest.MonkeyPatch) -> None:
    files = [plan(f"Dự án {turn}, {turn + 100}, {turn + 200} và {turn + 300}") for turn in range(30)]
    store = built(files)
    asked = []

    def count(lost: Lost, candidates: Iterable[Candidate]) -> Recognition | None:
        asked.append(lost)
        return recognise(lost, candidates)

    monkeypatch.setattr(identities, "recognise", count)
    numbered = files[0].replace("LẠNG SƠN\n", "LẠNG SƠN\nSố: 61/KH-UBND\n", 1)
    change = link(store, new=[extract(numbered)])
    assert len(asked) == 1
    store.apply(change)
    assert set(store.match()) == set(built([*files, numbered]).match())


RECORDS = (
    "CHÍNH PHỦ\n\nNGHỊ ĐỊNH\nVề công tác văn thư\n\nĐiều 1. Nghị định này quy định về công tác văn thư.\n\n"
    "Điều 2. Nghị định này có hiệu lực từ ngày 05 tháng 3 năm 2020 và thay thế Nghị định số 110/2004/NĐ-CP ngày 08 "
    "tháng 4 năm 2004 của Chính phủ về công tác văn thư.\n\nTM. CHÍNH PHỦ\nTHỦ TƯỚNG\n\nNguyễn Văn An\n"
)
CITING_RECORDS = CITING.replace("Số: 9", "Số: 11").replace(
    "Kế hoạch số 61/KH-UBND ngày 26/02/2026 của Ủy ban nhân dân tỉnh Lạng Sơn về thực hiện công tác dân vận "
    "chính quyền năm 2026 trên địa bàn tỉnh Lạng Sơn",
    "Nghị định số 30/2020/NĐ-CP ngày 05/3/2020 của Chính phủ; Nghị định số 61/2020/NĐ-CP ngày 29/5/2020 của Chính phủ",
)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.permutations([RECORDS, CITING_RECORDS, CITING]), st.sets(st.sampled_from([RECORDS, CITING_RECORDS, CITING])))
def test_a_file_is_known_by_what_it_ends_whatever_the_order(order: list[str], staying: set[str]) -> None:
    known = Known(load_register())
    store, whole, rest = open_store(None), open_store(None), open_store(None)
    for text in order:
        store.apply(link(store, new=[extract(text)], known=known))
    whole.apply(link(whole, new=[extract(text) for text in order], known=known))
    assert set(store.match()) == set(whole.match())
    taken = store.select("SELECT ?as WHERE { ?identity cancu:inferredAs ?as }")
    assert [row["as"].value for row in taken] == ["urn:lex:vn:chinh.phu:nghi.dinh:2020-03-05;30-2020-nd-cp"]
    for text in order:
        if text not in staying:
            store.apply(link(store, gone=[source_iri(extract(text).source.sha256)], known=known))
    rest.apply(link(rest, new=[extract(text) for text in order if text in staying], known=known))
    assert set(store.match()) == set(rest.match())
