"""What makes a title its own: every row of the words and phrases of all titles tells something."""

from __future__ import annotations

import csv
from importlib.resources import files

import pytest

from kg.identity import titles

ROWS = list(csv.DictReader(files("kg.identity").joinpath("titles.csv").read_text(encoding="utf-8").splitlines()))


def own_words(row: dict[str, str]) -> frozenset[object]:
    """What a title has for itself that is made of the row's words, and of one word more where they are one."""
    if row["kind"] == "word":
        return frozenset(titles.words.__wrapped__(row["words"]))
    return frozenset(titles.pairs.__wrapped__(row["words"] if " " in row["words"] else f"{row['words']} gia"))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["words"])
def test_without_a_row_its_words_would_be_a_titles_own(row: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    assert own_words(row) == frozenset()
    left = {
        kind: frozenset(one["words"] for one in ROWS if one["kind"] == kind and one != row)
        for kind in ("word", "phrase")
    }
    monkeypatch.setattr(titles, "_rows", left.__getitem__)
    assert own_words(row) != frozenset()


@pytest.mark.parametrize(
    ("title", "own"),
    [
        ("quy định chi tiết một số điều của Luật Cảng biển", {("cang", "bien")}),
        ("về Luật Giá", set()),
        ("sửa đổi, bổ sung một số điều của Thông tư về đèn dầu", {("den", "dau")}),
    ],
)
def test_two_words_in_a_row_that_are_a_titles_own(title: str, own: set[tuple[str, str]]) -> None:
    assert titles.pairs(title) == own
