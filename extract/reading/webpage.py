"""Web pages as Word, LibreOffice and portals save them (.html): the document without menus, scripts and hidden text."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from extract.errors import InputError, NoWordsError
from extract.reading.flow import Block, Flow, Parsed, superscript
from extract.reading.legacy import of_font
from extract.reading.limits import Task
from extract.reading.numerals import numeral
from extract.reading.tags import Tag, tokens, unescaped

MEDIA_TYPE = "text/html"

_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "wbr"}
_BLOCKS = {
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "div", "dl", "dt", "fieldset",
    "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav",
    "ol", "p", "pre", "section", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
}  # fmt: skip
_UNSHOWN = {
    "applet", "audio", "button", "canvas", "datalist", "del", "dialog", "head", "iframe", "menu", "nav", "noframes",
    "noscript", "object", "option", "script", "select", "style", "svg", "template", "textarea", "title", "video",
}  # fmt: skip
_AROUND = {"aside", "footer", "header"}  # around the document, unless within it
_ROLES = {"banner", "complementary", "contentinfo", "dialog", "navigation", "search"}
_AROUND_WORDS = {
    "advert", "banner", "breadcrumb", "breadcrumbs", "comment", "comments", "cookie", "footer", "login", "menu",
    "modal", "nav", "navbar", "pagination", "popup", "related", "share", "sidebar", "social",
}  # fmt: skip
_IMPLIED_ENDS = {  # a tag: what it ends if that was forgotten
    "p": ("p",), "li": ("li",), "tr": ("tr", "td", "th"), "td": ("td", "th"), "th": ("td", "th"),
}  # fmt: skip
_WITHIN = {"li": ("ol", "ul"), "tr": ("table",), "td": ("tr", "table"), "th": ("tr", "table")}  # looked for inside it
_WALLS = _BLOCKS - {"p"}  # inside which a forgotten paragraph is looked for
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE)
_FONT = re.compile(r"font-family\s*:\s*[\"']?([^;,\"']+)", re.IGNORECASE)
_UPPERCASE = re.compile(r"text-transform\s*:\s*uppercase", re.IGNORECASE)
_NOTE_MARK = re.compile(r"\s*\[?(\d{1,3})\]?\s*")
_NOTE_LINK = re.compile(r"_(?:ftn|edn)|sdfootnote|sdendnote", re.IGNORECASE)
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_DEEPEST, _DEEPEST_TABLE = 10_000, 30


@dataclass(slots=True)
class _Element:
    """An open element, with what its text inherits."""

    tag: str
    shown: bool = True
    kept: bool = False  # inside <main> or <article>: nothing in it is "around"
    raised: bool = False
    raw: bool = False
    capitals: bool = False
    convert: Callable[[str], str] | None = None
    first_block: int = 0
    entries: int = 0  # of a list
    numbers: str | None = None  # form of the numbers of a list, None for dashes
    is_table: bool = False
    characters: int = 0
    links: int = 0
    link_characters: int = 0
    link_digits: bool = False


@dataclass(slots=True)
class _Table:
    outer: Flow
    rows: list[list[list[Block]]]


def parse_html(text: str, name: str, task: Task) -> Parsed:
    """The text of a web page. Raises InputError when it shows no words."""
    try:
        return _Page(name, task, around=False).read(text)
    except NoWordsError:
        pass
    return _Page(name, task, around=True).read(text)  # a page that is nothing but menus by its names


class _Page:
    def __init__(self, name: str, task: Task, around: bool) -> None:
        self._name = name
        self._flow = Flow(name, task)
        self._around = around
        self._open = [_Element("")]
        self._at: defaultdict[str, list[int]] = defaultdict(list)  # where in ``_open`` each tag is
        self._walls: list[int] = []  # and the blocks that are no paragraphs
        self._tables: list[_Table] = []
        self._main: list[tuple[int, int]] = []  # blocks of the outermost flow that stand in <main> or <article>

    def read(self, text: str) -> Parsed:
        for token in tokens(text):
            self._flow.tick()
            if isinstance(token, str):
                self._text(token)
            elif token.closing:
                self._close(token.name)
            else:
                self._start(token)
        while len(self._open) > 1:
            self._end()
        self._keep_main()
        return self._flow.finish(MEDIA_TYPE)

    def _start(self, tag: Tag) -> None:
        name, outer = tag.name, self._open[-1]
        if name == "body":
            while len(self._open) > 1:  # a head that was never closed
                self._end()
            outer = self._open[0]
        if not outer.shown:
            if name not in _VOID:
                self._push(_Element(name, shown=False))
            return
        if name in _IMPLIED_ENDS:
            self._end_forgotten(name)
            outer = self._open[-1]
        if name in _BLOCKS:
            self._flow.end_paragraph()
        if name == "br":
            self._flow.write("\n")
        if name not in _VOID:
            self._push(self._element(tag, outer))

    def _element(self, tag: Tag, outer: _Element) -> _Element:
        name, attributes = tag.name, tag.attributes() if tag.source else {}
        style = attributes.get("style", "")
        font = attributes.get("face") or (found[1] if (found := _FONT.search(style)) else "")
        kept = outer.kept or name in {"main", "article"} or attributes.get("role") == "main"
        element = _Element(
            name,
            shown=self._is_shown(name, attributes, style, kept),
            kept=kept,
            raised=outer.raised or name == "sup" or (name == "a" and _is_note(attributes)),
            raw=outer.raw or name == "pre",
            capitals=outer.capitals or _UPPERCASE.search(style) is not None,
            convert=of_font(font) if font else outer.convert,
            first_block=len(self._flow.blocks),
        )
        if name == "ol":
            element.numbers = attributes.get("type") or "1"
            start = attributes.get("start", "")
            element.entries = int(start) - 1 if start.isascii() and start.isdecimal() and len(start) < 6 else 0
        return element

    def _is_shown(self, name: str, attributes: dict[str, str], style: str, kept: bool) -> bool:
        if name in _UNSHOWN - ({"nav", "menu"} if self._around else set()):
            return False
        if "hidden" in attributes or _HIDDEN.search(style) or "msodel" in attributes.get("class", "").lower():
            return False
        if self._around or kept or name in {"html", "body"}:
            return True
        words = re.findall(r"[a-z]+", f"{attributes.get('class', '')} {attributes.get('id', '')}".lower())
        around = name in _AROUND or attributes.get("role") in _ROLES or attributes.get("title") in {"header", "footer"}
        return not around and _AROUND_WORDS.isdisjoint(words)

    def _push(self, element: _Element) -> None:
        if len(self._open) > _DEEPEST:
            raise InputError(
                "{name} nests elements more than {deepest:,} deep; save the page again.",
                name=self._name,
                deepest=_DEEPEST,
            )
        self._at[element.tag].append(len(self._open))
        if element.tag in _WALLS:
            self._walls.append(len(self._open))
        self._open.append(element)
        if not element.shown:
            return
        if element.tag == "table" and len(self._tables) < _DEEPEST_TABLE:
            self._tables.append(_Table(self._flow, []))
            element.is_table = True
        elif element.tag == "tr" and self._tables:
            self._tables[-1].rows.append([])
        elif element.tag in {"td", "th"} and self._tables and self._tables[-1].rows:
            self._flow = self._flow.part()
            element.first_block = 0
        elif element.tag == "li":
            self._label()

    def _label(self) -> None:
        """The dash or number before an entry of a list."""
        if at := _innermost(self._at[tag] for tag in ("ol", "ul")):
            element = self._open[at]
            element.entries += 1
            number = numeral(element.entries, element.numbers) if element.numbers else ""
            self._flow.write(f"{number}. " if number else "- ")

    def _end_forgotten(self, name: str) -> None:
        ended = [places for tag in _IMPLIED_ENDS[name] if (places := self._at[tag])]
        if not ended:
            return
        within = _innermost([self._walls] if name == "p" else (self._at[tag] for tag in _WITHIN[name]))
        found = [places[at] for places in ended if (at := bisect_right(places, within)) < len(places)]
        while found and len(self._open) > min(found):
            self._end()

    def _close(self, name: str) -> None:
        if name == "p" and not self._at["p"]:
            self._flow.end_paragraph()
        if self._at[name]:  # else it closes nothing
            while self._end() != name:
                pass

    def _end(self) -> str:
        """Close the innermost element; its tag."""
        element = self._open.pop()
        self._at[element.tag].pop()
        if element.tag in _WALLS:
            self._walls.pop()
        outer = self._open[-1]
        outer.characters += element.characters
        outer.links += element.links
        outer.link_characters += element.link_characters
        outer.link_digits |= element.link_digits
        if element.shown:
            if element.tag in _BLOCKS:
                self._flow.end_paragraph()
            if element.tag in {"ol", "ul", "div", "td"} and not self._around and not element.kept:
                self._drop_menu(element)
            self._end_of_table(element)
            if element.tag in {"main", "article"} and not self._tables:
                self._main.append((element.first_block, len(self._flow.blocks)))
        return element.tag

    def _end_of_table(self, element: _Element) -> None:
        if not self._tables:
            return
        table = self._tables[-1]
        if element.tag in {"td", "th"} and self._flow is not table.outer:
            table.rows[-1].append(self._flow.blocks)
            self._flow = table.outer
        elif element.tag == "table" and element.is_table:
            self._tables.pop()
            self._flow = table.outer
            self._flow.add_table(table.rows)

    def _drop_menu(self, element: _Element) -> None:
        """Take out a list or box that is all links and no numbers: citations have numbers, menus have none."""
        if element.links >= 5 and not element.link_digits and element.link_characters >= 0.9 * element.characters:
            del self._flow.blocks[element.first_block :]

    def _text(self, text: str) -> None:
        element = self._open[-1]
        if not element.shown:
            return
        text = unescaped(text)
        if not element.raw:
            text = _BLANKS.sub(" ", text)
            if self._flow.at_line_start():
                text = text.lstrip(" ")
        if not text or (element.raised and text.isspace()):
            return
        if element.convert is not None:
            text = element.convert(text)
        if element.capitals:
            text = text.upper()
        if element.raised and (mark := _NOTE_MARK.fullmatch(text)):
            text = superscript(mark[1])
        self._flow.write(text)
        element.characters += len(text.strip())
        if self._at["a"]:
            element.links += element.tag == "a"
            element.link_characters += len(text.strip())
            element.link_digits |= any(char.isdigit() for char in text)

    def _keep_main(self) -> None:
        """Where a page says which part is its document, and that part is most of it, the rest goes."""
        self._flow.end_paragraph()
        kept = [block for start, end in _outermost(self._main) for block in self._flow.blocks[start:end]]
        size = sum(len(block.text) for block in self._flow.blocks)
        if 2 * sum(len(block.text) for block in kept) > size:
            self._flow.blocks[:] = kept


def _innermost(places: Iterable[list[int]]) -> int:
    """The last of several lists of places, 0 for none."""
    return max((at[-1] for at in places if at), default=0)


def _outermost(ranges: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Ranges that lie in no other, in order."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(ranges, key=lambda r: (r[0], -r[1])):
        if not found or start >= found[-1][1]:
            found.append((start, end))
    return found


def _is_note(attributes: dict[str, str]) -> bool:
    """Whether a link leads to a footnote or back from it, as Word and LibreOffice write them."""
    return any(_NOTE_LINK.match(attributes.get(key, "").lstrip("#")) for key in ("name", "href", "id"))
