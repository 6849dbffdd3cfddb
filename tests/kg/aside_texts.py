"""Texts that cite an act in words that are their own and of their day, and in such that are not, side by side."""

from __future__ import annotations

import re

from kg.law.aside import Aside

ENDED = "Nghị định số 13/2023/NĐ-CP ngày 17/4/2023 của Chính phủ"
"""Superseded from 01/01/2026."""


def document(
    body: str, number: str = "13/KH-UBND", kind: str = "KẾ HOẠCH", title: str = "Bảo vệ dữ liệu", before: str = ""
) -> str:
    head = f"ỦY BAN NHÂN DÂN\nTỈNH LẠNG SƠN\n\nSố: {number}\n\nLạng Sơn, ngày 05 tháng 4 năm 2026"
    return f"{before}{head}\n\n{kind}\n{title}\n\n{body}\n"


ACT = {"number": "13/2026/QĐ-UBND", "kind": "QUYẾT ĐỊNH"}
LISTING = {"kind": "QUYẾT ĐỊNH", "title": "Công bố danh mục văn bản quy phạm pháp luật hết hiệu lực"}
LETTER = {"number": "13/STP-NV", "kind": "V/v bảo vệ dữ liệu", "title": ""}
LATER = "\nỦY BAN NHÂN DÂN\nTỈNH LẠNG SƠN\n\nSố: 14/KH-UBND\n\nLạng Sơn, ngày 06 tháng 5 năm 2026\n\nKẾ HOẠCH\nViệc\n\n"
ASKED = "Sở nhận được công văn số 5/CV ngày 02/02/2026 của Công ty A.\n"
TEXTS: dict[str, tuple[Aside | None, str]] = {
    "own": (None, document(f"1. Thực hiện {ENDED}.")),
    "recital": (None, document(f"Căn cứ “{ENDED}”;")),
    "past": ("past", document(f"I. KẾT QUẢ NĂM 2025\nThực hiện {ENDED}, xã có 5 tổ.")),
    "plans": (None, document(f"I. NHIỆM VỤ NĂM 2026\nThực hiện {ENDED}, xã có 5 tổ.")),
    "begun": ("begun", document(f"Điều 3. Quy định chuyển tiếp\nThực hiện {ENDED}.")),
    "goes on": (None, document(f"Điều 3. Trách nhiệm thi hành\nThực hiện {ENDED}.")),
    "force": ("force", document(f"1. Thực hiện {ENDED} còn có hiệu lực đến ngày 31/12/2027.")),
    "began": (None, document(f"1. Thực hiện {ENDED} có hiệu lực từ ngày 01/7/2023.")),
    "quoted": ("quoted", document(f"1. Công ty viết: “\nThực hiện {ENDED}”.")),
    "unquoted": (None, document(f"1. Công ty viết: “\nKhông rõ”.\nThực hiện {ENDED}.")),
    "exchanged": ("exchanged", document(f"Điều 3. Thay cụm từ “{ENDED}” thành “Nghị định này”.", **ACT)),
    "enacted": (None, document(f"Điều 3. Bổ sung Điều 5 như sau: “\nThực hiện {ENDED}”.", **ACT)),
    "data": ("data", document("1. Thực hiện.", before=f'---\ncan_cu: "Căn cứ {ENDED}"\n---\n')),
    "ruled": (None, document(f"---\nCăn cứ {ENDED};\n---\n1. Thực hiện.")),
    "listed": ("listed", document(f"Điều 1. Danh mục\n1. Thực hiện {ENDED}.", **LISTING)),
    "above": (None, document(f"Căn cứ {ENDED};\nĐiều 1. Danh mục", **LISTING)),
    "answer": ("answer", document(f"{ASKED}Căn cứ {ENDED}, Sở trả lời như sau.", **LETTER)),
    "letter": (None, document(f"Căn cứ {ENDED}, Sở trả lời như sau.", **LETTER)),
    "orders": (None, document(f"{ASKED}Sở yêu cầu các xã thực hiện {ENDED}.", **LETTER)),
    "listed with": (None, document(f"Căn cứ Kế hoạch đánh giá công chức và {ENDED};")),
    "results": ("past", document(f"Căn cứ kết quả thực hiện {ENDED};")),
    "within": ("within", document(f"Căn cứ Thông tư số 8/2024/TT-BCA ngày 01/02/2024 hướng dẫn {ENDED};")),
    "enclosed": ("enclosed", document("1. Thực hiện.") + LATER + f"Thực hiện {ENDED}."),
    "itself": ("itself", document("I. VIỆC\nXem Kế hoạch số 13/KH-UBND ngày 06/4/2026 của UBND tỉnh Lạng Sơn.")),
    "another": (None, document("(Kèm theo Kế hoạch số 13/KH-UBND ngày 06/4/2025 của UBND tỉnh Lạng Sơn)")),
    "consolidated": (
        "consolidated",
        document(f"Căn cứ {ENDED};", number="9/VBHN-BNV", kind="VĂN BẢN HỢP NHẤT", title="THÔNG TƯ\nVề dữ liệu"),
    ),
    "amending": (None, document("Căn cứ Luật sửa đổi, bổ sung một số điều của Luật Thanh niên số 98/2029/QH15;")),
    "amended": ("amended", document("Căn cứ Luật sửa đổi, bổ sung một số điều của Luật Thanh niên số 57/2020/QH14;")),
    "unamended": (None, document("Căn cứ Luật Thanh niên số 57/2020/QH14, Luật Nhà ở số 27/2023/QH15;")),
}
"""Why the last citation of a text is not relied on; beside each that is not, what is like it and is relied on."""
PASSING = {"recital", "enacted", "results"}
"""Texts that only cite it."""


def files() -> dict[str, str]:
    """The texts by name, each with a number of its own."""
    numbers = {name: f"Số: {place + 100}/" for place, name in enumerate(TEXTS)}
    return {name: re.sub(r"Số: 13/(?=KH|2|STP)", numbers[name], text) for name, (_, text) in TEXTS.items()}
