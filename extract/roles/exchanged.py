"""Words that are exchanged, added or dropped: which act holds them, and is amended.

"Thay cụm từ “A” bằng cụm từ “B” tại C": C is amended, whatever the words name.
"""

from __future__ import annotations

import re

from extract.clauses import opens_item
from extract.records import Changing
from extract.roles.cues import CHANGES, forms_of
from extract.roles.items import Items
from extract.words import any_of
from ontology import table

_IN = "tại|trong|ở"
_AT = re.compile(rf"(?<!\w)(?i:{_IN})\s(?:các\s)?$")  # before the act in which something stands
_AT_REACH = 12  # of these words, in characters
JOINT = re.compile(r"(?:,|;|\bvà\b|\bhoặc\b)[^;.:]{0,60}$")  # before a list's next item
_WITH = "agent-with"  # a cue
_PARTS = forms_of("part")
_HAS = frozenset({"có", "có một", "có một số", "(", "(một", "(có"})  # between an act and its words
_GO_ON = (*forms_of("words"), *_PARTS, "từ “", "“", '"')  # behind a semicolon
_EACH = "các "
_A_WORD = re.compile(r"(?<!\w)[Tt]ừ\s[“\"'‘]")
_WORDING = re.compile(r" (?:từ|nội dung|đoạn|câu|dòng|tên)\s[“\"'‘]")  # behind a verb
_HEADS = re.compile(r"\s?:\s(?:[a-zđ]\)\s|\d{1,2}[.)]\s)?")  # between an act and the first verb that changes it
_TYPES = any_of(row["label"] for row in table("types"))
_PART = rf"{_TYPES}|(?i:{any_of(_PARTS)})|các|tên|và|số|[a-zđ]{{1,2}}|\d{{1,3}}[a-zđ]?|[IVX]{{1,5}}"
_QUOTED = re.compile("“[^“”]*”")
_INTO = (" vào ", " trước ", " sau ")
_OF = " của "
_BY = re.compile(r"(?<!\w)(?<!kèm )(?<!hành )theo (?:quy định tại )?[^,;“”]{0,60}$")  # before the act that did it
_LOCATES = re.compile(  # before the act that holds exchanged words, or a list of its parts
    rf"\bkèm theo $|\b(?i:{_IN}|của|vào)\b(?:[^,;“”]{{0,100}}|\s(?:(?:{_PART})(?:[\s,;.]+|$)){{0,160}})$"
)


def located(text: str, start: int) -> bool:
    """Whether something stands in the act that begins at ``start`` of a text: "tại Nghị định A"."""
    return _AT.search(text, max(0, start - _AT_REACH), start) is not None


def exchanges(items: Items, at: int) -> bool:
    """Whether it is words that a verb exchanges: "bãi bỏ cụm từ “...”", "thay thế từ “...”"."""
    end = items.all[at].end
    following = items.next(at)
    if _WORDING.match(items.text, end):
        return True
    return following is not None and following.meaning == "words" and following.start - end <= 3


def holders(items: Items, at: int, after: int, quoted: frozenset[int]) -> list[int]:
    """The acts that hold the words which the verb at ``at`` exchanges, by their places in the sentence.

    They stand from the item ``after`` on, else before the verb: "Tại C, thay cụm từ ...". ``quoted`` ones are words.
    """
    held = _located(items, range(after, len(items.all)), quoted)
    before = at - 1
    while before >= 0 and items.all[before].cue is not None:
        before -= 1
    if not held and before >= 0 and ";" not in items.gap(before + 1):
        begins = items.mentioned(before)
        if _AT.search(items.text[begins : items.all[before].start]):
            held.append(items.all[before].place)
    return held


def headed(items: Items, at: int, last: int) -> int | None:
    """The act that heads what the verbs from ``at`` to ``last`` change of it: "Tại Nghị định A: bãi bỏ Điều 2"."""
    part = items.next(last)
    if at == 0 or part is None or part.meaning != "part" or part.start - items.all[last].end > 1:
        return None
    act = items.all[at - 1]
    if act.cue is not None or not _HEADS.fullmatch(items.text, act.end, items.all[at].start):
        return None
    heads = _AT.search(items.text, items.start, act.start)
    return act.place if heads and opens_item(items.text[items.start : heads.start()]) else None


