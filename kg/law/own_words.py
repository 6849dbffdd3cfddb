"""What the words around a citation tell of it: whose they are, and until when the act is in force.

A text may hold other documents, data of a page, quotations; none of these is the document's own word.
"""

from __future__ import annotations

import re
from datetime import date
from functools import cache

from extract.records import DERIVING, Citation
from kg.law.tenure import clause_before
from kg.law.words import any_of, rows_of, says
from ontology import table
from ontology.spelling import fold

_HEAD_DAY = re.compile(
    r"(?m)\n[^\S\n]*[*_|>#]*\s?[^\W\d_][^\n,|;:]{1,40}, ngày[^\S\n]{1,12}(\d{0,2})[^\S\n]{0,12}"
    r"tháng (\d{1,2}) năm (\d{4})[*_|.\s]*$"
)
_NUMBER_LINE = re.compile(
    r"\n[ \t*_|>#]{0,12}(?:\w[^\n|]{0,60}\|[ \t*_]{0,8})?Số[*_]{0,2}\s?:[*_\s]{0,4}(\d[^|*]{1,40})"
)
_NUMBER = re.compile(r"(?<!\w)Số\s?:\s*(\d[^|*\n]{1,40})")
_FRONT = re.compile(r"\s*---[^\S\n]*\n(?:(?:[\w-]+:|- |#|[ \t]+\S)[^\n]*\n|[ \t]*\n){1,200}---[^\S\n]*(?:\n|\Z)")
"""Names with their values, lists, lines further in: no letterhead, which may stand below such a line, too."""
_TABLE = re.compile(r"(?m)(?:^[ \t]*\|[^\n]*(?:\n|\Z))+")
_ROW = re.compile(r"(?m)^[ \t]*\|([^|\n]*)[^\n]*(?:\n|\Z)")
_HEADING = re.compile(r"\n#{1,6}[ \t]+[*_]*([^\n]*)")
_RECITED = re.compile(rf"(?i)\n[ \t>*_-]*{any_of('recital', folded=False)}")
_TIP = re.compile(rf"(?is){any_of('tip_opens', folded=False)}.{{0,250}}?{any_of('tip_ends', folded=False)}")
"""What a page shows on how it marks changes, with some act as its sample."""
_FIELDS = 2
"""So many fields that a page tells of a document are no accident."""
_LONGEST_QUOTE = 6_000
_EXCHANGED = re.compile(
    rf"[^“”]{{0,300}}”\s*{any_of('into', folded=False)}\s+(?:(?:\w+\s){{0,2}}{any_of('term', folded=False)}\s+)?“"
)
_STRUCK = re.compile(rf"(?i){any_of('term', folded=False)}\s*\Z")
_ADDED = re.compile(rf"(?i)(?<!,\s){any_of('adds', folded=False)}\s+(?:\w+\s+)?\w+\s*\Z")
"""Right before the mark; "sửa đổi, bổ sung đoạn “A” thành" takes A out."""
_CHANGED_AT = re.compile(
    rf"(?i){any_of('into', folded=False)}\s+(?:\w+\s){{0,2}}{any_of('term', folded=False)}\s*“[^“”]*”[^.;“”]{{0,80}}\Z"
)
_FORCE = re.compile(rf"(?i)[^\w(]{{0,3}}(?:{any_of('aux', folded=False)}\s){{0,2}}{any_of('force', folded=False)}")
_FORCE_AMENDED = re.compile(
    rf"(?i)[^\w(]{{0,3}}(?:{any_of('was', folded=False)}\s){{1,2}}{any_of('amended', folded=False)}"
    rf"[^.;()“”]{{0,200}}?\s{any_of('force', folded=False)}"
)
_UNTIL = re.compile(rf"(?i)[^\w(]{{0,3}}{any_of('until', folded=False)}")
_ISSUED = re.compile(rf"(?i){any_of('issued', folded=False)}[^.;\n]*\Z")
_BEFORE_FORCE, _IN_FORCE = (
    re.compile(rf"(?i){any_of('before_force', folded=False)}\s+\Z"),
    re.compile(rf"(?i)\s{{1,3}}{any_of('in_force', folded=False)}"),
)
_LONGEST_LEAD = 160
_BEHIND, _LAST_WORDS, _PAGE_BREAK, _LONGEST_LIST = 260, 30, 16, 700  # characters
_ACTS = "|".join(re.escape(fold(row["label"])) for row in table("types") if row["lays_down_rules"])
_FROM_ITS_DAY = rf"{any_of('span')} [^.;,]{{3,60}} nay {any_of('in_force')}(?: {any_of('carried_out')})?"
_OPENS_WITH_END = re.compile(rf"{_FROM_ITS_DAY},\s*(?:cac )?(?:\Z|(?:{_ACTS})\b)")
_WITH_CHANGES = rf"{any_of('joined')} cac (?:{_ACTS}) {any_of('amended')}"
_CHANGED = re.compile(
    rf"\W{{0,3}}(?:(?:(?:{any_of('was')} ){{1,2}}|(?:{any_of('joined')} )?(?:cac )?{any_of('writings')} |(?<=\())"
    rf"{any_of('amended')}|{_WITH_CHANGES}|(?:{_ACTS}) {any_of('amended')}(?:, {any_of('amended')})?\s*(?:[;.]|\Z))"
)
"""These two on folded words; spoilt accents are read, too."""
_LISTED_WITH_CHANGES = re.compile(
    rf"[^.\n]{{0,600}}?{any_of('joined')} (?:cac )?{any_of('writings')} (?:{any_of('or_instead')},? )?"
    rf"{any_of('amended')}"
)
_TITLE_WITH_CHANGES = re.compile(rf"{_WITH_CHANGES}[^;]{{0,20}}\Z")
_APPLIES = re.compile(rf"(?i){any_of('applies', folded=False)}[^.;:]{{0,100}}\Z")
_DENIES = re.compile(rf"(?i){any_of('denies', folded=False)}[^.;:,]{{0,25}}\Z")
_WORDS, _ITEM_ENDS = re.compile(r"[^\W\d_]{3}"), re.compile(r"\s*(?:[;,.|()]|\Z)")
"""An item has a sign before it, "a)", "+", and ends behind the act and its title."""
_ASKED = re.compile(
    rf"(?i){any_of('asked', folded=False)}\s(?:[^.;]{{0,30}}\s)?{any_of('asked_by', folded=False)}\s+"
    r"(?:số\s*:?\s*\d|(?:đề\s+)?ngày\s+\d|của\s[^.;]{0,60}\bngày\s+\d)"
)
_BARE_DAY = re.compile(r"[A-ZĐ]\s+\(?\d{1,2}[/.-]\d{1,2}[/.-]\d{4}\)?\s*\Z")
_OPENING = 12_000


