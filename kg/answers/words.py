"""The documents of a store by their words: number, issuer, title, place, with accents and without.

The index is one file of SQLite (FTS5). It is made of a build when somebody first asks it for words, lies in the folder
of that build and goes with it; of a store in memory, on a server, or in a folder that cannot be written to, it is made
in memory. Its rows stand in the order of how often documents are cited, so that what is found first is cited most.
"""

from __future__ import annotations

import json
import re
import sqlite3
import unicodedata
from collections import Counter, OrderedDict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from threading import Lock
from typing import Any, NamedTuple, cast
from uuid import uuid4

from extract.records import Level
from kg.answers.word_rows import opened
from kg.storage.beside import over
from kg.storage.store import Store
from ontology.spelling import fold, key

_KEPT = "words"
_WORD = re.compile(r"\w+")

_WITHIN = """(NOT :known OR cited OR held) AND (NOT :held OR held)
AND (:types = '[]' OR type IN (SELECT value FROM json_each(:types)))
AND (:levels = '[]' OR level IN (SELECT value FROM json_each(:levels)))
AND (:provinces = '[]' OR province IN (SELECT value FROM json_each(:provinces)))
AND (:years = '[]' OR year IN (SELECT value FROM json_each(:years)))
AND (:on = '' OR instr(day, :on) = 1 OR instr(:on, coalesce(day, year)) = 1)
AND (:until = '' OR day <= :until) AND {OF_STATUS}"""
_OF_STATUS = "place IN (SELECT place FROM temp.{TABLE} WHERE status IN (SELECT value FROM json_each(:statuses)))"
_COUNTED = 100
"""Of so many questions it is remembered how the documents that they find part."""
_JUDGED = 8
"""For so many days it is remembered what holds for each document."""
_ORDERS = ("place", "day DESC, place")
"""The order of the index, and the latest first."""
_PARTS = ("type", "level", "province", "year")
_PARTED = "SELECT {PARTS}, count(*) FROM {AMONG} AND {WITHIN} GROUP BY {PARTS}".replace("{WITHIN}", _WITHIN)
_PARTED = _PARTED.replace("{PARTS}", ", ".join(_PARTS))
_BY_WORDS, _BY_IDS, _OF_ALL = (
    "word JOIN document ON place = word.rowid WHERE word MATCH :asked",
    "document WHERE iri IN (SELECT value FROM json_each(:iris))",
    "document WHERE true",
)
_NUMBERED = """SELECT iri FROM document WHERE block >= :first AND block < :beyond AND (NOT :known OR cited OR held)
ORDER BY place"""
_FIND, _EVERY, _AMONG, _NEAR = (
    query.replace("{WITHIN}", _WITHIN)
    for query in (
        "SELECT iri, cited FROM word JOIN document ON place = word.rowid WHERE word MATCH :asked AND {WITHIN} "
        "ORDER BY {ORDER} LIMIT :most",
        "SELECT iri, cited FROM document WHERE {WITHIN} ORDER BY {ORDER} LIMIT :most OFFSET :offset",
        "SELECT iri, cited FROM document WHERE iri IN (SELECT value FROM json_each(:iris)) AND {WITHIN} "
        "ORDER BY {ORDER}",
        "SELECT iri FROM word JOIN document ON place = word.rowid WHERE word MATCH :asked AND (cited OR held) "
        "ORDER BY word.rank, place LIMIT :most",
    )
)


@dataclass(frozen=True, slots=True)
class Limits:
    """What the documents are limited to; an empty one limits nothing. ``types`` as in a URN: "ke.hoach"; ``held``: only
    those whose text the store was built from; ``on`` an ISO day, maybe partial: only what can be of it; ``until`` a
    whole one: only those dated by then, and the latest first; ``statuses`` are those of the documents on the day of
    ``judged`` (:meth:`Words.judged`)."""

    types: frozenset[str] = frozenset()
    levels: frozenset[Level] = frozenset()
    provinces: frozenset[str] = frozenset()
    years: frozenset[str] = frozenset()
    held: bool = False
    on: str = ""
    until: str = ""
    statuses: frozenset[str] = frozenset()
    judged: str = ""


@dataclass(frozen=True, slots=True)
class Hit:
    """A document (its id) and how many files cite it."""

    iri: str
    cited: int


class _Counts(NamedTuple):
    """How many documents there are of each type, level, province and year, as in the index, and in all."""

    parts: Mapping[tuple[str | None, ...], int]
    total: int


