"""Who is who: names for documents (URN:LEX, RFC 9676), and the keys under which mentions of one document meet.

A number alone names nothing: every province has its 61/KH-UBND. A document is (issuer, type, number, date).
The table of our authority and measure names is docs/identity.md.
"""

from __future__ import annotations

import hashlib
import re
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import lru_cache

from extract.records import Body, Citation, Document, Period
from kg.identity.books import book_of
from kg.identity.congress import Congress, congress_in
from kg.identity.law_names import is_law_name, law_kind, law_slug, name_beside_number
from kg.identity.naming import (
    dotted,
    is_central,
    leaves_type_open,
    measure_of,
    number_block,
    number_slug,
    units_of,
    with_symbol,
    year_in,
)
from kg.identity.slips import has_others_symbol, meant_number
from ontology import types_with

PROVISIONAL = "https://w3id.org/cancu/provisional/"
"""Before the name of a document whose date, number or issuer is not known; what follows has the shape of a URN."""

UNKNOWN = "-"
"""What stands in a provisional name for a part that is not known."""

REFORM = "2025-07-01"
"""The day the district level ended and local bodies began to number anew."""

_DOTTED = r"[a-z0-9]+(?:\.[a-z0-9]+)*"
_URN = re.compile(
    rf"urn:lex:(?P<country>[a-z]{{2}})(?P<units>(?:;{_DOTTED})*)"
    rf":(?P<authority>{_DOTTED}(?:\+{_DOTTED})*):(?P<measure>{_DOTTED})"
    rf":(?P<date>\d{{4}}-\d{{2}}-\d{{2}});(?P<number>[a-z0-9]+(?:[.-][a-z0-9]+)*)"
)
_ORDINAL = re.compile(r"\s+lần thứ\s+(?:[IVXL]+|\d+)\b")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
UNITS_NEEDED = {"central": 0, "province": 1, "district": 2, "commune": 2, "other": 0}
NAMED_TYPES = types_with("known_by_name")
ANY_TYPE = frozenset({None}) | types_with("any_type")


@dataclass(frozen=True, slots=True, order=True)
class Urn:
    """The name of one document by RFC 9676.

    ::

        urn:lex:vn;tinh.lang.son;xa.dinh.lap:uy.ban.nhan.dan:ke.hoach:2026-05-25;179-kh-ubnd
                ── ──────────── ──────────── ─────────────── ──────── ────────── ───────────
           country units (the province first) authority      measure    date       number

    Every part is lower-case ASCII. ``authority`` is a body's name without its unit; joint issuers stand in
    alphabetical order ("bo.noi.vu+bo.tai.chinh"). ``date`` is a full ISO day.
    """

    units: tuple[str, ...]
    authority: tuple[str, ...]
    measure: str
    date: str
    number: str
    country: str = "vn"

    def __post_init__(self) -> None:
        if not _URN.fullmatch(str(self)):
            raise ValueError(f"not the URN:LEX name of a document: {self}")

    def __str__(self) -> str:
        place = ";".join((self.country, *self.units))
        return f"urn:lex:{place}:{'+'.join(self.authority)}:{self.measure}:{self.date};{self.number}"

    @classmethod
    def parse(cls, text: str) -> Urn:
        """The inverse of ``str``. Raises ValueError for anything that is not such a name."""
        found = _URN.fullmatch(text)
        if found is None:
            raise ValueError(f"not the URN:LEX name of a document: {text!r}")
        return cls(
            units=tuple(found["units"].split(";")[1:]),
            authority=tuple(found["authority"].split("+")),
            measure=found["measure"],
            date=found["date"],
            number=found["number"],
            country=found["country"],
        )


