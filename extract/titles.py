"""Titles (trích yếu) after citations, and what stands inside them.

A title runs from its opening word ("về", "quy định", "ban hành", a quotation) to where the sentence of the citing
document goes on. A citation inside that stretch is ``within`` the one whose title it is; so is one in a qualifier ("được
sửa đổi, bổ sung bởi ...").
"""

from __future__ import annotations

import re

from extract.drafts import Draft
from extract.words import UPPER

_OPENS = re.compile(  # the words that open a title
    r"""(?:\s\((?:cũ|trước\sđây|nay\slà[^()\n]{0,120})\))?(?i:\s?,?\s?(?:về(?:\sviệc)?\s|v/v\s
      |(?:quy\sđịnh|ban\shành|phê\sduyệt|hướng\sdẫn|sửa\sđổi,?|bổ\ssung|bãi\sbỏ|công\sbố|phê\schuẩn|giao\schỉ|thông\squa|chấp\sthuận
         |triển\skhai|thực\shiện|tăng\scường|điều\schỉnh|phân\scấp|thành\slập|kiện\stoàn|đẩy\smạnh|tổ\schức|phát\striển|chấn\schỉnh
         |đề\snghị|giải\sthích|quản\slý|tổng\skết|sơ\skết|cải\scách|xây\sdựng|phòng|nâng\scao|thí\sđiểm|thi\shành|một\ssố)\s
      |(?:kế\shoạch|chương\strình|đề\sán|quy\schế|chiến\slược|danh\smục)\s(?=[^\W\d_]))
      |\s?,?\s?(?=[“"][^”"\n]{8,300}[”"]))""",
    re.VERBOSE,
)
_NARRATES = re.compile(  # small words after a citation with which the citing sentence goes on
    r"""\s(?:và|hoặc|để|thì|là|đã|được|có|còn|nêu|tại|theo|trong|cho|với|bằng|do|từ|đến|như|nhằm|gắn|đối|khi|nếu|trên|cùng|sang|vào|ra|hết|chưa
    |không|hiện|này|trước|sau|bảo\sđảm|đảm\sbảo|đạt|gồm|kèm|phải|cần|thay|cũng|đang|sẽ|mà|tới|của|kể|trừ|nay|đó|nói|trình|báo\scáo|gửi|đề\sra|xác\sđịnh
    |chỉ\sđạo|yêu\scầu|nhấn\smạnh|khẳng|góp|tiếp|nhất|đồng\sthời|bị|áp\sdụng|ghi|căn|giữa|tới|vẫn|cơ\sbản|phù|đặc|các|những|mới|cũ|lần|khóa|khoá|năm|ngày|tháng|số|đồng\sý|giao|thống\snhất|ban\shành\skèm|chuyển)(?!\w)""",
    re.VERBOSE,
)
_HARD_END = re.compile(  # every branch opens with a character, so that the scan skips all others
    r";(?!\s(?i:quy\sđịnh|hướng\sdẫn|sửa\sđổi|bổ\ssung|bãi\sbỏ|chế\sđộ)\s)|\n|\.(?=\s|$|/)"
    r"|\((?!\d{4}|(?i:khóa|khoá|lần)|\d\s|(?i:[IVX]+|[A-ZĐ]{2,10})\))|:|…|\.\.\."
)
_SOFT_END = re.compile(  # words with which the citing sentence goes on behind a title
    r"""\s(?:tập\strung\svào|cụ\sthể\snhư\ssau|như\ssau|với\scác\snội\sdung|trên\scơ\ssở\s(?:đó|chức)
        |(?:đã\s)?được\s(?:sửa\sđổi|thay\sthế|ban\shành|Quốc|bổ\ssung)|có\shiệu\slực|hết\shiệu\slực|chấm\sdứt\shiệu\slực
        |theo\skế\shoạch\scủa|(?:thực\shiện\s)?theo\squy\sđịnh\s(?:tại|của)|nhằm\s(?:tạo|bảo|đảm|góp)|đến\stoàn\sthể|tới\stoàn\sthể|trong\sđó|gắn\svới\s(?:thực\shiện|việc)
        |để\s(?:triển|bảo|kịp|xem)|và\s(?:ý\skiến|các\s(?:văn\sbản|quy\sđịnh|nội\sdung|nghị\squyết))|trên\sđịa\sbàn\shuyện(?=[,;.])|đạt\skết\squả)
      |,\s(?:góp\sphần|tạo\s|đồng\sthời|trong\sđó|lắng\snghe|đánh\sgiá|tập\strung|qua\sđó|từ\sđó|nhất\slà|đặc\sbiệt|kịp\sthời|gửi\s|báo\scáo
        |gắn\s(?:với|việc)|theo\sđó|cụ\sthể|nhằm|để\s|làm\s(?:cơ|căn)|với\s|trên\scơ\ssở|đảm\sbảo\s|bảo\sđảm\s(?:thực|đúng|kịp|chất)|tiếp\stục\s
        |chủ\sđộng|phấn\sđấu|xem\s|đề\snghị|yêu\scầu|phù\shợp|(?:đã\s)?được\s|đã\s|sau\skhi|do\s|căn\scứ|coi\s|nếu\s|khi\s|tuyên\struyền|phổ\sbiến
        |trừ\s|có\shiệu|hết\shiệu|cũng\snhư|nhận\sthức|không\s(?:để|ngừng)|các\s(?:văn\sbản|quy\sđịnh)|ý\skiến\scủa|nâng\scao\schất\slượng\svà)""",
    re.VERBOSE,
)
_PERIOD_COMMA = re.compile(
    r"(?:giai\sđoạn|nhiệm\skỳ|năm)\s?(?:\d{4}\s?[-–]\s?)?\d{4}\s?,(?!\s?(?:tầm\snhìn|định\shướng|có\stính|đến|giai\sđoạn|nhiệm\skỳ|năm))"
)
_ACTOR = re.compile(
    rf"\s(?:UBND|Ủy\sban\snhân\sdân|Uỷ\sban\snhân\sdân|Ban\s[A-ZĐTC]\w+\s\w+|HĐND|Sở\s[{UPPER}]\w+|Đảng\sủy|Huyện\sủy"
    rf"|Tỉnh\sủy|Thủ\stướng\sChính\sphủ|Chính\sphủ|Bộ\s[{UPPER}]\w+)(?:\s[^\s,;.]+){{0,5}}?\s(?:ban\shành|xây\sdựng"
    r"|yêu\scầu|đề\snghị|báo\scáo|thông\sbáo|triển\skhai|tổ\schức|đã|đề\sra|nhận\sthấy|có\sý\skiến)\s"
)
_NEW_ITEM = re.compile(r"(?:[,;]|\svà|\s?,\svà)\s(?:các\s)?$")
_QUALIFIER = re.compile(
    r"\s?[,(]?\s?(?:và\s)?(?:đã\s)?(?:được\s)?(?:sửa\sđổi|bổ\ssung|thay\sthế|hợp\snhất|đính\schính|hướng\sdẫn)"
    r"[^;.\n]{0,60}?(?:bởi|tại|theo|bằng|của)\s(?:[^;.\n]{0,80}\s)?$"
)
_QUALIFIER_OPENS = re.compile(
    r"\s?[,(]?\s?(?:và\s)?(?:đã\s)?được\s(?:sửa\sđổi|bổ\ssung|thay\sthế|hợp\snhất|đính\schính)"
    r"|\s?\((?:đã\s)?(?:được\s)?(?:sửa\sđổi|bổ\ssung)"
)
_KIN = re.compile(r"\s?(?:,|và|,\svà|;|hoặc)\s(?:các\s)?(?:[Ss]ố\s)?$")
_BEFORE_ITEM = re.compile(r"(?:\s?[,;]|\svà|\s?,\svà)\s(?:các\s)?$")
_LIMIT = 700  # of a title, in characters
_MOST_PARTS = 40  # citations that one title may hold


