"""Make a folder of hostile and broken files, each named by what it attacks, with good ones between them.

    python scripts/hostile.py FOLDER

Every file must end as one sentence or as a text, in bounded time and memory. Files whose name begins with "good-" hold
the sentence ``WORDS`` and must come out with it. Only the standard library is used, and nothing is random.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import io
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping
from pathlib import Path

WORDS = "Căn cứ Chỉ thị số 33/CT-TTg ngày 26/11/2021 của Thủ tướng Chính phủ;"
SEED = b"can cu"

Maker = Callable[[], bytes]
NOTHING: Mapping[str, str] = {}
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OFFICE = "openxmlformats-officedocument"
_TYPES = f'<Types><Default ContentType="application/vnd.{_OFFICE}.wordprocessingml.document.main+xml"/></Types>'
_RELATIONS = (
    f'<Relationships><Relationship Id="r1" Type="http://schemas.{_OFFICE.partition("-")[0]}.org/officeDocument/2006/'
    'relationships/officeDocument" Target="word/document.xml"/></Relationships>'
)
_PARAGRAPH = f"<p><r><t>{WORDS}</t></r></p>"


def noise(length: int) -> bytes:
    """Bytes without any pattern, always the same."""
    blocks = (hashlib.sha256(SEED + number.to_bytes(8, "big")).digest() for number in range(length // 32 + 1))
    return b"".join(blocks)[:length]


def packed(members: Mapping[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip file of these members."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", method) as package:
        for name, content in members.items():
            package.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), content, method)
    return target.getvalue()


def docx(
    body: str = _PARAGRAPH, document: str = "", parts: Mapping[str, str] = NOTHING, method: int = zipfile.ZIP_DEFLATED
) -> bytes:
    """A Word file with this body, or this whole document, and further parts by name."""
    main = document or f"<document><body>{body}</body></document>"
    members = {"[Content_Types].xml": _TYPES, "_rels/.rels": _RELATIONS, "word/document.xml": main}
    return packed({**members, **parts}, method)


def odt(content: str, parts: Mapping[str, str] = NOTHING) -> bytes:
    """An OpenDocument text with this content, and further parts by name."""
    return packed({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content, **parts})


def pdf(*objects: bytes, trailer: bytes = b"") -> bytes:
    """A PDF of these objects, numbered from 1; the first is the catalogue."""
    written, places = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(written))
        written += b"%d 0 obj\n" % number + content + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    end = b"trailer<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, trailer, len(written))
    return written + head + table + end


def blanks(length: int) -> bytes:
    """So many blanks, compressed, without ever holding them all."""
    packer = zlib.compressobj(1)
    return b"".join(packer.compress(b" " * 1_000_000) for _ in range(length // 1_000_000)) + packer.flush()


def stream(content: bytes, entries: bytes = b"") -> bytes:
    return b"<<%s/Length %d>>stream\n%s\nendstream" % (entries, len(content), content)


def text_pdf(
    content: bytes = b"BT /F 12 Tf 50 700 Td (33/CT-TTg) Tj ET", page: bytes = b"", catalogue: bytes = b""
) -> bytes:
    """A PDF of one page with this content stream."""
    return pdf(
        b"<</Type/Catalog/Pages 2 0 R%s>>" % catalogue,
        b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>%s>>>>" % page,
        stream(content),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    )


def picture_pdf(width: int, height: int, data: bytes, box: bytes = b"0 0 595 842") -> bytes:
    """A PDF whose only page is a picture."""
    entries = (
        b"/Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace/DeviceGray/BitsPerComponent 1/Filter/FlateDecode"
    )
    return pdf(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[%s]/Contents 4 0 R/Resources<</XObject<</I 5 0 R>>>>>>" % box,
        stream(b"q 595 0 0 842 0 0 cm /I Do Q"),
        stream(zlib.compress(data), entries % (width, height)),
    )


def png(width: int, height: int, rows: bytes) -> bytes:
    """A black and white PNG."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(rows, 9)) + chunk(b"IEND", b"")


def mht(*parts: str) -> bytes:
    lines = ["MIME-Version: 1.0", 'Content-Type: multipart/related; boundary="x"', "", *parts, "--x--"]
    return "\r\n".join(lines).encode()


def nested_zip(depth: int) -> bytes:
    inner = packed({"plan.txt": WORDS})
    for _ in range(depth):
        inner = packed({"inner.zip": inner})
    return inner


