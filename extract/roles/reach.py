"""How far a change clause reaches: which mention can be its first object, and which cue ends its objects."""

from __future__ import annotations

import re

from extract.bodies.mentioned import starts_body
from extract.clauses import CELL, opens_item
from extract.roles import effect
from extract.roles.changes import Clause
from extract.roles.cues import CHANGES, ROLES, Cue, forms_of
from extract.roles.items import Items, in_bracket
from extract.roles.subjects import ISSUER
from extract.roles.verbs import thus
from extract.words import any_of
from ontology import table

_SHARING = CHANGES | {"link"}  # verbs that share an object, and what joins them
_WITH = frozenset(forms_of("cites", "annexed"))  # under the title of a list that is an annex
FROM = re.compile(rf"{effect.FROM}(?:ngày|khi)")
_NUMBER = " số "  # between an adjective and the number of what it tells of
_SAVE, _ABOLISH = "save-where", "abolish"  # cues; what is abolished are rules, wherever they stand
_EACH = frozenset({"", "các"})
_BY = "theo "  # before words that say by what something is done
_NEXT_CLAUSE = frozenset({",", ";"})
INTO = " thành "
"""Between what an act's part is and what it becomes."""
_PLACE = frozenset({"part", "link", "agent", "cites"})  # meanings of words that say where in an act something stands
_PURPOSE = " để "  # "bổ sung, điều chỉnh để đáp ứng các điều kiện quy định tại Luật ..."
FOLLOWS = "→"  # "Luật A thay thế luật cũ → Nghị định B vẫn áp dụng"
_ENACTS = re.compile(  # what asks for an act enacts none: "tại Tờ trình số 2 về việc ban hành Nghị quyết sửa đổi ..."
    rf",\s(?P<body>(?![^,;.]*(?:về việc|đề nghị))[^,;.]{{3,90}})\sban hành\s"
    rf"{any_of(row['label'] for row in table('types'))}\s$"
)
_ENACTS_REACH = 150  # before a verb, in characters
_WITH_IT, _ITSELF = "part-with-it", " này"  # the first is a cue
_JOINED = (" và ", ",", ";", "(", " tại ", " của ", " trong ", " thuộc ")  # behind a part of what an act issued
_LONGEST_NUMBER = 4  # of a part, "12a", "VIII", in characters
_NAMED = 8  # before "ban hành kèm theo", in cues
_AT_ONCE, _NEAR = 14, 45  # between a verb that is bound to its object and that object, in characters


def enacted(items: Items, clause: Clause) -> bool:
    """Whether a recital's sentence goes on to enact: "Theo đề nghị của A, Bộ trưởng B ban hành Thông tư bãi bỏ ...".

    Or it does so itself: "Theo đề nghị của A, Ủy ban nhân dân tỉnh quyết định bãi bỏ ...".
    """
    start, verb = clause.opening
    at = next(place for place, item in enumerate(items.all) if item.start == verb)
    while at and items.all[at - 1].meaning in _SHARING and not items.gap(at).strip(" ,"):
        at -= 1  # "ban hành Thông tư sửa đổi, bổ sung và thay thế A"
    verb = items.all[at].start
    if any(item.cue is not None and item.cue.id == ISSUER and item.end + 1 == verb for item in items.all):
        return True
    enacts = _ENACTS.search(items.text, max(start, verb - _ENACTS_REACH), verb)
    return enacts is not None and starts_body(items.text, enacts.start("body"))


def aside(items: Items, at: int, clause: Clause) -> bool:
    """Whether an item stands in a bracket behind the verb and a part, before its act."""
    end = clause.opening[1] + len(clause.words)
    if end < items.start or items.text.rfind("(", end, items.all[at].start) <= items.text.rfind(
        ")", end, items.all[at].start
    ):
        return False
    if _alone(items, at):
        return False
    part = next(item for item in items.all if item.start >= end)
    return part.meaning == "part" and part.start - end <= _AT_ONCE


def alike(items: Items, at: int, clause: Clause) -> bool:
    """Whether all that an act issued gives way to its like: "Quy chế này thay thế Quy chế đào tạo ban hành theo A"."""
    cue, end = items.all[at].cue, clause.opening[1] + len(clause.words)
    if cue is None or cue.id != _WITH_IT or clause.actor is not None or end < items.start:
        return False
    named = next((one for one in reversed(items.all[:at]) if one.meaning == "self" and one.end <= end), None)
    if named is None:
        return False
    kind = items.text[named.start : named.end].removesuffix(_ITSELF)
    thing = items.text[end : items.all[at].start].strip()
    start = items.all[at].start
    other = any(end + 1 < one.start < start and one.meaning in _PLACE - {"link"} for one in items.all[:at])
    return thing.startswith(kind) and not other and not any(mark in f" {thing} " for mark in _JOINED)


