"""What other documents say of the same document: where they differ from this one, and are more."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from itertools import chain, islice

from kg.answers.corpus import Said, Voices
from kg.check.case import Case, Subject
from kg.identity.books import one_book
from kg.identity.keys import Key, is_day, places_agree, same_register
from kg.identity.titles import alike, contradict, likeness
from kg.law.verdicts import Reason
from kg.wording import type_label

ALIKE = 0.8
"""The share of words that two titles of one document have in common."""
_SHOWN = 5
"""How many files a reason names."""
_LOOKED_AT = 50
"""Files among which those are chosen."""


def other_date(case: Case, subject: Subject) -> Reason | None:
    """That more documents give one other day, for the same number of the same year under the same title."""
    title, written = subject.citation.title, subject.key.date
    if title is None or not is_day(written):
        return None

    def day(said: Said) -> str | None:
        key, other = said
        if not is_day(key.date) or not same_register(subject.key, key):
            return None
        alike = key.date == written or (other is not None and likeness(other, title) >= ALIKE)
        return key.date if alike else None

    return _outvoted(case, subject, day, str(written))


def other_type(case: Case, subject: Subject) -> Reason | None:
    """That more documents name one other type, for the same number and day."""

    def label(said: Said) -> str | None:
        return type_label(said[0].type) if _same(subject, said[0]) and said[0].type is not None else None

    return _outvoted(case, subject, label, type_label(subject.key.type)) if subject.key.type is not None else None


def other_issuer(case: Case, subject: Subject) -> Reason | None:
    """That more documents name one other issuer, for the same number and day."""
    issuer = subject.citation.issuer

    def name(said: Said) -> str | None:
        other = said[0].issuer
        if other is None or issuer is None or not _same(subject, said[0]):
            return None
        return issuer.name if one_book(issuer, other) else other.name

    return _outvoted(case, subject, name, issuer.name) if issuer is not None else None


def other_title(case: Case, subject: Subject) -> Reason | None:
    """That more documents give one title that can hardly be this one's, for the same number and day."""
    title = subject.citation.recited_title
    if title is None:
        return None

    def named(said: Said) -> str | None:
        key, other = said
        if other is None or not _same(subject, key):
            return None
        return other if contradict(title, other) else title

    return _outvoted(case, subject, named, title)


def other_number(case: Case, subject: Subject) -> Reason | None:
    """That other documents give the very title of this one, of the same issuer and period, another number."""
    citation, key = subject.citation, subject.key
    if key.number is None:
        return None
    titled = case.corpus.titled(key, citation.title, citation.period, case.digest)
    found: dict[str, Voices] = {}
    for (other, _), voices in titled:
        if other.block != subject.block:
            found[f"{other.number}"] = voices
        if len(found) > 1:
            return None  # hundreds may bear the title
    if not found:
        return None
    numbered = case.corpus.said(key, case.digest, anywhere=True)
    if any(alike(citation.title, title) for (_, title), _ in numbered):
        return None  # somebody gives it this one, be it elsewhere
    ((number, voices),) = found.items()
    return _reason(number, voices)


def _same(subject: Subject, key: Key) -> bool:
    """Whether a key with the same number block is of the same day and place."""
    return is_day(key.date) and key.date == subject.key.date and places_agree(key.place, subject.key.place)


def _outvoted(case: Case, subject: Subject, value_of: Callable[[Said], str | None], own: str | None) -> Reason | None:
    """The one other value, if more files give it than give this document's."""
    if own is None or subject.key.number is None or not case.is_spoken_of(subject):
        return None
    votes: dict[str, list[Voices]] = defaultdict(list)
    for said, voices in _said(case, subject):
        value = value_of(said)
        if value is not None:
            votes[value].append(voices)
    agreeing = votes.pop(own, [])
    if len(votes) != 1:
        return None
    ((value, differing),) = votes.items()
    outvoting = _outvoting(chain.from_iterable(differing), chain.from_iterable(agreeing))
    return _reason(value, outvoting) if outvoting is not None else None


def _said(case: Case, subject: Subject) -> Iterator[tuple[Said, Voices]]:
    return case.corpus.said(subject.key, case.digest)


def _outvoting(voices: Voices, others: Voices) -> Iterator[str] | None:
    """The voices if there are more of them than of the others; of both no more is read than tells so."""
    mine, theirs, read = _distinct(voices), _distinct(others), []
    while (voice := next(mine, None)) is not None:
        read.append(voice)
        if next(theirs, None) is None:
            return chain(read, mine)
    return None


def _distinct(voices: Voices) -> Iterator[str]:
    heard: set[str] = set()
    for voice in voices:
        if voice not in heard:
            heard.add(voice)
            yield voice


def _reason(value: str, voices: Voices) -> Reason:
    paths = sorted(islice(_distinct(voices), _LOOKED_AT))
    return Reason("others_say", (("value", value),), "; ".join(paths[:_SHOWN]), "S")
