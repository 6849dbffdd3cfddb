"""The rows by which verdicts read texts: each is the only one of its kind in its example, which it alone explains."""

from __future__ import annotations

import re

import pytest

from kg.law import words
from ontology.spelling import fold

LISTED = {"field", "beside", "lists"}
"""Kinds that are compared whole and not searched for; their tests stand with the data of pages."""
FOLDED = {
    "told_bases", "details", "obeys", "was", "amended", "amended_by", "joined", "writings", "span", "ahead",
    "carries_on",
}  # fmt: skip
AS_WRITTEN = {"results", "ends_articles", "gazette"}
"""Kinds whose capitals count."""
ROWS = [row for row in words.rows() if row["kind"] not in LISTED]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['kind']}: {row['words']}")
def test_each_row_is_needed_by_its_example(row: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    kind, folded = row["kind"], row["kind"] in FOLDED
    example = fold(row["example"]) if folded else row["example"]
    flags = re.NOFLAG if kind in AS_WRITTEN else re.IGNORECASE
    assert re.search(words.any_of(kind, folded=folded), example, flags)
    rest = [one for one in words.rows_of(kind) if one != row]
    monkeypatch.setattr(words, "rows_of", lambda _: rest)
    words.any_of.cache_clear()
    without = words.any_of(kind, folded=folded) if rest else r"\Zx"
    words.any_of.cache_clear()
    assert not re.search(without, example, flags)


def test_words_between_two_words_are_a_few_of_one_sentence() -> None:
    past = re.compile(f"(?i){words.any_of('looks_back', folded=False)}")
    for text, found in (
        ("nộp trước ngày 01/01/2026 thì tiếp tục theo", True),
        ("trước ngày 01/01/2026; các xã tiếp tục theo", False),
        (f"trước ngày {'rất ' * 30}tiếp tục theo", False),
    ):
        assert (past.search(text) is not None) is found


def test_a_kind_without_rows_is_a_mistake() -> None:
    with pytest.raises(KeyError):
        words.any_of("no such kind")
