"""Recognising a file that lost its number as a document that others cite: an inferred identity, never a certain one.

A scan without letterhead still has an issuer, a type and a title, it says what it ends and from when it holds, and it
cannot be older than what it cites. If exactly one cited document fits all of that, and no other comes near, the file is
taken to be it; score and reasons are kept.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil

from extract.records import Body
from kg.identity.books import one_book
from kg.identity.keys import dates_agree, is_day
from kg.identity.naming import dotted, number_block, year_in
from kg.identity.titles import contradict, words
from kg.resolution.descriptions import Description
from kg.wording import day_in
from ontology.numbers import numbering_of
from ontology.spelling import fold
from ontology.symbols import issuer_of

ENOUGH = 0.75
"""The likeness of titles from which a cited document is taken for the lost one."""

ENOUGH_OF_A_DAY = 0.4
"""The same where both take effect on one day."""

NEAR = 0.2
"""How far the second best must stay behind; a closer one leaves the file unrecognised. Where the best has the very
words of the file's title, and enough of them to tell, only another that has them is close."""

TELLING = 6
"""Words of a title that tell it from others that begin and end alike."""

_LEAST = 1e-9
_LATEST_EFFECT = timedelta(730)  # after a document's day
_ENDS, _STARTS = 1.5, 0.5  # what one end, or one day of effect, weighs beside titles that are the same
_BACKWARDS = (
    0.25  # what it costs to hold from a day before that of signing: few do; the titles of others are not near then
)

_YEAR_IN_BLOCK = re.compile(r"\.((?:19|20)\d\d)\.[a-z]*$")  # "59.2023.ndcp"
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


