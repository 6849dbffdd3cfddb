"""Where in a document a citation stands: preamble (phần căn cứ), body, footnote or annex (phụ lục)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extract.clean import Reading
from extract.records import Zone

_RECITAL = re.compile(
    r"[-–•+*]?\s?(?:Căn cứ|Theo (?:đề nghị|Tờ trình|ý kiến|Công văn)|Xét |Thực hiện|Triển khai|Tiếp tục thực hiện|Trên cơ sở|Thi hành|Để (?:triển khai|thực hiện|tiếp tục)|Nhằm |Sau khi xem xét|Qua |Quán triệt)"
)
_OPERATIVE = re.compile(
    r"(?:[IVX]{1,5}\s?[.)\-–/:]|[A-H]\s?[.)]\s|\d{1,2}\s?[.)]\s?\S|Điều \d|Phần (?:thứ|[IVX\d])|Chương [IVX\d]|QUYẾT (?:ĐỊNH|NGHỊ)|CHỈ THỊ|NGHỊ QUYẾT|Nay |NAY |YÊU CẦU|Quyết nghị|Chính phủ ban hành|Quốc hội ban hành|Ủy ban Thường vụ Quốc hội ban hành|Bộ trưởng .{0,80}ban hành Thông tư|QUYẾT ĐỊNH)"
)
_ANNEX = re.compile(r"(?m)^(?:PHỤ LỤC|Phụ lục)(?:\s(?:SỐ\s|số\s)?[IVXLC\d]{1,6}[a-zA-Z]?|\s?$|\s?:)[^;\n]{0,160}$")
_SIGNED = re.compile(r"(?m)^(?:Nơi nhận|TM\.|KT\.|T/M|CHỦ TỊCH|BỘ TRƯỞNG|GIÁM ĐỐC|TL\.|TUQ\.)")


@dataclass(frozen=True, slots=True)
class Zones:
    """The zones of one document, in positions of the repaired text."""

    preamble_start: int
    preamble_end: int
    annex: int
    footnotes: int

    def of(self, position: int) -> Zone:
        """The zone of a position."""
        if position >= self.footnotes:
            return "footnote"
        if position >= self.annex:
            return "annex"
        return "preamble" if self.preamble_start <= position < self.preamble_end else "body"


def find_zones(reading: Reading, after_title: int) -> Zones:
    """The zones; the preamble runs from the first recital to the operative text."""
    text = reading.text
    start, end = _preamble(text, after_title, reading.body_end)
    annex = reading.body_end
    for match in _ANNEX.finditer(text, end, reading.body_end):
        if _SIGNED.search(text, max(0, match.start() - 2500), match.start()):
            annex = match.start()
            break
    return Zones(start, end, annex, reading.body_end)


def _preamble(text: str, position: int, limit: int) -> tuple[int, int]:
    start = end = -1
    other = 0
    while position < limit:
        stop = text.find("\n", position)
        stop = limit if stop < 0 else min(stop, limit)
        line = text[position:stop].strip()
        if line:
            if _RECITAL.match(line):
                start = position if start < 0 else start
                end = stop
                if "như sau:" in line[-40:]:
                    break
            elif _OPERATIVE.match(line):
                break
            elif start >= 0:
                if line.endswith("như sau:") or line[0].islower():
                    end = stop
                    if line.endswith("như sau:"):
                        break
                elif line.endswith((";", ",")):
                    end = stop
                else:
                    other += 1
                    if other > 1 or len(line) > 400:
                        break
            elif len(line) > 300:
                break
        position = stop + 1
    return (start, end) if start >= 0 else (0, 0)
