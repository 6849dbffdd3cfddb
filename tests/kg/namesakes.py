"""Two documents of one number: one that texts cite, and one of another province that only a table of facts knows."""

from __future__ import annotations

ASKED = "98761/QĐ-UBND"
CITED = f"Quyết định số {ASKED} ngày 10/01/2024 của UBND tỉnh Lạng Sơn"
NAMESAKE = f"Quyết định số {ASKED} ngày 06/5/2019 của Ủy ban nhân dân tỉnh Cao Bằng"
"""What only the facts know by the number."""

_HEAD = "ỦY BAN NHÂN DÂN\nTỈNH LẠNG SƠN\n\nSố: {number}\n\nLạng Sơn, ngày {day}\n\n{kind}\n\n"
TEXTS = {
    "later": _HEAD.format(
        number="98788/QĐ-UBND", day="02 tháng 02 năm 2026", kind="QUYẾT ĐỊNH\nBan hành Quy định về chợ"
    )
    + "Điều 1. Ban hành Quy định.\n\n"
    + f"Điều 2. Quyết định này có hiệu lực từ ngày 02 tháng 02 năm 2026 và thay thế {CITED}.\n",
    "plan": _HEAD.format(number="9/KH-UBND", day="05 tháng 3 năm 2026", kind="KẾ HOẠCH\nPhát triển chợ năm 2026")
    + f"Căn cứ {CITED};\n\nI. MỤC ĐÍCH\nPhát triển chợ.\n",
}
FACTS = (
    "relation,scope,later_type,later_number,later_date,later_issuer,later_name,earlier_type,earlier_number,earlier_date,"
    "earlier_issuer,earlier_name,effective,source,mark,note\n"
    "supersedes,whole,Quyết định,98762/QĐ-UBND,2020-01-15,Ủy ban nhân dân tỉnh Cao Bằng,,Quyết định,"
    f"{ASKED},2019-05-06,Ủy ban nhân dân tỉnh Cao Bằng,,2020-01-15,Quyết định 98762/QĐ-UBND,V,\n"
)
