"""What other documents say: those checked in the same run, and those of a store.

Each document's own data and citations are kept under the blocks of their keys, so that a rule can ask who else speaks
of a document, and what a cited document itself stands on.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from extract import Extraction
from extract.records import Period
from kg.identity import Key, compatible, is_day
from kg.register import Change


@dataclass(frozen=True, slots=True)
class Mention:
    """One thing that a document says of another: the key and title it gives, and where."""

    path: str
    key: Key
    title: str | None
    period: Period | None
    quote: str
    relation: str


@dataclass(frozen=True, slots=True)
class Known:
    """A document whose text is at hand: its own data, and its citations that are not inside a title."""

    path: str
    key: Key
    title: str | None
    period: Period | None
    cited: tuple[Mention, ...]


class Corpus:
    """Documents at hand and what they say of others."""

    def __init__(self, extractions: Iterable[Extraction] = ()) -> None:
        self._known: dict[str, list[Known]] = defaultdict(list)
        self._contemporaries: dict[tuple[str | None, Period | None], list[Known]] = defaultdict(list)
        self._mentions: dict[str, list[Mention]] = defaultdict(list)
        self.stated: list[Change] = []
        for extraction in extractions:
            self.add(extraction)

    def add(self, extraction: Extraction) -> None:
        """Takes in one document."""
        path = extraction.source.path
        mentions = tuple(
            Mention(path, Key.of_citation(one), one.title, one.period, one.quote, one.relation)
            for one in extraction.citations
            if one.within is None
        )
        document = extraction.document
        known = Known(path, Key.of_document(document), document.title, document.period, mentions)
        if known.key.number:
            self._known[known.key.block].append(known)
        self._contemporaries[document.type, document.period].append(known)
        for mention in mentions:
            if mention.key.block:
                self._mentions[mention.key.block].append(mention)
        self.stated.extend(stated_changes(extraction))

    def document(self, key: Key) -> Known | None:
        """The one document at hand that the key means; None where there is none, or several."""
        found = [known for known in self._known.get(key.block, ()) if is_day(key.date) and compatible(key, known.key)]
        return found[0] if len(found) == 1 else None

    def contemporaries(self, type_code: str | None, period: Period | None) -> tuple[Known, ...]:
        """The documents at hand of one type and one period."""
        return tuple(self._contemporaries.get((type_code, period), ()))

    def mentions(self, key: Key, besides: str) -> Iterator[Mention]:
        """What documents other than ``besides`` say under the same number or name."""
        return (mention for mention in self._mentions.get(key.block, ()) if mention.path != besides)


def stated_changes(extraction: Extraction) -> Iterator[Change]:
    """The changes that the text itself states ("Quyết định này thay thế Quyết định số ..."), with its words as source.

    Without both numbers and the later date a change names too little, and is left out. Its day of effect is the one
    stated; where none is, it stays unknown.
    """
    own = Key.of_document(extraction.document)
    for stated in extraction.stated:
        target = extraction.citations[stated.object]
        earlier = Key.of_citation(target)
        later = own if stated.subject is None else Key.of_citation(extraction.citations[stated.subject])
        if not (later.number and earlier.number and is_day(later.date)) or str(later.date) < (earlier.date or ""):
            continue
        effective = date.fromisoformat(stated.effective) if is_day(stated.effective) and stated.effective else None
        where = f"{extraction.source.path}, “{' '.join(target.quote.split())}”"
        scope = "part" if stated.relation == "amends" else stated.scope
        yield Change(stated.relation, scope, later, earlier, effective, where, "V")
