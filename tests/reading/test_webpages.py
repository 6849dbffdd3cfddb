"""Web pages: as Word, LibreOffice and portals save them, and as nobody should."""

from __future__ import annotations

import quopri
from pathlib import Path

import pytest
from making import read_bytes

from extract.errors import InputError

WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head>
<meta http-equiv=Content-Type content="text/html; charset=windows-1258"><title>Plan</title>
<style><!-- p.MsoNormal {font-family:"Times New Roman";} --></style>
<!--[if gte mso 9]><xml><w:WordDocument>Print</w:WordDocument></xml><![endif]--></head>
<body lang=VI style='tab-interval:36.0pt'><div class=WordSection1>
<table class=MsoNormalTable border=0><tr><td valign=top><p class=MsoNormal align=center><b>UBND TỈNH
LẠNG SƠN<o:p></o:p></b></p><p class=MsoNormal>Số: 61/KH-UBND</p></td><td><p class=MsoNormal>CỘNG HÒA XÃ HỘI
CHỦ NGHĨA VIỆT NAM</p></td></tr></table>
<p class=MsoNormal style='text-transform:uppercase'>Kế hoạch</p>
<p class=MsoNormal>Căn cứ Nghị định số
59/2023/NĐ-CP<a style='mso-footnote-id:ftn1' href="#_ftn1" name="_ftnref1"><span class=MsoFootnoteReference>
<![if !supportFootnotes]>[1]<![endif]></span></a>; <del>bỏ</del><span style='display:none;mso-hide:all'>ẩn</span></p>
<p class=MsoListParagraph><![if !supportLists]><span style='mso-list:Ignore'>1.<span>&nbsp; </span></span><![endif]>Mục
đích</p></div>
<div style='mso-element:footnote-list'><div style='mso-element:footnote' id=ftn1><p class=MsoFootnoteText>
<a href="#_ftnref1" name="_ftn1"><![if !supportFootnotes]>[1]<![endif]></a> Năm 2023</p></div></div></body></html>"""

PORTAL = """<!DOCTYPE html><html><head><meta charset="utf-8"><script>var a = "<p>Quyết định 1</p>";</script></head>
<body><header class="site">Cổng thông tin</header><nav><a href="/">Trang chủ</a></nav>
<div id="left-menu">Danh mục</div>
<div class="box"><ul><li><a>Tin tức</a><li><a>Sự kiện</a><li><a>Văn bản</a><li><a>Liên hệ</a><li><a>Góp ý</a></ul></div>
<div class="content"><h1>KẾ HOẠCH</h1><p>Căn cứ <a href="/1">Luật Thực hiện dân chủ ở cơ sở</a>;</p>
<ul><li><a>Nghị định 59/2023/NĐ-CP</a></li><li><a>Nghị định 61/2023/NĐ-CP</a></li><li><a>Chỉ thị 33/CT-TTg</a></li>
<li><a>Quyết định 23-QĐ/TW</a></li><li><a>Kết luận 43-KL/TW</a></li></ul></div>
<div class="related-news">Tin liên quan</div><footer>Bản quyền</footer></body></html>"""


def test_word_html(tmp_path: Path) -> None:
    text = read_bytes(tmp_path, WORD.encode("utf-8")).text
    assert text.replace("\u00a0", " ").splitlines() == [
        "UBND TỈNH LẠNG SƠN", "Số: 61/KH-UBND", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "KẾ HOẠCH",
        "Căn cứ Nghị định số 59/2023/NĐ-CP¹;", "1.  Mục đích", "¹ Năm 2023",
    ]  # fmt: skip


def test_a_portal_without_its_menus(tmp_path: Path) -> None:
    assert read_bytes(tmp_path, PORTAL.encode("utf-8")).text.splitlines() == [
        "KẾ HOẠCH", "Căn cứ Luật Thực hiện dân chủ ở cơ sở;", "- Nghị định 59/2023/NĐ-CP", "- Nghị định 61/2023/NĐ-CP",
        "- Chỉ thị 33/CT-TTg", "- Quyết định 23-QĐ/TW", "- Kết luận 43-KL/TW",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>một<p>hai<br>ba</p>bốn", "một\nhai\nba\nbốn"),
        ("<link href='../style.css' rel='stylesheet' />\n<h3>một</h3><p>hai</p>", "một\nhai"),
        ("<h1>một</h1><p>hai</p>", "một\nhai"),
        ("<div>a <b>b</b>\n c</div><pre>d\n  e</pre>", "a b c\nd\n  e"),
        ("<ol type=a start=3><li>x<li>y</ol><ul><li>z</ul>", "c. x\nd. y\n- z"),
        ("<p>x&nbsp;y &lt;z&gt; &#7871; &unknown;</p>", "x\u00a0y <z> ế &unknown;"),
        ("<p>NĐ-CP<sup>1</sup> và m<sup>2</sup>, x<sup>y</sup></p>", "NĐ-CP¹ và m², xy"),
        ("<p><font face='.VnTimeH'>kÕ ho¹ch</font></p>", "KẾ HOẠCH"),
        ("<table><tr><td>1<td>a<td>b<tr><td>2<td>c<td>d<tr><td>3<td>e<td>f</table>", "1 | a | b\n2 | c | d\n3 | e | f"),
        ("<main><p>văn bản dài hơn</p></main><p>khác</p>", "văn bản dài hơn"),
        ("<nav>chỉ có mục lục</nav>", "chỉ có mục lục"),
        ("<p>a < b và c > d</p>", "a < b và c > d"),
        ("<body><p title='x > y'>z</p>", "z"),
        ("<html><head><title>t</title><meta><body><p>x", "x"),
    ],
)
def test_pages_of_all_sorts(tmp_path: Path, html: str, expected: str) -> None:
    assert read_bytes(tmp_path, f"<html>{html}".encode()).text == expected


@pytest.mark.parametrize(
    "opens", ["<link href='a.css' rel='stylesheet' />", "<style>p {}</style>", "<script>x()</script>"]
)
def test_a_part_of_a_page_is_one_without_its_head(tmp_path: Path, opens: str) -> None:
    """As the codification is published, whose notes tell whose articles they are."""
    page = f"{opens}\n<h3>Đề mục 35.4</h3><p><a name='1'></a>Điều 35.4.LQ.1. Mặt trận</p>".encode()
    assert read_bytes(tmp_path, page).text == "Đề mục 35.4\nĐiều 35.4.LQ.1. Mặt trận"


def test_markdown_that_centres_its_head_is_none(tmp_path: Path) -> None:
    text = "<center>\n\n**ỦY BAN NHÂN DÂN**\n\n</center>\n"
    assert read_bytes(tmp_path, text.encode()).text == text


@pytest.mark.parametrize("declared", ["utf-8", "windows-1252", "windows-1258", "utf-16", "no-such"])
def test_content_wins_over_a_wrong_charset(tmp_path: Path, declared: str) -> None:
    page = f'<html><meta charset="{declared}"><p>Quyết định số 23-QĐ/TW của Bộ Chính trị</p>'
    assert read_bytes(tmp_path, page.encode("utf-8")).text == "Quyết định số 23-QĐ/TW của Bộ Chính trị"


def test_a_declared_charset_counts_where_nothing_else_fits(tmp_path: Path) -> None:
    page = '<html><meta charset="windows-1251"><p>Приказ № 5</p>'
    assert read_bytes(tmp_path, page.encode("cp1251")).text == "Приказ № 5"


@pytest.mark.parametrize("encoding", ["quoted-printable", "8bit"])
def test_web_archive(tmp_path: Path, encoding: str) -> None:
    page = "<html><p>Quyết định số 23-QĐ/TW</p></html>".encode()
    body = quopri.encodestring(page) if encoding == "quoted-printable" else page
    head = (
        'From: <Saved>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\tboundary="--=x"\r\n\r\n----=x\r\n'
    )
    part = "Content-Type: image/png\r\n\r\nPNG\r\n----=x\r\nContent-Type: text/html;\r\n\tcharset=utf-8\r\n"
    part += f"Content-Transfer-Encoding: {encoding}\r\n\r\n"
    archive = (head + part).encode() + body + b"\r\n----=x--\r\n"
    assert read_bytes(tmp_path, archive).text == "Quyết định số 23-QĐ/TW"


def test_a_page_that_shows_nothing(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="holds no words"):
        read_bytes(tmp_path, b"<html><body><script>x</script><p hidden>y</p>")


def test_blank_lines_part_paragraphs_where_nothing_else_does(tmp_path: Path) -> None:
    source = read_bytes(tmp_path, "<html><pre>Một\nhai\n\nba\n \n\nbốn</pre><p>năm</p>".encode())
    assert [source.text[start : start + 3] for start in source.paragraphs] == ["Một", "ba\n", "bốn", "năm"]
