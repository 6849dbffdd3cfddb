"""What documents rely on although it had ended when they were signed: of many documents at once, for a picture."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from pyoxigraph import NamedNode

from extract.records import DERIVING, Relation
from kg.answers.basing import Facts, clocks_of
from kg.answers.judged import said_in, tells_past
from kg.answers.pages import relying_words
from kg.answers.view import Evidence, evidence_at
from kg.graph.terms import RELATION_OF, term
from kg.law.verdicts import ENDED_AT_SIGNING, RuleCode, Verdict
from kg.resolution.descriptions import Description
from kg.storage.store import Store, value_of
from kg.wording import Language, short_name

_RELATION = "cancu:relation"


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
    made_by = {
        quad.subject.value: value_of(quad)
        for quad in store.pointing(term("cancu:citedIn"), map(NamedNode, citing))
        if isinstance(quad.subject, NamedNode)
    }
    said_by_pages = relying_words(store, list(made_by)) if pages else {}
    relation = {one: RELATION_OF[said_by_pages.get(one, value)] for one, value in _values(store, made_by, _RELATION)}
    said = said_in(store, made_by)
    register = facts(dict.fromkeys(one.key for one in said.values()))
    by_document: dict[str, dict[str, Description]] = defaultdict(dict)
    for citation, about in said.items():
        by_document[made_by[citation]][citation] = about
    found: dict[str, tuple[RuleCode, Verdict]] = {}
    for document, cites in by_document.items():
        for citation, clock in clocks_of(citing[document], cites, register, day).items():
            if clock.rule in ENDED_AT_SIGNING and relation[citation] in DERIVING:
                found[citation] = clock.rule, clock.telling
    meant = dict(_values(store, found, "oa:hasBody"))
    words = evidence_at(store, list(found))
    past = tells_past(store, words.values())
    listed: dict[str, list[Ended]] = defaultdict(list)
    for citation in sorted(found, key=lambda one: (words[one].source, words[one].start)):
        if not past(words[citation]):
            ended = Ended(meant.get(citation), said[citation], relation[citation], words[citation], *found[citation])
            listed[made_by[citation]].append(ended)
    return dict(listed)


def _values(store: Store, nodes: Iterable[str], short: str) -> Iterator[tuple[str, str]]:
    for quad in store.about(map(NamedNode, nodes), term(short)):
        if isinstance(quad.subject, NamedNode):
            yield quad.subject.value, value_of(quad)
