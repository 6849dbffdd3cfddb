"""The repaired text of a document, piece by piece, and the way back to its source."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field, replace

#: Where a row starts in the text and in the source; where the source ends that it replaces, or :data:`_IN_STEP`.
Row = tuple[int, int, int]
_IN_STEP = -1  # the text of the row runs in step with the source
_FAR = 1 << 62  # behind every position


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

    ``source`` is the source with its look-alikes replaced, as long as the source itself; ``misread`` where in it digits
    stand that were read as letters, in order.
    """

    text: str
    source: str
    body_end: int
    notes: tuple[Note, ...]
    _rows: list[Row] = field(repr=False)
    _before: tuple[Pieces, ...] = field(default=(), repr=False)  # the maps of what was done before, the latest first
    misread: tuple[int, ...] = ()

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The source offsets of ``text[start:end]``; not empty for a non-empty span."""
        span = _mapped(self._rows, start, end)
        for pieces in self._before:
            span = _mapped(pieces.rows, *span)
        return span

    def reached(self, at: int) -> int:
        """Where in the text, before its footnotes, what stands at position ``at`` of :attr:`source` begins."""
        return bisect_left(range(self.body_end), at, key=lambda place: _mapped(self._rows, place, place + 1)[0])

    def until(self, end: int) -> Reading:
        """The part of the reading before a position of the text, without its footnotes."""
        source = self.source[: _mapped(self._rows, end, end + 1)[0]]
        return replace(self, text=self.text[:end], source=source, body_end=min(end, self.body_end), notes=())

    def behind(self, pieces: Pieces) -> Reading:
        """The same reading of a source that was made of another one by ``pieces``."""
        return replace(self, _before=(*self._before, pieces))


def _mapped(rows: list[Row], start: int, end: int) -> tuple[int, int]:
    at = bisect_right(rows, (start, _FAR)) - 1  # as row_at does, of which this is asked most
    first, origin, replaced = rows[at]
    if replaced < 0 and (at + 1 == len(rows) or end <= rows[at + 1][0]):  # nearly all run in step with the source
        return origin + start - first, origin + end - first
    last, last_origin, last_replaced = rows[row_at(rows, end - 1)]
    begin = origin + start - first if replaced < 0 else origin
    finish = last_origin + end - last if last_replaced < 0 else last_replaced
    return (begin, finish) if begin < finish else (finish, begin)


def row_at(rows: list[Row], position: int) -> int:
    """The index of the row that holds a position of the text."""
    return bisect_right(rows, (position, _FAR)) - 1


class Pieces:
    """The repaired text as it grows, with its map: a row where the text stops running in step with the source."""

    __slots__ = ("_next", "length", "parts", "rows")

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.rows: list[Row] = []
        self.length = 0
        self._next = -1  # the source position that goes on in step

    def keep(self, text: str, origin: int) -> None:
        """Add ``text``, which stands character for character in the source at ``origin``."""
        if text:
            if origin != self._next:
                self.rows.append((self.length, origin, _IN_STEP))
            self.parts.append(text)
            self.length += len(text)
            self._next = origin + len(text)

    def keep_all(self, source: str, stretches: list[tuple[int, int, str]]) -> None:
        """Add stretches of the source, each with what stands behind it and its start, and empty the list of them."""
        texts = [source[start:end] + behind for start, end, behind in stretches]
        rows, length, following = self.rows, self.length, self._next
        for (start, _, _), size in zip(stretches, map(len, texts), strict=True):
            if size:
                if start != following:
                    rows.append((length, start, _IN_STEP))
                length += size
                following = start + size
        self.parts += filter(None, texts)
        self.length, self._next = length, following
        stretches.clear()

    def put(self, text: str, origin: int, end: int) -> None:
        """Add ``text`` in place of the source's stretch ``origin:end``."""
        if len(text) == end - origin:
            self.keep(text, origin)
        elif text:
            self.rows.append((self.length, origin, end))
            self.parts.append(text)
            self.length += len(text)
            self._next = -1

    def reached(self, at: int) -> int:
        """Where in the text what stands at position ``at`` of the source begins, before anything is moved."""
        index = max(0, bisect_right(self.rows, at, key=lambda row: row[1]) - 1)
        start, origin, replaced = self.rows[index]
        stop = self.rows[index + 1][0] if index + 1 < len(self.rows) else self.length
        return min(stop, start + (max(0, at - origin) if replaced < 0 else 0))

    def copy(self, other: Pieces, text: str, start: int, end: int) -> None:
        """Add ``text[start:end]`` of ``other``, whose joined text is ``text``, with its origins."""
        if start >= end:
            return
        index, shift = row_at(other.rows, start), self.length - start
        first, origin, replaced = other.rows[index]
        self.rows.append((self.length, origin + start - first if replaced < 0 else origin, replaced))
        inner = other.rows[index + 1 : row_at(other.rows, end - 1) + 1]
        self.rows += [(position + shift, origin, replaced) for position, origin, replaced in inner]
        self.parts.append(text[start:end])
        self.length += end - start
        self._next = -1

    def last(self) -> str:
        """The last character, empty where there is none."""
        return self.parts[-1][-1] if self.parts else ""

    def join_lines(self) -> None:
        """Make the paragraph break at the end a blank."""
        self.parts[-1] = self.parts[-1][:-1] + " "

    def reading(self, source: str, body_end: int | None = None, notes: tuple[Note, ...] = ()) -> Reading:
        """The finished text with its map."""
        body_end = self.length if body_end is None else body_end
        return Reading("".join(self.parts), source, body_end, notes, self.rows)
