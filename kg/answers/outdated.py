"""Which documents of a store rely on what has ended: one row a document and what it cites, sums, and how much could not
be judged."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from itertools import groupby
from typing import Literal

from pyoxigraph import NamedNode

from extract.records import Level, Relation
from kg.answers.basing import Relied, relying
from kg.answers.corpus import Corpus
from kg.answers.described import described
from kg.answers.pages import sources_of_pages
from kg.answers.stated import with_all_stated
from kg.answers.view import Evidence, evidence_at, paths_of
from kg.graph.terms import term
from kg.identity.keys import Key, compatible, year_of
from kg.identity.together import telling_day, together
from kg.law.aside import OTHERS, Aside
from kg.law.register import Register
from kg.law.verdicts import ENDED_LATER, OUTDATED, Ending, RuleCode, Value
from kg.resolution.descriptions import Description
from kg.storage.store import Store, value_of
from kg.storage.texts import text_of
from kg.wording import Language, citation_line, short_name

Group = Literal["plan", "province", "year", "document"]


@dataclass(frozen=True, slots=True)
class Cited:
    """A document as citations mean it: those that the store takes for it, by id, and those that fit its key; and the
    ``line`` in which it is named; ``namesakes`` are what else the register knows by the words that were asked by."""

    key: Key
    citations: frozenset[str]
    line: str
    namesakes: tuple[str, ...] = ()

    @classmethod
    def of(cls, store: Store, key: Key, iri: str | None, line: str, namesakes: tuple[str, ...] = ()) -> Cited:
        """The document with this key, and this id where the store knows it."""
        meaning = store.pointing(term("oa:hasBody"), [NamedNode(iri)]) if iri is not None else ()
        citations = frozenset(quad.subject.value for quad in meaning if isinstance(quad.subject, NamedNode))
        return cls(key, citations, line, namesakes)

    def is_meant_by(self, one: Relied) -> bool:
        """Whether a citation means it."""
        return one.citation in self.citations or compatible(one.said.key, self.key)


@dataclass(frozen=True, slots=True)
class Which:
    """What is asked for; nothing given is all. ``years``, ``provinces`` and ``levels`` are those of the documents that
    cite, ``statuses`` and ``rules`` those of a finding, ``document`` is the one cited.

    ``also_ended_since``: also what ended after the signing. ``if_superseded``: instead, all who rely on this one
    document, whatever holds for it now: what needs a look if it is replaced.
    """

    also_ended_since: bool = False
    years: frozenset[str] = frozenset()
    provinces: frozenset[str] = frozenset()
    levels: frozenset[Level] = frozenset()
    statuses: frozenset[Ending] = frozenset()
    rules: frozenset[RuleCode] = frozenset()
    document: Cited | None = None
    if_superseded: Cited | None = None

    @property
    def cited(self) -> Cited | None:
        """The only document whose citations count, if it is one."""
        return self.if_superseded or self.document


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Other words by which a document relies on the same one, in its file ``path`` (``sha256``), and their place."""

    path: str
    sha256: str
    quote: str
    start: int
    page: int | None
    paragraph: int | None
    line: int | None


@dataclass(frozen=True, slots=True)
class Reliance:
    """One document that had ended, or would, and that another relies on: the document ``citing`` (its id), ``plan`` as
    it would be cited itself, ``name`` its short name, ``sources`` all files that hold it, ``signed`` ISO, partial where
    its date is; the words, in the file ``path``, and their place, the first of all; and the verdicts on both clocks.

    ``at_signing`` None: the signing day cannot be bounded. ``rule`` is the one by which ``check`` finds it, None where
    none does. ``reason`` tells of the end, ``brief`` in a few words, ``since`` when, ``since_inferred``: no source
    gives that day; ``page`` and ``paragraph`` None where the file knows none, ``line`` where the store kept no text.
    ``sha256`` is the hash of the file's content, ``id`` that of the document which the store takes the citation for,
    None where it knows none. ``aside``: the words look back, which counts only where all who rely on one document are
    asked for. ``also`` is where else it is relied on so.
    """

    citing: str
    path: str
    sha256: str
    sources: tuple[str, ...]
    plan: str
    name: str
    level: Level | None
    province: str | None
    signed: str | None
    year: str | None
    document: str
    id: str | None
    cited: str
    relation: Relation
    aside: Aside | None
    quote: str
    start: int
    page: int | None
    paragraph: int | None
    line: int | None
    rule: RuleCode | None
    at_signing: Value | None
    as_of: Value
    since: date | None
    since_inferred: bool
    brief: str
    reason: str
    instead: tuple[str, ...]
    also: tuple[Elsewhere, ...] = ()


