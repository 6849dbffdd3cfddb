"""Thousands of citations in documents that know their own gold, with every noise; what failed once stays an example."""

from __future__ import annotations

from dataclasses import replace

from generator import Cited, Head, Issuer, Passage, Recipe, compose
from hypothesis import example, given, settings
from recipes import recipes

from extract import Source, SourceText, extract
from extract.evaluate import evaluate

PREMIER = Issuer("Thủ tướng Chính phủ", "Thủ tướng Chính phủ")
HEAD = Head(0, "xã Tam Kim", 12, "2025-03-04")


def one(cited: Cited, *others: Cited, head: Head = HEAD, width: int = 0, spaced: bool = False) -> Recipe:
    """A document with one recital."""
    return Recipe(head, (Passage(0, (cited, *others)),), (), width, spaced)


CIRCULAR = Cited("TT", "126/2007/TT-BKHCN", day="2007-11-17", implied="Bộ Khoa học và Công nghệ")
DIRECTIVE = Cited("CT", "33/CT-TTg", day="2021-11-26", implied="Thủ tướng Chính phủ")
AMENDED = Cited("LUAT", "85/2015/QH13", day="2015-06-25", implied="Quốc hội")
WARD = Issuer("UBND phường 2 Bảo Lộc", "Ủy ban nhân dân phường 2 Bảo Lộc")
SMALL = replace(DIRECTIVE, noises=("small type",))
AMPERSAND = Cited("TT", "63/2003/TT-BGD&ĐT", day="2003-08-29", implied="Bộ Giáo dục và Đào tạo")


@settings(max_examples=250)
@given(recipes)
@example(one(replace(DIRECTIVE, issuer=PREMIER, title="về công tác văn thư", noises=("glued note on the year",))))
@example(one(replace(AMENDED, noises=("glued note on the year",)), replace(AMENDED, number="83/2025/QH15")))
@example(one(Cited("TB", "3038/TB-UBND", issuer=WARD)))
@example(one(replace(AMPERSAND, noises=("blank after hyphen",))))
@example(one(replace(AMPERSAND, noises=("break after hyphen",), at=1)))
@example(one(replace(CIRCULAR, noises=("break after hyphen", "glued ngày"))))
@example(one(DIRECTIVE, width=1, spaced=True))
@example(one(DIRECTIVE, head=Head(0, "xã Phương Tú", 4967, "2019-11-09")))
@example(Recipe(replace(HEAD, title=1), (Passage(3, (SMALL,)),), (), 0, False))  # "... Quy chế làm việc", a recital
def test_a_document_is_read_as_it_was_written(recipe: Recipe) -> None:
    written = compose(recipe)
    record = extract(SourceText(written.text, Source("generated.txt", "", "text/plain", len(written.text))))
    assert evaluate([written.gold], [record]).differences == []
