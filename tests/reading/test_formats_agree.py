"""The same plan in every format gives the same record, with real LibreOffice and real tesseract."""

from __future__ import annotations

import html
import re
import shutil
import subprocess
import zlib
from collections import Counter
from pathlib import Path

import office
import pypdfium2
import pytest
from making import written_pdf

from extract import Citation, extract
from extract.reading import doc, ocr, read
from extract.reading.flow import superscript
from extract.repair.clean import clean

PLANS = sorted((Path(__file__).parents[2] / "data" / "plans").glob("*.*"))
OFFICE = doc.find_office()
CONVERTED = {"docx": "docx", "rtf": "rtf", "doc": "doc", "pdf": "pdf", "saved.html": "html:HTML (StarWriter)"}

needs_office = pytest.mark.skipif(bool(office.missing()), reason=str(office.missing()))
needs_tesseract = pytest.mark.skipif(bool(ocr.missing()), reason=f"not recognised here: {ocr.missing()}")


def as_author_wrote(plan: Path) -> tuple[list[str], list[str]]:
    """Whole paragraphs, with ⟦n⟧ for the mark of the n-th footnote, and the footnotes."""
    reading = clean(read(plan).text)
    body = reading.text[: reading.body_end]
    notes = sorted(
        ((note.mark, reading.text[note.start : note.end].strip()) for note in reading.notes if note.mark is not None),
        reverse=True,
    )
    for number, (mark, _) in zip(range(len(notes), 0, -1), notes, strict=True):
        body = f"{body[:mark]}⟦{number}⟧{body[mark:]}"
    return [line for line in body.split("\n") if line.strip()], [note for _, note in reversed(notes)]


def plain(plan: Path) -> str:
    paragraphs, notes = as_author_wrote(plan)
    lines = [re.sub(r"⟦(\d+)⟧", lambda m: superscript(m[1]), line) for line in paragraphs]
    return "\n".join(lines + [f"{superscript(number)} {note}" for number, note in enumerate(notes, 1)])


def office_html(plan: Path) -> str:
    """A page as LibreOffice writes it, footnotes included, so that it makes real ones of them."""
    paragraphs, notes = as_author_wrote(plan)
    mark = r'<a class="sdfootnoteanc" name="sdfootnote\1anc" href="#sdfootnote\1sym"><sup>\1</sup></a>'
    body = "".join(f"<p>{re.sub('⟦([0-9]+)⟧', mark, html.escape(line))}</p>\n" for line in paragraphs)
    feet = "".join(
        f'<div id="sdfootnote{n}"><p class="sdfootnote"><a class="sdfootnotesym" name="sdfootnote{n}sym" '
        f'href="#sdfootnote{n}anc">{n}</a> {html.escape(note)}</p></div>\n'
        for n, note in enumerate(notes, 1)
    )
    return f'<html><head><meta charset="utf-8"></head><body>{body}{feet}</body></html>'


def word_html(plan: Path) -> bytes:
    """A page as Word writes it: lines wrapped anywhere, and a charset that is not the real one."""
    paragraphs, notes = as_author_wrote(plan)
    mark = (
        r'<a style="mso-footnote-id:ftn\1" href="#_ftn\1" name="_ftnref\1"><![if !supportFootnotes]>[\1]<![endif]></a>'
    )
    body = "".join(
        f"<p class=MsoNormal><span lang=VI>{re.sub('⟦([0-9]+)⟧', mark, html.escape(line))}<o:p></o:p></span></p>\n"
        for line in paragraphs
    )
    feet = "".join(
        f'<p class=MsoFootnoteText><a href="#_ftnref{n}" name="_ftn{n}">[{n}]</a> {html.escape(note)}</p>\n'
        for n, note in enumerate(notes, 1)
    )
    head = '<html><head><meta http-equiv=Content-Type content="text/html; charset=windows-1258"></head><body>'
    return f"{head}{body}{feet}".replace(" số ", "\r\nsố ").encode("utf-8")


