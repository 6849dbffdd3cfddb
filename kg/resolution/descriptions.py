"""What texts say of documents: one description for all mentions that say exactly the same.

A description stands between a citation (words in a file) and a document (a node of the graph): extraction gives each
citation its description, resolution gives each description its document. Conflicts are descriptions that differ.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass, replace
from functools import lru_cache

from extract.records import Citation, Extraction, Period
from kg.identity.keys import NAMED_TYPES, Key, is_day
from kg.identity.law_names import names_bill, revised
from kg.identity.naming import has_symbol, number_block, year_in
from kg.identity.slips import other_number
from kg.law.amenders import mistaken_amenders
from kg.law.in_full import Told, newest_cited, said_by, to_come, told_in, year_after
from kg.law.register import load_register
from kg.law.strays import strays
from kg.law.written import Written, last_day, written_with
from ontology import types_with
from ontology.numbers import numbering_of

_WORD = re.compile(r"\w+")

FEW = 3
"""Sources that must tell of a document of a number or a name before others are taken to mean it, where it is not the
only one, and neither the register nor its own letterhead knows it."""

ALONE = "file:"
"""What the block of a letterhead begins with that meets nothing but its own copies."""

_NUMBERED_ANEW = types_with("consolidates")
"""Types whose small numbers come again each year, and of which a page tells no day: 04/VBHN-BCT is another's there."""

_BEARS_YEAR = types_with("lays_down_rules")
"""Types whose numbers bear their years."""

DOUBTFUL = "slip:"
"""What the block of a mention begins with whose number and day name two years, or whose number is of another type than
the word before it, so that either may be a slip."""


@dataclass(frozen=True, slots=True)
class Description:
    """What some sources say of a document, however many they are.

    ``scope`` is the SHA-256 of the file that says it, given only where the key alone could mean several documents: a
    file's own letterhead (``own``), a local number without its issuer, a consolidated text's of any year, or one that
    lacks the year which it should bear. ``near`` is then the province of the citing body, as in a URN. A letterhead
    that is ``lost`` has in its place the hash that all copies of one document share.
    ``as_of`` is the last day on which the citing document can have been signed, where no date is cited: which law of a
    name is meant depends on it, and no number of a later day can be; of a number in a document that tells no day, the
    year by which that was made. ``not_before`` stands in its place where a law is
    named by a document that tells no day: the newest of what that cites, so that it was made then or later; both where
    a codification names a law in an article that was amended: the words are of then, or of any time between;
    ``adopted_by`` where a law is named in another act's title: it had been adopted by that act's day, in force or not.
    ``implied`` says that the issuer follows from the symbol, not from words. ``recited``: the title stands in a
    recital; elsewhere words behind a number may be a heading's, a provision's, or the author's own. ``effective`` is
    the day of effect, which only the register (``registered``) knows.
    """

    key: Key
    title: str | None = None
    period: Period | None = None
    scope: str | None = None
    near: str | None = None
    as_of: str | None = None
    adopted_by: str | None = None
    not_before: str | None = None
    implied: bool = False
    recited: bool = False
    effective: str | None = None
    own: bool = False
    registered: bool = False

    @property
    def block(self) -> str:
        """Where the description meets others that may be of the same document; its file alone if it says too little.

        What names two years or two types meets only what says the same, so that it founds no document of a year or a
        symbol that is a slip.
        """
        if self.readings:
            return f"{DOUBTFUL}{'|'.join(self.readings)}"
        return self.key.block or f"{ALONE}{self.scope}"

    @property
    def readings(self) -> tuple[str, ...]:
        """The blocks in which its document may stand where its number and its day name two years: that of its number
        and that of the number with the year of the day; that of its number alone where its symbol is another type's.
        () for all others, and where it tells a document of its own."""
        key = self.key
        if self.own or self.registered or key.number is None:
            return ()
        if key.slips_in_symbol:
            return (key.block,) if key.is_placed else ()
        if key.date is None:
            return ()
        other = other_number(key.number, key.date)
        return (key.block, number_block(other)) if other is not None and key.complete else ()

    @property
    def blocks(self) -> tuple[str, ...]:
        """The blocks of the documents that it may mean: two where it names two years."""
        return self.readings or (self.block,)

    @property
    def tells_title(self) -> bool:
        """Whether its title is surely one: of a recital, a letterhead, the register."""
        return self.title is not None and (self.recited or self.own or self.registered)

    @property
    def is_anytime(self) -> bool:
        """Whether its number may be of any year: neither it nor the file tells a day, and the number bears no year."""
        return self.key.date is None and not is_day(self.as_of) and year_in(self.key.number) is None

    @property
    def is_timeless(self) -> bool:
        """Whether its number comes again with each year or term, and nothing tells when the file was made."""
        restarts = self.is_anytime and self.scope is None and self.key.type not in _BEARS_YEAR
        return restarts and self.as_of is None and not self.own

    @property
    def lost(self) -> bool:
        """Whether it is a letterhead that tells neither a number nor a name: it meets none but its own copies."""
        return self.own and not self.key.block

    @property
    def id(self) -> str:
        """Twenty-four hexadecimal digits, the same on every machine for the same description."""
        return _identifier(self)


