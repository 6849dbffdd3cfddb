"""Which plans of a store rest on what has ended: one row a citation, and counts by plan, province, year or document."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from extract.records import DERIVING, Relation
from kg.answers.corpus import Corpus, Known, Mention
from kg.answers.stated import with_changes
from kg.identity.keys import Key, compatible
from kg.law.register import Register
from kg.law.signing import Signing, signing_of
from kg.law.status import status
from kg.law.verdicts import OUTDATED, Value, Verdict
from kg.wording import Language, citation_line

Group = Literal["plan", "province", "year", "document"]


@dataclass(frozen=True, slots=True)
class Reliance:
    """One citation that has ended, or would: the plan (``path`` its source, ``signed`` ISO, partial where the plan's
    date is), the words, and the verdicts on both clocks; ``at_signing`` None: the signing day cannot be bounded."""

    path: str
    plan: str
    level: str | None
    province: str | None
    signed: str | None
    year: str | None
    document: str
    relation: Relation
    quote: str
    at_signing: Value | None
    as_of: Value
    reason: str
    instead: tuple[str, ...]


def outdated(
    corpus: Corpus, register: Register, as_of: date, language: Language, *, if_superseded: Key | None = None
) -> Iterator[Reliance]:
    """The citations that plans of the corpus rely on and that have ended by the day, plan by plan; reasons are in the
    language.

    ``if_superseded``: instead, the citations of this one document, whatever holds for it now: what needs a look if it
    is replaced.
    """
    facts = with_changes(register, corpus.changes())
    for plan in corpus:
        signing = signing_of(plan.key.date, plan.period, (cited.key.date for cited in plan.cited), as_of)
        for mention in plan.cited:
            if mention.relation not in DERIVING:
                continue
            if if_superseded is not None and not compatible(mention.key, if_superseded):
                continue
            now = _on(as_of, mention, facts)
            if if_superseded is not None or now.value in OUTDATED:
                yield _reliance(plan, mention, now, _at(signing, mention, facts), language)


def _on(day: date, mention: Mention, facts: Register) -> Verdict:
    return status(mention.key, day, facts, period=mention.period, title=mention.title)


def _at(signing: Signing | None, mention: Mention, facts: Register) -> tuple[Value | None, str | None]:
    """What held when a plan was signed, and the last year in which that may have been."""
    if signing is None:
        return None, None
    ends = {_on(day, mention, facts).value for day in (signing.first, signing.last)}
    return ends.pop() if len(ends) == 1 else "unknown", str(signing.last.year)


def _reliance(
    plan: Known, mention: Mention, now: Verdict, at_signing: tuple[Value | None, str | None], language: Language
) -> Reliance:
    value, year = at_signing
    issuer = plan.key.issuer
    return Reliance(
        path=plan.path,
        plan=citation_line(plan.key, plan.title),
        level=issuer.level if issuer else None,
        province=issuer.province if issuer else None,
        signed=plan.key.date,
        year=plan.key.date[:4] if plan.key.date else year,
        document=citation_line(mention.key),
        relation=mention.relation,
        quote=" ".join(mention.quote.split()),
        at_signing=value,
        as_of=now.value,
        reason=now.reasons[0].text(language),
        instead=tuple(citation_line(key) for key in now.successors),
    )


def counted(rows: Iterable[Reliance], by: Group) -> list[tuple[str, int, int]]:
    """(name, plans, citations) for each group, the fullest first; "?" where a plan does not tell."""
    citations: Counter[str] = Counter()
    plans: dict[str, set[str]] = {}
    for row in rows:
        name = {"plan": row.path, "province": row.province, "year": row.year, "document": row.document}[by] or "?"
        citations[name] += 1
        plans.setdefault(name, set()).add(row.path)
    order = sorted(citations, key=lambda name: (-len(plans[name]), -citations[name], name))
    return [(name, len(plans[name]), citations[name]) for name in order]