def _alone(items: Items, at: int) -> bool:
    """Whether an item alone stands in brackets."""
    item = items.all[at]
    return items.text.startswith("(", item.start - 1) and items.text.startswith(")", item.end)


def excepts(cue: Cue) -> bool:
    """Whether a cue opens what is left out: "trừ", "trừ trường hợp"."""
    return cue.meaning == "except" or cue.id == _SAVE


def in_exception(items: Items, at: int) -> bool:
    """Whether an item stands in a bracket that excepts something: "A (trừ khoản 3 Điều 5) và B"."""
    before = next((item for item in reversed(items.all[:at]) if item.cue is not None and excepts(item.cue)), None)
    if before is None or not items.text.startswith("(", before.start - 1):
        return False
    return items.text.find(")", before.end, items.all[at].start) < 0


def in_note(items: Items, at: int) -> bool:
    """Whether an item is a part that opens a bracket behind an act, and so is that act's: "A về phí (Điều 5), B"."""
    before, word = items.mentioned(at), items.all[at]
    return word.meaning == "part" and before > items.start and in_bracket(items.text, word)


def noted_in_part(items: Items, act: int) -> bool:
    """Whether a bracket behind an act says that it is about a part of it."""
    for place in range(act + 1, len(items.all)):
        if items.all[place].cue is None:
            return False
        if in_note(items, place):
            return True
    return False


def begins(items: Items, at: int, clause: Clause, pinned: frozenset[int]) -> bool:
    """Whether a mention can be the first object of a verb."""
    end = clause.opening[1] + len(clause.words)
    if not items.start <= end <= items.all[at].start:  # the verb stands in the line that leads in the list
        return items.text[items.start : items.all[at].start].strip(" (*_-\n").lower() not in _WITH
    between = items.text[end : items.all[at].start]
    if (
        FOLLOWS in between
        or _PURPOSE in between
        or (between == _NUMBER and items.text[items.all[at].start].isdecimal())
    ):
        return False  # "Báo cáo thẩm tra bổ sung số 5/BC-BPC" is one more report
    if between.rfind("(") > between.rfind(")"):
        part, number = items.all[at - 1], items.gap(at).strip(" (")
        numbered = part.meaning == "part" and number.isalnum() and len(number) <= _LONGEST_NUMBER
        return numbered and _alone(items, at)  # "Sửa đổi Điều 4 (Nghị định A)"
    before = items.all[at - 1]
    each = items.text[before.start : before.end] if before.cue and before.cue.id == "link-each" else ""
    if clause.verb.reach == "link" and between.strip() not in ("", each):
        return False
    most = {"phrase": _AT_ONCE, "near": _NEAR}.get(clause.verb.reach)
    if clause.verb.cited == "pinpoint" and items.all[at].place not in pinned:
        return False
    parted = ";" in between and not (items.all[at].place in pinned and _parts_from(items, end, at))
    return not parted and (most is None or (len(between) <= most and "(" not in between))


def _parts_from(items: Items, end: int, at: int) -> bool:
    """Whether but parts of an act stand between the end of a verb and it: "bảng a, b; bảng c tại Phụ lục I A"."""
    between = [item for item in items.all[:at] if item.start >= end]
    return any(item.meaning == "part" for item in between) and all(
        item.meaning in _PLACE and item.cue and (item.meaning == "part" or item.cue.reach != "clause")
        for item in between
    )


def ends(items: Items, at: int, clause: Clause, *, listed: bool) -> bool:
    """Whether a cue ends the objects of a clause; ``listed``: some were found."""
    cue = items.all[at].cue
    assert cue is not None
    if cue.meaning in CHANGES:
        return True
    if cue.meaning in ROLES:
        return _decides(items, at, clause, listed=listed)
    if cue.meaning == "self":
        start = items.all[at].start
        return listed or not FROM.search(items.text, max(0, start - 12), start)
    of_act = _before_act(items, at)
    does = cue.meaning == "agent" and cue.reach == "phrase" and (listed or of_act)
    new = cue.meaning == "not" and items.gap(at).strip() in _NEXT_CLAUSE  # "thay thế A; không làm ảnh hưởng đến B"
    suffers = cue.meaning == "passive" and of_act  # "các văn bản đã được A thay thế"
    return does or suffers or items.leaves_out(at) or (listed and (new or cue.meaning in {"if", "words"}))


