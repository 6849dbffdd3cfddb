"""F: are numbers, days and symbols, the document's own and those it cites, in the form that the regulations give?

State documents by Nghị định 30/2020/NĐ-CP, Party documents by the guidance of the Office of the Central Committee.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

from extract.bodies.canonical import Standpoint
from extract.frame.whereabouts import misplaced
from extract.vocabulary import repair
from kg.check.case import Case, Subject
from kg.check.identity_rules import is_named
from kg.check.records import Finding
from kg.check.rules import Rule
from kg.check.suggest import mended
from kg.law.grounds import issuer_end
from kg.wording import type_label
from ontology import types_with
from ontology.symbols import symbols_of

_NOISE = re.compile(r"[\s*_|\u00ad\u200b]+")
_DASHES = str.maketrans("–—Ð", "--Đ")
_OF_A_FONT = "ð"  # in place of every đ, small or capital
_OWN_NUMBER = re.compile(r"(?mi)^[^\n\w]{0,20}(?:luật\s)?số\s?:[^\n]{0,60}")
_BLANK = r"[\s.…_]{0,12}"
_OWN_DAY = re.compile(
    rf"(?mi)ngày{_BLANK}(?:\d{{1,2}})?{_BLANK}tháng{_BLANK}(?:\d{{1,2}})?{_BLANK}năm{_BLANK}\d{{0,4}}"
)
_MORE_OF_NUMBER = re.compile(r"[^\S\n]?(?:-[^\S\n]?)?[A-ZĐŒ]{1,6}\b")  # "40/2025/TTBNN MT", "114/2024NĐ- CP"
_HEAD = 3_000
_DAY = re.compile(r"ngày\s*(\d{1,2})\s*(?:[/.-]|tháng)\s*(\d{1,2})\s*(?:[/.-]|năm)\s*(\d{4})")
_ASSEMBLY = re.compile(r"(?:UBTV)?QH\d{0,2}$")


def malformed(case: Case, rule: Rule) -> Iterator[Finding]:
    """The author's number had to be mended beyond spaces and line breaks."""
    for subject in case.subjects:
        number, written = subject.citation.number, subject.citation.number_as_written
        if number is None or written is None or written == number or case.is_of_others(subject):
            continue
        plain, right = _NOISE.sub("", written).translate(_DASHES), _NOISE.sub("", number)
        alike = subject.citation.quote.isupper() or _OF_A_FONT in subject.citation.quote
        in_capitals = alike and plain.upper() == right.upper()
        cut = _MORE_OF_NUMBER.match(case.text, subject.citation.end) is not None
        if not (plain == right or in_capitals or cut or _is_footnote(plain, right)):
            form = _as_bodies_of_state(subject) or number
            suggestion = mended(case, subject, written, form)
            said = " ".join(written.split())
            lost = said.replace(" ", "-") == form and case.places.of(subject.citation.start).page is not None
            found = case.finding(rule, subject, suggestion=suggestion, written=said, number=form)
            shared = repair("shared-symbol") in subject.citation.repairs  # "Nghị định số 12, 13/2025/NĐ-CP"
            found = replace(found, severity="note") if shared else found
            yield replace(found, severity="note", suggestion=None) if lost else found  # a hyphen at the end of a line


def _as_bodies_of_state(subject: Subject) -> str | None:
    """The number of a local body of state as such write theirs, where the words were read as one of the Party's:
    2609/QĐ-UBND for "2609QĐ/UBND"."""
    said = subject.citation.numbering
    if said is None or not said.is_of_party or said.year or not said.type:
        return None
    of_state = bool(said.issuers) and said.issuers[0] in symbols_of("local")
    return f"{said.serial}/{'-'.join((said.type, *said.issuers))}" if of_state else None


def _is_footnote(written: str, number: str) -> bool:
    """Whether nothing but the mark of a footnote follows the number."""
    return written.startswith(number) and written[len(number) :].isdigit()


def own_number_blank(case: Case, rule: Rule) -> Iterator[Finding]:
    """There is a place for the number, and nothing in it."""
    place = _OWN_NUMBER.search(case.text, 0, _HEAD)
    blank = case.document.number is None and "number" not in case.document.unread
    if blank and place is not None and _before_text(case, place):
        yield case.finding(rule, _trimmed(place))


def own_day_blank(case: Case, rule: Rule) -> Iterator[Finding]:
    """The day or month beside the place is not filled in."""
    for place in _OWN_DAY.finditer(case.text, 0, _HEAD):
        if _before_text(case, place) and not re.search(r"\d\D+\d+\D+\d{4}", place[0]):
            yield case.finding(rule, _trimmed(place))
            return


def _before_text(case: Case, place: re.Match[str]) -> bool:
    """Whether the place lies before anything that the document cites, that is, in its letterhead."""
    cited = min((subject.citation.start for subject in case.subjects), default=len(case.text))
    return place.start() < cited


