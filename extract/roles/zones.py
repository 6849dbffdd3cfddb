"""Where in a document a citation stands: preamble (phần căn cứ), body, footnote or annex (phụ lục)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extract.bodies.mentioned import starts_body
from extract.clauses import first_sentence
from extract.frame.ending import SIGNED, is_sent
from extract.frame.lines import COMES_WITH, leads_in
from extract.frame.presented import ISSUED_WITH
from extract.records import Zone
from extract.repair.pieces import Reading
from extract.vocabulary import pattern_of, words_of
from extract.words import LOWER, any_of
from ontology import table, types_of, types_with


def _words(*roles: str) -> str:
    """A pattern for the words of ``lines.csv`` that have one of these roles."""
    return any_of(words_of("lines", *roles)) + r"(?!\w)"


def _types(codes: frozenset[str] | None = None) -> str:
    """A pattern for the types of documents, of these codes or all."""
    return any_of(row["label"] for row in table("types") if codes is None or row["code"] in codes)


_RECITAL = pattern_of("lines", "basis", "recital", before=r"[-–•+*]?\s?")
_OPERATIVE = re.compile(
    rf"(?!V/\s?[{LOWER}V])(?:[IVX]{{1,5}}\s?[.)\-–/:]|[A-H]\s?[.)]\s|\d{{1,2}}\s?[.)]\s?\S|{_words('operative')})"
)
_BASIS = re.compile(  # a heading over the recitals: "I. CĂN CỨ XÂY DỰNG KẾ HOẠCH"
    rf"(?:(?:[IVX]{{1,5}}|\d{{1,2}}|[A-H])\s?[.)\-–/]\s?)?(?i:các\s|những\s)?{_words('heads_bases')}"
)
_BASIS_ITEM = re.compile(  # a document in a list of recitals
    rf"(?:\d{{1,2}}(?:\.\d{{1,2}})?\s?[.)]|[a-zđ]\)|[-–•+*])\s?(?:Căn cứ\s)?(?:các\s)?{_types()}(?!\w)"
    r"[^.;]{0,160}?(?:\d[/-]|ngày \d|năm \d)"
)
_ANNEX = re.compile(
    r"\n(?:P(?:HỤ LỤC|hụ lục)(?:\s(?:SỐ\s|số\s)?[IVXLC\d]{1,6}[a-zA-Z]?|\s?(?=\n)|\s?:)[^;\n]{0,160}(?=\n|$)"
    rf"|(?P<issued_with>{any_of(words_of('lines', 'annexed'))}"
    rf"|{any_of(row['label'].upper() for row in table('types'))})(?!\w|\s?:)"
    rf"(?=[^;()]{{0,400}}\({COMES_WITH}\s)|{ISSUED_WITH.pattern})"
)
#: The State's or the Party's name over a second document in the file, be its accents misread, from its third letter on.
_NEXT_MOTTO = re.compile(r"NG\s(?:(?<=C\wNG\s)H\w{2}\WX\w\WH\wI\sCH\w\sNGH|(?<=Đ\wNG\s)C\wNG\sS\wN\sVI\wT\sNAM(?=\n))")
_HEADS_NOTES = words_of("lines", "heads_notes")
_ADDRESSED = "kính gửi"
_LONGEST_RECIPIENT = 80  # of a letter, in characters
_LISTS_BELOW = tuple(f" {words}:" for words in words_of("titles", "qualified_by"))  # "được sửa đổi, bổ sung bởi:"
_ITEM = "0123456789.) "  # of what the mark of an item is made
_LISTED = tuple(f"{row['label']} " for row in table("types"))
_ENACTS = " ban hành "
_ENACTED = re.compile(_types(types_with("changes_acts") - types_of("party")))
_ENACTS_REACH = 130  # of a line, which who enacts opens, in characters
_SIGNED_REACH = 2_500  # how far before its annex a document is signed, in characters
_REACH = 12_000  # how long a preamble may be, in characters


@dataclass(frozen=True, slots=True)
class Zones:
    """The zones of one document, in positions of the repaired text."""

    operative: int
    annex: int
    footnotes: int

    def of(self, position: int) -> Zone:
        """The zone of a position."""
        if position >= self.footnotes:
            return "footnote"
        if position >= self.annex:
            return "annex"
        return "preamble" if position < self.operative else "body"


def find_zones(reading: Reading, after_title: int) -> Zones:
    """The zones; the preamble runs from the title to the operative text."""
    text = reading.text
    annex = _annex(text, after_title, reading.body_end)
    end = _operative(text, after_title, annex)
    return Zones(end, annex, reading.body_end)


def notes_below(text: str, end: int) -> int:
    """Where the notes of an encyclopedia's article begin, behind their heading; ``end`` where it has none."""
    headings = (f"\n{blank}{words}\n" for words in _HEADS_NOTES for blank in ("", " "))
    return min((at for heading in headings if (at := text.find(heading, 0, end)) >= 0), default=end)


def _annex(text: str, position: int, limit: int) -> int:
    """Where the first annex or the next document begins: behind a signature, or with what says what it came with."""
    for match in _ANNEX.finditer(text, max(0, position - 1), limit):
        start = max(position, match.start() - _SIGNED_REACH)
        if match["issued_with"] or SIGNED.search(text, start, match.start() + 1):
            limit = match.start() + 1
            break
    for motto in _NEXT_MOTTO.finditer(text, position, limit):
        start = motto.start() - len("CỘ")
        if is_sent(text, max(position, start - _SIGNED_REACH), start):
            return start
    return limit


def _operative(text: str, position: int, limit: int) -> int:
    """Where the operative text begins: the first heading, article or order, or behind "như sau:".

    Where there is none (a short letter), it begins behind the last recital of the opening.
    """
    opening = recital = position
    basis = True  # a list of documents right behind the title is one of recitals, too
    far = min(limit, position + _REACH)
    listing = addressed = False
    while position < far:
        stop = text.find("\n", position)
        stop = limit if stop < 0 else min(stop, limit)
        line = text[position:stop].strip()
        if listing and line.lstrip(_ITEM).startswith(_LISTED):  # an act that amended the one put together
            recital, position = stop, stop + 1
            continue
        if addressed and len(line) > _LONGEST_RECIPIENT and line[0] not in "-+(":  # how a letter opens
            recital, addressed = first_sentence(text, position, stop), False
        addressed = addressed or line[: len(_ADDRESSED)].lower() == _ADDRESSED
        listing = line.endswith(_LISTS_BELOW)
        basis = (basis and (not line or _BASIS_ITEM.match(line) is not None)) or _BASIS.match(line) is not None
        if basis:
            recital = stop if line else recital
        elif _OPERATIVE.match(line) or (recital > opening and line.startswith("#")):
            return position
        elif leads_in(line) or _enacts(line):
            return stop
        elif _RECITAL.match(line):
            recital = stop
        position = stop + 1
    return recital


def _enacts(line: str) -> bool:
    """Whether a line says who enacts what: "Chính phủ ban hành Nghị định quy định ..."."""
    at = line.find(_ENACTS, 0, _ENACTS_REACH)
    if at < 0 or not {".", ";"}.isdisjoint(line[:at]):
        return False
    return _ENACTED.match(line, at + len(_ENACTS)) is not None and starts_body(line, 0)
