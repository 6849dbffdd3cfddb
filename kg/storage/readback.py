"""What the store holds of descriptions, documents and links, read back for resolution."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import product
from typing import get_args

from pyoxigraph import Literal, NamedNode, Quad

from extract.records import Body
from kg.graph.body_triples import bodies_from, body_from
from kg.graph.description_triples import description_from
from kg.graph.terms import BOOKS, FIELD_OF, INFERRED, REGISTER, RELATION_OF, A, description_iri, identity_iri, term
from kg.graph.triples import Links
from kg.law.facts import ENDING
from kg.resolution.blocks import How, Outcome
from kg.resolution.consensus import Conflict
from kg.resolution.descriptions import Description
from kg.resolution.recognition import Candidate, Lost
from kg.storage.block_index import BlockIndex, Shelf, issuers_on
from kg.storage.recalled import recalled
from kg.storage.source_links import links_read
from kg.storage.store import Row, Store, subject_of, value_of

AT_ONCE = 500
"""How many values one query asks for."""

Pairs = list[tuple[NamedNode, NamedNode | Literal]]

_ISSUING = frozenset({term("eli:passed_by"), term("cancu:jointlyWith")})

_HOW: dict[str, How] = {term(f"cancu:resolution-{how}").value: how for how in get_args(How)}


class Readback:
    """A store as it will be once the graphs in ``gone`` are dropped."""

    def __init__(self, store: Store, gone: Collection[NamedNode]) -> None:
        self._store = store
        self.gone = frozenset(gone)
        self.block_index = BlockIndex(store)
        self._bodies: dict[str, Body] = {}

    def _rows(self, variable: str, values: Iterable[NamedNode | Literal], pattern: str) -> Iterator[Row]:
        """Rows of a pattern for each value of a variable; ``SELECT`` and ``VALUES`` are put around it."""
        listed = list(values)
        for start in range(0, len(listed), AT_ONCE):
            chosen = " ".join(map(str, listed[start : start + AT_ONCE]))
            yield from self._store.select(pattern.replace("{VALUES}", f"VALUES ?{variable} {{ {chosen} }}"))

    def spoken_of(self, blocks: Iterable[str]) -> set[str]:
        """Those of the blocks in which a source, not only the register, says something."""
        told_by_none = {INFERRED, REGISTER, BOOKS, *self.gone}

        def is_spoken(block: str) -> bool:  # the first source settles it, however many thousands there are
            saying = self._store.match(None, term("cancu:block"), Literal(block))
            return any(quad.graph_name not in told_by_none for quad in saying)

        return set(filter(is_spoken, blocks))

    def registered(self) -> set[str]:
        """The registered documents that stand in the graph, by the IRIs of their descriptions."""
        rows = self._store.select(f"SELECT ?d WHERE {{ GRAPH <{REGISTER.value}> {{ ?d a cancu:Description }} }}")
        return {row["d"].value for row in rows}

    def blocks_of(self, registered: Iterable[str]) -> set[str]:
        """The blocks of registered documents that stand in the graph."""
        return set(map(value_of, self._store.about(map(NamedNode, registered), term("cancu:block"), REGISTER)))

    def graph(self, name: NamedNode) -> Iterator[Quad]:
        """All quads of a graph."""
        return self._store.match(None, None, None, name)

    def said_in(self, graphs: Iterable[NamedNode]) -> Counter[str]:
        """What these sources say, each with how many of them say it."""
        said = (A, term("cancu:Description"))
        return Counter(subject_of(quad) for graph in graphs for quad in self._store.match(None, *said, graph))

    def descriptions(self, iris: Iterable[str]) -> dict[str, Description]:
        """These descriptions, as any source that stays says them."""
        if self.gone:
            return {iri: self._description(iri) for iri in iris}
        return recalled(self._store, "descriptions", iris, lambda some: {iri: self._description(iri) for iri in some})

    def _description(self, iri: str) -> Description:
        node = NamedNode(iri)
        saying = self._store.match(node, A, term("cancu:Description"))
        graph = next(quad.graph_name for quad in saying if quad.graph_name not in self.gone)
        assert isinstance(graph, NamedNode)
        pairs = self._said(node, graph)
        found = description_from(pairs, self.bodies([pairs]))
        if description_iri(found.id) == node:
            return found
        named = [value.value for predicate, value in pairs if predicate in _ISSUING]
        meant = (bodies_from(self._said(NamedNode(body), graph)) for body in named)  # one IRI is borne by two of them
        readings = (description_from(pairs, dict(zip(named, bodies, strict=True))) for bodies in product(*meant))
        return next((reading for reading in readings if description_iri(reading.id) == node), found)

    def bodies(self, said: Iterable[Pairs]) -> dict[str, Body]:
        """The bodies that these statements name, by IRI; each is read from the store once."""
        named = {value.value for pairs in said for predicate, value in pairs if predicate in _ISSUING}
        missing = named - self._bodies.keys()
        self._bodies |= self._read(missing) if self.gone else recalled(self._store, "bodies", missing, self._read)
        return self._bodies

    def _read(self, bodies: Iterable[str]) -> dict[str, Body]:
        return {iri: body_from(self._said_of_body(NamedNode(iri))) for iri in bodies}

    def _said_of_body(self, body: NamedNode) -> Pairs:
        """What one source says of a body: nearly always all that name it say the same."""
        some = next(self._store.match(body, term("cancu:level")), None)
        graph = some.graph_name if some is not None and isinstance(some.graph_name, NamedNode) else None
        return self._said(body, graph)

    def _said(self, node: NamedNode, graph: NamedNode | None) -> Pairs:
        quads = self._store.match(node, None, None, graph)
        return [(quad.predicate, quad.object) for quad in quads if isinstance(quad.object, (NamedNode, Literal))]

    def outcomes(self, descriptions: Iterable[str]) -> dict[str, Outcome]:
        """What resolution made of these descriptions so far."""
        document: dict[str, str] = {}
        how: dict[str, How] = {}
        candidates: dict[str, set[str]] = defaultdict(set)
        over: Counter[str] = Counter()
        share: dict[str, float] = {}
        differing: dict[str, set[Conflict]] = defaultdict(set)
        for quad in self._store.about(map(NamedNode, descriptions), None, INFERRED):
            iri, value = subject_of(quad), value_of(quad)
            if quad.predicate == term("cancu:denotes"):
                document[iri] = value
            elif quad.predicate == term("cancu:mayDenote"):
                candidates[iri].add(value)
            elif quad.predicate == term("cancu:candidatesOver"):
                over[iri] = int(value)
            elif quad.predicate == term("cancu:share"):
                share[iri] = float(value)
            elif quad.predicate == term("cancu:differsIn"):
                differing[iri].add(FIELD_OF[value])
            elif quad.predicate == term("cancu:denotedBy"):
                how[iri] = _HOW[value]
        return {
            iri: Outcome(
                document.get(iri),
                way,
                tuple(sorted(candidates[iri])),
                over[iri],
                share.get(iri, 0.0),
                tuple(sorted(differing[iri])),
            )
            for iri, way in how.items()
        }

    def sources_in(self, blocks: Collection[str]) -> set[NamedNode]:
        """The sources that say something in these blocks."""
        said = self._store.pointing(term("cancu:block"), map(Literal, sorted(blocks)), None)
        return {quad.graph_name for quad in said if isinstance(quad.graph_name, NamedNode)} - {INFERRED, REGISTER}

    def inferred(self, iris: Iterable[str]) -> dict[str, set[Quad]]:
        """All that is inferred of these nodes, by node."""
        found: dict[str, set[Quad]] = defaultdict(set)
        for quad in self._store.about(map(NamedNode, iris), None, INFERRED):
            found[subject_of(quad)].add(quad)
        return found

    def inferred_claims(self, documents: Iterable[str]) -> dict[str, set[Quad]]:
        """The claims about documents on which their descriptions differ, by document."""
        claims = self._store.pointing(term("rdf:subject"), map(NamedNode, documents), INFERRED)
        about = {subject_of(claim): value_of(claim) for claim in claims}
        found: dict[str, set[Quad]] = defaultdict(set)
        for claim, quads in self.inferred(about).items():
            found[about[claim]] |= quads
        return found

    def inferred_identities(self, sources: Iterable[NamedNode]) -> set[Quad]:
        """That files are taken for cited documents, with what is told of the files' documents by themselves."""
        found = set[Quad]().union(*self.inferred(identity_iri(source).value for source in sources).values())
        alone = {value_of(quad) for quad in found if quad.predicate == term("cancu:inferredFrom")}
        return found.union(*self.inferred(alone).values())

    def letterheads(self, sources: Iterable[NamedNode]) -> dict[NamedNode, tuple[str, str | None]]:
        """The title and the date in the letterheads of files; those without a title are left out."""
        found = {}
        for source in sources:
            own = next(map(value_of, self._store.match(source, term("cancu:letterhead"), None, source)), "")
            said = {quad.predicate: value_of(quad) for quad in self._store.match(NamedNode(own), None, None, source)}
            if title := said.get(term("dcterms:title")):
                found[source] = title, said.get(term("cancu:statedDate"))
        return found

    def shelved(self, shelf: Shelf) -> list[Candidate]:
        """All numbered documents of one type and book of numbers, as they stand so far."""
        issuers = " ".join(f"<{issuer}>" for issuer in issuers_on(shelf))
        rows = self._store.select(
            f"""SELECT DISTINCT ?d ?number ?date ?title ?effective WHERE {{ VALUES ?issuer {{ {issuers} }}
                GRAPH <{INFERRED.value}> {{ ?d eli:passed_by ?issuer .
                ?d eli:type_document <{shelf[0]}> ; cancu:number ?number ; cancu:block ?b
                OPTIONAL {{ ?d eli:date_document ?date }} OPTIONAL {{ ?d dcterms:title ?title }}
                OPTIONAL {{ ?d eli:first_date_entry_in_force ?effective }} }} }}"""
        )
        held = self._held({NamedNode(row["d"].value) for row in rows})
        return [
            Candidate(
                iri := row["d"].value,
                row["number"].value,
                _text(row, "date"),
                _text(row, "title"),
                iri in held,
                effective=_text(row, "effective"),
            )
            for row in rows
        ]

    def _held(self, documents: Collection[NamedNode]) -> set[str]:
        """Those documents of which a file with their number is there."""
        letterheads = (
            """SELECT DISTINCT ?d WHERE { {VALUES} ?own cancu:denotes ?d ; a cancu:Letterhead ; cancu:number ?n }"""
        )
        return {row["d"].value for row in self._rows("d", documents, letterheads)}

    def letterheads_among(self, descriptions: Iterable[str]) -> set[str]:
        """Those descriptions that are letterheads."""
        found = self._store.about(map(NamedNode, descriptions), A)
        return {subject_of(quad) for quad in found if value_of(quad) == term("cancu:Letterhead").value}

    def lost(self, sources: Iterable[NamedNode]) -> dict[NamedNode, Lost]:
        """What is left of these files' letterheads, and the last day that they cite."""
        sources = list(sources)
        own = {quad.subject: value_of(quad) for quad in self._store.about(sources, term("cancu:letterhead"))}
        said = self.descriptions(set(own.values()))
        symbols = """SELECT ?g ?symbol WHERE { {VALUES} GRAPH ?g { ?document cancu:symbol ?symbol } }"""
        dates = """SELECT ?g (MAX(?date) AS ?latest) WHERE { {VALUES}
            GRAPH ?g { ?citation cancu:description ?d . ?d cancu:statedDate ?date }
            FILTER(DATATYPE(?date) = xsd:date) } GROUP BY ?g"""
        effective = """SELECT DISTINCT ?g ?day WHERE { {VALUES} GRAPH ?g { ?stated cancu:effective ?day
            FILTER(DATATYPE(?day) = xsd:date) FILTER NOT EXISTS { ?stated cancu:subjectCitation ?other } } }"""
        cited, relied_on, ended = self._numbers_cited(sources)
        days: dict[str, set[str]] = defaultdict(set)
        for row in self._rows("g", sources, effective):
            days[row["g"].value].add(row["day"].value)
        symbol = {row["g"]: row["symbol"].value for row in self._rows("g", sources, symbols)}
        latest = {row["g"]: row["latest"].value for row in self._rows("g", sources, dates) if "latest" in row}
        return {
            source: Lost(
                said[iri],
                symbol.get(source),
                latest.get(source),
                frozenset(cited[source.value]),
                frozenset(relied_on[source.value]),
                frozenset(ended[source.value]),
                frozenset(days[source.value]),
            )
            for source, iri in own.items()
            if isinstance(source, NamedNode)
        }

    def _numbers_cited(self, sources: Sequence[NamedNode]) -> tuple[dict[str, set[str]], ...]:
        """The blocks of the numbers that files cite, of those that they rest on or change, of those that they end."""
        cited: dict[str, set[str]] = defaultdict(set)
        relied_on: dict[str, set[str]] = defaultdict(set)
        ended: dict[str, set[str]] = defaultdict(set)
        asked = """SELECT DISTINCT ?g ?block ?relation WHERE { {VALUES} GRAPH ?g {
            ?citation cancu:description ?d ; cancu:relation ?relation . ?d cancu:number ?n ; cancu:block ?block } }"""
        for row in self._rows("g", sources, asked):
            cited[row["g"].value].add(row["block"].value)
            relation = RELATION_OF.get(row["relation"].value)
            if relation != "cites":
                relied_on[row["g"].value].add(row["block"].value)
            if relation in ENDING:
                ended[row["g"].value].add(row["block"].value)
        return cited, relied_on, ended

    def sources_of(self, descriptions: Iterable[str]) -> set[NamedNode]:
        """The files that say these and stay."""
        saying = (
            quad for iri in descriptions for quad in self._store.match(NamedNode(iri), A, term("cancu:Description"))
        )
        graphs = {quad.graph_name for quad in saying}
        return {graph for graph in graphs if isinstance(graph, NamedNode)} - self.gone - {REGISTER}

    def links(self, source: NamedNode) -> Links:
        """The part of a source that hangs on resolution."""
        return links_read(self._store, source)


def _text(row: Row, name: str) -> str | None:
    return row[name].value if name in row else None
