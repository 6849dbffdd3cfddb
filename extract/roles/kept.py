"""What goes on beside what ends: an act, "Bãi bỏ A; B tiếp tục có hiệu lực", or what a sentence keeps of one.

"Riêng Điều 5 tiếp tục có hiệu lực đến ...": the act then goes on in part, whatever the clause said that ends it.
"""

from __future__ import annotations

import re

from extract.clauses import Sentence, behind_own_part, line_before, opens_item
from extract.roles.changes import Told
from extract.roles.cues import CHANGES, Vocabulary
from extract.roles.items import Items
from extract.roles.sentences import Seen

_LONGEST = 300  # of a sentence that keeps a part, in characters
_FORCE = " có hiệu lực"
_AT_ONCE = 12  # between "riêng" and the part, in characters
_NEXT = re.compile(r"[.;]?\s\n?(?:(?:\d{1,2}\.|[a-zđ]\)|[-–+])\s)?")  # before the next sentence, with an item's mark
RULES = frozenset({"part-rules", "part-rules-at"})
"""Cues of rules, which may be all that an act lays down."""
_WITH_IT = " kèm theo "  # what an act issued
_BY_IT = " theo "  # what somebody does by a part
_OTHER = " khác "  # what opens another clause: "..., các điều khác của A giữ nguyên"
_APPLIED = "keep-applying"  # a cue


def left_alone(items: Items, at: int, *, alone: bool) -> bool:
    """Whether the mention at ``at``, or the list that begins with it, goes on as it was: "B và C tiếp tục có hiệu lực".

    ``alone``: it is a verb's first object, and so begins no such list: "Bãi bỏ A, B tiếp tục có hiệu lực".
    """
    for place in range(at + 1, len(items.all)):
        item = items.all[place]
        if ";" in items.gap(place) or _OTHER in items.text[items.all[place - 1].end : item.end + len(_OTHER)]:
            return False
        if alone and item.cue is None:
            return False
        if item.cue is not None and item.meaning not in {"link", "part"}:
            return item.cue.stays or (place == at + 1 and _fares_otherwise(items, place))
    return False


def _fares_otherwise(items: Items, at: int) -> bool:
    """Whether the words right behind an act tell another thing of it: "B cần được rà soát", "B được thực hiện".

    "B tiếp tục áp dụng", which names nothing that is applied, says that it goes on.
    """
    if items.gap(at).strip():
        return False
    word, following = items.all[at], items.next(at)
    if word.cue is not None and word.cue.id == _APPLIED:
        return following is None or following.cue is not None
    if word.meaning != "passive":
        return word.meaning in {"will", "not", "measured"}
    if following is None or following.cue is None:
        return False
    return following.cue.stays or following.meaning in {"implements", "measured"}


def stays_in_part(text: str, seen: Seen, vocabulary: Vocabulary, *, pinned: bool) -> int:
    """Of how many of the first mentions a part named before them goes on: "Điều 5 Nghị định A tiếp tục có hiệu lực".

    "Hồ sơ đã nộp theo Điều 5 Nghị định A tiếp tục thực hiện đến ..." tells of files that go on, "Các quy định theo Nghị
    định A và B ..." of rules. ``pinned``: the first has a pinpoint, else words tell of a part: "Mẫu số 2 ban hành kèm
    theo Nghị định A".
    """
    last = next((place for place, behind in enumerate(seen.deciding[1:], 1) if behind), 0)
    if not last or not seen.deciding[last][0].cue.stays:
        return 0
    start, end = behind_own_part(text, seen.sentence.start), seen.sentence.mentions[0].start
    by_it = _BY_IT in f" {text[start:end].lower()}".replace(_WITH_IT, "")
    if by_it or not pinned:
        part = next((one for one in vocabulary.all(text, start, end) if one.cue.meaning != "link"), None)
        if (
            part is None
            or part.cue.meaning != "part"
            or (by_it and not (part.cue.id in RULES and opens_item(text[start : part.start])))
        ):
            return 0
    return last if last <= len(seen.drafts) else 0


def led_in_as_kept(text: str, line: int, vocabulary: Vocabulary) -> bool:
    """Whether an item stands in a list of what goes on: "Các quy định sau đây có hiệu lực đến ...: a) Điều 9 A"."""
    lead = line_before(text, line, -1) if line else 0
    end = text.find("\n", lead, line)
    if end < 0 or not text.endswith(":", lead, end) or _FORCE not in text[lead:end]:
        return False
    meanings = {one.cue.meaning for one in vocabulary.all(text, max(lead, end - _LONGEST), end)}
    return "listed" in meanings and meanings.isdisjoint(CHANGES)


def in_part(told: Told) -> Told:
    """The same change, of a part."""
    return told._replace(change=told.change._replace(scope="part"))


def keeps_part(text: str, sentence: Sentence, vocabulary: Vocabulary) -> bool:
    """Whether the sentence behind one keeps a part of what that ends, and names no act: "Riêng Điều 5 tiếp tục ..."."""
    between = _NEXT.match(text, sentence.end)
    if between is None:
        return False
    start = between.end()
    stops = (text.find(mark, start, start + _LONGEST) for mark in ".;\n")
    stop = min((at for at in stops if at >= 0), default=min(len(text), start + _LONGEST))
    cues = vocabulary.all(text, start, stop)
    if len(cues) < 3 or cues[0].cue.meaning != "except" or cues[0].start != start:
        return False
    named = cues[1].cue.meaning == "part" and cues[1].start - cues[0].end <= _AT_ONCE
    return named and any(one.cue.stays for one in cues[2:]) and not any(one.cue.meaning == "self" for one in cues)
