"""What the cards of a build are made of, read of all documents before somebody asks (:mod:`kg.storage.prepared`)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from functools import partial

from pyoxigraph import NamedNode

from kg.answers.claims import CLAIMS, CONFLICTS, conflicts_of, some_claims
from kg.answers.described import DESCRIBED, described
from kg.answers.relied import RELIED, relied_on
from kg.answers.view import UNCERTAIN, VIEWS, some_uncertain, views
from kg.answers.words import Limits, words_of
from kg.identity.keys import is_id
from kg.storage.beside import Before
from kg.storage.prepared import Kind, prepare
from kg.storage.store import Store, subject_of, value_of
from kg.storage.touched import NAMING, Touch

_AT_ONCE = 1_000

MUCH = 200
"""By so many files a document is cited for which it takes long to tell who relies on it."""

_READ: Mapping[Kind, Callable[[Store, list[str]], Mapping[str, object]]] = {
    VIEWS: views,
    DESCRIBED: described,
    CLAIMS: some_claims,
    CONFLICTS: conflicts_of,
    UNCERTAIN: some_uncertain,
}
_KINDS = (*_READ, RELIED)


def put_down(store: Store, before: Before | None = None) -> None:
    """Puts down what cards are made of; ``before``: a build whose rows go on to stand as far as nothing touched them.

    Raises OSError and sqlite3.Error where that cannot be written.
    """
    touched = _touched(store, before.touch) if before is not None else None
    prepare(store, _KINDS, partial(beforehand, store), before=before, names=touched or ())


def beforehand(store: Store, touched: Collection[str] | None = None) -> Iterator[tuple[Kind, Mapping[str, object]]]:
    """Documents, what is claimed of them, and who relies on those that are cited much: piece by piece, by their ids.

    ``touched``: of these documents alone; who relies on a document hangs on what is known of those that do, and is told
    of all.
    """
    hits = words_of(store).every(Limits(), None)[0]
    for start in range(0, len(hits), _AT_ONCE):
        page = hits[start : start + _AT_ONCE]
        some = [hit.iri for hit in page if touched is None or hit.iri in touched]
        yield from ((kind, read(store, some)) for kind, read in _READ.items())
        yield RELIED, {hit.iri: relied_on(store, hit.iri) for hit in page if hit.cited >= MUCH}


def _touched(store: Store, touch: Touch) -> set[str]:
    """The documents that are touched, and those that touched sources name, which may have another path."""
    named = (value for one in touch.sources for naming in NAMING for value in _ends(store, naming, NamedNode(one)))
    return {*touch.documents, *filter(is_id, named)}


def _ends(store: Store, naming: NamedNode, source: NamedNode) -> Iterator[str]:
    for quad in store.match(None, naming, None, source):
        yield from (subject_of(quad), value_of(quad))
