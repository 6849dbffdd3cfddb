"""What the words around a citation tell of it: whose they are, and until when the act is in force.

A text may hold other documents, data of a page, quotations; none of these is the document's own word.
"""

from __future__ import annotations

import re
from datetime import date
from functools import cache

from extract.records import DERIVING, Citation
from kg.law.words import any_of, rows
from ontology import table

_HEAD_DAY = re.compile(
    r"(?m)\n[^\S\n]*[*_|>#]*\s?[^\W\d_][^\n,|;:]{1,40}, ngày (\d{1,2}) tháng (\d{1,2}) năm (\d{4})[*_|.\s]*$"
)
_FRONT = re.compile(r"\s*---[^\S\n]*\n(?:(?!---)[^\n]*\n){1,200}---[^\S\n]*(?:\n|\Z)")
_TABLE = re.compile(r"(?m)(?:^[ \t]*\|[^\n]*(?:\n|\Z))+")
_FIRST_CELL = re.compile(r"(?m)^[ \t]*\|[^|\n]*")
_FIELDS = 2
"""So many fields that a page tells of a document are no accident."""
_LONGEST_QUOTE = 6_000
_EXCHANGED = re.compile(r"[^“”]{0,300}”\s*(?:thành|bằng)\s+(?:(?:các )?(?:cụm )?từ\s+)?“")
_STRUCK = re.compile(r"(?i)\b(?:cụm )?từ\s*“[^“”]*\Z")
_WRAPPED = r"\n(?=[ \t]*(?-i:[a-zà-ýđăơư]))"
"""A line that goes on in the next one, which begins small."""
_FORCE = re.compile(
    rf"(?i)(?!\s{{0,3}}\()(?:(?!\b(?:căn cứ|này)\b)(?:[^.;\n]|{_WRAPPED})){{0,200}}?{any_of('force', folded=False)}"
)
_BEFORE_FORCE, _IN_FORCE = (
    re.compile(r"(?i)\btrước (?:ngày|khi|thời điểm)\s+\Z"),
    re.compile(r"(?i)\s{1,3}có hiệu lực\b"),
)
_LONGEST_LEAD = 160
_BEHIND, _LAST_WORDS, _PAGE_BREAK = 120, 30, 16  # characters
_ACTS = "|".join(row["label"].lower() for row in table("types") if row["lays_down_rules"])
_WITH_CHANGES = rf"(?:và|hoặc) các (?:{_ACTS}) (?:sửa đổi|bổ sung)\b"
_CHANGED = re.compile(
    rf"(?i)\W{{0,3}}(?:(?:(?:đã )?được|(?:(?:và|hoặc) )?(?:các )?văn bản) (?:sửa đ[ổố]i|bổ sung)\b|{_WITH_CHANGES})"
)
_TITLE_WITH_CHANGES = re.compile(rf"(?i){_WITH_CHANGES}[^;]{{0,20}}\Z")
_ASKED = re.compile(
    r"(?i)\b(?:nhận\s+được|trả\s+lời)\s(?:[^.;]{0,30}\s)?(?:công\s+văn|văn\s+bản|phiếu|đơn|thư|email)\s+"
    r"(?:số\s*:?\s*\d|(?:đề\s+)?ngày\s+\d|của\s[^.;]{0,60}\bngày\s+\d)"
)
_OPENING = 12_000


def head_days(text: str) -> tuple[tuple[int, str], ...]:
    """Where lines of letterheads stand that give a place and a day, "Lương Minh, ngày 10 tháng 12 năm 2025", each with
    its ISO day."""
    found = []
    for line in _HEAD_DAY.finditer(f"\n{text}"):  # faster than from the start of a line
        day, month, year = map(int, line.groups())
        try:
            found.append((line.start(), str(date(year, month, day))))
        except ValueError:
            continue
    return tuple(found)


def page_data(text: str) -> tuple[tuple[int, int], ...]:
    """What a page in Markdown tells of the document that it holds, from where to where: the data before its text,
    between two lines of hyphens, and tables whose rows begin with what such data are called, "| Ngày ban hành | ... |".
    """
    front = _FRONT.match(text)
    found = [front.span()] if front else []
    for found_table in _TABLE.finditer(text) if "|" in text else ():
        cells = {cell.group().lstrip("|").strip(" \t*_:") for cell in _FIRST_CELL.finditer(found_table.group())}
        if len(cells & _fields()) >= _FIELDS:
            found.append(found_table.span())
    return tuple(found)


@cache
def _fields() -> frozenset[str]:
    return frozenset(row["words"] for row in rows() if row["kind"] == "field")


def day_over(start: int, days: tuple[tuple[int, str], ...], own: str) -> str:
    """The day of the letterhead that a place stands under: the document's ``own``, or that of a later one, for a file
    may hold several documents."""
    before = [day for place, day in days if place < start]
    return before[-1] if own in before else own


def is_quoted(text: str, start: int) -> bool:
    """Whether a place stands within quotation marks that opened before it."""
    first = max(0, start - _LONGEST_QUOTE)
    return text.rfind("“", first, start) > max(text.rfind("”", first, start), text.rfind('"', first, start))


def is_exchanged(text: str, start: int, end: int) -> bool:
    """Whether words in quotation marks are what an act takes out of another: "thay cụm từ “Luật A” thành “Luật B”"."""
    if not is_quoted(text, start):
        return False
    return (
        _EXCHANGED.match(text, end) is not None
        or _STRUCK.search(text, max(0, start - _LONGEST_LEAD), start) is not None
    )


def tells_its_force(text: str, start: int, end: int, following: int) -> bool:
    """Whether the words behind an act, up to the ``following`` one, say until when it is in force, "có hiệu lực đến hết
    ngày ...", "hết hiệu lực"; or they are of the time before it was, "trước ngày Luật A có hiệu lực". A remark in
    brackets, "(đã hết hiệu lực)", leaves the sentence applying the act."""
    if _BEFORE_FORCE.search(text, max(0, start - _LONGEST_LEAD), start) and _IN_FORCE.match(text, end):
        return True
    return _FORCE.match(text, end, max(end, following)) is not None


def is_broken(text: str, citation: Citation) -> bool:
    """Whether the head of a page of the gazette (công báo) stands within a citation or right behind it, so that a name
    may be cut there."""
    return "CÔNG BÁO" in text[citation.start : citation.end + _PAGE_BREAK]


def request_end(text: str) -> int | None:
    """Where a letter has named near its top what asked for it: "nhận được công văn số 5", "trả lời đơn ngày 3/2"."""
    found = _ASKED.search(text, 0, _OPENING)
    return found.end() if found else None


def is_recited(citation: Citation) -> bool:
    """Whether a document names an act in its recitals as what it relies on: that is its own word, and of today."""
    return citation.zone == "preamble" and citation.relation in DERIVING


def tells_of_amendments(text: str, citation: Citation) -> bool:
    """Whether the words behind a citation and its title, or the end of that, say that the act was amended."""
    end, title = citation.end, citation.title
    if title and _TITLE_WITH_CHANGES.search(title):
        return True
    behind = " ".join(text[end : end + len(title or "") + _BEHIND].split())
    start = behind.find(title[-_LAST_WORDS:]) if title else -1
    said = behind[start + min(len(title or ""), _LAST_WORDS) if start >= 0 else 0 :]
    return _CHANGED.match(said) is not None
