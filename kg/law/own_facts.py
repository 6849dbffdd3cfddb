"""Keeping a register: a fact as a sentence, a new fact by citing its documents, contradictions among facts."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path

from extract import extract
from extract.errors import FactError
from extract.userfiles import load_text
from kg.identity.congress import in_roman
from kg.identity.keys import Key
from kg.law.facts import Change, Effect, Fact, Sighting, Sitting
from kg.law.grounds import effective_day
from kg.law.register import Entry, Register, fact_of, read_facts
from kg.law.tables import COLUMNS, LARGEST
from kg.wording import Language, citation_line, day_in, say, type_label
from kg.writing import write_whole


def described(fact: Fact, language: Language) -> str:
    """The fact as one sentence, with day, source and mark."""
    match fact:
        case Change():
            phrase = f"fact.{'partly_' if fact.scope == 'part' and fact.relation != 'amends' else ''}{fact.relation}"
            day = _from(fact.effective, language)
            text = say(phrase, language, later=citation_line(fact.later), earlier=citation_line(fact.earlier), day=day)
        case Effect():
            name = citation_line(fact.document)
            if fact.effective is None and fact.ended is not None:
                text = say("fact.ended", language, document=name, day=day_in(fact.ended, language))
            elif fact.effective is None:
                text = say("fact.exists", language, document=name)
            else:
                text = say("fact.effect", language, document=name, day=day_in(fact.effective, language))
            if fact.partly is not None and fact.effective is not None:
                days = {"first": day_in(fact.partly, language), "day": day_in(fact.effective, language)}
                text += f", {say('in_force_in_part', language, **days)}"
            if fact.area:
                text += f", {say('holds_in', language, area=fact.area)}"
        case Sitting():
            closed = day_in(fact.closed, language) if fact.closed else "?"
            text = say("fact.sitting", language, ordinal=in_roman(fact.ordinal), place=fact.place, day=closed)
        case Sighting():
            day = day_in(fact.seen_on, language)
            text = say(f"fact.seen_{fact.role}", language, document=citation_line(fact.document), day=day)
    return f"[{fact.mark}] {text} ({fact.source})"


def _from(day: date | None, language: Language) -> str:
    return say("fact.from", language, day=day_in(day, language)) if day else ""


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

    Raises FactError where a text cites no document or several, the fact is not sound, or the table is another one or
    itself unsound, InputError where it cannot be written; the table then stays as it was.
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
    add_rows(path, [row])
    return fact


def add_rows(path: Path, rows: Iterable[Mapping[str, str]]) -> None:
    """Adds sound rows to a table of changes, and makes it where it is missing. Raises as :func:`add_change`."""
    before = text_of_table(path)
    table = io.StringIO()
    writer = csv.DictWriter(table, COLUMNS["changes"], lineterminator="\n")
    if before:
        table.write(before + "\n")
    else:
        writer.writeheader()
    writer.writerows(rows)
    write_whole(path, table.getvalue())


def text_of_table(path: Path) -> str:
    """A table of changes as it stands, "" where it is missing. Raises FactError for another one, or an unsound one."""
    before = load_text(path, LARGEST).rstrip("\r\n") if os.path.lexists(path) else ""
    if not before.strip():
        return ""
    if before.splitlines()[0].split(",") != list(COLUMNS["changes"]):
        raise FactError("{path} is not a table of changes; name another file with --to.", path=path)
    for _ in read_facts(path):  # a table with an unsound row is not added to: nobody would read the new one
        pass
    return before


def _columns(side: str, text: str) -> dict[str, str]:
    """The columns of one document, read out of a citation."""
    found = [citation for citation in extract(text).citations if citation.within is None]
    if not found:
        raise FactError("'{text}' cites no documents; cite one, with type, number, date and issuer.", text=text)
    if len(found) > 1:
        raise FactError(
            "'{text}' cites {count} documents; cite one, with type, number, date and issuer.",
            text=text,
            count=len(found),
        )
    key = Key.of_citation(found[0])
    return columns_of(side, key) | {f"{side}_name": key.name or found[0].title or ""}


def columns_of(side: str, key: Key) -> dict[str, str]:
    """The columns of one document of a table of changes; ``side`` is "later" or "earlier"."""
    bodies = [body.name for body in (key.issuer, *key.co_issuers) if body is not None]
    return {
        f"{side}_type": type_label(key.type),
        f"{side}_number": key.number or "",
        f"{side}_date": key.date or "",
        f"{side}_issuer": " và ".join(bodies),
        f"{side}_name": key.name or "",
    }


def contradictions(register: Register, language: Language) -> list[str]:
    """What cannot all be true: two days of effect for one document, documents that replace each other in a circle."""
    found = []
    circles: set[frozenset[Key]] = set()
    for entry in register.entries():
        days = {effect.effective for effect in entry.effects} - {None}
        if len(days) > 1:
            listed = ", ".join(day_in(day, language) for day in sorted(filter(None, days)))
            found.append(say("contradiction", language, document=citation_line(entry.key), days=listed))
        path = next(_circles(entry, register), None)
        if path is not None and frozenset(path) not in circles:
            circles.add(frozenset(path))
            found.append(say("cycle", language, documents=" → ".join(citation_line(key) for key in path)))
    return found


def _circles(start: Entry, register: Register) -> Iterator[tuple[Key, ...]]:
    """The ways from a document over what replaced it, and so on, back to it."""
    waiting: list[tuple[Entry, tuple[Key, ...]]] = [(start, (start.key,))]
    seen: set[Key] = set()
    while waiting:
        entry, path = waiting.pop()
        for change in entry.changed_by:
            if not change.ends or effective_day(change, register) is None:
                continue
            later = register.entry(change.later)
            if later.key == start.key:
                yield (*path, later.key)
            elif later.key not in seen:
                seen.add(later.key)
                waiting.append((later, (*path, later.key)))
