"""What answers rest on: the day, the register and up to when it was made, the build and how much was read for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from kg.render.blocks import Block, Line, Table, columns
from kg.render.result import Result
from kg.wording import Language, day_in, number_in, say


@dataclass(frozen=True, slots=True)
class Holdings(Result):
    """What every answer of a store rests on.

    ``build`` is another after each change of the store; ``sources`` counts the documents whose text was read,
    ``documents`` these and what they cite; ``facts`` those of the register, whose ``version`` was made of acts read
    until ``read_until`` (None: a register without an edition). ``limits`` says in a sentence what that leaves open.
    """

    KIND: ClassVar[str] = "holdings"

    as_of: date
    build: str
    sources: int
    documents: int
    facts: int
    version: str | None
    read_until: date | None
    limits: str

    def blocks(self, language: Language) -> tuple[Block, ...]:
        """The sentence."""
        return (Line(self.limits),)

    def table(self) -> Table:
        """One row."""
        heads = columns("as_of", "build", "sources", "documents", "facts", "version", "read_until")
        row = (str(self.as_of), self.build, self.sources, self.documents, self.facts, self.version)
        return Table(heads, ((*row, str(self.read_until) if self.read_until else None),))


def limits_in(sources: int, read_until: date | None, language: Language) -> str:
    """What was read and what was not: the sentence that goes with every answer."""
    until = day_in(read_until, language) if read_until else "?"
    return say("holdings.limits", language, sources=number_in(sources, language), until=until)
