"""How many documents are still known whose letterhead is gone, of those that others cite.

    python -m benchmarks.lost_heads real.store --seed 2
    python -m benchmarks.lost_heads real.store --seed 2 --record

Draws files of a built store, each of a document with a number that other documents cite. Of each, all above the line of
its type is cut off the text, and its number and day out of that line; with ``--record`` the text stays as it is, but
the record keeps no number, symbol or day of its own; laws, which keep their names, are left out then. Each by itself
stands in the store for all files of its document, beside all others and the register. Prints what became of them: by
what those are known that are, and how sure. ``--items`` writes one line of JSON for each, with the beginning and the
end of what is left and with what others say of it. The store stays as it is.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

from pyoxigraph import NamedNode

from extract.extracting import extract
from extract.mentions.type_words import label_of
from extract.records import PAGES, Extraction, Source, SourceText
from kg.building.linking import link
from kg.graph.registering import Known
from kg.graph.terms import A, digest_of, identity_iri, source_iri, term
from kg.law.register import load_register
from kg.storage.citation_table import citations_at
from kg.storage.opening import open_store
from kg.storage.store import Store, subject_of, value_of
from kg.storage.texts import text_of
from ontology import types_with

_REACH, _SHOWN, _SAYING = 7_000, 1_500, 6
_MARKS = " \t#*_|>‘’'`"
_NUMBER_AND_DAY = re.compile(r"(?i:số:?\s*)?\d+\s?/\S+|(?i:ngày)\s+\d[\d/.-]*(?:\s+tháng\s+\d+\s+năm\s+\d+)?")
_STEPS = (0.0, 0.8, 0.9, 0.95, 0.98, 1.01)


@dataclass(frozen=True, slots=True)
class Cut:
    """A document of which one file is left, without its letterhead."""

    document: str
    sources: frozenset[str]
    left: Extraction
    text: str
    cited_in: tuple[str, ...]

    @property
    def source(self) -> NamedNode:
        return source_iri(self.left.source.sha256)


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of one: ``how`` it is known, else why not; ``score`` where its identity is inferred."""

    how: str
    score: float | None = None
    taken_for: str | None = None


def beheaded(text: str, label: str) -> str | None:
    """The text from the line of its type on; None where no line of the head is in capitals and opens with it."""
    found = None
    for line in re.finditer(r"[^\n]+", text[:_REACH]):
        cell = line[0].strip(_MARKS)
        if cell == label.upper() or (found is None and cell.startswith(label.upper())):
            found = line
    if found is None:
        return None
    return _NUMBER_AND_DAY.sub("", found[0]) + text[found.end() :]


def draw(store: Store, chance: random.Random, *, record: bool) -> Iterator[Cut]:
    """Files of documents with a number that other documents cite, cut as is asked, in an order by chance."""
    pages = {subject_of(quad) for quad in store.match(None, A, term("cancu:Page"))}
    sources: dict[str, set[str]] = defaultdict(set)
    for quad in store.match(None, term("cancu:readFrom")):
        if subject_of(quad) not in pages:
            sources[subject_of(quad)].add(value_of(quad))
    papers = set().union(*sources.values())
    cited: dict[str, list[str]] = defaultdict(list)
    for quad in store.match(None, term("oa:hasBody")):
        document, citation = value_of(quad), subject_of(quad)
        if document in sources and citation.partition("#")[0] in papers - sources[document]:
            cited[document].append(citation)
    documents = sorted(cited)
    for document in chance.sample(documents, len(documents)):
        source = chance.choice(sorted(sources[document]))
        sha256 = digest_of(source)
        text = text_of(store, sha256) or ""
        whole = extract(SourceText(text, Source("a.txt", sha256, "text/plain", len(text))))
        own = whole.document
        named = record and own.type in types_with("known_by_name")
        if own.number is None or own.type is None or own.kind in PAGES or named:
            continue
        left = replace(whole, document=replace(own, number=None, symbol=None, numbering=None, date=None))
        if not record:
            rest = beheaded(text, label_of(own.type))
            if rest is None:
                continue
            digest = hashlib.sha256(rest.encode("utf-8", "surrogatepass")).hexdigest()
            text, left = rest, extract(SourceText(rest, Source("a.txt", digest, "text/plain", len(rest))))
        yield Cut(document, frozenset(sources[document]), left, text, tuple(sorted(cited[document])))


def fate_of(store: Store, cut: Cut, known: Known) -> Fate:
    """What becomes of one of them where it stands for all files of its document."""
    change = link(store, {NamedNode(source) for source in cut.sources}, [cut.left], known=known)
    added = [*change.added()]
    meant = {q for one in cut.cited_in for q in store.match(NamedNode(one), term("oa:hasBody"))} - change.remove
    citing = frozenset(cut.cited_in)
    meant.update(quad for quad in added if quad.predicate == term("oa:hasBody") and subject_of(quad) in citing)
    votes = Counter(map(value_of, meant))
    if not votes:
        return Fate("nobody cites it any more")
    if cut.left.document.kind in PAGES:
        return Fate("not found: read as a page")
    right = {one for one, count in votes.items() if count == max(votes.values())}
    own = next(subject_of(quad) for quad in added if quad.predicate == term("cancu:readFrom"))
    identity = {quad.predicate: value_of(quad) for quad in added if quad.subject == identity_iri(cut.source)}
    if identity:
        score = float(identity[term("cancu:score")])
        return Fate("recognised" if own in right else "WRONG: recognised as another", score, own)
    if cut.left.document.number is not None:
        return Fate("tells its number" if own in right else "WRONG: tells another number", None, own)
    return Fate("by its name" if own in right else "not found")


def shown(store: Store, cut: Cut, fate: Fate) -> dict[str, object]:
    """One of them as a reader would look at it."""
    words = []
    for row in list(citations_at(store, cut.cited_in[:_SAYING]).values()):
        text = text_of(store, digest_of(row.source)) or ""
        words.append(text[max(0, row.start - 200) : row.start] + "«" + row.quote + "»" + text[row.end : row.end + 300])
    own = cut.left.document
    return {
        "document": cut.document, "fate": fate.how, "score": fate.score, "taken_for": fate.taken_for,
        "type": own.type, "issuer": own.issuer and own.issuer.name, "title": own.title, "date": own.date,
        "number": own.number, "kind": own.kind, "cited": len(cut.cited_in),
        "beginning": cut.text[:_SHOWN], "end": cut.text[-_SHOWN:], "others_say": words,
    }  # fmt: skip


def main() -> None:
    """Print what became of a draw."""
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("store", type=Path)
    cli.add_argument("--documents", type=int, default=200)
    cli.add_argument("--seed", type=int, default=1)
    cli.add_argument("--record", action="store_true")
    cli.add_argument("--items", type=Path)
    options = cli.parse_args()
    known = Known(load_register())
    with open_store(options.store) as store:
        drawn = draw(store, random.Random(options.seed), record=options.record)
        cuts = [cut for cut, _ in zip(drawn, range(options.documents), strict=False)]
        found = [fate_of(store, cut, known) for cut in cuts]
        lines = [json.dumps(shown(store, *one), ensure_ascii=False) for one in zip(cuts, found, strict=True)]
    if options.items:
        options.items.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    for how, count in Counter(fate.how for fate in found).most_common():
        print(f"{count:>5} {how}")
    for low, high in pairwise(_STEPS):
        some = [fate.how for fate in found if fate.score is not None and low <= fate.score < high]
        print(f"score {low:.2f} to {min(high, 1):.2f}: {len(some)} recognised, {some.count('recognised')} right")


if __name__ == "__main__":
    main()
