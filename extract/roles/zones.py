"""Where in a document a citation stands: preamble (phần căn cứ), body, footnote or annex (phụ lục)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extract.frame.letterhead import ISSUED_WITH
from extract.records import Zone
from extract.repair.pieces import Reading
from extract.words import any_of
from ontology import table

_RECITAL = re.compile(
    r"[-–•+*]?\s?(?:Căn cứ|Theo (?:đề nghị|Tờ trình|ý kiến|Công văn)|Xét |Thực hiện|Triển khai|Tiếp tục thực hiện"
    r"|Trên cơ sở|Thi hành|Để (?:triển khai|thực hiện|tiếp tục)|Nhằm |Sau khi xem xét|Qua |Quán triệt)"
)
_OPERATIVE = re.compile(
    r"(?!V/[vV])(?:[IVX]{1,5}\s?[.)\-–/:]|[A-H]\s?[.)]\s|\d{1,2}\s?[.)]\s?\S|Điều \d|Phần (?:thứ|[IVX\d])"
    r"|Chương [IVX\d]|QUYẾT (?:ĐỊNH|NGHỊ)|CHỈ THỊ|NGHỊ QUYẾT|Nay |NAY |YÊU CẦU|Quyết nghị)"
)
_BASIS = re.compile(  # a heading over the recitals: "I. CĂN CỨ XÂY DỰNG KẾ HOẠCH"
    r"(?:(?:[IVX]{1,5}|\d{1,2}|[A-H])\s?[.)\-–/]\s?)?(?i:các\s|những\s)?"
    r"(?:CĂN CỨ|CƠ SỞ (?:PHÁP LÝ|XÂY DỰNG|CHÍNH TRỊ)"
    r"|(?:Căn cứ|Cơ sở) (?:pháp lý|xây dựng|lập|ban hành|chính trị))(?!\w)"
)
_BASIS_ITEM = re.compile(  # a document in a list of recitals
    r"(?:\d{1,2}(?:\.\d{1,2})?\s?[.)]|[a-zđ]\)|[-–•+*])\s?(?:Căn cứ\s)?(?:các\s)?"
    r"(?:Luật|Bộ luật|Hiến pháp|Pháp lệnh|Nghị|Quyết định|Thông|Chỉ thị|Kế hoạch|Kết luận|Công văn|Văn bản|Quy"
    r"|Chương trình|Đề án|Hướng dẫn|Báo cáo|Điều lệ)[^.;]{0,160}?(?:\d[/-]|ngày \d|năm \d)"
)
_ANNEX = re.compile(
    r"\n(?:P(?:HỤ LỤC|hụ lục)(?:\s(?:SỐ\s|số\s)?[IVXLC\d]{1,6}[a-zA-Z]?|\s?(?=\n)|\s?:)[^;\n]{0,160}(?=\n|$)"
    rf"|(?P<issued_with>DANH MỤC|QUY TRÌNH|{any_of(row['label'].upper() for row in table('types'))})(?!\w|\s?:)"
    rf"(?=[^;()]{{0,400}}\((?:[Bb]an hành )?[Kk]èm theo)|{ISSUED_WITH.pattern})"
)
_SIGNED = re.compile(r"(?m)^(?:Nơi nhận|TM\.|KT\.|T/M|CHỦ TỊCH|BỘ TRƯỞNG|GIÁM ĐỐC|TL\.|TUQ\.)")
_LEADS_IN = re.compile(r"(?:như sau|sau đây|yêu cầu|kết luận|đề nghị|ban hành [^.;]{0,120}|thông báo|chỉ đạo)\s?:$")
_ENACTS = re.compile(
    r"(?:Chính phủ|Quốc hội|Ủy ban [Tt]hường vụ Quốc hội|Bộ trưởng|Thủ tướng|Ủy ban nhân dân|Uỷ ban nhân dân"
    r"|Hội đồng nhân dân|UBND|HĐND)"
    r"[^.;]{0,90}? ban hành (?:Luật|Nghị|Thông tư|Quyết định|Pháp lệnh|Chỉ thị|Bộ luật)"
)
_REACH = 12_000  # how long a preamble may be, in characters


@dataclass(frozen=True, slots=True)
class Zones:
    """The zones of one document, in positions of the repaired text."""

    operative: int
    annex: int
    footnotes: int

    def of(self, position: int) -> Zone:
        """The zone of a position."""
        if position >= self.footnotes:
            return "footnote"
        if position >= self.annex:
            return "annex"
        return "preamble" if position < self.operative else "body"


def find_zones(reading: Reading, after_title: int) -> Zones:
    """The zones; the preamble runs from the title to the operative text."""
    text = reading.text
    end = _operative(text, after_title, reading.body_end)
    annex = reading.body_end
    for match in _ANNEX.finditer(text, max(0, end - 1), reading.body_end):
        if match["issued_with"] or _SIGNED.search(text, max(0, match.start() - 2500), match.start() + 1):
            annex = match.start() + 1
            break
    return Zones(end, annex, reading.body_end)


def _operative(text: str, position: int, limit: int) -> int:
    """Where the operative text begins: the first heading, article or order, or behind "như sau:".

    Where there is none (a short letter), it begins behind the last recital of the opening.
    """
    recital, basis = position, True  # a list of documents right behind the title is one of recitals, too
    far = min(limit, position + _REACH)
    while position < far:
        stop = text.find("\n", position)
        stop = limit if stop < 0 else min(stop, limit)
        line = text[position:stop].strip()
        basis = (basis and (not line or _BASIS_ITEM.match(line) is not None)) or _BASIS.match(line) is not None
        if basis:
            recital = stop if line else recital
        elif _OPERATIVE.match(line):
            return position
        elif _LEADS_IN.search(line) or _ENACTS.match(line):
            return stop
        elif _RECITAL.match(line):
            recital = stop
        position = stop + 1
    return recital
