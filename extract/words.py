"""Vietnamese words in texts and patterns: capitals, small letters, phrases. How they compare: ontology/spelling.py."""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from itertools import product
from typing import Any

from ontology.spelling import fold, key, old_tones

__all__ = [
    "ESCAPED", "LOWER", "UPPER", "any_of", "at_lines", "by_first_letter", "fold", "key", "last_match", "lower",
    "lowered", "misread", "occurrences", "old_tones", "single_spaced", "slug", "spelled", "tolerant", "unaccented",
]  # fmt: skip

#: What Markdown has behind a backslash that says nothing: "57\-NQ/TW".
ESCAPED = r"(?=[-.,()/&|+!*_\#\[\]])"
#: The capital letters of Vietnamese, for character classes ("À-Ỹ" would hold small letters too).
UPPER = "A-ZĐ" + "".join(
    unicodedata.normalize("NFC", vowel + shape + tone)
    for vowel, shapes in (("A", ("", "\u0306", "\u0302")), ("E", ("", "\u0302")), ("I", ("",)),
                          ("O", ("", "\u0302", "\u031b")), ("U", ("", "\u031b")), ("Y", ("",)))
    for shape in shapes
    for tone in ("", "\u0300", "\u0301", "\u0309", "\u0303", "\u0323")
    if shape or tone
)  # fmt: skip
LOWER = "a-z" + UPPER.removeprefix("A-Z").lower()

_CHOICE = re.compile(r"\(([^()]+)\)|\[([^\[\]]+)\]|\{(\w+)\}|([^(\[{]+)")
#: What a row of a table leaves open, "Phần {roman}", -> a pattern for what stands there.
_SLOTS = {
    "number": r"\d+[a-zđ]?",
    "roman": "[IVXLC]+",
    "capital": rf"[{UPPER}]\w*",
    "words": r"[^\W\d_]+(?:\s[^\W\d_]+){0,3}?",
    "some": r"[^.;\n]{0,120}?",
    "end": "$",
}
_SIGNS = {name: chr(0xE000 + index) for index, name in enumerate(_SLOTS)}  # one character each, of private use
_IN_PATTERN = {_SIGNS[name]: pattern for name, pattern in _SLOTS.items()}


def lower(text: str) -> str:
    """``text`` in small letters, one character for one."""
    small = text.lower()
    return small if len(small) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


_ACCENTED = (UPPER + LOWER).replace("A-Z", "").replace("a-z", "")
_PLAIN = str.maketrans({letter: fold(letter) for letter in _ACCENTED})


def unaccented(text: str) -> str:
    """``text`` in small letters without accents, one character for one."""
    return lower(text).translate(_PLAIN)


_LONG = 1_000  # a text whose small letters are worth keeping, in characters
_kept = [("", "")]  # the last long text that was asked for, and its small letters


def lowered(text: str) -> str:
    """:func:`lower` for the whole text of a document, which many ask for; known by identity, for comparing is slow."""
    known, small = _kept[0]
    if known is text:
        return small
    small = lower(text)
    if len(text) >= _LONG:
        _kept[0] = (text, small)
    return small


def tolerant(words: str) -> str:
    """A pattern for ``words`` with any blank between them and either tone placement (Ủy or Uỷ); use with ``(?i:)``."""
    pieces = []
    for word in words.split():
        other = old_tones(key(word))
        pieces.append(re.escape(word) if other == key(word) else f"(?:{re.escape(word)}|{re.escape(other)})")
    return r"\s".join(pieces)


def single_spaced(words: str) -> str:
    """``words`` of a repaired text, which has no blanks but these, with single spaces."""
    return " ".join(words.split()) if "  " in words or "\n" in words else words


