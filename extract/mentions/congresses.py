"""Resolutions and conclusions cited by the congress, plenum or session that passed them, instead of a number."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.bodies.canonical import Standpoint, central_body, level_of, own_unit, resolve
from extract.bodies.mentioned import CENTRAL_COMMITTEE, find_body
from extract.bodies.outside import canonical
from extract.mentions.named import NamedDocument
from extract.records import Body
from extract.vocabulary import words_of
from extract.words import UPPER, any_of, key, lowered, occurrences, slug, unaccented
from ontology import table
from ontology.units import KIND


def _words(role: str) -> str:
    """A pattern for the words of ``congresses.csv`` that have a role, in any case."""
    return rf"(?i:{any_of(words_of('congresses', role))})(?!\w)"


_KIND = f"(?i:{KIND})"
_WORD = rf"[{UPPER}][\w’']*"
_ROMAN = "[IVXLCÌÍỈĨỊ]{1,6}H?"  # its letters may be misread: "XIỊI", "XIH"
_TERM = rf"{_words('numbered_term')}\s{_ROMAN}"
_YEARS = rf",?\s\(?{_words('term')}\s(?P<from>\d{{4}})\s?[-–—]\s?(?P<to>\d{{4}})\)?"
_NAMES = rf"(?:\s(?!(?:{_words('ordinal')}|{_words('term')}|{KIND}|về|và)\s)\w+(?:\.(?<=TP\.))?)"
_UNIT = rf"\s(?P<kind>{_KIND})(?:[ ](?P<name>{_WORD}(?:[ ](?:-[ ])?{_WORD}){{0,3}}))?"
_WHO = rf"(?P<org>{_words('assembles')}|{_words('assembles_named')}{_NAMES}{{0,16}})"
_CONGRESS = re.compile(
    rf"""(?:của\s)?(?P<congress>{_words("congress")}(?!\s(?i:bộ))
      (?:\s{_WHO}(?P<unit>{_UNIT})?)?
      (?P<all>\s{_words("all")})?
      (?:\s(?P<by>{_words("ordinal")}|{_words("numbered_term")})\s(?P<ordinal>{_ROMAN}|\d{{1,2}}(?!\d)|nhất)|\s(?P<bare>{_ROMAN})(?=\s|[,.;)]|$))?
      (?P<party>\s{_words("party")}(?!\s(?i:bộ)))?
      (?P<unit2>\s(?i:Đảng\sbộ)\s(?P<kind2>{_KIND})(?:\s(?P<name2>{_WORD}(?:\s{_WORD}){{0,3}}))?)?
      (?:{_YEARS})?)""",
    re.VERBOSE,
)
#: Whose congress it was, said behind its ordinal or term: "lần thứ I, nhiệm kỳ 2025-2030 của Đảng bộ tỉnh".
_WHOSE = re.compile(rf"\scủa\s{_WHO}(?:{_UNIT})?(?:{_YEARS})?")
_SAYS_WHICH = ("ordinal", "bare", "from")  # "Nghị quyết Đại hội Đảng bộ tỉnh" is that of any
_PLENUM = re.compile(
    rf"""(?:
      (?:{_words("plenum_before")}\s)?{_words("plenum")}\s(?:\d{{1,2}}|[\w-]{{1,6}}(?:\smột|\shai)?)(?:\s\(lần\s\d\))?
      |{_words("plenum_before")}\s\w+(?:\s\w+)?,?\s(?:của\s)?{_words("plenum_of")})
    ,?\s\(?{_TERM}\)?""",
    re.VERBOSE,
)
#: The next plenum of that number: "khóa XI, XII".
_NEXT_TERM = re.compile(rf"(?:,|,?\svà)\s(?P<named>\(?(?:{_words('numbered_term')}\s)?(?P<term>{_ROMAN}))\)?(?!\w)")
_SESSION = re.compile(rf"{_words('sitting')}\s\w+(?:\s\w+)?,?\s(?P<body>{_words('sits')}[^,;.]{{0,40}}?),?\s{_TERM}")
_MOST_TERMS = 8  # of one list
_CONGRESS_OF_PARTY = "Đại hội đại biểu toàn quốc"
_NATIONAL, _ORDINAL = "toàn quốc", "lần thứ"
#: What such bodies pass, in small letters -> its code and label; the first only is passed by a congress or a session.
_PASSED = {
    label.lower(): (code, label)
    for label in words_of("congresses", "passed")
    for code in (row["code"] for row in table("types") if row["label"] == label)
}
_OPENS_NAME = frozenset("cđhtlk")  # first letters of what may stand behind it: "của Đại hội", "Trung ương", "kỳ họp"
_NATIONAL_CONGRESS = slug(_CONGRESS_OF_PARTY)


def find_congresses(text: str, standpoint: Standpoint) -> Iterator[NamedDocument]:
    """All resolutions and conclusions cited without number. Linear in the length of the text."""
    small = lowered(text)
    for word in _PASSED:
        for at in occurrences(f"{word[1:]} ", small):
            behind = at + len(word)
            if at and small[at - 1] == word[0] and small[behind : behind + 1] in _OPENS_NAME:  # most have a number
                yield from _passed(text, at - 1, word, standpoint)


def _passed(text: str, start: int, word: str, standpoint: Standpoint) -> Iterator[NamedDocument]:
    """What stands at ``start``, whose type's ``word`` does; and the plenums that it names with it."""
    behind = start + len(word) + 1
    if plenum := _PLENUM.match(text, behind):
        first = _named(text, start, plenum.end(), word, central_body(CENTRAL_COMMITTEE))._replace(titled=True)
        yield first
        for _ in range(_MOST_TERMS):
            following = _NEXT_TERM.match(text, plenum.end())
            if following is None:
                break
            term = f"{first.name.rpartition(' ')[0]} {following['term']}"
            yield first._replace(start=following.start("named"), end=following.end("named"), name=term)
            plenum = following
    elif word != next(iter(_PASSED)):
        return
    elif congress := _CONGRESS.match(text, behind):
        if any(map(congress.group, _SAYS_WHICH)):
            yield _of_congress(congress, start, word, standpoint)
    elif session := _SESSION.match(text, behind):
        body = find_body(session["body"], 0)
        yield _named(text, start, session.end(), word, resolve(body, standpoint) if body else None)


