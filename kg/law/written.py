"""When the words of a text were written: with the text itself, or with the act that a codification or a consolidated
text took them from.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from extract.records import Collected, Document, Extraction
from kg.identity.keys import NAMED_TYPES, Key, is_day
from kg.identity.naming import year_in
from kg.law.register import Register

_EARLY = "03"
"""The month before which an act without year in its number may be of the year before."""

_SOON = 3
"""The years from that of its signing before which an act takes effect; a later day is of something else."""


@dataclass(frozen=True, slots=True)
class Written:
    """The last day on which words can have been written, and the first, where an article was amended since; None where
    neither is told. ``law`` is the law whose words they are, where one's."""

    until: str | None
    since: str | None = None
    law: Key | None = None


def written(extraction: Extraction, keys: Sequence[Key], register: Register) -> list[Written | None]:
    """Of each citation, when the act was made whose words a codification collected there, or a consolidated text gives;
    None where the words are the text's own."""
    found: list[Written | None] = [None] * len(keys)
    if extraction.document.kind == "consolidated":
        return _consolidated(extraction, keys, register) or found
    place = 0
    for one in extraction.collected:
        while place < len(keys) and extraction.citations[place].start < one.start:
            place += 1
        when = _when(one, keys)
        while place < len(keys) and extraction.citations[place].start < one.end:
            found[place] = when
            place += 1
    return found


def written_with(document: Document) -> Written:
    """When the words of a document that tells its day (:func:`last_day`) were written: it may speak of the laws of that
    day, or of those in force when it takes effect itself."""
    day = str(last_day(document))
    begins = document.in_force.start if document.in_force is not None else None
    later = is_day(begins) and day < str(begins) < f"{int(day[:4]) + _SOON}"
    return Written(begins, day) if later else Written(day)


def last_day(document: Document) -> str | None:
    """The day of signing as far as it is known, else the end of the period that the document is for."""
    return document.date or (document.period.end if document.period else None)


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


def _consolidated(extraction: Extraction, keys: Sequence[Key], register: Register) -> list[Written | None] | None:
    """The recitals of a consolidated text are of the act that it gives, the first that it names in full; all else may
    be of any act that amended it since. That act obeys the laws in force when it takes effect, if that is known."""
    day, said = extraction.document.date, list(zip(extraction.citations, keys, strict=True))
    heads = (key for one, key in said if one.zone == "preamble" and one.relation != "based_on")
    given = next((key for key in heads if key.number and is_day(key.date)), None)
    if given is None or day is None:
        return None
    law = given if given.type in NAMED_TYPES else None
    known = (one.effective for entry in register.lookup(given) for one in entry.effects if one.effective)
    first = str(given.date if law is not None else next(known, given.date))
    made, later = Written(first, law=law), Written(day, first, law) if first < day else Written(day, law=law)
    return [made if one.zone == "preamble" else later for one in extraction.citations]


def _when(one: Collected, keys: Sequence[Key]) -> Written:
    """What carries laws out obeys those in force when it takes effect; a law those of any day from that on which it was
    passed."""
    if one.act is None or one.since is None:
        return Written(None)
    act = keys[one.act]
    law = act if act.type in NAMED_TYPES and act.number else None
    year = year_in(act.number)
    passed = str(act.date) if is_day(act.date) else min(one.since, f"{year}-12-31") if year else one.since
    first = passed if law is not None else one.since
    last = one.changed or one.since
    return Written(last, first, law) if first < last else Written(last, law=law)
