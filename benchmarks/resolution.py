"""How well and how fast mentions find their documents: a made-up country whose truth is known.

    python -m benchmarks.resolution --documents 100000

Documents, laws, pages and letterheads are those of :mod:`benchmarks.country`. A mention that stays ambiguous or open
counts as a document of its own: it costs recall, never precision. ``found`` is the share of the letterheads without
number that were recognised as the document that others cite, ``wrong`` of those recognised the share that is another.
"""

from __future__ import annotations

import argparse
import gc
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from benchmarks.country import corpus
from kg.identity.keys import NAMED_TYPES
from kg.identity.naming import body_path
from kg.resolution.blocks import resolve
from kg.resolution.cells import CROWD, block_of, cell_of, groups, is_open
from kg.resolution.descriptions import Description
from kg.resolution.drafts import Outcome, Resolved
from kg.resolution.mistaken import mend
from kg.resolution.recognition import Candidate, Candidates, Lost, recognise

Outcomes = dict[Description, str | None]


@dataclass(frozen=True, slots=True)
class Score:
    """Pairwise precision and recall."""

    precision: float
    recall: float


@dataclass(frozen=True, slots=True)
class Run:
    """What a corpus came to; ``laws`` is the score of the mentions of laws, of which each has thousands, ``documents``
    that of all others."""

    mentions: int
    seconds: float
    documents: Score
    laws: Score
    found: float
    wrong: float


def resolved(said: Iterable[Description]) -> Outcomes:
    """The document of each description: numbers first, then the names that hold on to them, then lost letterheads."""
    parts: dict[str, Counter[Description]] = defaultdict(Counter)
    for description in said:
        parts[cell_of(description)][description] += 1
    crowds = _open_crowds(parts)
    together = [(group, Counter[Description]()) for group in groups(parts, crowds)]
    for group, weights in together:
        for cell in group.cells:
            weights.update(parts[cell])
    numbered = [one for one in together if any(said.key.number for said in one[1])]
    settled: dict[Description, Outcome] = {}
    founded: dict[str, Resolved] = {}
    for group, weights in numbered:
        found = resolve(weights, (), group.crowds)
        settled |= found.outcomes
        founded |= {document.iri: document for document in found.documents}
    by_id = {one.id: one for _, weights in numbered for one in weights}
    sources = {one.id: count for _, weights in numbered for one, count in weights.items()}
    mended = mend(by_id, {one: settled[said] for one, said in by_id.items()}, founded, sources)
    settled |= {by_id[one]: outcome for one, outcome in mended.outcomes.items()}
    founded = {**founded, **{law.iri: law for law in mended.laws}}
    documents = [document for iri, document in founded.items() if iri not in mended.gone]
    bearers: dict[str, list[Resolved]] = defaultdict(list)
    for document in documents:
        for name in document.names if document.key.number else ():
            bearers[name].append(document)
    for group, weights in together:
        if not any(said.key.number for said in weights):
            found = resolve(weights, bearers[block_of(group.cells[0])], group.crowds)
            settled |= found.outcomes
            documents += found.documents
    outcomes = {one: outcome.document for one, outcome in settled.items()}
    return outcomes | _recognised(outcomes, documents)


def _open_crowds(parts: Mapping[str, Mapping[Description, int]]) -> set[str]:
    """The bases of what may stand anywhere, of numbers that more is said of than can be told apart."""
    sizes = Counter[str]()
    for cell, part in parts.items():
        sizes[block_of(cell)] += len(part)
    return {cell for cell in parts if is_open(cell) and sizes[block_of(cell)] > CROWD}


def _recognised(outcomes: Mapping[Description, str | None], documents: Iterable[Resolved]) -> Outcomes:
    """The letterheads without number that are taken for a document, which no other letterhead disputes."""
    held = {outcomes[one] for one in outcomes if one.own and one.key.number}
    shelves: dict[tuple[str | None, str], list[Candidate]] = defaultdict(list)
    for one in documents:
        if one.key.number and one.key.issuer:
            candidate = Candidate(one.iri, one.key.number, one.key.date, one.title, one.iri in held)
            shelves[one.key.type, body_path(one.key.issuer)].append(candidate)
    on = {shelf: Candidates(some) for shelf, some in shelves.items()}
    found: Outcomes = {}
    for one in outcomes:
        if one.lost and one.key.issuer and (shelf := on.get((one.key.type, body_path(one.key.issuer)))):
            lost = Lost(one, None, None)
            recognition = recognise(lost, shelf.near(lost))
            if recognition is not None:
                found[one] = recognition.document
    claims = Counter(found.values())
    return {one: document for one, document in found.items() if claims[document] == 1}


def pairs(sizes: Counter[object]) -> int:
    """How many pairs of mentions fall together."""
    return sum(size * (size - 1) // 2 for size in sizes.values())


def score(meant: Iterable[tuple[object, object]]) -> Score:
    """Of pairs (the document that is meant, the one that was found)."""
    both = Counter[object](meant)
    real, made = Counter[object](), Counter[object]()
    for (truth, document), count in both.items():  # type: ignore[misc]
        real[truth] += count
        made[document] += count
    return Score(pairs(both) / pairs(made), pairs(both) / pairs(real))


def run(count: int, seed: int) -> Run:
    """A corpus of ``count`` documents."""
    truths = list(corpus(count, seed))
    gc.collect()
    gc.freeze()  # the corpus itself is no part of what is measured
    started = time.process_time()
    outcomes = resolved(description for _, description in truths)
    seconds = time.process_time() - started
    gc.unfreeze()
    meant = [(truth, outcomes[one] or f"open {turn}") for turn, (truth, one) in enumerate(truths)]
    is_law = [one.key.type in NAMED_TYPES for _, one in truths]
    bears: dict[object, Counter[object]] = defaultdict(Counter)
    for (truth, document), (_, one) in zip(meant, truths, strict=True):
        if not one.lost:
            bears[document][truth] += 1
    lost = [pair for pair, (_, one) in zip(meant, truths, strict=True) if one.lost]
    taken = [(truth, bears[document].most_common(1)[0][0]) for truth, document in lost if bears[document]]
    right = sum(truth == other for truth, other in taken)
    return Run(
        len(truths),
        seconds,
        score(pair for pair, law in zip(meant, is_law, strict=True) if not law),
        score(pair for pair, law in zip(meant, is_law, strict=True) if law),
        right / len(lost),
        1 - right / len(taken) if taken else 0.0,
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    print("documents  mentions  seconds  µs a mention  documents: p        r  laws: p        r  found  wrong")
    for share in (10, 5, 2, 1):
        count = options.documents // share
        one = run(count, options.seed)
        print(
            f"{count:>9,}  {one.mentions:>8,}  {one.seconds:>7.2f}  {1e6 * one.seconds / one.mentions:>12.1f}  "
            f"{one.documents.precision:>12.5f}  {one.documents.recall:.5f}  {one.laws.precision:.5f}  "
            f"{one.laws.recall:.5f}  "
            f"{one.found:.3f}  {one.wrong:.3f}",
            flush=True,
        )


if __name__ == "__main__":
    main()
