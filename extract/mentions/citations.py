"""Mentions of other documents (viện dẫn): numbers and names, each with its type, date and issuer.

Numbers and names are found in one scan each; the type is read backwards from a number, date and issuer forwards; the
items of a list share what the list writes once.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import chain, islice, pairwise

from extract import dates
from extract.bodies.canonical import Standpoint
from extract.bodies.mentioned import find_body
from extract.mentions.congresses import find_congresses
from extract.mentions.drafts import Draft
from extract.mentions.elided import with_elided
from extract.mentions.issuing import find_issue
from extract.mentions.laws import find_laws
from extract.mentions.named import NamedDocument
from extract.mentions.numbers import Number, find_numbers
from extract.mentions.pinpoints import find_pinpoint
from extract.mentions.short import find_short
from extract.mentions.type_words import (
    find_type,
    is_declined,
    label_of,
    type_of_symbol,
    type_without_words,
    types_by_label,
)
from extract.words import UPPER, lowered
from ontology import types_with
from ontology.numbers import numbering

_BARE = re.compile(rf"\b(?:theo|tại|hiện|khai)\s(?P<type>[{UPPER}][^\W\d_]+(?:\s[^\W\d_]+)?)$")
_SO = ("số", "Số", "SỐ")
_LONGEST_BARE = 14  # a type of one or two words, in characters
_OF = re.compile("ủ(?<= củ)a ")  # " của "; opens with a letter that is rare
_CLOSES = re.compile(r"[.;,\n]|$")
_NEXT_SENT = re.compile(r"\s?(?:[,;]|[,;]?\s?và)\s(?:các\s)?(?:[Ss]ố\s)?")
_NEXT_ITEM = re.compile(r"\s?;\s(?:và\s)?[Ss]ố\s?:?\s?")
_LIST_GAP = re.compile(r"\s?(?:[,;]|và|hoặc|,\s?và|;\s?và)?\s?(?:các\s)?(?:[Ss]ố\s?:?\s?)?$")


def find_drafts(text: str, standpoint: Standpoint) -> list[Draft]:
    """All mentions, in order, without titles, nesting and roles."""
    laws = sorted(find_laws(text), reverse=True)
    by_end = {law.name_end: law for law in laws if not law.holds}  # the widest of those that end there
    drafts = [
        draft
        for number in with_elided(text, find_numbers(text))
        if (draft := _numbered(text, number, by_end)) is not None
    ]
    drafts += find_short(text)
    drafts.sort(key=lambda draft: draft.start)
    named = [one for one in chain(laws, find_congresses(text, standpoint)) if not _repeats(text, one, drafts)]
    drafts += _free(named, [(_name_end(text, draft), draft.end) for draft in drafts])
    drafts.sort(key=lambda draft: (draft.start, -draft.end))
    _share_type(text, drafts)
    for index, draft in enumerate(drafts):
        if draft.number:
            find_issue(text, draft, _next_start(text, drafts, index))
        draft.pinpoint = find_pinpoint(text, draft.start)
    _share_issue(text, drafts)
    return sorted([*drafts, *_without_number(text, drafts)], key=lambda draft: (draft.start, -draft.end))


def _next_start(text: str, drafts: list[Draft], index: int) -> int:
    """Where the next mention starts that a numbered one does not hold, as an amending law holds those it amends."""
    number = drafts[index].number
    behind = number.end if number else 0
    if index + 1 < len(drafts) and (following := drafts[index + 1].start) >= behind:
        return following
    return next((one.start for one in islice(drafts, index + 1, None) if one.start >= behind), len(text))


def _numbered(text: str, number: Number, laws: dict[int, NamedDocument]) -> Draft | None:
    """The draft of a number; None where it is no citation. ``laws`` are those cited by name, by the names' ends."""
    if law := laws.get(_named_before(text, number)):
        return Draft(law.start, number.end, law.type, law.type_label, number, repairs=number.repairs)
    if is_declined(text, number):
        return None
    found, so = find_type(text, number)
    if found:
        return Draft(found.start, number.end, found.code, found.label, number, body=found.body, repairs=number.repairs)
    if (
        (so and _is_of_a_body(number))
        or _names_by_symbol(number)
        or (len(number.parts) > 1 and dates.AFTER.match(text, number.end))
    ):
        return Draft(number.start, number.end, None, None, number, repairs=number.repairs)
    return None


