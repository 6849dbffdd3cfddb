"""What a file is and how it is encoded: told by what is there, not by what it says; and always text for UTF-8."""

from __future__ import annotations

import base64
import encodings.aliases
from pathlib import Path

import pytest
from making import docx, odt, read_bytes, written_pdf

from extract.errors import InputError
from extract.reading import pdf_process, read_all
from extract.reading.decoding import decode, encodable
from extract.reading.layout import Line, Sheet

NO_UTF8 = b"\xff\x8a\x9d \\ud800 \\udfff +2AA- "


@pytest.mark.parametrize("codec", sorted({*encodings.aliases.aliases.values(), "unicode-escape", "undefined", "idna"}))
def test_no_declared_encoding_makes_what_utf8_cannot_hold(codec: str) -> None:
    """unicode_escape, raw_unicode_escape and utf_7 made halves of pairs."""
    try:
        text, _ = decode(NO_UTF8, "x", codec)
    except InputError:
        return
    text.encode()


@pytest.mark.parametrize("codec", ["unicode_escape", "raw_unicode_escape", "utf-7", "punycode"])
def test_pages_and_archives_in_no_encoding_of_the_web_are_refused(tmp_path: Path, codec: str) -> None:
    page = f'<html><meta charset="{codec}"><p>'.encode() + NO_UTF8
    archive = f"MIME-Version: 1.0\r\nContent-Type: text/html; charset={codec}\r\n\r\n".encode() + NO_UTF8
    for content in (page, archive):
        with pytest.raises(InputError, match="is no UTF-8"):
            read_bytes(tmp_path, content)


def test_encodings_of_the_web_are_known_by_all_their_names(tmp_path: Path) -> None:
    for name in ("Shift_JIS", "x-sjis", "windows-31j"):
        page = f'<html><meta charset="{name}"><p>'.encode() + "東京都の計画書です".encode("cp932")
        assert read_bytes(tmp_path, page).text == "東京都の計画書です"


def test_halves_of_pairs_are_replaced_one_for_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """pdfium gives them as JSON can write them."""
    assert encodable("a\ud800b\udfff\U0001f600") == "a\ufffdb\ufffd\U0001f600"
    line = Line(50, 700, 500, 12, "Kế hoạch \ud800 số 1/KH-UBND của xã")
    page = pdf_process.RawPage(Sheet(595, 842, [line]), 0.0, 0)
    monkeypatch.setattr(pdf_process.OpenPdf, "__init__", lambda *_: None)
    monkeypatch.setattr(pdf_process.OpenPdf, "read", lambda _: iter([page]))
    assert read_bytes(tmp_path, b"%PDF-1.7\n").text == "Kế hoạch \ufffd số 1/KH-UBND của xã"


@pytest.mark.parametrize(
    "text",
    [
        "Một tệp PDF bắt đầu bằng %PDF-1.7 và kết thúc bằng %%EOF.",
        "%PDF-1.7 là dòng đầu của một tệp PDF.",
        "%PDF-1.7\nlà dòng đầu của một tệp PDF.",
        "P5 12 34 255 là ký hiệu của lô đất.",
        "P6\n1 1 255\n" + "Kế hoạch " * 2_000,
        "GIF8 là tên của một phòng họp.",
        "<!-- một --> <!-- hai -->\n# Kế hoạch",
        "Subject: x\nMIME-Version: 1.0\n\nKế hoạch",
    ],
)
def test_texts_that_begin_like_something_else_are_texts(tmp_path: Path, text: str) -> None:
    source = read_bytes(tmp_path, text.encode())
    assert (source.text, source.source.media_type) == (text, "text/plain")


@pytest.mark.parametrize(
    "content", [b"%PDF-1.7\n", b"%PDF-1.4 %\xe2\xe3\n1 0 obj\n<<", b"\n\n%PDF-1.7\r\n\xff\xfe", b"x %PDF-1.4\n1 0 obj"]
)
def test_a_damaged_pdf_is_still_one(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(InputError, match="is damaged or cut off"):
        read_bytes(tmp_path, content)


WORDS = b"BT /F 12 Tf 50 700 Td (A plan of the commune for this year) Tj ET"
PDF = written_pdf(
    (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(WORDS), WORDS),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    )
)


