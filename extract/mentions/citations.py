"""Mentions of other documents (viện dẫn): numbers and names, each with its type, date and issuer.

Numbers and names are found in one scan each; the type is read backwards from a number, date and issuer forwards; the
items of a list share what the list writes once.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import accumulate, chain
from operator import attrgetter

from extract import dates
from extract.bodies.canonical import Standpoint
from extract.bodies.mentioned import find_body
from extract.mentions.charters import find_charters
from extract.mentions.congresses import find_congresses
from extract.mentions.dated import find_dated
from extract.mentions.drafts import Cited, Issued
from extract.mentions.elided import with_elided
from extract.mentions.issuing import find_issue
from extract.mentions.laws import find_laws
from extract.mentions.lists import goes_on, share_issues, share_types
from extract.mentions.named import NamedDocument
from extract.mentions.numbers import Number, find_numbers
from extract.mentions.short import find_short
from extract.mentions.spoilt import with_spoilt
from extract.mentions.type_words import find_type, is_declined, type_of_symbol, types_by_label, words_before
from extract.words import UPPER, fold, lowered
from ontology import types_with
from ontology.numbers import numbering

_BARE = re.compile(rf"\b(?:theo|tại|hiện|khai)\s(?P<type>[{UPPER}][^\W\d_]+(?:\s[^\W\d_]+)?)$")
_SO = ("số", "Số", "SỐ")
_AMENDING, _DRAFT = "luật sửa đổi", "dự thảo "
_LONGEST_BARE = 14  # a type of one or two words, in characters
_OF = " của "
_CLOSES = frozenset(("", *".;,\n"))
_BY_START = attrgetter("start")


def find_issued(text: str, standpoint: Standpoint) -> list[Issued]:
    """All that a text cites, in order, with days and issuers; without titles, nesting and roles."""
    cited = _cited(text, standpoint)
    issued = share_issues(text, [find_issue(text, one, limit) for one, limit in _with_limits(text, cited)])
    taken = [(one.start, one.end) for one in issued]
    dated = (one for one in find_dated(text) if not _overlaps(taken, one.start, one.end))
    return sorted([*issued, *_without_number(text, issued), *dated], key=lambda one: (one.start, -one.end))


def _cited(text: str, standpoint: Standpoint) -> list[Cited]:
    """The numbers and names that cite a document, in order, each with its type."""
    laws = sorted(find_laws(text), reverse=True)
    by_end = {law.name_end: law for law in laws if not law.holds}  # the widest of those that end there
    cited: list[Cited] = []
    for number in with_elided(text, with_spoilt(text, find_numbers(text))):
        one = _numbered(text, number, by_end)
        if one is None and cited and goes_on(text, cited[-1], number):
            one = Cited(number.start, number.end, None, None, number, repairs=number.repairs)
        if one is not None:
            cited.append(one)
    cited += find_short(text)
    cited.sort(key=_BY_START)
    named: list[NamedDocument] = []
    small = lowered(text)
    others = chain(find_congresses(text, standpoint), find_charters(text, standpoint))
    for name in chain(laws, (one for one in others if not small.endswith(_DRAFT, 0, one.start))):
        held = _numbered_with(text, name, cited)
        if held is None:
            named.append(name)
        elif name.start < cited[held].start:
            cited[held] = cited[held]._replace(start=name.start)
    cited += _free(named, [(_name_end(small, one), one.end) for one in cited])
    cited.sort(key=lambda one: (one.start, -one.end))
    return list(share_types(text, cited))


def _with_limits(text: str, cited: list[Cited]) -> Iterator[tuple[Cited, int]]:
    """Each with where the next one starts that it does not hold, as an amending law holds those it amends."""
    starts = [*[one.start for one in cited], len(text)]
    for index, one in enumerate(cited):
        behind = one.number.end if one.number else 0
        limit = starts[index + 1]
        if limit < behind:
            later = (starts[at] for at in range(index + 2, len(starts)))
            limit = next((start for start in later if start >= behind), len(text))
        yield one, limit


def _numbered(text: str, number: Number, laws: dict[int, NamedDocument]) -> Cited | None:
    """What a number cites; None where it is no citation. ``laws`` are those cited by name, by the names' ends."""
    if law := laws.get(_named_before(text, number)):
        return Cited(law.start, number.end, law.type, law.type_label, number, repairs=number.repairs)
    before = words_before(text, number)
    if is_declined(text, number, before):
        return None
    if found := find_type(text, number, before):
        return Cited(found.start, number.end, found.code, found.label, number, None, found.body, number.repairs)
    if (
        (before.so and _is_of_a_body(number))
        or _names_by_symbol(number)
        or (len(number.parts) > 1 and dates.AFTER.match(text, number.end))
    ):
        return Cited(number.start, number.end, None, None, number, repairs=number.repairs)
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
    year = f" {number.value.year}"  # "Luật Đất đai 2024 số 31/2024/QH15"
    return end - len(year) if text.endswith(year, 0, end) else end