class Words:
    """The index; it may be asked from several threads."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database
        self._lock = Lock()
        self._judged: OrderedDict[str, str] = OrderedDict()
        self._judging = Lock()
        self._counted: OrderedDict[tuple[str, Limits, bool], _Counts] = OrderedDict()

    def find(
        self, asked: str, limits: Limits, count: int | None, offset: int = 0, *, unfinished: bool = False
    ) -> tuple[list[Hit], int]:
        """The documents that hold all these words, ``count`` of them after ``offset``, and how many there are.

        First come those that have the accents that were typed, of these what bears the words as its name, such as a
        law, then what holds them in this order; last what holds them in any order. A word typed without accents means
        any; ``unfinished``: the last word may be only begun. What only the register knows is found where nothing else
        is.
        """
        tiers = tuple(_tiers(asked, unfinished))
        known, counts = self._counts_of(tiers, limits)
        if not counts.total:
            return [], 0
        most = None if count is None else offset + count
        chosen = tiers[-1:] if limits.until else tiers
        return self._page(chosen, _within(limits, known=known), most)[offset:], counts.total

    def judged(self, when: str, judge: Callable[[list[str]], Mapping[str, str]]) -> str:
        """The name under which is known what holds for the documents by ``when`` (a day and facts); ``judge`` tells it
        of all of them (ids), where that was not asked lately."""
        with self._judging:
            if when in self._judged:
                self._judged.move_to_end(when)
                return self._judged[when]
            places = dict(self._rows("SELECT iri, place FROM document", {}))
            rows = [(places[iri], value) for iri, value in judge(list(places)).items()]
            name = f"judged_{uuid4().hex}"
            with self._lock:
                self._database.execute(f"CREATE TEMP TABLE {name} (place INTEGER PRIMARY KEY, status TEXT)")
                self._database.executemany(f"INSERT INTO temp.{name} VALUES (?, ?)", rows)  # noqa: S608 - a name of ours
                self._judged[when] = name
                if len(self._judged) > _JUDGED:
                    self._database.execute(f"DROP TABLE temp.{self._judged.popitem(last=False)[1]}")
            return name

    def every(self, limits: Limits, count: int | None, offset: int = 0) -> tuple[list[Hit], int]:
        """All documents but those that only the register knows."""
        page = _within(limits, known=True) | {"most": -1 if count is None else count, "offset": offset}
        hits = [Hit(*row) for row in self._rows(_EVERY, page)] if count != 0 else []
        return hits, self._counts("", limits, known=True).total

    def among(self, iris: Sequence[str], limits: Limits) -> list[Hit]:
        """Those of these documents (ids) that are within the limits, in the order of the index."""
        return [
            Hit(*row) for row in self._rows(_AMONG, _within(limits, known=False) | {"iris": json.dumps(list(iris))})
        ]

    def parted(
        self, asked: str | Sequence[str], limits: Limits, most: int, *, unfinished: bool = False
    ) -> dict[str, list[tuple[str, int]]]:
        """How the documents that hold these words, or that are these (ids), part by "type" (as in a URN), "level",
        "province" and "year": so many of the fullest parts of each with their counts. Empty words: all documents."""
        if not isinstance(asked, str):
            some = _within(limits, known=False) | {"iris": json.dumps(list(asked))}
            return _parted(self._count(_BY_IDS, some), most)
        tiers = tuple(_tiers(asked, unfinished))
        counts = self._counts_of(tiers, limits)[1] if tiers else self._counts("", limits, known=True)
        return _parted(counts, most)

    def numbered(self, figures: str) -> list[str]:
        """The documents (ids) whose number begins with these figures ("23"), the most cited first; those that only the
        register knows where there are no others."""
        bounds = {"first": f"{figures}.", "beyond": f"{figures}/"}  # "/" is the sign behind "."
        for known in (True, False):
            if found := [iri for (iri,) in self._rows(_NUMBERED, bounds | {"known": known})]:
                return found
        return []

    def in_title(self, words: str) -> list[str]:
        """The documents (ids) that hold these words one after the other, without accents, the most cited first."""
        if not (tokens := _tokens(fold(words))):
            return []
        return [hit.iri for hit in self._page((f"folded : {_phrase(tokens)}",), _within(Limits(), known=True), None)]

    def near(self, words: Iterable[str], count: int) -> list[str]:
        """The documents (ids) that share the most with these words, given without accents."""
        tokens = [token for word in words for token in _tokens(word)]
        if not tokens:
            return []
        asked = f"folded : ({' OR '.join(map(_quoted, tokens))})"
        return [iri for (iri,) in self._rows(_NEAR, {"asked": asked, "most": count})]

    def _counts_of(self, tiers: Sequence[str], limits: Limits) -> tuple[bool, _Counts]:
        """How what holds all the words parts, and whether that is more than what only the register knows."""
        counts = _Counts({}, 0)
        for known in (True, False) if tiers else ():
            counts = self._counts(tiers[-1], limits, known=known)
            if counts.total:
                return known, counts
        return False, counts

    def _counts(self, asked: str, limits: Limits, *, known: bool) -> _Counts:
        """How many documents of each kind hold the words, or are there at all; remembered, for pages come in a row."""
        told = (asked, limits, known)
        with self._lock:
            counted = self._counted.get(told)
            if counted is not None:
                self._counted.move_to_end(told)
        if counted is None:
            counted = self._count(_BY_WORDS if asked else _OF_ALL, {**_within(limits, known=known), "asked": asked})
            with self._lock:
                self._counted[told] = counted
                if len(self._counted) > _COUNTED:
                    self._counted.popitem(last=False)
        return counted

    def _count(self, among: str, values: Mapping[str, object]) -> _Counts:
        parts = {row[:-1]: row[-1] for row in self._rows(_PARTED.replace("{AMONG}", among), values)}
        return _Counts(parts, sum(parts.values()))

    def _page(self, tiers: Sequence[str], within: Mapping[str, object], most: int | None) -> list[Hit]:
        """The first so many, tier by tier, each once."""
        found: dict[str, Hit] = {}
        for tier in tiers:
            if most is None or len(found) < most:
                rows = self._rows(_FIND, {**within, "asked": tier, "most": -1 if most is None else most})
                found = {**found, **{iri: Hit(iri, cited) for iri, cited in rows if iri not in found}}
        return list(found.values())[:most]

    def _rows(self, query: str, values: Mapping[str, object]) -> list[tuple[Any, ...]]:
        table = values.get("judged")
        of_status = _OF_STATUS.replace("{TABLE}", str(table)) if table else "true"
        asked = query.replace("{ORDER}", _ORDERS[bool(values.get("until"))]).replace("{OF_STATUS}", of_status)
        with self._lock:
            return self._database.execute(asked, values).fetchall()


def words_of(store: Store) -> Words:
    """The index of a store as it is; made when it is first asked for."""
    generation = store.generation
    since, index = store.kept.get(_KEPT, ("", None))
    if index is None or since != generation:
        index = over(opened(store), Words)
        store.kept[_KEPT] = generation, index
    return cast(Words, index)


def _parted(counts: _Counts, most: int) -> dict[str, list[tuple[str, int]]]:
    """The fullest parts of each kind; of those that are as full, the first in the order of the alphabet."""
    found: dict[str, Counter[str]] = {name: Counter() for name in _PARTS}
    for parts, count in counts.parts.items():
        for name, part in zip(_PARTS, parts, strict=True):
            if part is not None:
                found[name][part] += count
    return {name: sorted(some.items(), key=lambda one: (-one[1], one[0]))[:most] for name, some in found.items()}


def _within(limits: Limits, *, known: bool) -> dict[str, object]:
    """The values of what documents are limited to; ``known``: not those that only the register knows."""
    names = ("types", "levels", "provinces", "years", "statuses")
    allowed = {name: json.dumps(sorted(getattr(limits, name))) for name in names}
    named = {"on": limits.on, "until": limits.until, "judged": limits.judged}
    return {**allowed, **named, "held": limits.held, "known": known}


def _tiers(asked: str, unfinished: bool) -> Iterator[str]:
    """What is asked of the index, from what fits best to what still fits; the last holds all before it."""
    said = _tokens(key(asked))
    plain = [fold(token) for token in said]
    if not said:
        return
    every = " AND ".join(f"folded : {_quoted(token)}" for token in plain)
    typed = [f"said : {_quoted(token)}" for token, bare in zip(said, plain, strict=True) if token != bare]
    if typed:
        exact = " AND ".join((every, *typed))
        yield f"{exact} AND name : {_phrase(plain)}"
        yield f"{exact} AND folded : {_phrase(plain)} AND said : {_phrase(said)}"
        yield f"{exact} AND folded : {_phrase(plain)}"
        yield exact
    yield f"{every} AND name : {_phrase(plain)}"
    yield f"{every} AND folded : {_phrase(plain)}"
    yield every
    if unfinished and plain[-1].isalpha():
        begun = [f"folded : {_quoted(token)}" for token in plain[:-1]]
        yield " AND ".join((*begun, f"folded : {_quoted(plain[-1])} *"))


def _tokens(text: str) -> list[str]:
    return _WORD.findall(unicodedata.normalize("NFC", text).replace("_", " "))


def _quoted(token: str) -> str:
    return f'"{token}"'


def _phrase(tokens: Sequence[str]) -> str:
    return _quoted(" ".join(tokens))
