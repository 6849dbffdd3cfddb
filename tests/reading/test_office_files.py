"""Word, OpenDocument and Rich Text: the text as the office shows it, and nothing of what it hides."""

from __future__ import annotations

from pathlib import Path

import pytest
from making import docx, odt, read_bytes

from extract.errors import InputError


def p(*runs: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(runs)}</w:p>"


def r(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def cell(*paragraphs: str) -> str:
    return f"<w:tc>{''.join(p(r(text)) for text in paragraphs)}</w:tc>"


def row(*cells: str) -> str:
    return f"<w:tr>{''.join(cells)}</w:tr>"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (p(r("Số: "), r("61/KH-UBND")) + p() + p(r("KẾ HOẠCH")), "Số: 61/KH-UBND\nKẾ HOẠCH"),
        (p("<w:r><w:t>KẾ</w:t><w:br/><w:t>năm 2026</w:t><w:tab/><w:noBreakHyphen/></w:r>"), "KẾ\nnăm 2026\t-"),
        (p(r("giữ"), f"<w:del>{r('bỏ')}</w:del>", f"<w:ins>{r(' thêm')}</w:ins>"), "giữ thêm"),
        (p(f"<w:moveFrom>{r('đi')}</w:moveFrom>", f"<w:moveTo>{r('đến')}</w:moveTo>"), "đến"),
        (p(r("nối "), properties="<w:rPr><w:del/></w:rPr>") + p(r("liền")), "nối liền"),
        (p(r("hiện"), r("ẩn", "<w:vanish/>"), r("không ẩn", '<w:vanish w:val="0"/>')), "hiệnkhông ẩn"),
        (p(r("Kế hoạch", "<w:caps/>")), "KẾ HOẠCH"),
        (p(r("NĐ-CP"), r("1", '<w:vertAlign w:val="superscript"/>'), r(" ngày")), "NĐ-CP¹ ngày"),
        (p(r("Céng hßa", '<w:rFonts w:ascii=".VnTime"/>'), r(" và Unicode")), "Cộng hòa và Unicode"),
        (p(r("kÕ ho¹ch", '<w:rFonts w:ascii=".VnTimeH"/>')), "KẾ HOẠCH"),
        (p(r("keá hoaïch", '<w:rFonts w:ascii="VNI-Times"/>')), "kế hoạch"),
        (p("<w:r><w:fldChar/><w:instrText>PAGE</w:instrText></w:r>", r("trang")), "trang"),
        (p(f"<w:sdt><w:sdtContent>{r('ô điền')}</w:sdtContent></w:sdt>"), "ô điền"),
        (p(f"<w:hyperlink>{r('đường dẫn')}</w:hyperlink>"), "đường dẫn"),
        (p(r("trước"), f"<w:r><w:pict><w:txbxContent>{p(r('khung'))}</w:txbxContent></w:pict></w:r>", r(" sau"))
         + p(r("tiếp")), "trước sau\nkhung\ntiếp"),
    ],
)  # fmt: skip
def test_word_shows(tmp_path: Path, body: str, expected: str) -> None:
    assert read_bytes(tmp_path, docx(body)).text == expected


def test_word_letterhead_is_read_by_columns_and_a_table_by_rows(tmp_path: Path) -> None:
    letterhead = row(cell("UBND TỈNH", "Số: 61/KH-UBND"), cell("CỘNG HÒA", "Lạng Sơn, ngày 26"))
    table = "".join(row(cell(str(n)), cell(f"Nghị định {n}"), cell("14/8/2023")) for n in (1, 2, 3, 4))
    gone = f"<w:tr><w:trPr><w:del/></w:trPr>{cell('bỏ')}</w:tr>"
    source = read_bytes(tmp_path, docx(f"<w:tbl>{letterhead}</w:tbl>{p(r('KẾ HOẠCH'))}<w:tbl>{table}{gone}</w:tbl>"))
    assert source.text.splitlines() == [
        "UBND TỈNH", "Số: 61/KH-UBND", "CỘNG HÒA", "Lạng Sơn, ngày 26", "KẾ HOẠCH",
        "1 | Nghị định 1 | 14/8/2023", "2 | Nghị định 2 | 14/8/2023", "3 | Nghị định 3 | 14/8/2023",
        "4 | Nghị định 4 | 14/8/2023",
    ]  # fmt: skip


