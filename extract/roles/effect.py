"""From which day a change holds: by its own clause, else from the day on which the document itself takes effect."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import chain

from extract import dates
from extract.clauses import article_of, names_type
from extract.roles.changes import Clause
from extract.roles.cues import forms_of
from extract.roles.recounted import Recounted
from extract.roles.wordings import Wordings
from extract.vocabulary import labels_of
from extract.words import any_of
from ontology import table

FROM = r"(?:(?:kể )?từ|kể) "  # the second is a misprint
_THEN = r"(?: thi hành)?,?\s"
_SIGNED = (
    r"(?P<signed>(?:ngày|khi) (?:[^.;,\n]{3,14} này được )?(?:ký|ban hành|(?:được )?(?:[^.;,\n]{0,40}\s)?thông qua))"
)
_WHEN = "(?:ngày|khi|thời điểm)"
_HOW_MUCH = any_of(("thi hành", *forms_of("part", "part"), *forms_of("whole", "all-of")))
_ENDS = any_of(forms_of("repeals", "expire"))
_SINCE = re.compile(
    rf"(?:\s{_HOW_MUCH})*\s?(?:[,;(]\s?(?:{_ENDS} )?)?(?:{FROM}(?:{_SIGNED}"
    rf"|(?P<day>(?:\d{{1,2}} giờ (?:\d{{1,2}} phút )?)?(?:ngày\s)?)(?=\d)|{_WHEN} [^.;\n]{{3,60}} này có)"
    r"|ngày (?=\d))"
)
_SINCE_ANOTHER = re.compile(  # on a day that another act has: "kể từ ngày Luật Đầu tư có hiệu lực"
    rf"{_THEN}{FROM}{_WHEN} (?:các )?{any_of(row['label'] for row in table('types'))}"
    r" (?!này)[^;.\n]{2,120}có hiệu lực"
)
_ANOTHER_REACH = 300
_CELL = re.compile(r"(?:[^|\n]{0,80}\|){0,3}?\s?(?=\d{1,2}[/.-]\d{1,2}[/.-]\d{4}\s*(?:\||$))")
_LAST_DAY = re.compile(r"\s(?<!ày\s)(?P<day>\d{1,2}/\d{1,2}/\d{4})(?:\s\d{1,4})?\s*$")  # and a page's number
_CELLS = ("Được ", "Bị ")  # before the verb of a row's cell
_LONGEST_ROW = 500  # behind the verb of a row, in characters
_OPENS = re.compile(rf"(?:[^,;:]{{0,14}}[.:]\s|\s)?(?i:{FROM})ngày\s(?=\d)")
_FORCE = "có hiệu lực"
_SINCE_WHEN = rf"{_THEN}{FROM}(?:{_SIGNED}|(?:ngày\s)?(?=\d))"
_CHANGES = any_of((*forms_of("supersedes", "replace"), *forms_of("repeals", "abolish")))
_IN_FORCE = re.compile(
    r"này(?:\s[^.;,\n]{0,40}|\s(?:đã\s)?được\s[^.;\n]{5,160}\sthông qua\s[^.;\n]{0,60}\svà"
    rf"|\s{_CHANGES}\s[^;\n]{{5,300}}\svà)?\s{_FORCE}{_SINCE_WHEN}"
)
_BARE = re.compile(_FORCE + _SINCE_WHEN)  # behind a type that opens its line: "1. Nghị quyết có hiệu lực từ ngày ký"
_AFTER_SIGNING = re.compile(
    rf"này(?:\s[^.;,\n]{{0,40}})?\s{_FORCE}{_THEN}"
    r"sau (?P<days>\d{1,3})\s(?:\([^()\n]{1,40}\)\s)?ngày,?\s"
    rf"{FROM}{_SIGNED}"
)
_OF_A_PART = re.compile(  # "Điều 3 Thông tư ", "các điều 66, 67 và 68 Nghị định "; in one line
    rf"(?i:{any_of(forms_of('part'))}) [^\s.:]+(?:,? (?:và )?\d{{1,3}}){{0,20}} (?:của )?\S+(?: \S+)? $"
    r"|\scủa \S+(?: \S+)? $"  # "Quy định về hóa đơn của Luật "
)
_ARTICLES_OWN = re.compile(  # "Điều 2 và Điều 3 Thông tư này có hiệu lực từ ngày ..."
    r"Điều (?<!\d Điều )(?<!\s[a-zđ] Điều )(?P<articles>\d{1,3}(?:(?:,| và|, và) (?:Điều )?\d{1,3}){0,30}),? (?:của )?"
    rf"[^\d.;,\n]{{3,40}}{_FORCE}{_SINCE_WHEN}"
)
_LISTED = re.compile(rf"(?i:(?<!\w){any_of(labels_of({'effect'}))})[\s|*:\"'–-]{{1,12}}(?=\d)")
_TABLE = 3_000  # how far that may reach, in characters
_WHOLE = len("2026-01-31")
_TYPE_REACH = 90  # before "này", in characters


class Effect:
    """The days of effect in one document; ``signed`` is its own date: by its own day no change holds before;
    ``recounted`` is where other acts speak in it, ``wordings`` what those it amends will say."""

    def __init__(self, text: str, signed: str | None, recounted: Recounted | None, wordings: Wordings) -> None:
        self._text, self._dated, self._recounted, self._wordings = text, signed, recounted, wordings
        self._days: list[tuple[int, str, int]] | None = None
        self._own: list[tuple[int, str, int]] | None = None  # these, else those that are listed over it
        self._articles: dict[str, str] | None = None

    def of(self, clause: Clause) -> str | None:
        """The day from which a clause holds; None where no words tell."""
        if _SINCE_ANOTHER.match(self._text, clause.day[0], clause.day[0] + _ANOTHER_REACH):
            return None
        day = self._stated(clause)
        if clause.actor is not None or day is not None:
            return day
        day = self._of_article(clause.opening[1]) or self.own(clause.opening[1])
        return None if day is not None and self._dated is not None and day < self._dated[: len(day)] else day

    def _of_article(self, position: int) -> str | None:
        """The day from which the article at a position holds, where it has one of its own."""
        if self._articles is None:
            self._articles = {}
            if _FORCE in self._text:
                for match in _ARTICLES_OWN.finditer(self._text):
                    day = self._dated if match["signed"] else self._day(match.end())
                    if day is not None and "này" in match[0]:
                        self._articles.update(dict.fromkeys(re.findall(r"\d+", match["articles"]), day))
        if not self._articles:
            return None
        return self._articles.get(str(article_of(self._text, position)))

    def own(self, position: int) -> str | None:
        """The day from which the document says that it holds: by the words nearest before a position, else behind.

        Where no words tell, by what is listed over it.
        """
        if self._own is None:
            self._own = self.told() or self._listed()
        days = self._own
        at = max(0, bisect_right(days, (position, "~")) - 1)
        return days[at][1] if days else None

    def told(self) -> list[tuple[int, str, int]]:
        """Where the document says from which day it holds: begin of the words, day, end. A part's own day is none."""
        if self._days is None:
            days = sorted(self._own_days())
            outside = [one for one in days if not self._wordings.hold(one[0])]
            self._days = outside or [one for one in days if self._wordings.torn(self._text, one[0])]
        return self._days

    def _listed(self) -> list[tuple[int, str, int]]:
        """The same of the table or the YAML over it: "Ngày hiệu lực | 17/4/2026", "ngayhieuluc: 2026-04-17"."""
        listed = _LISTED.search(self._text, 0, _TABLE)
        day = None if listed is None else self._day(listed.end())
        return [(0, day, 0)] if day else []

    def _own_days(self) -> Iterator[tuple[int, str, int]]:
        if _FORCE not in self._text:
            return
        for match in chain(_IN_FORCE.finditer(self._text), filter(self._opens, _BARE.finditer(self._text))):
            if self._recounted is not None and self._recounted.holds(match.end()):
                continue
            if not _OF_A_PART.search(self._text, max(0, match.start() - _TYPE_REACH), match.start()):
                day = self._dated if match["signed"] else self._day(match.end())
                if day is not None:
                    yield match.start(), day, match.end()
        if self._dated and len(self._dated) == _WHOLE:
            for match in _AFTER_SIGNING.finditer(self._text):
                yield match.start(), str(date.fromisoformat(self._dated) + timedelta(int(match["days"]))), match.end()

    def _opens(self, force: re.Match[str]) -> bool:
        """Whether only a type stands before the words in their line."""
        line = self._text.rfind("\n", max(0, force.start() - _TYPE_REACH), force.start()) + 1
        return line > 0 and names_type(self._text[line : force.start()])

    def _stated(self, clause: Clause) -> str | None:
        """The day in the clause's own words."""
        start, end = clause.day
        if since := _SINCE.match(self._text, start, end):
            if since["signed"]:
                return self._dated
            return self._day(since.end())  # none behind "kể từ ngày Nghị định này có hiệu lực"
        while cell := _CELL.match(self._text, start, end):
            rest = self._text[cell.end() : end].partition("\n")[0].partition("|")[2]
            if self._text[start : cell.end()].strip(" |") or not rest.strip(" |"):
                return self._day(cell.end())
            start = end - len(self._text[cell.end() : end].partition("|")[2])  # the day beside an act is its own
        first, verb = clause.opening
        if clause.actor is not None:
            return self.of_row(first, verb)
        parted = self._text.rfind(";", first, verb) + 1  # "Từ ngày ... A hết hiệu lực; từ ngày ... B hết hiệu lực"
        opens = (parted and _OPENS.match(self._text, parted, verb)) or _OPENS.match(self._text, first, verb)
        return self._day(opens.end()) if opens else None

    def of_row(self, first: int, verb: int) -> str | None:
        """The day at the end of a row whose cells ran together: "A Được thay thế bởi B 15/10/2023".

        A capital opens the cell that holds the ``verb``, behind the act that begins at ``first``.
        """
        if not self._text.endswith(_CELLS, first, verb):
            return None
        stop = self._text.find("\n", verb, verb + _LONGEST_ROW)
        day = _LAST_DAY.search(self._text, verb, stop if stop >= 0 else min(len(self._text), verb + _LONGEST_ROW))
        return self._day(day.start("day")) if day else None

    def _day(self, position: int) -> str | None:
        """The day that stands at a position."""
        words = self._text[position : position + 40]
        if words[4:8:3] == "--":
            return dates.iso(words[:4], words[5:7], words[8:10])  # as programs write it, "2026-04-17"
        found = dates.find_date(words)
        return found[2] if found and found[0] < 4 else None