def find_titles(text: str, drafts: list[Draft]) -> None:
    """Set ``title`` and ``within`` of every draft. Linear: a title's stretch is bounded."""
    holders: list[int] = []
    for index, draft in enumerate(drafts):
        while holders and drafts[holders[-1]].reach <= draft.start:
            holders.pop()
        draft.within = holders[-1] if holders else _qualified(text, drafts, index)
        draft.title = _title(text, drafts, index) if draft.titled else None
        draft.reach = max(draft.end, draft.title[1] if draft.title else 0)
        if draft.within is not None and draft.dated and draft.end == drafts[draft.within].end:
            draft.undate()  # the date behind an amending law's name is that law's own
        holders.append(index)


def _title(text: str, drafts: list[Draft], index: int) -> tuple[int, int] | None:
    start = _opening(text, drafts, index)
    if start is None:
        return None
    limit = min(len(text), start + _LIMIT)
    if text[start] in '“"':
        close = text.find("”" if text[start] == "“" else '"', start + 1, limit)
        return (start, close + 1) if close > 0 else None
    end = _plain_end(text, start, limit)
    previous: Draft | None = None
    for other in drafts[index + 1 : index + _MOST_PARTS]:
        if other.start >= end:
            break
        gap = text[previous.end if previous else start : other.start]
        if _begins_item(gap, other, previous):
            end = _before_item(text, start, other.start)
            break
        end = max(other.end, _plain_end(text, other.end, min(len(text), other.end + _LIMIT)))
        previous = other
    while end > start and text[end - 1] in " ,\n":
        end -= 1
    return (start, end) if end > start else None


