"""Hostile drafts: files that are bombs, that lie about what they are, that refer elsewhere, under hostile names."""

from __future__ import annotations

import gzip
import io
import tarfile
import zipfile
from collections.abc import Callable, Iterator, Mapping

from tests.kg.hostile_requests import SCRIPT

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" '
    f'ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="{_WORD}"/></Types>'
)
_RELATED = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
_MAIN = f'<Relationship Id="r1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/>'
_BODY = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{}</w:body></w:document>'
_SAID = "Căn cứ Chỉ thị số 33/CT-TTg ngày 26/11/2021 của Thủ tướng Chính phủ"
_ESCAPED = SCRIPT.replace("&", "&amp;").replace("<", "&lt;").replace("\u202e", "").replace("\u0007", "")
_LAUGHS = (
    "<!DOCTYPE l [<!ENTITY a0 'ha'>" + "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 12)) + "]>"
)
"""A few hundred bytes that mean a hundred gigabytes."""


def zipped(files: Mapping[str, bytes | str]) -> bytes:
    """An archive."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return packed.getvalue()


def word(text: str, *, before: str = "", related: str = "") -> bytes:
    """A Word file whose body is this text, as markup."""
    return zipped(
        {
            "[Content_Types].xml": _TYPES,
            "_rels/.rels": _RELATED.format(_MAIN),
            "word/document.xml": before + _BODY.format(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"),
            "word/_rels/document.xml.rels": _RELATED.format(related),
        }
    )


def _within(content: bytes, times: int) -> bytes:
    for _ in range(times):
        content = zipped({"in.zip": content})
    return content


def _tar(name: str, *, link: str = "") -> bytes:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w:gz") as archive:
        one = tarfile.TarInfo(name)
        one.type, one.linkname = (tarfile.SYMTYPE, link) if link else (tarfile.REGTYPE, "")
        archive.addfile(one)
    return packed.getvalue()


def upload(name: str) -> tuple[str, bytes]:
    """The name of a file, and what is in it."""
    called, content = UPLOADS[name]
    return called, content if isinstance(content, bytes) else content()


UPLOADS: Mapping[str, tuple[str, bytes | Callable[[], bytes]]] = {
    "nothing": ("a.docx", b""),
    "zeros": ("a.pdf", b"\0" * 1_000),
    "no archive": ("../../etc/cron.d/a.docx", b"PK\x03\x04" + b"x" * 100),
    "no PDF": ("a.pdf", b"%PDF-1.7\n%%EOF"),
    "a PDF without end": ("a.pdf", b"%PDF-1.7\n" + b"1 0 obj << /Kids [1 0 R] >> endobj\n" * 5_000),
    "no picture": ("a.png", b"\x89PNG\r\n\x1a\n" + b"\xff" * 100),
    "a picture of a billion points": (
        "a.bmp",
        b"BM" + b"\x36\0\0\0" * 3 + b"\x28\0\0\0" + b"\xff\xff\0\0" * 2 + b"\1\0\1\0" + b"\0" * 24,
    ),
    "entities of files": (
        "a.html",
        b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a SYSTEM "file:///etc/passwd">]><html>&a;</html>',
    ),
    "entities in Word": ("a.docx", word("&a;", before='<!DOCTYPE l [<!ENTITY a SYSTEM "file:///etc/passwd">]>')),
    "a billion laughs": ("a.docx", word("&a11;", before=_LAUGHS)),
    "a bomb": ("a.docx", lambda: zipped({"word/document.xml": b" " * 200_000_000, "[Content_Types].xml": b"<Types/>"})),
    "a packed bomb": ("a.txt.gz", lambda: gzip.compress(b"a" * 300_000_000, 1)),
    "archives in archives": ("a.zip", _within(_SAID.encode(), 60)),
    "names that lead out": ("a.zip", zipped({"../../../tmp/x.txt": _SAID, "/etc/x.txt": _SAID, "c:\\x.txt": _SAID})),
    "a link that leads out": ("a.tar.gz", _tar("x.txt", link="/etc/passwd")),
    "a device": ("a.tar.gz", _tar("../../dev/sda")),
    "brackets": ("a.txt", b"(" * 100_000),
    "tags in tags": ("a.html", b"<div>" * 100_000),
    "halves of letters": ("a.txt", "Căn cứ \ud800 Luật".encode("utf-8", "surrogatepass")),
    "one line": ("a.txt", f"{_SAID}; ".encode() * 500),
    "UTF-16 without mark": ("a.txt", _SAID.encode("utf-16-le")[:-1]),
    "scripts": (f"{SCRIPT}.txt", f"KẾ HOẠCH\n{SCRIPT}\n{_SAID} về {SCRIPT};\n".encode()),
    "scripts in Word": ("<img src=x onerror=alert(1)>.docx", word(f"{_SAID} về {_ESCAPED};")),
    "a macro": (
        "a.docm",
        zipped({"word/vbaProject.bin": b"\xd0\xcf\x11\xe0" * 200, "word/document.xml": _BODY.format("")}),
    ),
    "RTF with an object": (
        "a.rtf",
        rb"{\rtf1{\object\objemb{\*\objclass Package}{\*\objdata 0105000002}}" + b"{" * 50_000,
    ),
    "a name of dots": ("..", _SAID.encode()),
    "a device's name": ("CON", _SAID.encode()),
    "a long name": ("a" * 3_000 + ".txt", _SAID.encode()),
    "a name with a line": ("a\r\nX: y\0.txt", _SAID.encode()),
    "a name from right to left": ("a\u202etxt.exe", _SAID.encode()),
    "an option": ("--help", _SAID.encode()),
}
"""Names and contents; bombs are packed when they are sent, for every process that runs tests reads this."""


def referring(address: str) -> Iterator[tuple[str, bytes]]:
    """Drafts that refer to an address in every way that a file can: nobody may ask there."""
    picture = f'<Relationship Id="r9" Type="{_OFFICE}/image" Target="{address}" TargetMode="External"/>'
    template = f'<Relationship Id="r8" Type="{_OFFICE}/attachedTemplate" Target="{address}" TargetMode="External"/>'
    yield "a.docx", word(_SAID, related=picture + template)
    yield "b.docx", word("&a;", before=f'<!DOCTYPE l SYSTEM "{address}" [<!ENTITY a SYSTEM "{address}">]>')
    body = (
        f'<img src="{address}"><iframe src="{address}"></iframe><link rel=stylesheet href="{address}"><p>{_SAID};</p>'
    )
    yield "a.html", f'<meta http-equiv=refresh content="0;{address}"><base href="{address}">{body}'.encode()
    yield "a.rtf", rb"{\rtf1 {\field{\*\fldinst INCLUDEPICTURE " + address.encode() + rb" \\d}} x}"
    yield "a.svg", f'<svg xmlns="http://www.w3.org/2000/svg"><image href="{address}"/></svg>'.encode()
    yield "a.odt", zipped({"content.xml": f'<x xmlns:l="http://www.w3.org/1999/xlink"><y l:href="{address}"/></x>'})
