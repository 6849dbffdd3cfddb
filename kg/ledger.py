"""What the store holds of descriptions, documents and links, read back for resolution: many at a time, by SPARQL."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from pyoxigraph import Literal, NamedNode, Quad

from extract.errors import StoreError
from extract.records import Body
from kg.body_triples import body_from
from kg.cells import block_of, open_cell, whole
from kg.description_triples import description_from
from kg.descriptions import Description
from kg.recognition import Candidate, Lost
from kg.resolution import How, Outcome
from kg.store import Row, Store, value_of
from kg.terms import INFERRED, REGISTER, RELATION_OF, A, identity_iri, term
from kg.triples import CitationLink, Links, StatedLink

AT_ONCE = 500
"""How many values one query asks for."""

Pairs = list[tuple[NamedNode, NamedNode | Literal]]
Shelf = tuple[str, str]
"""The IRIs of a document type and of an issuing body: where a lost file and the document it may be stand together."""

_LINKING = frozenset(
    term(short).value
    for short in (
        "rdf:type",
        "cancu:readFrom",
        "eli:based_on",
        "cancu:implements",
        "eli:cites",
        "cancu:supersedes",
        "eli:amends",
    )
)
_READ_FROM = term("cancu:readFrom").value
_HOW: dict[str, How] = {
    term(f"cancu:resolution-{how}").value: how for how in ("key", "partial", "name", "ambiguous", "unresolved")
}


class Ledger:
    """A store as it will be once the graphs in ``gone`` are dropped."""

    def __init__(self, store: Store, gone: Collection[NamedNode]) -> None:
        self._store = store
        self._gone = frozenset(gone)
        self._staying = f"FILTER(?g NOT IN ({', '.join(map(str, gone))}))" if gone else ""
        self._bodies: dict[str, Body] = {}

    def _rows(self, variable: str, values: Iterable[NamedNode | Literal], pattern: str) -> Iterator[Row]:
        """Rows of a pattern for each value of a variable; ``SELECT`` and ``VALUES`` are put around it."""
        listed = list(values)
        for start in range(0, len(listed), AT_ONCE):
            chosen = " ".join(map(str, listed[start : start + AT_ONCE]))
            yield from self._store.select(pattern.replace("{VALUES}", f"VALUES ?{variable} {{ {chosen} }}"))

    def cells_in(self, graphs: Iterable[NamedNode]) -> set[str]:
        """The cells of all that these sources say, those of laws' names among them."""
        pattern = """SELECT DISTINCT ?cell ?name WHERE { {VALUES}
            GRAPH ?g { ?d a cancu:Description ; cancu:cell ?cell OPTIONAL { ?d cancu:nameBlock ?name } } }"""
        rows = list(self._rows("g", graphs, pattern))
        return {row["cell"].value for row in rows} | {whole(row["name"].value) for row in rows if "name" in row}

    def all_cells(self) -> set[str]:
        """The cells of all that any source says."""
        pattern = f"""SELECT DISTINCT ?cell WHERE {{
            GRAPH ?g {{ ?d a cancu:Description ; cancu:cell ?cell }} {self._staying} }}"""
        return {row["cell"].value for row in self._store.select(pattern)}

    def cells_of(self, descriptions: Iterable[str]) -> set[str]:
        """The cells of these descriptions."""
        pattern = "SELECT DISTINCT ?cell WHERE { {VALUES} GRAPH ?g { ?d a cancu:Description ; cancu:cell ?cell } }"
        return {row["cell"].value for row in self._rows("d", map(NamedNode, descriptions), pattern)}

    def with_open_blocks(self, cells: Collection[str]) -> set[str]:
        """These cells and, where anything in a block may stand in any province, all cells of that block."""
        pattern = """SELECT DISTINCT ?cell WHERE { {VALUES} FILTER EXISTS { ?d cancu:cell ?cell } }"""
        asked = {open_cell(block_of(cell)) for cell in cells if cell != whole(block_of(cell))}
        found = {row["cell"].value for row in self._rows("cell", map(Literal, asked - set(cells)), pattern)}
        blocks = {block_of(cell) for cell in (asked & set(cells)) | found}
        pattern = "SELECT DISTINCT ?cell WHERE { {VALUES} ?d cancu:block ?block ; cancu:cell ?cell }"
        return set(cells) | {row["cell"].value for row in self._rows("block", map(Literal, blocks), pattern)}

    def spoken_of(self, blocks: Iterable[str]) -> set[str]:
        """Those of the blocks in which a source, not only the register, says something."""
        told_by_none = {INFERRED, REGISTER, *self._gone}

        def is_spoken(block: str) -> bool:  # the first source settles it, however many thousands there are
            saying = self._store.match(None, term("cancu:block"), Literal(block))
            return any(quad.graph_name not in told_by_none for quad in saying)

        return set(filter(is_spoken, blocks))

    def registered(self) -> set[str]:
        """The registered documents that stand in the graph, by the IRIs of their descriptions."""
        rows = self._store.select(f"SELECT ?d WHERE {{ GRAPH <{REGISTER.value}> {{ ?d a cancu:Description }} }}")
        return {row["d"].value for row in rows}

    def graph(self, name: NamedNode) -> Iterator[Quad]:
        """All quads of a graph."""
        return self._store.match(None, None, None, name)

    def cells_named(self, names: Iterable[str]) -> set[str]:
        """The cells of numbered laws that bear these names."""
        pattern = f"""SELECT DISTINCT ?cell WHERE {{ {{VALUES}}
            GRAPH ?g {{ ?d cancu:nameBlock ?name ; cancu:cell ?cell }} {self._staying} }}"""
        return {row["cell"].value for row in self._rows("name", map(Literal, names), pattern)}

    def descriptions(self, cells: Iterable[str]) -> dict[str, tuple[Description, int]]:
        """All descriptions of these cells by IRI, each with the number of its sources."""
        counting = f"""SELECT ?d (COUNT(DISTINCT ?g) AS ?sources) (SAMPLE(?g) AS ?one) WHERE {{ {{VALUES}}
            GRAPH ?g {{ ?d cancu:cell ?cell ; a cancu:Description }} {self._staying} }} GROUP BY ?d"""
        found = {
            row["d"].value: (row["one"], int(row["sources"].value))
            for row in self._rows("cell", map(Literal, cells), counting)
            if "d" in row
        }
        pairs: dict[str, Pairs] = {}
        for iri, (graph, _) in found.items():
            pairs[iri] = [
                (quad.predicate, quad.object)
                for quad in self._store.match(NamedNode(iri), None, None, NamedNode(graph.value))
                if isinstance(quad.object, (NamedNode, Literal))
            ]
        bodies = self.bodies(pairs.values())
        return {iri: (description_from(said, bodies), found[iri][1]) for iri, said in pairs.items()}

    def bodies(self, said: Iterable[Pairs]) -> dict[str, Body]:
        """The bodies that these statements name, by IRI; each is read from the store once."""
        issuing = {term("eli:passed_by"), term("cancu:jointlyWith")}
        for pairs in said:
            for predicate, value in pairs:
                if predicate in issuing and value.value not in self._bodies:
                    self._bodies[value.value] = body_from(self._said_of_body(NamedNode(value.value)))
        return self._bodies

    def _said_of_body(self, body: NamedNode) -> Pairs:
        """What one source says of a body: all that name it say the same."""
        some = next(self._store.match(body, term("cancu:level")), None)
        graph = some.graph_name if some is not None and isinstance(some.graph_name, NamedNode) else None
        return [
            (quad.predicate, quad.object)
            for quad in self._store.match(body, None, None, graph)
            if isinstance(quad.object, (NamedNode, Literal))
        ]

    def outcomes(self, descriptions: Iterable[str]) -> dict[str, Outcome]:
        """What resolution made of these descriptions so far."""
        pattern = f"SELECT ?d ?p ?o WHERE {{ {{VALUES}} GRAPH <{INFERRED.value}> {{ ?d ?p ?o }} }}"
        document: dict[str, str] = {}
        how: dict[str, How] = {}
        candidates: dict[str, set[str]] = defaultdict(set)
        for row in self._rows("d", map(NamedNode, descriptions), pattern):
            iri, value = row["d"].value, row["o"].value
            if row["p"] == term("cancu:denotes"):
                document[iri] = value
            elif row["p"] == term("cancu:mayDenote"):
                candidates[iri].add(value)
            elif row["p"] == term("cancu:denotedBy"):
                how[iri] = _HOW[value]
        return {iri: Outcome(document.get(iri), way, tuple(sorted(candidates[iri]))) for iri, way in how.items()}

    def documents(self, cells: Iterable[str]) -> set[str]:
        """The documents that these cells came to so far."""
        pattern = f"SELECT ?d WHERE {{ {{VALUES}} GRAPH <{INFERRED.value}> {{ ?d cancu:cell ?cell }} }}"
        return {row["d"].value for row in self._rows("cell", map(Literal, cells), pattern)}

    def inferred(self, iri: str) -> set[Quad]:
        """All that is inferred of a node."""
        return set(self._store.match(NamedNode(iri), None, None, INFERRED))

    def inferred_claims(self, document: str) -> set[Quad]:
        """The claims about a document on which its descriptions differ."""
        claims = self._store.match(None, term("rdf:subject"), NamedNode(document), INFERRED)
        nodes = {claim.subject.value for claim in claims if isinstance(claim.subject, NamedNode)}
        return {quad for node in nodes for quad in self.inferred(node)}

    def inferred_identity(self, source: NamedNode) -> set[Quad]:
        """That a file is taken for a cited document, with what is told of the file's document by itself."""
        found = self.inferred(identity_iri(source).value)
        alone = {value_of(quad) for quad in found if quad.predicate == term("cancu:inferredFrom")}
        return found.union(*(self.inferred(iri) for iri in alone))

    def descriptions_in(self, graphs: Iterable[NamedNode]) -> set[str]:
        """All that these sources say, those among them that leave."""
        pattern = "SELECT DISTINCT ?d WHERE { {VALUES} GRAPH ?g { ?d a cancu:Description } }"
        return {row["d"].value for row in self._rows("g", graphs, pattern)}

    def shelves(self, documents: Iterable[str]) -> set[Shelf]:
        """The types and issuers of these documents as they stand so far."""
        pattern = f"""SELECT DISTINCT ?type ?body WHERE {{ {{VALUES}}
            GRAPH <{INFERRED.value}> {{ ?d eli:type_document ?type ; eli:passed_by ?body }} }}"""
        return {(row["type"].value, row["body"].value) for row in self._rows("d", map(NamedNode, documents), pattern)}

    def shelved(self, shelf: Shelf) -> list[Candidate]:
        """All numbered documents of one type and issuer, as they stand so far."""
        rows = self._store.select(
            f"""SELECT ?d ?number ?date ?title WHERE {{ GRAPH <{INFERRED.value}> {{
                ?d eli:type_document <{shelf[0]}> ; eli:passed_by <{shelf[1]}> ; cancu:number ?number ; cancu:block ?b
                OPTIONAL {{ ?d eli:date_document ?date }} OPTIONAL {{ ?d dcterms:title ?title }} }} }}"""
        )
        return [Candidate(row["d"].value, row["number"].value, _text(row, "date"), _text(row, "title")) for row in rows]

    def lost_on(self, shelves: Iterable[Shelf]) -> set[NamedNode]:
        """The files of these types and issuers that do not tell their number."""
        pattern = f"""SELECT DISTINCT ?g ?type WHERE {{ {{VALUES}}
            GRAPH ?g {{ ?g cancu:letterhead ?d .
                ?d eli:passed_by ?body ; eli:type_document ?type ; cancu:block ?block }}
            FILTER(STRSTARTS(?block, "file:")) {self._staying} }}"""
        types: dict[str, set[str]] = defaultdict(set)
        for kind, body in shelves:
            types[body].add(kind)
        found = set()
        for body, kinds in types.items():
            rows = self._rows("body", [NamedNode(body)], pattern)
            found |= {NamedNode(row["g"].value) for row in rows if row["type"].value in kinds}
        return found

    def all_lost(self) -> set[NamedNode]:
        """All files that do not tell their number."""
        pattern = f"""SELECT DISTINCT ?g WHERE {{ GRAPH ?g {{ ?g cancu:letterhead ?d . ?d cancu:block ?block }}
            FILTER(STRSTARTS(?block, "file:")) {self._staying} }}"""
        return {NamedNode(row["g"].value) for row in self._store.select(pattern)}

    def lost(self, sources: Iterable[NamedNode]) -> dict[NamedNode, Lost]:
        """What is left of these files' letterheads, and the last day that they cite."""
        sources = list(sources)
        blocks = {f"file:{source.value.rpartition('/')[2]}": source for source in sources}
        described = {blocks[said.block]: said for said, _ in self.descriptions(map(whole, blocks)).values()}
        symbols = """SELECT ?g ?symbol WHERE { {VALUES} GRAPH ?g { ?document cancu:symbol ?symbol } }"""
        dates = """SELECT ?g (MAX(?date) AS ?latest) WHERE { {VALUES}
            GRAPH ?g { ?citation cancu:description ?d . ?d cancu:statedDate ?date }
            FILTER(DATATYPE(?date) = xsd:date) } GROUP BY ?g"""
        symbol = {row["g"]: row["symbol"].value for row in self._rows("g", sources, symbols)}
        latest = {row["g"]: row["latest"].value for row in self._rows("g", sources, dates) if "latest" in row}
        return {source: Lost(said, symbol.get(source), latest.get(source)) for source, said in described.items()}

    def sources_of(self, descriptions: Iterable[str]) -> set[NamedNode]:
        """The files that say these."""
        pattern = f"""SELECT DISTINCT ?g WHERE {{ {{VALUES}} GRAPH ?g {{ ?d a cancu:Description }} {self._staying} }}"""
        return {NamedNode(row["g"].value) for row in self._rows("d", map(NamedNode, descriptions), pattern)}

    def links(self, source: NamedNode) -> Links:
        """The part of a source that hangs on resolution."""
        said: dict[NamedNode, dict[str, list[NamedNode | Literal]]] = defaultdict(lambda: defaultdict(list))
        for quad in self._store.match(None, None, None, source):
            if isinstance(quad.subject, NamedNode) and isinstance(quad.object, (NamedNode, Literal)):
                said[quad.subject][quad.predicate.value].append(quad.object)
        own = next(node for node, about in said.items() if source in about.get(_READ_FROM, ()))
        return Links(
            source=source,
            letterhead=_node(said[source], "cancu:letterhead"),
            details=tuple(
                (NamedNode(predicate), value)
                for predicate, values in said[own].items()
                if predicate not in _LINKING
                for value in values
            ),
            citations=tuple(
                CitationLink(
                    node, RELATION_OF[_node(about, "cancu:relation").value], _node_or_none(about, "cancu:description")
                )
                for node, about in said.items()
                if term("cancu:Citation") in about.get(A.value, ())
            ),
            stated=tuple(
                StatedLink(
                    node,
                    RELATION_OF[_node(about, "rdf:predicate").value],
                    _node_or_none(about, "cancu:subjectCitation"),
                    _node(about, "cancu:objectCitation"),
                )
                for node, about in said.items()
                if term("cancu:StatedRelation") in about.get(A.value, ())
            ),
        )


def _text(row: Row, name: str) -> str | None:
    return row[name].value if name in row else None


def _node_or_none(about: Mapping[str, Sequence[NamedNode | Literal]], short: str) -> NamedNode | None:
    return next((value for value in about.get(term(short).value, ()) if isinstance(value, NamedNode)), None)


def _node(about: Mapping[str, Sequence[NamedNode | Literal]], short: str) -> NamedNode:
    found = _node_or_none(about, short)
    if found is None:
        raise StoreError(f"The store is broken: a source lacks its {short}; build it anew into another folder.")
    return found
