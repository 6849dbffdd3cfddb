"""Letterheads without number in a change: which of them are taken for a document that others cite.

All copies of a letterhead are decided together, as the one document that they are. A cited document that two unlike
letterheads would be taken for is left to neither: one of them must be wrong, and nothing tells which.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from functools import cache

from pyoxigraph import NamedNode, Quad

from extract.records import Extraction
from kg.building.affected import Affected
from kg.graph.document_triples import document_quads
from kg.graph.registering import Known
from kg.graph.terms import body_iri, description_iri, source_iri, term, type_iri
from kg.identity.keys import Key, is_day
from kg.law.facts import ENDING
from kg.law.powers import counted
from kg.resolution.blocks import Outcome, Resolved
from kg.resolution.cells import block_of, cell_of
from kg.resolution.descriptions import cited_descriptions, own_description
from kg.resolution.recognition import Candidate, Candidates, Lost, Recognition, recognise
from kg.storage.block_index import Shelf, shelf_of
from kg.storage.store import value_of

Ends = Callable[[str, str | None], frozenset[str]]
"""Gives the blocks of what a document ended, by its number and its date."""

Found = dict[NamedNode, tuple[Resolved, Recognition]]
"""For files: the document that their letterhead is by itself, and the one that it is taken for."""


def identify(
    affected: Affected, new: Sequence[Extraction], known: Known | None, *, infer: bool, everywhere: bool
) -> set[NamedNode]:
    """Decides on all letterheads that the change bears on, and returns their files.

    Those that are taken for a cited document give way to it in ``affected``. ``known`` is the register, which tells
    what documents ended. ``infer`` off: none is. ``everywhere``: all letterheads of the store are decided again.
    """
    fresh = {source_iri(one.source.sha256): lost_in(one) for one in new if own_description(one).lost}
    block_index, gone = affected.readback.block_index, affected.readback.gone
    ends = known.ended_by if known is not None else _nothing
    stored = block_index.all_lost() if everywhere else _concerned(affected, ends)
    stored |= affected.readback.sources_of(iri for iri, said in affected.said.items() if said.lost)
    stored -= gone
    lost = affected.readback.lost(stored - fresh.keys()) | fresh
    found = _found(affected, lost, ends, infer=infer)
    aimed_at = block_index.claimed_by({*gone, *lost}) | {one.document for _, one in found.values()}
    rivals = affected.readback.lost(block_index.claiming(aimed_at) - gone - lost.keys())
    found |= _found(affected, rivals, ends, infer=infer)
    affected.claims = {source: one.document for source, (_, one) in found.items()}
    contested = _contested(found)
    for source, (own, one) in found.items():
        if one.document not in contested:
            letterhead = (lost.get(source) or rivals[source]).description
            affected.outcomes[description_iri(letterhead.id).value] = Outcome(one.document, "partial")
            affected.identities[source] = own, one
            affected.documents.pop(own.iri, None)  # a copy before it may have done so
    return {*lost, *rivals}


def _nothing(number: str, date: str | None) -> frozenset[str]:
    return frozenset()


def lost_in(extraction: Extraction) -> Lost:
    """What a file without number still tells."""
    days = [
        said.key.date for said in cited_descriptions(extraction) if said and said.key.date and is_day(said.key.date)
    ]
    numbered = [
        (block, relation, citation.zone)
        for said, relation, citation in zip(
            cited_descriptions(extraction), counted(extraction), extraction.citations, strict=True
        )
        if said and said.key.number
        for block in said.blocks
    ]
    effective = {one.effective for one in extraction.stated if one.subject is None}
    in_force = extraction.document.in_force
    return Lost(
        own_description(extraction),
        extraction.document.symbol,
        max(days, default=None),
        frozenset(block for block, _, _ in numbered),
        frozenset(block for block, relation, zone in numbered if relation != "cites" and zone != "annex"),
        frozenset(block for block, relation, _ in numbered if relation in ENDING),
        frozenset(str(day) for day in effective | {in_force.start if in_force else None} if is_day(day)),
    )


def _concerned(affected: Affected, ends: Ends) -> set[NamedNode]:
    """The files in the store that a document which comes, goes or changes could be, or could keep from being."""
    readback = affected.readback
    before = readback.inferred(readback.block_index.documents(affected.cells))
    changed: dict[Shelf, set[Candidate]] = defaultdict(set)
    filed = affected.held | _left(affected)
    for iri in before.keys() | affected.documents.keys():
        now = affected.documents.get(iri)
        quads = set(document_quads(now[0], block_of(now[1]))) if now else set()
        for said in (before.get(iri, set()), quads) if quads != before.get(iri) or iri in filed else ():
            for shelf in _shelves_in(said):
                changed[shelf].add(_candidate_in(iri, said, ends))
    concerned = set()
    for shelf, ones in changed.items():
        candidates = Candidates(ones)
        on_shelf = readback.block_index.lost_on([shelf])
        files = readback.letterheads(on_shelf)
        concerned |= {source for source, (title, date) in files.items() if candidates.any_near(title, date)}
        concerned |= on_shelf & readback.block_index.with_clues({clue for one in ones for clue in one.clues})
    return concerned


def _left(affected: Affected) -> set[str]:
    """The documents whose files, with their numbers, go."""
    readback = affected.readback
    outcomes = readback.outcomes(readback.letterheads_among(affected.leaving))
    return {outcome.document for outcome in outcomes.values() if outcome.document}


def _shelves_in(said: Collection[Quad]) -> set[Shelf]:
    """Where a numbered document stands by what is inferred of it."""
    values = {quad.predicate: value_of(quad) for quad in said}
    if term("cancu:number") not in values or term("eli:type_document") not in values:
        return set()
    issuers = {value_of(quad) for quad in said if quad.predicate == term("eli:passed_by")}
    return {shelf_of(values[term("eli:type_document")], issuer) for issuer in issuers}


def _candidate_in(iri: str, said: Collection[Quad], ends: Ends) -> Candidate:
    values = {quad.predicate: value_of(quad) for quad in said}
    number = values[term("cancu:number")]
    date, title, effective = (
        values.get(term(short)) for short in ("eli:date_document", "dcterms:title", "eli:first_date_entry_in_force")
    )
    return Candidate(iri, number, date, title, ends=ends(number, date), effective=effective)


def _shelves(key: Key) -> list[Shelf]:
    """Where a document stands: by its issuer first, then by each that issued it jointly."""
    issuers = (key.issuer, *key.co_issuers) if key.issuer and key.type else ()
    shelves = (shelf_of(type_iri(str(key.type)).value, body_iri(body).value) for body in issuers)
    return list(dict.fromkeys(shelves))


def _found(affected: Affected, lost: Mapping[NamedNode, Lost], ends: Ends, *, infer: bool) -> Found:
    """Which cited document each of these letterheads would be taken for by itself."""
    alone_in = {cell_of(one.description) for one in lost.values()}
    unread = alone_in - affected.cells
    affected.touch(unread)
    affected.resolve(unread)
    if not infer:
        return {}
    candidates = _candidates(affected, ends)
    found: Found = {}
    for source, one in lost.items():
        outcome = affected.outcomes[description_iri(one.description.id).value]
        own, _ = affected.documents[str(outcome.document)]
        shelves = _shelves(own.key)
        if shelves and (recognised := recognise(one, candidates(shelves[0]).near(one))):
            found[source] = own, recognised
    return found


def _candidates(affected: Affected, ends: Ends) -> Callable[[Shelf], Candidates]:
    """The numbered documents of each shelf, once the change is made."""
    replaced = affected.readback.block_index.documents(affected.cells)
    held = affected.held
    coming: dict[Shelf, list[Candidate]] = defaultdict(list)
    for document, _ in affected.documents.values():
        for shelf in _shelves(document.key) if document.key.number else ():
            number, date, iri = str(document.key.number), document.key.date, document.iri
            told = Candidate(iri, number, date, document.title, iri in held, ends(number, date), document.effective)
            coming[shelf].append(told)

    @cache
    def on(shelf: Shelf) -> Candidates:
        staying = (one for one in affected.readback.shelved(shelf) if one.iri not in replaced)
        known = (replace(one, ends=ends(one.number, one.date)) for one in staying)
        return Candidates([*known, *coming[shelf]])

    return on


def _contested(found: Found) -> set[str]:
    """The documents that letterheads which are no copies of each other are taken for."""
    claimants: dict[str, set[str]] = defaultdict(set)
    for own, one in found.values():
        claimants[one.document].add(own.iri)
    return {document for document, owns in claimants.items() if len(owns) > 1}
