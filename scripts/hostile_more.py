"""Make several hundred hostile files more, some of full size, for one large build; ``hostile.py`` makes the first.

    python scripts/hostile_more.py FOLDER      all of both, about 300 MB, in a minute or two
    python -m kg.cli build FOLDER --store hostile.store

Every file must end as one sentence or as a text, in bounded time and in less than 1 GB a process. Files whose name
begins with "good-" hold the sentence ``WORDS``.
"""

from __future__ import annotations

import argparse
import io
import sys
import zipfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "scripts"), str(ROOT / "tests/extract"), str(ROOT)]

import hostile as first  # noqa: E402
from hostile import WORDS, Maker, docx, mht, odt, packed, text_pdf  # noqa: E402


def texts() -> dict[str, Maker]:
    """The texts that make careless patterns slow, long; they are kept with the tests of the extractor."""
    path = ROOT / "tests/extract/hostile.py"
    scope: dict[str, object] = {}
    exec(compile(path.read_text(encoding="utf-8"), str(path), "exec"), scope)
    made = scope["TEXTS"]
    assert isinstance(made, dict)
    return {f"text-{slug(name)}.txt": partial(encoded, make, 300_000) for name, make in made.items()}


def encoded(make: Callable[[int], str], length: int) -> bytes:
    return make(length).encode()


def slug(name: str) -> str:
    return "".join(char if char.isalnum() else "-" for char in name)


#: What Python calls an encoding and no page should; the last are no encodings at all.
CODECS = (
    "unicode_escape", "raw_unicode_escape", "utf-7", "utf-16-be", "punycode", "idna", "rot13", "hex", "base64", "zlib",
    "bz2", "uu", "quopri", "undefined", "mbcs", "oem", "cp037", "cp500", "hz", "iso2022_kr", "charmap", "palmos",
    "no-such", "x" * 40, "..-..-etc-passwd", "surrogatepass", "utf-8-sig", "utf_32", "big5", "x-user-defined",
)  # fmt: skip
_NO_UTF8 = b"\xff\x8a\x9d \\ud800\\udfff +2AA- " + b"a" * 100


def in_codec(codec: str, archive: bool) -> bytes:
    if archive:
        return f"MIME-Version: 1.0\r\nContent-Type: text/html; charset={codec}\r\n\r\n<p>".encode() + _NO_UTF8
    return f'<html><meta charset="{codec}"><p>'.encode() + _NO_UTF8


#: Pieces of pages, each repeated to a megabyte.
PAGE_PIECES = {
    "brackets": "< ", "open-quotes": "<a '", "hidden-blanks": "&nbsp;<b>", "entries": "<li>", "bold": "<b>",
    "bold-paragraphs": "<p><b>", "closing": "</b>", "comments": "<!---->", "half-comments": "<!--", "orders": "<?x ",
    "ampersands": "&#", "digits": "&#9", "hex": "&#xf", "cells": "<td>", "rows": "<tr><td>", "tables": "<table>",
    "titles": "<title></title>", "styles": "<p style='display:   ", "fonts": "<p style='font-family:  ",
    "bodies": "<body>", "lists": "<ul><li>", "raised": "<sup>1</sup>", "lines": "<pre>\n\n", "mains": "<main>x</main>",
    "menus": "<div><a>x</a></div>", "old-letters": "<font face=.VnTimeH>A¸ ", "marks": "\u0301\u0323",
}  # fmt: skip
#: Pieces of Rich Text, likewise.
RICH_PIECES = {
    "unicode": "\\u7889?", "marks": "\\u769?\\u803?", "groups": "{}", "bold-groups": "{\\b x}", "paragraphs": "x\\par ",
    "fonts": "{\\fonttbl{\\f0\\fcharset163 .VnTimeH;}}", "rows": "\\trowd\\intbl x\\cell\\row ",
    "cells": "\\intbl x\\cell ", "notes": "{\\footnote x}", "headers": "{\\header x\\par}", "pages": "\\ansicpg12345 ",
    "boxes": "{\\shptxt x}", "binary": "\\bin1 x", "capitals": "\\caps x", "open-groups": "{\\*\\x ",
}  # fmt: skip
#: Pieces of Word files and of OpenDocument, likewise.
WORD_PIECES = {
    "paragraphs": "<p><r><t>x</t></r></p>", "runs": "<p><r><t>x</t></r></p>" * 3, "empty": "<p/>",
    "rows": "<tbl><tr><tc><p><r><t>x</t></r></p></tc></tr></tbl>",
    "headers": '<sectPr><headerReference id="r1"/></sectPr>',
    "breaks": "<p><r><lastRenderedPageBreak/></r></p>", "boxes": "<p><r><txbxContent><p/></txbxContent></r></p>",
    "deleted-ends": "<p><pPr><rPr><del/></rPr></pPr><r><t> </t></r></p>", "attributes": '<p a="" b="" c="" d=""/>',
    "old-letters": '<p><r><rPr><rFonts ascii=".VnTimeH"/></rPr><t>A¸</t></r></p>',
}  # fmt: skip
OPEN_PIECES = {
    "paragraphs": "<p>x</p>", "spans": "<p><span>x</span></p>", "blanks": '<p>x<s c="99999"/></p>',
    "lists": "<list><list-item><p>x</p></list-item></list>", "tables": "<table><table-row/></table>",
    "notes": "<p>x<note><note-body><p>y</p></note-body></note></p>", "boxes": "<p><text-box><p>x</p></text-box></p>",
}  # fmt: skip


