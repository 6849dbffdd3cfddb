"""What documents rely on although it had ended when they were signed: of many documents at once, for a picture."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from extract.records import Relation
from kg.answers.basing import Facts, relying
from kg.answers.view import Evidence, evidence_at
from kg.law.verdicts import ENDED_AT_SIGNING, RuleCode, Verdict
from kg.resolution.descriptions import Description
from kg.storage.store import Store
from kg.wording import Language, short_name


@dataclass(frozen=True, slots=True)
class Ended:
    """A citation that a document relies on although what it cites had ended: ``document`` the id of the latter, None
    where it may be one of several; the ``rule`` by which ``check`` finds it, and the ``verdict`` that tells of the end.
    """

    document: str | None
    said: Description
    relation: Relation
    evidence: Evidence
    rule: RuleCode
    verdict: Verdict

    def name(self, language: Language) -> str:
        """What a list calls the document that had ended."""
        return short_name(self.said.key, language, period=self.said.period)


def ended_bases(
    store: Store, citing: Mapping[str, Description], facts: Facts, day: date, *, pages: bool = False
) -> dict[str, list[Ended]]:
    """The citations of each of these documents (by id) of what had ended when it was signed, in order of place.

    As ``outdated`` finds them. Documents that have none are left out, and the words of all other citations unread.
    ``pages``: a page relies on what its words rely on.
    """
    found = [
        (document, one, one.clocks.rule)
        for document, about in relying(store, citing, facts, day, pages=pages).items()
        for one in about.cites
        if one.clocks.rule in ENDED_AT_SIGNING and one.aside is None
    ]
    words = evidence_at(store, [one.citation for _, one, _ in found])
    listed: dict[str, list[Ended]] = defaultdict(list)
    for document, one, rule in found:
        said = words[one.citation]
        if rule is not None:
            listed[document].append(Ended(one.document, one.said, one.relation, said, rule, one.clocks.telling))
    return dict(listed)
