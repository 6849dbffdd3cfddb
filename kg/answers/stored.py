"""The documents of a store as a corpus: each question reads what lies under one number or name, and nothing else.

All sources that say exactly the same share one description, so what thousands say is read once; which files they are is
read only as far as somebody asks.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import chain
from operator import attrgetter
from typing import cast

from pyoxigraph import Literal, NamedNode, Quad

from extract.records import DERIVING, Changing, Period, Relation, Source, SourceText
from kg.answers.corpus import Known, Mention, Own, Said, Voices, shelf_of, stated_change, stated_effect, words_of
from kg.answers.pages import sources_of_pages
from kg.answers.relied import relied_on_by_others
from kg.graph.description_triples import description_from
from kg.graph.terms import (
    BOOKS,
    INFERRED,
    REGISTER,
    RELATION_OF,
    A,
    body_iri,
    description_iri,
    digest_of,
    period_iri,
    source_iri,
    stated_relation,
    term,
    type_iri,
)
from kg.graph.triples import IN_FORCE, place_in_file, quote_iri
from kg.identity.keys import Key, compatible, dates_agree, is_day
from kg.identity.naming import dotted
from kg.law.facts import Change, Effect
from kg.law.register import blocks
from kg.law.verdicts import Reason
from kg.resolution.cells import whole
from kg.resolution.descriptions import Description
from kg.storage.readback import Pairs, Readback
from kg.storage.store import Row, Store, subject_of, value_of
from kg.storage.texts import text_of

AT_ONCE = 500
"""Files whose citations, and statements that, are read together."""

_STATED = """SELECT * WHERE { VALUES (?source ?stated) { {STATED} } GRAPH ?source {
      ?stated cancu:objectCitation ?object ; rdf:predicate ?relation ; cancu:scope ?scope .
      ?object cancu:description ?earlier . ?earlier cancu:block ?earlierBlock
      OPTIONAL { ?earlier cancu:name ?earlierName }
      ?source cancu:letterhead ?own . ?own cancu:block ?ownBlock OPTIONAL { ?own cancu:name ?ownName }
      OPTIONAL { ?stated cancu:subjectCitation ?subject
                 OPTIONAL { ?subject cancu:description ?later . ?later cancu:block ?laterBlock
                            OPTIONAL { ?later cancu:name ?laterName } } }
      OPTIONAL { ?stated cancu:effective ?effective } } }"""


class StoredCorpus:
    """The documents of a store, which must stay open and as it is while this is asked."""

    def __init__(self, store: Store, *, pages: bool = False) -> None:
        """``pages``: news, answers and forms count as documents that rely on what their words rely on."""
        self._store = store
        self._readback = Readback(store, ())
        self._pages = pages
        self._described: dict[str, Description] = {}
        self._paths: dict[str, str] = {}
        self._owns: dict[str, Own] = {}
        self._under: dict[str, list[str]] = {}
        self._issued: dict[str, dict[str, list[str]]] = {}

    def __contains__(self, source: str) -> bool:
        return next(self._store.match(source_iri(source), A, term("cancu:SourceFile")), None) is not None

    def __iter__(self) -> Iterator[Known]:
        left_out = set() if self._pages else sources_of_pages(self._store)
        listed = (quad.subject for quad in self._store.match(None, A, term("cancu:SourceFile")))
        sources = dict.fromkeys(node.value for node in listed if isinstance(node, NamedNode) and node not in left_out)
        self._read_paths(sources)
        ordered = sorted(sources, key=self._paths.__getitem__)
        for start in range(0, len(ordered), AT_ONCE):
            some = ordered[start : start + AT_ONCE]
            owns, cited = self._own_of(some), self._cited_in(some)
            for source in some:
                yield _known(owns[source], cited[source])

    def texts(self, types: Collection[str]) -> Iterator[SourceText | Own]:
        """The texts of all documents of these types, in the order of their paths; what was built without is only named.

        Pages and paragraphs are not kept with them.
        """
        for own in sorted(self._owns_of_all(), key=attrgetter("path")):
            if own.key.type in types:
                text = text_of(self._store, own.source)
                yield own if text is None else SourceText(text, Source(own.path, own.source, "text/plain", len(text)))

    def _owns_of_all(self) -> Iterator[Own]:
        listed = (quad.subject for quad in self._store.match(None, A, term("cancu:SourceFile")))
        sources = list(dict.fromkeys(node.value for node in listed if isinstance(node, NamedNode)))
        for start in range(0, len(sources), AT_ONCE):
            yield from self._own_of(sources[start : start + AT_ONCE]).values()

    def document(self, key: Key) -> Known | None:
        if not key.number or not is_day(key.date):
            return None
        named = self._store.pointing(term("cancu:block"), [Literal(key.block)], INFERRED)
        read = dict.fromkeys(map(value_of, self._store.about(_subjects(named), term("cancu:readFrom"))))
        owns = self._own_of(self._not_of_another_day(read, key.date))
        found = [source for source, own in owns.items() if compatible(key, own.key)]
        return _known(owns[found[0]], self._cited_in(found)[found[0]]) if len(found) == 1 else None

    def contemporaries(self, type_code: str | None, period: Period | None) -> Iterator[Own]:
        if period is not None:
            alike = self._store.match(None, term("cancu:period"), period_iri(period), INFERRED)
        elif type_code is not None:  # nothing leads to what names no period
            alike = self._store.match(None, term("eli:type_document"), type_iri(type_code), INFERRED)
        else:
            alike = self._store.match(None, term("cancu:block"), None, INFERRED)
        for source in map(value_of, self._store.about(_subjects(alike), term("cancu:readFrom"))):
            own = self._own_of([source])[source]
            if (own.key.type, own.period) == (type_code, period):
                yield own

    def said(self, key: Key, besides: str) -> Iterator[tuple[Said, Voices]]:
        return self._voiced(self._descriptions_under(key.block), besides) if key.block else iter(())

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
        if touching is None:
            rows: Iterable[Row] = chain.from_iterable(self._statements.values())
        else:
            rows = chain.from_iterable(self._statements.get(block, ()) for block in touching)
        once = {(row["object"].value, row["relation"].value, _text(row, "subject")): row for row in rows}
        found = map(self._change, once.values())
        return [change for change in found if change is not None]

    def effects(self, touching: Collection[str] | None = None) -> list[Effect]:
        stated = self._days.values() if touching is None else (self._days.get(block, {}) for block in touching)
        days = {source: told for found in stated for source, told in found.items()}
        owns = self._own_of(days) if days else {}
        found = (stated_effect(owns[source].key, days[source], owns[source].path) for source in days)
        return [effect for effect in found if effect is not None]

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
                yield self._path(graph.value)

    def _descriptions_under(self, block: str) -> list[str]:
        """What is said under a number or name in all sources, each once."""
        if block not in self._under:
            known = self._readback.block_index.members([whole(block)])
            parted = self._store.pointing(term("cancu:block"), [Literal(block)], BOOKS)
            self._under[block] = list(dict.fromkeys((*known, *(node.value for node in _subjects(parted)))))
        return self._under[block]

    def _saying(self, documents: Sequence[NamedNode]) -> list[str]:
        """What is said of these documents, or may be said of them."""
        denoting = (self._store.pointing(term(short), documents, INFERRED) for short in _DENOTING)
        return list(dict.fromkeys(node.value for quads in denoting for node in _subjects(quads)))

    def _issued_by(self, body: NamedNode) -> dict[str, list[str]]:
        """What is said of a body's documents, by the periods that it gives them, which sources may differ on."""
        if body.value not in self._issued:
            found: dict[str, list[str]] = defaultdict(list)
            issued = [*_subjects(self._store.pointing(term("eli:passed_by"), [body], INFERRED))]
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

    def _path(self, source: str) -> str:
        if source not in self._paths:
            self._read_paths([source])
        return self._paths[source]

    def _read_paths(self, sources: Iterable[str]) -> None:
        for quad in self._store.about(map(NamedNode, sources), term("cancu:path")):
            if isinstance(quad.subject, NamedNode):
                source, path = quad.subject.value, value_of(quad)
                self._paths[source] = min(path, self._paths.get(source, path))

    def _own_of(self, sources: Iterable[str]) -> dict[str, Own]:
        """What files say of themselves; a number or day that one lost is that of the document it was taken for."""
        listed = [NamedNode(source) for source in sources]
        missing = [node for node in listed if node.value not in self._owns]
        of = self._heads_of(missing)
        pairs: dict[str, Pairs] = defaultdict(list)
        for quad in self._store.about(map(NamedNode, of)):
            if isinstance(quad.subject, NamedNode) and quad.graph_name == NamedNode(of[quad.subject.value]):
                pairs[quad.subject.value].append((quad.predicate, quad.object))  # type: ignore[arg-type]
        bodies = self._readback.bodies(pairs.values())
        self._read_paths(source for source in of.values() if source not in self._paths)
        for iri, source in of.items():
            head = description_from(pairs[iri], bodies)
            if description_iri(head.id).value != iri:  # two bodies bear one name
                head = self._description(iri)
            key = head.key if head.key.number and head.key.date else self._completed(head.key, NamedNode(source))
            self._owns[source] = Own(digest_of(source), self._paths[source], key, head.title, head.period)
        return {node.value: self._owns[node.value] for node in listed}

    def _heads_of(self, sources: Iterable[NamedNode]) -> dict[str, str]:
        """The letterheads (ids) of files, each with its file."""
        heads = self._store.about(sources, term("cancu:letterhead"))
        return {value_of(quad): subject_of(quad) for quad in heads}

    def _not_of_another_day(self, sources: Collection[str], day: str | None) -> list[str]:
        """Those of these files whose letterheads tell no other day: a number may be that of thousands."""
        of = self._heads_of(map(NamedNode, sources))
        told = self._store.about(map(NamedNode, of), term("cancu:statedDate"))
        others = {of[subject_of(quad)] for quad in told if not dates_agree(day, value_of(quad))}
        return [source for source in sources if source not in others]

    def _completed(self, key: Key, source: NamedNode) -> Key:
        documents = [*_subjects(self._store.pointing(term("cancu:readFrom"), [source]))]
        numbers = map(value_of, self._store.about(documents, term("cancu:number"), INFERRED))
        days = map(value_of, self._store.about(documents, term("eli:date_document"), INFERRED))
        return replace(key, number=key.number or min(numbers, default=None), date=key.date or min(days, default=None))

    def _cited_in(self, sources: Collection[str]) -> dict[str, tuple[Mention, ...]]:
        """The citations of these files that are not inside a title, in the order of the text."""
        graphs = [NamedNode(source) for source in sources]
        targets = [*_subjects(self._store.pointing(term("oa:hasSource"), graphs))]
        citations = [*_subjects(self._store.pointing(term("oa:hasTarget"), targets))]
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
                place = place_in_file(citation)
                mention = Mention(
                    digest_of(source), self._path(source), said.key, said.title, said.period, quote, relation, place
                )
                found[source].append(mention)
        return {source: tuple(sorted(cited, key=attrgetter("place"))) for source, cited in found.items()}

    def _relation(self, about: Mapping[str, str]) -> Relation:
        """As what a citation counts; where pages are asked for, those of a page as their words say."""
        said = RELATION_OF.get(about.get(_SAID, ""), "cites") if self._pages else "cites"
        return said if said in DERIVING else RELATION_OF[about[_RELATION]]

    @cached_property
    def _statements(self) -> dict[str, list[Row]]:
        """All that texts state of changes, by the numbers and names of both ends. There are few, beside citations."""
        found: dict[str, list[Row]] = defaultdict(list)
        for row in self._rows_of_statements():
            later = "later" if "subject" in row else "own"
            ends = {_text(row, f"{end}Block") for end in ("earlier", later)}
            ends |= {dotted(_text(row, f"{end}Name")) for end in ("earlier", later)}
            if later == "own" and row["ownBlock"].value.startswith("file:"):  # the file lost its number
                source = row["source"].value
                ends |= blocks(self._own_of([source])[source].key)
            for block in ends - {""}:
                found[block].append(row)
        return found

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

    def _rows_of_statements(self) -> Iterator[Row]:
        """Asked by statement: a pattern that began with the graphs would look into every source."""
        stated = [
            f"({quad.graph_name} {quad.subject})" for quad in self._store.match(None, term("cancu:objectCitation"))
        ]
        for start in range(0, len(stated), AT_ONCE):
            yield from self._store.select(_STATED.replace("{STATED}", " ".join(stated[start : start + AT_ONCE])))

    def _change(self, row: Row) -> Change | None:
        if "subject" in row and "later" not in row:
            return None
        source, citation = row["source"].value, row["object"].value
        own = self._own_of([source])[source].key
        by_itself = "subject" not in row
        quote = next(map(value_of, self._store.match(quote_iri(NamedNode(citation)), term("oa:exact"))), "")
        return stated_change(
            cast(Changing, stated_relation(row["relation"].value)),
            row["scope"].value.rpartition("-")[2],
            own if by_itself else self._description(row["later"].value).key,
            self._description(row["earlier"].value).key,
            effective=_text(row, "effective") or None,
            source=words_of(self._path(source), quote),
            teller=None if by_itself else own,
        )


_DENOTING = ("cancu:denotes", "cancu:mayDenote")
_WITHIN, _DESCRIPTION, _RELATION, _SAID = (
    term(short).value for short in ("cancu:within", "cancu:description", "cancu:relation", "cancu:saidRelation")
)


def _known(own: Own, cited: tuple[Mention, ...]) -> Known:
    return Known(own.source, own.path, own.key, own.title, own.period, cited)


def _subjects(quads: Iterable[Quad]) -> Iterator[NamedNode]:
    return (quad.subject for quad in quads if isinstance(quad.subject, NamedNode))


def _text(row: Row, name: str) -> str:
    return row[name].value if name in row else ""
