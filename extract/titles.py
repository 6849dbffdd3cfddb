"""Titles (trích yếu) after citations, and what stands inside them.

A title runs from its opening word ("về", "quy định", "ban hành", a quotation) to where the sentence of the citing
document goes on. A citation inside that stretch is ``within`` the one whose title it is; so is one in a qualifier ("được
sửa đổi, bổ sung bởi ...").
"""

from __future__ import annotations

import re

from extract.citations import Draft
from extract.words import UPPER

_OPENS = re.compile(
    rf"""\s?,?\s?(?:(?:[Vv]ề|v/v|V/v|VỀ)(?:\s(?:việc|VIỆC))?\s
      |(?:[Qq]uy\sđịnh|[Bb]an\shành|[Pp]hê\sduyệt|[Hh]ướng\sdẫn|[Ss]ửa\sđổi|[Bb]ổ\ssung|[Bb]ãi\sbỏ|[Cc]ông\sbố|[Pp]hê\schuẩn|[Gg]iao\schỉ|[Tt]hông\squa|[Cc]hấp\sthuận|[Tt]riển\skhai|[Tt]hực\shiện|[Tt]ăng\scường|[Đđ]iều\schỉnh|[Pp]hân\scấp|[Tt]hành\slập|[Kk]iện\stoàn|[Đđ]ẩy\smạnh|[Tt]ổ\schức|[Pp]hát\striển|[Ch]ấn\schỉnh|[Cc]huyển|[Đđ]ề\snghị|[Gg]iải\sthích|[Qq]uản\slý|[Tt]ổng\skết|[Ss]ơ\skết|[Cc]ải\scách|[Xx]ây\sdựng|[Pp]hòng|[Nn]âng\scao)\s
      |(?:[Kk]ế\shoạch|[Cc]hương\strình|[Đđ]ề\sán|[Qq]uy\schế|[Cc]hiến\slược|[Dd]anh\smục)\s(?=[^\W\d_])
      |(?=[“"][^”"\n]{{8,300}}[”"])|\(?(?=[Vv]/v\s))""",
    re.VERBOSE,
)
_HARD_END = re.compile(r";|\n|\.(?=\s|$|/)|\s?\((?!\s?(?:\d{4}|khóa|khoá|sau\sđây\sviết|[A-Z]{2,10}\)))|:|…|\.\.\.", re.IGNORECASE)
_SOFT_END = re.compile(
    r"""\s(?:tập\strung\svào|cụ\sthể\snhư\ssau|như\ssau|với\scác\snội\sdung|trên\scơ\ssở\s(?:đó|chức)|được\s(?:sửa\sđổi|thay\sthế|ban\shành|Quốc)|đã\sđược|có\shiệu\slực|hết\shiệu\slực|theo\skế\shoạch\scủa|nhằm\s(?:tạo|bảo|đảm|góp)|đến\stoàn\sthể|tới\stoàn\sthể|trong\sđó|gắn\svới\sthực\shiện|gắn\svới\sviệc|để\s(?:triển|tổ|bảo|kịp|xem)|và\s(?:hướng\sdẫn|quy\sđịnh|chỉ\sđạo|ý\skiến|các\s(?:văn\sbản|quy\sđịnh|nội\sdung|nghị\squyết))|trên\sđịa\sbàn\shuyện(?=[,;.]))
      |,\s(?:góp\sphần|tạo\s|đồng\sthời|trong\sđó|lắng\snghe|đánh\sgiá|tập\strung|qua\sđó|từ\sđó|nhất\slà|đặc\sbiệt|kịp\sthời|gửi\s|báo\scáo|gắn\s(?:với|việc)|theo\sđó|cụ\sthể|nhằm|để\s|làm\s(?:cơ|căn)|với\s|trên\scơ\ssở|đảm\sbảo\s|bảo\sđảm\s(?:thực|đúng|kịp|chất)|tiếp\stục\s|chủ\sđộng|phấn\sđấu|xem\s|đề\snghị|yêu\scầu|phù\shợp|được\s|đã\s|sau\skhi|do\s|căn\scứ|coi\s|nếu\s|khi\s|tuyên\struyền|phổ\sbiến|trừ\s|có\shiệu|hết\shiệu|cũng\snhư|nhận\sthức|không\s(?:để|ngừng)|các\s(?:văn\sbản|quy\sđịnh))""",
    re.VERBOSE,
)
_PERIOD_COMMA = re.compile(r"(?:giai\sđoạn|nhiệm\skỳ|năm)\s?(?:\d{4}\s?[-–]\s?)?\d{4}\s?,(?!\s?(?:tầm\snhìn|định\shướng|có\stính|đến|giai\sđoạn|nhiệm\skỳ|năm))")
_ACTOR = re.compile(
    rf",?\s(?:UBND|Ủy\sban\snhân\sdân|Uỷ\sban\snhân\sdân|Ban\s[A-ZĐTC]\w+\s\w+|HĐND|Sở\s[{UPPER}]\w+|Đảng\sủy|Huyện\sủy|Tỉnh\sủy|Thủ\stướng\sChính\sphủ|Chính\sphủ|Bộ\s[{UPPER}]\w+)(?:\s[^\s,;.]+){{0,5}}?\s(?:ban\shành|xây\sdựng|yêu\scầu|đề\snghị|báo\scáo|thông\sbáo|triển\skhai|tổ\schức|đã|đề\sra)\s"
)
_NEW_ITEM = re.compile(r"(?:[,;]|\svà|\s?,\svà)\s(?:các\s)?$")
_QUALIFIER = re.compile(
    r"\s?[,(]?\s?(?:đã\s)?(?:được\s)?(?:sửa\sđổi|bổ\ssung|thay\sthế|hợp\snhất|đính\schính|hướng\sdẫn)[^;.\n]{0,60}?(?:bởi|tại|theo|bằng|của)\s(?:[^;.\n]{0,80}\s)?$"
)
_QUALIFIER_OPENS = re.compile(r"\s?[,(]?\s?(?:đã\s)?được\s(?:sửa\sđổi|bổ\ssung|thay\sthế|hợp\snhất|đính\schính)|\s?\((?:đã\s)?(?:được\s)?(?:sửa\sđổi|bổ\ssung)")
_KIN = re.compile(r"\s?(?:,|và|,\svà|;|hoặc)\s(?:các\s)?(?:[Ss]ố\s)?$")
_NAMED_INSIDE = re.compile(r"(?:của|theo|tại|thi\shành|thực\shiện|về|quy\sđịnh|tại\scác|của\scác|hướng\sdẫn|cho|trong|sung|đổi|bỏ|thế|khai|Nghị\squyết|và|,)\s(?:các\s)?$")
_LIMIT = 700


