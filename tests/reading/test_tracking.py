"""Suggestions as tracked changes in a copy of a Word file: rejected, they give the file, accepted, the new text."""

from __future__ import annotations

import subprocess
import zipfile
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import office
import pytest
from making import docx

from extract.errors import InputError
from extract.reading import Place, read
from extract.reading.doc import find_office
from kg.check.fixing import track
from kg.check.records import Checked, Finding, Suggestion
from kg.check.running import check_files
from kg.check.settings import Settings

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
BOLD, SMALL = '<w:rPr><w:b/><w:sz w:val="28"/></w:rPr>', '<w:rPr><w:sz w:val="20"/></w:rPr>'
BODY = (
    f"<w:p><w:r>{BOLD}<w:t>Căn cứ Nghị định số 59</w:t></w:r><w:r>{SMALL}<w:t>/2023/NĐCP</w:t></w:r>"
    '<w:proofErr w:type="spellEnd"/><w:r><w:t xml:space="preserve"> của Chính phủ; </w:t><w:br/>'
    "<w:t>Luật cũ ngày 01/7/2023</w:t></w:r><w:ins><w:r><w:t> và Luật vừa thêm</w:t></w:r></w:ins></w:p>"
    "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>Quyết định 290-QĐ/TW</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    "<w:p><w:r><w:t>Kế hoạch số 5</w:t></w:r></w:p><w:p><w:r><w:t>của xã</w:t></w:r></w:p>"
    '<w:p><w:r><w:t>Hết.</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r></w:p>'
    f'<w:bookmarkStart w:id="{"9" * 5_000}" w:name="long"/>'
)
NOTES = '<w:footnote w:id="2"><w:p><w:r><w:t>Luật Báo chí năm 2016</w:t></w:r></w:p></w:footnote>'
PLACED = {
    "Nghị định số 59/2023/NĐCP": "Nghị định số 59/2023/NĐ-CP",  # over two runs of two looks
    "Luật cũ ngày 01/7/2023": "Luật mới số 10 ngày 10/11/2022",  # the half of a run
    "290-QĐ/TW": "23-QĐ/TW",  # in a table
}
LEFT = {
    "Luật vừa thêm": "Luật khác",  # a change already
    "Kế hoạch số 5\ncủa xã": "Kế hoạch số 6 của xã",  # two paragraphs
    "Luật Báo chí năm 2016": "Luật Báo chí",  # a footnote
}


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    file = tmp_path / "plan.docx"
    file.write_bytes(docx(BODY, {"footnotes": NOTES}))
    return file


def checked(plan: Path, suggestions: dict[str, str]) -> Checked:
    text = read(plan).text
    found = []
    for before, after in suggestions.items():
        start = text.index(before)
        new = Suggestion(start, start + len(before), before, after)
        found.append(
            Finding("X", "note", str(plan), start, new.end, Place(None, None, 1, 1), before, suggestion=new)
        )  # fmt: skip
    return Checked(str(plan), text, None, None, (), tuple(found))


def letters(file: Path, *, accepted: bool) -> list[tuple[str, str]]:
    """Each letter of the text with the look of its run, all changes of ours accepted or rejected."""
    with zipfile.ZipFile(file) as package:
        document = ElementTree.fromstring(package.read("word/document.xml"))
    found: list[tuple[str, str]] = []

    def walk(element: ElementTree.Element) -> None:
        for child in element:
            ours = child.get(f"{W}author") == "Căn Cứ"
            if ours and child.tag == (f"{W}del" if accepted else f"{W}ins"):
                continue
            if child.tag == f"{W}r":
                look = child.find(f"{W}rPr")
                said = "" if look is None else ElementTree.tostring(look, encoding="unicode").strip()
                texts = (one.text or "" for one in child if one.tag in (f"{W}t", f"{W}delText"))
                found.extend((letter, said) for text in texts for letter in text)
            else:
                walk(child)

    walk(document)
    return found


