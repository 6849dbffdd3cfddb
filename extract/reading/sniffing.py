"""What a file is, by its first bytes; its name counts only where they may be a damaged PDF or a text about PDF."""

from __future__ import annotations

import codecs
import re
from typing import Literal

from extract.errors import InputError, Sentence
from extract.reading.decoding import is_binary

Kind = Literal["text", "html", "mht", "rtf", "doc", "zip", "pdf", "image"]

_IMAGES = [
    (re.compile(magic, re.DOTALL), media_type)
    for magic, media_type in (
        (rb"\x89PNG\r\n\x1a\n", "image/png"),
        (rb"\xff\xd8\xff", "image/jpeg"),
        (rb"II\*\0|MM\0\*", "image/tiff"),
        (rb"BM.{4}\0{4}", "image/bmp"),
    )
]
_ANYMAP = re.compile(rb"P[56]\s+\d{1,6}\s+\d{1,6}\s+\d{1,5}\s")
_OTHERS = (  # what is known and not read
    (b"Rar!\x1a\x07", Sentence("a RAR archive; unpack it first")),
    (b"7z\xbc\xaf\x27\x1c", Sentence("a 7-Zip archive; unpack it first")),
    (b"\x1f\x8b", Sentence("a gzip archive; unpack it first")),
    (b"BZh91AY&SY", Sentence("a bzip2 archive; unpack it first")),
    (b"\xfd7zXZ\0", Sentence("an xz archive; unpack it first")),
    (b"GIF87a", Sentence("a GIF picture; save it as PNG")),
    (b"GIF89a", Sentence("a GIF picture; save it as PNG")),
    (b"\x7fELF", Sentence("a program, not a document; name a document")),
    (b"MZ\x90\0", Sentence("a program, not a document; name a document")),
    (b"SQLite format 3\0", Sentence("a database, not a document; name a document")),
)
EXCEL = Sentence("an Excel sheet; save the document in it as Word or PDF")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLE_PARTS: tuple[
    tuple[str, Kind | Sentence], ...
] = (  # the name of a part tells what an Office file of before 2007 is
    ("EncryptedPackage", Sentence("encrypted; save it without a password")),
    ("WordDocument", "doc"),
    ("Workbook", EXCEL),
    ("PowerPoint Document", Sentence("a presentation; save it as PDF")),
)
_HTML = re.compile(
    rb"\s*+(?>(?:(?:<\?xml[^>]{0,200}+>|<!--(?>(?:(?!-->).)*)-->)\s*+)*)"
    rb"<(?:!doctype\s+html|html|head|body|meta|link|script|style|title|table|div|p|span|h[1-6])\b",
    re.IGNORECASE | re.DOTALL,
)
_MIME = re.compile(
    rb"\s*+(?>(?:(?!MIME-Version:)[\w-]{1,40}+:[^\r\n]*+(?>(?:\r?\n[ \t][^\r\n]*+)*)\r?\n){0,30})MIME-Version:",
    re.IGNORECASE,
)
_PDF_HEADER = re.compile(rb"\s*+%PDF-\d\.\d\s*+(?:$|(?<=[\r\n]))")  # a line of its own
_PDF_OBJECT = re.compile(rb"\d\s+\d{1,5}\s+obj\b")
_LOOKED_AT = 4_096


def sniff(data: bytes, name: str) -> Kind:
    """The kind of a file. Raises InputError, saying what it is, for kinds that are known and not read."""
    head = data[:_LOOKED_AT]
    for magic, what in _OTHERS:
        if head.startswith(magic):
            raise InputError("{name} is {what}.", name=name, what=what)
    if head.startswith(_OLE):
        return _ole(data, name)
    if image_type(data):
        return "image"
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return "zip"
    if _is_pdf(head, named=is_named_pdf(name)):
        return "pdf"
    return _textual(head)


def image_type(data: bytes) -> str | None:
    """The media type of a picture; None for what is none."""
    found = next((media_type for magic, media_type in _IMAGES if magic.match(data)), None)
    return "image/x-portable-anymap" if found is None and _is_anymap(data) else found


def _is_anymap(data: bytes) -> bool:
    """Whether there are dots behind the head of a PNM picture: "P5 12 34 255 ..." can open a text as well."""
    head = _ANYMAP.match(data)
    return head is not None and not _is_words(data[head.end() : head.end() + _LOOKED_AT])


def _is_words(data: bytes) -> bool:
    try:
        return not is_binary(codecs.getincrementaldecoder("utf-8")().decode(data))  # which may end within a letter
    except UnicodeDecodeError:
        return False


def is_named_pdf(name: str) -> bool:
    """Whether a file is called a PDF."""
    return name.lower().endswith(".pdf")


def _is_pdf(head: bytes, *, named: bool) -> bool:
    """Whether this is a PDF, or once was one; a text may mention the mark of PDF as well, even in its first line.

    What bears the mark and is ``named`` a PDF is no such text.
    """
    at = head[:1024].find(b"%PDF-")
    if at < 0 or named or _PDF_OBJECT.search(head, at):
        return at >= 0
    header = _PDF_HEADER.match(head)
    return header is not None and not (head[header.end() :] and _is_words(head[header.end() :]))


def _textual(head: bytes) -> Kind:
    """Formats that are texts themselves; a byte-order mark or wide characters may stand before and between."""
    plain = head.removeprefix(b"\xef\xbb\xbf").removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff").replace(b"\0", b"")
    if plain.lstrip().startswith(b"{\\rtf"):
        return "rtf"
    if _MIME.match(plain):
        return "mht"
    return "html" if _HTML.match(plain) else "text"


def _ole(data: bytes, name: str) -> Kind:
    for part, kind in _OLE_PARTS:
        if part.encode("utf-16-le") in data:
            if kind == "doc":
                return "doc"
            raise InputError("{name} is {what}.", name=name, what=kind)
    raise InputError("{name} is a damaged Office file; get a whole copy of it.", name=name)
