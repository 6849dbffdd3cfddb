"""Titles (trích yếu) after citations, and what stands inside them.

A title runs from its opening word ("về", "quy định", "ban hành", a quotation) to where the sentence of the citing
document goes on; ``titles.csv`` has the words. A citation inside that stretch is ``within`` the one whose title it is;
so is one in a qualifier ("được sửa đổi, bổ sung bởi ...").
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract import dates
from extract.bodies.acting import TITLE_ACT
from extract.bodies.mentioned import find_body
from extract.clauses import last_sentence, line_start, opens_article, opens_item
from extract.mentions.changing import before_mood, before_own_verb, does_more, tells_of_procedures
from extract.mentions.drafts import Draft, Issued
from extract.mentions.law_names import known_name
from extract.mentions.openings import is_suffered, opened
from extract.mentions.qualifiers import qualified
from extract.mentions.recitals import RECITES, before_actor, before_unopened, day_behind, is_recital, lists_more
from extract.mentions.title_items import before_item, begins_item, goes_on, is_listed
from extract.vocabulary import pattern_of, words_of
from extract.words import UPPER, any_of, lowered
from ontology import types_with


def _words(*roles: str) -> str:
    """A pattern for the words of ``titles.csv`` that have one of these roles."""
    return any_of(words_of("titles", *roles)) + r"(?!\w)"


_FORMER = pattern_of(
    "titles", "formerly", before=r" \(", behind=r"(?!\w)[^()\n]{0,120}\)"
)  # a bracket between the issuer and the title
_DASH = re.compile(r"\s?[-–—~]\s")
_UNREAD_ISSUER = re.compile(  # one that no table has, or that recognition spoilt, before a title's plainest words
    rf"\s(?:c[ủuúùũụ]a|{_words('sent_to')})\s[^,;.()\n]{{3,90}}?(?=\s(?:v[ềêểẻếễ]\sviệc|[Vv]/v:?|ban\shành|quy\sđịnh|phê\sduyệt)\s)"
)
_SENT_TO = tuple(f" {words} " for words in words_of("titles", "sent_to"))
_GOES_ON = pattern_of("titles", "goes_on", before=r"\s")
_HARD_END = re.compile(  # every branch opens with a character, so that the scan skips all others
    rf"\||;(?!\s(?i:{_words('behind_semicolon')})\s)|\n|\^|\?(?=\s|$)|\.(?=\s|$|[/^])"
    rf"|\((?!%|\d{{4}}|(?i:{_words('opens_bracket')})|\d\s|(?i:[IVX]+|[A-ZĐ]{{2,10}})\)"
    rf"|(?!{_words('tells_in_bracket')})[^\W\d_][^()\n]{{2,28}}\)\s[^\W\d_A-ZĐ]"
    r")|:(?<!Luật:)(?<!/v:)(?!(?<=[ựề] án:)\s?[“\"])|…|\.\.\."
)
_COUNTED = pattern_of(
    "titles", "counted", before=r"(?<!\w)", behind=r"\s(?:[IVX]{1,4}|\d{1,2})\Z"
)  # "giai đoạn I: từ năm 2021 ..."
_COUNTED_REACH = 20  # before a colon, in characters
_ENDS = pattern_of("titles", "ends", before=" ")
_PREDICATES = tuple(f" {words}" for words in words_of("titles", "ends_sentence"))
_WHOLLY = " toàn bộ"  # behind a predicate
_CAN_BE_ENDED = pattern_of("titles", "can_be_ended", before=r"(?<!\w)")
_ENDS_AFTER_COMMA = re.compile(rf",\s{_words('ends_after_comma')}(?!\s{_words('goes_on_behind')})")
_PERIOD_COMMA = re.compile(  # opens with letters that are rare, so that the scan skips most others
    r"(?:đ(?<=giai đ)oạn|ỳ(?<=nhiệm kỳ)|ă(?<=nă)m)\s?(?:\d{4}\s?(?:[-–]|và)\s?)?\d{4}\s?,"
    rf"(?!\s?{_words('behind_period')})"
)
_ACTOR = re.compile(  # the body that acts on the cited document, after a blank
    rf"""[BCĐHSTUỦ](?<=\s.)(?<!của\s.)
    (?:(?<=B)(?:ộ\s[{UPPER}]\w+|an\s[A-ZĐ]\w+\s\w+)|(?<=C)hính\sphủ|(?<=Đ)ảng\sủy|(?<=H)(?:ĐND|uyện\sủy)
      |(?<=S)ở\s[{UPPER}]\w+|(?<=T)(?:ỉnh\sủy|hủ\stướng\sChính\sphủ|rường\s[{UPPER}]\w+)
      |(?:(?<=C)hủ\stịch\s[UỦ])?(?<=[UỦ])(?:BND|[yỷ]\sban\snhân\sdân))
    (?:\s[^\s,;.]+){{0,5}}?
    {TITLE_ACT}""",
    re.VERBOSE,
)
_NEXT_ASKED = re.compile(  # the next document, behind who asked for what: "... và hướng dẫn của Bộ Nội vụ tại Công văn"
    rf"(?:\svà|,|;)\s{_words('asked')}\scủa\s[^,;.\n]{{3,80}}\stại\s(?:các\s)?\Z"
)
_RECITED = tuple(f" {words} " for words in words_of("titles", "recited"))  # elsewhere what the cited document did
_VERB_ITEM = pattern_of("titles", "verb_item", before=r",\s")
_LISTED = re.compile(  # what stands before the comma in a list of such verbs
    rf"{_words('before_verb_item')},?$|(?:^|[,\s])\s?[^\W\d_,]+\s[^\W\d_,]+,\s[^\W\d_]+(?:\s[^\W\d_]+)?$"
)
_SHORT_ITEM = re.compile(rf",\s(?!{_words('no_item')})[^\W\d_]+(?:\s[^\W\d_]+){{0,2}}\s?,")
_AMENDING = ("sửa đổi ", "bổ sung ")
_ISSUED_WITH = tuple(f"{words} " for words in words_of("titles", "issued_with"))
_LONGEST_MARK, _ENDS_MARK = 3, frozenset(".)-–")  # of an item: "12."
_PROVIDES = " quy định "
_TITLES = tuple(_PROVIDES + words for words in words_of("titles", "after_provides"))
#: Before what the sentence goes on with.
_BEFORE_END = (" và", *(f" {words}" for words in words_of("titles", "issued_by")))
#: Before a citation in a title, be its day misprinted: "sửa đổi một số điều của Nghị định B".
_INSIDE = (" của ", " điều ")
_LONGEST_SUFFERED = 40  # from such a verb to who acted, in characters
_DAY = len("2026-01-31")
_LIMIT = 700  # of a title, in characters
_LAWS = types_with("known_by_name")
_SO = ("", "số", "Số", "SỐ")
_FEWEST_BLANKS = 2  # in a title; "quy định" alone opens what the cited document says
_MOST_PARTS = 40  # citations that one title may hold


def with_titles(text: str, issued: Sequence[Issued]) -> list[Draft]:
    """All that is cited, with titles and nesting. Linear: a title's stretch is bounded."""
    drafts: list[Draft] = []
    holders: list[int] = []
    known: dict[str, str] = {}  # the first title of each number
    reached = 0
    for index, found in enumerate(issued):
        one, title = found, _title(text, issued, drafts) if found.titled and not _is_named(text, found) else None
        if (
            title is None
            and found.number
            and found.type in _LAWS
            and not found.dated
            and text[found.end : found.end + 1] == " "
        ):
            title, one = _name_behind(text, found)
        elif title and not found.dated and found.number:
            title, one = day_behind(text, found, title, issued[index + 1 : index + _MOST_PARTS])
        while holders and drafts[holders[-1]].reach <= one.start:
            holders.pop()
        if title and holders:  # what stands behind the outer title is not of the inner one, either
            outer = drafts[holders[-1]]
            last = outer.end if one.start < outer.end else outer.reach
            title = (title[0], min(title[1], last)) if title[0] < last else None
        within = qualified(text, one, drafts, reached) if not holders else holders[-1]
        if holders and holders[-1] < index - 1 and one.start < drafts[holders[-1]].end:  # one of those that it names
            within = max(holders[-1], qualified(text, one, drafts, drafts[-1].reach) or 0)
        if title and one.number:
            if (before := known.get(one.number.text)) is None:
                known[one.number.text] = text[title[0] : title[1]]
            else:
                title = _as_before(text, title, before)
        reach = title[1] if title and title[1] > one.end else one.end
        reached = reach if reach > reached else reached
        shared = within is not None and one.dated and one.end == drafts[within].end  # of the law that names this one
        drafts.append(Draft(*(one.undated() if shared else one), title, within, reach))
        holders.append(index)
    return drafts


