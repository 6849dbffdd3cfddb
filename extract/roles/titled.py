"""Which mentions of a sentence belong to the act before them: to its title, or to what amended it."""

from __future__ import annotations

from itertools import pairwise
from typing import Literal

from extract.clauses import line_start
from extract.mentions.drafts import Draft
from extract.mentions.title_items import RANK
from extract.roles.ages import outranks
from extract.roles.cues import Vocabulary, forms_of
from extract.roles.sentences import Seen

Title = Literal["sure", "title", "item"]
"""How a mention belongs to the title before it: surely, as an object of its verb, or in an item of a list alone."""
_AND = frozenset({"", "và"})
_PARTS = frozenset(word for form in forms_of("part") for word in form.split())
_MARKS = ",;.:()-–+*“”"
_MOST_BEFORE = 12  # words before an act in its line that only open a row or name its parts
_SHORT_LINE, _MOST_PARTS = 200, 400  # behind an act in its line, and below it, in characters
_AND_LAST = " và "  # before the last of a list


def absorbed(text: str, drafts: list[Draft], seen: Seen) -> dict[int, Title]:
    """Which mentions may be of the title before them: "A sửa đổi B và C".

    What names its issuer where the title's act names none is none of them. What carries out a law is entitled by all
    that outranks it: "Thông tư A hướng dẫn Luật B, Nghị định C, Nghị định D".
    """
    found = dict[int, Title]()
    holder = seen.drafts[0]
    for place, (index, following) in enumerate(pairwise(seen.drafts), 1):
        act, other = drafts[index], drafts[following]
        if found.get(place - 1, "item") == "item":
            holder = index  # whose title, or chain of those who amended it, may go on
        if _qualifies_too(text, drafts, holder, following):
            found[place] = "sure"
            continue
        inner = _titles(drafts, index)
        parted = ";" in text[slice(*seen.sentence.gap(place))]
        if drafts[holder].title is not None and outranks(other.type, drafts[holder].type) and not parted:
            found[place] = "sure"
        elif inner is None:
            continue
        elif other.type == act.type != inner.type:
            continue  # "Thông tư A quy định chi tiết Luật B, Thông tư C"
        elif place > 1 and parted and ";" in text[slice(*seen.sentence.gap(place - 1))]:
            continue  # "Bãi bỏ A; B sửa đổi C; Điều 2 D"
        elif _names_issuer(inner) or not _names_issuer(other):
            part = act.pinpoint is not None  # of "Điều 1 A sửa đổi B và C"
            found[place] = "title" if part or _titles(drafts, following) is None else "item"
    return found


def named_after(text: str, drafts: list[Draft], seen: Seen, vocabulary: Vocabulary) -> frozenset[int]:
    """Which mentions are entitled by what another act suffers: "Thông báo A về việc Quyết định B hết hiệu lực"."""
    found = []
    for place, index in enumerate(seen.drafts):
        title, inner = drafts[index].title, _titles(drafts, index)
        if title is not None and inner is not None:
            words = vocabulary.modifying(text, title[0], inner.start, ())
            if [(one.cue.meaning, one.start, one.end + 1) for one in words] == [("link", title[0], inner.start)]:
                found.append(place)
    return frozenset(found)


def act_above(text: str, drafts: list[Draft], seen: Seen) -> tuple[int, bool] | None:
    """The act that a line above a sentence names, and nothing behind it but its title; whether parts are between them.

    "A về chợ¶- Mẫu số 1, khoản 2 Điều 5¶Được sửa đổi bởi B".
    """
    act = seen.drafts[0] - 1
    while act >= 0 and (holder := drafts[act].within) is not None:
        act = holder
    between = text[drafts[act].reach : seen.sentence.start] if act >= 0 else ""
    if seen.sentence.start != seen.sentence.line or not between.endswith("\n"):
        return None
    if text[line_start(text, drafts[act].start) : drafts[act].start].count(" ") > _MOST_BEFORE:
        return None  # it stands in the title of another
    title, _, parts = between[:-1].partition("\n")
    below = parts.split()
    if len(title) > _SHORT_LINE or len(parts) > _MOST_PARTS or not all(map(_names_part, below)):
        return None
    return act, bool(below) or _ends_with_parts(text[drafts[act].end : drafts[act].reach].split())


def _names_part(word: str) -> bool:
    """Whether a word belongs to what numbers the parts of an act."""
    plain = word.strip(_MARKS)
    return len(plain) <= 1 or plain[0].isdecimal() or plain.isupper() or plain.lower() in _PARTS | _AND


def _ends_with_parts(title: list[str]) -> bool:
    """Whether parts of the next line were joined to a title: "về chứng chỉ Khoản 2 Điều 10"."""
    at = len(title)
    while at and _names_part(title[at - 1]):
        at -= 1
    return at < len(title) and title[at][0].isupper() and title[at].lower() in _PARTS


def _titles(drafts: list[Draft], index: int) -> Draft | None:
    """The act that a citation's title names."""
    inner = drafts[index + 1] if index + 1 < len(drafts) else None
    return inner if inner and inner.within == index and inner.start < drafts[index].reach else None


def _qualifies_too(text: str, drafts: list[Draft], holder: int, following: int) -> bool:
    """Whether an act is one of those that amended another: "A được sửa đổi tại B, Điều 1 C và Điều 1 D"."""
    other, act = drafts[following - 1], drafts[following]
    by_law = act.pinpoint is None and _outranked_by_none(drafts[holder]) and act.type not in RANK
    if holder == following - 1 or (act.pinpoint is None and not by_law):
        return False
    first = next((one for one in drafts[holder + 1 : following] if one.within in (holder, None)), None)
    if first is None:
        return False
    if other is not first and _closed(text, other) and _AND_LAST not in text[other.reach : act.start]:
        return False  # "A được sửa đổi theo B và C, Điều 5 D hết hiệu lực"
    titled = first.start < drafts[holder].reach
    if first.within != holder or (titled and (by_law or first.pinpoint is None or other.pinpoint is None)):
        return False
    return text[other.reach : act.pinpoint[0] if act.pinpoint else act.start].strip(" ,") in _AND


def _closed(text: str, act: Draft) -> bool:
    """Whether an act is the last of its list, by the word before it or its part."""
    start = act.pinpoint[0] if act.pinpoint and act.pinpoint[0] < act.start else act.start
    return text.endswith(_AND_LAST, 0, start)


def _outranked_by_none(act: Draft) -> bool:
    """Whether an act is a law, which resolutions amend, too: "Luật A được sửa đổi theo Luật B và Nghị quyết C"."""
    return RANK.get(act.type or "") == max(RANK.values())


def _names_issuer(draft: Draft) -> bool:
    """Whether a citation names its issuer itself, and does not share the next one's."""
    return draft.body is not None and draft.body.start < draft.end