def put_into(items: Items, last: int) -> int | None:
    """The act into which the verb at ``last`` puts a part of this document: "Bổ sung Phụ lục I ... này vào A"."""
    at = next((place for place in range(last + 1, len(items.all)) if items.all[place].cue is None), None)
    if at is None or not items.said(last + 1, at, "self"):
        return None
    here = next(item for item in items.all[last + 1 : at] if item.meaning == "self")
    between = items.text[here.end : items.all[at].start]
    return items.all[at].place if between.startswith(_INTO) and set(";.").isdisjoint(between) else None


def suffer(items: Items, first: int, at: int) -> bool:
    """Whether the predicate at ``at`` is about words: "Cụm từ “A” tại C được thay bằng cụm từ “B”"."""
    first = _behind_change(items, first, at)
    start = items.all[first - 1].end if first else items.start
    return items.said(first, at, "words") or _A_WORD.search(items.text, start, items.all[at].start) is not None


def gives_way(items: Items, agent: int, first: int) -> bool:
    """Whether a thing that stands in acts gives way to another: "Quy hoạch chợ tại A và B được thay thế bằng ...".

    ``agent``: the item behind which that is named; ``first``: the first act.
    """
    word = items.all[agent].cue
    return word is not None and word.id == _WITH and located(items.text, items.all[first].start)


def suffering(items: Items, first: int, at: int, quoted: frozenset[int]) -> list[int]:
    """The acts that hold the words which the predicate at ``at`` is about, by their places in the sentence."""
    places = range(_behind_change(items, first, at), at)
    return _located(items, places, quoted) or _having(items, places)


def _behind_change(items: Items, first: int, at: int) -> int:
    """The first item from ``first`` on behind every change told before item ``at``, which are of other words."""
    return next((place + 1 for place in range(at - 1, first - 1, -1) if items.all[place].meaning in CHANGES), first)


def exchanged_by(items: Items, at: int, quoted: frozenset[int]) -> int | None:
    """The act by which the predicate at ``at`` says that words were exchanged: "... bằng “B” theo quy định tại D"."""
    for place in range(at + 2, len(items.all)):
        item, before = items.all[place], items.all[place - 1]
        told = before.meaning == "agent" or (before.meaning == "cites" and before.cue and before.cue.reach == "clause")
        if item.cue is None and item.place not in quoted and told:
            return place
    return None


def _located(items: Items, places: range, quoted: frozenset[int]) -> list[int]:
    """The acts among some items in which something stands: "tại C và D"."""
    held: list[int] = []
    for place in places:
        item = items.all[place]
        gap = _QUOTED.sub("“”", items.gap(place))
        if item.meaning in CHANGES or (";" in gap and not _goes_on(gap + items.text[item.start : item.end])):
            break
        named = place > 0 and items.all[place - 1].meaning == "words" and not gap.endswith(_OF)  # "cụm từ Nghị định A"
        if item.cue is not None or item.place in quoted or named:
            continue
        gap = items.text[items.mentioned(place) : item.start]
        if _BY.search(gap):
            break
        if _LOCATES.search(gap) or (held and JOINT.search(gap)):
            held.append(item.place)
    return held


def _goes_on(words: str) -> bool:
    """Whether behind a semicolon words or parts of the same act go on."""
    return words.rpartition(";")[2].lstrip().lower().removeprefix(_EACH).startswith(_GO_ON)


def of_words(relation: Changing) -> Changing:
    """To exchange, add or drop words is to amend; to correct them is to correct."""
    return relation if relation == "corrects" else "amends"


def _having(items: Items, places: range) -> list[int]:
    """The acts among some items right behind which their words are spoken of: "A có cụm từ bị", "A (cụm từ ...)"."""
    held = []
    for place in places:
        following, item = items.next(place), items.all[place]
        if item.cue is None and following is not None and following.meaning == "words":
            held += [item.place] if items.text[item.end : following.start].strip() in _HAS else []
    return held
