"""One way to compare words with their accents, one without; and the examples in the docstrings hold."""

from __future__ import annotations

import doctest
import unicodedata
from importlib import import_module

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract import words
from kg.identity import naming
from ontology.spelling import fold, key
from ontology.units import unit_key

VIETNAMESE = st.text(st.sampled_from("aăâeêioôơuưyđĐÐƉɖàảãáạoòỏỷỵúq bTHOẢUỶ\u0301\u0300\u031b\n’"), max_size=30)


@pytest.mark.parametrize("module", ["ontology", "ontology.spelling", "ontology.symbols", "ontology.units"])
def test_the_examples_hold(module: str) -> None:
    result = doctest.testmod(import_module(module))
    assert result.attempted
    assert result.failed == 0


def test_there_is_one_fold() -> None:
    assert words.fold is naming.fold is fold
    assert words.key is key


@given(VIETNAMESE)
def test_comparing_twice_changes_nothing(text: str) -> None:
    for form in (key, fold, unit_key):
        assert form(form(text)) == form(text)


@given(VIETNAMESE)
def test_what_has_one_key_has_one_fold(text: str) -> None:
    assert fold(key(text)) == fold(text) == fold(unicodedata.normalize("NFD", text))
