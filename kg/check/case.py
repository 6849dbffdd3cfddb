"""One document under check: its citations judged on both clocks, and what the rules ask of text and corpus."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from extract import Extraction, SourceText
from extract.reading import Places
from extract.records import CHANGING, DERIVING, Citation
from kg.answers.corpus import Corpus
from kg.check.records import Finding, Judgement, Suggestion, Verdicts
from kg.check.rules import Rule
from kg.identity.keys import Key, Keys, is_day
from kg.law.aside import PAST, Asides
from kg.law.own_words import is_applied, tells_of_amendments
from kg.law.powers import counted, lays_down_rules
from kg.law.register import Entry, Register
from kg.law.signing import signing_of
from kg.law.status import identify, status_for, turns
from kg.law.tenure import Timed, last_time_before, retrospective, timed, times_told
from kg.law.verdicts import Reason, Verdict
from kg.severity import Severity
from kg.wording import citation_line
from ontology import units

_JUDGMENT = "BA"
_DAY_BEHIND = re.compile(r"[\s,(]*ngày\s*\d{1,2}\s*(?:tháng|[/.-])\s*\d")


def points(key: Key) -> bool:
    """Whether a citation points to the text of one day, and not to the law as it stands."""
    return key.number is not None or is_day(key.date)


@dataclass(frozen=True)  # no slots: what several rules ask is kept
class Subject:
    """One citation under check: its key with its block, the key of what it means as far as its text tells, and what
    holds for that on both clocks."""

    index: int
    citation: Citation
    key: Key
    block: str
    meant: Key
    at_signing: Verdict
    as_of: Verdict

    @cached_property
    def line(self) -> str:
        """The cited document in proper form."""
        key, name = self.key, self.citation.name
        return citation_line(key if key.name == name else replace(key, name=name))

    @cached_property
    def verdicts(self) -> Verdicts:
        """The two values."""
        return Verdicts(self.at_signing.value, self.as_of.value, self.at_signing.kind, self.as_of.kind)

    @property
    def counted(self) -> bool:
        """Whether the document itself speaks of it; a citation inside another's title belongs to that title."""
        return self.citation.within is None


