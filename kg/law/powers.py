"""Who may end or change whose documents: the hierarchy of acts (``ontology/powers.csv``), and who is no act at all.

What a text is read to state against it is no fact about the documents, but a finding about the text.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal, cast

from extract.records import CHANGING, DERIVING, PAGES, Changing, Citation, Extraction, Relation
from kg.identity.books import book_of, one_book
from kg.identity.keys import NAMED_TYPES, REFORM, Key, is_day, places_agree
from kg.identity.naming import year_in
from kg.identity.titles import alike
from kg.law.words import says
from ontology import table, types_of, types_with, units
from ontology.numbers import numbering_of
from ontology.spelling import fold

ACTS = types_with("changes_acts")
"""Types that change law or Party rules."""
TELLING = ACTS | types_with("consolidates")
"""Types that are believed in what they tell of other acts: a consolidated text does in its notes."""

Breach = Literal["consolidates", "sides", "no_act", "below", "kind", "elsewhere", "younger"]
"""Why a document cannot change another: it gives the text of others; one is the Party's and one the State's; it is a
plan, a letter, a report, and the other not its own body's of its kind; its issuer stands below; its kind does; another
unit, which did not become part of its own, issued the other; the other was not made before it."""

Doubt = Literal["below", "kind", "elsewhere", "implied", "except", "loose", "title", "days"]
"""Why what an act is read to have changed may be another's or none; ``implied``: the earlier one is of before a merger,
and the text names no unit, so that it may be that of any of the units merged; ``except``: a part of it stays;
``loose``: what says that it is amended stands elsewhere than before its name; ``title``: the title of the act named
before it may go on with it; ``days``: what it stands in takes effect on another day."""


_RULES_BEAR_THEIR_YEAR = "1997"
"""The first year in which, by law, the number of what lays down rules of law bears its year."""
_OF_ASSEMBLY = re.compile(r"QH\d*$")


@dataclass(frozen=True, slots=True)
class Rank:
    """A row of the hierarchy: the lower the number, the higher; ``reaches`` is the highest that it may change."""

    side: str
    rank: int
    reaches: int
    level: str
    label: str
    label_en: str


@dataclass(frozen=True, slots=True)
class _Row:
    rank: Rank
    types: frozenset[str]
    issuer: re.Pattern[str] | None
    symbol: re.Pattern[str] | None

    def is_of(self, key: Key, level: str | None) -> bool:
        """Whether a document is of this row: by type, and by who issued it, or by its symbol where nobody is named."""
        if self.types and key.type not in self.types:
            return False
        by_symbol = self.symbol is not None and self.symbol.fullmatch(_symbol(key)) is not None
        if self.rank.level:
            at_level = level == self.rank.level and (self.issuer is None or self._issued(key))
            return at_level or (level is None and by_symbol)
        return by_symbol or self._issued(key) or (self.issuer is None and self.symbol is None)

    def _issued(self, key: Key) -> bool:
        return bool(self.issuer and key.issuer and self.issuer.fullmatch(book_of(key.issuer.kind)))


def breach(relation: Changing, later: Key, earlier: Key) -> Breach | None:
    """Why ``later`` cannot do this to ``earlier``; None where it can, or too little is known to tell."""
    if later.type in types_with("consolidates"):
        return "consolidates"
    if later.number and earlier.number and not of_one_side(later.number, earlier.number):
        return "sides"
    if _is_no_act(later):
        own = relation == "corrects" or later.type == earlier.type
        if not own or not _one_issuer(later, earlier):
            return "no_act"
    together = relation == "amends" and is_day(later.date) and later.date == earlier.date
    return _by_rank(later, earlier) or ("younger" if together or _is_younger(earlier, later) else None)


def _by_rank(later: Key, earlier: Key) -> Breach | None:
    mine, theirs = rank_of(later), rank_of(earlier)
    if mine is None or theirs is None or mine.side != theirs.side:
        return None
    same_level, below = _level(later) == _level(earlier), mine.reaches > theirs.rank
    if below or (_applies_rules(later) and lays_down_rules(earlier)):
        return "kind" if same_level or not below else "below"
    elsewhere = same_level and not places_agree(later.place, earlier.place) and not _became(earlier, later)
    return "elsewhere" if elsewhere else None


def _is_younger(one: Key, other: Key) -> bool:
    """Whether one document was made after another, by their days, else by their years; what is of one year may be."""
    if is_day(one.date) and is_day(other.date):
        return str(one.date) > str(other.date)
    return (one.year or "") > (other.year or "9999")


def lays_down_rules(key: Key) -> bool:
    """Whether a document of the State lays down rules of law: its number bears its year, or it is a law."""
    return (year_in(key.number) is not None or key.type in NAMED_TYPES) and not is_of_party(key)


def _applies_rules(key: Key) -> bool:
    """Whether a document of the State, by its number without a year, decides on single cases, publishes or plans: since
    1997 it changes nothing that lays down rules of law. Those of the National Assembly's Standing Committee may."""
    told = bool(key.number and numbering_of(key.number).symbol) and not is_of_party(key)
    since = (key.date or "9") >= _RULES_BEAR_THEIR_YEAR
    return told and since and year_in(key.number) is None and _OF_ASSEMBLY.search(str(key.number)) is None


def _is_no_act(key: Key) -> bool:
    """Whether a document's type changes no other document; where its number says another type, that may be right."""
    types = {key.type, *(numbering_of(key.number).types if key.number else ())}
    return types.isdisjoint(ACTS | types_with("any_type") | {None})


def may_tell(teller: Key) -> bool:
    """Whether a document is believed in what it tells that others did; what a plan or a page tells is evidence only."""
    return teller.type in TELLING


