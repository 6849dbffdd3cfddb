"""Units behind the names of bodies, as people spell them, in the spelling of the table: Hoà Bình, Đăk Lăk."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import takewhile

from extract.vocabulary import words_of
from extract.words import UPPER, any_of, fold, key
from ontology import table
from ontology.units import KIND, PROVINCE, PROVINCIAL, SHORT_KINDS, Unit, find_units, split_kind, units

_WORDS = re.compile(r"[^\W\d_]+(?:(?:\s?[-–]\s?|\s)[^\W\d_]+){0,4}")
_WORD = re.compile(r"[^\W\d_]+")
_PARTS = re.compile(r"[\s–-]+")
_PROPER = rf"(?!V/[vV])[{UPPER}][\w’']*"
_UNIT = re.compile(
    rf"""\s(?P<kind>(?i:{KIND}|tp\.?|tx\.?|tt\.))
    (?:\s(?P<name>\d{{1,2}}(?!\d|[/.]\d)(?:\s{_PROPER}){{0,3}}
      |(?:Nông\strường\s)?{_PROPER}(?:\s(?:-\s)?{_PROPER}){{0,5}}(?:[ ]\d{{1,2}}(?!\d|[/.]\d))?
      |{_PROPER}-\s?{_PROPER}(?:\s{_PROPER}){{0,2}}))?""",
    re.VERBOSE,
)
_BARE_NAME = re.compile(rf"\s(?P<name>{_PROPER}(?:\s(?:-\s)?{_PROPER}){{0,5}})")
ENDS_NAME = frozenset(words_of("around_bodies", "no_name"))
"""Words that begin no part of a body's name, nor of a unit's."""
_NO_UNIT = ENDS_NAME | frozenset(words_of("around_bodies", "no_unit"))
_TERMS = words_of("congresses", "numbered_term")
TERM = re.compile(
    rf"\s?,?\s?\(?{any_of((*_TERMS, *map(str.capitalize, _TERMS), *map(str.upper, _TERMS[:1])))}\s[IVXLC]{{1,5}}\)?"
)


def unit_tail(text: str, position: int, bare: bool = False) -> tuple[int, str | None, str | None]:
    """The unit words at ``position``: (end, kind word, name). The name ends where a new clause begins."""
    match = _UNIT.match(text, position)
    if match:
        kind = match["kind"].lower()
        kind = SHORT_KINDS.get(kind.removesuffix("."), kind)
        if not match["name"]:
            return match.end(), kind, None
        if province := province_at(text, match.start("name"), kind):
            return province[0], kind, province[1]
        name = _trimmed(match["name"], kind)
        on_next_line = text[match.start("name") - 1] == "\n"  # where a name is one only if it is known
        if not name or (on_next_line and not find_units(f"{kind} {name}")):
            return match.end("kind"), kind, None
        return match.start("name") + len(name), kind, proper_name(name, kind)
    if bare and (match := _BARE_NAME.match(text, position)):
        name = _trimmed(match["name"], None)
        if name:
            return match.start("name") + len(name), None, proper_name(name, None)
    return position, None, None


def with_unit(text: str, end: int, head: str, scope: str) -> tuple[int, str, str, str | None, str | None]:
    """The fields of a body that is followed by the unit it belongs to, from its end on."""
    behind, kind, name = unit_tail(text, end)
    if kind is None and (province := _bare_province(text, end)):
        return province[0], head, scope, *province[1:]
    return behind, head, scope, kind, name


def _bare_province(text: str, end: int) -> tuple[int, str, str] | None:
    """End, kind and name of a province that stands behind a body without its kind: "Sở Y tế Kiên Giang"."""
    if not text[end + 1 : end + 2].isupper() or text[end] != " ":
        return None
    for kind in PROVINCIAL:
        found = province_at(text, end + 1, kind)
        if found and all(word[0].isupper() for word in _WORD.findall(text, end, found[0])):
            return found[0], kind, found[1]
    return None


def _trimmed(name: str, kind: str | None) -> str:
    """The ``name`` of a unit as :func:`trim_name` gives it; it goes on behind a line's end only if it is known so."""
    whole = trim_name(name.replace("\n", " "), kind)
    if "\n" not in name or find_units(f"{kind} {whole}" if kind else whole):
        return whole
    return trim_name(name.split("\n", 1)[0], kind)


@lru_cache(maxsize=8192)
def trim_name(name: str, kind: str | None) -> str:
    """The ``name`` of a unit up to the longest that is known, else up to the first word that opens a clause."""
    words = name.split(" ")
    for size in range(len(words), 0, -1):
        candidate = " ".join(words[:size])
        if known_as(candidate, kind):
            return candidate
    for index, word in enumerate(words):
        if key(word) in _NO_UNIT:
            words = words[:index]
            break
    while words and words[-1] == "-":
        words.pop()
    return " ".join(words)


def province_at(text: str, position: int, kind: str) -> tuple[int, str] | None:
    """The longest name of a province of that kind at ``position``, in any spelling: (its end, its name)."""
    words = _WORDS.match(text, position) if kind in PROVINCIAL else None
    if words is None:
        return None
    ends = [word.end() for word in _WORD.finditer(text, position, words.end())]
    for end in reversed(ends):
        if name := _provinces().get(f"{kind} {_plain(text[position:end])}"):
            return end, name
    return None


def known_as(name: str, kind: str | None) -> tuple[Unit, ...]:
    """The units that a name may mean; the table writes "Tân Hà Lâm Hà" for Tân Hà - Lâm Hà."""
    whole = f"{kind} {name}" if kind else name
    return find_units(whole) or (find_units(whole.replace(" - ", " ")) if " - " in whole else ())


@lru_cache(maxsize=8192)
def proper_name(name: str, kind: str | None) -> str:
    """A unit's ``name`` with the tone marks where the table has them."""
    if name.isupper():
        return name
    found = known_as(name, kind)
    return split_kind(found[0].name)[1] if found else " ".join(map(_with_new_tones, name.split(" ")))


def _with_new_tones(word: str) -> str:
    moved = key(word)
    return word if moved == word.lower() else moved.capitalize()


@lru_cache(maxsize=8192)
def _plain(name: str) -> str:
    """A name without accents, blanks and hyphens, c and k being one: Đắc Lắc is Đắk Lắk, KonTum is Kon Tum."""
    return _PARTS.sub("", fold(name)).replace("k", "c")


@cache
def _provinces() -> dict[str, str]:
    """Kind and plain name -> the name; those that two provinces share are left out."""
    named = [split_kind(one.name) for one in takewhile(lambda one: one.level == "province", units())]
    found: dict[str, set[str]] = {}
    for kind, name in [*named, *((PROVINCE, row["name"]) for row in table("former_provinces"))]:
        found.setdefault(f"{kind} {_plain(name)}", set()).add(name)
    return {plain: names.pop() for plain, names in found.items() if len(names) == 1}
