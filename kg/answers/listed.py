"""Citations as a page lists them: by role, each document once, with all the words that cite it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from extract.records import Relation
from kg.answers.judged import Linked, gravity
from kg.answers.view import Evidence
from kg.render.blocks import Tone
from kg.render.marks import marked


@dataclass(frozen=True, slots=True)
class Row:
    """A document at the other end of citations, and the places of these; the verdict is that of the gravest one."""

    link: Linked
    mark: str
    tone: Tone
    brief: str
    words: tuple[Evidence, ...]


def by_relation(links: Iterable[Linked]) -> dict[Relation, list[Row]]:
    """The links by their role, in their order; of each role what needs a look comes first."""
    found: dict[Relation, dict[str, list[Linked]]] = {}
    for link in links:
        found.setdefault(link.relation, {}).setdefault(link.document.id, []).append(link)
    return {
        relation: sorted(map(_row, some.values()), key=lambda row: gravity(row.link))
        for relation, some in found.items()
    }


def _row(links: list[Linked]) -> Row:
    gravest = min(links, key=gravity)
    mark, tone = _mark(gravest)
    return Row(gravest, mark, tone, getattr(gravest, "brief", ""), tuple(link.evidence for link in links))


def _mark(link: Linked) -> tuple[str, Tone]:
    """A link without a verdict, that of one who cites, has nothing against it."""
    return marked(getattr(link, "rule", None), getattr(link, "as_of", "in_force"))
