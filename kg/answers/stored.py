"""The documents of a store as a corpus: each question reads what lies under one number or name, and nothing else.

All sources that say exactly the same share one description, so what thousands say is read once; which files they are is
read only as far as somebody asks.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from operator import attrgetter

from pyoxigraph import Literal, NamedNode

from extract.records import DERIVING, Period, Relation, Source, SourceText
from kg.answers.corpus import Issuers, Known, Mention, Own, Said, Voices, shelf_of
from kg.answers.letterheads import AT_ONCE, Letterheads
from kg.answers.pages import sources_of_pages
from kg.answers.relied import relied_on_by_others
from kg.answers.stated_in_store import StatedInStore
from kg.graph.terms import (
    BOOKS,
    INFERRED,
    RELATION_OF,
    A,
    body_iri,
    digest_of,
    period_iri,
    source_iri,
    term,
    type_iri,
)
from kg.graph.triples import ASIDE, aside_of, place_in_file, quote_iri
from kg.identity.keys import Key, compatible, is_day
from kg.law.facts import Change, Effect
from kg.law.verdicts import Reason
from kg.resolution.cells import home_of, whole
from kg.resolution.descriptions import Description
from kg.storage.readback import Readback
from kg.storage.store import Store, Term, subjects_of, value_of
from kg.storage.texts import text_of


class StoredCorpus:
    """The documents of a store, which must stay open and as it is while this is asked."""

    def __init__(self, store: Store, *, pages: bool = False) -> None:
        """``pages``: news, answers and forms count as documents that rely on what their words rely on."""
        self._store = store
        self._readback = Readback(store, ())
        self._letterheads = Letterheads(store, self._readback)
        self._stated = StatedInStore(store, self._readback, self._letterheads)
        self._pages = pages
        self._described: dict[str, Description] = {}
        self._under: dict[str, list[str]] = {}
        self._issuing: dict[Issuers, list[Term]] = {}
        self._issued: dict[str, dict[str, list[str]]] = {}

    def __contains__(self, source: str) -> bool:
        return next(self._store.match(source_iri(source), A, term("cancu:SourceFile")), None) is not None

    def __iter__(self) -> Iterator[Known]:
        left_out = set() if self._pages else {node.value for node in sources_of_pages(self._store)}
        ordered = self._letterheads.by_path([source for source in self._letterheads.files() if source not in left_out])
        for start in range(0, len(ordered), AT_ONCE):
            some = ordered[start : start + AT_ONCE]
            owns, cited = self._letterheads.of(some), self._cited_in(some)
            for source in some:
                yield _known(owns[source], cited[source])

    def texts(self, types: Collection[str]) -> Iterator[SourceText | Own]:
        """The texts of all documents of these types, in the order of their paths; what was built without is only named.

        Pages and paragraphs are not kept with them.
        """
        for own in sorted(self._letterheads.all(), key=attrgetter("path")):
            if own.key.type in types:
                text = text_of(self._store, own.source)
                yield own if text is None else SourceText(text, Source(own.path, own.source, "text/plain", len(text)))

    def document(self, key: Key) -> Known | None:
        if not key.number or not is_day(key.date):
            return None
        day = f"FILTER(!BOUND(?day) || STRSTARTS({Literal(str(key.date))}, STR(?day)))"
        head = f"GRAPH ?file {{ ?file cancu:letterhead ?head OPTIONAL {{ ?head cancu:statedDate ?day }} }} {day}"
        asked = f"SELECT DISTINCT ?file WHERE {{ {self._bearing(key)} ?document cancu:readFrom ?file {head} }}"
        found: Known | None = None
        for file in (row["file"].value for row in self._store.select(asked)):
            own = self._letterheads.of([file])[file]
            if compatible(key, own.key):
                if found is not None:  # it may be either: of thousands no more are read
                    return None
                found = _known(own, self._cited_in([file])[file])
        return found

    def _bearing(self, key: Key) -> str:
        """The documents that may bear a key's number: where its unit is known, of that alone, for each may have one."""
        if key.is_placed:
            found = self._readback.block_index.bearing(key)
            return f"VALUES ?document {{ {' '.join(str(NamedNode(one)) for one in sorted(found))} }}"
        return f"GRAPH {INFERRED} {{ ?document cancu:block {Literal(key.block)} }}"

    def contemporaries(self, type_code: str, period: Period | None, by: Issuers) -> Iterator[Own]:
        bodies = " ".join(map(str, self._bodies(by)))
        alike = f"cancu:period {period_iri(period)}" if period else f"eli:type_document {type_iri(type_code)}"
        issued = f"VALUES ?body {{ {bodies} }} GRAPH {INFERRED} {{ ?document {alike} ; eli:passed_by ?body }}"
        asked = f"SELECT DISTINCT ?file WHERE {{ {issued} ?document cancu:readFrom ?file }}"
        files = self._letterheads.by_path([row["file"].value for row in self._store.select(asked)]) if bodies else ()
        for own in self._letterheads.of(files).values():
            if (own.key.type, own.period) == (type_code, period) and by.include(own.key.issuer):
                yield own

    def _bodies(self, by: Issuers) -> list[Term]:
        """Which of such bodies issued anything."""
        if by not in self._issuing:
            levels = " UNION ".join(f"{{ ?body cancu:level {term(f'cancu:level-{level}')} }}" for level in by.levels)
            placed = f"FILTER EXISTS {{ ?body cancu:provinceName {Literal(by.province)} }}" if by.province else ""
            issuing = f"{{ SELECT DISTINCT ?body WHERE {{ GRAPH {INFERRED} {{ ?document eli:passed_by ?body }} }} }}"
            rows = self._store.select(f"SELECT ?body WHERE {{ {issuing} {placed} FILTER EXISTS {{ {levels} }} }}")
            self._issuing[by] = [row["body"] for row in rows]
        return self._issuing[by]

    def said(self, key: Key, besides: str, *, anywhere: bool = False) -> Iterator[tuple[Said, Voices]]:
        return self._voiced(self._descriptions_under(key, anywhere), besides) if key.block else iter(())

    def titled(self, key: Key, title: str | None, period: Period | None, besides: str) -> Iterator[tuple[Said, Voices]]:
        shelf = shelf_of(key, title, period)
        if shelf is None or key.issuer is None or period is None:
            return iter(())
        found = (
            iri
            for iri in self._issued_by(body_iri(key.issuer)).get(period_iri(period).value, ())
            if (said := self._description(iri)).key.number and shelf_of(said.key, said.title, said.period) == shelf
        )
        return self._voiced(found, besides)

    def relied_on(self, documents: Collection[Key], asking: Key, besides: str) -> Mapping[Key, Reason]:
        return relied_on_by_others(self._store, documents, asking, besides)

    def changes(self, touching: Collection[str] | None = None) -> list[Change]:
        return self._stated.changes(touching)

    def effects(self, touching: Collection[str] | None = None) -> list[Effect]:
        return self._stated.effects(touching)

    def _voiced(self, descriptions: Iterable[str], besides: str) -> Iterator[tuple[Said, Voices]]:
        """What descriptions say, each with its files; those that no other file says are left out."""
        for iri in descriptions:
            files = self._files(iri, besides)
            first = next(files, None)
            if first is not None:
                said = self._description(iri)
                yield (said.key, said.title), chain((first,), files)

    def _files(self, description: str, besides: str) -> Iterator[str]:
        """The paths of the files that say this, but inside another's title."""
        last = source_iri(besides) if besides else None
        for quad in self._store.match(None, term("cancu:description"), NamedNode(description)):
            graph, citation = quad.graph_name, quad.subject
            if not isinstance(graph, NamedNode) or not isinstance(citation, NamedNode) or graph == last:
                continue
            if next(self._store.match(citation, term("cancu:within"), None, graph), None) is None:
                yield self._letterheads.path(graph.value)

    def _descriptions_under(self, key: Key, anywhere: bool) -> list[str]:
        """What is said in all sources under a name, or under a number: in its unit, or in whichever."""
        apart = bool(key.number) and key.is_placed and not anywhere
        asked = home_of(key) if apart else key.block
        if asked not in self._under:
            index = self._readback.block_index
            known = index.saying(key) if apart else index.members([whole(key.block)])
            parted = () if apart else self._store.pointing(term("cancu:block"), [Literal(key.block)], BOOKS)
            self._under[asked] = list(dict.fromkeys((*known, *(node.value for node in subjects_of(parted)))))
        return self._under[asked]

    def _saying(self, documents: Sequence[NamedNode]) -> list[str]:
        """What is said of these documents, or may be said of them."""
        denoting = (self._store.pointing(term(short), documents, INFERRED) for short in _DENOTING)
        return list(dict.fromkeys(node.value for quads in denoting for node in subjects_of(quads)))

    def _issued_by(self, body: NamedNode) -> dict[str, list[str]]:
        """What is said of a body's documents, by the periods that it gives them, which sources may differ on."""
        if body.value not in self._issued:
            found: dict[str, list[str]] = defaultdict(list)
            issued = [*subjects_of(self._store.pointing(term("eli:passed_by"), [body], INFERRED))]
            for iri in self._saying(issued):
                period = next(self._store.match(NamedNode(iri), term("cancu:period")), None)
                if period is not None:
                    found[value_of(period)].append(iri)
            self._issued[body.value] = found
        return self._issued[body.value]

    def _description(self, iri: str) -> Description:
        if iri not in self._described:
            self._described |= self._readback.descriptions([iri])
        return self._described[iri]

    def _cited_in(self, sources: Collection[str]) -> dict[str, tuple[Mention, ...]]:
        """The citations of these files that are not inside a title, in the order of the text."""
        graphs = [NamedNode(source) for source in sources]
        targets = [*subjects_of(self._store.pointing(term("oa:hasSource"), graphs))]
        citations = [*subjects_of(self._store.pointing(term("oa:hasTarget"), targets))]
        facts: dict[str, dict[str, str]] = defaultdict(dict)
        for quad in self._store.about(citations):
            if isinstance(quad.subject, NamedNode):
                facts[quad.subject.value][quad.predicate.value] = value_of(quad)
        quotes = self._store.about(map(quote_iri, citations), term("oa:exact"))
        words = {quad.subject.value: value_of(quad) for quad in quotes if isinstance(quad.subject, NamedNode)}
        found: dict[str, list[Mention]] = {source: [] for source in sources}
        for citation, about in facts.items():
            source = citation.partition("#")[0]
            if _WITHIN not in about and _DESCRIPTION in about:
                said = self._description(about[_DESCRIPTION])
                quote, relation = words[quote_iri(NamedNode(citation)).value], self._relation(about)
                digest, path, place = digest_of(source), self._letterheads.path(source), place_in_file(citation)
                aside = aside_of(about.get(ASIDE.value))
                mention = Mention(digest, path, said.key, said.title, said.period, quote, relation, place, aside)
                found[source].append(mention)
        return {source: tuple(sorted(cited, key=attrgetter("place"))) for source, cited in found.items()}

    def _relation(self, about: Mapping[str, str]) -> Relation:
        """As what a citation counts; where pages are asked for, those of a page as their words say."""
        said = RELATION_OF.get(about.get(_SAID, ""), "cites") if self._pages else "cites"
        return said if said in DERIVING else RELATION_OF[about[_RELATION]]


_DENOTING = ("cancu:denotes", "cancu:mayDenote")
_WITHIN, _DESCRIPTION, _RELATION, _SAID = (
    term(short).value for short in ("cancu:within", "cancu:description", "cancu:relation", "cancu:saidRelation")
)


def _known(own: Own, cited: tuple[Mention, ...]) -> Known:
    return Known(own.source, own.path, own.key, own.title, own.period, cited)
