"""Rich Text (.rtf): its text in order, footnotes at the end; deleted and hidden text, pictures and objects left out."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from extract.errors import InputError, Sentence
from extract.reading.charsets import OF_FONTS, codec_of_codepage
from extract.reading.composing import composed
from extract.reading.flow import Block, Flow, Parsed, is_only_a_page, superscript
from extract.reading.legacy import of_font
from extract.reading.limits import STEPS, Task, beyond

MEDIA_TYPE = "application/rtf"

_TOKEN = re.compile(
    r"\\(?:(?P<word>[a-zA-Z]{1,32})(?P<number>-?\d{1,10})?\ ?|'(?P<hex>[0-9a-fA-F]{2})|(?P<sign>.))"
    r"|(?P<brace>[{}])|(?P<text>[^\\{}\r\n]+)|[\r\n]+",
    re.DOTALL,
)
_UNSHOWN = {
    "annotation", "atnauthor", "author", "bkmkend", "bkmkstart", "colortbl", "company", "creatim", "datafield", "falt",
    "filetbl", "fldinst", "fontemb", "footnotesep", "generator", "info", "listtable", "objdata", "object", "operator",
    "panose", "pict", "private", "revtbl", "sp", "stylesheet", "tc", "template", "title", "txe", "xe",
}  # fmt: skip
_SHOWN_THOUGH_STARRED = {"footnote", "shpinst"}
_MARGINS = {"header", "headerf", "headerl", "headerr", "footer", "footerf", "footerl", "footerr"}
_SIGNS = {
    "tab": "\t", "line": "\n", "emdash": "—", "endash": "–", "bullet": "•", "lquote": "‘", "rquote": "’",
    "ldblquote": "“", "rdblquote": "”", "~": "\u00a0", "_": "-", "\n": "\n", "\r": "\n", "{": "{", "}": "}",
    "\\": "\\",
}  # fmt: skip
_PARAGRAPH_ENDS = {"par", "sect", "page", "nestcell", "nestrow", "\n", "\r"}
_DEEPEST = 1_000


@dataclass(frozen=True, slots=True)
class _State:
    """What a group inherits; ``fallback``: how many characters behind a Unicode character stand in for it."""

    shown: bool = True
    in_fonts: bool = False
    font: int = -1
    hidden: bool = False
    deleted: bool = False
    capitals: bool = False
    raised: bool = False
    fallback: int = 1
    in_table: bool = False


@dataclass(slots=True)
class _Font:
    codepage: str | None = None
    name: str = ""

    def converter(self) -> Callable[[str], str] | None:
        return of_font(self.name) if self.name else None


def parse_rtf(data: bytes, name: str, task: Task) -> Parsed:
    """The text of a Rich Text file. Raises InputError when it nests too deeply or shows no words."""
    return _Reader(name, task).read(data.decode("latin-1"))


class _Reader:
    def __init__(self, name: str, task: Task) -> None:
        self._name, self._task, self._most = name, task, task.limits.characters
        self._main = self._flow = Flow(name, task)
        self._margins: dict[str, list[list[Block]]] = {"header": [], "footer": []}
        self._state = _State()
        self._stack: list[tuple[_State, Flow, str]] = []
        self._destination = ""  # of the group at hand, if it has a flow of its own
        self._fonts: dict[int, _Font] = {}
        self._codepage = "cp1252"
        self._default_font = -1
        self._bytes = bytearray()  # not decoded yet
        self._text: list[str] = []  # decoded, not written yet
        self._skip = 0
        self._starred = False
        self._boxes: list[Block] = []
        self._rows: list[list[list[Block]]] = []
        self._cells: list[list[Block]] = []
        self._cell: Flow | None = None

    def read(self, source: str) -> Parsed:
        position, match_at, steps = 0, _TOKEN.match, 0
        while match := match_at(source, position):
            steps += 1
            if not steps % STEPS:
                self._task.look()
                self._bound(len(self._bytes) // 4)  # no encoding takes more for a character
                if self._text:
                    self._text[:] = ["".join(self._text)]
                    self._bound(len(self._text[0]))
            position = match.end()
            if match["text"]:
                self._plain(match["text"])
            elif match["hex"]:
                self._plain(chr(int(match["hex"], 16)))
            elif match["brace"]:
                self._flush()
                self._skip = 0
                self._open() if match["brace"] == "{" else self._close()
            elif match["word"] == "bin":
                position += max(0, int(match["number"] or 0))
            elif match["word"]:
                self._word(match["word"], None if match["number"] is None else int(match["number"]))
            elif match["sign"]:
                self._sign(match["sign"])
        self._flush()
        if self._stack:
            self._main.warn("{name} breaks off before its end; what is there was read.", name=self._name)
        while self._stack:
            self._close()
        self._end_table()
        self._main.end_paragraph()
        headers, footers = _distinct(self._margins["header"]), _distinct(self._margins["footer"])
        self._main.blocks[:] = [*headers, *self._main.blocks, *self._boxes, *footers]
        return self._main.finish(MEDIA_TYPE)

    def _open(self) -> None:
        if len(self._stack) >= _DEEPEST:
            raise InputError(
                "{name} nests groups more than {deepest:,} deep; save it again from Word.",
                name=self._name,
                deepest=_DEEPEST,
            )
        self._stack.append((self._state, self._flow, self._destination))
        self._destination, self._starred = "", False

    def _close(self) -> None:
        if not self._stack:
            return
        destination, part = self._destination, self._flow
        self._state, self._flow, self._destination = self._stack.pop()
        if part is not self._flow:
            part.end_paragraph()
        if destination == "box":
            self._boxes += part.blocks
        elif destination in self._margins:
            self._margins[destination].append(part.blocks)

    def _plain(self, text: str) -> None:
        if self._skip:
            text, self._skip = text[self._skip :], max(0, self._skip - len(text))
        if self._state.in_fonts:
            font = self._fonts.setdefault(self._state.font, _Font())
            font.name = (font.name + text).partition(";")[0].strip()[:100]
        elif self._state.shown:
            self._bytes += text.encode("latin-1")
            if len(text) > STEPS:
                self._bound(len(self._bytes) // 4)

    def _sign(self, sign: str) -> None:
        if sign == "*":
            self._starred = True
        elif sign in _PARAGRAPH_ENDS:
            self._end_paragraph()
        elif sign in _SIGNS:
            self._put(_SIGNS[sign])

    def _put(self, text: str) -> None:
        if self._skip:
            self._skip -= 1
        elif self._state.shown:
            self._settle()
            self._text.append(text)

    def _bound(self, characters: int) -> None:
        if characters > self._most:
            raise beyond(
                self._name, Sentence("holds more than {count:,} characters", count=self._most), "characters", self._most
            )

    def _word(self, word: str, number: int | None) -> None:
        if word == "u" and number is not None:
            self._settle()
            if self._state.shown:
                self._text.append(chr(number & 0xFFFF))
            self._skip = self._state.fallback
        elif word in _SIGNS:
            self._put(_SIGNS[word])
        else:
            self._flush()
            starred, self._starred = self._starred, False
            if word in _UNSHOWN or (starred and word not in _SHOWN_THOUGH_STARRED):
                self._state = replace(self._state, shown=False)
            elif not (self._begin_part(word) or self._structure(word)):
                self._format(word, number, number != 0)

    def _begin_part(self, word: str) -> bool:
        """Notes, text boxes and margins have flows of their own."""
        if not self._state.shown:
            return False
        if word == "footnote":
            self._flow, self._destination = self._target().note(), "note"
        elif word == "shptxt":
            self._flow, self._destination = self._main.part(), "box"
        elif word in _MARGINS:
            self._flow, self._destination = self._main.part(), word[:6]
        else:
            return False
        self._state = replace(self._state, in_table=False)
        return True

    def _structure(self, word: str) -> bool:
        if word in _PARAGRAPH_ENDS:
            self._end_paragraph()
        elif word == "cell" and self._state.shown:
            self._cells.append(self._end_cell())
        elif word == "row" and self._state.shown:
            cells, self._cells = self._cells, []
            if self._rows and len(self._rows[-1]) != len(cells):  # another table begins
                self._end_table()
            self._rows.append(cells)
        elif word == "pard":
            self._state = replace(self._state, in_table=False)
        elif word == "intbl":
            self._state = replace(self._state, in_table=True)
        else:
            return False
        return True

    def _format(self, word: str, number: int | None, on: bool) -> None:
        state = self._state
        if word == "f" and number is not None:
            self._state = replace(state, font=number)
        elif word == "fonttbl":
            self._state = replace(state, in_fonts=True)
        elif word == "fcharset" and state.in_fonts:
            self._fonts.setdefault(state.font, _Font()).codepage = OF_FONTS.get(number or 0)
        elif word == "ansicpg":
            self._codepage = codec_of_codepage(number) or self._codepage
        elif word == "deff":
            self._default_font = -1 if number is None else number
        elif word == "uc":
            self._state = replace(state, fallback=min(max(number or 0, 0), 10))
        elif word == "v":
            self._state = replace(state, hidden=on)
        elif word == "deleted":
            self._state = replace(state, deleted=on)
            self._main.warn(
                "{name} holds tracked changes; deleted text was left out, inserted text is in.", name=self._name
            )
        elif word == "caps":
            self._state = replace(state, capitals=on)
        elif word in {"super", "up"}:
            self._state = replace(state, raised=on)
        elif word in {"nosupersub", "sub"}:
            self._state = replace(state, raised=False)
        elif word == "plain":
            self._state = replace(
                state, font=self._default_font, hidden=False, deleted=False, capitals=False, raised=False
            )

    def _settle(self) -> None:
        """Decode the bytes at hand by the code page of their font."""
        if self._bytes:
            font = self._fonts.get(self._state.font)
            codepage = (font.codepage if font else None) or self._codepage
            text = self._bytes.decode(codepage, "replace")
            convert = font.converter() if font else None
            self._text.append(convert(text) if convert else text)
            self._bytes.clear()

    def _flush(self) -> None:
        """Write what was gathered, as it looks in the state at hand."""
        self._settle()
        if not self._text:
            return
        text = "".join(self._text).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
        self._text.clear()
        state = self._state
        if not state.hidden and not state.deleted:
            text = composed(text)
            if state.capitals:
                text = text.upper()
            if state.raised and text.isascii() and text.isdecimal():
                text = superscript(text)
            self._target().write(text)

    def _target(self) -> Flow:
        """Where text goes: a cell in tables of the main text, else the flow at hand."""
        if self._flow is not self._main:
            return self._flow
        if self._state.in_table:
            if self._cell is None:
                self._cell = self._main.part()
            return self._cell
        self._end_table()
        return self._main

    def _end_paragraph(self) -> None:
        self._flush()
        if not self._state.shown or self._state.deleted:
            return
        target = self._target()
        target.end_paragraph()
        if self._boxes and target is self._main:
            target.add(self._boxes)
            self._boxes = []

    def _end_cell(self) -> list[Block]:
        cell, self._cell = self._cell, None
        if cell is None:
            return []
        cell.end_paragraph()
        return cell.blocks

    def _end_table(self) -> None:
        if self._cell is not None:
            self._cells.append(self._end_cell())
        if self._cells:
            self._rows.append(self._cells)
            self._cells = []
        if self._rows:
            self._main.end_paragraph()
            self._main.add_table(self._rows)
            self._rows = []


def _distinct(margins: list[list[Block]]) -> list[Block]:
    """Headers or footers, each once, page numbers left out."""
    texts = {"\n".join(block.text for block in blocks): blocks for blocks in reversed(margins)}
    return [block for text in reversed(texts) if not is_only_a_page(text) for block in texts[text]]
