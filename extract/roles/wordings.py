"""New wording (nội dung được sửa đổi, bổ sung) that an amending act gives another: ``... như sau: “2. Thực hiện ...”``.

What is cited in it is cited by the amended act; for the amending one it decides nothing.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

_OPENS = re.compile(r":(?<=như sau:)\s?[“\"]")
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
    """All new wording: from the quotation mark behind "như sau:" to the one that ends a paragraph."""
    starts, ends = [], []
    opens = _OPENS.search(text)
    while opens and (closes := _CLOSES.search(text, opens.end())):
        starts.append(opens.end())
        ends.append(closes.start())
        opens = _OPENS.search(text, closes.end())
    return Wordings(tuple(starts), tuple(ends))
