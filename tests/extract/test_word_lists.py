"""Every row of the word lists is read: each example is found by its own row, each spelling means its own body."""

from __future__ import annotations

import re

import pytest

from extract import Citation, extract
from extract.vocabulary import rows
from extract.words import key
from ontology import table

TYPES = [(row["code"], example) for row in table("types") for example in row["examples"].split("|")]
BODIES = [
    (spelling, row["name"])
    for row in table("bodies")
    for spelling in (row["name"], *filter(None, f"{row['variants']}|{row['misread']}".split("|")))
    if row["level"] == "central"
]
UNIT_BODIES = [
    (spelling, row["name"])
    for row in table("bodies")
    for spelling in (row["name"], *filter(None, row["variants"].split("|")))
    if row["level"] == "unit"
]
SYMBOLS = [
    (row["symbol"], row["body"]) for row in table("symbols") if row["level"] == "central" and row["symbol"] != "QH"
]
UNITS = [
    "tỉnh Lạng Sơn", "thành phố Hồ Chí Minh", "tỉnh Bà Rịa - Vũng Tàu", "tỉnh Thừa Thiên Huế", "huyện Văn Quan",
    "thị xã Gò Công", "quận 12", "quận Bắc Từ Liêm", "phường 2 Bảo Lộc", "phường 14", "thị trấn Mỹ Phước",
    "xã Ea H'leo", "xã Mô Rai", "đặc khu Vân Đồn", "xã Xuân Thọ 2", "xã Lộ 25", "xã Y Tịch",
]  # fmt: skip


def only(text: str) -> Citation:
    """The one citation that ``text`` holds outside any other."""
    found = [citation for citation in extract(text).citations if citation.within is None]
    assert len(found) == 1, [citation.quote for citation in found]
    return found[0]


@pytest.mark.parametrize(("code", "example"), TYPES, ids=[f"{code}: {example}" for code, example in TYPES])
def test_a_types_examples_are_of_that_type(code: str, example: str) -> None:
    assert only(f"thực hiện {example};").type == code


@pytest.mark.parametrize("row", [r for r in table("types") if r["code"] != "HP"], ids=lambda row: row["code"])
def test_a_types_word_decides_whatever_the_symbol(row: dict[str, str]) -> None:
    citation = only(f"thực hiện {row['label']} số 12/XYZ-ABC ngày 02/3/2024;")
    assert (citation.type, citation.type_label, citation.date) == (row["code"], row["label"], "2024-03-02")


@pytest.mark.parametrize(("spelling", "name"), BODIES)
def test_a_spelling_means_its_body(spelling: str, name: str) -> None:
    citation = only(f"thực hiện Kế hoạch số 12/KH-XYZ ngày 02/3/2024 của {spelling};")
    assert citation.issuer is not None
    assert (citation.issuer.name, citation.issuer.level, citation.issuer_implied) == (name, "central", False)


@pytest.mark.parametrize("unit", ["tỉnh Lạng Sơn", "xã Đình Lập"])
@pytest.mark.parametrize(("spelling", "name"), UNIT_BODIES)
def test_a_units_body_takes_its_unit(spelling: str, name: str, unit: str) -> None:
    citation = only(f"thực hiện Kế hoạch số 12/KH-XYZ ngày 02/3/2024 của {spelling} {unit};")
    assert citation.issuer is not None
    assert (citation.issuer.name, citation.issuer.unit) == (f"{name} {unit}", unit)


@pytest.mark.parametrize("unit", UNITS)
def test_a_units_name_is_read_whole(unit: str) -> None:
    citation = only(f"thực hiện Kế hoạch số 12/KH-UBND ngày 02/3/2024 của UBND {unit} về công tác dân vận;")
    assert citation.issuer is not None
    assert (citation.issuer.name, citation.title) == (f"Ủy ban nhân dân {unit}", "về công tác dân vận")


@pytest.mark.parametrize(("symbol", "body"), SYMBOLS)
def test_a_symbol_implies_its_body(symbol: str, body: str) -> None:
    citation = only(f"thực hiện Thông báo số 12/TB-{symbol} ngày 02/3/2024;")
    assert citation.issuer is not None
    assert (citation.issuer.name, citation.issuer_implied) == (body, True)


@pytest.mark.parametrize("row", rows("laws"), ids=lambda row: f"{row['type']} {row['name']}")
def test_a_law_is_known_by_its_whole_name(row: dict[str, str]) -> None:
    citation = only(f"Căn cứ {row['type']} {row['name']} ngày 02 tháng 3 năm 2024;")
    assert citation.name is not None
    assert (citation.type_label, key(citation.name)) == (row["type"], key(f"{row['type']} {row['name']}"))


@pytest.mark.parametrize("field", [row["field"] for row in rows("fields")])
def test_a_department_is_known_by_its_field(field: str) -> None:
    citation = only(f"theo Tờ trình số 12/TTr-SX ngày 02/3/2024 của Sở {field} tỉnh Lạng Sơn;")
    assert citation.issuer is not None
    assert citation.issuer.name.endswith("tỉnh Lạng Sơn")
    assert citation.issuer.kind.startswith("so-")
    assert re.sub(r"\W", "", citation.quote).endswith("LạngSơn")
