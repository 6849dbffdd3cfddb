"""What the graph becomes when sources come and go: one change, computed from the blocks that they touch.

Only the blocks of the sources that come or go are resolved again, with all that any source says in them; so the graph
depends on the set of sources alone, never on their order. Whatever a block's outcome alters elsewhere (which document
a description of another source means, which cited document a lost file is) is part of the same change.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace

from pyoxigraph import NamedNode

from extract.records import Extraction
from kg.cells import block_of, cell_of, is_open, whole
from kg.descriptions import Description, cited_descriptions, own_description
from kg.document_triples import claim_quads, document_quads, identity_quads, outcome_quads
from kg.identity import is_day
from kg.ledger import Ledger, Shelf
from kg.recognition import Candidate, Lost, Recognition, recognise
from kg.registering import Known
from kg.resolution import Outcome, Resolution, Resolved, resolve
from kg.store import Change, Store
from kg.terms import REGISTER, body_iri, description_iri, source_iri, type_iri
from kg.triples import link_quads, links_of, source_quads


@dataclass(slots=True)
class _Work:
    """What a change is made of: all that is said in the touched blocks, and what it comes to."""

    ledger: Ledger
    said: dict[str, Description] = field(default_factory=dict)
    weights: Counter[str] = field(default_factory=Counter)
    cells: set[str] = field(default_factory=set)
    outcomes: dict[str, Outcome] = field(default_factory=dict)
    documents: dict[str, tuple[Resolved, str]] = field(default_factory=dict)
    identities: dict[NamedNode, tuple[Resolved, Recognition]] = field(default_factory=dict)

    def add(self, descriptions: Iterable[Description]) -> None:
        """What one new source says; each description counts once."""
        for description in dict.fromkeys(descriptions):
            iri = description_iri(description.id).value
            self.said[iri] = description
            self.weights[iri] += 1

    def touch(self, cells: Collection[str]) -> None:
        """Loads what the staying sources say in these cells, and in all that they hang together with."""
        unread = self.ledger.with_open_blocks(set(cells) - self.cells) - self.cells
        self.cells |= unread
        for iri, (description, sources) in self.ledger.descriptions(unread).items():
            self.said.setdefault(iri, description)
            self.weights[iri] += sources

    def touch_laws(self) -> None:
        """Laws by name and laws by number decide on each other: loads all that hang together."""
        size = -1
        while size != len(self.cells):
            size = len(self.cells)
            named = (description.key for description in self.said.values() if description.key.number)
            self.touch({whole(key.name_block) for key in named if key.name_block})
            self.touch(self.ledger.cells_named({block_of(cell) for cell in self.cells}))

    def resolve(self, cells: Collection[str]) -> None:
        """Resolves cells: numbers first, so that names can hold on to them."""
        groups: dict[tuple[bool, str], dict[Description, str]] = defaultdict(dict)
        for group, members in self._groups(cells).items():
            groups[not any(one.key.number for one in members), group] = members
        bearers: dict[str, list[Resolved]] = defaultdict(list)
        for (_, group), iris in sorted(groups.items(), key=lambda item: item[0]):
            found = resolve({one: self.weights[iri] for one, iri in iris.items()}, bearers[block_of(group)])
            self.outcomes |= {iris[description]: outcome for description, outcome in found.outcomes.items()}
            homes = _homes(found)
            for document in found.documents:
                self.documents[document.iri] = document, homes[document.iri]
            for anchor in found.anchors:
                document, home = self.documents[anchor.iri]
                self.documents[anchor.iri] = replace(document, conflicts=document.conflicts | anchor.conflicts), home
            for document in found.documents:
                if document.key.number:
                    for name in document.names:
                        bearers[name].append(document)

    def _groups(self, cells: Collection[str]) -> dict[str, dict[Description, str]]:
        """What is resolved together: the cells one by one, or all of a block's where something may stand in any."""
        by_block: dict[str, dict[str, dict[Description, str]]] = defaultdict(lambda: defaultdict(dict))
        for iri, description in self.said.items():
            cell = cell_of(description)
            if cell in cells:
                by_block[description.block][cell][description] = iri
        groups: dict[str, dict[Description, str]] = {}
        for block, parts in by_block.items():
            if is_open(parts):
                groups[whole(block)] = {one: iri for part in parts.values() for one, iri in part.items()}
            else:
                groups |= parts
        return groups


