"""What finds the patterns that no sentence needs: they find nothing for once, and records that stay the same tell."""

from __future__ import annotations

import re
from typing import Any

import pytest

from benchmarks.unproven import Muted, Place, unproven


def test_a_pattern_is_unproven_where_no_text_is_read_otherwise_without_it() -> None:
    patterns = {"number": r"\d+", "market": "chợ", "pier": "bến", "word": r"\w+"}
    places = {name: Place(name, pattern) for name, pattern in patterns.items()}
    number, market, pier, word = (Muted(re.compile(one), places[name]) for name, one in patterns.items())

    def read(text: str) -> object:
        told = market.search(text) is not None or "chợ" in text  # what it finds is told without it, too
        return number.findall(text), told, pier.match(text), word.search(text).group()

    texts = ["số 12 về chợ", "về bến", "chợ"]
    assert [(place.where, found) for place, found in unproven(texts, read, places.values())] == [
        ("market", 2),
        ("pier", 0),
    ]
    assert not any(place.muted for place in places.values())


@pytest.mark.parametrize(
    ("method", "given", "nothing"),
    [
        ("match", ("chợ bến",), None),
        ("search", ("về chợ",), None),
        ("fullmatch", ("chợ",), None),
        ("finditer", ("chợ, chợ",), []),
        ("findall", ("chợ, chợ",), []),
        ("split", ("a chợ b",), ["a chợ b"]),
        ("sub", ("-", "a chợ b"), "a chợ b"),
        ("subn", ("-", "a chợ b"), ("a chợ b", 0)),
    ],
)
def test_a_muted_pattern_finds_nothing_and_another_what_it_finds(
    method: str, given: tuple[str, ...], nothing: object
) -> None:
    plain = re.compile("chợ")
    place = Place("here", "chợ")

    def answer(pattern: Any) -> Any:
        said = getattr(pattern, method)(*given)
        said = [*said] if method == "finditer" else said
        return str(said)  # matches compare by what they are

    assert answer(Muted(plain, place)) == answer(plain)
    assert place.found
    place.muted, place.found = True, False
    assert answer(Muted(plain, place)) == str(nothing)
    assert not place.found
