"""Which plans of a store rest on what has ended: one row a citation, sums, and how much could not be judged."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from itertools import groupby
from typing import Literal

from pyoxigraph import NamedNode

from extract.records import DERIVING, Level, Relation
from kg.answers.clocks import Clocks, clocks
from kg.answers.corpus import Corpus, Known, Mention
from kg.answers.stated import with_changes
from kg.answers.view import Evidence, evidence_at
from kg.graph.terms import source_iri, term
from kg.graph.triples import citation_iri
from kg.identity.keys import Key, compatible
from kg.law.register import Register
from kg.law.signing import Signing, signing_of
from kg.law.status import status_for
from kg.law.tenure import parts, retrospective, tells_of_past
from kg.law.verdicts import ENDED_LATER, OUTDATED, Ending, RuleCode, Value, Verdict
from kg.storage.store import Store, value_of
from kg.storage.texts import text_of
from kg.wording import Language, citation_line, short_name

Group = Literal["plan", "province", "year", "document"]


@dataclass(frozen=True, slots=True)
class Cited:
    """A document as citations mean it: those that the store takes for it, by id, and those that fit its key; and the
    ``line`` in which it is named."""

    key: Key
    citations: frozenset[str]
    line: str

    @classmethod
    def of(cls, store: Store, key: Key, iri: str | None, line: str) -> Cited:
        """The document with this key, and this id where the store knows it."""
        meaning = store.pointing(term("oa:hasBody"), [NamedNode(iri)]) if iri is not None else ()
        citations = frozenset(quad.subject.value for quad in meaning if isinstance(quad.subject, NamedNode))
        return cls(key, citations, line)

    def is_meant_by(self, mention: Mention) -> bool:
        """Whether a citation means it."""
        return _iri(mention) in self.citations or compatible(mention.key, self.key)


@dataclass(frozen=True, slots=True)
class Which:
    """What is asked for; nothing given is all. ``years`` and ``provinces`` are those of the plans, ``statuses`` and
    ``rules`` those of a finding, ``document`` is the one cited.

    ``also_ended_since``: also what ended after the plan was signed. ``if_superseded``: instead, all citations of this
    one document, whatever holds for it now: what needs a look if it is replaced.
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
class Reliance:
    """One citation that had ended, or would: the plan (``path`` its source, ``name`` its short name, ``signed`` ISO,
    partial where the plan's date is), the words and their place, and the verdicts on both clocks.

    ``at_signing`` None: the signing day cannot be bounded. ``rule`` is the one by which ``check`` finds it, None where
    none does. ``reason`` tells of the end, ``brief`` in a few words, ``since`` when, ``since_inferred``: no source
    gives that day; ``page`` and ``paragraph`` None where the file knows none, ``line`` where the store kept no text.
    ``sha256`` is the hash of the plan's source, ``id`` that of the document which the store takes the citation for,
    None where it knows none.
    """

    path: str
    sha256: str
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


@dataclass(slots=True)
class Reckoning:
    """What was looked at, in numbers, and the rows. ``unknown``: no verdict for the day of signing; ``by_day``: the
    verdict goes by the day on which the plan was signed, which it does not say; ``undated``: when it was signed cannot
    be told at all."""

    plans: int = 0
    citations: int = 0
    unknown: int = 0
    by_day: int = 0
    undated: int = 0
    rows: list[Reliance] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Case:
    """One citation judged, of a plan of a year."""

    plan: Known
    year: str | None
    mention: Mention
    clocks: Clocks


def outdated(
    store: Store,
    corpus: Corpus,
    register: Register,
    as_of: date,
    language: Language,
    *,
    which: Which | None = None,
) -> Reckoning:
    """The citations that plans of the store rely on and that had ended when they were signed, plan by plan.

    What tells of the past relies on nothing, as in ``check``: a report on what is over, a clause that ends it. A plan
    whose own time ran out after others were based on it is no finding. Reasons are in the language.
    """
    which = which or Which()
    facts = with_changes(register, corpus.changes())
    found = Reckoning()
    cases = list(_cases(corpus, facts, as_of, which, found))
    citations = [_iri(case.mention) for case in cases]
    meaning = store.about(map(NamedNode, citations), term("oa:hasBody"))
    meant = {quad.subject.value: value_of(quad) for quad in meaning if isinstance(quad.subject, NamedNode)}
    words = {iri: (said, meant.get(iri)) for iri, said in evidence_at(store, citations).items()}
    for source, some in groupby(cases, key=lambda case: case.plan.source):
        found.rows += _rows(list(some), words, text_of(store, source), language, which)
    return found