def opens_with_day(text: str, start: int, stop: int) -> bool:
    """Whether the words behind an object say at once from when."""
    words = text[start:stop].lstrip(" ,(")
    return FROM.match(words) is not None


def _decides(items: Items, at: int, clause: Clause, *, listed: bool) -> bool:
    """Whether a cue says in which role the act behind it is cited, and does not only lead to a part."""
    item = items.all[at]
    cue = item.cue
    assert cue is not None
    beaten = cue.id in clause.verb.beats and not (listed and cue.reach == "clause" and not _names_part(items, at))
    if cue.meaning == "none" or beaten or (not listed and _stands_below(items, at, clause)):
        return False
    if listed and _parted(items, at):
        return False  # in the title of the one before: "Bãi bỏ A về chợ; thực hiện chế độ; B"
    led_in = clause.opening[1] < items.start and not listed
    if led_in and (items.weak(at) or cue.cited == "pinpoint" or _of_part(items, at)):
        return False  # of an item that names its part at length
    verb = clause.opening[1] + len(clause.words)
    named = items.said(max(0, at - _NAMED), at, "part") or item.start - verb <= _AT_ONCE
    return not (items.weak(at) and (named or (clause.relation == "amends" and _reworded(items, at))))


def _names_part(items: Items, at: int) -> bool:
    """Whether a part is named between a cue and the act before it: "A; quy định về phí nêu tại B"."""
    start = items.all[at].start
    while (at := at - 1) >= 0 and items.all[at].cue is not None:
        if items.all[at].meaning == "part" and items.all[at].start < start:
            return True
    return False


def _parted(items: Items, at: int) -> bool:
    """Whether a semicolon parts an item from the next act."""
    act = next((item for item in items.all[at:] if item.cue is None), None)
    return act is not None and ";" in items.text[items.all[at].end : act.start]


def _stands_below(items: Items, at: int, clause: Clause) -> bool:
    """Whether words behind a cue say where what it is about stands, or a list below: "thủ tục thực hiện tại cấp tỉnh
    quy định tại Điều 5 A", "một số điều tại các Thông tư sau:"; but not what is done "theo quy định tại" one."""
    act = next((place for place in range(at + 1, len(items.all)) if items.all[place].cue is None), len(items.all))
    if act == len(items.all):
        return items.all[at].meaning == "cites" and items.text.endswith(":", 0, items.end)
    if clause.verb.id != _ABOLISH:
        return False  # "Bổ sung máy móc phục vụ công tác quy định tại Điều 4 A"
    last = act - 1
    while last > at and items.all[last].meaning == "part" and not items.weak(last):
        last -= 1
    start, end = items.all[last].start, items.all[last].end
    names = items.weak(last) and last > at and items.text[end : items.all[act].start].strip(" :") in _EACH
    return names and not items.text.endswith(_BY, 0, start) and "," not in items.text[items.all[at].end : start]


def _before_act(items: Items, at: int) -> bool:
    """Whether an act stands right behind an item."""
    return at + 1 < len(items.all) and items.all[at + 1].cue is None and not items.gap(at + 1).strip()


def _reworded(items: Items, at: int) -> bool:
    """Whether the act behind an item gets new wording: "Sửa đổi mức phạt quy định tại Điều 24 A như sau", "thành"."""
    act = next((item for item in items.all[at:] if item.cue is None), None)
    return act is not None and (thus(items.text, act.end) or items.text.startswith(INTO, act.end))


def _of_part(items: Items, at: int) -> bool:
    """Whether a cue says in which act the part stands that opens an item: "c) Quy định về thuế theo quy định của A"."""
    first, word = items.all[0], items.all[at]
    opens = first.meaning == "part" and opens_item(items.text[items.start : first.start])
    changes = any(one.meaning in CHANGES for one in items.all[:at])
    return word.meaning == "cites" and _before_act(items, at) and opens and not changes


def in_title_cell(items: Items, at: int, pinned: frozenset[int]) -> bool:
    """Whether a mention stands in the title of the act in a cell before: "1 | A | quy định chi tiết B"."""
    before = next((one for one in reversed(items.all[:at]) if one.cue is None), None)
    _, cell, title = items.text[before.end : items.all[at].start].rpartition(CELL) if before else ("", "", "")
    return bool(cell and title.strip(' *_“"')) and items.all[at].place not in pinned
