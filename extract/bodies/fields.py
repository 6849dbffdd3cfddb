"""Ministries, departments and divisions, and who heads them: "Bộ trưởng Bộ Nội vụ", "Phòng Tài chính huyện"."""

from __future__ import annotations

import re
from functools import cache

from extract.bodies.named import DEPARTMENT, DIVISION, MINISTRY, Named
from extract.bodies.outside import canonical
from extract.bodies.unit_names import with_unit
from extract.vocabulary import column, rows, words_of
from extract.words import UPPER, key, old_tones, tolerant

_CHIEF = {key(name): name for name in words_of("around_bodies", "chief")}
FIELD_KINDS = (MINISTRY, DEPARTMENT, DIVISION)
_KINDS = (*FIELD_KINDS, "Ban")
_SMALL = DEPARTMENT.lower()
FIELD_HEAD = re.compile(
    rf"(?:(?P<chief>(?i:{'|'.join(map(tolerant, _CHIEF.values()))}))\s)?"
    rf"(?P<kind>{'|'.join((*_KINDS, *map(str.upper, FIELD_KINDS)))}|{_SMALL}(?=\s[{UPPER}]))\s"
)
#: How such bodies open, in small letters.
FIELD_OPENS = (*_CHIEF, *map(old_tones, _CHIEF), *map(str.lower, _KINDS))
_BETWEEN_FIELDS = str.maketrans("-–—,", "    ")
_FIELD_GAP = re.compile(r"(?:\\s)?(?:\\-|,)(?:\\s)?")  # in a pattern
INITIALS = re.compile(rf"\s\([{UPPER}&-]{{2,10}}\)")  # "Bộ Giáo dục và Đào tạo (GDĐT)"


def find_field(text: str, position: int) -> Named | None:
    """A ministry, department or division, or the one who heads it: "Bộ trưởng Bộ Nội vụ", "Phòng Tài chính huyện"."""
    match = FIELD_HEAD.match(text, position)
    field = _field_pattern().match(text, match.end()) if match else None
    if match and field is None and match["kind"] != "Ban":
        field = _short_field_pattern().match(text, match.end())
    if match is None or field is None or (match["kind"] == "Ban" and not match["chief"]):
        return None
    called = _short_fields().get(field[0]) or _fields().get(_plain_field(field[0]), field[0])
    head = f"{match['kind'].capitalize()} {called}"
    head = canonical(head) if "PTNT" in head else head
    if chief := match["chief"]:
        head = f"{_CHIEF.get(key(chief), chief)} {head}"
    initials = INITIALS.match(text, field.end())
    return Named(position, *with_unit(text, initials.end() if initials else field.end(), head, "field"))


def find_next_field(text: str, position: int, first: Named) -> Named | None:
    """The body of the same kind as ``first`` whose field alone stands at ``position``: "liên Bộ Tài chính - Nội vụ"."""
    kind = first.head.split(" ", 1)[0]
    field = _field_pattern().match(text, position) if first.scope == "field" else None
    if field is None:
        return None
    called = _fields().get(_plain_field(field[0]), field[0])
    return Named(position, *with_unit(text, field.end(), f"{kind} {called}", "field"))


@cache
def _fields() -> dict[str, str]:
    """Field of a ministry or department, as compared -> as it is written."""
    plain = {_plain_field(field): field for field in reversed(column("fields", "field"))}
    return {short.replace(" và ", " "): field for short, field in plain.items()} | plain  # "Tài nguyên Môi trường"


def _plain_field(field: str) -> str:
    """A field for comparing: "Lao động, Thương binh & Xã hội" is "Lao động - Thương binh và Xã hội"."""
    return " ".join(key(field.translate(_BETWEEN_FIELDS).replace("&", " và ")).split())


@cache
def _field_pattern() -> re.Pattern[str]:
    words = sorted(column("fields", "field"), key=len, reverse=True)
    forms = (
        _FIELD_GAP.sub(r"(?:\\s?[-–—,]\\s?|\\s)", tolerant(word)).replace(r"\svà\s", r"(?:\s?(?:và|&)\s?|\s)")
        for word in words
    )
    return re.compile(rf"(?i:{'|'.join(forms)})(?!\w)")


@cache
def _short_fields() -> dict[str, str]:
    """Initials of a field -> the field: "GDĐT", "KH&CN"."""
    return {short: row["field"] for row in rows("fields") for short in filter(None, row["short"].split("|"))}


@cache
def _short_field_pattern() -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(map(re.escape, sorted(_short_fields(), key=len, reverse=True)))})(?!\w)")
