"""The box that stands for a document or a group of them: its lines of text and its size in pixels.

Sizes are computed from letter widths of a wide font (DejaVu Sans), so that no usual font overflows the box.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from extract.records import Level
from kg.drawing.picture import PictureNode
from kg.drawing.words import words
from kg.law.verdicts import Value as Status
from kg.wording import LANGUAGES, Language, day_in

Kind = Literal["full", "brief", "small", "group"]

FONT = {"full": (19.0, 15.0), "brief": (12.0, 10.5), "small": (11.0, 10.5), "group": (13.0, 11.0)}
"""Font sizes in pixels: of the label, and of the lines below it."""

LEADING = 1.3
PADDING = (12.0, 6.0)
"""Space beside and above the text; the left side also holds the stripe of the status."""

TEXT_WIDTH = {"full": 200.0, "brief": 118.0, "small": 132.0, "group": 150.0}
_NARROW = frozenset("iljtfI.,:;/'!|()[]- ")
_BROAD = frozenset("mwMW%—…")


@dataclass(frozen=True, slots=True)
class Box:
    """One thing to place: a document (``node`` its id) or a group of ``members``.

    ``label`` and ``under`` are its lines of text; the page adds date and status below. ``scale`` grows with the
    citations, from 1 to 1.4. ``derives``: it is the root, or of the chain that derives from it. ``ended`` counts what
    it relies on although that had ended, or of a group the members that do so.
    """

    id: str
    kind: Kind
    level: Level
    year: int | None
    chain: bool
    derives: bool
    label: tuple[str, ...]
    under: tuple[str, ...]
    width: float
    height: float
    scale: float = 1.0
    members: tuple[str, ...] = ()
    ended: int = 0


def year_of(node: PictureNode) -> int | None:
    """The year a document belongs to: that of its date, else the one it is about; None where neither is known."""
    return int(node.date[:4]) if node.date else node.year


def document_box(node: PictureNode, kind: Kind, citations: int, most: int) -> Box:
    """The box of a document that ``citations`` others cite, where the most cited has ``most``."""
    scale = 1 + 0.4 * math.log1p(citations) / math.log1p(max(most, 1))
    return _box(
        id=node.id,
        kind=kind,
        level=node.level,
        year=year_of(node),
        chain=node.depth is not None,
        derives=node.depth is not None and node.depth >= 0,
        label=abbreviated(node.label) if kind == "small" else node.label,
        under="" if kind == "small" else abbreviated(node.issuer or ""),
        feet=_feet(node) if kind == "full" else (),
        signs=(kind != "full") + bool(node.conflicts) + (kind != "full" and bool(node.ended)),
        scale=scale if kind != "small" else 1.0,
        ended=len(node.ended),
    )


def group_box(
    key: str,
    level: Level,
    year: int | None,
    *,
    chain: bool,
    derives: bool,
    name: Mapping[Language, str],
    members: Sequence[str],
    ended: int,
) -> Box:
    """The box of a collapsed group; its label is the number of members, below stand where they are from and how many
    of them rely on what had ended."""
    feet = tuple(ended_members(ended, language) for language in LANGUAGES) if ended else ()
    return _box(
        id=key,
        kind="group",
        level=level,
        year=year,
        chain=chain,
        derives=derives,
        label=member_count(len(members), "vi"),
        heads=[member_count(len(members), language) for language in LANGUAGES],
        under=abbreviated(max(name.values(), key=len)),
        feet=(feet,) if feet else (),
        scale=1 + 0.1 * min(4.0, math.log10(len(members))),
        members=tuple(members),
        ended=ended,
    )


def _box(
    *,
    id: str,
    kind: Kind,
    level: Level,
    year: int | None,
    chain: bool,
    derives: bool,
    label: str,
    under: str,
    heads: Sequence[str] = (),
    feet: Sequence[Sequence[str]] = (),
    signs: int = 0,
    scale: float,
    members: tuple[str, ...] = (),
    ended: int = 0,
) -> Box:
    """A box wide enough for its lines, and for any of the ``heads`` in the place of its label; of each of the ``feet``,
    lines that the drawing adds, for any it may ever be."""
    large, small = FONT[kind]
    most = TEXT_WIDTH[kind]
    label_lines = wrapped(label, large, most, bold=kind != "small", lines=3 if kind == "full" else 2)
    under_lines = wrapped(under, small, most, lines=1 if kind == "brief" else 2) if under else ()
    text = max(
        [text_width(line, large, bold=kind != "small") for line in (*label_lines, *heads)]
        + [text_width(line, small) for line in under_lines]
        + [text_width(line, small, bold=True) for foot in feet for line in foot]
        + [most if kind == "full" else 60.0]
    )
    tall = len(label_lines) * large * LEADING + (len(under_lines) + len(feet)) * small * LEADING
    width = text + signs * 1.5 * large + 2 * PADDING[0]
    height = tall + 2 * PADDING[1]
    return Box(
        id, kind, level, year, chain, derives, label_lines, under_lines,
        round(width * scale, 1), round(height * scale, 1), round(scale, 3), members, ended,
    )  # fmt: skip


def _feet(node: PictureNode) -> list[list[str]]:
    """All that the last lines of the box may ever say: any status the document ever has, in any language."""
    statuses = {node.status, *(since.status for since in node.history)}
    own = [status_line(node, status, language) for status in statuses for language in LANGUAGES]
    return [own, [ended_line(len(node.ended), language) for language in LANGUAGES]] if node.ended else [own]


def ended_line(count: int, language: Language) -> str:
    """How many bases had ended when the document was signed, as a line of its box."""
    return words().page["ended_bases"][language].replace("{n}", str(count))


def member_count(count: int, language: Language) -> str:
    """How many documents a group has, as the first line of its box."""
    return words().page["documents"][language].replace("{n}", str(count))


def ended_members(count: int, language: Language) -> str:
    """How many documents of a group rely on what had ended, as a line of its box."""
    return words().page["ended_members"][language].replace("{n}", str(count))


def status_line(node: PictureNode, status: Status, language: Language) -> str:
    """Date (or "~" and the year it is about), icon and word of the status, as the last line of a box."""
    look = words().statuses[status]
    when = (day_in(node.date, language) if node.date else "") or (f"~{node.year}" if node.year else "")
    return " · ".join(part for part in (when, f"{look.icon} {look.name[language]}") if part)


def abbreviated(name: str) -> str:
    """A name as a box has room for: "UBND xã Đình Lập"."""
    for long, short in words().short.items():
        name = name.replace(long, short)
    return name


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """Width of the text in pixels at a font size, rather too much than too little."""
    total = 0.0
    for letter in unicodedata.normalize("NFD", text):
        if unicodedata.combining(letter):
            continue
        if letter in _NARROW:
            total += 0.4
        elif letter in _BROAD:
            total += 0.98
        elif unicodedata.east_asian_width(letter) in "WF":
            total += 1.1
        else:
            total += 0.71 if letter.isupper() or letter in "Đ" else 0.64
    return total * size * (1.1 if bold else 1.0)


def wrapped(text: str, size: float, width: float, *, bold: bool = False, lines: int = 2) -> tuple[str, ...]:
    """The text broken at spaces into at most ``lines`` lines of about ``width`` pixels; the rest becomes "…"."""
    widest = 1.25 * width
    wanted = width if lines > 1 else widest
    rows = [""]
    for word in text.split():
        longer = f"{rows[-1]} {word}".strip()
        if not rows[-1] or text_width(longer, size, bold=bold) <= wanted:
            rows[-1] = longer
        else:
            rows.append(word)
    if len(rows) > lines:
        rows[lines - 1 :] = [f"{rows[lines - 1]} …"]
    return tuple(_clipped(row, size, widest, bold) for row in rows)


def _clipped(row: str, size: float, width: float, bold: bool) -> str:
    if text_width(row, size, bold=bold) <= width:
        return row
    while len(row) > 1 and text_width(row + "…", size, bold=bold) > width:
        row = row[:-1]
    return row.rstrip(" …") + "…"