@lru_cache(maxsize=1024)
def _may_be_a_laws(symbol: str, dated: bool) -> bool:
    """Whether a symbol, of a number with or without a year, is of a law or of no type that is known."""
    code = type_of_symbol(numbering("", "2000" if dated else None, "/", symbol))
    return code is None or code in types_with("known_by_name")


def _is_of_a_body(number: Number) -> bool:
    """Whether "số" before a symbol can number a document: "số 5/A-B" is a house."""
    return any(len(part) > 1 for part in number.parts)


def _names_by_symbol(number: Number) -> bool:
    """Whether a number without type word and "số" names a document by its symbol alone: "57-NQ/TW", not "5 BC UBND"."""
    if number.value.type:
        in_words = " " in number.as_written and number.as_written.replace(" ", "").isalnum()
        return not in_words and (bool(number.value.issuers) or number.value.year is not None)
    return number.value.year is not None and number.parts[0].startswith(("QH", "UBTVQH"))


def _free(named: Iterable[NamedDocument], taken: list[tuple[int, int]]) -> Iterator[Cited]:
    """The names that overlap none of the spans ``taken``, which are in order."""
    for one in named:
        if one.holds or not _overlaps(taken, one.start, one.end):
            yield Cited(one.start, one.end, one.type, one.type_label, named=one)


def _name_end(small: str, cited: Cited) -> int:
    """Where what may hold no other name starts: behind the names of the laws that a numbered one amends."""
    opening = small[cited.start : cited.start + len(_AMENDING)] if cited.number else ""
    amending = fold(opening) == fold(_AMENDING)  # its accents may be misread
    return cited.number.start if amending and cited.number else cited.start


def _numbered_with(text: str, named: NamedDocument, cited: list[Cited]) -> int | None:
    """The index of what cites the law of a name by number, too: as it begins, or in the bracket behind it."""
    in_bracket = text.startswith(" (", named.end)
    at = named.end + 2 if in_bracket else named.start  # an amending law begins with its own name
    held = bisect_left(cited, at, key=_BY_START)
    if held == len(cited) or cited[held].start != at or (in_bracket and cited[held].type != named.type):
        return None
    return held


def _without_number(text: str, issued: list[Issued]) -> Iterator[Issued]:
    """Later mentions by type and issuer alone of what the text cites in full: "theo Quyết định của UBND thành phố"."""
    full = {_type_and_issuer(one) for one in issued if one.number and one.body}
    if not full:
        return
    taken = [(one.start, one.end) for one in issued]
    *stretches, _ = text.split(_OF)
    for before, (words, end) in enumerate(zip(stretches, accumulate(map(len, stretches)), strict=True)):
        if words[-_LONGEST_BARE:].islower() or not words[-1:].isalpha():
            continue  # no type with a capital, or a day or a number
        at = end + before * len(_OF)
        match = _BARE.search(text, max(0, at - 30), at)
        found = types_by_label().get(match["type"].lower()) if match else None
        body = find_body(text, at + len(_OF)) if found else None
        if match is None or found is None or body is None or text[body.end : body.end + 1] not in _CLOSES:
            continue
        bare = Issued(match.start("type"), body.end, *found, body=body)
        if any(_same_issue(bare, one) for one in full) and not _overlaps(taken, bare.start, bare.end):
            yield bare


def _type_and_issuer(issued: Issued) -> tuple[str | None, str, str | None, str | None]:
    assert issued.body is not None
    return issued.type, issued.body.head, issued.body.kind, issued.body.name


def _same_issue(bare: Issued, full: tuple[str | None, str, str | None, str | None]) -> bool:
    """Whether a bare mention may mean what is cited in full; its issuer's unit may be left unnamed."""
    code, head, kind, name = _type_and_issuer(bare)
    return (code, head, kind) == full[:3] and name in {None, full[3]}


def _overlaps(taken: list[tuple[int, int]], first: int, last: int) -> bool:
    index = bisect_left(taken, (first, 0))
    return any(start < last and first < end for start, end in taken[max(0, index - 2) : index + 3])