def _opening(text: str, drafts: list[Draft], index: int) -> int | None:
    """Where the title behind a draft starts, None where the citing sentence goes on at once."""
    draft = drafts[index]
    following = drafts[index + 1].start if index + 1 < len(drafts) else len(text)
    opened = _OPENS.match(text, draft.end)
    if opened is None:
        plain = (
            draft.body is not None
            and text[draft.end : draft.end + 1] == " "
            and text[draft.end + 1 : draft.end + 2].islower()
        )
        if not plain or _NARRATES.match(text, draft.end) or following <= draft.end + 3:
            return None
        return draft.end + 1
    if following < opened.end():
        return None
    start = draft.end
    if text.startswith(" (", start):
        start = text.index(")", start) + 1
    while start < opened.end() and text[start] in " ,\n":
        start += 1
    return start


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
        match = pattern.search(text, start, end)
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
    match = _BEFORE_ITEM.search(text, max(start, item - 12), item)
    return match.start() if match else item


def _qualified(text: str, drafts: list[Draft], index: int) -> int | None:
    """The citation whose qualifier ("được sửa đổi, bổ sung bởi ...") holds this one."""
    if index == 0:
        return None
    draft, before = drafts[index], drafts[index - 1]
    line = range(max(0, index - 8), index)
    tail = max(drafts[i].reach for i in line)
    if tail <= draft.start <= tail + 160:
        gap = text[tail : draft.start]
        if _QUALIFIER_OPENS.match(gap) and _QUALIFIER.search(gap):
            return _qualifies(drafts, index)
    if before.within is not None and _KIN.fullmatch(text[before.reach : draft.start]):
        holder = drafts[before.within]
        if holder.reach <= before.start and _QUALIFIER_OPENS.match(text, holder.reach):
            return before.within
    return None


def _qualifies(drafts: list[Draft], index: int) -> int:
    """Of the citations that end before a qualifier, the one of the same kind as the amending one, else the outermost."""
    chain = [index - 1]
    while (holder := drafts[chain[-1]].within) is not None:
        chain.append(holder)
    return next((i for i in chain if drafts[i].label == drafts[index].label), chain[-1])
