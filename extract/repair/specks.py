"""Specks of a picture that its recognition read as marks, between words that go on as if they were not there.

::

    quản lý dự toán. ngân sách     Bộ Xây dựng. quy định     số.1247/KH-UBND     số-87/QĐ-TTg     ngày 15.tháng 6

No sentence opens in small letters, and nothing stands between "số" and a serial but a colon. A blank stands for a
speck, so that every position stays what it is.
"""

from __future__ import annotations

import re

from extract.words import LOWER, UPPER

_ACCENTED = LOWER.removeprefix("a-z")  # no address of a page has one
_STOP = re.compile(  # what follows is looked at first, for nearly every stop ends a line or stands before a capital
    rf"""\.(?: (?=[ ][{LOWER}]{{2}})(?<=[{LOWER}]{{2}}\.)(?![ ](?:com|vn|gov|org|net|edu)\b)
          | (?=[{LOWER}]{{2}})(?:(?<=[{LOWER}][{_ACCENTED}]\.)|(?<=[{LOWER}][{_ACCENTED}][{LOWER}]\.))
            (?![{LOWER}]{{2,5}}[./])
          | (?<=[ ]\.)(?=[ ](?:[{LOWER}]{{2}}|Chính[ ](?:trị|phủ)))
          | (?<=\d\.)(?=\s?(?:tháng|năm)\s\d) | (?<=[sS]ố\.)(?=\s?\d{{1,5}}\s?[/-]))""",
    re.VERBOSE,
)
_HYPHEN = re.compile(rf"-(?:(?<=[sS]ố-)(?=\d{{1,5}}\s?/)|(?<=[{UPPER}]-)(?=ngày\s\d))")
_COLON = re.compile(  # "UBND : Thành phố Hà Nội"
    rf":(?<=[{UPPER}{LOWER}] :)(?= (?:Thành phố|[Tt]ỉnh|[Hh]uyện|[Qq]uận|[Xx]ã|[Pp]hường) [{UPPER}])"
)
_RUN_IN = re.compile(rf":(?<=sau:) (?=[IVX]{{1,3}}\s?\.\s?[{UPPER}]{{2}})")  # a part's heading: "như sau: I.MỤC ĐÍCH"


def without_specks(source: str) -> str:
    """``source`` with blanks for specks, and with a heading that was run into the line above it on its own."""
    return _RUN_IN.sub(":\n", _COLON.sub(" ", _HYPHEN.sub(" ", _STOP.sub(" ", source))))
