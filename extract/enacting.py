"""The words of an act behind what it states: from which day it is in force, and in which article a change stands."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from extract import dates
from extract.divisions import ARTICLE, CHAPTER
from extract.frame.letterhead import read_letterhead
from extract.records import Citation, SourceText
from extract.repair.clean import clean
from extract.roles.effect import Effect
from extract.roles.recounted import find_recounted
from extract.roles.wordings import find_wordings
from extract.words import any_of, last_match, lowered, occurrences
from ontology import table, types_with

_ENCLOSED = types_with("rules_among_such") - types_with("lays_down_rules")
"""Types whose documents are issued with an act: the Quy chế of a Quyết định."""
_ACTS = [row["label"].lower() for row in table("types") if row["code"] in types_with("changes_acts") - _ENCLOSED]
_AMENDING = re.compile(
    r"\b(?:văn bản|quyết định|nghị quyết|thông tư|nghị định|luật)\s(?:đã\s)?sửa\sđổi(?:,?\s(?:và\s)?bổ\ssung)?\s"
    r"(?:một\ssố\sđiều\s(?:của\s)?)?$",
    re.IGNORECASE,
)
_AMENDS = re.compile(r"\b(?:sửa\s?đổi|bổ\ssung|thay|bỏ|đính\schính)\b", re.IGNORECASE)
_TAKES_EFFECT = "này có hiệu lực"
_ACT = re.compile(rf"\b({any_of(_ACTS)})\s\Z")
_LONGEST_ACT = max(map(len, _ACTS)) + 1
_BY = re.compile(r"\b(?:sửa\sđổi|bổ\ssung|thay\sthế|bãi\sbỏ)\sbởi\s[^;.\n]{0,200}$", re.IGNORECASE)
_ISSUING = " ban hành "
_MARKS = re.compile(r'[“”"]')
_BEFORE_WORDS = frozenset("([:|>*_")
"""Beside a space, what a straight mark follows where it opens."""
_UNTIL = re.compile(
    r"\s?,?\s(?:(?:và|được|thực hiện|áp dụng|cho)\s)*đến\s(?:hết\s)?(?:ngày\s(?=\d)|năm\s(?P<year>\d{4}))"
)
_FROM_A_DAY = re.compile(r"\snày\scó\shiệu\slực(?:\sthi\shành)?,?\s(?:kể\s)?từ\sngày\s(?=\d)")
_STOP = re.compile(r"[.;\n]")
_NAMED_ARTICLE = re.compile(r"\b[Đđ]iều\s(\d+[a-zđ]?)\b")
_BEFORE, _AFTER = 300, 260  # how far a clause goes from what it names, in characters
_OPENING = 12  # what may stand before a document that opens a clause, in characters: "các ", "Điều 2 "
_ITEM = r"\n(?=\s*(?:\d+[.)]|[a-zđ]\)|[-–+|]|(?:Điều|ĐIỀU)\s\d))"
_PARTS = re.compile(rf"\n\s*\n|[.;][*_]*\s|{_ITEM}")
_ENDS = re.compile(rf"[.;](?=[*_/]*(?:\s|$))|\n\s*\n|{_ITEM}")


@dataclass(frozen=True, slots=True)
class Passage:
    """Where a text says something: the article that it stands in ("" in none), and the words of the clause."""

    article: str
    quote: str


@dataclass(frozen=True, slots=True)
class InForce:
    """From which day an act says that it is in force, up to and including which, if it says so, and where."""

    since: str
    until: str | None
    passage: Passage


class Enacting:
    """The articles of one text, and what it quotes of others."""

    def __init__(self, source: SourceText) -> None:
        self._text = source.text
        self._quoted = _quoted(self._text)
        self._articles = [match for match in ARTICLE.finditer(self._text) if not self._in_quotes(match.start())]
        self._with_own_day: frozenset[str] | None = None  # until it is asked

    def in_force(self) -> InForce | None:
        """The one time for which the document says that it is in force; None where it says none, or several."""
        reading = clean(self._text)
        document, _, _ = read_letterhead(reading)
        recounted, wordings = find_recounted(reading, document), find_wordings(reading.text)
        days = Effect(reading.text, document.date, recounted, wordings).told()
        return self.told_by((day, reading.span(start, end)) for start, day, end in days)

    def told_by(self, days: Iterable[tuple[str, tuple[int, int]]]) -> InForce | None:
        """The same of the days of effect in the text, each with the place of its words."""
        told = [(day, place) for day, place in days if not self._in_quotes(place[0])]
        if len({day for day, _ in told}) != 1:
            return None
        day, (start, end) = told[0]
        return InForce(day, self._until(end), Passage(self._article(start), self._words(start, end)))

    def of(self, citation: Citation) -> Passage:
        """Where a citation stands, and the clause that it stands in, with the words that decide, if they are others."""
        quote = self._words(citation.start, citation.end)
        trigger = _one_line(citation.trigger or "")
        if trigger and trigger.lower() not in quote.lower():
            quote = f"{trigger} … {quote}"
        return Passage("Phụ lục" if citation.zone == "annex" else self._article(citation.start), quote)

    def quotes(self, citation: Citation) -> bool:
        """Whether a citation stands in words that the text gives to another one."""
        return self._in_quotes(citation.start)

    def _until(self, position: int) -> str | None:
        """The last day that the words from a position on name."""
        if (first := self._date_at(position)) is not None:
            position += first[1]
        until = _UNTIL.match(self._text, position)
        if until is None:
            return None
        last = self._date_at(until.end())
        return f"{until['year']}-12-31" if until["year"] else last[2] if last is not None else None

    def of_several(self, label: str) -> bool:
        """Whether acts of other types than this one also say from when they are in force: a codification, a reader."""
        small = lowered(self._text)
        for at in occurrences(_TAKES_EFFECT, small):
            act = _ACT.search(small, max(0, at - _LONGEST_ACT), at)
            if act and act[1] != label.lower() and not self._in_quotes(act.start()):
                return True
        return False

    def has_own_day(self, article: str) -> bool:
        """Whether an article takes effect on a day of its own: "Điều 2 Thông tư này có hiệu lực từ ngày ..."."""
        if self._with_own_day is None:
            self._with_own_day = self._days_of_articles()
        return article in self._with_own_day

    def _days_of_articles(self) -> frozenset[str]:
        """The articles that take effect on a day of their own."""
        found: set[str] = set()
        for told in _FROM_A_DAY.finditer(self._text):
            clause = _STOP.split(self._text[max(0, told.start() - _BEFORE) : told.start()])[-1]
            found.update(f"Điều {number}" for number in _NAMED_ARTICLE.findall(clause))
        return frozenset(found)

    def amended(self, citation: Citation) -> bool:
        """Whether the words before are about the acts that amend a cited one: "các văn bản sửa đổi, bổ sung ..."."""
        return _AMENDING.search(self._text[max(0, citation.start - _BEFORE) : citation.start]) is not None

    def says_amended(self, citation: Citation) -> bool:
        """Whether an article of the act itself, or its title, says before a cited act that it is amended.

        In an annex, the words may be the name of a procedure ("đăng ký bổ sung"); in a list, those of another item.
        """
        if citation.zone == "annex":
            return False
        return _AMENDS.search(self._text[self._begins(citation.start) : citation.start]) is not None

    def may_be_of_a_title(self, citations: Sequence[Citation], index: int) -> bool:
        """Whether a citation stands in an act's title, or follows one that does in the same clause: it may go on.

        "Bãi bỏ Thông tư số A sửa đổi, bổ sung Thông tư số B; Thông tư số C và Thông tư số D" ends A alone.
        """
        while citations[index].within is None:
            begins = self._begins(citations[index].start)
            goes_on = self._text[:begins].endswith("; ") and citations[index].start - begins <= _OPENING
            if index == 0 or not (goes_on or citations[index - 1].start >= begins):
                return False
            index -= 1
        return True

    def names_another(self, citation: Citation) -> bool:
        """Whether the words before are the name of an act that amends the cited one, and not what this act does.

        "Nghị quyết sửa đổi, bổ sung một số điều của ..." in a list, not behind "ban hành", nor in the own title; or
        the cited one amended another: "sửa đổi, bổ sung bởi Nghị định số ...".
        """
        before = self._text[max(0, citation.start - _BEFORE) : citation.start]
        if _BY.search(before):
            return True
        name = _AMENDING.search(before)
        if name is None or not self._articles or citation.start < self._articles[0].start():
            return False
        return not before[: name.start()].lower().endswith(_ISSUING)

    def _date_at(self, position: int) -> tuple[int, int, str | None] | None:
        found = dates.find_date(self._text[position : position + 40])
        return found if found is not None and found[0] < 2 else None

    def _in_quotes(self, position: int) -> bool:
        at = bisect_right(self._quoted, (position, len(self._text))) - 1
        return at >= 0 and position < self._quoted[at][1]

    def _article(self, position: int) -> str:
        at = bisect_right(self._articles, position, key=lambda match: match.start()) - 1
        if at < 0 or CHAPTER.search(self._text, self._articles[at].end(), position):  # in the name of a chapter
            return ""
        return f"Điều {self._articles[at]['number']}"

    def _begins(self, position: int) -> int:
        """Where the clause around a position begins."""
        before = last_match(_PARTS, self._text, max(0, position - _BEFORE), position)
        cut = self._text.find(" ", position - _BEFORE, position) + 1 if position > _BEFORE else 0
        return before.end() if before else cut

    def _words(self, start: int, end: int) -> str:
        first = self._begins(start)
        after = _ENDS.search(self._text, end, end + _AFTER)
        last = after.start() if after else end if end + _AFTER < len(self._text) else len(self._text)
        return _one_line(self._text[first:last]).strip("*_ ")


def _quoted(text: str) -> list[tuple[int, int]]:
    """The outermost pairs of quotation marks; one that nothing closes or opens quotes nothing."""
    opened: list[int] = []
    pairs: list[tuple[int, int]] = []
    for mark in _MARKS.finditer(text):
        if mark[0] == "“" or (mark[0] == '"' and _opens(text, mark.start())):
            opened.append(mark.start())
        elif opened:
            start = opened.pop()
            while pairs and pairs[-1][0] > start:
                pairs.pop()
            pairs.append((start, mark.end()))
    return pairs


def _opens(text: str, at: int) -> bool:
    """Whether a straight mark opens what it quotes: nothing stands before it, and something behind it."""
    before, behind = text[at - 1 : at], text[at + 1 : at + 2]
    return not behind.isspace() and behind != "" and (not before or before.isspace() or before in _BEFORE_WORDS)


def _one_line(words: str) -> str:
    return " ".join(words.split())