def test_rejecting_gives_the_file_and_accepting_the_suggestions(plan: Path) -> None:
    before, out = plan.read_bytes(), plan.with_name("out.docx")
    assert track(plan, checked(plan, PLACED | LEFT), out) == (len(PLACED), len(LEFT))
    assert letters(out, accepted=False) == letters(plan, accepted=False)
    text = "".join(letter for letter, _ in letters(plan, accepted=True))
    for old, new in PLACED.items():
        text = text.replace(old, new)
    accepted = letters(out, accepted=True)
    assert "".join(letter for letter, _ in accepted) == text
    assert {look for letter, look in accepted[text.index("59/") : text.index("59/") + 13]} == {
        look for letter, look in letters(plan, accepted=True)[:1]
    }  # in the look of the first that was struck out
    assert all(new in read(out).text for new in PLACED.values())
    assert plan.read_bytes() == before
    with zipfile.ZipFile(out) as package:
        document = ElementTree.fromstring(package.read("word/document.xml"))
    numbers = [one.get(f"{W}id") for one in document.iter() if one.get(f"{W}author")]
    assert len(set(numbers)) == len(numbers) == 2 * len(PLACED) + 1


def test_only_the_words_that_differ_are_struck_out(plan: Path) -> None:
    out = plan.with_name("out.docx")
    track(plan, checked(plan, PLACED), out)
    with zipfile.ZipFile(out) as package:
        document = ElementTree.fromstring(package.read("word/document.xml"))
    struck = ["".join(one.itertext()) for one in document.iter(f"{W}del")]
    assert struck == ["59", "/2023/NĐCP", "cũ ngày 01/7/2023", "290-QĐ/TW"]


@pytest.mark.skipif(bool(office.missing()), reason=str(office.missing()))
def test_an_office_opens_it_with_its_changes(plan: Path) -> None:
    out = plan.with_name("out.docx")
    track(plan, checked(plan, PLACED), out)
    profile = f"-env:UserInstallation={(plan.parent / 'profile').as_uri()}"
    command = [str(find_office()), profile, "--headless", "--convert-to", "odt", "--outdir", str(plan.parent), str(out)]
    subprocess.run(command, check=True, capture_output=True)
    with zipfile.ZipFile(out.with_suffix(".odt")) as package:
        content = package.read("content.xml").decode()
    assert content.count("<text:insertion>") >= len(PLACED)
    assert content.count("<text:deletion>") == len(PLACED)
    assert content.count("<dc:creator>Căn Cứ</dc:creator>") >= 2 * len(PLACED)


def test_what_was_mended_is_not_found_again(tmp_path: Path) -> None:
    plan, out, day = tmp_path / "plan.docx", tmp_path / "out.docx", date(2026, 6, 1)
    head = "<w:p><w:r><w:t>Hà Nội, ngày 02 tháng 3 năm 2026</w:t></w:r></w:p>"
    basis = "Căn cứ Luật Đất đai số 45/2013/QH13 ngày 29/11/2013;"
    plan.write_bytes(docx(f"{head}<w:p><w:r><w:t>{basis}</w:t></w:r></w:p>"))
    report = check_files([plan], Settings(select=("S101",)), as_of=day)
    assert track(plan, report.documents[0], out) == (1, 0)
    assert "31/2024/QH15 ngày 18/01/2024" in read(out).text
    assert list(check_files([out], Settings(select=("S101",)), as_of=day).findings) == []


def test_a_file_that_was_changed_meanwhile_is_refused(plan: Path) -> None:
    found = checked(plan, PLACED)
    plan.write_bytes(docx("<w:p><w:r><w:t>khác rồi, và dài hơn một chút để có chỗ cho mọi thứ khác</w:t></w:r></w:p>"))
    with pytest.raises(InputError, match="was changed since it was checked"):
        track(plan, found, plan.with_name("out.docx"))
    assert not plan.with_name("out.docx").exists()
