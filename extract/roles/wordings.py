"""New wording (nội dung được sửa đổi, bổ sung) that an amending act gives another: ``... như sau: “2. Thực hiện ...”``.

What is cited in it is cited by the amended act; for the amending one it decides nothing.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from extract.clauses import QUOTED
from extract.roles.cues import forms_of
from extract.words import any_of

_OPENS = re.compile(rf":(?<=như sau:)\s?[“\"{QUOTED}]")
_AMENDS = re.compile(rf"(?i:{any_of((*forms_of('amends', 'amend'), *forms_of('amends', 'supplement')))})")
_BEHIND_QUOTED = re.compile(rf"\n(?!{QUOTED})|$")
_CLOSES = re.compile(r"[”\"]\s?[.;,]?\s?(?=\n|$)")


@dataclass(frozen=True, slots=True)
class Wordings:
    """The stretches of new wording in a text, in order: where each starts and where it ends."""

    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def hold(self, position: int) -> bool:
        """Whether new wording stands at a position."""
        before = bisect_right(self.starts, position) - 1
        return before >= 0 and position < self.ends[before]


def find_wordings(text: str) -> Wordings:
    """All new wording: from the quotation mark behind "như sau:" to the one that ends a paragraph.

    In Markdown quoted lines may be such, behind one that amends: "Bổ sung điểm c như sau:¶> c) ...".
    """
    starts, ends = [], []
    opens = _OPENS.search(text)
    while opens:
        quoted = opens.end() > 1 and text[opens.end() - 1] == QUOTED
        closes = (_BEHIND_QUOTED if quoted else _CLOSES).search(text, opens.end())
        if closes is None:
            break
        if not quoted or _AMENDS.search(text, text.rfind("\n", 0, opens.start()) + 1, opens.start()):
            starts.append(opens.end())
            ends.append(closes.start())
        opens = _OPENS.search(text, closes.end() if not quoted or starts[-1:] == [opens.end()] else opens.end())
    return Wordings(tuple(starts), tuple(ends))
