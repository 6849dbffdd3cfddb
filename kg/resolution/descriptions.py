"""What texts say of documents: one description for all mentions that say exactly the same.

A description stands between a citation (words in a file) and a document (a node of the graph): extraction gives each
citation its description, resolution gives each description its document. Conflicts are descriptions that differ.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import defaultdict
from collections.abc import Collection, Hashable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from extract.records import Body, Citation, Document, Extraction, Period
from kg.identity.keys import NAMED_TYPES, Key, compatible, dates_agree, is_day
from kg.identity.law_names import names_bill, names_revision
from kg.identity.naming import figures, has_symbol, leaves_type_open, number_block, year_in
from kg.identity.slips import other_number, slips_in
from kg.law.facts import ENDING

_WORD = re.compile(r"\w+")

ALONE = "file:"
"""What the block of a letterhead begins with that meets nothing but its own copies."""

DOUBTFUL = "slip:"
"""What the block of a mention begins with whose number and day name two years, or whose number is of another type than
the word before it, so that either may be a slip."""


@dataclass(frozen=True, slots=True)
class Description:
    """What some sources say of a document, however many they are.

    ``scope`` is the SHA-256 of the file that says it, given only where the key alone could mean several documents: a
    file's own letterhead (``own``), or a local number without its issuer. ``near`` is then the province of the citing
    body, as in a URN. A letterhead that is ``lost`` has in its place the hash that all copies of one document share.
    ``as_of`` is the last day on which the citing document can have been signed, where no date is cited: which law of a
    name is meant depends on it, and no number of a later day can be. ``not_before`` stands in its place where a law is
    named by a document that tells no day: the newest of what that cites, so that it was made then or later;
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
    document, key = extraction.document, _said(Key.of_document(extraction.document))
    if key.slips_in_symbol:  # "NGHỊ ĐỊNH ... Luật Quản lý thuế số 108/2025/QH15": the number of an act in its title
        key = replace(key, number=None)
    shared = None if key.block else _shared_by_copies(extraction, key)
    return Description(key, document.title or None, document.period, scope=shared or extraction.source.sha256, own=True)


def _said(key: Key) -> Key:
    """The key without empty words, which say nothing."""
    return replace(key, type=key.type or None, number=key.number or None, date=key.date or None, name=key.name or None)


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
    a law that is being revised ("Luật Nhà ở (sửa đổi)"), or a bill of a programme."""
    citations = extraction.citations
    keys = _days_where_they_belong(citations, [_said(Key.of_citation(citation)) for citation in citations])
    titled = [_titled(citation, key, citations, keys) for citation, key in zip(citations, keys, strict=True)]
    own = _said(Key.of_document(extraction.document))
    ends = {key.name_block for citation, key in zip(citations, keys, strict=True) if citation.relation in ENDING}
    named = ({own.name_block} if own.name else ends) - {""} if own.type in NAMED_TYPES and own.number else set()
    others = _by_what_they_complete(keys)
    bases = frozenset(key for citation, key in zip(citations, keys, strict=True) if _is_basis(citation))
    asked = list(zip(keys, titled, strict=True))
    dated = _last_day(extraction.document) is not None
    newest = None if dated else _newest_cited(keys)
    meant = {
        one: own if _is_itself(*one, named) else _completed(*one, others[_completable(one[0])], bases, dated)
        for one in dict.fromkeys(asked)
    }
    return tuple(
        _description(citation, meant[one], one[1], extraction, newest)
        if meant[one].block and not (names_revision(citation) or names_bill(citation, extraction.document.title))
        else None
        for citation, one in zip(citations, asked, strict=True)
    )


def _days_where_they_belong(citations: Sequence[Citation], keys: Sequence[Key]) -> list[Key]:
    """The keys, with the day behind a law that an act's title names taken for the act's where it is of the year in the
    act's number: "Nghị định 47/2021/NĐ-CP quy định chi tiết Luật Doanh nghiệp ngày 01/4/2021"."""
    found = list(keys)
    for turn, (citation, key) in enumerate(zip(citations, keys, strict=True)):
        if key.number or key.type not in NAMED_TYPES or not is_day(key.date):
            continue
        place = citation.within
        while place is not None:  # the title may be within another's
            act = found[place]
            of_its_time = act.type not in NAMED_TYPES and leaves_type_open(act.number or "")  # as a resolution may be
            if not of_its_time and year_in(act.number) == str(key.date)[:4] and act.date in (None, key.date):
                found[turn], found[place] = replace(key, date=None), replace(act, date=key.date)
                break
            place = citations[place].within
    return found


def _titled(citation: Citation, key: Key, citations: Sequence[Citation], keys: Sequence[Key]) -> str | None:
    """The day of the act in whose title a law is named, as far as that is told ("" where it is not); None elsewhere."""
    if citation.within is None or citation.number or citation.type not in NAMED_TYPES:
        return None
    act, its = citations[citation.within], keys[citation.within]
    gave_its_day = citation.date is not None and key.date is None
    titles = " ".join(filter(None, (act.title, act.quote)))
    return (its.date or its.year or "") if gave_its_day or citation.quote in titles else None


def _by_what_they_complete(keys: list[Key]) -> defaultdict[Hashable, list[Key]]:
    """The keys of a file that tell which document is meant by all that they may complete, the last first: a text may
    hold a million."""
    found: defaultdict[Hashable, list[Key]] = defaultdict(list)
    for key in dict.fromkeys(reversed(keys)):
        places: set[Hashable] = set()
        if key.number and has_symbol(key.number):
            short, nameless = replace(key, number=figures(key.number)), replace(key, number=None, name=None)
            places |= {_completable(key), _completable(short), _completable(nameless)}
        if key.type in NAMED_TYPES and key.name_block and (key.number or is_day(key.date)):
            places.add(_completable(replace(key, number=None)))
        for place in places:
            found[place].append(key)
    return found


