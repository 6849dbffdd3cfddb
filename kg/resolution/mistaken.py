"""Laws whose number is a slip: the name tells which law is meant, and its number is missed by one step.

"Luật Tổ chức Chính phủ số 63/2023/QH15" is 63/2025/QH15 where the register or a letterhead knows that law, and neither
knows a law of the other number. What tells a number alone, or may be either of two laws, stays open; so does a number
without a name that is known as a resolution's, and one beside a name of which the register knows all laws and none of
that number.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from kg.identity.keys import NAMED_TYPES, Key, dates_agree, is_day
from kg.identity.law_names import amends
from kg.identity.naming import leaves_type_open, year_in
from kg.identity.one_step import number_step
from kg.resolution.consensus import Conflict
from kg.resolution.descriptions import Description
from kg.resolution.drafts import Outcome, Resolved, open_among

Miss = Literal["day", "year", "serial"]
"""What is right besides the name: the very day, or all of the number but the year, or but one figure of its serial."""

RIGHT: Mapping[Miss, float] = {"day": 0.95, "year": 0.9, "serial": 0.95}
"""Of such slips, the share to be expected to mean that law, from 0 to 1: in real texts 20 of 20 serials and days of
adoption did, and 8 of 8 years (rule of succession)."""


@dataclass(frozen=True, slots=True)
class Mended:
    """What became of mentions with a slip: their ``outcomes`` by the IRIs of their descriptions, the ``laws`` that they
    mean with what this says of them, and the documents that there are not (``gone``)."""

    outcomes: Mapping[str, Outcome]
    laws: tuple[Resolved, ...]
    gone: frozenset[str]


def mend(
    said: Mapping[str, Description],
    outcomes: Mapping[str, Outcome],
    documents: Mapping[str, Resolved],
    weights: Mapping[str, int],
    *,
    infer: bool = True,
    known_until: str = "",
) -> Mended:
    """Which laws mentions by name and number mean whose number is a slip.

    ``said`` are numbered descriptions by IRI, ``documents`` all that they came to by theirs, ``weights`` the numbers of
    their sources. A document of which nothing but such slips tells is none. ``infer`` off: its mentions stay open.
    ``known_until`` is the day up to which the register knows the laws.
    """
    laws: dict[str, list[Resolved]] = defaultdict(list)
    sure: dict[str, list[Resolved]] = defaultdict(list)
    for document in documents.values():
        if document.sure and document.key.number:
            sure[document.key.block].append(document)
            for name in document.names:
                if not amends(name):  # many bear such a name; the one meant may be unknown
                    laws[name].append(document)
    found: dict[str, Outcome] = {}
    told: dict[str, list[str]] = defaultdict(list)
    gone: set[str] = set()
    for document_iri, members in _suspects(said, outcomes, documents):
        named = {
            iri: missed(said[iri].key, known) or _all_others(said[iri].key, known, known_until)
            for iri in members
            if said[iri].key.name
            for known in (laws[said[iri].key.name_block],)
        }
        others = [] if named or document_iri is None else _of_other_types(documents[document_iri], sure)
        if others:
            gone.add(str(document_iri))
            found |= dict.fromkeys(members, open_among(others))
        if not named or not all(named.values()):  # somebody tells of it what is no slip
            continue
        gone |= {document_iri} if document_iri else set()
        all_missed = {law for ones in named.values() for law in ones}
        for iri in members:
            ones = named.get(iri, {})
            law, miss = next(iter(ones.items()), ("", None))
            if infer and len(ones) == 1 and miss is not None:
                found[iri] = Outcome(law, "slip", share=RIGHT[miss])
                told[law].append(iri)
            else:
                found[iri] = open_among(ones or all_missed, {"number"})
    changed = (_with(documents[law], [(said[iri], weights[iri]) for iri in iris]) for law, iris in told.items())
    return Mended(found, tuple(changed), frozenset(gone))


def missed(key: Key, laws: Iterable[Resolved]) -> dict[str, Miss]:
    """Those laws of its name, by IRI, that a key with a number misses by one step, and nothing else contradicts."""
    found: dict[str, Miss] = {}
    for law in laws:
        step = number_step(str(key.number), str(law.key.number))
        if is_day(key.date) and key.date == law.key.date and year_in(key.number) == law.key.year:
            found[law.iri] = "day"
        elif step is not None and (dates_agree(key.date, law.key.date) or key.date == law.effective):
            found[law.iri] = step
    return found


def _all_others(key: Key, laws: Sequence[Resolved], known_until: str) -> dict[str, Miss | None]:
    """All laws of its name, by IRI, for a key with a number that is none of theirs: of a day or a year between that of
    the first that the register knows and the last that it can know."""
    first = min((law.key.date or law.key.year or "" for law in laws if law.registered), default="9999")
    day = (key.date if is_day(key.date) else key.year) or "0000"
    known = first[: len(day)] <= day < known_until[:4]
    return dict.fromkeys((law.iri for law in laws), None) if known else {}


def _of_other_types(document: Resolved, sure: Mapping[str, Sequence[Resolved]]) -> list[str]:
    """The known documents of the number of a law that no name tells, where these are of other types: "Luật số
    51/2001/QH10" may be the resolution."""
    known = (one for one in sure[document.key.block] if leaves_type_open(str(one.key.number)))
    return [one.iri for one in known if dates_agree(document.key.date, one.key.date)]


def _suspects(
    said: Mapping[str, Description], outcomes: Mapping[str, Outcome], documents: Mapping[str, Resolved]
) -> Iterator[tuple[str | None, list[str]]]:
    """Laws of which only citations tell, with these; and each citation of a number that is another law's."""
    by_document: dict[str, list[str]] = defaultdict(list)
    for iri, one in said.items():
        document = outcomes[iri].document
        if document is None and outcomes[iri].how == "unresolved" and not one.readings and one.key.type in NAMED_TYPES:
            yield None, [iri]
        elif document is not None and not documents[document].sure and documents[document].key.type in NAMED_TYPES:
            by_document[document].append(iri)
    yield from by_document.items()


def _with(law: Resolved, slips: Iterable[tuple[Description, int]]) -> Resolved:
    """A law with what mentions that mistake its number say of it."""
    slips = list(slips)
    differing: set[Conflict] = {"number"}
    if not all(dates_agree(one.key.date, law.key.date) for one, _ in slips):
        differing.add("date")
    sources = law.sources + sum(count for _, count in slips)
    return replace(law, conflicts=law.conflicts | differing, sources=sources)
