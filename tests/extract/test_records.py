"""The record as others see it: the public names, JSON there and back, and what the text states between documents."""

from __future__ import annotations

import json

import pytest
from samples import documents

import extract as package
from extract import Extraction, SourceText, extract, from_dict, to_dict, to_json
from extract.dates import period_of
from extract.mentions.numbers import parse_number
from extract.words import fold, key, slug

NAMES = {
    "Anaphor", "Body", "CancuError", "Citation", "Document", "Extraction", "InputError", "Period", "Signer", "Source",
    "SourceText", "Stated", "extract", "from_dict", "read", "to_dict", "to_json",
}  # fmt: skip


def test_the_public_names() -> None:
    assert set(package.__all__) == NAMES
    assert all(hasattr(package, name) for name in NAMES)


@pytest.mark.parametrize("source", documents("plans"), ids=lambda source: source.source.path[-20:])
def test_a_record_survives_json(source: SourceText) -> None:
    record = extract(source)
    line = to_json(record)
    assert "\n" not in line
    assert from_dict(json.loads(line)) == record
    assert json.loads(line) == to_dict(record)
    assert to_dict(record)["citations"][0]["quote"] in line.replace("\\n", "\n")


def test_a_record_of_before_has_its_numbers_in_parts() -> None:
    record = extract("UBND XÃ A\nSố: 12/KH-UBND\nKẾ HOẠCH\nCăn cứ Nghị định số 30/2020/NĐ-CP và Luật Tố cáo;")
    data = to_dict(record)
    for item in (data["document"], *data["citations"]):
        del item["numbering"]
    del data["document"]["unread"]
    assert from_dict(data) == record


@pytest.mark.parametrize(
    "spoil", [lambda d: d.pop("document"), lambda d: d["document"].pop("issuer"), lambda d: d["citations"].append({})]
)
def test_a_foreign_shape_is_no_record(spoil: object) -> None:
    data = to_dict(extract("Căn cứ Nghị định số 30/2020/NĐ-CP;"))
    spoil(data)  # type: ignore[operator]
    with pytest.raises((KeyError, TypeError)):
        from_dict(data)


def test_records_can_be_keys_and_cannot_be_changed() -> None:
    record = extract("Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05/3/2020 của Chính phủ;")
    assert len({record, extract("Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05/3/2020 của Chính phủ;")}) == 1
    with pytest.raises(AttributeError):
        record.citations[0].number = "x"  # type: ignore[misc]


PERIODS = [
    ("năm 2026", "2026-01-01", "2026-12-31"),
    ("6 tháng cuối năm 2025", "2025-07-01", "2025-12-31"),
    ("06 tháng đầu năm 2024", "2024-01-01", "2024-06-30"),
    ("quý I năm 2026", "2026-01-01", "2026-03-31"),
    ("quý IV/2025", "2025-10-01", "2025-12-31"),
    ("tháng 2 năm 2024", "2024-02-01", "2024-02-29"),
    ("giai đoạn 2021 - 2025", "2021-01-01", "2025-12-31"),
    ("giai đoạn 2021-2030, tầm nhìn đến năm 2050", "2021-01-01", "2030-12-31"),
    ("nhiệm kỳ 2020 – 2025", "2020-01-01", "2025-12-31"),
    ("từ năm 2021 đến năm 2023", "2021-01-01", "2023-12-31"),
    ("9 tháng đầu năm 2025", "2025-01-01", "2025-09-30"),
]


@pytest.mark.parametrize(("words", "start", "end"), PERIODS)
def test_periods(words: str, start: str, end: str) -> None:
    period = period_of(f"về công tác dân vận {words}")
    assert period is not None
    assert (period.start, period.end) == (start, end)


@pytest.mark.parametrize("words", ["", "về công tác dân vận", "theo Luật Đất đai", "số 2026/QĐ-UBND"])
def test_no_period(words: str) -> None:
    assert period_of(words) is None


