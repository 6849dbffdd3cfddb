"""The record: what extraction says of one document.

The same shape as dataclasses here and as one JSON object a document (``cancu extract --format jsonl``).
Offsets count Python characters (code points) of the text as it was decoded, before any repair, and for
every citation ``quote == text[start:end]``. Dates are ISO strings, partial where the document is:
``"2022"``, ``"2026-01"``, ``"2026-02-26"``.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from typing import Any, Literal

from ontology.numbers import Numbering, numbering_of

Relation = Literal[
    "based_on", "implements", "cites", "supersedes", "repeals", "amends", "corrects", "suspends", "extends"
]
DERIVING: frozenset[Relation] = frozenset({"based_on", "implements"})
"""Along which a document derives from another; the others only touch it."""
Changing = Literal["supersedes", "repeals", "amends", "corrects", "suspends", "extends"]
"""What changes the cited document, or how long it holds."""
CHANGING: frozenset[Relation] = frozenset({"supersedes", "repeals", "amends", "corrects", "suspends", "extends"})
Scope = Literal["whole", "part"]
Zone = Literal["preamble", "body", "footnote", "annex"]
Level = Literal["central", "province", "district", "commune", "other"]
AnaphorKind = Literal["self", "alias", "previous"]
Unread = Literal["number", "accents", "letters"]
"""What of a document cannot be read: the serial of its own number; its accents are lost; its letters are wrong."""


Kind = Literal["document", "letter", "consolidated", "news", "qa", "encyclopedia", "form", "page"]
"""What a text is; ``letter``: with a document that it encloses; ``page``: any other that is no document."""
PAGES: frozenset[Kind] = frozenset({"news", "qa", "encyclopedia", "form", "page"})
"""Sources that speak of documents and are none."""


@dataclass(frozen=True, slots=True)
class Body:
    """An issuing body (cơ quan ban hành).

    ``name`` is full and canonical ("Ủy ban nhân dân tỉnh Lạng Sơn"); ``kind`` the name without its unit, as a
    slug ("uy-ban-nhan-dan"); ``unit`` the unit with its kind word ("tỉnh Lạng Sơn", "xã Đình Lập"), None for
    central bodies; ``province`` the province that the unit lies in or is ("tỉnh Lạng Sơn"), None if unknown.
    """

    name: str
    kind: str
    level: Level
    unit: str | None = None
    province: str | None = None


@dataclass(frozen=True, slots=True)
class Period:
    """A period named in a title (thời kỳ), both days included; ``end`` None: "và những năm tiếp theo"."""

    start: str | None
    end: str | None


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signed (người ký): name, position (chức vụ), and on whose behalf ("TM. ỦY BAN NHÂN DÂN / KT. CHỦ TỊCH")."""

    name: str | None
    position: str | None
    on_behalf_of: str | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """Where the text came from: path as given, SHA-256 of the file's bytes, media type, length in characters."""

    path: str
    sha256: str
    media_type: str
    characters: int


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the file (trang): the offset at which its text begins, its number from 1, and, for a page that was
    recognised from an image, how sure the recognition is, from 0 to 1."""

    start: int
    number: int
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class SourceText:
    """A text as read: ``text`` is what all offsets count in; ``warnings`` are sentences about the reading.

    ``pages`` are in the order of their text (a page whose footnotes stand at the end comes twice) and empty where the
    file has none; ``paragraphs`` are the offsets at which paragraphs begin, empty for plain text.
    """

    text: str
    source: Source
    warnings: tuple[str, ...] = ()
    pages: tuple[Page, ...] = ()
    paragraphs: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """The document's own data, from letterhead, title and signature (thể thức văn bản).

    ``numbering`` is the number in its parts, with an empty serial where that is blank; ``warnings`` are sentences for
    people; ``unread`` says to programs what could not be read. ``in_force`` is the time for which the text says that it
    is in force; None where it says none, or several. A text that is no document (``kind`` is one of
    :data:`PAGES`) has none of the rest.
    """

    number: str | None = None
    symbol: str | None = None
    numbering: Numbering | None = None
    type: str | None = None
    type_label: str | None = None
    date: str | None = None
    place: str | None = None
    issuer: Body | None = None
    co_issuers: tuple[Body, ...] = ()
    province: str | None = None
    title: str | None = None
    period: Period | None = None
    signer: Signer | None = None
    recipients: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    unread: tuple[Unread, ...] = ()
    kind: Kind = "document"
    in_force: Period | None = None


@dataclass(frozen=True, slots=True)
class Citation:
    """One mention of another document (viện dẫn).

    ``number`` is repaired, ``numbering`` the same in its parts, ``number_as_written`` the author's; ``repairs`` names
    what was mended.
    ``name`` is the repaired full name of a document cited without number ("Luật Tố cáo"), else None.
    ``within`` is the index of the citation whose title or qualifier holds this one.
    ``trigger`` holds the words that decided ``relation``, None where nothing but the place did.
    """

    start: int
    end: int
    quote: str
    zone: Zone
    type: str | None
    type_label: str | None
    number: str | None
    number_as_written: str | None
    date: str | None
    issuer: Body | None
    issuer_implied: bool
    title: str | None
    relation: Relation
    name: str | None = None
    co_issuers: tuple[Body, ...] = ()
    period: Period | None = None
    within: int | None = None
    pinpoint: str | None = None
    repairs: tuple[str, ...] = ()
    trigger: str | None = None
    numbering: Numbering | None = None

    @property
    def recited_title(self) -> str | None:
        """The title as a recital gives it; None elsewhere, where the words behind a number may be a heading's, a
        provision's, or the author's own, or go on with the title of the document itself."""
        return self.title if self.zone == "preamble" and self.pinpoint is None and self.relation != "cites" else None


@dataclass(frozen=True, slots=True)
class Stated:
    """A relation that the text states between two cited documents; both ends are citation indexes.

    ``subject`` None: this document itself. It ``supersedes`` (thay thế) what it takes the place of and ``repeals``
    (bãi bỏ, hết hiệu lực) what nothing replaces. ``scope`` "part" for a partial repeal or amendment. ``effective`` is
    the ISO day from which it holds: the clause's own, else that from which this document says that it holds.
    """

    subject: int | None
    relation: Changing
    object: int
    scope: Scope = "whole"
    effective: str | None = None


@dataclass(frozen=True, slots=True)
class Anaphor:
    """A short way of pointing back ("Nghị định này", "Thông tư nêu trên", a declared alias): never a citation.

    ``refers_to`` is a citation index, None when it means this document (``kind`` "self") or is declined.
    """

    start: int
    end: int
    quote: str
    kind: AnaphorKind
    refers_to: int | None


@dataclass(frozen=True, slots=True)
class Collected:
    """Whose words a stretch of a codification (bộ pháp điển) is: an article of the act that a citation (``act``, its
    index) names, in force ``since`` a day; None where that is not told. ``changed`` is the day from which the last act
    that amended the article is in force: its words may be of that act. Days are ISO."""

    start: int
    end: int
    act: int | None
    since: str | None
    changed: str | None = None


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that one document yields."""

    source: Source
    document: Document
    citations: tuple[Citation, ...] = ()
    stated: tuple[Stated, ...] = ()
    anaphora: tuple[Anaphor, ...] = ()
    collected: tuple[Collected, ...] = ()


