"""Bodies (cơ quan) as running text names them: "UBND tỉnh", "Ban Thường vụ Huyện ủy", "Bộ trưởng Bộ Nội vụ".

Those of the table, the Party's (:mod:`extract.bodies.party`), ministries and departments
(:mod:`extract.bodies.fields`), and others by their first words (:mod:`extract.bodies.outside`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache

from extract.bodies.fields import FIELD_HEAD, FIELD_KINDS, FIELD_OPENS, INITIALS, find_field
from extract.bodies.named import COUNTRY, Named
from extract.bodies.outside import OUTSIDE_OPENS, canonical, find_outside
from extract.bodies.party import COMMITTEE, OPENINGS, find_committee
from extract.bodies.unit_names import TERM, province_at, with_unit
from extract.vocabulary import known_body, pattern_of, rows, words_of
from extract.words import UPPER, any_of, key, lowered, old_tones
from ontology import table
from ontology.units import PROVINCIAL

CENTRAL_COMMITTEE = known_body("central-committee")
_EXECUTIVE = known_body("executive-committee")


def _plenum(*roles: str) -> str:
    """A pattern for the words of ``congresses.csv`` that have one of these roles."""
    return any_of(words_of("congresses", *roles))


_CONFERENCE = re.compile(
    rf"(?i:{_plenum('conference')})\s(?:(?:{_plenum('ordinal')}\s)?[\w-]{{1,12}}(?:\s{_plenum('ends_ordinal')})?,?\s)??"
    rf"(?:của\s)?(?=Ban\s|BCH|{_plenum('centre')})"
    rf"(?:{_plenum('centre')}\s(?:{_plenum('ordinal')}\s)?(?P<n>\d{{1,2}}|[\w-]{{1,6}}))?"
)
_LED_BY_PARTY = re.compile(rf"(?P<organ>(?i:{any_of(words_of('around_bodies', 'leads'))}))\s(?=\S)")
_FIELD_KINDS = tuple(f" {kind} " for kind in FIELD_KINDS)
_COUNTRY = f" {COUNTRY}"
WITHIN = words_of("around_bodies", "within")
"""Two words of which the second opens no body's name: "cơ sở", "biên phòng"."""
_WITHIN = tuple(f" {form}" for words in WITHIN for form in (words, words.title()))
_OF_UNION = pattern_of("around_bodies", "of_country", before=r"\s", behind=rf"\s[{UPPER}]")
_SHORTENED = [
    (key(row["short"]), key(row["full"]))
    for row in rows("short_forms")
    if key(row["full"]) in words_of("around_bodies", "shortened")
]
_OF_REGION = known_body("region")
_REGIONS = tuple(f" {form} " for form in (_OF_REGION, _OF_REGION.capitalize(), _OF_REGION.title()))
_REGION = re.compile(rf"\s(?i:{_OF_REGION})\s(?P<n>\d{{1,2}}|[IVX]+)(?!\w)(?P<hyphen>\s?[-–]\s?)?")


def find_body(text: str, position: int) -> Named | None:
    """The body whose name starts at ``position`` of the repaired text, or None."""
    opening, known = text[position : position + 3].lower(), openings()
    two = opening[:2]
    if opening not in known and two not in known:
        return None
    found = _of_table(text, position)
    if opening in _OF_PARTY or two in _OF_PARTY:
        named_by = _FINDERS.get(opening)
        other = (named_by(text, position) if named_by else None) or find_committee(text, position, find_body)
        if other and (found is None or other.end > found.end):
            found = other
    if found and found.head == CENTRAL_COMMITTEE and (other := _committee_of_others(text, found)):
        return other
    if found and text.startswith(_WITHIN, found.end) and lowered(text).startswith(_longer(), position):
        found = find_outside(text, position, starts_body) or found  # "BẢO HIỂM XÃ HỘI CƠ SỞ MAI SƠN"
    if found is None or text.startswith(_FIELD_KINDS, found.end):  # "Thanh tra", and "Thanh tra Sở Nội vụ"
        found = find_field(text, position) or found
    return found or (find_outside(text, position, starts_body) if text[position : position + 1].isupper() else None)


def starts_body(text: str, position: int) -> bool:
    """Whether a body's name starts at ``position``, by its first words."""
    return bool(_fixed_match(text, position) or COMMITTEE.match(text, position) or FIELD_HEAD.match(text, position))


def _committee_of_others(text: str, found: Named) -> Named | None:
    """The central committee of a union or an association: "Ban Chấp hành Trung ương Hội Nông dân Việt Nam"."""
    written = text[found.start : found.end]
    if "Đảng" in written or not _OF_UNION.match(text, found.end):
        return None
    union = find_body(text, found.end + 1)
    if union is None:
        return None
    end = union.end + len(_COUNTRY) if text.startswith(_COUNTRY, union.end) else union.end
    of = union.head + text[union.end : end] if union.kind is None else canonical(text[found.end + 1 : end])
    return Named(found.start, end, f"{CENTRAL_COMMITTEE.removesuffix(' Đảng')} {of}", "other")


