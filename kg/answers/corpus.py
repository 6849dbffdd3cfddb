"""What other documents say: those checked in the same run, and those of a store.

Each document's own data and citations are kept under the blocks of their keys, so that a rule can ask who else speaks
of a document, and what a cited document itself stands on.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from extract.records import Extraction, Period, Relation
from kg.identity.keys import Key, compatible, is_day
from kg.identity.titles import words
from kg.law.facts import Change


@dataclass(frozen=True, slots=True)
class Mention:
    """One thing that a document (``source``: the SHA-256 of its file) says of another, and how it stands to it."""

    source: str
    path: str
    key: Key
    title: str | None
    period: Period | None
    quote: str
    relation: Relation


_PARTY_NUMBER = re.compile(r"\d+[a-zđ]?-")
Said = tuple[Key, str | None]
"""What mentions say of a document in the same words: its key and title."""
_Shelf = tuple[str | None, str, Period, frozenset[str]]
"""Type, issuer, period and words of the title."""


@dataclass(frozen=True, slots=True)
class Known:
    """A document whose text is at hand: its own data, and its citations that are not inside a title."""

    source: str
    path: str
    key: Key
    title: str | None
    period: Period | None
    cited: tuple[Mention, ...]


class Corpus:
    """Documents at hand, what they say of others, and the changes that they state."""

    def __init__(self) -> None:
        self.stated: list[Change] = []
        self._all: dict[str, Known] = {}
        self._own: dict[str, list[Known]] = defaultdict(list)
        self._contemporaries: dict[tuple[str | None, Period | None], list[Known]] = defaultdict(list)
        self._titled: dict[_Shelf, dict[Said, dict[str, str]]] = defaultdict(lambda: defaultdict(dict))
        self._said: dict[str, dict[Said, dict[str, str]]] = defaultdict(lambda: defaultdict(dict))

    def __iter__(self) -> Iterator[Known]:
        return iter(self._all.values())

    def add(self, known: Known) -> None:
        """Takes in one document; a second time it changes nothing."""
        if known.source in self._all:
            return
        self._all[known.source] = known
        if known.key.number:
            self._own[known.key.block].append(known)
        self._contemporaries[known.key.type, known.period].append(known)
        for mention in known.cited:
            if mention.key.block:
                self._said[mention.key.block][mention.key, mention.title][mention.source] = mention.path
            shelf = _shelf(mention.key, mention.title, mention.period)
            if shelf is not None and mention.key.number:
                self._titled[shelf][mention.key, mention.title][mention.source] = mention.path

    def read(self, extraction: Extraction) -> None:
        """Takes in one document as it was extracted, with the changes that it states."""
        if extraction.source.sha256 not in self._all:
            self.add(known_of(extraction))
            self.stated.extend(stated_changes(extraction))

    def document(self, key: Key) -> Known | None:
        """The one document at hand that the key means; None where there is none, or several."""
        found = [known for known in self._own.get(key.block, ()) if is_day(key.date) and compatible(key, known.key)]
        return found[0] if len(found) == 1 else None

    def contemporaries(self, type_code: str | None, period: Period | None) -> tuple[Known, ...]:
        """The documents at hand of one type and one period."""
        return tuple(self._contemporaries.get((type_code, period), ()))

    def said(self, key: Key, besides: str) -> Iterator[tuple[Said, list[str]]]:
        """What is said under the same number or name, each with the paths of its files but ``besides`` (a SHA-256).

        The same words of many files are one entry, so that asking for every citation of a large corpus stays cheap.
        """
        return _besides(self._said.get(key.block, {}), besides)

    def titled(
        self, key: Key, title: str | None, period: Period | None, besides: str
    ) -> Iterator[tuple[Said, list[str]]]:
        """What is said of documents of the same type, issuer, period and words of the title, but in ``besides``."""
        shelf = _shelf(key, title, period)
        return _besides(self._titled.get(shelf, {}) if shelf is not None else {}, besides)


def _shelf(key: Key, title: str | None, period: Period | None) -> _Shelf | None:
    """Under what the same document would be found by another number; None where too little is said."""
    if title is None or period is None or key.issuer is None:
        return None
    return key.type, key.issuer.name, period, words(title)


def _besides(shelf: Mapping[Said, Mapping[str, str]], source: str) -> Iterator[tuple[Said, list[str]]]:
    for said, files in shelf.items():
        paths = [path for digest, path in files.items() if digest != source]
        if paths:
            yield said, paths


def known_of(extraction: Extraction) -> Known:
    """A document as it was extracted, without what only the text itself needs."""
    source, document = extraction.source, extraction.document
    mentions = tuple(
        Mention(source.sha256, source.path, Key.of_citation(one), one.title, one.period, one.quote, one.relation)
        for one in extraction.citations
        if one.within is None
    )
    key = Key.of_document(document)
    return Known(source.sha256, source.path, key, document.title, document.period, mentions)


def stated_changes(extraction: Extraction) -> Iterator[Change]:
    """The changes that the text states ("Quyết định này thay thế Quyết định số ..."), with the words as source."""
    keys = [Key.of_citation(citation) for citation in extraction.citations]
    for stated in extraction.stated:
        later = Key.of_document(extraction.document) if stated.subject is None else keys[stated.subject]
        where = f"{extraction.source.path}, “{' '.join(extraction.citations[stated.object].quote.split())}”"
        change = stated_change(
            stated.relation, stated.scope, later, keys[stated.object], effective=stated.effective, source=where
        )
        if change is not None:
            yield change


def stated_change(
    relation: str, scope: str, later: Key, earlier: Key, *, effective: str | None, source: str
) -> Change | None:
    """A change that a text states; None without both numbers and the later date, for then it names too little.

    Its day of effect is the one stated; where none is, it stays unknown. Party and State do not change each other's
    documents: such a reading has mistaken whom the words are about.
    """
    if not (later.number and earlier.number and later.date and is_day(later.date)) or later.date < (earlier.date or ""):
        return None
    if bool(_PARTY_NUMBER.match(later.number)) != bool(_PARTY_NUMBER.match(earlier.number)):
        return None
    since = date.fromisoformat(effective) if effective is not None and is_day(effective) else None
    whole = relation == "supersedes" and scope == "whole"
    return Change(
        "amends" if relation == "amends" else "supersedes",
        "whole" if whole else "part",
        later,
        earlier,
        since,
        source,
        "V",
    )
