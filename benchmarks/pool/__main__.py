"""Lays the pool out, and compares the extractor with the readers, and the readers with each other."""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

import benchmarks.pool
from benchmarks.pool.members import parted, texts_of
from benchmarks.real_folder import Page, lay_out
from extract import extract, read
from extract.errors import InputError
from extract.evaluate import Evaluation, evaluate
from extract.gold import Gold, gold_of
from extract.records import Body, Citation, Document, Extraction, Signer, Source, SourceText, Stated

HERE = Path(__file__).parent
READERS = ("reader-1", "reader-2")
THIRDS = {"roles": range(1, 18), "letterheads": range(18, 35), "verdicts": range(35, 51)}
_EACH = (
    "later", "fresh", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth", "thirteenth",
    "fourteenth", "fifteenth",
)  # fmt: skip
EXCERPTS = ("excerpts", *(f"{one}-excerpts" for one in _EACH))
SECOND = {name: f"{name}-second" for name in EXCERPTS[3:] if name != "tenth-excerpts"}
"""Of a set of excerpts, what a second reader found in it."""
CHANGES, CLAUSES, TWICE, FIFTH, SIXTH = "changes", "clauses", "twice", "fifth", "sixth"
SEVENTH, EIGHTH, NINTH, TENTH, ELEVENTH, TWELFTH = "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth"
"""34 acts with change clauses that were drawn when the thirds had been learnt from, and passages of others, drawn last,
of which only roles and what is stated were annotated; read by one reader. What two read was drawn after them, twice."""
_LATER = {
    letter: drawn
    for drawn, letters in {
        CHANGES: "d",
        CLAUSES: "fgh",
        TWICE: "kl",
        FIFTH: "no",
        SIXTH: "pq",
        SEVENTH: "u",
        EIGHTH: "v",
        NINTH: "x",
        TENTH: "y",
        ELEVENTH: "z",
        TWELFTH: "w",
    }.items()
    for letter in letters
}


class Paper(NamedTuple):
    """A document of the pool: its name, where its file comes from, and the hash of its text."""

    name: str
    page: Page
    text_sha256: str

    @property
    def spent_on(self) -> str:
        """What it is spent on: a third of the pool, or the acts drawn afterwards."""
        if later := _LATER.get(self.name[0]):
            return later
        return next(third for third, numbers in THIRDS.items() if int(self.name[1:]) in numbers)


def papers() -> list[Paper]:
    """The documents of the manifest."""
    with (HERE / "manifest.csv").open(encoding="utf-8", newline="") as file:
        return [
            Paper(row["id"], Page(row["repository"], row["commit"], row["path"], row["sha256"]), row["text_sha256"])
            for row in csv.DictReader(file)
        ]


def read_papers(
    clones: Path, folder: Path, wanted: Sequence[Paper], *, as_then: bool = True
) -> Iterator[tuple[Paper, SourceText]]:
    """The documents with their texts; ``as_then``: those whose text is decoded as it was, for offsets to count."""
    files = {paper.name: paper.page._replace(path=parted(paper.page.path)[0]) for paper in wanted}
    lay_out(clones, folder, dict.fromkeys(files.values()))
    for paper in wanted:
        place, (file, field) = folder / files[paper.name].place, parted(paper.page.path)
        try:
            source = SourceText("", Source(str(place), "", "", 0)) if field else read(place)
        except InputError as error:
            print(f"{paper.name}: {error}", file=sys.stderr)
            continue
        if _hash(source) != paper.text_sha256:  # a field, or what was drawn with marks that are read away
            made = [replace(source, text=text) for text in texts_of(file, field, place.read_bytes())]
            source = next((one for one in made if _hash(one) == paper.text_sha256), source)
        if as_then and _hash(source) != paper.text_sha256:
            print(f"{paper.name} is decoded otherwise now; it is left out.", file=sys.stderr)
            continue
        yield paper, source


