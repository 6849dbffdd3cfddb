"""Who speaks in a stretch of a document (ai nói): the document itself, or another whom it only lets speak.

Decided once, before roles are read. What another voice says is cited, and is never this document's change: what a page
tells, what a consolidated text recounts of the acts that amended its own, what is proposed, new wording, and the cells
of a table that name on what something rests or what is still to be done.
"""

from __future__ import annotations

import re
from enum import Enum

from extract.clauses import CELL, COUNTS, Sentence, opens_item
from extract.divisions import ARTICLE, CHAPTER
from extract.frame.kinds import RECITAL, is_operative
from extract.frame.portals import read_portal
from extract.mentions.drafts import Draft
from extract.records import PAGES, Document
from extract.repair.pieces import Reading
from extract.roles.ages import is_younger, outranks
from extract.roles.changes import LABEL, Clause
from extract.roles.cues import CHANGES, Vocabulary
from extract.roles.proposed import Proposals
from extract.roles.recounted import find_recounted
from extract.roles.subjects import Subjects, calls_itself_act
from extract.roles.wordings import find_wordings
from extract.vocabulary import pattern_of, words_of
from extract.words import any_of, at_lines
from ontology import types_with

_RECITAL = pattern_of("lines", "basis", before=r"[\s\-–+•*]*")
_HEADING = re.compile(
    rf"[\s*_#]*(?i:(?P<bases>{any_of(words_of('lines', 'heads_bases'))})|{any_of(words_of('lines', 'heads_tasks'))})"
    r"(?!\w)[^|.;]{0,40}$"
)
_ITS_OWN = re.compile(r"(?i:\snày|nay|\ssau(?:\sđây)?)\s")  # "Quyết định này bãi bỏ", "Các quyết định sau bị bãi bỏ"
_ACTS = types_with("changes_acts")  # and only these change each other, where no words say who does it
_OPENING = 120  # in which the fragment of a document has an article or a heading, in characters
_NAMES_ITSELF, _IN_FORCE = 40, " có hiệu lực"  # in which a closing article names its act, in characters; and what of it
_LONGEST_ROW = 4_000  # in characters
_CHAPTER_OPENS = 800  # in which the first article of a chapter stands, in characters
_DASHES = (" —", " –", " -")
_HEADS, _FEWEST_HEADS = "\n#", 2  # of a page in Markdown, with the least of them that part it
_MOST_ROWS = 400  # of a table over a row, in which the heading of its column is looked for


class Voice(Enum):
    """Whose words a sentence, a mention in it, or what a clause says of a mention is in."""

    OWN = "the document's"
    RECITAL = "the document's, of what it stands on; it may go on to enact"
    BASIS = "the document's, in a column of what something rests on"
    ANOTHER = "of another act or body"
    PAGE = "of a page that tells of acts"


class Voices:
    """Who speaks where in one document. Linear: each line is looked at once, around a position what is bounded."""

    def __init__(self, reading: Reading, document: Document, vocabulary: Vocabulary) -> None:
        self._text = reading.text
        fragment = document.kind == "page" and (
            is_operative(reading.text, 0, _OPENING)
            or _opens_with_chapter(reading.text)
            or _opens_with_itself(reading.text, vocabulary)
        )
        told = (document.kind in PAGES and not fragment) or _sums_up(reading, document)
        self._page = told  # it changes nothing itself, whatever it quotes
        self.recounted = find_recounted(reading, document)
        self.subjects = Subjects(reading.text, document, vocabulary)
        self.wordings = find_wordings(reading.text)
        self._proposed = Proposals(reading.text, vocabulary, self.subjects)
        self._tables = _Tables(reading.text) if CELL in reading.text else None
        self._dated = document.date if document.type not in types_with("consolidates") else None
        self._numbering, self._type = document.numbering, document.type
        title = document.title or ""
        self._amends = any(one.cue.meaning == "amends" for one in vocabulary.deciding(title, 0, len(title)))
        self._makes_none = _makes_none(document) and not _lists_ended(document, vocabulary)

    def of(self, sentence: Sentence, draft: Draft | None = None, clause: Clause | None = None) -> Voice:
        """Who speaks in a sentence that cites, or of a mention in it, or by a ``clause`` of that mention.

        Asked in the order of the text.
        """
        if draft is not None:
            return self._of_mention(sentence.line, draft, clause)
        if _RECITAL.match(self._text, sentence.start):
            return Voice.RECITAL
        if self._page:
            return Voice.PAGE
        recounted = self.recounted is not None and self.recounted.holds(sentence.start)
        return Voice.ANOTHER if recounted or self._proposed.hold(sentence.line) else Voice.OWN

    def _of_mention(self, line: int, draft: Draft, clause: Clause | None) -> Voice:
        """The same of one mention, of which a clause may say something, in the line that begins at ``line``."""
        if clause is not None:
            label = clause.verb.id == LABEL
            own = self._numbering if label else None  # a province's may end what one that it took in numbered higher
            told = self._dated is not None and is_younger(draft, self._dated, own)
            told = told or outranks(draft.type, self._type)
            told = told or (label and clause.relation != "amends" and self._amends)
            told = told or (self._makes_none and not clause.own and clause.changes_law and draft.type in _ACTS)
            told = told or (self._tables is not None and self._tables.only_tell(line, draft.start, clause))
            return Voice.ANOTHER if told else Voice.OWN
        if self._page:
            return Voice.PAGE
        rests = self._tables is not None and self._tables.rest_on(line, draft.start)
        return Voice.BASIS if rests else Voice.OWN