def test_word_footnotes_headers_and_page_numbers(tmp_path: Path) -> None:
    body = (
        p(r("Luật"), '<w:r><w:footnoteReference w:id="7"/></w:r>', r(" này"))
        + p(r("Trang hai"), "<w:r><w:lastRenderedPageBreak/></w:r>", r("đây"))
        + '<w:sectPr><w:headerReference r:id="header"/><w:footerReference r:id="footer"/></w:sectPr>'
    )
    line = f'<w:footnote w:id="0" w:type="separator">{p(r("—"))}</w:footnote>'
    notes = f'{line}<w:footnote w:id="7">{p(r("Năm 2022"))}</w:footnote>'
    source = read_bytes(tmp_path, docx(body, {"footnotes": notes, "header": p(r("UBND XÃ")), "footer": p(r("- 1 -"))}))
    assert source.text == "UBND XÃ\nLuật¹ này\nTrang haiđây\n¹ Năm 2022"
    assert [(page.number, source.text[page.start :][:4]) for page in source.pages] == [(1, "UBND"), (2, "đây\n")]


def test_word_numbers_lists_as_shown(tmp_path: Path) -> None:
    numbering = (
        '<w:abstractNum w:abstractNumId="0">'
        '<w:lvl w:ilvl="0"><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1."/></w:lvl>'
        '<w:lvl w:ilvl="1"><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2."/></w:lvl>'
        '<w:lvl w:ilvl="2"><w:numFmt w:val="bullet"/><w:lvlText w:val=""/></w:lvl></w:abstractNum>'
        '<w:num w:numId="3"><w:abstractNumId w:val="0"/></w:num>'
    )
    styles = (
        '<w:style w:type="paragraph" w:styleId="L"><w:pPr><w:numPr><w:numId w:val="3"/></w:numPr></w:pPr></w:style>'
    )

    def entry(text: str, level: int) -> str:
        numbers = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="3"/></w:numPr>'
        return p(r(text), properties=numbers)

    body = (
        p(r("Mục đích"), properties='<w:pStyle w:val="L"/>')
        + "".join([entry("a", 1), entry("b", 1), entry("Yêu cầu", 0), entry("c", 1), entry("d", 2)])
    )  # fmt: skip
    text = read_bytes(tmp_path, docx(body, {"numbering": numbering, "styles": styles})).text
    assert text.splitlines() == ["I. Mục đích", "I.1. a", "I.2. b", "II. Yêu cầu", "II.1. c", "- d"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<text:p>Số:<text:s text:c='2'/>61<text:tab/>x<text:line-break/>y</text:p>", "Số:  61\tx\ny"),
        ("<text:p>một\n   hai</text:p><text:p/><text:h>ba</text:h>", "một hai\nba"),
        ("<text:tracked-changes><text:deletion><text:p>bỏ</text:p></text:deletion></text:tracked-changes>"
         "<text:p>giữ<text:change/></text:p>", "giữ"),
        ("<text:p>NĐ-CP<text:span text:style-name='up'>1</text:span></text:p>", "NĐ-CP¹"),
        ("<text:p><text:span text:style-name='abc'>KÕ ho¹ch</text:span></text:p>", "Kế hoạch"),
        ("<text:p>hiện<text:span text:style-name='hid'>ẩn</text:span></text:p>", "hiện"),
        ("<text:p>Luật<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>Năm 2022</text:p>"
         "</text:note-body></text:note> này</text:p>", "Luật¹ này\n¹ Năm 2022"),
        ("<text:p>trước<draw:frame><draw:text-box><text:p>khung</text:p></draw:text-box></draw:frame></text:p>",
         "trước\nkhung"),
        ("<text:list text:style-name='L'><text:list-item><text:p>một</text:p><text:list><text:list-item><text:p>sâu"
         "</text:p></text:list-item></text:list></text:list-item><text:list-item><text:p>hai</text:p></text:list-item>"
         "</text:list>", "1. một\n1.a) sâu\n2. hai"),
        ("<text:p>ghi<office:annotation><text:p>chú</text:p></office:annotation> chú</text:p>", "ghi chú"),
        ("<table:table><table:table-row><table:table-cell><text:p>UBND</text:p></table:table-cell><table:table-cell>"
         "<text:p>CỘNG HÒA</text:p></table:table-cell></table:table-row></table:table>", "UBND\nCỘNG HÒA"),
    ],
)  # fmt: skip
def test_opendocument_shows(tmp_path: Path, text: str, expected: str) -> None:
    styles = (
        "<style:style style:name='up'><style:text-properties style:text-position='super 58%'/></style:style>"
        "<style:style style:name='abc'><style:text-properties style:font-name='.VnTime'/></style:style>"
        "<style:style style:name='hid'><style:text-properties text:display='none'/></style:style>"
        "<text:list-style style:name='L'>"
        "<text:list-level-style-number text:level='1' style:num-format='1' style:num-suffix='.'/>"
        "<text:list-level-style-number text:level='2' style:num-format='a' style:num-suffix=')' "
        "text:display-levels='2'/>"
        "</text:list-style>"
    )
    assert read_bytes(tmp_path, odt(text, styles)).text == expected


