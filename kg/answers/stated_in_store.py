"""What the texts of a store state of the law: which documents change which, and since when acts are in force.

There are few such statements beside citations: all of a store are read once, by the numbers and names of both ends.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from functools import cached_property
from itertools import chain
from typing import cast

from pyoxigraph import NamedNode

from extract.records import Changing, Period
from kg.answers.corpus import stated_change, stated_effect, words_of
from kg.answers.letterheads import AT_ONCE, Letterheads
from kg.graph.terms import INFERRED, REGISTER, stated_relation, term
from kg.graph.triples import IN_FORCE, quote_iri
from kg.identity.keys import Key
from kg.identity.naming import dotted
from kg.law.facts import Change, Effect
from kg.law.register import blocks
from kg.storage.readback import Readback
from kg.storage.store import Row, Store, value_of

_STATED = """SELECT * WHERE { VALUES (?source ?stated) { {STATED} } GRAPH ?source {
      ?stated cancu:objectCitation ?object ; rdf:predicate ?relation ; cancu:scope ?scope .
      ?object cancu:description ?earlier . ?earlier cancu:block ?earlierBlock
      OPTIONAL { ?earlier cancu:name ?earlierName }
      ?source cancu:letterhead ?own . ?own cancu:block ?ownBlock OPTIONAL { ?own cancu:name ?ownName }
      OPTIONAL { ?stated cancu:subjectCitation ?subject
                 OPTIONAL { ?subject cancu:description ?later . ?later cancu:block ?laterBlock
                            OPTIONAL { ?later cancu:name ?laterName } } }
      OPTIONAL { ?stated cancu:effective ?effective } } }"""


class StatedInStore:
    """The statements of a store, which must stay open and as it is."""

    def __init__(self, store: Store, readback: Readback, letterheads: Letterheads) -> None:
        self._store = store
        self._readback = readback
        self._letterheads = letterheads

    def changes(self, touching: Collection[str] | None = None) -> list[Change]:
        """The changes of documents of these numbers or names (blocks); all of them without any."""
        if touching is None:
            rows: Iterable[Row] = chain.from_iterable(self._statements.values())
        else:
            rows = chain.from_iterable(self._statements[block] for block in self._statements.keys() & touching)
        once = {(row["object"].value, row["relation"].value, _text(row, "subject")): row for row in rows}
        found = map(self._change, once.values())
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
    def _statements(self) -> dict[str, list[Row]]:
        """All that texts state of changes, by the numbers and names of both ends."""
        found: dict[str, list[Row]] = defaultdict(list)
        for row in self._rows():
            later = "later" if "subject" in row else "own"
            ends = {_text(row, f"{end}Block") for end in ("earlier", later)}
            ends |= {dotted(_text(row, f"{end}Name")) for end in ("earlier", later)}
            if later == "own" and row["ownBlock"].value.startswith("file:"):  # the file lost its number
                ends |= blocks(self._own(row["source"].value))
            for block in ends - {""}:
                found[block].append(row)
        return found

    def _rows(self) -> Iterator[Row]:
        """Asked by statement: a pattern that began with the graphs would look into every source."""
        stated = [
            f"({quad.graph_name} {quad.subject})" for quad in self._store.match(None, term("cancu:objectCitation"))
        ]
        for start in range(0, len(stated), AT_ONCE):
            yield from self._store.select(_STATED.replace("{STATED}", " ".join(stated[start : start + AT_ONCE])))

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

    def _change(self, row: Row) -> Change | None:
        if "subject" in row and "later" not in row:
            return None
        source, citation = row["source"].value, row["object"].value
        own = self._own(source)
        by_itself = "subject" not in row
        quote = next(map(value_of, self._store.match(quote_iri(NamedNode(citation)), term("oa:exact"))), "")
        return stated_change(
            cast(Changing, stated_relation(row["relation"].value)),
            row["scope"].value.rpartition("-")[2],
            own if by_itself else self._said(row["later"].value),
            self._said(row["earlier"].value),
            effective=_text(row, "effective") or None,
            source=words_of(self._letterheads.path(source), quote),
            teller=None if by_itself else own,
        )

    def _own(self, source: str) -> Key:
        return self._letterheads.of([source])[source].key

    def _said(self, description: str) -> Key:
        return self._readback.descriptions([description])[description].key


def _text(row: Row, name: str) -> str:
    return row[name].value if name in row else ""
