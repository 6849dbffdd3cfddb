"""Citations as a list shows them: by role, each document once, by the gravest of its citations, with all the words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import get_args

from extract.records import Level, Relation
from kg.answers.judged import Linked, gravity
from kg.answers.view import Evidence
from kg.render.blocks import Tone
from kg.render.marks import marked

_LEVELS: tuple[Level, ...] = get_args(Level)


@dataclass(frozen=True, slots=True)
class Grouped:
    """A document at the other end of citations, and the places of these; the verdict is that of the gravest one."""

    link: Linked
    mark: str
    tone: Tone
    brief: str
    words: tuple[Evidence, ...]


def by_relation(links: Iterable[Linked]) -> dict[Relation, list[Grouped]]:
    """The links by their role, in their order; of each role what needs a look comes first, then level by level."""
    found: dict[Relation, dict[str, list[Linked]]] = {}
    for link in links:
        found.setdefault(link.relation, {}).setdefault(link.document.id, []).append(link)
    return {
        relation: sorted(map(_grouped, some.values()), key=lambda one: (gravity(one.link), _height(one.link)))
        for relation, some in found.items()
    }


def _height(link: Linked) -> int:
    """The place of its level from above; last where none is known."""
    level = link.document.level
    return len(_LEVELS) if level is None else _LEVELS.index(level)


def _grouped(links: list[Linked]) -> Grouped:
    gravest = min(links, key=gravity)
    mark, tone = _mark(gravest)
    return Grouped(gravest, mark, tone, getattr(gravest, "brief", ""), tuple(link.evidence for link in links))


def _mark(link: Linked) -> tuple[str, Tone]:
    """A link without a verdict, that of one who cites, has nothing against it."""
    return marked(getattr(link, "rule", None), getattr(link, "as_of", "in_force"))
