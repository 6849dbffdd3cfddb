"""Resolutions and charters cited by the congress, plenum or session that passed them, instead of a number."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from extract.bodies.canonical import Standpoint, central_body, level_of, own_unit, resolve
from extract.bodies.mentioned import CENTRAL_COMMITTEE, find_body
from extract.bodies.outside import canonical
from extract.mentions.named import NamedDocument
from extract.mentions.type_words import label_of
from extract.records import Body
from extract.vocabulary import rows, words_of
from extract.words import UPPER, any_of, key, occurrences, slug
from ontology.units import KIND

_KIND = f"(?i:{KIND})"
_WORD = rf"[{UPPER}][\w’']*"
_TERM = r"(?:[Kk]hóa|[Kk]hoá)\s[IVXLC]{1,6}"
_YEARS = r",?\s\(?(?i:nhiệm\skỳ|nhiệm\skì)\s(?P<from>\d{4})\s?[-–—]\s?(?P<to>\d{4})\)?"
_NAMES = rf"(?:\s(?!(?:lần|nhiệm|{KIND})\s)\w+)"
_CONGRESS = re.compile(
    rf"""[Nn]ghị\s[Qq]uyết\s(?:của\s)?(?P<congress>(?i:Đại\shội)(?:\s(?i:đại\sbiểu))?
      (?:\s(?i:Đảng)(?=\s(?i:toàn\squốc|các\scấp|lần)))?(?:\s(?i:toàn\squốc))?
      (?P<org>\s(?i:Đảng\sbộ|(?:Mặt\strận\sTổ\squốc|MTTQ)\sViệt\sNam|Hội{_NAMES}{{1,4}}|Đoàn{_NAMES}{{1,7}}
          |Phụ\snữ{_NAMES}{{1,4}}|Công\sđoàn{_NAMES}{{0,3}})
        (?P<unit>\s(?P<kind>{_KIND})(?:\s(?P<name>{_WORD}(?:\s(?:-\s)?{_WORD}){{0,3}}))?)?)?
      (?P<all>\s(?i:đảng\sbộ\s)?(?i:các\scấp))?
      (?:\s(?i:lần\sthứ)\s(?P<ordinal>[IVXLC]{{1,6}}|\d{{1,2}}|nhất)|\s(?P<bare>[IVXLC]{{1,6}})(?=\s|[,.;)]|$))?
      (?P<party>\s(?:của\s)?Đảng(?:\sCộng\ssản\sViệt\sNam)?(?!\sbộ))?
      (?P<unit2>\s(?i:Đảng\sbộ)\s(?P<kind2>{_KIND})(?:\s(?P<name2>{_WORD}(?:\s{_WORD}){{0,3}}))?)?
      (?:{_YEARS})?)""",
    re.VERBOSE,
)
_MORE = rf"\s(?!(?:{_KIND}|về|và)\s)\w+"
_WHOSE = re.compile(
    rf"""\scủa\s(?P<org>(?i:Đảng\sbộ)|Mặt\strận\sTổ\squốc\sViệt\sNam|Công\sđoàn|Hội(?:{_MORE}){{1,5}}|Đoàn(?:{_MORE}){{1,6}})
      (?:\s(?P<kind>{_KIND})(?:\s(?P<name>{_WORD}(?:\s(?:-\s)?{_WORD}){{0,3}}))?)?(?:{_YEARS})?""",
    re.VERBOSE,
)
"""Whose congress it was, said behind its ordinal or term: "lần thứ I, nhiệm kỳ 2025-2030 của Đảng bộ tỉnh"."""
_SAYS_WHICH = ("ordinal", "bare", "from", "unit", "unit2", "party", "all")
_PLENUM = re.compile(
    rf"""[Nn]ghị\s[Qq]uyết\s
    (?:(?:Hội\snghị\s)?(?:Trung\sương|TW|T\.Ư)\s(?:lần\sthứ\s)?(?:\d{{1,2}}|[\w-]{{1,6}}(?:\smột|\shai)?)(?:\s\(lần\s\d\))?
      |(?:Hội\snghị\s)?lần\sthứ\s\w+(?:\s\w+)?,?\s(?:của\s)?
       (?:Ban\s[Cc]hấp\shành\sTrung\sương(?:\sĐảng)?|BCH\s?TW(?:\sĐảng)?))
    (?:,?\s\(?{_TERM}\)?)""",
    re.VERBOSE,
)
_SESSION = re.compile(
    rf"""[Nn]ghị\s[Qq]uyết\s(?:[Kk]ỳ\shọp\sthứ\s\w+(?:\s\w+)?,?\s)
    (?P<body>Quốc\shội|HĐND[^,;.]{{0,40}}?|Hội\sđồng\snhân\sdân[^,;.]{{0,40}}?),?\s{_TERM}""",
    re.VERBOSE,
)
_CONGRESS_OF_PARTY = "Đại hội đại biểu toàn quốc"
_NATIONAL = "toàn quốc"
_RESOLUTION = "ghị quyết "
_OPENS_NAME = frozenset(
    "cđĐhHtTlkK"
)  # first letters of what may stand behind it: "của Đại hội", "Trung ương", "kỳ họp"
_NATIONAL_CONGRESS = slug(_CONGRESS_OF_PARTY)
_PLATFORM = "CL"  # the type of which the Party's congresses make all


def find_congresses(text: str, standpoint: Standpoint) -> Iterator[NamedDocument]:
    """All resolutions, charters and platforms cited without number, kind by kind. Linear in the length of the text."""
    for at in occurrences(_RESOLUTION, text):
        behind = text[at + len(_RESOLUTION) : at + len(_RESOLUTION) + 1]
        if at and behind in _OPENS_NAME and (found := _resolution(text, at - 1, standpoint)):  # most have a number
            yield found
    for code, pattern in _by_name():
        label = label_of(code)
        issuer = Body(f"{_CONGRESS_OF_PARTY} của Đảng", _NATIONAL_CONGRESS, "central") if code == _PLATFORM else None
        for named in pattern.finditer(text):
            yield NamedDocument(*named.span(), code, label, named[0], None, issuer)


@cache
def _by_name() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Types whose documents are known by name, and patterns for these names: "Điều lệ Công đoàn Việt Nam".

    Each opens with one letter, which is much faster to find than one of two.
    """
    named: dict[tuple[str, str], list[str]] = {}
    for code in dict.fromkeys(row["role"] for row in rows("by_name")):
        for name in words_of("by_name", code):
            named.setdefault((code, name[0]), []).append(name)
    return tuple(
        (code, re.compile(rf"{any_of(names)}(?!\w)(?:\skhóa\s[IVXLC]+)?")) for (code, _), names in named.items()
    )


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
