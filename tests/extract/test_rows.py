"""Every row of the word lists proves itself: without it, and it alone, its example is read otherwise.

Where the rows of a table are uniform the example is a sentence around the row, else the row's own column. What proves
the rows of ``cues.csv`` stands in ``test_cues.py``.
"""

from __future__ import annotations

import pytest
from deleting import Row, without

from extract import extract, to_json, words
from extract.roles.cues import CHANGES
from extract.vocabulary import rows
from extract.words import slug, spelled
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
_COUNCIL = "ỦY BAN NHÂN DÂN\nTỈNH SƠN LA\nSố: 1/QĐ-UBND\nSơn La, ngày 02 tháng 3 năm 2024\nQUYẾT ĐỊNH\nVề chợ\n\n"
_PLAIN = "Nội dung.\n"
_LONG = "Kế hoạch này được gửi tới các đơn vị để thực hiện theo đúng thời hạn.\n" * 9  # no word has a line of its own


def _law(row: Row) -> str:
    """Only a name that is known ends where the sentence goes on with a word that names may hold."""
    return f"{_PLAIN}{row['type']} {row['name']} giao Chính phủ quy định chi tiết."


PLAN = "KẾ HOẠCH\nTuyên truyền năm 2024\n"
CITED = "Kế hoạch số 5/KH-UBND ngày 02/3/2024"
_OVER = {"Bộ": "Y TẾ", "Tỉnh ủy": "SƠN LA", "Thành ủy": "HẢI PHÒNG", "Đảng bộ": "TỈNH SƠN LA"}
_SHORTENED = {"trung ương": "Ban Tổ chức TW", "mặt trận tổ quốc": "Đảng ủy MTTQ, các đoàn thể Trung ương"}
FILLED = {"{number}": "1", "{roman}": "II", "{capital}": "Nghị quyết", "{some}": " văn bản", "{end}": ""}


def _plain(row: Row) -> str:
    """The words of a row, its choices taken and its slots filled."""
    words = next(spelled(row["words"], {slot[1:-1]: (filled,) for slot, filled in FILLED.items()}))
    return " ".join(words.split())


