"""Names of units as people spell them, in the spelling of the table: Hoà Bình, Đăk Lăk, Bà Rịa-Vũng Tàu, Gia lai."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import takewhile

from extract.words import fold, key
from ontology.units import Unit, find_units, split_kind, units

_FORMER = (  # provinces of before 1997, which the table does not have
    "Bắc Thái", "Bình Trị Thiên", "Cao Lạng", "Cửu Long", "Gia Lai - Kon Tum", "Hà Bắc", "Hà Nam Ninh", "Hà Sơn Bình",
    "Hà Tuyên", "Hải Hưng", "Hoàng Liên Sơn", "Minh Hải", "Nam Hà", "Nghệ Tĩnh", "Nghĩa Bình", "Phú Khánh",
    "Quảng Nam - Đà Nẵng", "Sông Bé", "Thuận Hải", "Vĩnh Phú",
)  # fmt: skip
_WORDS = re.compile(r"[^\W\d_]+(?:(?:\s?[-–]\s?|\s)[^\W\d_]+){0,4}")
_WORD = re.compile(r"[^\W\d_]+")
_PARTS = re.compile(r"[\s–-]+")
_PROVINCIAL = frozenset({"tỉnh", "thành phố"})


def province_at(text: str, position: int, kind: str) -> tuple[int, str] | None:
    """The longest name of a province of that kind at ``position``, in any spelling: (its end, its name)."""
    words = _WORDS.match(text, position) if kind in _PROVINCIAL else None
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
    for kind, name in [*named, *(("tỉnh", former) for former in _FORMER)]:
        found.setdefault(f"{kind} {_plain(name)}", set()).add(name)
    return {plain: names.pop() for plain, names in found.items() if len(names) == 1}
