"""From a text to its record: the order of the steps, and nothing else."""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import NamedTuple

from extract import dates
from extract.bodies.canonical import Standpoint, resolve
from extract.clauses import CELL, line_start
from extract.codified import collected_in
from extract.enacting import Enacting
from extract.frame.enclosed import Enclosed, find_enclosed, give_to_enclosed, subject_in
from extract.frame.ending import SIGNED, find_tail
from extract.frame.letterhead import read_letterhead
from extract.frame.lines import COMES_WITH, behind_motto
from extract.frame.portals import read_portal
from extract.mentions.anaphora import Alias, find_aliases, find_anaphora, without_uses
from extract.mentions.attribution import attribute, recall_issuers
from extract.mentions.cells import with_cells
from extract.mentions.citations import find_issued
from extract.mentions.clashes import tell_clashes
from extract.mentions.drafts import Draft, Issued
from extract.mentions.headed import with_heads
from extract.mentions.lists import share_titles
from extract.mentions.titles import with_titles
from extract.records import PAGES, Body, Citation, Document, Extraction, Period, Source, SourceText, Stated
from extract.repair.clean import clean
from extract.repair.pieces import Reading
from extract.roles.cues import Vocabulary, forms_of, standard
from extract.roles.deciding import Roles
from extract.roles.effect import Effect
from extract.roles.lists import Role
from extract.roles.sentences import Seen
from extract.roles.stated import find_stated
from extract.roles.voices import Voices
from extract.roles.zones import Zones, find_zones, notes_below
from extract.vocabulary import repair
from extract.words import key, single_spaced

_AMENDS, _AMENDED_REACH = forms_of("amends", "amend"), 300  # characters
_WITHOUT_PREAMBLE = PAGES - {"form"}
_HEAD = 600  # where the document's own number stands, in characters
_LISTED = {", ", "; ", " và ", ", và "}  # between two laws of a list
_CALLED_REACH = 30  # before what is called so, in characters
_OVER_ANNEX, _ANNEX_REACH = re.compile(rf"\(\W{{0,3}}{COMES_WITH}\s$"), 30  # characters
_CALLED = re.compile(r"(?:gọi|viết)(?:\s(?:tắt|chung|gọn))*\slà:?\s?[“\"]?$")


def extract(text: str | SourceText, vocabulary: Vocabulary | None = None) -> Extraction:
    """The record of one document: its own data, and every citation with words, role and place.

    ``text`` is a plain string or what :func:`extract.read` gave. Offsets count characters of it. Linear in its length.
    ``vocabulary`` holds the cues that decide roles, :func:`extract.roles.cues.standard` where none is given.
    """
    words = vocabulary or standard()
    source = text if isinstance(text, SourceText) else anonymous(text)
    reading, parts, document, zones, drafts, aliases, roles, told = decide(source, words)
    spans = [reading.span(draft.start, draft.end) for draft in drafts]
    place = [(start << 40) - end for start, end in spans]  # the widest first
    order = sorted(range(len(drafts)), key=place.__getitem__)
    rank = [0] * len(order)
    for new, old in enumerate(order):
        rank[old] = new
    stated = tuple(
        replace(one, subject=None if one.subject is None else rank[one.subject], object=rank[one.object])
        for one in told
    )
    anaphora = find_anaphora(source.text, reading, drafts, aliases, rank)
    frame = _Frame(source.text, reading, zones, parts.standpoint, document, rank)
    drafts = share_titles(reading.text, with_heads(reading.text, with_cells(reading.text, drafts)))
    order.reverse()
    drafts, roles = [drafts[index] for index in order], [roles[index] for index in order]
    spans = [spans[index] for index in order]
    citations: list[Citation] = []
    while drafts:  # each goes as its citation comes: a million of both would not fit into memory
        citations.append(_citation(frame, drafts.pop(), roles.pop(), spans.pop()))
    collected = collected_in(source.text, citations) if document.kind in PAGES else ()
    return Extraction(source.source, document, tuple(citations), stated, anaphora, collected)


