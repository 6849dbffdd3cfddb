"""A document's card: what is known of it and from whom, where sources differ, whom it cites and who cites it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar, TypeVar

from extract.records import DERIVING, Relation
from kg.answers.basing import Facts, based
from kg.answers.claims import Claimed, claims_about, conflicts_of
from kg.answers.judged import BaseCounts, Basis, Linked, StatusOn, base_counts, gravity, status_on
from kg.answers.recognised import Recognised, recognised
from kg.answers.reference import find_document
from kg.answers.relied import relied_on
from kg.answers.view import VIEWS, DocumentView, cited, edges_at, uncertain_about, views
from kg.law.verdicts import CHANGED, ENDED_LATER
from kg.render.blocks import Block, Cell, Heading, Kind, Line, Table, Warned, beside, columns, more
from kg.render.marks import MARKS, marked, own_mark
from kg.render.result import Result
from kg.storage.citation_table import citation_table
from kg.storage.prepared import prepared
from kg.storage.store import Store
from kg.wording import Language, day_in, number_in, say, so_many

FEW = 50
"""A card that cites so many at most is told in a millisecond or two."""

_COUNTS = ("ended_at_signing", "ended_since", "ran_out", "unknown")
"""What a card sums up of the bases, in the order in which a reader wants to see it."""

SOURCES_SHOWN = 10
"""How many of the files that say one thing people are shown."""


@dataclass(frozen=True, slots=True)
class Identity:
    """That the document's file lost its number, and why it is taken for this document. ``score`` from 0 to 1."""

    score: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Totals:
    """How many there are in all, of which a card may hold a page: citations both ways, and uncertain documents."""

    cites: int
    cited_by: int
    uncertain: int


