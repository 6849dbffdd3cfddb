"""A text with its citations marked: line by line, each with the notes that stand beside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kg.workspace.sourced import Passage, SourceMark


@dataclass(frozen=True, slots=True)
class Piece:
    """Some characters of a line: of a citation, or of none; ``begins``: the citation begins here."""

    text: str
    mark: SourceMark | None
    begins: bool


@dataclass(frozen=True, slots=True)
class Note:
    """What stands beside the line where a citation begins, with the starts of the ones before and behind it."""

    mark: SourceMark
    before: int | None
    behind: int | None


@dataclass(frozen=True, slots=True)
class MarkedLine:
    """A line of the text; ``number`` counts within the passage that it is of, from 0."""

    number: int
    pieces: tuple[Piece, ...]
    notes: tuple[Note, ...]


def lines_of(passages: Sequence[Passage], marks: Sequence[SourceMark]) -> Iterator[MarkedLine]:
    """The passages line by line. Where citations lie in one another, the inner one is marked."""
    notes = {id(mark): note for mark, note in zip(marks, _notes(marks), strict=True)}
    coming, at = list(marks), 0
    for passage in passages:
        start = passage.start
        open_marks: list[SourceMark] = []
        for number, line in enumerate(passage.text.split("\n")):
            end = start + len(line)
            begun = []
            while at < len(coming) and coming[at].start <= end:
                begun.append(coming[at])
                at += 1
            yield MarkedLine(
                number,
                tuple(_pieces(line, start, [*open_marks, *begun])),
                tuple(notes[id(mark)] for mark in begun),
            )
            open_marks = [mark for mark in (*open_marks, *begun) if mark.end > end + 1]
            start = end + 1


def _pieces(line: str, start: int, marks: Sequence[SourceMark]) -> Iterator[Piece]:
    end = start + len(line)
    cuts = sorted({start, end, *(cut for mark in marks for cut in (mark.start, mark.end) if start < cut < end)})
    begun = set[int]()
    for here, there in pairwise(cuts):
        around = [mark for mark in marks if mark.start <= here and mark.end >= there]
        inner = max(around, key=lambda mark: (mark.start, -mark.end), default=None)
        begins = inner is not None and inner.start >= start and inner.start not in begun
        if inner is not None and begins:
            begun.add(inner.start)
        yield Piece(line[here - start : there - start], inner, begins)


def _notes(marks: Sequence[SourceMark]) -> Iterator[Note]:
    starts = [mark.start for mark in marks]
    for place, mark in enumerate(marks):
        before = starts[place - 1] if place else None
        yield Note(mark, before, starts[place + 1] if place + 1 < len(starts) else None)
