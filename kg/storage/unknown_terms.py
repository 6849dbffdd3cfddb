"""Terms of our own namespace that a query names and the ontology does not know.

Such a term fits nothing, and SPARQL says so of none: a letter too many, and the answer is empty.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from itertools import islice

from kg.graph.terms import NAMESPACES
from kg.storage.query_guard import iris_of

MOST = 5
"""So many of a query are told."""

_OWN = NAMESPACES["cancu"]
_SHOWN = 100  # characters of a name
_DEFINED = re.compile(r"^(cancu):([\w-]+)", re.MULTILINE)
_USED = re.compile(rf"\b({'|'.join(NAMESPACES)}):([\w-]+)")


@dataclass(frozen=True, slots=True)
class UnknownTerm:
    """One as it may be written, with its prefix, and a known one that is written like it, if there is any."""

    term: str
    near: str | None


def unknown_terms(query: str) -> tuple[UnknownTerm, ...]:
    """The first of a query, in its order."""
    named = dict.fromkeys(iri.removeprefix(_OWN) for iri in iris_of(query) if iri.startswith(_OWN))
    unknown = islice((name for name in named if name and name not in _defined()), MOST)
    return tuple(UnknownTerm(f"cancu:{name[:_SHOWN]}", _near(name[:_SHOWN])) for name in unknown)


def _near(name: str) -> str | None:
    """A term, maybe of another namespace, that is written like it."""
    return next((_used()[one] for one in get_close_matches(name, _used(), n=1)), None)


@cache
def _defined() -> frozenset[str]:
    """The names that the ontology gives a meaning to."""
    return frozenset(name for _, name in _DEFINED.findall(_ontology()))


@cache
def _used() -> dict[str, str]:
    """These and those of other vocabularies that it uses, by their names without prefix; our own before others."""
    found = {name: f"{prefix}:{name}" for prefix, name in _USED.findall(_ontology())}
    return found | {name: f"cancu:{name}" for name in _defined()}


def _ontology() -> str:
    return files("ontology").joinpath("cancu.ttl").read_text(encoding="utf-8")
