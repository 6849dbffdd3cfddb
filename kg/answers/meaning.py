"""Which document a person means by a few words, as far as the register and a corpus tell."""

from __future__ import annotations

from collections.abc import Iterable

from extract import extract
from extract.errors import UnknownReferenceError
from kg.answers.corpus import Corpus, Meant
from kg.answers.reference import SHOWN, Wanted, parse_reference
from kg.answers.stated import with_changes
from kg.identity.keys import Key, compatible, dates_agree
from kg.identity.naming import fold, measure_of, number_block
from kg.law.register import Register
from kg.wording import citation_line


def meant(reference: str, register: Register, corpus: Corpus | None = None) -> Meant:
    """The document that a reference such as "qd 23-qd/tw" or "luat to cao" means.

    It is looked for in the register and, where there is one, in the corpus; else it is read as a citation. A law's
    name without a date means whichever law of that name stands on the day. Raises UnknownReferenceError for several, or
    for words that are no reference.
    """
    wanted = parse_reference(reference)
    cited = [one for one in corpus.like(wanted) if _fits(one.key, wanted)] if corpus is not None else []
    if corpus is not None:
        under = [wanted.block] if wanted.block else None
        register = with_changes(register, corpus.changes(under))
    known = [Meant(entry.key) for entry in register.entries() if _fits(entry.key, wanted)]
    distinct = _distinct([*known, *cited])
    if len(distinct) == 1:
        return distinct[0]
    if distinct and wanted.date is None and len({one.key.name_block for one in distinct}) == 1 and distinct[0].key.name:
        first = distinct[0].key
        return Meant(Key(first.type, None, None, first.issuer, first.name))
    if distinct:
        listed = "; ".join(sorted(citation_line(one.key) for one in distinct)[:SHOWN])
        raise UnknownReferenceError(
            f"“{reference}” may mean {len(distinct)} documents, add a date or an issuer: {listed}."
        )
    read = [one for one in extract(reference).citations if one.within is None]
    if len(read) != 1:
        raise UnknownReferenceError(f"“{reference}” names no known document; write type, number, date and issuer.")
    return Meant(Key.of_citation(read[0]), read[0].title, read[0].period)


def _fits(key: Key, wanted: Wanted) -> bool:
    if wanted.block:
        met = key.number is not None and number_block(key.number) == wanted.block
    elif wanted.figures:
        met = key.number is not None and number_block(key.number).startswith(wanted.figures + ".")
    else:
        met = bool(wanted.words) and set(wanted.words) == set(fold(key.name or "").split()) - _types_words(wanted)
    of_type = not wanted.types or key.type is None or measure_of(key.type) in wanted.types
    words = set(fold(f"{key.name or ''} {key.issuer.name if key.issuer else ''}").split())
    said = not (wanted.block or wanted.figures) or set(wanted.words) <= words
    return met and of_type and said and dates_agree(wanted.date, key.date or key.year)


def _types_words(wanted: Wanted) -> set[str]:
    return {word for measure in wanted.types for word in measure.split(".")}


def _distinct(found: Iterable[Meant]) -> list[Meant]:
    """One key for each document, the fullest; with title and period where any of its mentions has a period."""
    kept: list[Meant] = []
    for one in sorted(found, key=lambda one: (-len(one.key.date or ""), one.key.name is None)):
        place = next((at for at, known in enumerate(kept) if compatible(one.key, known.key)), None)
        if place is None:
            kept.append(one)
        elif kept[place].period is None:
            kept[place] = Meant(kept[place].key, one.title, one.period)
    return kept