def head_days(text: str) -> tuple[tuple[int, str], ...]:
    """Where lines of letterheads stand that give a place and a day, "Lương Minh, ngày 10 tháng 12 năm 2025", each with
    its ISO day, or its month where the day is blank."""
    found = []
    for line in _HEAD_DAY.finditer(f"\n{text}"):  # faster than from the start of a line
        day, month, year = line.groups()
        try:
            found.append((line.start(), str(date(int(year), int(month), int(day or 1)))[: None if day else 7]))
        except ValueError:
            continue
    return tuple(found)


def before_letterhead(text: str, number: str | None) -> int:
    """Where a letterhead begins that gives the document's own number, behind what a page or a file says of it; 0 where
    none is found near the top. A page may have lost the ends of its lines, so that the number stands within one."""
    if number is None:
        return 0
    opening, own = f"\n{text[:_OPENING]}", "".join(str(number).split())
    for kind in (_NUMBER_LINE, _NUMBER):
        for line in kind.finditer(opening):
            if "".join(line[1].split()).startswith(own):
                return line.start()
    return 0


def page_data(text: str) -> tuple[tuple[int, int], ...]:
    """What a page in Markdown tells of the document that it holds, from where to where: the data before its text,
    between two lines of hyphens, and rows that begin with what such data are called, "| Ngày ban hành | ... |", in a
    table that has more than one that no other table has; the sample by which it tells how it marks changes; and the
    parts in which it lists others, "## Tham khảo", or sums up the bases in words of its own, none of which is a
    recital.
    """
    front = _FRONT.match(text)
    found = [front.span()] if front else []
    found += (tip.span() for tip in _TIP.finditer(text))
    for found_table in _TABLE.finditer(text) if "|" in text else ():
        rows = [(row.span(), row[1].strip(" \t*_:")) for row in _ROW.finditer(found_table.group())]
        if len({name for _, name in rows} & _fields()) >= _FIELDS:
            places = (place for place, name in rows if name in _fields() or name.startswith(_beside()))
            found += ((found_table.start() + start, found_table.start() + end) for start, end in places)
    headings = [*_HEADING.finditer(text)] if "\n#" in text else []
    ends = [heading.start() for heading in headings[1:]] + [len(text)]
    is_page = bool(found)
    for heading, end in zip(headings, ends, strict=False):
        sums_up = is_page and says("told_bases").match(fold(heading[1])) is not None
        if heading[1].lower().startswith(_lists()) or (sums_up and not _RECITED.search(text, heading.end(), end)):
            found.append((heading.start(), end))
    return tuple(sorted(found))


