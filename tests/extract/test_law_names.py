"""Every law that the vocabulary names, with every way of writing number and day behind the name, is one citation."""

from __future__ import annotations

import pytest

from extract import extract
from extract.vocabulary import rows

NUMBER, DAY = "77/2026/QH16", "2026-01-18"
TAILS = [
    (" số 77/2026/QH16", NUMBER, None),
    (", số 77/2026/QH16", NUMBER, None),
    (" số: 77/2026/QH16", NUMBER, None),
    (" 77/2026/QH16", NUMBER, None),
    (" (sửa đổi) số 77/2026/QH16", NUMBER, None),
    (" số 77/2026/QH16 ngày 18/01/2026", NUMBER, DAY),
    (" số 77/2026/QH16, ngày 18 tháng 01 năm 2026", NUMBER, DAY),
    (" số 77/2026/QH16 năm 2026", NUMBER, "2026"),
    (" ngày 18 tháng 01 năm 2026", None, DAY),
    (" ngày 18/01/2026", None, DAY),
    (" năm 2026", None, "2026"),
    (" 2026", None, "2026"),
    (" sửa đổi năm 2026", None, "2026"),
    (" sửa đổi 2026", None, "2026"),
    (" sửa đổi 77/2026/QH16", NUMBER, None),
    ("", None, None),
]
NAMES = [f"{row['type']} {row['name']}" for row in rows("laws")]


@pytest.mark.parametrize(("tail", "number", "date"), TAILS, ids=[tail or "nothing" for tail, _, _ in TAILS])
def test_a_law_is_one_citation_with_its_number_and_day(tail: str, number: str | None, date: str | None) -> None:
    wrong = {}
    for name in NAMES:
        found = [(c.quote, c.number, c.date) for c in extract(f"Căn cứ {name}{tail};").citations]
        if found != [(f"{name}{tail}", number, date)]:
            wrong[name] = found
    assert wrong == {}


@pytest.mark.parametrize("count", [1, 2, 3, 9, 15, 40])
@pytest.mark.parametrize(("tail", "date"), [("", None), (" ngày 29 tháng 11 năm 2024", "2024-11-29")])
def test_an_amending_law_of_any_length_is_one_citation(count: int, tail: str, date: str | None) -> None:
    """The number is the amending law's; the laws that it amends are only cited, within."""
    names = [name for name in NAMES if name.startswith("Luật ")][60 : 60 + count]
    listed = " và ".join(filter(None, (", ".join(names[:-1]), names[-1])))
    first, *inner = extract(f"Căn cứ Luật sửa đổi, bổ sung một số điều của {listed} số 91/2024/QH15{tail};").citations
    assert (first.number, first.date, first.relation, first.within) == ("91/2024/QH15", date, "based_on", None)
    assert [(c.name, c.number, c.date, c.relation, c.within) for c in inner] == [
        (name, None, None, "cites", 0) for name in names
    ]


@pytest.mark.parametrize("tail", ["", " ngày 29 tháng 6 năm 2024", " ngày 29/6/2024", " năm 2024"])
@pytest.mark.parametrize("count", [3, 4, 12])
def test_numbers_inside_an_amending_laws_name_are_those_of_the_laws_it_amends(count: int, tail: str) -> None:
    names = [name for name in NAMES if name.startswith("Luật ")][100 : 100 + count]
    numbered = [f"{name} số {place + 10}/2020/QH14" for place, name in enumerate(names)]
    listed = f"{', '.join(numbered[:-1])} và {numbered[-1]}"
    first, *inner = extract(f"Căn cứ Luật sửa đổi, bổ sung một số điều của {listed}{tail};").citations
    assert (first.number, first.relation, first.within) == (None, "based_on", None)
    assert (first.date or "")[:4] == ("2024" if tail else "")
    assert first.name == f"Luật sửa đổi, bổ sung một số điều của {', '.join(names[:-1])} và {names[-1]}"
    assert [(c.number, c.date, c.relation, c.within) for c in inner] == [
        (f"{place + 10}/2020/QH14", None, "cites", 0) for place in range(count)
    ]