def _cases(corpus: Corpus, facts: Register, as_of: date, which: Which, found: Reckoning) -> Iterator[_Case]:
    for plan in corpus:
        signing = signing_of(plan.key.date, plan.period, (cited.key.date for cited in plan.cited), as_of)
        year = _year(plan, signing)
        if not _is_asked_for(plan, year, which):
            continue
        found.plans += 1
        for mention in plan.cited:
            wanted = which.cited is None or which.cited.is_meant_by(mention)
            if wanted and mention.relation in DERIVING:
                sums_up = retrospective(plan.key.type, plan.title)
                judged = clocks(partial(_on, plan, mention, facts), signing, as_of, sums_up=sums_up)
                case = _Case(plan, year, mention, judged)
                _count(case, found)
                if _is_found(case, which):
                    yield case


def _year(plan: Known, signing: Signing | None) -> str | None:
    """The year of its date or of its period; else that in which it was signed, where no other is possible."""
    if plan.key.date or signing is None:
        return plan.key.date[:4] if plan.key.date else None
    told = plan.period is not None and plan.period.end is not None
    return str(signing.last.year) if told or signing.first.year == signing.last.year else None


def _is_asked_for(plan: Known, year: str | None, which: Which) -> bool:
    issuer = plan.key.issuer
    return (
        (not which.years or year in which.years)
        and (not which.provinces or (issuer is not None and issuer.province in which.provinces))
        and (not which.levels or (issuer is not None and issuer.level in which.levels))
    )


def _on(plan: Known, mention: Mention, facts: Register, day: date) -> Verdict:
    return status_for(plan.key, mention.key, day, facts, period=mention.period, title=mention.title)


def _count(case: _Case, found: Reckoning) -> None:
    judged = case.clocks
    found.citations += 1
    found.undated += judged.at_signing is None
    found.by_day += judged.by_day
    found.unknown += judged.at_signing == "unknown" and not judged.by_day


def _is_found(case: _Case, which: Which) -> bool:
    if which.if_superseded is not None:
        return True
    rule = case.clocks.rule
    if rule is None or (which.statuses and case.clocks.telling.value not in which.statuses):
        return False
    later = which.also_ended_since or not ENDED_LATER.isdisjoint(which.rules)
    return (not which.rules or rule in which.rules) and (later or rule not in ENDED_LATER)


def _iri(mention: Mention) -> str:
    return citation_iri(source_iri(mention.source), mention.place).value


def _rows(
    cases: Sequence[_Case],
    words: Mapping[str, tuple[Evidence, str | None]],
    text: str | None,
    language: Language,
    which: Which,
) -> Iterator[Reliance]:
    """The rows of one plan; what its text tells of the past is left out."""
    own_parts = parts(text) if text is not None else ()
    for case in cases:
        said, iri = words[_iri(case.mention)]
        if which.if_superseded is None and text is not None and tells_of_past(text, said.start, own_parts):
            continue
        line = text.count("\n", 0, said.start) + 1 if text is not None else None
        yield _reliance(case, said, iri, line, language)


def _reliance(case: _Case, said: Evidence, iri: str | None, line: int | None, language: Language) -> Reliance:
    plan, mention, judged, telling = case.plan, case.mention, case.clocks, case.clocks.telling
    issuer = plan.key.issuer
    return Reliance(
        path=plan.path,
        sha256=plan.source,
        plan=citation_line(plan.key, plan.title),
        name=short_name(plan.key, language, year=case.year),
        level=issuer.level if issuer else None,
        province=issuer.province if issuer else None,
        signed=plan.key.date,
        year=case.year,
        document=citation_line(mention.key),
        id=iri,
        cited=short_name(mention.key, language, period=mention.period),
        relation=mention.relation,
        quote=" ".join(mention.quote.split()),
        start=said.start,
        page=said.page,
        paragraph=said.paragraph,
        line=line,
        rule=judged.rule,
        at_signing=judged.at_signing,
        as_of=judged.as_of.value,
        since=telling.since if telling.value in OUTDATED else None,
        since_inferred=telling.value in OUTDATED and telling.since_inferred,
        brief=telling.brief(language),
        reason=telling.reasons[0].text(language),
        instead=tuple(citation_line(key) for key in judged.as_of.successors or telling.successors),
    )


def counted(rows: Iterable[Reliance], by: Group) -> list[tuple[str, int, int]]:
    """(name, plans, citations) for each group, the fullest first; "?" where a plan does not tell."""
    citations: Counter[str] = Counter()
    plans: dict[str, set[str]] = {}
    for row in rows:
        plan = f"{row.name} ({row.path})"
        name = {"plan": plan, "province": row.province, "year": row.year, "document": row.document}[by] or "?"
        citations[name] += 1
        plans.setdefault(name, set()).add(row.path)
    order = sorted(citations, key=lambda name: (-len(plans[name]), -citations[name], name))
    return [(name, len(plans[name]), citations[name]) for name in order]
