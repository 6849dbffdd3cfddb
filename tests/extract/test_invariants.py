"""What holds for every text, however damaged: no exception, exact quotes, order, indexes that point somewhere."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from samples import GOLD, documents, sentences

from extract import Extraction, SourceText, dates, extract, from_dict, to_json

PIECES = (
    "Căn cứ ", "Thực hiện ", "Nghị định ", "Nghị quyết ", "Quyết định ", "KẾ HOẠCH", "Luật ", "Luật Đất đai ",
    "Luật sửa đổi, bổ sung ", "số ", "Số: ", "30", "/2020", "/", "-", "–", "NĐ", "CP", "một số điều của ", "QĐ/TW",
    "UBND", "QH15", "ND-CP", "ngày ", "tháng ", "năm ", "05/3/2020", "2024", " của ", "Chính phủ", "UBND tỉnh ",
    "Lạng Sơn", "Đại hội ", "lần thứ ", "XIV", "khóa ", "Ban Thường vụ Tỉnh ủy ", "về ", "và ", ", ", "; ", ". ",
    ": ", "*", "**", "_", "<sup>1</sup>", "[^1]", "¹", "1 ", "<td>", "&nbsp;", "&#0;", "(", ")", "“", "”",
    "khoản 2 Điều 5 ", "Phụ lục ", "thay thế ", "bãi bỏ ", "được sửa đổi, bổ sung bởi ", "hết hiệu lực",
    "sau đây gọi là ", " này", " nêu trên", "CÔNG BÁO/Số 35 + 36/Ngày 08-01-2024", "Thời gian ký: ", "Điều 1. ",
    "1. ", "- ", "TM. ỦY BAN NHÂN DÂN", "Nơi nhận:", "|", "\n", "\n\n", "\r\n", "\f", "\t", " ", "  ", "\u00a0",
    "\u200b", "\u00ad", "\u0301", "\ud800", "\U0001f600", "İ", "ß", "Ð", "\0",
)  # fmt: skip
NOISE = (
    "\n",
    " ",
    "\u00a0",
    "\u200b",
    "\u00ad",
    "*",
    "\u0301",
    "<b>",
    "</b>",
    "-",
    "/",
    "1",
    "\r\n",
    "|",
    "(",
    "“",
    "\f",
)


def check(text: str) -> Extraction:
    """The record of ``text``, with everything checked that must hold of any record."""
    record = extract(text)
    count = len(record.citations)
    for index, citation in enumerate(record.citations):
        assert citation.quote == text[citation.start : citation.end] != ""
        assert citation.number or citation.name or (citation.type and citation.issuer)
        assert citation.number is None or (not re.search(r"\s", citation.number) and _is_nfc(citation.number))
        assert citation.date is None or re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", citation.date)
        assert citation.within is None or (0 <= citation.within < count and citation.within != index)
        assert citation.within is None or record.citations[citation.within].start <= citation.start
        assert citation.title is None or (citation.title == " ".join(citation.title.split()) != "")
        assert len(set(citation.repairs)) == len(citation.repairs)
    places = [(c.start, -c.end) for c in record.citations]
    assert places == sorted(places)
    for anaphor in record.anaphora:
        assert anaphor.quote == text[anaphor.start : anaphor.end] != ""
        assert anaphor.refers_to is None or 0 <= anaphor.refers_to < count
    for stated in record.stated:
        assert 0 <= stated.object < count
        assert stated.subject is None or 0 <= stated.subject < count
    assert from_dict(json.loads(to_json(record))) == record
    return record


def _is_nfc(text: str) -> bool:
    return unicodedata.is_normalized("NFC", text)


@given(st.text())
@example("")
@example("\ud800")
@example("số")
@example("1/")
def test_any_text(text: str) -> None:
    check(text)


@given(st.lists(st.sampled_from(PIECES), max_size=60).map("".join))
def test_any_heap_of_the_words_that_citations_are_made_of(text: str) -> None:
    check(text)


@given(st.data())
def test_real_sentences_with_noise_anywhere(data: st.DataObject) -> None:
    text = data.draw(st.sampled_from(sentences()))
    for _ in range(data.draw(st.integers(1, 8))):
        at = data.draw(st.integers(0, len(text)))
        text = text[:at] + data.draw(st.sampled_from(NOISE)) + text[at:]
    check(text)


@given(st.data())
def test_any_part_of_a_document(data: st.DataObject) -> None:
    text = data.draw(st.sampled_from(documents("documents"))).text
    start = data.draw(st.integers(0, len(text)))
    check(text[start : data.draw(st.integers(start, len(text)))])


WHOLE_FILE: dict[str, Callable[[str], str]] = {
    "Windows line ends": lambda text: re.sub(r"\r?\n", "\r\n", text),
    "decomposed letters": lambda text: unicodedata.normalize("NFD", text),
    "no-break spaces": lambda text: text.replace(" ", "\u00a0"),
    "Icelandic Ð": lambda text: text.replace("Đ", "Ð"),
    "a zero-width space after every slash": lambda text: text.replace("/", "/\u200b"),
    "soft hyphens before hyphens": lambda text: text.replace("-", "\u00ad-"),
    "blanks at the ends of lines": lambda text: text.replace("\n", "  \n"),
    "a byte order mark": lambda text: "\ufeff" + text,
}


@pytest.mark.parametrize("noise", WHOLE_FILE)
@pytest.mark.parametrize("source", [s for which in GOLD for s in documents(which)], ids=lambda s: s.source.path[-24:])
def test_noise_that_carries_no_meaning_changes_nothing(source: SourceText, noise: str) -> None:
    clean, noisy = extract(source), check(WHOLE_FILE[noise](source.text))
    assert [_meaning(c) for c in noisy.citations] == [_meaning(c) for c in clean.citations]
    assert noisy.document == clean.document


def _meaning(citation: object) -> tuple[object, ...]:
    names = (
        "type",
        "number",
        "name",
        "date",
        "issuer",
        "co_issuers",
        "title",
        "relation",
        "zone",
        "within",
        "pinpoint",
    )
    return tuple(getattr(citation, name) for name in names)


def test_figures_that_run_together_are_no_day() -> None:
    assert dates.iso("1300200000000001200007380225790036000020", "12", "09") is None
    assert dates.iso("2031", "12", "09") == "2031-12-09"
