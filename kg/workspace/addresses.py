"""Ids of documents where a slash cannot stand, such as in the address of a page, and back; names of places."""

from __future__ import annotations

from kg.graph.terms import source_iri
from kg.identity.keys import PROVISIONAL, is_id

__all__ = ["address_of", "id_at", "is_id", "place_iri"]

_SHORT = "provisional:"


def address_of(document: str) -> str:
    """A URN as it is; a provisional id without what all of them begin with: "provisional:vn:quoc.hoi:luat:-;..."."""
    return f"{_SHORT}{document.removeprefix(PROVISIONAL)}" if document.startswith(PROVISIONAL) else document


def id_at(address: str) -> str:
    """The id again."""
    return f"{PROVISIONAL}{address.removeprefix(_SHORT)}" if address.startswith(_SHORT) else address


def place_iri(sha256: str, start: int) -> str:
    """What names the character ``start`` of a source, by its content, wherever it lies (RFC 5147)."""
    return f"{source_iri(sha256).value}#char={start}"
