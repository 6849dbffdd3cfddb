"""From the bytes of one file to its text: each kind to its parser, which is imported when a file needs it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from extract.errors import InputError, NoWordsError, Sentence
from extract.reading.decoding import converted, decode, encodable
from extract.reading.flow import Parsed
from extract.reading.legacy import modernise
from extract.reading.limits import Limits, Task, beyond
from extract.reading.mending import mend
from extract.reading.sniffing import EXCEL, Kind, is_named_pdf, sniff

if TYPE_CHECKING:
    from extract.reading.packages import Package

_CHARSET = re.compile(rb"charset\s*=\s*[\"']?([\w-]{1,40})", re.IGNORECASE)
_MARKDOWN = (".md", ".markdown")


def parse(data: bytes, name: str, task: Task) -> Parsed | Package:
    """The text of a file, or the package itself if it is a plain archive of files. All text can be written as UTF-8.

    Raises InputError, with a sentence that begins with ``name``, for what cannot be read.
    """
    task.begin(name)
    kind = sniff(data, name)
    parsed = _parsed(kind, data, name, task)
    if kind != "pdf" and is_named_pdf(name) and isinstance(parsed, Parsed):
        said = Sentence("{name} is no PDF, though its name says so; check that it is the right file.", name=name)
        parsed = replace(parsed, warnings=(said, *parsed.warnings))
    if kind != "text" and isinstance(parsed, Parsed):  # what is plain text was decoded strictly
        text = encodable(parsed.text)
        return parsed if text is parsed.text else replace(parsed, text=text)
    return parsed


def _parsed(kind: Kind, data: bytes, name: str, task: Task) -> Parsed | Package:
    parsed: Parsed | Package
    match kind:
        case "zip":
            from extract.reading.packages import Package

            parsed = _package(Package(data, name, task), task)
        case "pdf":
            from extract.reading.pdf import parse_pdf

            parsed = parse_pdf(data, name, task)
        case "image":
            from extract.reading.pdf import parse_picture

            parsed = parse_picture(data, name, task)
        case "rtf":
            from extract.reading.rtf import parse_rtf

            parsed = parse_rtf(data, name, task)
        case "doc":
            from extract.reading.doc import parse_doc

            parsed = parse_doc(data, name, task)
        case "mht":
            from extract.reading.mime import body_of

            body = body_of(data, name)
            read = _page if body.is_page else _plain
            parsed = read(body.data, body.declared, name, task)
        case "html":
            declared = _CHARSET.search(data[:4_096])
            parsed = _page(data, declared[1].decode("ascii") if declared else None, name, task)
        case "text":
            parsed = _plain(data, None, name, task)
    return parsed


def _package(package: Package, task: Task) -> Parsed | Package:
    if "[Content_Types].xml" in package:
        types = package.read("[Content_Types].xml")
        if b"wordprocessingml" in types or b"ms-word" in types:
            from extract.reading.docx import parse_docx

            return parse_docx(package, task)
        if b"spreadsheetml" in types:
            raise InputError("{name} is {what}.", name=package.name, what=EXCEL)
        raise InputError("{name} is an Office file without text; save it as Word or PDF.", name=package.name)
    kind = package.read("mimetype") if "mimetype" in package else b""
    if kind.startswith(b"application/vnd.oasis.opendocument"):
        from extract.reading.odt import parse_odt

        return parse_odt(package, task)
    return package


def _page(data: bytes, declared: str | None, name: str, task: Task) -> Parsed:
    from extract.reading.webpage import parse_html

    text, warnings = _decoded(data, declared, name, task.limits)
    parsed = parse_html(text, name, task)
    return replace(parsed, warnings=(*warnings, *parsed.warnings))


def _decoded(data: bytes, declared: str | None, name: str, limits: Limits) -> tuple[str, tuple[str, ...]]:
    if len(data) > 4 * limits.characters:
        raise beyond(
            name, Sentence("holds about {count:,} bytes of text", count=len(data)), "characters", limits.characters
        )
    return decode(data, name, declared)


def _plain(data: bytes, declared: str | None, name: str, task: Task) -> Parsed:
    limits = task.limits
    text, warnings = _decoded(data, declared, name, limits)
    if len(text) > limits.characters:
        raise beyond(name, Sentence("holds {count:,} characters", count=len(text)), "characters", limits.characters)
    if not text.strip():
        raise NoWordsError("{name} holds no words; nothing can be read from it.", name=name)
    text, mended = mend(text, name)
    modern, encoding = modernise(text)
    warnings = (*warnings, *mended, *((converted(name, encoding),) if encoding else ()))
    media_type = "text/markdown" if name.lower().endswith(_MARKDOWN) else "text/plain"
    return Parsed(modern, media_type, warnings=warnings)