def page(piece: str) -> bytes:
    return b"<html>x" + piece.encode() * (1_000_000 // len(piece))


def rich(piece: str) -> bytes:
    return b"{\\rtf1 " + (piece * (1_000_000 // len(piece))).encode("latin-1") + b"}"


def word(piece: str) -> bytes:
    return docx(piece * (1_000_000 // len(piece)), method=zipfile.ZIP_STORED)


def open_document(piece: str) -> bytes:
    return odt(f"<d><body><text>{piece * (1_000_000 // len(piece))}</text></body></d>")


WHOLE: dict[str, Maker] = {
    "docx": docx,
    "odt": lambda: odt(f"<d><body><text><p>{WORDS}</p></text></body></d>"),
    "zip": lambda: packed({f"{number}.txt": WORDS * number for number in range(1, 9)}),
    "pdf": text_pdf,
    "rtf": lambda: b"{\\rtf1{\\fonttbl{\\f0\\fcharset163 Arial;}}\\f0 K\\'ea\\'ec\\par\\trowd\\intbl x\\cell\\row}",
    "mht": lambda: mht("--x", "Content-Type: text/html; charset=utf-8", "", f"<html><p>{WORDS}</p>"),
    "html": f"<html><head><title>x</title></head><table><tr><td>{WORDS}<td>y</table><!-- x --></html>".encode,
    "doc": lambda: first.old_word(0),
}


def cut(kind: str, eighths: int) -> bytes:
    whole = WHOLE[kind]()
    return whole[: len(whole) * eighths // 8]


def turned(kind: str, number: int) -> bytes:
    """One of the whole files with seven bytes turned around, always the same ones."""
    data = bytearray(WHOLE[kind]())
    for place in range(7):
        at = int.from_bytes(first.noise(32 * (number * 7 + place + 1))[-4:], "big") % len(data)
        data[at] ^= 0xFF >> place
    return bytes(data)


def entries(count: int) -> bytes:
    """A zip of so many empty members."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as package:
        for number in range(count):
            package.writestr(zipfile.ZipInfo(str(number)), b"")
    return target.getvalue()


def many_parts(count: int) -> bytes:
    """A Word file of five parts of so many elements."""
    part = f"<x>{'<p/>' * count}</x>"
    kinds = ("styles", "numbering", "footnotes", "endnotes")
    relations = "".join(f'<Relationship Id="{kind}" Type="x/{kind}" Target="{kind}.xml"/>' for kind in kinds)
    parts = {f"word/{kind}.xml": part for kind in kinds}
    parts["word/_rels/document.xml.rels"] = f"<Relationships>{relations}</Relationships>"
    return docx("<p/>" * count, parts=parts, method=zipfile.ZIP_STORED)


def referring(times: int, elements: int) -> bytes:
    """A Word file that refers so often to one header of so many elements."""
    relations = '<Relationships><Relationship Id="h" Type="x/header" Target="h.xml"/></Relationships>'
    parts = {"word/h.xml": f"<hdr>{'<x/>' * elements}</hdr>", "word/_rels/document.xml.rels": relations}
    return docx('<sectPr><headerReference id="h"/></sectPr>' * times + first._PARAGRAPH, parts=parts)


_STORED = zipfile.ZIP_STORED

LARGE: dict[str, Maker] = {  # of full size
    "comments-before-a-page.html": lambda: b"<!---->" * 60 + b"x",
    "good-comments-before-markdown.md": lambda: b"<!-- markdownlint-disable -->\n" * 40 + WORDS.encode(),
    "hidden-brackets.html": lambda: b"<html>x<div hidden>" + b"< " * 2_500_000 + b">",
    "capitals-of-one-symbol.txt": lambda: b"1/" + b"A" * 9_900_000,
    "dense-citations.txt": lambda: b"1/KH-A, " * 1_200_000,
    "citations-and-titles.txt": lambda: "Nghị định số 1/2020/NĐ-CP; ".encode() * 300_000,
    "six-million-attributes.docx": lambda: docx('<p a="" b="" c="" d="" e="" f=""/>' * 10**6, method=_STORED),
    "one-tag-of-a-million-attributes.docx": lambda: docx("<p " + " ".join(f"a{n}=''" for n in range(10**6)) + "/>"),
    "five-parts-of-a-million.docx": lambda: many_parts(1_000_000),
    "references-to-one-header.docx": lambda: referring(3_000, 300_000),
    "two-million-empty-entries.zip": lambda: entries(1_900_000),
    "text-of-four-hundred-megabytes.docx": lambda: docx(f"<p><r><t>{'xyz ' * 2_500_000}</t></r></p>" * 3),
    "blank-lines-around-quotes.txt": lambda: ("\n" * 900 + "“" + WORDS + "”").encode() * 60,
    "digits-without-end.html": lambda: b"<html><p>&#" + b"9" * 5_000 + b";",
    "digits-without-end.odt": lambda: odt(f"<d><body><text><p>x<s c='{'9' * 5_000}'/></p></text></body></d>"),
    "good-mention-of-pdf.txt": lambda: b"%PDF-1.7 " + WORDS.encode(),
    "good-mention-of-anymap.txt": lambda: b"P5 12 34 255 " + WORDS.encode() * 20,
    "good-mail.eml": lambda: b"MIME-Version: 1.0\r\nContent-Type: text/plain\r\n\r\n" + WORDS.encode(),
}

FILES: dict[str, Maker] = {
    **texts(),
    **{f"declares-{slug(codec)}.html": partial(in_codec, codec, False) for codec in CODECS},
    **{f"declares-{slug(codec)}.mht": partial(in_codec, codec, True) for codec in CODECS},
    **{f"many-{name}.html": partial(page, piece) for name, piece in PAGE_PIECES.items()},
    **{f"many-{name}.rtf": partial(rich, piece) for name, piece in RICH_PIECES.items()},
    **{f"many-{name}.docx": partial(word, piece) for name, piece in WORD_PIECES.items()},
    **{f"many-{name}.odt": partial(open_document, piece) for name, piece in OPEN_PIECES.items()},
    **{f"cut-at-{part}-eighths.{kind}": partial(cut, kind, part) for kind in WHOLE for part in range(1, 8)},
    **{f"turned-bytes-{number}.{kind}": partial(turned, kind, number) for kind in WHOLE for number in range(6)},
    **LARGE,
}


def make(folder: Path) -> int:
    """Write all files of both scripts into ``folder``; how many."""
    first.make(folder)
    for name, maker in FILES.items():
        (folder / name).write_bytes(maker())
    return len(first.FILES.keys() | FILES.keys())


if __name__ == "__main__":
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("folder", type=Path, help="where to write them")
    target: Path = cli.parse_args().folder
    print(f"{make(target)} files in {target}")
