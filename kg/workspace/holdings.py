"""What answers rest on: the day, the register and up to when it was made, the build and how much was read for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from kg.answers.words import Limits, words_of
from kg.render.blocks import Block, Line, Table, columns
from kg.render.result import Result
from kg.storage.recalled import recalled
from kg.wording import Language, day_in, number_in, say
from kg.workspace.footing import Footing


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


def holdings(work: Footing) -> Holdings:
    """What the answers of a workspace rest on."""
    stamp = work.stamp
    return recalled(work.store, "holdings", [stamp], lambda _: {stamp: _holdings(work)})[stamp]


def _holdings(work: Footing) -> Holdings:
    words, edition = words_of(work.store), work.register.edition
    sources, documents = (words.every(Limits(held=held), 0)[1] for held in (True, False))
    read_until = edition.day if edition is not None else None
    return Holdings(
        as_of=work.day,
        build=work.store.generation,
        sources=sources,
        documents=documents,
        facts=len(work.register),
        version=edition.version if edition is not None else None,
        read_until=read_until,
        limits=_limits(sources, read_until, work.language),
    )


def _limits(sources: int, read_until: date | None, language: Language) -> str:
    """What was read and what was not: the sentence that goes with every answer."""
    until = day_in(read_until, language) if read_until else "?"
    return say("holdings.limits", language, sources=number_in(sources, language), until=until)