class Case:
    """A document and everything its rules need. Rules are functions of a case that yield findings.

    ``facts`` is the register by which the ``keys`` were told, ``register`` the same with what documents state.
    """

    def __init__(
        self,
        source: SourceText,
        extraction: Extraction,
        keys: Keys,
        *,
        register: Register,
        facts: Register,
        as_of: date,
        corpus: Corpus,
    ) -> None:
        self.text = source.text
        self.places, self.pages = Places(source), source.pages
        self.path = source.source.path
        self.digest = source.source.sha256
        self.warnings = source.warnings
        self.extraction = extraction
        self.document = extraction.document
        self.key = keys.own
        self._keys = keys
        self._asides = Asides(source.text, extraction, keys, facts)
        self.register, self.facts = register, facts
        self.as_of = as_of
        self.corpus = corpus
        self._identified: dict[int, tuple[Entry | None, Reason | None]] = {}
        self._spoken_of: dict[str, bool] = {}
        dates = (citation.date for citation in extraction.citations)
        self.signing = signing_of(self.document.date, self.document.period, dates, as_of)
        own = self.document
        self.supposed = not any((own.date, own.symbol, own.period, own.issuer, own.signer))
        """Whether it has nothing of a letterhead, as a passage that was pasted: then as if signed on the chosen day.

        What only lost its day, as a scan may, was signed when it was.
        """

    @cached_property
    def subjects(self) -> tuple[Subject, ...]:
        """All citations, judged; of what no fact settles, who else relies on it, asked for all of them at once."""
        cited = zip(self.extraction.citations, self._keys.cited, self._keys.meant, strict=True)
        judged = [self._subject(index, *said) for index, said in enumerate(cited)]
        meant = {one.index: one.as_of.document or one.meant for one in judged if one.as_of.is_open}
        told = self.corpus.relied_on(set(meant.values()), self.key, self.digest)
        reasons = {index: told[document] for index, document in meant.items() if document in told}
        return tuple(_with_reliance(one, reasons[one.index]) if one.index in reasons else one for one in judged)

    @cached_property
    def spoken(self) -> tuple[Subject, ...]:
        """The citations of the document itself: neither inside another's title, nor a page's or another document's."""
        return tuple(one for one in self.subjects if one.counted and not self.is_of_others(one))

    def is_of_others(self, subject: Subject) -> bool:
        """Whether a citation is what a page tells of the document that it holds, or stands under another letterhead."""
        return self._asides.whose(subject.index) in ("data", "enclosed")

    def own_day(self, subject: Subject) -> str | None:
        """The day of the letterhead that a citation stands under, for a file may hold several documents."""
        return self._asides.own_day(subject.index)

    @cached_property
    def relied_on(self) -> tuple[Subject, ...]:
        """The citations that are the own words of a document of the file, but for those of what it changes."""
        own = (one for one in self.subjects if one.citation.relation not in CHANGING)
        own = (one for one in own if self._asides.whose(one.index) in (None, "enclosed"))
        return tuple(one for one in own if one.index not in self.amended)

    @cached_property
    def bases(self) -> frozenset[tuple[str | None, str | None]]:
        """What the document itself relies on: by number, or by name and day."""
        keys = (one.key for one in self.relied_on if one.citation.relation in DERIVING)
        return frozenset((key.number, None) if key.number else (key.name_block, key.date) for key in keys)

    @property
    def amended(self) -> frozenset[int]:
        """The citations by which an amending law is named whose own number is missing."""
        return self._asides.amended

    @cached_property
    def changed(self) -> frozenset[str]:
        """The blocks of what the document itself changes somewhere, as far as it can."""
        relations = zip(self.subjects, counted(self.extraction), strict=True)
        return frozenset(one.block for one, relation in relations if relation in CHANGING)

    def is_itself(self, subject: Subject) -> bool:
        """Whether a citation bears the document's own number, of its year, be it under another day; no basis does."""
        return self._asides.is_itself(subject.index)

    def is_own_word(self, subject: Subject) -> bool:
        """Whether a citation is what the document itself says, rather than a page of it, or what it quotes."""
        return self._asides.is_own_word(subject.index)

    @cached_property
    def dated(self) -> frozenset[str]:
        """The blocks of what the document cites with a date somewhere, be it one that cannot be read."""
        behind = (one.block for one in self.subjects if _DAY_BEHIND.match(self.text, one.citation.end))
        return frozenset(one.block for one in self.subjects if one.key.date).union(behind)

    @cached_property
    def dated_serials(self) -> frozenset[tuple[str | None, str]]:
        """The types and serials of what it cites with a date somewhere."""
        dated = ((one.key.type, one.citation.numbering) for one in self.subjects if one.key.date)
        return frozenset((kind, numbering.serial) for kind, numbering in dated if numbering is not None)

    @property
    def province(self) -> str | None:
        """The province that the document is of, with its kind word."""
        own, name = self.document.issuer, self.document.province
        if own is not None and own.province is not None:
            return own.province
        return next((one.name for one in units.find_units(name) if one.level == "province"), name) if name else None

    def _subject(self, index: int, citation: Citation, key: Key, meant: Key) -> Subject:
        as_of = self._on(meant, citation, self.as_of)
        return Subject(index, citation, key, key.block, meant, self._at_signing(index, meant, citation, as_of), as_of)

    def _at_signing(self, index: int, key: Key, citation: Citation, as_of: Verdict) -> Verdict:
        own = self._asides.own_day(index)
        is_own = own == self.document.date
        signing = self.signing if is_own else signing_of(own, None, (), self.as_of)
        if self.supposed:
            return as_of.on(as_of.day, self.supposition)
        if signing is None:
            return Verdict("unknown", self.as_of, (Reason("signing_day_unknown"),))
        settled = is_own and as_of.covered is None and self._is_settled(key, citation)
        last = as_of if settled else self._on(key, citation, signing.last)
        if signing.known:
            return last.on(signing.last)
        days = (("first", str(signing.first)), ("last", str(signing.last)))
        first = last if settled else self._on(key, citation, signing.first)
        if first.value == last.value:
            return last.on(signing.last, Reason("signed_between", days))
        values = (("first_value", first.value), ("last_value", last.value))
        return Verdict(
            "unknown", signing.last, (Reason("depends_on_day", (*days, *values)), *last.reasons), as_of.document
        )

    def _is_settled(self, key: Key, citation: Citation) -> bool:
        """Whether nothing can have changed for a document between the days of signing and the chosen one."""
        turning, (first, last) = turns(*self._timed(key, citation), self.register), self._judged_days
        return turning is not None and not any(first <= day <= last for day in turning)

    @cached_property
    def _judged_days(self) -> tuple[str, str]:
        """The first and the last day on which anything is judged, ISO."""
        days = [self.as_of, *((self.signing.first, self.signing.last) if self.signing is not None else ())]
        return str(min(days)), str(max(days))

    def _on(self, key: Key, citation: Citation, day: date) -> Verdict:
        key, period, title = self._timed(key, citation)
        return status_for(self.key, key, day, self.register, period=period, title=title)

    def _timed(self, key: Key, citation: Citation) -> Timed:
        return timed((key, citation.period, citation.title), self._times)

    @cached_property
    def _times(self) -> dict[Key, Timed]:
        cited = zip(self._keys.meant, self.extraction.citations, strict=True)
        return times_told((key, one.period, one.title) for key, one in cited)

    @property
    def supposition(self) -> Reason:
        """That it was judged as if signed on the chosen day."""
        return Reason("supposed_signed", (("day", str(self.as_of)),))

    def identified(self, subject: Subject) -> tuple[Entry | None, Reason | None]:
        """The document of the register that is meant on the day of signing, and how the citation was read."""
        if subject.index not in self._identified:
            day = self.signing.last if self.signing is not None else self.as_of
            self._identified[subject.index] = identify(subject.key, day, self.register)
        return self._identified[subject.index]

    def is_spoken_of(self, subject: Subject) -> bool:
        """Whether any other file says something under the same number or name."""
        if subject.block not in self._spoken_of:
            said = self.corpus.said(subject.key, self.digest)
            self._spoken_of[subject.block] = next(said, None) is not None
        return self._spoken_of[subject.block]

    def speaks_of_changes(self, subject: Subject) -> bool:
        """Whether the words behind a citation and its title say that it was amended: "... đã được sửa đổi, bổ sung bởi
        Nghị định số ...", "... và các văn bản sửa đổi, bổ sung"."""
        return tells_of_amendments(self.text, subject.citation)

    def looks_back(self, subject: Subject) -> bool:
        """Whether the words of a citation that is the document's own tell of the past, or of its end."""
        return self._asides.of(subject.index) in PAST

    def applies(self, subject: Subject) -> bool:
        """Whether the document relies on what it cites, or applies it in passing, and does not only speak of it, nor
        judges by the law of the time of what it judges; a receipt, a form, a page's frame of no type recites only."""
        untyped = self.document.type is None and not self.supposed and subject.citation.zone != "preamble"
        return not (self.is_judgment or untyped) and is_applied(self.text, subject.citation)

    def tells_of_then(self, subject: Subject, reasons: Sequence[Reason]) -> bool:
        """Whether the paragraph before a citation outside the recitals names a time, over by the signing, at which
        nothing of what the ``reasons`` tell of the act had come: "chi phí của giai đoạn 2018 - 2022 theo ..."."""
        own, citation = self.own_day(subject), subject.citation
        come = [day for one in reasons if one.by is not None and (day := dict(one.values).get("day"))]
        if own is None or not come or citation.zone == "preamble":
            return False
        rules = [(one.citation.start, one.citation.end) for one in self.subjects if lays_down_rules(one.key)]
        last = last_time_before(self.text, citation.start, rules, own)
        return last is not None and str(subject.meant.date or "") <= last < min(come)

    def answers(self, subject: Subject) -> bool:
        """Whether a letter cites an act in its answer: by the law of the time of what it was asked about."""
        return self._asides.of(subject.index) == "answer"

    @property
    def is_judgment(self) -> bool:
        """Whether the document itself is a court's judgment."""
        return self.document.type == _JUDGMENT

    @property
    def retrospective(self) -> bool:
        """Whether the document itself is a report, or sums up by its title: it carries out what is over by then."""
        return retrospective(self.document.type, self.document.title)

    def judgements(self) -> Iterator[Judgement]:
        """The lines of the sheet: every citation that is the document's own."""
        for subject in self.subjects:
            if subject.counted:
                yield Judgement(
                    subject.citation.start,
                    self.places.of(subject.citation.start),
                    subject.citation.quote,
                    subject.line,
                    subject.verdicts,
                    subject.at_signing.reasons,
                )

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column of an offset, both from 1."""
        place = self.places.of(offset)
        return place.line, place.column

    def is_recognised(self, offset: int) -> bool:
        """Whether the page that holds a character was recognised from a picture."""
        page = self.places.of(offset).page
        return any(one.number == page and one.confidence is not None for one in self.pages)

    def finding(
        self,
        rule: Rule,
        where: Subject | tuple[int, int] | None,
        *,
        severity: Severity | None = None,
        reasons: Sequence[Reason] = (),
        suggestion: Suggestion | None = None,
        **values: str,
    ) -> Finding:
        """A finding of the rule at a citation, at a span, or (None) at the document's first words."""
        subject = where if isinstance(where, Subject) else None
        start, end = self._span(where)
        return Finding(
            code=rule.code,
            severity=severity or rule.severity,
            path=self.path,
            start=start,
            end=end,
            place=self.places.of(start),
            quote=self.text[start:end],
            values=tuple(values.items()),
            citation=subject.line if subject else None,
            verdicts=subject.verdicts if subject else None,
            reasons=tuple(reasons),
            suggestion=suggestion,
            about=(subject.at_signing.document or subject.meant) if subject else None,
        )

    def _span(self, where: Subject | tuple[int, int] | None) -> tuple[int, int]:
        if isinstance(where, Subject):
            return where.citation.start, where.citation.end
        if where is not None:
            return where
        first = re.search(r"\S[^\n]*", self.text)
        return (first.start(), min(first.end(), first.start() + 120)) if first else (0, 0)


def _with_reliance(one: Subject, reason: Reason) -> Subject:
    return replace(one, at_signing=one.at_signing.with_reliance(reason), as_of=one.as_of.with_reliance(reason))
