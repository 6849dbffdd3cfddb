"""From descriptions to documents, one block at a time: pure functions, the same whatever the order.

A block holds all descriptions that could be of one document. Those that say most found the documents; those that say
less join a document if exactly one fits, found their own if none does, and stay ambiguous if several do. Those that say
equally much never see each other's choice, so no order matters.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal, TypeVar

from extract.records import Period
from kg.descriptions import Description
from kg.identity import (
    ANY_TYPE,
    NAMED_TYPES,
    UNITS_NEEDED,
    Key,
    dates_agree,
    is_day,
    places_agree,
    same_register,
    types_agree,
)
from kg.naming import leaves_type_open, year_in
from kg.settling import Conflict, best_key, best_title, conflicts_in
from kg.titles import alike, contradict

Item = TypeVar("Item")
How = Literal["key", "partial", "name", "ambiguous", "unresolved"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one description: its document's IRI, how it was found, and the candidates where several fit."""

    document: str | None
    how: How
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Resolved:
    """One document as all that is said of it tells.

    ``key``, ``title`` and ``period`` are settled by the best descriptions (:mod:`kg.settling`); ``conflicts`` are the
    fields on which they differ. ``effective`` is the register's day of effect, ``dates`` and ``names`` are all given.
    """

    iri: str
    key: Key
    title: str | None
    period: Period | None
    effective: str | None
    names: frozenset[str]
    dates: frozenset[str]
    conflicts: frozenset[Conflict]


@dataclass(frozen=True, slots=True)
class Resolution:
    """All documents of a block, and the outcome of each of its descriptions.

    ``anchors`` are the documents of other blocks that some joined, with the conflicts that this brought.
    """

    documents: tuple[Resolved, ...]
    anchors: tuple[Resolved, ...]
    outcomes: Mapping[Description, Outcome]


@dataclass(slots=True, eq=False)
class Draft:
    """A document in the making: what founded it and what joined; or an anchor, made in another block."""

    founders: Sequence[Description]
    how: How
    distinction: str = ""
    anchor: Resolved | None = None
    joined: list[Description] = field(default_factory=list)
    dates: frozenset[str | None] = frozenset()
    titles: frozenset[str | None] = frozenset()

    def __post_init__(self) -> None:
        self.dates = frozenset(description.key.date for description in self.founders)
        self.titles = frozenset(description.title for description in self.founders)


@dataclass(slots=True)
class Drafts:
    """What a block came to: documents in the making, and the descriptions that several of them fit."""

    documents: list[Draft] = field(default_factory=list)
    ambiguous: dict[Description, Sequence[Draft]] = field(default_factory=dict)

    def place(self, choices: Mapping[Description, Sequence[Draft]]) -> list[Description]:
        """Joins each description to the one document that fits it; the descriptions that none fits are returned."""
        left = []
        for description, fitting in choices.items():
            if len(fitting) == 1:
                fitting[0].joined.append(description)
            elif fitting and not description.own:
                self.ambiguous[description] = fitting
            else:  # a file that several fit is itself, whichever of them it may be
                left.append(description)
        return left


def resolve(weights: Mapping[Description, int], anchors: Sequence[Resolved] = ()) -> Resolution:
    """The documents of one block of descriptions.

    ``weights`` counts the sources of each description. ``anchors`` are numbered laws, resolved before, that bear the
    name this block stands for: its descriptions may join them. They are not among the documents returned.
    """
    descriptions = sorted(weights, key=lambda description: description.id)
    if all(description.key.congress for description in descriptions):
        drafts = by_congress(descriptions)
    elif all(description.key.type in NAMED_TYPES and not description.key.number for description in descriptions):
        drafts = by_name(descriptions, anchors)
    else:
        drafts = by_rank(descriptions)
    documents = {draft: draft.anchor or _settle(draft, weights) for draft in drafts.documents}
    outcomes: dict[Description, Outcome] = {}
    for draft, document in documents.items():
        outcomes |= {description: Outcome(document.iri, draft.how) for description in draft.founders}
        how: How = "name" if draft.how == "name" else "partial"
        outcomes |= {description: Outcome(document.iri, how) for description in draft.joined}
    for description, fitting in drafts.ambiguous.items():
        outcomes[description] = Outcome(None, "ambiguous", tuple(sorted(documents[draft].iri for draft in fitting)))
    return Resolution(
        documents=tuple(document for draft, document in documents.items() if draft.anchor is None),
        anchors=tuple(_joined(draft, draft.anchor) for draft in documents if draft.anchor and draft.joined),
        outcomes=outcomes,
    )


def _joined(draft: Draft, anchor: Resolved) -> Resolved:
    """A numbered law with what those that cite it by name say of its date."""
    dates = {description.key.date for description in draft.joined}
    differing: set[Conflict] = {"date"} if not all(dates_agree(date, anchor.key.date) for date in dates) else set()
    return replace(anchor, conflicts=anchor.conflicts | differing)


