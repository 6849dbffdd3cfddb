"""A harvest as an answer: facts that acts state, to be reviewed row by row, each beside what speaks against it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import ClassVar

from extract import extract
from extract.errors import Sentence
from extract.reading import Progress
from extract.records import PAGES, Extraction, SourceText
from kg.answers.corpus import Known, known_of
from kg.answers.harvesting import Harvested, LeftOut, Reason, facts_in, once
from kg.answers.sighted import Naming, Sighted, last_of_each, namings
from kg.answers.stored import StoredCorpus
from kg.answers.view import names_of_files
from kg.building.papers import all_papers
from kg.law.aside import asides_in
from kg.law.contradicting import contradicting, known
from kg.law.facts import Mark
from kg.law.in_full import keys_of
from kg.law.own_facts import described
from kg.law.powers import TELLING, Doubt
from kg.law.register import Register
from kg.law.tables import COLUMNS
from kg.render.blocks import Block, Column, Heading, Line, Table, Warned, columns
from kg.render.result import Result
from kg.wording import Language, in_language, number_in, say
from kg.workspace.footing import Footing

_COLUMNS = tuple(Column(name, above=name) for name in ("take", *COLUMNS["changes"], "path", "beside"))


@dataclass(frozen=True, slots=True)
class Row:
    """A fact, or evidence: its columns as in a table of changes, ``fact`` the same as a sentence, where it was read.

    ``doubts`` are kinds of what speaks against the reading, ``beside`` the facts, of the register or this harvest, that
    contradict it; with either, it is not to be taken unless somebody decides so.
    """

    take: bool
    relation: str
    scope: str
    later_type: str
    later_number: str
    later_date: str
    later_issuer: str
    later_name: str
    earlier_type: str
    earlier_number: str
    earlier_date: str
    earlier_issuer: str
    earlier_name: str
    effective: str
    source: str
    mark: Mark
    note: str
    fact: str
    article: str
    quote: str
    path: str
    doubts: tuple[Doubt, ...]
    beside: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Passed:
    """A statement of which no fact was made, and why; ``detail`` names the rule of the tables that it breaks."""

    path: str
    quote: str
    reason: Reason
    detail: str


@dataclass(frozen=True, slots=True)
class Harvest(Result):
    """What acts state (``rows``), and as evidence which documents the texts rely on or name (``seen``).

    ``known``: how many facts the register holds already; ``texts``: how many texts were read.
    """

    KIND: ClassVar[str] = "harvest"

    rows: tuple[Row, ...]
    seen: tuple[Row, ...]
    known: int
    texts: int
    passed: tuple[Passed, ...]
    failures: tuple[str, ...]

    def blocks(self, language: Language) -> tuple[Block, ...]:
        """One fact a row, in words; then what was left out."""
        rows = tuple(
            (say(f"harvest.take_{one.take}", language), one.fact, one.article, one.path, _against(one, language))
            for one in self.rows
        )
        heads = columns("take", "fact", "article", "path", "beside")
        return (Table(heads, rows), *map(Warned, self._said(language)))

    def tree(self, language: Language) -> tuple[Block, ...]:
        """The facts file by file, what speaks against one under it."""
        return (*self._listed(language), *map(Line, self._said(language)))

    def table(self) -> Table:
        """The file to review: whether to take the row, the columns of a table of changes, what speaks against it."""
        return Table(_COLUMNS, tuple(map(_cells, (*self.rows, *self.seen))))

    def _listed(self, language: Language) -> Iterator[Block]:
        for path, rows in groupby(self.rows, lambda one: one.path):
            yield Heading(path)
            for one in rows:
                yield Line(one.fact, indent=2, tone="plain" if one.take else "doubt")
                for said in _speaking_against(one, language):
                    yield Line(say("harvest.beside", language, fact=said), indent=6, tone="bad")

    def _said(self, language: Language) -> Iterator[str]:
        """How much was read and found, and what was left out of it."""
        counts = {
            "texts": self.texts,
            "facts": len(self.rows),
            "against": sum(not one.take for one in self.rows),
            "known": self.known,
        }
        yield say("harvest.found", language, **{name: number_in(count, language) for name, count in counts.items()})
        if self.seen:
            against = sum(not one.take for one in self.seen)
            counts = {"seen": len(self.seen), "against": against}
            yield say("harvest.seen", language, **{name: number_in(count, language) for name, count in counts.items()})
        files: dict[Reason, list[str]] = defaultdict(list)
        for one in self.passed:
            files[one.reason].append(one.path)
        for reason, paths in sorted(files.items()):
            said = {"count": number_in(len(paths), language), "why": say(f"passed.{reason}", language)}
            yield say("harvest.passed", language, files=names_of_files(sorted({*paths}), language), **said)


def _cells(one: Row) -> tuple[str, ...]:
    beside = " | ".join((*one.doubts, *one.beside))
    return ("yes" if one.take else "no", *(getattr(one, name) for name in COLUMNS["changes"]), one.path, beside)


def _against(one: Row, language: Language) -> str:
    return " | ".join(_speaking_against(one, language))


def _speaking_against(one: Row, language: Language) -> Iterator[str]:
    yield from (say(f"doubt.{doubt}", language) for doubt in one.doubts)
    yield from one.beside


def papers_of(corpus: StoredCorpus) -> Iterator[tuple[SourceText, Extraction] | str]:
    """The acts of a store, read again from the texts that it keeps."""
    for text in corpus.texts(TELLING):
        if isinstance(text, SourceText):
            yield text, extract(text)
        else:
            yield Sentence("{path} was built without its text; name the file itself to harvest it.", path=text.path)


def harvest(work: Footing, paths: Sequence[Path], workers: int, pages: Progress | None) -> Harvest:
    """The harvest of acts in files, folders and archives, or of those in the store. Raises StoreError without both."""
    if paths:
        return harvest_of(all_papers(paths, pages, workers), work.register, work.language)
    assert work.store is not None
    corpus = work.corpus
    assert isinstance(corpus, StoredCorpus)
    return harvest_of(papers_of(corpus), work.register, work.language, corpus)


def harvest_of(
    papers: Iterable[tuple[SourceText, Extraction] | str],
    register: Register,
    language: Language,
    documents: Iterable[Known] | None = None,
) -> Harvest:
    """The facts in texts that the register does not know; in the place of a text that cannot be read, a sentence.

    ``documents`` are those whose bases and mentions are evidence, None: those of the same texts.
    """
    found: list[Harvested] = []
    named: list[Naming] = []
    passed: dict[LeftOut, None] = {}
    failures: list[str] = []
    texts = 0
    for paper in papers:
        if isinstance(paper, str):
            failures.append(in_language(paper, language))
            continue
        texts += 1
        extraction = paper[1]
        for one in facts_in(*paper):
            if isinstance(one, Harvested):
                found.append(one)
            else:
                passed[one] = None
        if documents is None and extraction.document.kind not in PAGES:
            named += namings(known_of(extraction, keys_of(extraction), asides_in(paper[0].text, extraction)))
    for document in documents or ():
        named += namings(document)
    facts = once(found)
    new = [one for one in facts if not known(one.fact, register)]
    beside = Register([one.fact for one in new], beside=register)
    seen: list[Sighted] = []
    for last in last_of_each(named):
        if isinstance(last, LeftOut):
            passed[last] = None
        elif not known(last.fact, beside):
            seen.append(last)
    return Harvest(
        rows=tuple(_row(one, one.doubts, beside, language) for one in new),
        seen=tuple(_row(one, (), beside, language) for one in seen),
        known=len(facts) - len(new),
        texts=texts,
        passed=tuple(Passed(one.path, one.quote, one.reason, in_language(one.detail, language)) for one in passed),
        failures=tuple(failures),
    )


def _row(one: Harvested | Sighted, doubts: tuple[Doubt, ...], register: Register, language: Language) -> Row:
    beside = tuple(described(other, language) for other in contradicting(one.fact, register))
    return Row(
        take=not (doubts or beside),
        **{name: one.row[name] for name in COLUMNS["changes"]},  # type: ignore[arg-type]
        fact=described(one.fact, language),
        article=one.passage.article,
        quote=one.passage.quote,
        path=one.path,
        doubts=doubts,
        beside=beside,
    )
