"""Cues: the words that decide in which role a document is cited, ``cues.csv``, and where they stand in a text.

A row says what its words mean and on which side of the citation they stand, how far they reach, which cited documents
they are about, what blocks them and which nearer cues they beat. Its words may hold alternatives, "(thực hiện|áp
dụng)", what may be missing, "[tạm] dừng", and "{type}" for every document type. Where several begin, the longest is
meant.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from extract.errors import InputError
from extract.vocabulary import rows
from extract.words import any_of, key, lowered, old_tones, spelled
from ontology import table

#: What says that a document is changed; all other relations leave it as it is.
CHANGES = frozenset({"supersedes", "repeals", "amends", "corrects", "suspends", "extends"})
ROLES = frozenset({"based_on", "implements", "cites", "none"})
#: How a role or a change is meant: denied, conditional, to come, asked of others, over, measured, only named; by whom;
#: how much.
MODIFIERS = frozenset({
    "not", "if", "will", "asked", "past", "done", "measured", "self", "agent", "passive", "part", "whole", "words",
    "except", "named", "listed", "own", "link",
})  # fmt: skip
SIDES = frozenset({"before", "behind", "both", "mark"})
REACHES = frozenset({"phrase", "link", "near", "clause", "words"})
CITED = frozenset({"", "rule", "act", "pinpoint", "told"})
_BEFORE = r"\s“”\"'‘’(\[{,;:.*_\-–/|+•>)"  # what may stand before a cue
_SLOT = re.compile(r"\{(\w*)\}")
SHORTEST = 3
"""Of a stretch that may hold a cue, in characters."""
_RECURS = 200  # a stretch that may well come again, "; căn cứ ", in characters


@dataclass(frozen=True, slots=True)
class Cue:
    """One row of ``cues.csv``; ``blocked`` holds meanings of modifiers, ``beats`` ids of other rows or "*" for all."""

    id: str
    words: str
    meaning: str
    side: str = "before"
    reach: str = "clause"
    cited: str = ""
    blocked: frozenset[str] = frozenset()
    beats: frozenset[str] = frozenset()
    example: str = ""
    gives: str = ""
    counterexample: str = ""
    then: str = ""

    @property
    def bound(self) -> bool:
        """Whether it may miss the mention behind it: by its reach, or because of what is cited."""
        return self.meaning in ROLES and self.side == "before" and (self.reach != "clause" or self.cited != "")

    @property
    def at_once(self) -> bool:
        """Whether it is a condition by the next word alone: "ngày Nghị định A hết hiệu lực", not "ngày 01/7/2026"."""
        return self.meaning == "if" and self.reach == "phrase"

    @property
    def stays(self) -> bool:
        """Whether it says of the act or part before it that it goes on: "... tiếp tục có hiệu lực"."""
        return self.meaning == "none" and self.side == "behind"


class Token(NamedTuple):
    """A cue that stands at ``start:end`` of a text."""

    start: int
    end: int
    cue: Cue


class Vocabulary:
    """Cues made ready to be found; build one with more rows to try them: ``Vocabulary([*standard().cues, mine])``."""

    def __init__(self, cues: Iterable[Cue]) -> None:
        self.cues = tuple(cues)
        self._deciding = _Words(cue for cue in self.cues if cue.meaning not in MODIFIERS)
        self._modifying = _Words(cue for cue in self.cues if cue.meaning in MODIFIERS)
        self.bound = frozenset(cue.id for cue in self.cues if cue.bound)
        blocking = frozenset[str]().union(*(cue.blocked for cue in self.cues))
        words = (form for cue in self.cues if cue.meaning in blocking for form in spelled(cue.words, _names()))
        self._blocking = tuple(dict.fromkeys(form.split()[0] for plain in words for form in (plain, old_tones(plain))))

    def deciding(self, text: str, start: int, end: int) -> list[Token]:
        """The cues of ``text[start:end]`` that say what is done, in order; words with two meanings are two."""
        return self._deciding.find(lowered(text), start, end)

    def may_block(self, text: str, start: int, end: int) -> bool:
        """Whether ``text[start:end]`` may hold a modifier that blocks some cue; faster told than found."""
        small = lowered(text)[start:end]
        for word in self._blocking:  # noqa: SIM110 - a generator takes twice the time, and this is asked often
            if word in small:
                return True
        return False

    def modifying(self, text: str, start: int, end: int, found: Sequence[Token]) -> list[Token]:
        """The modifiers of ``text[start:end]``, but those inside other words, ``found``: "không" in "không những"."""
        said = [
            one
            for one in self._modifying.find(lowered(text), start, end)
            if one.cue.meaning != "if" or not (one.cue.at_once and text[one.end + 1 : one.end + 2].isdecimal())
        ]  # "ngày 10/10/2025" is no condition
        return [one for one in said if not any(_inside(one, other) for other in found)] if found else said

    def all(self, text: str, start: int, end: int) -> list[Token]:
        """All cues of ``text[start:end]``, in order."""
        found = self.deciding(text, start, end)
        return sorted([*found, *self.modifying(text, start, end, found)], key=lambda one: one.start)


def _inside(one: Token, other: Token) -> bool:
    """Whether a cue is a part of the words of another one."""
    return other.start <= one.start and one.end <= other.end and other[:2] != one[:2]


class _Words:
    """The words of some cues, and the pattern that finds the longest of them in small letters."""

    def __init__(self, cues: Iterable[Cue]) -> None:
        self._cues: dict[str, tuple[Cue, ...]] = {}
        for cue in cues:
            for words in spelled(cue.words, _names()):
                for form in dict.fromkeys((words, old_tones(words))):
                    self._cues[form] = (*self._cues.get(form, ()), cue)
        self._pattern = re.compile(rf"[{_BEFORE}]({any_of(self._cues)})(?!\w)")  # opens with a class, which is fast
        self._known = lru_cache(maxsize=8192)(self._read)

    def find(self, small: str, start: int, end: int) -> list[Token]:
        """Those in ``small[start:end]``, in order."""
        if end - start < SHORTEST:
            return []
        stretch = small[start - 1 : end] if start else f" {small[:end]}"
        found = self._known(stretch) if len(stretch) <= _RECURS else self._read(stretch)
        if not found:
            return []
        shift = start - 1
        return [Token(at + shift, stop + shift, cue) for at, stop, cue in found]

    def _read(self, stretch: str) -> tuple[Token, ...]:
        """Those in a stretch, whose first character stands before what may be the first of them."""
        return tuple(
            Token(match.start(1), match.end(1), cue)
            for match in self._pattern.finditer(stretch)
            for cue in self._meant(match[1])
        )

    def _meant(self, words: str) -> tuple[Cue, ...]:
        return self._cues.get(words) or self._cues[" ".join(words.split())]


@cache
def standard() -> Vocabulary:
    """The cues of ``cues.csv``."""
    return Vocabulary(map(_cue, rows("cues")))


@cache
def forms_of(meaning: str, row: str = "") -> tuple[str, ...]:
    """The words of ``cues.csv`` that mean this, of all rows or of one, as they may be spelled."""
    cues = (cue for cue in standard().cues if cue.meaning == meaning and row in {"", cue.id})
    return tuple(form for cue in cues for form in spelled(cue.words, _names()))


def load_cues(path: str | Path) -> tuple[Cue, ...]:
    """The rows of a table like ``cues.csv``. Raises InputError where it cannot be read or a row is malformed."""
    try:
        with Path(path).open(encoding="utf-8-sig", newline="") as lines:
            return tuple(map(_cue, csv.DictReader(lines)))
    except (OSError, ValueError, KeyError) as error:
        raise InputError(
            "{path} is not a table of cues ({error}); see docs/extraction.md for its columns.", path=path, error=error
        ) from error


def _cue(row: dict[str, str]) -> Cue:
    """The cue of a row; raises ValueError or KeyError if the row is malformed."""
    given = {name: row.get(name) or "" for name in ("cited", "example", "gives", "counterexample", "then")}
    cue = Cue(
        row["id"],
        key(row["words"]),
        row["meaning"],
        row.get("side") or "before",
        row.get("reach") or "clause",
        blocked=frozenset((row.get("blocked") or "").split()),
        beats=frozenset((row.get("beats") or "").split()),
        **given,
    )
    for name, values, known in (
        ("meaning", {cue.meaning}, CHANGES | ROLES | MODIFIERS), ("side", {cue.side}, SIDES),
        ("reach", {cue.reach}, REACHES), ("cited", {cue.cited}, CITED), ("blocked", cue.blocked, MODIFIERS),
        ("slot", {*_SLOT.findall(cue.words)}, frozenset(_names())),
    ):  # fmt: skip
        if unknown := values - known:
            names = ", ".join(sorted(filter(None, known)))
            raise ValueError(f"row {cue.id}: no {name} is called {' '.join(sorted(unknown))}, but {names}")
    if not cue.words:
        raise ValueError(f"row {cue.id} has no words")
    return cue


@cache
def _names() -> dict[str, tuple[str, ...]]:
    return {"type": tuple(dict.fromkeys(key(row["label"]) for row in table("types")))}
