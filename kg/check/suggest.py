"""What to write instead: the full citation line of the one document in force, or the text with one part mended."""

from __future__ import annotations

import re

from kg.check.case import Case, Subject
from kg.check.records import Suggestion
from kg.identity.titles import likeness
from kg.law.facts import Change
from kg.wording import citation_line

_CHANGES = re.compile(r"\s*\((?:đã\s+)?(?:được\s+)?sửa\s+đổi[^()]{0,200}\)")
"""What is said in brackets of changes to the cited document, which are none of the one in its place."""
_TOLD = re.compile(
    r"(?i)\s*(?:trước\s+đây|[,(]?\s*(?:(?:nay|hiện|đã|được|bị)\s+)*(?:thay\s+thế|bãi\s+bỏ|hết\s+hiệu\s+lực))\b"
)
"""What is said right behind a citation of its end, or of what it ended itself: true of it alone."""
_NUMBER_WORD = re.compile(r"(?i:(?<!\w)số)\s{1,3}\Z")
"""The word for number, left before a citation that was read from its figures on."""
_ALIKE = 0.5
"""The share of words that the names of a document and of the one in its place must have in common."""


def replacement(case: Case, subject: Subject) -> Suggestion | None:
    """The citation line of the one document in the place of a superseded one, with its title.

    None where several stand in its place, or the one that does is about something else: then it only ends it. None,
    too, where the text goes on to tell of the end, or relies on the one in its place as it is.
    """
    verdict = subject.at_signing
    if verdict.document is None or len(verdict.successors) != 1 or _TOLD.match(case.text, subject.citation.end):
        return None
    successor = verdict.successors[0]
    if not case.bases.isdisjoint({(successor.number, None), (successor.name_block, successor.date)}):
        return None
    entry = case.register.entry(verdict.document)
    ends: list[Change] = [change for change in entry.changed_by if change.ends]
    names = [name for change in ends for name in (change.earlier.name,) if name] + [subject.citation.title or ""]
    about = successor.name or ""
    if about and not any(likeness(name, about) >= _ALIKE for name in names if name):
        return None
    return instead(case, subject, citation_line(successor, successor.name))


def instead(case: Case, subject: Subject, line: str) -> Suggestion | None:
    """``line`` in the place of the citation, of its title where the text goes on with it, and of its changes.

    None where the word for number is left before it, behind words that may be the citation's own but were not read so.
    """
    citation = subject.citation
    start, end = citation.start, citation.end
    if word := number_word(case.text[max(0, start - len("\nsố   ")) : start]):
        start -= len(word)
        if not citation.trigger or not case.text[:start].rstrip().endswith(citation.trigger):
            return None
    if citation.title:
        end = _end_of(case.text, citation.end, citation.title) or citation.end
    changes = _CHANGES.match(case.text, end)
    end = changes.end() if changes else end
    return Suggestion(start, end, case.text[start:end], line)


def number_word(before: str) -> str:
    """The word for number that ends a text, with the blanks behind it; empty where none does."""
    found = _NUMBER_WORD.search(before)
    return found.group() if found else ""


def mended(case: Case, subject: Subject, wrong: str, right: str) -> Suggestion | None:
    """The citation with ``right`` instead of ``wrong``, a number as it is written; None where the text does not hold it
    just once."""
    quote = subject.citation.quote
    if wrong == subject.citation.number:
        wrong = subject.citation.number_as_written or wrong
    if quote.count(wrong) != 1:
        return None
    return Suggestion(
        subject.citation.start, subject.citation.end, quote, " ".join(quote.replace(wrong, right).split())
    )


def _end_of(text: str, start: int, title: str) -> int | None:
    """Where the title ends in the text after ``start``, line breaks and spaces aside; None where other words stand."""
    wanted = [letter for letter in title if not letter.isspace()]
    position, matched = start, 0
    while matched < len(wanted) and position < len(text):
        letter = text[position]
        position += 1
        if letter.isspace() or (matched == 0 and letter in ",;"):
            continue
        if letter != wanted[matched]:
            return None
        matched += 1
    return position if matched == len(wanted) else None
