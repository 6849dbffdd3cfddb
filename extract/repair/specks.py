"""Specks of a picture that its recognition read as marks, between words that go on as if they were not there.

::

    quản lý dự toán. ngân sách     Bộ Xây dựng. quy định     số.1247/KH-UBND     số-87/QĐ-TTg     ngày 15.tháng 6

No sentence opens in small letters but where all is typed so, which a verb that ends an act or "quyết định này" tells,
and nothing stands between "số" and a serial but a colon. A blank stands for a
speck, so that every position stays what it is.
"""

from __future__ import annotations

import re

from extract.vocabulary import rows
from extract.words import LOWER, UPPER, any_of
from ontology import table

_ACCENTED = LOWER.removeprefix("a-z")  # no address of a page has one
_CHANGING = {"repeals", "supersedes", "suspends", "amends"}
_VERBS = {re.split(r" ?[\[(]", row["words"])[0] for row in rows("cues") if row["meaning"] in _CHANGING} - {""}
_THIS = {f"{row['label'].lower()} này" for row in table("types")}
#: With these a sentence begins that is typed in small letters: "bãi bỏ", "quyết định này", "điều 2".
_SENTENCE = rf"(?:(?!(?<=đổi\.)[ ]?bổ[ ]sung)[ ]?{any_of(sorted(_VERBS | _THIS))}(?!\w)|[ ]?điều[ ]\d)"
_STOP = re.compile(  # what follows is looked at first, for nearly every stop ends a line or stands before a capital
    rf"""\.(?: (?=[ ][{LOWER}]{{2}})(?<=[{LOWER}]{{2}}\.)(?![ ](?:com|vn|gov|org|net|edu)\b)
          | (?=[{LOWER}]{{2}})(?:(?<=[{LOWER}][{_ACCENTED}]\.)|(?<=[{LOWER}][{_ACCENTED}][{LOWER}]\.))
            (?![{LOWER}]{{2,5}}[./])
          | (?<=[ ]\.)(?=[ ](?:[{LOWER}]{{2}}|Chính[ ](?:trị|phủ)))
          | (?<=\d\.)(?=\s?(?:tháng|năm)\s\d) | (?<=[sS]ố\.)(?=\s?\d{{1,5}}\s?[/-]))(?!{_SENTENCE})""",
    re.VERBOSE,
)
_MARKS = "`'‘’~ˆ¬¿^°·_!*"  # that nobody sets alone between two words
_SPECKS = tuple(  # each opens with a letter or a mark, which is fast to find
    re.compile(pattern, re.VERBOSE)
    for pattern in (
        rf"-(?:(?<=[sS]ố-)(?=\d{{1,5}}\s?/)|(?<=[{UPPER}]-)(?=ngày\s\d)|(?<=\snăm-)(?=\s\d{{4}}))",
        rf""":(?:(?<=[{UPPER}{LOWER}][ ]:)(?=[ ](?:Thành[ ]phố|[Tt]ỉnh|[Hh]uyện|[Qq]uận|[Xx]ã|[Pp]hường)[ ][{UPPER}])
          |(?<=[ ]một:|[ ]của:)(?=[ ][{LOWER}]{{2}})|(?<=iên[ ]Bộ:)(?=[ ][{UPPER}])|(?<=\snăm:)(?=\s\d{{4}}))""",
        r"[)\]}](?<=[sS][ốô][ ].)(?=[ ]\d{1,5}\s?/)",
        rf"ủa(?<=của)\s?[-–.:;,{_MARKS}]{{1,3}}\s?(?=[{UPPER}])",
        rf"ày(?<=gày)\s?[-–.:;,{_MARKS}][-–.:;,{_MARKS}\s]{{0,5}}(?=\d{{1,2}}\s?(?:/|[.-]\d|th\wng))",
    )
)
"""Between words and what they await: "số-87", "UBND : Thành phố", "của .Sở Nội vụ", "ngày _. 15/7"."""
_ALONE = {
    mark: re.compile(rf" {re.escape(mark)} (?<=[{LOWER}{UPPER},\d] {re.escape(mark)} )(?=[{LOWER}\d])")
    for mark in _MARKS
}
_BEFORE_DAY = re.compile(rf'gày(?:(?<=[{UPPER}][.:“"]ngày)|(?<=[{UPPER}][.:“"]\sngày))(?=\s\d)')


def without_specks(source: str) -> str:
    """``source`` with blanks for specks."""
    source = _STOP.sub(" ", source)
    alone = (one for mark, one in _ALONE.items() if mark in source)  # one letter is told at once, and most are nowhere
    found = [one.span() for pattern in (*_SPECKS, *alone) for one in pattern.finditer(source)]
    days = (day.start() - len("n") for day in _BEFORE_DAY.finditer(source))
    ends = (day - source[day - 1].isspace() for day in days)
    found += [(end - 1, end) for end in ends]
    if not found:
        return source
    pieces, end = [], 0
    for start, stop in sorted(found):
        if start >= end:
            pieces += [source[end:start], *(one if one.isalpha() else " " for one in source[start:stop])]
            end = stop
    return "".join((*pieces, source[end:]))
