"""Parts of a block that can be resolved apart: a number of one unit never means a document of another.

61/KH-UBND is borne by every province and commune, so its block holds what the whole country says. It falls into cells,
one a unit. A mention that names a commune without its province, or nothing where only the province of those who cite is
known, is wide: its cell goes by that one unit and is resolved together with all cells of such a unit. A mention that
names no place at all may mean any of them: then the block is one, unless it is so crowded that it tells nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from itertools import islice

from kg.identity.keys import UNITS_NEEDED
from kg.resolution.descriptions import Description

ANYWHERE = "?"
"""The place of what may stand in any."""

CROWD = 500
"""Descriptions in a block above which a mention without any place is no longer held against them: it fits dozens."""

Parts = Mapping[str, Collection[Description]]
"""Descriptions by their cells."""


def cell_of(description: Description) -> str:
    """The block with the units of the issuer or, where it is not named, the province of those who cite it."""
    return f"{description.block}@{_units(description)}"


def beside(description: Description) -> tuple[str, ...]:
    """The cells that, where something in them is wide, are resolved together with the description's own."""
    place = description.key.place or ()
    return tuple(f"{description.block}@{unit}" for unit in place) if description.key.number and len(place) > 1 else ()


def is_wide(description: Description) -> bool:
    """Whether the one unit that is known leaves open which of several bodies is meant."""
    key = description.key
    if key.place is None:
        return bool(key.number and description.near)
    needed = UNITS_NEEDED[key.issuer.level] if key.issuer else 0
    return bool(key.number) and len(key.place) == 1 and needed != 1


def block_of(cell: str) -> str:
    """The block that a cell is part of."""
    return cell.rpartition("@")[0]


def whole(block: str) -> str:
    """The only cell of a block of laws, congresses or files, which does not fall apart."""
    return f"{block}@"


def open_cell(block: str) -> str:
    """The cell of what may stand anywhere."""
    return f"{block}@{ANYWHERE}"


def groups(parts: Parts, crowded: Collection[str] = ()) -> list[list[str]]:
    """Cells that are resolved together. ``crowded`` are blocks of more than :data:`CROWD` descriptions."""
    by_block: dict[str, list[str]] = {}
    for cell in sorted(parts):
        by_block.setdefault(block_of(cell), []).append(cell)
    found: list[list[str]] = []
    for block, cells in by_block.items():
        if open_cell(block) in cells and block not in crowded:
            found.append(cells)
        elif len(cells) > 1:
            found += _beside_each_other(cells, parts)
        else:
            found.append(cells)
    return found


def _beside_each_other(cells: list[str], parts: Parts) -> list[list[str]]:
    """Cells in parts that hang together by what is wide."""
    wide = {cell for cell in cells if any(map(is_wide, parts[cell]))}
    part_of = {cell: [cell] for cell in cells}
    for cell in cells if wide else ():
        for other in wide.intersection(*(beside(one) for one in islice(parts[cell], 1))):
            one, two = part_of[cell], part_of[other]
            if one is not two:
                one += two
                part_of.update(dict.fromkeys(two, one))
    return list({id(part): part for part in part_of.values()}.values())


def _units(description: Description) -> str:
    key = description.key
    if not key.number:
        return ""
    if key.place is None:
        return description.near or ANYWHERE
    return "/".join(key.place)
