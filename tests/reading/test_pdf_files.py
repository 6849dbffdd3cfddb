"""PDF: lines in reading order, what belongs to pages and not to the text, and pages that are pictures."""

from __future__ import annotations

import random
import zlib
from pathlib import Path

import pypdfium2
import pytest
from making import read_bytes, written_pdf

from extract.errors import InputError
from extract.reading import child, ocr, pdf, pdf_process
from extract.reading.layout import Line, Sheet, body_size, paragraphs, take_notes, without_margins


def sheet(*lines: tuple[float, float, str] | tuple[float, float, str, float]) -> Sheet:
    """A page of A4 with lines (left, baseline, text, size); a character is half as wide as high."""
    made = [(*line, 12.0)[:4] for line in lines]
    return Sheet(595, 842, [Line(x, y, x + len(text) * size / 2, size, text) for x, y, text, size in made])


def texts(page: Sheet) -> list[str]:
    return [paragraph.text for paragraph in paragraphs(page)]


FULL = (
    "Căn cứ Luật Thực hiện dân chủ ở cơ sở ngày 10/11/2022 của Quốc hội và các văn bản"  # 83 characters: a whole line
)


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        pytest.param(
            sheet((60, 700, FULL), (60, 684, "hướng dẫn thi hành;"), (60, 668, FULL)),
            [f"{FULL} hướng dẫn thi hành;", FULL], id="a short line ends a paragraph",
        ),
        pytest.param(sheet((60, 700, FULL), (60, 684, FULL), (60, 660, FULL), (60, 644, FULL)),
                     [f"{FULL} {FULL}", f"{FULL} {FULL}"], id="a gap parts paragraphs"),
        pytest.param(sheet((60, 700, FULL), (84, 684, FULL[:-4]), (60, 668, FULL)),
                     [FULL, f"{FULL[:-4]} {FULL}"], id="an indent begins a paragraph"),
        pytest.param(sheet((60, 700, f"- {FULL[:-2]}"), (75, 684, FULL[:-3]), (75, 668, "hết.")),
                     [f"- {FULL[:-2]} {FULL[:-3]} hết."], id="an entry of a list hangs"),
        pytest.param(
            sheet((70, 800, "UBND TỈNH"), (60, 786, "XÃ ĐÌNH LẬP"), (300, 795, "CỘNG HÒA"), (310, 781, "Độc lập"),
                  (60, 760, "Số: 9/KH-UBND"), (300, 760, "Đình Lập, ngày 25"), (180, 730, "KẾ HOẠCH CÔNG TÁC NĂM")),
            ["UBND TỈNH", "XÃ ĐÌNH LẬP", "Số: 9/KH-UBND", "CỘNG HÒA", "Độc lập", "Đình Lập, ngày 25",
             "KẾ HOẠCH CÔNG TÁC NĂM"], id="a letterhead by columns",
        ),
        pytest.param(sheet((60, 700, "1"), (100, 700, "Nghị định 59"), (300, 700, "14/8/2023")),
                     ["1 Nghị định 59", "14/8/2023"], id="a number belongs to what follows it"),
        pytest.param(sheet((60, 700, "Tên"), (200, 707, "Nghị định số 59"), (200, 693, "năm 2023"), (400, 700, "Huế")),
                     ["Tên | Nghị định số 59 năm 2023 | Huế"], id="a row of a table is a line"),
        pytest.param(sheet((60, 700, "Nghị định 59/2023/NĐ-CP"), (199, 704, "1", 8.0), (206, 700, "ngày 14")),
                     ["Nghị định 59/2023/NĐ-CP¹ ngày 14"], id="a raised number is a mark"),
        pytest.param(sheet((60, 684, FULL), (60, 700, FULL[:-1] + ",")), [f"{FULL[:-1]}, {FULL}"],
                     id="order is by place, not by the file"),
    ],
)  # fmt: skip
def test_layout(page: Sheet, expected: list[str]) -> None:
    assert texts(page) == expected


def test_a_drawing_full_of_words_costs_no_more_than_its_lines() -> None:
    crowd = sheet(*((x, y, "12") for x in range(0, 600, 6) for y in range(0, 840, 12)))
    assert len(texts(crowd)) == len(crowd.lines)


