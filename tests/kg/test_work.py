"""Reading does not become dearer unseen: what it does for the texts that come along is counted, and committed to."""

from __future__ import annotations

import re
import sys

import pytest

from benchmarks.work import MARGIN, TEXTS, _Watched, committed, counted, over


@pytest.mark.parametrize("texts", TEXTS)
def test_the_extractor_does_no_more_than_is_committed(texts: str) -> None:
    now, known = counted(TEXTS[texts]), committed()[texts]
    assert not over(now, known), (
        f"{texts}: {now}, and {known} is committed. Ask later, or only where a rare word stands; if it is worth that "
        'much: python -m benchmarks.work --accept "what it is for"'
    )


def test_more_than_the_margin_is_refused() -> None:
    known = {"calls": 100.0, "passes": 10.0}
    assert over({"calls": 100 * MARGIN, "passes": 10.0}, known) == []
    assert over({"calls": 100.0, "passes": 10 * MARGIN + 0.01}, known) == ["passes"]


@pytest.mark.parametrize(
    ("method", "given", "looked"),
    [
        ("search", ("aaab" * 2,), 4),
        ("search", ("a" * 9,), 9),
        ("search", ("a" * 9, 2, 5), 3),
        ("finditer", ("ab" * 3, 1), 5),
        ("sub", ("", "abc"), 3),
        ("findall", ("abc", 0, sys.maxsize), 3),
        ("match", ("a" * 9,), 0),
    ],
)
def test_patterns_count_what_they_look_through(method: str, given: tuple[object, ...], looked: int) -> None:
    pattern, before = _Watched(re.compile("b")), _Watched.looked
    result = getattr(pattern, method)(*given)
    assert _Watched.looked - before == looked
    plain = getattr(re.compile("b"), method)(*given)
    assert (
        [one.span() for one in result] == [one.span() for one in plain]
        if method == "finditer"
        else str(result) == str(plain)
    )
