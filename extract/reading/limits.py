"""The bounds within which a file is read, each a setting of its own (``CANCU_MAX_...``)."""

from __future__ import annotations

import math
import os
import re
from collections.abc import Callable
from dataclasses import dataclass, fields
from time import monotonic

from extract.errors import InputError, Sentence, SettingError

_NUMBER = re.compile(r"0{0,9}[1-9][0-9]{0,8}")
STEPS = 4_096
"""Steps of a parser between two looks at the clock."""

Progress = Callable[[str, int, int], None]
"""Called with the name of the file, the page at hand and the number of pages, while pages are recognised."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What a file may cost before it is refused; each can be set in the environment, as ``CANCU_MAX_PAGES=500``.

    ``megabytes`` of the file; ``unpacked`` megabytes of all that is packed in it; ``ratio`` of unpacked to packed
    bytes; ``members`` of an archive; ``nesting`` of archives in archives; ``characters`` of text; ``pages``;
    ``seconds`` for one document and ``page_seconds`` more for each page to be recognised; ``memory``, in megabytes, of
    a foreign parser; ``citations`` of one document, where files are read for a command.
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
    citations: int = 50_000

    @classmethod
    def from_environment(cls) -> Limits:
        """The defaults with what the environment sets. Raises SettingError unless they are positive whole numbers."""
        chosen: dict[str, int] = {}
        for field in fields(cls):
            name = setting(field.name)
            value = os.environ.get(name, "")
            if not value:
                continue
            if not _NUMBER.fullmatch(value):
                raise SettingError(
                    "{name} is {value!r}; set it to a positive whole number below a billion.",
                    name=name,
                    value=value[:40],
                )
            chosen[field.name] = int(value)
        return cls(**chosen)


@dataclass(slots=True)
class Task:
    """The reading of one file with all that is packed in it: its limits, and what it has cost so far.

    ``unpacked`` is in bytes; ``nodes`` and ``letters`` are what the XML of the document at hand holds.
    """

    limits: Limits
    progress: Progress | None = None
    unpacked: int = 0
    nodes: int = 0
    letters: int = 0
    _name: str = ""
    _steps: int = 0
    _deadline: float = math.inf

    def begin(self, name: str) -> None:
        """A document begins: the limits of one document count from here."""
        self._name, self._steps, self._deadline = name, 0, monotonic() + self.limits.seconds
        self.nodes = self.letters = 0

    def tick(self) -> None:
        """One step of a parser. Raises InputError when the document takes longer than the limit."""
        self._steps += 1
        if not self._steps % STEPS:
            self.look()

    def look(self) -> None:
        """Looks at the clock, for a parser that counts its steps itself. Raises InputError as :meth:`tick` does."""
        if monotonic() > self._deadline:
            raise beyond(self._name, Sentence("takes longer to read"), "seconds", self.limits.seconds)

    def unpack(self, size: int, name: str) -> None:
        """Account for ``size`` bytes unpacked from ``name``. Raises InputError beyond the limit."""
        self.unpacked += size
        if self.unpacked > self.limits.unpacked * 1_000_000:
            found = Sentence("unpacks to more than {size:,} MB", size=self.limits.unpacked)
            raise beyond(name, found, "unpacked", self.limits.unpacked)


def setting(limit: str) -> str:
    """The environment variable of a limit: ``pages`` -> ``CANCU_MAX_PAGES``."""
    return f"CANCU_MAX_{limit.upper()}"


def beyond(name: str, what: Sentence, limit: str, bound: int) -> InputError:
    """The sentence for a limit that was passed: "plan.pdf has 9,000 pages, more than the limit of 3,000; …"."""
    return InputError(
        "{name} {what}, more than the limit of {bound:,}; split it, or set {setting} higher.",
        name=name,
        what=what,
        bound=bound,
        setting=setting(limit),
    )