def _line(row: Row) -> str:
    """A line that such words open or end: a title goes on or not, and what stands above is a recital or none."""
    words = _plain(row)
    one = words == "thủ tướng"  # whose office is one, and may stand where the title would
    said = "THỦ TƯỚNG CHÍNH PHỦ" if one else f"VỀ VIỆC PHÊ DUYỆT PHƯƠNG ÁN\n{words.upper()} SÔNG XANH"
    return {
        "basis": f"{PLAN}{words} {CITED};\nNội dung.",
        "recital": f"{PLAN}{words} {CITED};\nNội dung.",
        "operative": f"{PLAN}Căn cứ Luật Thanh niên;\n{words} như vậy.\nCăn cứ {CITED};\nNội dung.",
        "heads_bases": f"{PLAN}I. {words}\n1. {CITED};\nII. NỘI DUNG",
        "heads_tasks": f"Nội dung.\nSTT | Việc | {words}\n1 | Bãi bỏ {CITED} | Sở Tư pháp",
        "annexed": f"{_COMMUNE}Nội dung.\nTM. ỦY BAN NHÂN DÂN\n{words} VIỆC\n(Kèm theo kế hoạch)\n{CITED};\n",
        "leads_in": f"{PLAN}Căn cứ Luật Thanh niên;\nUBND xã {words}:\nCăn cứ {CITED};\nNội dung.",
        "text": f"{PLAN}\n{words} sông xanh\n\nNội dung.",
        "seals": f"{words} Sở Nội vụ tỉnh Sơn La\nS NI V\nSố: 12/UBND-VP\nKính gửi: Các xã\n{_LONG}",
        "seals_of": f"Ký bởi: Sở Nội vụ\n{words} Tỉnh Sơn La\nS NI V\nSố: 12/UBND-VP\nKính gửi: Các xã\n{_LONG}",
        "heads_notes": f"Chợ[sửa | sửa mã nguồn]\n{_LONG}\n## {words}\n[sửa | sửa mã nguồn]**^** {CITED}.",
        "changed_by": f"Điều 1. Chợ¹\n{_LONG}\n2 Cụm từ “chợ” được {words} khoản 1 Điều 2 của {CITED}.\n{_LONG}",
        "recounts": f"{PLAN}{_LONG}¹ Luật số 9/2033/QH16 có {words}\n“Căn cứ {CITED}.”.\n{_LONG}",
        "motto": f"VIỆN SÔNG XANH\n{words.upper()}\nSố: 12/KH-VSX\nHà Nội, ngày 02 tháng 3 năm 2024\n{PLAN}{_LONG}",
        "decides": f"QUYẾT ĐỊNH\n{said}\nCăn cứ {CITED};",
        "awaits": f"QUYẾT ĐỊNH\nBAN HÀNH QUY CHẾ QUẢN LÝ {words}\nBỘ TÀI CHÍNH\nCăn cứ {CITED};",
        "paper": f"UBND TỈNH SƠN LA\nSố: 12/UBND-VP\n{words} SÔNG XANH\nKính gửi: Sở Nội vụ\n{_LONG}",
        "gathers": f"UBND TỈNH SƠN LA\nSố: 12/UBND-VP\n{words} SÔNG XANH\nKính gửi: Sở Nội vụ\n{_LONG}",
        "paper_alone": f"UBND TỈNH SƠN LA\nSố: 12/UBND-VP\n{words}\nKính gửi: Sở Nội vụ\n{_LONG}",
        "ends_type": f"CHƯƠNG TRÌNH {words}\nTUYÊN TRUYỀN NĂM 2024\n{_LONG}{CITED};",
        "personal": f"CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n{words} XIN NGHỈ\nSơn La, ngày 02/3/2024\nNGƯỜI LÀM\nLê An\n",
        "stamp": f"{_COMMUNE}{words} ÁÄJ6[\nvà cổ động trực quan\n{_LONG}",
        "whole_motto": f"VIỆN SÔNG XANH\n{words.replace('Ộ', 'Ô').replace('Ả', 'A')}\nSố: 12/KH-VSX\n{PLAN}{_LONG}",
        "met": f"CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nBIÊN BẢN\nVề chợ\n{words}, ngày 02/3/2024, tại xã:\n{_LONG}",
        "comes_with": f"{PLAN}Nội dung.\nTM. ỦY BAN NHÂN DÂN\nDANH MỤC VIỆC\n({words} kế hoạch)\n{CITED};\n",
        "annex": f"{words} I\nBẢNG VIỆC\n(Kèm theo Kế hoạch số 5/KH-UBND của UBND tỉnh Sơn La)\nNội dung.",
        "whole": f"{words}: Kế hoạch của UBND tỉnh Sơn La về chợ\n\nI. MỤC ĐÍCH\nNội dung.",
        "gives_whole": f"Ngày 02/3/2024, UBND xã ban hành Kế hoạch số 12/KH-UBND về chợ. Xin {words}.\nNội dung.",
    }[row["role"]]


