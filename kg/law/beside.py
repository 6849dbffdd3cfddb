"""Names of laws that stand beside a bracket with their numbers: "Luật Căn cước 2023 (số 26/2023/QH15)"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extract.records import Citation
from kg.identity.keys import NAMED_TYPES, Key
from kg.identity.naming import leaves_type_open, year_in

_BRACKET, _WITH_WORDS = 2, 6
"""Characters between a name and a number: a blank and a bracket; with "số" in it, marks of bold letters, or of dirt."""


def with_names(citations: Sequence[Citation], keys: Sequence[Key]) -> list[Key]:
    """The keys, with its name for a law's number that stands in the bracket behind it, or before the bracket that holds
    it: "26/2023/QH15 (Luật Căn cước)"; a word may be between, but no other year in the name."""
    found = list(keys)
    for place, (citation, key) in enumerate(zip(citations, keys, strict=True)):
        if not key.number or key.name or not citation.quote[:1].isdigit() or not leaves_type_open(key.number):
            continue
        for other in (place - 1, place + 1):
            if 0 <= other < len(keys) and _names(citations[other], keys[other]) and key.type in NAMED_TYPES:
                apart = max(citation.start - citations[other].end, citations[other].start - citation.end)
                of_its_year = other < place and keys[other].date in (None, year_in(key.number))
                if apart == _BRACKET or (of_its_year and 0 < apart <= _WITH_WORDS):
                    found[place] = replace(key, type=keys[other].type, name=keys[other].name)
                    break
    return found


def _names(citation: Citation, key: Key) -> bool:
    return key.number is None and key.type in NAMED_TYPES and key.name_block != "" and citation.within is None
