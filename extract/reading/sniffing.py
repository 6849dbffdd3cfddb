"""What a file is, by its first bytes and never by its name."""

from __future__ import annotations

import re
from typing import Literal

from extract.errors import InputError

Kind = Literal["text", "html", "mht", "rtf", "doc", "zip", "pdf", "image"]

_IMAGES = (
    (re.compile(rb"\x89PNG\r\n\x1a\n"), "image/png"),
    (re.compile(rb"\xff\xd8\xff"), "image/jpeg"),
    (re.compile(rb"II\*\0|MM\0\*"), "image/tiff"),
    (re.compile(rb"BM.{4}\0{4}", re.DOTALL), "image/bmp"),
    (re.compile(rb"P[56]\s+\d{1,6}\s+\d{1,6}\s+\d{1,5}\s"), "image/x-portable-anymap"),
)
_OTHERS = (  # what is known and not read
    (b"Rar!\x1a\x07", "a RAR archive; unpack it first"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive; unpack it first"),
    (b"\x1f\x8b", "a gzip archive; unpack it first"),
    (b"BZh91AY&SY", "a bzip2 archive; unpack it first"),
    (b"\xfd7zXZ\0", "an xz archive; unpack it first"),
    (b"GIF8", "a GIF picture; save it as PNG"),
    (b"\x7fELF", "a program, not a document; name a document"),
    (b"MZ\x90\0", "a program, not a document; name a document"),
    (b"SQLite format 3\0", "a database, not a document; name a document"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLE_PARTS: tuple[tuple[str, Kind | str], ...] = (  # the name of a part tells what an Office file of before 2007 is
    ("EncryptedPackage", "encrypted; save it without a password"),
    ("WordDocument", "doc"),
    ("Workbook", "an Excel sheet; save the document in it as Word or PDF"),
    ("PowerPoint Document", "a presentation; save it as PDF"),
)
_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]{0,200}\?>\s*|<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body|meta|title|table|div|p|span)\b",
    re.IGNORECASE | re.DOTALL,
)
_MIME = re.compile(rb"\s*(?:[\w-]{1,40}:[^\r\n]*(?:\r?\n[ \t][^\r\n]*)*\r?\n){0,30}?MIME-Version:", re.IGNORECASE)
_LOOKED_AT = 4_096


def sniff(data: bytes, name: str) -> Kind:
    """The kind of a file. Raises InputError, saying what it is, for kinds that are known and not read."""
    head = data[:_LOOKED_AT]
    for magic, sentence in _OTHERS:
        if head.startswith(magic):
            raise InputError(f"{name} is {sentence}.")
    if head.startswith(_OLE):
        return _ole(data, name)
    if image_type(data):
        return "image"
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return "zip"
    if b"%PDF-" in head[:1024]:
        return "pdf"
    return _textual(head)


def image_type(data: bytes) -> str | None:
    """The media type of a picture; None for what is none."""
    return next((media_type for magic, media_type in _IMAGES if magic.match(data)), None)


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
            raise InputError(f"{name} is {kind}.")
    raise InputError(f"{name} is a damaged Office file; get a whole copy of it.")
