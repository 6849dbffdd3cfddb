"""Every row of the word lists proves itself: without it, and it alone, its example is read otherwise.

Where the rows of a table are uniform the example is a sentence around the row, else the row's own column. What proves
the rows of ``cues.csv`` stands in ``test_cues.py``.
"""

from __future__ import annotations

import pytest
from deleting import Row, without

from extract import extract, to_json, words
from extract.vocabulary import rows
from ontology import table

pytestmark = pytest.mark.skipif(not words.__file__.endswith(".py"), reason="compiled modules are not imported anew")

_COMMUNE = """ỦY BAN NHÂN DÂN
XÃ TÚ XUYÊN
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 12/KH-UBND
Tú Xuyên, ngày 02 tháng 3 năm 2024
KẾ HOẠCH
Tuyên truyền năm 2024
"""
_PLAIN = "Nội dung.\n"


def _law(row: Row) -> str:
    """Only a name that is known ends where the sentence goes on with a word that names may hold."""
    return f"{_PLAIN}{row['type']} {row['name']} giao Chính phủ quy định chi tiết."


def _body_word(row: Row) -> str:
    """Who issued: a body that opens with these words, one whose name they end, or one that they make another of."""
    words = row["words"]
    body = {
        "outside": f"{words} Sông Xanh",
        "ends": f"Viện sông {words} xanh",
        "no_name": f"Viện Sông {words.title()} Xanh; theo Kế hoạch số 9/KH-UBND của UBND xã Sông {words.title()} Xanh",
        "no_unit": f"UBND xã Sông {words.title()} Xanh",
        "organ": f"{words} Tỉnh ủy Sơn La",
        "chief": f"{words} Sở GDĐT tỉnh Sơn La",
        "acts_in_clause": f"Sở Nội vụ và Sở Y tế {words} hội nghị",
        "acts_behind_title": f"UBND tỉnh về dân vận UBND xã {words} hội nghị",
    }.get(row["role"])
    if body is None:
        return f"KẾ HOẠCH\nTuyên truyền\nUBND xã Tú Xuyên {words} kế hoạch như sau.\n"
    return f"{_PLAIN}Thực hiện Công văn số 12-CV/XYZ ngày 02/3/2024 của {body} mời dự hội nghị."


def _listed(row: Row) -> str:
    """The particulars of a document, which need three rows to be some."""
    others = ("Số hiệu | 12/KH-UBND", "Số ký hiệu | 12/KH-UBND"), ("Ngày ban hành | 02/3/2024", "Ngày ký | 02/3/2024")
    rest = [next(line for line in lines if not line.lower().startswith(f"{row['label']} |")) for lines in others]
    value = {"number": "12/KH-UBND", "date": "02/3/2024", "type": "Kế hoạch"}.get(row["field"], "Sơn La")
    return "\n".join((f"{row['label'].capitalize()} | {value}", *rest, "", _PLAIN))


def _short_form(row: Row) -> str:
    short = row["short"]
    body = f"Ban Chấp hành {short} Hội Nông dân Việt Nam" if "." in short else f"Viện {short} Sông Xanh"
    return f"{_PLAIN}Thực hiện Công văn số 12-CV/XYZ ngày 02/3/2024 của {body} mời dự hội nghị."


def _around_number(row: Row) -> str:
    """A type that the symbol does not tell, or what is numbered and no document."""
    sentence = {
        "between": "Thực hiện Báo cáo {words} số 12/UBND-NC ngày 02/3/2024.",
        "before_so": "Có {words} số 12/KH-UBND ở xã.",
        "before": "Có {words} 12/KH-UBND ở xã.",
    }[row["role"]]
    return _PLAIN + sentence.format(words=row["words"])


def _position(row: Row) -> str:
    return f"{_COMMUNE}Nội dung.\nNơi nhận:\n- Lưu: VT.\n{row['words'].upper()}\nNguyễn Văn Sơn\n"


def _around(row: Row) -> str:
    """No law, or an unknown one whose name ends there."""
    sentence = {
        "before": "Bà hỏi {words} Luật Đất đai.",
        "behind": "Hiến pháp {words}.",
        "ends": "Luật Sông Ngòi {words} xanh.",
        "ends_as_type": "Luật Sông Ngòi {words} nào.",
    }[row["role"]]
    words = row["words"].title() if row["role"] == "ends_as_type" else row["words"]
    return _PLAIN + sentence.format(words=words)


def _field(row: Row) -> str:
    return f"{_PLAIN}Thực hiện Công văn số 12/SX-VP ngày 02/3/2024 của Sở {row['field']} mời dự hội nghị."


def _body(row: Row) -> str:
    return f"{_PLAIN}Thực hiện Công văn số 12-CV/XYZ ngày 02/3/2024 của {row['name']} mời dự hội nghị."


def _symbol(row: Row) -> str:
    """A symbol implies who issued; one that does not tell is known where the mark of a footnote sticks to it."""
    mark = "1" if row["level"] == "party" else ""
    return f"{_COMMUNE}Thực hiện Thông báo số 12/TB-{row['symbol']}{mark} ngày 02/3/2024;"


def _type(row: Row) -> str:
    return _PLAIN + "".join(f"Thực hiện {example};\n" for example in row["examples"].split("|"))


def _title(row: Row) -> str:
    return _PLAIN + row["example"]


CODED = {"HP", "BLUAT", "LUAT", "CV"}  # types that code names: it stops where their rows are missing
TABLES = {
    "titles": (rows, _title),
    "laws": (rows, _law),
    "around_laws": (rows, _around),
    "short_forms": (rows, _short_form),
    "around_numbers": (rows, _around_number),
    "portals": (rows, _listed),
    "positions": (rows, _position),
    "fields": (rows, _field),
    "bodies": (table, _body),
    "around_bodies": (rows, _body_word),
    "symbols": (table, _symbol),
    "types": (table, _type),
}
ROWS = [
    pytest.param(name, row, example(row), id=f"{name}: {' '.join(row.values())[:40]}")
    for name, (load, example) in TABLES.items()
    for row in load(name)
]


@pytest.mark.parametrize(("name", "row", "example"), ROWS)
def test_an_example_breaks_without_its_row(name: str, row: Row, example: str) -> None:
    with without(name, row) as read:
        if name == "types" and row["code"] in CODED:
            with pytest.raises((LookupError, StopIteration)):
                read(example)
        else:
            assert read(example) != to_json(extract(example))