def _named_before(text: str, number: Number) -> int:
    """Where a name ends that may be the law's with that number, -1 if the number is no law's."""
    if not _may_be_a_laws(number.value.symbol, number.value.year is not None):
        return -1
    end = number.start
    while end and text[end - 1] in " \n:":
        end -= 1
    if text[max(0, end - 2) : end] in _SO:
        end -= 2
    while end and text[end - 1] in " \n,":
        end -= 1
    return end


@lru_cache(maxsize=1024)
def _may_be_a_laws(symbol: str, dated: bool) -> bool:
    """Whether a symbol, of a number with or without a year, is of a law or of no type that is known."""
    code = type_of_symbol(numbering("", "2000" if dated else None, "/", symbol))
    return code is None or code in types_with("known_by_name")


def _is_of_a_body(number: Number) -> bool:
    """Whether "số" before a symbol can number a document: "số 5/A-B" is a house."""
    return any(len(part) > 1 for part in number.parts)


def _names_by_symbol(number: Number) -> bool:
    """Whether a number without type word and "số" names a document by its symbol alone ("57-NQ/TW")."""
    if number.value.type:
        return bool(number.value.issuers) or number.value.year is not None
    return number.value.year is not None and number.parts[0].startswith(("QH", "UBTVQH"))


def _free(named: Iterable[NamedDocument], taken: list[tuple[int, int]]) -> Iterator[Draft]:
    """The drafts of names that overlap none of the spans ``taken``, which are in order."""
    for one in named:
        draft = Draft(
            one.start, one.end, one.type, one.type_label, named=one, date=one.date, dated=one.date is not None
        )
        if one.holds or not _overlaps(taken, draft):
            yield draft


def _name_end(text: str, draft: Draft) -> int:
    """Where what may hold no other name starts: behind the names of the laws that a numbered one amends."""
    amending = draft.number is not None and lowered(text).startswith("luật sửa đổi", draft.start)
    return draft.number.start if amending and draft.number else draft.start


def _repeats(text: str, named: NamedDocument, drafts: list[Draft]) -> bool:
    """Whether a law's name is that of the number in the bracket behind it, whose draft then begins with the name."""
    if not text.startswith(" (", named.end):
        held = bisect_left(drafts, named.start, key=lambda draft: draft.start)
        return held < len(drafts) and drafts[held].start == named.start  # the amending law itself, without its number
    held = bisect_left(drafts, named.end + 2, key=lambda draft: draft.start)
    if held == len(drafts) or drafts[held].start != named.end + 2 or drafts[held].type != named.type:
        return False
    drafts[held].start = named.start
    return True


def _without_number(text: str, drafts: list[Draft]) -> Iterator[Draft]:
    """Later mentions by type and issuer alone of what the text cites in full: "theo Quyết định của UBND thành phố"."""
    full = {_type_and_issuer(draft) for draft in drafts if draft.number and draft.body}
    if not full:
        return
    taken = [(draft.start, draft.end) for draft in drafts]
    for of in _OF.finditer(text):
        at = of.start() - 2
        if text[max(0, at - _LONGEST_BARE) : at].islower():
            continue  # no type with a capital
        match = _BARE.search(text, max(0, at - 30), at)
        found = types_by_label().get(match["type"].lower()) if match else None
        body = find_body(text, of.end()) if found else None
        if match is None or found is None or body is None or not _CLOSES.match(text, body.end):
            continue
        bare = Draft(match.start("type"), body.end, *found, body=body)
        if any(_same_issue(bare, one) for one in full) and not _overlaps(taken, bare):
            yield bare


def _type_and_issuer(draft: Draft) -> tuple[str | None, str, str | None, str | None]:
    assert draft.body is not None
    return draft.type, draft.body.head, draft.body.kind, draft.body.name


def _same_issue(bare: Draft, full: tuple[str | None, str, str | None, str | None]) -> bool:
    """Whether a bare mention may mean what is cited in full; its issuer's unit may be left unnamed."""
    code, head, kind, name = _type_and_issuer(bare)
    return (code, head, kind) == full[:3] and name in {None, full[3]}


