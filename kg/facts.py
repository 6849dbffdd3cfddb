"""What people do with facts: read one as a sentence, add one by citing its documents, find contradictions."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from extract import extract
from extract.errors import FactError, UnknownReference
from extract.records import Period
from kg.check.corpus import Corpus
from kg.identity import Key, compatible, dates_agree
from kg.naming import fold, measure_of, number_block
from kg.reference import SHOWN, Wanted, parse_reference
from kg.register import COLUMNS, Change, Effect, Entry, Fact, Register, Sitting, fact_of
from kg.status import effective_day
from kg.wording import Language, citation_line, day_in, say, type_label


def described(fact: Fact, language: Language) -> str:
    """The fact as one sentence, with day, source and mark."""
    match fact:
        case Change():
            phrase = f"fact.{'partly_' if fact.scope == 'part' and fact.relation != 'amends' else ''}{fact.relation}"
            day = _from(fact.effective, language)
            text = say(phrase, language, later=citation_line(fact.later), earlier=citation_line(fact.earlier), day=day)
        case Effect():
            name = citation_line(fact.document)
            if fact.effective is None:
                text = say("fact.exists", language, document=name)
            else:
                text = say("fact.effect", language, document=name, day=day_in(fact.effective, language))
        case Sitting():
            closed = day_in(fact.closed, language) if fact.closed else "?"
            text = say("fact.sitting", language, ordinal=str(fact.ordinal), place=fact.place, day=closed)
    return f"[{fact.mark}] {text} ({fact.source})"


def _from(day: date | None, language: Language) -> str:
    return say("fact.from", language, day=day_in(day, language)) if day else ""


def meant(reference: str, register: Register, corpus: Corpus | None = None) -> tuple[Key, Period | None]:
    """The document that a reference such as "qd 23-qd/tw" or "luat to cao" means, and the period its title names.

    It is looked for in the register and, where there is one, in the corpus; else it is read as a citation. A law's
    name without a date means whichever law of that name stands on the day. Raises UnknownReference for several, or
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
        raise UnknownReference(f"“{reference}” may mean {len(distinct)} documents, add a date or an issuer: {listed}.")
    cited = [one for one in extract(reference).citations if one.within is None]
    if len(cited) != 1:
        raise UnknownReference(f"“{reference}” names no known document; write type, number, date and issuer.")
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


def add_change(
    path: Path,
    *,
    relation: str,
    scope: str,
    later: str,
    earlier: str,
    effective: str,
    source: str,
    mark: str,
    note: str = "",
) -> Change:
    """Adds a change between two documents, given as they would be cited, to a table of changes; makes the table.

    Raises FactError where a text cites no document or several, the fact is not sound, or the table is another one.
    """
    row = {
        "relation": relation,
        "scope": scope,
        **_columns("later", later),
        **_columns("earlier", earlier),
        "effective": effective,
        "source": source,
        "mark": mark,
        "note": note,
    }
    fact = fact_of("changes", row)
    assert isinstance(fact, Change)
    try:
        new = not path.exists() or not path.read_text(encoding="utf-8").strip()
        if not new and path.read_text(encoding="utf-8").splitlines()[0].split(",") != list(COLUMNS["changes"]):
            raise FactError(f"{path} is not a table of changes; name another file with --to.")
        with path.open("a", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, COLUMNS["changes"], lineterminator="\n")
            if new:
                writer.writeheader()
            writer.writerow(row)
    except OSError as error:
        raise FactError(f"{path} cannot be written ({error.strerror}); name another file with --to.") from error
    return fact


def _columns(side: str, text: str) -> dict[str, str]:
    """The columns of one document, read out of a citation."""
    found = [citation for citation in extract(text).citations if citation.within is None]
    if len(found) != 1:
        raise FactError(f"'{text}' cites {len(found) or 'no'} documents; cite one, with type, number, date and issuer.")
    key = Key.of_citation(found[0])
    return {
        f"{side}_type": type_label(key.type),
        f"{side}_number": key.number or "",
        f"{side}_date": key.date or "",
        f"{side}_issuer": key.issuer.name if key.issuer else "",
        f"{side}_name": key.name or found[0].title or "",
    }


def contradictions(register: Register) -> list[str]:
    """What cannot all be true: two days of effect for one document, documents that replace each other in a circle."""
    found = []
    for entry in register.entries():
        days = {effect.effective for effect in entry.effects} - {None}
        if len(days) > 1:
            listed = ", ".join(sorted(str(day) for day in days))
            found.append(say("contradiction", "en", document=citation_line(entry.key), days=listed))
        path = next(_circles(entry, register), None)
        if path is not None:
            found.append(say("cycle", "en", documents=" → ".join(citation_line(key) for key in path)))
    return found


def _circles(start: Entry, register: Register) -> Iterator[tuple[Key, ...]]:
    """The ways from a document over what replaced it, and so on, back to it."""
    waiting: list[tuple[Entry, tuple[Key, ...]]] = [(start, (start.key,))]
    seen: set[Key] = set()
    while waiting:
        entry, path = waiting.pop()
        for change in entry.changed_by:
            if change.scope == "part" or effective_day(change, register) is None:
                continue
            later = register.entry(change.later)
            if later.key == start.key:
                yield (*path, later.key)
            elif later.key not in seen:
                seen.add(later.key)
                waiting.append((later, (*path, later.key)))
