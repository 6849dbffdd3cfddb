"""What acts state of themselves and of earlier ones, as facts for a register: days of effect, ends, changes.

Only acts change law. What a plan states counts for documents of its own type and issuer, as secondary; a report or a
letter states nothing. What an act tells of what others did is secondary, too.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from extract import dates
from extract.codified import acts_with_days, is_codified, notes
from extract.enacting import Enacting, InForce, Passage
from extract.errors import FactError
from extract.records import Citation, Document, Extraction, SourceText, Stated
from kg.identity.keys import Key, is_day
from kg.law.facts import ENDING, Change, Effect, Mark, could_be
from kg.law.own_facts import columns_of
from kg.law.powers import ACTS, TELLING, Doubt, doubts, of_one_side
from kg.law.rows import IN_FORCE_UNTIL, TAKES_EFFECT, fact_of
from kg.law.tables import COLUMNS
from kg.law.verdicts import WITHOUT_FORCE
from kg.wording import citation_line
from ontology import types_with
from ontology.spelling import fold
from ontology.units import split_kind

_DRAFT = re.compile(r"^\W*(?:DỰ THẢO|Dự thảo)\b", re.MULTILINE)
_BEFORE = 260
"""How far before a citation the words stand that tell of which part something is said, in characters."""
_HEAD = 600
"""Characters in which a draft says that it is one."""
_EXCEPT = re.compile(
    r"\btrừ\s(?:(?:các|nội dung|quy định|tại|ở|của)\s)*(?:điểm|khoản|điều|chương|mục|phụ lục)\s(?!này)"
    r"(?![^,;.]{0,40}\bcủa\s(?:bộ\sluật|luật|pháp\slệnh|nghị\squyết|nghị\sđịnh|quyết\sđịnh|thông\stư)\snày\b)",
    re.IGNORECASE,
)
"""What is said of a part that stays, "trừ Điều 3", and not of cases that go on: "trừ khoản 4 Điều 31 của Luật này"."""

_RULES_IN_IT = re.compile(r"\b(?:quy định|nội dung) về [^;\n]{0,200}\btại [^;\n]{0,200}$", re.IGNORECASE)
"""What is said of rules that stand in a document, and not of the whole of it: "quy định về thu phí tại Nghị định"."""

Reason = Literal["no_act", "no_number", "no_issuer", "several", "quoted", "amending", "sides", "unsound"]
"""Why nothing is made of a statement: who makes it changes no law; a document lacks number or day, or a local one its
unit; the file holds several acts, and which of them says it is not told; the words are quoted from another act; the
acts that amend the named one end, and not itself; Party and State do not change each other's documents; the row would
break the rules of the tables."""


@dataclass(frozen=True, slots=True)
class Harvested:
    """A fact, its row in a table of changes, and the words that it was read in; ``doubts`` speak against it."""

    fact: Change | Effect
    row: Mapping[str, str]
    passage: Passage
    path: str
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A statement that is no fact for a register; ``detail`` says what rule of the tables it breaks."""

    path: str
    quote: str
    reason: Reason
    detail: str = ""  # a Sentence, in whichever language it is then said


