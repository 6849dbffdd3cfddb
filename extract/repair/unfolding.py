"""A document that a page ran together in one line, unfolded: its letterhead and paragraphs on lines of their own again.

::

    ỦY BAN NHÂN DÂN CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM XÃ YÊN SƠN Độc lập - Tự do - Hạnh phúc Số: 5/KH-UBND ...

A blank becomes the break that it was, so that every position stays what it is.
"""

from __future__ import annotations

import re

from extract.words import LOWER, UPPER, any_of
from ontology import table

_MOTTO = re.compile(r"CỘNG (?:H(?:ÒA|OÀ) XÃ HỘI|(?<=ĐẢNG CỘNG )SẢN VIỆT NAM)")
_CELL = frozenset("|<\t")  # of a table, which has lines of its own
_LONG = 160  # a line that holds more than a motto, in characters
_REACH = 400  # how far behind the motto the day of issue stands, in characters
_OPENING = 3_000  # how far behind it the one who decides stands, in characters
_DAY = re.compile(  # and the number, where it stands behind the day
    r"ngày[\s\d.…]{1,12}tháng[\s\d.…]{1,12}năm[\s.…]{1,4}(?:\d{4})?(?:\s{1,3}\*?\s?Số\s?:?\s?\d[^\s]{2,30}(?=\s))?"
)
_NAME = rf"[{UPPER}](?:[{LOWER}][\w’']{{0,12}})?"
_LETTERHEAD = re.compile(
    rf"""\s(CỘNG\ H[ÒO][ÀA]\ XÃ\ HỘI\ CHỦ\ NGHĨA\ VIỆT\ NAM(?!\w)|ĐẢNG\ CỘNG\ SẢN\ VIỆT\ NAM(?!\w)
        |Độc\ lập\s?[-–]\s?Tự\ do\s?[-–]\s?Hạnh\ phúc|Số\s?:?\s?[\d/.…]
        |(?:TP\.\s?)?{_NAME}(?:\s{_NAME}){{0,3}}\s?,\s?ngày\s)""",
    re.VERBOSE,
)
_DECIDES = re.compile(
    rf"\s((?:CHỦ TỊCH )?(?:[ỦU][YỶ] BAN|HỘI ĐỒNG|BỘ TRƯỞNG|BAN|GIÁM ĐỐC)\s[{UPPER}\s,]{{3,80}}\s[-–]?\s?Căn cứ)"
)
_TEXT = re.compile(
    rf"""\s(?=(?:[-–+]\s)?Căn\ cứ\s|(?:Xét|Theo)\ đề\ nghị\s|Thực\ hiện\ (?:Luật|Nghị|Quyết|Kế|Chỉ|Công|Kết|Thông)
        |Nơi\ nhận\s?:|[Vv]/v\s|Kính\ gửi\s?:|QUYẾT\ (?:ĐỊNH|NGHỊ)\s?:|Điều\ \d{{1,3}}\s?[.:]\s|Chương\ [IVX\d]{{1,5}}\s
        |(?:[IVX]{{1,5}}|[A-H])\s?[.)]\s[{UPPER}])
      |(?<=[;:.,])\s(?=[-–•+]\s[{UPPER}\d])
      |(?<!\b[ĐđM][iụ].[uc])(?<!hoản)\s(?=\d{{1,2}}(?:\.\d{{1,2}})?[.)]\s[{UPPER}])
      |(?<=như\ sau:)\s|(?<=QUYẾT\ ĐỊNH:)\s|(?<=QUYẾT\ NGHỊ:)\s""",
    re.VERBOSE,
)
_TYPE = re.compile(rf"\s{{1,3}}({any_of(row['label'].upper() for row in table('types'))})\s")


def unfold(source: str) -> str:
    """``source`` with breaks for blanks where its letterhead stands in one line with what follows."""
    motto = _MOTTO.search(source)
    if motto is None:
        return source
    start, end = source.rfind("\n", 0, motto.start()) + 1, source.find("\n", motto.end())
    end = len(source) if end < 0 else end
    day = _DAY.search(source, motto.end(), min(end, motto.end() + _REACH)) if end - start > _LONG else None
    if day is None or not _CELL.isdisjoint(source[start : day.end()]):
        return source
    behind = source[day.end() : end]
    typed = _TYPE.match(behind)
    if typed:
        behind = f"\n{behind[1 : typed.end() - 1]}\n{behind[typed.end() :]}"
    behind = _DECIDES.sub(r"\n\1", behind[:_OPENING]) + behind[_OPENING:]
    letterhead = _LETTERHEAD.sub(r"\n\1", source[start : day.end()])
    return "".join((source[:start], letterhead, _TEXT.sub("\n", behind), source[end:]))
