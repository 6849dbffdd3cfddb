"""Archives, standard input, and places in the original."""

from __future__ import annotations

import io
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from making import docx, read_bytes, zipped

from extract.errors import InputError
from extract.reading import Limits, Places, read, read_all
from extract.records import Page, Source, SourceText

WORDS = "Căn cứ Chỉ thị số 33/CT-TTg;"


def test_an_archive_is_read_member_by_member(tmp_path: Path) -> None:
    inner = zipped({"c.txt": WORDS})
    archive = tmp_path / "plans.zip"
    archive.write_bytes(
        zipped({"b/plan.docx": docx(f"<w:p><w:r><w:t>{WORDS}</w:t></w:r></w:p>"), "a.txt": WORDS, "inner.zip": inner,
                "../out.txt": WORDS, "__MACOSX/x.txt": WORDS, "bad.txt": b"\0", "data.csv": "1,2"})
    )  # fmt: skip
    found = list(read_all([archive]))
    texts = [item for item in found if isinstance(item, SourceText)]
    assert [item.source.path.removeprefix(f"{archive}/") for item in texts] == [
        "out.txt", "a.txt", "b/plan.docx", "inner.zip/c.txt",
    ]  # fmt: skip
    assert {item.text for item in texts} == {WORDS}
    assert [str(item) for item in found if isinstance(item, InputError)] == [
        f"{archive}/bad.txt is not a text or a document that can be read; convert it to PDF, Word or plain text."
    ]
    assert not (tmp_path.parent / "out.txt").exists()
    with pytest.raises(InputError, match="an archive of 5 files"):
        read(archive)


def test_an_archive_of_one_document_is_that_document(tmp_path: Path) -> None:
    assert read_bytes(tmp_path, zipped({"plan.txt": WORDS})).source.path == f"{tmp_path / 'plan'}/plan.txt"


def test_what_all_archives_unpack_counts_together(tmp_path: Path) -> None:
    inner = zipped({"a.txt": "x" * 600_000})
    archive = tmp_path / "plans.zip"
    archive.write_bytes(zipped({"1.zip": inner, "2.zip": inner}))
    first, second = read_all([archive], Limits(unpacked=2))
    assert isinstance(first, SourceText)
    assert "unpacks to more than 2 MB" in str(second)
    assert "CANCU_MAX_UNPACKED" in str(second)


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(WORDS.encode())))
    source = read("-")
    assert (source.text, source.source.path) == (WORDS, "standard input")


@pytest.mark.parametrize(
    ("offset", "expected"),
    [
        (0, (1, 1)),
        (10, (1, 2)),
        (20, (2, 1)),
        (29, (2, 1)),
        (30, (2, 2)),
        (40, (1, 1)),  # a footnote, kept at the end of the text
    ],
)
def test_places_by_page_and_paragraph(offset: int, expected: tuple[int, int]) -> None:
    text = "\n".join(["x" * 9] * 5)
    source = SourceText(
        text, Source("a.pdf", "", "application/pdf", len(text)),
        pages=(Page(0, 1), Page(20, 2), Page(40, 1)), paragraphs=(0, 10, 20, 30, 40),
    )  # fmt: skip
    place = Places(source).of(offset)
    assert (place.page, place.paragraph) == expected


def test_places_in_plain_text_are_lines() -> None:
    text = "một\nhai\nba"
    place = Places(SourceText(text, Source("a.txt", "", "text/plain", len(text)))).of(9)
    assert (place.page, place.paragraph, place.line, place.column) == (None, None, 3, 2)
