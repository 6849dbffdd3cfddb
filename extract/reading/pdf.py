"""PDF files and pictures of pages: the text layer in reading order; where there is none, or garbage, recognition."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extract.errors import InputError, Sentence
from extract.reading import ocr
from extract.reading.flow import Flow, Parsed
from extract.reading.layout import Paragraph, Sheet, body_size, continues, paragraphs, take_notes, without_margins
from extract.reading.legacy import modernise
from extract.reading.limits import Task
from extract.reading.pdf_process import RawPage, open_pdf
from extract.reading.sniffing import image_type
from extract.reading.syllables import plausibility

MEDIA_TYPE = "application/pdf"

_FEW, _MANY_SHAPES = 20, 100  # characters of a page with no text to speak of; drawn shapes that may be letters
_STAMP = 400  # characters that the stamp of a signature on a scan may have
_CONTROLS = re.compile(r"[\x01-\x08\x0b\x0c\x0e-\x1f]")  # numbers of glyphs in a font that does not name letters
_MOST_CONTROLS = 50  # the text of a page has fewer than one in so many characters
_STRANGE = re.compile(r"[\x00-\x09\x0b-\x1f\ue000-\uf8ff\ufffd]")  # what no text layer should hold
_SCAN, _PICTURE = 0.5, 0.1  # share of a page that pictures cover


def parse_pdf(data: bytes, name: str, task: Task) -> Parsed:
    """The text of a PDF. Raises InputError when it is encrypted, damaged, beyond the limits or without words."""
    flow = Flow(name, task)
    with open_pdf(data, name, task.limits) as pdf:
        pages = list(pdf.read())
        pictures = [at for at, page in enumerate(pages) if _is_picture(page)]
        garbled = [at for at, page in enumerate(pages) if at not in pictures and _is_garbled(page.sheet)]
        wanted = sorted(pictures + garbled)
        sheets = [page.sheet for page in pages]
        confidences: dict[int, float] = {}
        install = ocr.missing() if wanted else None
        if install:
            _without_recognition(flow, name, sheets, wanted, install)
        else:
            for done, at in enumerate(wanted, 1):
                if task.progress:
                    task.progress(name, done, len(wanted))
                try:
                    found = ocr.recognise(pdf.draw(at, ocr.DOTS), name, task.limits)[0]
                except InputError as error:  # the other pages may be fine
                    flow.warn(error.sentence)
                else:
                    sheets[at], confidences[at + 1] = found.sheet, found.confidence
    if confidences:
        flow.warn(_recognised(name, confidences))
    task.begin(name)  # recognition has a time of its own
    return _written(flow, sheets, confidences, MEDIA_TYPE)


def parse_picture(data: bytes, name: str, task: Task) -> Parsed:
    """The text of a picture of a page, or of several (TIFF). Raises InputError when nothing can be recognised."""
    install = ocr.missing()
    if install:
        raise InputError("{name} is a picture; {install} to have it recognised.", name=name, install=install)
    if task.progress:
        task.progress(name, 1, 1)
    found = ocr.recognise(data, name, task.limits)
    confidences = {number: page.confidence for number, page in enumerate(found, 1)}
    flow = Flow(name, task)
    flow.warn(_recognised(name, confidences))
    task.begin(name)
    return _written(flow, [page.sheet for page in found], confidences, image_type(data) or "image/*")


def _is_picture(page: RawPage) -> bool:
    """Whether the words of a page are in a picture of it, or drawn as shapes."""
    characters = sum(len(line.text) for line in page.sheet.lines)
    if characters < _FEW:
        return page.covered > _PICTURE or page.shapes > _MANY_SHAPES
    return characters < _STAMP and page.covered > _SCAN


def _is_garbled(sheet: Sheet) -> bool:
    """Whether the text layer says something else than the page shows: codes of fonts, bad recognition of old."""
    written = "\n".join(line.text for line in sheet.lines)
    if len(written) < _FEW:
        return False
    if len(_CONTROLS.findall(written)) * _MOST_CONTROLS > len(written):
        return True
    text, _ = modernise(written)
    good, total = plausibility(text)
    return len(_STRANGE.findall(text)) * 10 > len(text) or (total >= 10 and good < 0.5 * total)


def _without_recognition(flow: Flow, name: str, sheets: list[Sheet], wanted: list[int], install: str) -> None:
    numbers = ", ".join(str(at + 1) for at in wanted[:10]) + (", …" if len(wanted) > 10 else "")
    if len(wanted) == len(sheets):
        raise InputError(
            "{name} is a scan without usable text; {install} to have it recognised.", name=name, install=install
        )
    flow.warn(
        "{name}: of page {numbers} only a picture is there; {install} to have it recognised.",
        name=name,
        numbers=numbers,
        install=install,
    )


def _recognised(name: str, confidences: dict[int, float]) -> Sentence:
    number = min(confidences, key=lambda page: confidences[page])
    mean = sum(confidences.values()) / len(confidences)
    if len(confidences) == 1:
        return Sentence(
            "{name}: page {number} recognised from pictures with a confidence of {mean:.0%}; check the numbers.",
            name=name,
            number=number,
            mean=mean,
        )
    return Sentence(
        "{name}: {count} pages recognised from pictures with a confidence of {mean:.0%}, lowest {lowest:.0%} on page "
        "{number}; check the numbers.",
        name=name,
        count=len(confidences),
        mean=mean,
        lowest=confidences[number],
        number=number,
    )


def _written(flow: Flow, sheets: Sequence[Sheet], confidences: dict[int, float], media_type: str) -> Parsed:
    """The text of all sheets, paragraphs joined over the ends of pages."""
    without_margins(sheets)
    body = body_size(sheets)
    last: Paragraph | None = None
    for number, sheet in enumerate(sheets, 1):
        notes = take_notes(sheet, body) if number not in confidences else []
        for at, paragraph in enumerate(paragraphs(sheet)):
            if last:
                goes_on = at == 0 and continues(last, paragraph)
                flow.write(" ") if goes_on else flow.end_paragraph()
            if at == 0:
                flow.begin_page(number)
            flow.write(paragraph.text)
            last = paragraph
        for note in notes:
            flow.add_note(note, number)
    parsed = flow.finish(media_type)
    pages = [replace(page, confidence=confidences.get(page.number)) for page in parsed.pages]
    return replace(parsed, pages=tuple(pages))
