"""By which ways documents derive from one: directly, through another that does, or both; as every door counts them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from kg.wording import Language, number_in, say

NAMED_MOST = 2
"""Up to this many documents on the way are named; of more, only their number is said."""

Kind = Literal["direct", "through", "both"]
_ORDER: tuple[Kind, ...] = ("direct", "through", "both")


@dataclass(frozen=True, slots=True)
class Way:
    """How many documents derive directly, ``through`` another one (its id) alone, or both; each counts once, by the
    nearest other."""

    kind: Kind
    through: str | None
    documents: int


def ways(
    root: str, depths: Mapping[str, int], counted: Iterable[str], links: Iterable[tuple[str, str]]
) -> tuple[Way, ...]:
    """The ways in which the documents that are ``counted`` (by id) derive from the root.

    ``depths`` has all that derive from it, each with its least number of links to the root, ``links`` are pairs
    (document, basis) among these.
    """
    bases: dict[str, set[str]] = defaultdict(set)
    for document, basis in links:
        if document != basis:
            bases[document].add(basis)
    counts: Counter[tuple[Kind, str | None]] = Counter()
    for document in counted:
        others = [one for one in bases[document] if one != root and one in depths]
        kind: Kind = "direct" if not others else "both" if root in bases[document] else "through"
        counts[kind, min(others, key=lambda one: (depths[one], one), default=None)] += 1
    found = (Way(kind, through, count) for (kind, through), count in counts.items())
    return tuple(sorted(found, key=lambda one: (_ORDER.index(one.kind), -one.documents, one.through or "")))


def ways_in_words(found: Iterable[Way], names: Mapping[str, str], language: Language) -> str:
    """The ways in a sentence: "4 directly, 1 both directly and through 61/KH-UBND"."""
    return ", ".join(_said(tuple(found), names, language))


def _said(found: tuple[Way, ...], names: Mapping[str, str], language: Language) -> Iterator[str]:
    if len({one.through for one in found} - {None}) <= NAMED_MOST:
        for one in found:
            document = names[one.through] if one.through is not None else ""
            yield say(f"ways.{one.kind}", language, n=number_in(one.documents, language), document=document)
        return
    for kind in _ORDER:
        alike = [one for one in found if one.kind == kind]
        if alike:
            others = say("ways.others", language, count=number_in(len(alike), language))
            count = number_in(sum(one.documents for one in alike), language)
            yield say(f"ways.{kind}", language, n=count, document=others)
