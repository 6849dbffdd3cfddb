"""What a footnote lists: in the role that the words mean on which its mark hangs, "triển khai các kế hoạch[1]"."""

from __future__ import annotations

from bisect import bisect_right

from extract.clauses import last_sentence, line_start
from extract.mentions.drafts import Draft
from extract.repair.pieces import Reading
from extract.roles.cues import Vocabulary
from extract.roles.lists import Role
from extract.roles.sentences import joined
from extract.roles.zones import Zones

_LEAD = 400  # how far before a footnote's mark its sentence may begin, in characters
_MARK_REACH = 60  # between words and the mark of a footnote that hangs on them, in characters


class Noted:
    """The roles of what the footnotes of one document list; each note is looked at once."""

    def __init__(self, reading: Reading, zones: Zones, vocabulary: Vocabulary) -> None:
        self._text, self._zones, self._vocabulary = reading.text, zones, vocabulary
        self._notes = reading.notes
        self._starts = [note.start for note in reading.notes]
        self._hanging: dict[int, Role | None] = {}  # by the start of a note

    def of(self, draft: Draft) -> Role | None:
        """The role of what a footnote lists, by the verb that its mark hangs on."""
        if self._zones.of(draft.start) != "footnote":
            return None
        at = bisect_right(self._starts, draft.start) - 1
        note = self._notes[at] if at >= 0 else None
        if note is None or note.mark is None:
            return None
        if note.start not in self._hanging:
            self._hanging[note.start] = self._hangs_on(note.mark)
        return self._hanging[note.start]

    def _hangs_on(self, mark: int) -> Role | None:
        start = last_sentence(self._text, max(line_start(self._text, mark), mark - _LEAD), mark)
        tokens = self._vocabulary.deciding(self._text, start, mark)
        for one in reversed(tokens):
            if one.cue.side == "mark" and joined(self._text[one.end : mark], _MARK_REACH):
                return Role.by(self._text, one)
        verbs = [one for one in tokens if one.cue.side == "before" and one.cue.reach == "clause"]
        for one in [*reversed([v for v in verbs if v.cue.meaning == "implements"]), *verbs]:
            if one.cue.meaning in {"implements", "cites"}:
                return Role.by(self._text, one)
        return None
