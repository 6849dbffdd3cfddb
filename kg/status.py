"""The status of a document on a day (tình trạng hiệu lực), from the register of facts, with the reasons.

``status`` never guesses in silence: what the register does not know is ``unknown``, what several facts say in
contradiction is named, and a reading that is not certain (a law named without its date) is among the reasons.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Literal

from extract.records import Body, Period
from kg.identity import NAMED_TYPES, Key, is_day
from kg.naming import year_in
from kg.register import Change, Effect, Entry, Mark, Register, Sitting
from kg.wording import Language, citation_line, day_in, say
from ontology import units

Value = Literal[
    "in_force",
    "not_yet_in_force",
    "amended",
    "partly_repealed",
    "superseded",
    "repealed",
    "lapsed",
    "issuer_abolished",
    "unknown",
]
OUTDATED: frozenset[Value] = frozenset({"superseded", "repealed", "lapsed"})
"""The verdicts that make a document unfit as a basis."""

DISTRICTS_ENDED = date(2025, 6, 30)
_DISTRICTS_SOURCE = "Luật Tổ chức chính quyền địa phương ngày 16/6/2025; Nghị quyết số 202/2025/QH15"
_UNITS_SOURCE = "ontology/units.csv"

YEARS_TO_EFFECT = 3
"""By then an act is in force: all but 2 of the 1,444 acts of effects.csv took effect sooner after their adoption."""

_LOOKING_BACK = frozenset({"BC", "BB", "TTr", "TB", "CV", "VB", "GM", "PC", "PG"})
"""Types whose title names the time they speak about, not the time they are meant for: reports, minutes, letters."""


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that a verdict rests on: a sentence of ``phrases.csv`` with its values, and where it is known from.

    Values that are days are ISO; they are written as the language writes them. ``source`` is "" for what the citation
    itself says.
    """

    phrase: str
    values: tuple[tuple[str, str], ...] = ()
    source: str = ""
    mark: Mark = "V"

    def text(self, language: Language = "en") -> str:
        """The sentence, with its source."""
        values = {name: _written(name, value, language) for name, value in self.values}
        sentence = say(self.phrase, language, **values)
        if not self.source:
            return sentence
        return f"{sentence} ({say('source' if self.mark == 'V' else 'secondary', language, source=self.source)})"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What holds for a document on a day. ``reasons`` come with the deciding one first.

    ``document`` is the register's own key for it, None where it has none; ``successors`` are the documents that stand
    in its place on that day. ``mark`` is that of the deciding reason: only "V" may raise an error.
    """

    value: Value
    day: date
    reasons: tuple[Reason, ...]
    document: Key | None = None
    successors: tuple[Key, ...] = ()

    @property
    def mark(self) -> Mark:
        """How sure the deciding reason is."""
        return self.reasons[0].mark if self.reasons else "V"


Ground = tuple[Value, Reason]

_WEIGHT: dict[Value, int] = {
    "not_yet_in_force": 0,
    "repealed": 1,
    "superseded": 1,
    "lapsed": 2,
    "partly_repealed": 3,
    "amended": 4,
    "issuer_abolished": 5,
    "in_force": 6,
    "unknown": 7,
}
"""Which ground decides when several hold: the smallest."""


@lru_cache(maxsize=65_536)
def status(document: Key, day: date, register: Register, *, period: Period | None = None) -> Verdict:
    """What holds for ``document`` on ``day``. ``period`` is the one that its title names, as the citation gives it."""
    entry, reading = identify(document, day, register)
    grounds = [
        *(_grounds_in_register(entry, day, register) if entry is not None else ()),
        *_ground_in_date(document, day),
        *_ground_in_period(document, period, day),
        *_ground_in_congress(document, day, register.sittings),
        *_ground_in_issuer(document.issuer, day),
    ]
    if entry is None and not any(value != "issuer_abolished" for value, _ in grounds):
        grounds.append(("unknown", reading or Reason("not_in_register")))
        reading = None
    grounds.sort(key=lambda ground: _WEIGHT[ground[0]])
    namesake = _later_namesake(entry, day, register) if entry is not None else None
    if namesake is not None and _WEIGHT[grounds[0][0]] > _WEIGHT["lapsed"]:
        grounds.insert(0, ("unknown", namesake))
    value = grounds[0][0]
    successors, circle = (
        _successors(entry, day, register) if entry is not None and value == "superseded" else ((), None)
    )
    reasons = [reason for _, reason in grounds]
    reasons += [reason for reason in (reading, circle) if reason is not None]
    reasons += [Reason("chain", (("document", citation_line(key)),)) for key in successors]
    return Verdict(value, day, tuple(reasons), entry.key if entry else None, successors)


def identify(document: Key, day: date, register: Register) -> tuple[Entry | None, Reason | None]:
    """The one document of the register that is meant, and how it was read where that is not plain.

    None with a reason where several fit or the date would have to be guessed, None and None where the register has
    nothing.
    """
    entries = register.lookup(document)
    if not entries:
        return _identify_misdated(document, register)
    if document.number:
        if document.date is None and year_in(document.number) is None:
            return None, _several("undated", entries)
        return (entries[0], None) if len(entries) == 1 else (None, _several("ambiguous", entries))
    if document.date is not None and len(entries) == 1:
        return entries[0], None
    standing = [entry for entry in entries if _in_force(entry, day, register)]
    if len(standing) != 1:
        return None, _several("ambiguous", entries)
    return standing[0], Reason("read_as", (("document", citation_line(standing[0].key)),))


def _identify_misdated(document: Key, register: Register) -> tuple[Entry | None, Reason | None]:
    near = register.misdated(document)
    for entry in near:
        if any(str(effect.effective) == document.date for effect in entry.effects):
            return entry, Reason("dated_by_effect", _as_written(entry, document))
    if document.number is None:
        near = tuple(entry for entry in near if entry.key.year == document.year)
    if len(near) == 1:
        return near[0], Reason("misdated", _as_written(near[0], document))
    return (None, _several("ambiguous", near)) if near else (None, None)


def _as_written(entry: Entry, document: Key) -> tuple[tuple[str, str], ...]:
    return (("document", citation_line(entry.key)), ("written", document.date or ""))


def _several(phrase: str, entries: tuple[Entry, ...]) -> Reason:
    return Reason(phrase, (("documents", "; ".join(sorted(citation_line(entry.key) for entry in entries))),))


def _in_force(entry: Entry, day: date, register: Register) -> bool:
    """Whether the document can be the one that stands on that day: issued by then, and not ended."""
    issued = entry.key.date or entry.key.year
    return (issued is None or issued <= str(day)[: len(issued)]) and not any(
        value in OUTDATED for value, _ in _grounds_in_register(entry, day, register)
    )


def _grounds_in_register(entry: Entry, day: date, register: Register) -> Iterator[Ground]:
    for change in entry.changed_by:
        ground = _ground_in_change(change, day, register)
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
        elif effect.effective > day:
            yield "not_yet_in_force", Reason("takes_effect", values, effect.source, effect.mark)
        else:
            yield "in_force", Reason("in_force_since", values, effect.source, effect.mark)
    if not any(effect.effective for effect in entry.effects):
        yield _ground_in_later_end(entry, day, register) or ("unknown", Reason("no_effect_known"))


def _ground_in_later_end(entry: Entry, day: date, register: Register) -> Ground | None:
    """A document whose end is known stood before it, even where no text at hand says since when."""
    adopted = entry.key.date or entry.key.year
    if adopted is None or day.year < int(adopted[:4]) + YEARS_TO_EFFECT:
        return None
    for change in entry.changed_by:
        since = effective_day(change, register)
        if change.scope == "whole" and since is not None and since > day:
            values = (("document", citation_line(register.entry(change.later).key)), ("day", str(since)))
            return "in_force", Reason("stood_until", values, change.source, "S")
    return None


def effective_day(change: Change, register: Register) -> date | None:
    """The first day of a change: its own, else the day its later document takes effect, else None."""
    if change.effective is not None:
        return change.effective
    days = {effect.effective for effect in register.entry(change.later).effects} - {None}
    return days.pop() if len(days) == 1 else None


def _ground_in_change(change: Change, day: date, register: Register) -> Ground | None:
    since, later = effective_day(change, register), ("document", citation_line(register.entry(change.later).key))
    if since is None:
        adopted = change.later.date or change.later.year
        if adopted is not None and str(day)[: len(adopted)] <= adopted:
            return None
        if change.relation == "amends":
            return "amended", Reason("amended_some_day", (later,), change.source, change.mark)
        return "unknown", Reason("ending_some_day", (later,), change.source, change.mark)
    if since > day:
        return None
    value: Value
    if change.scope == "part" or change.relation == "amends":
        value = "amended" if change.relation == "amends" else "partly_repealed"
    else:
        value = "superseded" if change.relation == "supersedes" else "repealed"
    return value, Reason(f"{value}_by", (later, ("day", str(since))), change.source, change.mark)


def _later_namesake(entry: Entry, day: date, register: Register) -> Reason | None:
    """That a later law of the same name had been passed by the day: it mostly ends the earlier one."""
    key = entry.key
    if key.name is None or key.date is None or key.type not in NAMED_TYPES:
        return None
    for other in register.lookup(Key(key.type, name=key.name)):
        if other.key.date is not None and key.date < other.key.date <= str(day):
            return Reason("later_namesake", (("document", citation_line(other.key)),), _source_of(other), "S")
    return None


def _source_of(entry: Entry) -> str:
    facts: tuple[Effect | Change, ...] = (*entry.effects, *entry.changes, *entry.changed_by)
    return facts[0].source if facts else ""


def _ground_in_date(document: Key, day: date) -> Iterator[Ground]:
    if document.date is not None and is_day(document.date) and document.date > str(day):
        yield "not_yet_in_force", Reason("dated_later", (("day", document.date),))


def _ground_in_period(document: Key, period: Period | None, day: date) -> Iterator[Ground]:
    if period is None or period.end is None or document.type in _LOOKING_BACK:
        return
    values = (("start", period.start or "…"), ("day", period.end))
    yield (
        ("lapsed", Reason("period_ended", values))
        if period.end < str(day)
        else (
            "in_force",
            Reason("period_runs", values),
        )
    )


def _ground_in_congress(document: Key, day: date, sittings: tuple[Sitting, ...]) -> Iterator[Ground]:
    congress = document.congress
    if congress is None or congress.ordinal is None:
        return
    held = [sitting for sitting in sittings if sitting.place == congress.place]
    later = [one for one in held if one.ordinal > congress.ordinal and one.closed is not None and one.closed <= day]
    if later:
        following = min(later, key=lambda sitting: sitting.ordinal)
        values = (("ordinal", str(following.ordinal)), ("day", str(following.closed)))
        yield "lapsed", Reason("congress_followed", values, following.source, following.mark)
        return
    for one in held:
        if one.ordinal == congress.ordinal and one.closed is not None and one.closed <= day:
            yield "in_force", Reason("congress_current", (), one.source, one.mark)


def _ground_in_issuer(issuer: Body | None, day: date) -> Iterator[Ground]:
    ended = issuer_end(issuer, day) if issuer is not None else None
    if ended is not None:
        yield "issuer_abolished", ended


def issuer_end(issuer: Body, day: date) -> Reason | None:
    """That the body's unit ended before the day, with what it became; None where it goes on or is not known."""
    if issuer.unit is None or day <= DISTRICTS_ENDED:
        return None
    found = units.find_units(issuer.unit, issuer.province, day=str(DISTRICTS_ENDED))
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


