"""Draws from a built store what a reader judges of identity: who is one document, and what rests on or changes what.

    python -m benchmarks.links real.store draw --seed 30115

Writes ``draw/items-pair-1.md`` and so on, in an order that means nothing, each item with its words, what stands around
them and the head of the file; and ``draw.key.jsonl`` beside the folder, which the reader does not see. Drawn are

* pairs: two mentions of one document that say different things, in two files; among them decoys, two of two documents
  whose numbers or names are folded to one;
* edges of documents (no pages): ``amends``, ``based_on`` or ``implements``, ``supersedes`` or ``repeals``;
* the documents that most files cite, each with the nodes that may be the same one: of its number or of its name;
* documents on which sources differ, each with what is said of it;
* all files without number that are taken for a document that others cite.

On standard error: how many there were of each. Nothing is kept of the texts.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from pyoxigraph import NamedNode

from extract.codified import is_codified
from kg.graph.terms import INFERRED, REGISTER, A, digest_of, term
from kg.identity.law_names import is_law_name, law_slug
from kg.identity.naming import year_in
from kg.storage.citation_table import CitationRow, citations_at
from kg.storage.opening import open_store
from kg.storage.store import Store, subject_of, value_of
from kg.storage.texts import text_of
from ontology.numbers import numbering_of

_AROUND, _HEAD, _SAYING, _LOOKED_AT, _SIZE = 420, 520, 3, 100, 380_000
_BRIEFLY = 120
_NUMBER, _TYPE = re.compile(r" (?:số|ngày|năm) (?=\d)"), re.compile(r"\w+ \w+")
_SINCE = ", có hiệu lực thi hành kể từ ngày"
_BREAKS = re.compile(r"\s*\n\s*")
Drawn = TypeVar("Drawn")
EDGES = {
    "amends": ("eli:amends",),
    "rests": ("eli:based_on", "cancu:implements"),
    "ends": ("cancu:supersedes", "eli:repeals"),
}


@dataclass(frozen=True, slots=True)
class Item:
    """What a reader judges: ``shown`` is all that he sees of it, ``key`` what he does not."""

    kind: str
    shown: str
    key: dict[str, object]


class Drawing:
    """What can be drawn of a store, with one source of chance."""

    def __init__(self, store: Store, seed: int, texts: Store | None = None) -> None:
        """``texts``: the store that has the texts, where another does."""
        self._store, self._texts = store, texts or store
        self._chance = random.Random(seed)

    @cached_property
    def _meant(self) -> dict[str, str]:
        """The document of each citation that has one."""
        return {subject_of(quad): value_of(quad) for quad in self._store.match(None, term("oa:hasBody"))}

    @cached_property
    def _made_in(self) -> dict[str, list[str]]:
        """The citations of each source."""
        found: dict[str, list[str]] = defaultdict(list)
        for citation in sorted(self._meant):
            found[citation.partition("#")[0]].append(citation)
        return found

    @cached_property
    def _said(self) -> dict[str, str]:
        """The description of each citation."""
        return {subject_of(quad): value_of(quad) for quad in self._store.match(None, term("cancu:description"))}

    @cached_property
    def _pages(self) -> frozenset[str]:
        """The pages among the documents."""
        return frozenset(subject_of(quad) for quad in self._store.match(None, A, term("cancu:Page")))

    def pairs(self, count: int) -> list[Item]:
        """Mentions of one document in two files that say different things, a pair a document."""
        by_document: dict[str, list[str]] = defaultdict(list)
        for citation in sorted(self._meant.keys() & self._said.keys()):
            by_document[self._meant[citation]].append(citation)
        found = []
        for document, citations in sorted(by_document.items()):
            first = self._chance.choice(citations)
            others = [one for one in citations if self._differ(one, first)]
            if others:
                found.append((document, first, self._chance.choice(others)))
        print(f"pairs: {len(found):,}", file=sys.stderr)
        return [self._pair("pair", one) for one in self.some(found, count)]

    def decoys(self, count: int) -> list[Item]:
        """Mentions of two documents that meet in one block."""
        blocks: dict[str, list[str]] = defaultdict(list)
        for quad in self._store.match(None, term("cancu:block"), None, INFERRED):
            blocks[value_of(quad)].append(subject_of(quad))
        by_document: dict[str, list[str]] = defaultdict(list)
        for citation, document in sorted(self._meant.items()):
            by_document[document].append(citation)
        found = []
        for _, documents in sorted(blocks.items()):
            cited = sorted(one for one in documents if one in by_document)
            if len(cited) > 1:
                one, other = self._chance.sample(cited, 2)
                pair = self._chance.choice(by_document[one]), self._chance.choice(by_document[other])
                found.append((f"{one} | {other}", *pair))
        print(f"decoys: {len(found):,}", file=sys.stderr)
        return [self._pair("decoy", one) for one in self.some(found, count)]

    def edges(self, kind: str, count: int) -> list[Item]:
        """Edges of documents, of one source each, with the words that bear them out."""
        found: dict[tuple[str, str, str], set[str]] = defaultdict(set)
        for short in EDGES[kind]:
            for quad in self._store.match(None, term(short)):
                source = str(getattr(quad.graph_name, "value", ""))
                if source not in (INFERRED.value, REGISTER.value) and subject_of(quad) not in self._pages:
                    found[subject_of(quad), short, value_of(quad)].add(source)
        print(f"{kind}: {len(found):,}", file=sys.stderr)
        items = []
        for subject, short, about in self.some(sorted(found), count):
            source = self._chance.choice(sorted(found[subject, short, about]))
            relation = short.partition(":")[2]
            evidence = self._evidence(NamedNode(source), short, about)
            words = "\n".join(self.passage(row) for row in evidence[:2])
            shown = f"A: {self.label(subject)}\nB: {self.label(about)}\nClaim: A {relation} B\n\n{words}"
            items.append(Item(kind, shown, {"edge": [subject, short, about], "source": source}))
        return items

    def conflicts(self, count: int) -> list[Item]:
        """Documents on which sources differ, a field each, with some who say each value."""
        found = self.all_conflicts()
        print(f"conflicts: {len(found):,}", file=sys.stderr)
        return self.shown_conflicts(self.some(found, count))

    def all_conflicts(self) -> list[tuple[str, str]]:
        """The documents on which sources differ, each with the property in which they do."""
        return sorted({(subject_of(one), value_of(one)) for one in self._store.match(None, term("cancu:conflict"))})

    def shown_conflicts(self, conflicts: Iterable[tuple[str, str]]) -> list[Item]:
        """Conflicts as a reader sees them: each value with some who say it."""
        items = []
        for document, field in conflicts:
            shown = f"Document: {self.label(document)}\nDiffers: {field.rpartition('/')[2]}"
            claims = sorted(subject_of(one) for one in self._store.pointing(term("rdf:subject"), [NamedNode(document)]))
            for claim in dict.fromkeys(claims):
                said = {one.predicate: one for one in self._store.match(NamedNode(claim))}
                if term("rdf:predicate") in said and value_of(said[term("rdf:predicate")]) == field:
                    shown += f"\n\n### said: {self.label(value_of(said[term('rdf:object')]))}\n{self._saying(claim)}"
            items.append(Item("conflict", shown, {"document": document, "field": field}))
        return items

    def most_cited(self, count: int) -> list[Item]:
        """The documents that most files cite, with other nodes of their name, or of their number and type, which may be
        the same."""
        files: dict[str, set[str]] = defaultdict(set)
        cited: dict[str, str] = {}
        for citation, document in self._meant.items():
            files[document].add(citation.partition("#")[0])
            cited[document] = citation
        by_block: dict[str, set[str]] = defaultdict(set)
        for document in files:
            for block in self._blocks(document):
                by_block[block].add(document)
        items = []
        for document in sorted(files, key=lambda one: (-len(files[one]), one))[:count]:
            others = sorted(set().union(*(by_block[block] for block in self._blocks(document))) - {document})
            shown = f"Document: {self.label(document)} ({len(files[document])} files cite it)"
            for other in others:
                (row,) = citations_at(self._store, [cited[other]]).values()
                shown += f"\n- {self.label(other)} ({len(files[other])} files), as in {self.passage(row, _BRIEFLY)}"
            if others:
                items.append(Item("cited", shown, {"document": document, "others": others}))
        print(f"cited: {len(items):,} of {count:,} have other nodes of their name or number", file=sys.stderr)
        return items

    def _blocks(self, document: str) -> set[str]:
        """By what a document may meet another node of itself: its serial, year and type, its name."""
        label = self.label(document).partition(" -- ")[0]
        kind, name = _TYPE.match(label), _NUMBER.split(label)[0]
        said = [value_of(one) for one in self._store.match(NamedNode(document), term("cancu:number"))]
        found = {
            f"{kind and kind[0]} {numbering_of(one).serial.lstrip('0')}/{year_in(one)}" for one in said if year_in(one)
        }
        return (found | {law_slug(name)}) - {""} if is_law_name(name) else found

    def identities(self) -> list[Item]:
        """All files that are taken for a document that others cite."""
        items = []
        nodes = sorted(subject_of(one) for one in self._store.match(None, A, term("cancu:InferredIdentity")))
        print(f"identities: {len(nodes):,}", file=sys.stderr)
        for node in nodes:
            said = {one.predicate: value_of(one) for one in self._store.match(NamedNode(node))}
            document, source = said[term("cancu:inferredAs")], said[term("dcterms:source")]
            text = text_of(self._texts, digest_of(source)) or ""
            citing = [one for one, meant in sorted(self._meant.items()) if meant == document]
            rows = list(citations_at(self._store, self.some(citing, _SAYING)).values())
            words = "\n".join(map(self.passage, rows))
            shown = f"File: {text[:2500]}\n[...]\n{text[-800:]}\n\nTaken for: {self.label(document)}\nCited:\n{words}"
            items.append(
                Item(
                    "identity", shown, {"document": document, "source": source, "score": said.get(term("cancu:score"))}
                )
            )
        return items

    def shuffled(self, items: Sequence[Drawn]) -> list[Drawn]:
        """The items in an order that means nothing."""
        return self._chance.sample(items, len(items))

    def some(self, found: Sequence[Drawn], count: int) -> list[Drawn]:
        """So many of them by chance."""
        return self._chance.sample(found, min(count, len(found)))

    def _differ(self, one: str, other: str) -> bool:
        return one.partition("#")[0] != other.partition("#")[0] and self._said[one] != self._said[other]

    def _pair(self, kind: str, drawn: tuple[str, str, str]) -> Item:
        document, *citations = drawn
        rows = citations_at(self._store, citations)
        shown = "\n\n".join(f"### mention {turn}\n{self.passage(rows[one])}" for turn, one in enumerate(citations, 1))
        return Item(kind, shown, {"document": document, "citations": citations})

    def _evidence(self, source: NamedNode, short: str, about: str) -> list[CitationRow]:
        """The citations of a source that bear an edge out, else all of what it leads to."""
        citing = [one for one in self._made_in[source.value] if self._meant[one] == about]
        related = {subject_of(one) for one in self._store.match(None, term("cancu:relation"), term(short), source)}
        stated = {
            value_of(one)
            for node in self._store.match(None, term("rdf:predicate"), term(short), source)
            for one in self._store.match(NamedNode(subject_of(node)), term("cancu:objectCitation"), None, source)
        }
        bearing = [one for one in citing if one in related | stated] or citing
        return list(citations_at(self._store, bearing).values())

    def _saying(self, claim: str) -> str:
        """Some of the passages, and the letterheads, that a claim rests on."""
        shown = []
        for said in self._store.match(NamedNode(claim), term("prov:wasDerivedFrom"), None, INFERRED):
            description = NamedNode(value_of(said))
            citing = sorted(subject_of(one) for one in self._store.pointing(term("cancu:description"), [description]))
            rows = citations_at(self._store, citing[:_LOOKED_AT]).values()
            shown += [self.passage(row) for row in sorted(rows, key=lambda row: -len(row.quote))[:1]]
            for one in self._store.pointing(term("cancu:letterhead"), [description]):
                shown.append(f"[letterhead] {self._head(subject_of(one))}")
            if any(self._store.match(description, A, None, REGISTER)):
                shown.append("[register]")
        return "\n".join(self.some(shown, _SAYING))

    def label(self, node: str) -> str:
        """What a node is called, with its title; what is no node, as it is."""
        if not node.startswith(("urn:", "https:")):
            return node
        labels, titles = (
            sorted(map(value_of, self._store.match(NamedNode(node), term(short))))[:1]
            for short in ("rdfs:label", "dcterms:title")
        )
        return " -- ".join([*labels, *titles]) or node

    def _head(self, source: str) -> str:
        text = text_of(self._texts, digest_of(source)) or ""
        return _BREAKS.sub(" | ", text[:_HEAD].strip())

    def passage(self, row: CitationRow, around: int = _AROUND) -> str:
        """The words of a citation, with what stands around them, and the head of its file."""
        text = text_of(self._texts, digest_of(row.source)) or ""
        before, after = text[max(0, row.start - around) : row.start], text[row.end : row.end + around // 2]
        words = _BREAKS.sub(" | ", f"{before}«{text[row.start : row.end]}»{after}")
        if around == _BRIEFLY:
            return f"[{row.path}] …{words}…"
        above = _note_above(text, row.start - around)
        return f"[file] {row.path}\n[head] {self._head(row.source)}\n{above}[words] …{words}…"


def _note_above(text: str, place: int) -> str:
    """Of which act an article of the codification is, where that stands farther above than what is shown."""
    if place <= 0 or not is_codified(text):
        return ""
    at = text.rfind(_SINCE, 0, place)
    opens, end = text.rfind("\n(", 0, at + 1), text.find("\n", at)
    return f"[the last note above] {_BREAKS.sub(' | ', text[opens:end].strip())}\n" if min(at, opens) >= 0 else ""


def write(items: Iterable[Item], folder: Path) -> None:
    """The items in files of one kind and a size that can be read at once, and their keys beside the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    by_kind: dict[str, list[Item]] = defaultdict(list)
    for item in items:
        by_kind["pair" if item.kind == "decoy" else item.kind].append(item)
    with folder.with_suffix(".key.jsonl").open("w", encoding="utf-8") as keys:
        for asked, some in by_kind.items():
            for number, part in enumerate(_parts(some), 1):
                with (folder / f"items-{asked}-{number}.md").open("w", encoding="utf-8") as file:
                    for turn, item in part:
                        name = f"{asked}-{turn:03}"
                        file.write(f"## {name}\n\n{item.shown}\n\n")
                        keys.write(json.dumps({"id": name, "kind": item.kind, **item.key}, ensure_ascii=False) + "\n")


