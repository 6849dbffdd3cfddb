"""What a store decides otherwise than one that an earlier version built of the same folder, for people to read.

    python -m benchmarks.since before.store real.store draw --seed 30140

Drawn are, and written as :mod:`benchmarks.links` writes them,

* conflicts that do not stay: are real ones among them? One stays where a document that any of its citations means now
  differs in the same property, or in one that tells the same slip (number and date; number and type); where such a
  citation is left open now, and is told to contradict in that property what it may mean; or, of a letterhead, where a
  document does that its file holds now or names at its head;
* citations that were ambiguous and are decided: rightly?

On standard error: how many conflicts of each property stay, and how many citations are newly decided.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter, defaultdict
from pathlib import Path

import pyoxigraph as ox
from pyoxigraph import NamedNode

from benchmarks.links import Drawing, Item, write
from kg.graph.terms import INFERRED, term
from kg.identity.naming import number_block
from kg.storage.citation_table import CitationRow, citations_at
from kg.storage.opening import open_store
from kg.storage.store import Store, subject_of, value_of

_ONE_SLIP = ({"number", "date_document"}, {"number", "type_document"})
_HEAD = 3_000
_NEAR = 400
"""Characters by which a place may have moved, since files are read otherwise."""


class Meaning:
    """Which documents the citations of a store mean, by file and place."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._by_source: dict[str, list[str]] = defaultdict(list)
        self._meant = {subject_of(quad): value_of(quad) for quad in store.match(None, term("oa:hasBody"))}
        self._differing: dict[str, set[str]] = defaultdict(set)
        for quad in store.match(None, term("cancu:differsIn")):
            self._differing[subject_of(quad)].add(short(value_of(quad)))
        for citation in self._meant.keys() | self._differing.keys():
            self._by_source[citation.partition("#")[0]].append(citation)
        self._rows: dict[str, list[CitationRow]] = {}
        self._drawing = Drawing(store, 0)

    def label(self, document: str) -> str:
        """What a document is called."""
        return self._drawing.label(document)

    def of(self, said: CitationRow) -> set[str]:
        """What citations of that file mean that stand where another did, or near there with its words."""
        return {self._meant[one] for one in self._near(said) if one in self._meant}

    def at_head(self, source: str, number: str) -> set[str]:
        """What a file is now, and what of this number it names at its head, as a page does whose table tells of an
        act."""
        cited = citations_at(self._store, self._by_source[source]).values()
        named = {self._meant.get(one.citation, "") for one in cited if one.start < _HEAD} - {""}
        read = self._store.match(None, term("cancu:readFrom"), NamedNode(source))
        return {one for one in named if number_of(self._store, one) == number} | {subject_of(one) for one in read}

    def differing(self, said: CitationRow) -> set[str]:
        """In what such citations, where they are left open, contradict what they may mean."""
        return set().union(*(self._differing[one] for one in self._near(said)))

    def _near(self, said: CitationRow) -> list[str]:
        if said.source not in self._rows:
            self._rows[said.source] = list(citations_at(self._store, self._by_source[said.source]).values())
        near = (one for one in self._rows[said.source] if abs(one.start - said.start) <= _NEAR)
        words = "".join(said.quote.split())
        found = (one for one in near if one.start == said.start or "".join(one.quote.split()) == words)
        return [one.citation for one in found]


def said_of(store: Store, document: str, field: str) -> tuple[list[CitationRow], set[str]]:
    """The citations on which the claims of a conflict rest, and the files whose letterheads do."""
    found: list[str] = []
    heads: set[str] = set()
    for claim in {subject_of(one) for one in store.pointing(term("rdf:subject"), [NamedNode(document)])}:
        if not any(store.match(NamedNode(claim), term("rdf:predicate"), NamedNode(field))):
            continue
        for said in store.match(NamedNode(claim), term("prov:wasDerivedFrom"), None, INFERRED):
            description = NamedNode(value_of(said))
            found += sorted(subject_of(one) for one in store.pointing(term("cancu:description"), [description]))[:20]
            heads.update(subject_of(one) for one in store.pointing(term("cancu:letterhead"), [description]))
    return list(citations_at(store, found).values()), heads


def number_of(store: Store, document: str) -> str:
    """A document's number, however it is written; "" where it has none."""
    said = store.match(NamedNode(document), term("cancu:number"))
    return number_block(next(map(value_of, said), ""))


def short(field: str) -> str:
    return field.rpartition("/")[2].rpartition("#")[2]


def stays(field: str, now: set[str]) -> bool:
    """Whether a conflict of a property is one of these, or told as another of the same slip."""
    return field in now or any(field in slip and now & slip for slip in _ONE_SLIP)


def newly_decided(before: Store, meaning: Meaning, drawing: Drawing, count: int) -> list[Item]:
    """Citations that were ambiguous and mean one document now."""
    open_then = sorted(
        subject_of(one)
        for one in before.match(None, term("cancu:resolution"), term("cancu:resolution-ambiguous"))
        if not any(before.match(NamedNode(subject_of(one)), term("oa:hasBody")))
    )
    print(f"ambiguous before: {len(open_then):,}", file=sys.stderr)
    items: list[Item] = []
    for citation in drawing.shuffled(open_then):
        (row,) = citations_at(before, [citation]).values()
        now = meaning.of(row)
        if len(now) == 1:
            (document,) = now
            shown = f"Means: {meaning.label(document)}\n\n{drawing.passage(row)}"
            items.append(Item("decided", shown, {"document": document, "citation": citation}))
        if len(items) == count:
            break
    return items


def main() -> None:
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("before", type=Path)
    cli.add_argument("now", type=Path)
    cli.add_argument("folder", type=Path)
    cli.add_argument("--gone", type=int, default=60)
    cli.add_argument("--decided", type=int, default=100)
    cli.add_argument("--seed", type=int, default=1)
    options = cli.parse_args()
    before = Store(ox.Store.read_only(str(options.before)), options.before, writable=False)
    with open_store(options.now) as now:
        meaning, differing = Meaning(now), defaultdict[str, set[str]](set)
        for document, field in Drawing(now, 0).all_conflicts():
            differing[document].add(short(field))
        drawing = Drawing(before, options.seed, texts=now)
        fates, gone = Counter[tuple[str, bool]](), []
        for document, field in drawing.all_conflicts():
            said, heads = said_of(before, document, field)
            number = number_of(before, document)
            at_heads = (meaning.at_head(one, number) for one in heads)
            meant: set[str] = set().union(*map(meaning.of, said), *at_heads)
            fate = any(stays(short(field), differing[one]) for one in meant)
            fate = fate or any(stays(short(field), meaning.differing(one)) for one in said)
            fates[short(field), fate] += 1
            gone += [] if fate else [(document, field)]
        for field in sorted({field for field, _ in fates}):
            print(f"{field}: {fates[field, True]:,} stay, {fates[field, False]:,} do not", file=sys.stderr)
        items = drawing.shown_conflicts(drawing.some(gone, options.gone))
        items += newly_decided(before, meaning, drawing, options.decided)
        write(drawing.shuffled(items), options.folder)


if __name__ == "__main__":
    main()
