"""The status of a document on a day (tình trạng hiệu lực), from the register of facts, with the reasons.

``status`` never guesses in silence: what the register does not know is ``unknown``, what several facts say in
contradiction is named, and a reading that is not certain (a law named without its date) is among the reasons.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache

from extract.records import Period
from kg.identity.keys import NAMED_TYPES, Key, is_day
from kg.identity.law_names import amends
from kg.identity.naming import year_in
from kg.law.facts import Change, Effect, could_be, of_one_body
from kg.law.grounds import (
    DISTRICTS_ENDED,
    YEARS_TO_EFFECT,
    Ground,
    by_change,
    by_congress,
    by_date,
    by_issuer,
    by_period,
    by_register,
    issuer_end,
    looked_until,
    seen_until,
)
from kg.law.misnamed import is_misnamed
from kg.law.register import Entry, Register
from kg.law.tenure import horizon
from kg.law.verdicts import EVIDENCE, OUTDATED, WITHOUT_FORCE, Reason, Value, Verdict
from kg.wording import citation_line

__all__ = ["OUTDATED", "Reason", "Value", "Verdict", "identify", "status", "status_for", "told_by", "turns"]

_WEIGHT: dict[Value, int] = {
    "not_yet_in_force": 0,
    "repealed": 1,
    "superseded": 1,
    "lapsed": 2,
    "suspended": 3,
    "partly_repealed": 4,
    "amended": 5,
    "issuer_abolished": 6,
    "in_force": 7,
    "unknown": 8,
}
"""Which ground decides when several hold: the smallest."""


_OPEN = frozenset({"in_force_since", "no_effect_known", "not_in_register"})
"""Grounds after which all that is left to tell is until when the document was seen."""


_NOT_KNOWN = Reason("not_in_register")


_NO_END = frozenset({"in_force_since", "no_effect_known", "period_runs", "congress_current"})
"""Grounds that say that no end is known, which is worth as much as was read."""


_STANDING: frozenset[Value] = frozenset({"in_force", "amended", "partly_repealed", "suspended"})
"""What holds for a document that has not ended as far as it is known, so that an end may be missing."""


_DOUBTFUL_ENDS = frozenset({"ending_some_day", "ended_by_suspended"})
"""Ends of which it is not known whether they have come."""


_DAYS_TO_EFFECT = timedelta(45)
"""No law takes effect sooner, unless it was passed in a shortened way (Luật 80/2015/QH13, Điều 151)."""


_TIME_RAN_OUT = frozenset({"ended", "period_ended"})
"""Ends that a later document may have put off."""


def status_for(
    reader: Key, document: Key, day: date, register: Register, *, period: Period | None = None, title: str | None = None
) -> Verdict:
    """What holds for a document that ``reader`` cites; what the reader itself does to it does not count, nor that
    others of its body rely on it."""
    verdict = status(document, day, register, period=period, title=title)
    if any(told_by(reader, reason) for reason in verdict.reasons if reason.by is not None):
        return status(document, day, register, period=period, title=title, besides=reader)
    return verdict


def _order(ground: Ground) -> tuple[int, bool, bool]:
    """The weightiest first; of those that weigh the same what tells something, then the surer one."""
    value, reason = ground
    return _WEIGHT[value], value == "unknown" and reason.phrase in _OPEN, reason.mark != "V"


def told_by(reader: Key, reason: Reason) -> bool:
    """Whether the reader itself did what a reason tells of; for evidence, whether its body did."""
    by = reason.by
    return by is not None and (_is(reader, by) or (reason.phrase in EVIDENCE and of_one_body(reader, by)))


def _is(reader: Key, later: Key) -> bool:
    return bool(reader.number) and is_day(reader.date) and could_be(reader, later)


@lru_cache(maxsize=65_536)
def status(
    document: Key,
    day: date,
    register: Register,
    *,
    period: Period | None = None,
    title: str | None = None,
    besides: Key | None = None,
) -> Verdict:
    """What holds for ``document`` on ``day``. Its ``title`` and the ``period`` in it are as the citation gives them.

    What the document ``besides`` did to it does not count, nor that its body relies on it.
    """
    entry, reading = identify(document, day, register)
    if entry is not None and (is_misnamed(document, title, entry.key, register) or _is_unproven(entry, reading, title)):
        reading = _several("ambiguous", (entry,))  # another document bears the number, or it is a slip
        entry = None
    if entry is not None and besides is not None:
        kept = (change for change in entry.changed_by if not _is(besides, register.entry(change.later).key))
        entry = replace(entry, changed_by=tuple(kept))
    grounds = [
        *(by_register(entry, day, register) if entry is not None else ()),
        *(by_date(entry.key if entry is not None and is_slip(reading) else document, day) if document.date else ()),
        *(by_period(document, period, title, day) if period is not None else ()),
        *(by_congress(document, day, register.sittings) if document.name is not None else ()),
        *(by_issuer(document.issuer, day) if document.issuer is not None else ()),
    ]
    if entry is None and not any(value != "issuer_abolished" for value, _ in grounds):
        grounds.append(("unknown", reading or _NOT_KNOWN))
        reading = None
    grounds.sort(key=_order)
    doubts = [reason for _, reason in grounds if reason.phrase in _DOUBTFUL_ENDS]
    doubts += _later_namesakes(entry, day, register, besides) if entry is not None else ()
    if doubts and _WEIGHT[grounds[0][0]] > _WEIGHT["lapsed"]:
        grounds = [("unknown", doubts[0]), *(ground for ground in grounds if ground[1] != doubts[0])]
    elif grounds[0][1].phrase in _TIME_RAN_OUT:
        prolonged = [ground for ground in grounds if ground[1].phrase == "extended_by"]
        grounds = [*prolonged, *(ground for ground in grounds if ground not in prolonged)]
    value = grounds[0][0]
    successors, circle = (
        _successors(entry, day, register) if entry is not None and value == "superseded" else ((), None)
    )
    reasons = [reason for _, reason in grounds]
    if value in OUTDATED:
        reasons = [replace(one, phrase="took_effect") if one.phrase == "in_force_since" else one for one in reasons]
    if circle is not None:
        value, reasons = "unknown", [circle, *reasons]
    if document.type in WITHOUT_FORCE and value in ("unknown", "issuer_abolished"):
        ended = [reason for reason in reasons if reason.phrase == "issuer_ended"]
        value, reasons = "unknown", [Reason(WITHOUT_FORCE[document.type]), *ended]
    elif reasons[0].phrase in _OPEN:
        reasons += seen_until(entry.key if entry is not None else document, register, besides)
    covered = None
    stands = next((place for place, reason in enumerate(reasons) if reason.phrase in _NO_END), None)
    if register.read_until is not None and stands is not None and (stands == 0 or value in _STANDING):
        covered = register.covered(entry.key if entry is not None else document, day)
        looked = looked_until(register.read_until, covered)
        reasons.insert(len(reasons) if value == "unknown" else stands + 1, looked)
    if reading is not None:
        reasons.append(reading)
    reasons += [Reason("chain", (("document", citation_line(key)),)) for key in successors]
    return Verdict(value, day, tuple(reasons), entry.key if entry else None, successors, covered)


def identify(document: Key, day: date, register: Register) -> tuple[Entry | None, Reason | None]:
    """The one document of the register that is meant, and how it was read where that is not plain.

    None with a reason where several fit or the date would have to be guessed, None and None where the register has
    nothing.
    """
    entries, near = _candidates(document, register)
    if not entries:
        return _identify_misdated(document, near) if near else (None, None)
    entries = tuple(entry for entry in entries if _issued(entry, day)) or entries
    if document.number:
        if document.date is None and year_in(document.number) is None:
            return None, _several("undated", entries)
        return (entries[0], None) if len(entries) == 1 else (None, _several("ambiguous", entries))
    if document.date is not None and len(entries) == 1:
        return entries[0], None
    of_day = law_of_day(entries, day, register)
    if of_day is None:
        return None, _several("ambiguous", entries)
    return of_day, Reason("read_as", (("document", citation_line(of_day.key)),))


def is_slip(reading: Reason | None) -> bool:
    """Whether a citation was read in spite of its day, which another day of the one document shows to be a slip."""
    return reading is not None and reading.phrase in ("misdated", "dated_by_effect")


def _is_unproven(entry: Entry, reading: Reason | None, title: str | None) -> bool:
    """Whether a citation gives a document another day, and a title that nothing known of it bears out."""
    return reading is not None and reading.phrase == "misdated" and title is not None and entry.key.name is None


def turns(document: Key, period: Period | None, title: str | None, register: Register) -> frozenset[str] | None:
    """The ISO days on or right after which what holds for a document can change; None: the register tells more."""
    if any(_candidates(document, register)):
        return None
    days = {document.date}
    if document.issuer is not None and issuer_end(document.issuer, date.max) is not None:
        days.add(str(DISTRICTS_ENDED))
    if period is not None and period.end is not None:
        days |= {period.end, str(ahead) if (ahead := horizon(title or "")) else None}
    if document.congress is not None:
        days |= {str(sitting.closed) for sitting in register.sittings}
    return frozenset(day for day in days if day)


def law_of_day(entries: Sequence[Entry], day: date, register: Register) -> Entry | None:
    """Which of several laws of one name stands on the day; None where it cannot be told.

    Of those that had been issued and not ended it is the youngest that had taken effect: a law stays that of the day
    until the next one of its name takes effect, however long ago that one was adopted.
    """
    standing = [entry for entry in entries if _in_force(entry, day, register)]
    if len(standing) == 1:
        return standing[0]
    for entry in sorted(standing, key=lambda entry: entry.key.date or entry.key.year or "", reverse=True):
        starts = [effect.effective for effect in entry.effects if effect.effective is not None]
        if starts and min(starts) > day:
            continue
        adopted = entry.key.year
        known = bool(starts) or (adopted is not None and day.year >= int(adopted) + YEARS_TO_EFFECT)
        return entry if known else None
    return None


@lru_cache(maxsize=65_536)
def _candidates(document: Key, register: Register) -> tuple[tuple[Entry, ...], tuple[Entry, ...]]:
    """What a key can mean, whatever the day; and if it means nothing, what it means if its date is wrong."""
    entries = register.lookup(document)
    return entries, () if entries else register.misdated(document)


def _identify_misdated(document: Key, near: tuple[Entry, ...]) -> tuple[Entry | None, Reason | None]:
    for entry in near:
        if any(str(effect.effective) == document.date for effect in entry.effects):
            return entry, Reason("dated_by_effect", _as_written(entry, document))
    if document.number is None:
        near = tuple(entry for entry in near if _misses_by_little(entry.key, document))
    if len(near) == 1:
        return near[0], Reason("misdated", _as_written(near[0], document))
    return (None, _several("ambiguous", near)) if near else (None, None)


def _misses_by_little(known: Key, written: Key) -> bool:
    """Whether the year of a law's day is the right one, or all of it but one figure of the year, or two
    that are exchanged."""
    days = str(known.date), str(written.date)
    figures = sum(one != other for one, other in zip(*days, strict=False))
    slips = figures == 1 or (figures == 2 and sorted(days[0]) == sorted(days[1]))
    return known.year == written.year or (is_day(written.date) and days[0][4:] == days[1][4:] and slips)


def _as_written(entry: Entry, document: Key) -> tuple[tuple[str, str], ...]:
    return (("document", citation_line(entry.key)), ("written", document.date or ""))


def _several(phrase: str, entries: tuple[Entry, ...]) -> Reason:
    return Reason(phrase, (("documents", "; ".join(sorted(citation_line(entry.key) for entry in entries))),))


def _in_force(entry: Entry, day: date, register: Register) -> bool:
    """Whether the document can be the one that stands on that day: issued by then, and not ended."""
    grounds = by_register(entry, day, register)
    return _issued(entry, day) and not any(value in OUTDATED for value, _ in grounds)


def _issued(entry: Entry, day: date) -> bool:
    """Whether the document was there on that day, as far as its date tells."""
    issued = entry.key.date or entry.key.year
    return issued is None or issued <= str(day)[: len(issued)]


def _later_namesakes(entry: Entry, day: date, register: Register, besides: Key | None) -> Iterator[Reason]:
    """That a later law of the same name had been passed by the day: it mostly ends the earlier one."""
    key = entry.key
    if key.name is None or key.date is None or key.type not in NAMED_TYPES or amends(key.name):
        return  # the next law that amends the same ends nothing of it
    ended_by = {register.entry(change.later).key for change in entry.changed_by if change.ends}
    for other in register.lookup(Key(key.type, name=key.name)):
        starts = [effect.effective for effect in other.effects if effect.effective is not None]
        if (min(starts) if starts else _soonest_effect(other.key)) > day:  # till then the earlier one holds
            continue
        if other.key in ended_by or other.key.date is None or (besides is not None and _is(besides, other.key)):
            continue
        if key.date < other.key.date <= str(day):
            values = (("document", citation_line(other.key)),)
            yield Reason("later_namesake", values, _source_of(other), "S", other.key)


def _soonest_effect(law: Key) -> date:
    """The first day on which a law can be in force that says nothing else, as far as its date tells; of one whose year
    alone is known, the first day of the next year: nothing is said to have ended by what may not have been passed."""
    if is_day(law.date):
        return date.fromisoformat(str(law.date)) + _DAYS_TO_EFFECT
    return date(int(str(law.year)) + 1, 1, 1) if law.year else date.min


def _source_of(entry: Entry) -> str:
    facts: tuple[Effect | Change, ...] = (*entry.effects, *entry.changes, *entry.changed_by)
    return facts[0].source if facts else ""


def _successors(entry: Entry, day: date, register: Register) -> tuple[tuple[Key, ...], Reason | None]:
    """The documents in the entry's place on the day, at the end of every chain; and the circle, where there is one."""
    ends: dict[Key, None] = {}

    def follow(one: Entry, path: tuple[Key, ...]) -> tuple[Key, ...] | None:
        if one.key in path:
            return (*path[path.index(one.key) :], one.key)
        replaced = [
            register.entry(change.later)
            for change in one.changed_by
            if (ground := by_change(change, day, register)) is not None and ground[0] == "superseded"
        ]
        if not replaced:
            ended = any(value in OUTDATED for value, _ in by_register(one, day, register))
            if not ended:
                ends[one.key] = None
            return None
        circles = [follow(later, (*path, one.key)) for later in replaced]
        return next((circle for circle in circles if circle is not None), None)

    circle = follow(entry, ())
    if circle is not None:
        return (), Reason("cycle", (("documents", " → ".join(citation_line(key) for key in circle)),), "", "S")
    return tuple(ends), None