def _is_named(text: str, one: Issued) -> bool:
    """Whether a law with a number is cited by its name, too, which is its title."""
    if one.number is None or one.type not in _LAWS or one.label is None:
        return False
    between = text[one.start + len(one.label) : one.number.start].strip(" ,:\n")
    return between not in _SO


def _name_behind(text: str, law: Issued) -> tuple[tuple[int, int] | None, Issued]:
    """The name of a law behind its number, which is its title, and the law with the day behind that: "Luật số
    96/2015/QH13 Trưng cầu ý dân ngày 25/11/2015"."""
    at = law.end + 1
    named = known_name(text, at) if text[at : at + 1].isupper() else None
    if named is None:
        return None, law
    day = dates.AFTER.match(text, named[0])
    date = dates.date_of(day) if day else None
    return (at, named[0]), law._replace(date=date, dated=True) if date else law


def _as_before(text: str, title: tuple[int, int], before: str) -> tuple[int, int]:
    """A title that goes on as it did where the number stood ``before``: behind a semicolon, in the enacting clause."""
    start, end = title
    return (start, start + len(before)) if len(before) > end - start and text.startswith(before, start) else title


def _title(text: str, issued: Sequence[Issued], drafts: list[Draft]) -> tuple[int, int] | None:
    """The title of what is cited behind ``drafts``."""
    index = len(drafts)
    holder = issued[index]
    first, count = index + 1, len(issued)
    while first < count and issued[first].start < holder.end:  # in the name of its issuer
        first += 1
    following = issued[first].start if first < count else len(text)
    start = _opening(text, holder, following)
    if start is None or (following < start + _LONGEST_SUFFERED and is_suffered(text, start)):
        return None
    limit = min(len(text), start + _LIMIT)
    if text[start] in '“"':
        closes = (text.find(mark, start + 1, limit) for mark in ("”" if text[start] == "“" else '"”'))
        close = min((at for at in closes if at > 0), default=0)
        return (start, close + 1) if close else None
    whole = is_recital(text, holder.start)
    limit = before_unopened(text, start, limit, text[holder.start - 1 : holder.start])
    end = before_own_verb(text, holder.start, start, _plain_end(text, start, limit, following if whole else None))
    parts: list[Issued] = []
    for other in issued[first : first + _MOST_PARTS] if following < end else ():
        if other.start >= end:
            break
        before = parts[-1].end if parts else start
        item = other.pinpoint[0] if other.pinpoint and other.pinpoint[0] >= before else other.start
        if asked := _NEXT_ASKED.search(text, before, item):
            end = asked.start()
            break
        if _is_younger(other, holder) and not text.endswith(_INSIDE, start, item):
            end = before_item(text, start, item)
            if text.endswith(_ISSUED_WITH, start, item):  # what a later act was issued with stands in no earlier title
                end = max(start, text.rfind(",", start, end))
            break
        amended = bool(parts) and any(words in lowered(text)[start : parts[0].start] for words in _AMENDING)
        if not (amended and goes_on(holder, parts[-1], other)) and (
            begins_item(text[before:item], other, parts, holder) or (parts and is_listed(text, holder, drafts, other))
        ):
            end = before_item(text, start, item)
            break
        behind = first + len(parts) + 1
        next_start = issued[behind].start if behind < count else len(text)
        limit = before_unopened(text, start, min(len(text), other.end + _LIMIT))
        end = max(other.end, _plain_end(text, other.end, limit, next_start if whole else None))
        parts.append(other)
    if text[end : end + 1] == ".":  # a heading is no sentence
        end = _before_predicate(text, holder.start, start, end)
    while end > start and text[end - 1] in " ,\n":
        end -= 1
    if text.endswith(_BEFORE_END, start, end):
        end -= next(len(word) for word in _BEFORE_END if text.endswith(word, start, end))
    return (start, end) if text.count(" ", start, end) >= _FEWEST_BLANKS else None