def facts_in(source: SourceText, extraction: Extraction) -> Iterator[Harvested | LeftOut]:
    """What one text yields, statement by statement."""
    document, path = extraction.document, extraction.source.path
    if is_codified(source.text):
        yield from _of_the_codification(source, extraction)
        return
    own, kind = Key.of_document(document), _kind(source, document)
    is_act = kind in ACTS and bool(own.number) and is_day(own.date) and own.place is not None
    if not (is_act or extraction.stated):
        return
    enacting = Enacting(source)
    of_several = kind in ACTS and enacting.of_several(document.type_label or "")
    told = enacting.in_force() if is_act and not of_several else None
    keys = [Key.of_citation(citation) for citation in extraction.citations]
    yield from _days_of_effect(source, extraction, own, keys, told)
    for stated in extraction.stated:
        citation, earlier = extraction.citations[stated.object], keys[stated.object]
        later = own if stated.subject is None else keys[stated.subject]
        passage = enacting.of(citation)
        reason: Reason | None
        if of_several:
            reason = "several"
        elif enacting.quotes(citation):
            reason = "quoted"
        elif stated.subject is None and (
            enacting.amended(citation) if stated.relation in ENDING else enacting.names_another(citation)
        ):
            reason = "amending"
        else:
            reason = _unfit(stated, kind, document, earlier, later)
        if reason is not None:
            yield LeftOut(path, passage.quote, reason)
            continue
        mark: Mark = "V" if stated.subject is None and kind in ACTS else "S"
        scope = "part" if stated.relation == "amends" or _of_rules(source.text, citation) else stated.scope
        day = _day(stated, passage, told)
        row = row_of(
            stated.relation,
            later,
            earlier,
            passage,
            scope=scope,
            day=day,
            source=citation_line(own),
            mark=mark,
            pinpoint=citation.pinpoint or "",
        )
        found = _fact(row, passage, path)
        if isinstance(found, Harvested) and isinstance(found.fact, Change):
            against = doubts(stated.relation, later, earlier, implied=_implied(citation))
            more: dict[Doubt, bool] = {
                "except": found.fact.ends and _EXCEPT.search(passage.quote) is not None,
                "loose": stated.subject is None and stated.relation == "amends" and not enacting.says_amended(citation),
                "title": not (document.kind == "consolidated" and citation.within == stated.subject)
                and enacting.may_be_of_a_title(extraction.citations, stated.object),
                "days": stated.subject is None and enacting.has_own_day(passage.article),
            }
            found = replace(found, doubts=(*against, *(doubt for doubt, holds in more.items() if holds)))
        yield found


def _days_of_effect(
    source: SourceText, extraction: Extraction, own: Key, keys: Sequence[Key], told: InForce | None
) -> Iterator[Harvested | LeftOut]:
    """From when to when an act says that it is in force itself; of a consolidated text, the acts that it is made of."""
    path = extraction.source.path
    if told is not None:
        for relation, day in ((TAKES_EFFECT, told.since), (IN_FORCE_UNTIL, told.until)):
            if day is not None:
                row = row_of(relation, own, None, told.passage, day=day, source=citation_line(own), mark="V")
                yield _fact(row, told.passage, path)
    if extraction.document.kind != "consolidated":
        return
    for one in acts_with_days(source, extraction.citations):
        act = keys[one.act]
        if act.number and act.place is not None and act.type in ACTS:
            row = row_of(TAKES_EFFECT, act, None, one.passage, day=one.since, source=citation_line(own), mark="S")
            yield _fact(row, one.passage, path)


def _of_the_codification(source: SourceText, extraction: Extraction) -> Iterator[Harvested | LeftOut]:
    """What the notes of a page of the codification tell of acts: secondary, and of an article, which is a part."""
    keys = [Key.of_citation(citation) for citation in extraction.citations]
    for told in notes(source, extraction.citations):
        later, earlier = keys[told.act], None if told.earlier is None else keys[told.earlier]
        if any(not one.number or one.place is None for one in (later, earlier) if one is not None):
            continue  # a law of before 1997 may have no number, and its name alone may be another's
        relation = told.relation or TAKES_EFFECT
        scope = "part" if told.relation else "whole"
        words, day = told.passage, told.since
        row = row_of(relation, later, earlier, words, scope=scope, day=day, source="Bộ pháp điển", mark="S")
        yield _fact(row, told.passage, extraction.source.path)


def _of_rules(text: str, citation: Citation) -> bool:
    """Whether what is said of a cited document is said of rules that stand in it."""
    return _RULES_IN_IT.search(text, max(0, citation.start - _BEFORE), citation.start) is not None


def _day(stated: Stated, passage: Passage, told: InForce | None) -> str | None:
    """The first day of a change: what its clause says, else that of the act; another one is that of quoted words."""
    day = stated.effective
    if not is_day(day) or stated.subject is not None or told is None or day == told.since:
        return day if is_day(day) else None
    return day if day in dates.days_in(passage.quote) else None


def _kind(source: SourceText, document: Document) -> str | None:
    """The type by which a document is believed: a consolidated text bears that of its act; a draft is none yet."""
    consolidated = types_with("consolidates").intersection(document.numbering.types if document.numbering else ())
    if consolidated:
        return min(consolidated)
    return None if _DRAFT.search(source.text, 0, _HEAD) else document.type


