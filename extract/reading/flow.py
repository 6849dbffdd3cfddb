"""A text as it grows out of a document: paragraphs, rows, pages and footnotes, with where each begins."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from extract.errors import NoWordsError, Sentence
from extract.reading.decoding import converted
from extract.reading.legacy import modernise
from extract.reading.limits import Task, beyond
from extract.records import Page

_ONLY_A_PAGE = re.compile(r"(?:trang|page)?[\s\-–/\d]*", re.IGNORECASE)
_BLANK_LINES = re.compile(r"(?<=\S)[^\S\n]*\n\s*\n[^\S\n]*(?=\S)")  # what they part looks like paragraphs
_DIGITS, _RAISED = "0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹"
_LAYOUT_ROWS, _LAYOUT_COLUMNS = 3, 2  # what letterheads and signatures have; larger tables hold data
_LINE_OF_ROW = 600  # characters that a row written as one line may have


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where text stands in its file: ``text[start:start + length]`` is text node ``node`` of the Word document."""

    start: int
    length: int
    node: int


@dataclass(frozen=True, slots=True)
class Parsed:
    """What a parser found: the text, the offsets at which its paragraphs begin, its pages, and what is to be said."""

    text: str
    media_type: str
    paragraphs: tuple[int, ...] = ()
    pages: tuple[Page, ...] = ()
    warnings: tuple[str, ...] = ()
    anchors: tuple[Anchor, ...] = ()


@dataclass(slots=True)
class Block:
    """A paragraph, or a row of a table; offsets count in ``text``."""

    text: str = ""
    anchors: list[Anchor] = field(default_factory=list)
    pages: list[tuple[int, int]] = field(default_factory=list)


@dataclass(slots=True)
class _Whole:
    """What the parts of one document share."""

    name: str
    task: Task
    page: int = 1
    paged: bool = False
    length: int = 0
    notes: list[Flow] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


class Flow:
    """A growing text. Blank paragraphs leave no trace, paragraphs are lines; footnotes come at the end, numbered."""

    def __init__(self, name: str, task: Task) -> None:
        self._whole = _Whole(name, task)
        self._parts: list[str] = []
        self._length = 0
        self._line_is_blank = True
        self._open = Block()
        self.blocks: list[Block] = []
        self.tick: Callable[[], None] = task.tick

    def part(self) -> Flow:
        """An empty flow of the same document: for a cell, a text box, a note."""
        part = Flow(self._whole.name, self._whole.task)
        part._whole = self._whole
        return part

    def warn(self, template: str, /, **values: object) -> None:
        sentence = Sentence(template, **values)
        if sentence not in self._whole.warnings:
            self._whole.warnings.append(sentence)

    def write(self, text: str, node: int | None = None) -> None:
        """Text of the paragraph at hand; ``node`` is its number among the text nodes of a Word file."""
        self.tick()
        if node is not None and text:
            self._open.anchors.append(Anchor(self._length, len(text), node))
        self._parts.append(text)
        self._length += len(text)
        if self._line_is_blank or "\n" in text:
            self._line_is_blank = not text.rpartition("\n")[2].strip()
        self._whole.length += len(text)
        bound = self._whole.task.limits.characters
        if self._whole.length > bound:
            raise beyond(
                self._whole.name, Sentence("holds more than {count:,} characters", count=bound), "characters", bound
            )

    def at_line_start(self) -> bool:
        """Whether nothing but blanks stands in the line at hand."""
        return self._line_is_blank

    def end_paragraph(self) -> None:
        self.tick()
        self._open.text = "".join(self._parts).rstrip()
        if self._open.text:
            self.blocks.append(self._open)
        elif self._open.pages and self.blocks:  # a page that begins between paragraphs
            last = self.blocks[-1]
            last.pages += [(len(last.text), page) for _, page in self._open.pages]
        self._open, self._parts, self._length, self._line_is_blank = Block(), [], 0, True

    def break_page(self) -> None:
        self.begin_page(self._whole.page + 1)

    def begin_page(self, number: int) -> None:
        """What is written from here on stands on page ``number``; pages are only told of where this was said."""
        self._whole.page, self._whole.paged = number, True
        self._open.pages.append((self._length, number))

    def add(self, blocks: Iterable[Block]) -> None:
        """Whole paragraphs after the one at hand."""
        self.end_paragraph()
        self.blocks += blocks

    def add_table(self, rows: list[list[list[Block]]]) -> None:
        """Rows of cells of paragraphs: cell after cell where the table lays out, a row a line where it holds data."""
        filled = [[cell for cell in row if cell] for row in rows]
        layout = len(rows) <= _LAYOUT_ROWS and all(len(cells) <= _LAYOUT_COLUMNS for cells in filled)
        for cells in filled:
            if layout or _lays_out(cells):
                self.add(block for cell in cells for block in cell)
            elif cells:
                self.add([_one_line(cells)])

    def note(self) -> Flow:
        """Open a footnote: its mark is written here, its text goes into the flow that is given back."""
        note = self.part()
        self._whole.notes.append(note)
        mark = superscript(len(self._whole.notes))
        self.write(mark)
        note.write(f"{mark} ")
        return note

    def add_note(self, text: str, page: int) -> None:
        """A footnote that stands on ``page``, its mark before it."""
        note = self.part()
        note._open.pages.append((0, page))
        note.write(text)
        self._whole.notes.append(note)

    def finish(self, media_type: str) -> Parsed:
        """All that was written, old encodings converted. Raises InputError if there is not one word."""
        self.end_paragraph()
        for note in self._whole.notes:  # a note may hold notes; they have joined the list meanwhile
            note.end_paragraph()
            self.blocks += note.blocks
        text = "\n".join(block.text for block in self.blocks)
        if not text.strip():
            raise NoWordsError("{name} holds no words; nothing can be read from it.", name=self._whole.name)
        modern, encoding = modernise(text)
        if encoding:
            self.warn(converted(self._whole.name, encoding))
            _replace_lines(self.blocks, modern)
        return self._parsed(media_type)

    def _parsed(self, media_type: str) -> Parsed:
        paragraphs: list[int] = []
        anchors: list[Anchor] = []
        pages: list[Page] = []
        start = 0
        for block in self.blocks:
            paragraphs += [start, *(start + blank.end() for blank in _BLANK_LINES.finditer(block.text))]
            anchors += [Anchor(a.start + start, a.length, a.node) for a in block.anchors]
            pages += [Page(min(offset, len(block.text)) + start, number) for offset, number in block.pages]
            start += len(block.text) + 1
        return Parsed(
            "\n".join(block.text for block in self.blocks),
            media_type,
            tuple(paragraphs),
            _from_the_first(pages) if self._whole.paged else (),
            tuple(self._whole.warnings),
            tuple(anchors),
        )