@dataclass(frozen=True, slots=True)
class Key:
    """What a mention, a letterhead or a row of the register says of which document it means.

    ``type`` is a code of ontology/types.csv; ``date`` ISO, partial where the text is; ``name`` the full name of a
    document known by name ("Luật Tố cáo", "Nghị quyết Đại hội XIV của Đảng"), with or without a number.
    """

    type: str | None
    number: str | None = None
    date: str | None = None
    issuer: Body | None = None
    name: str | None = None
    co_issuers: tuple[Body, ...] = ()

    def __hash__(self) -> int:  # keys are looked up by the thousand; what tells nearly all apart is enough
        return hash((self.type, self.number, self.date, self.name, self.issuer and self.issuer.name))

    @classmethod
    def of_citation(cls, citation: Citation) -> Key:
        """The key of a mention. A congress's term joins its name, because that is what tells it apart."""
        name = citation.name
        term = citation.period.start if citation.period else None
        if name and term and "dai.hoi" in dotted(name) and "nhiem.ky" not in dotted(name):
            name = f"{name}, nhiệm kỳ {term[:4]}"
        if name is None and citation.number and citation.type in NAMED_TYPES and leaves_type_open(citation.number):
            name = name_beside_number(citation)
            if name is None and citation.title:
                name = f"{citation.type_label} {citation.title.removeprefix('về ')}"
        number = citation.number and with_symbol(citation.number, citation.type)
        issuer = _standing(citation.issuer)
        return cls(citation.type, number, citation.date, issuer, name, _in_order(citation.co_issuers))

    @classmethod
    def of_document(cls, document: Document) -> Key:
        """The key of a document by its own letterhead; a law is also known by its name."""
        name = None
        if document.type in NAMED_TYPES and document.title:
            whole = is_law_name(document.title) and law_slug(document.title)
            name = document.title if whole else f"{document.type_label} {document.title}"
        issuer = _standing(document.issuer)
        return cls(document.type, document.number, document.date, issuer, name, _in_order(document.co_issuers))

    @property
    def block(self) -> str:
        """The string under which all mentions meet that could be one document; "" where nothing can be compared.

        "23- QĐ/TW", "23-QĐi/TW" and "qd 23/qdtw" meet under "23.qdtw", a congress's resolutions under its unit
        ("dai.hoi:vn"), a law without number under its folded name.
        """
        if self.number:
            return _number_block(self.number, self.date)
        congress = self.congress
        return f"dai.hoi:{congress.place}" if congress is not None else self.name_block

    @property
    def name_block(self) -> str:
        """The folded name, whether or not there is a number; "" without a name that tells anything."""
        return _name_block(self.name) if self.name else ""

    @property
    def congress(self) -> Congress | None:
        """The congress whose resolution this is, None for any other document."""
        return congress_in(self.name, self.issuer) if self.name and not self.number else None

    @property
    def place(self) -> tuple[str, ...] | None:
        """The issuer's units, the province first: () for a central body, and for laws, which no other makes; None where
        the text does not tell."""
        if self.issuer is not None and (self.issuer.unit or self.issuer.level == "central"):
            return units_of(self.issuer)
        return () if self.number and (self.type in NAMED_TYPES or is_central(self.number)) else None

    @property
    def year(self) -> str | None:
        """The year inside a number such as 59/2023/NĐ-CP, else that of the date."""
        number = meant_number(self.number, self.date) if self.number else None
        return year_in(number) or (self.date[:4] if self.date else None)

    @property
    def slips_in_symbol(self) -> bool:
        """Whether type and number contradict each other: "Thông tư số 06/2024/NĐ-CP"."""
        return has_others_symbol(self.type, self.number)

    @property
    def authority(self) -> tuple[str, ...]:
        """The issuers' names without their units, in the order of the alphabet; () where none is known. Who heads a
        body stands for it."""
        issuers = [body for body in (self.issuer, *self.co_issuers) if body is not None]
        bodies = {dotted(book_of(body.kind, persons_only=True)) for body in issuers}
        return tuple(sorted(bodies - {""}))

    @property
    def complete(self) -> bool:
        """Whether type, number, full date and the issuer with its units are known, so that a URN can be minted."""
        return (
            bool(self.type and self.number and number_slug(self.number) and self.authority)
            and is_day(self.date)
            and self.is_placed
        )

    @property
    def is_placed(self) -> bool:
        """Whether all units of the issuer are known."""
        place, needed = self.place, UNITS_NEEDED[self.issuer.level] if self.issuer is not None else 0
        return place is not None and len(place) >= needed

    def iri(self, distinction: str = "") -> str:
        """The document's URN, or its provisional name where the key is incomplete.

        ``distinction`` keeps apart what an incomplete key alone would confuse (a source, a title); only a hash of it
        is shown.
        """
        place, measure = self.place, measure_of(self.type) if self.type else UNKNOWN
        if self.complete:
            with suppress(ValueError):  # a unit of signs alone, "xã ...", leaves no name
                return str(Urn(place or (), self.authority, measure, str(self.date), number_slug(str(self.number))))
        where = ";".join(("vn", *((UNKNOWN,) if place is None else place)))
        authority, date = "+".join(self.authority) or UNKNOWN, self.date or UNKNOWN
        what = number_slug(self.number) if self.number else self.name_block
        congress = self.congress
        if congress:
            where = "vn" if congress.place == "vn" else f"vn;{congress.place}"
            authority, date = "dai.hoi", UNKNOWN
            what = f"lan.thu.{congress.ordinal}" if congress.ordinal else f"nhiem.ky.{congress.term}"
        mark = f"~{hashlib.sha256(distinction.encode()).hexdigest()[:12]}" if distinction else ""
        return f"{PROVISIONAL}{where}:{authority}:{measure}:{date};{what or UNKNOWN}{mark}"


