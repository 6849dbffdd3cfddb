"""What a Word file says about its letters outside the text: styles, fonts, capitals, hidden text, list numbers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any
from xml.etree.ElementTree import Element

from extract.reading.legacy import of_font
from extract.reading.numerals import numeral

_INHERITANCE = 12  # styles based on styles; a cycle ends here
_LEVELS, _LONGEST_LABEL = 9, 100  # of a list in Word; what a level writes before a paragraph, in characters


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
Change = dict[str, Any]  # fields of a look with other values


class Styles:
    """The styles of ``word/styles.xml`` by id, with what they inherit."""

    def __init__(self, root: Element | None) -> None:
        self._styles: dict[str, Element] = {}
        self._looks: dict[str, Look] = {}
        self._changes: dict[str, Change] = {}
        self._bases: dict[str, str] = {}
        self._default_id = ""
        self._base = PLAIN
        if root is None:
            return
        defaults = root.find("docDefaults/rPrDefault/rPr")
        self._base = replace(PLAIN, **change_of(defaults))
        for style in root.iter("style"):
            identifier = style.get("styleId", "")
            self._styles[identifier] = style
            self._bases[identifier] = _value(style, "basedOn") or ""
            if style.get("type") == "paragraph" and style.get("default") in {"1", "true", "on"}:
                self._default_id = identifier

    def paragraph(self, properties: Element | None) -> Look:
        """The look of a paragraph with these properties (``pPr``)."""
        look = self._named(_value(properties, "pStyle") or self._default_id)
        change = _list_of(properties)
        return replace(look, **change) if change else look

    def run(self, properties: Element | None, paragraph: Look) -> Look:
        """The look of a run with these properties (``rPr``) in a paragraph of that look."""
        if properties is None:
            return paragraph
        change = self._change(_value(properties, "rStyle") or "") | change_of(properties)
        return replace(paragraph, **change) if change else paragraph

    def _change(self, identifier: str) -> Change:
        """What a style itself says, looked up once: a hostile one has a million children."""
        if identifier not in self._changes:
            style = self._styles.get(identifier)
            self._changes[identifier] = (
                {} if style is None else change_of(style.find("rPr")) | _list_of(style.find("pPr"))
            )
        return self._changes[identifier]

    def _named(self, identifier: str) -> Look:
        if identifier not in self._looks:
            chain: list[str] = []
            name = identifier
            while name in self._styles and len(chain) < _INHERITANCE:
                chain.append(name)
                name = self._bases[name]
            look = self._base
            for style in reversed(chain):
                look = replace(look, **self._change(style))
            self._looks[identifier] = look
        return self._looks[identifier]


def change_of(properties: Element | None) -> Change:
    """The fields of a look that run properties (``rPr``) change, with their values."""
    change: Change = {}
    for item in properties if properties is not None else ():
        if item.tag == "rFonts":
            if font := item.get("ascii") or item.get("hAnsi"):
                change["font"] = font
        elif item.tag == "caps":
            change["capitals"] = _is_on(item)
        elif item.tag in {"vanish", "webHidden"}:
            change["hidden"] = _is_on(item)
        elif item.tag == "vertAlign":
            change["raised"] = item.get("val") == "superscript"
        elif item.tag == "position":
            change["raised"] = _number(item.get("val"), 0) > 2
    return change


def _list_of(properties: Element | None) -> Change:
    """The list that paragraph properties (``pPr``) put a paragraph in, as fields of its look."""
    numbering = None if properties is None else properties.find("numPr")
    if numbering is None:
        return {}
    change: Change = {"list_level": _number(_value(numbering, "ilvl"), 0)}
    if number := _value(numbering, "numId"):
        change["list_id"] = number
    return change


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
            levels = {at: level for at, level in levels.items() if at < _LEVELS}
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
    return _Level(_value(level, "numFmt") or "decimal", (_value(level, "lvlText") or "")[:_LONGEST_LABEL], start)


def _number(text: str | None, default: int) -> int:
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 6 else default