def _homes(found: Resolution) -> dict[str, str]:
    """The cell of each document: that of its descriptions, before those that may stand in any province."""
    homes: dict[str, str] = {}
    for description, outcome in found.outcomes.items():
        if outcome.document:
            cell = cell_of(description)
            homes[outcome.document] = max(cell, homes.get(outcome.document, cell))
    return homes


def link(
    store: Store,
    gone: Collection[NamedNode] = (),
    new: Sequence[Extraction] = (),
    *,
    known: Known | None = None,
    refresh: bool = False,
    infer: bool = True,
    recognise_all: bool = False,
) -> Change:
    """The change that drops the graphs in ``gone`` and adds the ``new`` sources, with all that follows from it.

    ``known`` is the register; ``refresh`` says that it is another one than the store was built with, or none now.
    ``infer`` off: no file without number is taken for a cited document. ``recognise_all`` asks that of all files again.
    """
    ledger = Ledger(store, gone)
    work = _Work(ledger)
    for extraction in new:
        work.add([own_description(extraction), *filter(None, cited_descriptions(extraction))])
    touched = ledger.cells_in(gone) | set(map(cell_of, work.said.values()))
    if refresh:
        touched |= ledger.all_cells()
    work.touch(touched)
    standing = ledger.registered()
    stands = _standing(work, set(map(block_of, touched)), known, standing)
    _settle_register(work, known, standing, stands)
    work.touch_laws()
    work.resolve(work.cells)
    lost = {source_iri(one.source.sha256) for one in new if own_description(one).block.startswith("file:")}
    lost |= ledger.all_lost() if recognise_all else ledger.lost_on(_changed_shelves(work))
    _recognise(work, lost, new, infer=infer)
    change = Change(drop=set(gone))
    _renew_inferred(change, work, {*ledger.descriptions_in(gone), *(standing - stands)}, {*gone, *lost})
    before = ledger.outcomes(work.said)
    changed = {iri for iri, outcome in before.items() if work.outcomes.get(iri, outcome) != outcome}
    _relink(change, work, before, changed)
    if standing != stands or changed & stands:
        outcomes = ledger.outcomes(stands - work.outcomes.keys()) | work.outcomes
        change.remove.update(ledger.graph(REGISTER))
        change.add |= known.quads(stands, outcomes) if known else set()
    for extraction in new:
        change.add.update(source_quads(extraction))
        change.add |= link_quads(links_of(extraction), work.outcomes)
    change.remove, change.add = change.remove - change.add, change.add - change.remove
    return change


def _standing(work: _Work, touched: Collection[str], known: Known | None, standing: set[str]) -> set[str]:
    """The registered documents that stand in the graph once the touched blocks are as they will be."""
    if known is None:
        return set()
    spoken = {one.block for one in work.said.values() if not one.registered}
    asked = known.near(touched)
    spoken |= work.ledger.spoken_of({trigger for iri in asked for trigger in known.triggers(iri)})
    return (standing & known.descriptions.keys()) - asked | {iri for iri in asked if known.triggers(iri) & spoken}


def _settle_register(work: _Work, known: Known | None, before: set[str], now: set[str]) -> None:
    """Registered documents come and go like sources do."""
    coming = [known.descriptions[iri] for iri in now - before] if known else []
    leaving = work.ledger.cells_of(before - now)
    work.touch(leaving | set(map(cell_of, coming)))
    for iri in before - now:
        work.weights[iri] -= 1
        if work.weights[iri] <= 0:
            work.said.pop(iri, None)
    for description in coming:
        work.add([description])


