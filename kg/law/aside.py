"""Whether a document itself relies on what it cites, as of its own day; and why not: asked here by every door.

A store keeps the answer with each citation when it is built, ``check`` asks it of the text at hand.
"""

from __future__ import annotations

import re
from bisect import bisect
from datetime import date
from functools import cached_property
from typing import Literal, get_args

from extract.records import CHANGING, Extraction
from kg.identity.keys import NAMED_TYPES, Key, Keys, places_agree, same_register, types_agree
from kg.identity.law_names import amends
from kg.identity.naming import year_in
from kg.law.in_full import keys_of
from kg.law.own_words import (
    before_letterhead,
    day_over,
    head_days,
    is_exchanged,
    is_exchanged_in,
    is_quoted,
    is_recited,
    opens_with_its_end,
    page_data,
    request_end,
    tells_its_force,
)
from kg.law.register import Register, load_register
from kg.law.status import identify
from kg.law.tenure import (
    clause_before,
    is_of_a_time_before,
    parts,
    publishes,
    tells_of_past,
    transitions,
    was_begun,
    was_done_before,
)
from kg.law.words import says
from ontology.spelling import fold

Aside = Literal[
    "consolidated", "listed", "within", "enclosed", "itself", "data", "quoted", "exchanged",
    "past", "begun", "force", "answer", "amended",
]  # fmt: skip
"""Why a document does not rely on what it cites, by its own words or by their time.

Whose words they are: ``consolidated``, of an act that the text gives; ``listed``, it publishes a list of acts;
``within``, it stands inside another's title; ``enclosed``, under the letterhead of another document of the file, which
is of another day; ``itself``, it bears the document's own number; ``data``, what a page
tells of the document that it holds; ``quoted``; ``exchanged``, taken out of an act; ``amended``, it names an
amending law by the number of the law that this amends.

Of which time: ``past``, they look back; ``begun``, what had begun goes on by it; ``force``, they tell until when it is
in force; ``answer``, a letter answers by the law of then.
"""

PAST: frozenset[Aside | None] = frozenset({"past", "begun", "force"})
"""Words that look back, so that no end is amiss."""
OTHERS: frozenset[Aside | None] = frozenset(get_args(Aside)) - PAST - {"answer"}
"""Words that are not the document's own, so that they name no basis of it."""
FOREIGN = OTHERS - {"consolidated"}
"""Those by which nothing derives from anything; the act that a consolidated text gives rests on its bases."""
_AND = re.compile(r"\s*(?:,|và|,\s*và)\s*")
_AND_TORN = re.compile(r"\s*(?:,|và)\s[^.;:|]{0,60}")
"""The same, with a name behind it that blanks tore apart."""


