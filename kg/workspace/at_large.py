"""Questions about all that a workspace holds: figures, rankings, queries, soundness, and what leaves for others."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Literal

from kg.storage.limits import ROWS, SECONDS
from kg.workspace.footing import Footing, of_one_build

if TYPE_CHECKING:  # a question imports what it needs when it is asked, and pays for no other
    from extract.records import Extraction
    from kg.answers.measures import Measure
    from kg.drawing.exporting import Format
    from kg.storage.querying import Query
    from kg.workspace.figures import Ranking, Stats
    from kg.workspace.holdings import Holdings
    from kg.workspace.measuring import Measured
    from kg.workspace.rows import NamedQueries, Rows, Soundness


class AtLarge(Footing):
    """A footing with the questions that are about no single document."""

    @of_one_build
    def top(self, by: Measure = "cited", *, deriving: bool = True, count: int = 20) -> Ranking:
        """The documents that the others stand on; ``deriving``: only bases and implementations count."""
        from kg.answers.network import network, ranked
        from kg.workspace.figures import ranking

        graph = network(self.store, words=False, pages=self.pages)
        return ranking(ranked(graph, by, deriving=deriving)[:count], graph.nodes, by, deriving=deriving)

    @of_one_build
    def stats(self, *, at_large: bool = False) -> Stats:
        """What the store holds in numbers; ``at_large``: also the shape of its network."""
        from kg.answers.counts import counts
        from kg.answers.network import figures, network
        from kg.workspace.figures import Stats

        at_large_now = figures(network(self.store, words=False, pages=self.pages)) if at_large else {}
        return Stats(counts(self.store), at_large_now)

    @of_one_build
    def query(
        self,
        query: Query,
        *,
        ref: str | None = None,
        day: str | None = None,
        seconds: float = SECONDS,
        rows: int = ROWS,
    ) -> Rows:
        """The answer to a query in SPARQL, reading only, without network, bounded in time, memory and rows."""
        from kg.storage.querying import answer
        from kg.workspace.rows import answered

        return answered(self, query, ref, day, lambda text: answer(self.store, text, rows, seconds))

    @of_one_build
    def holdings(self) -> Holdings:
        """What every answer rests on: the day, the register, the build, how much was read."""
        from kg.workspace.holdings import holdings

        return holdings(self)

    def queries(self) -> NamedQueries:
        """The queries that come along."""
        from kg.workspace.rows import named_queries

        return named_queries()

    @of_one_build
    def validate(self) -> Soundness:
        """What is not as the shapes of the ontology say."""
        from kg.graph.validation import validate
        from kg.workspace.rows import Soundness

        return Soundness(tuple(validate(self.store)))

    @of_one_build
    def export(self, form: Format, to: Path | BinaryIO) -> None:
        """Writes the whole graph for other programs: RDF, or the network of citations. Raises InputError."""
        from kg.drawing.exporting import export, write

        if isinstance(to, Path):
            export(self.store, form, to)
        else:
            write(self.store, form, to)

    @of_one_build
    def described(self, reference: str, form: Literal["ttl", "jsonld"], *, signers: bool = True) -> bytes:
        """What the store says of one document and its issuers, as RDF; without ``signers``, not who signed it."""
        from kg.drawing.exporting import document
        from kg.workspace.meaning import held

        return document(self.store, held(reference, self).id, form, signers=signers)

    def evaluate(
        self,
        gold: Path,
        records: Iterable[Extraction] = (),
        earlier: Iterable[Extraction] | None = None,
        *,
        against: Path | None = None,
    ) -> Measured:
        """How well texts were read, against annotations made by hand and against an earlier run.

        A ``gold`` that is a table of mentions asks how well these find their documents; ``against`` is then the JSON of
        an earlier run.
        """
        from kg.building.identity_gold import is_identity_gold
        from kg.workspace.measuring import measured, measured_identity

        if is_identity_gold(gold):
            return measured_identity(gold, self.register, against)
        return measured(gold, records, earlier)