def _settle(draft: Draft, weights: Mapping[Description, int]) -> Resolved:
    descriptions = {description: weights[description] for description in (*draft.founders, *draft.joined)}
    key, title = best_key(descriptions), best_title(descriptions)
    return Resolved(
        iri=key.iri(draft.distinction),
        key=key,
        title=title,
        period=next(
            (description.period for description in descriptions if description.title == title and description.period),
            None,
        ),
        effective=min((description.effective for description in descriptions if description.effective), default=None),
        names=frozenset(description.key.name_block for description in descriptions) - {""},
        dates=frozenset(description.key.date for description in descriptions if description.key.date),
        conflicts=conflicts_in(descriptions, key, title),
    )


# By number, or by any name that is neither a law's nor a congress's.


def by_rank(descriptions: Iterable[Description]) -> Drafts:
    """Documents by number, place and date; what says most goes first, what says equally much together."""
    ranks: dict[tuple[int, int, int], list[Description]] = defaultdict(list)
    for description in descriptions:
        ranks[rank(description)].append(description)
    drafts, shelf = Drafts(), _Shelf()
    for level in sorted(ranks):
        fitting = {
            one: _narrowed(one, [draft for draft in shelf.near(one) if _fits(one, draft)]) for one in ranks[level]
        }
        left = drafts.place(fitting)
        founded = _found(left, complete=level == (0, 0, 0))
        drafts.documents += founded
        for draft in founded:
            shelf.add(draft)
    return drafts


def rank(description: Description) -> tuple[int, int, int]:
    """How little is said, least first: of the issuer's place, the date, and a type that the number leaves open."""
    key = description.key
    needed = UNITS_NEEDED[key.issuer.level] if key.issuer else 0
    place = 2 if key.place is None else int(len(key.place) < needed)
    date = 0 if is_day(key.date) or year_in(key.number) else {7: 1, 4: 2}.get(len(key.date or ""), 3)
    open_type = key.type in ANY_TYPE and key.number is not None and leaves_type_open(key.number)
    return place, date, int(open_type)


class _Shelf:
    """Documents in the making by place, so that a description is held only against those that it can mean."""

    def __init__(self) -> None:
        self._all: list[Draft] = []
        self._by_unit: dict[str, list[Draft]] = defaultdict(list)

    def add(self, draft: Draft) -> None:
        place = draft.founders[0].key.place
        self._all.append(draft)
        for unit in set(place if place is not None else ("?",)) or {""}:
            self._by_unit[unit].append(draft)

    def near(self, description: Description) -> Sequence[Draft]:
        place = description.key.place
        if place is None:
            return self._by_unit[description.near] if description.near else self._all
        return self._by_unit[place[-1] if place else ""]


def _fits(description: Description, draft: Draft) -> bool:
    """Whether a description can be of the document that a draft's founders tell of."""
    first = draft.founders[0]
    return (
        not (description.own and any(founder.own for founder in draft.founders))
        and types_agree(description.key, first.key)
        and places_agree(description.key.place, first.key.place)
        and (bool(year_in(description.key.number)) or any(_can_be_of(description, date) for date in draft.dates))
        and not all(contradict(description.title, title) for title in draft.titles)
    )


def _can_be_of(description: Description, date: str | None) -> bool:
    """Whether a document of this date can be meant: it agrees with the date given, and is not of the future."""
    day = description.as_of
    return dates_agree(description.key.date, date) and (day is None or date is None or date[: len(day)] <= day)


def _narrowed(description: Description, fitting: list[Draft]) -> list[Draft]:
    """Of several that fit, the only one of the same title."""
    if len(fitting) < 2 or not description.title:
        return fitting
    same = [draft for draft in fitting if any(alike(description.title, title) for title in draft.titles)]
    return same if len(same) == 1 else fitting


def _found(descriptions: Iterable[Description], *, complete: bool) -> list[Draft]:
    """New documents out of descriptions that say equally much and fit no document yet."""
    groups: dict[tuple[object, ...], list[Description]] = defaultdict(list)
    for description in descriptions:
        key = description.key
        kind = key.type if key.number is None or leaves_type_open(key.number) else None
        when = key.year if complete or year_in(key.number) else key.date
        file = (None, False) if complete else (description.scope, description.own)
        groups[key.place, kind, when, *file].append(description)
    drafts = []
    for group in groups.values():
        parts = _entries(group) if complete else _by_title(group)
        for part in parts:
            title = min((one.title for one in part if one.title), default="") if len(parts) > 1 else ""
            file_mark = "" if complete or part[0].scope is None else f"{part[0].scope}{' own' * part[0].own}"
            drafts.append(Draft(part, "key" if complete else "partial", " ".join(filter(None, (file_mark, title)))))
    return drafts


def _entries(group: Sequence[Description]) -> list[list[Description]]:
    """The entries of one book of one year: days are slips of each other, unless their titles share nothing."""
    days: dict[str | None, list[Description]] = defaultdict(list)
    for description in group:
        days[None if year_in(description.key.number) else description.key.date].append(description)
    parts = components(days.values(), _one_entry)
    return [[description for day in part for description in day] for part in parts]


