"""What of an act that ends is kept by a sentence of its own: "Riêng Điều 5 tiếp tục có hiệu lực đến ...".

The act then goes on in part, whatever the clause said that ends it.
"""

from __future__ import annotations

import re

from extract.clauses import Sentence
from extract.roles.changes import Told
from extract.roles.cues import Cue, Vocabulary
from extract.roles.sentences import Seen

_NEXT = re.compile(r"[.;]\s")
_STOP = re.compile(r"[.;\n]")
_LONGEST = 300  # of a sentence that keeps a part, in characters
_AT_ONCE = 12  # between "riêng" and the part, in characters


def stays_in_part(seen: Seen, place: int) -> bool:
    """Whether a part named right before a mention goes on: "Điều 5 Nghị định A tiếp tục có hiệu lực"."""
    behind = seen.deciding[place + 1]
    return bool(behind) and _stays(behind[0].cue)


def in_part(told: Told) -> Told:
    """The same change, of a part."""
    return told._replace(change=told.change._replace(scope="part"))


def keeps_part(text: str, sentence: Sentence, vocabulary: Vocabulary) -> bool:
    """Whether the sentence behind one keeps a part of what that ends, and names no act: "Riêng Điều 5 tiếp tục ..."."""
    begins = _NEXT.match(text, sentence.end)
    if begins is None:
        return False
    start = begins.end()
    stop = _STOP.search(text, start, start + _LONGEST)
    cues = vocabulary.all(text, start, stop.start() if stop else min(len(text), start + _LONGEST))
    if len(cues) < 3 or cues[0].cue.meaning != "except" or cues[0].start != start:
        return False
    named = cues[1].cue.meaning == "part" and cues[1].start - cues[0].end <= _AT_ONCE
    return named and any(_stays(one.cue) for one in cues[2:]) and not any(one.cue.meaning == "self" for one in cues)


def _stays(cue: Cue) -> bool:
    return cue.meaning == "none" and cue.side == "behind"
