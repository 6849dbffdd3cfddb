"""The repaired text of a document, piece by piece, and the way back to its source."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field, replace


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote (chú thích cuối trang): its extent in the repaired text and where its mark stands, if found."""

    start: int
    end: int
    label: str
    mark: int | None


@dataclass(frozen=True, slots=True)
class Reading:
    """The repaired text and its map. ``body_end`` is where the lifted footnotes begin.

    ``source`` is the source with its look-alikes replaced, as long as the source itself.
    """

    text: str
    source: str
    body_end: int
    notes: tuple[Note, ...]
    _starts: list[int] = field(repr=False)
    _origins: list[int] = field(repr=False)
    _ends: list[int] = field(repr=False)
    _letters: Pieces | None = field(default=None, repr=False)  # the map of decomposed letters, where there are any

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The source offsets of ``text[start:end]``; not empty for a non-empty span."""
        span = _mapped(self._starts, self._origins, self._ends, start, end)
        if self._letters is None:
            return span
        return _mapped(self._letters.starts, self._letters.origins, self._letters.ends, *span)

    def with_letters(self, letters: Pieces) -> Reading:
        """The same reading of a source whose letters were composed first."""
        return replace(self, _letters=letters)


def _mapped(starts: list[int], origins: list[int], ends: list[int], start: int, end: int) -> tuple[int, int]:
    first = bisect_right(starts, start) - 1
    last = bisect_right(starts, end - 1) - 1
    begin = origins[first] + (start - starts[first] if ends[first] < 0 else 0)
    finish = ends[last] if ends[last] >= 0 else origins[last] + end - starts[last]
    return (begin, finish) if begin < finish else (finish, begin)


class Pieces:
    """The repaired text as it grows, with its map: a row where the text stops running in step with the source.

    A row says where it starts in the text and in the source; ``ends`` is -1 where the text runs in step, else the
    source end of what the row replaces.
    """

    __slots__ = ("_next", "ends", "length", "origins", "parts", "starts")

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.starts: list[int] = []
        self.origins: list[int] = []
        self.ends: list[int] = []
        self.length = 0
        self._next = -1  # the source position that goes on in step

    def keep(self, text: str, origin: int) -> None:
        """Add ``text`` as it stands in the source at ``origin``."""
        if text:
            if origin != self._next:
                self._row(origin, -1)
            self.parts.append(text)
            self.length += len(text)
            self._next = origin + len(text)

    def put(self, text: str, origin: int, end: int) -> None:
        """Add ``text`` in place of the source's stretch ``origin:end``."""
        if len(text) == end - origin:
            self.keep(text, origin)
        elif text:
            self._row(origin, end)
            self.parts.append(text)
            self.length += len(text)
            self._next = -1

    def _row(self, origin: int, end: int) -> None:
        self.starts.append(self.length)
        self.origins.append(origin)
        self.ends.append(end)

    def copy(self, other: Pieces, text: str, start: int, end: int) -> None:
        """Add ``text[start:end]`` of ``other``, whose joined text is ``text``, with its origins."""
        index = bisect_right(other.starts, start) - 1
        while start < end:
            stop = min(end, other.starts[index + 1] if index + 1 < len(other.starts) else len(text))
            origin, replaced = other.origins[index], other.ends[index]
            if replaced < 0:
                self.keep(text[start:stop], origin + start - other.starts[index])
            else:
                self.put(text[start:stop], origin, replaced)
            start, index = stop, index + 1

    def last(self) -> str:
        """The last character, empty where there is none."""
        return self.parts[-1][-1] if self.parts else ""

    def join_lines(self) -> None:
        """Make the paragraph break at the end a blank."""
        self.parts[-1] = self.parts[-1][:-1] + " "

    def reading(self, source: str, body_end: int | None = None, notes: tuple[Note, ...] = ()) -> Reading:
        """The finished text with its map."""
        body_end = self.length if body_end is None else body_end
        return Reading("".join(self.parts), source, body_end, notes, self.starts, self.origins, self.ends)