def last_match(pattern: re.Pattern[str], text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
    """The last match of ``pattern`` in ``text[start:end]``."""
    last = None
    for match in pattern.finditer(text, start, end):
        last = match
    return last


def at_lines(pattern: re.Pattern[str], text: str, start: int = 0, end: int = sys.maxsize) -> Iterator[re.Match[str]]:
    """What ``finditer`` gives of a pattern that opens with "^" for lines, which would try it at every character."""
    at = start
    if (start == 0 or text[start - 1 : start] == "\n") and (match := pattern.match(text, start, end)):
        if match.end() > at:
            yield match
        at = match.end()
    for line in _behind_break(pattern).finditer(text, max(0, at - 1), end):
        if line.end() >= at and (match := pattern.match(text, line.end(), end)) and match.end() > line.end():
            yield match
            at = match.end()


@cache
def _behind_break(pattern: re.Pattern[str]) -> re.Pattern[str]:
    """A line break before what the pattern, which opens with "^", finds: one letter is found at once."""
    behind = re.sub(r"^(?:\(\?[a-z]+\))?\^", "", pattern.pattern)
    return re.compile(rf"\n(?={behind})", pattern.flags)


@lru_cache(maxsize=8192)
def slug(text: str) -> str:
    """``text`` as ASCII words joined by hyphens: "Ủy ban nhân dân" is "uy-ban-nhan-dan"."""
    return "-".join(re.findall(r"[a-z0-9]+", fold(text)))


def spelled(words: str, names: Mapping[str, Iterable[str]] | None = None) -> Iterator[str]:
    """All that ``words`` of a table stand for: "(thực hiện|áp dụng)" is one of these, "[tạm] dừng" may lack the first.

    "{type}" is any of the ``names`` called so; other slots, "{number}", stay open for :func:`any_of`.
    """
    choices: list[tuple[str, ...]] = []
    for match in _CHOICE.finditer(words):
        either, optional, slot, plain = match.groups()
        if either:
            choices.append(tuple(form for one in either.split("|") for form in spelled(one, names)))
        elif optional:
            choices.append((*optional.split("|"), ""))
        elif slot:
            choices.append(tuple(names[slot]) if names and slot in names else (_SIGNS[slot],))
        else:
            choices.append((plain,))
    for chosen in product(*choices):
        yield " ".join("".join(chosen).split())


def any_of(phrases: Iterable[str]) -> str:
    """A pattern for the longest of the phrases that stands somewhere; beginnings that they share are tried once."""
    root: dict[str, Any] = {}
    for phrase in phrases:
        node = root
        for character in (*phrase, ""):
            node = node.setdefault(character, {})
    return _branches(root)


def _branches(node: dict[str, Any]) -> str:
    branches = [
        (r"\s" if character == " " else _IN_PATTERN.get(character) or re.escape(character)) + _branches(rest)
        for character, rest in node.items()
        if character
    ]
    if not branches:
        return ""
    if len(branches) == 1 and "" not in node:
        return branches[0]
    return f"(?:{'|'.join(branches)})" + ("?" if "" in node else "")


def by_first_letter(phrases: Iterable[str]) -> str:
    """A pattern for any of the phrases, their first letter in either case: it opens with one class of characters, so
    that a scan skips all others."""
    rest: dict[str, list[str]] = {}
    for phrase in phrases:
        rest.setdefault(phrase[0].lower(), []).append(phrase[1:])
    letters = [f"{letter}{letter.upper()}" for letter in rest]
    branches = (f"(?<=[{either}]){any_of(tails)}" for either, tails in zip(letters, rest.values(), strict=True))
    return f"[{''.join(letters)}](?:{'|'.join(branches)})"


def misread(words: str) -> str:
    """A pattern for ``words`` whose accents may be misread; of a syllable without one its vowels, too."""
    marked = _ACCENTED.replace("đ", "").replace("Đ", "")
    vowels = ("[aeiouy]" if syllable.isascii() else f"[{marked}]" for syllable in words.split())
    return " ".join(re.sub(vowel, r"\\w", syllable) for vowel, syllable in zip(vowels, words.split(), strict=True))


def occurrences(words: str, text: str, start: int = 0) -> Iterator[int]:
    """Where ``words`` stand in ``text``, in order; much faster than a pattern."""
    at = text.find(words, start)
    while at >= 0:
        yield at
        at = text.find(words, at + 1)
