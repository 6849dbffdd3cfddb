"""Made documents for the tests of check, and what it finds in them."""

from __future__ import annotations

from datetime import date

from extract import SourceText, extract
from extract.records import Source
from kg.check import check
from kg.check.records import Finding
from kg.law.register import load_register

ENDED = "Nghị định số 13/2023/NĐ-CP"
LAND = "Luật Đất đai số 45/2013/QH13 ngày 29 tháng 11 năm 2013"
"""Both had ended when the made plan was signed."""


def plan(body: str, *, number: str = "13/QĐ-UBND", kind: str = "QUYẾT ĐỊNH", unit: str = "TỈNH LẠNG SƠN") -> str:
    place = unit.split(" ", 1)[1].title()
    head = (
        f"ỦY BAN NHÂN DÂN\n{unit}\nSố: {number}\n{place}, ngày 05 tháng 3 năm 2026\n\n{kind}\nBan hành Danh mục dự án\n"
    )
    return f"{head}\n{body}\n"


def found_in(*texts: str, as_of: date = date(2026, 6, 1)) -> list[Finding]:
    """What check finds in texts of one run, but for what could not be judged."""
    sources = [
        SourceText(text, Source(f"{place}.txt", str(place) * 64, "text/plain", len(text)))
        for place, text in enumerate(texts)
    ]
    report = check([(source, extract(source)) for source in sources], load_register(), as_of=as_of)
    return [one for one in report.findings if one.code not in ("S110", "C405")]
