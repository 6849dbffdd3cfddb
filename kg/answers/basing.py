"""What a document stands on: each citation that it makes, with what held for the cited one on both clocks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial

from kg.answers.clocks import Clocks, clocks
from kg.answers.described import described
from kg.answers.judged import Basis, bases_of, held_for, said_in
from kg.answers.view import citations_of, edges_of, views
from kg.identity.keys import Key
from kg.law.register import Register, load_register
from kg.law.signing import Signing, signing_of
from kg.law.tenure import retrospective
from kg.resolution.descriptions import Description
from kg.storage.store import Store
from kg.wording import Language

Facts = Callable[[Iterable[Key]], Register]
"""Gives the facts that count for some documents."""


@dataclass(frozen=True, slots=True)
class Based:
    """A document as the store describes it, when it was signed, and what it cites, by citation, the closest first.

    ``facts`` are those by which it was judged.
    """

    said: Description
    signing: Signing | None
    bases: Mapping[str, Basis]
    facts: Register


def based(store: Store, iri: str, day: date, language: Language, facts: Facts | None) -> Based:
    """The citations that a document (its id) makes, judged; ``facts`` None: by the register that comes along."""
    cites = citations_of(store, iri, "citing")
    edges = edges_of(store, cites)
    known = views(store, {edge.basis for edge in edges.values()})
    this, said = described(store, [iri])[iri], said_in(store, edges)
    register = facts([this.key, *(one.key for one in said.values())]) if facts is not None else load_register()
    signing = signed_on(this, said.values(), day)
    bases = bases_of(store, edges, known, clocks_of(this, said, register, day), language)
    return Based(this, signing, {one: bases[one] for one in cites}, register)


def signed_on(this: Description, cited: Iterable[Description], day: date) -> Signing | None:
    """When a document was signed, by what it says of itself and of what it cites."""
    return signing_of(this.key.date, this.period, (one.key.date for one in cited), day)


def clocks_of(this: Description, said: Mapping[str, Description], register: Register, day: date) -> dict[str, Clocks]:
    """All citations (by id) that a document makes, each on both clocks, by what they say of what they cite."""
    signing, sums_up = signed_on(this, said.values(), day), retrospective(this.key.type, this.title)
    return {
        one: clocks(partial(held_for, this.key, about, register), signing, day, sums_up=sums_up)
        for one, about in said.items()
    }
