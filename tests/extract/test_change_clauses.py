"""Who ends or changes what, how much of it and from when: ``change_*.toml``, half of them look-alikes."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from change_generator import misread

from extract import Extraction, extract

TABLES = sorted(Path(__file__).parent.glob("change_*.toml"))
ROWS: list[dict[str, Any]] = [row for table in TABLES for row in tomllib.loads(table.read_text("utf-8"))["row"]]
FRAME = "{issuer}\nSố: {number}\nLạng Sơn, ngày 10 tháng 6 năm 2044\n{title}\n\n"
FRAMES = {
    "": "Nội dung.\n",
    "decision": FRAME.format(
        issuer="ỦY BAN NHÂN DÂN\nTỈNH LẠNG SƠN", number="95/QĐ-UBND", title="QUYẾT ĐỊNH\nVề việc quản lý chợ"
    ),
    "repealing": FRAME.format(
        issuer="ỦY BAN NHÂN DÂN\nTỈNH LẠNG SƠN", number="95/QĐ-UBND", title="QUYẾT ĐỊNH\nVề việc bãi bỏ văn bản"
    ),
    "directive": FRAME.format(
        issuer="ỦY BAN NHÂN DÂN\nTỈNH LẠNG SƠN", number="5/CT-UBND", title="CHỈ THỊ\nVề việc quản lý chợ"
    ),
    "plan": FRAME.format(
        issuer="ỦY BAN NHÂN DÂN\nTỈNH LẠNG SƠN", number="45/KH-UBND", title="KẾ HOẠCH\nQuản lý chợ"
    ),
    "decree": FRAME.format(issuer="CHÍNH PHỦ", number="12/2044/NĐ-CP", title="NGHỊ ĐỊNH\nQuy định về chợ"),
    "letter": FRAME.format(
        issuer="UBND TỈNH LẠNG SƠN\nSỞ TÀI CHÍNH", number="95/STC-NS",
        title="V/v quản lý chợ\n\nKính gửi: Các sở, ban, ngành"
    ),
    "fragment": "",
    "page": "# Chợ phải có nội quy không?\n# Ai ban hành nội quy chợ?\n",
}  # fmt: skip
"""What stands over a row's text: the letterhead of the document that speaks."""
CHANGING = {"supersedes", "repeals", "amends", "corrects", "suspends", "extends"}


def stated(record: Extraction) -> list[str]:
    """What a record states, as the table writes it: "this repeals part of 5/2015/QĐ-UBND from 2026-01-01"."""
    return [
        " ".join(
            filter(
                None,
                [
                    "this" if one.subject is None else str(record.citations[one.subject].number),
                    one.relation,
                    "part of" if one.scope == "part" else "",
                    record.citations[one.object].number or record.citations[one.object].name,
                    f"from {one.effective}" if one.effective else "",
                ],
            )
        )
        for one in record.stated
    ]


@pytest.mark.parametrize("row", ROWS, ids=[f"{number}: {row['shows']}" for number, row in enumerate(ROWS)])
def test_a_clause_states_what_it_says(row: dict[str, Any]) -> None:
    record = extract(FRAMES[row.get("of", "")] + row["text"].lstrip("\n"))
    assert sorted(stated(record)) == sorted(row.get("stated", []))
    relations = [citation.relation for citation in record.citations]
    if "relations" in row:
        assert relations == row["relations"]
    elif not row.get("stated"):
        assert CHANGING.isdisjoint(relations)


PAGE = """# Các Thông tư nào về biên phòng được bãi bỏ trong năm 2025?
# Có được áp dụng các Thông tư về biên phòng trước đây không?
Căn cứ tại Điều 7 Thông tư 112/2025/TT-BQP quy định bãi bỏ một số điều, khoản như sau:
1. Bãi bỏ Điều 8 Thông tư 43/2015/TT-BQP.
2. Thông tư này thay thế Thông tư số 49/2017/TT-BQP.
"""


def test_a_page_changes_nothing_whatever_it_quotes() -> None:
    record = extract(PAGE)
    assert record.document.kind == "qa"
    assert not [one for one in record.stated if one.subject is None]
    assert {citation.relation for citation in record.citations} == {"cites"}


KEYED = """---
summary: "Sửa đổi, bổ sung một số điều của Nghị định số 46/2033/NĐ-CP"
legal_bases:
  - "Luật Tổ chức Chính phủ số 63/2035/QH15"
  - "Luật Kinh doanh bảo hiểm số 08/2032/QH15"
---
"""


def test_keys_over_a_text_have_a_line_each() -> None:
    assert stated(extract(KEYED)) == ["this amends part of 46/2033/NĐ-CP"]


