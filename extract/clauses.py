"""A text split once, for all who ask what belongs together: lines, sentences, gaps, quotations, items of lists.

A sentence here is the stretch in which citations may share their words: it ends where a line does, at a full stop
before a capital, and where too much text stands between two citations. Its citations part it into gaps; gap ``k``
stands before citation ``k``, the last one behind all of them. A citation takes its title and its qualifiers with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from extract.words import UPPER, key, last_match
from ontology import table

REACH = 900  # how far before a citation the words that decide it may stand, in characters
_BEHIND = 290  # and how far behind
_SENTENCE = re.compile(rf'[.!?]\s(?:(?<=[^\W\d_”")\]]..)|(?<=\d{{4}}..))(?=[“"{UPPER}])')
_DOUBLE = re.compile(r"[“”]")
_QUOTE = re.compile(r"[“”]|(?<!\w)[\"'‘](?=[\w(])|(?<=[\w).…])[\"'’](?!\w)")
_WORD = re.compile(r"[\w(]")
_OPENING = frozenset("“‘")
_ARTICLE = re.compile(r"[\s#]*\**Điều\s\d+[.:]\s")
_NUMBERED = re.compile(r"(?:^|\n)[\s#*]{0,8}Điều (\d{1,3})[.:]")
_ARTICLE_REACH = 20_000  # of an article, in characters
_OWN_PART = re.compile(rf"{_ARTICLE.pattern}|[\s#*]*(?:PHỤ LỤC(?:\s[IVX\d]+)?[.:]?|Phụ lục(?:\s[IVX\d]+)?[.:])\s")
_ITEM = re.compile(
    r"[\s\-–+•*>\"“(]*(?:(?:\d{1,2}|[a-zđ]|[A-H]|[ivx]{2,4})(?:\.\d{1,2})*[.)]?\s?)?(?:[Cc]ác\s)?[\s\-–+•*\"“]*(?:Điều\s\d+\.\s)?"
    rf"(?:[{UPPER}]\w*(?:\s\w+){{1,3}}\ssố\s)?$"  # a type that nobody knows: "Thông tư liên bộ số "
)
_MARK = re.compile(r"[\s>]{0,4}\**(?:(\d{1,3})|([a-zđ]))[.)]\s")
_LETTERS = "abcdđeghiklmnopqrstuvxy"
_PARTS_LISTS = re.compile(r"\n\W{0,8}(?:(?i:điều|chương|phần|mục) [\dIVXLC]|(?:[IVXLC]{1,5}|[A-H])[.)]\s)")
_MOST_BETWEEN = 4_000  # between an item and the next one of its list, in characters
_MOST_ITEMS = 12  # of a list above an item
_MOST_MENTIONS = 40  # of a sentence; a longer list is read in stretches
_LONGEST_TYPE = 4  # in words
QUOTED = ">"  # what opens a quoted line of Markdown
CELL = "|"  # what parts the cells of a row
FIRST_ITEM = " a) "  # of a list, in the line that leads it in
COUNTS = ("tt ", "stt ", "số tt ", "số thứ tự ")
"""What opens the heads of a table's columns, over the numbers of its rows."""


class Mention(NamedTuple):
    """A citation as clauses see it: where its pinpoint begins, where it, and where it ends with its title."""

    lead: int
    start: int
    reach: int


class Sentence(NamedTuple):
    """A sentence ``start:end`` in the line that begins at ``line``; ``first``: index of its first mention.

    ``goes_on``: it is the next stretch of the sentence before, whose list was too long to be read at once.
    """

    line: int
    start: int
    end: int
    first: int
    mentions: list[Mention]
    goes_on: bool = False

    def gap(self, place: int) -> tuple[int, int]:
        """The stretch before the mention at ``place``."""
        mention = self.mentions[place]
        start = self.mentions[place - 1].reach if place else self.start
        return start, max(start, mention.lead)

    def gaps(self) -> Iterator[tuple[int, int]]:
        """The stretches before each citation, and the one behind the last."""
        position = self.start
        for lead, _, reach in self.mentions:  # asked of every citation again and again: no calls
            yield position, lead if lead > position else position
            position = reach if reach > position else position
        yield position, max(position, self.end)


def split(text: str, mentions: Iterable[Mention]) -> Iterator[Sentence]:
    """The sentences that hold ``mentions``, which are in order. Linear: what is looked at around one is bounded."""
    taken: list[Mention] = []
    first = line = start = reached = 0
    goes_on = False
    for index, mention in enumerate(mentions):
        same = bool(taken) and text.find("\n", reached, mention.start) < 0 and reached < mention.start
        own_line = line if same else line_start(text, mention.start)
        begin = max(own_line, min(reached, mention.start), mention.start - REACH)
        ended = _SENTENCE.search(text, begin, mention.start + 1)  # faster told than the last is found
        last = last_match(_SENTENCE, text, begin, mention.start + 1) if ended else None
        parted = last is not None or begin != reached or begin <= own_line
        if not taken or parted or len(taken) == _MOST_MENTIONS:
            if taken:
                yield Sentence(line, start, _end(text, reached, mention.start), first, taken, goes_on)
            taken, first, line, start = [], index, own_line, last.end() if last else begin
            goes_on = not parted
        taken.append(mention)
        reached = max(reached, mention.reach)
    if taken:
        yield Sentence(line, start, _end(text, reached, len(text)), first, taken, goes_on)


def _end(text: str, reached: int, limit: int) -> int:
    """Where the sentence ends that goes on at ``reached``."""
    end = min(limit, reached + _BEHIND)
    stop = text.find("\n", reached, end)
    end = end if stop < 0 else stop
    found = _SENTENCE.search(text, reached, end)
    return found.start() if found else max(reached, end)


