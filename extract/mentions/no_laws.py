"""What stands beside "luật" where it names no law of the State: "pháp luật", "công ty Luật", "luật sư"."""

from __future__ import annotations

from extract.vocabulary import pattern_of, words_of

_NO_LAW_BEFORE = tuple(f" {words}" for words in words_of("around_laws", "before"))
_PLAINLY_BEFORE = tuple(f"{words} " for words in _NO_LAW_BEFORE)  # most stand so, which is told much faster
_OPENS = str.maketrans('([“":', "     ")  # what stands before such words, and between them and the law
_LONGEST_BEFORE = max(map(len, _NO_LAW_BEFORE))
_NO_LAW_BEHIND = pattern_of("around_laws", "behind", before=r",?\s")


def is_no_law(small: str, start: int, end: int) -> bool:
    """Whether words before or behind tell that what stands at ``start:end`` of a text in small letters is no law."""
    if small.endswith(_PLAINLY_BEFORE, 0, start):
        return True
    before = " " + " ".join(small[max(0, start - 1 - _LONGEST_BEFORE) : start].translate(_OPENS).split())
    return before.endswith(_NO_LAW_BEFORE) or _NO_LAW_BEHIND.match(small, end) is not None
