"""What a document only proposes or tells others to do: under headings like "1.2. Kiến nghị thực thi", "Sở Tư pháp:"."""

from __future__ import annotations

import re

from extract.clauses import line_before
from extract.roles.cues import CHANGES, Vocabulary
from extract.roles.subjects import Subjects
from extract.words import lowered

_RANKED = re.compile(
    r"[\s*#]{0,8}(?:(?P<part>(?i:điều|chương|phần|mục)\s[\dIVXLC])|(?P<roman>[IVX]{1,5})[.)]\s"
    r"|(?P<number>\d{1,3}(?:\.\d{1,3}){0,4})(?:[.)]|\s)|(?P<letter>[a-zđ])\)\s)"
)
_LOWEST = 9  # the rank of what has no mark
_DASHES = frozenset("-–+•")
_TASKS = "nhiệm vụ"
_PROPOSES = frozenset({"propose", "recommend"})  # cues
_SHORT_HEADING = 60  # in characters
_MOST_ABOVE = 60  # lines between a heading and what leads in its list
_BODIES = 160  # of a line that names bodies, in characters


class Proposals:
    """Where one text proposes or tells; asked of line after line. Linear: a heading is looked for once."""

    def __init__(self, text: str, vocabulary: Vocabulary, subjects: Subjects) -> None:
        self._text, self._vocabulary, self._subjects = text, vocabulary, subjects
        self._proposed = (-1, -1)  # where the last one begins and ends
        self._looked = 0  # up to where headings that tell were looked for
        self._told: list[tuple[int, int]] = []  # where they begin and end, in order
        self._tasks = (0, (-1, -1))  # up to where headings of tasks were looked for, and where the last one holds

    def hold(self, line: int) -> bool:
        """Whether a line stands under a heading of what is proposed or told, or goes on there."""
        if self._proposed[0] < line <= self._proposed[1] or self._tells(line) or self._charges(line):
            return True
        start = line_before(self._text, line, 0) if line else 0
        if self._proposes(start, line):
            self._proposed = (start, self._under(start))
            return True
        return False

    def _proposes(self, start: int, line: int) -> bool:
        heading = self._text[start : line - 1].rstrip(" :") if line - start <= _SHORT_HEADING else ""
        if not heading or not heading[-1].isalpha() or _rank(self._text, start)[0] >= _LOWEST:
            return False
        return any(one.cue.id in _PROPOSES for one in self._vocabulary.modifying(self._text, start, line, ()))

    def _tells(self, line: int) -> bool:
        """Whether a line stands under one that names a body and ends with a colon."""
        while (colon := self._text.find(":\n", self._looked, line)) >= 0:
            start = self._text.rfind("\n", 0, colon) + 1
            self._looked = colon + 1
            inside = bool(self._told) and start <= self._told[-1][1]
            if not inside and colon - start <= _BODIES:
                grouped = self._in_list(start)
                if self._subjects.heads(start, colon + 1, grouped=grouped):
                    self._told.append((start, self._under(start)))
        return bool(self._told) and self._told[-1][0] < line <= self._told[-1][1]

    def _charges(self, line: int) -> bool:
        """Whether a line stands under a heading of tasks in what a document approves: "IV. NHIỆM VỤ VÀ GIẢI PHÁP"."""
        small = lowered(self._text)
        looked, held = self._tasks
        while (at := small.find(_TASKS, looked, line)) >= 0:
            looked = at + len(_TASKS)
            start = small.rfind("\n", 0, at) + 1
            mark = _RANKED.match(self._text, start)
            end = small.find("\n", at)
            heads = mark is not None and not mark["part"] and mark.end() == at and end - start <= _SHORT_HEADING
            if heads and start > held[1] and self._text[start:end].rstrip(" *:")[-1:].isalpha():
                held = (start, self._under(start))
        self._tasks = (looked, held)
        return held[0] < line <= held[1]

    def _in_list(self, heading: int) -> bool:
        """Whether a heading divides a list that a line above leads in: "Điều 1. Bãi bỏ các văn bản sau:"."""
        rank, line = _rank(self._text, heading)[0], heading
        for _ in range(_MOST_ABOVE):
            end, line = line - 1, self._text.rfind("\n", 0, max(line - 1, 0)) + 1
            if end <= 0:
                break
            if _rank(self._text, line)[0] < rank:
                words = self._vocabulary.deciding(self._text, line, end) if self._text.endswith(":", line, end) else ()
                return any(one.cue.meaning in CHANGES for one in words)
        return False

    def _under(self, heading: int) -> int:
        """Where the stretch ends under a heading: before the next one of its rank or of a higher one."""
        rank, lists, line = _rank(self._text, heading)[0], set[int](), heading
        while (end := self._text.find("\n", line)) >= 0:
            line = end + 1
            other, first = _rank(self._text, line)
            if first:
                lists.add(other)  # whose items count anew under the heading
            elif other <= rank and other not in lists:
                return end
        return len(self._text)


def _rank(text: str, line: int) -> tuple[int, bool]:
    """The rank of a line by its mark, 0 the highest: "Chương II", "II.", "2.", "2.1.", "b)"; whether it counts one."""
    mark = _RANKED.match(text, line)
    if mark is None:
        return _LOWEST + (text[line : line + 1] in _DASHES), False
    if mark["part"]:
        return 0, False
    if mark["roman"]:
        return 1, mark["roman"] == "I"
    if mark["number"]:
        depth = mark["number"].split(".")
        return 1 + len(depth), depth[-1] == "1"
    return _LOWEST - 1, mark["letter"] == "a"
