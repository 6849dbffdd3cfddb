"""The search for suspects in a reading lists what a record leaves out of its text, and nothing of a whole one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from benchmarks.suspects import ROOMS
from extract import extract
from extract.records import Extraction

TEXT = """ỦY BAN NHÂN DÂN TỈNH SƠN LA
Số: 12/2031/QĐ-UBND
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Sơn La, ngày 05 tháng 6 năm 2031
QUYẾT ĐỊNH
Về việc quản lý chợ
Căn cứ Nghị định số 60/2024/NĐ-CP ngày 05 tháng 6 năm 2024 của Chính phủ;
Điều 2. Bãi bỏ Quyết định số 7/2018/QĐ-UBND.
"""


def _without_mentions(record: Extraction) -> Extraction:
    return replace(record, citations=(), stated=())


def _without_number(record: Extraction) -> Extraction:
    return replace(record, document=replace(record.document, number=None))


def _without_change(record: Extraction) -> Extraction:
    cited = tuple(replace(one, relation="cites") for one in record.citations)
    return replace(record, citations=cited, stated=())


@pytest.mark.parametrize(
    ("room", "lose", "words"),
    [
        ("mentions", _without_mentions, "60/2024/NĐ-CP"),
        ("heads", _without_number, "12/2031/QĐ-UBND"),
        ("roles", _without_change, "Bãi bỏ"),
    ],
)
def test_what_a_record_lost_is_suspect(room: str, lose: Callable[[Extraction], Extraction], words: str) -> None:
    record = extract(TEXT)
    assert list(ROOMS[room](TEXT, record)) == []
    found = [TEXT[one.start : one.end] for one in ROOMS[room](TEXT, lose(record))]
    assert any(words in one or one in words for one in found), found


def _in_the_body(record: Extraction) -> Extraction:
    return replace(record, citations=tuple(replace(one, zone="body") for one in record.citations))


@pytest.mark.parametrize(
    ("text", "lose", "kind"),
    [
        (TEXT.replace("Số: 12/2031", "Số: 1212 | /2031"), lambda record: record, "figures set twice"),
        (TEXT + "<p>Điều 3.</p>\n" * 6, lambda record: record, "read with its tags"),
        (
            f"{TEXT}Điều 1. Chợ¹\n1 Nghị định số 9/2033/NĐ-CP có căn cứ ban hành như sau:\n"
            "“Căn cứ Luật số 3/2030/QH17;”.\n",
            _in_the_body,
            "basis in the body",
        ),
    ],
)
def test_what_contradicts_the_text_is_suspect(text: str, lose: Callable[[Extraction], Extraction], kind: str) -> None:
    assert kind not in {one.kind for one in ROOMS["heads"](TEXT, extract(TEXT))}
    assert kind in {one.kind for one in ROOMS["heads"](text, lose(extract(text)))}


@pytest.mark.parametrize(
    ("written", "read", "kind"),
    [
        ("60/2024/NĐ-CP ngày 05 tháng 6 năm 2024", "60/2024/NĐ", "number breaks off"),
        ("60/2024/NĐ-CP ngày 05 tháng 6 năm 2024", "60/2024/NĐ-CP", "day behind, none read"),
        ("60/2024/NĐ-CP của Chính phủ", "60/2024/NĐ-CP", "issuer behind, none read"),
    ],
)
def test_what_a_mention_leaves_behind_it_is_suspect(written: str, read: str, kind: str) -> None:
    text = f"Căn cứ Nghị định số {written};"
    whole = extract(text)
    assert list(ROOMS["mentions"](text, whole)) == []
    one = whole.citations[0]
    cut = replace(one, end=text.index(read) + len(read), date=None, issuer=None)
    assert kind in {suspect.kind for suspect in ROOMS["mentions"](text, replace(whole, citations=(cut,)))}
