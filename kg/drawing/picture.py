"""What a picture holds: documents, the citations between them, and what was left out. No store, no screen.

Dates are ISO strings, partial where the document is ("2022", "2026-01"). All other text is what the documents
say, hostile or not: whoever draws it escapes it.
"""

from __future__ import annotations

from collections import defaultdict, deque
from dataclasses import dataclass, replace
from typing import ClassVar

from extract.records import DERIVING, Level, Relation
from kg.law.verdicts import RuleCode
from kg.law.verdicts import Value as Status
from kg.render.blocks import Block, Table, beside, columns
from kg.render.result import Result
from kg.wording import Language

LEVELS: tuple[Level, ...] = ("central", "province", "district", "commune", "other")


@dataclass(frozen=True, slots=True)
class Excerpt:
    """The words that carry a citation: ``quote`` inside its ``sentence``, and the characters it takes in ``source``."""

    quote: str
    source: str
    start: int
    end: int
    sentence: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence in both languages."""

    vi: str
    en: str


@dataclass(frozen=True, slots=True)
class Claim:
    """What sources say of a document: ``field`` ("date", "title", "issuer" …) is ``value``.

    ``source`` names the files; ``registered``: the register of facts says so, too.
    """

    field: str
    value: str
    source: str
    registered: bool = False


@dataclass(frozen=True, slots=True)
class EndedBasis:
    """A document that had ended when the one that relies on it in the role ``relation`` was signed.

    ``document`` is its id, None where it may be one of several; ``label`` its name; ``said`` tells in a few words when
    and by what it ended, ``rule`` by which rule ``check`` finds it; ``evidence`` are the words that rely on it.
    """

    document: str | None
    label: Said
    relation: Relation
    rule: RuleCode
    said: Said
    evidence: Excerpt


@dataclass(frozen=True, slots=True)
class StatusSince:
    """From ``day`` (ISO) on, the document's status is ``status``."""

    day: str
    status: Status


@dataclass(frozen=True, slots=True)
class PictureNode:
    """One document (văn bản).

    ``depth`` counts the steps from the root along the lineage: positive for what derives from it, negative for its
    own bases, None for context. ``year`` is the one that it belongs to, for a document without date. ``inferred`` says
    why two mentions are taken for one document where no number proves it; ``conflicts`` names the claimed fields on
    which the sources disagree. ``status`` holds on the picture's day, ``history`` on other days, oldest first.
    ``ended`` is what it relies on although that had ended when it was signed. ``name`` is what a sentence calls it.
    """

    id: str
    label: str
    level: Level = "other"
    number: str | None = None
    type_label: str | None = None
    issuer: str | None = None
    province: str | None = None
    date: str | None = None
    year: int | None = None
    title: str | None = None
    name: str | None = None
    status: Status = "unknown"
    status_reason: Said | None = None
    history: tuple[StatusSince, ...] = ()
    claims: tuple[Claim, ...] = ()
    conflicts: tuple[str, ...] = ()
    inferred: Said | None = None
    ended: tuple[EndedBasis, ...] = ()
    source: str | None = None
    depth: int | None = None


@dataclass(frozen=True, slots=True)
class PictureEdge:
    """``source`` cites ``target`` (node ids) in the role ``relation``; ``inferred`` if no text says so itself."""

    source: str
    target: str
    relation: Relation
    evidence: tuple[Excerpt, ...] = ()
    inferred: bool = False


@dataclass(frozen=True, slots=True)
class Picture(Result):
    """Documents and citations to draw, around ``root`` if one was asked for.

    ``as_of`` is the day that the statuses hold on. ``left_out`` counts documents of the chain that were not put in, and
    ``context_left_out`` others that they cite, so that the picture can say it; ``namesakes`` are what else the register
    knows by the words that the root was asked for by. Raises ValueError if an id occurs twice or an edge hangs loose.
    """

    KIND: ClassVar[str] = "picture"
    VERSION: ClassVar[int] = 2

    nodes: tuple[PictureNode, ...]
    edges: tuple[PictureEdge, ...] = ()
    root: str | None = None
    as_of: str | None = None
    left_out: int = 0
    context_left_out: int = 0
    namesakes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        ids = frozenset(node.id for node in self.nodes)
        if len(ids) != len(self.nodes):
            raise ValueError("a picture cannot hold two documents with the same id")
        loose = next((end for edge in self.edges for end in (edge.source, edge.target) if end not in ids), self.root)
        if loose is not None and loose not in ids:
            raise ValueError(f"the picture refers to a document that it does not hold: {loose!r}")

    def blocks(self, language: Language) -> tuple[Block, ...]:
        """What is drawn, one document a row, and what else was meant perhaps."""
        return (self.table(), *beside(self.namesakes, language))

    def table(self) -> Table:
        """One document a row, with its step from the root and its status."""
        heads = columns("label", ("level", "level"), ("date", "day"), "depth", ("status", "value"), "title", "id")
        rows = ((one.label, one.level, one.date, one.depth, one.status, one.title, one.id) for one in self.nodes)
        return Table(heads, tuple(rows))


def measured(picture: Picture) -> Picture:
    """The picture with every node's ``depth`` counted from the root along the deriving citations, shortest way.

    A picture without root, or whose nodes already have a depth, comes back as it is.
    """
    if picture.root is None or any(node.depth is not None for node in picture.nodes):
        return picture
    citing: dict[str, list[str]] = defaultdict(list)
    cited: dict[str, list[str]] = defaultdict(list)
    for edge in picture.edges:
        if edge.relation in DERIVING:
            citing[edge.target].append(edge.source)
            cited[edge.source].append(edge.target)
    depths = {key: -steps for key, steps in _steps(picture.root, cited).items()} | _steps(picture.root, citing)
    return replace(picture, nodes=tuple(replace(node, depth=depths.get(node.id)) for node in picture.nodes))


def chain_of(picture: Picture) -> Picture:
    """The lineage alone; its context counts as left out. A picture without root comes back as it is."""
    if picture.root is None:
        return picture
    nodes = tuple(node for node in measured(picture).nodes if node.depth is not None)
    ids = {node.id for node in nodes}
    edges = tuple(edge for edge in picture.edges if edge.source in ids and edge.target in ids)
    left_out = picture.context_left_out + len(picture.nodes) - len(nodes)
    return replace(picture, nodes=nodes, edges=edges, context_left_out=left_out)


def _steps(root: str, onward: dict[str, list[str]]) -> dict[str, int]:
    steps = {root: 0}
    queue = deque([root])
    while queue:
        here = queue.popleft()
        for there in onward.get(here, ()):
            if there not in steps:
                steps[there] = steps[here] + 1
                queue.append(there)
    return steps


def citation_counts(picture: Picture) -> dict[str, int]:
    """How many other documents of the picture cite each document."""
    citers: dict[str, set[str]] = {node.id: set() for node in picture.nodes}
    for edge in picture.edges:
        if edge.source != edge.target:
            citers[edge.target].add(edge.source)
    return {key: len(who) for key, who in citers.items()}


def relies_on_ended(picture: Picture) -> frozenset[tuple[str, str, Relation]]:
    """The citations, as (source, target, role), that rely on what had ended when the source was signed."""
    return frozenset(
        (node.id, one.document, one.relation)
        for node in picture.nodes
        for one in node.ended
        if one.document is not None
    )