def encrypted_zip() -> bytes:
    """A member that says it is encrypted."""
    data = bytearray(packed({"plan.txt": WORDS}, zipfile.ZIP_STORED))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


def linked_zip() -> bytes:
    """A link to the list of users, and a good file."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as package:
        link = zipfile.ZipInfo("link.txt")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        package.writestr(link, "/etc/passwd")
        package.writestr("plan.txt", WORDS)
    return target.getvalue()


def damaged(data: bytes, marker: bytes, offset: int = 0) -> bytes:
    """``data`` with one byte turned around, so far behind ``marker``."""
    at = data.index(marker) + offset
    return data[:at] + bytes([data[at] ^ 0xFF]) + data[at + 1 :]


def lying_zip() -> bytes:
    """The table of contents says ten bytes, the member has ten million."""
    data = bytearray(packed({"plan.txt": b"x" * 10_000_000}))
    at = data.index(b"PK\x01\x02")
    data[at + 24 : at + 28] = struct.pack("<I", 10)
    return bytes(data)


def old_word(flags: int) -> bytes:
    """The first sectors of an old Word file with these flags, and nothing behind them."""
    block = b"\xec\xa5\xc1\x00" + b"\0" * 6 + struct.pack("<H", flags)
    return _OLE + b"\0" * (512 - 8) + block + b"\0" * 500 + "WordDocument".encode("utf-16-le") + b"\0" * 1000


_ENTITIES = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">' + "".join(
    f'<!ENTITY {chr(98 + i)} "{f"&{chr(97 + i)};" * 10}">' for i in range(9)
)
_LAUGHS = _ENTITIES + "]><document><body><p><r><t>&j;</t></r></p></body></document>"
_OUTSIDE = (
    '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><document><body><p><r><t>&a;</t></r></p></body></document>'
)
_STYLE_CYCLE = (
    '<styles><style type="paragraph" styleId="a"><basedOn val="b"/></style>'
    '<style type="paragraph" styleId="b"><basedOn val="a"/></style></styles>'
)
_STYLE_RELATION = (
    '<Relationships><Relationship Id="s" Type="x/styles" Target="styles.xml"/>'
    '<Relationship Id="t" Type="x/attachedTemplate" TargetMode="External" Target="http://127.0.0.1:9/macro.dotm"/>'
    '<Relationship Id="p" Type="x/footnotes" Target="../../../../../../etc/passwd"/></Relationships>'
)
_PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>"

FILES: dict[str, Maker] = {
    # plain text
    "empty.txt": lambda: b"",
    "blanks-only.txt": lambda: b" \t\r\n" * 1000,
    "noise.txt": lambda: noise(50_000),
    "nul-bytes.txt": WORDS.replace(" ", "\0").encode,
    "utf8-broken-in-line-3.txt": lambda: f"{WORDS}\n{WORDS}\n".encode() + b"\xe1\xba\xff\n",
    "utf16-cut-in-a-letter.txt": lambda: b"\xff\xfe" + WORDS.encode("utf-16-le")[:-1],
    "utf16-lone-surrogate.txt": lambda: b"\xff\xfe" + b"\x00\xd8" * 50,
    "one-line-of-50-megabytes.txt": lambda: b"x" * 50_000_000,
    "a-million-combining-marks.txt": ("e" + "\u0301" * 1_000_000).encode,
    "a-million-blanks-between-words.txt": f"số{' ' * 1_000_000}33/CT-TTg".encode,
    "control-characters.txt": lambda: bytes(range(1, 32)) * 100,
    "program-as-text.txt": lambda: b"\x7fELF\x02\x01\x01" + noise(1000),
    "good-right-to-left-override.txt": f"\u202e{WORDS}\u202c".encode,
    "good-name-with-\n-newline.txt": WORDS.encode,
    "bad-name-with-\n-newline-\x1b[31m-and-colour.txt": lambda: b"\0",
    "good-utf16-without-mark.txt": lambda: WORDS.encode("utf-16-be"),
    # web pages
    "nested-divisions.html": lambda: b"<html>" + b"<div>" * 200_000,
    "nested-tables.html": lambda: b"<html>" + b"<table><tr><td>" * 20_000 + b"x",
    "quote-without-end.html": lambda: b"<html>" + b'<a href="x ' * 100_000 + b">",
    "comment-without-end.html": lambda: b"<html><!-- " + b"<!--" * 200_000,
    "script-without-end.html": lambda: b"<html><script>" + b"<script>" * 100_000,
    "half-entities.html": lambda: b"<html>" + b"&#" * 500_000,
    "everything-hidden.html": f'<html><p style="display:none">{WORDS}</p>'.encode,
    "good-wrong-charset.html": f'<html><meta charset="iso-8859-1"><p>{WORDS}'.encode,
    "good-unknown-charset.html": f'<html><meta charset="no-such"><p>{WORDS}'.encode,
    "good-links-outside.html": f'<html><img src="file:///etc/passwd"><base href="http://127.0.0.1"><p>{WORDS}'.encode,
    "without-page.mht": lambda: mht("--x", "Content-Type: image/png", "", "x"),
    "broken-base64.mht": lambda: mht("--x", "Content-Type: text/html", "Content-Transfer-Encoding: base64", "", "A"),
    "a-million-boundaries.mht": lambda: mht("--x\r\n" * 300_000),
    "good-page.mht": lambda: mht(
        "--x", "Content-Type: text/html; charset=utf-8", "Content-Transfer-Encoding: base64", "",
        base64.b64encode(f"<html><p>{WORDS}".encode()).decode(),
    ),
    # rich text
    "nested-groups.rtf": lambda: b"{\\rtf1 " + b"{" * 100_000,
    "binary-beyond-the-end.rtf": lambda: b"{\\rtf1 \\bin999999999 x}",
    "numbers-beyond-reason.rtf": lambda: b"{\\rtf1 \\u99999999999999\\fs-99999999999 \\uc999999999 }",
    "pictures-only.rtf": lambda: b"{\\rtf1{\\pict\\pngblip " + noise(1000).hex().encode() + b"}}",
    "object-with-macro.rtf": lambda: b"{\\rtf1{\\object\\objupdate{\\*\\objdata " + noise(1000).hex().encode() + b"}}}",
    "good-never-closed.rtf": lambda: b"{\\rtf1{{{" + "".join(
        letter if letter.isascii() else f"\\u{ord(letter)}?" for letter in WORDS
    ).encode(),
    # Word
    "not-a-zip.docx": lambda: b"PK\x03\x04" + noise(5000),
    "cut-off.docx": lambda: docx()[:-200],
    "no-document.docx": lambda: packed({"[Content_Types].xml": _TYPES, "_rels/.rels": _RELATIONS}),
    "no-words.docx": lambda: docx(""),
    "billion-laughs.docx": lambda: docx(document=_LAUGHS),
    "entity-of-a-file.docx": lambda: docx(document=_OUTSIDE),
    "nested-elements.docx": lambda: docx("<sdt>" * 5000 + "</sdt>" * 5000),
    "a-million-elements.docx": lambda: docx("<p/>" * 1_000_001, method=zipfile.ZIP_STORED),
    "unpacks-a-thousandfold.docx": lambda: docx("<p><r><t>" + "x" * 30_000_000 + "</t></r></p>"),
    "wrong-checksum.docx": lambda: damaged(docx(), b"PK\x01\x02", 16),
    "sheet-in-disguise.docx": lambda: packed({"[Content_Types].xml": _TYPES.replace("wordprocessing", "spreadsheet")}),
    "encrypted.docx": lambda: _OLE + b"\0" * 1000 + "EncryptedPackage".encode("utf-16-le") + noise(1000),
    "malformed.docx": lambda: docx("<p><r><t>"),
    "good-style-cycle-template-and-path-outside.docx": lambda: docx(
        f'<p><pPr><pStyle val="a"/></pPr><r><t>{WORDS}</t></r></p>',
        parts={"word/styles.xml": _STYLE_CYCLE, "word/_rels/document.xml.rels": _STYLE_RELATION},
    ),
    "good-text-in-disguise.docx": WORDS.encode,
    # OpenDocument
    "encrypted.odt": lambda: odt("x", {"META-INF/manifest.xml": "<manifest><encryption-data/></manifest>"}),
    "entity-of-a-file.odt": lambda: odt(_OUTSIDE),
    "without-content.odt": lambda: packed({"mimetype": "application/vnd.oasis.opendocument.text"}),
    "sheet-in-disguise.odt": lambda: odt("<document-content><body><spreadsheet/></body></document-content>"),
    "good-a-billion-blanks.odt": lambda: odt(
        f'<document-content><body><text><p>{WORDS}<s c="999999999"/></p></text></body></document-content>'
    ),
    # old Word
    "noise-behind-the-header.doc": lambda: _OLE + noise(20_000),
    "cut-off.doc": lambda: old_word(0),
    "encrypted.doc": lambda: old_word(0x0100),
    "sheet-in-disguise.doc": lambda: _OLE + b"\0" * 1000 + "Workbook".encode("utf-16-le"),
    # PDF
    "header-only.pdf": lambda: b"%PDF-1.7\n",
    "cut-off.pdf": lambda: text_pdf()[:150],
    "no-pages.pdf": lambda: pdf(b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Count 0/Kids[]>>"),
    "blank-page.pdf": lambda: text_pdf(b""),
    "encrypted.pdf": lambda: pdf(
        b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Count 1/Kids[3 0 R]>>", _PAGE,
        b"<</Filter/Standard/V 2/R 3/Length 128/P -44/O<%s>/U<%s>>>" % (b"41" * 32, b"42" * 32),
        trailer=b"/Encrypt 4 0 R/ID[<41><41>]",
    ),
    "page-tree-in-a-circle.pdf": lambda: pdf(
        b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Count 1/Kids[3 0 R]>>", b"<</Type/Pages/Count 1/Kids[2 0 R]>>"
    ),
    "a-million-pages.pdf": lambda: pdf(
        b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Count 1000000/Kids[%s]>>" % (b"3 0 R " * 1_000_000), _PAGE
    ),
    "stream-of-a-gigabyte.pdf": lambda: pdf(
        b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R>>",
        stream(zlib.compress(blanks(1_000_000_000), 9), b"/Filter[/FlateDecode/FlateDecode]"),
    ),
    "form-that-draws-itself.pdf": lambda: pdf(
        b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</XObject<</F 5 0 R>>>>>>",
        stream(b"/F Do"),
        stream(b"/F Do /F Do", b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</F 5 0 R>>>>"),
    ),
    "nested-arrays.pdf": lambda: text_pdf(b"[" * 1_000_000 + b" TJ"),
    "picture-of-ten-billion-dots.pdf": lambda: picture_pdf(100_000, 100_000, b"\0" * 10_000),
    "page-of-giant-size.pdf": lambda: picture_pdf(8, 8, b"\0" * 8, b"0 0 1000000 1000000"),
    "script-and-launch.pdf": lambda: text_pdf(
        catalogue=b"/OpenAction<</S/Launch/F(calc.exe)/Next<</S/JavaScript/JS(while\\(1\\);)>>>>"
    ),
    # pictures
    "cut-off.png": lambda: png(8, 8, b"\0\0" * 8)[:40],
    "picture-of-two-billion-dots.png": lambda: png(50_000, 50_000, b"\0" * 6251 * 2000),
    "blank.png": lambda: png(800, 400, (b"\0" + b"\xff" * 100) * 400),
    "noise.jpg": lambda: b"\xff\xd8\xff\xe0" + noise(5000),
    "noise.tiff": lambda: b"II*\0\x08\0\0\0" + noise(5000),
    # archives
    "empty.zip": lambda: packed({}),
    "cut-off.zip": lambda: packed({"plan.txt": WORDS * 100})[:-30],
    "zip-in-zip-in-zip.zip": lambda: nested_zip(6),
    "unpacks-a-thousandfold.zip": lambda: packed({"plan.txt": b"x" * 30_000_000}),
    "twenty-thousand-files.zip": lambda: packed({f"{number}.txt": "" for number in range(20_000)}),
    "encrypted.zip": encrypted_zip,
    "lying-about-size.zip": lying_zip,
    "wrong-checksum.zip": lambda: damaged(packed({"plan.txt": WORDS}), b"PK\x01\x02", 16),
    "unusual-method.zip": lambda: packed({"plan.txt": WORDS * 100}, zipfile.ZIP_LZMA),
    "good-paths-outside.zip": lambda: packed({"../../../../tmp/plan.txt": WORDS}),
    "good-link-outside.zip": linked_zip,
    "rar-archive.rar": lambda: b"Rar!\x1a\x07\x01\x00" + noise(1000),
    "gzip-archive.gz": lambda: b"\x1f\x8b\x08" + noise(1000),
}  # fmt: skip


def make(folder: Path) -> list[Path]:
    """Write all files into ``folder``; their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    made = []
    for name, maker in FILES.items():
        (folder / name).write_bytes(maker())
        made.append(folder / name)
    return made


if __name__ == "__main__":
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("folder", type=Path, help="where to write them")
    target: Path = cli.parse_args().folder
    print(f"{len(make(target))} files in {target}")
