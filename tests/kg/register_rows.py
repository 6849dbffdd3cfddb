"""Sound rows of the four kinds of tables of facts, for tests to spoil."""

from __future__ import annotations

CHANGE = {
    "relation": "supersedes",
    "scope": "whole",
    "later_type": "Luật",
    "later_number": "25/2018/QH14",
    "later_date": "2018-06-12",
    "later_issuer": "Quốc hội",
    "later_name": "Luật Tố cáo",
    "earlier_type": "Luật",
    "earlier_number": "03/2011/QH13",
    "earlier_date": "",
    "earlier_issuer": "Quốc hội",
    "earlier_name": "Luật Tố cáo",
    "effective": "2019-01-01",
    "source": "Luật 25/2018/QH14, Điều 66",
    "mark": "V",
    "note": "",
}
EFFECT = {
    "type": "Luật",
    "number": "10/2022/QH15",
    "date": "2022-11-10",
    "issuer": "Quốc hội",
    "name": "Luật Thực hiện dân chủ ở cơ sở",
    "effective": "2023-07-01",
    "ended": "",
    "source": "Luật 10/2022/QH15, Điều 90",
    "mark": "V",
}
CONGRESS = {
    "party": "Đảng bộ tỉnh Lạng Sơn",
    "ordinal": "XVIII",
    "opened": "",
    "closed": "2025-09-26",
    "source": "báo",
    "mark": "V",
}
SEEN = {
    "type": "Chỉ thị",
    "number": "33/CT-TTg",
    "date": "2021-11-26",
    "issuer": "Thủ tướng Chính phủ",
    "role": "basis",
    "seen_on": "2025-11-21",
    "seen_in": "Quyết định 2579/QĐ-UBND",
}
