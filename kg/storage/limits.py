"""The bounds of a query and of a backup, each a setting of its own (``CANCU_MAX_...``)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from extract.reading.limits import Limits

SECONDS = 30.0
"""How long a query may take unless told otherwise."""

ROWS = 10_000
"""How many rows it may give unless told otherwise."""


@dataclass(frozen=True, slots=True)
class StoreLimits(Limits):
    """``query_memory``: megabytes that a query may take; of a backup ``restored`` megabytes unpacked, and ``quads``.

    They are set as the limits of reading are: ``CANCU_MAX_QUERY_MEMORY=2000``.
    """

    query_memory: int = 1_000
    restored: int = 50_000
    quads: int = 200_000_000


def store_limits() -> StoreLimits:
    """The defaults with what the environment sets. Raises InputError unless they are positive whole numbers."""
    return cast(StoreLimits, StoreLimits.from_environment())
