"""New wording (nội dung được sửa đổi, bổ sung) that an amending act gives another: ``... như sau: “2. Thực hiện ...”``.

What is cited in it is cited by the amended act; for the amending one it decides nothing.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from extract.clauses import QUOTED, article_of, mark_of
from extract.roles.cues import forms_of
from extract.words import any_of

_OPENS = re.compile(rf":(?<=như sau:)(?:\s?[“\"{QUOTED}]|\n(?P<article>Điều \d{{1,3}}[a-zđ]?)\.\s)")
_FORMS = (*forms_of("amends", "amend"), *forms_of("amends", "supplement"))
_AMENDS = re.compile(rf"(?i:{any_of(_FORMS)})")
_VERBS = tuple(form.capitalize() for form in _FORMS)  # that open an item
_ARTICLE = "\nĐiều "
_REACH = 20_000  # of new wording, in characters
_BEHIND_QUOTED = re.compile(rf"\n(?!{QUOTED})|$")
_CLOSES = re.compile(r"[”\"]\s?[.;,]?\s?(?=\n|$)")
_LISTS_WORDS = re.compile(r"[^“”\n]{1,80}”\s?(?:[;,]|và|hoặc)\s?[“\w]")  # "ghi như sau: “lắp ráp tại”; “đóng gói tại”"


@dataclass(frozen=True, slots=True)
class Wordings:
    """The stretches of new wording in a text, in order: where each starts and where it ends."""

    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def hold(self, position: int) -> bool:
        """Whether new wording stands at a position."""
        before = bisect_right(self.starts, position) - 1
        return before >= 0 and position < self.ends[before]

    def torn(self, text: str, position: int) -> bool:
        """Whether the mark that closes the new wording at a position is lost: another opens before it ends."""
        before = bisect_right(self.starts, position) - 1
        held = text[self.starts[before] : self.ends[before]]
        return held.count("“") > held.count("”")


def find_wordings(text: str) -> Wordings:
    """All new wording: from the quotation mark behind "như sau:" to the one that ends a paragraph.

    In Markdown quoted lines may be such, behind one that amends: "Bổ sung điểm c như sau:¶> c) ..."; and where marks
    are lost an article that the line before names, up to the next one of the text's own.
    """
    starts, ends = list[int](), list[int]()
    closes: re.Match[str] | None = None  # the next mark that closes, looked for once
    opens = _OPENS.search(text)
    while opens:
        lead, start, end = text.rfind("\n", 0, opens.start()) + 1, opens.end(), None
        if opens["article"]:
            known = starts[-1] if starts and text.find(_ARTICLE, ends[-1], opens.start()) < 0 else opens.start()
            start, end = opens.start("article"), _next_own(text, lead, opens["article"], article_of(text, known))
        elif text[start - 1] == QUOTED:
            quoted = _BEHIND_QUOTED.search(text, start)
            end = quoted.start() if quoted and _AMENDS.search(text, lead, opens.start()) else None
        elif _LISTS_WORDS.match(text, start) is None:
            if closes is None or closes.start() < start:
                closes = _CLOSES.search(text, start)
            if closes is None:
                break
            end = closes.start()
            if end > start + _REACH and (line := text.find("\n", start, start + _REACH)) >= 0:
                end = line  # its mark is lost
        if end is not None:
            starts.append(start)
            ends.append(end)
        opens = _OPENS.search(text, opens.end() if end is None else end)
    return Wordings(tuple(starts), tuple(ends))


def _next_own(text: str, lead: int, article: str, own: int | None) -> int | None:
    """Where the text's own next article or item begins behind the line at ``lead``, if that names this ``article``.

    ``own``: the text's own article that holds the line.
    """
    if own is None or f" {article} " not in text[lead : text.find("\n", lead)]:
        return None
    marks = [f"{_ARTICLE}{own + 1}. "]
    if (mark := mark_of(text, lead)) is not None and mark[0] == "1":
        marks += [f"\n{mark[1] + 1}. {verb}" for verb in _VERBS]
    found = [at for words in marks if (at := text.find(words, lead, lead + _REACH)) >= 0]
    return min(found, default=None)
