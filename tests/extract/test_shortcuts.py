"""What is only there for speed changes nothing: what is kept by its words, told by its first letters, left as it is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from samples import GOLD, documents, sentences

from extract.bodies.mentioned import openings
from extract.bodies.misread import _NEXT_WORD, _begun, _names
from extract.bodies.outside import OUTSIDE_OPENS
from extract.divisions import ARTICLE, CHAPTER
from extract.frame import kinds
from extract.mentions import pinpoints
from extract.mentions.numbers import find_numbers
from extract.mentions.qualifiers import _LONGEST_JOIN, joins
from extract.repair import clean as repairing
from extract.repair.clean import clean
from extract.repair.paragraphs import _PAGE, OPENS_PAGE
from extract.roles.cues import Token, standard
from extract.vocabulary import rows
from extract.words import at_lines, lowered, unaccented
from ontology import table

SOURCES = [source for which in GOLD for source in documents(which)]
PARTS = (
    *sentences(),
    "khoản 2 ",
    "Điều 5 ",
    "điểm a, b ",
    "mẫu số 3 ",
    "Phụ lục II ",
    "tiết c ",
    "của ",
    "và ",
    "kèm theo ",
)
BREAKS = (
    "\n",
    "\n\n",
    ".\n",
    ";\n",
    ": \n",
    " ",
    "  ",
    ".\n1. ",
    ";\n\n- ",
    ".\n\nII. NHIỆM VỤ",
    ":\n“",
    ".\n12\n",
    ".\n\n35 CÔNG BÁO/Số 35/Ngày 08-01-2024\n",
    ".\n*Điều 3. ",
    "!\nß",
    "---",
    "\n12\n",
    "Trang 3\n",
    "\nCông việc",
    "\nTrường ",
    "\u00a0",
    " \n",
    " \n\n",
    ". \n",
    "; \n\n",
    ",\n\n",
    " |\n| ",
    "|\n|",
    "\nb) ",
    "\nCăn cứ Luật Thú y;",
    "\nQUYẾT ĐỊNH:",
)
TEXTS = st.lists(st.sampled_from((*PARTS, *BREAKS)), max_size=12).map("".join)


def is_read_alike(text: str, monkeypatch: pytest.MonkeyPatch) -> bool:
    found = clean(text)
    with monkeypatch.context() as changed:
        changed.setattr(repairing, "_NOISE", repairing._ANY_NOISE)
        whole = clean(text)
    places = range(0, len(whole.text), 1 + len(whole.text) // 50)
    spans = [[one.span(at, at + 1) for at in places] for one in (found, whole)]
    return found.text == whole.text and spans[0] == spans[1]


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.source.path[-24:])
def test_lines_that_end_paragraphs_stay_as_if_each_was_looked_at(
    source: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert is_read_alike(source.text, monkeypatch)  # type: ignore[attr-defined]


@given(TEXTS)
def test_so_do_those_of_composed_texts(text: str) -> None:
    with pytest.MonkeyPatch.context() as monkeypatch:
        assert is_read_alike(text, monkeypatch)


@given(TEXTS, st.integers(0, 400), st.integers(0, 400))
def test_cues_that_are_kept_by_their_stretch_are_those_that_stand_there(text: str, start: int, length: int) -> None:
    words, small = standard()._deciding, lowered(text)
    start, end = min(start, len(text)), min(start + length, len(text))
    found = words._pattern.finditer(f" {small}", start, end + 1)
    there = [Token(one.start(1) - 1, one.end(1) - 1, cue) for one in found for cue in words._meant(one[1])]
    assert words.find(small, start, end) == (there if end - start >= 3 else [])


@given(TEXTS, st.integers(0, 60))
def test_what_opens_lines_is_found_as_by_a_search(text: str, start: int) -> None:
    for pattern in (ARTICLE, CHAPTER, kinds._ORDER, kinds.RECITAL):
        for source in (text, f"Điều 1. {text}\n\nQUYẾT ĐỊNH:\n\n"):
            there = [one.span() for one in pattern.finditer(source, min(start, len(source)))]
            assert [one.span() for one in at_lines(pattern, source, min(start, len(source)))] == there


@pytest.mark.parametrize("row", [row for row in rows("pages") if row["where"] == "any" and row["holds"]], ids=str)
def test_a_sign_that_stands_somewhere_holds_its_letters_as_often(row: dict[str, str]) -> None:
    sign = next(one for one in kinds._signs() if one.words.pattern == row["words"])
    for text in (row["example"].replace(" ⏎ ", "\n"), row["example"].replace(" ⏎ ", "\n").upper()):
        found = len(list(sign.words.finditer(lowered(text))))
        assert found >= sign.least
        assert sum(lowered(text).count(letters) for letters in sign.holds) >= found
        assert sign.stands_in(text)


def test_whoever_is_found_opens_as_bodies_do() -> None:
    words = (
        "Sở Y tế",
        "UBND xã",
        "Ban Thường vụ Tỉnh ủy",
        "Chánh Thanh tra Bộ Nội vụ",
        "Hội Nông dân",
        "Đảng đoàn Quốc hội",
    )
    names = [row["name"] for row in table("bodies")] + [f"{kind} Sông Xanh" for kind in OUTSIDE_OPENS] + [*words]
    for name in names:
        for written in (name, name.upper(), name.lower(), name.replace(" ", "\n")):
            assert written[:3].lower() in openings() or written[:2].lower() in openings()


@pytest.mark.parametrize("head", sorted(_begun()))
def test_a_name_goes_on_with_the_next_word_of_a_longer_one(head: str) -> None:
    longer = [name for name in _names().values() if name.startswith(f"{head} ")]
    assert longer
    for name in longer:
        following = _NEXT_WORD.match(name, len(head))
        assert following is None or unaccented(following[1]) in _begun()[head]


@pytest.mark.parametrize("gap", [" , và các số ", ", và ", " hoặc các số ", "; và các số "])
def test_what_joins_acts_that_amend_is_no_longer_than_is_looked_at(gap: str) -> None:
    assert joins(gap.replace(";", ","))
    assert len(gap) <= _LONGEST_JOIN


@given(TEXTS)
def test_whatever_ends_as_a_pinpoint_is_looked_for(text: str) -> None:
    for number in find_numbers(text + "số 5/QĐ-UBND"):
        begin = max(0, number.start - pinpoints._REACH)
        match = pinpoints._PINPOINT.search(text, begin, number.start)
        named = pinpoints._WORD.search(text, begin, number.start)
        if match and named and pinpoints._may_end(text[max(0, number.start - 12) : number.start]):
            assert pinpoints.find_pinpoint(text, number.start) is not None


@pytest.mark.parametrize(
    "page",
    [
        "CÔNG BÁO/Số 35 + 36/Ngày 08-01-2024",
        "12 CÔNG BÁO/Số 35/Ngày 08-01-2024 ",
        "7\n",
        "Trang 3/9\n",
        "Page 3\n",
    ],
)
def test_what_stands_between_pages_opens_so(page: str) -> None:
    assert _PAGE.match(page)
    assert page.startswith(OPENS_PAGE)
