"""Bodies whose accents recognition misread: "Bộ Kê hoạch và Đâu tư", "Hội đông nhân dân tinh Lạng Sơn".

Only names of the tables are put right, letter for letter, so that every position stays what it is.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import pairwise

from extract.bodies.canonical import CALLED_SHORTLY
from extract.bodies.fields import FIELD_KINDS
from extract.bodies.mentioned import find_body, openings
from extract.bodies.named import Named
from extract.bodies.party import COMMITTEES
from extract.bodies.unit_names import known_as
from extract.reading.syllables import is_syllable
from extract.vocabulary import column, known_body, words_of
from extract.words import UPPER, any_of, unaccented
from ontology import table
from ontology.units import KINDS, split_kind, units

_REACH = 160  # of a body's name with its unit, in characters
_FEWEST_LETTERS = 6  # of a name that is known without its accents
_UNIT = re.compile(  # "quân" and "phương" are other words
    rf"(?<!\S)(?:(?P<t>[Tt])[iìíĩỉị]nh|(?P<h>[Hh])uy[eêẹệếề]n|(?P<p>[Tt]hành ph)[oóòôồộ]"
    rf"|(?P<T>T)[IÌÍĨỈỊ]NH|(?P<H>H)UY[EÊẸỆẾỀ]N|(?P<P>THÀNH PH)[OÓÒÔỒỘ]|(?P<X>X)[AÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬ])(?=\s[{UPPER}])"
)
_UNITS = {"t": "ỉnh", "h": "uyện", "p": "ố", "T": "ỈNH", "H": "UYỆN", "P": "Ố", "X": "Ã"}  # what follows
_LONGEST_WORD = 7  # letters
_FEWEST_GLUED = 5  # letters of two words that lost the blank between them
_STANDING = known_body("standing-board")  # of the Front
_NEXT_WORD = re.compile(r" (?:[-–—] )?([^\W_]+)")
_UNIT_OPENS = frozenset({"tinh", "huyen", "thanh", "xa"})  # such words without accents
_GOES_ON = re.compile(rf"\s(?:và\s)?[{UPPER}]")


def find_body_misread(text: str, position: int, found: Named | None) -> Named | None:
    """The body at ``position``, its accents misread or not; ``found`` is what stands there as it is written."""
    if found is not None and found.scope != "other" and _is_spelled(found.head):
        alone = _UNIT_OPENS if found.scope == "unit" and found.kind is None else ()
        behind = _begun().get(found.head, alone)
        word = _NEXT_WORD.match(text, found.end) if behind else None
        if not (_GOES_ON.match(text, found.end) or (word and unaccented(word[1]) in behind)):
            return found
    opens = unaccented(text[position : position + 3]) if found is None else ""
    if found is None and opens not in _openings() and opens[:2] not in _openings():
        return None  # no body, however misread
    window = text[position : position + _REACH]
    right = respelled(window)
    body = find_body(right, 0) if right != window else None
    if body is None or (found is not None and position + body.end < found.end and found.scope != "other"):
        return found
    return body._replace(start=position, end=position + body.end)


@cache
def _openings() -> frozenset[str]:
    """How the names of bodies open, without accents: with three letters or two."""
    return frozenset(map(unaccented, openings()))


@lru_cache(maxsize=1024)  # the same few issue most of what is cited
def _is_spelled(name: str) -> bool:
    """Whether a name is none of the tables with other accents."""
    return _names().get(unaccented(name), name) == name


def respelled(words: str) -> str:
    """``words`` with the names of bodies in them as the tables spell them, small letters and capitals as they are."""
    pieces, end = [], 0
    for match in _pattern().finditer(unaccented(words)):
        name = _names()[" ".join(match[0].split())]
        written = words[match.start() : match.end()]
        cased = (one.upper() if was.isupper() else one.lower() for one, was in zip(name, written, strict=True))
        pieces += [words[end : match.start()], *cased]
        end = match.end()
    said = "".join((*pieces, words[end:]))
    return _UNIT.sub(lambda unit: unit[unit.lastgroup or 0] + _UNITS[unit.lastgroup or "t"], said)


def unglued(line: str) -> str:
    """A line in capitals with the blanks that recognition lost between words of bodies: "ỦYBAN NHÂNDÂN"."""
    return " ".join(_parted(word) for word in line.split(" "))


def _parted(word: str) -> str:
    """A word that is no syllable, in those of the names of bodies that make it; else as it is."""
    plain = unaccented(word)
    if len(plain) < _FEWEST_GLUED or not plain.isalpha() or is_syllable(plain):
        return word
    reached: dict[int, tuple[int, ...]] = {0: ()}  # where words end, by where each may end
    for end in range(2, len(plain) + 1):
        starts = range(max(0, end - _LONGEST_WORD), end - 1)
        best = min((reached[at] for at in starts if at in reached and plain[at:end] in _words()), key=len, default=None)
        if best is not None:
            reached[end] = (*best, end)
    ends = reached.get(len(plain), ())
    return " ".join(word[at:end] for at, end in pairwise((0, *ends))) if ends else word


def opening_mended(line: str) -> str:
    """A line in capitals whose first words open the names of bodies, or tell a unit, with the accents of these."""
    words = line.split(" ")
    pair = _spelled_openings().get(unaccented(" ".join(words[:2])), "")
    changed = [was for was, word in zip(words, pair.split(), strict=False) if was != word]
    if changed and len(words) > 2 and _of_units().isdisjoint(changed):  # "HỘI ĐÔNG Y" is no "HỘI ĐỒNG"
        return " ".join((pair, *words[2:]))
    first = words[0]
    if len(words) == 1 or len(first) < _FEWEST_GLUED or first in _spelled():
        return line
    return " ".join((_spelled_openings().get(unaccented(first), first), *words[1:]))


@cache
def _spelled() -> frozenset[str]:
    """The words in names of bodies, in capitals."""
    said = (*_names().values(), *words_of("around_bodies", "outside"), *KINDS)
    return frozenset(word.upper() for name in said for word in name.split())


@cache
def _words() -> frozenset[str]:
    """The words in names of bodies, without accents."""
    said = (*_names(), *map(unaccented, words_of("around_bodies", "outside")), *map(unaccented, KINDS))
    return frozenset(word for name in said for word in name.split())


@cache
def _of_units() -> frozenset[str]:
    """The words in names of units, in capitals."""
    return frozenset(word.upper() for unit in units() for word in unit.name.split())


@cache
def _spelled_openings() -> dict[str, str]:
    """The first word, and the first two, of bodies and units' kinds, without accents -> in capitals; the first so
    spelled."""
    named = (*words_of("around_bodies", "outside"), *_names().values(), *KINDS)
    split = [name.upper().split() for name in reversed(named)]
    return {unaccented(words): words for name in split for words in (name[0], " ".join(name[:2]))}


@cache
def _names() -> dict[str, str]:
    """Names of two words and more, without accents -> as they are spelled."""
    variants = (spelling for row in table("bodies") for spelling in row["variants"].split("|"))
    bodies = (row["name"] for row in table("bodies"))
    fields = (f"{kind} {field}" for kind in FIELD_KINDS for field in column("fields", "field"))
    organs = words_of("around_bodies", "organ")
    return {
        unaccented(name): name
        for name in (
            *COMMITTEES,
            *CALLED_SHORTLY,
            _STANDING,
            *words_of("around_bodies", "beside"),
            *variants,
            *fields,
            *organs,
            *bodies,
        )
        if " " in name and len(name) >= _FEWEST_LETTERS
    }


@cache
def _begun() -> dict[str, set[str]]:
    """The names with which longer ones begin, "Sở Giao thông", and the words that may follow, without accents."""
    names = frozenset(_names().values())
    found: dict[str, set[str]] = {}
    for name in names:
        for at, one in enumerate(name):
            if one == " " and (part := name[:at]) in names:
                found.setdefault(part, {*_UNIT_OPENS}).update(map(unaccented, _NEXT_WORD.findall(name, at)[:1]))
    return found


@cache
def _pattern() -> re.Pattern[str]:
    """The names without accents; each branch opens with its letter, so that the scan skips all others."""
    by_letter: dict[str, list[str]] = {}
    for name in _names():
        by_letter.setdefault(name[0], []).append(name[1:])
    branches = "|".join(rf"{letter}(?<!\w.){any_of(rest)}" for letter, rest in by_letter.items())
    return re.compile(rf"(?:{branches})(?!\w)")


def of_its_unit(body: Named) -> Named:
    """A body whose unit is in no table, with the one unit that differs by accents alone: "quận Ba Đỉnh"."""
    if not body.kind or not body.name or known_as(body.name, body.kind):
        return body
    names = _unit_names().get(unaccented(f"{body.kind} {body.name}".lower()), frozenset())
    return body._replace(name=min(names)) if len(names) == 1 else body


@cache
def _unit_names() -> dict[str, frozenset[str]]:
    """Kind and name of units without accents, in small letters -> the names so written."""
    found: dict[str, set[str]] = {}
    for unit in units():
        found.setdefault(unaccented(unit.name.lower()), set()).add(split_kind(unit.name)[1])
    return {plain: frozenset(names) for plain, names in found.items()}
