"""What documents stand on: each citation that they make, with what held for the cited one on both clocks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache, partial
from typing import NamedTuple

from pyoxigraph import NamedNode

from extract.records import DERIVING, Period, Relation
from kg.answers.clocks import Clocks, clocks
from kg.answers.described import described
from kg.answers.judged import Basis, bases_of, held_for, said_in
from kg.answers.pages import relying_words
from kg.answers.view import citing, edges_of, paths_of, views
from kg.graph.terms import RELATION_OF, term
from kg.graph.triples import aside_of, place_in_file
from kg.identity.keys import Key
from kg.law.aside import FOREIGN, Aside
from kg.law.register import Register, load_register
from kg.law.signing import Signing, signing_of
from kg.law.status import status, told_by
from kg.law.tenure import retrospective, timed, times_told
from kg.law.verdicts import Reason, Verdict
from kg.resolution.descriptions import Description
from kg.storage.citation_table import CitationRow, citation_table
from kg.storage.store import Store, value_of
from kg.wording import Language
from ontology import types_with

_JUDGED = 16_384
"""Of so many documents it is remembered what holds for them: what thousands rely on is judged once a day of signing."""

Facts = Callable[[Iterable[Key]], Register]
"""Gives the facts that count for some documents."""


@dataclass(frozen=True, slots=True)
class Relied:
    """A citation (its id) by which a document is based on another or carries it out: what it says of that one, and what
    held for that one on both clocks. ``document`` is the id of the one that the store takes it for, None where it knows
    none, or several that it may be. ``aside``: why it does not, by these words, which are no basis then."""

    citation: str
    said: Description
    relation: Relation
    clocks: Clocks
    document: str | None
    aside: Aside | None


@dataclass(frozen=True, slots=True)
class Relying:
    """When a document was signed, and what it relies on, in the order of its files and places."""

    signing: Signing | None
    cites: tuple[Relied, ...]


@dataclass(frozen=True, slots=True)
class Based:
    """A document as the store describes it, when it was signed, and what it cites, by citation, the closest first.

    ``facts`` are those by which it was judged.
    """

    said: Description
    signing: Signing | None
    bases: Mapping[str, Basis]
    facts: Register


def based(store: Store, iri: str, day: date, language: Language, facts: Facts | None) -> Based:
    """The citations that a document (its id) makes, judged; ``facts`` None: by the register that comes along."""
    cites = citing(store, iri)
    edges = edges_of(store, cites)
    known = views(store, {edge.basis for edge in edges.values()})
    this, said = described(store, [iri])[iri], _timed(said_in(store, edges))
    register = facts([this.key, *(one.key for one in said.values())]) if facts is not None else load_register()
    signing = signed_on(this, said.values(), day)
    bases = bases_of(edges, known, clocks_of(this, said, register, day, signing), language)
    return Based(this, signing, {one: bases[one] for one in cites}, register)


def relying(
    store: Store, citing: Mapping[str, Description], facts: Facts, day: date, *, pages: bool = False
) -> dict[str, Relying]:
    """What these documents (by id, as the store describes them) rely on, judged; of copies each citation once.

    What is not relied on is among it, with the reason (``aside``). ``pages``: a page relies on what its words rely on.
    """
    pointing = store.pointing(term("cancu:citedIn"), map(NamedNode, citing))
    made_by = {quad.subject.value: value_of(quad) for quad in pointing if isinstance(quad.subject, NamedNode)}
    table = citation_table(store)
    rows = table.rows(made_by) if table is not None else None
    said = said_in(store, made_by, rows)
    told = _told(store, said, rows)
    words = dict(_values(store, (one for one in said if told[one].aside in FOREIGN), "cancu:saidRelation"))
    words |= relying_words(store, list(made_by)) if pages else {}
    relations = {one: RELATION_OF[words.get(one, told[one].relation)] for one in said}
    basing = [one for one in said if relations[one] in DERIVING]
    register = facts(dict.fromkeys(one.key for one in said.values()))
    saying: dict[str, dict[str, Description]] = {document: {} for document in citing}
    by: dict[str, list[str]] = {document: [] for document in citing}
    for one, about in said.items():
        saying[made_by[one]][one] = about
    for one in basing:
        by[made_by[one]].append(one)
    found = {}
    for document, this in citing.items():
        all_said = _timed(saying[document])
        relied_on = {one: all_said[one] for one in by[document]}
        signing = signed_on(this, all_said.values(), day)
        judged = clocks_of(this, relied_on, register, day, signing)
        cites = (
            Relied(one, relied_on[one], relations[one], clock, told[one].meant, told[one].aside)
            for one, clock in judged.items()
        )
        found[document] = Relying(signing, tuple(_of_copies(store, cites)))
    return found


def _timed(said: Mapping[str, Description]) -> dict[str, Description]:
    """What the citations of a document say, each with the time that the document tells once of what it cites."""
    told = times_told((one.key, one.period, one.title) for one in said.values())
    found = dict(said)
    for citation, one in said.items() if told else ():
        _, period, title = timed((one.key, one.period, one.title), told)
        if period != one.period:
            found[citation] = replace(one, period=period, title=title)
    return found


class _Told(NamedTuple):
    """As what a citation counts (an IRI), the id of the one document that it means, and why it is not relied on."""

    relation: str
    meant: str | None
    aside: Aside | None


def _told(store: Store, citations: Collection[str], rows: Mapping[str, CitationRow] | None) -> dict[str, _Told]:
    if rows is not None:
        return {one: _Told(rows[one].relation, rows[one].basis, rows[one].aside) for one in citations}
    counts, meant, asides = (dict(_values(store, citations, short)) for short in _TOLD)
    return {one: _Told(counts[one], meant.get(one), aside_of(asides.get(one))) for one in citations}


_TOLD = ("cancu:relation", "oa:hasBody", "cancu:aside")


def _of_copies(store: Store, cites: Iterable[Relied]) -> Iterator[Relied]:
    """The citations of a document in the order of its files and places, those that its copies repeat once.

    As often as the file says it that says it most often; what is judged otherwise, for its title is another there, is
    another one.
    """
    by_file: dict[str, list[Relied]] = defaultdict(list)
    for one in cites:
        by_file[one.citation.partition("#")[0]].append(one)
    paths = paths_of(store, by_file) if len(by_file) > 1 else {}
    told: dict[object, int] = defaultdict(int)
    for file in sorted(by_file, key=lambda one: min(paths.get(one, ()), default="")):
        times: dict[object, int] = defaultdict(int)
        for one in sorted(by_file[file], key=lambda one: place_in_file(one.citation)):
            what = one.document or one.said.key, one.clocks.rule, one.aside
            times[what] += 1
            if times[what] > told[what]:
                told[what] += 1
                yield one


def _gives_others(this: Description) -> bool:
    """Whether a document gives the text of others (văn bản hợp nhất)."""
    return this.key.type in types_with("consolidates")


def _values(store: Store, nodes: Iterable[str], short: str) -> Iterator[tuple[str, str]]:
    for quad in store.about(map(NamedNode, nodes), term(short)):
        if isinstance(quad.subject, NamedNode):
            yield quad.subject.value, value_of(quad)


def signed_on(this: Description, cited: Iterable[Description], day: date) -> Signing | None:
    """When a document was signed, by what it says of itself and of what it cites."""
    return signing_of(this.key.date, this.period, (one.key.date for one in cited), day)


def clocks_of(
    this: Description, said: Mapping[str, Description], register: Register, day: date, signing: Signing | None
) -> dict[str, Clocks]:
    """Citations (by id) that a document makes, each on both clocks, by what they say of what they cite.

    Those of a consolidated text are of the days of the acts that it gives, which it may not tell.
    """
    sums_up = retrospective(this.key.type, this.title)
    signing = None if _gives_others(this) else signing
    found = {}
    for one, about in said.items():
        judged, others = _judged(about.key, about.period, about.title, register, signing, day=day, sums_up=sums_up)
        if any(told_by(this.key, reason) for reason in others):
            judged = clocks(partial(held_for, this.key, about, register), signing, day, sums_up=sums_up)
        found[one] = judged
    return found


@lru_cache(maxsize=_JUDGED)
def _judged(
    document: Key,
    period: Period | None,
    title: str | None,
    register: Register,
    signing: Signing | None,
    *,
    day: date,
    sums_up: bool,
) -> tuple[Clocks, tuple[Reason, ...]]:
    """A document on both clocks, whoever cites it; and the reasons that tell of another one, which may be that."""
    verdicts: list[Verdict] = []

    def judge(on: date) -> Verdict:
        verdicts.append(status(document, on, register, period=period, title=title))
        return verdicts[-1]

    found = clocks(judge, signing, day, sums_up=sums_up)
    return found, tuple(reason for one in verdicts for reason in one.reasons if reason.by is not None)