def _changed_shelves(work: _Work) -> set[Shelf]:
    """Where documents came, went or changed, so that lost files standing there must be looked at again."""
    before = work.ledger.documents(work.cells)
    changed = before ^ work.documents.keys()
    for iri in before & work.documents.keys():
        document, cell = work.documents[iri]
        if set(document_quads(document, cell)) != work.ledger.inferred(iri):
            changed.add(iri)
    shelves = work.ledger.shelves(before & changed)
    return shelves | {shelf for iri in changed & work.documents.keys() if (shelf := _shelf(work.documents[iri][0]))}


def _shelf(document: Resolved) -> Shelf | None:
    key = document.key
    return (type_iri(key.type).value, body_iri(key.issuer).value) if key.type and key.issuer else None


def _recognise(work: _Work, sources: Collection[NamedNode], new: Sequence[Extraction], *, infer: bool) -> None:
    """Decides for each lost file whether it is a cited document; if so, its own document gives way to that one."""
    alone_in = {whole(f"file:{source.value.rpartition('/')[2]}") for source in sources}
    unread = alone_in - work.cells
    work.touch(unread)
    work.resolve(unread)
    if not infer:
        return
    alone = {document.iri: document for document, cell in work.documents.values() if cell in alone_in}
    known = work.ledger.documents(work.cells)
    fresh = {source_iri(one.source.sha256): _lost(one) for one in new}
    for source, lost in (work.ledger.lost(set(sources) - fresh.keys()) | fresh).items():
        if source not in sources:
            continue
        iri = description_iri(lost.description.id).value
        own = alone[str(work.outcomes[iri].document)]
        shelf = _shelf(own)
        candidates = [one for one in work.ledger.shelved(shelf) if one.iri not in known] if shelf else []
        candidates += [
            Candidate(document.iri, document.key.number, document.key.date, document.title)
            for document, _ in work.documents.values()
            if document.key.number and shelf and _shelf(document) == shelf
        ]
        found = recognise(lost, candidates)
        if found:
            work.outcomes[iri] = Outcome(found.document, "partial")
            work.identities[source] = own, found
            del work.documents[own.iri]


def _lost(extraction: Extraction) -> Lost:
    """What a file without number still tells."""
    days = [
        said.key.date for said in cited_descriptions(extraction) if said and said.key.date and is_day(said.key.date)
    ]
    return Lost(own_description(extraction), extraction.document.symbol, max(days, default=None))


def _renew_inferred(change: Change, work: _Work, unsaid: Collection[str], sources: Collection[NamedNode]) -> None:
    """What was inferred of the touched blocks gives way to what is inferred now.

    ``unsaid``: descriptions that lose a source, perhaps their last; ``sources``: files that go, or may be recognised.
    """
    ledger = work.ledger
    for iri in work.said.keys() | unsaid:
        change.remove |= ledger.inferred(iri)
    for iri in ledger.documents(work.cells):
        change.remove |= ledger.inferred(iri) | ledger.inferred_claims(iri)
    for source in sources:
        change.remove |= ledger.inferred_identity(source)
    members: dict[str, list[tuple[str, Description]]] = defaultdict(list)
    for iri, outcome in work.outcomes.items():
        change.add.update(outcome_quads(iri, outcome))
        if outcome.document:
            members[outcome.document].append((iri, work.said[iri]))
    for document, cell in work.documents.values():
        change.add.update(document_quads(document, cell))
        change.add.update(claim_quads(document, members[document.iri]))
    for source, (own, found) in work.identities.items():
        change.add.update(identity_quads(source, own, found))


def _relink(change: Change, work: _Work, before: dict[str, Outcome], changed: Collection[str]) -> None:
    """Sources that stay, but say something that now means another document."""
    all_links = [work.ledger.links(source) for source in work.ledger.sources_of(changed) - {REGISTER}]
    needed = {node.value for links in all_links for node in links.descriptions}
    known = work.ledger.outcomes(needed - before.keys()) | before
    for links in all_links:
        change.remove |= link_quads(links, known)
        change.add |= link_quads(links, known | work.outcomes)
