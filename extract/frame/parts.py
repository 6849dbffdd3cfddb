"""A body that has its name, or its unit, from the one above it: "SỞ TƯ PHÁP / TỔ CÔNG TÁC"."""

from __future__ import annotations

import re

from extract.bodies.named import DIVISION, Named
from extract.vocabulary import known_body, words_of
from extract.words import UPPER, key, lowered, occurrences, unaccented
from ontology.units import KIND, SHORT_KINDS

_FEWEST_LETTERS = 5  # of a word that is known without its accents
COUNCIL = known_body("council")
STATE = (known_body("committee"), COUNCIL)
OFFICE = known_body("office")
IN_BODIES = (known_body("inspectorate"), OFFICE)
"""What any body has, and has its name from it."""
_INNER = tuple(f"{key(words)} " for words in words_of("around_bodies", "inner"))  # whose names stand inside others
_OF_UNIT = re.compile(rf"\s(?i:{KIND})\s[{UPPER}\d]")  # behind a name that is whole
_OF_COMMITTEES = ("ban chấp hành ", "ban thường vụ ")
_KINDS = sorted(words_of("around_bodies", "outside"), key=len, reverse=True)  # as one writes them: "Chi bộ"
#: What such parts are called.
_PARTS_OF = tuple(f"{key(words)} " for words in words_of("around_bodies", "part"))
_BRANCHES = tuple(f"{key(words)} " for words in words_of("around_bodies", "branch"))  # the centre's, too
_OF_A_UNIT = tuple(f"{key(words)} " for words in words_of("around_bodies", "of_unit"))


def is_division(bodies: list[Named]) -> bool:
    """Whether the last body is a division of the one above it, which is no committee of a unit: "CÔNG AN TỈNH ..."."""
    if len(bodies) == 1 or bodies[-1].kind or not bodies[-1].head.startswith(f"{DIVISION} "):
        return False
    return bodies[-1].scope == "field" and not bodies[-2].head.endswith(STATE)


def is_branch(bodies: list[Named]) -> bool:
    """Whether the last body is a part in a unit of one that no table has: "NGÂN HÀNG ... / CHI NHÁNH TỈNH SƠN LA"."""
    if len(bodies) == 1 or bodies[-1].kind is None or bodies[-1].name is None:
        return False
    return bodies[-2].scope == "other" and f"{key(bodies[-1].head)} " in _PARTS_OF


def with_its_unit(bodies: list[Named], text: str) -> Named:
    """The last body, whose name is in no table, as the text writes it, with what it is a part of where it is named so.

    "UBND TỈNH SƠN LA / BAN QUẢN LÝ CÁC CHỢ" is "Ban Quản lý các chợ tỉnh Sơn La", if the text says so; a part without a
    name of its own is always its parent's: "SỞ TƯ PHÁP / TỔ CÔNG TÁC".
    """
    last, above = bodies[-1], bodies[-2] if len(bodies) > 1 else None
    name = _as_written(last.head, text)
    if above is None:
        return last._replace(head=name)
    if named := _ending_in_the_one_above(name, above, text):
        return last._replace(head=named)
    if is_branch(bodies):
        branch = f"{name} {last.kind} {last.name} {_as_written(above.head, text)}"
        return last._replace(head=branch, scope="other", kind=None, name=None)
    if _is_part(last, name, above):
        if above.scope == "party" or (above.head.endswith(STATE) and not above.head.startswith(IN_BODIES)):
            return above._replace(head=name, start=last.start, end=last.end)
        return above._replace(head=f"{name} {_as_written(above.head, text)}", start=last.start, end=last.end)
    whole = f"{name} {above.kind} {above.name}"  # or in short: "Công đoàn Giáo dục Thành phố"
    said = whole.lower() in lowered(text) or f"{name} {above.kind}".lower() in lowered(text)
    of_unit = said and above.scope == "unit" and above.kind and above.name
    return last._replace(head=whole if of_unit else name)


def _ending_in_the_one_above(name: str, above: Named, text: str) -> str | None:
    """The name that ends with what the one above is, or is of: "CÔNG ĐOÀN TRƯỜNG", "HỘI ĐÔNG Y TỈNH"."""
    before, _, ending = name.rpartition(" ")
    kind = SHORT_KINDS.get(key(ending), ending)
    if above.kind and above.name and unaccented(kind) == unaccented(above.kind.rpartition(" ")[2]):
        return f"{before} {above.kind} {above.name}"
    first = above.head.partition(" ")[0]
    same = len(first) >= _FEWEST_LETTERS and unaccented(ending) == unaccented(first)  # "số" is no "Sở"
    return f"{before} {_as_written(above.head, text)}" if before and same else None


def _is_part(last: Named, name: str, above: Named) -> bool:
    """Whether a body has no name of its own apart from the one above it; the centre's bodies have."""
    called = f"{key(last.head)} "
    of_unit = called.startswith(_OF_A_UNIT) and above.head.endswith(STATE)
    if not (of_unit or (called.startswith(_PARTS_OF) and not called.startswith(_OF_COMMITTEES))):
        return False
    alone = f" {key(above.head).rpartition(' ')[0]} " in called  # "VIỄN THÔNG ĐẮK LẮK / TRUNG TÂM VIỄN THÔNG KRÔNG NÔ"
    own = above.scope == "central" and not called.startswith(_BRANCHES)
    return not (last.kind or _OF_UNIT.search(name) or own or alone)


def _as_written(name: str, text: str) -> str:
    """A body's name with the capitals that the running text gives it."""
    words, small = name.lower(), lowered(text)
    for at in occurrences(words, small):
        written = text[at : at + len(words)]
        if written[:1].isupper() and 2 * sum(map(str.isupper, written)) < len(written):
            return written
    kind = next((kind for kind in _KINDS if words.startswith(f"{kind.lower()} ")), "")
    within = next((at for at in occurrences(" ", words) if words.startswith(_INNER, at + 1)), 0)
    if within and kind:  # "Đảng bộ bộ phận Trường ...": the inner name as the text writes it
        return f"{kind}{name[len(kind) : within]} {_as_written(name[within + 1 :], text)}"
    return kind + name[len(kind) :]
