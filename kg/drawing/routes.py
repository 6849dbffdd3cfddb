"""Which way the lines go: around the boxes, never behind one.

Boxes stand in bands (rows of stacks). Between bands lie corridors, between stacks gaps, and nothing else stands there:
a line leaves its box upright, or by its side into the gap beside its stack, and goes along corridors and through gaps.
Lines of one role to one document (of the context: from one) run as one, so that many can still be read.

The page's ``routes.js`` does the same when groups open and close; a test holds the two together.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from kg.drawing.layout import Band, Layout, tenth

TRACK = 7.0
"""Pixels between lines that run beside each other in a corridor, as far as there is room."""

CORRIDOR_MOST = 140.0
NARROW = 60.0
"""A gap up to this width is shared by all that runs there; in a wider one, lines keep to its borders or go straight."""

BESIDE = (4.0, 20.0)
"""How far from a stack the lines run that leave it by its side, in a wide gap."""

PORTS = 0.7
"""The part of a box's width over which the lines spread that leave it upright."""

CORNER = 7.0

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Wire:
    """A line to draw from a box to a box; ``bundle`` tells apart what must not run as one: a role's place, and more.

    ``gathers``: it runs as one with others to its target, else with others from its source.
    """

    source: str
    target: str
    bundle: int
    gathers: bool

    @property
    def hub(self) -> str:
        """The end that all lines of its bundle share."""
        return self.target if self.gathers else self.source


@dataclass(frozen=True, slots=True)
class Routed:
    """The layout, with corridors wide enough, and the corners of each line, from source to target."""

    layout: Layout
    paths: tuple[tuple[Point, ...], ...]


Key = tuple[float, float, int]
"""What runs as one: by the place of its hub, and the bundle."""

Channel = tuple[str, str | int, int]
"""What uprights run in: a port (box, whether on top), or of a band (its number) a gap, or a side of a stack."""


@dataclass(frozen=True, slots=True)
class _Seat:
    """Where a box sits: its band, its stack there, and whether it is the first or last of the stack."""

    band: int
    stack: int
    first: bool
    last: bool


@dataclass(slots=True)
class _Course:
    """One line on its way: ``columns`` are the channels of its uprights, ``corridors`` those between each two of them;
    ``xs`` are the places of the uprights, once these are known."""

    wire: Wire
    key: Key
    columns: list[Channel]
    corridors: list[int]
    xs: list[float] = field(default_factory=list)


def routed(layout: Layout, wires: Sequence[Wire], sizes: Mapping[str, tuple[float, float]]) -> Routed:
    """The lines laid around the boxes (``sizes``: width and height by id); boxes move down where a corridor is full."""
    seats = dict(_seats(layout.bands))
    courses = [_course(wire, layout, seats) for wire in wires]
    _spread(courses, layout, sizes)
    tracks: dict[int, set[Key]] = defaultdict(set)
    for course in courses:
        for corridor, (here, there) in zip(course.corridors, pairwise(course.xs), strict=True):
            if abs(here - there) > 0.5:
                tracks[corridor].add(course.key)
    layout = _widened(layout, tracks)
    heights = {corridor: _heights(layout, corridor, keys) for corridor, keys in tracks.items()}
    return Routed(layout, tuple(_corners(course, layout, heights, sizes) for course in courses))


def _seats(bands: Sequence[Band]) -> Iterator[tuple[str, _Seat]]:
    for number, band in enumerate(bands):
        for place, stack in enumerate(band.stacks):
            for position, key in enumerate(stack.boxes):
                yield key, _Seat(number, place, position == 0, position == len(stack.boxes) - 1)


def _course(wire: Wire, layout: Layout, seats: Mapping[str, _Seat]) -> _Course:
    here, there = seats[wire.source], seats[wire.target]
    key = (*layout.at[wire.hub], wire.bundle)
    (from_x, _), (to_x, _) = layout.at[wire.source], layout.at[wire.target]
    if (here.band, here.stack) == (there.band, there.stack):
        gap = _beside(layout.bands, here, leftward=True)
        return _Course(wire, key, [gap], [])
    up = there.band <= here.band
    out_aside = not (here.first if up else here.last)
    in_aside = not (there.last if there.band < here.band else there.first)
    first = _beside(layout.bands, here, leftward=to_x <= from_x) if out_aside else ("port", wire.source, int(up))
    last = (
        _beside(layout.bands, there, leftward=from_x <= to_x)
        if in_aside
        else ("port", wire.target, int(there.band >= here.band))
    )
    if there.band == here.band:
        corridors, passed = [here.band], []
    elif up:
        corridors, passed = list(range(here.band, there.band, -1)), list(range(here.band - 1, there.band, -1))
    else:
        corridors, passed = list(range(here.band + 1, there.band + 1)), list(range(here.band + 1, there.band))
    through = [_passage(layout.bands[band], band, layout.at[wire.hub][0]) for band in passed]
    return _Course(wire, key, [first, *through, last], corridors)