@dataclass(frozen=True, slots=True)
class _Parts:
    """A file's own document, where the text behind its title begins, what it encloses, what behind it is none of it."""

    document: Document
    standpoint: Standpoint
    after: int
    enclosed: tuple[Enclosed, ...]
    behind: range


class Decided(NamedTuple):
    """What a text cites, in which roles, and what it states of that, in the order of the drafts."""

    reading: Reading
    parts: _Parts
    document: Document
    zones: Zones
    drafts: list[Draft]
    aliases: list[Alias]
    roles: list[Role]
    stated: tuple[Stated, ...]


def decide(source: SourceText, words: Vocabulary, watch: Callable[[Seen], object] | None = None) -> Decided:
    """All that is decided of one text; ``watch`` is given each of its sentences that cite as it is read."""
    reading = clean(source.text)
    parts = _parts(reading)
    document = parts.document
    signed = None if document.kind == "consolidated" else document.date  # what it puts together is older than it
    voices = Voices(reading, document, words)
    effect = Effect(reading.text, signed, voices.recounted, voices.wordings)
    if (in_force := _in_force(source, reading, document, effect)) is not None:
        document = replace(document, in_force=in_force)
    drafts, aliases = _drafts(reading, parts)
    if clashes := tuple(tell_clashes(drafts)):
        document = replace(document, warnings=(*document.warnings, *clashes))
    zones = _zones(reading, parts)
    roles, told = Roles(reading, drafts, zones, document, words, voices=voices).all(watch)
    stated = tuple(
        replace(one, subject=subject_in(one, drafts, parts.enclosed))
        for one in find_stated(reading.text, drafts, told, effect, words)
    )
    return Decided(reading, parts, document, zones, drafts, aliases, roles, stated)


def _in_force(source: SourceText, reading: Reading, document: Document, effect: Effect) -> Period | None:
    """The one time for which a document says that it is in force; None also in a file of several acts."""
    if document.type is None or not effect.told():
        return None
    enacting = Enacting(replace(source, text=reading.text))
    if enacting.of_several(document.type_label or ""):
        return None
    told = enacting.told_by((day, (start, end)) for start, day, end in effect.told())
    return Period(told.since, told.until) if told is not None else None


def _parts(reading: Reading) -> _Parts:
    signed = SIGNED.search(reading.text)
    enclosed = find_enclosed(reading.text, signed)
    last = SIGNED.search(reading.text, enclosed[-1].start) if enclosed else signed
    tail = find_tail(reading.text, last, reading.body_end)
    behind = range(0) if tail is None else range(tail, reading.body_end)
    return _Parts(*read_letterhead(reading, enclosed, tail), enclosed, behind)


def _zones(reading: Reading, parts: _Parts) -> Zones:
    """The zones of a text; who asks, answers, reports or shows a page writes no preamble."""
    zones = find_zones(reading, parts.after or behind_motto(reading.text))
    if parts.document.kind == "encyclopedia":
        return replace(zones, operative=0, footnotes=notes_below(reading.text, zones.footnotes))
    return replace(zones, operative=0) if parts.document.kind in _WITHOUT_PREAMBLE else zones


@dataclass(frozen=True, slots=True)
class _Frame:
    """What all citations of one document share; ``rank`` is the place of each draft in the source's order."""

    text: str
    reading: Reading
    zones: Zones
    standpoint: Standpoint
    document: Document
    rank: list[int]


def anonymous(text: str) -> SourceText:
    """A plain string as a source without a name."""
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return SourceText(text, Source("", digest, "text/plain", len(text)))


