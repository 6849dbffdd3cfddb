"""Where titles end by what stands around them: a recital that goes on, the bodies that act behind a title, a bracket
that closes around both, and the day and the issuer that some write behind.

::

    Căn cứ Nghị quyết A về rút ngắn nhiệm kỳ; ngày bầu cử;     ... quy định về chợ, Bộ trưởng Bộ B ban hành ...
    (kèm theo Thông tư A quy định về chợ)                      Thông tư A quy định về chợ ngày 19/6/2031 của Bộ B
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract import dates
from extract.bodies.acting import OPENING_ACT
from extract.bodies.mentioned import find_body
from extract.clauses import line_start
from extract.mentions.drafts import Issued
from extract.vocabulary import words_of
from extract.words import any_of, occurrences
from ontology import table
from ontology.symbols import issuer_of

_TYPE_LINES = tuple(f"\n{row['label'].upper()}\n" for row in table("types"))
_RECITAL = any_of(words_of("lines", "basis", "recital"))
#: How a line opens that recites; ``basis``: as one that does nothing else does.
RECITES = re.compile(rf"\n?[-–•+*\s]{{0,4}}(?:(?P<basis>{any_of(words_of('lines', 'basis'))})|{_RECITAL})\s")
_OPENS_NEXT = re.compile(  # behind a semicolon in a recital: "theo kết quả thẩm định", "ý kiến của Bộ Tài chính"
    rf"\s(?:(?i:{_RECITAL}|{any_of(words_of('titles', 'asked'))}\scủa|theo)(?!\w))"
)
_REACH = 700  # of a title, in characters
_PAIRS = (("(", ")"), ("“", "”"))
_LONGEST_MARK = 2  # of an item: "điểm a)", "12)"
_DAY, _OF, _ISSUED = " ngày ", " của ", " ban hành"
_ISSUED_BY = tuple(f" {words} " for words in words_of("titles", "issued_by"))
_WHOLE = len("2031-01-31")


def is_recital(text: str, position: int) -> bool:
    """Whether the line of a position recites a basis and does nothing else: it opens so, a semicolon ends it, or the
    next line goes on reciting; or it is the title under the document's type."""
    end = text.find("\n", position)
    if end < 0 or text[end - 1] == ".":
        return False
    start = line_start(text, position)
    opens = RECITES.match(text, start)
    if opens is None:
        return text.endswith(_TYPE_LINES, 0, start)  # the document's own title
    following = RECITES.match(text, end)
    return (text[end - 1] == ";" and (opens["basis"] or following) is not None) or bool(
        following and following["basis"]
    )


def lists_more(text: str, at: int, following: int) -> bool:
    """Whether what stands between a semicolon in a recital and the next one goes on with the title before it: no next
    citation, which begins at ``following``, and no next basis."""
    end = min(len(text), at + _REACH)
    first = at + 1 + (text[at + 1 : at + 2] == "\n" and text[at + 2 : at + 3].islower())  # a title's next line
    stop = min((place for mark in ";\n" if (place := text.find(mark, first, end)) >= 0), default=end)
    goes_on = first < stop <= following and any(map(str.isalpha, text[first:stop]))
    return goes_on and _OPENS_NEXT.match(text, at + 1) is None


def before_actor(text: str, start: int, end: int) -> int:
    """The end of a title before a comma and the body that acts on it: ", Văn phòng Trung ương Đảng hướng dẫn ..."."""
    first = joined = -1  # the comma before the first of joint bodies, and where the last one of them ends
    for comma in occurrences(", ", text, start):
        if comma >= end:
            break
        body = find_body(text, comma + len(", ")) if text[comma + 2 : comma + 3].isupper() else None
        if body is None:
            continue
        first = first if comma == joined else comma
        if OPENING_ACT.match(text, body.end + 1):
            return first
        joined = body.end
    return end


def before_unopened(text: str, start: int, limit: int, before: str = "") -> int:
    """Where, up to ``limit``, a bracket or a quotation closes that has opened before ``start``; else the limit.

    A mark that opens as it closes has opened only right ``before`` the citation.
    """
    if before == '"' and (at := text.find(before, start, limit)) >= 0:
        limit = at
    stretch = text[start:limit]
    if ")" not in stretch and "”" not in stretch:
        return limit  # as most do
    for opens, closes in _PAIRS:
        at = text.find(closes, start, limit)
        while at >= 0:
            if text.count(opens, start, at) <= text.count(closes, start, at) and not _is_item(text[start:at]):
                limit = at
                break
            at = text.find(closes, at + 1, limit)
    return limit


def _is_item(words: str) -> bool:
    """Whether words end with the letter or the figure of an item."""
    mark = words[-4:].rpartition(" ")[2]
    return 0 < len(mark) <= _LONGEST_MARK and (mark.isdigit() or (len(mark) == 1 and mark.islower()))


def _issued_by(text: str, one: Issued, at: int) -> Issued:
    """What is cited with the body at ``at`` that issued it and the day: "được Chính phủ ban hành ngày 19/10/2031"."""
    body = find_body(text, at)
    issued = body is not None and text.startswith(_ISSUED, body.end)
    day = dates.AFTER.match(text, body.end + len(_ISSUED)) if issued and body else None
    date = dates.date_of(day) if day else None
    year = one.number.value.year if one.number else None
    if date is None or (year and year != date[:4]):
        return one
    return one._replace(date=date, dated=True, body=one.body or body)


def day_behind(
    text: str, one: Issued, title: tuple[int, int], following: Sequence[Issued]
) -> tuple[tuple[int, int], Issued]:
    """A title before the day, and the issuer, that stand behind it, and what is cited with these.

    The symbol must name the issuer, or "ban hành" stand before the day, for titles tell days, too: "về cuộc họp ngày
    05/6/2031 của Thủ tướng Chính phủ".
    """
    start, end = title
    if by := next((len(word) for word in _ISSUED_BY if text.startswith(word, end)), 0):
        return title, _issued_by(text, one, end + by)
    at = text.rfind(_DAY, start, end)
    day = dates.AFTER.match(text, at) if at > 0 else None
    date = dates.date_of(day) if day else None
    if day is None or date is None or len(date) < _WHOLE or one.number is None:
        return title, one
    value = one.number.value
    if value.year and value.year != date[:4]:
        return title, one
    body = find_body(text, day.end() + len(_OF)) if text.startswith(_OF, day.end()) else None
    told = issuer_of(value.issuers[-1]) if body and value.issuers else None
    issued = text.endswith(_ISSUED, start, at)
    if not issued and (told is None or body is None or not body.head.endswith(told.body)):
        return title, one
    if (body.end if body else day.end()) < end or any(other.start < at < other.end for other in following):
        return title, one  # the title goes on behind, or the day is that of a citation in it
    behind = one._replace(date=date, dated=True, body=one.body or body)
    return (start, at - len(_ISSUED) * issued), behind
