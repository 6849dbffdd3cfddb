"""The register in the graph: of all documents that it knows, those that matter to what sources cite, and their facts.

A registered document stands in the graph if a source speaks of it, by number or by name, or if a fact ties it to such a
one. So a graph of five plans holds their few dozen facts and not the whole register.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from pyoxigraph import Literal, NamedNode, Quad

from kg.graph.description_triples import description_quads
from kg.graph.terms import BASE, REGISTER, A, date_literal, description_iri, term
from kg.identity.keys import NAMED_TYPES
from kg.law.facts import Change
from kg.law.register import Entry, Register
from kg.resolution.blocks import Outcome
from kg.resolution.descriptions import Description

_PREDICATES = {
    ("supersedes", "whole"): "cancu:supersedes",
    ("repeals", "whole"): "eli:repeals",
    ("supersedes", "part"): "cancu:partlyRepeals",
    ("repeals", "part"): "cancu:partlyRepeals",
    ("amends", "whole"): "eli:amends",
    ("amends", "part"): "eli:amends",
}


@dataclass(frozen=True, slots=True)
class FactLink:
    """A fact between two registered documents, by the IRIs of their descriptions."""

    node: NamedNode
    predicate: NamedNode
    later: str
    earlier: str
    change: Change


class Known:
    """A register made ready for the graph: its documents as descriptions, where they meet others, what ties them."""

    def __init__(self, register: Register) -> None:
        self.descriptions: dict[str, Description] = {}
        self._triggers: dict[str, frozenset[str]] = {}
        self._by_trigger: dict[str, set[str]] = defaultdict(set)
        self._tied: dict[str, set[str]] = defaultdict(set)
        iris = {entry.key: self._enter(entry) for entry in register.entries()}
        self.facts: list[FactLink] = []
        for change in register.facts:
            if isinstance(change, Change):
                later, earlier = (iris[register.entry(key).key] for key in (change.later, change.earlier))
                self._tied[later].add(earlier)
                self._tied[earlier].add(later)
                self.facts.append(_fact_link(change, later, earlier))

    def _enter(self, entry: Entry) -> str:
        description = registered(entry)
        iri = description_iri(description.id).value
        self.descriptions[iri] = description
        self._triggers[iri] = frozenset({description.block, description.key.name_block} - {""})
        for trigger in self._triggers[iri]:
            self._by_trigger[trigger].add(iri)
        return iri

    @cached_property
    def version(self) -> str:
        """What tells one state of the register from another."""
        lines = sorted([*self.descriptions, *(fact.node.value for fact in self.facts)])
        return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:24]

    def near(self, blocks: Iterable[str]) -> set[str]:
        """The registered documents whose place in the graph hangs on these blocks."""
        direct = {iri for block in blocks for iri in self._by_trigger.get(block, ())}
        return direct.union(*(self._tied[iri] for iri in direct))

    def triggers(self, iri: str) -> set[str]:
        """The blocks of which one must be spoken of, for the document to stand in the graph."""
        return set(self._triggers[iri]).union(*(self._triggers[tied] for tied in self._tied[iri]))

    def facts_among(self, iris: Collection[str]) -> list[FactLink]:
        """The facts between documents that stand in the graph."""
        return [fact for fact in self.facts if fact.later in iris and fact.earlier in iris]

    def quads(self, iris: Collection[str], outcomes: Mapping[str, Outcome]) -> set[Quad]:
        """The register's graph where these documents stand in it, with what their descriptions came to."""
        quads = {quad for iri in iris for quad in description_quads(self.descriptions[iri], REGISTER)}
        for fact in self.facts_among(iris):
            quads.update(_fact_quads(fact, outcomes[fact.later].document, outcomes[fact.earlier].document))
        return quads


def registered(entry: Entry) -> Description:
    """What the register says of a document. Only laws go by a name; for all others it is the title."""
    key, named = entry.key, entry.key.type in NAMED_TYPES
    days = [str(effect.effective) for effect in entry.effects if effect.effective]
    return Description(
        key if named else replace(key, name=None),
        title=None if named else key.name,
        effective=min(days, default=None),
        registered=True,
    )


def _fact_link(change: Change, later: str, earlier: str) -> FactLink:
    predicate = term(_PREDICATES[change.relation, change.scope])
    said = (predicate.value, later, earlier, change.scope, str(change.effective), change.source)
    digest = hashlib.sha256("\n".join(said).encode()).hexdigest()[:24]
    return FactLink(NamedNode(f"{BASE}fact/{digest}"), predicate, later, earlier, change)


def _fact_quads(fact: FactLink, later: str | None, earlier: str | None) -> Iterator[Quad]:
    """A fact with its source; the edge itself only where both documents are settled and differ."""
    change = fact.change
    said: Mapping[str, NamedNode | Literal | None] = {
        "rdf:predicate": fact.predicate,
        "cancu:scope": term(f"cancu:scope-{change.scope}"),
        "cancu:effective": date_literal(str(change.effective)) if change.effective else None,
        "cancu:mark": term(f"cancu:mark-{change.mark}"),
        "dcterms:source": Literal(change.source, language="vi"),
    }
    if later is None or earlier is None or later == earlier:
        return
    yield Quad(fact.node, A, term("cancu:Fact"), REGISTER)
    for short, value in said.items():
        if value is not None:
            yield Quad(fact.node, term(short), value, REGISTER)
    yield Quad(fact.node, term("rdf:subject"), NamedNode(later), REGISTER)
    yield Quad(fact.node, term("rdf:object"), NamedNode(earlier), REGISTER)
    yield Quad(NamedNode(later), fact.predicate, NamedNode(earlier), REGISTER)
