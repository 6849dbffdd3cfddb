"""Doing with many what may fail with some of them: with all at once, and by halves where that fails."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from extract.errors import CancuError

Part = TypeVar("Part")


def in_halves(
    parts: Sequence[Part], do: Callable[[Sequence[Part]], None], failed: Callable[[Part, Exception], None]
) -> None:
    """Does something with all parts at once; where that fails, with each half, so that only the parts with which it
    fails alone are left out, of which ``failed`` is told.

    Where ``do`` fails it leaves all as it was. A CancuError or an OSError is no fault of a part, and is raised.
    """
    if not parts:
        return
    try:
        do(parts)
    except (CancuError, OSError):
        raise
    except Exception as error:  # noqa: BLE001 - one text must not end a build of thousands
        if len(parts) == 1:
            failed(parts[0], error)
            return
        middle = len(parts) // 2
        in_halves(parts[:middle], do, failed)
        in_halves(parts[middle:], do, failed)