def _is_younger(other: Issued, holder: Issued) -> bool:
    """Whether a document is of a later day than the one in whose title it would stand."""
    days = other.date, holder.date
    return (
        other.dated and all(day is not None and len(day) == _DAY for day in days) and (days[0] or "") > (days[1] or "")
    )


def _before_predicate(text: str, opens: int, start: int, end: int) -> int:
    """The end of a title before the predicate of its sentence, which else says nothing: "... về quản lý chợ bị bãi bỏ."

    Of the document that opens the sentence, and only where the title itself names nothing that can be ended: that
    whole documents "bị bãi bỏ" stands in many titles.
    """
    stop = end - len(_WHOLLY) if text.endswith(_WHOLLY, start, end) else end
    if not text.endswith(_PREDICATES, start, stop):
        return end
    predicate = next(stop - len(words) for words in _PREDICATES if text.endswith(words, start, stop))
    opening = text[last_sentence(text, line_start(text, opens), opens + 1) : opens]
    behind = text.find(" ", start)  # the title's own first word is no such thing
    if opens_article(opening) or (opens_item(opening) and not _CAN_BE_ENDED.search(text, behind, predicate)):
        return predicate
    return end


def _opening(text: str, draft: Issued, following: int) -> int | None:
    """Where the title behind a mention starts, None where the citing sentence goes on at once; ``following`` is where
    the next mention does."""
    former = _FORMER.match(text, draft.end) if text[draft.end : draft.end + 2] == " (" else None
    start = former.end() if former else draft.end
    if (
        text[start : start + 1] == "\n"
        and RECITES.match(text, start)
        and text.find("\n", start + 1, following) < 0
        and following < len(text)
    ):
        return None  # the next line is a recital, which cites another document
    end = opened(text, start)
    if end is None and draft.body is not None and (parent := _behind_parent(text, start)):
        start, end = parent, opened(text, parent)
    if (
        end is None
        and (draft.body is None or text.startswith(_SENT_TO, start))  # else the issuer is read
        and (unread := _UNREAD_ISSUER.match(text, start))
    ):
        start, end = unread.end(), opened(text, unread.end())
    if end is None:
        plain = (
            draft.body is not None
            and text[draft.end : draft.end + 1] == " "
            and text[draft.end + 1 : draft.end + 2].islower()
        )
        told = _GOES_ON.match(text, draft.end) and not (
            (_recited(text, draft) and text.startswith(_RECITED, draft.end))
            or (draft.type in types_with("carries_on") and text.startswith(" tiếp tục thực hiện ", draft.end))
        )
        if not plain or told or following <= draft.end + 3:
            return None
        return draft.end + 1
    if following < end or does_more(text, start, draft.start) or _provides(text, draft, start):
        return None
    while start < end and text[start] in " ,\n":
        start += 1
    closes = text[start : start + 1] == '"' == text[draft.start - 1 : draft.start]  # the quotation that opens before
    return None if closes else start


