"""What a Word file says about its letters outside the text: styles, fonts, capitals, hidden text, list numbers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from xml.etree.ElementTree import Element

from extract.reading.legacy import of_font
from extract.reading.numerals import numeral

_INHERITANCE = 12  # styles based on styles; a cycle ends here


@dataclass(frozen=True, slots=True)
class Look:
    """How a run of text is shown: ``font`` as far as old encodings depend on it, ``raised`` for footnote marks."""

    font: str = ""
    capitals: bool = False
    hidden: bool = False
    raised: bool = False
    list_id: str | None = None
    list_level: int = 0

    def converter(self) -> Callable[[str], str] | None:
        """How text of this look becomes what a reader sees; None where it is that already."""
        convert = of_font(self.font)
        if convert is None:
            return str.upper if self.capitals else None
        return (lambda text: convert(text).upper()) if self.capitals else convert


PLAIN = Look()


class Styles:
    """The styles of ``word/styles.xml`` by id, with what they inherit."""

    def __init__(self, root: Element | None) -> None:
        self._styles: dict[str, Element] = {}
        self._looks: dict[str, Look] = {}
        self._default_id = ""
        self._base = PLAIN
        if root is None:
            return
        defaults = root.find("docDefaults/rPrDefault/rPr")
        self._base = look_of(defaults, PLAIN)
        for style in root.iter("style"):
            identifier = style.get("styleId", "")
            self._styles[identifier] = style
            if style.get("type") == "paragraph" and style.get("default") in {"1", "true", "on"}:
                self._default_id = identifier

    def paragraph(self, properties: Element | None) -> Look:
        """The look of a paragraph with these properties (``pPr``)."""
        look = self._named(_value(properties, "pStyle") or self._default_id)
        return _with_list(properties, look)

    def run(self, properties: Element | None, paragraph: Look) -> Look:
        """The look of a run with these properties (``rPr``) in a paragraph of that look."""
        if properties is None:
            return paragraph
        style = self._styles.get(_value(properties, "rStyle") or "")
        return look_of(properties, paragraph if style is None else look_of(style.find("rPr"), paragraph))

    def _named(self, identifier: str) -> Look:
        if identifier not in self._looks:
            chain: list[Element] = []
            name: str | None = identifier
            while name in self._styles and len(chain) < _INHERITANCE:
                chain.append(self._styles[name])
                name = _value(chain[-1], "basedOn")
            look = self._base
            for style in reversed(chain):
                look = _with_list(style.find("pPr"), look_of(style.find("rPr"), look))
            self._looks[identifier] = look
        return self._looks[identifier]


def look_of(properties: Element | None, inherited: Look) -> Look:
    """``inherited`` as changed by run properties (``rPr``)."""
    if properties is None:
        return inherited
    look = inherited
    for item in properties:
        if item.tag == "rFonts":
            look = replace(look, font=item.get("ascii") or item.get("hAnsi") or look.font)
        elif item.tag == "caps":
            look = replace(look, capitals=_is_on(item))
        elif item.tag in {"vanish", "webHidden"}:
            look = replace(look, hidden=_is_on(item))
        elif item.tag == "vertAlign":
            look = replace(look, raised=item.get("val") == "superscript")
        elif item.tag == "position":
            look = replace(look, raised=_number(item.get("val"), 0) > 2)
    return look


def _with_list(properties: Element | None, look: Look) -> Look:
    numbering = None if properties is None else properties.find("numPr")
    if numbering is None:
        return look
    level = _value(numbering, "ilvl") or "0"
    return replace(
        look, list_id=_value(numbering, "numId") or look.list_id, list_level=int(level) if level.isdecimal() else 0
    )


def _value(parent: Element | None, tag: str) -> str | None:
    item = None if parent is None else parent.find(tag)
    return None if item is None else item.get("val")


def _is_on(item: Element) -> bool:
    return item.get("val", "true") not in {"false", "0", "off", "none"}


@dataclass(slots=True)
class _Level:
    format: str
    text: str
    start: int


class Lists:
    """Automatic numbers ("Điều 1.", "a)", "-") of ``word/numbering.xml``, counted as the paragraphs come by."""

    def __init__(self, root: Element | None) -> None:
        self._levels: dict[str, dict[int, _Level]] = {}
        self._abstract: dict[str, str] = {}
        self._counts: dict[str, dict[int, int]] = {}
        if root is None:
            return
        for abstract in root.iter("abstractNum"):
            levels = {_number(level.get("ilvl"), 0): _level(level) for level in abstract.findall("lvl")}
            self._levels[abstract.get("abstractNumId", "")] = levels
        for number in root.iter("num"):
            self._abstract[number.get("numId", "")] = _value(number, "abstractNumId") or ""

    def next(self, look: Look) -> str:
        """What stands before the next paragraph of this look, blank included; empty outside of lists."""
        abstract = self._abstract.get(look.list_id or "0")
        level = self._levels.get(abstract or "", {}).get(look.list_level)
        if abstract is None or level is None:
            return ""
        counts = self._counts.setdefault(abstract, {})
        counts[look.list_level] = counts.get(look.list_level, level.start - 1) + 1
        for deeper in [at for at in counts if at > look.list_level]:
            del counts[deeper]
        if level.format == "bullet":
            return "- "
        if level.format == "none" and "%" not in level.text:
            return ""
        label = level.text
        for at, other in self._levels[abstract].items():
            label = label.replace(f"%{at + 1}", numeral(counts.get(at, other.start), other.format))
        return f"{label} " if label else ""


def _level(level: Element) -> _Level:
    start = _number(_value(level, "start"), 1)
    return _Level(_value(level, "numFmt") or "decimal", _value(level, "lvlText") or "", start)


def _number(text: str | None, default: int) -> int:
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 6 else default
