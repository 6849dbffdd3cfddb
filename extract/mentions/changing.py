"""Verbs of change around a title: whether they are its own words, or go on with the sentence that cites."""

from __future__ import annotations

import re

from extract.clauses import REACH, line_start, sentence_start
from extract.vocabulary import pattern_of, rows
from extract.words import any_of, old_tones, spelled
from ontology import table, types_with


def _verbs(*meanings: str) -> tuple[str, ...]:
    """The verbs of the cues that mean one of these changes and stand before their object."""
    words = (
        row["words"]
        for row in rows("cues")
        if row["meaning"] in meanings and row["side"] in {"before", "both"} and row["reach"] in {"clause", "near"}
    )
    return tuple(dict.fromkeys(form for one in words for verb in spelled(one) for form in (verb, old_tones(verb))))


def _moods() -> tuple[str, ...]:
    """The words right before a verb that say how it is meant: "không", "chưa", "sẽ"."""
    words = [
        row["words"] for row in rows("cues") if row["meaning"] in {"not", "will", "done"} and row["reach"] == "phrase"
    ]
    return tuple(f" {form}" for one in words for form in spelled(one))


_MOODS = _moods()
_ENDING = _verbs("supersedes", "repeals")
_CHANGING = (*_ENDING, *_verbs("amends"))
_MADE_ANEW = "ban hành mới"  # said of procedures beside these verbs
_PROCEDURES = pattern_of("titles", "suffers_in_title", behind=",?$", any_case=True)
_SUFFERED = re.compile(  # "... được sửa đổi tại B" is said of the document itself
    rf",? (?:được|bị) {any_of((*_CHANGING, _MADE_ANEW))}"
    rf"(?>(?:(?:,| và)(?: được| bị)? {any_of(_CHANGING)})*)"
    r"(?!,?\s(?:tại|bởi|theo|bằng|kể từ|từ|như)\s)"
)
_NAMED = 30  # before a predicate, in which what it is said of stands, in characters
_DOES = re.compile(rf"\s?,\s{any_of(_CHANGING)}\s")
_AND_DOES = re.compile(  # opens with letters, so that the scan skips the blanks
    rf"(?:;|v(?<=\sv)à(?: đồng thời)?|đ(?<=\sđ)ồng thời)\s{any_of(_ENDING)}\s"
    r"(?=các|toàn bộ|một phần|khoản|điểm|[A-ZĐ])"
)
_VERB_REACH = 40  # behind a title that may end with the verb's own "và", in characters
_ITS_OWN = re.compile(rf"\n{any_of(verb.capitalize() for verb in _CHANGING)}[\s,]")  # a sentence under its heading
_ORDERS = tuple(verb.capitalize() for verb in _ENDING)
_ITEM = "0123456789.abcdđ)-–+• "  # of what the mark of an item is made
_PARTS = ("Điều ", "khoản ", "điểm ")
_THIS = " này "
_THIS_CHANGES = re.compile(  # "Nghị định này thay thế", not "Báo cáo này đánh giá"
    rf"(?<!\w)(?i:{any_of(row['label'] for row in table('types') if row['code'] in types_with('changes_acts'))}){_THIS}"
    rf"(?:có hiệu lực[^.;\n]{{0,100}}?(?:,| và) )?{any_of(_CHANGING)}(?!\w)"
)


def before_mood(text: str, start: int, end: int) -> int:
    """The end of a title before a word that says how the verb behind it is meant: "về chợ không hết hiệu lực"."""
    if not text.endswith(_MOODS, start, end):
        return end
    return min(end - len(mood) for mood in _MOODS if text.endswith(mood, start, end))


def tells_of_procedures(text: str, start: int, at: int) -> bool:
    """Whether a predicate belongs to the title from ``start`` on: "công bố thủ tục hành chính được sửa đổi"."""
    return _SUFFERED.match(text, at) is not None and _PROCEDURES.search(text, max(start, at - _NAMED), at) is not None


def does_more(text: str, end: int, start: int) -> bool:
    """Whether behind a citation at ``start:end`` its sentence says what else this document does.

    "Nghị định này thay thế Nghị định A, bãi bỏ Nghị định B": B stands in no title of A.
    """
    if text[end : end + 1] == "\n":
        own = _ITS_OWN.match(text, end)
        if own is None or not own[0].endswith(","):
            return own is not None
        return text.find(own[0][1:-1], line_start(text, start), start) >= 0  # as its heading says
    return _DOES.match(text, end) is not None and _this_changes(text, start)


def before_own_verb(text: str, holder: int, start: int, end: int) -> int:
    """The end of a title before what else the citing document does: "... này thay thế A về chợ và bãi bỏ B"."""
    if _THIS not in text[holder - REACH if holder > REACH else 0 : holder]:
        return _before_next_order(text, holder, start, end)  # nothing has said yet that this document changes something
    verb = _AND_DOES.search(text, start + 1, end + _VERB_REACH)
    if verb is None or verb.start() > end:
        return end
    return verb.start() if _this_changes(text, holder) else _before_next_order(text, holder, start, end)


def _before_next_order(text: str, holder: int, start: int, end: int) -> int:
    """The end of a title before the next order of a line of them: "3. Bãi bỏ Điều 5 A về chợ; bãi bỏ Điều 9 B"."""
    if ";" not in text[start:end] or not text[line_start(text, holder) : holder].lstrip(_ITEM).startswith(_ORDERS):
        return end
    parted = text.index(";", start, end)
    verb = _AND_DOES.match(text, parted)
    return parted if verb is not None and text.startswith(_PARTS, verb.end()) else end


def _this_changes(text: str, position: int) -> bool:
    """Whether a sentence has said before a position that this document changes something: "Nghị định này thay thế"."""
    return _THIS_CHANGES.search(text, sentence_start(text, position), position) is not None
