"""Files that lost their number: why each is taken for a document that others cite by its number."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode

from kg.graph.terms import term
from kg.storage.store import Store, value_of
from kg.wording import LANGUAGES, Language


@dataclass(frozen=True, slots=True)
class Recognised:
    """That a file is taken for a document: ``score`` from 0 to 1, the reasons in each language."""

    score: float
    reasons: Mapping[Language, tuple[str, ...]]


def recognised(store: Store, documents: Iterable[str]) -> dict[str, Recognised]:
    """Why a file is taken for each of these documents (ids), the surest of several; most are not there: their files
    have their numbers."""
    found: dict[str, Recognised] = {}
    for quad in store.pointing(term("cancu:inferredAs"), map(NamedNode, documents)):
        if isinstance(quad.subject, NamedNode):
            document, one = value_of(quad), _recognised(store, quad.subject)
            found[document] = max(one, found.get(document, one), key=lambda told: told.score)
    return found


def _recognised(store: Store, identity: NamedNode) -> Recognised:
    said = [quad.object for quad in store.match(identity, term("cancu:reason")) if isinstance(quad.object, Literal)]
    reasons = {tongue: tuple(sorted({one.value for one in said if one.language == tongue})) for tongue in LANGUAGES}
    scores = (float(value_of(quad)) for quad in store.match(identity, term("cancu:score")))
    return Recognised(next(scores, 0.0), reasons)