def _sums_up(reading: Reading, document: Document) -> bool:
    """Whether a page of headings under an act's particulars only sums it up, without a place where that was issued, a
    recital or an article: those that it names have a dash behind them, "Điều 5 — Thời hiệu".

    Its lists of what the act ends and rests on are somebody's words.
    """
    yearly = document.numbering is not None and document.numbering.year is not None
    rules = document.type in types_with("lays_down_rules") or (yearly and document.type in _ACTS)
    if not rules or document.place is not None or reading.source.count(_HEADS) < _FEWEST_HEADS:
        return False
    text = reading.text
    if not read_portal(reading.source).end or next(at_lines(RECITAL, text), None) is not None:
        return False
    return all(text[one.end() : one.end() + len(_DASHES[0])] in _DASHES for one in at_lines(ARTICLE, text))


def _opens_with_chapter(text: str) -> bool:
    """Whether a text opens with a chapter of articles: "Chương II¶...¶Điều 5. ..."."""
    if CHAPTER.match(text) is None:
        return False
    article = next(at_lines(ARTICLE, text, 0, _CHAPTER_OPENS), None)
    return article is not None and text.startswith(".", article.end())


def _opens_with_itself(text: str, vocabulary: Vocabulary) -> bool:
    """Whether a text opens as an act closes: "1. Thông tư này có hiệu lực kể từ ngày ..."."""
    named = vocabulary.modifying(text, 0, min(len(text), _NAMES_ITSELF), ())
    own = [one for one in named if one.cue.meaning == "self" and calls_itself_act(text[one.start : one.end])]
    return bool(own) and text.startswith(_IN_FORCE, own[0].end)


def _makes_none(document: Document) -> bool:
    """Whether a document is of a type that changes no acts: a plan, a report, a letter. A fragment may be of any."""
    known = document.type is not None and (document.number is not None or document.issuer is not None)
    return known and document.type not in _ACTS | types_with("consolidates")


def _lists_ended(document: Document, vocabulary: Vocabulary) -> bool:
    """Whether a document is a list of what has ended, by its title: "Danh mục văn bản hết hiệu lực năm 2025"."""
    title = document.title or ""
    words = vocabulary.all(title, 0, len(title))
    suffers = any(one.cue.meaning == "passive" or one.cue.side == "behind" for one in words)
    return suffers and not CHANGES.isdisjoint(one.cue.meaning for one in words)


class _Tables:
    """What the tables of a text are about, by the headings of their columns: "STT | Nhiệm vụ | Cơ quan chủ trì"."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._row = -1  # the last row looked at
        self._headings = (frozenset[int](), False)  # of its table: which columns name bases; whether it lists tasks

    def only_tell(self, line: int, position: int, clause: Clause) -> bool:
        """Whether a position in the row that begins at ``line`` stands in a column of bases, or in a table of tasks.

        What a ``clause`` over the table ends is no task, whoever is to carry it out.
        """
        if self._column(line, position) == 0:
            return False
        tasks = self._of(line)[1] and not self._leads_in(clause, line)
        return tasks or self.rest_on(line, position)

    def _leads_in(self, clause: Clause, line: int) -> bool:
        """Whether a clause over the row that begins at ``line`` ends its rows: "Điều 2. Bãi bỏ các quyết định sau:"."""
        start, verb = clause.opening
        end = self._text.find("\n", verb, line)
        if end < 0 or self._text.find(CELL, start, end) >= 0:
            return False
        if clause.verb.side == "behind":
            return True  # "DANH MỤC VĂN BẢN HẾT HIỆU LỰC"
        before = self._text[start:verb]
        opens = opens_item(before) or _ITS_OWN.search(before) is not None  # not "Nhiệm vụ thay thế các văn bản sau:"
        return opens and self._text[verb:end].rstrip(" *_").endswith(":")

    def rest_on(self, line: int, position: int) -> bool:
        """Whether a position in the row that begins at ``line`` stands in a column of bases."""
        column = self._column(line, position)
        return column > 0 and column in self._of(line)[0]

    def _column(self, line: int, position: int) -> int:
        """In which column of its row a position stands; 0 also in what is too long for a row."""
        return self._text.count(CELL, line, position) if position - line <= _LONGEST_ROW else 0

    def _of(self, line: int) -> tuple[frozenset[int], bool]:
        heading, start = list[str](), line
        for _ in range(_MOST_ROWS):
            if start == self._row:
                self._row = line
                return self._headings
            above = self._text.rfind("\n", 0, max(start - 1, 0)) + 1
            if start == 0 or self._text.find(CELL, above, start) < 0:
                break
            heading, start = self._text[above : start - 1].split(CELL), above
            if any(f"{cell.strip(' *_.')} ".casefold() in COUNTS for cell in heading[:2]):
                break
        else:
            heading = []  # too far above to be looked for
        if start == line:
            return frozenset(), False  # the first row, which may be the heading of those below
        if any(cell.strip(" *_.").isdecimal() for cell in heading[:2]):
            heading = []  # the first row has a number: nothing says what its columns are
        found = [(at, head) for at, cell in enumerate(heading) if (head := _HEADING.match(cell))]
        bases = frozenset(at for at, head in found if head["bases"])
        self._row, self._headings = line, (bases, any(not head["bases"] for _, head in found))
        return self._headings
