"""Finding as an answer: every document that some words may mean, in the store and in the register."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from kg.answers.view import DocumentView
from kg.render.blocks import Block, Table, Warned, columns
from kg.render.result import Result
from kg.wording import Language, say

DOCUMENT_COLUMNS = columns("document", ("level", "level"), ("date", "day"), "title", "id")


@dataclass(frozen=True, slots=True)
class Found(Result):
    """What a reference may mean: the ``documents`` of the store that fit, and ``namesakes`` that the register knows.

    ``near`` are documents that share the most with the words, where none fits.
    """

    KIND: ClassVar[str] = "find"

    reference: str
    documents: tuple[DocumentView, ...]
    namesakes: tuple[str, ...]
    near: tuple[DocumentView, ...]

    def blocks(self, language: Language) -> tuple[Block, ...]:
        """The documents that fit; else those near."""
        if self.documents:
            return (self.table(), *(Warned(say("namesake", language, document=one)) for one in self.namesakes))
        return (Warned(say("found.none", language, reference=self.reference)), _listed(self.near))

    def table(self) -> Table:
        """One document a row."""
        return _listed(self.documents)


def _listed(documents: tuple[DocumentView, ...]) -> Table:
    rows = tuple((one.label, one.level, one.date, one.title, one.id) for one in documents)
    return Table(DOCUMENT_COLUMNS, rows)