def find_titles(text: str, drafts: list[Draft]) -> None:
    """Set ``title`` and ``within`` of every draft. Linear: each stretch between two drafts is read once per depth."""
    holders: list[int] = []
    for index, draft in enumerate(drafts):
        while holders and not _holds(text, drafts, holders, index):
            holders.pop()
        if holders:
            draft.within = holders[-1]
        elif (qualified := _qualified(text, drafts, index)) is not None:
            draft.within = qualified
        draft.title = _title(text, drafts, index)
        if draft.title is not None:
            holders.append(index)
    for index, draft in enumerate(drafts):  # a title ends where the next item of its own list begins
        if draft.title and draft.title[0] >= draft.title[1]:
            draft.title = None


def _holds(text: str, drafts: list[Draft], holders: list[int], index: int) -> bool:
    holder = drafts[holders[-1]]
    return holder.title is not None and holder.title[0] <= drafts[index].start < holder.title[1]


def _title(text: str, drafts: list[Draft], index: int) -> tuple[int, int] | None:
    draft = drafts[index]
    opened = _OPENS.match(text, draft.end)
    if opened is None or (index + 1 < len(drafts) and drafts[index + 1].start < opened.end()):
        return None
    start = draft.end
    while start < opened.end() and text[start] in " ,\n":
        start += 1
    if text[start : start + 1] == "(":
        start += 1
    limit = min(len(text), start + _LIMIT)
    if text[start] in "“\"":
        close = text.find("”" if text[start] == "“" else '"', start + 1, limit)
        return (start, close + 1) if close > 0 else None
    end = _plain_end(text, start, limit)
    position = index + 1
    inside: list[int] = []
    while position < len(drafts) and drafts[position].start < end:
        other = drafts[position]
        gap = text[max(start, drafts[position - 1].end if inside else start) : other.start]
        if _begins_item(gap, other, drafts[position - 1] if inside else None):
            end = _before_item(text, start, other.start)
            break
        inside.append(position)
        end = max(other.end, _plain_end(text, other.end, min(len(text), other.end + _LIMIT)))
        position += 1
    while end > start and text[end - 1] in " ,\n":
        end -= 1
    return (start, end)


def _plain_end(text: str, start: int, limit: int) -> int:
    """The end of a title that starts at ``start``, by punctuation and by the words that open the next clause."""
    end = limit
    position = start
    while position < limit:
        match = _HARD_END.search(text, position, end)
        if match is None:
            break
        if match[0] == "." and text[match.start() - 2 : match.start()] in {"TP", "Tp"}:
            position = match.end()
            continue
        end = match.start()
        break
    for pattern in (_SOFT_END, _ACTOR):
        match = pattern.search(text, start + 3, end)
        if match:
            end = match.start()
    match = _PERIOD_COMMA.search(text, start, end + 1)
    if match and match.end() - 1 < end:
        end = match.end() - 1
    return end


def _begins_item(gap: str, other: Draft, previous: Draft | None) -> bool:
    """Whether a citation in a title's stretch is the next item of the outer list rather than a part of the title.

    A part follows a small word ("của Luật ..."), or continues a list of parts of its own kind ("Nghị định A và Nghị
    định B"); what follows a comma, a semicolon or "và" otherwise is the next item.
    """
    if not _NEW_ITEM.search(gap[-12:]):
        return False
    if previous is not None and _KIN.fullmatch(gap) and previous.label == other.label:
        return gap.strip() == "," and other.dated and not previous.dated
    return True


def _before_item(text: str, start: int, item: int) -> int:
    end = item
    match = re.compile(r"(?:\s?[,;]|\svà|\s?,\svà)\s(?:các\s)?$").search(text, max(start, item - 12), item)
    return match.start() if match else end


def _qualified(text: str, drafts: list[Draft], index: int) -> int | None:
    """The citation whose qualifier ("được sửa đổi, bổ sung bởi ...") holds this one."""
    draft = drafts[index]
    previous = index - 1
    if previous < 0:
        return None
    before = drafts[previous]
    tail = before.title[1] if before.title else before.end
    if tail > draft.start or draft.start - tail > 160:
        return None
    gap = text[tail : draft.start]
    if _QUALIFIER_OPENS.match(gap) and _QUALIFIER.search(gap):
        return previous if before.within is None or drafts[before.within].title is not None else before.within
    if before.within is not None and drafts[before.within].end <= before.start and _KIN.fullmatch(gap):
        holder = drafts[before.within]
        opening = text[holder.title[1] if holder.title else holder.end : before.start]
        if _QUALIFIER_OPENS.match(opening):
            return before.within
    return None
