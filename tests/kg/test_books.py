"""Which bodies write in one book of numbers, so that they are one issuer however they are named."""

from __future__ import annotations

from collections import Counter

import pytest

from extract.records import Body
from kg.identity.books import book_of, is_misread_for, one_book, writers_in
from kg.identity.keys import Key
from kg.identity.naming import dotted
from kg.resolution.blocks import resolve
from kg.resolution.descriptions import Description


@pytest.mark.parametrize(
    ("kind", "book"),
    [
        ("bo-truong-bo-y-te", "bo-y-te"),
        ("bo-truong-lao-dong-thuong-binh-va-xa-hoi", "bo-lao-dong-thuong-binh-va-xa-hoi"),
        ("bo-truong", "bo"),
        ("bo-truong-chu-nhiem-van-phong-chinh-phu", "van-phong-chinh-phu"),
        ("chu-nhiem-van-phong-quoc-hoi", "van-phong-quoc-hoi"),
        ("thong-doc-ngan-hang-nha-nuoc-viet-nam", "ngan-hang-nha-nuoc-viet-nam"),
        ("chanh-an-toa-an-nhan-dan-toi-cao", "toa-an-nhan-dan-toi-cao"),
        ("vien-truong-vien-kiem-sat-nhan-dan-toi-cao", "vien-kiem-sat-nhan-dan-toi-cao"),
        ("tong-thanh-tra-chinh-phu", "thanh-tra-chinh-phu"),
        ("tong-kiem-toan-nha-nuoc", "kiem-toan-nha-nuoc"),
        ("tong-cuc-truong-tong-cuc-thue", "tong-cuc-thue"),
        ("cuc-truong-cuc-thue", "cuc-thue"),
        ("tong-giam-doc-kho-bac-nha-nuoc", "kho-bac-nha-nuoc"),
        ("giam-doc-so-noi-vu", "so-noi-vu"),
        ("chu-tich-uy-ban-nhan-dan", "uy-ban-nhan-dan"),
        ("pho-chu-tich-uy-ban-nhan-dan", "uy-ban-nhan-dan"),
        ("chu-tich-hoi-dong-nhan-dan", "hoi-dong-nhan-dan"),
        ("chu-tich-hoi-nong-dan", "hoi-nong-dan"),
        ("chu-tich-hiep-hoi-lam-vuon", "hiep-hoi-lam-vuon"),
        ("chu-tich-lien-doan-bong-da", "lien-doan-bong-da"),
        ("chu-tich-lien-hiep-cac-to-chuc-huu-nghi", "lien-hiep-cac-to-chuc-huu-nghi"),
        ("chu-tich-nuoc", "chu-tich-nuoc"),
        ("ban-thuong-vu-tinh-uy", "tinh-uy"),
        ("ban-thuong-vu-thanh-uy", "thanh-uy"),
        ("ban-thuong-vu-huyen-uy", "huyen-uy"),
        ("ban-thuong-vu-quan-uy", "quan-uy"),
        ("ban-thuong-vu-thi-uy", "thi-uy"),
        ("ban-thuong-vu-dang-uy", "dang-uy"),
        ("thuong-truc-tinh-uy", "tinh-uy"),
        ("thuong-truc-thanh-uy", "thanh-uy"),
        ("thuong-truc-huyen-uy", "huyen-uy"),
        ("thuong-truc-quan-uy", "quan-uy"),
        ("thuong-truc-thi-uy", "thi-uy"),
        ("thuong-truc-dang-uy", "dang-uy"),
        ("ban-chap-hanh-dang-bo-tinh", "tinh-uy"),
        ("ban-chap-hanh-dang-bo-thanh-pho", "thanh-uy"),
        ("ban-chap-hanh-dang-bo-huyen", "huyen-uy"),
        ("uy-ban-thuong-vu-quoc-hoi", "uy-ban-thuong-vu-quoc-hoi"),
        ("thuong-truc-hoi-dong-nhan-dan", "thuong-truc-hoi-dong-nhan-dan"),
        ("bo-chinh-tri", "bo-chinh-tri"),
    ],
)
def test_in_whose_book_a_body_writes(kind: str, book: str) -> None:
    assert book_of(kind) == book


