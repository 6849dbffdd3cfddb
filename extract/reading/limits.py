"""The bounds within which a file is read, each a setting of its own (``CANCU_MAX_...``)."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, fields

from extract.errors import InputError

Progress = Callable[[str, int, int], None]
"""Called with the name of the file, the page at hand and the number of pages, while pages are recognised."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What a file may cost before it is refused; each can be set in the environment, as ``CANCU_MAX_PAGES=500``.

    ``megabytes`` of the file; ``unpacked`` megabytes of all that is packed in it; ``ratio`` of unpacked to packed
    bytes; ``members`` of an archive; ``nesting`` of archives in archives; ``characters`` of text; ``pages``;
    ``seconds`` for one document and ``page_seconds`` more for each page to be recognised; ``memory``, in megabytes, of
    a foreign parser.
    """

    megabytes: int = 100
    unpacked: int = 500
    characters: int = 10_000_000
    pages: int = 3_000
    members: int = 10_000
    nesting: int = 3
    ratio: int = 200
    seconds: int = 60
    page_seconds: int = 60
    memory: int = 700

    @classmethod
    def from_environment(cls) -> Limits:
        """The defaults with what the environment sets. Raises InputError unless they are positive whole numbers."""
        chosen: dict[str, int] = {}
        for field in fields(cls):
            name = setting(field.name)
            value = os.environ.get(name, "")
            if not value:
                continue
            if not (value.isascii() and value.isdecimal()) or int(value) == 0:
                raise InputError(f"{name} is {value!r}; set it to a positive whole number.")
            chosen[field.name] = int(value)
        return cls(**chosen)


@dataclass(slots=True)
class Task:
    """The reading of one file with all that is packed in it: its limits, and what it has unpacked so far, in bytes."""

    limits: Limits
    progress: Progress | None = None
    unpacked: int = 0

    def unpack(self, size: int, name: str) -> None:
        """Account for ``size`` bytes unpacked from ``name``. Raises InputError beyond the limit."""
        self.unpacked += size
        if self.unpacked > self.limits.unpacked * 1_000_000:
            found = f"unpacks to more than {self.limits.unpacked:,} MB"
            raise beyond(name, found, "unpacked", self.limits.unpacked)


def setting(limit: str) -> str:
    """The environment variable of a limit: ``pages`` -> ``CANCU_MAX_PAGES``."""
    return f"CANCU_MAX_{limit.upper()}"


def beyond(name: str, what: str, limit: str, bound: int) -> InputError:
    """The sentence for a limit that was passed: "plan.pdf has 9,000 pages, more than the limit of 3,000; …"."""
    return InputError(f"{name} {what}, more than the limit of {bound:,}; split it, or set {setting(limit)} higher.")