def _drafts(reading: Reading, parts: _Parts) -> tuple[list[Draft], list[Alias]]:
    """The mentions with titles, nesting and issuers, without the document itself, aliases, and what stands behind; and
    the aliases that are declared."""
    text = reading.text
    own = partial(_own, text, document=parts.document, standpoint=parts.standpoint, after=parts.after)
    issued: list[Issued] = []
    own_end = -1  # where the document's own name ends, of which the laws inside share the year
    for one in find_issued(text, parts.standpoint):
        if one.start in parts.behind or _declares(text, one):
            continue
        if own(one):
            own_end = one.end
        else:
            issued.append(one.undated() if one.end == own_end and one.named else one)
    if parts.document.type is None:
        issued = _of_the_state(text, issued)
    if parts.document.kind in PAGES:
        issued = _with_listed_day(reading, issued)
    drafts = with_titles(text, issued)
    aliases = find_aliases(text, drafts)
    if aliases and (kept := without_uses(text, issued, aliases)):
        drafts = with_titles(text, kept)
        aliases = find_aliases(text, drafts)
    return recall_issuers(give_to_enclosed(drafts, parts.enclosed)), aliases


def _of_the_state(text: str, issued: list[Issued]) -> list[Issued]:
    """What a page cites, which may tell of laws of other countries and faiths: a law that is not known is left out,
    unless the list that it stands in names one that is."""
    kept: list[Issued] = []
    for one in issued:
        listed = bool(kept) and kept[-1].named is not None and text[kept[-1].end : one.start] in _LISTED
        if one.named is None or one.named.known or listed:
            kept.append(one)
    return kept


def _with_listed_day(reading: Reading, issued: list[Issued]) -> list[Issued]:
    """What a page cites, with the day that its table of particulars gives the act whose number stands there."""
    table = read_portal(reading.source)
    number, day = table.values.get("number"), dates.first_day(table.values.get("date", ""))
    if number is None or day is None:
        return issued
    end = reading.reached(table.end)
    return [
        one._replace(date=day) if one.end <= end and not one.dated and one.number and one.number.text == number else one
        for one in issued
    ]


def _declares(text: str, draft: Issued) -> bool:
    """Whether a mention is the declaration of an alias: "(sau đây gọi là Nghị định số 68/2024/NĐ-CP)"."""
    near = draft.start - _CALLED_REACH if draft.start > _CALLED_REACH else 0
    return "là" in text[near : draft.start] and _CALLED.search(text, near, draft.start) is not None


def _own(text: str, draft: Issued, document: Document, standpoint: Standpoint, after: int) -> bool:
    """Whether a mention is the document itself: its own number or, for a law, its own name."""
    if draft.number is not None:
        return _own_number(text, draft, document, standpoint, after)
    if document.title is None or draft.named is None:
        return False
    own, name = key(f"{document.type_label} {document.title}"), key(draft.named.name)
    rest = own.removeprefix(name).strip()  # in a heading a year, or what amended it
    if own != name and (not own.startswith(name) or not (rest.startswith("(") or rest[:4].isdecimal())):
        return False
    if _is_amended(text, draft.start):
        return False
    return _same_day(draft.date, document.date) or (draft.date or "")[:4] in own  # else its predecessor of that name


def _own_number(text: str, draft: Issued, document: Document, standpoint: Standpoint, after: int) -> bool:
    """Whether a number is the document's own; over an annex a misread body is no other's."""
    if (draft.start < _HEAD or draft.start < after) and _may_be_own(text, draft, document, after):
        return True
    if not (_same_number(draft, document) and _same_day(draft.date, document.date)):
        return False  # a slip of the day over an annex is for who checks the document to see
    if draft.body is None or _same_body(resolve(draft.body, standpoint), document.issuer):
        return True
    before = text[max(0, draft.start - _ANNEX_REACH) : draft.start]
    return "(" in before and _OVER_ANNEX.search(before) is not None