def _numeral(written: str | None) -> str | None:
    """A numeral with the letters that recognition misread: "XIII" of "XIỊI" and "XIH"."""
    return unaccented(written).upper().replace("H", "II") if written and written[0].isupper() else written


def _named(text: str, start: int, end: int, word: str, issuer: Body | None) -> NamedDocument:
    return NamedDocument(start, end, *_PASSED[word], " ".join(text[start:end].split()), None, issuer)


def _of_congress(match: re.Match[str], start: int, word: str, standpoint: Standpoint) -> NamedDocument:
    """The resolution of a congress; that of "đại hội đảng bộ các cấp" has no single issuer."""
    text, label = match.string, _PASSED[word][1]
    term = (match["from"], match["to"]) if match["from"] else None
    if match["all"]:
        named = _named(text, start, match.end(), word, None)
        return named._replace(name=f"{label} {' '.join(match['congress'].split())}", term=term)
    told = any(map(match.group, ("org", "party", "unit2")))
    whose = None if told else _WHOSE.match(text, match.end())
    if whose and whose["from"]:
        term = (whose["from"], whose["to"])
    issuer = _congress(match, whose, standpoint)
    named = _named(text, start, whose.end() if whose else match.end(), word, issuer)
    return named._replace(name=f"{label} {issuer.name}", term=term)


def _congress(match: re.Match[str], whose: re.Match[str] | None, standpoint: Standpoint) -> Body:
    organ = " ".join((match["org"] or "").removesuffix(match["unit"] or "").split())
    kind = match["kind"] or match["kind2"]
    name = match["name"] or match["name2"]
    if whose:
        organ, kind, name = " ".join(whose["org"].split()), whose["kind"], whose["name"]
    ordinal = _numeral(match["ordinal"] or match["bare"])
    tail = f" {(match['by'] or _ORDINAL).lower()} {ordinal}" if ordinal else ""
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
