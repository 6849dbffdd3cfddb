"""How the lines of a document open and end, by ``lines.csv``: the motto, the text behind a title, who decides."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from functools import lru_cache
from string import ascii_lowercase

from extract.frame.ending import is_sent
from extract.vocabulary import pattern_of, words_of
from extract.words import LOWER, UPPER, any_of, fold

_MOTTOS = {"".join(fold(name).split()): name for name in words_of("lines", "whole_motto")}
_HEAD = 1_500  # of a text, which may hold the motto, in characters
_SHORTEST_MOTTO = min(map(len, _MOTTOS)) - 1
_ALIKE = 0.85  # the share of letters from which a line is the motto
_LONGEST_MOTTO = 48  # with what is around and between its words, in characters
_WORDS = re.compile("[a-z]+")
_FEWEST_OF_MOTTO = 4  # letters
_MOTTO_WORDS = "".join(f" {fold(name)}" for name in words_of("lines", "whole_motto"))


def words_pattern(*roles: str) -> str:
    """A pattern for the words of ``lines.csv`` that have one of these roles."""
    return any_of(words_of("lines", *roles))


MOTTO = pattern_of("lines", "motto", behind="", any_case=True)
_OPENS_MOTTO = frozenset(words[0].lower() for words in words_of("lines", "motto"))
_OPENS_MOTTO_IN_CAPITALS = frozenset(map(str.upper, _OPENS_MOTTO))
OPENS_TEXT = re.compile(  # how the text behind a title opens
    rf"\(?{words_pattern('basis', 'text')}(?!\w)"
    rf"|(?!V/\s?[{LOWER}V])[IVX]{{1,4}}\s?[.\-–)/]|\d{{1,2}}[.)]|[A-Z][.)]\s|-\s"
)
#: What a paper without a type is headed by: "BẢN GIẢI TRÌNH".
PAPER = re.compile(rf"(?:{words_pattern('paper', 'gathers')}\s[{UPPER}\s,]+|{words_pattern('paper_alone')})$")
#: How a title's line ends that cannot end the title.
AWAITING = (*(f" {words}" for words in words_of("lines", "awaits")), ",")
_LEADS_IN = pattern_of("lines", "leads_in", behind=r"(?!\w)\s?:$")
#: Who decides stands in capitals behind the title.
DECIDES = pattern_of("lines", "decides", behind="", any_case=True)
_STAMPS = tuple(map(fold, words_of("lines", "stamp")))
#: What leads from an annex to the document that it came with.
COMES_WITH = rf"(?i:{words_pattern('comes_with')})"


def is_stamp(line: str) -> bool:
    """Whether a line opens with what a stamp says that stands across others, misread or not: "CÔNG THÔNG TNĐI TỪ"."""
    return fold(line).startswith(_STAMPS)


def behind_stamp(line: str) -> str:
    """A line without the stamp that it opens with, whose words are capitals: "CỔNG THÔNG TIN ĐIỆN TỬ cho cơ sở"."""
    if not is_stamp(line):
        return line
    words = line.split()
    return " ".join(words[next((at for at, word in enumerate(words) if word.islower()), len(words)) :])


def leads_in(line: str) -> bool:
    """Whether a line ends as the sentence does that leads to what is enacted: "... ban hành Kế hoạch như sau:"."""
    return line.endswith(":") and _LEADS_IN.search(line) is not None


@lru_cache(maxsize=1024)  # letterheads recur
def respelled_motto(line: str) -> str:
    """A line that is the State's or the Party's name, letters misread and blanks lost in it, as it is spelled."""
    if not line.isupper() or not _SHORTEST_MOTTO < len(line) < _LONGEST_MOTTO:
        return line
    letters = "".join(_WORDS.findall(fold(line)))
    counts = [*map(letters.count, ascii_lowercase)]
    for plain, motto in _MOTTOS.items():
        shared = 2 * sum(map(min, counts, map(plain.count, ascii_lowercase)))  # in any order: a bound, told at once
        both = len(letters) + len(plain)
        if shared > _ALIKE * both and SequenceMatcher(None, letters, plain).ratio() > _ALIKE:
            return motto
    return line


def is_of_motto(line: str) -> bool:
    """Whether a short line in capitals is what a stamp has left of the State's or the Party's name: "ẸT NAM"."""
    letters = "".join(_WORDS.findall(fold(line)))
    if not _FEWEST_OF_MOTTO < len(letters) < _SHORTEST_MOTTO or f" {fold(line)}" in _MOTTO_WORDS:
        return False
    return any(motto.endswith(letters) or motto.startswith(letters) for motto in _MOTTOS)


def may_open_motto(line: str) -> bool:
    """Whether a line opens with a letter with which mottos do, as most do not."""
    return line[:1].lower() in _OPENS_MOTTO


def is_motto(line: str) -> bool:
    """Whether a line is the State's or the Party's name in the motto, whole."""
    opens = line[:1] in _OPENS_MOTTO_IN_CAPITALS
    return opens and line.isupper() and len(line) > _SHORTEST_MOTTO and MOTTO.match(line) is not None


def behind_motto(text: str) -> int:
    """Where the text behind the first motto begins, 0 where the head has none; a stamp's lines may stand over it, but
    no document that is signed: that motto is the next one's."""
    at = 0
    for line in text[:_HEAD].split("\n"):
        at += len(line) + 1
        if is_motto(respelled_motto(line)):
            return 0 if is_sent(text, 0, at) else at
    return 0
