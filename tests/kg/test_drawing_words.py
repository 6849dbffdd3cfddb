"""What a picture says: its headline, words in both languages, text that hides nothing, colours that are told apart."""

from __future__ import annotations

import re
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest
from drawing_samples import lineage_sample, made_sample
from hypothesis import given
from hypothesis import strategies as st

from kg.drawing import Picture, PictureNode, svg
from kg.drawing.boxes import text_width, wrapped
from kg.drawing.headline import headline
from kg.drawing.plain import LONGEST, plain
from kg.drawing.words import words
from kg.wording import LANGUAGES, Language


@pytest.mark.parametrize(
    ("picture", "vi", "en"),
    [
        (
            lineage_sample(),
            "6 kế hoạch bắt nguồn từ Chỉ thị 33/CT-TTg: 4 trực tiếp, "
            "1 vừa trực tiếp vừa qua 61/KH-UBND, 1 vừa trực tiếp vừa qua 69/KH-UBND; "
            "1 kế hoạch dựa vào văn bản đã hết hiệu lực khi ký.",
            "6 plans derive from Chỉ thị 33/CT-TTg: 4 directly, "
            "1 both directly and through 61/KH-UBND, 1 both directly and through 69/KH-UBND; "
            "1 plan relies on documents that had ended when it was signed.",
        ),
        (
            made_sample(300),
            "269 kế hoạch bắt nguồn từ Chỉ thị 33/CT-TTg: 17 trực tiếp, "
            "168 qua 17 văn bản khác, 84 vừa trực tiếp vừa qua 17 văn bản khác; "
            "13 kế hoạch dựa vào văn bản đã hết hiệu lực khi ký.",
            "269 plans derive from Chỉ thị 33/CT-TTg: 17 directly, "
            "168 through 17 other documents, 84 both directly and through 17 other documents; "
            "13 plans rely on documents that had ended when they were signed.",
        ),
        (
            replace(lineage_sample(), root="urn:x:179/KH-UBND"),
            "Kế hoạch 179/KH-UBND bắt nguồn từ 17 văn bản; 2 trong số đó đã hết hiệu lực khi ký.",
            "Kế hoạch 179/KH-UBND derives from 17 documents; 2 of them had ended when it was signed.",
        ),
        (
            replace(lineage_sample(), root="urn:x:366-QĐ/TW"),
            "Không văn bản nào đã đọc bắt nguồn từ Quy định 366-QĐ/TW; chưa thấy văn bản nào dựa vào "
            "văn bản đã hết hiệu lực khi ký.",
            "No document that was read derives from Quy định 366-QĐ/TW; none was found to rely on what had ended "
            "when it was signed.",
        ),
        (Picture(lineage_sample().nodes[:1]), "1 văn bản.", "1 document."),
    ],
    ids=["chain", "many", "up", "alone", "rootless"],
)  # fmt: skip
def test_the_headline_says_what_the_picture_shows(picture: Picture, vi: str, en: str) -> None:
    assert headline(picture, "vi") == vi
    assert headline(picture, "en") == en
    assert vi.split(": ", maxsplit=1)[0][:40] in svg(picture)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Kế hoạch số 61/KH-UBND", "Kế hoạch số 61/KH-UBND"),
        ("\u202egnp.exe", "[U+202E]gnp.exe"),
        ("a\x00b\x1b", "a[U+0000]b[U+001B]"),
        ("\ud800", "[U+D800]"),
        ("two\nlines\tkept", "two\nlines\tkept"),
        ("x" * (LONGEST + 1), "x" * LONGEST + "…"),
    ],
)
def test_plain_text_hides_nothing(text: str, shown: str) -> None:
    assert plain(text) == shown


@given(st.text())
def test_plain_text_is_always_valid_utf8_and_xml(text: str) -> None:
    ET.fromstring(f"<a>{plain(text).replace('&', '&amp;').replace('<', '&lt;')}</a>".encode())


def test_every_word_is_there_in_both_languages() -> None:
    said = words()
    looks = [look.name for look in (*said.relations.values(), *said.statuses.values())]
    for entry in [*looks, *said.levels.values(), *said.fields.values(), *said.groupings.values(), *said.page.values()]:
        assert set(entry) == set(LANGUAGES)
        assert all(entry.values())
    for entry in said.page.values():
        assert re.findall(r"\{\w+\}", entry["vi"]) == re.findall(r"\{\w+\}", entry["en"])


def test_no_role_is_told_by_colour_alone() -> None:
    looks = words().relations.values()
    assert len({(look.dash, look.arrow) for look in looks}) == len(looks)
    assert len({look.icon for look in words().statuses.values()}) == len(words().statuses)


def contrast(colour: str) -> float:
    """Contrast ratio to white, as WCAG 2 counts it."""
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)


def test_colours_stand_out_from_the_paper() -> None:
    for look in (*words().relations.values(), *words().statuses.values()):
        assert contrast(look.colour) >= 2.9


@given(st.text(max_size=80), st.floats(8, 20))
def test_wrapped_lines_fit(text: str, size: float) -> None:
    for line in wrapped(text, size, 150):
        assert text_width(line, size) <= 1.25 * 150 or len(line) <= 2


@pytest.mark.parametrize(("language", "day"), [("vi", "25/5/2026"), ("en", "2026-05-25")])
def test_a_box_has_its_day_as_every_other_answer_has_it(language: Language, day: str) -> None:
    box = PictureNode("p", "179/KH-UBND", "commune", number="179/KH-UBND", date="2026-05-25")
    assert f">{day} ·" in svg(Picture((box,), root="p", as_of="2026-06-01"), language=language)