def to_dict(record: Any) -> Any:
    """The record (or any part of it) as JSON-ready dicts, lists and strings, in field order."""
    if isinstance(record, tuple):
        return [to_dict(item) for item in record]
    names = _names(record.__class__)
    return {name: to_dict(getattr(record, name)) for name in names} if names else record


@cache
def _names(kind: type) -> tuple[str, ...]:
    """The fields of a kind of record, none of any other value; there are dozens of values for every record."""
    return tuple(field.name for field in fields(kind)) if is_dataclass(kind) else ()


def to_json(extraction: Extraction) -> str:
    """One line of JSON, Vietnamese letters as they are: that of :func:`to_dict`, in half the time."""
    return _ENCODER.encode(extraction)


def _fields(record: Any) -> dict[str, Any]:
    """The fields of a record by their names. Raises TypeError for any other value."""
    names = _names(record.__class__)
    if not names:
        raise TypeError(f"{record.__class__.__name__} is no part of a record")
    return {name: getattr(record, name) for name in names}


_ENCODER = json.JSONEncoder(ensure_ascii=False, check_circular=False, default=_fields)


def _body(data: dict[str, Any] | None) -> Body | None:
    return None if data is None else Body(**data)


def _numbering(data: dict[str, Any]) -> Numbering | None:
    """The value of the number in ``data``; records that were written before it was carried have the number alone."""
    value = data.get("numbering")
    if value is not None:
        return Numbering(**value | {"issuers": tuple(value["issuers"])})
    return numbering_of(data["number"]) if data["number"] else None


def _period(data: dict[str, Any] | None) -> Period | None:
    return None if data is None else Period(**data)


def _bodies(data: list[dict[str, Any]]) -> tuple[Body, ...]:
    return tuple(Body(**item) for item in data)


def from_dict(data: dict[str, Any]) -> Extraction:
    """The inverse of :func:`to_dict`. Raises KeyError or TypeError on a foreign shape."""
    document = dict(data["document"])
    document |= {
        "issuer": _body(document["issuer"]),
        "co_issuers": _bodies(document["co_issuers"]),
        "period": _period(document["period"]),
        "in_force": _period(document.get("in_force")),
        "signer": None if document["signer"] is None else Signer(**document["signer"]),
        "recipients": tuple(document["recipients"]),
        "warnings": tuple(document["warnings"]),
        "unread": tuple(document.get("unread", ())),
        "numbering": _numbering(document),
    }
    citations = tuple(
        Citation(
            **item
            | {
                "issuer": _body(item["issuer"]),
                "co_issuers": _bodies(item["co_issuers"]),
                "period": _period(item["period"]),
                "repairs": tuple(item["repairs"]),
                "numbering": _numbering(item),
            }
        )
        for item in data["citations"]
    )
    return Extraction(
        source=Source(**data["source"]),
        document=Document(**document),
        citations=citations,
        stated=tuple(Stated(**item) for item in data["stated"]),
        anaphora=tuple(Anaphor(**item) for item in data["anaphora"]),
        collected=tuple(Collected(**item) for item in data.get("collected", ())),
    )
