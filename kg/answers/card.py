"""A document's card: what is known of it and from whom, where sources differ, whom it cites and who cites it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from pyoxigraph import NamedNode

from extract.records import Relation
from kg.answers.claims import Claimed, claims_of
from kg.answers.reference import find_document
from kg.answers.view import DocumentView, Evidence, citations_of, edges_at, uncertain_about, views
from kg.graph.document_triples import CONFLICTING
from kg.graph.terms import INFERRED, term
from kg.render.blocks import Block, Cell, Heading, Kind, Line, Table, Warned, columns, more
from kg.render.result import Result
from kg.storage.store import Store, value_of
from kg.wording import Language, say

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
class Linked:
    """A citation seen from one of its ends: the ``document`` at the other end, the role, the words."""

    document: DocumentView
    relation: Relation
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Card(Result):
    """Everything that the store knows of one document, or a page of it: ``totals`` says how much there is in all.

    ``conflicts`` are the fields on which the claims differ. ``cites`` and ``cited_by`` come with the closest relations
    first; ``uncertain`` are documents with a citation that may mean this one or another.
    """

    KIND: ClassVar[str] = "card"

    document: DocumentView
    claims: tuple[Claimed, ...]
    conflicts: tuple[str, ...]
    identity: Identity | None
    cites: tuple[Linked, ...]
    cited_by: tuple[Linked, ...]
    uncertain: tuple[DocumentView, ...]
    totals: Totals
    offset: int = 0

    def blocks(self, language: Language) -> tuple[Block, ...]:
        """The document, what its sources say, who cites it, whom it cites, who is uncertain."""
        return (
            Heading(self.document.label),
            *self._fields(language),
            *self._identity(language),
            *(
                (
                    Line(
                        say(
                            "card.conflicts",
                            language,
                            fields=", ".join(say(f"what.{one}", language) for one in self.conflicts),
                        )
                    ),
                )
                if self.conflicts
                else ()
            ),
            Table(
                columns(("field", "what"), "value", "said_by"),
                tuple((one.field, one.value, _said_by(one, language)) for one in self.claims),
            ),
            *_listed(self.cited_by, "card.cited_by", self.totals.cited_by, language),
            *_listed(self.cites, "card.cites", self.totals.cites, language),
            *(Warned(say("card.uncertain", language, document=one.label)) for one in self.uncertain),
            *self._more(language),
        )

    def _more(self, language: Language) -> tuple[Warned, ...]:
        shown = max(len(self.cites), len(self.cited_by), len(self.uncertain))
        return more(self.offset, shown, max(self.totals.cites, self.totals.cited_by, self.totals.uncertain), language)

    def table(self) -> Table:
        """A row a citation, in either direction."""
        rows = [("cited_by", *_linked_cells(one)) for one in self.cited_by]
        rows += [("cites", *_linked_cells(one)) for one in self.cites]
        return Table(columns("direction", *_LINKED), tuple(rows))

    def _fields(self, language: Language) -> Iterator[Block]:
        for column in columns("id", "title", "issuer", ("level", "level"), "province", ("date", "day"), "source"):
            value = column.worded(getattr(self.document, column.name), language)
            if value:
                yield Line(f"  {column.heading(language)}: {value}")

    def _identity(self, language: Language) -> Iterator[Block]:
        if self.identity is not None:
            reasons = "; ".join(self.identity.reasons)
            yield Line(say("card.identity", language, score=f"{self.identity.score:.2f}", reasons=reasons))


_LINKED: tuple[str | tuple[str, Kind], ...] = (
    "id", "document", ("relation", "relation"), "source", "start", "end", "quote", "page", "paragraph",
)  # fmt: skip


def _linked_cells(one: Linked) -> tuple[Cell, ...]:
    words = one.evidence
    return (
        one.document.id, one.document.label, one.relation, words.source, words.start, words.end,
        " ".join(words.quote.split()), words.page, words.paragraph,
    )  # fmt: skip


def _said_by(claim: Claimed, language: Language) -> str:
    some = claim.sources[:SOURCES_SHOWN]
    rest = claim.said_by - len(some)
    return ", ".join(some) + (say("card.more_files", language, count=f"{rest:,}") if rest > 0 else "")


def _listed(links: tuple[Linked, ...], heading: str, total: int, language: Language) -> tuple[Block, ...]:
    if not links:
        return ()
    rows = tuple(
        (one.document.label, one.relation, " ".join(one.evidence.quote.split()), one.evidence.where(language))
        for one in links
    )
    heads = columns("document", ("relation", "relation"), "words", "where")
    of = "" if len(links) == total else f" ({len(links):,} / {total:,})"
    return (Heading(say(heading, language) + of), Table(heads, rows))


def card(store: Store, reference: str, *, language: Language = "vi", limit: int | None = None, offset: int = 0) -> Card:
    """The card of the document that ``reference`` means, the reasons in ``language``. Raises UnknownReferenceError.

    ``limit``: so many citations each way, uncertain documents and sources of a claim at most, the first ``offset``
    passed over; words are read for these alone.
    """
    iri = find_document(store, reference).id
    node = NamedNode(iri)
    page = slice(offset, None if limit is None else offset + limit)
    cites, cited_by = (citations_of(store, iri, side) for side in ("citing", "cited"))
    uncertain = uncertain_about(store, iri)
    shown = [edges_at(store, citations[page]) for citations in (cites, cited_by)]
    ends = {end for edges in shown for edge in edges for end in (edge.document, edge.basis)}
    known = views(store, {iri, *uncertain[page], *ends})
    return Card(
        document=known[iri],
        claims=tuple(claims_of(store, [iri], shown=limit)[iri]),
        conflicts=tuple(_conflicts(store, node)),
        identity=_identity(store, node, language),
        cites=tuple(Linked(known[edge.basis], edge.relation, edge.evidence) for edge in shown[0]),
        cited_by=tuple(Linked(known[edge.document], edge.relation, edge.evidence) for edge in shown[1]),
        uncertain=tuple(known[one] for one in uncertain[page]),
        totals=Totals(len(cites), len(cited_by), len(uncertain)),
        offset=offset,
    )


def _conflicts(store: Store, node: NamedNode) -> list[str]:
    names = {term(short).value: name for name, short in CONFLICTING.items()}
    return sorted(names[value_of(quad)] for quad in store.match(node, term("cancu:conflict"), None, INFERRED))


def _identity(store: Store, node: NamedNode, language: str) -> Identity | None:
    rows = store.select(
        f"""SELECT ?score ?reason WHERE {{
            ?identity cancu:inferredAs {node} ; cancu:score ?score ; cancu:reason ?reason .
            FILTER(LANG(?reason) = "{language}") }}"""
    )
    if not rows:
        return None
    return Identity(float(rows[0]["score"].value), tuple(sorted({row["reason"].value for row in rows})))
