"""Status as an answer: what holds for one document on a day, and why (tình trạng hiệu lực)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from kg.answers.relied import relied_on
from kg.law.register import Register
from kg.law.series import Coverage
from kg.law.status import status
from kg.law.verdicts import Kind, Value, worded
from kg.render.blocks import Block, Line, beside
from kg.render.result import Result
from kg.storage.store import Store
from kg.wording import Language, citation_line, day_in
from kg.workspace.meaning import Meant


@dataclass(frozen=True, slots=True)
class Standing(Result):
    """What holds for a document on a day; ``kind`` says which "unknown" it is, None for every other status.

    ``id`` is the document's in the store, None where only the register or the words know it; ``reasons`` come with the
    deciding one first, ``instead`` is what stands in its place that day, ``namesakes`` what else the words may mean.
    ``covered``: where no end is known, how many of the acts that could have made one were read; None where that is not
    counted.
    """

    KIND: ClassVar[str] = "status"

    document: str
    id: str | None
    day: date
    status: Value
    kind: Kind | None
    reasons: tuple[str, ...]
    instead: tuple[str, ...]
    namesakes: tuple[str, ...]
    covered: Coverage | None

    def blocks(self, language: Language) -> tuple[Block, ...]:
        """The verdict in a line, what it rests on, and what else was meant perhaps."""
        told = self.reasons[self.kind == "not_in_register" :]  # which is all that the first of them would say
        return (
            Line(self.document),
            Line(f"{day_in(self.day, language)}: {worded(self.status, self.kind, language)}"),
            *(Line(reason, indent=2) for reason in told),
            *beside(self.namesakes, language),
        )


def standing(meant: Meant, day: date, facts: Register, store: Store | None, language: Language) -> Standing:
    """What the facts say of a document on a day, in sentences of the language; of an open one, who relies on it."""
    verdict = status(meant.key, day, facts, period=meant.period, title=meant.title)
    if store is not None and meant.view is not None and verdict.is_open:
        verdict = verdict.with_reliance(relied_on(store, meant.view.id))
    return Standing(
        document=citation_line(verdict.document or meant.key),
        id=meant.view.id if meant.view else None,
        day=day,
        status=verdict.value,
        kind=verdict.kind,
        reasons=tuple(reason.text(language) for reason in verdict.reasons),
        instead=tuple(map(citation_line, verdict.successors)),
        namesakes=tuple(citation_line(key) for key in meant.namesakes if key != verdict.document),
        covered=verdict.covered,
    )