def _provides(text: str, draft: Issued, end: int) -> bool:
    """Whether a part of what is cited is the subject of its line and says what follows: "c) Khoản 2 Điều 30 Nghị định
    126/2031/NĐ-CP quy định hội bị giải thể khi ...", not "Khoản 2 ... quy định về hội"."""
    if draft.pinpoint is None or not text.startswith(_PROVIDES, end) or text.startswith(_TITLES, end):
        return False
    begin = draft.pinpoint[0]
    opening = text[line_start(text, begin) : begin].strip()
    return not opening or (len(opening) <= _LONGEST_MARK and opening[-1] in _ENDS_MARK)


def _behind_parent(text: str, end: int) -> int | None:
    """The end of the body that an issuer belongs to, behind a dash: "Cục Quản lý Dược - Bộ Y tế về việc ..."."""
    dash = _DASH.match(text, end)
    body = find_body(text, dash.end()) if dash else None
    return body.end if body and body.scope in {"central", "field", "unit"} else None


def _recited(text: str, draft: Issued) -> bool:
    """Whether the draft stands at the head of a recital: "Căn cứ Báo cáo số ... của ... báo cáo kết quả ...;"."""
    return text.endswith("Căn cứ ", 0, draft.start)


def _plain_end(text: str, start: int, limit: int, following: int | None) -> int:
    """The end of a title that starts at ``start``, by punctuation and by the words that open the next clause.

    In a recital, where no clause follows, it ends with the recital or before the next citation, at ``following``.
    """
    end = limit
    position = start
    while position < limit:
        match = _HARD_END.search(text, position, end)
        if match is None:
            break
        at = match.start()
        if (
            (match[0] == "." and text[at - 2 : at] in {"TP", "Tp"})
            or (match[0] == ":" and _COUNTED.search(text, max(start, at - _COUNTED_REACH), at))
            or (match[0] == ";" and following is not None and lists_more(text, at, following))
        ):
            position = match.end() + text.startswith("\n", match.end())
            continue
        end = match.start()
        break
    said = lowered(text) if text[start:end].isupper() else text
    if following is not None:
        return _before(_ENDS, said, text, start, end)
    parted = text.find(",", start, end + 1) >= 0
    end = _before(_ENDS, said, text, start, end)
    if parted:
        end = _before(_ENDS_AFTER_COMMA, said, text, start, end)
    end = _before(_ACTOR, text, text, start, end)
    if not parted:
        return end
    end = before_actor(text, start, end)
    match = _PERIOD_COMMA.search(text, start, end + 1)
    if match and match.end() - 1 < end:
        end = match.end() - 1
    return end


def _before(words: re.Pattern[str], said: str, text: str, start: int, end: int) -> int:
    """The end of a title before such words, which stand in it as it is ``said``; ``end`` where none do."""
    match = words.search(said, start, end)
    while match and (_enumerates(text, match, end) or tells_of_procedures(text, start, match.start())):
        match = words.search(said, match.end(), end)
    return before_mood(text, start, match.start()) if match else end


def _enumerates(text: str, match: re.Match[str], end: int) -> bool:
    """Whether a word that may open the next clause is a short item of a list: "kiểm tra, khảo sát, đánh giá ..."."""
    comma = match.start()
    if _VERB_ITEM.match(text, comma) and _LISTED.search(text, max(0, comma - 40), comma):
        return True
    return text[comma] == "," and _SHORT_ITEM.match(text, comma, end) is not None
