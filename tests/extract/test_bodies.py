"""Bodies as running text names them: organs of the Party and the heads of offices, however they are spelt."""

from __future__ import annotations

import pytest

from extract.bodies.mentioned import find_body
from extract.bodies.party import organ_of_party
from extract.words import old_tones

ORGANS = {
    "Bí thư": "Bí thư", "Phó Bí thư": "Phó Bí thư", "Thường trực": "Thường trực", "BTV": "Ban Thường vụ",
    "BCH": "Ban Chấp hành", "Ban Dân vận": "Ban Dân vận", "Ban Tổ chức": "Ban Tổ chức",
    "Ban Tuyên giáo và Dân vận": "Ban Tuyên giáo và Dân vận", "Ban Tuyên giáo": "Ban Tuyên giáo",
    "Ban Nội chính": "Ban Nội chính", "Ban Kinh tế": "Ban Kinh tế", "Uỷ ban Kiểm tra": "Ủy ban Kiểm tra",
    "UBKT": "Ủy ban Kiểm tra", "Văn phòng": "Văn phòng", "Ban Xây dựng Đảng": "Ban Xây dựng Đảng",
    "Ban Cán sự": "Ban Cán sự",
}  # fmt: skip


@pytest.mark.parametrize("written", ORGANS)
@pytest.mark.parametrize("committee", ["Huyện ủy", "Huyện uỷ"])
def test_an_organ_of_a_party_committee_is_read_and_known(written: str, committee: str) -> None:
    body = find_body(f"{written} {committee} Văn Lãng đã", 0)
    assert body is not None
    assert (body.head, body.scope, body.name) == (f"{ORGANS[written]} Huyện ủy", "party", "Văn Lãng")
    assert organ_of_party(written.upper()) == ORGANS[written]


CHIEFS = ["Bộ trưởng Bộ", "Thứ trưởng Bộ", "Giám đốc Sở", "Phó Giám đốc Sở", "Chánh Thanh tra Bộ",
          "Trưởng Phòng", "Văn phòng Bộ"]  # fmt: skip


@pytest.mark.parametrize("chief", CHIEFS)
@pytest.mark.parametrize("spelt", [str, old_tones, str.lower])
def test_who_heads_an_office_of_a_field_belongs_to_its_name(chief: str, spelt: type[str]) -> None:
    head, office = chief.rsplit(" ", 1)
    body = find_body(f"{spelt(head)} {office} Nội vụ có", 0)
    assert body is not None
    assert (body.head, body.scope) == (f"{chief} Nội vụ", "field")