@pytest.mark.parametrize(
    "content", [b"%PDF-1.7\ngarbage", "%PDF-1.7\nlà dòng đầu của một tệp PDF.".encode(), b"x" * 900 + b"%PDF-1.7\nx"]
)
def test_what_bears_the_mark_and_the_name_of_pdf_is_a_damaged_one(tmp_path: Path, content: bytes) -> None:
    """Words behind the mark made it a text, which was taken in as a document."""
    for name in ("plan.pdf", "PLAN.PDF"):
        with pytest.raises(InputError, match="is damaged or cut off"):
            read_bytes(tmp_path, content, name)
    assert read_bytes(tmp_path, content, "pdf.txt").text == content.decode()


def test_what_is_only_named_a_pdf_is_read_as_what_it_is_and_that_is_said(tmp_path: Path) -> None:
    word = docx("<w:p><w:r><w:t>this is no pdf at all</w:t></w:r></w:p>")
    for content in (b"this is no pdf at all", b"<html><p>this is no pdf at all</p>", word):
        named, plain = read_bytes(tmp_path, content, "plan.pdf"), read_bytes(tmp_path, content, "plan.bin")
        assert (named.text, named.source.media_type) == (plain.text, plain.source.media_type)
        assert [str(said).partition(" is ")[2] for said in named.warnings] == [
            "no PDF, though its name says so; check that it is the right file."
        ]
        assert not plain.warnings
    assert read_bytes(tmp_path, PDF, "plan.pdf").warnings == ()
    with pytest.raises(InputError, match="is not a text"):
        read_bytes(tmp_path, b"\0\1\2" * 100, "plan.pdf")
    late = b"x" * 2_000 + b"\n%PDF-1.7\n"  # behind where a PDF has its mark
    assert read_bytes(tmp_path, late, "plan.pdf").text == late.decode()


def test_a_damaged_pdf_stops_no_other(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7\ngarbage")
    (tmp_path / "b.txt").write_text("Kế hoạch", encoding="utf-8")
    refused, good = read_all([tmp_path])
    assert isinstance(refused, InputError)
    assert not isinstance(good, InputError)
    assert good.text == "Kế hoạch"


OUTER = "Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n"
INNER = "Content-Type: multipart/alternative; boundary=y\r\n\r\n--y\r\n{}--y--\r\n--x--"


@pytest.mark.parametrize("wrap", ["{}", OUTER + INNER])
def test_a_saved_mail_is_its_text(tmp_path: Path, wrap: str) -> None:
    body = base64.b64encode("Căn cứ Chỉ thị số 33/CT-TTg".encode()).decode()
    part = f"Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n{body}\r\n"
    source = read_bytes(tmp_path, ("Subject: x\r\nMIME-Version: 1.0\r\n" + wrap.format(part)).encode())
    assert (source.text, source.source.media_type) == ("Căn cứ Chỉ thị số 33/CT-TTg", "text/plain")


DIGITS = "9" * 5_000


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (f"<html><p title='&#{DIGITS};'>x&#{DIGITS};y&#{'0' * 5_000}65;</p>".encode(), "x\ufffdyA"),
        (f"<html><ol start={DIGITS}><li>x</ol>".encode(), "1. x"),
        (
            docx(
                f'<w:p><w:pPr><w:numPr><w:ilvl w:val="{DIGITS}"/><w:numId w:val="{DIGITS}"/></w:numPr></w:pPr>'
                "<w:r><w:t>x</w:t></w:r></w:p>"
            ),
            "x",
        ),
        (
            odt(
                f"<text:p>x<text:s text:c='{DIGITS}'/>y</text:p>",
                f"<text:list-style><text:list-level-style-bullet text:level='{DIGITS}'/></text:list-style>",
            ),
            "x y",
        ),
    ],
)
def test_numbers_without_end_are_no_numbers(tmp_path: Path, content: bytes, expected: str) -> None:
    assert read_bytes(tmp_path, content).text == expected
