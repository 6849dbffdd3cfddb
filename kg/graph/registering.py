"""The register in the graph: of all documents that it knows, those that matter to what sources cite, and their facts.

A registered document stands in the graph if a source speaks of it, by number or by name, or if a fact ties it to such a
one. So a graph of five plans holds their few dozen facts and not the whole register.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from pyoxigraph import Literal, NamedNode, Quad

from kg.graph.description_triples import description_quads
from kg.graph.terms import BASE, PARTLY_REPEALS, REGISTER, RELATIONS, A, date_literal, description_iri, term
from kg.identity.keys import NAMED_TYPES, Key
from kg.law.facts import ENDING, Change
from kg.law.register import Entry, Register
from kg.resolution.blocks import Outcome
from kg.resolution.descriptions import Description


@dataclass(frozen=True, slots=True)
class FactLink:
    """A fact between two registered documents, by the IRIs of their descriptions."""

    node: NamedNode
    predicate: NamedNode
    later: str
    earlier: str
    change: Change


class Known:
    """A register made ready for the graph, as far as it is asked for: documents as descriptions, and what ties them."""

    def __init__(self, register: Register) -> None:
        self._register = register
        self._iris: dict[Key, str] = {}
        self._entries: dict[str, Entry] = {}
        self._ties: dict[str, set[str]] = {}
        self._links: dict[str, list[FactLink]] = {}
        self._ended: dict[tuple[str, str | None], frozenset[str]] = {}
        self.descriptions: dict[str, Description] = {}
        """Those of the documents that were asked for so far."""

    @property
    def version(self) -> str:
        """What tells one state of the register from another."""
        return self._register.fingerprint

    @property
    def read_until(self) -> str:
        """The day up to which somebody looked for what it tells, as ISO; "" where it tells nothing."""
        return str(self._register.read_until or "")

    def near(self, blocks: Collection[str]) -> set[str]:
        """The registered documents whose place in the graph hangs on these blocks."""
        direct = {iri for iri in self._enter(self._register.under(blocks)) if not self._blocks(iri).isdisjoint(blocks)}
        return direct.union(*map(self._tied, direct))

    def triggers(self, iri: str) -> set[str]:
        """The blocks of which one must be spoken of, for the document to stand in the graph."""
        return self._blocks(iri).union(*map(self._blocks, self._tied(iri)))

    def ended_by(self, number: str, date: str | None) -> frozenset[str]:
        """The blocks of what the only document of this number and date that the register knows replaced or repealed."""
        if (number, date) not in self._ended:
            entries = self._register.lookup(Key(None, number, date))
            changes = entries[0].changes if len(entries) == 1 else ()
            ended = (change.earlier for change in changes if change.relation in ENDING)
            self._ended[number, date] = frozenset(earlier.block for earlier in ended if earlier.number)
        return self._ended[number, date]

    def facts_among(self, iris: Collection[str]) -> list[FactLink]:
        """The facts between documents that stand in the graph."""
        return [fact for iri in iris for fact in self._facts(iri) if fact.later in iris]

    def quads(self, iris: Collection[str], outcomes: Mapping[str, Outcome]) -> set[Quad]:
        """The register's graph where these documents stand in it, with what their descriptions came to."""
        quads = {quad for iri in iris for quad in description_quads(self.descriptions[iri], REGISTER)}
        for fact in self.facts_among(iris):
            quads.update(_fact_quads(fact, outcomes[fact.later].document, outcomes[fact.earlier].document))
        return quads

    def _enter(self, entries: Iterable[Entry]) -> set[str]:
        """The IRIs of the descriptions of these documents, which are made where they are new."""
        found = set()
        for entry in entries:
            if entry.key not in self._iris:
                description = registered(entry)
                iri = self._iris[entry.key] = description_iri(description.id).value
                self._entries[iri], self.descriptions[iri] = entry, description
            found.add(self._iris[entry.key])
        return found

    def _blocks(self, iri: str) -> set[str]:
        description = self.descriptions[iri]
        return {description.block, description.key.name_block} - {""}

    def _tied(self, iri: str) -> set[str]:
        """The documents that a fact ties to this one."""
        if iri not in self._ties:
            entry = self._entries[iri]
            ends = [*(change.later for change in entry.changed_by), *(change.earlier for change in entry.changes)]
            self._ties[iri] = self._enter(map(self._register.entry, ends))
        return self._ties[iri]

    def _facts(self, iri: str) -> list[FactLink]:
        """What later documents did to this one."""
        if iri not in self._links:
            changes = self._entries[iri].changed_by
            later = [next(iter(self._enter([self._register.entry(change.later)]))) for change in changes]
            self._links[iri] = [_fact_link(change, other, iri) for change, other in zip(changes, later, strict=True)]
        return self._links[iri]


def registered(entry: Entry) -> Description:
    """What the register says of a document. Only laws go by a name; for all others it is the title."""
    key, named = entry.key, entry.key.type in NAMED_TYPES
    days = [str(effect.effective) for effect in entry.effects if effect.effective]
    days = days or [str(change.effective) for change in entry.changes if change.ends and change.effective]
    return Description(
        key if named else replace(key, name=None),
        title=None if named else key.name,
        effective=min(days, default=None),
        registered=True,
    )


def _fact_link(change: Change, later: str, earlier: str) -> FactLink:
    parting = change.scope == "part" and change.relation in ENDING
    predicate = PARTLY_REPEALS if parting else RELATIONS[change.relation]
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
