"""What a number of the National Assembly does not tell: the name beside its bracket, and whether it is a law's.

"Luật Căn cước 2023 (số 26/2023/QH15)", "250/2025/QH15".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extract.records import Citation
from kg.identity.keys import NAMED_TYPES, Key
from kg.identity.law_names import law_kind
from kg.identity.naming import leaves_type_open, year_in
from kg.law.register import Register

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


def with_types(citations: Sequence[Citation], keys: Sequence[Key], register: Register) -> list[Key]:
    """The keys, each number that stands without a type of the only type under which the register knows it."""
    found = list(keys)
    for place, (citation, key) in enumerate(zip(citations, keys, strict=True)):
        if not key.number or not citation.quote[:1].isdigit() or not leaves_type_open(key.number):
            continue
        types = {entry.key.type for entry in register.under([key.block])}
        if len(types) == 1 and law_kind(key.type) not in set(map(law_kind, types)):
            found[place] = replace(key, type=types.pop(), name=None)  # what follows it is its title
    return found


def _names(citation: Citation, key: Key) -> bool:
    return key.number is None and key.type in NAMED_TYPES and key.name_block != "" and citation.within is None
