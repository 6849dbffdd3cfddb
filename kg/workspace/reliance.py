"""Outdated as an answer: which documents rely on what had ended, or would rely on nothing if one were replaced."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar, Literal, cast, get_args

from extract.records import Level
from kg.answers.outdated import Cited, Elsewhere, Group, Reckoning, Reliance, Which, counted, documents_of
from kg.answers.outdated import outdated as reckon
from kg.answers.view import names_of_files
from kg.harmless import listed
from kg.law.aside import Aside
from kg.law.verdicts import ENDED_LATER, Ending, RuleCode
from kg.render.blocks import Block, Heading, Line, Table, Warned, beside, columns
from kg.render.marks import marked
from kg.render.result import Result
from kg.wording import Language, day_in, number_in, place_in, say, so_many
from kg.workspace.footing import Footing
from kg.workspace.meaning import provinces_named, resolve

By = Literal["citation", "plan", "province", "year", "document"]

_KEPT = "outdated"
SUMS_SHOWN = 10
"""How many years and provinces people are shown in a sum."""

_COLUMNS = columns(
    "path", "page", "paragraph", "line", "sources", "plan", ("level", "level"), "province", ("signed", "day"),
    "year", "document", ("relation", "relation"), "rule", ("at_signing", "value"), ("as_of", "value"), ("since", "day"),
    "reason", "instead", "quote", "also", ("aside", "aside"),
)  # fmt: skip

STATUSES: tuple[Ending, ...] = get_args(Ending)
"""How what rows tell of may have ended."""
RULES: tuple[RuleCode, ...] = get_args(RuleCode)
"""The rules of ``check`` that rows may be found by."""


@dataclass(frozen=True, slots=True)
class Count:
    """How many documents (``plans``) and citations one of them, a province, a year or a cited document has among the
    rows; "?" where none is told."""

    name: str
    plans: int
    citations: int


@dataclass(frozen=True, slots=True)
class Filters:
    """What the answer is limited to; an empty one limits nothing. ``document`` is the one cited."""

    years: tuple[str, ...]
    provinces: tuple[str, ...]
    levels: tuple[Level, ...]
    statuses: tuple[Ending, ...]
    rules: tuple[RuleCode, ...]
    document: str | None


@dataclass(frozen=True, slots=True)
class Reckoned:
    """How much was looked at (``plans``: the documents that cite), and what of it has no verdict for the day of
    signing: ``unknown``, no facts say; ``by_day``, a document does not say on which of several days it was signed, and
    that decides; ``undated``, nothing tells when it was signed. ``left_out``: what would be among the rows, were it
    relied on, by why it is not (``aside``)."""

    plans: int
    citations: int
    unknown: int
    by_day: int
    undated: int
    left_out: dict[str, int]


@dataclass(frozen=True, slots=True)
class Outdated(Result):
    """Which documents others rely on that had ended when these were signed, or (``also_ended_since``) by ``as_of``.

    A row is one document and another that it relies on. ``if_superseded``: instead, all who rely on this one document.
    ``by`` is what ``counts`` are about. ``rows`` may be a page of them; in all there are ``total``, of ``relying``
    documents on ``ended`` others, counted for each.
    ``namesakes``: what else the register knows by the words that named a document.
    """

    KIND: ClassVar[str] = "outdated"
    VERSION: ClassVar[int] = 3

    as_of: date
    also_ended_since: bool
    if_superseded: str | None
    filters: Filters
    rows: tuple[Reliance, ...]
    years: tuple[Count, ...]
    provinces: tuple[Count, ...]
    by: By
    counts: tuple[Count, ...]
    reckoned: Reckoned
    total: int
    relying: int
    ended: int
    offset: int = 0
    namesakes: tuple[str, ...] = ()

    def blocks(self, language: Language) -> tuple[Block, ...]:
        """The rows, or the counts where they were asked for, and what was not judged."""
        named = beside(self.namesakes, language)
        if self.by != "citation":
            return (self.table(), Warned(self.judged(language)), *named)
        heads = columns("plan", "province", "document", ("at_signing", "value"), "reason", "where")
        rows = tuple(
            (row.name, row.province, row.cited, row.at_signing, row.brief, f"{row.path}, {_where(row, language)}")
            for row in self.rows
        )
        return (Table(heads, rows), Warned(self.judged(language)), *named)

    def tree(self, language: Language) -> tuple[Block, ...]:
        """A block for each document: its short name, and a line for each basis that had ended; then the sums."""
        named = beside(self.namesakes, language)
        if self.by != "citation":
            return (self.table(), Line(self.judged(language)), *named)
        return (
            Heading(self.headline(language)),
            *self._listed(language),
            *self._sums(language),
            Line(self.judged(language)),
            *self._hint(language),
            *named,
        )

    def table(self) -> Table:
        """A row a document and what it relies on, or a row a group."""
        if self.by != "citation":
            if self.by == "plan":  # each is one
                return Table(columns("plan", "citations"), tuple((one.name, one.citations) for one in self.counts))
            rows = tuple((one.name, one.plans, one.citations) for one in self.counts)
            return Table(columns(self.by, "plans", "citations"), rows)
        return Table(_COLUMNS, tuple(map(_cells, self.rows)))

    def documents(self) -> Iterator[list[Reliance]]:
        """The rows, parted by the document that cites."""
        return documents_of(self.rows)

    def headline(self, language: Language) -> str:
        """How many documents rely on how many that had ended: the answer in a sentence."""
        kind = "if_superseded" if self.if_superseded else "since" if self.also_ended_since else "signed"
        return say(
            f"outdated.{kind}" if self.total else "outdated.none" if kind != "if_superseded" else "outdated.nobody",
            language,
            plans=number_in(self.relying, language),
            documents=number_in(self.ended, language),
            document=self.if_superseded or "",
            day=day_in(self.as_of, language),
        )

    def _listed(self, language: Language) -> Iterator[Block]:
        """The documents, and before those at the end of which no office is known a line that says so."""
        of_nobody = False
        for rows in documents_of(self.rows):
            if rows[0].level is None and not of_nobody:
                yield Line(say("outdated.of_nobody", language), tone="faint")
            of_nobody = rows[0].level is None
            yield from _document(rows, language)

    def _sums(self, language: Language) -> Iterator[Line]:
        for head, counts in (("outdated.by_year", self.years), ("outdated.by_province", self.provinces)):
            if len(counts) > 1:
                named = (one.name if one.name != "?" else say("outdated.not_told", language) for one in counts)
                listed = [f"{name}: {number_in(one.plans, language)}" for name, one in zip(named, counts, strict=True)]
                rest = say("card.more_files", language, count=number_in(len(listed) - SUMS_SHOWN, language))
                yield Line(
                    say(head, language, counts="; ".join(listed[:SUMS_SHOWN]))
                    + (rest if len(listed) > SUMS_SHOWN else "")
                )

    def judged(self, language: Language) -> str:
        """How much was looked at, and what of it has no verdict, and why."""
        one, document = self.reckoned, self.if_superseded or self.filters.document
        said = say(
            "outdated.places" if document else "outdated.judged",
            language,
            citations=so_many("places" if document else "bases", one.citations, language),
            plans=so_many("documents", one.plans, language),
            document=document or "",
        )
        open_ones = {"unknown": one.unknown, "by_day": one.by_day, "undated": one.undated}
        parts = [say(f"outdated.{name}", language, count=number_in(n, language)) for name, n in open_ones.items() if n]
        if parts and not self.if_superseded:  # nothing was to be judged
            said = f"{said} {say('outdated.not_judged', language, parts='; '.join(parts))}"
        aside = [f"{number_in(n, language)} {say(f'aside.{why}', language)}" for why, n in one.left_out.items()]
        return f"{said} {say('outdated.left_out', language, parts='; '.join(aside))}" if aside else said

    def _hint(self, language: Language) -> tuple[Line, ...]:
        narrow = self.also_ended_since or self.if_superseded or self.filters.rules
        return () if narrow else (Line(say("outdated.hint", language), tone="faint"),)


def _document(rows: list[Reliance], language: Language) -> Iterator[Block]:
    """A document with its files, and under it each of its bases, with all its places."""
    first = rows[0]
    parts = (first.name, first.province if first.province and first.province not in first.name else None)
    yield Heading(" · ".join(filter(None, parts)), beside=names_of_files(first.sources, language))
    for row in rows:
        mark, tone = marked(row.rule, row.as_of)
        when = f" ({say(f'outdated.{row.rule}', language)})" if row.rule in ENDED_LATER else ""
        spots: tuple[Reliance | Elsewhere, ...] = (row, *row.also)
        places = "; ".join(dict.fromkeys(_place(spot, row, language) for spot in spots))
        yield Line(f"{mark} {row.cited} · {row.brief}{when} · {places}", indent=2, tone=tone)


def _place(spot: Reliance | Elsewhere, row: Reliance, language: Language) -> str:
    """The place of words, and their file where that is not the first of their document's."""
    where = _where(spot, language)
    return where if spot.path == row.sources[0] else f"{spot.path}, {where}"


