"""A Word file with our comments: at the right words, in LibreOffice too, and the original untouched."""

from __future__ import annotations

import re
import subprocess
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import office
import pytest
from making import docx

from extract.errors import InputError
from extract.reading import Place, read
from extract.reading.doc import find_office
from kg.check import annotating
from kg.check.records import Finding

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
BODY = (
    "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>Căn cứ Chỉ thị số 33/CT-TTg</w:t><w:br/><w:t>ngày 26/11/2021</w:t></w:r>"
    "<w:r><w:t>; Nghị định số 59</w:t></w:r><w:r><w:t>/2023/NĐ-CP</w:t></w:r><w:r><w:t> của Chính phủ</w:t></w:r>"
    '<w:r><w:footnoteReference w:id="2"/></w:r><w:ins><w:r><w:t> và Luật mới</w:t></w:r></w:ins></w:p>'
    "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>Quyết định 23-QĐ/TW</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    "<w:p><w:r><w:t>Hộp</w:t></w:r><w:r><w:pict><w:txbxContent><w:p><w:r><w:t>trong hộp</w:t></w:r></w:p>"
    "</w:txbxContent></w:pict></w:r></w:p>"
)
NOTES = '<w:footnote w:id="2"><w:p><w:r><w:t>Luật Báo chí năm 2016</w:t></w:r></w:p></w:footnote>'
MARKED = {  # what a finding is about: what stands under its comment
    "33/CT-TTg": "33/CT-TTg",
    "Chỉ thị số 33/CT-TTg\nngày 26/11/2021": "Chỉ thị số 33/CT-TTgngày 26/11/2021",
    "26/11/2021": "26/11/2021",
    "Nghị định số 59/2023/NĐ-CP": "Nghị định số 59/2023/NĐ-CP",
    "Luật mới": "Luật mới",
    "23-QĐ/TW": "23-QĐ/TW",
    "Luật Báo chí năm 2016": " của Chính phủ",  # a footnote: at the words before its mark
    "trong hộp": "trong hộp",
}


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    file = tmp_path / "plan.docx"
    file.write_bytes(docx(BODY, {"footnotes": NOTES}))
    return file


@pytest.fixture(autouse=True)
def plain_comments(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(annotating, "_comment", lambda finding, spot, language: f"[{spot.quote}]")


def findings(plan: Path, quotes: list[str]) -> list[Finding]:
    text = read(plan).text
    places = [(text.index(quote), quote) for quote in quotes]
    return [
        Finding("X", "note", str(plan), at, at + len(quote), Place(None, None, 1, 1), quote) for at, quote in places
    ]


def comments(file: Path) -> dict[str, str]:
    """The text of each comment, and the words between its marks."""
    with zipfile.ZipFile(file) as package:
        document = ElementTree.fromstring(package.read("word/document.xml"))
        said = ElementTree.fromstring(package.read("word/comments.xml"))
    texts = {item.get(f"{WORD}id"): "".join(item.itertext()) for item in said}
    found: dict[str, str] = {}
    for identifier, text in texts.items():
        inside, words = False, ""
        for item in document.iter():
            if item.tag == f"{WORD}commentRangeStart" and item.get(f"{WORD}id") == identifier:
                inside = True
            elif item.tag == f"{WORD}commentRangeEnd" and item.get(f"{WORD}id") == identifier:
                inside = False
            elif inside and item.tag == f"{WORD}t":
                words += item.text or ""
        found[text.strip("[]")] = words
    return found


@pytest.mark.parametrize("quote", MARKED)
def test_a_comment_stands_at_its_words(plan: Path, quote: str) -> None:
    out = plan.with_name("out.docx")
    assert annotating.annotate(plan, findings(plan, [quote]), out) == 1
    assert comments(out) == {quote.replace("\n", ""): MARKED[quote]} or comments(out) == {quote: MARKED[quote]}


def test_many_comments_one_in_another_and_the_text_stays(plan: Path) -> None:
    before, out = plan.read_bytes(), plan.with_name("out.docx")
    assert annotating.annotate(plan, findings(plan, list(MARKED)), out) == len(MARKED)
    assert {re.sub(r"\s", "", quote): words for quote, words in comments(out).items()} == {
        re.sub(r"\s", "", quote): words for quote, words in MARKED.items()
    }
    assert read(out).text == read(plan).text
    assert plan.read_bytes() == before


@pytest.mark.skipif(bool(office.missing()), reason=str(office.missing()))
def test_libreoffice_shows_the_comments_at_the_words(plan: Path) -> None:
    out = plan.with_name("out.docx")
    quotes = ["33/CT-TTg", "Nghị định số 59/2023/NĐ-CP", "23-QĐ/TW"]
    annotating.annotate(plan, findings(plan, quotes), out)
    profile = f"-env:UserInstallation={(plan.parent / 'profile').as_uri()}"
    command = [str(find_office()), profile, "--headless", "--convert-to", "odt", "--outdir", str(plan.parent), str(out)]
    subprocess.run(command, check=True, capture_output=True)
    with zipfile.ZipFile(out.with_suffix(".odt")) as package:
        content = package.read("content.xml").decode()
    comment = r"<office:annotation .*?<text:p[^>]*>(.*?)</text:p>.*?</office:annotation>(.*?)<office:annotation-end"
    shown = re.findall(comment, content)
    assert {re.sub("<[^>]*>", "", said).strip("[]"): re.sub("<[^>]*>", "", words) for said, words in shown} == {
        quote: quote for quote in quotes
    }


def test_what_cannot_be_annotated_is_said(plan: Path) -> None:
    with pytest.raises(InputError, match="is the file that was checked"):
        annotating.annotate(plan, [], plan)
    text = plan.with_name("plan.txt")
    text.write_text("Căn cứ", encoding="utf-8")
    with pytest.raises(InputError, match=r"is not a \.docx file"):
        annotating.annotate(text, [], plan.with_name("out.docx"))
    found = findings(plan, ["33/CT-TTg"])
    plan.write_bytes(docx("<w:p><w:r><w:t>khác rồi, và dài hơn một chút để có chỗ</w:t></w:r></w:p>"))
    with pytest.raises(InputError, match="was changed since it was checked"):
        annotating.annotate(plan, found, plan.with_name("out.docx"))
    assert not plan.with_name("out.docx").exists()