def test_running_heads_and_page_numbers_go() -> None:
    pages = [
        sheet((60, 810, f"CÔNG BÁO/Số {n}"), (60, 700, f"{FULL} {n}"), (290, 40, f"- {n} -")) for n in (1, 2, 3, 4)
    ]
    without_margins(pages)
    assert [[line.text for line in page.lines] for page in pages] == [[f"{FULL} {n}"] for n in (1, 2, 3, 4)]


def test_notes_leave_the_page() -> None:
    page = sheet(
        (60, 700, FULL),
        (60, 684, FULL),
        (60, 80, "1 Nghị quyết số 5", 9.0),
        (60, 70, "của ai đó", 9.0),
        (60, 60, "2 Luật", 9.0),
    )
    assert take_notes(page, body_size([page])) == ["¹ Nghị quyết số 5 của ai đó", "² Luật"]
    assert len(page.lines) == 2


def made_pdf(*pages: bytes, font: bytes = b"Helvetica") -> bytes:
    """A PDF with these content streams, in one font."""
    kids = b" ".join(b"%d 0 R" % (4 + 2 * number) for number in range(len(pages)))
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(pages), kids)]
    objects.append(b"<</Type/Font/Subtype/Type1/BaseFont/%s>>" % font)
    for number, content in enumerate(pages):
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents %d 0 R/Resources<</Font<</F 3 0 R>>>>>>"
            % (5 + 2 * number)
        )
        packed = zlib.compress(content)
        objects.append(b"<</Filter/FlateDecode/Length %d>>stream\n%s\nendstream" % (len(packed), packed))
    return written_pdf(objects)


def shown(x: float, y: int, text: bytes) -> bytes:
    return b"BT /F 12 Tf %.1f %d Td (%s) Tj ET\n" % (x, y, text)


def test_a_paragraph_goes_on_over_the_page_and_pages_are_kept(tmp_path: Path) -> None:
    line = b"Can cu Nghi dinh so 59/2023/ND-CP ngay 14 thang 8 nam 2023 cua Chinh phu ve mot viec nao do va"
    pages = [shown(50, 760, line) + shown(50, 744, line), shown(50, 760, b"con nua;") + shown(50, 740, b"Het.")]
    source = read_bytes(tmp_path, made_pdf(*pages))
    words = line.decode()
    assert source.text == f"{words} {words} con nua;\nHet."
    assert [(page.number, source.text[page.start :][:3]) for page in source.pages] == [(1, "Can"), (2, "con")]


def test_letters_that_are_drawn_in_any_order_are_read_by_place(tmp_path: Path) -> None:
    lines = ["Can cu Nghi quyet so 12/NQ-HDND ngay 03 thang 3 nam 2024 cua Hoi dong;"] * 2 + ["So 77/KH-UBND", "Het."]
    letters = [
        shown(50 + 7.2 * at, y, letter.encode())
        for y, line in zip((760, 744, 720, 700), lines, strict=True)
        for at, letter in enumerate(line)
    ]
    in_order = read_bytes(tmp_path, made_pdf(b"".join(letters), font=b"Courier")).text
    random.Random(7).shuffle(letters)
    assert read_bytes(tmp_path, made_pdf(b"".join(letters), font=b"Courier")).text == in_order
    assert in_order.endswith(f"{lines[1]}\nSo 77/KH-UBND\nHet.")


def test_a_crash_of_the_library_ends_as_a_sentence_and_the_next_file_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    good = made_pdf(shown(50, 760, b"33/CT-TTg"))
    assert read_bytes(tmp_path, good).text == "33/CT-TTg"
    original = pdf_process._Worker.ask

    def killed(self: pdf_process._Worker, *arguments: object, **named: object) -> object:
        child.end(self._process)
        return original(self, *arguments, **named)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr(pdf_process._Worker, "ask", killed)
        with pytest.raises(InputError, match="makes the PDF library crash"):
            read_bytes(tmp_path, good)
    assert read_bytes(tmp_path, good).text == "33/CT-TTg"


def test_a_library_that_died_of_an_earlier_file_is_not_laid_to_the_next(tmp_path: Path) -> None:
    good = made_pdf(shown(50, 760, b"33/CT-TTg"))
    read_bytes(tmp_path, good)
    child.end(pdf_process._running[0]._process)
    assert read_bytes(tmp_path, good).text == "33/CT-TTg"


