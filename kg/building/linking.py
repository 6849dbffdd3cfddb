"""What the graph becomes when sources come and go: one change, computed from the blocks that they touch.

Only the blocks of the sources that come or go are resolved again, with all that any source says in them; so the graph
depends on the set of sources alone, never on their order. Whatever a block's outcome alters elsewhere (which document
a description of another source means, which cited document a lost file is) is part of the same change.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain, starmap
from typing import TypeVar

from pyoxigraph import NamedNode, Quad

from extract.errors import StoreError
from extract.reading import printable
from extract.records import Extraction
from kg.building.affected import Affected
from kg.building.identities import identify, lost_in
from kg.graph.document_triples import claim_quads, document_quads, identity_quads, outcome_quads
from kg.graph.registering import Known
from kg.graph.terms import BOOKS, INFERRED, REGISTER, source_iri
from kg.graph.triples import Asides, Links, link_quads, links_of, source_quads
from kg.resolution.blocks import Outcome
from kg.resolution.cells import block_of, cell_of, meant_by
from kg.resolution.descriptions import Description, cited_descriptions, own_description
from kg.resolution.drafts import Resolved
from kg.storage.block_index import claim_quad, entry_quads, home_quad, lost_quads
from kg.storage.change import Change, Told
from kg.storage.readback import Readback
from kg.storage.store import Store

Thing = TypeVar("Thing")


def link(
    store: Store,
    gone: Collection[NamedNode] = (),
    new: Sequence[Extraction] = (),
    *,
    asides: Mapping[str, Asides] | None = None,
    known: Known | None = None,
    refresh: bool = False,
    infer: bool = True,
    recognise_all: bool = False,
) -> Change:
    """The change that drops the graphs in ``gone`` and adds the ``new`` sources, with all that follows from it.

    ``asides`` are those of the new sources, by their hashes. ``known`` is the register; ``refresh`` says that it is
    another one than the store was built with, or none now. ``infer`` off: no file without number is taken for a cited
    document, and no bare name for the law that nearly all others mean. ``recognise_all`` asks that of all files and
    names again.
    Raises StoreError where a source says something that no graph can hold.
    """
    told = [(extraction, (asides or {}).get(extraction.source.sha256, ())) for extraction in new]
    sizes = list(starmap(_size, told))
    readback = Readback(store, gone)
    leaving = readback.said_in(gone)
    affected = Affected(readback, leaving, infer, known.read_until if known is not None else "")
    for extraction in new:
        affected.add([own_description(extraction), *filter(None, cited_descriptions(extraction))])
    cells = readback.block_index.cells_of(leaving)
    cells |= {cell for one in affected.said.values() for cell in (cell_of(one), *meant_by(one))}
    if refresh or recognise_all:
        cells |= readback.block_index.cells()
    affected.touch(cells)
    standing = readback.registered()
    stands = _standing(affected, set(map(block_of, cells)), known, standing)
    _settle_register(affected, known, standing, stands)
    affected.touch_what_decides()
    affected.resolve(affected.cells)
    change = Change(drop=set(gone))
    decided = identify(affected, new, known, infer=infer, everywhere=recognise_all or refresh)
    before = readback.outcomes(affected.said.keys() | affected.stored.keys())
    _renew_outcomes(change, affected, before)
    _renew_documents(change, affected)
    _renew_identities(change, affected, {*gone, *decided})
    _renew_block_index(change, affected)
    changed = {iri for iri, outcome in before.items() if affected.outcomes.get(iri, outcome) != outcome}
    _relink(change, affected, before, changed)
    if standing != stands or changed & stands:
        outcomes = readback.outcomes(stands - affected.outcomes.keys()) | affected.outcomes
        change.remove.update(readback.graph(REGISTER))
        change.add |= known.quads(stands, outcomes) if known else set()
    change.remove.update(readback.block_index.entries(source.value for source in gone))
    for (extraction, aside), size in zip(told, sizes, strict=True):
        if own_description(extraction).lost:
            change.add.update(lost_quads(source_iri(extraction.source.sha256), lost_in(extraction)))
        change.told.append(_told(extraction, aside, size, affected.outcomes))
    change.remove, change.add = change.remove - change.add, change.add - change.remove
    return change


def _size(extraction: Extraction, asides: Asides) -> int:
    """How many quads a source says by itself."""
    try:
        return sum(1 for _ in source_quads(extraction, asides))
    except ValueError as error:  # such as half a surrogate pair
        path = printable(extraction.source.path)
        raise StoreError(
            "{path} says what no graph can hold ({error}); save it anew as UTF-8 text.", path=path, error=error
        ) from error


def _told(extraction: Extraction, asides: Asides, size: int, outcomes: Mapping[str, Outcome]) -> Told:
    """What a source says, with what resolution made of that."""

    def quads() -> Iterator[Quad]:
        yield from source_quads(extraction, asides)
        yield from link_quads(links_of(extraction, asides), outcomes)

    return Told(source_iri(extraction.source.sha256), size, quads)


def _made(graph: NamedNode, things: Sequence[Thing], quads: Callable[[Thing], Iterable[Quad]]) -> Told:
    """What is said of things that are new, so that nothing of it has to give way first."""
    return Told(graph, len(things), lambda: chain.from_iterable(map(quads, things)))


def _standing(affected: Affected, blocks: Collection[str], known: Known | None, standing: set[str]) -> set[str]:
    """The registered documents that stand in the graph once the affected blocks are as they will be."""
    if known is None:
        return set()
    spoken = {block for one in affected.said.values() if not one.registered for block in one.blocks}
    known.near(
        affected.readback.blocks_of(standing - known.descriptions.keys())
    )  # those that an earlier build put there
    asked = known.near(blocks)
    spoken |= affected.readback.spoken_of({trigger for iri in asked for trigger in known.triggers(iri)})
    return (standing & known.descriptions.keys()) - asked | {iri for iri in asked if known.triggers(iri) & spoken}


def _settle_register(affected: Affected, known: Known | None, before: set[str], now: set[str]) -> None:
    """Registered documents come and go like sources do."""
    coming = [known.descriptions[iri] for iri in now - before] if known else []
    affected.touch(affected.readback.block_index.cells_of(before - now) | set(map(cell_of, coming)))
    affected.drop(before - now)
    for description in coming:
        affected.add([description])


def _renew_outcomes(change: Change, affected: Affected, before: Mapping[str, Outcome]) -> None:
    """Which document each description means, where that is another one than before."""
    for iri, old in before.items():
        now = affected.outcomes.get(iri)
        if old != now:
            change.remove.update(outcome_quads(iri, old))
            change.add.update(outcome_quads(iri, now) if now else ())
    fresh = [one for one in affected.outcomes.items() if one[0] not in before]
    change.told.append(_made(INFERRED, fresh, lambda one: outcome_quads(*one)))


def _renew_documents(change: Change, affected: Affected) -> None:
    """What was inferred of the affected documents gives way to what is inferred now."""
    readback = affected.readback
    old = readback.block_index.documents(affected.cells)
    change.remove.update(*readback.inferred(old).values(), *readback.inferred_claims(old).values())
    change.remove |= readback.block_index.homes(old)
    members: dict[str, list[tuple[str, Description]]] = defaultdict(list)
    for iri, outcome in affected.outcomes.items():
        if outcome.document:
            members[outcome.document].append((iri, affected.said[iri]))

    def quads(one: tuple[Resolved, str]) -> Iterator[Quad]:
        document, cell = one
        yield from document_quads(document, block_of(cell))
        yield from claim_quads(document, members[document.iri])
        yield home_quad(document.iri, cell)

    for one in affected.documents.values():
        if one[0].iri in old:
            change.add.update(quads(one))
    fresh = [one for one in affected.documents.values() if one[0].iri not in old]
    change.told.append(_made(INFERRED, fresh, quads))


def _renew_identities(change: Change, affected: Affected, sources: Collection[NamedNode]) -> None:
    """Of files that go, or may be recognised: which cited documents they are taken for."""
    change.remove |= affected.readback.inferred_identities(sources) | affected.readback.block_index.claims(sources)
    for source, (own, found) in affected.identities.items():
        change.add.update(identity_quads(source, own, found))
    change.add |= {claim_quad(source, document) for source, document in affected.claims.items()}


def _renew_block_index(change: Change, affected: Affected) -> None:
    """The books follow what is said by more or by fewer sources than before."""
    known = affected.stored.keys() | affected.said.keys()
    changed = {iri for iri in known if affected.stored.get(iri) != affected.weights[iri]}
    change.remove |= affected.readback.block_index.entries(changed & affected.stored.keys())
    coming = changed & affected.said.keys()
    for iri in coming & affected.stored.keys():
        change.add.update(entry_quads(affected.said[iri], affected.weights[iri]))
    fresh = [(affected.said[iri], affected.weights[iri]) for iri in coming - affected.stored.keys()]
    change.told.append(_made(BOOKS, fresh, lambda one: entry_quads(*one)))


def _relink(change: Change, affected: Affected, before: Mapping[str, Outcome], changed: Collection[str]) -> None:
    """Sources that stay, but say something that now means another document."""
    all_links = [affected.readback.links(source) for source in affected.readback.sources_of(changed)]
    needed = {node.value for links in all_links for node in links.descriptions}
    known = {**affected.readback.outcomes(needed - before.keys()), **before}
    now = known | affected.outcomes
    for links in all_links:
        part = links.hanging_on(changed)
        said = set(link_quads(part, known))
        gone, fresh = set(said), 0
        for quad in link_quads(part, now):  # most of a hundred candidates stay
            gone.discard(quad)
            fresh += quad not in said
        if part is not links:
            gone.difference_update(link_quads(links, now))  # what the rest of the source says, too, stays
        change.remove |= gone
        if fresh:
            change.told.append(Told(links.source, fresh, partial(_fresh, part, now, said)))


def _fresh(part: Links, now: Mapping[str, Outcome], said: Collection[Quad]) -> Iterator[Quad]:
    """What a source says now and did not say: perhaps a million candidates, so made as it is written."""
    return (quad for quad in link_quads(part, now) if quad not in said)
