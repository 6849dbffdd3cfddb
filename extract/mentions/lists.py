"""What a list of citations writes once, and each of its items has: the type, the issuer, the day."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from extract import dates
from extract.mentions.drafts import Cited, Draft, Issued
from extract.mentions.numbers import Number
from extract.mentions.type_words import label_of, type_without_words

_NEXT = re.compile(r"\s?(?:[,;]|[,;]?\s?và)\s(?:các\s)?(?:[Ss]ố\s)?")
_NEXT_ITEM = re.compile(r"\s?;\s(?:và\s)?[Ss]ố\s?:?\s?")
_LONGEST_GAP = 40  # between items that share their issuer, in characters
_LONGEST_TITLE = 400  # between such items that have one, in characters
_REACH = 80  # between items that share their type, in characters
_ASSEMBLY = "QH"  # how the symbol of the National Assembly's acts begins
_DAY = " ngày "
_JOINS, _LINKS = (", ", "; ", " và "), frozenset(("", "và"))
_MARKS = " ,;()[]*0123456789²³"  # and those of footnotes


def goes_on(text: str, before: Cited, number: Number) -> bool:
    """Whether a number is the next of a list by its symbol: "số 1234/BXD-QLN ngày 5/5/2031, 1235/BXD-QLN"."""
    if before.number is None or before.number.value.symbol != number.value.symbol or not number.value.issuers:
        return False
    gap = text[before.end : number.start]
    if len(gap) > _LONGEST_GAP or not gap.endswith(_JOINS):
        return False
    at = before.end + max(0, gap.find(_DAY))
    day = dates.AFTER.match(text, at)
    return (text[before.end : at] + text[day.end() if day else at : number.start]).strip(_MARKS) in _LINKS


def share_types(text: str, cited: Iterable[Cited]) -> Iterator[Cited]:
    """Numbers without a type have that of the list before, "các Nghị định số A, số B và số C", else their symbol's."""
    previous: Cited | None = None
    for one in cited:
        previous = one if one.type or one.number is None else _typed(text, one, one.number, previous)
        yield previous


def _typed(text: str, one: Cited, number: Number, previous: Cited | None) -> Cited:
    """A number with the type of the list that it goes on with, else with that of its symbol."""
    if previous and _lists(text, previous, one.start, number):
        return one._replace(type=previous.type, label=previous.label)
    code = type_without_words(number.value)
    return one._replace(type=code, label=label_of(code))


def share_issues(text: str, issued: Sequence[Issued]) -> list[Issued]:
    """An issuer, or a day, written once at either end of a list belongs to each item."""
    shared: list[Issued] = []
    for one in reversed(issued):  # from the end
        shared.append(_as_following(text, one, shared[-1]) if shared else one)
    shared.reverse()
    for index in range(1, len(shared)):  # from the beginning
        before, one = shared[index - 1], shared[index]
        if before.body is None or one.body is not None:
            continue
        if _is_sent_with(text, before, one) or _is_of_one_list(text, before, one):
            shared[index] = one._replace(body=before.body, recalled=True)
    return shared


def share_titles(text: str, drafts: Sequence[Draft]) -> list[Draft]:
    """A title written once behind a list belongs to each item: "Quyết định A và Quyết định B của Bộ X về việc c".

    Of items of one issuer; "Nghị quyết A của Chính phủ và Kế hoạch B của Tỉnh ủy về c" is said of the plan alone.
    """
    shared: list[Draft] = []
    for one in reversed(drafts):
        following = shared[-1] if shared else None
        same = following is not None and one.title is None and _has_title_of(text, one, following)
        shared.append(one._replace(title=following.title) if following and same else one)
    shared.reverse()
    return shared