@cache
def _fields() -> frozenset[str]:
    return frozenset(row["words"] for row in rows_of("field"))


@cache
def _beside() -> tuple[str, ...]:
    return tuple(row["words"] for row in rows_of("beside"))


@cache
def _lists() -> tuple[str, ...]:
    return tuple(row["words"].lower() for row in rows_of("lists"))


def day_over(start: int, days: tuple[tuple[int, str], ...], own: str) -> str:
    """The day of the letterhead that a place stands under: the document's ``own``, or that of a later one, for a file
    may hold several documents."""
    if len(days) < 2:
        return own
    before = [day for place, day in days if place < start]
    return before[-1] if own in before else own


def is_quoted(text: str, start: int) -> bool:
    """Whether a place stands within quotation marks that opened before it and close behind it; a mark that is left
    alone, or that closes with the sign for opening, as scans and word processors have it, quotes nothing."""
    first, last = max(0, start - _LONGEST_QUOTE), start + _LONGEST_QUOTE
    opened = text.rfind("“", first, start)
    if opened <= max(text.rfind("”", first, start), text.rfind('"', first, start)) or _closes(text, opened):
        return False
    closed = min(
        (place for place in (text.find("”", start, last), text.find('"', start, last)) if place >= 0), default=-1
    )
    again = text.find("“", start, last)
    return closed >= 0 and (again < 0 or closed < again or _closes(text, again))


def _closes(text: str, place: int) -> bool:
    """Whether the sign for opening stands where a quotation closes: right behind a word, and before none."""
    return text[place - 1 : place].strip() != "" and not text[place + 1 : place + 2].isalnum()


def is_exchanged(text: str, start: int, end: int) -> bool:
    """Whether words in quotation marks are what an act takes out of another: "thay cụm từ “Luật A” thành “Luật B”",
    "Bãi bỏ đoạn “... theo Luật A” tại Điều 5"; what it adds are its own."""
    if not is_quoted(text, start):
        return False
    if _EXCHANGED.match(text, end) is not None:
        return True
    opened = text.rfind("“", max(0, start - _LONGEST_QUOTE), start)
    lead = max(0, opened - _LONGEST_LEAD), opened
    return _STRUCK.search(text, *lead) is not None and _ADDED.search(text, *lead) is None


def is_exchanged_in(text: str, start: int) -> bool:
    """Whether words name the act in which others are exchanged: "thay cụm từ “A” bằng cụm từ “B” tại Điều 6 Thông tư
    C", be it in the text that an act gives to an amending one."""
    first = max(0, start - _LONGEST_LEAD)
    return text.find("”", first, start) >= 0 and _CHANGED_AT.search(text, first, start) is not None