def _from_the_first(pages: list[Page]) -> tuple[Page, ...]:
    """``pages`` with the first, which nothing told of where a text begins on it."""
    return tuple(pages) if pages and pages[0].start == 0 else (Page(0, 1), *pages)


def superscript(mark: int | str) -> str:
    """A footnote mark: 12 -> "¹²"."""
    return str(mark).translate(str.maketrans(_DIGITS, _RAISED))


def mark_number(mark: str) -> int:
    """The number of a footnote mark, raised or not: "¹²" -> 12."""
    return int(mark.translate(str.maketrans(_RAISED, _DIGITS)))


def is_only_a_page(text: str) -> bool:
    """Whether a header or footer says nothing but the page: "- 2 -", "Trang 2/10"."""
    return _ONLY_A_PAGE.fullmatch(text) is not None


def _lays_out(cells: list[list[Block]]) -> bool:
    """Whether a row is two columns of lines, or too much for one line."""
    lines = max((sum(block.text.count("\n") + 1 for block in cell) for cell in cells), default=0)
    size = sum(len(block.text) for cell in cells for block in cell)
    return size > _LINE_OF_ROW or (lines > 2 and len(cells) <= _LAYOUT_COLUMNS)


def _one_line(cells: list[list[Block]]) -> Block:
    row, parts, length = Block(), [], 0
    for number, cell in enumerate(cells):
        for position, block in enumerate(cell):
            gap = " " if position else " | " if number else ""
            start = length + len(gap)
            parts += [gap, block.text.replace("\n", " ")]
            row.anchors += [Anchor(a.start + start, a.length, a.node) for a in block.anchors]
            row.pages += [(offset + start, page) for offset, page in block.pages]
            length = start + len(block.text)
    row.text = "".join(parts)
    return row


def _replace_lines(blocks: list[Block], text: str) -> None:
    """Give every block its lines of ``text``; anchors that no longer fit widen to the whole block."""
    lines = iter(text.split("\n"))
    for block in blocks:
        before = len(block.text)
        block.text = "\n".join(next(lines) for _ in range(block.text.count("\n") + 1))
        if len(block.text) != before:
            block.anchors = [Anchor(0, len(block.text), a.node) for a in block.anchors]
