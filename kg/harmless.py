"""Words of documents, file names and arguments made harmless for where they are shown.

What steers a terminal or turns the reading direction is taken out of text and written as an escape in JSON, TOML and
RDF; what a spreadsheet would take for a formula is quoted. Every output of the commands and every file goes through
here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\ufffe\uffff\U000e0000-\U000e007f]"
)
"""What has no face: control (but for tab and line feed), direction and format characters, halves of letters, tags."""

_FORMULA = re.compile(r"[\s\ufffd]*[=+\-@\uff1d\uff0b\uff0d\uff20]|[\t\r\n]")


def visible(text: str) -> str:
    """The text with a replacement character for each one that has no face; tabs and line feeds stay."""
    if text.replace("\n", "").isprintable():  # nearly all is
        return text
    return HIDDEN.sub("\N{REPLACEMENT CHARACTER}", text)


def clean(text: str) -> str:
    """The same on one line."""
    return visible(" ".join(text.split()))


def listed(values: Iterable[str]) -> str:
    r"""Names in one cell, "; " between them; a semicolon within one is written ``\;``, a backslash ``\\``."""
    return "; ".join(value.replace("\\", "\\\\").replace(";", "\\;") for value in values)


def json_escaped(text: str) -> str:
    r"""JSON that means the same, what has no face as ``\u`` and four digits."""
    if text.isprintable():
        return text
    return HIDDEN.sub(lambda found: "".join(f"\\u{unit:04x}" for unit in units(found[0])), text)


def escaped(text: str) -> str:
    r"""Text of a TOML, Turtle or N-Quads literal that means the same, what has no face as ``\u`` or ``\U``."""
    return HIDDEN.sub(lambda found: _escape(ord(found[0])), text)


def cell(value: object) -> str | int | float:
    """A value as a cell of CSV: words made visible, an apostrophe before what looks like a formula; None is empty."""
    if value is None:
        return ""
    if isinstance(value, int | float):
        return value
    text = visible(str(value))
    return f"'{text}" if looks_like_formula(text) else text


def looks_like_formula(text: str) -> bool:
    """Whether a spreadsheet might take a text for something to compute."""
    return _FORMULA.match(text) is not None


def _escape(code: int) -> str:
    return f"\\u{code:04X}" if code < 0x10000 else f"\\U{code:08X}"


def units(letter: str) -> list[int]:
    """The units of UTF-16 that a letter takes."""
    units = letter.encode("utf-16-be", "surrogatepass")
    return [int.from_bytes(units[at : at + 2], "big") for at in range(0, len(units), 2)]
