"""Who relies on a document: those of the store that stand on it or carry it out, or at least name it.

Thousands may, so they are counted in the store, which needs no name of any: of each its day is looked up, and of very
many the days of all documents at once.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from pyoxigraph import NamedNode

from kg.answers.described import described
from kg.graph.terms import INFERRED, RELATIONS, body_iri, date_literal, source_iri, term
from kg.identity.keys import Key
from kg.law.verdicts import Reason
from kg.storage.links import LINKING
from kg.storage.prepared import Kind
from kg.storage.recalled import recalled
from kg.storage.store import Store, subjects_of
from kg.wording import citation_line

RELIED = Kind("relied", Reason | None)

_PHRASES = (("relied_on", LINKING), ("named_here", (RELATIONS["cites"],)))
"""What is said of who cites a document in these roles; the second of those documents only of which the first is not."""

_CITING = """VALUES (?document ?relation) { {PAIRS} } ?citing ?relation ?document FILTER(?citing != ?document)
      MINUS { VALUES ?citing { {BESIDES} } }
      MINUS { VALUES (?citing ?document) { {ASIDE} } }
      MINUS { VALUES ?body { {BODIES} } GRAPH {INFERRED} { ?citing eli:passed_by ?body } }
      MINUS { VALUES ?document { {DOCUMENTS} }
              GRAPH {INFERRED} { ?document eli:passed_by ?own . ?citing eli:passed_by ?own } }"""
_ASIDES = (
    "SELECT ?document WHERE { VALUES ?document { {DOCUMENTS} } ?citation oa:hasBody ?document ; cancu:aside ?aside }"
)
_WORDS = """SELECT ?document ?citing ?aside WHERE { VALUES ?document { {DOCUMENTS} } VALUES ?relation { {RELATIONS} }
      ?citation oa:hasBody ?document ; cancu:relation ?relation ; cancu:citedIn ?citing
      OPTIONAL { ?citation cancu:aside ?aside } }"""
_COUNT = "SELECT ?document (COUNT(DISTINCT ?citing) AS ?count) WHERE { {CITING} } GROUP BY ?document"
_DAY = "GRAPH {INFERRED} { ?citing eli:date_document ?day }"
_OF_A_DAY = f"VALUES (?document ?day) {{ {{DATED}} }} {_DAY}"
_UNDATED = "VALUES ?document { {DOCUMENTS} }"
_DAYS = "SELECT ?document (MAX(?day) AS ?last) WHERE { { {CITING} } {DAY} } GROUP BY ?document"
_LAST = "SELECT ?document (MAX(STR(?citing)) AS ?last) WHERE { {OF} {CITING} } GROUP BY ?document"

_MANY = 2_000
"""From so many on it takes less time to look at the days of all documents than at that of each."""


def relied_on(store: Store, document: str) -> Reason | None:
    """How many documents of the store rely on this one, and which of them last; else how many name it, if any does.

    Copies are one document, and neither what its own issuers made of it counts, nor words that look back, are quoted
    or stand aside otherwise.
    """
    told = recalled(store, RELIED, [document], lambda missing: {one: _relied_on(store, one) for one in missing})
    return told[document]


def _relied_on(store: Store, document: str) -> Reason | None:
    return _told(store, [NamedNode(document)], (), ()).get(document)


def relied_on_by_others(store: Store, documents: Collection[Key], asking: Key, source: str) -> Mapping[Key, Reason]:
    """The same of several documents at once, as one that is under check may take it; what nobody names is left out.

    Neither the ``asking`` document counts, read from the ``source`` (a SHA-256), nor what its issuers made. Documents
    without number, day or issuer are not looked for: their words may mean several.
    """
    read = subjects_of(store.pointing(term("cancu:readFrom"), [source_iri(source)]))
    bodies = [body_iri(body) for body in (asking.issuer, *asking.co_issuers) if body is not None]
    named = {key: NamedNode(key.iri()) for key in documents if key.complete}
    told = _told(store, dict.fromkeys(named.values()), [NamedNode(asking.iri()), *read], bodies)
    return {key: told[node.value] for key, node in named.items() if node.value in told}


def _told(
    store: Store, documents: Iterable[NamedNode], besides: Iterable[NamedNode], bodies: Iterable[NamedNode]
) -> dict[str, Reason]:
    """Of each of these documents that others rely on or name; neither ``besides`` nor what ``bodies`` made counts."""
    wanted = list(documents)
    found: dict[str, tuple[str, str, str]] = {}
    for phrase, relations in _PHRASES:
        wanted = [node for node in wanted if node.value not in found]
        pairs = [f"({node} {relation})" for node in wanted for relation in relations]
        aside = _aside(store, wanted, relations) if wanted else []
        citing = _filled(_CITING, PAIRS=pairs, BESIDES=besides, ASIDE=aside, BODIES=bodies, DOCUMENTS=wanted)
        counts = _by_document(store, _COUNT, "count", CITING=citing) if wanted else {}
        last = _last(store, citing, counts) if counts else {}
        found |= {document: (phrase, count, last[document]) for document, count in counts.items()}
    lines = described(store, {last for _, _, last in found.values()})
    return {
        document: Reason(phrase, (("count", count), ("document", citation_line(lines[last].key))))
        for document, (phrase, count, last) in found.items()
    }


def _aside(store: Store, documents: Iterable[NamedNode], relations: Iterable[NamedNode]) -> list[str]:
    """Who names which of these documents in these roles only aside, as pairs of a query. Most are never named so."""
    some = {row["document"] for row in store.select(_filled(_ASIDES, DOCUMENTS=documents))}
    own: dict[str, bool] = {}
    for row in store.select(_filled(_WORDS, DOCUMENTS=some, RELATIONS=relations)) if some else ():
        pair = f"({row['citing']} {row['document']})"
        own[pair] = own.get(pair, False) or "aside" not in row
    return [pair for pair, is_own in own.items() if not is_own]


def _last(store: Store, citing: str, counts: Mapping[str, str]) -> dict[str, str]:
    """Which of those that cite each document is the last, by its day and its id."""
    day = f"{{ SELECT ?citing ?day WHERE {{ {_DAY} }} }}" if sum(map(int, counts.values())) > _MANY else _DAY
    days = _by_document(store, _DAYS, "last", CITING=citing, DAY=day)
    dated = [f"({NamedNode(document)} {date_literal(day)})" for document, day in days.items()]
    undated = map(NamedNode, counts.keys() - days.keys())
    return {
        **_by_document(store, _LAST, "last", CITING=citing, OF=_filled(_OF_A_DAY, DATED=dated)),
        **_by_document(store, _LAST, "last", CITING=citing, OF=_filled(_UNDATED, DOCUMENTS=undated)),
    }


def _by_document(store: Store, query: str, name: str, **parts: str) -> dict[str, str]:
    """What a query finds of each document."""
    rows = store.select(_filled(query, **parts))
    return {row["document"].value: row[name].value for row in rows if name in row}


def _filled(pattern: str, **parts: str | Iterable[object]) -> str:
    """A pattern with what stands in it by name; several values one after the other."""
    for name, part in {**parts, "INFERRED": str(INFERRED)}.items():
        pattern = pattern.replace(f"{{{name}}}", part if isinstance(part, str) else " ".join(map(str, part)))
    return pattern
