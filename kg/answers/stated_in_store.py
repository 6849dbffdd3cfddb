"""What the texts of a store state of the law: which documents change which, and since when acts are in force.

There are few such statements beside citations: all of a store are read once, by the numbers and names of both ends.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import cast

from pyoxigraph import NamedNode

from extract.records import Changing, Period
from kg.answers.corpus import stated_change, stated_effect, words_of
from kg.answers.letterheads import Letterheads
from kg.graph.terms import INFERRED, REGISTER, stated_relation, term
from kg.graph.triples import IN_FORCE, quote_iri
from kg.identity.keys import Key
from kg.identity.naming import dotted
from kg.law.facts import Change, Effect
from kg.law.register import blocks
from kg.storage.readback import Readback
from kg.storage.store import Store, value_of


@dataclass(frozen=True, slots=True)
class _Stated:
    """A statement of a source: what it says of the citation ``object``, of the description ``earlier``; ``subject`` is
    the citation of what is said to change it, of the description ``later``, None where it is the source itself."""

    node: NamedNode
    source: NamedNode
    object: NamedNode
    earlier: NamedNode
    subject: NamedNode | None
    later: NamedNode | None


class StatedInStore:
    """The statements of a store, which must stay open and as it is."""

    def __init__(self, store: Store, readback: Readback, letterheads: Letterheads) -> None:
        self._store = store
        self._readback = readback
        self._letterheads = letterheads
        self._told: dict[NamedNode, set[str]] = {}

    def changes(self, touching: Collection[str] | None = None) -> list[Change]:
        """The changes of documents of these numbers or names (blocks); all of them without any."""
        if touching is None:
            asked: Iterable[_Stated] = chain.from_iterable(self._statements.values())
        else:
            asked = chain.from_iterable(self._statements[block] for block in self._statements.keys() & touching)
        found = map(self._change, {one.node: one for one in asked}.values())
        return [change for change in found if change is not None]

    def effects(self, touching: Collection[str] | None = None) -> list[Effect]:
        """For which time acts at hand of these numbers (blocks) say that they are in force; all acts without any."""
        stated = (
            self._days.values() if touching is None else (self._days[block] for block in self._days.keys() & touching)
        )
        days = {source: told for found in stated for source, told in found.items()}
        owns = self._letterheads.of(days) if days else {}
        found = (stated_effect(owns[source].key, days[source], owns[source].path) for source in days)
        return [effect for effect in found if effect is not None]

    @cached_property
    def _statements(self) -> dict[str, list[_Stated]]:
        """All that texts state of changes, by the numbers and names of both ends."""
        found: dict[str, list[_Stated]] = defaultdict(list)
        heads: dict[NamedNode, set[str]] = {}
        for one in self._all():
            ends = self._ends(one.earlier, one.source)
            if one.later is not None:
                ends = ends | self._ends(one.later, one.source)
            elif one.subject is None:
                if one.source not in heads:
                    heads[one.source] = self._own_ends(one.source)
                ends = ends | heads[one.source]
            for block in ends - {""}:
                found[block].append(one)
        return found

    def _all(self) -> Iterator[_Stated]:
        """Read by pattern, each from its own source: what thousands cite is described in each of theirs."""
        acting = {quad.subject: quad.object for quad in self._store.match(None, term("cancu:subjectCitation"))}
        for quad in self._store.match(None, term("cancu:objectCitation")):
            node, source, cited = quad.subject, quad.graph_name, quad.object
            if isinstance(node, NamedNode) and isinstance(source, NamedNode) and isinstance(cited, NamedNode):
                earlier, subject = self._node(cited, "cancu:description", source), acting.get(node)
                later = self._node(subject, "cancu:description", source) if isinstance(subject, NamedNode) else None
                if earlier is not None:
                    by = subject if isinstance(subject, NamedNode) else None
                    yield _Stated(node, source, cited, earlier, by, later)

    def _ends(self, description: NamedNode, source: NamedNode) -> set[str]:
        """The number and the name by which a source describes a document, as they are asked for."""
        if description not in self._told:
            name = self._value(description, "cancu:name", source)
            self._told[description] = {self._value(description, "cancu:block", source), dotted(name)}
        return self._told[description]

    def _own_ends(self, source: NamedNode) -> set[str]:
        head = self._node(source, "cancu:letterhead", source)
        ends = self._ends(head, source) if head is not None else set()
        lost = any(one.startswith("file:") for one in ends)  # the file lost its number
        return ends | blocks(self._own(source.value)) if lost else ends

    def _node(self, subject: NamedNode, predicate: str, source: NamedNode) -> NamedNode | None:
        values = (quad.object for quad in self._store.match(subject, term(predicate), None, source))
        return next((value for value in values if isinstance(value, NamedNode)), None)

    def _value(self, subject: NamedNode, predicate: str, source: NamedNode) -> str:
        return next(map(value_of, self._store.match(subject, term(predicate), None, source)), "")

    @cached_property
    def _days(self) -> dict[str, dict[str, Period]]:
        """From when to when texts state that they are in force, by the numbers and names of their documents and by
        source. Those that bear a number may be thousands, in each place one; those that state their days are few."""
        since, until = (term(short) for short in IN_FORCE)
        stated: dict[NamedNode, dict[str, Period]] = defaultdict(dict)
        for quad in self._store.match(None, since):
            document, source = quad.subject, quad.graph_name
            if isinstance(document, NamedNode) and isinstance(source, NamedNode) and source not in (INFERRED, REGISTER):
                last = next(map(value_of, self._store.match(document, until, None, source)), None)
                stated[document][source.value] = Period(value_of(quad), last)
        found: dict[str, dict[str, Period]] = defaultdict(dict)
        for quad in self._store.about(stated, term("cancu:block"), INFERRED):
            if isinstance(quad.subject, NamedNode):
                found[value_of(quad)] |= stated[quad.subject]
        return found

    def _change(self, one: _Stated) -> Change | None:
        if one.subject is not None and one.later is None:
            return None
        own = self._own(one.source.value)
        quote = next(map(value_of, self._store.match(quote_iri(one.object), term("oa:exact"))), "")
        return stated_change(
            cast(Changing, stated_relation(self._value(one.node, "rdf:predicate", one.source))),
            self._value(one.node, "cancu:scope", one.source).rpartition("-")[2],
            own if one.later is None else self._said(one.later.value),
            self._said(one.earlier.value),
            effective=self._value(one.node, "cancu:effective", one.source) or None,
            source=words_of(self._letterheads.path(one.source.value), quote),
            teller=None if one.later is None else own,
        )

    def _own(self, source: str) -> Key:
        return self._letterheads.of([source])[source].key

    def _said(self, description: str) -> Key:
        return self._readback.descriptions([description])[description].key