@pytest.mark.parametrize(
    ("rtf", "expected"),
    [
        (r"S\u7889\'3f: 61/KH-UBND\par KẾ".replace("Ế", r"\u7870?"), "Số: 61/KH-UBND\nKẾ"),
        (r"{\fonttbl{\f0\fcharset163 Arial;}}\f0 K\'ea\'ec hoa\'f2ch", "Kế hoạch"),
        (r"{\fonttbl{\f0 .VnTime;}{\f1 .VnTimeH;}}\f0 K\'d5 ho\'b9ch \f1 n\'a8m", "Kế hoạch NĂM"),
        (r"giữ{\deleted bỏ}{\v ẩn}".replace("ữ", r"\u7919?"), "giữ"),
        (r"N\u272?-CP{\super 1} x{\super\chftn}{\*\footnote\chftn  N\u259?m 2022} y", "NĐ-CP¹ x¹ y\n¹  Năm 2022"),
        (r"a{\pict 0123}{\*\unknown b}{\field{\*\fldinst PAGE}{\fldrslt c}}\line d\tab e\emdash", "ac\nd\te—"),
        (r"\trowd\intbl UBND\cell C\u7896?NG\cell\row\pard sau", "UBND\nCỘNG\nsau"),
        (r"{\header Trang 1\par}{\header UBND\par}x{\caps y}", "UBND\nxY"),
        (r"{\upr\u-10179?\u-8704?}\{\\\}\~z", "😀{\\}\u00a0z"),
    ],
)
def test_rich_text_shows(tmp_path: Path, rtf: str, expected: str) -> None:
    source = read_bytes(tmp_path, b"{\\rtf1\\ansi " + rtf.encode("latin-1", "replace") + b"}")
    assert source.text == expected


def test_tracked_changes_are_told(tmp_path: Path) -> None:
    source = read_bytes(tmp_path, docx(p(r("giữ"), f"<w:del>{r('bỏ')}</w:del>")))
    assert source.warnings == (
        f"{tmp_path / 'plan'} holds tracked changes; deleted text was left out, inserted text is in.",
    )


def test_a_missing_program_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    old = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "WordDocument".encode("utf-16-le")
    with pytest.raises(InputError, match="install LibreOffice or antiword"):
        read_bytes(tmp_path, old)
    with pytest.raises(InputError, match="install tesseract with its Vietnamese data"):
        read_bytes(tmp_path, b"\x89PNG\r\n\x1a\n\0")
