"""The register of facts (cơ sở dữ liệu hiệu lực): what replaced what, since when, and how that is known.

The tables lie in ``data/register`` (its README documents every column)::

    changes*.csv    a later document supersedes, repeals or amends an earlier one, in whole or in part
    effects*.csv    the day a document takes effect, and its last day, where a text says so
    congresses.csv  Party congresses: the resolution of each stands until the next one closes
    seen*.csv       where a document was still named, and when: evidence, and no fact about its status

A row without a source, or with days that cannot be, is refused with a :class:`~extract.errors.FactError`.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, cached_property
from itertools import chain
from pathlib import Path

from extract.errors import FactError
from kg.identity.keys import Key, same_register
from kg.law.edition import Edition, edition_of
from kg.law.facts import Change, Effect, Fact, Sighting, Sitting, blocks, could_be, documents_of
from kg.law.rows import body_named, fact_of, key_of, type_code
from kg.law.series import Coverage, coverage, ending
from kg.law.shelves import Loose, Shelf, indexed, shelf_of
from kg.law.tables import read_table
from kg.resources import data_file

__all__ = [
    "Change",
    "Effect",
    "Entry",
    "Register",
    "Sitting",
    "blocks",
    "body_named",
    "could_be",
    "fact_of",
    "key_of",
    "load_register",
    "read_facts",
    "type_code",
]


_ASKED = 65_536
"""Numbers and names of which is remembered what is known: there is no end to what texts may cite."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One document that the register knows, with the facts about it.

    ``changed_by``: what later documents did to it; ``changes``: what it did to earlier ones.
    """

    key: Key
    effects: tuple[Effect, ...] = ()
    changed_by: tuple[Change, ...] = ()
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class _Under:
    """The documents of one number: ``homes`` says which of them each key of a fact means, ``names`` what all go by."""

    entries: dict[Key, Entry]
    homes: dict[Key, Key]
    names: dict[Key, set[str]]


_NOTHING = _Under({}, {}, {})


class Register:
    """Facts, gathered by the documents that they speak of when one of these is asked for. Immutable once made.

    ``beside`` is a register to whose facts these are added.
    """

    def __init__(self, facts: Iterable[Fact] = (), *, beside: Register | None = None) -> None:
        self._shelves: tuple[Shelf, ...] = (*(beside._shelves if beside is not None else ()), Loose(facts))
        self.edition: Edition | None = beside.edition if beside is not None else None
        """That of the register that comes along; None without it."""
        self._gathered: dict[str, _Under] = {}
        self._found: dict[str, tuple[Entry, ...]] = {}
        self._onward: dict[str, frozenset[str]] = {}

    @classmethod
    def of(cls, shelves: Sequence[Shelf], edition: Edition | None = None) -> Register:
        """The register of what lies on these shelves."""
        register = cls()
        register._shelves, register.edition = tuple(shelves), edition
        return register

    def __len__(self) -> int:
        return sum(shelf.count for shelf in self._shelves)

    @cached_property
    def facts(self) -> tuple[Fact, ...]:
        """All facts, and where documents were seen."""
        return tuple(chain.from_iterable(shelf.facts() for shelf in self._shelves))

    @cached_property
    def sittings(self) -> tuple[Sitting, ...]:
        """The Party congresses."""
        return tuple(chain.from_iterable(shelf.sittings for shelf in self._shelves))

    @cached_property
    def day(self) -> date | None:
        """The day of the latest document whose effect it knows: what was issued after it cannot be in it."""
        return max((shelf.day for shelf in self._shelves if shelf.day is not None), default=None)

    @property
    def read_until(self) -> date | None:
        """The day up to which somebody looked for what ended or changed: that of the edition, else of the facts."""
        return self.edition.day if self.edition is not None else self.day

    def covered(self, document: Key, until: date) -> Coverage | None:
        """How many of the acts that could have ended a document by that day were read for this register.

        Those of the register that comes along: tables of one's own tell of some acts, and of none that there are no
        others. None where such acts are not numbered in one series, or the year of the document is not known.
        """
        series, year = ending(document), document.year
        if series is None or year is None or self.read_until is None:
            return None
        return coverage(series, self._shelves[0].tally(str(series)), int(year), min(until, self.read_until).year)

    @cached_property
    def fingerprint(self) -> str:
        """What tells these facts from others, and from the same as known on another day: that no more happened."""
        said = (str(self.read_until), *(shelf.fingerprint for shelf in self._shelves))
        return hashlib.sha256("\n".join(said).encode()).hexdigest()[:24]

    def entries(self) -> Iterator[Entry]:
        """All documents, in no particular order."""
        return chain.from_iterable(self._under(number).entries.values() for number in self.numbers)

    @cached_property
    def numbers(self) -> tuple[str, ...]:
        """The numbers of all documents, and the names of those that have none, as they are compared."""
        return tuple(dict.fromkeys(chain.from_iterable(shelf.all_numbers() for shelf in self._shelves)))

    def entry(self, key: Key) -> Entry:
        """The entry of a key that stands in a fact of this register. Raises KeyError for any other."""
        under = self._under(shelf_of(key))
        return under.entries[under.homes[key]]

    def under(self, blocks: Iterable[str]) -> Iterator[Entry]:
        """The documents that bear these numbers or names."""
        return chain.from_iterable(map(self._bearing, blocks))

    def onward(self, block: str) -> frozenset[str]:
        """The numbers and names of what did something to the documents of this one, of what did something to those, and
        so on to the end of every chain; this one among them."""
        if not self._bearing(block):  # nothing did anything to most
            return frozenset((block,))
        found = self._onward.get(block)
        if found is None:
            reached, front = set[str](), {block}
            while front:
                reached |= front
                later = {change.later for entry in self.under(front) for change in entry.changed_by}
                front = set[str]().union(*map(blocks, later)) - reached
            if len(self._onward) == _ASKED:
                self._onward.clear()
            found = self._onward[block] = frozenset(reached)
        return found

    def lookup(self, key: Key) -> tuple[Entry, ...]:
        """The documents that the key can mean: by number, else by name; nothing in them contradicts it."""
        return tuple(entry for home, entry in self._candidates(key).items() if could_be(key, home))

    def misdated(self, key: Key) -> tuple[Entry, ...]:
        """The documents that the key means if its date alone is wrong: same number and year, or same name."""
        candidates = self._candidates(key)
        if not candidates:
            return ()
        undated = replace(key, date=None)
        return tuple(
            entry
            for home, entry in candidates.items()
            if not could_be(key, home) and could_be(undated, home) and (key.number is None or same_register(key, home))
        )

    def _candidates(self, key: Key) -> dict[Key, Entry]:
        """The documents that share a number or a name with the key."""
        return {entry.key: entry for entry in self.under(sorted(blocks(key)))}

    def seen(self, key: Key) -> tuple[Sighting, ...]:
        """Where this document was still named, the latest place last; a number that comes again needs its date."""
        if key.number is None or key.year is None:
            return ()
        facts = chain.from_iterable(shelf.under(key.block) for shelf in self._shelves)
        found = [fact for fact in facts if isinstance(fact, Sighting) and could_be(key, fact.document)]
        return tuple(sorted(found, key=lambda sighting: sighting.seen_on))

    def _bearing(self, block: str) -> tuple[Entry, ...]:
        """The documents that bear this number or name."""
        found = self._found.get(block)
        if found is None:
            numbers = dict.fromkeys((block, *chain.from_iterable(shelf.numbers(block) for shelf in self._shelves)))
            held = map(self._under, numbers)
            found = tuple(under.entries[key] for under in held for key, names in under.names.items() if block in names)
            if len(self._found) == _ASKED:
                self._found.clear()
            self._found[block] = found
        return found

    def _under(self, number: str) -> _Under:
        under = self._gathered.get(number)
        if under is None:  # threads that gather the same at once gather alike
            facts = [*chain.from_iterable(shelf.under(number) for shelf in self._shelves)]
            if not facts:
                return _NOTHING
            under = self._gathered[number] = _gather(number, facts)
        return under


def _gather(number: str, facts: Iterable[Fact]) -> _Under:
    """The documents that facts speak of under one number, each settled on the fullest key that can mean it."""
    judging = [fact for fact in facts if isinstance(fact, Change | Effect)]
    spoken = dict.fromkeys(key for fact in judging for key in documents_of(fact) if shelf_of(key) == number)
    homes: dict[Key, Key] = {}
    names: dict[Key, set[str]] = {}
    for key in sorted(spoken, key=_completeness):
        home = homes[key] = next((known for known in names if _one(key, known)), key)
        names.setdefault(home, set()).update(blocks(key))
    effects: dict[Key, list[Effect]] = defaultdict(list)
    changed_by: dict[Key, list[Change]] = defaultdict(list)
    changes: dict[Key, list[Change]] = defaultdict(list)
    for fact in judging:
        if isinstance(fact, Effect):
            effects[homes[fact.document]].append(fact)
            continue
        for key, shelf in ((fact.earlier, changed_by), (fact.later, changes)):
            if key in homes:
                shelf[homes[key]].append(fact)
    entries = {one: Entry(one, tuple(effects[one]), tuple(changed_by[one]), tuple(changes[one])) for one in names}
    return _Under(entries, homes, names)


def _one(key: Key, known: Key) -> bool:
    """Whether two keys of the register are one document: a shared number, or both without and a shared name."""
    return bool(key.number) == bool(known.number) and could_be(key, known)


def _completeness(key: Key) -> tuple[bool, int, bool, str]:
    """Sorts the fullest keys first, so that the others settle on them; then by date, for a stable order."""
    return (not key.number, -len(key.date or ""), not key.name, f"{key.date} {key.number} {key.name}")


def load_register(path: Path | None = None, *extra: Path) -> Register:
    """The facts in ``path`` (a folder of tables, or one table; by default those that come along) and in ``extra``.

    Raises FactError, naming file and row, for a fact that is not sound.
    """
    if path is None and not extra:
        return _bundled()
    first = _bundled() if path is None else Register(read_facts(path))
    return Register(chain.from_iterable(map(read_facts, extra)), beside=first)


@cache
def _bundled() -> Register:
    tables = data_file("register")
    return Register.of([indexed(tables) or Loose(read_facts(tables))], edition_of(tables))


def read_facts(path: Path) -> Iterator[Fact]:
    """The facts of one table, or of all tables (``*.csv``) of a folder."""
    if path.is_dir():
        tables = sorted(path.glob("*.csv"))
        if not tables:
            raise FactError(
                "{path} is a folder without a table of facts (*.csv); name one with tables, or a table.", path=path
            )
        for table_path in tables:
            yield from read_facts(table_path)
        return
    kind, rows = read_table(path)
    for number, row in enumerate(rows, start=2):
        try:
            yield fact_of(kind, row)
        except FactError as error:
            raise FactError("{path}, row {number}: {error}", path=path, number=number, error=error) from None
