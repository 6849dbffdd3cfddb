"""What the mentions of one file mean: what one leaves out, the others say.

"Quyết định của UBND thành phố" is the only decision of that body that the file cites, an undated 23-QĐ/TW has the day
that the file gives it elsewhere, "Luật Tố cáo" is the one that the file rests on. All who ask what a text cites ask
here: what is kept in a store, and what is checked without one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Sequence
from dataclasses import dataclass, replace

from extract.records import CHANGING, Body, Citation, Document, Extraction
from kg.identity.keys import NAMED_TYPES, Key, Keys, compatible, dates_agree, is_day
from kg.identity.naming import figures, has_symbol, number_block, year_in
from kg.identity.slips import slips_in
from kg.law.beside import with_names, with_types
from kg.law.facts import ENDING
from kg.law.register import Register, load_register
from kg.law.within import days_where_they_belong, titled_on
from kg.law.written import Written, itself, last_day, with_years, written, written_with
from ontology import types_with

_SELDOM = 10  # one in so many
_YOUNG = 5
"""The years for which a law is hardly ever replaced: an older one that an undated text cites in full may have given way
by then, and be another than the one that it names bare."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a mention says (``said``), and which document it means as far as its file tells (``meant``). ``titled`` is
    the day of the act in whose title it names a law, as far as that is told ("" where it is not); None elsewhere.
    ``written`` tells when the act was made whose words they are, where they are not the file's own."""

    said: Key
    meant: Key
    titled: str | None
    written: Written | None


@dataclass(frozen=True, slots=True)
class _Laws:
    """By what a file's bare names of laws are told: what it rests on, the year that the only law of a name must be of
    or after where the file tells no day ("" where it does), and the register, which tells which law bears a number."""

    bases: frozenset[Key]
    since: str
    register: Register


def keys_of(extraction: Extraction, register: Register | None = None) -> Keys:
    """The keys of a text as it was extracted."""
    told = told_in(extraction, register)
    own = Key.of_document(extraction.document)
    return Keys(own, tuple(one.said for one in told), tuple(one.meant for one in told))


def told_in(extraction: Extraction, register: Register | None = None) -> tuple[Told, ...]:
    """What each citation of a file says and means, in order; which law bears a number, the ``register`` tells, by
    default the one that comes along, as in every store."""
    citations, facts = extraction.citations, load_register() if register is None else register
    keys = days_where_they_belong(citations, [said_by(Key.of_citation(citation)) for citation in citations])
    keys = with_names(citations, with_types(citations, keys, facts))
    keys = with_years(extraction, keys)
    times = written(extraction, keys, facts)
    own = said_by(Key.of_document(extraction.document))
    titled = [titled_on(place, citations, keys, own, facts) for place in range(len(keys))]
    named: set[str] = set()
    if own.type in NAMED_TYPES and own.number:
        ends = (key for citation, key in zip(citations, keys, strict=True) if citation.relation in ENDING)
        named = {key.name_block for key in ((own,) if own.name else ends)} - {""}
    dated = last_day(extraction.document) is not None
    whole = (one for one in extraction.stated if one.relation in ENDING and one.scope == "whole")
    ended = set() if dated else {keys[one.object] for one in whole if keys[one.object].type in NAMED_TYPES}
    unlike = [*dict.fromkeys(reversed(keys))]
    awaited = {key: _completable(key) for key in unlike if _leaves_open(key)}
    telling = (key for key in unlike if key not in ended) if ended else unlike
    others = _by_what_they_complete(telling, set(awaited.values()))
    bases = frozenset(key for citation, key in zip(citations, keys, strict=True) if _is_basis(citation))
    newest = None if dated else newest_cited(keys)
    since = "" if dated else str(int(newest[:4]) - _YOUNG) if newest else "0000"
    laws = _Laws(bases, since, facts)
    detailed = _in_own_title(extraction, keys) if dated else frozenset[str]()
    known: dict[tuple[Key, bool], Key] = {}
    found: list[Told] = []
    for key, day, time in zip(keys, titled, times, strict=True):
        apart = day is not None or (time is not None and key.date is None)
        meant = key
        if _is_itself(key, apart, named):
            meant = own
        elif key in awaited:
            if (key, apart) not in known:
                known[key, apart] = _completed(key, apart, others[awaited[key]], laws)
            meant = known[key, apart]
        own_name = itself(key, time, facts) if day is None and time is not None else None
        if not apart and meant.number is None and meant.date is None and meant.name_block in detailed:
            found.append(_carried_out(Told(key, meant, day, time), extraction.document))
        else:
            found.append(Told(key, own_name or meant, day, time))
    return tuple(found)