def _again(spot: Elsewhere, row: Reliance) -> str:
    """Another place as programs read it: its line, else its offset, and its file where that is another one."""
    where = str(spot.line or f"@{spot.start}")
    return where if spot.path == row.path else f"{spot.path}:{where}"


def _where(row: Reliance | Elsewhere, language: Language) -> str:
    if row.line and row.page is None and row.paragraph is None:
        return say("place.line", language, number=str(row.line))
    return place_in(row.page, row.paragraph, language, row.start)


def _cells(row: Reliance) -> tuple[str | int | None, ...]:
    return (
        row.path, row.page, row.paragraph, row.line, listed(row.sources), row.plan, row.level, row.province,
        row.signed, row.year, row.document, row.relation, row.rule, row.at_signing, row.as_of,
        str(row.since) if row.since else None, row.reason, "; ".join(row.instead), row.quote,
        listed(_again(spot, row) for spot in row.also) or None, row.aside,
    )  # fmt: skip


def which(
    work: Footing,
    *,
    also_ended_since: bool,
    years: Iterable[int | str],
    provinces: Iterable[str],
    levels: Iterable[str],
    statuses: Iterable[str],
    rules: Iterable[str],
    document: str | None,
    if_superseded: str | None,
) -> Which:
    """Which rows are asked for, as people say it.

    Raises InputError for a province that is none, UnknownReferenceError for a document that nothing knows.
    """
    return Which(
        also_ended_since=also_ended_since,
        years=frozenset(map(str, years)),
        provinces=frozenset(name for one in provinces for name in provinces_named(one)),
        levels=frozenset(cast("Iterable[Level]", levels)),
        statuses=frozenset(cast("Iterable[Ending]", statuses)),
        rules=frozenset(cast("Iterable[RuleCode]", rules)),
        document=_cited(work, document),
        if_superseded=_cited(work, if_superseded),
    )


