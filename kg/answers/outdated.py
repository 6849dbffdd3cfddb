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
from kg.law.verdicts import OUTDATED, Reason, Value, Verdict
from kg.wording import citation_line

Group = Literal["plan", "province", "year", "document"]


@dataclass(frozen=True, slots=True)
class Row:
    """One citation that has ended, or would: the plan, what it cites, and both verdicts.

    ``at_signing`` None: the signing day cannot be bounded. ``signed`` is ISO, partial where the plan's date is.
    """

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
    reason: Reason
    instead: tuple[str, ...]


def outdated(corpus: Corpus, register: Register, as_of: date, *, if_superseded: Key | None = None) -> Iterator[Row]:
    """The citations that plans of the corpus rely on and that have ended by the day, plan by plan.

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
                yield _row(plan, mention, now, signing, facts)


def _on(day: date, mention: Mention, facts: Register) -> Verdict:
    return status(mention.key, day, facts, period=mention.period, title=mention.title)


def _row(plan: Known, mention: Mention, now: Verdict, signing: Signing | None, facts: Register) -> Row:
    at_signing: Value | None = None
    if signing is not None:
        ends = {_on(day, mention, facts).value for day in (signing.first, signing.last)}
        at_signing = ends.pop() if len(ends) == 1 else "unknown"
    issuer = plan.key.issuer
    return Row(
        path=plan.path,
        plan=citation_line(plan.key, plan.title),
        level=issuer.level if issuer else None,
        province=issuer.province if issuer else None,
        signed=plan.key.date,
        year=plan.key.date[:4] if plan.key.date else str(signing.last.year) if signing else None,
        document=citation_line(mention.key),
        relation=mention.relation,
        quote=" ".join(mention.quote.split()),
        at_signing=at_signing,
        as_of=now.value,
        reason=now.reasons[0],
        instead=tuple(citation_line(key) for key in now.successors),
    )


def counted(rows: Iterable[Row], by: Group) -> list[tuple[str, int, int]]:
    """(name, plans, citations) for each group, the fullest first; "?" where a plan does not tell."""
    citations: Counter[str] = Counter()
    plans: dict[str, set[str]] = {}
    for row in rows:
        name = {"plan": row.path, "province": row.province, "year": row.year, "document": row.document}[by] or "?"
        citations[name] += 1
        plans.setdefault(name, set()).add(row.path)
    order = sorted(citations, key=lambda name: (-len(plans[name]), -citations[name], name))
    return [(name, len(plans[name]), citations[name]) for name in order]