def _led_by_party(text: str, position: int) -> Named | None:
    """The Party's group that leads a body: "Ban cán sự đảng Bộ Nội vụ"."""
    led = _LED_BY_PARTY.match(text, position)
    inner = find_body(text, led.end()) if led else None
    return inner._replace(start=position, head=f"{led['organ'].capitalize()} {inner.head}") if led and inner else None


def _conference(text: str, position: int) -> Named | None:
    """A plenum: "Hội nghị lần thứ tư Ban Chấp hành Trung ương Đảng khóa XII", "Hội nghị Trung ương 4"."""
    held = _CONFERENCE.match(text, position)
    if held is None or held.end() <= position + 9:
        return None
    if held["n"]:
        term = TERM.match(text, held.end())
        return Named(position, term.end() if term else held.end(), CENTRAL_COMMITTEE, "central")
    found = find_body(text, held.end())
    if found is None or not found.head.startswith(_EXECUTIVE):
        return None
    return found._replace(start=position)


#: First three letters, in small letters -> what finds bodies so called.
_FINDERS: dict[str, Callable[[str, int], Named | None]] = {
    "hội": _conference, "ban": _led_by_party, "đản": _led_by_party,
}  # fmt: skip
_OF_PARTY = OPENINGS | frozenset(_FINDERS)


@cache
def openings() -> frozenset[str]:
    """How the names of bodies open, in small letters, three or, where a word ends, two: most words open otherwise."""
    opens = (form[:3].lower() for form in (*_fixed(), *_OF_PARTY, *FIELD_OPENS, *OUTSIDE_OPENS))
    return frozenset(three if len(three) == 3 and three.isalpha() else three[:2] for three in opens)


@cache
def _longer() -> tuple[str, ...]:
    """How bodies outside the tables open that open as one of the table does, in small letters."""
    return tuple(key(words) for words in OUTSIDE_OPENS if any(key(words).startswith(f"{form} ") for form in _fixed()))


def _of_table(text: str, position: int) -> Named | None:
    match = _fixed_match(text, position)
    if match is None:
        return None
    known, words = _fixed(), match[0]
    head, scope = known[words if words in known else " ".join(words.split())]
    end = match.end()
    if text.startswith(_REGIONS, end) and (region := _REGION.match(text, end)):
        of_region = "other" if scope == "central" else scope
        return _of_region(
            text, region, Named(position, region.end("n"), f"{head} {_OF_REGION} {region['n']}", of_region)
        )
    if scope == "central":
        term = TERM.match(text, end)
        return Named(position, term.end() if term else end, head, scope)
    if text.startswith(_COUNTRY, end) and with_unit(text, end + len(_COUNTRY), head, scope)[3]:
        end += len(_COUNTRY)  # "HỘI LIÊN HIỆP PHỤ NỮ VIỆT NAM / TỈNH SƠN LA"
    initials = INITIALS.match(text, end) if text.startswith(" (", end) else None
    if initials and (named := with_unit(text, initials.end(), head, scope))[3]:
        return Named(position, *named)  # "Ủy ban nhân dân (UBND) tỉnh ..."
    return Named(position, *with_unit(text, end, head, scope))


def _of_region(text: str, region: re.Match[str], named: Named) -> Named:
    """A body of a region of a province, with the province behind a hyphen: "Tòa án nhân dân khu vực 3 - Hưng Yên"."""
    for kind in PROVINCIAL if region["hyphen"] else ():
        if province := province_at(text, region.end(), kind):
            return named._replace(end=province[0], kind=kind, name=province[1])
    return named


def _fixed_match(text: str, position: int) -> re.Match[str] | None:
    """The longest spelling of the table at ``position``; TƯ counts in capitals only, since "tư" is a word."""
    match = _fixed_pattern().match(lowered(text), position)
    if match and "tư" in match[0] and "tư" in match[0].split() and "TƯ" not in text[slice(*match.span())]:
        return None
    return match


@cache
def _fixed() -> dict[str, tuple[str, str]]:
    """Spelling of a body of the table, in small letters -> (name, scope)."""
    return {
        form: (row["name"], "central" if row["level"] == "central" else "unit")
        for row in table("bodies")
        for spelling in filter(None, (row["name"], *row["variants"].split("|"), *row["misread"].split("|")))
        for form in _spellings(key(spelling))
    }


def _spellings(words: str) -> Iterator[str]:
    """``words`` with either tone placement, what is often said in short also so: "trung ương", "mặt trận tổ quốc"."""
    forms = dict.fromkeys((words, old_tones(words)))
    for short, full in _SHORTENED:
        forms |= dict.fromkeys([form.replace(full, short) for form in forms])
    return iter(forms)


@cache
def _fixed_pattern() -> re.Pattern[str]:
    return re.compile(rf"{any_of(_fixed())}(?!\w|(?<=đảng)\s(?:ủy|uỷ|bộ|đoàn)(?!\w))")
