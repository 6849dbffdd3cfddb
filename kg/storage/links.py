"""The deriving links of documents, as the graph says them."""

from __future__ import annotations

from extract.records import DERIVING
from kg.graph.terms import RELATIONS

Link = tuple[str, str]
"""A document and the one that it derives from, by id."""

LINKING = tuple(RELATIONS[relation] for relation in sorted(DERIVING))
"""The properties that say such a link."""
