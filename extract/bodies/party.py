"""Party committees and their organs: "Ban Thường vụ Huyện ủy Văn Lãng", "Đảng ủy Sở Nội vụ"."""

from __future__ import annotations

import re
from collections.abc import Callable

from extract.bodies.named import Named
from extract.bodies.unit_names import TERM, unit_tail
from extract.vocabulary import rows, words_of
from extract.words import key, tolerant
from ontology.symbols import issuer_of

_ORGANS = words_of("around_bodies", "organ")
_SHORT_ORGANS = {row["short"]: row["full"] for row in rows("short_forms") if row["full"] in _ORGANS}
_ORGAN = {key(name): name for name in _ORGANS} | {key(short): name for short, name in _SHORT_ORGANS.items()}
_SHORT_HEADS = ("TU", "HU", "ĐU")
COMMITTEE = re.compile(
    rf"""(?P<prefix>(?i:(?:{"|".join(map(tolerant, (*_ORGANS, *_SHORT_ORGANS)))})\s)?)
    (?P<head>(?i:Tỉnh|Thành|Huyện|Thị|Quận|Đảng)\s(?i:ủy|uỷ)|(?i:Đảng\sbộ)|{"|".join(_SHORT_HEADS)})(?!\w)""",
    re.VERBOSE,
)
_LED = re.compile(r" (?:UBND|Ủy ban|HĐND|Sở|Bộ|Công an|Quân sự|các)")


def find_committee(text: str, position: int, find: Callable[[str, int], Named | None]) -> Named | None:
    """A Party committee or an organ of one at ``position``; ``find`` finds the body that a committee leads."""
    match = COMMITTEE.match(text, position)
    if match is None:
        return None
    prefix, written = match["prefix"].strip(), match["head"]
    if written == "đảng bộ" and not prefix:
        return None
    organ = _ORGAN.get(key(prefix), prefix)
    short = issuer_of(written) if written in _SHORT_HEADS else None
    head = short.body if short else key(written).capitalize()
    full = f"{organ} {head}" if organ else head
    end, kind, name = unit_tail(text, match.end(), bare=head != "Đảng bộ")
    if term := TERM.match(text, end):
        end = term.end()
    if kind is None and head.startswith("Đảng") and (body := _led(text, match.end(), find)):
        return Named(position, body.end, f"{full} {body.head}", "unit", body.kind, body.name)
    return Named(position, end, full, "party", kind, name)


def _led(text: str, position: int, find: Callable[[str, int], Named | None]) -> Named | None:
    """The body whose Party committee is named: "Đảng ủy UBND tỉnh", "Đảng ủy Sở Nội vụ"."""
    body = find(text, position + 1) if _LED.match(text, position) else None
    return body if body and body.scope in {"unit", "field"} else None


def organ_of_party(words: str) -> str | None:
    """The organ of a Party committee that is called so: "Ban Dân vận", "Văn phòng"."""
    return _ORGAN.get(key(words))
