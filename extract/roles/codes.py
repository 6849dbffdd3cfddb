"""Of which act the codification's articles are (bộ pháp điển), whose closing articles are of many: "Thông tư này thay
thế A" there tells of the act that the note under the article's heading names."""

from __future__ import annotations

from bisect import bisect_left

from extract.codified import is_codified, note_before
from extract.mentions.drafts import Draft

_NOTE = "(Điều "
_INDENT = 12  # of a line, in characters


class Codes:
    """The acts of one text's articles; of a text that is no codification, none."""

    def __init__(self, text: str, drafts: list[Draft]) -> None:
        self._text, self._drafts = text, drafts
        self.codified = _NOTE in text and is_codified(text)
        """Whether the text is one of the codification."""

    def in_note(self, line: int) -> bool:
        """Whether a line is a note, which names headings of other articles: "(Điều này có nội dung liên quan đến"."""
        return self._text[line : line + _INDENT].lstrip().startswith("(")

    def act_of(self, position: int) -> tuple[int, tuple[int, int]] | None:
        """The act of the article that holds a position, by its draft, and the words that say since when, or None."""
        note = note_before(self._text, position) if self.codified else None
        if note is None:
            return None
        act = bisect_left(self._drafts, note[0], key=lambda draft: draft.start)
        part = self._drafts[act].pinpoint
        return None if part is None or part[0] > note[0] else (act, (note[1], position))
