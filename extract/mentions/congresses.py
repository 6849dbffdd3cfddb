"""Resolutions cited by the congress, plenum or session that passed them, instead of a number."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.bodies.canonical import Standpoint, central_body, level_of, own_unit, resolve
from extract.bodies.mentioned import CENTRAL_COMMITTEE, find_body
from extract.bodies.outside import canonical
from extract.mentions.named import NamedDocument
from extract.records import Body
from extract.vocabulary import words_of
from extract.words import UPPER, any_of, key, lowered, occurrences, slug
from ontology.units import KIND


def _words(role: str) -> str:
    """A pattern for the words of ``congresses.csv`` that have a role, in any case."""
    return rf"(?i:{any_of(words_of('congresses', role))})(?!\w)"


_KIND = f"(?i:{KIND})"
_WORD = rf"[{UPPER}][\w’']*"
_TERM = rf"{_words('numbered_term')}\s[IVXLC]{{1,6}}"
_YEARS = rf",?\s\(?{_words('term')}\s(?P<from>\d{{4}})\s?[-–—]\s?(?P<to>\d{{4}})\)?"
_NAMES = rf"(?:\s(?!(?:{_words('ordinal')}|{_words('term')}|{KIND}|về|và)\s)\w+)"
_UNIT = rf"\s(?P<kind>{_KIND})(?:[ ](?P<name>{_WORD}(?:[ ](?:-[ ])?{_WORD}){{0,3}}))?"
_WHO = rf"(?P<org>{_words('assembles')}|{_words('assembles_named')}{_NAMES}{{0,7}})"
_CONGRESS = re.compile(
    rf"""(?i:nghị\squyết)\s(?:của\s)?(?P<congress>{_words("congress")}(?!\s(?i:bộ))
      (?:\s{_WHO}(?P<unit>{_UNIT})?)?
      (?P<all>\s{_words("all")})?
      (?:\s{_words("ordinal")}\s(?P<ordinal>[IVXLC]{{1,6}}|\d{{1,2}}|nhất)|\s(?P<bare>[IVXLC]{{1,6}})(?=\s|[,.;)]|$))?
      (?P<party>\s{_words("party")}(?!\s(?i:bộ)))?
      (?P<unit2>\s(?i:Đảng\sbộ)\s(?P<kind2>{_KIND})(?:\s(?P<name2>{_WORD}(?:\s{_WORD}){{0,3}}))?)?
      (?:{_YEARS})?)""",
    re.VERBOSE,
)
#: Whose congress it was, said behind its ordinal or term: "lần thứ I, nhiệm kỳ 2025-2030 của Đảng bộ tỉnh".
_WHOSE = re.compile(rf"\scủa\s{_WHO}(?:{_UNIT})?(?:{_YEARS})?")
_SAYS_WHICH = ("ordinal", "bare", "from", "unit", "unit2", "all")
_PLENUM = re.compile(
    rf"""(?i:nghị\squyết)\s(?:
      (?:{_words("plenum_before")}\s)?{_words("plenum")}\s(?:\d{{1,2}}|[\w-]{{1,6}}(?:\smột|\shai)?)(?:\s\(lần\s\d\))?
      |{_words("plenum_before")}\s\w+(?:\s\w+)?,?\s(?:của\s)?{_words("plenum_of")})
    ,?\s\(?{_TERM}\)?""",
    re.VERBOSE,
)
_SESSION = re.compile(
    rf"(?i:nghị\squyết)\s{_words('sitting')}\s\w+(?:\s\w+)?,?\s(?P<body>{_words('sits')}[^,;.]{{0,40}}?),?\s{_TERM}"
)
_CONGRESS_OF_PARTY = "Đại hội đại biểu toàn quốc"
_NATIONAL = "toàn quốc"
_RESOLUTION = "ghị quyết "
_OPENS_NAME = frozenset("cđhtlk")  # first letters of what may stand behind it: "của Đại hội", "Trung ương", "kỳ họp"
_NATIONAL_CONGRESS = slug(_CONGRESS_OF_PARTY)


def find_congresses(text: str, standpoint: Standpoint) -> Iterator[NamedDocument]:
    """All resolutions cited without number. Linear in the length of the text."""
    small = lowered(text)
    for at in occurrences(_RESOLUTION, small):
        behind = small[at + len(_RESOLUTION) : at + len(_RESOLUTION) + 1]
        if at and behind in _OPENS_NAME and (found := _resolution(text, at - 1, standpoint)):  # most have a number
            yield found


def _resolution(text: str, start: int, standpoint: Standpoint) -> NamedDocument | None:
    if congress := _CONGRESS.match(text, start):
        return _of_congress(congress, standpoint) if any(map(congress.group, _SAYS_WHICH)) else None
    if plenum := _PLENUM.match(text, start):
        return _named(plenum, " ".join(plenum[0].split()), central_body(CENTRAL_COMMITTEE), titled=True)
    if session := _SESSION.match(text, start):
        body = find_body(session["body"], 0)
        return _named(session, " ".join(session[0].split()), resolve(body, standpoint) if body else None)
    return None


def _named(
    match: re.Match[str], name: str, issuer: Body | None, term: tuple[str, str] | None = None, titled: bool = False
) -> NamedDocument:
    return NamedDocument(*match.span(), "NQ", "Nghị quyết", name, None, issuer, term, titled=titled)


def _of_congress(match: re.Match[str], standpoint: Standpoint) -> NamedDocument:
    """The resolution of a congress; that of "đại hội đảng bộ các cấp" has no single issuer."""
    term = (match["from"], match["to"]) if match["from"] else None
    if match["all"]:
        return _named(match, f"Nghị quyết {' '.join(match['congress'].split())}", None, term)
    told = any(map(match.group, ("org", "party", "unit2")))
    whose = None if told else _WHOSE.match(match.string, match.end())
    if whose and whose["from"]:
        term = (whose["from"], whose["to"])
    issuer = _congress(match, whose, standpoint)
    named = _named(match, f"Nghị quyết {issuer.name}", issuer, term)
    return named._replace(end=whose.end()) if whose else named


def _congress(match: re.Match[str], whose: re.Match[str] | None, standpoint: Standpoint) -> Body:
    organ = " ".join((match["org"] or "").removesuffix(match["unit"] or "").split())
    kind = match["kind"] or match["kind2"]
    name = match["name"] or match["name2"]
    if whose:
        organ, kind, name = " ".join(whose["org"].split()), whose["kind"], whose["name"]
    ordinal = match["ordinal"] or match["bare"]
    tail = f" lần thứ {ordinal}" if ordinal else ""
    if kind is None and not organ:
        return Body(f"{_CONGRESS_OF_PARTY}{tail} của Đảng", _NATIONAL_CONGRESS, "central")
    kind = kind.lower() if kind else None
    level = level_of(kind, name, standpoint) if kind else standpoint.level
    unit = f"{kind} {name}" if kind and name else own_unit(level, kind, standpoint)
    if organ and key(organ) != "đảng bộ":
        organ, national = canonical(organ), kind is None and _NATIONAL in key(match["congress"])
        if national:
            congress = f"Đại hội đại biểu {_NATIONAL} {organ.replace(f' {_NATIONAL}', '')}"
            return Body(f"{congress}{tail}", slug(f"Đại hội {organ}"), "other")
        of_unit = f" {unit or kind}" if kind else ""
        level = level if kind else "other"
        return Body(f"Đại hội {organ}{of_unit}{tail}", slug(f"Đại hội {organ}"), level, unit if kind else None)
    full = f"Đại hội Đảng bộ {unit or kind or ''}".rstrip() + tail
    return Body(full, "dai-hoi-dang-bo", level, unit, standpoint.province)
