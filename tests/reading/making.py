"""Small files of every kind, made by hand, with the part in them that a test is about."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from extract.reading import read
from extract.records import SourceText

NOTHING: Mapping[str, str] = {}
_WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def zipped(members: Mapping[str, str | bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as package:
        for name, content in members.items():
            package.writestr(name, content)
    return target.getvalue()


def docx(body: str, parts: Mapping[str, str] = NOTHING) -> bytes:
    """A Word file; ``parts`` by their kind (``footnotes``, ``styles``, ``header`` …), without the root element."""
    relations = "".join(f'<Relationship Id="{kind}" Type="{_OFFICE}/{kind}" Target="{kind}.xml"/>' for kind in parts)
    overrides = "".join(f'<Override PartName="/word/{kind}.xml" ContentType="{_KIND}.{kind}+xml"/>' for kind in parts)
    roots = {"header": "hdr", "footer": "ftr"}
    return zipped(
        {
            "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{_KIND}.document.main+xml"/>{overrides}</Types>',
            "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1" '
            f'Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
            "word/_rels/document.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">{relations}'
            "</Relationships>",
            "word/document.xml": f'<w:document {_WORD} xmlns:r="{_OFFICE}" xmlns:v="urn:v"><w:body>{body}'
            "<w:sectPr/></w:body></w:document>",
            **{
                f"word/{kind}.xml": f"<w:{roots.get(kind, kind)} {_WORD}>{part}</w:{roots.get(kind, kind)}>"
                for kind, part in parts.items()
            },
        }
    )


def odt(text: str, styles: str = "", margins: str = "") -> bytes:
    """An OpenDocument text; ``styles`` are automatic, ``margins`` the inside of a master page."""
    spaces = " ".join(f'xmlns:{name}="urn:{name}"' for name in ("office", "text", "table", "style", "draw", "fo"))
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": f"<office:document-content {spaces}><office:automatic-styles>{styles}"
            f"</office:automatic-styles><office:body><office:text>{text}</office:text></office:body>"
            "</office:document-content>",
            "styles.xml": f"<office:document-styles {spaces}><office:master-styles><style:master-page>{margins}"
            "</style:master-page></office:master-styles></office:document-styles>",
        }
    )


def written_pdf(objects: Sequence[bytes]) -> bytes:
    """A PDF of these objects, numbered from 1; the first is the catalogue."""
    body, places = b"%PDF-1.7\n", []
    for number, item in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, item)
    count = len(objects) + 1
    head = b"xref\n0 %d\n0000000000 65535 f \n" % count
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return body + head + table + b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (count, len(body))


def read_bytes(folder: Path, content: bytes, name: str = "plan") -> SourceText:
    """What reading a file with this content gives."""
    file = folder / name
    file.write_bytes(content)
    return read(file)
