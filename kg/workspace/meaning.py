"""Which document a person means: one way for every question and every door.

A document of the store that alone fits the words wins; what else the register knows by them is named beside it. Where
the store has none, a question that needs no store asks the register; where that has none either, the words are read as
a citation.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from extract.errors import AmbiguousReferenceError, InputError, UnknownReferenceError
from extract.records import Period
from kg.answers.described import described
from kg.answers.reference import SHOWN, find_document, parse_reference
from kg.answers.view import DocumentView
from kg.identity.keys import Key, compatible, is_id
from kg.law.register import Register
from kg.wording import citation_line
from kg.workspace.footing import Footing
from kg.workspace.known import known_by
from ontology import table
from ontology.spelling import fold


@dataclass(frozen=True, slots=True)
class Meant:
    """A document that is meant: how the law knows it, and ``view`` where the store holds or cites it.

    ``namesakes`` are other documents that the words fit as well, of which only the register knows.
    """

    key: Key
    title: str | None = None
    period: Period | None = None
    view: DocumentView | None = None
    namesakes: tuple[Key, ...] = ()

    @property
    def beside(self) -> tuple[str, ...]:
        """The namesakes in proper form."""
        return tuple(map(citation_line, self.namesakes))

    @property
    def line(self) -> str:
        """The document in proper form."""
        return citation_line(self.key) if self.view is None else self.view.label


@dataclass(frozen=True, slots=True)
class Held:
    """A document of the store that is meant, by its id; ``namesakes``, in proper form, are what else the register knows
    by the words."""

    id: str
    namesakes: tuple[str, ...]


def resolve(reference: str, work: Footing) -> Meant:
    """The document that a reference such as "qd 23-qd/tw", "luat to cao" or an id means.

    Raises UnknownReferenceError for words that are no reference, AmbiguousReferenceError, naming them, for several
    documents.
    """
    if work.has_store:
        try:
            return _of_store(reference, work)
        except AmbiguousReferenceError:
            raise
        except UnknownReferenceError as nothing:
            try:
                return of_register(reference, work.register)
            except AmbiguousReferenceError:
                raise
            except UnknownReferenceError:
                raise nothing from None
    return of_register(reference, work.register)


def held(reference: str, work: Footing) -> Held:
    """The document of the store that a reference means. Raises UnknownReferenceError, AmbiguousReferenceError."""
    meant = _of_store(reference, work)
    assert meant.view is not None
    return Held(meant.view.id, meant.beside)


def _of_store(reference: str, work: Footing) -> Meant:
    view = find_document(work.store, reference)
    said = described(work.store, [view.id])[view.id]
    return Meant(said.key, said.title, said.period, view, namesakes(reference, [said.key], work))


def namesakes(reference: str, found: Collection[Key], work: Footing) -> tuple[Key, ...]:
    """What else the register knows by the words than what was found; an id means one document and no other."""
    if is_id(reference.strip()):
        return ()
    others = known_by(reference, work.register)
    return tuple(key for key in others if not any(compatible(key, one) for one in found))


def of_register(reference: str, register: Register) -> Meant:
    """The document that a reference means as far as the register tells; a citation of what it does not know.

    A law's name without a date means whichever law of that name stands on the day.
    """
    found = known_by(reference, register)
    if len(found) == 1:
        return Meant(found[0])
    if named := law_by_name(reference, register):
        return named
    if found:
        listed = "; ".join(sorted(map(citation_line, found))[:SHOWN])
        raise AmbiguousReferenceError(
            "“{reference}” may mean {count} documents, add a date or an issuer: {listed}.",
            reference=reference,
            count=len(found),
            listed=listed,
        )
    from extract import extract

    cited = [one for one in extract(reference).citations if one.within is None]
    if len(cited) != 1:
        raise UnknownReferenceError(
            "“{reference}” names no known document; write type, number, date and issuer.", reference=reference
        )
    return Meant(Key.of_citation(cited[0]), cited[0].title, cited[0].period)


def provinces_named(name: str) -> tuple[str, ...]:
    """The provinces, of today or before, that a name means, with or without accents and kind word.

    Raises InputError for none.
    """
    wanted = _bare(name)
    known = dict.fromkeys(row["name"] for row in table("units") if row["level"] == "province")
    found = tuple(one for one in known if _bare(one) == wanted)
    if not found:
        raise InputError("“{name}” is no province; write for instance Lạng Sơn, or lang son.", name=name)
    return found


def _bare(name: str) -> str:
    return _KIND.sub("", fold(name)).replace(" ", "")


_KIND = re.compile(r"^(?:tinh|thanh pho|tp\.?)\s+")


def law_by_name(reference: str, register: Register) -> Meant | None:
    """The law that a bare name without number and day means: whichever of that name stands on the day; else None."""
    wanted = parse_reference(reference)
    found = known_by(reference, register) if not (wanted.block or wanted.figures or wanted.date) else []
    if len(found) < 2 or not found[0].name or len({key.name_block for key in found}) > 1:
        return None
    return Meant(Key(found[0].type, None, None, found[0].issuer, found[0].name), namesakes=tuple(found))
