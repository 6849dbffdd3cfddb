"""Bodies outside the tables: a head word, and the capitalised and connecting words behind it."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from itertools import chain, pairwise

from extract.bodies.named import Named
from extract.bodies.unit_names import ENDS_NAME, unit_tail
from extract.vocabulary import column, known_body, pattern_of, rows, words_of
from extract.words import any_of, key
from ontology import table
from ontology.units import KINDS, SHORT_KINDS, find_units

OUTSIDE_OPENS = words_of("around_bodies", "outside")
_HEAD = pattern_of("around_bodies", "outside", behind=r"\s", any_case=True)
_INSIDE = "".join(  # which ends no name, as the second of two words
    f"(?<!{any_of([form])})" for words in words_of("around_bodies", "no_end") for form in {words, words.capitalize()}
)
_CLAUSE = re.compile(rf"\s{any_of(words_of('around_bodies', 'ends'))}{_INSIDE}(?!\w)")  # ends a body's name
_FULL = {row["short"]: row["full"] for row in rows("short_forms")}
_SHORT = re.compile(rf"\b{any_of(_FULL)}\b")
_NUMBERED = pattern_of("around_bodies", "numbered", behind=r"\s\d{1,2}(?![\w/.-])", any_case=True)  # "Chi bộ 1"
_PAIR = re.compile(  # of words that a comma parts inside a name: "Ban Chỉ đạo phòng, chống dịch"
    "|".join(
        f"(?<={one}),(?= {other}(?!\\w))"
        for one, other in (words.split(", ") for words in words_of("around_bodies", "pair"))
    ),
    re.IGNORECASE,
)
_LEADS_BOARD = f"{known_body('board-leader')} "
_DOTTED = any_of(short for short in _FULL if "." in short)
_TOKEN = re.compile(rf" ([-–—] )?({_DOTTED}(?!\w)|(?!V/v)[^\W\d_][\w’']*)")
#: What an organ belongs to, or is about: "Đoàn giám sát của Quốc hội", "Ban Chỉ đạo Trung ương về phát triển ..."
_PARENT = pattern_of("around_bodies", "parent", before=r"\scủa\s")
_ABOUT = re.compile(rf"\svề\s[^.;()\n]{{5,110}}?(?=\s{any_of(words_of('around_bodies', 'ends_about'))}\s)")
_ABOUT_WHAT = words_of("around_bodies", "about")  # bodies that are named by what they are about
#: Behind these a name in quotation marks is part of the body's: "Ban Chỉ đạo phong trào “Toàn dân đoàn kết”".
_BEFORE_QUOTED = words_of("around_bodies", "before_quoted")
_LONGEST_QUOTED = 100  # in characters
_TITLE_WORDS = frozenset(words_of("around_bodies", "opens_title"))
_UNIT_WORDS = frozenset((*SHORT_KINDS, *(kind for kind in KINDS if " " not in kind)))
_OF_NAMES = _UNIT_WORDS | {"và", "thành"}  # small words that names hold
_MOST_WORDS = 14  # of a body outside the tables


def find_outside(text: str, position: int, starts: Callable[[str, int], bool]) -> Named | None:
    """The body outside the tables whose name starts at ``position``; ``starts`` tells where another one does."""
    head = _HEAD.match(text, position)
    if head is None:
        return None
    if text[position : position + len(_LEADS_BOARD)].lower() == _LEADS_BOARD:
        board = find_outside(text, head.end(), starts)
        return board and board._replace(start=position, head=f"{canonical(head[0])} {board.head}")
    named = False  # two words in capitals, which are a proper name: "Viện Sông Xanh mời dự hội nghị"
    end, count, proper, before = head.end() - 1, 1, False, ""
    while count < _MOST_WORDS:
        end = _behind_quoted(text, position, end)
        if pair := _PAIR.match(text, end):
            end = pair.end()
        token = _TOKEN.match(text, end)
        if token is None or not _goes_on(text, token, starts, proper=proper):
            break
        word = token[2]
        if named and word[0].islower() and not token[1] and _tells(text, token, before, starts):
            break
        named, before = before[:1].isupper() and word[0].isupper(), word
        proper = word not in OUTSIDE_OPENS and (proper or (word.lower() != "và" and not token[1] and word[0].isupper()))
        end, count = token.end(), count + 1
        city = word.lower() == "thành" and text.startswith(" phố", end)
        if (city or word.lower() in _UNIT_WORDS) and not text.endswith("tác", 0, token.start()):
            unit_end, kind, name = unit_tail(text, token.start())
            if city or word in KINDS or (name and find_units(f"{kind} {name}")):  # with a capital only if there is one
                return Named(position, unit_end, canonical(text[position : token.start()]), "unit", kind, name)
    if count == 1:
        numbered = _NUMBERED.match(text, position)
        return Named(position, numbered.end(), canonical(numbered[0]), "other") if numbered else None
    about = _ABOUT.match(text, end) if text.startswith(_ABOUT_WHAT, position) else None
    if parent := _PARENT.match(text, end) or about:
        end = parent.end()
    return Named(position, end, canonical(text[position:end]), "other")


def _tells(text: str, token: re.Match[str], before: str, starts: Callable[[str, int], bool]) -> bool:
    """Whether a small word behind two in capitals says what the body does, and is no part of its name.

    Another small word follows it, and neither names a unit, nor is the first known with the word before: "chiến binh".
    """
    following = _TOKEN.match(text, token.end())
    if following is None or not {token[2], following[2]}.isdisjoint(_OF_NAMES):
        return False
    last = following[2][0].islower() or starts(text, token.end() + 1)
    return last and f"{before.lower()} {token[2]}" not in _pairs()


def _is_pair(text: str, token: re.Match[str]) -> bool:
    """Whether a word and the one before it are known to follow each other in names: "Viễn Thông"."""
    before = text[text.rfind(" ", 0, token.start()) + 1 : token.start()]
    return f"{key(before)} {key(token[2])}" in _pairs()


@cache
def _pairs() -> frozenset[str]:
    """Two words that follow each other in the names of bodies and fields, in small letters: "chiến binh"."""
    names = chain(column("fields", "field"), (row["name"] for row in table("bodies")))
    return frozenset(" ".join(pair) for name in names for pair in pairwise(key(name).split()))


def _behind_quoted(text: str, start: int, end: int) -> int:
    """The end of a name in quotation marks behind ``text[start:end]``, or ``end`` where none belongs to the name."""
    if not text.startswith(" “", end) or not text.endswith(_BEFORE_QUOTED, start, end):
        return end
    return text.find("”", end, end + _LONGEST_QUOTED) + 1 or end


def _goes_on(text: str, token: re.Match[str], starts: Callable[[str, int], bool], *, proper: bool) -> bool:
    """Whether a body's name goes on with ``token``; ``proper``: it has had a capitalised word behind the first."""
    word = token[2]
    if word.lower() == "và":
        following = _TOKEN.match(text, token.end())
        return following is not None and following[2][0].isupper() and not starts(text, token.end() + 1)
    if token[1]:  # a hyphen
        return word[0].isupper()
    if word[0].isupper():
        ends = proper and key(word) in ENDS_NAME
        return key(word) not in _TITLE_WORDS and not (ends and not _is_pair(text, token))
    if word == "số" and text.endswith((" đổi", " Đổi"), 0, token.start()):
        return True  # what a board or an office is about: "Ban Chỉ đạo Chuyển đổi số"
    return _CLAUSE.match(text, token.start()) is None


def canonical(words: str) -> str:
    """Words of a name with its abbreviations in full."""
    return _SHORT.sub(lambda short: _FULL[short[0]], " ".join(words.split()))
