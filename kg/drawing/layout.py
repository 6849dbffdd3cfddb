"""Where the boxes stand: rows by level, columns by year, the chain apart from its context in every row.

The page's ``arrange.js`` does the same when groups open and close; a test holds the two together.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from extract.records import Level
from kg.drawing.boxes import Box
from kg.drawing.picture import LEVELS

ASPECT = 1.75
"""Width to height that a picture aims at: that of a screen."""

GAP = (22.0, 10.0)
"""Pixels between boxes of one cell, across and down."""

COLUMN_GAP = 34.0
LANE_GAP = 50.0
BAND_GAP = 22.0
COLUMN_LEAST = 96.0
MERGED_MOST = 8
"""Neighbouring years share a column up to this many documents of one level."""

ABREAST_MOST = 3
MERGING_COST = 0.4
"""How much better, as a ratio's logarithm, the shape must become for years of mere bases to share columns."""

HEIGHTS = tuple(80.0 * 1.25**step for step in range(20))
"""How tall a cell may be: the layouts to choose from."""


@dataclass(frozen=True, slots=True)
class Column:
    """Years ``first`` to ``last`` (both None: undated) between two x."""

    first: int | None
    last: int | None
    left: float
    right: float


@dataclass(frozen=True, slots=True)
class Lane:
    """A level between two y."""

    level: Level
    top: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Pile:
    """Boxes (ids) one below the other, between two x."""

    left: float
    right: float
    boxes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Band:
    """What of a level stands side by side, the chain or its context: piles from left to right, between two y."""

    top: float
    bottom: float
    stacks: tuple[Pile, ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """The centre of each box by id, and the frame around them; x grows with time, y from the centre down."""

    at: dict[str, tuple[float, float]]
    lanes: tuple[Lane, ...]
    columns: tuple[Column, ...]
    bands: tuple[Band, ...]
    width: float
    height: float

    def moved(self, shifts: Sequence[float]) -> Layout:
        """The layout with each band moved down so many pixels, the lanes with theirs."""
        at = dict(self.at)
        by_top: dict[float, float] = {}
        for band, shift in zip(self.bands, shifts, strict=True):
            by_top[band.top] = by_top[band.bottom] = shift
            for key in (key for pile in band.stacks for key in pile.boxes):
                at[key] = (at[key][0], tenth(at[key][1] + shift))
        bands = (
            replace(band, top=band.top + shift, bottom=band.bottom + shift)
            for band, shift in zip(self.bands, shifts, strict=True)
        )
        lanes = (
            replace(lane, top=lane.top + by_top[lane.top], bottom=lane.bottom + by_top[lane.bottom])
            for lane in self.lanes
        )
        height = self.height + (shifts[-1] if shifts else 0.0)
        return replace(self, at=at, bands=tuple(bands), lanes=tuple(lanes), height=height)


Years = tuple[int | None, int | None]
Cell = tuple[Level, bool, Years]
Stack = list[Box]


def tenth(pixels: float) -> float:
    """Rounded to a tenth, halves upwards, as the page's scripts do."""
    return math.floor(pixels * 10 + 0.5) / 10


def arranged(boxes: Iterable[Box]) -> Layout:
    """The boxes placed so that none overlaps another, those of a cell in their order, in about the shape of a screen.

    Each year of the root and of what derives from it has its own column; one in which the chain only has bases of the
    root, too, unless that makes the picture far too wide.
    """
    boxes = list(boxes)
    layouts = []
    for merging in (False, True):
        spans = _spans(boxes, merging=merging)
        cells: dict[Cell, list[Box]] = defaultdict(list)
        for box in boxes:
            cells[box.level, box.chain, spans[box.year]].append(box)
        columns = sorted(set(spans.values()), key=_undated_first)
        for height in HEIGHTS:
            layout = _placed(cells, columns, height)
            miss = abs(math.log(max(layout.width, 1.0) / max(layout.height, 1.0) / ASPECT))
            layouts.append((miss + (MERGING_COST if merging else 0.0), layout))
    return min(layouts, key=lambda each: each[0])[1]


def _undated_first(years: Years) -> int:
    return -1 if years[0] is None else years[0]


def _spans(boxes: Sequence[Box], *, merging: bool) -> dict[int | None, Years]:
    """The column of every year: its own, or one shared with neighbours; years of mere bases share if ``merging``."""
    count: dict[int, Counter[Level]] = defaultdict(Counter)
    own: set[int] = set()
    for box in boxes:
        if box.year is not None:
            count[box.year][box.level] += 1
            if box.derives or (box.chain and not merging):
                own.add(box.year)
    spans: dict[int | None, Years] = {None: (None, None)} if any(box.year is None for box in boxes) else {}
    run: list[int] = []
    for year in sorted(count):
        together = sum((count[one] for one in run), count[year])
        if run and (year in own or run[-1] in own or max(together.values()) > MERGED_MOST):
            spans |= dict.fromkeys(run, (run[0], run[-1]))
            run = []
        run.append(year)
    spans |= dict.fromkeys(run, (run[0], run[-1]) if run else (None, None))
    return spans


def _placed(cells: dict[Cell, list[Box]], columns: Sequence[Years], height: float) -> Layout:
    stacks = {cell: _stacks(boxes, 0.0 if _abreast(boxes) else height) for cell, boxes in cells.items()}
    at: dict[str, tuple[float, float]] = {}
    lefts: dict[Years, Column] = {}
    x = 0.0
    for years in columns:
        inside = [cell for cell in stacks if cell[2] == years]
        width = max(COLUMN_LEAST, *(_across(stacks[cell]) for cell in inside))
        stacks |= {cell: _flattest(cells[cell], stacks[cell], width) for cell in inside}
        lefts[years] = Column(*years, left=x, right=x + width)
        x = lefts[years].right + COLUMN_GAP
    lanes: list[Lane] = []
    bands: list[Band] = []
    y = 0.0
    for level in LEVELS:
        top = y
        for chain in (False, True) if not lanes else (True, False):
            band = [cell for cell in stacks if cell[0] == level and cell[1] == chain]
            tallest = max((_down(stack) for cell in band for stack in stacks[cell]), default=0.0)
            if band:
                piles = [pile for cell in band for pile in _piled(stacks[cell], lefts[cell[2]], y, at)]
                bands.append(Band(y, y + tallest, tuple(sorted(piles, key=lambda pile: pile.left))))
                y += tallest + BAND_GAP
        if y > top:
            lanes.append(Lane(level, top, bands[-1].bottom))
            y += LANE_GAP - BAND_GAP
    width, depth = max(x - COLUMN_GAP, 0.0), max(y - LANE_GAP, 0.0)
    return Layout(at, tuple(lanes), tuple(lefts.values()), tuple(bands), width, depth)


def _abreast(boxes: Sequence[Box]) -> bool:
    """A few documents of the chain stand side by side: one above the other they would hide each other's links."""
    return boxes[0].chain and len(boxes) <= ABREAST_MOST


def _stacks(boxes: Sequence[Box], height: float) -> list[Stack]:
    stacks: list[Stack] = [[]]
    for box in boxes:
        if stacks[-1] and _down([*stacks[-1], box]) > height:
            stacks.append([])
        stacks[-1].append(box)
    return stacks


def _flattest(boxes: Sequence[Box], stacks: list[Stack], width: float) -> list[Stack]:
    """The boxes of a cell in as little height as the width of its column allows."""
    tries = (_stacks(boxes, height) for height in HEIGHTS if height < max(map(_down, stacks)))
    return next((flatter for flatter in tries if _across(flatter) <= width), stacks)


def _down(stack: Stack) -> float:
    return sum(box.height for box in stack) + GAP[1] * (len(stack) - 1)


def _across(stacks: list[Stack]) -> float:
    return sum(max(box.width for box in stack) for stack in stacks) + GAP[0] * (len(stacks) - 1)


def _piled(stacks: list[Stack], column: Column, top: float, at: dict[str, tuple[float, float]]) -> Iterator[Pile]:
    """The stacks of a cell in the middle of its column; ``at`` gets the places of the boxes."""
    x = (column.left + column.right - _across(stacks)) / 2
    for stack in stacks:
        width = max(box.width for box in stack)
        y = top
        for box in stack:
            at[box.id] = (tenth(x + width / 2), tenth(y + box.height / 2))
            y += box.height + GAP[1]
        yield Pile(x, x + width, tuple(box.id for box in stack))
        x += width + GAP[0]
