"""Whether a number is that of another document: one of name and number is a slip, and nothing tells which; and whether
a day is not that of the number's.

"Luật Giáo dục số 39/2005/QH11" says nothing of the law on defence, whose number that is, whatever became of it.
"""

from __future__ import annotations

from dataclasses import replace

from kg.identity.keys import NAMED_TYPES, Key, is_day
from kg.identity.law_names import other_laws
from kg.identity.naming import number_block, year_in
from kg.identity.one_step import serials_near
from kg.identity.titles import contradict
from kg.law.facts import Change, could_be
from kg.law.register import Register


def is_misnamed(document: Key, title: str | None, known: Key, register: Register) -> bool:
    """Whether a document, with its ``title`` in the words of a citation, bears the number of the ``known`` one and the
    name of another: of a law that the register knows, for what follows a law's number may be anything."""
    if document.number is None or known.name is None:
        return False
    if document.type not in NAMED_TYPES:
        return contradict(title, known.name)
    named = document.name is not None and other_laws(document.name, known.name)
    return named and bool(register.lookup(Key(document.type, name=document.name)))


def is_day_of_another(key: Key, register: Register) -> bool:
    """Whether the day beside a number is, as the register knows, that of a number a step away: 90/2022/NĐ-CP of 12
    January 2022 is 09/2022/NĐ-CP, or another day is meant."""
    beside = map(number_block, serials_near(str(key.number)))
    return any(entry.key.date == key.date for entry in register.under(beside))


def is_of_itself(change: Change) -> bool:
    """Whether an act would end or change itself: its number was read from what it ends, or the other way round."""
    return bool(change.later.number) and could_be(change.later, change.earlier)


def on_its_day(change: Change, register: Register) -> Change:
    """The change, with the days that the register knows of the acts in it where a text gives others: a number that
    carries its year is borne by one act of its body, whatever day somebody writes beside it."""
    return replace(change, later=_on_its_day(change.later, register), earlier=_on_its_day(change.earlier, register))


def _on_its_day(act: Key, register: Register) -> Key:
    if not is_day(act.date) or year_in(act.number) is None or register.lookup(act):
        return act
    known = register.misdated(act)
    return replace(act, date=known[0].key.date) if len(known) == 1 else act


def speaks_of_another(change: Change, register: Register) -> bool:
    """Whether a law that is changed bears a number that the register knows as another law's."""
    earlier = change.earlier
    if earlier.number is None or earlier.type not in NAMED_TYPES:
        return False
    return any(is_misnamed(earlier, None, entry.key, register) for entry in register.lookup(earlier))