def _cited(work: Footing, reference: str | None) -> Cited | None:
    """The document that citations of it are asked for."""
    if reference is None:
        return None
    meant = resolve(reference, work)
    return Cited.of(work.store, meant.key, meant.view.id if meant.view else None, meant.line, meant.beside)


def outdated(work: Footing, wanted: Which, by: By, limit: int | None = None, offset: int = 0) -> Outdated:
    """The rows as an answer."""
    found = _answer(_reckoned(work, wanted), wanted, work.day, by)
    return replace(found, rows=found.rows[offset : None if limit is None else offset + limit], offset=offset)


def _reckoned(work: Footing, wanted: Which) -> Reckoning:
    """The rows; the last ones asked for are remembered, for the pages of a long answer come one after the other."""
    store, corpus = work.store, work.corpus
    assert corpus is not None
    stamp, kept = store.kept.get(_KEPT, ("", None))
    if kept is None or (stamp, kept[0]) != (work.stamp, wanted):
        kept = wanted, reckon(store, corpus, work.register, work.day, work.language, which=wanted, pages=work.pages)
        store.kept[_KEPT] = work.stamp, kept
    return cast(Reckoning, kept[1])


def _answer(found: Reckoning, which: Which, as_of: date, by: By) -> Outdated:
    """All rows as an answer."""
    group: Group | None = None if by == "citation" else by
    return Outdated(
        as_of=as_of,
        also_ended_since=which.also_ended_since or bool(ENDED_LATER & which.rules),
        if_superseded=which.if_superseded.line if which.if_superseded else None,
        filters=Filters(
            years=tuple(sorted(which.years)),
            provinces=tuple(sorted(which.provinces)),
            levels=tuple(sorted(which.levels)),
            statuses=tuple(sorted(which.statuses)),
            rules=tuple(sorted(which.rules)),
            document=which.document.line if which.document else None,
        ),
        rows=tuple(found.rows),
        years=_counts(found, "year"),
        provinces=_counts(found, "province"),
        by=by,
        counts=_counts(found, group) if group is not None else (),
        reckoned=Reckoned(
            found.plans,
            found.citations,
            found.unknown,
            found.by_day,
            found.undated,
            {aside: found.left_out[aside] for aside in get_args(Aside) if found.left_out[aside]},
        ),
        total=len(found.rows),
        relying=len({row.citing for row in found.rows}),
        ended=len({(row.citing, row.document) for row in found.rows}),
        namesakes=tuple(one for cited in (which.document, which.if_superseded) if cited for one in cited.namesakes),
    )


def _counts(found: Reckoning, group: Group) -> tuple[Count, ...]:
    return tuple(Count(*one) for one in counted(found.rows, group))