@dataclass(slots=True)
class Reckoning:
    """What was looked at, in numbers, and the rows. ``plans`` are the documents that cite; ``unknown``: no verdict for
    the day of signing; ``by_day``: the verdict goes by the day on which a document was signed, which it does not say;
    ``undated``: when it was signed cannot be told at all; ``left_out``: what would be found, were it relied on, by why
    it is not."""

    plans: int = 0
    citations: int = 0
    unknown: int = 0
    by_day: int = 0
    undated: int = 0
    left_out: Counter[Aside] = field(default_factory=Counter)
    rows: list[Reliance] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Citing:
    """A document that cites, by its id: what the store takes it to be, the names of its files."""

    iri: str
    said: Description
    paths: tuple[str, ...]

    @property
    def year(self) -> str | None:
        """The year that it belongs to, whatever the day of the asking."""
        return year_of(self.said.key, self.said.period)


@dataclass(frozen=True, slots=True)
class _Case:
    """One citation judged, of a document of a year."""

    by: _Citing
    cites: Relied


AT_ONCE = 500
"""Documents that are judged together."""


def outdated(
    store: Store,
    corpus: Corpus,
    register: Register,
    as_of: date,
    language: Language,
    *,
    which: Which | None = None,
    pages: bool = False,
) -> Reckoning:
    """What documents of the store rely on and what had ended when they were signed, document by document; those of
    which no office is known, contracts for instance, come last, for nobody answers for them.

    What is not the document's own word, or not of its own day, is not relied on, as in ``check``, and only counted. A
    plan whose own time ran out after others were based on it is no finding. Reasons are in the language. ``pages``:
    news, answers and forms count as documents that rely on what their words rely on.
    """
    which = which or Which()
    facts = with_all_stated(register, corpus)
    found = Reckoning()
    read = _read(store, set() if pages else sources_of_pages(store))
    for start in range(0, len(read), AT_ONCE):
        some = dict(read[start : start + AT_ONCE])
        known = {iri: said for iri, said in described(store, some).items() if _is_asked_for(said, which)}
        about = relying(store, known, lambda _: facts, as_of, pages=pages)
        citing = [_Citing(iri, known[iri], some[iri]) for iri in about]
        cases = [case for one in citing for case in _cases(one, about[one.iri].cites, which, found)]
        words = evidence_at(store, [case.cites.citation for case in cases])
        texts = {sha256: text_of(store, sha256) for sha256 in {said.sha256 for said in words.values()}}
        for same in together(cases, partial(_said, language), _of_one, _day):
            said = [words[one.cites.citation] for one in same]
            places = [_place(one, texts[one.sha256]) for one in said]
            found.rows.append(_reliance(same, places, language))
    found.rows.sort(key=lambda row: row.level is None)
    return found


def _read(store: Store, besides: Collection[NamedNode]) -> list[tuple[str, tuple[str, ...]]]:
    """The documents whose text was read, but for those of the sources ``besides``: by id, each with the names of its
    files; in the order of these."""
    files: dict[str, set[str]] = {}
    for quad in store.match(None, term("cancu:readFrom")):
        if isinstance(quad.subject, NamedNode) and quad.graph_name not in besides:
            files.setdefault(quad.subject.value, set()).add(value_of(quad))
    paths = paths_of(store, {file for some in files.values() for file in some})
    named = ((iri, tuple(sorted({path for file in some for path in paths[file]}))) for iri, some in files.items())
    return sorted(named, key=lambda one: (one[1], one[0]))


def _cases(citing: _Citing, cites: Iterable[Relied], which: Which, found: Reckoning) -> Iterator[_Case]:
    """What a document relies on that is asked for; all of it is counted that is about the document asked for.

    Where all who rely on one document are asked for, words that look back count, too.
    """
    found.plans += 1
    for one in cites:
        if which.cited is not None and not which.cited.is_meant_by(one):
            continue
        if one.aside not in OTHERS:
            _count(one, found)
        if not _is_found(one, which):
            continue
        if one.aside is None or (which.if_superseded is not None and one.aside not in OTHERS):
            yield _Case(citing, one)
        else:
            found.left_out[one.aside] += 1


