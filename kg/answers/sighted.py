"""Who relied on which documents last: evidence for a register, out of the bases and mentions of documents at hand.

It ends nothing and begins nothing; it tells until when somebody still took a document for good.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from operator import attrgetter

from extract.enacting import Passage
from extract.errors import FactError
from extract.records import DERIVING
from kg.answers.corpus import Known
from kg.answers.harvesting import LeftOut, row_of
from kg.identity.keys import Key
from kg.law.facts import Sighting, could_be, of_one_body
from kg.law.rows import NAMES, RELIES_ON, fact_of
from kg.law.verdicts import WITHOUT_FORCE
from kg.wording import citation_line


@dataclass(frozen=True, slots=True)
class Naming:
    """That ``by`` stands on a document, or only names it, and in which words of which file."""

    document: Key
    by: Key
    relies: bool
    quote: str
    path: str

    @property
    def day(self) -> str:
        """When it does so: the day of what names it."""
        return str(self.by.date)


@dataclass(frozen=True, slots=True)
class Sighted:
    """Where a document was seen, its row in a table of changes, the words, and the file that they stand in."""

    fact: Sighting
    row: Mapping[str, str]
    passage: Passage
    path: str


def namings(known: Known) -> Iterator[Naming]:
    """What a document names that is not of its own body, each once; nothing where it does not say which one it is.

    Left out is what has no force to lose, what is named too shortly (a number without year or day comes again), and
    what stands aside, in words that look back for instance.
    """
    if not known.key.complete:
        return
    found: dict[Key, Naming] = {}
    for one in known.cited:
        document, relies = one.key, one.relation in DERIVING
        if (
            one.aside is not None
            or not (relies or one.relation == "cites")
            or document.type in WITHOUT_FORCE
            or of_one_body(document, known.key)
        ):
            continue
        if not (document.type and document.number and document.year) or document.place is None:
            continue
        if document not in found or (relies and not found[document].relies):
            found[document] = Naming(document, known.key, relies, one.quote, known.path)
    yield from found.values()


def last_of_each(found: Iterable[Naming]) -> Iterator[Sighted | LeftOut]:
    """Of each body the last of its documents that relies on one, and the last that names it, where that is later.

    More would tell nothing: what a body's own documents rely on does not count for another of that body.
    """
    documents: dict[tuple[str, tuple[str, ...]], list[list[Naming]]] = defaultdict(list)
    for one in sorted(found, key=_fullest_first):
        alike = documents[one.document.block, (one.document.place or ())[-1:]]  # each unit has a number 1
        same = next((some for some in alike if could_be(one.document, some[0].document)), None)
        alike.append([one]) if same is None else same.append(one)
    for some in (some for alike in documents.values() for some in alike):
        for one in _last_of_bodies(some):
            yield _row(one, some[0].document)


def _fullest_first(one: Naming) -> tuple[object, ...]:
    return -len(one.document.date or ""), one.document.issuer is None, one.path, one.quote


def _last_of_bodies(some: Iterable[Naming]) -> Iterator[Naming]:
    last: dict[tuple[object, ...], dict[bool, Naming]] = defaultdict(dict)
    for one in sorted(some, key=attrgetter("day")):
        last[one.by.authority, one.by.place][one.relies] = one
    for by in last.values():
        if False in by and True in by and by[False].day <= by[True].day:
            del by[False]
        yield from by.values()


def _row(one: Naming, document: Key) -> Sighted | LeftOut:
    passage = Passage("", " ".join(one.quote.split()))
    relation = RELIES_ON if one.relies else NAMES
    row = row_of(relation, one.by, document, passage, day=None, source=citation_line(one.by), mark="S")
    try:
        fact = fact_of("changes", row)
    except FactError as error:
        return LeftOut(one.path, passage.quote, "unsound", error.sentence)
    assert isinstance(fact, Sighting)
    return Sighted(fact, row, passage, one.path)
