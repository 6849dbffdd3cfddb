"""What a portal sets over a document, a table ("Số hiệu | 12/KH-UBND") or YAML: what it says, and where it ends."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

_CELL = re.compile(r"[^|\n\t]+")
_AROUND = " *#_>:-\r"
_REACH = 3_000  # how far the table may reach, in characters
_FEWEST = 3  # rows of a table
_GAP = 3  # cells between one label and the next at most
_FIELDS = {
    "số hiệu": "number", "số ký hiệu": "number", "số/ký hiệu": "number", "ký hiệu": "number", "số văn bản": "number",
    "loại văn bản": "type", "thể loại": "type", "hình thức văn bản": "type", "loại vb": "type",
    "ngày ban hành": "date", "ngày văn bản": "date", "ngày ký": "date",
    "người ký": "signer", "trích yếu": "title", "trích yếu nội dung": "title",
    "nơi ban hành": "issuer", "cơ quan ban hành": "issuer", "cơ quan ban hành/ chức danh/ người ký": "",
    "ngày hiệu lực": "", "ngày có hiệu lực": "", "ngày hết hiệu lực": "", "ngày công báo": "", "số công báo": "",
    "tình trạng": "", "tình trạng hiệu lực": "", "lĩnh vực": "", "phạm vi": "", "tài liệu đính kèm": "",
}  # fmt: skip
_KEYS = {  # of YAML
    "so_hieu": "number", "so_ky_hieu": "number", "loai_van_ban": "type", "ngay_ban_hanh": "date",
    "co_quan_ban_hanh": "issuer", "noi_ban_hanh": "issuer", "trich_yeu": "title", "nguoi_ky": "signer",
}  # fmt: skip
_KEY = re.compile(
    rf"(?<![\w-])(?P<key>{'|'.join(_KEYS)}):[ \"']{{0,3}}(?P<value>[^\"'\n]*?)[ \"']{{0,3}}(?=\n|$|\s\w+:\s)"
)
_UNKNOWN = frozenset({"", "đã biết", "đang cập nhật", "không số", "khongso", "***", "dữ liệu đang cập nhật"})


@dataclass(frozen=True, slots=True)
class Portal:
    """What the table says by field ("number", "type", "date", "title"), and where it ends: at 0 if there is none."""

    values: dict[str, str] = field(default_factory=dict)
    end: int = 0


def read_portal(text: str) -> Portal:
    """The table at the head of ``text``, whose cells stand on lines or between bars, or the YAML there."""
    if "so_hieu:" in text[:_REACH] or "so_ky_hieu:" in text[:_REACH]:
        return _read_yaml(text)
    if text.find("Ngày ban hành", 0, _REACH) < 0 and text.find("Ngày ký", 0, _REACH) < 0:
        return Portal()
    cells = [(cell[0].strip(_AROUND), cell.end()) for cell in _CELL.finditer(text, 0, _REACH)]
    cells = [(words, end) for words, end in cells if words]
    values: dict[str, str] = {}
    rows = end = since = 0
    for (label, label_end), (value, value_end) in zip(cells, [*cells[1:], ("", 0)], strict=True):
        name = _FIELDS.get(" ".join(label.lower().split()))
        since += 1
        if name is None:
            if rows and since > _GAP:
                break
            continue
        rows, since = rows + 1, 0
        labelled = value.lower() in _FIELDS
        end = label_end if labelled else max(value_end, label_end)
        if name and not labelled and value.lower() not in _UNKNOWN:
            values.setdefault(name, value)
    return Portal(values, end) if rows >= _FEWEST else Portal()


def _read_yaml(text: str) -> Portal:
    """The particulars in the YAML at the head of ``text``, be its lines run together."""
    found = list(_KEY.finditer(text, 0, _REACH))
    if len(found) < _FEWEST:
        return Portal()
    values: dict[str, str] = {}
    for pair in found:
        if pair["value"].strip():
            values.setdefault(_KEYS[pair["key"]], pair["value"].strip())
    ends = text.find("\n---", found[-1].end(), _REACH)
    return Portal(values, ends + len("\n---") if ends >= 0 else found[-1].end())
