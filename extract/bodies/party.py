"""Committees of the Party and its Youth Union, and their organs: "Ban Thường vụ Huyện ủy Văn Lãng", "Tỉnh đoàn"."""

from __future__ import annotations

import re
from collections.abc import Callable

from extract.bodies.canonical import CALLED_SHORTLY
from extract.bodies.canonical import COMMITTEES as OF_UNITS
from extract.bodies.named import Named
from extract.bodies.unit_names import TERM, unit_tail
from extract.vocabulary import known_body, rows, words_of
from extract.words import any_of, key, old_tones
from ontology.symbols import issuer_of

_ORGANS = words_of("around_bodies", "organ")
_SHORT_ORGANS = {row["short"]: row["full"] for row in rows("short_forms") if row["full"] in _ORGANS}
_ORGAN = {key(name): name for name in _ORGANS} | {key(short): name for short, name in _SHORT_ORGANS.items()}
_FORMS = tuple(form for name in _ORGAN for form in (name, old_tones(name)))
_SHORT_HEADS = ("TU", "HU", "ĐU")
#: What the Party's committees are called.
COMMITTEE_ALONE, MEMBERS = known_body("party-committee"), known_body("party-members")
COMMITTEES = (*OF_UNITS, COMMITTEE_ALONE, MEMBERS)
_OF_YOUTH = "|".join(f"{name[0]}(?i:{any_of([name[1:]])})" for name in CALLED_SHORTLY if name not in COMMITTEES)
COMMITTEE = re.compile(
    rf"""(?P<prefix>(?i:{any_of(_FORMS)}\s)?)
    (?P<head>(?i:{any_of(form for name in COMMITTEES for form in (key(name), old_tones(key(name))))})
      |{_OF_YOUTH}|{"|".join(_SHORT_HEADS)})(?!\w)""",
    re.VERBOSE,
)
_OF_PARTY = (COMMITTEE_ALONE, MEMBERS)
#: The first three letters of a committee or an organ, in small letters, or, of those cut short, the first two.
OPENINGS = frozenset(form[:3].lower() for form in (*_FORMS, *COMMITTEES)) | {head.lower() for head in _SHORT_HEADS}
#: The offices or firms of a unit, whose Party members have one committee.
BLOCKS = words_of("around_bodies", "block")
_BLOCKS = {key(words): words for words in BLOCKS}
_BLOCK = re.compile(rf"\s(?i:{any_of(_BLOCKS)})(?!\w)")


def find_committee(text: str, position: int, find: Callable[[str, int], Named | None]) -> Named | None:
    """A committee or an organ of one at ``position``; ``find`` finds the body that a committee leads."""
    match = COMMITTEE.match(text, position)
    if match is None:
        return None
    prefix, written = match["prefix"].strip(), match["head"]
    if written == MEMBERS.lower() and not prefix:
        return None
    organ = _ORGAN.get(key(prefix), prefix)
    short = issuer_of(written) if written in _SHORT_HEADS else None
    head = short.body if short else key(written).capitalize()
    full = f"{organ} {head}" if organ else head
    block = _BLOCK.match(text, match.end()) if head.startswith(_OF_PARTY) else None
    if block:
        full = f"{full} {_BLOCKS[key(' '.join(block[0].split()))]}"
    end, kind, name = unit_tail(text, (block or match).end(), bare=head != MEMBERS and block is None)
    if term := TERM.match(text, end):
        end = term.end()
    if kind is None and head.startswith(_OF_PARTY) and (body := _led(text, match.end(), find)):
        return Named(position, body.end, f"{full} {body.head}", body.scope, body.kind, body.name)
    return Named(position, end, full, "party", kind, name)


def _led(text: str, position: int, find: Callable[[str, int], Named | None]) -> Named | None:
    """The body whose Party committee is named: "Đảng ủy UBND tỉnh", "Đảng ủy Sở Nội vụ"."""
    body = find(text, position + 1) if text.startswith(" ", position) else None
    return body if body and body.scope in {"unit", "field"} else None


def organ_of_party(words: str) -> str | None:
    """The organ of a Party committee that is called so: "Ban Dân vận", "Văn phòng"."""
    return _ORGAN.get(key(words))
