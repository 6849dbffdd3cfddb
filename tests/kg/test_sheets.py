"""Tables as spreadsheets open them: days are days, numbers numbers, and nothing is a formula."""

from __future__ import annotations

import csv
import io
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import office
import pytest

from extract.errors import InputError
from kg.render.blocks import Table, columns
from kg.render.sheet import write_csv, xlsx

CALC = Path(shutil.which("soffice") or "none").resolve().with_name("libsclo.so")
SHEET = Table(
    columns("document", ("date", "day"), "count", ("level", "level")),
    (("=1+2", "2025-06-30", 7, "commune"), ("Kế hoạch\x1b", "2025-06", None, None), ("-3", "not a day", 1, "province")),
)


def test_a_sheet_has_dates_numbers_words_and_no_formula() -> None:
    with zipfile.ZipFile(io.BytesIO(xlsx(SHEET, "vi"))) as parts:
        page = parts.read("xl/worksheets/sheet1.xml").decode()
        words = parts.read("xl/sharedStrings.xml").decode()
        styles = parts.read("xl/styles.xml").decode()
    assert "<f>" not in page
    assert '<c r="B2" s="' in page
    assert "<v>45838</v>" in page  # the day as a spreadsheet counts it
    assert re.search(r'<c r="C2"[^>]*><v>7</v>', page)
    assert all(
        f">{word}<" in words for word in ("=1+2", "cấp xã", "6/2025", "văn bản", "Kế hoạch\N{REPLACEMENT CHARACTER}")
    )
    assert 'quotePrefix="1"' in styles
    assert "dd/mm/yyyy" in styles


def test_a_sheet_too_long_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.render.sheet.ROWS", 2)
    with pytest.raises(InputError, match="these are 3"):
        xlsx(SHEET, "en")


@pytest.mark.skipif(bool(office.missing()), reason=str(office.missing()))
@pytest.mark.skipif(not CALC.is_file(), reason="LibreOffice Calc is not installed: libreoffice-calc-nogui")
@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_an_office_opens_it(tmp_path: Path, form: str) -> None:
    """Accents stay, and what looks like a formula is not computed."""
    made = tmp_path / f"made.{form}"
    if form == "xlsx":
        made.write_bytes(xlsx(SHEET, "vi"))
    else:
        with made.open("w", encoding="utf-8-sig", newline="") as file:
            write_csv(SHEET, file)
    home = f"-env:UserInstallation={(tmp_path / 'home').as_uri()}"
    into = (
        "--convert-to",
        "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true",
        "--outdir",
        str(tmp_path / "out"),
    )
    subprocess.run(["soffice", home, "--headless", *into, str(made)], check=True, capture_output=True, timeout=180)
    rows = list(csv.reader(io.StringIO((tmp_path / "out" / "made.csv").read_text(encoding="utf-8-sig"))))
    assert rows[1][0] in ("=1+2", "'=1+2")
    assert rows[1][1] == ("30/06/2025" if form == "xlsx" else "2025-06-30")
    assert rows[1][3] == ("cấp xã" if form == "xlsx" else "commune")