@lru_cache(maxsize=65_536)
def _identifier(said: Description) -> str:
    key, period = said.key, said.period
    bodies = [
        (body.name, body.kind, body.level, body.unit, body.province)
        for body in (key.issuer, *key.co_issuers)
        if body is not None
    ]
    parts: list[object] = [key.type, key.number, key.date, key.name, bodies, said.title, said.scope, said.near]
    parts += [said.as_of, said.adopted_by, said.implied, said.recited, said.effective, said.own, said.registered]
    parts += [period.start, period.end] if period else []
    parts += ["not before", said.not_before] if said.not_before else []
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:24]


def own_description(extraction: Extraction) -> Description:
    """What a file says of itself: its letterhead and title."""
    document, key = extraction.document, said_by(Key.of_document(extraction.document))
    if key.slips_in_symbol:  # "NGHỊ ĐỊNH ... Luật Quản lý thuế số 108/2025/QH15": the number of an act in its title
        key = replace(key, number=None)
    shared = None if key.block else _shared_by_copies(extraction, key)
    return Description(key, document.title or None, document.period, scope=shared or extraction.source.sha256, own=True)


def _shared_by_copies(extraction: Extraction, key: Key) -> str | None:
    """The hash of all by which copies of a document without number are known; None where a file says too little.

    Issuer, type, title and all that is cited are the same, and so is what is left of day and symbol. Spaces, capitals
    and how a citation is worded may differ; titles that differ in a single word or accent are two documents.
    """
    cited = {(said.block, said.date or "") for said in map(Key.of_citation, extraction.citations) if said.block}
    title = " ".join(_WORD.findall((extraction.document.title or "").casefold()))
    if not (key.issuer and key.type and title and (is_day(key.date) or cited)):
        return None
    issuers = [[body.name.casefold(), body.unit, body.province] for body in (key.issuer, *key.co_issuers)]
    period, symbol = extraction.document.period, number_block(extraction.document.symbol or "")
    span = [period.start, period.end] if period else []
    told = [key.type, issuers, key.date, title, span, symbol, sorted(cited)]
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()


def cited_descriptions(extraction: Extraction) -> tuple[Description | None, ...]:
    """What each citation says, in order; None for one that says too little ("Quyết định của UBND thành phố"), or names
    a law that is being revised ("Luật Nhà ở (sửa đổi)"), or a bill of a programme, or what is yet to come, or by a slip
    of its number what amended an act."""
    told = told_in(extraction)
    said = [one.said for one in told]
    day = last_day(extraction.document)
    of_its_day = day is not None and extraction.document.kind == "document"  # a page may be older than what it tells
    later = to_come(said, str(day)) if of_its_day else frozenset[Key]()
    file = written_with(extraction.document) if day is not None else Written(None, newest_cited(said))
    rests = Written(day) if day is not None and extraction.document.type in NAMED_TYPES else file
    last = day or year_after(said)
    meant = [one.meant for one in told]
    mistaken = mistaken_amenders(extraction, meant, load_register()) | strays(extraction, meant)
    mistaken |= revised(extraction.citations)
    return tuple(
        _description(citation, one, extraction, last, rests if citation.zone == "preamble" else file)
        if one.meant.block
        and one.said not in later
        and place not in mistaken
        and not names_bill(citation, extraction.document.title)
        else None
        for place, (citation, one) in enumerate(zip(extraction.citations, told, strict=True))
    )


def _description(
    citation: Citation, told: Told, extraction: Extraction, last: str | None, file: Written
) -> Description:
    key, titled, when = told.meant, told.titled, told.written or file
    description = Description(
        key,
        citation.title or None,
        citation.period,
        implied=citation.issuer_implied,
        recited=bool(citation.recited_title),
    )
    by_name = key.type in NAMED_TYPES and not key.number
    if key.date is None and titled is not None:
        description = replace(description, adopted_by=(titled or None) if by_name else None)
    elif key.date is None and by_name:
        return replace(description, as_of=when.until, not_before=when.since)
    elif key.date is None and key.number and year_in(key.number) is None:
        description = replace(description, as_of=told.written.until if told.written else last)
    if by_name:
        return description
    anybodys = (key.place is None and key.congress is None) or (key.number and not has_symbol(key.number))
    if anybodys or _is_of_its_file(description):
        place = Key.of_document(extraction.document).place
        return replace(description, scope=extraction.source.sha256, near=place[0] if place else None)
    return description


def _is_of_its_file(said: Description) -> bool:
    """Whether a number without day may be any year's, and nothing but its own file could tell which: a consolidated
    text's, or one that lacks the year which it should bear, "86/TT-BTC"."""
    key = said.key
    if key.number is None or key.date is not None or year_in(key.number):
        return False
    return key.type in _NUMBERED_ANEW or (key.type in _BEARS_YEAR and bool(numbering_of(key.number).types))