def _gaps(band: Band) -> list[tuple[float, float]]:
    """The free spaces of a band from left to right; the outermost reach a little beyond the stacks."""
    reach = 2 * NARROW
    edges = [band.stacks[0].left - reach, *(x for stack in band.stacks for x in (stack.left, stack.right))]
    edges.append(band.stacks[-1].right + reach)
    return list(zip(edges[::2], edges[1::2], strict=True))


def _beside(bands: Sequence[Band], seat: _Seat, *, leftward: bool) -> Channel:
    """The channel beside a stack: the whole gap where it is narrow, else its border."""
    number = seat.stack if leftward else seat.stack + 1
    left, right = _gaps(bands[seat.band])[number]
    return (
        ("gap", seat.band, number)
        if right - left < NARROW
        else ("left" if leftward else "right", seat.band, seat.stack)
    )


def _passage(band: Band, number: int, wanted: float) -> Channel:
    """The gap of a band that is nearest to where a line wants to go."""
    gaps = _gaps(band)
    nearest = min(
        range(len(gaps)), key=lambda place: (max(gaps[place][0] - wanted, wanted - gaps[place][1], 0.0), place)
    )
    left, right = gaps[nearest]
    return ("gap" if right - left < NARROW else "free", number, nearest)


def _spread(courses: Sequence[_Course], layout: Layout, sizes: Mapping[str, tuple[float, float]]) -> None:
    """Gives every upright its x: what shares a channel lies side by side in it; in the free, at that of its hub."""
    sharing: dict[Channel, set[Key]] = defaultdict(set)
    for course in courses:
        for channel in course.columns:
            sharing[channel].add(course.key)
    order = {channel: sorted(keys) for channel, keys in sharing.items()}

    def at(channel: Channel, key: Key) -> float:
        left, right = _extent(channel, layout, sizes)
        keys = order[channel]
        return left + (keys.index(key) + 1) * (right - left) / (len(keys) + 1)

    for course in courses:
        hub, other = (-1, 0) if course.wire.gathers else (0, -1)
        wanted = at(course.columns[hub], course.key)
        course.xs = [
            _within(wanted, _extent(channel, layout, sizes), order[channel].index(course.key))
            if channel[0] == "free"
            else at(channel, course.key)
            for channel in course.columns
        ]
        channel = course.columns[other]
        if channel[0] == "port" and len(order[channel]) == 1:  # alone on its side: straight on, if that is within
            left, right = _extent(channel, layout, sizes)
            if left <= course.xs[hub] <= right:
                course.xs[other] = course.xs[hub]


def _extent(channel: Channel, layout: Layout, sizes: Mapping[str, tuple[float, float]]) -> tuple[float, float]:
    """From which x to which x a channel reaches."""
    kind, where, which = channel
    if kind == "port":
        half = sizes[str(where)][0] * PORTS / 2
        x = layout.at[str(where)][0]
        return x - half, x + half
    band = layout.bands[int(where)]
    number = int(which)
    near, far = BESIDE
    if kind in ("gap", "free"):
        left, right = _gaps(band)[number]
        return (left, right) if kind == "gap" else (left + far + 2, right - far - 2)
    stack = band.stacks[number]
    return (stack.left - far, stack.left - near) if kind == "left" else (stack.right + near, stack.right + far)


def _within(wanted: float, extent: tuple[float, float], place: int) -> float:
    """As near as may be; those that end up at the same border stand beside each other."""
    left, right = extent
    aside = min(place * TRACK, (right - left) / 2)
    return left + aside if wanted < left else right - aside if wanted > right else wanted


