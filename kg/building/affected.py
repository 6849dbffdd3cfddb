"""What a change touches: all that is said in the cells of the sources that come or go, and what it comes to."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from operator import itemgetter

from pyoxigraph import NamedNode

from kg.graph.terms import description_iri
from kg.resolution import cells as cells_
from kg.resolution.blocks import Outcome, Resolution, Resolved, resolve
from kg.resolution.cells import (
    base_of,
    beside,
    block_of,
    cell_of,
    hangs,
    home_of,
    is_open,
    meant_by,
    open_cell,
    whole,
)
from kg.resolution.descriptions import Description
from kg.resolution.mistaken import mend
from kg.resolution.recognition import Recognition
from kg.storage.block_index import blocks_of_laws
from kg.storage.readback import Readback

_Group = tuple[str, dict[Description, str], frozenset[str]]
"""What is resolved together: its first cell, its descriptions with their IRIs, and the units that are crowds."""

_FIRST = itemgetter(0)


@dataclass(slots=True)
class Affected:
    """The touched cells with all that is said in them once the change is made.

    ``leaving`` counts for each description the sources of it that go. ``stored`` are the numbers of sources before.
    ``infer`` off: no bare name follows what nearly all others mean by it. ``known_until`` is the day up to which the
    register knows the laws.
    ``claims`` are the documents that letterheads would be taken for, ``identities`` those that no other disputes.
    """

    readback: Readback
    leaving: Mapping[str, int]
    infer: bool = True
    known_until: str = ""
    cells: set[str] = field(default_factory=set)
    said: dict[str, Description] = field(default_factory=dict)
    weights: Counter[str] = field(default_factory=Counter)
    stored: dict[str, int] = field(default_factory=dict)
    outcomes: dict[str, Outcome] = field(default_factory=dict)
    documents: dict[str, tuple[Resolved, str]] = field(default_factory=dict)
    identities: dict[NamedNode, tuple[Resolved, Recognition]] = field(default_factory=dict)
    claims: dict[NamedNode, str] = field(default_factory=dict)
    _parts: dict[str, dict[Description, str]] = field(default_factory=lambda: defaultdict(dict))
    _wide: set[str] = field(default_factory=set)
    _opened: set[str] = field(default_factory=set)
    _entire: dict[str, bool] = field(default_factory=dict)
    _packed: dict[str, bool] = field(default_factory=dict)

    @property
    def held(self) -> set[str]:
        """The touched documents of which a file with their number is there."""
        owns = (iri for iri, one in self.said.items() if one.own and one.key.number)
        return {outcome.document for iri in owns if (outcome := self.outcomes.get(iri)) and outcome.document}

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
        base = base_of(cell)
        if hangs(description):
            self._wide.add(base)
        if is_open(base):
            self._opened.add(block_of(base))

    def touch(self, cells: Iterable[str]) -> None:
        """Loads what the staying sources say in these cells, and in all that they hang together with."""
        unread = set(cells) - self.cells
        while unread:
            self.cells |= unread
            members = self.readback.block_index.members(unread)
            sources = self.readback.block_index.sources(members)
            self.stored |= sources
            staying = {iri: count for iri in members if (count := sources[iri] - self.leaving.get(iri, 0)) > 0}
            for iri, description in self.readback.descriptions(staying).items():
                self._enter(iri, description, members[iri], staying[iri])
            found = self._bases(unread) | self._neighbours(unread) | self._of_open_blocks(unread)
            unread = found - self.cells

    def _bases(self, cells: Collection[str]) -> set[str]:
        """The bases of cells with all that is lone in them, but for those that were and stay crowds."""
        fresh = {base_of(cell) for cell in cells if cell != whole(block_of(cell))} - self._packed.keys()
        self._packed |= {base: self._is_packed(base) for base in fresh}
        loose = {base for base in fresh if not self._packed[base]}
        return loose | self.readback.block_index.lone(loose)

    def _is_packed(self, base: str) -> bool:
        """Whether a base is a crowd before and after the change, whoever leaves."""
        block_index, most = self.readback.block_index, cells_.CROWD + len(self.leaving)
        crowded_block = is_open(base) and block_index.block(block_of(base), most) is None
        return crowded_block or block_index.has_more_files(base, most)

    def _neighbours(self, cells: Collection[str]) -> set[str]:
        """The bases that hang together with these by what is wide."""
        block_index = self.readback.block_index
        bases = {cell for cell in cells if cell == base_of(cell) != whole(block_of(cell))}
        wide = block_index.wide(bases) | (bases & self._wide)
        return block_index.beside(wide) | block_index.wide({other for base in bases for other in beside(base)})

    def _of_open_blocks(self, cells: Collection[str]) -> set[str]:
        """All cells of those blocks in which something may stand anywhere, but for the crowded ones."""
        found: set[str] = set()
        for block in {block_of(cell) for cell in cells if cell != whole(block_of(cell))} - self._entire.keys():
            if block in self._opened or self.readback.block_index.is_said(open_cell(block)):
                all_cells = self.readback.block_index.block(block, cells_.CROWD + len(self.leaving))
                self._entire[block] = all_cells is not None
                found |= all_cells or set()
        return found

    def touch_what_decides(self) -> None:
        """Laws by name and laws by number decide on each other, and numbers on what contradicts itself: loads all
        that hang together."""
        asked: set[str] = set()
        names: set[str] = set()
        doubted: set[str] = set()
        while True:
            bearing = {one.key.name_block for one in self.said.values() if one.key.number and one.key.name} - names
            blocks = blocks_of_laws(self.cells) - asked
            cells = self.cells - doubted
            meant = {cell for one in self.said.values() for cell in meant_by(one)} - self.cells
            if not bearing and not blocks and not cells and not meant:
                return
            names |= bearing
            asked |= blocks
            doubted |= cells
            found = self.readback.block_index.named(blocks) | self.readback.block_index.doubtful(cells)
            self.touch(set(map(whole, bearing)) | meant | found)

    def resolve(self, cells: Collection[str]) -> None:
        """Resolves cells: numbers first, so that names can hold on to them, and what contradicts itself."""
        parts = {cell: part for cell in cells if (part := self._parts.get(cell))}
        numbered: list[_Group] = []
        others: list[_Group] = []
        for group in cells_.groups(parts, self._crowds(cells)):
            members = {one: iri for cell in group.cells for one, iri in parts[cell].items()}
            founds = any(one.key.number and not one.readings for one in members)
            (numbered if founds else others).append((group.cells[0], members, group.crowds))
        founded: dict[str, Resolved] = {}
        for _, members, crowds in sorted(numbered, key=_FIRST):
            founded |= self._resolve_group(members, (), crowds)
        founded = self._mend({iri: one for _, members, _ in numbered for one, iri in members.items()}, founded)
        bearers: dict[str, list[Resolved]] = defaultdict(list)
        for document in founded.values():
            for place in (*document.names, home_of(document.key)) if document.key.number else ():
                bearers[place].append(document)
        for first, members, crowds in sorted(others, key=_FIRST):
            places = {place for one in members for place in meant_by(one)} or {block_of(first)}
            anchors = [document for place in sorted(places) for document in bearers[place]]
            self._resolve_group(members, anchors, crowds)

    def _resolve_group(
        self, members: Mapping[Description, str], anchors: Sequence[Resolved], crowds: Collection[str]
    ) -> dict[str, Resolved]:
        """Resolves what belongs together, and returns the documents that it founded."""
        weights = {one: self.weights[iri] for one, iri in members.items()}
        found = resolve(weights, anchors, crowds, infer=self.infer, known_until=self.known_until)
        self.outcomes |= {members[description]: outcome for description, outcome in found.outcomes.items()}
        homes = _homes(found)
        for document in found.documents:
            self.documents[document.iri] = document, homes[document.iri]
        for anchor in found.anchors:
            document, home = self.documents[anchor.iri]
            self.documents[anchor.iri] = replace(document, conflicts=document.conflicts | anchor.conflicts), home
        return {document.iri: document for document in found.documents}

    def _mend(self, said: Mapping[str, Description], founded: dict[str, Resolved]) -> dict[str, Resolved]:
        """What numbers founded, once mentions whose number is a slip have gone to the laws that they mean."""
        mended = mend(said, self.outcomes, founded, self.weights, infer=self.infer, known_until=self.known_until)
        self.outcomes |= mended.outcomes
        for iri in mended.gone:
            del self.documents[iri]
        for law in mended.laws:
            self.documents[law.iri] = law, self.documents[law.iri][1]
        laws = {law.iri: law for law in mended.laws}
        return {iri: laws.get(iri, document) for iri, document in founded.items() if iri not in mended.gone}

    def _crowds(self, cells: Collection[str]) -> set[str]:
        """The bases of these cells that are crowds once the change is made."""
        said, files = Counter[str](), Counter[str]()
        for cell in cells:
            part, base = self._parts.get(cell, ()), base_of(cell)
            said[block_of(cell)] += len(part)
            files[base] += sum(one.own for one in part) if cell != base else 0
        return {
            base
            for base in files
            if self._packed.get(base)
            or files[base] > cells_.CROWD
            or (is_open(base) and not (self._entire.get(block_of(base)) and said[block_of(base)] <= cells_.CROWD))
        }


def _homes(found: Resolution) -> dict[str, str]:
    """The cell of each document: that of its descriptions, before those that may stand in any province."""
    homes: dict[str, str] = {}
    for description, outcome in found.outcomes.items():
        if outcome.document:
            cell = cell_of(description)
            homes[outcome.document] = max(cell, homes.get(outcome.document, cell))
    return homes
