"""HTML cut into tags and text, in one pass over any input, however broken."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

_OPENING = re.compile(r"<([a-zA-Z][\w:-]*+)((?>(?:[^<>\"']++|\"[^\"]*+\"|'[^']*+')*))>")
_LOOSE = re.compile(r"</?([a-zA-Z][\w:-]*+)([^>]*+)>")
_ATTRIBUTE = re.compile(r"([a-zA-Z][\w:-]*+)(?:\s*+=\s*+(\"[^\"]*+\"|'[^']*+'|[^\s\"'>]++))?")
_LONGEST_TAG = 2_000  # with quotes heeded; a longer one, as of an embedded picture, ends at the next bracket
_LONG_NUMBER = re.compile(r"(?<=&#)(?=[0-9]{9})0*+([0-9]*+)")
_RAW = {"script", "style", "textarea", "title", "xmp", "noembed", "noframes", "iframe"}


@dataclass(frozen=True, slots=True)
class Tag:
    """An opening or closing tag; ``source`` holds its attributes as written."""

    name: str
    closing: bool
    source: str

    def attributes(self) -> dict[str, str]:
        """Attributes by small names, the first of each; values without quotes and entities."""
        found: dict[str, str] = {}
        for name, value in _ATTRIBUTE.findall(self.source):
            found.setdefault(name.lower(), unescaped(value.strip("\"'")))
        return found


def unescaped(text: str) -> str:
    """``text`` with its entities as characters. Python makes no number of more than 4,300 digits, nor is it needed."""
    return html.unescape(_LONG_NUMBER.sub(lambda number: number[1][:9] or "0", text)) if "&" in text else text


def tokens(text: str) -> Iterator[Tag | str]:
    """Tags and pieces of text in order; comments, declarations and the inside of scripts and styles are left out."""
    position, bracket = 0, -1  # ``bracket``: the next one that closes, looked for once
    while (start := text.find("<", position)) >= 0:
        if start > position:
            yield text[position:start]
        if text.startswith("<!--", start):
            position = _after(text, "-->", start + 4)
            continue
        if bracket < start and (bracket := text.find(">", start)) < 0:
            position = start
            break
        if text.startswith(("<!", "<?"), start):
            position = bracket + 1
        elif tag := _OPENING.match(text, start, start + _LONGEST_TAG) or _LOOSE.match(text, start):
            name = tag[1].lower()
            closing = text[start + 1] == "/"
            yield Tag(name, closing, tag[2])
            position = tag.end()
            if name in _RAW and not closing:
                end = re.compile(f"</{name}", re.IGNORECASE).search(text, position)
                position = end.start() if end else len(text)
        else:
            yield "<"
            position = start + 1
    if position < len(text):
        yield text[position:]


def _after(text: str, closing: str, start: int) -> int:
    """Behind the next ``closing``; what never closes hides the rest."""
    end = text.find(closing, start)
    return len(text) if end < 0 else end + len(closing)
