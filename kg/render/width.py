"""How many columns of a terminal a text takes: mostly one a sign, which is told at once for all of it."""

from __future__ import annotations

import re
from collections.abc import Callable

#: Latin letters with Vietnamese ones, dashes, quotation marks and dots; letters in two parts and wide signs are others.
_ONE_EACH = re.compile("[ -~\u00a0-\u00ac\u00ae-\u02ff\u1e00-\u1eff\u2010-\u2027]*")


def measure(*texts: str) -> Callable[[str], int]:
    """What counts the columns of these texts, and of every part of them."""
    if all(map(_ONE_EACH.fullmatch, texts)):
        return len
    from rich.cells import cell_len  # noqa: PLC0415 - slow to import, and few texts need it

    return cell_len