def read_excerpts(folder: Path, drawn: str) -> Iterator[tuple[str, str, SourceText]]:
    """The names, kinds and texts of a set of excerpts, those whose text lies in ``folder`` as it was read."""
    with (HERE / f"{drawn}.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            try:
                source = read(folder / f"{row['id']}.txt")
            except InputError as error:
                print(f"{row['id']}: {error}", file=sys.stderr)
                continue
            if _hash(source) != row["text_sha256"]:
                print(f"{row['id']} is another text than the one that was read; it is left out.", file=sys.stderr)
                continue
            yield row["id"], row["kind"], source


def _hash(source: SourceText) -> str:
    return hashlib.sha256(source.text.encode()).hexdigest()


def annotations(reader: str, texts: dict[str, str]) -> list[Gold]:
    """What a reader found in these texts, the words put back in the places of offsets."""
    found = []
    for line in (HERE / f"{reader}.jsonl").read_text(encoding="utf-8").splitlines():
        data = json.loads(line)
        if data["id"] in texts:
            found.append(gold_of(data["id"], _worded(data, texts[data["id"]])))
    return found


def passages(reader: str) -> dict[str, tuple[int, int]]:
    """Where the passages stand that a reader read, of the documents that were not read whole."""
    lines = (HERE / f"{reader}.jsonl").read_text(encoding="utf-8").splitlines()
    return {data["id"]: tuple(data["passage"]) for data in map(json.loads, lines) if "passage" in data}


def only_in(record: Extraction, passage: tuple[int, int]) -> Extraction:
    """What of a record stands in a passage of its document."""
    start, end = passage
    kept = [index for index, one in enumerate(record.citations) if start <= one.start < end]
    now: dict[int | None, int] = {index: place for place, index in enumerate(kept)}
    found = [record.citations[index] for index in kept]
    citations = tuple(replace(one, within=now.get(one.within)) for one in found)
    stated = tuple(
        replace(one, subject=now.get(one.subject), object=now[one.object])
        for one in record.stated
        if one.object in now and (one.subject is None or one.subject in now)
    )
    return replace(record, citations=citations, stated=stated)


def _worded(value: Any, text: str) -> Any:
    """The same with the words of the text where two offsets stand for them."""
    match value:
        case {"from": int(start), "to": int(end)}:
            return " ".join(text[start:end].split())
        case {"pieces": list(pieces)}:  # of what something else interrupts
            return " ".join(_worded(one, text) for one in pieces)
        case dict():
            return {key: _worded(one, text) for key, one in value.items()}
        case list():
            return [_worded(one, text) for one in value]
    return value


def as_record(gold: Gold) -> Extraction:
    """What one reader found as if it were extracted, to compare with the other."""
    citations = tuple(
        Citation(
            one["start"], one["end"], "", one.get("in", "body"), None, one.get("doc_type"), one["number"],
            one["number"], one.get("date"), _body(one.get("issuer")), False, one.get("title"), one["relation"],
            within=one.get("within"), pinpoint=one.get("pinpoint"),
        )
        for one in gold.citations
    )  # fmt: skip
    stated = tuple(
        Stated(one["subject"], one["relation"], one["object"], one["scope"], one["effective"])
        for one in gold.stated or ()
    )
    said = gold.document
    document = Document(
        number=said.get("number"), type_label=said.get("doc_type"), date=said.get("date"), place=said.get("place"),
        issuer=_body(said.get("issuer")), title=said.get("title"), signer=Signer(said.get("signer"), None),
    )  # fmt: skip
    return Extraction(Source(gold.name, "", "", 0), document, citations, stated)


def _body(name: str | None) -> Body | None:
    return Body(name, "", "other") if name else None


def figures(columns: dict[str, Evaluation]) -> Iterator[str]:
    """A table of Markdown: a figure a row, a comparison a column."""
    yield f"| | {' | '.join(columns)} |"
    yield f"|---|{'---:|' * len(columns)}"
    values = {name: evaluation.figures() for name, evaluation in columns.items()}
    for figure in dict.fromkeys(name for one in values.values() for name in one):
        yield f"| {figure} | {' | '.join(f'{one[figure]:.3f}' if figure in one else '' for one in values.values())} |"
    every = [evaluation.mentions["all"] for evaluation in columns.values()]
    yield f"| mentions annotated, found | {' | '.join(f'{one.expected:,}, {one.found:,}' for one in every)} |"
    changes = [evaluation.changes for evaluation in columns.values()]
    yield f"| that change law | {' | '.join(f'{one.expected:,}, {one.found:,}' for one in changes)} |"


def main() -> None:
    """Prints the table; with ``--errors`` every difference, too."""
    cli = argparse.ArgumentParser(
        description=benchmarks.pool.__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    cli.add_argument("clones", type=Path, nargs="?")
    cli.add_argument("folder", type=Path, nargs="?", help="where the documents are laid out")
    cli.add_argument("--texts", type=Path, metavar="FOLDER", help="measure the excerpts, whose texts lie here")
    cli.add_argument("--drawn", choices=EXCERPTS, default=EXCERPTS[0], help="which set of excerpts")
    cli.add_argument("--only", choices=(*THIRDS, *dict.fromkeys(_LATER.values())), help="only those spent on this")
    cli.add_argument("--errors", action="store_true", help="every difference from the first reader")
    asked = cli.parse_args()
    if asked.texts:
        columns = _excerpts(asked.texts, asked.drawn)
    elif asked.folder:
        columns = _pool(asked.clones, asked.folder.resolve(), asked.only)
    else:
        cli.error("name CLONES and FOLDER, or --texts FOLDER")
    print("\n".join(figures(columns)))
    if asked.errors:
        for one in next(iter(columns.values())).differences:
            print(f"{one.document} {one.what} at {one.start} {one.quote!r}: {one.expected!r}, not {one.found!r}")


def _pool(clones: Path, folder: Path, only: str | None) -> dict[str, Evaluation]:
    """The extractor against both readers, and the readers against each other."""
    wanted = [paper for paper in papers() if only in (None, paper.spent_on)]
    sources = {paper.name: source for paper, source in read_papers(clones, folder, wanted)}
    first, second = (annotations(reader, _texts(sources)) for reader in READERS)
    both = {gold.name for gold in first} & {gold.name for gold in second}
    read_in = passages(READERS[0])
    records = [
        only_in(record, read_in[record.source.path]) if record.source.path in read_in else record
        for record in _records(sources)
    ]
    print(f"{len(sources)} documents, {len(both)} annotated by both readers")
    columns = {"extractor against reader 1": evaluate(first, records)}
    if both:
        columns["extractor against reader 2"] = evaluate(second, records)
        columns["reader 2 against 1"] = evaluate([one for one in first if one.name in both], map(as_record, second))
    return columns


def _excerpts(folder: Path, drawn: str) -> dict[str, Evaluation]:
    """The extractor against the reader of the excerpts: all of them, and each kind."""
    found = [*read_excerpts(folder, drawn)]
    sources = {name: source for name, _, source in found}
    golds, records = annotations(drawn, _texts(sources)), _records(sources)
    print(f"{len(sources)} excerpts")
    columns = {"all": evaluate(golds, records), "all, the reader's slips mended": evaluate(_mended(golds), records)}
    if second := SECOND.get(drawn):
        others = annotations(second, _texts(sources))
        columns["against reader 2"] = evaluate(others, records)
        columns["reader 2 against 1"] = evaluate(golds, map(as_record, others))
    for kind in dict.fromkeys(kind for _, kind, _ in found):
        names = {name for name, its, _ in found if its == kind}
        columns[f"{kind} ({len(names)})"] = evaluate([gold for gold in golds if gold.name in names], records)
    return columns


def _mended(golds: Sequence[Gold]) -> list[Gold]:
    """The same without the slips of the reader, found by what the extractor read: never the first figures."""
    with (HERE / "excerpts-slips.csv").open(encoding="utf-8", newline="") as file:
        slips = {(row["id"], row["start"], row["field"]): row["value"] or None for row in csv.DictReader(file)}

    def mend(name: str, start: str, fields: dict[str, Any]) -> dict[str, Any]:
        return {field: slips.get((name, start, field), value) for field, value in fields.items()}

    return [
        replace(
            gold,
            document=mend(gold.name, "", gold.document),
            citations=tuple(mend(gold.name, str(one["start"]), one) for one in gold.citations),
        )
        for gold in golds
    ]


def _texts(sources: Mapping[str, SourceText]) -> dict[str, str]:
    return {name: source.text for name, source in sources.items()}


def _records(sources: Mapping[str, SourceText]) -> list[Extraction]:
    return [_named(extract(source), name) for name, source in sources.items()]


def _named(record: Extraction, name: str) -> Extraction:
    return replace(record, source=replace(record.source, path=name))


if __name__ == "__main__":
    main()