CONSOLIDATED = """VĂN BẢN HỢP NHẤT
THÔNG TƯ
Quy định về chợ
Thông tư số 57/2035/TT-BCT được sửa đổi, bổ sung bởi Nghị định số 143/2036/NĐ-CP.
Điều 1. Phạm vi
Thông tư này quy định về chợ. Thông tư này áp dụng cho chợ.
Nghị định số 143/2036/NĐ-CP quy định như sau:
Điều 25. Hiệu lực thi hành
1. Nghị định này có hiệu lực thi hành kể từ ngày 14 tháng 10 năm 2036.
2. Bãi bỏ Thông tư số 24/2031/TT-BCT.
Điều 4. Hiệu lực thi hành
1. Thông tư này có hiệu lực thi hành kể từ ngày 10 tháng 02 năm 2036.
2. Thông tư này thay thế Thông tư số 11/2030/TT-BCT.
3. Bãi bỏ Thông tư số 12/2030/TT-BCT.”.
XÁC THỰC VĂN BẢN HỢP NHẤT
Số: 15/VBHN-BCT
Hà Nội, ngày 12 tháng 4 năm 2041
"""


def test_what_a_consolidated_text_quotes_of_other_acts_is_not_its_own() -> None:
    record = extract(CONSOLIDATED.replace(".”.", "."))
    assert [one for one in stated(record) if one.startswith("this")] == [
        "this supersedes 11/2030/TT-BCT from 2036-02-10", "this repeals 12/2030/TT-BCT from 2036-02-10"
    ]  # fmt: skip
    assert [one for one in stated(extract(CONSOLIDATED)) if one.startswith("this")] == []


IN_PLACE = CONSOLIDATED.replace(
    "Nghị định số 143/2036/NĐ-CP quy định như sau:\n", "[1] Điều 25 Nghị định số 143/2036/NĐ-CP quy định như sau:\n“"
).replace("TT-BCT.\nĐiều 4.", "TT-BCT.”\nĐiều 4.")


def test_a_note_in_the_middle_of_a_text_ends_with_what_it_quotes() -> None:
    assert [one for one in stated(extract(IN_PLACE.replace(".”.", "."))) if one.startswith("this")] == [
        "this supersedes 11/2030/TT-BCT from 2036-02-10", "this repeals 12/2030/TT-BCT from 2036-02-10"
    ]  # fmt: skip


NOTED = """VĂN BẢN HỢP NHẤT
THÔNG TƯ
Quy định về chợ
Thông tư số 57/2035/TT-BCT được sửa đổi, bổ sung bởi Thông tư số 14/2036/TT-BCT.
Điều 4. Hiệu lực thi hành[1]
1. Thông tư này có hiệu lực thi hành kể từ ngày 10 tháng 02 năm 2036.
2. Thông tư này thay thế Thông tư số 11/2030/TT-BCT.
[1] Điều 3 Thông tư số 14/2036/TT-BCT, có hiệu lực kể từ ngày 01 tháng 01 năm 2037 quy định như sau:
"Điều 3. Hiệu lực thi hành
1. Thông tư này có hiệu lực thi hành kể từ ngày 01 tháng 01 năm 2037.
2. Bãi bỏ Thông tư số 24/2031/TT-BCT."
[2] Khoản này được bãi bỏ.
"""


@pytest.mark.parametrize("mark", ['"', ""])
def test_what_a_note_of_a_consolidated_text_quotes_is_not_its_own(mark: str) -> None:
    record = extract(NOTED.replace('"', mark))
    assert record.document.kind == "consolidated"
    own = [one for one in stated(record) if one.startswith("this")]
    assert own == ["this supersedes 11/2030/TT-BCT from 2036-02-10"]


def test_an_act_named_once_more_in_brackets_does_not_change_itself() -> None:
    text = (
        "Thực hiện Nghị định số 5/2031/NĐ-CP.\nQuy định này được sửa đổi một phần.\n"
        "Việc này theo quy định về chợ (Nghị định số 5/2031/NĐ-CP).\n"
    )
    record = extract(text)
    assert record.citations[1].within == 0
    assert stated(record) == []


def test_the_line_below_an_ended_act_says_what_replaced_it() -> None:
    text = (
        "BỘ CÔNG THƯƠNG\nSố: 12/BC-BCT\n\nBÁO CÁO\nKết quả rà soát văn bản năm 2031\n\n"
        "DANH MỤC VĂN BẢN HẾT HIỆU LỰC\n1\nThông tư số 8/2027/TT-BCT ngày 10/3/2027\ncủa Bộ Công Thương\n"
        "quy định quản lý chợ đầu mối\n"
        "Được thay thế bởi Thông tư số 5/2030/TT-BCT ngày 10/5/2030 của Bộ trưởng Bộ Công Thương\n01/7/2030\n"
    )
    record = extract(text)
    assert [one.within for one in record.citations] == [None, 0]
    told = [one for one in stated(record) if "supersedes" in one]
    assert told == ["5/2030/TT-BCT supersedes 8/2027/TT-BCT from 2030-07-01"]


def test_half_are_look_alikes() -> None:
    alike = [row for row in ROWS if not any(one.startswith("this ") for one in row.get("stated", []))]
    assert len(ROWS) >= 150
    assert len(alike) * 2 >= len(ROWS)
    assert len({row["text"] for row in ROWS}) == len(ROWS)


def test_composed_clauses_state_what_they_were_composed_of() -> None:
    """Some hundreds of them; ``change_generator.py`` makes as many as are asked for."""
    assert [why for seed in range(400) if (why := misread(seed)) is not None] == []
