"""A source as an answer: its text, or passages of it, each citation in its place, and what held for what it cites."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar, Literal

from extract.errors import UnknownReferenceError
from extract.records import Relation
from kg.answers.basing import Facts, based
from kg.answers.judged import Basis
from kg.answers.marked import Mark, marked
from kg.answers.unsigned import unsigned
from kg.answers.view import DocumentView
from kg.law.aside import Aside
from kg.law.verdicts import RuleCode, Value
from kg.render.blocks import Block, Heading, Table, columns
from kg.render.result import Result
from kg.storage.store import Store
from kg.wording import Language, say

Shown = Literal["none", "excerpts", "full"]
"""What of a text is given: nothing, the lines around its citations, all of it."""

_SHA256 = re.compile(r"[0-9a-f]{64}")
_LINES = 1  # before and behind a citation, in an excerpt


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of the text that begins at the character ``start``."""

    start: int
    text: str


@dataclass(frozen=True, slots=True)
class SourceMark:
    """A citation in the characters ``start:end``, with the verdict on both clocks where one document is meant.

    ``candidates`` are the documents that it may mean where it is not known which; ``rule`` is the one by which
    ``check`` finds it; ``aside`` why it is not relied on, None where it may be.
    """

    start: int
    end: int
    quote: str
    relation: Relation
    document: DocumentView | None
    candidates: tuple[DocumentView, ...]
    at_signing: Value | None
    as_of: Value | None
    rule: RuleCode | None
    brief: str
    aside: Aside | None


@dataclass(frozen=True, slots=True)
class Source(Result):
    """A source: the documents that it holds, what is given of its text (``shown``), and its citations in their order.

    ``passages`` are in order and do not overlap; ``length`` counts the characters of the whole text, None where it was
    not kept.
    """

    KIND: ClassVar[str] = "source"

    sha256: str
    names: tuple[str, ...]
    documents: tuple[DocumentView, ...]
    shown: Shown
    length: int | None
    passages: tuple[Passage, ...]
    marks: tuple[SourceMark, ...]

    def blocks(self, language: Language) -> tuple[Block, ...]:
        """One citation a row."""
        heads = columns("start", "words", ("relation", "relation"), "document", ("at_signing", "value"), "reason")
        rows = tuple(
            (one.start, _line(one.quote), one.relation, _named(one), one.at_signing, one.brief) for one in self.marks
        )
        return (Heading(", ".join(self.names)), Table(heads, rows))

    def table(self) -> Table:
        """One citation a row."""
        heads = columns(
            "start", "end", "quote", "relation", "id", "document", "candidates", "at_signing", "as_of", "rule",
            "reason", ("aside", "aside"),
        )  # fmt: skip
        rows = tuple(
            (
                one.start, one.end, _line(one.quote), one.relation, one.document.id if one.document else None,
                one.document.label if one.document else None, " ".join(each.id for each in one.candidates),
                one.at_signing, one.as_of, one.rule, one.brief, one.aside,
            )
            for one in self.marks
        )  # fmt: skip
        return Table(heads, rows)


def source_of(
    store: Store,
    sha256: str,
    day: date,
    language: Language,
    facts: Facts | None,
    *,
    shown: Shown = "full",
    signers: bool = True,
) -> Source:
    """The source with this content. Raises UnknownReferenceError where the store holds none."""
    if not _SHA256.fullmatch(sha256):
        raise UnknownReferenceError("“{reference}” is no hash of a source.", reference=sha256[:80])
    try:
        found = marked(store, sha256)
    except KeyError:
        raise UnknownReferenceError("The store holds no source {sha256}.", sha256=sha256) from None
    judged: dict[tuple[int, int, str], Basis] = {}
    for document in found.documents:
        for one in based(store, document.id, day, language, facts).bases.values():
            if one.evidence.sha256 == sha256:
                judged[one.evidence.start, one.evidence.end, one.document.id] = one
    covered = unsigned(() if signers else found.signers)
    text = None if found.text is None else covered(found.text)
    return Source(
        sha256=sha256,
        names=found.names,
        documents=found.documents,
        shown=shown,
        length=None if text is None else len(text),
        passages=tuple(_passages(text, found.marks, shown)) if text is not None else (),
        marks=tuple(
            _mark(
                replace(one, quote=covered(one.quote)),
                judged.get((one.start, one.end, one.document.id)) if one.document else None,
                language,
            )
            for one in found.marks
        ),
    )


def _mark(one: Mark, basis: Basis | None, language: Language) -> SourceMark:
    words = (one.start, one.end, one.quote, one.relation, one.document, one.candidates)
    if basis is None:
        fields = ", ".join(say(f"what.{field}", language) for field in one.differing)
        brief = say("source.differs", language, fields=fields) if fields else ""
        return SourceMark(*words, None, None, None, brief, one.aside)
    return SourceMark(*words, basis.at_signing, basis.as_of, basis.rule, basis.brief, basis.evidence.aside)


def _passages(text: str, marks: Sequence[Mark], shown: Shown) -> Iterator[Passage]:
    if shown == "full":
        yield Passage(0, text)
    if shown != "excerpts":
        return
    pieces: list[tuple[int, int]] = []
    for one in marks:
        start, end = _line_before(text, one.start), _line_behind(text, one.end)
        if pieces and start <= pieces[-1][1]:
            pieces[-1] = pieces[-1][0], max(end, pieces[-1][1])
        else:
            pieces.append((start, end))
    yield from (Passage(start, text[start:end]) for start, end in pieces)


def _line_before(text: str, at: int) -> int:
    """Where the line begins that stands so many lines above."""
    for _ in range(_LINES + 1):
        at = text.rfind("\n", 0, max(at, 0))
    return at + 1 if at >= 0 else 0


def _line_behind(text: str, at: int) -> int:
    """Where the line ends that stands so many lines below."""
    for _ in range(_LINES + 1):
        found = text.find("\n", at)
        if found < 0:
            return len(text)
        at = found + 1
    return at - 1


def _line(quote: str) -> str:
    return " ".join(quote.split())


def _named(one: SourceMark) -> str | None:
    return one.document.label if one.document else "; ".join(each.label for each in one.candidates) or None