def _completable(key: Key) -> Hashable:
    """What a key has in common with all that can complete it."""
    if key.number:
        return (number_block(key.number),) if has_symbol(key.number) else (figures(key.number), key.type)
    if key.name:
        return (key.name_block, None, None)
    body = key.issuer
    return (key.type, body.kind, body.unit, body.level) if body else None


def _is_basis(citation: Citation) -> bool:
    """Whether a law is cited among the grounds above a document's first article, not within another act's title."""
    return citation.relation == "based_on" and citation.zone == "preamble" and citation.within is None


def _completed(key: Key, titled: str | None, others: list[Key], bases: frozenset[Key], dated: bool) -> Key:
    """The key with what the same file says elsewhere, if all that fits there is one document; else the key itself.

    "Quyết định của UBND thành phố" is 3177/QĐ-UBND where that is the only decision of that body in the file; an
    undated 23-QĐ/TW has the date that the file gives it elsewhere; "Nghị quyết số 66.13" is 66.13/2026/NQ-CP.
    """
    if key.number is None and key.type in NAMED_TYPES and key.name_block:
        return _law_in_full(key, titled, others, bases, dated)
    if key.number is None and (key.name is not None or key.issuer is None):
        return key
    if key.number and key.complete:
        return key
    fitting: dict[tuple[str, str | None], Key] = {}
    for other in others:
        if _completes(key, other):
            fitting.setdefault((number_block(str(other.number)), other.date), other)
            if len(fitting) > 1:
                return key
    if not fitting:
        return key
    (other,) = fitting.values()
    shown = key.number if key.number and has_symbol(key.number) else other.number
    return replace(other, number=shown, type=key.type or other.type)


def _is_itself(key: Key, titled: str | None, named: Collection[str]) -> bool:
    """Whether a law's text names the law itself, without number or day, and not in another act's title: "Quốc hội ban
    hành Luật Giá". ``named`` are the names that it may go by: its own; where it lost that, those of what it ends."""
    return titled is None and not key.number and not key.date and key.type in NAMED_TYPES and key.name_block in named


def _law_in_full(key: Key, titled: str | None, others: list[Key], bases: frozenset[Key], dated: bool) -> Key:
    """A law named without its number as the same file cites it in full elsewhere: among its ``bases``, or, where it
    tells no day (``dated``), the only one of the name.

    "Luật Tố cáo" is 25/2018/QH14 where the file rests on that. Elsewhere a text may speak of an earlier law ("nộp trước
    ngày ... theo Luật Tố cáo số 03/2011/QH13") and obey the one in force on its day. ``titled`` is the day of the act
    whose title names the law, which is not younger.
    """
    if titled == "" or is_day(titled):  # nothing tells when; or the last law adopted by that day, whichever are cited
        return key
    fitting: dict[str | None, list[Key]] = defaultdict(list)
    for other in others:
        day = other.date or other.year or ""
        if dates_agree(key.date, day) and (titled is None or day[: len(titled)] <= titled):
            fitting[other.year].append(other)
    if titled is None and (dated or len(fitting) > 1):
        fitting = {year: told for year, told in fitting.items() if not bases.isdisjoint(told)}
    if len(fitting) != 1:
        return key
    (told,) = fitting.values()
    numbers = {number_block(other.number): other for other in told if other.number}
    if len(numbers) > 1:
        return key
    dates = {other.date for other in (key, *told) if is_day(other.date)}
    date = next(iter(dates)) if len(dates) == 1 else None
    other = next(iter(numbers.values()), told[0])
    return replace(other, type=key.type or other.type, name=key.name, date=date or other.date)


def _completes(key: Key, other: Key) -> bool:
    """Whether another key of the file says all that this one says, and more."""
    if other.number is None or not has_symbol(other.number):
        return False
    if key.number and has_symbol(key.number):
        return other.complete and compatible(key, other)
    if key.number and figures(key.number) != figures(other.number):
        return False
    same_body = key.issuer is None or (other.issuer is not None and _same_body(key.issuer, other.issuer))
    return key.type == other.type and same_body and dates_agree(key.date, other.date)


def _same_body(one: Body, other: Body) -> bool:
    return one.kind == other.kind and one.unit == other.unit and one.level == other.level


def _newest_cited(keys: Sequence[Key]) -> str | None:
    """The last day that two numbered documents of those cited reach: one alone may be a slip."""
    days: dict[str, str] = {}
    for key in keys:
        if key.number and key.year and not slips_in(key.number, key.date):
            told = key.date or key.year
            days[key.block] = max(days.get(key.block, ""), told + "-01-01"[len(told) - 4 :])
    return sorted(days.values())[-2] if len(days) > 1 else None


def _description(
    citation: Citation, key: Key, titled: str | None, extraction: Extraction, newest: str | None
) -> Description:
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
    elif key.date is None and (by_name or (key.number and year_in(key.number) is None)):
        description = replace(description, as_of=_last_day(extraction.document))
    if by_name:
        return replace(description, not_before=newest) if key.date is None and titled is None else description
    if (key.place is None and key.congress is None) or (key.number and not has_symbol(key.number)):
        place = Key.of_document(extraction.document).place
        return replace(description, scope=extraction.source.sha256, near=place[0] if place else None)
    return description


def _last_day(document: Document) -> str | None:
    """The day of signing as far as it is known, else the end of the period that the document is for."""
    return document.date or (document.period.end if document.period else None)