def test_a_scan_without_tesseract_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "_is_picture", lambda page: True)
    monkeypatch.setattr(ocr, "missing", lambda: "install it")
    with pytest.raises(InputError, match="is a scan without usable text; install it to have it recognised"):
        read_bytes(tmp_path, made_pdf(shown(50, 760, b"x")))


@pytest.mark.parametrize(
    ("text", "garbled"),
    [
        ("Căn cứ Chỉ thị số 33/CT-TTg ngày 26/11/2021 của Thủ tướng Chính phủ", False),
        ("C¨n cø ChØ thÞ sè 33/CT-TTg ngµy 26/11/2021 cña Thñ t\u00adíng ChÝnh phñ", False),  # TCVN3, not garbage
        ("\ue043\ue106n c\ue1e9 Ch\ue1ec th\ue1ea s\ue1d1 33", True),
        ("Cän cû Chî thî sñ Cöng höa xâ hôï chü nghîa Viêt Nâm dôc läp tü dö hänh phüc cûå ñgåŷ thåñg ñåm", True),
        ("Decision No. 33 of the Prime Minister, in English", False),
    ],
)
def test_garbled_text_layers(text: str, garbled: bool) -> None:
    assert pdf._is_garbled(sheet((60, 700, text))) is garbled


@pytest.mark.skipif(bool(ocr.missing()), reason=f"not recognised here: {ocr.missing()}")
@pytest.mark.parametrize(
    "quarters", [0, 1, 2, 3], ids=["upright", "on its right side", "upside down", "on its left side"]
)
def test_a_picture_of_a_page_is_recognised_however_it_lies(tmp_path: Path, quarters: int) -> None:
    lines = [b"Can cu Quyet dinh so 3177/KH-UBND ngay 6 thang 8 nam 2025", b"cua UBND thanh pho Hai Phong ve cong tac"]
    content = b"".join(shown(50, 700 - 20 * number, lines[number % 2]) for number in range(8))
    with pypdfium2.PdfDocument(made_pdf(content)) as document:
        bitmap = document[0].render(scale=2.5, grayscale=True, rotation=90 * quarters)
        stride, width, height = bitmap.stride, bitmap.width, bitmap.height
        rows = bytes(bitmap.buffer)
    dots = b"".join(rows[at : at + width] for at in range(0, stride * height, stride))
    source = read_bytes(tmp_path, b"P5 %d %d 255\n" % (width, height) + dots)
    assert source.text.count("3177/KH-UBND") == 4
    assert source.source.media_type == "image/x-portable-anymap"
    assert source.pages[0].confidence is not None


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("33/CT-TTEg", "33/CT-TTg"),
        ("14/CTTTEg", "14/CTTTg"),
        ("35-CT/IW", "35-CT/TW"),
        ("43-KL/ZTW", "43-KL/TW"),
        ("3177/QĐĐ-UBND", "3177/QĐ-UBND"),
        ("59⁄2023/NĐ-CP", "59/2023/NĐ-CP"),
        ("33/CT-TTg, 23-QĐ/TW", "33/CT-TTg, 23-QĐ/TW"),
    ],
)
def test_misread_symbols_are_mended(read: str, printed: str) -> None:
    assert ocr.mended(read) == printed


@pytest.mark.parametrize("kind", [b"FreeText", b"Stamp", b"Widget/FT/Sig"])
def test_what_is_stamped_on_a_page_is_read_where_it_stands(kind: bytes, tmp_path: Path) -> None:
    """A clerk's tool writes number and day into the appearance of an annotation."""
    drawn = b"BT /F 12 Tf 1 3 Td (77) Tj ET"
    page = shown(50, 760, b"So:       /KH-UBND")
    fonts = b"/Resources<</Font<</F 3 0 R>>>>"
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count 1/Kids[4 0 R]>>",
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 5 0 R/Annots[7 0 R]%s>>" % fonts,
        b"<</Length %d>>stream\n%s\nendstream" % (len(page), page),
        b"<</Type/XObject/Subtype/Form/BBox[0 0 20 14]/Length %d%s>>stream\n%s\nendstream" % (len(drawn), fonts, drawn),
        b"<</Type/Annot/Subtype/%s/F 4/Rect[72 757 92 771]/AP<</N 6 0 R>>>>" % kind,
    ]
    assert read_bytes(tmp_path, written_pdf(objects)).text.split() == ["So:", "77", "/KH-UBND"]