def _carried_out(told: Told, document: Document) -> Told:
    """A law that the title of a document carries out: the one in force when that takes effect; where this is not told,
    the last that had been adopted by its day."""
    begins = written_with(document).until
    later = begins != last_day(document)
    return replace(told, written=Written(begins)) if later else replace(told, titled=begins)


def said_by(key: Key) -> Key:
    """The key without empty words, which say nothing."""
    if "" not in (key.type, key.number, key.date, key.name):
        return key
    return replace(key, type=key.type or None, number=key.number or None, date=key.date or None, name=key.name or None)


def newest_cited(keys: Sequence[Key]) -> str | None:
    """The last day that two numbered documents of those cited reach: one alone may be a slip."""
    days: dict[str, str] = {}
    for key in keys:
        if key.number and key.year and not slips_in(key.number, key.date):
            told = key.date or key.year
            days[key.block] = max(days.get(key.block, ""), told + "-01-01"[len(told) - 4 :])
    return sorted(days.values())[-2] if len(days) > 1 else None


def year_after(keys: Sequence[Key]) -> str | None:
    """The year after the last of those that a text cites, two numbers at least: a text without day that cites what is
    of 1999 and 2000 hardly means a number of 2022."""
    years = {key.block: key.year for key in keys if key.number and key.year and not slips_in(key.number, key.date)}
    return str(int(max(years.values())) + 1) if len(years) > 1 else None


def to_come(keys: Sequence[Key], day: str) -> frozenset[Key]:
    """Numbers without a day that bear a later year than the text's own ``day``: slips, and nothing tells of what. Where
    a tenth of all are such, it is the text's day that is wrong."""
    years = [(key, year) for key in keys if (year := year_in(key.number)) is not None]
    later = [key for key, year in years if year > day[:4]]
    return frozenset(key for key in later if key.date is None) if len(later) * _SELDOM <= len(years) else frozenset()


def _by_what_they_complete(keys: Iterable[Key], asked: Collection[Hashable]) -> defaultdict[Hashable, list[Key]]:
    """The keys of a file that tell which document is meant by what they may complete, of all that is ``asked`` for: a
    text may hold a million."""
    found: defaultdict[Hashable, list[Key]] = defaultdict(list)
    for key in keys if asked else ():
        places: list[Hashable] = []
        if key.number and has_symbol(key.number):
            places += ((number_block(key.number),), (figures(key.number), key.type), _by_issuer(key))
        if key.type in NAMED_TYPES and key.name_block and (key.number or is_day(key.date)):
            places.append((key.name_block, None, None))
        for place in places:
            if place in asked:
                found[place].append(key)
    return found


def _leaves_open(key: Key) -> bool:
    """Whether a key may be completed by others: it has no number, or not all that tells its document."""
    if key.number is None:
        by_name = key.type in NAMED_TYPES and key.name_block != ""
        return by_name or (key.name is None and key.issuer is not None)
    return not key.complete


def _completable(key: Key) -> Hashable:
    """What a key has in common with all that can complete it."""
    if key.number:
        return (number_block(key.number),) if has_symbol(key.number) else (figures(key.number), key.type)
    if key.name:
        return (key.name_block, None, None)
    return _by_issuer(key)


def _by_issuer(key: Key) -> Hashable:
    body = key.issuer
    return (key.type, body.kind, body.unit, body.level) if body else None


def _in_own_title(extraction: Extraction, keys: Sequence[Key]) -> frozenset[str]:
    """The names of the laws that a file carries out by its own title or first words, and which they name in no other
    act's."""
    document, citations = extraction.document, extraction.citations
    if document.type in NAMED_TYPES:
        return frozenset()
    title, rules = _plain(document.title or ""), document.type in types_with("lays_down_rules")
    said = {
        place: citation
        for place, citation in enumerate(citations)
        if citation.zone == "preamble"
        and ((rules and citation.relation == "implements") or _plain(citation.quote) in title)
    }
    names: dict[bool, set[str]] = {True: set(), False: set()}
    for place, citation in said.items():
        if keys[place].type in NAMED_TYPES:
            names[citation.within in said or citation.relation in CHANGING].add(keys[place].name_block)
    return frozenset(names[False] - names[True] - {""})


