"""The names of laws in the table (``laws.csv``) as people and recognition write them: the longest that stands there.

In full, with words in short ("Luật Thuế GTGT"), by initials ("Luật BHXH"), with words stuck together, accents misread.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from extract.vocabulary import rows
from extract.words import UPPER, fold, key, lower

_IN_SHORT = re.compile(rf"[{UPPER}]{{3,10}}(?![\w/-])")  # "Luật BHXH"
_PIECE = re.compile(r"\s?(?:['‘’`]\s?)?([^\W\d_]+(?:/[^\W\d_]+)*|[,;()&])")  # a speck may stand before a word
_ABOUT = re.compile(r"\s?[Vv]ề\s")
_IN_FULL = {  # "TƯ" in small letters is a word, as in "Luật Đầu tư"
    key(row["short"]): tuple(key(row["full"]).split()) for row in rows("short_forms") if len(row["short"]) > 2
}
_OF_COUNTRY = ("việt", "nam")
_LEAST_WITHOUT = 4  # words of a name that may be written without them
_NOTHING: dict[str, Any] = {}
_SIGN_FOR_WORD = {"&": "và"}
_LEFT_OUT = (",", "và")  # of a name, by those who are in a hurry: "Luật Hôn nhân gia đình"
_GLUED_REACH = 120  # where a name whose words stick together is looked for, in characters
_FIRST_LETTERS = 4  # by which such names are kept


@cache
def _names() -> list[tuple[tuple[str, ...], str]]:
    """The names of the table as (words, name). Commas count as words."""
    return [(tuple(_PIECE.findall(key(row["name"]))), row["name"]) for row in rows("laws")]


@cache
def _tree() -> dict[str, Any]:
    """The names of the table, word by word: word -> what follows, and an empty word -> the name that ends there.

    The country at the end of a name may be left out: "Luật Hàng không dân dụng", but not of one word: "Luật Biển".
    """
    root: dict[str, Any] = {}
    for words, name in _names():
        country = words[-2:] == _OF_COUNTRY and len(words) > _LEAST_WITHOUT
        for form in (words, words[:-2]) if country else (words,):
            node = root
            for word in form:
                node = node.setdefault(word, {})
            node.setdefault("", name)
    return root


def known_name(text: str, position: int) -> tuple[int, str] | None:
    """The longest law name of the table at ``position``: (end, name)."""
    if about := _ABOUT.match(text, position):  # "Pháp lệnh về ..."
        position = about.end()
    capital = text[position : position + 1].isupper()
    found = _longest(text, position, _tree(), capital=capital)
    if found is None and capital and (first := _PIECE.match(text, position)):  # "Luật Đầu thầu": another begins so, too
        found = _longest(text, first.end(), _misread(_tree(), key(first[1])), exact=False)
    return found or _named_by_initials(text, position) or _glued_name(text, position)


def _longest(
    text: str, position: int, node: dict[str, Any], *, capital: bool = True, exact: bool = True
) -> tuple[int, str] | None:
    """The longest name that goes on from ``position`` as ``node`` of the tree does; ``exact``: what was read of it
    has its accents, ``capital``: they may be misread in its first word, too."""
    tree = _tree()
    found, end = None, position
    while node and (piece := _PIECE.match(text, end)):
        end = piece.end()
        word = _SIGN_FOR_WORD[piece[1]] if piece[1] in _SIGN_FOR_WORD else key(piece[1])
        if word == "," and "," not in node:
            continue  # a comma too many
        for one in _IN_FULL.get(word, (word,)):
            exact = exact and (node is not tree or one in node)
            node = (
                node.get(one)
                or next((n for n in (node.get(w, _NOTHING).get(one) for w in _LEFT_OUT) if n), None)
                or (_misread(node, one) if capital or node is not tree else _NOTHING)
            )
            if "" in node and (exact or " " in node[""]):  # "Luật Gia" is a word: no accents of a name of one word
                found = (end, node[""])
    return found


def _misread(node: dict[str, Any], word: str) -> dict[str, Any]:
    """What follows the words of ``node`` that are ``word`` but for their accents: "Luật Ngân sách nha nước"."""
    plain = fold(word)
    alike = _folded_first().get(plain, ()) if node is _tree() else (one for one in node if one and fold(one) == plain)
    return {behind: rest for one in alike for behind, rest in node[one].items()}


@cache
def _folded_first() -> dict[str, list[str]]:
    """The first words of the names of the table by what they are without accents."""
    found: dict[str, list[str]] = {}
    for word in _tree():
        found.setdefault(fold(word), []).append(word)
    return found


@cache
def by_initials(label: str) -> dict[str, str]:
    """The initials of the laws' names of that type -> the name; those that two names share are left out."""
    found: dict[str, set[str]] = {}
    for row in rows("laws"):
        if row["type"] == label:
            words = (word for word in _PIECE.findall(row["name"]) if word[0].isalpha() and word not in {"và", "của"})
            found.setdefault("".join(word[0] for word in words).upper(), set()).add(row["name"])
    return {initials: names.pop() for initials, names in found.items() if len(names) == 1}


def _named_by_initials(text: str, position: int) -> tuple[int, str] | None:
    """The law of the table whose initials stand at ``position``: "Luật BHXH", "Bộ luật TTDS"."""
    short = _IN_SHORT.match(text, position)
    labels = ("Luật", "Bộ luật")  # by either word: "Bộ luật TTDS", "Luật TTDS"
    name = next((found for label in labels if (found := by_initials(label).get(short[0]))), None) if short else None
    return (short.end(), name) if short and name else None


@cache
def _glued() -> dict[str, list[tuple[str, str]]]:
    """Names of three words and more by their first letters: each without blanks, before its own beginnings, and as it
    is; with bodies in short, too."""
    found: dict[str, list[tuple[str, str]]] = {}
    written = {("".join(words), name) for words, name in _names() if len(words) > 2}
    for short, full in _IN_FULL.items():
        written |= {(glued.replace("".join(full), short), name) for glued, name in written}
    for glued, name in sorted(written, reverse=True):
        found.setdefault(glued[:_FIRST_LETTERS], []).append((glued, name))
    return found


def _glued_name(text: str, position: int) -> tuple[int, str] | None:
    """The longest law name of the table at ``position``, some of whose words stick together: "Phổbiến, giáo dục"."""
    if lower("".join(text[position : position + 2 * _FIRST_LETTERS].split())[:_FIRST_LETTERS]) not in _glued():
        return None
    letters = [at for at in range(position, min(len(text), position + _GLUED_REACH)) if not text[at].isspace()]
    squeezed = lower("".join(text[at] for at in letters))
    for glued, name in _glued().get(squeezed[:_FIRST_LETTERS], ()):
        if squeezed.startswith(glued) and not text[letters[len(glued) - 1] + 1 : letters[len(glued) - 1] + 2].isalnum():
            return letters[len(glued) - 1] + 1, name
    return None
