"""Acts that are said to amend another and bear a number that nobody knows, a step away from one that did amend it.

"Luật Xử lý vi phạm hành chính số 15/2012/QH13 được sửa đổi, bổ sung bởi Luật số 24/2014/QH13" speaks of 54/2014/QH13.
Such a number is a slip, and names no document that bears it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from extract.records import Extraction
from kg.identity.keys import Key, is_day
from kg.identity.one_step import number_step
from kg.identity.slips import slips_in
from kg.law.register import Register


def mistaken_amenders(extraction: Extraction, keys: Sequence[Key], register: Register) -> frozenset[int]:
    """The citations, by their places, that name what amended another act by such a number; ``keys`` are what the
    citations mean as far as the text tells."""
    found = set[int]()
    for one in extraction.stated:
        if one.relation != "amends" or one.subject is None:
            continue
        said, amended = keys[one.subject], keys[one.object]
        told_otherwise = slips_in(said.number, said.date) or said.number == extraction.document.number
        if said.number and amended.number and not told_otherwise:
            amenders = list(_amenders(amended, register))
            if any(_is_missed(said, other) for other in amenders) and not _is_known(said, amenders, register):
                found.add(one.subject)
    return frozenset(found)


def _amenders(amended: Key, register: Register) -> Iterator[Key]:
    return (change.later for entry in register.lookup(amended) for change in entry.changed_by if change.later.number)


def _is_missed(said: Key, other: Key) -> bool:
    """Whether a number misses another by a step, and no day contradicts."""
    of_its_day = not is_day(said.date) or said.date == other.date
    return of_its_day and number_step(str(said.number), str(other.number)) is not None


def _is_known(said: Key, amenders: Sequence[Key], register: Register) -> bool:
    return any(said.block == other.block for other in amenders) or bool(register.lookup(replace(said, date=None)))