def _plain(words: str) -> str:
    return " ".join(words.casefold().split())


def _is_basis(citation: Citation) -> bool:
    """Whether a law is cited among the grounds above a document's first article, not within another act's title."""
    return citation.relation == "based_on" and citation.zone == "preamble" and citation.within is None


def _completed(key: Key, apart: bool, others: list[Key], laws: _Laws) -> Key:
    """The key with what the same file says elsewhere, if all that fits there is one document; else the key itself.

    "Quyết định của UBND thành phố" is 3177/QĐ-UBND where that is the only decision of that body in the file; an
    undated 23-QĐ/TW has the date that the file gives it elsewhere; "Nghị quyết số 66.13" is 66.13/2026/NQ-CP.
    ``apart``: it stands in another act's title, or in the words of another act.
    """
    if key.number is None and key.type in NAMED_TYPES and key.name_block:
        return key if apart else _law_in_full(key, others, laws)
    fitting: dict[tuple[str, str | None], Key] = {}
    for other in others:
        if _completes(key, other):
            fitting.setdefault((number_block(str(other.number)), other.date), other)
            if len(fitting) > 1:
                return key
    if not fitting:
        return key
    (other,) = fitting.values()
    shown = key.number if key.number and has_symbol(key.number) else other.number
    return replace(other, number=shown, type=key.type or other.type)


def _is_itself(key: Key, apart: bool, named: Collection[str]) -> bool:
    """Whether a law's text names the law itself, without number or day, and not in another act's title: "Quốc hội ban
    hành Luật Giá". ``named`` are the names that it may go by: its own; where it lost that, those of what it ends."""
    return not (apart or key.number or key.date) and key.type in NAMED_TYPES and key.name_block in named


def _law_in_full(key: Key, others: list[Key], laws: _Laws) -> Key:
    """A law named without its number as the same file cites it in full elsewhere: among its bases, or, where it
    tells no day, the only one of the name, if that is not too old.

    "Luật Tố cáo" is 25/2018/QH14 where the file rests on that. Elsewhere a text may speak of an earlier law ("nộp trước
    ngày ... theo Luật Tố cáo số 03/2011/QH13") and obey the one in force on its day. What an act's title names is the
    last law adopted by its day, and what the words of another act name is in force on its, whichever are cited. What is
    cited by a number which is no law's of that name is not followed.
    """
    fitting: dict[str | None, list[Key]] = defaultdict(list)
    for other in others:
        day = other.date or other.year or ""
        if dates_agree(key.date, day) and not (other.number and _is_of_none(key, other, laws.register)):
            fitting[other.year].append(other)
    if (
        not laws.since
        or len(fitting) > 1
        or (key.date is None and not all(str(year) >= laws.since for year in fitting))
    ):
        fitting = {year: told for year, told in fitting.items() if not laws.bases.isdisjoint(told)}
    if len(fitting) != 1:
        return key
    (told,) = fitting.values()
    numbers = {number_block(other.number): other for other in told if other.number}
    if len(numbers) > 1:
        return key
    dates = {other.date for other in (key, *told) if is_day(other.date)}
    date = next(iter(dates)) if len(dates) == 1 else None
    other = next(iter(numbers.values()), told[0])
    return replace(other, type=key.type or other.type, name=key.name, date=date or other.date)


def _is_of_none(key: Key, other: Key, register: Register) -> bool:
    """Whether the register knows laws of a name, the first of them older, but none of this number, of a year that it
    knows whole."""
    laws = [entry.key for entry in register.under([key.name_block]) if entry.key.number]
    first = min((str(one.year) for one in laws), default="9999")
    known = first <= str(other.year) < str(register.read_until)[:4]
    return known and all(number_block(str(one.number)) != number_block(str(other.number)) for one in laws)


def _completes(key: Key, other: Key) -> bool:
    """Whether another key of the file says all that this one says, and more."""
    if other.number is None or not has_symbol(other.number):
        return False
    if key.number and has_symbol(key.number):
        return other.complete and compatible(key, other)
    if key.number and figures(key.number) != figures(other.number):
        return False
    same_body = key.issuer is None or (other.issuer is not None and _same_body(key.issuer, other.issuer))
    return key.type == other.type and same_body and dates_agree(key.date, other.date)


def _same_body(one: Body, other: Body) -> bool:
    return one.kind == other.kind and one.unit == other.unit and one.level == other.level
