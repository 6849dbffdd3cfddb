"""Whom a symbol names: one table for the extractor and for identity."""

from __future__ import annotations

import re
from typing import get_args

import pytest

from extract import extract
from kg.identity.naming import is_central
from ontology import table
from ontology.symbols import SymbolLevel, endings_of, issuer_of, symbols_of


def test_every_level_is_known_and_every_ending_is_of_its_own_symbol() -> None:
    assert {row["level"] for row in table("symbols")} == set(get_args(SymbolLevel))
    endings = [row for row in table("symbols") if row["ending"]]
    assert endings
    for row in endings:
        assert any(re.fullmatch(row["ending"], row["symbol"] + term) for term in ("", "15")), row


@pytest.mark.parametrize("symbol", ["TT-BYT", "NQ-CP", "KH-BCĐCP", "KH/BCĐTW", "NQ-UBTVQH15", "QĐ-TANDTC"])
def test_central_symbols_tell_it_to_identity(symbol: str) -> None:
    assert is_central(f"12/{symbol}")


@pytest.mark.parametrize("symbol", ["BC-ĐĐBQH", "KH-PCTN", "KL/TU", "KH-UBND"])
def test_local_symbols_do_not(symbol: str) -> None:
    assert not is_central(f"12/{symbol}")
    assert re.search(f"{endings_of('central', 'party')}$", symbol) is None


def test_the_figures_of_a_term_are_no_part_of_a_symbol() -> None:
    assert issuer_of("QH15") == issuer_of("QH")
    assert not any(symbol[-1].isdigit() for level in get_args(SymbolLevel) for symbol in symbols_of(level))


def test_a_document_without_letterhead_is_of_the_local_body_that_its_symbol_names() -> None:
    record = extract("Số: 12/TB-VPUBND\nĐình Lập, ngày 3 tháng 4 năm 2026\nTHÔNG BÁO\nKết luận cuộc họp")
    assert record.document.issuer is not None
    assert record.document.issuer.kind == "van-phong-uy-ban-nhan-dan"
