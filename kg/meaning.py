"""Which document a person means by a few words, as far as the register and a corpus tell."""

from __future__ import annotations

from extract import extract
from extract.errors import UnknownReferenceError
from extract.records import Period
from kg.check.corpus import Corpus
from kg.identity import Key, compatible, dates_agree
from kg.naming import fold, measure_of, number_block
from kg.reference import SHOWN, Wanted, parse_reference
from kg.register import Register
from kg.wording import citation_line


def meant(reference: str, register: Register, corpus: Corpus | None = None) -> tuple[Key, Period | None]:
    """The document that a reference such as "qd 23-qd/tw" or "luat to cao" means, and the period its title names.

    It is looked for in the register and, where there is one, in the corpus; else it is read as a citation. A law's
    name without a date means whichever law of that name stands on the day. Raises UnknownReferenceError for several, or
    for words that are no reference.
    """
    wanted = parse_reference(reference)
    found: list[tuple[Key, Period | None]] = [(entry.key, None) for entry in register.entries()]
    found += [(mention.key, mention.period) for known in corpus or () for mention in known.cited]
    fitting = [(key, period) for key, period in found if _fits(key, wanted)]
    distinct = _distinct(fitting)
    if len(distinct) == 1:
        return distinct[0]
    if distinct and wanted.date is None and len({key.name_block for key, _ in distinct}) == 1 and distinct[0][0].name:
        first = distinct[0][0]
        return Key(first.type, None, None, first.issuer, first.name), None
    if distinct:
        listed = "; ".join(sorted(citation_line(key) for key, _ in distinct)[:SHOWN])
        raise UnknownReferenceError(
            f"“{reference}” may mean {len(distinct)} documents, add a date or an issuer: {listed}."
        )
    cited = [one for one in extract(reference).citations if one.within is None]
    if len(cited) != 1:
        raise UnknownReferenceError(f"“{reference}” names no known document; write type, number, date and issuer.")
    return Key.of_citation(cited[0]), cited[0].period


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


def _distinct(found: list[tuple[Key, Period | None]]) -> list[tuple[Key, Period | None]]:
    """One key for each document, the fullest; with a period where any of its mentions has one."""
    kept: list[tuple[Key, Period | None]] = []
    for key, period in sorted(found, key=lambda one: (-len(one[0].date or ""), one[0].name is None)):
        place = next((at for at, (known, _) in enumerate(kept) if compatible(key, known)), None)
        if place is None:
            kept.append((key, period))
        elif kept[place][1] is None:
            kept[place] = (kept[place][0], period)
    return kept
