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
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from threading import Lock
from typing import Any, cast
from uuid import uuid4

from extract.records import Level
from kg.answers.word_rows import opened
from kg.storage.store import Store
from ontology.spelling import fold, key

_KEPT = "words"
_WORD = re.compile(r"\w+")

_WITHIN = """(NOT :known OR cited OR held) AND (NOT :held OR held)
AND (:types = '[]' OR type IN (SELECT value FROM json_each(:types)))
AND (:levels = '[]' OR level IN (SELECT value FROM json_each(:levels)))
AND (:provinces = '[]' OR province IN (SELECT value FROM json_each(:provinces)))
AND (:years = '[]' OR year IN (SELECT value FROM json_each(:years)))
AND (:until = '' OR day <= :until) AND {OF_STATUS}"""
_OF_STATUS = "place IN (SELECT place FROM temp.{TABLE} WHERE status IN (SELECT value FROM json_each(:statuses)))"
_TOTALS = 100
"""Of so many limits it is remembered how many documents are within them."""
_JUDGED = 8
"""For so many days it is remembered what holds for each document."""
_ORDERS = ("place", "day DESC, place")
"""The order of the index, and the latest first."""
_PARTS = ("type", "level", "province", "year")
_PART = """SELECT {COLUMN}, count(*) FROM {AMONG} AND {COLUMN} IS NOT NULL AND {WITHIN}
GROUP BY {COLUMN} ORDER BY 2 DESC, 1 LIMIT :most""".replace("{WITHIN}", _WITHIN)
_BY_WORDS, _BY_IDS, _OF_ALL = (
    "word JOIN document ON place = word.rowid WHERE word MATCH :asked",
    "document WHERE iri IN (SELECT value FROM json_each(:iris))",
    "document WHERE true",
)
_FIND, _COUNT, _EVERY, _COUNT_EVERY, _AMONG, _NEAR = (
    query.replace("{WITHIN}", _WITHIN)
    for query in (
        "SELECT iri, cited FROM word JOIN document ON place = word.rowid WHERE word MATCH :asked AND {WITHIN} "
        "ORDER BY {ORDER} LIMIT :most",
        "SELECT count(*) FROM word JOIN document ON place = word.rowid WHERE word MATCH :asked AND {WITHIN}",
        "SELECT iri, cited FROM document WHERE {WITHIN} ORDER BY {ORDER} LIMIT :most OFFSET :offset",
        "SELECT count(*) FROM document WHERE {WITHIN}",
        "SELECT iri, cited FROM document WHERE iri IN (SELECT value FROM json_each(:iris)) AND {WITHIN} "
        "ORDER BY {ORDER}",
        "SELECT iri FROM word JOIN document ON place = word.rowid WHERE word MATCH :asked AND (cited OR held) "
        "ORDER BY word.rank, place LIMIT :most",
    )
)


@dataclass(frozen=True, slots=True)
class Limits:
    """What the documents are limited to; an empty one limits nothing. ``types`` as in a URN: "ke.hoach"; ``held``: only
    those whose text the store was built from; ``until`` an ISO day: only those dated by then, and the latest first;
    ``statuses`` are those of the documents on the day of ``judged`` (:meth:`Words.judged`)."""

    types: frozenset[str] = frozenset()
    levels: frozenset[Level] = frozenset()
    provinces: frozenset[str] = frozenset()
    years: frozenset[str] = frozenset()
    held: bool = False
    until: str = ""
    statuses: frozenset[str] = frozenset()
    judged: str = ""


@dataclass(frozen=True, slots=True)
class Hit:
    """A document (its id) and how many files cite it."""

    iri: str
    cited: int


class Words:
    """The index; it may be asked from several threads."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database
        self._lock = Lock()
        self._judged: OrderedDict[str, str] = OrderedDict()
        self._judging = Lock()
        self._totals: dict[Limits, int] = {}

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
        for known in (True, False):
            within = _within(limits, known=known)
            total = self._count(tiers, within)
            if total and limits.until:
                tiers = tiers[-1:]
            if total:
                return self._page(tiers, within, None if count is None else offset + count)[offset:], total
        return [], 0

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
        within = _within(limits, known=True)
        page = within | {"most": -1 if count is None else count, "offset": offset}
        hits = [Hit(*row) for row in self._rows(_EVERY, page)] if count != 0 else []
        if limits not in self._totals:
            if len(self._totals) >= _TOTALS:
                self._totals.clear()
            ((self._totals[limits],),) = self._rows(_COUNT_EVERY, within)
        return hits, self._totals[limits]

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
            return self._parted(_BY_IDS, _within(limits, known=False) | {"iris": json.dumps(list(asked))}, most)
        tiers = tuple(_tiers(asked, unfinished))
        if not tiers:
            return self._parted(_OF_ALL, _within(limits, known=True), most)
        known = bool(self._count(tiers, _within(limits, known=True)))
        return self._parted(_BY_WORDS, _within(limits, known=known) | {"asked": tiers[-1]}, most)

    def _parted(self, among: str, values: Mapping[str, object], most: int) -> dict[str, list[tuple[str, int]]]:
        asked, values = _PART.replace("{AMONG}", among), {**values, "most": most}
        return {
            column: [(str(part), int(count)) for part, count in self._rows(asked.replace("{COLUMN}", column), values)]
            for column in _PARTS
        }

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

    def _count(self, tiers: Sequence[str], within: Mapping[str, object]) -> int:
        if not tiers:
            return 0
        ((count,),) = self._rows(_COUNT, {**within, "asked": tiers[-1]})
        return int(count)

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
        index = Words(opened(store))
        store.kept[_KEPT] = generation, index
    return cast(Words, index)


def _within(limits: Limits, *, known: bool) -> dict[str, object]:
    """The values of what documents are limited to; ``known``: not those that only the register knows."""
    names = ("types", "levels", "provinces", "years", "statuses")
    allowed = {name: json.dumps(sorted(getattr(limits, name))) for name in names}
    return {**allowed, "held": limits.held, "known": known, "until": limits.until, "judged": limits.judged}


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