@dataclass(frozen=True, slots=True)
class Lost:
    """A file that does not tell its number.

    ``symbol`` is what was left of it ("KH-UBND"); ``latest_cited`` the last full day among its own citations; ``cited``
    are the blocks of the numbers that it cites, ``relied_on`` those of what it rests on or changes, ``ends`` those of
    what it replaces or repeals; ``effective`` are the days from which it says that something of it holds.
    """

    description: Description
    symbol: str | None
    latest_cited: str | None
    cited: frozenset[str] = frozenset()
    relied_on: frozenset[str] = frozenset()
    ends: frozenset[str] = frozenset()
    effective: frozenset[str] = frozenset()

    @property
    def clues(self) -> frozenset[str]:
        """What it tells that the register may know of it, too."""
        return clues(self.ends, self.effective)

    @property
    def latest_year(self) -> str:
        """The last year in the numbers that it cites; "" where none has one."""
        return max((found[1] for block in self.cited if (found := _YEAR_IN_BLOCK.search(block))), default="")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A numbered document of the same issuer and type as a lost file; ``held``: a file with its number is there.

    ``ends`` are the blocks of what the register says that it replaced or repealed, ``effective`` is its day of effect.
    """

    iri: str
    number: str
    date: str | None
    title: str | None
    held: bool = False
    ends: frozenset[str] = frozenset()
    effective: str | None = None

    @property
    def day(self) -> str | None:
        """Its day, else the year in its number."""
        return self.date if is_day(self.date) else year_in(self.number)

    @property
    def clues(self) -> frozenset[str]:
        """What the register knows that its file may tell, too."""
        return clues(self.ends, {self.effective} - {None})


def clues(ends: Iterable[str], effective: Iterable[str | None]) -> frozenset[str]:
    """Ends and days of effect as marks by which a file and a document find each other."""
    return frozenset((*(f"ends {block}" for block in ends), *(f"from {day}" for day in effective)))


@dataclass(frozen=True, slots=True)
class Recognition:
    """The cited document a lost file is taken to be; ``score`` from 0 to 1, ``reasons`` in Vietnamese and English."""

    document: str
    score: float
    reasons: tuple[tuple[str, str], ...]


class Candidates:
    """Candidates by day, by clues and by the words of their titles: a file is held only against those that can come
    near it."""

    def __init__(self, candidates: Iterable[Candidate]) -> None:
        self._by_word: dict[str, list[Candidate]] = defaultdict(list)
        self._by_day: dict[str | None, list[Candidate]] = defaultdict(list)
        self._by_clue: dict[str, list[Candidate]] = defaultdict(list)
        for candidate in candidates:
            self._by_day[candidate.date].append(candidate)
            for clue in candidate.clues:
                self._by_clue[clue].append(candidate)
            for word in words(candidate.title or ""):
                self._by_word[word].append(candidate)

    def near(self, lost: Lost) -> Iterable[Candidate]:
        """All that :func:`recognise` has to weigh: of its day, of much the same title, or with a clue in common; none
        if none will do."""
        title, date = lost.description.title or "", lost.description.key.date
        told = dict.fromkeys(one for clue in sorted(lost.clues) for one in self._by_clue.get(clue, ()))
        if not told and not any(_score(title, one) >= ENOUGH for one in self._scoring(ENOUGH, title, date)):
            return ()
        return dict.fromkeys((*told, *self._scoring(ENOUGH - NEAR, title, date)))

    def any_near(self, title: str, date: str | None) -> bool:
        """Whether any could be a file of this title and date, or come near the one that it is."""
        least = ENOUGH - NEAR
        return any(_score(title, candidate) >= least for candidate in self._scoring(least, title, date))

    def _scoring(self, least: float, title: str, date: str | None) -> Iterable[Candidate]:
        """Among others all of at least this score: who shares so many words shares one of the rarest that remain."""
        if is_day(date):
            return self._by_day.get(date, ())
        own = words(title)
        shared = ceil(len(own) * least / (2 - least))
        rarest = sorted(own, key=lambda word: len(self._by_word.get(word, ())))[: len(own) - shared + 1]
        return dict.fromkeys(one for word in rarest for one in self._by_word.get(word, ()))


def recognise(lost: Lost, candidates: Iterable[Candidate]) -> Recognition | None:
    """The one candidate of its type and issuer that a lost file can be; None if none is good enough or two are near."""
    best: tuple[float, str, Candidate] | None = None
    second = 0.0
    for candidate in candidates:
        if (weight := _weight(lost, candidate)) > second and _possible(lost, candidate):
            second = min(best[0], weight) if best else 0.0
            best = max(best or (0.0, "", candidate), (weight, candidate.iri, candidate))
    if best is None or not _is_enough(lost, best[2]) or (second and best[0] - second < _margin(lost, best[2])):
        return None
    return Recognition(best[1], _sure(lost, best[2]), _reasons(lost, best[2]))


def _margin(lost: Lost, candidate: Candidate) -> float:
    """How far the second best must stay behind this one."""
    own = words(lost.description.title or "")
    return _LEAST if len(own) >= TELLING and own == words(candidate.title or "") else NEAR


def _is_enough(lost: Lost, candidate: Candidate) -> bool:
    """Whether titles are alike enough, or less alike and the day of effect is one, or what both end is."""
    score = _score(lost.description.title or "", candidate)
    if lost.ends & candidate.ends and not contradict(lost.description.title, candidate.title):
        return True
    return score >= (ENOUGH_OF_A_DAY if candidate.effective in lost.effective else ENOUGH)


def _weight(lost: Lost, candidate: Candidate) -> float:
    """How much speaks for a candidate."""
    told = _ENDS * bool(lost.ends & candidate.ends) + _STARTS * (candidate.effective in lost.effective)
    told -= _BACKWARDS * (not _could_take_effect(lost, str(candidate.day)))
    return _score(lost.description.title or "", candidate) + told


def _possible(lost: Lost, candidate: Candidate) -> bool:
    """Whether nothing rules the candidate out: its symbol, its day, its day of effect, the years in both titles, what
    the file cites; and no file with its number is there."""
    day = candidate.day
    return (
        day is not None
        and not candidate.held
        and number_block(candidate.number) not in lost.relied_on
        and lost.latest_year <= day
        and (lost.symbol is None or number_block(candidate.number).endswith(number_block(lost.symbol)))
        and dates_agree(lost.description.key.date, day)
        and (lost.latest_cited is None or lost.latest_cited[: len(day)] <= day)
        and (not lost.effective or candidate.effective is None or candidate.effective in lost.effective)
        and not _of_another(candidate.number, lost.description.key.issuer)
        and _years_agree(lost.description, candidate)
    )


def _could_take_effect(lost: Lost, day: str) -> bool:
    """Whether a document of a day may well hold from what the file says: not before it is signed, nor years later."""
    if not lost.effective or not is_day(day):
        return True
    last = date.fromisoformat(max(lost.effective))
    return date.fromisoformat(day) <= last <= date.fromisoformat(day) + _LATEST_EFFECT


def _of_another(number: str, issuer: Body | None) -> bool:
    """Whether a number's symbol names another central body than this one: such a number is a slip."""
    signs = numbering_of(number).issuers
    named = issuer_of(signs[-1]) if signs else None
    if named is None or issuer is None or named.level != "central" or issuer.level != "central":
        return False
    return not one_book(Body(named.body, dotted(named.body).replace(".", "-"), "central"), issuer)