@dataclass(frozen=True, slots=True)
class Keys:
    """The keys of one text: its ``own``, what its citations say (``cited``), and which documents they mean as far as
    the text tells somewhere (``meant``), in order."""

    own: Key
    cited: tuple[Key, ...]
    meant: tuple[Key, ...]


@lru_cache(maxsize=65_536)
def _number_block(number: str, date: str | None) -> str:
    return number_block(meant_number(number, date))


@lru_cache(maxsize=65_536)
def _name_block(name: str) -> str:
    return law_slug(name) if is_law_name(name) else dotted(name)


def _standing(body: Body | None) -> Body | None:
    """A congress as the body that it is each time: its ordinal tells the resolution apart, not the body."""
    return replace(body, name=_ORDINAL.sub("", body.name)) if body and body.name.startswith("Đại hội ") else body


def _in_order(bodies: tuple[Body, ...]) -> tuple[Body, ...]:
    return tuple(sorted(bodies, key=lambda body: body.name)) if len(bodies) > 1 else bodies


def is_id(text: str) -> bool:
    """Whether a text is the id of a document: its URN, or its provisional name."""
    return text.startswith(("urn:lex:", PROVISIONAL))


@lru_cache(maxsize=65_536)
def is_day(date: str | None) -> bool:
    """Whether an ISO date is a full day rather than partial or missing."""
    return date is not None and len(date) == 10 and _DAY.fullmatch(date) is not None


def year_of(key: Key, period: Period | None) -> str | None:
    """The year that a document belongs to: that of its day, else of its number, else the only one of its period."""
    if key.date or key.year:
        return key.date[:4] if key.date else key.year
    start, end = (period.start or "", period.end or "") if period is not None else ("", "")
    return start[:4] if start and start[:4] == end[:4] else None


def places_agree(one: tuple[str, ...] | None, other: tuple[str, ...] | None) -> bool:
    """Whether two places can be the same: equal, unknown, or one lacks only the province."""
    if one is None or other is None or one == other:
        return True
    return bool(one and other) and one[-1] == other[-1] and 1 in (len(one), len(other))


def dates_agree(one: str | None, other: str | None) -> bool:
    """Whether two dates can be the same day: "2022" agrees with "2022-11-10", None with all."""
    return one is None or other is None or one.startswith(other) or other.startswith(one)


def types_agree(one: Key, other: Key) -> bool:
    """Whether two mentions can be of one type. Under one number the symbol settles it, wherever it names a type; where
    it is another type's than the word before it, either may be the slip, and only the day tells that it is the word."""
    if law_kind(one.type) == law_kind(other.type) or one.type in ANY_TYPE or other.type in ANY_TYPE:
        return True
    if one.number is None or other.number is None:
        return False
    if one.slips_in_symbol or other.slips_in_symbol:
        return is_day(one.date) and one.date == other.date
    return not leaves_type_open(one.number)


def compatible(one: Key, other: Key) -> bool:
    """Whether two keys can mean one document, nothing in them contradicting: block, type, place and date agree."""
    if not one.block == other.block != "" or not types_agree(one, other):
        return False
    if one.congress and other.congress:
        return one.congress.agrees_with(other.congress)
    return places_agree(one.place, other.place) and dates_agree(one.date, other.date)


def same_register(one: Key, other: Key) -> bool:
    """Whether two keys take one number of one year from one body's book (sổ đăng ký văn bản), even on other days.

    State numbers restart every year and Party numbers more rarely, so number, issuer and year name one document and
    a differing day is somebody's slip. No book of a local body crosses 1 July 2025.
    """
    if not one.number or not other.number or one.block != other.block or not types_agree(one, other):
        return False
    if one.place is None or not places_agree(one.place, other.place) or one.year is None or one.year != other.year:
        return False
    if one.place == () or not (is_day(one.date) and is_day(other.date)):
        return True
    return (str(one.date) < REFORM) == (str(other.date) < REFORM)
