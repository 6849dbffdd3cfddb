"""What other documents say: those checked in the same run, and those of a store.

A rule asks who else speaks of a document, what a cited document itself stands on, and which changes are stated. A
:class:`Corpus` answers each from what lies under the document's number or name, and never from all that there is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import Protocol

from extract.records import PAGES, Body, Changing, Extraction, Level, Period, Relation
from kg.identity.keys import Key, Keys, compatible, is_day
from kg.identity.slips import slips_in
from kg.identity.titles import words
from kg.law.aside import Aside
from kg.law.facts import Change, ChangeRelation, Effect
from kg.law.powers import ACTS, breach, counted, may_tell
from kg.law.register import blocks
from kg.law.verdicts import Reason


@dataclass(frozen=True, slots=True)
class Mention:
    """One thing that a document (``source``: the SHA-256 of its file) says of another, and how it stands to it.

    ``place`` counts the citations before it in its file. ``aside`` is why the document does not rely on it, None where
    it does, or where its text is not at hand.
    """

    source: str
    path: str
    key: Key
    title: str | None
    period: Period | None
    quote: str
    relation: Relation
    place: int
    aside: Aside | None


Said = tuple[Key, str | None]
"""What mentions say of a document in the same words: its key and title."""
Voices = Iterable[str]
"""The paths of the files that say one thing, read as far as they are asked for; a file may come twice."""


@dataclass(frozen=True, slots=True)
class Own:
    """A document whose text is at hand, by what it says of itself."""

    source: str
    path: str
    key: Key
    title: str | None
    period: Period | None


@dataclass(frozen=True, slots=True)
class Known(Own):
    """The same with its citations that are not inside a title."""

    cited: tuple[Mention, ...]


@dataclass(frozen=True, slots=True)
class Issuers:
    """The bodies of these levels in one province; None: those of which no province is known."""

    levels: tuple[Level, ...]
    province: str | None

    def include(self, issuer: Body | None) -> bool:
        """Whether it is one of them."""
        return issuer is not None and issuer.level in self.levels and issuer.province == self.province


class Corpus(Protocol):
    """Documents at hand, what they say of others, and the changes that they state."""

    def __contains__(self, source: str) -> bool:
        """Whether the file with this SHA-256 is among them."""

    def __iter__(self) -> Iterator[Known]:
        """All documents, in the order of their paths; no pages that are none."""

    def document(self, key: Key) -> Known | None:
        """The one document at hand that the key means; None where there is none, or several."""

    def contemporaries(self, type_code: str, period: Period | None, by: Issuers) -> Iterator[Own]:
        """The documents at hand of one type and one period by such issuers."""

    def said(self, key: Key, besides: str, *, anywhere: bool = False) -> Iterator[tuple[Said, Voices]]:
        """What is said under the same number or name, each with the files that say it but ``besides`` (a SHA-256).

        Of other units than the key's, where that is known in full, surely only if asked for (``anywhere``).
        The same words of many files are one entry, so that asking for every citation of a large corpus stays cheap.
        """

    def titled(self, key: Key, title: str | None, period: Period | None, besides: str) -> Iterator[tuple[Said, Voices]]:
        """What is said of documents of the same type, issuer, period and words of the title, but in ``besides``."""

    def relied_on(self, documents: Collection[Key], asking: Key, besides: str) -> Mapping[Key, Reason]:
        """Who of a store relies on these documents, or names them; neither ``besides`` nor its issuers count.

        Those of a run do not count at all: they are under check themselves.
        """

    def changes(self, touching: Collection[str] | None = None) -> list[Change]:
        """The changes that texts state of documents of these numbers or names (blocks); all of them without any."""

    def effects(self, touching: Collection[str] | None = None) -> list[Effect]:
        """For which time acts at hand of these numbers (blocks) say that they are in force; all acts without any."""


class Papers:
    """A corpus in memory: the documents of a run."""

    def __init__(self) -> None:
        self._all: dict[str, Known] = {}
        self._unheard: list[Known] = []
        self._pages: set[str] = set()
        self._meant: dict[Key, Known | None] = {}
        self._own: dict[str, list[Known]] = defaultdict(list)
        self._contemporaries: dict[object, list[Known]] = defaultdict(list)
        self._titled: dict[object, dict[Said, dict[str, str]]] = defaultdict(lambda: defaultdict(dict))
        self._said: dict[str, dict[Said, dict[str, str]]] = defaultdict(lambda: defaultdict(dict))
        self._changes: list[Change] = []
        self._effects: dict[str, list[Effect]] = defaultdict(list)
        self._touching: dict[str, list[int]] = defaultdict(list)

    def __contains__(self, source: str) -> bool:
        return source in self._all

    def __iter__(self) -> Iterator[Known]:
        documents = (known for known in self._all.values() if known.source not in self._pages)
        return iter(sorted(documents, key=lambda known: known.path))

    def read(self, extraction: Extraction, keys: Keys) -> None:
        """Takes in one document as it was extracted, with its keys; a second time it changes nothing."""
        if extraction.source.sha256 in self._all:
            return
        self._add(known_of(extraction, keys))
        if extraction.document.kind in PAGES:
            self._pages.add(extraction.source.sha256)
        for change in stated_changes(extraction, keys):
            for block in blocks(change.later) | blocks(change.earlier):
                self._touching[block].append(len(self._changes))
            self._changes.append(change)
        effect = stated_effect(keys.own, extraction.document.in_force, extraction.source.path)
        if effect is not None:
            self._effects[effect.document.block].append(effect)

    def _add(self, known: Known) -> None:
        self._all[known.source] = known
        self._meant.clear()
        if known.key.number:
            self._own[known.key.block].append(known)
        if (issuer := known.key.issuer) is not None:
            self._contemporaries[known.key.type, known.period, issuer.level, issuer.province].append(known)
        self._unheard.append(known)

    def _hear(self, besides: str) -> bool:
        """Whether anybody but one source may say something; then what was read last is sorted by what it says."""
        if len(self._all) == 1 and besides in self._all:
            return False
        for known in self._unheard:
            self._sort(known)
        self._unheard.clear()
        return True

    def _sort(self, known: Known) -> None:
        for mention in known.cited:
            if block := mention.key.block:
                self._said[block][mention.key, mention.title][mention.source] = mention.path
            shelf = shelf_of(mention.key, mention.title, mention.period)
            if shelf is not None and mention.key.number:
                self._titled[shelf][mention.key, mention.title][mention.source] = mention.path

    def document(self, key: Key) -> Known | None:
        held = self._own.get(key.block) if is_day(key.date) else None
        if held is None:
            return None
        if key not in self._meant:  # what thousands cite is looked for once
            found = [known for known in held if compatible(key, known.key)]
            self._meant[key] = found[0] if len(found) == 1 else None
        return self._meant[key]

    def contemporaries(self, type_code: str, period: Period | None, by: Issuers) -> Iterator[Own]:
        shelves = ((type_code, period, level, by.province) for level in by.levels)
        return chain.from_iterable(self._contemporaries.get(shelf, ()) for shelf in shelves)

    def said(self, key: Key, besides: str, *, anywhere: bool = False) -> Iterator[tuple[Said, Voices]]:
        return _besides(self._said.get(key.block, {}), besides) if self._hear(besides) else iter(())

    def titled(self, key: Key, title: str | None, period: Period | None, besides: str) -> Iterator[tuple[Said, Voices]]:
        shelf = shelf_of(key, title, period) if self._hear(besides) else None
        return _besides(self._titled.get(shelf, {}) if shelf is not None else {}, besides)

    def relied_on(self, documents: Collection[Key], asking: Key, besides: str) -> Mapping[Key, Reason]:
        return {}

    def changes(self, touching: Collection[str] | None = None) -> list[Change]:
        if touching is None:
            return list(self._changes)
        places = {place for block in touching for place in self._touching.get(block, ())}
        return [self._changes[place] for place in sorted(places)]

    def effects(self, touching: Collection[str] | None = None) -> list[Effect]:
        under = self._effects if touching is None else sorted(touching)
        return [effect for block in under for effect in self._effects.get(block, ())]


@dataclass(frozen=True, slots=True)
class Both:
    """Two corpora as one; no file may be in both."""

    first: Corpus
    second: Corpus

    def __contains__(self, source: str) -> bool:
        return source in self.first or source in self.second

    def __iter__(self) -> Iterator[Known]:
        return iter(sorted(chain(self.first, self.second), key=lambda known: known.path))

    def document(self, key: Key) -> Known | None:
        found = [known for known in (self.first.document(key), self.second.document(key)) if known is not None]
        return found[0] if len(found) == 1 else None

    def contemporaries(self, type_code: str, period: Period | None, by: Issuers) -> Iterator[Own]:
        return chain(*(one.contemporaries(type_code, period, by) for one in (self.first, self.second)))

    def said(self, key: Key, besides: str, *, anywhere: bool = False) -> Iterator[tuple[Said, Voices]]:
        return chain(*(one.said(key, besides, anywhere=anywhere) for one in (self.first, self.second)))

    def titled(self, key: Key, title: str | None, period: Period | None, besides: str) -> Iterator[tuple[Said, Voices]]:
        return chain(self.first.titled(key, title, period, besides), self.second.titled(key, title, period, besides))

    def relied_on(self, documents: Collection[Key], asking: Key, besides: str) -> Mapping[Key, Reason]:
        of_both = (one.relied_on(documents, asking, besides) for one in (self.second, self.first))
        return {key: reason for told in of_both for key, reason in told.items()}

    def changes(self, touching: Collection[str] | None = None) -> list[Change]:
        return [*self.first.changes(touching), *self.second.changes(touching)]

    def effects(self, touching: Collection[str] | None = None) -> list[Effect]:
        return [*self.first.effects(touching), *self.second.effects(touching)]


def shelf_of(key: Key, title: str | None, period: Period | None) -> object | None:
    """Under what the same document would be found by another number; None where too little is said."""
    if title is None or period is None or key.issuer is None:
        return None
    return key.type, key.issuer.name, period, words(title)


def _besides(shelf: Mapping[Said, Mapping[str, str]], source: str) -> Iterator[tuple[Said, Voices]]:
    for said, files in shelf.items():
        if len(files) > (source in files):
            yield said, (path for digest, path in files.items() if digest != source)


def known_of(extraction: Extraction, keys: Keys, asides: Sequence[Aside | None] = ()) -> Known:
    """A document as it was extracted, without what only the text itself needs, with the ``asides`` of its citations."""
    source, document = extraction.source, extraction.document
    asides = asides or (None,) * len(keys.cited)
    cited = zip(extraction.citations, keys.meant, counted(extraction), asides, strict=True)
    mentions = tuple(
        Mention(source.sha256, source.path, key, one.title, one.period, one.quote, counts, place, aside)
        for place, (one, key, counts, aside) in enumerate(cited)
        if one.within is None
    )
    return Known(source.sha256, source.path, keys.own, document.title, document.period, mentions)


def stated_changes(extraction: Extraction, keys: Keys) -> Iterator[Change]:
    """The changes that the text states ("Quyết định này thay thế Quyết định số ..."), with the words as source."""
    own = keys.own
    for stated in extraction.stated:
        quote = extraction.citations[stated.object].quote
        change = stated_change(
            stated.relation,
            stated.scope,
            own if stated.subject is None else keys.meant[stated.subject],
            keys.meant[stated.object],
            effective=stated.effective,
            source=words_of(extraction.source.path, quote),
            teller=None if stated.subject is None else own,
        )
        if change is not None:
            yield change


def words_of(path: str, quote: str) -> str:
    """A file and words in it, as the source of what they state."""
    return f"{path}, “{' '.join(quote.split())}”"


_CHANGING: Mapping[str, ChangeRelation] = {
    "supersedes": "supersedes", "repeals": "repeals", "amends": "amends", "suspends": "suspends", "extends": "extends",
}  # fmt: skip


def stated_change(
    relation: Changing, scope: str, later: Key, earlier: Key, *, effective: str | None, source: str, teller: Key | None
) -> Change | None:
    """A change that a text states; None without both numbers and the later date, for then it names too little.

    ``teller`` is the document that tells of it where that is not the later one: then it is secondary, and evidence only
    where the teller is no act. The day is the one stated, though none before the later one was made, for nobody could
    know of it; where none is, it stays unknown. None also for what the later one cannot do (:mod:`kg.law.powers`): such
    a reading has mistaken whom the words are about; and where its number is of another year than its day, a slip. What
    is corrected stays as it is; what is prolonged does not end when its own time is over.
    """
    if relation not in _CHANGING:
        return None
    if not (later.number and earlier.number and later.date and is_day(later.date)) or later.date < (earlier.date or ""):
        return None
    if breach(relation, later, earlier) is not None or "year" in slips_in(later.number, later.date):
        return None
    since = date.fromisoformat(max(effective, later.date)) if effective is not None and is_day(effective) else None
    return Change(
        _CHANGING[relation],
        "whole" if relation != "amends" and scope == "whole" else "part",
        later,
        earlier,
        since,
        source,
        "V" if teller is None else "S",
        told=teller is not None and not may_tell(teller),
    )


def stated_effect(act: Key, in_force: Period | None, source: str) -> Effect | None:
    """For which time an act says of itself that it is in force; None for what is no act, or names itself too little."""
    if in_force is None or act.type not in ACTS or not act.number or act.place is None or not is_day(act.date):
        return None
    since, until = (
        date.fromisoformat(day) if day is not None and is_day(day) else None for day in (in_force.start, in_force.end)
    )
    return Effect(act, since, until, source, "V") if since is not None else None
