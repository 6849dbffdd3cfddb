"""What a change touches: all that is said in the cells of the sources that come or go, and what it comes to."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace

from pyoxigraph import NamedNode

from kg.graph.terms import description_iri
from kg.resolution import cells as cells_
from kg.resolution.blocks import Outcome, Resolution, Resolved, resolve
from kg.resolution.cells import beside, block_of, cell_of, is_wide, open_cell, whole
from kg.resolution.descriptions import Description
from kg.resolution.recognition import Recognition
from kg.storage.catalogue import blocks_of_laws
from kg.storage.ledger import Ledger


@dataclass(slots=True)
class Touched:
    """The touched cells with all that is said in them once the change is made.

    ``leaving`` counts for each description the sources of it that go. ``stored`` are the numbers of sources before.
    ``claims`` are the documents that letterheads would be taken for, ``identities`` those that no other disputes.
    """

    ledger: Ledger
    leaving: Mapping[str, int]
    cells: set[str] = field(default_factory=set)
    said: dict[str, Description] = field(default_factory=dict)
    weights: Counter[str] = field(default_factory=Counter)
    stored: dict[str, int] = field(default_factory=dict)
    outcomes: dict[str, Outcome] = field(default_factory=dict)
    documents: dict[str, tuple[Resolved, str]] = field(default_factory=dict)
    identities: dict[NamedNode, tuple[Resolved, Recognition]] = field(default_factory=dict)
    claims: dict[NamedNode, str] = field(default_factory=dict)
    _parts: dict[str, dict[Description, str]] = field(default_factory=lambda: defaultdict(dict))
    _wide: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    _beside: dict[str, set[str]] = field(default_factory=dict)
    _entire: set[str] = field(default_factory=set)

    def add(self, descriptions: Iterable[Description]) -> None:
        """What one new source says; each description counts once."""
        for description in dict.fromkeys(descriptions):
            self._enter(description_iri(description.id).value, description, cell_of(description), 1)

    def drop(self, iris: Iterable[str]) -> None:
        """What one source no longer says."""
        for iri in iris:
            self.weights[iri] -= 1
            if self.weights[iri] <= 0 and iri in self.said:
                del self._parts[cell_of(self.said[iri])][self.said.pop(iri)]

    def _enter(self, iri: str, description: Description, cell: str, sources: int) -> None:
        self.weights[iri] += sources
        if iri in self.said:
            return
        self.said[iri] = description
        self._parts[cell][description] = iri
        if is_wide(description):
            self._wide[block_of(cell)].add(cell)
        if others := beside(description):
            self._beside[cell] = set(others)

    def touch(self, cells: Iterable[str]) -> None:
        """Loads what the staying sources say in these cells, and in all that they hang together with."""
        unread = set(cells) - self.cells
        while unread:
            self.cells |= unread
            members = self.ledger.catalogue.members(unread)
            sources = self.ledger.catalogue.sources(members)
            self.stored |= sources
            staying = {iri: count for iri in members if (count := sources[iri] - self.leaving.get(iri, 0)) > 0}
            for iri, description in self.ledger.descriptions(staying).items():
                self._enter(iri, description, members[iri], staying[iri])
            unread = (self._neighbours(unread) | self._of_open_blocks(unread)) - self.cells

    def _neighbours(self, cells: Collection[str]) -> set[str]:
        """The cells that hang together with these by what is wide."""
        catalogue = self.ledger.catalogue
        apart = {cell for cell in cells if cell != whole(block_of(cell))}
        blocks = set(map(block_of, apart))
        wide = catalogue.wide(blocks).union(*(self._wide[block] for block in blocks & self._wide.keys()))
        if not wide:
            return set()
        found = {other for cell in apart for other in self._beside.get(cell, set()) & wide}
        found |= {cell for cell, others in self._beside.items() if others & apart}
        return found | catalogue.beside(wide & apart)

    def _of_open_blocks(self, cells: Collection[str]) -> set[str]:
        """All cells of those blocks in which something may stand anywhere, but for the crowded ones."""
        catalogue = self.ledger.catalogue
        blocks = {block_of(cell) for cell in cells if cell != whole(block_of(cell))} - self._entire
        opened = set(map(block_of, catalogue.members(map(open_cell, blocks)).values()))
        opened |= {block for block in blocks if self._parts.get(open_cell(block))}
        found: set[str] = set()
        for block in opened:
            all_cells = catalogue.block(block, cells_.CROWD + len(self.leaving))
            if all_cells is not None:
                self._entire.add(block)
                found |= all_cells | {cell for cell in self._parts if block_of(cell) == block}
        return found

    def touch_laws(self) -> None:
        """Laws by name and laws by number decide on each other: loads all that hang together."""
        asked: set[str] = set()
        names: set[str] = set()
        while True:
            bearing = {one.key.name_block for one in self.said.values() if one.key.number and one.key.name} - names
            blocks = blocks_of_laws(self.cells) - asked
            if not bearing and not blocks:
                return
            names |= bearing
            asked |= blocks
            self.touch(set(map(whole, bearing)) | self.ledger.catalogue.named(blocks))

    def resolve(self, cells: Collection[str]) -> None:
        """Resolves cells: numbers first, so that names can hold on to them."""
        parts = {cell: part for cell in cells if (part := self._parts.get(cell))}
        ordered: dict[tuple[bool, str], dict[Description, str]] = {}
        for group in cells_.groups(parts, self._crowded(parts)):
            members = {one: iri for cell in group for one, iri in parts[cell].items()}
            ordered[not any(one.key.number for one in members), group[0]] = members
        bearers: dict[str, list[Resolved]] = defaultdict(list)
        for (_, first), iris in sorted(ordered.items(), key=lambda item: item[0]):
            found = resolve({one: self.weights[iri] for one, iri in iris.items()}, bearers[block_of(first)])
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

    def _crowded(self, parts: cells_.Parts) -> set[str]:
        """Blocks with more descriptions than a mention without any place is held against."""
        sizes: Counter[str] = Counter()
        for cell, part in parts.items():
            sizes[block_of(cell)] += len(part)
        return {block for block, size in sizes.items() if block not in self._entire or size > cells_.CROWD}


def _homes(found: Resolution) -> dict[str, str]:
    """The cell of each document: that of its descriptions, before those that may stand in any province."""
    homes: dict[str, str] = {}
    for description, outcome in found.outcomes.items():
        if outcome.document:
            cell = cell_of(description)
            homes[outcome.document] = max(cell, homes.get(outcome.document, cell))
    return homes
