"""Titles before what is cited: that of a bracket that numbers documents, said of each in it, and that of a document
which is cited by type, issuer and day.

::

    Nghị định của Chính phủ quy định về hội (số 45/2030/NĐ-CP ngày 21/4/2030 và số 33/2032/NĐ-CP ngày 13/4/2032)
    Tờ trình về việc tách thôn của Ủy ban nhân dân xã Tú Xuyên ngày 3/5/2031
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from extract.bodies.mentioned import find_body
from extract.bodies.named import Named
from extract.clauses import last_sentence, line_start
from extract.mentions.drafts import Draft
from extract.mentions.openings import opened
from extract.mentions.type_words import type_before

_OPENS = ("(số ", "(Số ")
_ITEM = ("số ", "Số ")
_LONGEST_SO = len(_OPENS[0])
_OF = " của "
_REACH = 400  # from the type to the bracket, in characters
_FEWEST_BLANKS = 2  # in a title


class _Head(NamedTuple):
    """The type, the issuer and the title that stand before a bracket."""

    code: str
    body: Named
    title: tuple[int, int]


def with_heads(text: str, drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts; those in such a bracket that name neither issuer nor title have those of its head."""
    found = [*drafts]
    head: _Head | None = None
    end = 0
    for index, one in enumerate(drafts):
        before = text[one.start - _LONGEST_SO : one.start] if one.start > _LONGEST_SO else ""
        if before in _OPENS:
            head = _head(text, one.start - _LONGEST_SO)
        elif before[1:] not in _ITEM or ")" in text[end : one.start]:
            head = None
        if one.number is None and one.named is None and one.title is None and one.label and one.body:
            title = _between(text, one.start + len(one.label), one.body.start - len(_OF))
            found[index] = one._replace(title=title)
        elif head and one.number and one.type == head.code and one.title is None and one.within is None:
            issued = one if one.body else one._replace(body=head.body, recalled=True)
            found[index] = issued._replace(title=head.title)
        end = one.end
    return found


def _between(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The title between the type and the issuer: "Tờ trình về việc tách thôn của Ủy ban nhân dân xã ngày ..."."""
    told = start < end and opened(text, start) is not None and text.count(" ", start + 1, end) >= _FEWEST_BLANKS
    return (start + 1, end) if told else None


def _head(text: str, bracket: int) -> _Head | None:
    """What stands before a ``bracket`` of its own sentence: the last type, by whom, and the title behind it."""
    begin = max(0, bracket - _REACH)
    begin = max(begin, last_sentence(text, max(begin, line_start(text, bracket)), bracket))
    at = bracket
    while (at := text.rfind(_OF, begin, at)) > 0:
        typed = type_before(text, begin, at)
        body = find_body(text, at + len(_OF)) if typed and text[typed.start].isupper() else None
        if typed and body:
            title = (body.end + 1, bracket - 1)
            told = body.end < bracket and text.count(" ", *title) >= _FEWEST_BLANKS and ";" not in text[slice(*title)]
            return _Head(typed.code, body, title) if told else None
    return None