def _years_agree(description: Description, candidate: Candidate) -> bool:
    """A plan for a year is signed in it or the year before; two titles that name years share one."""
    years = [set(_YEAR.findall(fold(title or ""))) for title in (description.title, candidate.title)]
    if years[0] and years[1] and years[0].isdisjoint(years[1]):
        return False
    start, end = (description.period.start, description.period.end) if description.period else (None, None)
    signed = int(str(candidate.day)[:4])
    return (not start or signed >= int(start[:4]) - 1) and (not end or signed <= int(end[:4]))


def _sure(lost: Lost, candidate: Candidate) -> float:
    """How sure a likeness of titles makes it: the more of them, the more words they have; a day, be it of signing or of
    effect, halves the doubt that is left, and an end halves it twice.

    Never 1: two documents of one issuer and type may have one title.
    """
    count = len(words(lost.description.title or ""))
    doubt = 1 - _score(lost.description.title or "", candidate) * count / (count + 1)
    halved = is_day(lost.description.key.date) + (candidate.effective in lost.effective)
    return round(1 - doubt / float(2 ** (halved + 2 * bool(lost.ends & candidate.ends))), 2)


def _score(title: str, candidate: Candidate) -> float:
    """Twice the words that both titles share, over the words of both (Dice)."""
    own, cited = words(title), words(candidate.title or "")
    return 2 * len(own & cited) / (len(own) + len(cited)) if own and cited else 0.0


def _reasons(lost: Lost, candidate: Candidate) -> tuple[tuple[str, str], ...]:
    key, score = lost.description.key, _score(lost.description.title or "", candidate)
    issuer = key.issuer.name if key.issuer else ""
    reasons = [
        (f"cùng loại, cùng cơ quan ban hành: {issuer}", f"same type and issuer: {issuer}"),
        (f"trích yếu giống nhau {score:.0%}", f"titles {score:.0%} alike"),
    ]
    if lost.ends & candidate.ends:
        reasons.append(("cùng thay thế hoặc bãi bỏ một văn bản", "both replace or repeal one document"))
    if candidate.effective in lost.effective:
        day = str(candidate.effective)
        reasons.append((f"cùng có hiệu lực từ {day_in(day, 'vi')}", f"both take effect on {day}"))
    if lost.latest_cited:
        day = lost.latest_cited
        last = f"không sớm hơn văn bản mới nhất mà nó viện dẫn ({day_in(day, 'vi')})"
        reasons.append((last, f"not before the last it cites ({day})"))
    if key.date:
        left = f"khớp phần ngày còn lại: {day_in(key.date, 'vi')}"
        reasons.append((left, f"fits what is left of its date: {key.date}"))
    return tuple(reasons)
