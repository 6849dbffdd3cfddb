"""Extraction against documents annotated by hand: every figure stays above a floor just under what is reached."""

from __future__ import annotations

from pathlib import Path

import pytest
from samples import GOLD, documents

from extract import extract, read
from extract.evaluate import Evaluation, evaluate
from extract.gold import load_gold

FLOORS = {
    "plans": {
        "mention_f1": 0.995, "numbered_f1": 0.995, "unnumbered_f1": 0.995, "type": 0.995, "date": 0.995,
        "issuer": 0.985, "zone": 0.995, "relation": 0.99, "within": 0.995, "title": 0.995, "header": 0.995,
    },
    "documents": {
        "mention_f1": 0.995, "numbered_f1": 0.995, "unnumbered_f1": 0.995, "type": 0.995, "date": 0.995,
        "issuer": 0.98, "zone": 0.99, "relation": 0.97, "within": 0.99, "title": 0.99, "header": 0.99,
    },
}  # fmt: skip
#: What the issue of the extractor asks of documents like the seeds.
SEEDS = {
    "mention_f1": 0.99, "numbered_f1": 0.995, "unnumbered_f1": 0.97, "type": 0.99, "date": 0.99, "issuer": 0.98,
    "zone": 0.98, "relation": 0.97, "within": 0.98, "title": 0.97, "header": 0.98,
}  # fmt: skip


def short_of(evaluation: Evaluation, floors: dict[str, float]) -> dict[str, float]:
    """The figures that are below their floors."""
    assert evaluation.missing == []
    figures = evaluation.figures()
    return {name: figures[name] for name, floor in floors.items() if figures[name] < floor}


@pytest.mark.parametrize("which", GOLD)
def test_our_gold(which: str) -> None:
    evaluation = evaluate(GOLD[which][0], map(extract, documents(which)))
    assert short_of(evaluation, FLOORS[which]) == {}, "\n".join(map(str, evaluation.differences))


def test_the_gold_of_the_seeds(shared: Path) -> None:
    records = [extract(read(path)) for path in sorted((shared / "seeds").glob("*.txt"))]
    evaluation = evaluate(shared / "gold", records)
    assert short_of(evaluation, SEEDS) == {}, "\n".join(map(str, evaluation.differences))


@pytest.mark.parametrize("which", GOLD)
def test_gold_quotes_its_documents_exactly(which: str) -> None:
    texts = {Path(source.source.path).stem: source.text for source in documents(which)}
    gold = load_gold(GOLD[which][0])
    assert {g.name for g in gold} == set(texts)
    for annotation in gold:
        for citation in annotation.citations:
            assert texts[annotation.name][citation["start"] : citation["end"]] == citation["quote"]
