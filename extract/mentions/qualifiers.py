"""Which citation a qualifier belongs to: "được sửa đổi, bổ sung bởi ...", or the same number in brackets."""

from __future__ import annotations

import re

from extract.mentions.drafts import Draft, Issued
from extract.vocabulary import pattern_of, words_of
from extract.words import any_of
from ontology import types_with


def _words(*roles: str) -> str:
    """A pattern for the words of ``titles.csv`` that have one of these roles."""
    return rf"(?i:{any_of(words_of('titles', *roles))})(?!\w)"


_QUALIFIER = re.compile(
    rf"\s?[,(]?\s?(?i:và\s)?(?i:đã\s)?(?i:được\s)?{_words('qualifies')}"
    rf"[^;.\n]{{0,60}}?{_words('qualified_by')}\s(?:[^;.\n]{{0,80}}\s)?$"
)
_QUALIFIER_OPENS = re.compile(
    rf"\s?[,(]?\s?(?i:và\s)?(?i:đã\s)?(?i:được)\s{_words('qualifies')}"
    rf"|\s?\((?i:đã\s)?(?i:được\s)?{_words('qualifies')}"
    rf"|\s{_words('qualifies')}(?:,?\s(?:và\s)?{_words('qualifies')})?\s{_words('agent')}"
)
_SUFFERS, _REPLACED = re.compile(rf"\s{_words('suffers')}"), re.compile(_words("replaced"))
_LISTED_BELOW = re.compile(rf"(?i:{any_of(words_of('titles', 'qualifies'))})\s{_words('qualified_by')}\s?:\n")
_ITEM = "0123456789.) "  # of what the mark of an item is made
_LONGEST_MARK = 6  # of an item, in characters
_LIST_REACH = (
    700  # from the act that a consolidated text puts together to the list of those that amend it, in characters
)
_JOINS = re.compile(  # a stray letter may stand behind the comma
    r"\s?(?:[,;](?:[a-z](?=\s))?\s?(?i:và\s)?|(?i:và|hoặc)\s)(?i:các\s)?(?i:số\s)?$"
)
_AMENDS = pattern_of(
    "titles", "qualifies", before=r"(?:\w+\s){1,2}", any_case=True
)  # "Luật sửa đổi, bổ sung một số điều của Luật A"
_NAMELESS = re.compile(r"(?i:(?:bộ\s)?luật|pháp lệnh)\ss\w:?\s*(?=\d|$)")
_LAWS = types_with("known_by_name")
_SAYS_SO = tuple(f" {words}" for words in words_of("titles", "qualifies"))
_AND = "và "
_LONGEST_JOIN = len(" , và các số ")  # between two such acts, in characters
_MOST_BEFORE = 40  # citations before one that a bracket or a qualifier may mean


def joins(words: str) -> bool:
    """Whether words between two acts only join them: ", ", " và số ", "; các "."""
    return _JOINS.fullmatch(words) is not None


def qualified(text: str, one: Issued, drafts: list[Draft], reached: int) -> int | None:
    """The citation whose qualifier ("được sửa đổi, bổ sung bởi ...") holds the one behind ``drafts``, which all end by
    ``reached``."""
    if not drafts:
        return None
    line = _at_line(text, one.start)
    if line is not None or (text.startswith("(", one.start - 1) and text.startswith(")", one.end)):
        return _named_shortly(one, drafts) if line is None else _listed_below(text, line, drafts)
    if reached <= one.start <= reached + 160:
        gap = text[reached : one.start]
        opens = None if "\n" in gap[1:] else _QUALIFIER_OPENS.match(gap)  # a line may open so: "Được thay thế bởi B"
        if opens is not None and _QUALIFIER.search(gap):
            further = _further(text, drafts, opens[0])
            return _qualifies(one, drafts, of_row=gap[1:2].isupper()) if further is None else further
    before = drafts[-1]
    both = one.pinpoint is not None and before.pinpoint is not None  # "tại Điều 1 Luật A và Điều 2 Luật B"
    item = one.pinpoint[0] if both and one.pinpoint and one.pinpoint[0] >= before.reach else one.start
    gap = text[before.reach : item] if item - before.reach <= _LONGEST_JOIN else "\n"
    if gap == "\n" or not joins(gap):
        return None
    for _ in range(_MOST_BEFORE):  # "A được sửa đổi bởi B sửa đổi, bổ sung A và C"
        if before.within is None:
            break
        holder = drafts[before.within]
        if holder.reach <= before.start and (opens := _QUALIFIER_OPENS.match(text, holder.reach)):
            closed = "(" not in opens[0] or ")" in text[before.start : one.start]
            parted = ";" in gap and closed and not _share_issuer(text, holder, before, one)
            laws = one.type in _LAWS and before.type in _LAWS  # a law goes on behind a code
            of_another_kind = None not in {one.label, before.label} and one.label != before.label and not laws
            among_objects = before is not drafts[-1] and not text.startswith(_SAYS_SO, one.end)  # "... sửa đổi A và C"
            other = (
                parted
                or of_another_kind
                or among_objects
                or _is_next(text, one, before)
                or _suffers(text, one.end, opens[0])
            )
            return None if other else before.within
        before = holder
    return None