def _is_asked_for(said: Description, which: Which) -> bool:
    """Whether a document is of the years, provinces and levels."""
    issuer = said.key.issuer
    return (
        (not which.years or year_of(said.key, said.period) in which.years)
        and (not which.provinces or (issuer is not None and issuer.province in which.provinces))
        and (not which.levels or (issuer is not None and issuer.level in which.levels))
    )


def _count(one: Relied, found: Reckoning) -> None:
    judged = one.clocks
    found.citations += 1
    found.undated += judged.at_signing is None
    found.by_day += judged.by_day
    found.unknown += judged.at_signing == "unknown" and not judged.by_day


def _is_found(one: Relied, which: Which) -> bool:
    if which.if_superseded is not None:
        return True
    rule = one.clocks.rule
    if rule is None or (which.statuses and one.clocks.telling.value not in which.statuses):
        return False
    later = which.also_ended_since or not ENDED_LATER.isdisjoint(which.rules)
    return (not which.rules or rule in which.rules) and (later or rule not in ENDED_LATER)


def _said(language: Language, case: _Case) -> tuple[object, ...]:
    """What is said of a document that is relied on, and by whom."""
    clocks = case.cites.clocks
    return case.by.iri, case.cites.document or case.cites.said.key.block, clocks.rule, clocks.telling.brief(language)


def _of_one(one: _Case, other: _Case) -> bool:
    """Whether two citations of one id, or one block, are of one document."""
    return one.cites.document is not None or compatible(one.cites.said.key, other.cites.said.key)


def _day(one: _Case) -> str:
    return "" if one.cites.document is not None else telling_day(one.cites.said.key)


def _place(said: Evidence, text: str | None) -> Elsewhere:
    return Elsewhere(
        path=said.source,
        sha256=said.sha256,
        quote=" ".join(said.quote.split()),
        start=said.start,
        page=said.page,
        paragraph=said.paragraph,
        line=text.count("\n", 0, said.start) + 1 if text is not None else None,
    )


def _reliance(same: Sequence[_Case], places: Sequence[Elsewhere], language: Language) -> Reliance:
    (first, *others), case = places, same[0]
    aside = case.cites.aside if all(one.cites.aside for one in same) else None
    by, cited, judged, telling = case.by, case.cites.said, case.cites.clocks, case.cites.clocks.telling
    issuer = by.said.key.issuer
    return Reliance(
        citing=by.iri,
        path=first.path,
        sha256=first.sha256,
        sources=by.paths,
        plan=citation_line(by.said.key, by.said.title),
        name=short_name(by.said.key, language, year=by.year),
        level=issuer.level if issuer else None,
        province=issuer.province if issuer else None,
        signed=by.said.key.date,
        year=by.year,
        document=citation_line(cited.key),
        id=case.cites.document,
        cited=short_name(cited.key, language, period=cited.period),
        relation=case.cites.relation,
        aside=aside,
        quote=first.quote,
        start=first.start,
        page=first.page,
        paragraph=first.paragraph,
        line=first.line,
        rule=judged.rule,
        at_signing=judged.at_signing,
        as_of=judged.as_of.value,
        since=telling.since if telling.value in OUTDATED else None,
        since_inferred=telling.value in OUTDATED and telling.since_inferred,
        brief=telling.brief(language),
        reason=telling.reasons[0].text(language),
        instead=tuple(citation_line(key) for key in judged.as_of.successors or telling.successors),
        also=tuple(others),
    )


def documents_of(rows: Iterable[Reliance]) -> Iterator[list[Reliance]]:
    """The rows of each document that cites."""
    return (list(some) for _, some in groupby(rows, key=lambda row: row.citing))


def counted(rows: Iterable[Reliance], by: Group) -> list[tuple[str, int, int]]:
    """(name, documents, citations) for each group, the fullest first; "?" where a document does not tell."""
    citations: Counter[str] = Counter()
    plans: dict[str, set[str]] = {}
    for row in rows:
        plan = f"{row.name} ({row.sources[0]})"
        name = {"plan": plan, "province": row.province, "year": row.year, "document": row.document}[by] or "?"
        citations[name] += 1 + len(row.also)
        plans.setdefault(name, set()).add(row.citing)
    order = sorted(citations, key=lambda name: (-len(plans[name]), -citations[name], name))
    return [(name, len(plans[name]), citations[name]) for name in order]
