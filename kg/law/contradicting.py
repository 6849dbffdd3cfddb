"""Which facts of a register a fact agrees with, and which cannot be true beside it, or can hardly be."""

from __future__ import annotations

from collections.abc import Iterator

from kg.identity.keys import Key
from kg.law.facts import Change, Effect, Sighting, could_be, of_one_body
from kg.law.register import Register


def known(fact: Change | Effect | Sighting, register: Register) -> bool:
    """Whether the register says the same already: of the same documents, in the same scope, from the same day.

    "Thay thế" and "hết hiệu lực" both end the whole of a document; which of them a text says makes no other fact. Where
    a document was seen is known where its end is, or a later place of the same body.
    """
    if isinstance(fact, Sighting):
        return _ended(fact.document, register) or any(_tells_more(one, fact) for one in register.seen(fact.document))
    if isinstance(fact, Effect):
        effects = [effect for entry in register.lookup(fact.document) for effect in entry.effects]
        return any(fact.effective in (None, one.effective) and fact.ended in (None, one.ended) for one in effects)
    return any(
        ((other.relation, other.scope) == (fact.relation, fact.scope) or (other.ends and fact.ends))
        and could_be(other.later, fact.later)
        and fact.effective in (None, other.effective)
        for other in _changes(fact.earlier, register)
    )


def contradicting(fact: Change | Effect | Sighting, register: Register) -> tuple[Change | Effect, ...]:
    """The facts that a reader has to see beside this one; it may be in the register itself.

    Another day of effect; another end, or one by another document; a change after the end; a document known by another
    date, in what its own facts tell, which is all that there can be beside where one was seen.
    """
    found: Iterator[Change | Effect]
    match fact:
        case Effect():
            found = _of_effect(fact, register)
        case Change():
            found = _of_change(fact, register)
        case Sighting():
            found = _misdated(fact.document, register)
    return tuple(dict.fromkeys(other for other in found if other is not fact))


def _of_effect(fact: Effect, register: Register) -> Iterator[Change | Effect]:
    for entry in register.lookup(fact.document):
        for one in entry.effects:
            starts, ends = {fact.effective, one.effective} - {None}, {fact.ended, one.ended} - {None}
            if len(starts) > 1 or len(ends) > 1:
                yield one
    yield from _misdated(fact.document, register)


def _of_change(fact: Change, register: Register) -> Iterator[Change | Effect]:
    for other in _changes(fact.earlier, register):
        same = could_be(other.later, fact.later)
        if fact.ends and other.ends:
            days = {fact.effective, other.effective} - {None}
            if not same or len(days) > 1:
                yield other
        elif fact.ends or other.ends:
            end, change = (fact, other) if fact.ends else (other, fact)
            if same or (end.effective is not None and (change.later.date or "") > str(end.effective)):
                yield other
    for entry in register.lookup(fact.earlier):
        over = (
            one for one in entry.effects if one.ended is not None and one.ended.isoformat() < (fact.later.date or "")
        )
        yield from over
    yield from _misdated(fact.earlier, register)


def _ended(document: Key, register: Register) -> bool:
    entries = register.lookup(document)
    return any(change.ends for entry in entries for change in entry.changed_by) or any(
        effect.ended is not None for entry in entries for effect in entry.effects
    )


def _tells_more(one: Sighting, other: Sighting) -> bool:
    """Whether a document of the same body was seen to name the same one as late, and not only in passing."""
    same = one.by is not None and other.by is not None and (could_be(one.by, other.by) or of_one_body(one.by, other.by))
    return same and one.role in ("basis", other.role) and one.seen_on >= other.seen_on


def _changes(earlier: Key, register: Register) -> Iterator[Change]:
    for entry in register.lookup(earlier):
        yield from entry.changed_by


def _misdated(key: Key, register: Register) -> Iterator[Change | Effect]:
    """What is known of the one document that is meant if the date is wrong."""
    near = register.misdated(key)
    if len(near) == 1 and key.date is not None:
        yield from (near[0].effects or near[0].changed_by or near[0].changes)[:1]