class Asides:
    """What stands aside among the citations of one text, each asked for by its place among them.

    Which law bears a number, the ``register`` tells.
    """

    def __init__(self, text: str, extraction: Extraction, keys: Keys, register: Register) -> None:
        self._text = text
        self._document = extraction.document
        self._citations = extraction.citations
        self._keys, self._register = keys, register
        self._consolidated = extraction.document.kind == "consolidated"
        self._found: dict[int, Aside | None] = {}
        self._whose: dict[int, Aside | None] = {}
        self._words: dict[int, Aside | None] = {}

    def all(self) -> tuple[Aside | None, ...]:
        """Of every citation why the document does not rely on it; of what it changes nothing is asked."""
        return tuple(None if one.relation in CHANGING else self.of(index) for index, one in enumerate(self._citations))

    def of(self, index: int) -> Aside | None:
        """Why the document does not rely on a citation as of its own day; None where it does."""
        if index not in self._found:
            amended: Aside | None = "amended" if index in self.amended else None
            self._found[index] = self.whose(index) or amended or self._when(index)
        return self._found[index]

    def whose(self, index: int) -> Aside | None:
        """Whose words a citation is, where they are not the document's own."""
        if index not in self._whose:  # many a rule asks
            self._whose[index] = self._not_its_own(index)
        return self._whose[index]

    def _not_its_own(self, index: int) -> Aside | None:
        citation = self._citations[index]
        if self._consolidated:
            return "consolidated"
        if citation.within is not None:
            return "within"
        if self.own_day(index) != self._document.date:
            return "enclosed"
        if self._lists and citation.zone != "preamble":
            return "listed"
        return "itself" if self.is_itself(index) else self._spoken(index)

    def own_day(self, index: int) -> str | None:
        """The day of the letterhead that a citation stands under, for a file may hold several documents."""
        own = self._document.date
        return day_over(self._citations[index].start, self._head_days, own) if own is not None else None

    def is_itself(self, index: int) -> bool:
        """Whether a citation bears the document's own number, of its year, be it under another day; no basis does."""
        own, key = self._keys.own, self._keys.cited[index]
        if not own.number or is_recited(self._citations[index]) or key.block != own.block:
            return False
        same = types_agree(key, own) and places_agree(key.place, own.place)
        return same and (key.date is None or same_register(key, own))

    def is_own_word(self, index: int) -> bool:
        """Whether a citation is what the document itself says: neither what a page says of it, nor what it takes out of
        an act, nor quoted by what lays down no rules of law, for those are amended in such marks. The recitals are."""
        return self._spoken(index) is None

    def _spoken(self, index: int) -> Aside | None:
        if index not in self._words:
            self._words[index] = self._word(index)
        return self._words[index]

    def _word(self, index: int) -> Aside | None:
        citation = self._citations[index]
        start, end = citation.start, citation.end
        place = bisect(self._data, (start, len(self._text))) - 1
        if place >= 0 and start < self._data[place][1]:
            return "data"
        if start < self._letterhead and not is_recited(citation):
            return "data"
        if self._consolidated and citation.zone == "footnote":
            return "consolidated"
        inside = citation.zone != "preamble" and is_exchanged_in(self._text, start)
        if citation.zone == "preamble" or not (inside or is_quoted(self._text, start)):
            return None
        if not inside and year_in(self._document.number) is None:
            return "quoted"
        return "exchanged" if inside or is_exchanged(self._text, start, end) else None

    def _when(self, index: int) -> Aside | None:
        """Whether the part that holds a citation, or the clause before it, tells of the past, or the words behind it
        tell of its end; or a letter cites it in its answer, by the law of what it was asked about."""
        text, citation, recited = self._text, self._citations[index], is_recited(self._citations[index])
        clause = clause_before(text, citation.start)
        if tells_of_past(text, citation.start, self._parts, clause, recited=recited):
            return "past"
        if not recited:
            if is_of_a_time_before(clause, self._document.date):
                return "past"
            if was_begun(text, citation.end, clause, citation.start, self._articles):
                return "begun"
            if was_done_before(text, citation.end, self._document.date):
                return "begun"
            if opens_with_its_end(clause) or tells_its_force(text, citation):
                return "force"
        asked = self._request_end
        orders = citation.relation == "implements"  # of today
        return "answer" if asked is not None and citation.start > asked and not orders else None

    @cached_property
    def amended(self) -> frozenset[int]:
        """The citations whose number is that of a law which the amending law named there amends: what bears the name of
        the latter with the number of the former, "Luật sửa đổi ... của Luật Đất đai số 31/2024/QH15", and the laws that
        are listed behind it."""
        found: set[int] = set()
        end: int | None = None
        for index, (citation, key) in enumerate(zip(self._citations, self._keys.cited, strict=True)):
            if key.type in NAMED_TYPES and key.number:
                goes_on = end is not None and _AND.fullmatch(self._text, end, citation.start) is not None
                if self._bears_amended(key) if amends(key.name_block) else goes_on:
                    found.add(index)
                    end = citation.end
                    continue
            if citation.within is None:
                end = None
        return frozenset(found | self._torn_titles())

    def _torn_titles(self) -> set[int]:
        """The laws that end the title of one which amends them all, where its own words are torn, the last under its
        day: "Luậ t sửa đổi ... của Luật A số 1, Luật B số 2 và Luật C số 3 ngày ..."."""
        found: set[int] = set()
        run: list[int] = []
        for index, (citation, key) in enumerate(zip(self._citations, self._keys.cited, strict=True)):
            end = self._citations[run[-1]].end if run else 0
            if key.type not in NAMED_TYPES or not key.number or citation.within is not None:
                run = []
            elif run and _AND_TORN.fullmatch(self._text, end, citation.start) is not None:
                run.append(index)
                if key.date is not None and self._is_of_its_amender(key) and self._amends_before(run[0]):
                    found.update(run)
            else:
                run = [index]
            run = [] if key.date is not None else run
        return found

    def _amends_before(self, index: int) -> bool:
        """Whether the clause before a citation speaks of what amends."""
        return says("amended").search(fold(clause_before(self._text, self._citations[index].start))) is not None

    def _is_of_its_amender(self, key: Key) -> bool:
        """Whether the day of a citation is not that of its law, but of one that amended it, as the register knows."""
        entry, _ = identify(key, date.max, self._register)
        days = [] if entry is None else [self._register.entry(one.later).key.date for one in entry.changed_by]
        return entry is not None and entry.key.date != key.date and key.date in days

    def _bears_amended(self, key: Key) -> bool:
        """Whether the register knows the number of an amending law's name as that of the law which it amends."""
        entry, _ = identify(key, date.max, self._register)
        name = entry.key.name_block if entry is not None else ""
        return name not in ("", key.name_block) and not amends(name) and f".{key.name_block}".endswith(f".{name}")

    @cached_property
    def _lists(self) -> bool:
        return publishes(self._document.title)

    @cached_property
    def _head_days(self) -> tuple[tuple[int, str], ...]:
        return head_days(self._text)

    @cached_property
    def _letterhead(self) -> int:
        return before_letterhead(self._text, self._document.number)

    @cached_property
    def _data(self) -> tuple[tuple[int, int], ...]:
        return page_data(self._text)

    @cached_property
    def _parts(self) -> tuple[tuple[int, bool], ...]:
        return parts(self._text)

    @cached_property
    def _articles(self) -> tuple[tuple[int, bool], ...]:
        return transitions(self._text)

    @cached_property
    def _request_end(self) -> int | None:
        return request_end(self._text) if self._document.type == "CV" else None


def asides_in(text: str, extraction: Extraction) -> tuple[Aside | None, ...]:
    """Of every citation of a text why the document does not rely on it, by the register that comes along."""
    return Asides(text, extraction, keys_of(extraction), load_register()).all()
