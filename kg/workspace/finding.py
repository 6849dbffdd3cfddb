"""Finding as an answer: the documents that some words may mean or that hold them, and all that a store holds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar, TypedDict, cast

from extract.errors import InputError
from extract.records import Level
from kg.answers.described import described
from kg.answers.reference import found, is_numbered, near, parted, types_named
from kg.answers.view import DocumentView, views
from kg.answers.words import Hit, Limits, words_of
from kg.harmless import listed
from kg.identity.naming import measure_of
from kg.render.blocks import Block, Heading, Line, Table, Warned, beside, columns, more
from kg.render.result import Result
from kg.wording import Language, citation_line, day_in, number_in, say
from kg.workspace.footing import Footing
from kg.workspace.meaning import namesakes, provinces_named
from kg.workspace.statuses import judged
from ontology import table

_COLUMNS = columns(
    "document", ("level", "level"), "province", ("date", "day"), "year", "title", "cited", "source", "id"
)


class Narrow(TypedDict, total=False):
    """What documents may be limited to: types ("KH", "ke hoach"), levels ("commune"), provinces with or without
    accents, years, ``statuses`` that hold for them on the day ("in_force"), and ``held``: to those whose text the
    store was built from."""

    types: Iterable[str]
    levels: Iterable[str]
    provinces: Iterable[str]
    years: Iterable[int | str]
    statuses: Iterable[str]
    held: bool


@dataclass(frozen=True, slots=True)
class Holding:
    """A document of the store, and how many of its files cite it."""

    document: DocumentView
    cited: int


@dataclass(frozen=True, slots=True)
class Limited:
    """What the answer is limited to; an empty one limits nothing. ``types`` are Vietnamese names, ``years`` those that
    documents belong to, ``statuses`` what holds for them on the day; ``held``: only documents whose text the store was
    built from."""

    types: tuple[str, ...]
    levels: tuple[Level, ...]
    provinces: tuple[str, ...]
    years: tuple[str, ...]
    statuses: tuple[str, ...]
    held: bool


@dataclass(frozen=True, slots=True)
class Found(Result):
    """What words may mean: the ``documents`` of the store that fit, or a page of them; ``total`` says how many fit.

    Those that hold the words as they were typed, accents and order, come first, and of these the most cited.
    ``namesakes`` are documents that only the register knows. Where none fits, ``beyond`` says how many would without
    the limits, and where none would, ``near`` are those of the store that share the most with the words: no answer, but
    what may have been meant. ``named`` is the only one, where the words are its number: what they surely mean.
    """

    KIND: ClassVar[str] = "find"
    VERSION: ClassVar[int] = 2

    reference: str
    limited: Limited
    documents: tuple[Holding, ...]
    total: int
    namesakes: tuple[str, ...]
    near: tuple[DocumentView, ...]
    offset: int = 0
    named: str | None = None
    beyond: int = 0

    def blocks(self, language: Language) -> tuple[Block, ...]:
        """The documents that fit; if none does, a sentence tells what is near."""
        rest = more(self.offset, len(self.documents), self.total, language)
        none = () if self.total else (Warned(self._none(language) + self._beside(language)),)
        return (self.table(), *none, *beside(self.namesakes, language), *rest)

    def tree(self, language: Language) -> tuple[Block, ...]:
        """Each document by its name, with its title and who cites it."""
        named = beside(self.namesakes, language)
        if self.total:
            head = say("found.some", language, count=number_in(self.total, language), words=self.reference)
            rest = more(self.offset, len(self.documents), self.total, language)
            return (Heading(head), *_listed(self.documents, language), *named, *rest)
        near = [Line(_name(one, language), indent=2, tone="faint") for one in self.near]
        return (Line(self._none(language)), *([Heading(say("found.near", language)), *near] if near else ()), *named)

    def table(self) -> Table:
        """One document a row."""
        return _table(self.documents)

    def _none(self, language: Language) -> str:
        if self.beyond:
            return say("found.beyond", language, reference=self.reference, count=number_in(self.beyond, language))
        return say("found.none", language, reference=self.reference)

    def _beside(self, language: Language) -> str:
        """What is near, for whom lines are read one by one."""
        near = "; ".join(view.label for view in self.near)
        return f" {say('found.near', language)} {near}" if near else ""


@dataclass(frozen=True, slots=True)
class Listed(Result):
    """The documents of a store, the most cited first, or a page of them; ``total`` says how many there are."""

    KIND: ClassVar[str] = "listing"

    limited: Limited
    documents: tuple[Holding, ...]
    total: int
    offset: int = 0

    def blocks(self, language: Language) -> tuple[Block, ...]:
        """One document a row."""
        return (self.table(), *more(self.offset, len(self.documents), self.total, language))

    def tree(self, language: Language) -> tuple[Block, ...]:
        """Each document by its name, with its title and who cites it."""
        head = say("listed.held" if self.limited.held else "listed", language, count=number_in(self.total, language))
        rest = more(self.offset, len(self.documents), self.total, language)
        return (Heading(head), *_listed(self.documents, language), *rest)

    def table(self) -> Table:
        """One document a row."""
        return _table(self.documents)


@dataclass(frozen=True, slots=True)
class Part:
    """A value that some of the documents have, and how many; a type by its Vietnamese name."""

    value: str
    count: int


@dataclass(frozen=True, slots=True)
class Facets(Result):
    """How the documents that are found part, the fullest parts first: what they may be limited to."""

    KIND: ClassVar[str] = "facets"

    types: tuple[Part, ...]
    levels: tuple[Part, ...]
    provinces: tuple[Part, ...]
    years: tuple[Part, ...]

    def blocks(self, language: Language) -> tuple[Block, ...]:
        """One part a row."""
        return (self.table(),)

    def table(self) -> Table:
        """One part a row."""
        named = {"types": self.types, "levels": self.levels, "provinces": self.provinces, "years": self.years}
        rows = tuple((name, part.value, part.count) for name, parts in named.items() for part in parts)
        return Table(columns("facet", "value", "count"), rows)


def _table(documents: Iterable[Holding]) -> Table:
    rows = (
        (
            view.label,
            view.level,
            view.province,
            view.date,
            view.year,
            view.title,
            one.cited,
            listed(view.sources),
            view.id,
        )
        for one in documents
        for view in (one.document,)
    )
    return Table(_COLUMNS, tuple(rows))


def _listed(documents: Sequence[Holding], language: Language) -> Iterator[Block]:
    for one in documents:
        view = one.document
        said = [
            say("found.cited", language, count=number_in(one.cited, language)) if one.cited else "",
            say("found.source", language, source=files) if (files := view.files(language)) else "",
        ]
        yield Heading(_name(view, language))
        if view.title:
            yield Line(view.title, indent=2)
        if any(said):
            yield Line(" · ".join(filter(None, said)), indent=2, tone="faint")


def _name(view: DocumentView, language: Language) -> str:
    """The name and number, then day or year and issuer, without the words between that are of one language."""
    name = view.label.partition(" ngày ")[0].partition(" của ")[0].partition(" tháng ")[0]
    day = view.date or view.year
    return " · ".join(filter(None, (name, day_in(day, language) if day else None, view.issuer)))


def find(
    work: Footing,
    reference: str,
    narrow: Narrow,
    limit: int | None,
    offset: int,
    *,
    unfinished: bool = False,
    latest: bool = False,
) -> Found:
    """The documents of the store that words may mean or that hold them, and what only the register knows by them."""
    limits = _limits(work, narrow, latest=latest)
    hits, total = found(work.store, reference, limits, limit, offset, unfinished=unfinished)
    beyond = 0 if total or limits == Limits() else found(work.store, reference, Limits(), 0, unfinished=unfinished)[1]
    known = views(work.store, [hit.iri for hit in hits])
    others = namesakes(reference, [one.key for one in described(work.store, known).values()], work)
    return Found(
        reference,
        _limited(limits),
        _holdings(known, hits),
        total,
        tuple(map(citation_line, others)),
        () if total or beyond else tuple(near(work.store, reference)),
        offset,
        hits[0].iri if total == len(hits) == 1 and is_numbered(reference) else None,
        beyond,
    )


def listing(work: Footing, narrow: Narrow, limit: int | None, offset: int, *, latest: bool = False) -> Listed:
    """The documents of the store; those whose text it was built from unless ``narrow`` says otherwise."""
    limits = _limits(work, {"held": True, **narrow}, latest=latest)
    hits, total = words_of(work.store).every(limits, limit, offset)
    known = views(work.store, [hit.iri for hit in hits])
    return Listed(_limited(limits), _holdings(known, hits), total, offset)


def facets(work: Footing, reference: str, narrow: Narrow, most: int, *, unfinished: bool) -> Facets:
    """How the documents that words find, or all without words, part."""
    parts = parted(work.store, reference, _limits(work, narrow), most, unfinished=unfinished)
    labels = {measure_of(row["code"]): row["label"] for row in table("types")}
    types = tuple(Part(labels[value], count) for value, count in parts["type"] if value in labels)
    others = (tuple(Part(*part) for part in parts[name]) for name in ("level", "province", "year"))
    return Facets(types, *others)


def _holdings(known: Mapping[str, DocumentView], hits: Iterable[Hit]) -> tuple[Holding, ...]:
    return tuple(Holding(known[hit.iri], hit.cited) for hit in hits)


def _limits(work: Footing, narrow: Narrow, *, latest: bool = False) -> Limits:
    """What documents are limited to, as people say it. Raises InputError for a type or province that is none."""
    statuses = frozenset(narrow.get("statuses", ()))
    return Limits(
        types=frozenset(measure for one in narrow.get("types", ()) for measure in _measures(one)),
        levels=frozenset(cast(Iterable[Level], narrow.get("levels", ()))),
        provinces=frozenset(name for one in narrow.get("provinces", ()) for name in provinces_named(one)),
        years=frozenset(map(str, narrow.get("years", ()))),
        held=narrow.get("held", False),
        until=work.day.isoformat() if latest else "",
        statuses=statuses,
        judged=judged(work) if statuses else "",
    )


def _measures(name: str) -> frozenset[str]:
    found = types_named(name)
    if not found:
        raise InputError("“{name}” is no type of document; write for instance KH, or ke hoach.", name=name)
    return found


def _limited(limits: Limits) -> Limited:
    """The same as it is shown."""
    labels = {measure_of(row["code"]): row["label"] for row in table("types")}
    return Limited(
        types=tuple(sorted(labels[one] for one in limits.types)),
        levels=tuple(sorted(limits.levels)),
        provinces=tuple(sorted(limits.provinces)),
        years=tuple(sorted(limits.years)),
        statuses=tuple(sorted(limits.statuses)),
        held=limits.held,
    )
