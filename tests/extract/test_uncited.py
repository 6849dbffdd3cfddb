"""What cites nothing gives no law, number or day, however much it looks like one."""

from __future__ import annotations

from uncited import uncited_page

from extract import extract


def test_pages_that_cite_nothing_give_nothing() -> None:
    invented = []
    for seed in range(300):
        kind, text = uncited_page(seed)
        record = extract(text)
        own = record.document.number, record.document.symbol, record.document.date
        if record.citations or any(own):
            invented.append((seed, kind, own, [citation.quote for citation in record.citations]))
    assert invented == []