def _one_entry(one: Sequence[Description], other: Sequence[Description]) -> bool:
    pairs = [(left.title, right.title) for left in one for right in other if left.title and right.title]
    return same_register(one[0].key, other[0].key) and not (pairs and all(contradict(*pair) for pair in pairs))


def _by_title(group: Sequence[Description]) -> list[list[Description]]:
    """What says equally little: one document, unless titles contradict each other; then the untitled stand apart."""
    untitled = [description for description in group if not description.title]
    parts = components([description for description in group if description.title], _alike)
    return [[*parts[0], *untitled]] if len(parts) == 1 else [part for part in (*parts, untitled) if part]


def _alike(one: Description, other: Description) -> bool:
    return not contradict(one.title, other.title)


def components(items: Iterable[Item], linked: Callable[[Item, Item], bool]) -> list[list[Item]]:
    """What hangs together, through whichever others."""
    parts: list[list[Item]] = []
    for item in items:
        touching = [part for part in parts if any(linked(item, other) for other in part)]
        parts = [part for part in parts if not any(part is other for other in touching)]
        parts.append([*(other for part in touching for other in part), item])
    return parts


# Laws by name.

_MONTHS_TO_EFFECT = 24


def by_name(descriptions: Sequence[Description], anchors: Sequence[Resolved]) -> Drafts:
    """Laws cited by name: by any of a law's dates (adopted, in force), by a year, or by the bare name.

    The bare name means the law of that name in force when the citing document was signed; where that day is not known
    and several laws bear the name, it stays ambiguous.
    """
    drafts = Drafts([Draft((), "name", anchor=anchor) for anchor in sorted(anchors, key=lambda anchor: anchor.iri)])
    for size in (10, 7, 4):
        dated = [description for description in descriptions if len(description.key.date or "") == size]
        left = drafts.place(
            {
                description: [draft for draft in drafts.documents if _is_dated(draft, description)]
                for description in dated
            }
        )
        drafts.documents += [Draft(part, "name") for part in components(left, _one_law)]
    bare = [description for description in descriptions if description.key.date is None]
    left = drafts.place({description: _then(drafts.documents, description.as_of) for description in bare})
    if left:
        drafts.documents.append(Draft(left, "name"))
    return drafts


def _days(draft: Draft) -> frozenset[str]:
    """All days that can be given for a law: its dates in all descriptions, and its day of effect."""
    if draft.anchor is None:
        return frozenset(date for date in draft.dates if date)
    known = {draft.anchor.key.year, draft.anchor.effective} if not draft.anchor.dates else {draft.anchor.effective}
    return draft.anchor.dates | {day for day in known if day}


def _is_dated(draft: Draft, description: Description) -> bool:
    return any(dates_agree(description.key.date, day) for day in _days(draft))


def _one_law(one: Description, other: Description) -> bool:
    """One date; or the day of adoption and, within two years, a day of effect, which is the first of a month."""
    early, late = sorted((str(one.key.date), str(other.key.date)))
    if early == late:
        return True
    if not (is_day(early) and is_day(late) and late.endswith("-01") and not early.endswith("-01")):
        return False
    return (int(late[:4]) - int(early[:4])) * 12 + int(late[5:7]) - int(early[5:7]) <= _MONTHS_TO_EFFECT


def _then(drafts: Sequence[Draft], day: str | None) -> Sequence[Draft]:
    """Of several laws of one name, the one in force on a day: the last that had taken effect by then."""
    if len(drafts) < 2 or day is None:
        return drafts
    begun = [(start, draft) for draft in drafts if (start := _start(draft)) is not None and start[: len(day)] <= day]
    latest = max((start for start, _ in begun), default=None)
    last = [draft for start, draft in begun if start == latest]
    return last if len(last) == 1 else drafts


def _start(draft: Draft) -> str | None:
    if draft.anchor is not None and draft.anchor.effective:
        return draft.anchor.effective
    return max(_days(draft), default=None)


# Congress resolutions.


def by_congress(descriptions: Sequence[Description]) -> Drafts:
    """Resolutions of one unit's Party congresses: by ordinal, and by term where a congress of that term is known."""
    numbered: dict[int, list[Description]] = defaultdict(list)
    termed: dict[str, list[Description]] = defaultdict(list)
    for description in descriptions:
        congress = description.key.congress
        if congress and congress.ordinal:
            numbered[congress.ordinal].append(description)
        elif congress and congress.term:
            termed[congress.term].append(description)
    drafts = Drafts([Draft(group, "name") for _, group in sorted(numbered.items())])
    terms = {
        draft: {congress.term for description in draft.founders if (congress := description.key.congress)}
        for draft in drafts.documents
    }
    for term, group in sorted(termed.items()):
        fitting = [draft for draft, known in terms.items() if term in known]
        if drafts.place(dict.fromkeys(group, fitting)):
            drafts.documents.append(Draft(group, "name"))
    return drafts
