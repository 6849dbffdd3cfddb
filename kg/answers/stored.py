"""The documents of a store as a corpus for checks: what stands in the graph, read back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace

from pyoxigraph import Literal, NamedNode

from extract.records import Body
from kg.answers.corpus import Corpus, Known, Mention, stated_change
from kg.graph.body_triples import body_from
from kg.graph.description_triples import description_from
from kg.graph.terms import RELATION_OF
from kg.identity.keys import Key
from kg.resolution.descriptions import Description
from kg.storage.store import Store

_SOURCES = """SELECT ?source (MIN(?each) AS ?path) (SAMPLE(?head) AS ?letterhead) (MIN(?no) AS ?number)
    (MIN(?day) AS ?date) WHERE {
      ?source a cancu:SourceFile ; cancu:path ?each ; cancu:letterhead ?head .
      OPTIONAL { ?document cancu:readFrom ?source OPTIONAL { ?document cancu:number ?no }
                 OPTIONAL { ?document eli:date_document ?day } } } GROUP BY ?source"""
_CITATIONS = """SELECT DISTINCT ?citation ?source ?description ?relation ?quote ?within WHERE {
      ?citation a cancu:Citation ; cancu:relation ?relation ; cancu:description ?description ; oa:hasTarget ?target .
      ?target oa:hasSource ?source ; oa:hasSelector ?words . ?words oa:exact ?quote
      OPTIONAL { ?citation cancu:within ?within } }"""
_STATED = """SELECT DISTINCT ?source ?relation ?scope ?object ?subject ?effective WHERE {
      ?stated a cancu:StatedRelation ; rdf:predicate ?relation ; cancu:scope ?scope ; cancu:objectCitation ?object .
      ?object oa:hasTarget ?target . ?target oa:hasSource ?source
      OPTIONAL { ?stated cancu:subjectCitation ?subject } OPTIONAL { ?stated cancu:effective ?effective } }"""
_PAIRS = "SELECT DISTINCT ?node ?predicate ?value WHERE { ?node a cancu:%s ; ?predicate ?value }"

Pairs = list[tuple[NamedNode, NamedNode | Literal]]


def corpus_of(store: Store) -> Corpus:
    """All files of the store with their citations, and what they state. Raises QueryError or StoreError."""
    descriptions = _descriptions(store)
    cited: dict[str, list[tuple[str, Mention, bool]]] = defaultdict(list)
    sources = store.select(_SOURCES)
    paths = {row["source"].value: row["path"].value for row in sources}
    for row in store.select(_CITATIONS):
        source, said = row["source"].value, descriptions[row["description"].value]
        relation = RELATION_OF[row["relation"].value]
        place = (_digest(source), paths[source])
        mention = Mention(*place, said.key, said.title, said.period, row["quote"].value, relation)
        cited[source].append((row["citation"].value, mention, "within" in row))
    corpus, own = Corpus(), {}
    for row in sources:
        iri, head = row["source"].value, descriptions[row["letterhead"].value]
        number, day = (row[name].value if name in row else None for name in ("number", "date"))
        own[iri] = replace(head.key, number=head.key.number or number, date=head.key.date or day)
        mentions = tuple(mention for _, mention, within in sorted(cited[iri], key=_order) if not within)
        corpus.add(Known(_digest(iri), paths[iri], own[iri], head.title, head.period, mentions))
    keys = {citation: mention for found in cited.values() for citation, mention, _ in found}
    _state(store, corpus, own, keys)
    return corpus


def _order(found: tuple[str, Mention, bool]) -> int:
    return int(found[0].rpartition("#c")[2])


def _digest(source: str) -> str:
    return source.rpartition("/")[2]


def _state(store: Store, corpus: Corpus, own: Mapping[str, Key], keys: Mapping[str, Mention]) -> None:
    for row in store.select(_STATED):
        target = keys.get(row["object"].value)
        subject = keys.get(row["subject"].value) if "subject" in row else None
        if target is None or ("subject" in row and subject is None):
            continue
        later = own[row["source"].value] if subject is None else subject.key
        scope = row["scope"].value.rpartition("-")[2]
        effective = row["effective"].value if "effective" in row else None
        where = f"{target.path}, “{' '.join(target.quote.split())}”"
        relation = RELATION_OF[row["relation"].value]
        change = stated_change(relation, scope, later, target.key, effective=effective, source=where)
        if change is not None:
            corpus.stated.append(change)


def _descriptions(store: Store) -> dict[str, Description]:
    bodies: dict[str, Body] = {iri: body_from(pairs) for iri, pairs in _pairs(store, "Body").items()}
    return {iri: description_from(pairs, bodies) for iri, pairs in _pairs(store, "Description").items()}


def _pairs(store: Store, kind: str) -> dict[str, Pairs]:
    found: dict[str, Pairs] = defaultdict(list)
    for row in store.select(_PAIRS % kind):
        predicate = row["predicate"]
        if isinstance(predicate, NamedNode):
            found[row["node"].value].append((predicate, row["value"]))
    return found
