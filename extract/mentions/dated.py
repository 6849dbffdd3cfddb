"""Documents cited without a number by who issued them and when.

::

    Báo cáo thẩm định ngày 23/7/2031 của Phòng Tài chính     quyết định của Ban Bí thư ngày 6/5/1975
    Căn cứ tờ trình về việc tách thôn của Ủy ban nhân dân xã Tú Xuyên ngày 3/5/2031
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract import dates
from extract.bodies.mentioned import find_body
from extract.bodies.named import Named
from extract.mentions.drafts import Issued
from extract.mentions.type_words import types_by_label
from extract.vocabulary import words_of
from extract.words import any_of, lowered, occurrences

_DAY, _OF = "ngày ", " của "
_CITES = any_of(
    (*(words.lower() for words in words_of("lines", "basis", "recital")), *words_of("around_numbers", "cites"))
)
_TYPE = re.compile(  # what a sentence rests on, or a list goes on with; then words of its title
    rf"(?:(?<!\w){_CITES}|[,;])\s(?P<type>{any_of(types_by_label())})(?!\w)(?P<about>(?:\s\w+)*)$"
)
_LONGEST_QUALIFIER = 4  # words between type and day: "Báo cáo thẩm định ngày ..."
_ISSUED = ("", "ban hành", "ký")
_REACH = 240  # before the day, in characters


def find_dated(text: str) -> Iterator[Issued]:
    """All such mentions, in order. Linear in the length of the text."""
    small = lowered(text)
    for at in occurrences(_DAY, small):
        if text[at - 2 : at - 1].isupper() or text[at - 2 : at - 1].isdigit():
            continue  # the end of a number, as before most days
        first = max(0, at - _REACH)
        word = text[text.rfind(" ", first, at - 1) + 1 or first : at - 1]
        day = None if "/" in word and word[0].isdigit() else dates.AFTER.match(text, at)  # "33/CT-TTg"
        if day is None:
            continue
        begin = max(0, at - _REACH, small.rfind("\n", 0, at) + 1)
        body, of = _before(text, small, begin, at)
        typed = _TYPE.search(small, begin, of)
        if typed is None:
            continue
        end = day.end()
        if body is None:
            body = find_body(text, end + len(_OF)) if text.startswith(_OF, end) else None
            if body is None or len(typed["about"].split()) > _LONGEST_QUALIFIER:
                continue
            end = body.end
        code, label = types_by_label()[typed["type"]]
        yield Issued(typed.start("type"), end, code, label, date=dates.date_of(day), dated=True, body=body)


def _before(text: str, small: str, begin: int, at: int) -> tuple[Named | None, int]:
    """The body right before the day at ``at`` and where "của" before it stands; None and where the day does."""
    of = small.rfind(_OF, begin, at)
    while of >= 0:
        body = find_body(text, of + len(_OF))
        if body is not None and text[body.end : at].strip(" ,") in _ISSUED:
            return body, of
        of = small.rfind(_OF, begin, of)
    return None, len(small[:at].rstrip(" ,")) if small[at - 1] == "," else at - 1
