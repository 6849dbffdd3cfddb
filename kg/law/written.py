"""When the words of a text were written: with the text itself, or with the act that a codification took them from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from extract.records import Collected, Extraction
from kg.identity.keys import NAMED_TYPES, Key, is_day
from kg.identity.naming import year_in
from kg.law.register import Register

_EARLY = "03"
"""The month before which an act without year in its number may be of the year before."""


@dataclass(frozen=True, slots=True)
class Written:
    """The last day on which words can have been written, and the first, where an article was amended since; None where
    neither is told. ``law`` is the law whose words they are, where one's."""

    until: str | None
    since: str | None = None
    law: Key | None = None


def written(extraction: Extraction, keys: Sequence[Key]) -> list[Written | None]:
    """Of each citation, when the act was made whose words a codification collected there; None where the words are the
    text's own."""
    found: list[Written | None] = [None] * len(keys)
    place = 0
    for one in extraction.collected:
        while place < len(keys) and extraction.citations[place].start < one.start:
            place += 1
        when = _when(one, keys)
        while place < len(keys) and extraction.citations[place].start < one.end:
            found[place] = when
            place += 1
    return found


def with_years(extraction: Extraction, keys: Sequence[Key]) -> list[Key]:
    """The keys, with the year in which an act took effect for one whose number tells none: "(Điều 18 Nghị định số
    73-CP, có hiệu lực thi hành kể từ ngày 30/07/1994)"."""
    found = list(keys)
    for one in extraction.collected:
        if one.act is None or one.since is None:
            continue
        act = found[one.act]
        told = act.date or year_in(act.number) or act.type in NAMED_TYPES
        if act.number and not told and one.since[5:7] >= _EARLY:
            found[one.act] = replace(act, date=one.since[:4])
    return found


def itself(key: Key, when: Written, register: Register) -> Key | None:
    """The law whose words name it, without number or day, as the register does: "Luật Giá" in those of Luật số
    16/2023/QH15."""
    law = when.law
    if law is None or key.number or key.date or key.type not in NAMED_TYPES or not key.name_block:
        return None
    named = any(one.key.name_block == key.name_block for one in register.lookup(law))
    return replace(law, name=key.name) if named else None


def _when(one: Collected, keys: Sequence[Key]) -> Written:
    """A law is of the day on which it was passed; what carries laws out obeys those in force when it takes effect."""
    if one.act is None or one.since is None:
        return Written(None)
    act = keys[one.act]
    law = act if act.type in NAMED_TYPES and act.number else None
    year = year_in(act.number)
    passed = str(act.date) if is_day(act.date) else min(one.since, f"{year}-12-31") if year else one.since
    first = passed if law is not None else one.since
    return Written(one.changed, first, law) if one.changed else Written(first, law=law)