@dataclass(frozen=True, slots=True)
class Card(Result):
    """Everything that the store knows of one document, or a page of it: ``totals`` says how much there is in all.

    ``now`` is what holds for it on the chosen day, ``when_signed`` what held when it was signed, for a document whose
    text is here; ``relies`` sums up what it is based on. ``conflicts`` are the fields on which the claims differ, and
    not merely in how much they say. ``cites`` and ``cited_by`` come with the closest relations first, ``cites`` with
    what had ended before all; ``uncertain`` are documents with a citation that may mean this one or another;
    ``namesakes`` what else the register knows by the words that were asked by.
    """

    KIND: ClassVar[str] = "card"
    VERSION: ClassVar[int] = 2

    document: DocumentView
    now: StatusOn
    when_signed: StatusOn | None
    relies: BaseCounts
    claims: tuple[Claimed, ...]
    conflicts: tuple[str, ...]
    identity: Identity | None
    cites: tuple[Basis, ...]
    cited_by: tuple[Linked, ...]
    uncertain: tuple[DocumentView, ...]
    totals: Totals
    offset: int = 0
    namesakes: tuple[str, ...] = ()

    def blocks(self, language: Language) -> tuple[Block, ...]:
        """What holds for it, the document, where its sources differ, what they say, whom it cites, who cites it."""
        return (
            Heading(self.document.label),
            *self.verdict(language),
            *self._fields(language, ("id", "title", "issuer", "level", "province", "date", "source")),
            *self._doubts(language),
            Table(
                columns(("field", "what"), "value", "said_by"),
                tuple((one.field, _value(one, language), _said_by(one, language)) for one in self.claims),
            ),
            *self._table_of_cites(language),
            *self._table_of_citing(language),
            *(Warned(say("card.uncertain", language, document=one.label)) for one in self.uncertain),
            *beside(self.namesakes, language),
            *self._more(language),
        )

    def tree(self, language: Language) -> tuple[Block, ...]:
        """The same without what each source says: what holds for it, and a line for each document at the other end."""
        is_told = (self.document.title or "") in self.document.label
        return (
            Heading(self.document.label),
            *self.verdict(language),
            *self._fields(language, ("source",) if is_told else ("title", "source")),
            *self._doubts(language),
            *(Heading(text) for text in self._head("card.cites", self.cites, self.totals.cites, language)),
            *_bases(self.cites, language),
            *(Heading(text) for text in self._head("card.cited_by", self.cited_by, self.totals.cited_by, language)),
            *(_citing(one, language) for one in _once(self.cited_by)),
            *(Warned(say("card.uncertain", language, document=one.label)) for one in self.uncertain),
            *beside(self.namesakes, language),
            *self._more(language),
        )

    def verdict(self, language: Language) -> Iterator[Line]:
        """What holds today, what held at the signing, and what that says of its bases: each with day and source."""
        mark, tone = own_mark(self.now.status, by_itself=self.now.by_itself)
        for clock, head in ((self.now, "card.now"), (self.when_signed, "card.when_signed")):
            if clock is not None:
                relied = clock.kind == "relied_on"  # the first reason is that no day of effect is known, or nothing
                status, reason = say(f"value.{clock.status}", language), clock.reasons[relied]
                said = reason if clock.status in CHANGED or status in reason else f"{status}: {reason}"
                said = f"{say('kind.no_end_known', language)}; {reason}" if relied else said
                day = str(clock.day)
                if clock is self.when_signed and day.startswith(self.document.date or day):
                    day = self.document.date or day  # as much of it as the document tells
                line = say(head, language, mark=mark, day=day_in(day, language), said=said)
                yield Line(line, tone=tone if clock is self.now else "plain")
        if self.now.looked is not None:
            yield Line(self.now.looked, indent=2)
        if bases := self.relies.bases:
            counts = ((name, getattr(self.relies, name)) for name in _COUNTS)
            parts = [say(f"card.{name}", language, count=number_in(n, language)) for name, n in counts if n]
            listed = "; ".join(parts) or say("card.none_ended", language)
            relies = say("card.relies", language, bases=so_many("documents", bases, language), said=listed)
            yield Line(relies, tone="bad" if self.relies.ended_at_signing else "plain")

    def _doubts(self, language: Language) -> Iterator[Block]:
        yield from self._identity(language)
        for field in self.conflicts:
            said = "; ".join(
                say("card.differing", language, value=_value(one, language), count=number_in(one.said_by, language))
                for one in self.differing(field)
            )
            yield Line(say("card.conflict", language, field=say(f"what.{field}", language), said=said), tone="doubt")

    def differing(self, field: str) -> tuple[Claimed, ...]:
        """The claims that truly differ on a field: a year or month that another day falls in does not."""
        claims = [one for one in self.claims if one.field == field]
        fuller = {one.value for one in claims for other in claims if other.value.startswith(f"{one.value}-")}
        return tuple(one for one in claims if field != "date" or one.value not in fuller)

    def _table_of_cites(self, language: Language) -> Iterator[Block]:
        for text in self._head("card.cites", self.cites, self.totals.cites, language):
            rows = tuple(
                (*_ends(one), one.at_signing, one.as_of, one.evidence.aside, _quote(one), one.evidence.where(language))
                for one in self.cites
            )
            heads = columns(*_ENDS, ("at_signing", "value"), ("as_of", "value"), ("aside", "aside"), "words", "where")
            yield from (Heading(text), Table(heads, rows))

    def _table_of_citing(self, language: Language) -> Iterator[Block]:
        for text in self._head("card.cited_by", self.cited_by, self.totals.cited_by, language):
            rows = tuple((*_ends(one), _quote(one), one.evidence.where(language)) for one in self.cited_by)
            yield from (Heading(text), Table(columns(*_ENDS, "words", "where"), rows))

    def _head(self, heading: str, shown: Sequence[Linked], total: int, language: Language) -> tuple[str, ...]:
        """What stands above a list, with how many of how many it is; nothing above none."""
        if not shown:
            return ()
        of = "" if len(shown) == total else f" ({number_in(len(shown), language)} / {number_in(total, language)})"
        return (say(heading, language) + of,)

    def _more(self, language: Language) -> tuple[Warned, ...]:
        shown = max(len(self.cites), len(self.cited_by), len(self.uncertain))
        return more(self.offset, shown, max(self.totals.cites, self.totals.cited_by, self.totals.uncertain), language)

    def table(self) -> Table:
        """A row a citation, in either direction."""
        rows = [("cited_by", *_linked_cells(one)) for one in self.cited_by]
        rows += [("cites", *_linked_cells(one)) for one in self.cites]
        return Table(columns("direction", *_LINKED), tuple(rows))

    def _fields(self, language: Language, names: Sequence[str]) -> Iterator[Block]:
        for column in columns("id", "title", "issuer", ("level", "level"), "province", ("date", "day"), "source"):
            held = self.document.files(language) if column.name == "source" else getattr(self.document, column.name)
            value = column.worded(held, language)
            if value and column.name in names:
                yield Line(f"{column.heading(language)}: {value}", indent=2)

    def _identity(self, language: Language) -> Iterator[Block]:
        if self.identity is not None:
            reasons = "; ".join(self.identity.reasons)
            yield Line(say("card.identity", language, score=f"{self.identity.score:.0%}", reasons=reasons), indent=2)


_LINKED: tuple[str | tuple[str, Kind], ...] = (
    "id", "document", ("relation", "relation"), "source", "start", "end", "quote", "page", "paragraph",
    ("aside", "aside"),
)  # fmt: skip


def _linked_cells(one: Linked) -> tuple[Cell, ...]:
    words = one.evidence
    return (
        one.document.id, one.document.label, one.relation, words.source, words.start, words.end,
        " ".join(words.quote.split()), words.page, words.paragraph, words.aside,
    )  # fmt: skip


def _said_by(claim: Claimed, language: Language) -> str:
    some = claim.names(language)[:SOURCES_SHOWN]
    rest = claim.said_by - len(some)
    return ", ".join(some) + (say("card.more_files", language, count=f"{rest:,}") if rest > 0 else "")