def _unfit(stated: Stated, kind: str | None, document: Document, earlier: Key, later: Key) -> Reason | None:
    if stated.subject is not None:
        if kind not in TELLING or not document.number:
            return "no_act"
    elif kind not in ACTS and not _of_its_own(kind, document, earlier):
        return "no_act"
    if not (later.number and earlier.number) or (stated.subject is None and not is_day(later.date)):
        return "no_number"
    if later.place is None or earlier.place is None:  # every province has its 5/2015/QĐ-UBND
        return "no_issuer"
    return None if of_one_side(later.number, earlier.number) else "sides"


def _of_its_own(kind: str | None, document: Document, earlier: Key) -> bool:
    """Whether a plan, or another type that is no act, speaks of an earlier one of its own type and issuer."""
    if kind is None or kind in WITHOUT_FORCE:
        return False
    return earlier.type == kind and document.issuer is not None and earlier.issuer == document.issuer


def _implied(citation: Citation) -> bool:
    """Whether the words themselves do not say whose document it is: "của Ủy ban nhân dân tỉnh"."""
    if citation.issuer is None or citation.issuer_implied:
        return True
    unit = citation.issuer.unit
    return unit is not None and fold(split_kind(unit)[1]) not in fold(citation.quote)


def row_of(
    relation: str,
    later: Key,
    earlier: Key | None,
    passage: Passage,
    *,
    scope: str = "whole",
    day: str | None,
    source: str,
    mark: Mark,
    pinpoint: str = "",
) -> dict[str, str]:
    """A row of a table of changes; ``source`` is the text that says so, ``day`` the first day of what it says."""
    quote = f"“{passage.quote}”"
    row = dict.fromkeys(COLUMNS["changes"], "")
    row |= columns_of("later", later) | (columns_of("earlier", earlier) if earlier is not None else {})
    return row | {
        "relation": relation,
        "scope": scope,
        "effective": day or "",
        "source": ", ".join(filter(None, (passage.article, source))),
        "mark": mark,
        "note": f"{pinpoint}: {quote}" if pinpoint else quote,
    }


def _fact(row: Mapping[str, str], passage: Passage, path: str) -> Harvested | LeftOut:
    try:
        fact = fact_of("changes", row)
    except FactError as error:
        return LeftOut(path, passage.quote, "unsound", error.sentence)
    assert isinstance(fact, Change | Effect)
    return Harvested(fact, row, passage, path)


def once(found: Iterable[Harvested]) -> list[Harvested]:
    """Each fact once, by its fullest and surest row: copies, titles and articles of an act say the same."""
    kept: dict[tuple[object, ...], list[Harvested]] = defaultdict(list)
    for one in sorted(found, key=_worth):
        same = kept[_gist(one.fact)]
        if not any(_say_one(one.fact, other.fact) for other in same):
            same.append(one)
    return sorted((one for same in kept.values() for one in same), key=lambda one: (one.path, one.row["source"]))


def _worth(one: Harvested) -> tuple[object, ...]:
    """What tells more, and is surer, first; then a stable order."""
    row = one.row
    short = [-len(row[f"{side}_{column}"]) for side in ("later", "earlier") for column in ("date", "issuer")]
    return (
        row["mark"] != "V",
        not row["effective"],
        not is_day(row["earlier_date"]),
        not one.passage.article,
        *short,
        one.path,
        row["note"],
    )


def _gist(fact: Change | Effect) -> tuple[object, ...]:
    """What two rows of one fact share."""
    if isinstance(fact, Effect):
        return fact.document.block, fact.effective, fact.ended
    return fact.relation, fact.scope, fact.later.block, fact.earlier.block


def _say_one(one: Change | Effect, other: Change | Effect) -> bool:
    """Whether two rows of one gist are one fact; a day that one of them does not tell is no other day."""
    if isinstance(one, Effect) or isinstance(other, Effect):
        return isinstance(one, Effect) and isinstance(other, Effect) and could_be(one.document, other.document)
    days = {one.effective, other.effective} - {None}
    return len(days) < 2 and could_be(one.later, other.later) and could_be(one.earlier, other.earlier)
