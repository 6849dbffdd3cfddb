"""Lineage: what derives from a document, and what it derives from, through which chain and by which words.

A document derives from another where it is based on it (``eli:based_on``, căn cứ) or carries it out
(``cancu:implements``, thực hiện). A document that is only mentioned, within another's title or in passing, is cited
(``eli:cites``) and is no part of a lineage; nor are amendments and replacements, which are told by status.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from extract.records import DERIVING, Level, Relation
from kg.answers.index import Direction, Index, index_of
from kg.answers.reference import find_document
from kg.answers.view import DocumentView, Edge, Evidence, edges_between, uncertain_about, views
from kg.answers.ways import Way, ways, ways_in_words
from kg.render.blocks import Block, Branch, Cell, Line, Table, Warned, beside, columns, more
from kg.render.result import Result
from kg.render.shapes import INNER
from kg.storage.store import Store
from kg.wording import Language, number_in, say


@dataclass(frozen=True, slots=True)
class Step:
    """One way that leads to a document: ``via`` the ids between the root and it, the nearest to the root first.

    A document that several ways lead to has a step for each neighbour it is reached from, by the shortest chain.
    ``depth`` counts the links; ``relation`` and ``evidence`` are those of the last one: between the document and the
    one before it.
    """

    document: DocumentView
    depth: int
    via: tuple[str, ...]
    relation: Relation
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Offshoot:
    """A step, and those that go on from its document."""

    step: Step
    below: tuple[Offshoot, ...]


@dataclass(frozen=True, slots=True)
class Lineage(Result):
    """All that derives from ``root`` ("down") or that it derives from ("up"), nearest first, or a page of it.

    ``total`` counts the steps there are in all, ``documents`` those they lead to, ``ways`` how these derive (none
    upwards), ``offset`` the steps before this page. ``uncertain``: documents with a citation that may mean the root or
    another one; they are not counted in. ``namesakes``: what else the register knows by the words that were asked by.
    """

    KIND: ClassVar[str] = "lineage"

    root: DocumentView
    direction: Direction
    steps: tuple[Step, ...]
    total: int
    documents: int
    ways: tuple[Way, ...] = ()
    offset: int = 0
    uncertain: tuple[DocumentView, ...] = ()
    namesakes: tuple[str, ...] = ()
    known: Mapping[str, DocumentView] = field(default_factory=dict, repr=False, metadata=INNER)

    def blocks(self, language: Language) -> tuple[Block, ...]:
        """Each document with its chain and its words, and who is uncertain."""
        rows = tuple(self._row(step, language) for step in self.steps)
        heads = columns(
            "document", ("level", "level"), ("date", "day"), "via", ("relation", "relation"), "words", "where"
        )
        listed = (Table(heads, rows),) if rows else ()
        return (
            self._head(language),
            *listed,
            *self._doubts(language),
            *beside(self.namesakes, language),
            *more(self.offset, len(self.steps), self.total, language),
        )

    def tree(self, language: Language) -> tuple[Block, ...]:
        """Each document under the one that it is linked to, by its short name, and who is uncertain."""

        def branch(one: Offshoot) -> Branch:
            return Branch(_twig(one.step, language), tuple(map(branch, one.below)))

        tree = Branch(self.root.short(language), tuple(map(branch, self.offshoots())))
        rest = more(self.offset, len(self.steps), self.total, language)
        return (self._head(language), tree, *self._doubts(language), *beside(self.namesakes, language), *rest)

    def offshoots(self) -> tuple[Offshoot, ...]:
        """The steps, each under the document that it is linked to."""
        onward: dict[str, list[Step]] = {}
        for step in self.steps:
            onward.setdefault(step.via[-1] if step.via else self.root.id, []).append(step)

        def below(iri: str, seen: frozenset[str]) -> tuple[Offshoot, ...]:
            new = (step for step in onward.get(iri, ()) if step.document.id not in seen)
            return tuple(Offshoot(step, below(step.document.id, seen | {step.document.id})) for step in new)

        return below(self.root.id, frozenset({self.root.id}))

    def _head(self, language: Language) -> Line:
        count = number_in(self.documents, language)
        phrase = f"lineage.{self.direction}{'.one' if self.documents == 1 else ''}"
        said = say(phrase, language, count=count, document=self.root.label)
        names = {iri: view.number or view.label for iri, view in self.known.items()}
        return Line(f"{said}: {ways_in_words(self.ways, names, language)}" if self.ways else said)

    def table(self) -> Table:
        """A row for each of the words of each step, with all that is known of the document."""
        rows = tuple(_cells(step, words) for step in self.steps for words in step.evidence)
        uncertain = tuple(_uncertain_cells(view) for view in self.uncertain)
        return Table(_COLUMNS, rows + uncertain)

    def _row(self, step: Step, language: Language) -> tuple[Cell, ...]:
        via = " → ".join(self.known[iri].number or self.known[iri].label for iri in step.via)
        words = step.evidence[0]
        return (
            _label(step.document, language),
            step.document.level,
            step.document.date,
            via or say("lineage.directly", language),
            step.relation,
            " ".join(words.quote.split()) + words.doubt(language),
            words.where(language),
        )

    def _doubts(self, language: Language) -> tuple[Warned, ...]:
        return tuple(Warned(say("lineage.uncertain", language, document=view.label)) for view in self.uncertain)


_COLUMNS = columns(
    "depth", "id", "label", "number", "type", "issuer", ("level", "level"), "province", ("date", "day"), "title",
    "inferred", "uncertain", "via", ("relation", "relation"), "source", "start", "end", "quote", "page", "paragraph",
    ("aside", "aside"),
)  # fmt: skip


def _document_cells(view: DocumentView, *, uncertain: bool) -> tuple[Cell, ...]:
    return (
        view.id, view.label, view.number, view.type_label, view.issuer, view.level, view.province, view.date,
        view.title, int(view.inferred), int(uncertain),
    )  # fmt: skip


def _cells(step: Step, words: Evidence) -> tuple[Cell, ...]:
    said = (
        words.source,
        words.start,
        words.end,
        " ".join(words.quote.split()),
        words.page,
        words.paragraph,
        words.aside,
    )
    return (
        step.depth,
        *_document_cells(step.document, uncertain=False),
        " ".join(step.via),
        step.relation,
        *said,
    )


def _uncertain_cells(view: DocumentView) -> tuple[Cell, ...]:
    """A document whose citation may mean another: it has no depth, no chain and no relation."""
    return (None, *_document_cells(view, uncertain=True), *(None,) * 9)


def _twig(step: Step, language: Language) -> str:
    """A document of a tree: how it is linked, and the files that hold its text, last."""
    view = step.document
    inferred = say("lineage.inferred", language) if view.inferred else None
    parts = (view.short(language), say(f"relation.{step.relation}", language), inferred, view.files(language))
    return " · ".join(filter(None, parts))


def _label(view: DocumentView, language: Language) -> str:
    return f"{view.label} ({say('lineage.inferred', language)})" if view.inferred else view.label


def lineage(
    store: Store,
    reference: str,
    direction: Direction = "down",
    *,
    depth: int | None = None,
    level: Level | None = None,
    as_of: str | None = None,
    limit: int | None = None,
    offset: int = 0,
    pages: bool = False,
) -> Lineage:
    """The lineage of the document that ``reference`` means: an id, or any way of writing a citation.

    ``depth`` bounds the links; ``level`` keeps the documents of one level of government; ``as_of`` (an ISO day) leaves
    out what is dated later. ``limit``: so many steps at most, the first ``offset`` passed over; words are read for
    these alone. ``pages``: with those of news, answers and forms, which are no documents. Raises UnknownReferenceError
    if the reference means no document of the store, or several.
    """
    root = find_document(store, reference).id
    index = index_of(store, pages=pages)
    reached = index.reach(root, direction, depth)
    uncertain = uncertain_about(store, root) if direction == "down" else ()
    known = views(store, {root, *reached, *uncertain})
    if as_of is not None:
        known = {iri: view for iri, view in known.items() if iri == root or view.date is None or view.date <= as_of}
    chains = _chains(index, root, direction, known, depth)
    wanted = [chain for chain in chains if level in (None, known[chain[-1]].level)]
    shown = wanted[offset : None if limit is None else offset + limit]
    links = {one: (one[-1], one[-2]) if direction == "down" else (one[-2], one[-1]) for one in shown}
    words: dict[tuple[str, str], list[Edge]] = defaultdict(list)
    for edge in edges_between(store, set(links.values()), pages=pages):
        if edge.relation in DERIVING:
            words[edge.document, edge.basis].append(edge)
    return Lineage(
        known[root],
        direction,
        tuple(_step(known[chain[-1]], chain[1:-1], words[link]) for chain, link in links.items()),
        len(wanted),
        len({chain[-1] for chain in wanted}),
        _ways(index, root, chains, {chain[-1] for chain in wanted}) if direction == "down" else (),
        offset,
        tuple(known[iri] for iri in uncertain if iri in known),
        known=known,
    )


def _ways(index: Index, root: str, chains: Iterable[tuple[str, ...]], wanted: Collection[str]) -> tuple[Way, ...]:
    """How the documents that are wanted derive."""
    depths: dict[str, int] = {}
    for chain in chains:
        depths[chain[-1]] = min(depths.get(chain[-1], len(chain)), len(chain) - 1)
    links = ((document, basis) for document in wanted for basis in index.next(document, "up"))
    return ways(root, depths, wanted, links)


def _chains(
    index: Index, root: str, direction: Direction, known: dict[str, DocumentView], depth: int | None
) -> list[tuple[str, ...]]:
    """Ways from the root, breadth first, so that the way to each document's neighbour is a shortest one.

    Ties go by date and label.
    """
    ways: dict[str, tuple[str, ...]] = {root: (root,)}
    front, found = [root], []
    while front and (depth is None or len(ways[front[0]]) <= depth):
        reached = []
        for here in front:
            onward = (there for there in index.next(here, direction) if there in known and there not in ways[here])
            for there in sorted(onward, key=lambda iri: (known[iri].date or "", known[iri].label, iri)):
                found.append((*ways[here], there))
                if there not in ways:
                    ways[there] = found[-1]
                    reached.append(there)
        front = reached
    return found


def _step(document: DocumentView, via: tuple[str, ...], links: list[Edge]) -> Step:
    relation: Relation = "based_on" if any(link.relation == "based_on" for link in links) else "implements"
    ordered = sorted(links, key=lambda link: link.relation != relation)
    return Step(document, len(via) + 1, via, relation, tuple(dict.fromkeys(link.evidence for link in ordered)))