def _share_issuer(text: str, holder: Draft, before: Draft, one: Issued) -> bool:
    """Whether acts that amend ``holder`` are parted by semicolons: "A của Chính phủ được sửa đổi tại B ngày 2/3/2031; C
    ngày 4/5/2032 và D ngày 6/7/2033 của Chính phủ". Who issued them stands once, behind the last."""
    alike = one.label == before.label and before.title is None and text.startswith(" và ", one.end)
    return alike and _names_issuer(holder) and not _names_issuer(before) and not _names_issuer(one)


def _names_issuer(act: Draft | Issued) -> bool:
    """Whether an act's own words name who issued it, and no other item of its list does it for all."""
    return act.body is not None and act.start < act.body.start < act.end


def _at_line(text: str, start: int) -> int | None:
    """Where the line begins that opens with what stands at ``start``, behind an item's figure; None if none does."""
    if text[start - 1 : start] not in {"\n", " ", ""}:
        return None
    begin = start - _LONGEST_MARK if start > _LONGEST_MARK else 0
    if begin and "\n" not in text[begin:start]:
        return None
    opens = text.rfind("\n", begin, start) + 1
    return None if text[opens:start].strip(_ITEM) else opens


def _listed_below(text: str, opens: int, drafts: list[Draft]) -> int | None:
    """The act of which a consolidated text says above that it "được sửa đổi, bổ sung bởi:", item by item; the line of
    this one ``opens`` there."""
    at = next(  # out of titles and of notes in brackets
        (
            index
            for index in range(len(drafts) - 1, max(-1, len(drafts) - _MOST_BEFORE), -1)
            if _at_line(text, drafts[index].start) is not None
        ),
        None,
    )
    if at is None:
        return None
    before = drafts[at]
    holder = at if before.within is None else before.within
    reach = drafts[holder].reach
    listed = _LISTED_BELOW.search(text, reach, min(opens, reach + _LIST_REACH))
    if listed is None:
        return None
    first = before.within is None and listed.end() == opens
    further = before.within is not None and text.find("\n", before.reach, opens) == opens - 1
    return holder if first or further else None


def _is_next(text: str, one: Issued, amending: Draft) -> bool:
    """Whether a law is the next of a list and does not amend the one before: "Luật A được sửa đổi theo Luật số 5/...,
    Luật B số 7/...": what amends is called by its number alone, or says that it amends."""
    name = text[one.start : one.number.start if one.number else one.end]
    of_laws = one.type in _LAWS and amending.number is not None and _NAMELESS.match(text, amending.start) is not None
    return of_laws and bool(name) and _NAMELESS.match(name) is None and _AMENDS.match(name) is None


def gave_way(text: str, act: Draft) -> bool:
    """Whether what stands behind an act says that another replaced it: "A được thay thế bởi B"."""
    opens = _QUALIFIER_OPENS.match(text, act.end)
    return opens is not None and "(" not in opens[0] and _REPLACED.search(opens[0]) is not None


def _suffers(text: str, end: int, before: str) -> bool:
    """Whether an act that ends at ``end`` suffers something itself: "A được thay thế bởi B, C bị bãi bỏ bởi D".

    What was only amended ``before`` may still end, with all that amended it: "A được sửa đổi bởi B, C bị bãi bỏ bởi D".
    """
    if _SUFFERS.match(text, end):
        return _REPLACED.search(before) is not None
    opens = _QUALIFIER_OPENS.match(text, end)
    if opens is None or "(" in opens[0]:
        return False
    return _REPLACED.search(before) is not None or _REPLACED.search(opens[0]) is None


def _named_shortly(one: Issued, drafts: list[Draft]) -> int | None:
    """The citation of the same number shortly before one that stands alone in brackets: "... (Nghị định số 5/...)"."""
    if one.number is None:
        return None
    for before in range(len(drafts) - 1, max(-1, len(drafts) - _MOST_BEFORE), -1):
        other = drafts[before].number
        if other is not None and other.text == one.number.text:
            return before
    return None


def _further(text: str, drafts: list[Draft], opens: str) -> int | None:
    """What the act before qualifies, where a further qualifier is joined to its own; None where none is.

    "A được bổ sung theo B và được sửa đổi tại C"; a comma what ends A: "A được sửa đổi bởi B, được thay thế bởi C".
    """
    before = drafts[-1]
    if before.within is None or drafts[before.within].reach > before.start:
        return None
    ends = opens.startswith(",") and _REPLACED.search(opens) is not None
    ends = ends and _REPLACED.search(text, drafts[before.within].reach, before.start) is None
    return before.within if ends or opens.lstrip(" ,").startswith(_AND) else None


def _qualifies(one: Issued, drafts: list[Draft], *, of_row: bool) -> int:
    """Of the citations that end before a qualifier, the one of the amending one's kind, else the outermost.

    ``of_row``: a capital opens it, as the next cell of a row, "Được thay thế bởi B", and so is about the act of that.
    """
    nearest: int | None = len(drafts) - 1
    for _ in range(_MOST_BEFORE):
        if nearest is None:
            break
        laws = drafts[nearest].type in _LAWS and one.type in _LAWS  # a law amends a code, too
        if (laws or drafts[nearest].label == one.label) and not of_row:
            break
        outermost, nearest = nearest, drafts[nearest].within
    return outermost if nearest is None else nearest
