"""Which citations are a document's own words: not those of another document in its file, or of a text it quotes."""

from __future__ import annotations

import re
from datetime import date

_HEAD_DAY = re.compile(
    r"(?m)^[^\S\n]*[*_|>#]*\s?[^\W\d_][^\n,|;:]{1,40}, ngày (\d{1,2}) tháng (\d{1,2}) năm (\d{4})[*_|.\s]*$"
)
_FRONT = re.compile(r"\s*---[^\S\n]*\n(?:(?!---)[^\n]*\n){1,200}---[^\S\n]*(?:\n|\Z)")
_LONGEST_QUOTE = 6_000
_EXCHANGED = re.compile(r"[^“”]{0,300}”\s*(?:thành|bằng)\b")
_STRUCK = re.compile(r"(?i)\b(?:cụm )?từ\s*“[^“”]*\Z")
_FORCE = re.compile(r"(?i)[^.;]{0,400}?\b(?:hết hiệu lực|(?:tiếp tục )?có hiệu lực đến)\b|\s{0,3}có hiệu lực\b")
_LONGEST_LEAD = 160
_ASKED = re.compile(
    r"(?i)\bnhận được (?:các )?(?:công văn|văn bản|phiếu|đơn|hồ sơ|email|thư|kiến nghị)\b"
    r"|\btrả lời (?:công văn|văn bản)\b"
)


def head_days(text: str) -> tuple[tuple[int, str], ...]:
    """Where lines of letterheads stand that give a place and a day, "Lương Minh, ngày 10 tháng 12 năm 2025", each with
    its ISO day."""
    found = []
    for line in _HEAD_DAY.finditer(text):
        day, month, year = map(int, line.groups())
        try:
            found.append((line.start(), str(date(year, month, day))))
        except ValueError:
            continue
    return tuple(found)


def end_of_front_matter(text: str) -> int:
    """Where the data end that a page in Markdown has before its text, between two lines of hyphens; 0 without any."""
    found = _FRONT.match(text)
    return found.end() if found else 0


def is_of_another(start: int, days: tuple[tuple[int, str], ...], own: str | None) -> bool:
    """Whether a place stands under a later letterhead of another day than the document's ``own``: a file may hold
    several documents, or one of which a sample is a part."""
    before = [day for place, day in days if place < start]
    return len(before) > 1 and before[-1] != own and own in before


def is_quoted(text: str, start: int) -> bool:
    """Whether a place stands within quotation marks that opened before it."""
    first = max(0, start - _LONGEST_QUOTE)
    return text.rfind("“", first, start) > text.rfind("”", first, start)


def is_exchanged(text: str, start: int, end: int) -> bool:
    """Whether words in quotation marks are what an act takes out of another: "thay cụm từ “Luật A” thành “Luật B”"."""
    if not is_quoted(text, start):
        return False
    return (
        _EXCHANGED.match(text, end) is not None
        or _STRUCK.search(text, max(0, start - _LONGEST_LEAD), start) is not None
    )


def tells_its_force(text: str, end: int) -> bool:
    """Whether the words behind an act say up to when it is in force, "có hiệu lực đến hết ngày ...", "hết hiệu lực"."""
    return _FORCE.match(text, end) is not None


def is_broken(words: str) -> bool:
    """Whether the head of a page of the gazette (công báo) stands within the words, so that a name may be cut there."""
    return "CÔNG BÁO" in words


def answers(text: str) -> bool:
    """Whether a letter says that it was asked: "nhận được công văn số ...", "trả lời văn bản số ..."."""
    return _ASKED.search(text) is not None