def _parts(items: Iterable[Item]) -> Iterator[list[tuple[int, Item]]]:
    part: list[tuple[int, Item]] = []
    size = 0
    for turn, item in enumerate(items, 1):
        length = len(item.shown.encode())
        if part and size + length > _SIZE:
            yield part
            part, size = [], 0
        part.append((turn, item))
        size += length
    if part:
        yield part


def main() -> None:
    """Write a folder of items."""
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("store", type=Path)
    cli.add_argument("folder", type=Path)
    cli.add_argument("--seed", type=int, default=1)
    cli.add_argument("--pairs", type=int, default=300)
    cli.add_argument("--edges", type=int, default=150, help="of each kind")
    cli.add_argument("--conflicts", type=int, default=60)
    cli.add_argument("--cited", type=int, default=100, help="of the documents cited most")
    options = cli.parse_args()
    with open_store(options.store) as store:
        drawing = Drawing(store, options.seed)
        items = [*drawing.pairs(options.pairs), *drawing.decoys(options.pairs // 10)]
        for kind in EDGES:
            items += drawing.edges(kind, options.edges)
        items += [*drawing.conflicts(options.conflicts), *drawing.identities(), *drawing.most_cited(options.cited)]
        write(drawing.shuffled(items), options.folder)


if __name__ == "__main__":
    main()