def tells_its_force(text: str, citation: Citation) -> bool:
    """Whether the words right behind an act and its title say until when it is in force, "có hiệu lực đến hết ngày
    ...", "hết hiệu lực", be it behind what amended it, or until when what was issued under it holds; or they are of
    the time before it was, "trước ngày Luật A có hiệu lực". A remark in brackets, "(đã hết hiệu lực)", leaves the
    sentence applying the act."""
    start = citation.start
    lead = text[max(0, start - _LONGEST_LEAD) : start]
    if _BEFORE_FORCE.search(lead) and _IN_FORCE.match(text, citation.end):
        return True
    behind = _behind(text, citation)
    if _FORCE.match(behind) or _FORCE_AMENDED.match(behind):
        return True
    return _UNTIL.match(behind) is not None and _ISSUED.search(lead) is not None


def opens_with_its_end(clause: str) -> bool:
    """Whether the clause before an act names acts right behind the day on which the document itself takes effect, "Kể
    từ ngày Nghị định này có hiệu lực thi hành, Nghị định A và ...": at its far end they are told to have ended."""
    return "này" in clause and _OPENS_WITH_END.search(fold(clause)) is not None


def is_applied(text: str, citation: Citation) -> bool:
    """Whether a document applies an act by the words before it, "theo quy định tại ...", by what it names of it, or as
    an item of a list, rather than to speak of it: "So với Luật A, ...", "Luật A còn bất cập". Whatever it relies on or
    recites it applies."""
    if citation.relation in DERIVING or citation.zone == "preamble":
        return True
    clause = clause_before(text, citation.start).rpartition("|")[2].rstrip()
    if _DENIES.search(clause.removesuffix(citation.pinpoint or "")):
        return False
    if citation.pinpoint is not None or _APPLIES.search(clause):
        return True
    return not _WORDS.search(clause) and _ITEM_ENDS.match(_behind(text, citation)) is not None


def has_bare_day(citation: Citation) -> bool:
    """Whether a day follows the number without a word that leads to it, as that of another column of a table may, or
    the day on which a page was put up, in a list of links: "Nghị định 97/2025/NĐ-CP (23/06/2026)"."""
    return _BARE_DAY.search(citation.quote) is not None


def is_broken(text: str, citation: Citation) -> bool:
    """Whether the head of a page of the gazette (công báo) stands within a citation or right behind it, so that a name
    may be cut there."""
    return says("gazette", folded=False).search(text, citation.start, citation.end + _PAGE_BREAK) is not None


def request_end(text: str) -> int | None:
    """Where a letter has named near its top what asked for it: "nhận được công văn số 5", "trả lời đơn ngày 3/2"."""
    found = _ASKED.search(text, 0, _OPENING)
    return found.end() if found else None


def is_recited(citation: Citation) -> bool:
    """Whether a document names an act in its recitals as what it relies on: that is its own word, and of today."""
    return citation.zone == "preamble" and citation.relation in DERIVING


def tells_of_amendments(text: str, citation: Citation) -> bool:
    """Whether the words behind a citation and its title, or the end of that, say that the act was amended, or those at
    the end of a list of acts."""
    if citation.title and _TITLE_WITH_CHANGES.search(fold(citation.title)):
        return True
    if _CHANGED.match(fold(_behind(text, citation))) is not None:
        return True
    rest = "" if citation.zone == "preamble" else text[citation.end : citation.end + _LONGEST_LIST]
    return _LISTED_WITH_CHANGES.match(fold(rest)) is not None


def _behind(text: str, citation: Citation) -> str:
    """The words behind a citation and its title, on one line."""
    end, title = citation.end, citation.title
    behind = " ".join(text[end : end + len(title or "") + _BEHIND].split())
    start = behind.find(title[-_LAST_WORDS:]) if title else -1
    return behind[start + min(len(title or ""), _LAST_WORDS) if start >= 0 else 0 :]