def _has_title_of(text: str, one: Draft, following: Draft) -> bool:
    """Whether the title of the next document is that of ``one``, too: items of a list, of one issuer, each with its own
    day or none; what a qualifier names, and what the title itself names, has none of it."""
    if one.number is None or following.number is None or following.title is None or one.dated != following.dated:
        return False
    gap = _NEXT.fullmatch(text, one.end, following.start)
    listed = following.number.start == following.start  # has its type from the list, "các Công văn: số A; số B"
    if gap is None or (";" in gap[0] and not listed) or one.within is not None or following.within is not None:
        return False
    value = one.number.value
    if (f"{value.serial}/{value.year}" if value.year else one.number.text) in text[slice(*following.title)]:
        return False  # "A và B sửa đổi A": only the second amends
    if one.body and following.body:
        return one.body == following.body
    return value.issuers == following.number.value.issuers


def _as_following(text: str, one: Issued, following: Issued) -> Issued:
    """An item with the issuer that stands behind the next one, and with its day where that is of both."""
    if not _is_item(text, one, following):
        return one
    assert one.number is not None
    assert following.number is not None
    shared = one._replace(body=following.body, co_bodies=following.co_bodies)
    if one.dated:
        return shared
    of_both = one.number.as_written.isdigit() or _is_next(one.number, following.number)
    if of_both or "cùng ngày" in text[following.number.end : following.end]:
        return shared._replace(date=following.date, dated=True)
    return shared


def _lists(text: str, previous: Cited | Issued, start: int, number: Number) -> bool:
    """Whether a number at ``start`` is the next item of the list that holds ``previous``."""
    if previous.number is None or start - previous.end >= _REACH:
        return False
    first, other = previous.number.parts[0], number.parts[0]
    same = first == other or first[:2] == other[:2] == _ASSEMBLY
    gap = text[previous.end : start]
    alike = previous.number.value.symbol == number.value.symbol
    return same and (alike or ";" not in gap.rstrip("; "))


def _is_next(number: Number, following: Number) -> bool:
    """Whether two numbers follow each other in one book, so that one day behind both is that of both."""
    one, other = number.value, following.value
    if one.year and (one.type is None or one.symbol not in "".join(following.as_written.split())):
        return False  # laws, and "78/2025/NĐ-CP, 79/2025"
    if one.year == other.year and one.symbol == other.symbol:
        return one.serial.isdecimal() and other.serial.isdecimal() and int(one.serial) + 1 == int(other.serial)
    return False


def _is_sent_with(text: str, one: Issued, other: Issued) -> bool:
    """Whether the sender written before one document sent the next: "của UBND tỉnh tại Tờ trình A và văn bản B"."""
    if one.number is None or other.number is None or one.body is None:
        return False
    same = not {"UBND", "HĐND"}.isdisjoint(set(one.number.parts) & set(other.number.parts))
    return same and one.body.end <= one.start and _NEXT.fullmatch(text, one.end, other.start) is not None


def _is_of_one_list(text: str, one: Issued, other: Issued) -> bool:
    """Whether the issuer written before a list is the next item's, too: "của UBND tỉnh: số 1/QĐ-UBND, số 2/QĐ-UBND"."""
    if one.number is None or other.number is None or one.body is None:
        return False
    before = one.start < one.body.start and one.body.end <= one.number.start
    opened = before or (one.recalled and one.start == one.number.start)
    gap = text[one.end : other.number.start]
    same = one.number.value.symbol == other.number.value.symbol
    at = gap.rfind(";") if same and len(gap) < _LONGEST_TITLE and not {".", "\n"} & set(gap) else 0  # behind a title
    listed = _lists(text, one, other.number.start, other.number) or _NEXT_ITEM.fullmatch(gap, max(0, at)) is not None
    return opened and one.type == other.type and listed


def _is_item(text: str, one: Issued, following: Issued) -> bool:
    """Whether a document without issuer and the next one are items of one list, with the same symbol."""
    if one.number is None or following.number is None or one.body is not None:
        return False
    gap = text[one.end : following.start]
    if len(gap) > _LONGEST_GAP or "\n" in gap or (gap.strip() == ";" and not one.number.as_written.isdigit()):
        return False
    ours, theirs = one.number.parts, following.number.parts
    alike = one.number.value.symbol or one.type == following.type
    return bool(alike) and ours[-1] == theirs[-1] and len(ours) == len(theirs)