@pytest.mark.parametrize(
    ("written", "text", "parts"),
    [
        ("59/2023/NĐ-CP", "59/2023/NĐ-CP", ("NĐ", "CP")),
        ("43 -KL/TW", "43-KL/TW", ("KL", "TW")),
        ("66.13/2026/NQ- CP", "66.13/2026/NQ-CP", ("NQ", "CP")),
        ("26/2023/QH15", "26/2023/QH15", ("QH15",)),
        ("206-CP", "206-CP", ("CP",)),
    ],
)
def test_a_numbers_parts(written: str, text: str, parts: tuple[str, ...]) -> None:
    number = parse_number(written)
    assert number is not None
    assert (number.text, tuple(number.parts)) == (text, parts)


@pytest.mark.parametrize("text", ["", "26/11/2021", "2021-2025", "3/4", "số", "CT-TTg"])
def test_no_number(text: str) -> None:
    assert parse_number(text) is None


@pytest.mark.parametrize(
    ("one", "other"), [("khoá", "KHÓA"), ("Uỷ ban", "ủy  ban"), ("hoà bình", "Hòa Bình"), ("thuỷ", "THỦY")]
)
def test_words_that_are_the_same(one: str, other: str) -> None:
    assert key(one) == key(other)


def test_words_without_accents() -> None:
    assert fold("Đình Lập, Ðiều 26") == "dinh lap, dieu 26"
    assert slug("Ban Thường vụ Tỉnh ủy") == "ban-thuong-vu-tinh-uy"


STATED = [
    ("Quyết định này thay thế Quyết định số 12/2018/QĐ-UBND ngày 03/5/2018 của UBND tỉnh Lạng Sơn.",
     [(None, "supersedes", "12/2018/QĐ-UBND", "whole")]),
    ("Bãi bỏ khoản 2 Điều 5 Quyết định số 12/2018/QĐ-UBND ngày 03/5/2018 của UBND tỉnh Lạng Sơn.",
     [(None, "repeals", "12/2018/QĐ-UBND", "part")]),
    ("Căn cứ Luật số 26/2008/QH12 được sửa đổi, bổ sung bởi Luật số 64/2014/QH13;",
     [("64/2014/QH13", "amends", "26/2008/QH12", "part")]),
    ("Căn cứ Nghị định số 30/2023/NĐ-CP sửa đổi, bổ sung một số điều của Nghị định số 139/2018/NĐ-CP;",
     [("30/2023/NĐ-CP", "amends", "139/2018/NĐ-CP", "part")]),
    ("Căn cứ Nghị định số 45/2022/NĐ-CP của Chính phủ thay thế Nghị định số 155/2016/NĐ-CP;",
     [("45/2022/NĐ-CP", "supersedes", "155/2016/NĐ-CP", "whole")]),
    ("Thông tư số 05/2019/TT-BNV hết hiệu lực từ ngày 01/7/2025.", [(None, "repeals", "05/2019/TT-BNV", "whole")]),
    ("Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05/3/2020 của Chính phủ về công tác văn thư;", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "stated"), STATED, ids=[text[:40] for text, _ in STATED])
def test_what_a_text_states(text: str, stated: list[tuple[str | None, str, str, str]]) -> None:
    record = extract(f"Nội dung.\n{text}")
    assert [_stated(record, index) for index in range(len(record.stated))] == stated


def _stated(record: Extraction, index: int) -> tuple[str | None, str, str | None, str]:
    stated = record.stated[index]
    subject = None if stated.subject is None else record.citations[stated.subject].number
    return subject, stated.relation, record.citations[stated.object].number, stated.scope


def test_the_day_that_an_effect_clause_names() -> None:
    (stated,) = extract("Nội dung.\nThông tư số 05/2019/TT-BNV hết hiệu lực kể từ ngày 01/7/2025.").stated
    assert stated.effective == "2025-07-01"
