"""Parts of a block that can be resolved apart: a number of one unit never means a document of another.

61/KH-UBND is borne by every province and commune, so its block holds what the whole country says. It falls into cells,
one a unit. A mention that names a commune without its province, or nothing where only the province of those who cite is
known, is wide: its cell goes by that one unit and is resolved together with all cells of such a unit. A mention that
names no place at all may mean any of them: then the block is one, unless it is so crowded that it tells nothing.

What no other file can say the same is lone, and has a cell of its own within the unit's, its base. It is resolved with
the base, unless that is a crowd: where more than :data:`CROWD` files of one unit bear one number without a full key,
the number tells nothing, and every file is resolved by itself.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from kg.identity.keys import UNITS_NEEDED, Key
from kg.resolution.descriptions import Description
from kg.resolution.numbered import FULL, rank

ANYWHERE = "?"
"""The place of what may stand in any."""

CROWD = 500
"""Files of one number and unit without a full key above which the number tells nothing there; and descriptions in a
block above which a mention without any place is no longer held against them: it fits dozens."""

Parts = Mapping[str, Collection[Description]]
"""Descriptions by their cells."""


@dataclass(frozen=True, slots=True)
class Group:
    """Cells that are resolved together; ``crowds`` are the units of those bases among them that are crowds."""

    cells: tuple[str, ...]
    crowds: frozenset[str] = frozenset()


def cell_of(description: Description) -> str:
    """The block with the units of the issuer or, where it is not named, the province of those who cite it.

    With the file behind it, where the description is lone.
    """
    base = f"{description.block}@{_units(description)}"
    return f"{base}#{description.scope}" if is_lone(description) else base


def meant_by(description: Description) -> tuple[str, ...]:
    """The cells in which the document of a description may stand that contradicts itself."""
    return tuple(f"{block}@{_units(description)}" for block in description.readings)


def home_of(key: Key) -> str:
    """The cell of what says a key in full."""
    return f"{key.block}@{'/'.join(key.place or ())}"


def bases_for(key: Key) -> tuple[str, ...]:
    """The bases in which a file of a document may stand whose unit is known in full."""
    home = home_of(key)
    return (home, *beside(home), open_cell(key.block))


def base_of(cell: str) -> str:
    """The cell of a unit that a lone one is part of; any other cell is its own."""
    return cell.partition("#")[0]


def beside(base: str) -> tuple[str, ...]:
    """The cells that, where something in them is wide, are resolved together with this one."""
    block, _, units = base.rpartition("@")
    return tuple(f"{block}@{unit}" for unit in units.split("/")) if "/" in units else ()


def is_lone(description: Description) -> bool:
    """Whether it tells so little of a local number that no other file can say the same."""
    key = description.key
    return bool(key.number and description.scope) and key.place != () and rank(description) != FULL


def is_wide(description: Description) -> bool:
    """Whether the one unit that is known leaves open which of several bodies is meant."""
    key = description.key
    if key.place is None:
        return bool(key.number and description.near)
    needed = UNITS_NEEDED[key.issuer.level] if key.issuer else 0
    return bool(key.number) and len(key.place) == 1 and needed != 1


def hangs(description: Description) -> bool:
    """Whether others may have to be resolved with its base: it is wide, or makes a crowd with many more."""
    return is_wide(description) or (description.own and is_lone(description))


def block_of(cell: str) -> str:
    """The block that a cell is part of."""
    return cell.rpartition("@")[0]


def whole(block: str) -> str:
    """The only cell of a block of laws, congresses or files, which does not fall apart."""
    return f"{block}@"


def open_cell(block: str) -> str:
    """The base of what may stand anywhere."""
    return f"{block}@{ANYWHERE}"


def is_open(base: str) -> bool:
    """Whether it is the base of what may stand anywhere."""
    return base.endswith(f"@{ANYWHERE}")


def groups(parts: Parts, crowds: Collection[str] = ()) -> list[Group]:
    """Cells that are resolved together. ``crowds`` are the bases whose lone cells stand apart, the open one of a block
    too where the block is crowded."""
    lone = [cell for cell in sorted(parts) if base_of(cell) in crowds and cell != base_of(cell)]
    found = [Group((cell,), frozenset({_unit(base_of(cell))})) for cell in lone]
    by_block: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for base in sorted(crowds):
        by_block[block_of(base)][base] = []
    for cell in sorted(parts.keys() - set(lone)):
        by_block[block_of(cell)][base_of(cell)].append(cell)
    for block, bases in by_block.items():
        opened = open_cell(block)
        hanging = [[*bases]] if opened in bases and opened not in crowds else _beside_each_other(bases, parts, crowds)
        for together in hanging:
            cells = tuple(cell for base in together for cell in bases[base])
            found.append(Group(cells, frozenset(_unit(base) for base in together if base in crowds)))
    return [group for group in found if group.cells]


def _beside_each_other(bases: Mapping[str, list[str]], parts: Parts, crowds: Collection[str]) -> list[list[str]]:
    """Bases in parts that hang together by what is wide."""
    wide = {base for base, cells in bases.items() if any(is_wide(one) for cell in cells for one in parts[cell])}
    wide.update(crowds)
    part_of = {base: [base] for base in bases}
    for base in bases if wide else ():
        for other in wide.intersection(beside(base)) & bases.keys():
            one, two = part_of[base], part_of[other]
            if one is not two:
                one += two
                part_of.update(dict.fromkeys(two, one))
    return list({id(part): part for part in part_of.values()}.values())


def _unit(base: str) -> str:
    return base.rpartition("@")[2]


def _units(description: Description) -> str:
    key = description.key
    if not key.number:
        return ""
    if key.place is None:
        return description.near or ANYWHERE
    return "/".join(key.place)
