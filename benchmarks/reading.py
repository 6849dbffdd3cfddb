"""How fast files are read, by format, against the libraries alone where there is one.

    python benchmarks/reading.py              about a minute
    python benchmarks/reading.py --scans      with two recognised pages: half a minute more

The plans of ``data/plans`` are written as one long document and turned into every format by LibreOffice, which must be
installed. Times are by the clock, the best of several runs, since PDF, .doc and scans are read by other processes; the
process that reads PDF runs already, as it does from the second file on.
"""

from __future__ import annotations

import argparse
import html
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests"), str(ROOT / "tests/reading")]

import pypdfium2  # noqa: E402
from test_formats_agree import plain, scanned  # noqa: E402

from extract import read  # noqa: E402
from extract.reading.doc import find_office  # noqa: E402

TIMES = 8
"""How often the five plans stand in the long document."""
FORMS = {"odt": "odt", "docx": "docx", "rtf": "rtf", "doc": "doc", "pdf": "pdf"}


def main() -> None:
    """Print one line a format."""
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("--scans", action="store_true", help="recognise two scanned pages as well")
    arguments = cli.parse_args()
    office = find_office()
    if office is None:
        sys.exit("LibreOffice is not installed; it makes the files that are read here.")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        files = made(folder, office)
        print(f"{'format':<8}{'kB':>8}{'characters':>12}{'pages':>7}{'seconds':>9}{'MB/s':>8}{'pages/s':>9}")
        for file in files:
            row(file)
        pdf = files[-1]
        alone = best(lambda: text_alone(pdf))
        ours = best(lambda: read(pdf))
        print(f"\ntext PDF: {ours / alone:.1f} times the time of pypdfium2 alone ({alone:.3f} s)")
        if arguments.scans:
            scan = folder / "scan.pdf"
            with pypdfium2.PdfDocument(pdf) as document:
                while len(document) > 2:
                    document.del_page(2)
                scan.write_bytes(scanned(document))
            row(scan)


def made(folder: Path, office: str) -> list[Path]:
    """The long document in every format."""
    paragraphs = [
        line for plan in sorted((ROOT / "data/plans").glob("*.*")) for line in plain(plan).split("\n")
    ] * TIMES
    text, page = folder / "plan.txt", folder / "plan.html"
    text.write_text("\n".join(paragraphs), encoding="utf-8")
    body = "".join(f"<p>{html.escape(line)}</p>\n" for line in paragraphs)
    page.write_text(f'<html><head><meta charset="utf-8"></head><body>{body}</body></html>', encoding="utf-8")
    start = [office, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
    convert(start, page, "odt", folder, "--infilter=HTML (StarWriter)")
    for form in ("docx", "rtf", "doc", "pdf"):
        convert(start, folder / "plan.odt", form, folder)
    return [text, page, *(folder / f"plan.{form}" for form in FORMS)]


def convert(start: list[str], file: Path, form: str, folder: Path, *options: str) -> None:
    command = [*start, *options, "--convert-to", form, "--outdir", str(folder), str(file)]
    subprocess.run(command, check=True, capture_output=True)


def row(file: Path) -> None:
    """Read a file several times and print how long it took."""
    source = read(file)
    seconds = best(lambda: read(file), runs=1 if "scan" in file.name or file.suffix == ".doc" else 5)
    pages = len({page.number for page in source.pages})
    size = file.stat().st_size
    rate = f"{pages / seconds:>9.1f}" if pages else f"{'':>9}"
    name = "scan" if "scan" in file.name else file.suffix[1:]
    speed = size / 1e6 / seconds
    print(f"{name:<8}{size / 1e3:>8.0f}{len(source.text):>12,}{pages or '':>7}{seconds:>9.3f}{speed:>8.1f}{rate}")


def text_alone(file: Path) -> None:
    """All that pypdfium2 says of a PDF, without any layout."""
    with pypdfium2.PdfDocument(file) as document:
        for page in document:
            text = page.get_textpage()
            text.get_text_range()
            text.close()
            page.close()


def best(work: Callable[[], object], runs: int = 5) -> float:
    """The shortest of several runs, in seconds."""
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times)


if __name__ == "__main__":
    main()