def counted(extraction: Extraction, foreign: Collection[int] = ()) -> Iterator[Relation]:
    """As what each citation of a text counts: its relation, but for changes that the document cannot make, for what
    rules of law only send their readers to, and for bases in words that are not the document's own (``foreign``, their
    places).

    A page that is no document only cites, whatever its words say.
    """
    own = Key.of_document(extraction.document)
    consolidates = own.type in types_with("consolidates")
    given = extraction.document.title if consolidates else None
    rules = consolidates or lays_down_rules(own)
    changed = {extraction.citations[one.object].number for one in extraction.stated if one.subject is None} - {None}
    for index, one in enumerate(extraction.citations):
        derives = one.relation in DERIVING
        by_place = one.trigger is None and one.number in changed  # listed among the grounds, but changed
        of_others = consolidates and one.zone != "preamble"  # its notes recite the grounds of what amended the act
        no_ground = derives and (by_place or of_others or (rules and not _carries_out(one)))
        if extraction.document.kind in PAGES or no_ground:
            yield "cites"
            continue
        gives = derives and alike(given, one.title)  # the act whose text it gives
        if gives or (derives and index in foreign):
            yield "cites"
            continue
        changing = cast(Changing, one.relation) if one.relation in CHANGING else None
        yield "cites" if changing and breach(changing, own, Key.of_citation(one)) else one.relation


def _carries_out(citation: Citation) -> bool:
    """Whether a document that lays down rules of law rests on what it cites there: it details it, or says so before
    its first article. Elsewhere it tells others what they are to obey, apply or carry out."""
    trigger = fold(citation.trigger or "")
    if citation.relation == "based_on":
        return citation.zone == "preamble" or says("obeys").search(trigger) is None
    zones = {"preamble", "body"} if says("details").search(trigger) else {"preamble"}
    return citation.zone in zones and says("obeys").search(trigger) is None


def founding(extraction: Extraction) -> Iterator[bool]:
    """Whether each statement of a text founds a relation between documents; what does not is evidence only."""
    own = Key.of_document(extraction.document)
    for one in extraction.stated:
        later = own if one.subject is None else Key.of_citation(extraction.citations[one.subject])
        told = one.subject is None or may_tell(own)
        yield told and breach(one.relation, later, Key.of_citation(extraction.citations[one.object])) is None


def of_one_side(one: str, other: str) -> bool:
    """Whether two numbers are both of the Party or both of the State, which do not change each other's documents."""
    return numbering_of(one).is_of_party == numbering_of(other).is_of_party


def doubts(relation: Changing, later: Key, earlier: Key, *, implied: bool) -> Iterator[Doubt]:
    """Why a change that an act was read to state may be none; ``implied``: the text does not name the earlier unit."""
    against = breach(relation, later, earlier)
    if against in ("below", "kind", "elsewhere"):
        yield against
    before_merger = (earlier.date or earlier.year or "") < REFORM <= str(later.date)
    local = _level(later) not in (None, "central")
    if implied and local and before_merger and not _merged().isdisjoint(one.id for one in _units(later)):
        yield "implied"


def rank_of(key: Key) -> Rank | None:
    """The place of a document in the hierarchy; None where its text does not tell."""
    side, level = ("party" if is_of_party(key) else "state"), _level(key)
    return next((row.rank for row in _rows() if row.rank.side == side and row.is_of(key, level)), None)


def is_of_party(key: Key) -> bool:
    """Whether a document is the Party's, by its number, else by its type."""
    if key.number:
        return numbering_of(key.number).is_of_party
    return key.type in types_of("party") or key.congress is not None


@cache
def _rows() -> tuple[_Row, ...]:
    return tuple(
        _Row(
            Rank(
                row["side"],
                int(row["rank"]),
                int(row["reaches"] or row["rank"]),
                row["level"],
                row["label"],
                row["label_en"],
            ),
            frozenset(filter(None, row["types"].split("|"))),
            re.compile(row["issuer"]) if row["issuer"] else None,
            re.compile(row["symbol"]) if row["symbol"] else None,
        )
        for row in table("powers")
    )


def _symbol(key: Key) -> str:
    """Whose document it is by its number: "CP" of 30/2020/NĐ-CP, "TW" of 43-NQ/TW, "QH15" of 203/2025/QH15."""
    last = (key.number or "").rpartition("/")[2]
    return last if is_of_party(key) else last.rpartition("-")[2]


def _one_issuer(later: Key, earlier: Key) -> bool:
    """Whether one body issued both, or what became it; also where either is not known."""
    one, other = later.issuer, earlier.issuer
    if one is None or other is None:
        return True
    return one_book(one, other) and (one.unit == other.unit or _became(earlier, later))


def _level(key: Key) -> str | None:
    if key.issuer is not None and key.issuer.level != "other":
        return key.issuer.level
    return "central" if key.place == () else None


def _became(earlier: Key, later: Key) -> bool:
    """Whether the unit of the earlier document is, or became a part of, that of the later one, or is not known."""
    if earlier.issuer is None or later.issuer is None:
        return True
    now = {one.id for one in _units(later)}
    return any(not now.isdisjoint((one.id, *one.successors)) for one in _units(earlier))


def _units(key: Key) -> tuple[units.Unit, ...]:
    """The units that a document's issuer may be of."""
    body = key.issuer
    return units.find_units(body.unit, body.province, day=key.date) if body is not None and body.unit else ()


@cache
def _merged() -> frozenset[str]:
    """The units that others became part of."""
    return frozenset(after for one in units.units() for after in one.successors)