@pytest.mark.parametrize(
    ("book", "writers"),
    [
        ("bo-y-te", {"bo-y-te", "bo-truong-bo-y-te", "bo-truong-y-te"}),
        ("uy-ban-nhan-dan", {"uy-ban-nhan-dan", "chu-tich-uy-ban-nhan-dan", "pho-chu-tich-uy-ban-nhan-dan"}),
        ("tinh-uy", {"tinh-uy"}),
    ],
)
def test_who_writes_in_a_book(book: str, writers: set[str]) -> None:
    found = writers_in(book)
    assert writers <= set(found)
    assert {book_of(kind, persons_only=True) for kind in found} == {book}
    assert "ban-thuong-vu-tinh-uy" not in found


def central(name: str, kind: str) -> Body:
    return Body(name, kind, "central")


LABOUR = central("Bộ Lao động - Thương binh và Xã hội", "bo-lao-dong-thuong-binh-va-xa-hoi")
HOME = central("Bộ Nội vụ", "bo-noi-vu")
MINISTER = central("Bộ trưởng Bộ Nội vụ", "bo-truong-bo-noi-vu")
FINANCE = central("Bộ Tài chính", "bo-tai-chinh")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (HOME, MINISTER, True),
        (HOME, LABOUR, True),
        (MINISTER, LABOUR, True),
        (central("Bộ Lao động", "bo-lao-dong"), LABOUR, True),
        (HOME, FINANCE, False),
        (LABOUR, FINANCE, False),
        (central("Chính phủ", "chinh-phu"), central("Thủ tướng Chính phủ", "thu-tuong-chinh-phu"), False),
        (central("Bộ Chính trị", "bo-chinh-tri"), central("Ban Bí thư", "ban-bi-thu"), False),
    ],
)
def test_one_issuer_under_several_names(one: Body, other: Body, same: bool) -> None:
    assert one_book(one, other) == one_book(other, one) == same


def test_head_and_body_are_one_issuer_without_conflict_and_the_form_as_written_stays() -> None:
    said = [Description(Key("TT", "5/2025/TT-BNV", "2025-05-07", issuer)) for issuer in (HOME, MINISTER)]
    found = resolve(Counter(said))
    (document,) = found.documents
    assert document.conflicts == frozenset()
    assert document.iri == "urn:lex:vn:bo.noi.vu:thong.tu:2025-05-07;5-2025-tt-bnv"
    assert {one.key.issuer for one in found.outcomes} == {HOME, MINISTER}


def test_a_document_of_before_the_mergers_is_the_former_ministrys() -> None:
    """Many call it by the ministry of today; the symbol, or one who wrote in time, tells the one of then."""
    then = Description(Key("TT", "28/2018/TT-BLĐTBXH", "2018-12-25", LABOUR), implied=True)
    today = Description(Key("TT", "28/2018/TT-BLĐTBXH", "2018-12-25", MINISTER))
    (document,) = resolve({then: 1, today: 9}).documents
    assert (document.key.issuer, document.conflicts) == (LABOUR, frozenset())


def test_an_issuer_of_another_book_is_a_conflict() -> None:
    said = [Description(Key("TT", "5/2025/TT-BNV", "2025-05-07", issuer)) for issuer in (HOME, FINANCE)]
    assert resolve(Counter(said)).documents[0].conflicts == {"issuer"}


@pytest.mark.parametrize(
    ("written", "other", "misread"),
    [
        ("Bộ Tài Cột", "Bộ Tài chính", True),
        ("Bộ Y tế", "Bộ Tài chính", False),  # another one
        ("Thanh tra Cột", "Bộ Tài chính", False),
    ],
)
def test_a_name_that_goes_on_with_other_words_is_no_other_body(written: str, other: str, misread: bool) -> None:
    one, two = (Body(name, dotted(name).replace(".", "-"), "central") for name in (written, other))
    assert is_misread_for(one, two) is misread
