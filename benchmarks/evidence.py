"""What is known of the documents that real ones cite: a verdict, evidence of another organ, or nothing.

    python -m benchmarks.evidence CLONES FOLDER                     the 150 documents of benchmarks/pool
    python -m benchmarks.evidence CLONES FOLDER --later             and those that were added to it later
    python -m benchmarks.evidence CLONES FOLDER --only verdicts
    python -m benchmarks.evidence --files plans/*.txt               files of one's own instead
    ... --before TABLES                                             with an earlier register's tables beside

Every citation that a document makes itself counts, at each place; what has no force (reports, proposals, letters)
counts apart. **verdict**: in force or ended, by facts or by its own time. **evidence**: no end is known, and it was
seen, as a basis of a document of another organ among these files, or somewhere that the register names. **several**:
unknown in a way that is told (namesakes, facts that contradict, an end without a day). **nothing**: not in the
register, and no basis of others.

``--before`` asks the facts alone, of tables as they were: no evidence counted then.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path

from benchmarks.pool.__main__ import THIRDS, papers, read_papers
from extract import Extraction, SourceText, extract, read
from extract.errors import InputError
from kg.answers.corpus import Papers
from kg.answers.stated import blocks_of, with_stated
from kg.check.case import Case
from kg.identity.keys import Key
from kg.law.in_full import keys_of
from kg.law.register import Register, load_register, read_facts
from kg.law.status import status
from kg.law.verdicts import WITHOUT_FORCE, Verdict

COLUMNS = ("verdict", "evidence", "several", "nothing")
_NOTHING = frozenset({"not_in_register", "day_unknown"})
_SEEN = frozenset({"no_end_known", "relied_on"})
_FAMILIES = {
    "HP": "Constitution", "LUAT": "laws", "BLUAT": "laws", "PL": "laws", "NĐ": "decrees", "TT": "circulars",
    "TTLT": "circulars",
}  # fmt: skip
Tally = dict[str, Counter[str]]


def main() -> None:
    """Prints the table."""
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("clones", type=Path, nargs="?")
    cli.add_argument("folder", type=Path, nargs="?", help="where the documents of the pool are laid out")
    cli.add_argument("--only", choices=tuple(THIRDS))
    cli.add_argument("--later", action="store_true", help="with the acts and passages that were added later")
    cli.add_argument("--files", type=Path, nargs="+")
    cli.add_argument("--before", type=Path, metavar="TABLES", help="a folder of tables")
    cli.add_argument("--as-of", type=date.fromisoformat, default=date.today())
    cli.add_argument("--list", action="store_true", help="what nothing is known of, the most cited first")
    asked = cli.parse_args()
    texts = [*_own(asked.files)] if asked.files else [*_pool(asked.clones, asked.folder, asked.only, later=asked.later)]
    now, none = tally(texts, load_register(), asked.as_of)
    before = facts_alone(texts, Register(read_facts(asked.before)), asked.as_of) if asked.before else None
    print(f"{len(texts)} documents, as of {asked.as_of}")
    print("\n".join(table(now, before)))
    for line, count in none.most_common() if asked.list else ():
        print(f"{count:4} {line}")


def _own(files: Iterable[Path]) -> Iterator[tuple[SourceText, Extraction]]:
    for file in files:
        source = read(file)
        yield source, extract(source)


def _pool(clones: Path, folder: Path, only: str | None, *, later: bool) -> Iterator[tuple[SourceText, Extraction]]:
    wanted = [paper for paper in papers() if (later or paper.spent_on in THIRDS) and only in (None, paper.spent_on)]
    for _, source in read_papers(clones, folder.resolve(), wanted, as_then=False):
        try:
            yield source, extract(source)
        except InputError as error:
            print(error, file=sys.stderr)


def tally(texts: Sequence[tuple[SourceText, Extraction]], facts: Register, as_of: date) -> tuple[Tally, Counter[str]]:
    """What is known by family, and of what nothing is known."""
    run, keys = Papers(), [keys_of(extraction, facts) for _, extraction in texts]
    for (_, extraction), own in zip(texts, keys, strict=True):
        run.read(extraction, own)
    register = with_stated(facts, run, blocks_of({key for own in keys for key in (*own.cited, *own.meant)}))
    found: Tally = defaultdict(Counter)
    none: Counter[str] = Counter()
    for (source, extraction), own in zip(texts, keys, strict=True):
        case = Case(source, extraction, own, register=register, facts=facts, as_of=as_of, corpus=run)
        for subject in case.subjects:
            if subject.counted:
                column = column_of(subject.as_of)
                found[family_of(subject.key)][column] += 1
                none[subject.line] += column == "nothing"
    return found, +none


def facts_alone(texts: Sequence[tuple[SourceText, Extraction]], facts: Register, as_of: date) -> Tally:
    """A verdict or none, by the facts and the titles alone."""
    found: Tally = defaultdict(Counter)
    for _, extraction in texts:
        for citation in extraction.citations:
            if citation.within is None:
                key = Key.of_citation(citation)
                verdict = status(key, as_of, facts, period=citation.period, title=citation.title)
                column = column_of(verdict)
                found[family_of(key)][column if column in ("verdict", "not judged") else "nothing"] += 1
    return found


def column_of(verdict: Verdict) -> str:
    """Which column a verdict belongs to."""
    if verdict.value != "unknown":
        return "verdict"
    if verdict.kind == "no_force":
        return "not judged"
    if verdict.kind in _SEEN:
        return "evidence"
    return "nothing" if verdict.kind in _NOTHING else "several"


def family_of(key: Key) -> str:
    """The family of a cited document: laws, decrees, what the Prime Minister issues, and so on."""
    symbol = (key.number or "").upper()
    if key.type in _FAMILIES:
        return _FAMILIES[key.type]
    if key.type in WITHOUT_FORCE:
        return "without force"
    if key.congress is not None or any(f"/{party}" in symbol for party in ("TW", "TU", "HU", "ĐU", "ĐUK")):
        return "Party"
    if key.type == "NQ" and ("QH" in symbol or symbol.endswith("NQ-CP")):
        return "resolutions of the Assembly and the Government"
    if "TTG" in symbol:
        return "the Prime Minister"
    level = key.issuer.level if key.issuer is not None else None
    return "local" if level in ("province", "district", "commune") else "other"


def table(now: Tally, before: Tally | None) -> Iterator[str]:
    """A table of Markdown: a family a row, the share of what can be judged in each column."""
    then = ("nothing before",) if before is not None else ()
    yield f"| family | citations | {' | '.join((*COLUMNS, *then))} |"
    yield f"|---|---:|{'---:|' * (len(COLUMNS) + len(then))}"
    families = sorted(now, key=lambda family: -sum(now[family][column] for column in COLUMNS))
    every = [("all", sum(now.values(), Counter()), sum(before.values(), Counter()) if before is not None else None)]
    rows = [(family, now[family], before.get(family, Counter()) if before is not None else None) for family in families]
    for family, counts, earlier in every + rows:
        judged = sum(counts[column] for column in COLUMNS)
        if judged:
            cells = [f"{counts[column]:,} ({counts[column] / judged:.0%})" for column in COLUMNS]
            cells += [f"{earlier['nothing']:,} ({earlier['nothing'] / judged:.0%})"] if earlier is not None else []
            yield f"| {family} | {judged:,} | {' | '.join(cells)} |"
    apart = sum(counts["not judged"] for counts in now.values())
    yield f"\nNot judged, for it has no force: {apart:,}."


if __name__ == "__main__":
    main()