def line_start(text: str, position: int) -> int:
    """Where the line of a position starts, or ``REACH`` before it; a title in capitals runs over several."""
    first = max(0, position - REACH)
    line = text.rfind("\n", first, position) + 1 or first
    while line > first and text[line:position].isupper():
        before = text.rfind("\n", first, line - 1) + 1 or first
        if not text[before : line - 1].isupper():
            break
        line = before
    return line


def last_sentence(text: str, start: int, end: int) -> int:
    """Where the last sentence of a stretch begins, by what the stretch itself shows."""
    last = last_match(_SENTENCE, text, start, end)
    return last.end() if last else start


def sentence_start(text: str, position: int) -> int:
    """Where the sentence of a position begins, or ``REACH`` before it where the sentence, or its line, has no end."""
    return last_sentence(text, line_start(text, position), position)


def first_sentence(text: str, start: int, end: int) -> int:
    """Where the first sentence of a stretch ends."""
    first = _SENTENCE.search(text, start, end)
    return first.end() if first else end


def quotations(text: str, start: int, end: int, *, every: bool) -> list[tuple[int, int]]:
    """The quotations of a stretch; one that is not closed runs to its end. ``every``: in marks of any kind."""
    found: list[tuple[int, int]] = []
    opened = -1
    for mark in (_QUOTE if every else _DOUBLE).finditer(text, start, end):
        opens = mark[0] in _OPENING or (mark[0] in "\"'" and opened < 0 and _WORD.match(text, mark.end()))
        if opens and opened < 0:
            opened = mark.end()
        elif not opens and opened >= 0:
            found.append((opened, mark.start()))
            opened = -1
    if opened >= 0:
        found.append((opened, end))
    return found


@lru_cache(maxsize=8192)  # most open as others do
def opens_item(opening: str) -> bool:
    """Whether what stands before a citation in its line only opens an item of a list, or numbers a row and its type."""
    if not opening:
        return True
    *cells, last = opening.split(CELL)
    return _ITEM.match(last) is not None and all(_names_row(cell.strip(" *")) for cell in cells)


def opens_article(opening: str) -> bool:
    """Whether what stands before a citation in its sentence is the article's number: "Điều 2. "."""
    return _ARTICLE.fullmatch(opening) is not None


def behind_own_part(text: str, position: int) -> int:
    """Where the words begin behind what numbers a part of the text at a position, "Điều 2. "; else the position."""
    part = _OWN_PART.match(text, position)
    return part.end() if part else position


def heads_article(text: str, line: int) -> bool:
    """Whether a line begins with an article's number: "Điều 3. Tổ chức thực hiện"."""
    return _ARTICLE.match(text, line) is not None


def article_of(text: str, position: int) -> int | None:
    """The number of the article that holds a position, by the last line before it that opens one; None for none."""
    article = last_match(_NUMBERED, text, max(0, position - _ARTICLE_REACH), position)
    return int(article[1]) if article else None


def _names_row(cell: str) -> bool:
    """Whether a cell before the citation of its row says nothing but its number or its type."""
    return not cell or cell.rstrip(".").isdecimal() or key(cell) in _types()


def names_type(words: str) -> bool:
    """Whether words are a document's type alone, with an item's number: "1. Nghị quyết"."""
    return key(words.lstrip(" *0123456789.)")) in _types()


def ends_with_type(words: str) -> bool:
    """Whether words, as :func:`extract.words.key` has them, end with a type alone: "phụ lục của nghị quyết"."""
    last = words.split()[-_LONGEST_TYPE:]
    return any(" ".join(last[at:]) in _types() for at in range(len(last)))


@cache
def _types() -> frozenset[str]:
    return frozenset(key(row["label"]) for row in table("types"))


def mark_of(text: str, line: int) -> tuple[str, int] | None:
    """The form and the place of the mark that opens a line: "2." is ("1", 2), "b)" ("a", 2); None where none does."""
    mark = _MARK.match(text, line)
    if mark is None:
        return None
    return ("1", int(mark[1])) if mark[1] else ("a", _LETTERS.find(mark[2]) + 1)


def follows(earlier: tuple[str, int] | None, mark: tuple[str, int] | None) -> bool:
    """Whether a mark is the next one of a list."""
    return earlier is not None and mark == (earlier[0], earlier[1] + 1)


def same_list(text: str, known: int, line: int) -> bool:
    """Whether an item goes on with the list of the one ``known``, whatever stands between, but for a heading."""
    if known < 0 or line - known > _MOST_BETWEEN or not _counts_on(text, known, line):
        return False
    return _PARTS_LISTS.search(text, known, line) is None


def _counts_on(text: str, known: int, line: int) -> bool:
    """Whether the mark of a line comes behind that of an earlier one, and those between them stand between."""
    first, last = mark_of(text, known), mark_of(text, line)
    if first is None or last is None or first[0] != last[0] or not 0 < last[1] - first[1] <= _MOST_ITEMS:
        return False
    at = known
    for count in range(first[1] + 1, last[1]):
        mark = str(count) if first[0] == "1" else _LETTERS[count - 1]
        at = next((found for end in ")." if (found := text.find(f"\n{mark}{end}", at, line)) >= 0), -1)
        if at < 0:
            return False
    return True


def line_before(text: str, line: int, known: int) -> int:
    """Where the line above an item starts that may lead in its list, or is the item ``known``."""
    previous = text.rfind("\n", 0, line - 1) + 1
    for _ in range(_MOST_ITEMS):  # over the items before, to what leads in the list
        words = text[previous : line - 1].rstrip()
        item = (mark_of(text, previous) and words.endswith((".", ";"))) or CELL in words or words == QUOTED
        if previous in (known, 0) or not item:
            break
        line, previous = previous, text.rfind("\n", 0, previous - 1) + 1
    return previous