def convert(folder: Path, form: str, files: list[Path], *options: str) -> None:
    assert OFFICE is not None
    command = [OFFICE, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", *options]
    subprocess.run([*command, "--convert-to", form, "--outdir", folder, *files], check=True, capture_output=True)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every plan in every format, as ``<plan>.<format>``."""
    folder = tmp_path_factory.mktemp("formats")
    for plan in PLANS:
        (folder / f"{plan.stem}.txt").write_text(plain(plan), encoding="utf-8")
        (folder / f"{plan.stem}.md").write_text("\n\n".join(plain(plan).split("\n")), encoding="utf-8")
        (folder / f"{plan.stem}.html").write_text(office_html(plan), encoding="utf-8")
        (folder / f"{plan.stem}.word.html").write_bytes(word_html(plan))
    if office.missing() is None:
        convert(folder, "odt", [folder / f"{plan.stem}.html" for plan in PLANS], "--infilter=HTML (StarWriter)")
        texts = [folder / f"{plan.stem}.odt" for plan in PLANS]
        for name, form in CONVERTED.items():
            if name == "saved.html":
                (folder / "saved").mkdir()
                convert(folder / "saved", form, texts)
            else:
                convert(folder, form, texts[:1] if name == "doc" else texts)
    return folder


def said(citation: Citation) -> tuple[str | None, ...]:
    issuer = citation.issuer.name if citation.issuer else None
    return citation.number, citation.name, citation.date, issuer, citation.relation


def record(path: Path) -> tuple[Counter[tuple[str | None, ...]], tuple[object, ...]]:
    extraction = extract(read(path))
    document = extraction.document
    about = (document.number, document.type, document.date, document.issuer, document.title, document.period)
    return Counter(map(said, extraction.citations)), about


@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan.stem)
@pytest.mark.parametrize("form", ["md", "html", "word.html"])
def test_pages_and_markdown_agree_with_text(folder: Path, plan: Path, form: str) -> None:
    assert record(folder / f"{plan.stem}.{form}") == record(folder / f"{plan.stem}.txt")


@needs_office
@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan.stem)
@pytest.mark.parametrize("form", ["odt", "docx", "rtf", "pdf", "saved"])
def test_office_files_agree_with_text(folder: Path, plan: Path, form: str) -> None:
    file = folder / "saved" / f"{plan.stem}.html" if form == "saved" else folder / f"{plan.stem}.{form}"
    assert record(file) == record(folder / f"{plan.stem}.txt")


@needs_office
def test_old_word_agrees_with_text(folder: Path) -> None:
    assert record(folder / f"{PLANS[0].stem}.doc") == record(folder / f"{PLANS[0].stem}.txt")


@needs_office
@pytest.mark.skipif(shutil.which("antiword") is None, reason="antiword is not installed")
def test_old_word_without_libreoffice(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doc, "find_office", lambda: None)
    source = read(folder / f"{PLANS[0].stem}.doc")
    wanted = Counter(c.number for c in extract(read(folder / f"{PLANS[0].stem}.txt")).citations)
    assert Counter(c.number for c in extract(source).citations) == wanted
    assert "was read by antiword" in source.warnings[0]


@needs_office
@needs_tesseract
def test_a_scan_has_the_numbers(folder: Path) -> None:
    """At least 98 % of the numbers of a clean scan, with their confidence told."""
    name = PLANS[1].stem
    scan = folder / f"{name}.scan.pdf"
    scan.write_bytes(scanned(pypdfium2.PdfDocument(folder / f"{name}.pdf")))
    source = read(scan)
    numbers = Counter(c.number for c in extract(read(folder / f"{name}.txt")).citations if c.number)
    found = Counter(c.number for c in extract(source).citations if c.number)
    assert (numbers & found).total() >= 0.98 * numbers.total(), numbers - found
    assert all(page.confidence is not None and page.confidence > 0.8 for page in source.pages)
    assert "recognised from pictures with a confidence of" in source.warnings[0]


def scanned(document: pypdfium2.PdfDocument, dots: int = 300) -> bytes:
    """A PDF of grey pictures of the pages, as a scanner makes it."""
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b""]
    kids = []
    for page in document:
        width, height = page.get_size()
        bitmap = page.render(scale=dots / 72, grayscale=True)
        rows = bytes(bitmap.buffer)
        if bitmap.stride != bitmap.width:
            rows = b"".join(rows[at : at + bitmap.width] for at in range(0, len(rows), bitmap.stride))
        picture, draw = zlib.compress(rows, 1), b"q %.2f 0 0 %.2f 0 0 cm /I Do Q" % (width, height)
        first = len(objects) + 1
        kids.append(b"%d 0 R" % first)
        objects += [
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 %.2f %.2f]/Contents %d 0 R/Resources<</XObject<</I %d 0 R>>>>>>"
            % (width, height, first + 1, first + 2),
            b"<</Length %d>>stream\n%s\nendstream" % (len(draw), draw),
            b"<</Type/XObject/Subtype/Image/ColorSpace/DeviceGray/BitsPerComponent 8/Filter/FlateDecode"
            b"/Width %d/Height %d/Length %d>>stream\n%s\nendstream"
            % (bitmap.width, bitmap.height, len(picture), picture),
        ]
    objects[1] = b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(kids), b" ".join(kids))
    return written_pdf(objects)
