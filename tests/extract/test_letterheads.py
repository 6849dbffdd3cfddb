"""Letterhead, title, signature and recipients in the shapes of real files: ``letterheads*.toml``, one row a frame."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from extract import Document, extract

ROWS: list[dict[str, Any]] = [
    row
    for file in sorted(Path(__file__).parent.glob("letterheads*.toml"))
    for row in tomllib.loads(file.read_text("utf-8"))["row"]
]

VALUES: dict[str, Callable[[Document], object]] = {
    "number": lambda d: d.number or "",
    "symbol": lambda d: d.symbol or "",
    "type": lambda d: d.type or "",
    "label": lambda d: d.type_label or "",
    "date": lambda d: d.date or "",
    "place": lambda d: d.place or "",
    "issuer": lambda d: d.issuer.name if d.issuer else "",
    "co_issuers": lambda d: [body.name for body in d.co_issuers],
    "province": lambda d: d.province or "",
    "title": lambda d: d.title or "",
    "period": lambda d: [d.period.start, d.period.end] if d.period else [],
    "in_force": lambda d: [d.in_force.start, d.in_force.end or ""] if d.in_force else [],
    "signer": lambda d: (d.signer.name or "") if d.signer else "",
    "position": lambda d: (d.signer.position or "") if d.signer else "",
    "on_behalf_of": lambda d: (d.signer.on_behalf_of or "") if d.signer else "",
    "warnings": lambda d: list(d.warnings),
    "unread": lambda d: list(d.unread),
    "recipients": lambda d: list(d.recipients),
}


@pytest.mark.parametrize("row", ROWS, ids=[row["form"] for row in ROWS])
def test_a_frame_is_read(row: dict[str, Any]) -> None:
    document = extract(row["text"]).document
    expected = {name: wanted for name, wanted in row.items() if name in VALUES}
    assert {name: VALUES[name](document) for name in expected} == expected


@pytest.mark.parametrize("row", ROWS, ids=[row["form"] for row in ROWS])
def test_a_documents_own_number_is_never_a_citation(row: dict[str, Any]) -> None:
    record = extract(row["text"])
    assert record.document.number not in {citation.number for citation in record.citations if citation.number}


def test_rows_name_only_what_is_compared() -> None:
    assert {name for row in ROWS for name in row} <= {"form", "text", *VALUES}


@pytest.mark.parametrize(("number", "date"), [("", "2026-05-25"), ("179/KH-UBND", "")])
def test_what_a_letterhead_lacks_is_said(number: str, date: str) -> None:
    """A warning for the number and one for the day, where they are not there; none where they are."""
    day = "Đình Lập, ngày 25 tháng 5 năm 2026\n" if date else ""
    text = f"ỦY BAN NHÂN DÂN\nXÃ ĐÌNH LẬP\nSố: {number or '     /KH-UBND'}\n{day}KẾ HOẠCH\nCông tác dân vận năm 2026\n"
    warnings = extract(text).document.warnings
    assert len(warnings) == 1
    assert ("ngày" if number else "số") in warnings[0].lower()