_ENDS: tuple[str | tuple[str, Kind], ...] = ("document", ("relation", "relation"))


def _ends(one: Linked) -> tuple[Cell, ...]:
    return one.document.label, one.relation


def _quote(one: Linked) -> str:
    return " ".join(one.evidence.quote.split())


def _value(claim: Claimed, language: Language) -> str:
    return day_in(claim.value, language) if claim.field == "date" else claim.value


Link = TypeVar("Link", bound=Linked)


def _once(links: Iterable[Link]) -> list[Link]:
    """Each document once, by the closest of its citations; those by which it derives before those in passing, and what
    is relied on before what is not."""
    first: dict[str, Link] = {}
    for one in sorted(links, key=_closeness):
        first.setdefault(one.document.id, one)
    return sorted(first.values(), key=lambda one: one.relation not in DERIVING)


def _closeness(one: Linked) -> tuple[bool, bool, bool]:
    return getattr(one, "rule", None) is None, one.relation not in DERIVING, one.evidence.aside is not None


def _bases(cites: Iterable[Basis], language: Language) -> Iterator[Line]:
    """A line each, what had ended first; of what nothing is known, one line a role with all names, last."""
    lines = {one: _line(one, language) for one in _once(cites)}
    unknown: dict[Relation, list[str]] = {}
    for one, line in lines.items():
        if line.text.startswith("?"):
            unknown.setdefault(one.relation, []).append(one.document.short(language))
    yield from sorted(
        (line for line in lines.values() if not line.text.startswith("?")), key=lambda line: MARKS.index(line.text[0])
    )
    for relation, names in unknown.items():
        said = {"count": number_in(len(names), language), "documents": "; ".join(names)}
        role = say(f"relation.{relation}", language)
        yield Line(say("card.unknown_ones", language, role=role, **said), indent=2, tone="faint")


def _line(one: Basis, language: Language) -> Line:
    mark, tone = marked(one.rule, one.as_of)
    since = f" ({say(f'outdated.{one.rule}', language)})" if one.rule in ENDED_LATER else ""
    relation = say(f"relation.{one.relation}", language)
    said = f"{relation} · {one.brief}{one.evidence.doubt(language)}{since}"
    return Line(f"{mark} {one.document.short(language)} · {said}", indent=2, tone=tone)


def _citing(one: Linked, language: Language) -> Line:
    relation = say(f"relation.{one.relation}", language) + one.evidence.doubt(language)
    parts = (one.document.short(language), relation, one.evidence.where(language))
    return Line("· " + " · ".join(parts), indent=2)


def card(
    store: Store,
    reference: str,
    *,
    day: date | None = None,
    language: Language = "vi",
    facts: Facts | None = None,
    limit: int | None = None,
    offset: int = 0,
) -> Card:
    """The card of the document that ``reference`` means, with verdicts for the ``day``, today by default.

    Sentences are in ``language``. ``limit``: so many citations each way, uncertain documents and sources of a claim at
    most, the first ``offset`` passed over. ``facts`` gives those that count for documents, the register's alone by
    default. Raises UnknownReferenceError.
    """
    day = day or date.today()
    iri = find_document(store, reference).id
    page = slice(offset, None if limit is None else offset + limit)
    own = based(store, iri, day, language, facts)
    cited_by, citations = cited(store, iri, limit, offset)
    uncertain = uncertain_about(store, iri)
    citing = edges_at(store, cited_by)
    known = views(store, {iri, *uncertain[page], *(edge.document for edge in citing)})

    signing, bases = own.signing, tuple(sorted(own.bases.values(), key=lambda one: min(gravity(one), 2)))
    return Card(
        document=known[iri],
        now=status_on(own.said, day, own.facts, language, lambda: relied_on(store, iri)),
        when_signed=status_on(own.said, signing.last, own.facts, language) if signing and known[iri].source else None,
        relies=base_counts(bases),
        claims=claims_about(store, iri, limit),
        conflicts=conflicts_of(store, [iri])[iri],
        identity=_identity(recognised(store, [iri]).get(iri), language) if known[iri].inferred else None,
        cites=tuple(dict.fromkeys(bases[page])),
        cited_by=tuple(Linked(known[edge.document], edge.relation, edge.evidence) for edge in citing),
        uncertain=tuple(known[one] for one in uncertain[page]),
        totals=Totals(len(bases), citations, len(uncertain)),
        offset=offset,
    )


def is_at_hand(store: Store, document: str) -> bool:
    """Whether the card of a document (its id) is told in a moment: it is known, what cards are made of was put down,
    and it cites few, so that little is to be judged."""
    rows, table = prepared(store, VIEWS), citation_table(store)
    if rows is None or table is None or not rows.rows(VIEWS, [document]):
        return False
    return table.makes_few(document, FEW)


def _identity(taken: Recognised | None, language: Language) -> Identity | None:
    return None if taken is None else Identity(taken.score, taken.reasons[language])
