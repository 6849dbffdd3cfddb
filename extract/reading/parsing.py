"""From the bytes of one file to its text: each kind to its parser, which is imported when a file needs it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extract.errors import InputError
from extract.reading.decoding import decode
from extract.reading.flow import Parsed
from extract.reading.legacy import modernise
from extract.reading.limits import Limits, Task, beyond
from extract.reading.sniffing import sniff

if TYPE_CHECKING:
    from extract.reading.packages import Package

_CHARSET = re.compile(rb"charset\s*=\s*[\"']?([\w-]{1,40})", re.IGNORECASE)
_MARKDOWN = (".md", ".markdown")


def parse(data: bytes, name: str, task: Task) -> Parsed | Package:
    """The text of a file, or the package itself if it is a plain archive of files.

    Raises InputError, with a sentence that begins with ``name``, for what cannot be read.
    """
    parsed: Parsed | Package
    match sniff(data, name):
        case "zip":
            from extract.reading.packages import Package

            parsed = _package(Package(data, name, task), task.limits)
        case "pdf":
            from extract.reading.pdf import parse_pdf

            parsed = parse_pdf(data, name, task)
        case "image":
            from extract.reading.pdf import parse_picture

            parsed = parse_picture(data, name, task)
        case "rtf":
            from extract.reading.rtf import parse_rtf

            parsed = parse_rtf(data, name, task.limits)
        case "doc":
            from extract.reading.doc import parse_doc

            parsed = parse_doc(data, name, task)
        case "mht":
            from extract.reading.mime import page_of

            parsed = _page(*page_of(data, name), name, task.limits)
        case "html":
            declared = _CHARSET.search(data[:4_096])
            parsed = _page(data, declared[1].decode("ascii") if declared else None, name, task.limits)
        case "text":
            parsed = _plain(data, name, task.limits)
    return parsed


def _package(package: Package, limits: Limits) -> Parsed | Package:
    if "[Content_Types].xml" in package:
        types = package.read("[Content_Types].xml")
        if b"wordprocessingml" in types or b"ms-word" in types:
            from extract.reading.docx import parse_docx

            return parse_docx(package, limits)
        sheet = b"spreadsheetml" in types
        what = "an Excel sheet; save the document in it" if sheet else "an Office file without text; save it"
        raise InputError(f"{package.name} is {what} as Word or PDF.")
    kind = package.read("mimetype") if "mimetype" in package else b""
    if kind.startswith(b"application/vnd.oasis.opendocument"):
        from extract.reading.odt import parse_odt

        return parse_odt(package, limits)
    return package


def _page(data: bytes, declared: str | None, name: str, limits: Limits) -> Parsed:
    from extract.reading.webpage import parse_html

    text, warnings = decode(data, name, declared)
    parsed = parse_html(text, name, limits)
    return Parsed(parsed.text, parsed.media_type, parsed.paragraphs, parsed.pages, (*warnings, *parsed.warnings))


def _plain(data: bytes, name: str, limits: Limits) -> Parsed:
    if len(data) > 4 * limits.characters:
        raise beyond(name, f"holds about {len(data):,} bytes of text", "characters", limits.characters)
    text, warnings = decode(data, name)
    if len(text) > limits.characters:
        raise beyond(name, f"holds {len(text):,} characters", "characters", limits.characters)
    if not text.strip():
        raise InputError(f"{name} holds no words; nothing can be read from it.")
    modern, encoding = modernise(text)
    if encoding:
        warnings = (*warnings, f"{name} is written in the old encoding {encoding}; it was converted to Unicode.")
    media_type = "text/markdown" if name.lower().endswith(_MARKDOWN) else "text/plain"
    return Parsed(modern, media_type, warnings=warnings)