def _is_amended(text: str, start: int) -> bool:
    """Whether what starts there is what another act amends, as its title says: in a note of a consolidated text."""
    at = max(text.rfind(words, max(0, start - _AMENDED_REACH), start) for words in _AMENDS)
    return at >= 0 and " của " in text[at:start] and not any(end in text[at:start] for end in (";", ". ", ":"))


def _same_number(draft: Issued, document: Document) -> bool:
    """Whether a number is the document's own, be its sign of type slipped: "Thông tư số 2/2031/QĐ-BYT" for "TT-BYT"."""
    if draft.number is None or document.numbering is None or draft.number.text == document.number:
        return draft.number is not None and draft.number.text == document.number
    own, value = document.numbering, draft.number.value
    slipped = draft.type == document.type and value.year is not None and draft.dated
    return slipped and (value.serial, value.year, value.issuers) == (own.serial, own.year, own.issuers)


def _may_be_own(text: str, draft: Issued, document: Document, after: int) -> bool:
    """Whether a number in the head is the document's own serial, of which only some digits could be read, or its own
    with a stamp's day below it."""
    if draft.start < after and draft.type is None:
        return True
    assert draft.number is not None
    alone = draft.start == draft.number.start and draft.body is None
    if alone and draft.number.text == document.number and "\n" in text[draft.number.end : draft.end]:
        return True
    if draft.start >= after and "number" not in document.unread:
        return False
    alone = alone and not draft.dated
    if alone and draft.start < after and document.number is None and document.type is not None:
        return CELL not in text[line_start(text, draft.start) : draft.start]  # recognition tore it
    rest = document.number is None or document.number.endswith(draft.number.text)
    return alone and rest and draft.number.value.symbol == document.symbol


def _same_body(cited: Body, own: Body | None) -> bool:
    """Whether a cited issuer is the document's own, or who heads it: "Bộ trưởng Bộ Công Thương" for the ministry."""
    if own is None:
        return False
    one, other = cited.name.lower(), own.name.lower()
    return cited.unit == own.unit and (one.endswith(other) or other.endswith(one))


def _same_day(cited: str | None, own: str | None) -> bool:
    """Whether a date, which may be a year alone or none, is that of the document."""
    return cited is None or (own is not None and own.startswith(cited))


def _citation(frame: _Frame, draft: Draft, role: Role, span: tuple[int, int]) -> Citation:
    start, end = span
    attributed = attribute(draft, frame.standpoint, frame.document)
    title = single_spaced(frame.reading.text[slice(*draft.title)]) if draft.title else None
    misread = frame.reading.misread
    return Citation(
        start=start,
        end=end,
        quote=frame.text[start:end],
        zone=frame.zones.of(draft.start),
        type=draft.type,
        type_label=draft.label,
        number=draft.number.text if draft.number else None,
        number_as_written=single_spaced(draft.number.as_written) if draft.number else None,
        date=draft.date,
        issuer=attributed.issuer,
        issuer_implied=attributed.implied,
        title=title,
        relation=role.relation,
        name=draft.named.name if draft.named else None,
        co_issuers=attributed.others,
        period=_period(draft, title),
        within=None if draft.within is None else frame.rank[draft.within],
        pinpoint=draft.pinpoint[1] if draft.pinpoint else None,
        repairs=(*draft.repairs, repair("letter-for-digit"))
        if misread and _is_misread(misread, span)
        else draft.repairs,
        trigger=role.trigger,
        numbering=draft.number.value if draft.number else None,
    )


def _is_misread(misread: tuple[int, ...], span: tuple[int, int]) -> bool:
    """Whether a digit that was read as a letter stands in ``span``."""
    return bisect_left(misread, span[0]) < bisect_left(misread, span[1])


def _period(draft: Draft, title: str | None) -> Period | None:
    """The period of a congress's term, or that the title names."""
    if draft.named and draft.named.term:
        return dates.period_of(f"nhiệm kỳ {draft.named.term[0]} - {draft.named.term[1]}")
    return dates.period_of(title) if title else None
