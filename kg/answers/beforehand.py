"""What the cards of a build are made of, read of all documents before somebody asks (:mod:`kg.storage.prepared`)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kg.answers.claims import CLAIMS, CONFLICTS, conflicts_of, some_claims
from kg.answers.described import DESCRIBED, described
from kg.answers.relied import RELIED, relied_on
from kg.answers.view import UNCERTAIN, VIEWS, some_uncertain, views
from kg.answers.words import Limits, words_of
from kg.storage.prepared import Kind
from kg.storage.store import Store

_AT_ONCE = 1_000

MUCH = 200
"""By so many files a document is cited for which it takes long to tell who relies on it."""


def beforehand(store: Store) -> Iterator[tuple[Kind, Mapping[str, object]]]:
    """Documents, what is claimed of them, and who relies on those that are cited much: piece by piece, by their ids."""
    hits = words_of(store).every(Limits(), None)[0]
    for start in range(0, len(hits), _AT_ONCE):
        page = hits[start : start + _AT_ONCE]
        some = [hit.iri for hit in page]
        yield VIEWS, views(store, some)
        yield DESCRIBED, described(store, some)
        yield CLAIMS, some_claims(store, some)
        yield CONFLICTS, conflicts_of(store, some)
        yield UNCERTAIN, some_uncertain(store, some)
        yield RELIED, {hit.iri: relied_on(store, hit.iri) for hit in page if hit.cited >= MUCH}