def _overlaps(taken: list[tuple[int, int]], draft: Draft) -> bool:
    index = bisect_left(taken, (draft.start, 0))
    return any(start < draft.end and draft.start < end for start, end in taken[max(0, index - 2) : index + 3])


def _share_type(text: str, drafts: list[Draft]) -> None:
    """Items of a list take the type that the list wrote once: "các Nghị định số A, số B và số C"."""
    previous: Draft | None = None
    for draft in drafts:
        if draft.type is None and draft.number is not None:
            if previous and _lists(text, previous, draft.start, draft.number):
                draft.type, draft.label = previous.type, previous.label
            else:
                draft.type = type_without_words(draft.number.value)
                draft.label = label_of(draft.type)
        previous = draft


def _lists(text: str, previous: Draft, start: int, number: Number) -> bool:
    """Whether a number at ``start`` is the next item of the list that holds ``previous``."""
    if previous.number is None or start - previous.end >= 80:
        return False
    same = previous.number.parts[0] == number.parts[0] or number.parts[0].startswith("QH")
    gap = text[previous.end : start]
    return same and _LIST_GAP.search(gap) is not None and ";" not in gap.rstrip("; ")


def _share_issue(text: str, drafts: list[Draft]) -> None:
    """An issuer, or a date, written once at the end of a list belongs to each item."""
    following: Draft | None = None
    for draft in reversed(drafts):
        if following and _is_item(text, draft, following):
            assert following.number is not None
            draft.body, draft.co_bodies = following.body, following.co_bodies
            shares = draft.number is not None and (
                draft.number.as_written.isdigit() or _is_next(draft.number, following.number)
            )
            if not draft.dated and (shares or "cùng ngày" in text[following.number.end : following.end]):
                draft.date, draft.dated = following.date, True
        following = draft
    for one, other in pairwise(drafts):
        if one.body is None or other.body is not None:
            continue
        if _is_sent_with(text, one, other) or _is_of_one_list(text, one, other):
            other.body, other.recalled = one.body, True


def _is_next(number: Number, following: Number) -> bool:
    """Whether two numbers follow each other in one book, so that one day behind both is that of both."""
    one, other = number.value, following.value
    if one.year is None and other.year is None and one.symbol == other.symbol:
        return one.serial.isdecimal() and other.serial.isdecimal() and int(one.serial) + 1 == int(other.serial)
    return False


def _is_sent_with(text: str, draft: Draft, other: Draft) -> bool:
    """Whether the sender written before one draft sent the next, too: "của UBND tỉnh tại Tờ trình A và văn bản B"."""
    if draft.number is None or other.number is None or draft.body is None:
        return False
    same = not {"UBND", "HĐND"}.isdisjoint(set(draft.number.parts) & set(other.number.parts))
    return same and draft.body.end <= draft.start and _NEXT_SENT.fullmatch(text, draft.end, other.start) is not None


def _is_of_one_list(text: str, draft: Draft, other: Draft) -> bool:
    """Whether the issuer written before a list is the next item's, too: "của UBND tỉnh: số 1/QĐ-UBND, số 2/QĐ-UBND"."""
    if draft.number is None or other.number is None or draft.body is None:
        return False
    before = draft.start < draft.body.start and draft.body.end <= draft.number.start
    opened = before or (draft.recalled and draft.start == draft.number.start)
    gap = text[draft.end : other.number.start]
    listed = _lists(text, draft, other.number.start, other.number) or _NEXT_ITEM.fullmatch(gap) is not None
    return opened and draft.type == other.type and listed


def _is_item(text: str, draft: Draft, following: Draft) -> bool:
    """Whether a draft without issuer and the next one are items of one list, with the same symbol."""
    if draft.number is None or following.number is None or draft.body is not None:
        return False
    gap = text[draft.end : following.start]
    if (
        len(gap) > 40
        or "\n" in gap
        or (gap.strip() == ";" and not draft.number.as_written.isdigit())
        or not _LIST_GAP.search(gap)
    ):
        return False
    ours, theirs = draft.number.parts, following.number.parts
    return ours[-1] == theirs[-1] and len(ours) == len(theirs)