def _body_word(row: Row) -> str:
    """Who issued: a body that opens with these words, one whose name they end, or one that they make another of."""
    words = row["words"]
    said = {
        "beside": f"HUYỆN ĐOÀN CHI LĂNG\n***\n{words.upper()}\nSố 12-KH/ĐTN\n{PLAN}Nội dung.",
        "block": f"ĐẢNG BỘ XÃ TÚ XUYÊN\nĐẢNG ỦY {words.upper()}\n*\nSố 12-KH/ĐU\n{PLAN}Nội dung.",
        "organ_below": f"ĐẢNG BỘ TỈNH SƠN LA\n{words.upper()}\n*\nSố 12-KH/TU\n{PLAN}Nội dung.",
        "union": f"{words.upper()} TỈNH SƠN LA\nBAN THƯỜNG VỤ\n***\nSố 12-KH/XYZ\n{PLAN}{_LONG}",
        "decides_for": f"SỞ Y TẾ\nSố: 1/QĐ-SYT\nQUYẾT ĐỊNH\nVề chợ\n{words.upper()} SỞ Y TẾ\nXét đề nghị;\n{_LONG}",
        "over_departments": f"{words.upper()} {_OVER.get(words)}\nSỞ Y TẾ\nSố 12/KH-SYT\n{PLAN}{_LONG}",
        "equal": f"SỞ Y TẾ\n{words.upper()} TỈNH SƠN LA\nSố 12/KH-SYT\n{PLAN}{_LONG}",
        "part": f"SỞ TƯ PHÁP TỈNH SƠN LA\n{words.upper()} SÔNG XANH\nSố 12/KH-XYZ\n{PLAN}{_LONG}",
        "awaits_name": f"{words.upper()}\nTRƯỜNG SÔNG XANH\nCHI BỘ BA\n*\nSố 12-KH/XYZ\n{PLAN}{_LONG}",
        "inner": f"ĐẢNG BỘ {words.upper()} SÔNG XANH\nCHI BỘ BA\n*\nSố 12-KH/XYZ\n{PLAN}{words} Sông xanh.\n{_LONG}",
        "branch": f"NGÂN HÀNG NHÀ NƯỚC VIỆT NAM\n{words.upper()} KHU VỰC 3\nSố 12/KH-XYZ\n{PLAN}{_LONG}",
        "within": f"BẢO HIỂM XÃ HỘI {words.upper()} MAI SƠN\nSố 12/KH-XYZ\n{PLAN}{_LONG}",
        "office": f"BỘ TƯ PHÁP - {words.upper()} SÔNG XANH\nSố 12/KH-XYZ\n{PLAN}{_LONG}",
        "of_unit": f"UBND TỈNH SƠN LA\n{words.upper()} SÔNG XANH\nSố 12/KH-XYZ\n{PLAN}{_LONG}",
        "numbered": f"ĐẢNG BỘ XÃ TÚ XUYÊN\n{words.upper()} 3\n*\nSố 12-KH/XYZ\n{PLAN}{_LONG}",
        "issues": f"{_PLAIN}Theo đó, Sở Nội vụ {words} Công văn số 12/SX-VP mời dự hội nghị.",
        "hands_in": f"{_PLAIN}Theo ý kiến của Sở Nội vụ {words} tại Công văn số 12/SX-VP mời dự hội nghị.",
        "without_of": f"{_PLAIN}Theo Công văn số 12/SX-VP ngày 02/3/2024 {words} Y tế mời dự hội nghị.",
        "head_of": f"{_PLAIN}Theo ý kiến của {words} Sở Nội vụ tại Công văn số 12/SX-VP mời dự hội nghị.",
        "decides_that": f"{_COUNCIL}Điều 1. UBND tỉnh {words} bãi bỏ {CITED}.\nĐiều 2. Sở Y tế {words} bãi bỏ {CITED}.",
        "asks_for": f"{_COUNCIL}Điều 2. {words.capitalize()} Sở Y tế:\n1. Bãi bỏ {CITED}.",
        "group": f"{_COUNCIL}Điều 2. {words.capitalize()} trường mầm non bãi bỏ {CITED}.",
        "no_group": f"{_COUNCIL}Điều 2. Các {words} về chợ thay thế {CITED}.",
        "decides_behind": f"{_COUNCIL}Điều 2. {_plain(row).capitalize()} ngày 5/8/2044, UBND tỉnh bãi bỏ {CITED}.",
        "bound_to": f"{_COUNCIL}Điều 2. UBND tỉnh {words}:\n1. Bãi bỏ {CITED}.",
        "many": f"{_PLAIN}1. Phường, {words} bãi bỏ {CITED}.",
        "headed": f"{_PLAIN}Theo ý kiến của Giám đốc {words} Y tế tại Công văn số 12/SX-VP mời dự hội nghị.",
    }.get(row["role"])
    if said is not None:
        return said
    body = {
        "outside": f"{words} Sông Xanh",
        "ends": f"Viện sông {words} xanh",
        "no_name": f"Viện Sông {words.title()} Xanh; theo Kế hoạch số 9/KH-UBND của UBND xã Sông {words.title()} Xanh",
        "no_unit": f"UBND xã Sông {words.title()} Xanh",
        "organ": f"{words} Tỉnh ủy Sơn La",
        "pair": f"Ban Chỉ đạo {words} sông xanh",
        "before_quoted": f"Ban Chỉ đạo {words} “Sông xanh”",
        "central": f"{words if 'Bộ' in words else f'{words} Bộ'} Nội vụ",
        "parent": f"Ban Sông Xanh của {words}",
        "about": f"{words} về nước sạch quy định",
        "of_country": f"Ban Chấp hành Trung ương {words} Sông Xanh Việt Nam",
        "chief": f"{words} Sở GDĐT tỉnh Sơn La",
        "leads": f"{words} Bộ Nội vụ",
        "shortened": _SHORTENED.get(words),
        "called_whole": f"Thành ủy {words}",
        "no_end": f"Văn phòng {words.capitalize()} Sông Xanh",
        "ends_about": f"Ban Chỉ đạo về nước sạch {words} chợ",
        "opens_title": f"Viện {words.title()} Sông Xanh",
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
    if row["field"] in CHANGES:
        return f"{_PLAIN}{slug(row['label']).replace('-', '_')}: {CITED}\n"
    return "\n".join((f"{row['label'].capitalize()} | {value}", *rest, "", _PLAIN))


def _short_form(row: Row) -> str:
    short = row["short"]
    return f"{_PLAIN}Thực hiện Công văn số 12-CV/XYZ ngày 02/3/2024 của Viện {short} Sông Xanh mời dự hội nghị."


def _around_number(row: Row) -> str:
    """A type that the symbol does not tell, or what is numbered and no document."""
    sentence = {
        "between": "Thực hiện Báo cáo {words} số 12/UBND-NC ngày 02/3/2024.",
        "cites": "Nội dung đã nêu {words} báo cáo thẩm định ngày 02/3/2024 của Sở Nội vụ.",
        "before_so": "Có {words} số 12/KH-UBND ở xã.",
        "before": "Có {words} 12/KH-UBND ở xã.",
        "behind_year": "Theo Công văn số 12-CV/TU 2024 {words} việc thu phí.",
        "before_plan": "Kế hoạch {words} Nghị quyết số 57-NQ/TW năm 2026\n",
        "behind_plans_year": "Kế hoạch thực hiện Nghị quyết số 57-NQ/TW năm 2026 {words} ta.",
    }[row["role"]]
    return _PLAIN + sentence.format(words=row["words"])


def _known_body(row: Row) -> str:
    """Any text: code names these rows, and stops where one of them is missing."""
    return f"{_PLAIN}{row['words']}."


def _position(row: Row) -> str:
    """Who signs: a position, a rank before the name, a position with a capital inside."""
    words = row["words"]
    unplaced = {
        "family": f"- Lưu: VT.\nđã ký\n{words} Văn Sơn",
        "filed": f"- {words}: VT.\nđã ký\nNguyễn Văn Sơn",
        "stamp": f"GIÁM ĐỐC\n{words}: Nguyễn Văn Sơn",
        "no_person": f"GIÁM ĐỐC\n{words.title()} Sông Xanh",
        "writes": f"{words.capitalize()}\nNguyễn Văn Sơn",
    }.get(row["role"])
    if unplaced:
        return f"{_COMMUNE}Nội dung.\n{unplaced}\n"
    position, rank = ("GIÁM ĐỐC", f"{row['words']} ") if row["role"] == "rank" else (row["words"].upper(), "")
    return f"{_COMMUNE}Nội dung.\nNơi nhận:\n- Lưu: VT.\n{position}\n{rank}Nguyễn Văn Sơn\n"


def _around(row: Row) -> str:
    """No law, or, in a document, an unknown one whose name ends there."""
    sentence = {
        "before": "Bà hỏi {words} Luật Đất đai.",
        "behind": "Hiến pháp {words}.",
        "ends": "Luật Sông Ngòi {words} xanh.",
        "ends_as_type": "Luật Sông Ngòi {words} nào.",
        "country": "Luật Hàng hải {words}.",
        "country_alone": "Luật Hàng hải {words}.",
        "own_country": "Căn cứ Hiến pháp {words} năm 2013;",
        "amends": "Căn cứ Luật {words} một số điều của Luật Đất đai ngày 02/3/2033;",
        "adds": "Căn cứ Luật {words} một số điều của Luật Đất đai ngày 02/3/2033;",
        "amends_some": "Căn cứ Luật sửa đổi {words} điều của Luật Đất đai ngày 02/3/2033;",
        "behind_amended": "Luật Đất đai sửa đổi {words} thông qua năm 2033.",
        "counted": "Luật sửa đổi một số điều của {words} quân sự, quốc phòng năm 2033.",
    }[row["role"]]
    words = row["words"].title() if row["role"] == "ends_as_type" else _plain(row)
    return PLAN + sentence.format(words=words)


def _field(row: Row) -> str:
    return f"{_PLAIN}Thực hiện Công văn số 12/SX-VP ngày 02/3/2024 của Sở {row['field'].lower()} mời dự hội nghị."


def _body(row: Row) -> str:
    spellings = (row["name"], *filter(None, row["variants"].split("|")))
    return _PLAIN + "".join(f"Thực hiện Công văn số 12-CV/XYZ của {one} mời dự hội nghị.\n" for one in spellings)


def _symbol(row: Row) -> str:
    """A symbol implies who issued; one that does not tell is known where the mark of a footnote sticks to it."""
    mark = "1" if row["level"] == "party" else ""
    head = _COMMUNE.replace("/KH-UBND", "/KH-XYZ")  # the document's own symbol tells its own issuer
    return f"{head}Thực hiện Thông báo số 12/TB-{row['symbol']}{mark} ngày 02/3/2024;"


def _type(row: Row) -> str:
    return _PLAIN + "".join(f"Thực hiện {example};\n" for example in row["examples"].split("|"))


def _title(row: Row) -> str:
    return _PLAIN + row["example"]


def _own(row: Row) -> str:
    """The row's own example; "¶" ends a line."""
    return row["example"].replace("¶", "\n")


def _former_province(row: Row) -> str:
    """An old province in a spelling that is not the table's."""
    return f"{_PLAIN}Căn cứ Quyết định số 12/QĐ-UB ngày 02/3/1990 của UBND tỉnh {row['name'].replace(' ', '')};"


CODED = {"HP", "BLUAT", "LUAT", "CV", "ĐL"}  # types that code names: it stops where their rows are missing
NAMED = {"warnings", "repairs", "known_bodies"}  # tables whose rows code names
TABLES = {
    "titles": (rows, _title),
    "by_name": (rows, _title),
    "anaphora": (rows, _title),
    "pinpoints": (rows, _title),
    "congresses": (rows, _title),
    "lines": (rows, _line),
    "warnings": (rows, _own),
    "repairs": (rows, _own),
    "known_bodies": (rows, _known_body),
    "former_provinces": (table, _former_province),
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
    whole = to_json(extract(example))  # before the table is cut: what is read late would be cut for good
    if name in NAMED or (name == "types" and row["code"] in CODED):
        with pytest.raises((LookupError, StopIteration, RuntimeError)), without(name, row) as read:
            read(example)
        return
    with without(name, row) as read:
        assert read(example) != whole