def _successors(entry: Entry, day: date, register: Register) -> tuple[tuple[Key, ...], Reason | None]:
    """The documents in the entry's place on the day, at the end of every chain; and the circle, where there is one."""
    ends: dict[Key, None] = {}

    def follow(one: Entry, path: tuple[Key, ...]) -> tuple[Key, ...] | None:
        if one.key in path:
            return (*path[path.index(one.key) :], one.key)
        replaced = [
            register.entry(change.later)
            for change in one.changed_by
            if (ground := _ground_in_change(change, day, register)) is not None and ground[0] == "superseded"
        ]
        if not replaced:
            ended = any(value in OUTDATED for value, _ in _grounds_in_register(one, day, register))
            if not ended:
                ends[one.key] = None
            return None
        circles = [follow(later, (*path, one.key)) for later in replaced]
        return next((circle for circle in circles if circle is not None), None)

    circle = follow(entry, ())
    if circle is not None:
        return (), Reason("cycle", (("documents", " → ".join(citation_line(key) for key in circle)),), "", "S")
    return tuple(ends), None


def _written(name: str, value: str, language: Language) -> str:
    if name in {"day", "start", "written", "first", "last"}:
        return day_in(value, language)
    if name == "days":
        return ", ".join(day_in(day, language) for day in value.split(", "))
    if name == "successors":
        return say("successors", language, bodies=value) if value else ""
    if name.endswith("_value"):
        return say(f"value.{value}", language)
    return value
