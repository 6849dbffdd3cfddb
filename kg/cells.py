"""Parts of a block that can be resolved apart: a number of one province never means a document of another.

61/KH-UBND is borne by every province and commune, so its block holds what the whole country says. It falls into cells,
one a province; what names no province may mean any of them, and then the whole block is one.
"""

from __future__ import annotations

from collections.abc import Collection

from kg.descriptions import Description
from kg.identity import UNITS_NEEDED

ANYWHERE = "?"
"""The province of what may stand in any."""


def cell_of(description: Description) -> str:
    """The block with the province of the description's issuer or, where it names none, of those who cite it."""
    return f"{description.block}@{_province(description)}"


def block_of(cell: str) -> str:
    """The block that a cell is part of."""
    return cell.rpartition("@")[0]


def whole(block: str) -> str:
    """The only cell of a block of laws, congresses or files, which does not fall apart."""
    return f"{block}@"


def open_cell(block: str) -> str:
    """The cell that, if anything stands in it, makes the block one."""
    return f"{block}@{ANYWHERE}"


def is_open(cells: Collection[str]) -> bool:
    """Whether something in these cells of one block names no province."""
    return any(cell.endswith(f"@{ANYWHERE}") for cell in cells)


def _province(description: Description) -> str:
    key = description.key
    if not key.number or key.place == ():
        return ""
    if key.place is None:
        return description.near or ANYWHERE
    needed = UNITS_NEEDED[key.issuer.level] if key.issuer else 0
    return key.place[0] if len(key.place) > 1 or needed == 1 else ANYWHERE
