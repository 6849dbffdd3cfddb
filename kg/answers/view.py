"""Documents and citations as a person sees them, read out of a store."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from itertools import islice
from typing import cast

from pyoxigraph import NamedNode, Quad

from extract.records import Level, Relation
from kg.answers.pages import relying_words
from kg.answers.remembered import remembered
from kg.graph.terms import INFERRED, RELATION_OF, RELATIONS, digest_of, identity_iri, term, type_iri
from kg.graph.triples import place_in_file
from kg.law.aside import Aside
from kg.storage.citation_table import CitationRow, citation_table, citations_at
from kg.storage.prepared import Kind
from kg.storage.recalled import recalled
from kg.storage.store import Store, subject_of, value_of
from kg.wording import Language, number_in, place_in, place_of, say, shortened
from ontology import table

FILES_SHOWN = 10
"""How many of the files that hold one document people are shown."""


@dataclass(frozen=True, slots=True)
class DocumentView:
    """A document by what is taken to be true of it.

    ``date`` is ISO, partial where no source tells more; ``year`` that of its date, else of its number, else the only
    one that it is made for; ``level`` that of its issuer, None where unknown; ``sources`` are the names of the files
    that hold its text, copies of it among them, and ``source`` the first, None if it is only cited; ``inferred`` says
    that a file lost its number and was taken for this document.
    """

    id: str
    label: str
    number: str | None
    type_label: str | None
    issuer: str | None
    level: Level | None
    province: str | None
    date: str | None
    year: str | None
    title: str | None
    source: str | None
    sources: tuple[str, ...]
    inferred: bool = False

    def files(self, language: Language) -> str | None:
        """The names of its files, of very many the first; None if it is only cited."""
        return names_of_files(self.sources, language) if self.sources else None

    def short(self, language: Language) -> str:
        """What a list calls it: "61/KH-UBND (26/02/2026) · tỉnh Lạng Sơn", "Luật 25/2018/QH14"."""
        place = None if self.level in (None, "central") else place_of(self.issuer, self.province)
        head, _, rest = self.label.partition(self.type_label or "\n")
        called = not self.number and not head and rest and not rest.startswith((" tháng ", " năm ", " ngày ", " của "))
        name = self.label if called else None
        return shortened(
            self.type_label, self.number, self.date or self.year, place=place, name=name, language=language
        )


VIEWS, UNCERTAIN = Kind("views", DocumentView), Kind("uncertain", tuple[str, ...])


def names_of_files(paths: Sequence[str], language: Language) -> str:
    """Files as a person is told of them: all, of very many the first and how many more there are."""
    rest = len(paths) - FILES_SHOWN
    more = say("card.more_files", language, count=number_in(rest, language)) if rest > 0 else ""
    return "; ".join(paths[:FILES_SHOWN]) + more


@dataclass(frozen=True, slots=True)
class Evidence:
    """The words that carry a citation: ``quote`` at ``start:end`` (characters) of the source named ``source``.

    ``sha256`` is the hash of its content, by which the store keeps its text (:func:`kg.storage.texts.text_of`);
    ``page``, and ``paragraph`` on it, where the file knows them: a Word file, a PDF, a page of the web. ``aside``
    is why the document does not rely by these words on what they name, None where it may.
    """

    source: str
    sha256: str
    start: int
    end: int
    quote: str
    page: int | None = None
    paragraph: int | None = None
    aside: Aside | None = None

    def doubt(self, language: Language) -> str:
        """Why they are not relied on, in brackets behind them; nothing where they may be."""
        return f" ({say(f'aside.{self.aside}', language)})" if self.aside is not None else ""

    def where(self, language: Language) -> str:
        """The file and the place in it: "plan.docx, trang 3, đoạn 12", or its first character: "plan.txt, ký tự 9"."""
        return f"{self.source}, {place_in(self.page, self.paragraph, language, self.start)}"


@dataclass(frozen=True, slots=True)
class Edge:
    """One citation: ``document`` cites ``basis`` (ids) in the role ``relation``."""

    document: str
    basis: str
    relation: Relation
    evidence: Evidence


def views(store: Store, iris: Iterable[str]) -> dict[str, DocumentView]:
    """The documents by their ids; an id that the store does not know is left out."""
    return recalled(store, VIEWS, iris, lambda missing: _views(store, missing))


def _views(store: Store, listed: Collection[str]) -> dict[str, DocumentView]:
    said: dict[str, _Said] = {iri: defaultdict(set) for iri in listed}
    for quad in store.about(map(NamedNode, listed), None, INFERRED):
        said[subject_of(quad)][quad.predicate.value].add(value_of(quad))
    known = {iri: about for iri, about in said.items() if _BLOCK in about}
    files = _values(store, known, "cancu:readFrom")
    paths = paths_of(store, {file for found in files.values() for file in found})
    recognised = {subject_of(quad) for quad in store.pointing(term("dcterms:source"), map(NamedNode, paths))}
    bodies = {body: body_said(store, body) for body in {body for about in known.values() for body in about[_ISSUER]}}
    found = {}
    for iri, about in known.items():
        issuers = [bodies[body] for body in about[_ISSUER]]
        sources = sorted({path for file in files[iri] for path in paths[file]})
        found[iri] = DocumentView(
            id=iri,
            label=_first(about, "rdfs:label") or iri,
            number=_first(about, "cancu:number"),
            type_label=type_labels().get(_first(about, "eli:type_document") or ""),
            issuer=", ".join(sorted({name for one in issuers if (name := _first(one, "rdfs:label"))})) or None,
            level=level_of(_first(one, "cancu:level") for one in issuers),
            province=min((name for one in issuers if (name := _first(one, "cancu:provinceName"))), default=None),
            date=_first(about, "eli:date_document") or _first(about, "cancu:statedDate"),
            year=_first(about, "cancu:year"),
            title=_first(about, "dcterms:title"),
            source=next(iter(sources), None),
            sources=tuple(sources),
            inferred=any(identity_iri(NamedNode(file)).value in recognised for file in files[iri]),
        )
    return found


_Said = dict[str, set[str]]
_BLOCK = term("cancu:block").value
_ISSUER = term("eli:passed_by").value


def _node(quad: Quad) -> NamedNode:
    return NamedNode(subject_of(quad))


def _first(about: _Said, short: str) -> str | None:
    return min(about[term(short).value], default=None)


def _values(store: Store, subjects: Iterable[str], short: str) -> dict[str, set[str]]:
    """The values of one property; subjects without any have none."""
    found: dict[str, set[str]] = {subject: set() for subject in subjects}
    for quad in store.about(map(NamedNode, found), term(short)):
        found[subject_of(quad)].add(value_of(quad))
    return found


def paths_of(store: Store, files: Iterable[str]) -> dict[str, set[str]]:
    """The names of these files (ids); one file has several where the same bytes lie in several places."""
    return _values(store, files, "cancu:path")


def _value(store: Store, subjects: Iterable[str], short: str) -> dict[str, str]:
    """The value of a property that has one; of several the first in the order of the alphabet."""
    return {subject: min(values) for subject, values in _values(store, subjects, short).items() if values}


def body_said(store: Store, iri: str) -> _Said:
    """What is said of a body, by property; every source that names it says the same, so one of them is asked."""
    found: _Said = defaultdict(set)
    some = next(store.match(NamedNode(iri), term("cancu:level")), None)
    if some is not None and isinstance(some.graph_name, NamedNode):
        for quad in store.match(NamedNode(iri), None, None, some.graph_name):
            found[quad.predicate.value].add(value_of(quad))
    return found


def level_of(levels: Iterable[str | None]) -> Level | None:
    """The level of a document, by those of its issuers: the first in the order of the alphabet."""
    first = min(filter(None, levels), default=None)
    return cast(Level, first.rpartition("-")[2]) if first else None


@cache
def type_labels() -> dict[str, str]:
    """The Vietnamese names of types by what stands for them in the graph."""
    return {type_iri(row["code"]).value: row["label"] for row in table("types")}


_CLOSEST: tuple[Relation, ...] = (
    "supersedes", "repeals", "amends", "suspends", "extends", "corrects", "implements", "based_on", "cites",
)  # fmt: skip
_NEARNESS = {RELATIONS[relation].value: place for place, relation in enumerate(_CLOSEST)}


_MANY = 50
"""From so many citations on they are asked for in one query, which takes as long as some to begin with."""


def citing(store: Store, document: str) -> list[str]:
    """The citations that a document makes, by id, the closest relations first.

    Of one relation, those of one source together and in their order. Nothing but the relation is read of each.
    """
    if (table := citation_table(store)) is not None:
        return _nearest(table.citing(document))
    node = NamedNode(document)
    some = [subject_of(quad) for quad in islice(store.pointing(term("cancu:citedIn"), [node]), _MANY)]
    if len(some) < _MANY:
        known = [subject_of(quad) for quad in store.about(map(NamedNode, some), term("oa:hasBody"))]
        return _nearest(_value(store, known, "cancu:relation"))
    return _nearest(_relations(store, f"cancu:citedIn {node} ; oa:hasBody ?basis"))


def cited(store: Store, document: str, limit: int | None = None, offset: int = 0) -> tuple[list[str], int]:
    """The citations that mean a document, in the same order: ``limit`` of them after ``offset``; how many there are."""
    if (table := citation_table(store)) is not None:
        return table.cited(document, list(_NEARNESS), limit, offset)
    node = NamedNode(document)
    few = [subject_of(quad) for quad in islice(store.pointing(term("oa:hasBody"), [node]), _MANY)]
    if len(few) < _MANY:
        some = _nearest(_value(store, few, "cancu:relation"))
        return some[offset : None if limit is None else offset + limit], len(some)
    return _many_cited(store, node, limit, offset)


def _many_cited(store: Store, node: NamedNode, limit: int | None, offset: int) -> tuple[list[str], int]:
    """Those of a role are looked at where it is its turn."""
    rows = store.select(f"SELECT (COUNT(DISTINCT ?citation) AS ?count) WHERE {{ ?citation oa:hasBody {node} }}")
    total = int(rows[0]["count"].value)
    wanted = total if limit is None else limit
    roles = {row["role"].value for row in store.select(f"SELECT DISTINCT ?role WHERE {{ ?citing ?role {node} }}")}
    found: list[str] = []
    for relation in _NEARNESS:
        if relation in roles and len(found) < wanted:
            alike = remembered(store, ("cited", node.value, relation), partial(_cited_as, store, node, relation))
            found += alike[offset : offset + wanted - len(found)]
            offset = max(0, offset - len(alike))
    return found, total


def _cited_as(store: Store, node: NamedNode, relation: str) -> list[str]:
    """The citations that mean a document in this role, source by source."""
    pattern = f"?citation oa:hasBody {node} ; cancu:relation {NamedNode(relation)}"
    rows = store.select(f"SELECT DISTINCT ?citation WHERE {{ {pattern} }}")
    return _nearest({row["citation"].value: relation for row in rows})


def _relations(store: Store, ends: str) -> dict[str, str]:
    asked = f"SELECT DISTINCT ?citation ?relation WHERE {{ ?citation {ends} ; cancu:relation ?relation }}"
    return {row["citation"].value: row["relation"].value for row in store.select(asked)}


def _nearest(relation: Mapping[str, str]) -> list[str]:
    return sorted(relation, key=lambda one: (_NEARNESS[relation[one]], one.partition("#")[0], place_in_file(one)))


def uncertain_about(store: Store, document: str) -> tuple[str, ...]:
    """The documents with a citation that may mean this one or another, by id, in the order of the alphabet."""
    return some_uncertain(store, [document])[document]


def some_uncertain(store: Store, documents: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """The same of several documents."""
    return recalled(store, UNCERTAIN, documents, lambda missing: {one: _uncertain(store, one) for one in missing})


def _uncertain(store: Store, document: str) -> tuple[str, ...]:
    candidates = store.pointing(term("cancu:candidate"), [NamedNode(document)])
    return tuple(sorted({value_of(quad) for quad in store.about(map(_node, candidates), term("cancu:citedIn"))}))


def edges_in(store: Store, files: Collection[str], *, pages: bool = False) -> list[Edge]:
    """The citations in these files (ids), in order of file and place; ``pages``: those of pages as their words say."""
    targets = map(_node, store.pointing(term("oa:hasSource"), map(NamedNode, files)))
    citations = map(_node, store.pointing(term("oa:hasTarget"), targets))
    found = edges_of(store, [subject_of(quad) for quad in store.about(citations, term("oa:hasBody"))], pages=pages)
    return sorted({*found.values()}, key=_place)


def edges_at(store: Store, citations: Sequence[str]) -> list[Edge]:
    """These citations with their documents and words, in this order."""
    found = edges_of(store, citations)
    return list(dict.fromkeys(found[citation] for citation in citations))


def edges_between(store: Store, pairs: Collection[tuple[str, str]], *, pages: bool = False) -> list[Edge]:
    """The citations of these bases in these documents, given as pairs (document, basis), in order of file and place.

    ``pages``: those of pages as their words say.
    """
    documents, bases = sorted({one for one, _ in pairs}), sorted({one for _, one in pairs})
    if len(documents) <= len(bases):  # whichever are fewer lead to the citations
        here, there, known = "cancu:citedIn", "oa:hasBody", documents
    else:
        here, there, known = "oa:hasBody", "cancu:citedIn", bases
    found = {subject_of(quad): value_of(quad) for quad in store.pointing(term(here), map(NamedNode, known))}
    chosen = []
    for quad in store.about(map(NamedNode, found), term(there)):
        node, other = subject_of(quad), value_of(quad)
        if ((found[node], other) if known is documents else (other, found[node])) in pairs:
            chosen.append(node)
    return sorted({*edges_of(store, chosen, pages=pages).values()}, key=_place)


def _place(edge: Edge) -> tuple[str, int, str, str]:
    return edge.evidence.source, edge.evidence.start, edge.document, edge.relation


def edges_of(store: Store, nodes: Collection[str], *, pages: bool = False) -> dict[str, Edge]:
    """Citations by id with their documents and words; ``pages``: those of pages as their words say."""
    relying = relying_words(store, list(nodes)) if pages else {}
    rows = citations_at(store, nodes)
    edges = {node: _edge(rows[node]) for node in nodes}
    return edges | {node: replace(edges[node], relation=RELATION_OF[said]) for node, said in relying.items()}


def evidence_at(store: Store, nodes: Collection[str]) -> dict[str, Evidence]:
    """The words of these citations (ids), each in its place."""
    rows = citations_at(store, nodes)
    return {node: _evidence(rows[node]) for node in nodes}


def _edge(row: CitationRow) -> Edge:
    return Edge(row.document, cast(str, row.basis), RELATION_OF[row.relation], _evidence(row))


def _evidence(row: CitationRow) -> Evidence:
    place = (digest_of(row.source), row.start, row.end)
    return Evidence(row.path, *place, row.quote, row.page, row.paragraph, row.aside)
