"""Verbs of change around a title: whether they are its own words, or go on with the sentence that cites."""

from __future__ import annotations

import re

from extract.clauses import ends_with_type, last_sentence, line_start
from extract.vocabulary import words_of
from extract.words import any_of, key

_PROCEDURES = re.compile(rf"(?i:{any_of(words_of('titles', 'suffers_in_title'))}),?$")
_SUFFERED = re.compile(  # "... được sửa đổi tại B" is said of the document itself
    r",? (?:được|bị) (?:sửa đổi|thay thế|bãi bỏ|ban hành mới)"
    r"(?>(?:(?:,| và)(?: được| bị)? (?:sửa đổi|bổ sung|thay thế|bãi bỏ))*)"
    r"(?!,?\s(?:tại|bởi|theo|bằng|kể từ|từ|như)\s)"
)
_NAMED = 30  # before a predicate, in which what it is said of stands, in characters
_DOES = re.compile(r"\s?,\s(?:bãi bỏ|thay thế|hủy bỏ|sửa đổi)\s")
_AND_DOES = re.compile(
    r"\s(?:và|đồng thời|và đồng thời)\s(?:bãi bỏ|thay thế|hủy bỏ)\s(?=các|toàn bộ|một phần|khoản|điểm|[A-ZĐ])"
)
_CHANGES = re.compile(r"sửa đổi|bổ sung|ban hành mới")  # in a title, which then goes on: "sửa đổi và bãi bỏ Điều 5"
_ITS_OWN = re.compile(r"\n(?:Bãi bỏ|Sửa đổi|Bổ sung|Thay thế|Hủy bỏ)\s")  # a sentence under its heading
_THIS = " này "


def tells_of_procedures(text: str, start: int, at: int) -> bool:
    """Whether a predicate belongs to the title from ``start`` on: "công bố thủ tục hành chính được sửa đổi"."""
    return _SUFFERED.match(text, at) is not None and _PROCEDURES.search(text, max(start, at - _NAMED), at) is not None


def does_more(text: str, end: int, start: int) -> bool:
    """Whether behind a citation at ``start:end`` its sentence says what else this document does.

    "Nghị định này thay thế Nghị định A, bãi bỏ Nghị định B": B stands in no title of A.
    """
    if _ITS_OWN.match(text, end):
        return True
    if _DOES.match(text, end) is None:
        return False
    return _of_this(text, start)


def before_own_verb(text: str, holder: int, start: int, end: int) -> int:
    """The end of a title before what else the citing document does: "... này thay thế A về chợ và bãi bỏ B"."""
    verb = _AND_DOES.search(text, start, end)
    if verb is None or _CHANGES.search(text, start, verb.start()) or not _of_this(text, holder):
        return end
    return verb.start()


def _of_this(text: str, position: int) -> bool:
    """Whether a sentence has named this document before a position: "Nghị định này"."""
    opens = last_sentence(text, line_start(text, position), position)
    this = text.find(_THIS, opens, position)
    return this >= 0 and ends_with_type(key(text[opens:this]))
