"""Every way of writing a citation that was seen in real files: ``surface_forms.toml``, one row a form."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from extract import Citation, extract

ROWS: list[dict[str, Any]] = tomllib.loads((Path(__file__).parent / "surface_forms.toml").read_text("utf-8"))["row"]

VALUES: dict[str, Callable[[Citation], object]] = {
    "numbers": lambda c: c.number or "",
    "quotes": lambda c: c.quote,
    "types": lambda c: c.type,
    "dates": lambda c: c.date or "",
    "issuers": lambda c: c.issuer.name if c.issuer else "",
    "co_issuers": lambda c: [body.name for body in c.co_issuers],
    "titles": lambda c: c.title or "",
    "names": lambda c: c.name or "",
    "periods": lambda c: [c.period.start, c.period.end] if c.period else [],
    "relations": lambda c: c.relation,
    "zones": lambda c: c.zone,
    "pinpoints": lambda c: c.pinpoint or "",
    "within": lambda c: -1 if c.within is None else c.within,
    "repairs": lambda c: list(c.repairs),
}


def _param(row: dict[str, Any]) -> object:
    """A row; one with ``missed`` is a known miss, and says why."""
    marks = [pytest.mark.xfail(reason=row["missed"], strict=True)] if "missed" in row else []
    return pytest.param(row, id=row["form"], marks=marks)


@pytest.mark.parametrize("row", [_param(row) for row in ROWS])
def test_a_surface_form_is_read(row: dict[str, Any]) -> None:
    record = extract(row["text"])
    expected = {name: wanted for name, wanted in row.items() if name in VALUES}
    assert {name: [VALUES[name](c) for c in record.citations] for name in expected} == expected
    if "anaphora" in row:
        assert [a.quote for a in record.anaphora] == row["anaphora"]


def test_rows_name_only_what_is_compared() -> None:
    assert {name for row in ROWS for name in row} <= {"form", "text", "missed", "anaphora", *VALUES}
    assert len({row["form"] for row in ROWS}) == len(ROWS)
