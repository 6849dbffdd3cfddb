"""What holds for a document, and for what it relies on: the verdicts of a card, on both clocks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from pyoxigraph import NamedNode

from extract.records import DERIVING, Relation
from kg.answers.clocks import Clocks
from kg.answers.view import DocumentView, Edge, Evidence
from kg.graph.terms import term
from kg.identity.keys import Key
from kg.law.aside import OTHERS
from kg.law.register import Register
from kg.law.series import Coverage
from kg.law.status import status, status_for
from kg.law.verdicts import ENDED_AT_SIGNING, ENDED_LATER, OUTDATED, Kind, Reason, RuleCode, Value, Verdict
from kg.resolution.descriptions import Description
from kg.storage.citation_table import CitationRow, citation_table
from kg.storage.readback import Readback
from kg.storage.recalled import recalled
from kg.storage.store import Store, value_of
from kg.wording import Language


@dataclass(frozen=True, slots=True)
class Linked:
    """A citation seen from one of its ends: the ``document`` at the other end, the role, the words."""

    document: DocumentView
    relation: Relation
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class StatusOn:
    """What holds for a document on a day, and why, the deciding reason first; ``brief`` in a few words. ``kind`` says
    which "unknown" it is, None for every other status. ``by_itself``: its own time ran out, and nobody ended it.
    ``looked``: what "no end known" is worth, among the reasons too; ``covered``: of how many acts that was read, where
    they can be counted."""

    day: date
    status: Value
    kind: Kind | None
    brief: str
    reasons: tuple[str, ...]
    by_itself: bool
    looked: str | None
    covered: Coverage | None


@dataclass(frozen=True, slots=True)
class Basis(Linked):
    """A document that is cited, with what held for it when the citing one was signed (None: nothing tells when), and
    what holds on the chosen day; ``brief`` in a few words. ``rule`` is the one by which ``check`` finds it."""

    at_signing: Value | None
    as_of: Value
    rule: RuleCode | None
    brief: str


@dataclass(frozen=True, slots=True)
class BaseCounts:
    """On how many documents it is based or which it carries out, and how many of these had ended when it was signed,
    ended since, ran out of their own time since (which is nothing amiss), or are not known."""

    bases: int
    ended_at_signing: int
    ended_since: int
    ran_out: int
    unknown: int


def held_for(reader: Key, said: Description, register: Register, day: date) -> Verdict:
    """What holds for a document that ``reader`` cites, as the store describes it, on a day."""
    return status_for(reader, said.key, day, register, period=said.period, title=said.title)


def status_on(
    said: Description,
    day: date,
    register: Register,
    language: Language,
    relied: Callable[[], Reason | None] = lambda: None,
) -> StatusOn:
    """What holds for a document, as the store describes it, on a day, as a card tells it.

    ``relied`` gives who relies on it, and is asked where nothing else is left to tell.
    """
    verdict = status(said.key, day, register, period=said.period, title=said.title)
    if verdict.is_open:
        verdict = verdict.with_reliance(relied())
    reasons = tuple(reason.text(language) for reason in verdict.reasons)
    looked = verdict.looked.text(language) if verdict.looked is not None else None
    brief, by_itself = verdict.brief(language), verdict.by_itself
    return StatusOn(day, verdict.value, verdict.kind, brief, reasons, by_itself, looked, verdict.covered)


def said_in(
    store: Store, citations: Collection[str], rows: Mapping[str, CitationRow] | None = None
) -> dict[str, Description]:
    """What these citations (ids) themselves say of the documents that they mean; ``rows`` where they are at hand.

    A verdict goes by that: a law named without number and day is the one in force at the time, whichever the store
    knows.
    """
    if (table := citation_table(store)) is not None:
        rows = rows or table.rows(citations)
        saying = {one: said for one in citations if (said := rows[one].description) is not None}
        known = recalled(store, "said", saying.values(), table.described)
    else:
        quads = store.about(map(NamedNode, citations), term("cancu:description"))
        saying = {quad.subject.value: value_of(quad) for quad in quads if isinstance(quad.subject, NamedNode)}
        known = Readback(store, ()).descriptions(set(saying.values()))
    return {citation: known[description] for citation, description in saying.items()}


def bases_of(
    edges: Mapping[str, Edge],
    known: Mapping[str, DocumentView],
    judged: Mapping[str, Clocks],
    language: Language,
) -> dict[str, Basis]:
    """The citations (by id) that a document makes, each with the verdict on what it cites; where that is not relied on,
    no end is amiss.
    """
    found = {}
    for citation, edge in edges.items():
        clock, said = judged[citation], edge.evidence
        rule = None if said.aside else clock.rule
        brief = clock.telling.brief(language)
        values = (clock.at_signing, clock.as_of.value)
        found[citation] = Basis(known[edge.basis], edge.relation, said, *values, rule, brief)
    return found


def gravity(one: Linked) -> int:
    """How soon a reader wants to see a citation: 0 for one of what had ended when it was made, 1 for what ended since,
    3 for what nothing is known of, 2 for all else and for what cites."""
    if not isinstance(one, Basis):
        return 2
    if one.rule is not None:
        return 0 if one.rule in ENDED_AT_SIGNING else 1
    return 3 if one.as_of == "unknown" else 2


def base_counts(bases: Iterable[Basis]) -> BaseCounts:
    """The sums of what a document is based on or carries out, each document once."""
    rules: dict[str, set[RuleCode | None]] = defaultdict(set)
    values: dict[str, Value] = {}
    by_time = set()
    for one in bases:
        if one.relation in DERIVING and one.evidence.aside not in OTHERS:
            rules[one.document.id].add(one.rule)
            values[one.document.id] = one.as_of
            stood = one.at_signing is not None and one.at_signing not in OUTDATED
            if stood and one.as_of == "lapsed" and one.rule is None and one.evidence.aside is None:
                by_time.add(one.document.id)
    ended = {iri for iri, some in rules.items() if some & ENDED_AT_SIGNING}
    since = {iri for iri, some in rules.items() if some & ENDED_LATER} - ended
    unknown = {iri for iri, value in values.items() if value == "unknown"} - ended
    ran_out = by_time - ended - since
    return BaseCounts(len(rules), len(ended), len(since), len(ran_out), len(unknown))
