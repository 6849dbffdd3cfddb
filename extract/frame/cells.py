"""The lines of a document's head and tail: a letterhead stands in two columns, in a table, in Markdown or in HTML."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from extract.vocabulary import rows
from extract.words import ESCAPED, fold, key, single_spaced
from ontology import table

_MARKS = "*`>"
_RULES = {rule: re.compile(f"{rule}+") for rule in ("__", "---", "===", "~~")}
_TAG = re.compile(r"</?[a-zA-Z][^<>\n]{0,200}>")
_BREAK = re.compile(r"<br ?/?>|</(?:td|p|div)>", re.IGNORECASE)
_ESCAPE = re.compile(rf"\\{ESCAPED}")
_WORD = re.compile(r"(?P<ordinal>(?:(?<=THỨ )|(?<=KHÓA )|(?<=KHOÁ )|(?<=VỰC ))[IVXLC]+(?!\w))|[^\W\d_]+")
_NO_LETTER = re.compile(r"[^a-z]+")  # blanks, and specks of a scan: "KẾ, HOẠCH"
_VOWELS = frozenset("aeiouy")
_LONGEST_LABEL = 24  # with marks around it, in characters
_MOSTLY = 0.8  # of the letters of a line in capitals, one of which may be misread: "THÔNG T ư"
_FEWEST_INITIALS = 4  # letters; "TƯ" is a word, too
_INITIALS = frozenset(row["short"] for row in rows("short_forms") if len(row["short"]) >= _FEWEST_INITIALS)
_MOST_WORDS = 4  # of a type's label
_FIRST_LETTERS = 3  # by which it is told that a line opens with none


def cells(text: str) -> list[str]:
    """The lines of ``text`` without markup, cells of a row one by one, empty ones left out."""
    if "****" in text:  # two stretches of bold letters: parts of a word, or each a line of its own
        text = text.replace("****", "\n")
    if "<" in text:
        text = _TAG.sub("", _BREAK.sub("|", text))
    if "\\" in text:
        text = _ESCAPE.sub("", text)
    for mark in _MARKS:
        if mark in text:  # one letter is found much faster than replaced
            text = text.replace(mark, "")
    text = text.replace("Hạnh phúc ", "Hạnh phúc|")  # the motto is a line of its own
    for rule, any_long in _RULES.items():
        if rule[0] in text and rule in text:  # and much faster than two
            text = any_long.sub("", text)
    text = text.replace("\t", "|").replace("   ", "|")
    lines = [*map(str.strip, text.replace("|", "\n").split("\n"))]
    if "#" in text or "_" in text:
        lines = [line.lstrip("# ").strip("_ ") if "#" in line or "_" in line else line for line in lines]
    kept = [*filter(None, lines)]
    return [single_spaced(line) if "  " in line else line for line in kept] if "  " in text else kept


def type_of(cell: str) -> tuple[str, str, str] | None:
    """(code, label, rest of the cell) where the cell opens with a type in capitals or is a type alone."""
    opens = cell.split(None, 1)
    if not opens:
        return None
    if key(opens[0]) not in _first_words():
        return _misread_with_rest(cell) if cell.isupper() else None
    words = cell.split()
    for size in range(min(_MOST_WORDS, len(words)), 0, -1):
        head = " ".join(words[:size])
        row = _types().get(key(head))
        if row and (head.isupper() or size == len(words)):
            return row["code"], row["label"], " ".join(words[size:])
    return _misread_with_rest(cell) if cell.isupper() else None


def _misread_with_rest(cell: str) -> tuple[str, str, str] | None:
    """The misread type that opens a line in capitals, and what follows: "KÉ HOẠCH LIÊN TỊCH"."""
    if _squeezed(cell)[:_FIRST_LETTERS] not in _folded_openings():
        return None  # as most do
    if whole := misread_type(cell):
        return whole
    words = cell.split()
    sizes = range(min(_MOST_WORDS, len(words) - 1), 1, -1)
    heads = ((size, misread_type(" ".join(words[:size]))) for size in sizes)
    return next(((*found[:2], " ".join(words[size:])) for size, found in heads if found), None)


def misread_type(line: str) -> tuple[str, str, str] | None:
    """The type that is all of a line in capitals, its accents misread or its blank lost: "QUYÉT ĐỊNH", "KẾHOẠCH"."""
    if len(line) > _LONGEST_LABEL or _MOSTLY * len(line) > sum(map(str.isupper, line)) + line.count(" "):
        return None
    row = _folded_types().get(_squeezed(line))
    return (row["code"], row["label"], "") if row else None


def type_before(line: str, number: str) -> tuple[str, str] | None:
    """(code, label) of the type that opens a line, in any case, before that number: "Kế hoạch 257/KH-UBND năm 2025"."""
    words = line[: max(0, line.find(number))].removesuffix("số ").split()
    row = _types().get(key(" ".join(words))) if len(words) <= _MOST_WORDS else None
    return (row["code"], row["label"]) if row else None


@cache
def _types() -> dict[str, dict[str, str]]:
    return {key(row["label"]): row for row in table("types")}


@cache
def _folded_types() -> dict[str, dict[str, str]]:
    """Labels of two words and more without accents and blanks -> row; those that two types share are left out."""
    found: dict[str, list[dict[str, str]]] = {}
    for row in table("types"):
        if " " in row["label"]:
            found.setdefault(_squeezed(row["label"]), []).append(row)
    return {label: rows[0] for label, rows in found.items() if len(rows) == 1}


@cache
def _folded_openings() -> frozenset[str]:
    """The first letters of those labels."""
    return frozenset(label[:_FIRST_LETTERS] for label in _folded_types())


def _squeezed(words: str) -> str:
    return _NO_LETTER.sub("", fold(words))


@cache
def _first_words() -> frozenset[str]:
    return frozenset(label.split()[0] for label in _types())


@lru_cache(maxsize=8192)  # letterheads recur
def in_small_letters(words: str) -> str:
    """Words in capitals with only their first letters capital, others as they are; initials ("THPT") have no vowel."""
    return _WORD.sub(_with_one_capital, words) if words.isupper() else words


def _with_one_capital(word: re.Match[str]) -> str:
    if word["ordinal"] is not None or word[0] in _INITIALS:
        return word[0]
    return word[0].title() if _VOWELS.intersection(fold(word[0])) else word[0]
