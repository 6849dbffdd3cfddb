"""What texts say of documents: one description for all mentions that say exactly the same.

A description stands between a citation (words in a file) and a document (a node of the graph): extraction gives each
citation its description, resolution gives each description its document. Conflicts are descriptions that differ.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, replace

from extract.records import Body, Citation, Extraction, Period, to_dict
from kg.identity import NAMED_TYPES, Key, places_agree
from kg.naming import number_block


@dataclass(frozen=True, slots=True)
class Description:
    """What some sources say of a document, however many they are.

    ``scope`` is the SHA-256 of the file that says it, given only where the key alone could mean several documents: a
    file's own letterhead (``own``), or a local number without its issuer. ``near`` is then the province of the citing
    body, as in a URN. ``as_of`` is the day of the citing document where a law is cited by its bare name: which law
    of that name is meant depends on it. ``implied`` says that the issuer follows from the symbol, not from words.
    ``effective`` is the day of effect, which only the register (``registered``) knows.
    """

    key: Key
    title: str | None = None
    period: Period | None = None
    scope: str | None = None
    near: str | None = None
    as_of: str | None = None
    implied: bool = False
    effective: str | None = None
    own: bool = False
    registered: bool = False

    @property
    def block(self) -> str:
        """Where the description meets others that may be of the same document; its file alone if it says too little."""
        return self.key.block or f"file:{self.scope}"

    @property
    def id(self) -> str:
        """Twenty-four hexadecimal digits, the same on every machine for the same description."""
        return hashlib.sha256(json.dumps(to_dict(self), sort_keys=True).encode()).hexdigest()[:24]


def own_description(extraction: Extraction) -> Description:
    """What a file says of itself: its letterhead and title."""
    document = extraction.document
    return Description(
        Key.of_document(document),
        document.title,
        document.period,
        scope=extraction.source.sha256,
        own=True,
    )


def cited_descriptions(extraction: Extraction) -> tuple[Description | None, ...]:
    """What each citation says, in order; None for one that says too little ("Quyết định của UBND thành phố")."""
    keys = [Key.of_citation(citation) for citation in extraction.citations]
    keys = [key if key.block else _antecedent(key, keys) for key in keys]
    return tuple(
        _description(citation, key, extraction) if key.block else None
        for citation, key in zip(extraction.citations, keys, strict=True)
    )


def _antecedent(bare: Key, keys: list[Key]) -> Key:
    """The one numbered document of the same type and issuer that the file cites elsewhere, else the bare key itself.

    "Quyết định của UBND thành phố" is 3177/QĐ-UBND where that is the only decision of that body in the file.
    """
    if bare.issuer is None:
        return bare
    fitting = {
        (number_block(key.number), key.date): key
        for key in keys
        if key.number and key.issuer and key.type == bare.type and _same_body(key.issuer, bare.issuer)
    }
    return next(iter(fitting.values())) if len(fitting) == 1 else bare


def _same_body(one: Body, other: Body) -> bool:
    return one.kind == other.kind and one.unit == other.unit and one.level == other.level


def _description(citation: Citation, key: Key, extraction: Extraction) -> Description:
    description = Description(key, citation.title, citation.period, implied=citation.issuer_implied)
    document = extraction.document
    if key.type in NAMED_TYPES and not key.number:
        bare = key.date is None
        year = document.period.start[:4] if document.period and document.period.start else None
        return replace(description, as_of=(document.date or year) if bare else None)
    if key.place is None and key.congress is None:
        place = Key.of_document(document).place
        return replace(description, scope=extraction.source.sha256, near=place[0] if place else None)
    return description


def same_place_or_near(description: Description, place: tuple[str, ...] | None) -> bool:
    """Whether a document of that place can be the one meant; a local number without issuer means one nearby."""
    if description.key.place is None and description.near and place:
        return place[0] == description.near
    return places_agree(description.key.place, place)