def _trimmed(place: re.Match[str]) -> tuple[int, int]:
    return place.start() + len(place[0]) - len(place[0].lstrip()), place.start() + len(place[0].rstrip())


def own_symbol(case: Case, rule: Rule) -> Iterator[Finding]:
    """The symbol in the letterhead does not begin with the sign of the document's type."""
    document = case.document
    symbol = document.symbol or ""
    if not symbol or document.type is None or document.type not in types_with("own_symbol") or _ASSEMBLY.match(symbol):
        return
    if not document.numbering or document.type not in document.numbering.types:
        place = case.text.find(symbol)
        where = (place, place + len(symbol)) if place >= 0 else None
        if not _is_told_otherwise(case, symbol):
            yield case.finding(rule, where, symbol=symbol, type=document.type_label or type_label(document.type))


def _is_told_otherwise(case: Case, symbol: str) -> bool:
    """Whether the text itself gives its serial with a type and its sign, "Thông tư số 03/2026/TT-BCT", or has a line
    with that type alone, so that only what was read of the letterhead is wrong."""
    own = case.document.numbering
    serial = own.serial if own is not None else ""
    for code in own.types if own is not None else ():
        label, number = re.escape(type_label(code)), re.escape(str(case.document.number))
        if re.search(rf"(?im)^\W*{label}\W*$", case.text[:_HEAD]):  # which alone heads the title
            return True
        if re.search(rf"(?i)\b{label}\s+(?:số\s*:?\s*)?{number}(?!\w)(?!\s*,?\s*ngày)", case.text):
            return True
    for named in case.extraction.citations:
        other = named.numbering
        same = other is not None and other.serial == serial and other.year == str(case.document.date)[:4]
        if same and other is not None and named.type in other.types and other.symbol.endswith(symbol):
            return True
    return False


def cited_symbol(case: Case, rule: Rule) -> Iterator[Finding]:
    """The symbol of a cited number is that of another kind of act than the one written before it."""
    for subject in case.subjects:
        cited = subject.citation
        if case.is_of_others(subject):
            continue
        slips = subject.key.slips_in_symbol or _bears_sign_of_rules(subject)
        if slips and is_named(subject) and cited.number and cited.numbering:
            types = "/".join(map(type_label, cited.numbering.types))
            yield case.finding(rule, subject, written=cited.type_label or "", number=cited.number, types=types)


def _bears_sign_of_rules(subject: Subject) -> bool:
    """Whether what lays down nothing bears the sign of rules: "Tờ trình số 11/TT-HNB", which is TTr."""
    numbering, paper = subject.citation.numbering, types_with("no_force") & types_with("own_symbol")
    if numbering is None or subject.key.type not in paper or subject.key.type in numbering.types:
        return False
    return not types_with("lays_down_rules").isdisjoint(numbering.types)


def impossible_day(case: Case, rule: Rule) -> Iterator[Finding]:
    """A day that no calendar has."""
    for subject in case.subjects:
        for found in _DAY.finditer(subject.citation.quote):
            day, month, year = (int(part) for part in found.groups())
            try:
                date(year, month, day)
            except ValueError:
                start = subject.citation.start + found.start()
                yield case.finding(rule, (start, start + len(found[0])), day=f"{day}/{month}/{year}")


def letterhead_missing(case: Case, rule: Rule) -> Iterator[Finding]:
    """No number and no day of its own were found, nor a place for them: a scan without its head."""
    own = (case.document.number, case.document.symbol, case.document.date)
    if not any(own) and _OWN_NUMBER.search(case.text, 0, _HEAD) is None:
        yield case.finding(rule, None, reasons=(case.supposition,) if case.supposed else ())


def unit_elsewhere(case: Case, rule: Rule) -> Iterator[Finding]:
    """The unit of the letterhead lies in another province than the one that it names."""
    own = case.document
    if own.issuer is None or own.issuer.level != "commune":
        return
    stands = Standpoint("commune", own.issuer.province, commune=own.issuer.unit, day=own.date)
    if provinces := misplaced(stands):
        unit, province = str(stands.commune), str(stands.province)
        yield case.finding(rule, None, unit=unit, province=province, provinces=", ".join(provinces))


def unit_ended(case: Case, rule: Rule) -> Iterator[Finding]:
    """The body of the letterhead is of a unit that had ended by the day of the document: one of the two is a slip, or
    left from an older text."""
    own, signing = case.document.issuer, case.signing
    ended = issuer_end(own, signing.first) if own is not None and signing is not None and case.document.date else None
    if own is not None and ended is not None:
        yield case.finding(rule, None, reasons=(ended,), body=own.name, own=str(case.document.date))


FINDERS: dict[str, Callable[[Case, Rule], Iterator[Finding]]] = {
    "F301": malformed,
    "F302": own_number_blank,
    "F303": own_day_blank,
    "F304": own_symbol,
    "F305": cited_symbol,
    "F306": impossible_day,
    "F307": letterhead_missing,
    "F308": unit_elsewhere,
    "F309": unit_ended,
}
