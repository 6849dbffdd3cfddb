"""The grounds on which a status is judged, one by one: facts of the register, dates, periods, congresses, issuers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from extract.records import Body, Period
from kg.identity.congress import in_roman
from kg.identity.keys import Key, is_day
from kg.identity.naming import year_in
from kg.law.facts import Change, Mark, Sighting, Sitting, could_be, of_one_body
from kg.law.register import Entry, Register
from kg.law.series import Coverage
from kg.law.tenure import horizon, sums_up
from kg.law.verdicts import Reason, Value
from kg.wording import citation_line
from ontology import types_with, units

DISTRICTS_ENDED = date(2025, 6, 30)
_DISTRICTS_SOURCE = "Luật Tổ chức chính quyền địa phương ngày 16/6/2025; Nghị quyết số 202/2025/QH15"
_UNITS_SOURCE = "ontology/units.csv"

YEARS_TO_EFFECT = 3
"""By then an act is in force: all but 2 of the 5,873 acts whose both days the register knows took effect sooner."""

_NO_PERIOD = types_with("speaks_of_a_time") | types_with("ends_by_acts")
"""Types that no time in their title ends."""

_LATE_OPENING = 1
"""Years after the first of its term in which a congress may still be held: the XIIIth closed in February 2021."""

Ground = tuple[Value, Reason]
"""A value, and the reason for it."""


def by_register(entry: Entry, day: date, register: Register) -> Iterator[Ground]:
    """What the facts about a document say of it on the day."""
    for change in entry.changed_by:
        ground = by_change(change, day, register)
        if ground is not None:
            yield ground
    starts = {effect.effective: effect for effect in entry.effects if effect.effective is not None}
    if len(starts) > 1:
        days = ", ".join(str(start) for start in sorted(starts))
        sources = "; ".join(effect.source for effect in starts.values())
        yield "unknown", Reason("contradiction", (("document", citation_line(entry.key)), ("days", days)), sources, "S")
    for effect in entry.effects:
        values = (("day", str(effect.effective)),)
        if effect.ended is not None and effect.ended < day:
            yield "lapsed", Reason("ended", (("day", str(effect.ended)),), effect.source, effect.mark)
        elif len(starts) > 1 or effect.effective is None:
            continue
        elif effect.effective > day and effect.partly is not None and effect.partly <= day:
            parts = (("first", str(effect.partly)), *values)
            yield "in_force", Reason("in_force_in_part", parts, effect.source, effect.mark)
        elif effect.effective > day:
            yield "not_yet_in_force", Reason("takes_effect", values, effect.source, effect.mark)
        else:
            yield "in_force", Reason("in_force_since", values, effect.source, effect.mark)
            if effect.area:
                yield "in_force", Reason("holds_in", (("area", effect.area),), effect.source, effect.mark)
    if not any(effect.effective for effect in entry.effects):
        yield _by_later_end(entry, day, register) or ("unknown", Reason("no_effect_known"))


def _by_later_end(entry: Entry, day: date, register: Register) -> Ground | None:
    """A document whose end is known stood before it, even where no text at hand says since when."""
    adopted = entry.key.date or entry.key.year
    if adopted is None or day.year < int(adopted[:4]) + YEARS_TO_EFFECT:
        return None
    for change in entry.changed_by:
        since = effective_day(change, register)
        if change.ends and not change.told and since is not None and since > day:
            values = (("document", citation_line(register.entry(change.later).key)), ("day", str(since)))
            return "in_force", Reason("stood_until", values, change.source, "S")
    return None


def effective_day(change: Change, register: Register) -> date | None:
    """The first day of a change: its own, else the day its later document takes effect, else None."""
    return _first_day(change, register).day


@dataclass(frozen=True, slots=True)
class _FirstDay:
    """From when a change holds, how sure both are, and whether the day is inferred."""

    day: date | None
    mark: Mark
    inferred: bool = False


def _first_day(change: Change, register: Register) -> _FirstDay:
    """The first day of a change: its own, else that of another row, no surer than that; else what the law gives it."""
    if change.effective is not None:
        return _FirstDay(change.effective, change.mark)
    entry = register.entry(change.later)
    later, told = entry.key, [effect for effect in entry.effects if effect.effective is not None]
    days = {effect.effective for effect in told if effect.effective is not None}
    if len(days) == 1:
        mark: Mark = change.mark if any(effect.mark == "V" for effect in told) else "S"
        made = date.fromisoformat(str(later.date)) if is_day(later.date) else date.min
        return _FirstDay(max(made, *days), mark)  # nobody could know of it before
    if not told and _holds_once_signed(later):
        return _FirstDay(date.fromisoformat(str(later.date)), "S", inferred=True)
    return _FirstDay(None, change.mark)


def _holds_once_signed(document: Key) -> bool:
    """Whether a document holds from its day on unless it says otherwise; the number of one that does not has a year."""
    return document.type in types_with("holds_once_signed") and is_day(document.date) and not year_in(document.number)


_SOME_DAY: Mapping[str, tuple[Value, str]] = {
    "amends": ("amended", "amended_some_day"),
    "suspends": ("suspended", "suspended_some_day"),
}
"""What a change without a day makes of a document, and its sentence; what may have ended it is not known."""
_PART_SOME_DAY: tuple[Value, str] = ("partly_repealed", "partly_repealed_some_day")


def by_change(change: Change, day: date, register: Register) -> Ground | None:
    """What one change makes of the earlier document on the day; None before it."""
    first = _first_day(change, register)
    since, mark = first.day, first.mark
    later = ("document", citation_line(register.entry(change.later).key))
    if change.told or change.relation in ("corrects", "extends"):
        return _beside(change, first, day, register)
    if since is None:
        adopted = change.later.date or change.later.year
        if adopted is not None and str(day)[: len(adopted)] <= adopted:
            return None
        ending: tuple[Value, str] = ("unknown", "ending_some_day") if change.ends else _PART_SOME_DAY
        value, phrase = _SOME_DAY.get(change.relation, ending)
        return value, Reason(phrase, (later,), change.source, change.mark, register.entry(change.later).key)
    if since > day:
        return None
    by = register.entry(change.later).key
    if change.relation == "suspends":
        phrase = "suspended_by" if change.scope == "whole" else "partly_suspended_by"
        return "suspended", Reason(phrase, (later, ("day", str(since))), change.source, mark, by, first.inferred)
    return _changed(change, first, day, register)


def _changed(change: Change, first: _FirstDay, day: date, register: Register) -> Ground:
    """What a change that has taken effect makes of the earlier document."""
    by, since = register.entry(change.later).key, str(first.day)
    later = ("document", citation_line(by))
    halted = _soon_suspended(change, first, day, register)
    if halted is not None:
        values = (later, ("by", citation_line(register.entry(halted.later).key)))
        phrase = "ended_by_suspended" if change.ends else "changed_by_suspended"
        return "unknown", Reason(phrase, values, change.source, first.mark, by)
    if change.scope == "part" or change.relation == "amends":
        value: Value = "amended" if change.relation == "amends" else "partly_repealed"
    else:
        value = "superseded" if change.relation == "supersedes" else "repealed"
    return value, Reason(f"{value}_by", (later, ("day", since)), change.source, first.mark, by, first.inferred)


def _soon_suspended(change: Change, first: _FirstDay, day: date, register: Register) -> Change | None:
    """What has suspended the whole of an act by the day, for a time that is not told, before what it did to another was
    a year old: then it may be told that the other holds again as before."""
    for one in register.entry(change.later).changed_by:
        since = _first_day(one, register).day if one.relation == "suspends" and one.scope == "whole" else None
        if since and first.day and since <= day and since < first.day + timedelta(365):
            return one
    return None


def _beside(change: Change, first: _FirstDay, day: date, register: Register) -> Ground | None:
    """What a change tells that ends nothing: one that is only told of, a correction, a prolongation.

    What is corrected reads otherwise, and holds as before.
    """
    if not change.told:
        prolongs = change.relation == "extends"
        return _prolonged(change, first.day, first.mark, day, register) if prolongs else None
    adopted = change.later.date or change.later.year or ""
    if not change.ends or str(day)[: len(adopted)] < adopted:
        return None
    later = ("document", citation_line(register.entry(change.later).key))
    return "unknown", Reason("told_to_end", (later,), change.source, "S")


def _prolonged(change: Change, since: date | None, mark: Mark, day: date, register: Register) -> Ground | None:
    """A prolongation, until when is not told: what holds from its day on cannot be told, nor before it anything."""
    first = str(since or change.later.date or change.later.year or "")
    if not first or str(day)[: len(first)] < first:
        return None
    by = register.entry(change.later).key
    values = (("document", citation_line(by)), ("day", first))
    return "unknown", Reason("extended_by", values, change.source, mark, by)


def by_date(document: Key, day: date) -> Iterator[Ground]:
    """A document that is dated after the day."""
    if document.date is not None and is_day(document.date) and document.date > str(day):
        yield "not_yet_in_force", Reason("dated_later", (("day", document.date),))


def by_period(document: Key, period: Period | None, title: str | None, day: date) -> Iterator[Ground]:
    """A document whose title says for which time it is made."""
    if period is None or period.end is None or document.type in _NO_PERIOD:
        return
    if document.date is not None and period.end < document.date:
        return  # over before the document was made: what it speaks about, not what it is made for
    values = (("start", period.start or "…"), ("day", period.end))
    if period.end >= str(day):
        yield "in_force", Reason("period_runs", values)
    elif sums_up(title or ""):
        yield "unknown", Reason("period_summed_up", values)
    elif (ahead := horizon(title or "")) is not None and ahead >= day:
        yield "unknown", Reason("looks_ahead", values)
    else:
        yield "lapsed", Reason("period_ended", values)


def by_congress(document: Key, day: date, sittings: tuple[Sitting, ...]) -> Iterator[Ground]:
    """The resolution of a congress, until the next one has closed."""
    congress = document.congress
    if congress is None or congress.ordinal is None:
        return
    held = [sitting for sitting in sittings if sitting.place == congress.place]
    later = [one for one in held if one.ordinal > congress.ordinal and one.closed is not None and one.closed <= day]
    if congress.term is not None:  # a term that runs outranks the ordinal, which begins anew where units merge
        over = date(int(congress.term) + _LATE_OPENING, 12, 31)
        later = [one for one in later if one.closed is not None and one.closed > over]
    if later:
        following = min(later, key=lambda sitting: sitting.ordinal)
        values = (("ordinal", in_roman(following.ordinal)), ("day", str(following.closed)))
        yield "lapsed", Reason("congress_followed", values, following.source, following.mark)
        return
    for one in held:
        if one.ordinal == congress.ordinal and one.closed is not None and one.closed <= day:
            yield "in_force", Reason("congress_current", (), one.source, one.mark)


def seen_until(document: Key, register: Register, besides: Key | None) -> Iterator[Reason]:
    """Where a document was named last: as a basis, in passing, in the codification.

    Neither by its own body, nor by the document ``besides``, its copies or others of its body.
    """
    own = [key for key in (document, besides) if key is not None]
    last = {one.role: one for one in register.seen(document) if not _by_any_of(one, own)}
    if "basis" in last and "named" in last and last["named"].seen_on <= last["basis"].seen_on:
        del last["named"]
    for role in ("basis", "named", "codified"):
        if (sighting := last.get(role)) is not None:
            yield Reason(f"seen_{role}", (("day", sighting.seen_on),), sighting.source, sighting.mark, sighting.by)


def _by_any_of(sighting: Sighting, documents: Iterable[Key]) -> bool:
    """Whether one of these documents, or another of its body, is what names the one seen."""
    by = sighting.by
    return by is not None and any(could_be(by, one) or of_one_body(by, one) for one in documents)


@lru_cache(maxsize=1024)  # the same few statements stand under most citations
def looked_until(day: date, covered: Coverage | None) -> Reason:
    """What "no end known" is worth: up to which day, and in how many of the acts that could have made one, it was read.

    Of a family of which too few were read it is no statement about all of them, and says so.
    """
    if covered is None:
        return Reason("looked_somewhere", (("day", str(day)),))
    counts = (
        ("family", covered.family),
        ("years", covered.years),
        ("read", str(covered.read)),
        ("of", str(covered.of)),
    )
    return Reason("looked_until" if covered.enough else "looked_little", (("day", str(covered.day(day))), *counts))


def by_issuer(issuer: Body | None, day: date) -> Iterator[Ground]:
    """A document whose issuer is no more."""
    ended = issuer_end(issuer, day) if issuer is not None else None
    if ended is not None:
        yield "issuer_abolished", ended


def issuer_end(issuer: Body, day: date) -> Reason | None:
    """That the body's unit ended before the day, with what it became; None where it goes on or is not known."""
    return _end_of(issuer, issuer.unit) if issuer.unit is not None and day > DISTRICTS_ENDED else None


@lru_cache(maxsize=65_536)
def _end_of(issuer: Body, unit: str) -> Reason | None:
    found = units.find_units(unit, issuer.province, day=str(DISTRICTS_ENDED))
    found = tuple(one for one in found if one.level == issuer.level)
    if issuer.level == "district":
        ended, source = str(DISTRICTS_ENDED), _DISTRICTS_SOURCE
    elif len(found) == 1 and found[0].ended is not None and units.continues_as(found[0]) is None:
        ended, source = found[0].ended, _UNITS_SOURCE
    else:
        return None
    after = units.successors(found[0].id) if len(found) == 1 else ()
    names = ", ".join(one.name for one in after)
    return Reason("issuer_ended", (("body", issuer.name), ("day", ended), ("successors", names)), source)
