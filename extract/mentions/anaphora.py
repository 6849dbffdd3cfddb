"""Short ways of pointing back, which are never citations: "Nghị định này", "Thông tư nêu trên", declared aliases.

Each is recognised and resolved, or declined where several documents could be meant.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from extract.mentions.drafts import Draft, Issued
from extract.records import Anaphor, AnaphorKind
from extract.repair.pieces import Reading
from extract.vocabulary import words_of
from extract.words import any_of, key
from ontology import table, types_with

_DECLARES = words_of("anaphora", "declares")
_DECLARE_BY = tuple({" ".join(words.split()[:2]) for words in _DECLARES})  # one of which a declaration holds
_ALIAS = re.compile(rf"\s?,?\s?\(?{any_of(_DECLARES)}(?: là)?:?\s?[“\"]?(?P<alias>[^()”\"\n;]{{3,80}}?)[”\"]?\s?[);,]")
_THIS = "này"
_POINTING = (_THIS, *words_of("anaphora", "above"))
_ENDS = re.compile(  # opens with the last letters but one, which are rare, so that the scan skips most others
    rf"(?:{'|'.join(f'{words[-2:]}(?<={any_of([words])})' for words in _POINTING)})(?!\w)"
)
_POINTER = re.compile(rf"\s(?P<way>{any_of(_POINTING)})$")
_MOST_ALIASES = 40  # of one document


@dataclass(frozen=True, slots=True)
class _Found:
    """A short way of pointing back at ``start:end`` of the repaired text; ``refers_to`` is the index of a draft."""

    start: int
    end: int
    kind: AnaphorKind
    refers_to: int | None


class Alias(NamedTuple):
    """A declared alias ("sau đây gọi là Luật Di sản"), the index of the draft that it means, and where that is said."""

    words: str
    means: int
    end: int


@cache
def _labels() -> frozenset[str]:
    return frozenset(key(row["label"]) for row in table("types"))


def find_anaphora(
    source: str, reading: Reading, drafts: list[Draft], aliases: list[Alias], rank: list[int]
) -> tuple[Anaphor, ...]:
    """Self references, references back and uses of declared aliases, in the order of the text.

    ``source`` is the text as read; ``rank`` the place of each draft in the order of the citations.
    """
    found = [*_pointers(reading.text, drafts), *_alias_uses(reading.text, drafts, aliases)]
    anaphora = []
    for one in sorted(found, key=lambda one: (one.start, one.end)):
        start, end = reading.span(one.start, one.end)
        index = None if one.refers_to is None else rank[one.refers_to]
        anaphora.append(Anaphor(start, end, source[start:end], one.kind, index))
    return tuple(anaphora)


def _pointers(text: str, drafts: list[Draft]) -> Iterator[_Found]:
    """A type and a pointing word: "Nghị định này", "Thông tư nêu trên"."""
    known: dict[str, dict[str, int]] = {}  # type -> the documents of that type cited so far -> where last
    passed = 0
    for pointing in _ENDS.finditer(text):
        end = pointing.end()
        pointer = _pointer(text, end)
        if pointer is None:
            continue
        start, label, own = pointer
        while passed < len(drafts) and drafts[passed].start < start:
            draft = drafts[passed]
            known.setdefault(key(draft.label or ""), {})[_identity(draft)] = passed
            passed += 1
        if own:
            yield _Found(start, end, "self", None)
        else:
            fitting = known.get(label, {})  # there may be thousands, and thousands of pointers
            yield _Found(start, end, "previous", next(iter(fitting.values())) if len(fitting) == 1 else None)


def _pointer(text: str, end: int) -> tuple[int, str, bool] | None:
    """A type and a pointing word that end at ``end``: (start, type as compared, whether it points at itself)."""
    begin = max(0, end - 40)
    match = _POINTER.search(text, begin, end)
    if match is None:
        return None
    words = text[begin : match.start()].split()
    for size in (3, 2, 1):
        label = key(" ".join(words[-size:]))
        if len(words) >= size + (begin > 0) and label in _labels():
            return match.start() - len(" ".join(words[-size:])), label, match["way"] == _THIS
    return None


def _alias_uses(text: str, drafts: list[Draft], aliases: list[Alias]) -> Iterator[_Found]:
    """Later uses of declared aliases, outside of citations."""
    declared: dict[str, tuple[int | None, int]] = {}
    for alias, index, end in aliases:
        first, since = declared.setdefault(alias, (index, end))
        if first is None or _identity(drafts[first]) != _identity(drafts[index]):
            declared[alias] = (None, since)  # two documents share the alias
    if not declared:
        return
    starts = [draft.start for draft in drafts]
    for match in re.compile(rf"\b{any_of(declared)}(?!\w|/|-\w)").finditer(text):
        meant, since = declared[" ".join(match[0].split())]
        near = bisect_left(starts, match.start() + 1) - 1
        cited = near >= 0 and match.start() < drafts[near].end
        if match.start() >= since and not cited:
            yield _Found(match.start(), match.end(), "alias", meant)


def _identity(draft: Draft) -> str:
    if draft.number:
        return f"{draft.type} {draft.number.text} {draft.date}"
    return draft.named.name if draft.named else ""


def find_aliases(text: str, drafts: list[Draft]) -> list[Alias]:
    """Declared aliases, in order."""
    found: list[Alias] = []
    if not any(words in text for words in _DECLARE_BY):
        return found
    for index, draft in enumerate(drafts):
        match = _ALIAS.match(text, draft.title[1] if draft.title else draft.end)
        if match and len(found) < _MOST_ALIASES:
            found.append(Alias(" ".join(match["alias"].split()), index, match.end()))
    return found


def without_uses(text: str, issued: list[Issued], aliases: list[Alias]) -> list[Issued] | None:
    """What is cited, without later uses of aliases ("sau đây gọi là Luật Di sản"); None if there are none.

    What is cited by number has a day, an issuer or a symbol beside an alias's words; the name of a law that it was
    cited by before it was declared is no alias.
    """
    declared = {key(alias.words): alias.end for alias in aliases}
    words = [key(text[one.start : one.end]) for one in issued]
    laws = [
        (one.start, said) for one, said in zip(issued, words, strict=True) if one.type in types_with("known_by_name")
    ]
    for alias, end in [*declared.items()]:
        if any(said.startswith(alias) for start, said in laws if start < end):
            del declared[alias]
    kept = [
        one
        for one, said in zip(issued, words, strict=True)
        if one.dated
        or one.body
        or (one.number and one.number.value.symbol)
        or declared.get(said, len(text)) > one.start
    ]
    return kept if len(kept) < len(issued) else None