def _bounds(layout: Layout, corridor: int) -> tuple[float, float]:
    """The corridor above a band; that above the first begins at the top of the frame."""
    bands = layout.bands
    return (bands[corridor - 1].bottom if corridor else 0.0), bands[corridor].top


def _widened(layout: Layout, tracks: Mapping[int, set[Key]]) -> Layout:
    """The layout with the bands moved down so far that the lines of each corridor lie apart."""
    moved, shifts = 0.0, []
    for corridor in range(len(layout.bands)):
        top, bottom = _bounds(layout, corridor)
        wanted = min(CORRIDOR_MOST, TRACK * (len(tracks.get(corridor, ())) + 1)) if corridor in tracks else 0.0
        moved += max(0.0, tenth(wanted - (bottom - top)))
        shifts.append(moved)
    return layout.moved(shifts)


def _heights(layout: Layout, corridor: int, keys: Iterable[Key]) -> dict[Key, float]:
    top, bottom = _bounds(layout, corridor)
    ordered = sorted(keys)
    return {key: top + (place + 1) * (bottom - top) / (len(ordered) + 1) for place, key in enumerate(ordered)}


def _corners(
    course: _Course,
    layout: Layout,
    heights: Mapping[int, Mapping[Key, float]],
    sizes: Mapping[str, tuple[float, float]],
) -> tuple[Point, ...]:
    wire, xs = course.wire, course.xs
    points = [_leaving(wire.source, xs[0], course.columns[0], layout, sizes)]
    points.append((xs[0], points[0][1]))
    for corridor, (here, there) in zip(course.corridors, pairwise(xs), strict=True):
        if abs(here - there) > 0.5:
            y = heights[corridor][course.key]
            points += [(here, y), (there, y)]
    end = _leaving(wire.target, xs[-1], course.columns[-1], layout, sizes)
    return _bends([*points, (xs[-1], end[1]), end])


def _leaving(key: str, x: float, channel: Channel, layout: Layout, sizes: Mapping[str, tuple[float, float]]) -> Point:
    """Where a line touches its box: on top or below, or on the side of the gap that it runs in."""
    (middle, y), (width, height) = layout.at[key], sizes[key]
    if channel[0] == "port":
        return x, y - height / 2 if channel[2] else y + height / 2
    return (middle - width / 2 if x < middle else middle + width / 2), y


def _bends(points: Sequence[Point]) -> tuple[Point, ...]:
    """The corners alone: without what lies on a straight line between two others."""
    kept: list[Point] = []
    for x, y in points:
        point = (tenth(x), tenth(y))
        while len(kept) > 1 and _straight(kept[-2], kept[-1], point):
            kept.pop()
        if not kept or point != kept[-1]:
            kept.append(point)
    return tuple(kept)


def _straight(one: Point, middle: Point, other: Point) -> bool:
    return any(abs(one[axis] - middle[axis]) < 0.05 and abs(middle[axis] - other[axis]) < 0.05 for axis in (0, 1))


def drawn(points: Sequence[Point]) -> str:
    """The line as an SVG path with round corners."""
    parts = [f"M{points[0][0]:g},{points[0][1]:g}"]
    for before, corner, after in zip(points, points[1:], points[2:], strict=False):
        reach = min(CORNER, _length(before, corner) / 2, _length(corner, after) / 2)
        near, far = _towards(corner, before, reach), _towards(corner, after, reach)
        parts.append(f"L{near[0]:g},{near[1]:g}Q{corner[0]:g},{corner[1]:g} {far[0]:g},{far[1]:g}")
    return f"{''.join(parts)}L{points[-1][0]:g},{points[-1][1]:g}"


def middle_of(points: Sequence[Point]) -> Point:
    """The middle of the longest stretch: where a sign on the line is seen best."""
    one, other = max(pairwise(points), key=lambda ends: _length(*ends), default=(points[0], points[0]))
    return tenth((one[0] + other[0]) / 2), tenth((one[1] + other[1]) / 2)


def _length(one: Point, other: Point) -> float:
    return abs(one[0] - other[0]) + abs(one[1] - other[1])


def _towards(corner: Point, end: Point, reach: float) -> Point:
    along = reach / max(_length(corner, end), 0.01)
    return tenth(corner[0] + (end[0] - corner[0]) * along), tenth(corner[1] + (end[1] - corner[1]) * along)
